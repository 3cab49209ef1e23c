"""Where whole pages are kept: in the memory of this process, each once, packed; the least asked goes first.

A page is kept under what it was drawn from (its tag), so that nothing here can be stale. What lies here never leaves the process;
its weight is bounded, whatever is asked.
"""

import gzip
import re
import threading
from collections import OrderedDict
from functools import lru_cache

import brotli
from django.conf import settings

AROUND = 2048  # bytes that a page costs beside its text: headers, keys
# Brotli, of 11: for who waits while a page is drawn, for a page that goes over the line once, and for one that is kept. The first
# costs a sixth of the last, for a fifth more bytes; from 9 on it is 15 times as much.
HASTE, ONCE, WELL = 1, 2, 6
NEVER = re.compile(r";\s*q=0(?:\.0*)?\s*$")
SIZES = ("br", "gzip", "")  # the smallest first
FIRST = "q"  # in the ETag of what was packed in haste


class Page:
    """What was drawn, as it goes over the line. Whoever had to wait for it gets it packed in haste; when it is asked again, it is
    packed well, once in each way that somebody asks for."""

    __slots__ = ("_first", "_sizes", "headers", "tag", "weight", "whole")

    def __init__(self, tag: str, content: bytes, headers: dict[str, str]):
        self.tag, self.headers, self.whole = tag, headers, len(content)
        self._first = brotli.compress(content, quality=HASTE)
        self._sizes: dict[str, bytes] = {}
        self.weight = AROUND + 2 * len(self._first)  # with what gzip makes of it

    def first(self, size: str) -> tuple[bytes, str]:
        """The text in this size for who had it drawn, and its ETag."""
        if size == "br" and size not in self._sizes:
            return self._first, f'"{self.tag}-{FIRST}"'
        return self.body(size), self.etag(size)

    def body(self, size: str) -> bytes:
        """The text in this size: "br", "gzip", or "" as it was written."""
        if size == "":
            return brotli.decompress(self._first)
        if size not in self._sizes:
            pack = brotli.compress(self.body(""), quality=WELL) if size == "br" else gzip.compress(self.body(""), 6, mtime=0)
            self._sizes[size] = pack
            if size == "br":
                self._first = pack  # so that it lies here once
        return self._sizes[size]

    def etag(self, size: str) -> str:
        return f'"{self.tag}-{size}"' if size else f'"{self.tag}"'

    def is_had(self, said: str) -> str:
        """Which ETag of ours stands in an If-None-Match; nothing when none does."""
        if self.tag not in said:
            return ""
        offered = {part.strip().removeprefix("W/") for part in said.split(",")}
        return next((etag for etag in map(self.etag, (*SIZES, FIRST)) if etag in offered), "")


@lru_cache(maxsize=200)
def sizes_for(accepts: str) -> tuple[str, ...]:
    """The sizes that a reader's browser takes, the smallest first; "gzip;q=0" says that it does not take gzip."""
    offers = [offer for offer in accepts.lower().split(",") if not NEVER.search(offer)]
    takes = {offer.partition(";")[0].strip() for offer in offers}
    return *(size for size in SIZES[:2] if size in takes), ""


def in_haste(content: bytes, size: str) -> bytes:
    """A text that goes over the line once, in this size: "br" or "gzip"."""
    return brotli.compress(content, quality=ONCE) if size == "br" else gzip.compress(content, 6)


class Store:
    """Pages by their tag. Bounded by their weight in bytes."""

    def __init__(self, most: int):
        self.most, self.weight = most, 0
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, tag: str) -> Page | None:
        with self._lock:
            page = self._pages.get(tag)
            if page is not None:
                self._pages.move_to_end(tag)
        return page

    def add(self, page: Page) -> None:
        with self._lock:
            if page.tag in self._pages:
                self.weight -= self._pages.pop(page.tag).weight
            self._pages[page.tag] = page
            self.weight += page.weight
            while self.weight > self.most and self._pages:
                self.weight -= self._pages.popitem(last=False)[1].weight

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.weight = 0


store = Store(settings.KEPT_BYTES)
