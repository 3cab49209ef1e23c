"""The front door while texts are published: nobody gets a wrong page, and nobody an old one for longer than a second."""

import http.client
import re
import threading
import time
from bisect import bisect_right

import pytest
from django.utils import timezone

from fiches.models import Fiche
from portal.publishing.workflow import take
from tests.factories import FicheFactory

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]
REQUESTS, CONNECTIONS, FICHES, LATE = 100_000, 8, 6, 1.0
TITLE = re.compile(rb"<h1[^>]*>\s*Tekst (\d+) keer (\d+)")


class Reader(threading.Thread):
    """One connection that stays open; writes down what was wrong with what it got."""

    def __init__(self, port: int, turns: int, addresses: list[str], versions: list[list[tuple[float, int]]], seen: set):
        super().__init__(daemon=True)
        self.port, self.turns, self.addresses, self.versions, self.seen = port, turns, addresses, versions, seen
        self.wrong: list[str] = []

    def run(self):
        here = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        for turn in range(self.turns):
            number = turn % len(self.addresses)
            asked = time.monotonic()
            here.request("GET", self.addresses[number])
            answer = here.getresponse()
            found = TITLE.search(answer.read())
            if answer.status != 200 or not found or int(found[1]) != number:
                self.wrong.append(f"{self.addresses[number]}: {answer.status} {found and found[0]}")
                continue
            known = self.versions[number]
            due = known[bisect_right(known, (asked - LATE, 10**9)) - 1][1]
            if int(found[2]) < due:
                self.wrong.append(f"{self.addresses[number]}: keer {int(found[2])}, and {due} was published a second before")
            self.seen.add((number, int(found[2])))
        here.close()


def test_a_hundred_thousand_answers_are_right_while_texts_are_published(granian_server):
    fiches = [FicheFactory(title=f"Tekst {number} keer 0", published=True) for number in range(FICHES)]
    addresses = [fiche.get_absolute_url() for fiche in fiches]
    versions = [[(0.0, 0)] for _fiche in fiches]
    url = granian_server()
    seen: set = set()
    readers = [
        Reader(int(url.rpartition(":")[2]), REQUESTS // CONNECTIONS, addresses, versions, seen) for _ in range(CONNECTIONS)
    ]
    for reader in readers:
        reader.start()
    turn = 0
    while any(reader.is_alive() for reader in readers):
        turn += 1
        number = turn % FICHES
        fiche = Fiche.objects.get(pk=fiches[number].pk)
        fiche.title = f"Tekst {number} keer {turn}"
        fiche.save(update_fields=["title"])
        take(fiche, "publish", seen=fiche.edit, at=timezone.now(), reopen=True)
        versions[number].append((time.monotonic(), turn))
        time.sleep(0.3)
    wrong = [what for reader in readers for what in reader.wrong]
    assert wrong == []
    assert len(seen) > FICHES + turn // 2  # the new texts were read too
