"""The first hour of a registration, with processes that are killed while they answer: nothing is given twice, nothing is lost."""

import os
import random
import signal
import time
from collections import defaultdict

import pytest
from django.db import connections

from events.models import Registration
from events.registering.audit import findings
from events.registering.registration import cancel, register
from tests.factories.registrations import EARLY, choosing, open_day, somebody, wants

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]
PEOPLE, SEATS, PROCESSES, KILLS = 200, (28, 28, 28, 28), 4, 100


def answer(day, forms, told: int):
    """A process of its own: answer these forms one by one, and write down what was answered after it was committed."""
    connections.close_all()  # what was inherited is the parent's
    for form, leaves in forms:
        mine = register(day, form, at=EARLY)
        os.write(told, f"{form.attempt} {mine.pk} {mine.number}\n".encode())
        if leaves:
            cancel(mine.code, at=EARLY)
            os.write(told, f"{form.attempt} {mine.pk} {mine.number} left\n".encode())


def forked(day, forms, told: int) -> int:
    connections.close_all()
    if child := os.fork():
        return child
    status = 1
    try:
        answer(day, forms, told)
        status = 0
    finally:
        os._exit(status)


def read(path) -> dict[str, set[tuple]]:
    """What was acknowledged: {attempt: its answers}."""
    answers = defaultdict(set)
    for line in path.read_text().splitlines():
        attempt, *said = line.split(" ")
        answers[attempt].add(tuple(said))
    return answers


def test_of_a_hundred_kills_none_loses_or_gives_a_seat_twice(tmp_path):
    luck = random.Random(7)
    day = open_day(capacity=180)
    block, sessions = choosing(day, *SEATS)
    forms = {}
    for number in range(PEOPLE):
        form = somebody(f"nr{number}", wants(block, *luck.sample(sessions, 2)))
        forms[form.attempt] = (form, number % 10 == 0)
    path = tmp_path / "told"
    told = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    running, kills, until = {}, 0, time.monotonic() + 240
    try:
        while time.monotonic() < until:
            for child in list(running):
                if os.waitpid(child, os.WNOHANG)[0]:
                    del running[child]
            done = read(path)
            open_forms = [key for key, (_form, leaves) in forms.items() if len(done[key]) < 1 + leaves]
            if not open_forms and kills >= KILLS:
                break
            while len(running) < PROCESSES:
                again = luck.sample(list(forms), 10)  # double clicks, and whoever goes back in the browser
                todo = luck.sample(open_forms, min(len(open_forms), 30)) + again
                running[forked(day, [forms[key] for key in todo], told)] = True
            time.sleep(luck.uniform(0.02, 0.12))
            if kills < KILLS:
                os.kill(luck.choice(list(running)), signal.SIGKILL)
                kills += 1
    finally:
        for child in running:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        os.close(told)
    answers = read(path)
    assert kills == KILLS
    assert len(answers) == PEOPLE
    rows = {row.attempt: row for row in Registration.objects.all()}
    assert len(rows) == PEOPLE
    for attempt, said in answers.items():  # what was answered is what is, and every answer was the same
        row = rows[attempt]
        assert {one[:2] for one in said} == {(str(row.pk), str(row.number))}
        assert row.state == "cancelled" or not any(len(one) == 3 for one in said)
    assert findings(at=EARLY) == []
