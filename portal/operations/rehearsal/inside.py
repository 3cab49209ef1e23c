"""What happens in the database of a rehearsal, in a process of its own: python -m portal.operations.rehearsal.inside ORDER

`fill` makes the day whose shape comes in; `links` gives the secret address of everybody; `judge` says what became of the people
who come in. In and out go JSON.
"""

import datetime as dt
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

SLUG = "repetitie"


def fill(shape: dict[str, Any]) -> dict[str, Any]:
    """The day, online and open; where its form is."""
    from django.urls import reverse
    from django.utils import timezone

    from events.models import Session, StudyDay
    from events.programme import publish_day

    now = timezone.now()
    day = StudyDay.objects.create(
        slug=SLUG,
        summary="Een dag om te oefenen.",
        date=timezone.localdate(now) + dt.timedelta(days=60),
        opens_at=now - dt.timedelta(hours=1),
        closes_at=now + dt.timedelta(days=50),
        starts=dt.time(9),
        **shape["day"],
    )
    day.organisers.create(words="de organisatoren")
    made: dict[int, Session] = {}
    for place, facts in enumerate(shape["blocks"]):
        rows = facts.pop("sessions")
        hours = {name: dt.time.fromisoformat(facts[name]) if facts[name] else None for name in ("starts", "ends")}
        block = day.blocks.create(**{**facts, **hours})
        for number, row in enumerate(rows):
            known, _repeats = row.pop("place", 1000 * place + number), row.pop("repeats")
            made[known] = Session.objects.create(day=day, block=block, slug=f"sessie-{place}-{number}", **row)
            made[known].repeats_place = _repeats
    for session in made.values():
        if session.repeats_place is not None and session.repeats_place in made:
            session.repeats = made[session.repeats_place]
            session.save(update_fields=["repeats"])
    publish_day(day, day.sessions.values_list("pk", "edit"), seen=day.edit, at=now)
    return {"form": reverse("events:register", args=[SLUG])}


def links(_said) -> dict[str, str]:
    """{address: its secret address}, as it stands in everybody's mailbox."""
    from events.models import Registration

    return {row.email: row.get_absolute_url() for row in Registration.objects.exclude(email="")}


def judge(told: dict[str, str]) -> dict[str, Any]:
    """`told` is {address: what the site said last, "taken" or "left"}. The faults, each as a number or in sentences."""
    from django.utils import timezone

    from events.models import Place, Registration, Session
    from events.registering import letters
    from events.registering.audit import findings
    from portal.letters.models import Letter

    rows: dict[str, list[Registration]] = {}
    for row in Registration.objects.order_by("pk"):
        rows.setdefault(row.email, []).append(row)
    live = {email: [row for row in found if row.state != "cancelled"] for email, found in rows.items()}
    seats = Counter(Place.objects.confirmed().values_list("session", flat=True))
    days = Counter(Registration.objects.confirmed().values_list("day__capacity", flat=True))
    sessions = Session.objects.exclude(capacity=None).values_list("pk", "capacity")
    confirmations = Counter(Letter.objects.filter(kind=letters.CONFIRMED.name).values_list("to", flat=True))
    waited = Counter(Letter.objects.filter(kind=letters.WAITING.name).values_list("to", flat=True))
    states = Counter(row.state for found in rows.values() for row in found)
    return {
        "oversold": sum(max(0, seats[pk] - capacity) for pk, capacity in sessions)
        + sum(max(0, number - capacity) for capacity, number in days.items() if capacity is not None),
        "lost": [email for email, said in told.items() if len(live.get(email, [])) != (said == "taken")],
        "twice": [email for email, found in rows.items() if len(found) > 1],
        "unconfirmed": [
            email
            for email, found in rows.items()
            if confirmations[email] != sum(row.confirmed_at is not None for row in found)
            or waited[email] + confirmations[email] < len(found)
        ],
        "findings": findings(at=timezone.now()),
        "seated": sum(seats.values()),
        "waiting": Place.objects.waiting().count() + states["waiting"],
        "states": states,
        "owed": Letter.objects.filter(state=Letter.State.OWED).count(),
        "sent": Letter.objects.filter(state=Letter.State.SENT).count(),
    }


ORDERS: dict[str, Callable[[Any], Any]] = {"fill": fill, "links": links, "judge": judge}


def main() -> None:
    import django

    django.setup()
    said = sys.stdin.read()
    print(json.dumps(ORDERS[sys.argv[1]](json.loads(said) if said else None)))


if __name__ == "__main__":
    main()
