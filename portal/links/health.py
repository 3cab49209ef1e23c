"""Whether links still work: one polite look, what follows from it, and the looks that are due.

A verdict “stuk” takes several looks, spread over more than a day. What only a person can open (a login, a site that keeps
programs out) is never broken. When nothing at all answers, our own line is suspected, not the sites."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from portal.catalogue.index import record_of, rewrite
from portal.catalogue.models import Edition
from portal.links import robots
from portal.links.addresses import bare, host_of, key_of
from portal.links.fetching import Answer, NotFetched, fetch
from portal.links.models import FAILS, SILENT, HealthDay, Host, Link, Saw, Verdict
from portal.links.places import catch_up, shared_rows
from portal.shared import public_lock

log = logging.getLogger(__name__)

BATCH = 10  # links in one round, each of another host
PACE = timedelta(seconds=15)  # a host is left alone this long after a look
LEASE = timedelta(minutes=10)  # a look that somebody began is nobody else's
WEEK, DAY = timedelta(days=7), timedelta(days=1)
AGAIN = [timedelta(hours=6), timedelta(hours=20)]  # after the first failure, and after every next one before the verdict
TRIES, SPREAD = 3, timedelta(hours=24)  # looks that failed, and over how long, before a link is called broken
LATER, LATEST = timedelta(hours=1), timedelta(days=3)  # for who asks to come back later without saying when; and at most
HEAD_SECONDS, GET_SECONDS = 8.0, 12.0
REMEMBERED = 20  # looks in the history
FORGOTTEN = timedelta(days=90)  # a link that stands nowhere any more
AT_THE_DOOR = ("login.", "idp.", "sso.", "auth.", "signin.", "aanmelden.", "account.", "accounts.", "adfs.", "sts.", "saml.")
DOORS = {
    *("login", "login.php", "login.aspx", "wp-login.php", "signin", "sign-in", "aanmelden", "inloggen", "sso", "saml", "saml2"),
    *("oauth", "oauth2", "adfs", "authorize", "shibboleth", "cas", "account-login", "log-in", "samlsso", "auth"),
}
KEEPS_OUT = {402, 403, 405, 406, 451, 999}  # answers to a program; a person may well be let in
VERDICTS: dict[str, Any] = {
    **dict.fromkeys((Saw.FINE, Saw.AWAY), Verdict.OK),
    **dict.fromkeys((Saw.MOVED, Saw.FRONT), Verdict.REDIRECT),
    Saw.LOGIN: Verdict.LOGIN,
    **dict.fromkeys((Saw.FORBIDDEN, Saw.ROBOTS, Saw.PRIVATE, Saw.PORT, Saw.CHAIN), Verdict.BLOCKED),
}


@dataclass(frozen=True)
class Look:
    """What one look saw."""

    saw: str
    status: int | None = None
    detail: str = ""
    final: str = ""
    moved_to: str = ""
    wait: timedelta | None = None  # what the site asked for

    @property
    def answered(self) -> bool:
        return self.saw not in SILENT


# -- one look ----------------------------------------------------------------------------------------------------------
def look(url: str, *, head: float = HEAD_SECONDS, get: float = GET_SECONDS) -> Look:
    """Ask whether this address works: HEAD, and GET when that says anything but yes (many sites answer HEAD badly)."""
    try:
        answer = fetch("HEAD", url, seconds=head)
        if answer.status < 400 or answer.status == 429:
            return understood(url, answer)
    except NotFetched as failure:
        if failure.saw not in (Saw.TIMEOUT, Saw.REFUSED, Saw.NONSENSE, Saw.LOOP):
            return Look(failure.saw, detail=failure.detail)
    try:
        return understood(url, fetch("GET", url, seconds=get))
    except NotFetched as failure:
        return Look(failure.saw, detail=failure.detail)


def understood(url: str, answer: Answer) -> Look:
    """What an answer means."""
    status = answer.status
    seen = Look(Saw.FINE, status=status, final=answer.url if answer.hops else "")
    if answer.hops and is_door(answer.url):
        return replace(seen, saw=Saw.LOGIN)
    if status == 401 or (status in (403, 407) and "www-authenticate" in answer.headers):
        return replace(seen, saw=Saw.LOGIN)
    if status == 429:
        return replace(seen, saw=Saw.BUSY, wait=_asked_wait(answer) or LATER)
    if status in (404, 410):
        return replace(seen, saw=Saw.NOT_FOUND if status == 404 else Saw.GONE)
    if status in KEEPS_OUT:
        return replace(seen, saw=Saw.FORBIDDEN)
    if status >= 400:
        return replace(seen, saw=Saw.TIMEOUT if status in (408, 504) else Saw.ERROR, wait=_asked_wait(answer))
    return _arrived(url, answer, seen)


def _arrived(url: str, answer: Answer, seen: Look) -> Look:
    """What an answer means that is well: whether it is still the same address."""
    if not answer.hops or key_of(answer.url) == key_of(url):
        return seen
    if _is_front(answer.url) and not _is_front(url):
        return replace(seen, saw=Saw.FRONT)
    if answer.moved_to and key_of(answer.moved_to) != key_of(url) and not is_door(answer.moved_to):
        return replace(seen, saw=Saw.MOVED, moved_to=answer.moved_to)
    return replace(seen, saw=Saw.AWAY)


def is_door(url: str) -> bool:
    """Whether this address is where people sign in."""
    parts = urlsplit(url)
    words = {word.lower() for word in parts.path.split("/")[:4]}
    return bare(host_of(url)).startswith(AT_THE_DOOR) or bool(words & DOORS)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.rstrip("/").lower() in ("", "/nl", "/index.html", "/index.php", "/home") and not parts.query


def _asked_wait(answer: Answer) -> timedelta | None:
    """What Retry-After asks, in seconds or as a moment; None when it says nothing we understand."""
    text = answer.headers.get("retry-after", "").strip()
    try:
        seconds = float(text) if text.isascii() and text.isdigit() else None
        if seconds is None and text:
            seconds = (parsedate_to_datetime(text) - timezone.now()).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return None if seconds is None else timedelta(seconds=min(max(seconds, 60), LATEST.total_seconds()))


def look_politely(link: Link, at: datetime) -> Look:
    """The same, as the site asks it: its robots.txt is read first, and says how long it is left alone afterwards."""
    host = link.host
    try:
        rules = robots.rules_of(host, link.url, at)
    except NotFetched as failure:
        return Look(failure.saw, status=int(failure.detail))
    Host.objects.filter(pk=host.pk).update(next_at=at + robots.pace_of(rules, PACE))
    return look(link.url) if rules.can_fetch(robots.NAME, link.url) else Look(Saw.ROBOTS)


# -- what follows from it ----------------------------------------------------------------------------------------------
@transaction.atomic
def note(link: Link, seen: Look, at: datetime) -> Link:
    """Write down a look, and the verdict that follows; when readers must hear of it, their pages say so in this transaction."""
    if link.verdict == Verdict.BROKEN or seen.saw in FAILS:
        public_lock.send(Link)  # before the row: the order of everybody who may change the public site
    link = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    before = link.verdict
    link.saw, link.status, link.detail, link.final = seen.saw, seen.status, seen.detail[:160], seen.final[:2000]
    link.checked_at = at
    link.history = [*link.history, {"at": at.isoformat(), "saw": str(seen.saw), "status": seen.status}][-REMEMBERED:]
    if seen.saw in FAILS:
        link.failures += 1
        link.failing_since = link.failing_since or at
    elif seen.saw != Saw.BUSY:
        link.failures, link.failing_since, link.moved_to = 0, None, seen.moved_to[:2000]
    if VERDICTS.get(seen.saw) in (Verdict.OK, Verdict.REDIRECT, Verdict.LOGIN):
        link.seen_at = at
    link.verdict = _verdict(link, seen, at)
    link.due_at = _next(link, seen, at)
    if link.verdict != before:
        link.since = at
    link.save()
    if seen.wait:
        Host.objects.filter(pk=link.host_id).update(next_at=at + seen.wait)
    if Verdict.BROKEN in (before, link.verdict) and before != link.verdict:
        tell(link)
    return link


def _verdict(link: Link, seen: Look, at: datetime) -> str:
    """The verdict after this look: a failure only counts when it is not the first, nor of one bad day."""
    if link.verdict == Verdict.IGNORED:
        return link.verdict
    if seen.saw in FAILS and link.failing_since:
        enough = link.failures >= TRIES and at - link.failing_since >= SPREAD
        return str(Verdict.BROKEN) if enough else link.verdict
    return VERDICTS.get(seen.saw, link.verdict)


def _next(link: Link, seen: Look, at: datetime) -> datetime | None:
    """When to look again: failing links sooner, and not all links at one moment."""
    if link.verdict == Verdict.IGNORED:
        return None
    if seen.wait:
        return at + seen.wait
    if link.verdict == Verdict.BROKEN:
        return at + (DAY if link.failing_since and at - link.failing_since < 2 * WEEK else WEEK)
    if link.failures:
        return at + AGAIN[min(link.failures, len(AGAIN)) - 1]
    return at + WEEK + timedelta(hours=link.pk * 7 % 25 - 12)


def tell(link: Link) -> None:
    """The public pages that show this link are written anew: it broke, or works again. Call inside a transaction."""
    records = [record for row in shared_rows(link) if (record := record_of(row))]
    if records:
        rewrite(records, number=Edition.raise_number())


def readers_words(url: str) -> str:
    """What readers are told beside this address: that it may not work; empty otherwise. One query, while a record is written."""
    return readers_words_at([url]).get(url, "") if url else ""


def readers_words_at(urls) -> dict[str, str]:
    """{address: what readers are told beside it}, of those that may not work. One query."""
    return {link.url: link.readers_words() for link in Link.objects.filter(url__in=urls, verdict=Verdict.BROKEN)}


@transaction.atomic
def ignore(link: Link, *, because: str, by, at: datetime) -> Link:
    """Leave this link alone from now on: somebody looked, and says why."""
    public_lock.send(Link)
    link = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    was, link.verdict, link.since = link.verdict, Verdict.IGNORED, at
    link.ignored_because, link.ignored_by, link.ignored_at, link.due_at = because[:300], by, at, None
    link.save()
    if was == Verdict.BROKEN:
        tell(link)
    return link


@transaction.atomic
def watch_again(link: Link, *, at: datetime) -> Link:
    """Look after this link again, as one that nobody looked at yet."""
    link = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.verdict == Verdict.IGNORED:
        link.verdict, link.since, link.due_at = Verdict.UNCHECKED, at, at
        link.failures, link.failing_since = 0, None
        link.ignored_because, link.ignored_by, link.ignored_at = "", None, None
        link.save()
    return link


# -- the looks that are due --------------------------------------------------------------------------------------------
def claim(link: Link, at: datetime) -> bool:
    """Whether this look is ours: another worker may have begun it, or have asked the same host a moment ago."""
    mine = Link.objects.filter(pk=link.pk, due_at=link.due_at).update(due_at=at + LEASE)
    return bool(mine and Host.objects.filter(pk=link.host_id, next_at=link.host.next_at).update(next_at=at + PACE))


def check_due(at: datetime, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Look at what is due, in a bounded round; returns how many links. Asking twice changes nothing."""
    if not settings.LINK_CHECKS:
        return 0
    silent: list[tuple[Link, Look]] = []
    done = answered = 0
    for link in Link.objects.due(at).select_related("host")[:BATCH]:
        if stop():
            break
        if not claim(link, at):
            continue
        seen, done = look_politely(link, at), done + 1
        if seen.answered:
            answered += 1
            note(link, seen, at)
        else:
            silent.append((link, seen))
    if silent:
        _note_silent(silent, bool(answered), at)
    if done:
        count_day(at)
    return done


def _note_silent(silent: list[tuple[Link, Look]], line_works: bool, at: datetime) -> None:
    """Sites that did not answer at all. When nothing did, a link that worked is asked whether our own line is to blame."""
    if line_works or _witness({link.host_id for link, _seen in silent}, at):
        for link, seen in silent:
            note(link, seen, at)
        return
    log.warning("Nothing answered in this round: the line of this machine is suspected, and no link is blamed")
    Link.objects.filter(pk__in=[link.pk for link, _seen in silent]).update(due_at=at + LATER)


def _witness(silent_hosts: set[str], at: datetime) -> bool:
    """Whether a link that worked the last time, on another host, answers now."""
    worked = Link.objects.in_use().filter(seen_at__isnull=False, failures=0).exclude(host__in=silent_hosts)
    for link in worked.exclude(verdict=Verdict.IGNORED).select_related("host").order_by("checked_at")[:2]:
        seen = look_politely(link, at)
        if seen.answered:
            note(link, seen, at)
            return True
    return False


def check_now(link: Link, at: datetime) -> Link:
    """One look because somebody asks for it; counts like any other. A host that wants to be left alone is."""
    if link.host.next_at and link.host.next_at > at + 2 * PACE:
        return link
    return note(link, look_politely(link, at), at)


def count_day(at: datetime) -> None:
    """How many links have which verdict, for the figures of today; and links that stand nowhere are forgotten in the end."""
    counts = dict(Link.objects.in_use().order_by().values_list("verdict").annotate(n=Count("pk")))
    _day, new = HealthDay.objects.update_or_create(day=timezone.localdate(at), defaults={"counts": counts})
    if new:
        catch_up(at - 2 * DAY)
    gone = Link.objects.filter(made_at__lt=at - FORGOTTEN, places=None).exclude(verdict=Verdict.IGNORED)
    gone.filter(checked_at__lt=at - FORGOTTEN).delete()
