"""Asks a Django application for pages inside its own process, and counts CPU time. One process per application.

python -m bench.asking portal.wsgi      orders come in and answers go out as lines of JSON
"""

import contextlib
import gc
import importlib
import io
import json
import re
import sys
import time


def environ(path: str, etag: str = "") -> dict:
    """A GET request as a web server would hand it over."""
    address, _, query = path.partition("?")
    known = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_ACCEPT": "text/html,application/xhtml+xml,*/*;q=0.8",
        "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
        "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(b""),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    return {**known, "HTTP_IF_NONE_MATCH": etag} if etag else known


PARTS = re.compile(r'<(?:link rel="stylesheet" href|script[^>]* src)="(/static/[^"]+)"')


class Application:
    """A WSGI application with a stopwatch on its CPU time."""

    def __init__(self, module: str):
        self.application = importlib.import_module(module).application
        self.status, self.headers = 0, {}
        self.forgotten = 0
        gc.collect()
        gc.freeze()  # so that `measure` looks at little between its turns

    def start_response(self, status, headers, exc_info=None):
        self.status, self.headers = int(status.split()[0]), {name.lower(): value for name, value in headers}

    def get(self, path: str, etag: str = "") -> tuple[bytes, int]:
        """The body, and the nanoseconds of CPU that it cost."""
        asked = environ(path, etag)
        began = time.process_time_ns()
        answer = self.application(asked, self.start_response)
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return body, time.process_time_ns() - began

    def forget(self) -> None:
        """No kept page is found any more: as after a change of what is on it. What is read once per Edition (navigation,
        counts) stays, as it does in life."""
        from django.conf import settings

        self.forgotten += 1
        if settings.configured and hasattr(settings, "RELEASE"):
            settings.RELEASE = f"bench{self.forgotten}"
        if hasattr(self.application, "forget"):
            self.application.forget()

    # -- the orders ----------------------------------------------------------------------------------------------

    def measure(self, path: str, times: int, anew: bool = False, not_modified: bool = False) -> dict:
        """Milliseconds of CPU per request, over so many of them."""
        etag = ""
        if not_modified:
            self.get(path)
            etag = self.headers.get("etag", "")
        gc.collect()
        spent = 0
        for _turn in range(times):
            if anew:
                self.forget()
            spent += self.get(path, etag)[1]
        return {"ms": spent / times / 1e6, "status": self.status}

    def look(self, path: str) -> dict:
        """What one answer is: status, size, queries drawn anew and kept, whether it can be kept."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        self.get(path)
        self.forget()
        for _turn in range(2):
            with CaptureQueriesContext(connection) as queries:
                body, _spent = self.get(path)
            counts.append(len(queries))
        seen = {"status": self.status, "etag": self.headers.get("etag", ""), "queries": counts[0], "kept": counts[1]}
        return seen | self._weighed(body)

    def _weighed(self, body: bytes) -> dict:
        """A first visit, as sent: the page with its style sheets and scripts, each once; fonts and pictures are not counted."""
        parts = set(PARTS.findall(self._text(body)))
        return {"bytes": len(body) + sum(len(self.get(part)[0]) for part in parts), "requests": 1 + len(parts)}

    def _text(self, body: bytes) -> str:
        """What was answered, unpacked."""
        import zlib

        import brotli

        packed = self.headers.get("content-encoding", "")
        if packed:
            body = brotli.decompress(body) if packed == "br" else zlib.decompress(body, 31)
        return body.decode()

    def find(self, on: str, link: str) -> dict:
        """The first address on that page that matches."""
        import html

        body, _spent = self.get(on)
        found = re.search(rf'"({link})"', html.unescape(self._text(body)))
        return {"path": found.group(1) if found else None}

    def frequent(self, most: int) -> dict:
        """The search for the word that most records have, of those that at most so many have."""
        from portal.catalogue.models import Word

        word = Word.objects.filter(records__lte=most, length__gte=4).order_by("-records", "text").first()
        return {"path": f"/zoeken/?q={word.text}" if word else None}

    def analyze(self) -> dict:
        """The planner knows the tables, as it does in a database that has lived."""
        from django.db import connection

        if connection.vendor == "postgresql":
            connection.cursor().execute("ANALYZE")
        return {"vendor": connection.vendor}


def obey(application: Application) -> None:
    """Carries out the orders on standard input until it ends."""
    answers = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # what the application prints is no answer
        for line in sys.stdin:
            order = json.loads(line)
            answer = getattr(application, order.pop("do"))(**order)
            print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    obey(Application(sys.argv[1]))
