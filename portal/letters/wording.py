"""A letter from one template: HTML as it is drawn, its subject from the title, and a plain text that says the same."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from portal.text import cut, without_nul

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # what makes the words around it read backwards
BLOCKS = {"p", "div", "h1", "h2", "h3", "ul", "ol", "li", "blockquote", "table", "tr", "footer"}
UNREAD = {"head", "style", "script"}


@dataclass(frozen=True)
class Kind:
    """A kind of letter: its name (that of its template), what the desk calls it, and what is put in with it when it leaves:
    given the letter and the moment, calendars and pictures that are not worth keeping."""

    name: str
    label: Any
    encloses: Callable[[Any, datetime], Iterable[Any]] | None = None


KINDS: dict[str, Kind] = {}


def kind(name: str, label, encloses: Callable[[Any, datetime], Iterable[Any]] | None = None) -> Kind:
    """Register a kind of letter; its template is `letters/<name>.html`."""
    return KINDS.setdefault(name, Kind(name, label, encloses))


@dataclass(frozen=True)
class Wording:
    subject: str
    text: str
    html: str


def worded(which: Kind, context: dict) -> Wording:
    """The letter, with `site` and `url` of the portal at hand in its template."""
    known = {"site": settings.SITE_NAME, "url": settings.SITE_URL, **context}
    html = without_nul(render_to_string(f"letters/{which.name}.html", known, using="django"))
    reading = Reading()
    reading.feed(html)
    reading.close()
    return Wording(subject=cut(one_line(reading.title), 180), text=reading.text(), html=html)


def one_line(text: str) -> str:
    """A text that can stand in a header: one line, without anything that begins another, or that turns what stands beside it."""
    return " ".join(CONTROL.sub(" ", TURNING.sub("", text)).split())


class Reading(HTMLParser):
    """What a letter says to who reads no HTML: blocks on lines of their own, addresses behind the words that lead there."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.title, self.blocks, self.quoted = "", [""], 0
        self._inside: list[str] = []
        self._href, self._link = "", ""

    def handle_starttag(self, tag, attrs):
        if tag in UNREAD or tag == "title":
            self._inside.append(tag)
        elif tag in BLOCKS:
            self.quoted += tag == "blockquote"
            self._break("- " if tag == "li" else "")
        elif tag == "br":
            self.blocks[-1] += "\n"
        elif tag == "a":
            self._href, self._link = dict(attrs).get("href") or "", ""

    def handle_endtag(self, tag):
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()
        elif tag in BLOCKS:
            self._break()
            self.quoted -= tag == "blockquote"
        elif tag == "a" and self._href:
            if self._href != self._link.strip():
                self.blocks[-1] += f": {self._href}"
            self._href = ""

    def handle_data(self, data):
        if "title" in self._inside:
            self.title += data
        elif not self._inside:
            self.blocks[-1] += re.sub(r"\s+", " ", data)
            self._link += data

    def _break(self, begin=""):
        if self.blocks[-1].strip(" \n-"):
            mark = "> " if self.quoted else ""
            lines = [f"{mark}{' '.join(line.split())}" for line in self.blocks[-1].strip().split("\n")]
            self.blocks[-1] = "\n".join(lines)
            self.blocks.append("")
        self.blocks[-1] = begin

    def text(self) -> str:
        self._break()
        said = ""
        for block in filter(None, self.blocks):
            together = block.startswith("- ") and said.rpartition("\n")[2].startswith("- ")
            said += ("\n" if together else "\n\n") * bool(said) + block
        return said + "\n"
