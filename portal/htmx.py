"""Whole page or part: what an htmx request wants. Imports libraries only."""


def wants_part(request) -> bool:
    """True when only the inner template is wanted; going back in history always gets the whole page.

    The answer of a view that asks this varies by HX-Request: see `varies_by_part`.
    """
    said = request.META.get  # `request.headers` reads every header first, for each page
    return said("HTTP_HX_REQUEST") == "true" and said("HTTP_HX_HISTORY_RESTORE_REQUEST") != "true"
