"""The letters of the workflow: who is told of a step that somebody else took. Written with the step, sent by the worker."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.letters.models import Letter
from portal.letters.wording import Kind, kind
from portal.publishing import logbook, reviewing
from portal.publishing.models import Publication, Status

ASKED = kind("review-asked", _("vraag om na te lezen"))
RETURNED = kind("returned", _("teruggestuurd met een opmerking"))
APPROVED = kind("approved", _("goedgekeurd"))
SCHEDULED = kind("scheduled", _("ingepland door een collega"))
PUBLISHED = kind("published", _("gepubliceerd door een collega"))
WITHDRAWN = kind("withdrawn", _("ingetrokken door een collega"))
LAPSED = kind("plan-lapsed", _("planning vervallen"))
FAILED = kind("step-failed", _("geplande stap mislukt"))

OF_STEP = {"return": RETURNED, "approve": APPROVED, "schedule": SCHEDULED, "publish": PUBLISHED, "withdraw": WITHDRAWN}
SENT_IN = (Status.REVIEW, Status.APPROVED, Status.SCHEDULED)  # from here, somebody waits to hear what became of it


@dataclass(frozen=True)
class News:
    """What one person is told of one thing."""

    kind: Kind
    person: int
    thing: Publication
    at: datetime
    by: Any
    said: dict


_waiting: ContextVar[list[News] | None] = ContextVar("letters_waiting", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """What is told inside goes out at its end, in one letter for each person and kind; when it fails, nobody is told.
    Inside another one, at the end of that. Call it in the transaction of the steps."""
    outer = _waiting.get()
    if outer is not None:
        begun = len(outer)
        try:
            yield
        except BaseException:
            del outer[begun:]
            raise
        return
    news: list[News] = []
    token = _waiting.set(news)
    try:
        yield
    finally:
        _waiting.reset(token)
    _write(news)


def of_step(
    thing: Publication, step: str, *, was: str, planned: datetime | None, editor: int | None, at: datetime, by, comment: str
) -> None:
    """A step was taken, and its line is not in the log yet. `was`, `planned` and `editor` are the status, the moment and who
    changed it last, before it."""
    if by is None:
        return  # the clock does what somebody planned, and that was told
    told = {"remark": comment.strip(), "moment": thing.publish_at}
    if step == "submit":
        ask(thing, thing.reviewers.values_list("pk", flat=True), at=at, by=by, remark=comment)
    elif step in OF_STEP:
        people = {thing.owner_id, _sent_in_by(thing, was)} | ({editor} if step not in ("return", "approve") else set())
        _tell(OF_STEP[step], people, thing, at=at, by=by, **told)
    if was == Status.SCHEDULED and thing.status not in (Status.SCHEDULED, Status.PUBLISHED, Status.ARCHIVED):
        why = "changed" if step in ("edit", "submit") else "dropped"
        _tell(LAPSED, {thing.owner_id, _planner(thing)}, thing, at=at, by=by, moment=planned, why=why)


def ask(thing: Publication, people: Collection[int], *, at: datetime, by, remark: str = "") -> None:
    """These people are asked to read it."""
    _tell(ASKED, set(people), thing, at=at, by=by, remark=remark.strip())


def step_failed(thing: Publication, step: str, *, at: datetime, why: str) -> None:
    """The clock could not do what was planned: who planned it and whose it is are told."""
    with gathered():
        people = {thing.owner_id, thing.changed_by_id, _planner(thing)}
        _tell(FAILED, people, thing, at=at, by=None, step=step, why=why)


def _sent_in_by(thing: Publication, was: str) -> int | None:
    """Who waits for an answer."""
    writer = reviewing.writer_of(thing) if was in SENT_IN else None
    return writer.pk if writer else None


def _planner(thing: Publication) -> int | None:
    line = logbook.last_of(thing, [logbook.Act.SCHEDULED])
    return line.user_id if line else None


def _tell(which: Kind, people: Collection[int | None], thing: Publication, *, at: datetime, by, **said) -> None:
    """Nobody is told of what they did themselves."""
    news = _waiting.get()
    assert news is not None, "inside gathered() only"
    others = {person for person in people if person and not (by and person == by.pk)}
    news.extend(News(which, person, thing, at, by, said) for person in sorted(others))


# -- writing -----------------------------------------------------------------------------------------------------------
def _write(news: list[News]) -> None:
    if not news:
        return
    people = User.objects.people().filter(is_active=True, is_staff=True, wants_letters=True)
    readers = people.in_bulk({one.person for one in news})
    together: dict[tuple, list[News]] = defaultdict(list)
    for one in news:
        if (reader := readers.get(one.person)) and _may_look(reader, one.thing):
            together[(one.kind, reader, one.at)].append(one)
    for (which, reader, at), some in together.items():
        first = some[0]
        context = {**first.said, "who": first.by, "things": [_told(one) for one in some], "account": _address("password_change")}
        once = f"{reader.pk} {at.isoformat()}"
        Letter.objects.owe(which, first.thing, (str(reader), reader.email), once=once, context=context, at=at)


def _may_look(reader, thing: Publication) -> bool:
    return reader.has_perm(f"{thing._meta.app_label}.view_{thing._meta.model_name}")


def _told(one: News) -> dict:
    thing, opts = one.thing, one.thing._meta
    page = "diff" if thing.live_id else "preview"
    pages = {name: _address(f"{opts.app_label}_{opts.model_name}_{name}", thing.pk) for name in ("change", page)}
    return {
        "title": str(thing),
        "kind": opts.verbose_name,
        "form": pages["change"],
        "read": pages[page],
        "live": thing.live_id is not None,
        "public": settings.SITE_URL + thing.get_absolute_url() if thing.live_id else "",
    }


def _address(name: str, *args) -> str:
    return settings.SITE_URL + reverse(f"admin:{name}", args=args)
