"""Whole page or part: what an htmx request wants. Imports libraries only."""


def wants_part(request) -> bool:
    """True when only the inner template is wanted; going back in history always gets the whole page.

    The answer of a view that asks this varies by HX-Request: see `varies_by_part`.
    """
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-History-Restore-Request") != "true"
