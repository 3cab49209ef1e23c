"""Verbs that take their time never hold up the others."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connections

from fiches.models import Fiche
from portal.links.models import Link
from portal.operations.beside import Beside
from portal.operations.management.commands import work
from portal.publishing.workflow import take
from tests.factories import NOON, FicheFactory, ResourceFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_round_that_goes_on_is_not_begun_again_and_ends_when_it_is_told_to():
    begun = []

    def verb(at, *, stop):
        begun.append(at)
        while not stop():
            time.sleep(0.005)

    beside = Beside(verb)
    assert [beside.begin(NOON), beside.begin(NOON)] == [True, False]
    beside.end(5.0)
    assert (begun, beside._round.is_alive()) == ([NOON], False)


def test_a_verb_that_meets_a_busy_database_is_begun_again(caplog):
    def verb(at, *, stop):
        raise DatabaseError("busy")

    beside = Beside(verb)
    for _round in range(2):
        assert beside.begin(NOON)
        beside.end(None)
    assert caplog.text.count("the next round tries again") == 2


@contextmanager
def working(command):
    """The worker in a thread, as it runs beside the web server; in the end it is told to stop."""

    def work():
        try:
            command.handle(every=0.05, once=False)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    yield
    command.stop.set()
    thread.join(20)
    assert not thread.is_alive()


def until(something) -> bool:
    """Whether it comes to be so before long."""
    for _moment in range(1000):
        if something():
            return True
        time.sleep(0.01)
    return False


def test_a_site_that_keeps_the_checker_waiting_does_not_delay_what_must_appear(elsewhere, time_machine):
    time_machine.move_to(NOON)
    ResourceFactory(url=elsewhere.url("/slow"))
    fiche = FicheFactory()
    take(fiche, "schedule", seen=fiche.edit, at=NOON, when=NOON.replace(hour=13))
    with working(work.Command()):
        assert until(lambda: elsewhere.looked_at("/slow"))
        time_machine.move_to(NOON.replace(hour=14))
        assert until(lambda: Fiche.objects.get().live is not None)
        assert Link.objects.get().checked_at is None  # the look goes on
        elsewhere.over.set()
        assert until(lambda: elsewhere.looked_at("/slow") == 2)  # HEAD, then GET
    assert elsewhere.looked_at("/robots.txt") == 1
