"""Work in progress, readers and questions on the example content, so that the desk of the demo shows what a desk shows.

Nothing here touches the real fiche and the real day: every text and every question says “voorbeeld”.
"""

import datetime as dt
import random

from django.utils import timezone

from fiches.models import Fiche
from portal.catalogue.asked import key_of
from portal.catalogue.models import Reads, Record, Searched
from portal.publishing.workflow import take

LATE = {"ict-voorbeeld": -23, "kwaliteitszorg-die-klopt-voorbeeld": 16, "leerlingen-mee-laten-beslissen-voorbeeld": 30}  # days
DAYS = 75  # of readers
QUESTIONS = [  # question, times, of which without result
    ("voorbeeld feedback", 64, 0),
    ("samen lezen voorbeeld", 47, 0),
    ("voorbeeld kernteam", 31, 2),
    ("hoogbegaafdheid voorbeeld", 28, 28),
    ("voorbeeld zorgoverleg", 22, 0),
    ("huiswerkbeleid voorbeeld", 17, 17),
    ("voorbeeld teamteaching", 15, 0),
    ("voorbeeld spijbelen", 9, 9),
]


def dated(said: dict, today: dt.date) -> dict:
    """An example fiche as it is, or with a date of review that lies around today."""
    if said["slug"] not in LATE:
        return said
    due = today + dt.timedelta(days=LATE[said["slug"]])
    return {**said, "review_due": due, "reviewed": due - dt.timedelta(days=365)}


def load(people, now: dt.datetime) -> None:
    """Drafts beside what is online, texts in review, one that came back, one that is planned; readers and questions."""
    writer, chief = people["redacteur"], people["eindredacteur"]
    _rewritten("een-leesclub-voor-leraren-voorbeeld", writer, now - dt.timedelta(hours=3))
    back = _rewritten("bij-elkaar-in-de-les-kijken-voorbeeld", writer, now - dt.timedelta(days=2))
    back = _step(back, "submit", writer, now - dt.timedelta(days=2), "Klaar om na te lezen.")
    _step(back, "return", chief, now - dt.timedelta(days=1), "Zeg ook voor wie dit bedoeld is.")
    for slug, days in (("leraren-die-collegas-coachen-voorbeeld", 1), ("een-vakgroep-die-samen-voorbereidt-voorbeeld", 2)):
        sent = _rewritten(slug, writer, now - dt.timedelta(days=days))
        _step(sent, "submit", writer, now - dt.timedelta(days=days), "De inleiding is korter.")
    plan = _rewritten("feedback-die-leren-vooruithelpt-voorbeeld", writer, now - dt.timedelta(hours=10))
    appears = timezone.localtime(now).replace(hour=7, minute=0, second=0, microsecond=0) + dt.timedelta(days=3)
    take(plan, "schedule", seen=plan.edit, at=now - dt.timedelta(hours=8), by=chief, when=appears)
    _readers(timezone.localdate(now))
    _questions(timezone.localdate(now))


def _rewritten(slug: str, writer, at: dt.datetime) -> Fiche:
    """An example fiche with one more sentence in its draft."""
    fiche = Fiche.objects.get(slug=slug)
    fiche.points = [*fiche.points[:-1], f"{fiche.points[-1].rstrip('.')}, en kijk na een maand samen terug."]
    fiche.changed_by = writer
    fiche.save(update_fields=["points", "changed", "changed_by"])
    return _step(fiche, "edit", writer, at)


def _step(fiche: Fiche, step: str, by, at: dt.datetime, comment: str = "") -> Fiche:
    done = take(fiche, step, seen=fiche.edit, at=at, by=by, comment=comment)
    Fiche.objects.filter(pk=fiche.pk).update(changed=at)
    return done


def _readers(today: dt.date) -> None:
    """More readers in the middle of a week than at its end, and slowly more of them; the same in every demo."""
    dice, rows = random.Random(11), {}  # noqa: S311 (examples, no secrets)
    records = list(Record.objects.public().filter(kind="fiche", title__contains="voorbeeld").order_by("url"))
    for place, record in enumerate(records):
        liked = 1 + 9 / (1 + place % 7)
        for back in range(DAYS):
            day = today - dt.timedelta(days=back)
            week = (1.0, 1.2, 1.3, 1.1, 0.8, 0.25, 0.35)[day.weekday()]
            if times := int(dice.random() * liked * week * (1.6 - back / DAYS)):
                rows[record.pk, record.kind, day] = times
    Reads.objects.add(rows)


def _questions(today: dt.date) -> None:
    days = [today - dt.timedelta(days=back) for back in (40, 12, 2)]
    for text, times, missed in QUESTIONS:
        Searched.objects.create(
            key=key_of(text),
            text=text,
            days=[day.isoformat() for day in days],
            first_day=days[0],
            last_day=days[-1],
            times=times,
            without_result=missed,
        )
