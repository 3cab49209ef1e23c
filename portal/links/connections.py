"""Connections to other sites, and what is asked over them: httpx over a transport of ours. Every connection is made by the
guard, to the very address it looked at, so that a name cannot mean something else a moment later."""

import ssl
import time
import zlib
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from portal.links.addresses import is_web
from portal.links.fetching import Answer, NotFetched
from portal.links.guard import addresses_of, left
from portal.links.models import Saw

HOPS = 10
PATIENCE = 5.0  # seconds for one address to take the connection
REDIRECTS = {301, 302, 303, 307, 308}
UNTRUSTED = {10: "verlopen", 9: "nog niet geldig", 18: "zelf ondertekend", 19: "zelf ondertekend", 62: "voor een andere site"}
UNFINISHED = {20, 21}  # a link of the chain is missing; browsers often find it by themselves


class Guard(httpcore.NetworkBackend):
    """The only way out: connects to addresses it looked at, until a moment."""

    def __init__(self, until: float):
        self.until = until
        self._plain = httpcore.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        refused: Exception = httpcore.ConnectError("no address")
        for address in addresses_of(host, port, within=left(self.until)):
            try:
                patience = min(PATIENCE, left(self.until))
                return Timed(self._plain.connect_tcp(address, port, timeout=patience), self.until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refused = error
        raise refused

    def connect_unix_socket(self, path, timeout=None, socket_options=None):
        raise NotFetched(Saw.PRIVATE)

    def sleep(self, seconds):
        time.sleep(min(seconds, left(self.until)))


class Timed(httpcore.NetworkStream):
    """A connection on which nothing is waited for beyond a moment, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, until: float):
        self._stream, self._until = stream, until

    def read(self, max_bytes, timeout=None):
        return self._stream.read(max_bytes, timeout=left(self._until))

    def write(self, buffer, timeout=None):
        self._stream.write(buffer, timeout=left(self._until))

    def close(self):
        self._stream.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        return Timed(self._stream.start_tls(ssl_context, server_hostname, timeout=left(self._until)), self._until)

    def get_extra_info(self, info):
        return self._stream.get_extra_info(info)


class Stream(httpx.SyncByteStream):
    """The body of an answer, as httpx wants it."""

    def __init__(self, stream: Any):
        self._stream = stream

    def __iter__(self):
        yield from self._stream

    def close(self):
        if hasattr(self._stream, "close"):
            self._stream.close()


class Guarded(httpx.BaseTransport):
    """httpx over connections of the guard."""

    def __init__(self, until: float):
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trust(), network_backend=Guard(until), max_connections=1, max_keepalive_connections=0
        )  # no connection serves another host

    def handle_request(self, request):
        where = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        asked = httpcore.Request(request.method, where, headers=request.headers.raw, content=request.stream)
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=Stream(answer.stream), extensions=answer.extensions)

    def close(self):
        self._pool.close()


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()


# -- asking ------------------------------------------------------------------------------------------------------------
def ask(method: str, url: str, headers: dict[str, str], *, seconds: float, most: int) -> Answer:
    """Ask, follow redirects and read at most so many bytes, all before so many seconds are over. Raises NotFetched."""
    until = time.monotonic() + seconds
    try:
        with httpx.Client(transport=Guarded(until), headers=headers, trust_env=False, follow_redirects=False) as client:
            return _followed(client, method, _without_place(url), until, most)
    except httpcore.TimeoutException as error:
        raise NotFetched(Saw.TIMEOUT) from error
    except httpcore.NetworkError as error:
        raise _not_connected(error) from error
    except (httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict, ValueError) as error:
        hung_up = "disconnected" in str(error) or "closed connection" in str(error)
        raise NotFetched(Saw.REFUSED if hung_up else Saw.NONSENSE) from error


def _followed(client, method, url, until, most) -> Answer:
    hops: list[tuple[str, int]] = []
    while True:
        left(until)
        with client.stream(method, url, timeout=None) as response:
            target = response.headers.get("location", "").strip()
            if response.status_code not in REDIRECTS or not target:
                body = _read(response, most)
                return Answer(url, response.status_code, dict(response.headers.items()), hops, body)
        hops.append((url, response.status_code))
        url = _without_place(urljoin(url, target))
        if len(hops) >= HOPS or [address for address, _status in hops].count(url) > 1:  # once more may be for a cookie
            raise NotFetched(Saw.LOOP)
        if not is_web(url):
            raise NotFetched(Saw.NONSENSE)


def _without_place(url: str) -> str:
    """The address without the place on the page: that is nobody's business but the browser's."""
    return urlsplit(url)._replace(fragment="").geturl()


def _read(response, most: int) -> bytes:
    """The beginning of the body. Packed bodies, which we did not ask for, are unpacked no further than that."""
    if not most:
        return b""
    body = b""
    for chunk in response.iter_raw():
        body += chunk
        if len(body) >= most:
            break
    if response.headers.get("content-encoding", "").strip().lower() in ("gzip", "x-gzip", "deflate"):
        try:
            body = zlib.decompressobj(wbits=47).decompress(body[:most], most)
        except zlib.error:
            return b""
    return body[:most]


def _not_connected(error: BaseException) -> NotFetched:
    """What a failed connection says: a certificate, or simply nobody there."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            if cause.verify_code in UNFINISHED:
                return NotFetched(Saw.CHAIN)
            return NotFetched(Saw.CERTIFICATE, UNTRUSTED.get(cause.verify_code, ""))
        if isinstance(cause, ssl.SSLError):
            return NotFetched(Saw.CERTIFICATE, "geen veilige verbinding")
        cause = cause.__cause__ or cause.__context__
    return NotFetched(Saw.REFUSED)
