"""What a site asks of programs: its robots.txt, kept a day for each host."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from portal.links.fetching import NotFetched, fetch
from portal.links.models import Host, Saw
from portal.text import without_nul

NAME = "MaterialenbankLinks"  # what a site writes behind "User-agent:" to address us
FRESH = timedelta(days=1)
MOST = 200_000  # bytes
SECONDS = 6.0
SLOWEST = timedelta(hours=1)  # what a site may ask between two looks


class SiteFails(NotFetched):
    """A site whose robots.txt gives an error of its own: it is asked nothing more now."""


def rules_of(host: Host, url: str, at: datetime) -> RobotFileParser:
    """What this host asks, read again when it is older than a day. Raises SiteFails."""
    if host.robots_at is None or host.robots_at < at - FRESH:
        host.robots, host.robots_at = _read(url), at
        host.save(update_fields=["robots", "robots_at"])
    parser = RobotFileParser()
    parser.parse(host.robots.splitlines())
    return parser


def pace_of(rules: RobotFileParser, usual: timedelta) -> timedelta:
    """How long to leave a host alone between two looks."""
    asked = rules.crawl_delay(NAME)
    return max(usual, min(SLOWEST, timedelta(seconds=float(asked)))) if asked else usual


def _read(url: str) -> str:
    """The text of robots.txt; empty when there is none, or when nobody answers: then the look itself will say so."""
    parts = urlsplit(url)
    try:
        answer = fetch("GET", f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt", seconds=SECONDS, most=MOST)
    except NotFetched:
        return ""
    if answer.status >= 500:
        raise SiteFails(Saw.ERROR, str(answer.status))
    return without_nul(answer.body.decode(errors="replace")) if answer.status == 200 else ""
