"""Asking another site something, safely. Every connection is made by the guard: it looks up the host, refuses addresses
that are not public, and connects to the very address it looked at, so that a name cannot mean something else a moment
later. Everything has an end: one moment by which it must be over, a number of hops, a number of bytes."""

import ipaddress
import queue
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from django.conf import settings

from portal.links.addresses import is_web
from portal.links.models import Saw

HOPS = 10
MOST_ADDRESSES = 4  # of one host that are tried
PATIENCE = 5.0  # seconds for one of them to take the connection
REDIRECTS = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
USUAL_PORTS = {80, 443}
OUTSIDE = ipaddress.ip_network("2000::/3")  # the only part of IPv6 that is handed out to the public internet
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address, as a network without IPv4 writes it
NOT_PUBLIC = [
    ipaddress.ip_network(text)
    for text in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16")
]
UNTRUSTED = {10: "verlopen", 9: "nog niet geldig", 18: "zelf ondertekend", 19: "zelf ondertekend", 62: "voor een andere site"}
UNFINISHED = {20, 21}  # a link of the chain is missing; browsers often find it by themselves


class NotFetched(Exception):
    """Why there is no answer: a `Saw`, and a detail in words."""

    def __init__(self, saw: str, detail: str = ""):
        super().__init__(saw, detail)
        self.saw, self.detail = saw, detail


@dataclass
class Answer:
    """What a site answered at the end of its redirects."""

    url: str
    status: int
    headers: httpx.Headers
    hops: list[tuple[str, int]] = field(default_factory=list)  # (address that redirected, its status), in order
    body: bytes = b""

    @property
    def moved_to(self) -> str:
        """Where the address leads for good: past the permanent redirects, up to the first that may change."""
        reached = ""
        for place, (_address, status) in enumerate(self.hops, 1):
            if status not in FOR_GOOD:
                break
            reached = self.hops[place][0] if place < len(self.hops) else self.url
        return reached


def user_agent() -> str:
    """Who we are, with the page where somebody can find us."""
    return f"MaterialenbankLinks/1.0 (+{settings.SITE_URL}/contact/)"


# -- the guard ---------------------------------------------------------------------------------------------------------
def is_public(text: str) -> bool:
    """Whether a numeric address is one of the public internet."""
    if "%" in text:  # an address with a zone is one of this machine's own networks
        return False
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        if inner := address.ipv4_mapped or (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in TRANSLATED else None):
            return is_public(str(inner))
        if address not in OUTSIDE:
            return False
    odd = address.is_multicast or address.is_reserved or address.is_private or address.is_unspecified
    inward = address.is_loopback or address.is_link_local
    return address.is_global and not (odd or inward) and not any(address in network for network in NOT_PUBLIC)


def addresses_of(host: str, port: int, *, within: float) -> list[str]:
    """The numeric addresses of a host, all of them looked at. Raises NotFetched when one of them is not public: a name that
    means both is not to be trusted. Tests permit their own server by its address and port (LINK_TEST_SERVERS)."""
    found = list(dict.fromkeys(_looked_up(host, port, within)))
    permitted = settings.LINK_TEST_SERVERS
    if all((address, port) in permitted for address in found):
        return found
    if port not in USUAL_PORTS:
        raise NotFetched(Saw.PORT, str(port))
    if not all(is_public(address) for address in found):
        raise NotFetched(Saw.PRIVATE)
    return found[:MOST_ADDRESSES]


def _looked_up(host: str, port: int, within: float) -> list[str]:
    """What the name servers say; in a thread, because they have their own idea of patience."""
    answers: queue.SimpleQueue = queue.SimpleQueue()

    def ask():
        try:
            answers.put([str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=max(0.01, within))
    except queue.Empty:
        raise NotFetched(Saw.TIMEOUT) from None
    if isinstance(found, Exception) or not found:
        raise NotFetched(Saw.DNS)
    return found


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


def left(until: float) -> float:
    """Seconds until then. Raises NotFetched when there are none."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise NotFetched(Saw.TIMEOUT)
    return seconds


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
def fetch(method: str, url: str, *, seconds: float, most: int = 0) -> Answer:
    """Ask, follow redirects (each hop is guarded) and read at most so many bytes. Raises NotFetched."""
    until = time.monotonic() + seconds
    headers = {"User-Agent": user_agent(), "Accept": "text/html,*/*;q=0.8", "Accept-Language": "nl-BE,nl;q=0.9,en;q=0.5"}
    headers |= {"Accept-Encoding": "identity", "Connection": "close"}
    try:
        with httpx.Client(transport=Guarded(until), headers=headers, trust_env=False, follow_redirects=False) as client:
            return _followed(client, method, _without_place(url), until, most)
    except httpcore.TimeoutException as error:
        raise NotFetched(Saw.TIMEOUT) from error
    except httpcore.NetworkError as error:
        raise _not_connected(error) from error
    except (httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict, UnicodeError) as error:
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
                return Answer(url, response.status_code, response.headers, hops, body)
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
