"""The straight way to a public page: what is the same for everybody needs no session, no user, no messages and no form token.

A middleware that stands before those. It asks the view itself, and passes by whatever else would come between. An unknown
address or an error goes the whole way, as if nothing was asked yet.
"""

from django.conf import settings
from django.urls import Resolver404, resolve

from portal.catalogue.kept import NOT_OURS


class Direct:
    """Answers reading of public pages (`portal.catalogue.kept.reading`), with the headers that the whole way gives."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in ("GET", "HEAD") and not request.path.startswith(NOT_OURS):
            response = self._page(request)
            if response is not None:
                return response
        return self.get_response(request)

    def _page(self, request):
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return None
        if not getattr(match.func, "for_everybody", False):
            return None
        request.resolver_match = match
        try:
            response = match.func(request, *match.args, **match.kwargs)
            if not getattr(response, "is_rendered", True):
                response = response.render()
        except Exception:  # noqa: BLE001 (asked again on the whole way, where it is answered and written down)
            return None
        if response.status_code >= 400:  # no file is open in it; closing it would end the request
            return None
        response.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        if not response.streaming:
            response.setdefault("Content-Length", str(len(response.content)))
        return response
