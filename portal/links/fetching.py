"""Asking another site something, safely: a guard stands before every connection (`guard`), and everything has an end: one
moment by which it must be over, a number of hops, a number of bytes."""

from dataclasses import dataclass, field

from django.conf import settings

FOR_GOOD = {301, 308}


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
    headers: dict[str, str]  # by their names in lower case
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


def fetch(method: str, url: str, *, seconds: float, most: int = 0, accept: str = "text/html,*/*;q=0.8") -> Answer:
    """Ask, follow redirects (each hop is guarded) and read at most so many bytes. Raises NotFetched."""
    from portal.links.connections import ask  # httpx takes a quarter of a second to load: who asks nothing does not pay it

    headers = {"User-Agent": user_agent(), "Accept": accept, "Accept-Language": "nl-BE,nl;q=0.9,en;q=0.5"}
    headers |= {"Accept-Encoding": "identity", "Connection": "close"}
    return ask(method, url, headers, seconds=seconds, most=most)
