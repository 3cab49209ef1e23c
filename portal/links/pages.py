"""What a page on another site says of itself: its title, its language, whose it is. Nobody waits long for it."""

import codecs
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from portal.links.fetching import Answer, NotFetched, fetch
from portal.links.health import is_door
from portal.links.models import Saw, words_of
from portal.text import cut, without_nul

SECONDS = 6.0
MOST = 400_000  # bytes; what a page says of itself stands at its beginning
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
PAGES = ("text/html", "application/xhtml+xml")
LONGEST = 200


@dataclass(frozen=True)
class Said:
    """What was read; `fault` is why nothing was, in a sentence."""

    title: str = ""
    site: str = ""  # the name of the site
    language: str = ""  # two letters
    media: str = ""  # the kind of file, as the server calls it: text/html, application/pdf
    about: str = ""  # what the page says it is: video.other, article
    fault: str = ""


def read(url: str) -> Said:
    """Ask a page what it is. Never raises: an editor can always type."""
    try:
        answer = fetch("GET", url, seconds=SECONDS, most=MOST)
    except NotFetched as failure:
        return Said(fault=words_of(failure.saw, None, failure.detail))
    if answer.status == 401 or (answer.hops and is_door(answer.url)):
        return Said(fault=words_of(Saw.LOGIN, None))
    if answer.status >= 400:
        return Said(fault=words_of({404: Saw.NOT_FOUND, 410: Saw.GONE, 403: Saw.FORBIDDEN}.get(answer.status, Saw.ERROR), None))
    return understood(answer)


def understood(answer: Answer) -> Said:
    """What an answer says; of a file only its name and its kind are known."""
    media, _semicolon, more = answer.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    language = _two_letters(answer.headers.get("content-language", ""))
    if media not in PAGES:
        return Said(title=_file_title(answer.url), language=language, media=media)
    head = _Head()
    head.feed(_decoded(answer.body, more))
    site = head.meta.get("og:site_name", "")
    title = head.meta.get("og:title") or head.title or head.heading
    return Said(
        title=_without_site(title, site)[:LONGEST],
        site=site[:LONGEST],
        language=_two_letters(head.language or head.meta.get("og:locale", "")) or language,
        media=media,
        about=head.meta.get("og:type", "").lower()[:40],
    )


def _decoded(body: bytes, said: str) -> str:
    """The text of a page, whatever it says of its letters; what is nonsense becomes a question mark, never an error."""
    header = re.search(r"charset\s*=\s*[\"']?([\w-]+)", said, re.IGNORECASE)
    inside = CHARSET.search(body[:2048])
    for name in (header and header[1], inside and inside[1].decode()):
        try:
            if name and codecs.lookup(name)._is_text_encoding:  # type: ignore[attr-defined]
                return without_nul(body.decode(name, errors="replace"))
        except (LookupError, UnicodeError):
            continue
    return without_nul(body.decode("utf-8", errors="replace"))


class _Head(HTMLParser):
    """The beginning of a page: its title, its first heading, its language and what it tells other programs."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.language, self._texts, self._inside = "", {"title": "", "h1": ""}, ""

    @property
    def title(self) -> str:
        return " ".join(self._texts["title"].split())

    @property
    def heading(self) -> str:
        return " ".join(self._texts["h1"].split())

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = said.get("lang") or said.get("xml:lang", "")
        elif tag == "meta" and len(self.meta) < 200:
            name = (said.get("property") or said.get("name", "")).strip().lower()
            self.meta.setdefault(name, " ".join(said.get("content", "").split())[:1000])
        elif tag in self._texts and not self._texts[tag]:
            self._inside = tag

    def handle_endtag(self, tag):
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data):
        if self._inside and len(self._texts[self._inside]) < 1000:
            self._texts[self._inside] += data


def _without_site(title: str, site: str) -> str:
    """A title without the name of the site behind or before it."""
    title = cut(" ".join(title.split()), LONGEST)
    for sign in ("|", "–", "—", "-", "·", "»", ":"):
        front, between, back = title.rpartition(f" {sign} ")
        if between and site and back.strip().casefold() == site.casefold():
            return front.strip()
        front, between, back = title.partition(f" {sign} ")
        if between and site and front.strip().casefold() == site.casefold():
            return back.strip()
    return title


def _two_letters(text: str) -> str:
    found = re.match(r"\s*([a-zA-Z]{2})(?:[-_,;\s]|$)", text)
    return found[1].lower() if found else ""


def _file_title(url: str) -> str:
    """The name of a file as a title: words instead of signs, without what kind of file it is."""
    stem = PurePosixPath(unquote(urlsplit(url).path, errors="replace")).stem
    words = " ".join(re.sub(r"[_+-]+", " ", without_nul(stem)).split())
    return cut(words[:1].upper() + words[1:], LONGEST)
