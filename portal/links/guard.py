"""Which machines may be asked: the names are looked up here, and what is not on the public internet is refused."""

import ipaddress
import queue
import socket
import threading
import time

from django.conf import settings

from portal.links.fetching import NotFetched
from portal.links.models import Saw

MOST_ADDRESSES = 4  # of one host that are tried
USUAL_PORTS = {80, 443}
OUTSIDE = ipaddress.ip_network("2000::/3")  # the only part of IPv6 that is handed out to the public internet
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address, as a network without IPv4 writes it
NOT_PUBLIC = [
    ipaddress.ip_network(text)
    for text in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16")
]


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


def left(until: float) -> float:
    """Seconds until then. Raises NotFetched when there are none."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise NotFetched(Saw.TIMEOUT)
    return seconds
