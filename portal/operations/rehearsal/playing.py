"""One rehearsal from the first visitor to the verdict."""

import json
import random
import re
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection

from portal.operations.rehearsal.copying import Copy, copied
from portal.operations.rehearsal.crowd import Visitor
from portal.operations.rehearsal.serving import Killer, Servers, free_port, serving

TWICE, LEAVING = 0.37, 0.1  # of all people: those who click twice, those who cancel
MOST_SECONDS = 900  # a rehearsal with kills that lasts longer has failed
QUICK_ENOUGH, SLOWEST = 15, 2.0  # seconds for the first 300, and for one answer, when nothing is killed
FIRST = 300
LATE = 20  # who come after the crowd, and as many who go back in their browser and send it again, until enough was killed


@dataclass(frozen=True)
class Plan:
    """How many come, in how many seconds, to how many web processes, and how many of those are killed."""

    shape: dict[str, Any]
    people: int = 420
    within: float = 20.0
    processes: int = 4
    kills: int = 0
    seed: int = 1


@dataclass
class Outcome:
    """What was seen. `faults` are what must not happen, in sentences; none: all is well."""

    figures: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def must(self, right: bool, sentence: str) -> None:
        if not right:
            self.faults.append(sentence)


def play(plan: Plan, say: Callable[[str], None] = lambda _sentence: None) -> Outcome:
    """A crowd at the door of a copy, and what became of everybody."""
    port = free_port()
    with copied(port) as copy:
        say("De kopie is klaar.")
        form = json.loads(copy.inside("fill", json.dumps(plan.shape)))["form"]
        with serving(copy, port, plan.processes) as servers:
            say(f"{plan.processes} webprocessen staan klaar.")
            visitors, outcome = _crowd(plan, copy, servers, form, say)
        _letters(copy, plan, outcome, say)
        _verdict(plan, copy, visitors, outcome)
    return outcome


def _crowd(plan: Plan, copy: Copy, servers: Servers, form: str, say) -> tuple[list[Visitor], Outcome]:
    dice = random.Random(plan.seed)  # noqa: S311 (rehearsing, not secrets)

    def somebody(number: int) -> Visitor:
        own = random.Random(dice.random())  # noqa: S311
        return Visitor(number, servers.port, form, own, dice.random() < TWICE, dice.random() < LEAVING)

    visitors = [somebody(number) for number in range(plan.people)]
    over = threading.Event()
    alarm = threading.Timer(MOST_SECONDS, over.set)
    alarm.daemon = True
    alarm.start()
    began, outcome = time.monotonic(), Outcome()
    killer = Killer(servers, plan.kills, dice) if plan.kills else None
    if killer:
        killer.start()
    arrivals = sorted(dice.uniform(0, plan.within) for _visitor in visitors)
    _all(partial(_at, began + at, visitor.come, over) for visitor, at in zip(visitors, arrivals, strict=True))
    taken = sorted(visitor.taken_at - began for visitor in visitors if visitor.taken_at)
    outcome.figures |= {"seconds until all were answered": round(time.monotonic() - began, 1)}
    if len(taken) >= FIRST:
        outcome.figures[f"seconds until {FIRST} were answered"] = round(taken[FIRST - 1], 1)
    say(f"{len(taken)} van {plan.people} mensen kregen antwoord.")
    own = json.loads(copy.inside("links"))
    leaving = [visitor for visitor in visitors if visitor.leaves and visitor.email in own]
    _all(partial(visitor.leave, own[visitor.email], over) for visitor in leaving)
    while killer and killer.is_alive() and not over.is_set():
        again = [visitor for visitor in dice.sample(visitors, min(LATE, len(visitors))) if not visitor.leaves]
        late = [somebody(len(visitors) + more) for more in range(LATE)]
        visitors += late
        _all(partial(act, over) for act in [*(visitor.send for visitor in again), *(visitor.come for visitor in late)])
    if killer:
        killer.over.set()
        killer.join()
        outcome.figures |= {"kills": killer.kills, "of these around a COMMIT": servers.deaths()}
        outcome.figures |= {"times that PostgreSQL ended every connection": killer.backends} if killer.backends else {}
        outcome.must(killer.kills >= plan.kills, f"Maar {killer.kills} van {plan.kills} processen gestopt.")
        outcome.must(connection.vendor != "postgresql" or killer.backends >= 2, "PostgreSQL is niet twee keer gestoord.")
    alarm.cancel()
    outcome.must(not over.is_set(), f"Na {MOST_SECONDS} seconden was het niet klaar.")
    return visitors, outcome


def _at(moment: float, act, *arguments) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))
    act(*arguments)


def _all(acts: Iterable[Callable[[], object]]) -> None:
    """All of these at once, until each is done."""
    threads = [threading.Thread(target=act, daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _letters(copy: Copy, plan: Plan, outcome: Outcome, say) -> None:
    """The worker sends what is owed, until nothing is."""
    began = time.monotonic()
    owed = 1
    while owed and time.monotonic() - began < MOST_SECONDS:
        copy.manage("work", "--once")
        owed = json.loads(copy.inside("judge", "{}"))["owed"]
    outcome.must(not owed, f"{owed} brieven bleven liggen.")
    sent: dict[tuple[str, str], set[str]] = {}
    for path in Path(copy.folder / "mail").glob("*"):
        for part in re.split(rb"\n-{79}\n", path.read_bytes()):
            if part.strip():
                mail = message_from_bytes(part, policy=default)
                sent.setdefault((str(mail["To"]), str(mail["Subject"])), set()).add(str(mail["Message-ID"]))
    say(f"{sum(map(len, sent.values()))} brieven verzonden.")
    outcome.figures["letters sent"] = sum(map(len, sent.values()))


def _verdict(plan: Plan, copy: Copy, visitors: list[Visitor], outcome: Outcome) -> None:
    told = {visitor.email: visitor.said for visitor in visitors if visitor.said}
    became = json.loads(copy.inside("judge", json.dumps(told)))
    contradicted = [visitor.number for visitor in visitors if any(len(said) > 1 for said in visitor.answers.values())]
    trouble = [f"bezoeker {visitor.number}: {what}" for visitor in visitors for what in visitor.trouble]
    slowest = max(visitor.slowest for visitor in visitors)
    outcome.figures |= {
        "people": len(visitors),
        "requests": sum(visitor.requests for visitor in visitors),
        "registrations": dict(became["states"]),
        "seats taken": became["seated"],
        "waiting": became["waiting"],
        "oversold": became["oversold"],
        "acknowledged and lost": len(became["lost"]),
        "contradicting answers": len(contradicted),
        "people without exactly one confirmation": len(became["unconfirmed"]),
        "findings of check_events": len(became["findings"]),
        "slowest answer (s)": round(slowest, 2),
    }
    must = outcome.must
    must(len(told) == len(visitors), f"{len(visitors) - len(told)} mensen kregen geen antwoord.")
    must(not became["oversold"], f"{became['oversold']} plaatsen te veel gegeven.")
    must(not became["lost"], f"Bevestigd en kwijt: {became['lost'][:5]}.")
    must(not became["twice"], f"Twee keer ingeschreven: {became['twice'][:5]}.")
    must(not contradicted, f"Verschillende antwoorden aan bezoekers {contradicted[:5]}.")
    must(not became["unconfirmed"], f"Niet juist één bevestiging: {became['unconfirmed'][:5]}.")
    outcome.faults += [*became["findings"][:10], *trouble[:10]]
    if not plan.kills:
        must(slowest <= SLOWEST, f"Het traagste antwoord kwam na {slowest:.1f} s (hoogstens {SLOWEST:.0f}).")
        first = outcome.figures.get(f"seconds until {FIRST} were answered")
        must(plan.people < FIRST or bool(first and first <= QUICK_ENOUGH), f"{FIRST} antwoorden kwamen pas na {first} s.")
