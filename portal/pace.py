"""How often somebody may do something: generous for forms, strict for codes that do not exist.

Counted in the default cache, in windows of fixed length; a web process with a cache of its own counts for itself. Of who asks
only a keyed hash is kept, and no longer than the window lasts. `most=0` is without limit.
"""

import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


class TooMany(Exception):
    """Somebody did something too often. Answered with a page that says when they may again (`portal.website.middleware`)."""

    def __init__(self, seconds: int):
        super().__init__(f"again in {seconds} seconds")
        self.seconds = seconds


def allowed(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Count that this is done once more, and say whether it still may."""
    if most == 0:
        return True
    key = _key(what, who, seconds)
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # the cache was full, and let go of it just now
        return True


def spent(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Whether it was done so often that it may not be done again now; looking does not count."""
    return most != 0 and cache.get(_key(what, who, seconds), 0) >= most


def check(what: str, request: HttpRequest, *, most: int, seconds: int) -> None:
    """Count this request for the address it comes from. Raises TooMany."""
    if not allowed(what, address_of(request), most=most, seconds=seconds):
        raise TooMany(left(seconds))


def at_least(seconds: float, begun: float) -> None:
    """Wait until so long after `begun` (a `time.monotonic`), so that an answer does not tell by its speed what was done."""
    time.sleep(max(0.0, begun + seconds - time.monotonic()))


def left(seconds: int) -> int:
    """How many seconds until this window is over."""
    return seconds - int(time.time()) % seconds


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: what our own proxy says, when there is one. Of IPv6 the network: it is one household."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY and (forwarded := request.headers.get("X-Forwarded-For", "")):
        said = forwarded.rpartition(",")[2].strip()  # what stands before it, anybody can write
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return said[:80]
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _key(what: str, who: str, seconds: int) -> str:
    window = int(time.time()) // seconds
    return f"pace:{what}:{window}:{salted_hmac('portal.pace', who, algorithm='sha256').hexdigest()[:32]}"
