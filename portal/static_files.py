"""Static files are answered before Django: from WhiteNoise's list, with the headers that Django's own answers have.

The middleware of WhiteNoise makes that list when Django starts, and still answers where there is no door (Django's test
client, http that must become https).
"""

from io import BytesIO

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise's, which remembers the list that was made last."""

    last: "StaticFiles | None" = None

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        StaticFiles.last = self


class StaticDoor:
    """A WSGI application around another: what stands in the list of static files does not reach that one."""

    def __init__(self, application):
        self.application = application
        listed = StaticFiles.last
        self._files = {} if listed is None or listed.autorefresh else listed.files
        self._headers = {secure: _promised(secure) for secure in (False, True)}

    def __call__(self, environ, start_response):
        file = self._files.get(environ["PATH_INFO"])
        secure = is_secure(environ)
        if file is None or (settings.SECURE_SSL_REDIRECT and not secure):
            return self.application(environ, start_response)
        answer = file.get_response(environ["REQUEST_METHOD"], environ)
        start_response(f"{answer.status} {answer.status.phrase}", [*answer.headers, *self._headers[secure]])
        if answer.file is None:
            return []
        with answer.file:
            return [answer.file.read()]


def is_secure(environ) -> bool:
    """Whether it came by https, as Django sees it."""
    forwarded = settings.SECURE_PROXY_SSL_HEADER
    if forwarded and forwarded[0] in environ:
        return environ[forwarded[0]].split(",")[0].strip() == forwarded[1]
    return environ["wsgi.url_scheme"] == "https"


def _promised(secure: bool) -> list[tuple[str, str]]:
    """What Django's middleware says with every answer."""
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "wsgi.input": BytesIO(), "wsgi.url_scheme": "https" if secure else "http"}
    response = SecurityMiddleware(lambda _request: None).process_response(WSGIRequest(asked), HttpResponse())
    return [(name, value) for name, value in response.items() if name != "Content-Type"]
