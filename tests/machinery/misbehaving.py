"""A real web server that misbehaves in every way a site can, each at an address of its own.

`elsewhere` is one on this machine that the guard lets through, by its address and port; `elsewhere.url("/404")` is where.
What was asked of it stands in `asked`. `ok_after(path, failures)` answers 503 so many times first; `answers` gives an address
an answer of the test's own; `robots` is its robots.txt. `secure_site` is the same behind a certificate that it signed itself;
`stranger` is one that the guard does not know.
"""

import gzip
import socket
import ssl
import struct
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

HERE = "127.0.0.1"
CERTIFICATE = Path(__file__).parent.parent / "examples" / "links" / "self-signed.pem"
PLAIN = {  # path: (status, headers, body)
    "/": (200, {}, b"<title>Start</title>"),
    "/fine": (200, {"Content-Type": "text/html; charset=utf-8"}, b"<html lang=nl><title>Prima</title>"),
    "/301": (301, {"Location": "/fine"}, b""),
    "/308": (308, {"Location": "/fine"}, b""),
    "/302": (302, {"Location": "/fine"}, b""),
    "/307": (307, {"Location": "/fine"}, b""),
    "/303": (303, {"Location": "/fine"}, b""),
    "/301-302": (301, {"Location": "/302"}, b""),
    "/302-301": (302, {"Location": "/301"}, b""),
    "/slash": (301, {"Location": "/slash/"}, b""),
    "/slash/": (200, {}, b""),
    "/gone-home": (301, {"Location": "/"}, b""),
    "/behind-login": (302, {"Location": "/account/login?next=/behind-login"}, b""),
    "/account/login": (200, {}, b"<form><input type=password></form>"),
    "/401": (401, {"WWW-Authenticate": "Basic"}, b""),
    "/403": (403, {}, b""),
    "/403-sign-in": (403, {"WWW-Authenticate": "Bearer"}, b""),
    "/404": (404, {}, b""),
    "/410": (410, {}, b""),
    "/429": (429, {"Retry-After": "120"}, b""),
    "/429-silent": (429, {}, b""),
    "/429-forever": (429, {"Retry-After": "99999999999"}, b""),
    "/429-nonsense": (429, {"Retry-After": "morgen"}, b""),
    "/429-date": (429, {"Retry-After": "Fri, 31 Dec 2099 23:59:59 GMT"}, b""),
    "/451": (451, {}, b""),
    "/500": (500, {}, b""),
    "/503-later": (503, {"Retry-After": "7200"}, b""),
    "/999": (999, {}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/loop-a": (301, {"Location": "/loop-b"}, b""),
    "/loop-b": (301, {"Location": "/loop-a"}, b""),
    "/to-metadata": (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/to-nowhere": (302, {"Location": "http://[::1"}, b""),
    "/nonsense-charset": (200, {"Content-Type": "text/html; charset=klingon"}, b"<title>Caf\xe9 \xff\x00!</title>"),
    "/pdf/Leidraad_begrijpend-lezen.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"),
    "/bomb": (
        200,
        {"Content-Type": "text/html", "Content-Encoding": "gzip"},
        gzip.compress(b"<title>x</title>" + bytes(5_000_000)),
    ),
    "/bad-gzip": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"geen gzip"),
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server: "Misbehaving"

    def do_HEAD(self):
        self._answer()

    def do_GET(self):
        self._answer()

    def log_message(self, *args):
        pass

    def _answer(self):
        self.server.asked.append((self.command, self.path))
        self.server.headers.append(dict(self.headers))
        self.close_connection = True
        path = self.path.split("?")[0]
        if special := getattr(self, "_" + path.strip("/").replace("-", "_").replace("/", "_"), None):
            return special()
        return self._give(*self._usual(path))

    def _usual(self, path):
        if path == "/robots.txt":
            return self.server.robots
        if path in self.server.failing and self.server.failing[path] > 0:
            self.server.failing[path] -= 1
            return 503, {}, b""
        if path.startswith("/hop/"):
            return 302, {"Location": f"/hop/{int(path[5:]) + 1}"}, b""
        if path == "/to-stranger":
            return 302, {"Location": self.server.stranger}, b""
        return self.server.answers.get(path) or PLAIN.get(path) or (404, {}, b"")

    def _give(self, status, headers, body):
        self.send_response_only(status, "zo")
        for name, value in {"Content-Length": str(len(body)), "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    # -- what no table can say ---------------------------------------------------------------------------------------
    def _slow(self):
        """Takes the question and says nothing."""
        self.server.over.wait(20)

    def _dripping_headers(self):
        """A letter now and then, for ever: each wait is short, and all together have no end."""
        self.wfile.write(b"HTTP/1.1 200 zo\r\nX-Lang: ")
        self._drip()

    def _dripping_body(self):
        self._start(None)
        self._drip()

    def _drip(self):
        while not self.server.over.wait(0.05):
            self._write(b"x")

    def _endless(self):
        """A body without an end, as fast as it is taken."""
        self._start(None)
        while self.command != "HEAD" and not self.server.over.is_set():
            self._write(b"<p>nog</p>" * 1000)
            self.server.sent += 10_000

    def _huge(self):
        """Says that it is ten gigabytes, and begins."""
        self._start(10_000_000_000)
        while self.command != "HEAD" and not self.server.over.is_set():
            self._write(b"<title>Groot</title>" + bytes(100_000))
            self.server.sent += 100_000

    def _head_not_allowed(self):
        self._give(405 if self.command == "HEAD" else 200, {}, b"")

    def _head_is_broken(self):
        self._give(404 if self.command == "HEAD" else 200, {}, b"")

    def _head_hangs_up(self):
        return self._hang_up() if self.command == "HEAD" else self._give(200, {}, b"")

    def _cookie(self):
        """Goes round once, for who does not carry its cookie yet."""
        if "seen=1" in self.headers.get("Cookie", ""):
            return self._give(200, {}, b"")
        return self._give(302, {"Location": "/cookie", "Set-Cookie": "seen=1; Path=/"}, b"")

    def _hang_up(self):
        """Closes without a word."""

    def _reset(self):
        """Slams the door."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _nonsense(self):
        self.wfile.write(b"\x00\xffwat is dit\r\n\r\n")

    def _start(self, length):
        self.send_response_only(200, "zo")
        self.send_header("Content-Type", "text/html")
        if length:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _write(self, data):
        try:
            self.wfile.write(data)
        except OSError:
            self.server.left_by.append(self.path)
            raise ConnectionAbortedError from None


class Misbehaving(ThreadingHTTPServer):
    """The server, in threads of this process."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, secure: bool = False):
        super().__init__((HERE, 0), Handler)
        self.secure = secure
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict] = []
        self.left_by: list[str] = []
        self.failing: Counter = Counter()
        self.answers: dict[str, tuple[int, dict, bytes]] = {}
        self.robots: tuple[int, dict, bytes] = (404, {}, b"")
        self.stranger = ""
        self.sent = 0
        self.over = threading.Event()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def handle_error(self, request, client_address):
        """Who asked went away, as we hope."""

    @property
    def address(self) -> tuple[str, int]:
        return HERE, self.server_address[1]

    def url(self, path: str = "/fine") -> str:
        return f"http{'s' * self.secure}://{HERE}:{self.server_address[1]}{path}"

    def ok_after(self, path: str, failures: int) -> str:
        self.failing[path] = failures
        self.answers[path] = (200, {}, b"")
        return self.url(path)

    def looked_at(self, path: str) -> int:
        """How often this address was asked for."""
        return sum(asked == path for _method, asked in self.asked)

    def stop(self):
        self.over.set()
        self.shutdown()
        self.server_close()


@pytest.fixture
def make_site(settings):
    """A function that starts such a server; `known=False` leaves the guard as it is in life."""
    servers = []

    def make(*, known: bool = True, secure: bool = False) -> Misbehaving:
        servers.append(Misbehaving(secure))
        if known:
            settings.LINK_TEST_SERVERS = {*settings.LINK_TEST_SERVERS, servers[-1].address}
        return servers[-1]

    yield make
    for server in servers:
        server.stop()


@pytest.fixture
def elsewhere(make_site):
    return make_site()


@pytest.fixture
def secure_site(make_site):
    return make_site(secure=True)


@pytest.fixture
def stranger(make_site):
    return make_site(known=False)


@pytest.fixture
def closed_port(settings) -> str:
    """An address of this machine where nobody listens, and that the guard lets through."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        port = probe.getsockname()[1]
    settings.LINK_TEST_SERVERS = {*settings.LINK_TEST_SERVERS, (HERE, port)}
    return f"http://{HERE}:{port}/weg"
