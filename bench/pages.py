"""The pages that are measured, with the budgets of the design.

A page is an address, a link to look for on another page (the first that matches is taken), or a word to search.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One row of the table. `anew` is in times lean, `milliseconds` in CPU time; None is no budget of its own."""

    name: str
    path: str = ""
    on: str = ""
    link: str = ""
    hits: int = 0  # a search: for the word that most records have, of those that at most so many have
    anew: float | None = None
    milliseconds: float | None = None
    queries: int | None = None
    kept: bool = True  # may be kept, so also costs something when it is, and answers 304
    grows: float | None = None  # how many times dearer it may be with the most content than with the least

    def budget(self) -> str:
        """What the design asks, in words."""
        asked = [
            f"{self.anew}x lean" if self.anew else "",
            f"{self.milliseconds} ms" if self.milliseconds else "",
            f"{self.queries} queries" if self.queries is not None else "",
            f"growth {self.grows}" if self.grows else "",
        ]
        return ", ".join(part for part in asked if part)


KEPT_BARE = 5  # a kept page through the server, in times bare
HEAVY, MANY = 60_000, 5  # bytes and requests of a first visit, without fonts and pictures
MEMORY = 90  # MiB of a worker of the server
KEPT = {"sqlite": 0.3, "postgresql": 0.55}  # a kept page, or 304, in times lean

PAGES = [
    Page("fiche", on="/fiches/", link=r"/fiches/[\w-]+/", anew=4.5, queries=3),
    Page("home", path="/"),
    Page("list, first page", path="/fiches/", milliseconds=8, queries=6, grows=1.2),
    Page("list, page {far}", path="/fiches/?pagina={far}", milliseconds=8, queries=6, grows=1.2),
    Page("list, one theme", on="/fiches/", link=r"/fiches/\?thema=[\w-]+|thema\" value=\"[\w-]+", milliseconds=8, queries=6),
    Page("theme", on="/themas/", link=r"/themas/[\w-]+/", milliseconds=8),
    Page("materials", path="/materialen/", milliseconds=8, queries=6),
    Page("material", on="/materialen/", link=r"/materialen/[\w-]+/"),
    Page("sources", path="/bronnen/", milliseconds=8, queries=6),
    Page("source", on="/bronnen/", link=r"/bronnen/[\w-]+/"),
    Page("study day", on="/studiedagen/", link=r"/studiedagen/meting-[\w-]+/", anew=5, queries=4),
    Page("session", on="/studiedagen/meting-0/", link=r"/studiedagen/meting-0/sessies/[\w-]+/", anew=4.5, queries=4),
    Page("speaker", on="/studiedagen/meting-0/", link=r"/sprekers/[\w-]+/", anew=4.5, queries=4),
    Page("study days", path="/studiedagen/", queries=4),
    Page("speakers", path="/sprekers/", queries=4),
    Page("search, at most 500 hits", hits=500, milliseconds=12, queries=8, kept=False),
    Page("search, most hits", hits=1_000_000, queries=8, kept=False),
]
