"""Addresses as text: the links in rich text, one replaced by another, and when two of them are the same. Pure."""

import hashlib
import html as entities
import re
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

LONGEST = 2000  # in bytes; what is longer is no address that somebody typed
ANCHOR = re.compile(r'(<a(?:\s+[\w:-]+="[^"]*")*?\s+href=")([^"]*)(")', re.IGNORECASE)  # "<" is escaped in text: these are tags
TRACKING = re.compile(r"utm_|fbclid$|gclid$|dclid$|msclkid$|mc_[ce]id$|igshid$|_hsenc$|_hsmi$|mkt_tok$|yclid$", re.IGNORECASE)
YOUTUBE = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/)|youtu\.be/)([\w-]{11})(?![\w-])"
)
PORTS = {"http": 80, "https": 443}
PATH = "/:@!$&'()*+,;=~-._"


def links_in(html: str) -> list[str]:
    """The http and https addresses to which a (sanitised) text links, each once, in order."""
    found = (entities.unescape(href).strip() for _before, href, _after in ANCHOR.findall(html or ""))
    return list(dict.fromkeys(address for address in found if is_web(address)))


def with_replaced(html: str, old: str, new: str) -> str:
    """The same text with every link to `old` leading to `new`."""

    def swap(match):
        same = entities.unescape(match[2]).strip() == old
        return f"{match[1]}{entities.escape(new)}{match[3]}" if same else match[0]

    return ANCHOR.sub(swap, html or "")


def is_web(address: str) -> bool:
    """Whether this is a whole http or https address that can be asked for."""
    if not address.lower().startswith(("http://", "https://")) or len(address.encode(errors="replace")) > LONGEST:
        return False
    return bool(host_of(address))


def host_of(address: str) -> str:
    """The host of an address, in lower case and in ASCII, with its port when that is unusual; empty when there is none."""
    try:
        parts = urlsplit(address)
        name, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    try:
        name = name.encode("idna").decode() if not name.isascii() else name
    except UnicodeError:
        return ""
    if not name or len(name) > 253 or any(letter.isspace() for letter in name):
        return ""
    name = f"[{name}]" if ":" in name else name
    return name if port in (None, PORTS.get(parts.scheme.lower())) else f"{name}:{port}"


def bare(host: str) -> str:
    """A host without the www that most sites have as well."""
    return host.removeprefix("www.")


def normalised(address: str) -> str:
    """What two addresses of the same thing have in common: scheme, www, a closing slash, the order of the query, what only
    tells who sent you and the place on the page make no difference."""
    address = address.strip()
    host = bare(host_of(address))
    if not host:
        return address
    parts = urlsplit(address)
    if video := YOUTUBE.match(f"{bare(host)}{parts.path}{'?' * bool(parts.query)}{parts.query}".removeprefix("m.")):
        return f"youtube.com/watch?v={video[1]}"
    path = quote(unquote_to_bytes(parts.path), safe=PATH).rstrip("/")
    if host in ("doi.org", "dx.doi.org"):
        return f"doi.org{path.lower()}"
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(pair[0])]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    screen = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""  # the address of a page, in some applications
    return f"{host}{path}{query}{screen}"


def key_of(address: str) -> str:
    """A short name for the normalised address: two links with the same key lead to the same thing."""
    return hashlib.sha256(normalised(address).encode(errors="replace")).hexdigest()[:32]
