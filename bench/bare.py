"""The least a web server can do: the same bytes every time."""

PAGE = b"<!doctype html><title>bare</title>" + b"<p>The same words every time.</p>" * 300


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))])
    return [PAGE]
