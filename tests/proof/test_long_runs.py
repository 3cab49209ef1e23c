"""Long runs: many people at once, many changes in a row, much nonsense. Only `make proof` takes the time."""

import datetime as dt
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.test import Client

from fiches.models import Fiche, Resource, Source
from portal.catalogue.models import Edition, Record
from portal.operations.management.commands.rebuild_catalogue import differences
from portal.publishing.workflow import STEPS, StepRefused, revert, take
from portal.shared import DeleteRefused, MergeRefused, merge
from portal.taxonomy.models import Tag, Theme
from tests.factories import NOON, FicheFactory, ResourceFactory, SourceFactory, ThemeFactory

pytestmark = pytest.mark.proof
HOUR = dt.timedelta(hours=1)


def in_threads(verb, many, workers=8):
    def alone(argument):
        try:
            return verb(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(alone, many))


@pytest.mark.django_db(transaction=True)
def test_of_four_editors_at_once_one_wins_twenty_rounds_long():
    fiche = FicheFactory()
    for number in range(20):
        fiche = take(fiche, "edit", seen=Fiche.objects.get(pk=fiche.pk).edit, at=NOON)
        Fiche.objects.filter(pk=fiche.pk).update(title=f"Ronde {number}")

        def attempt(_):
            try:
                return take(fiche, "publish", seen=fiche.edit, at=NOON).live.number  # noqa: B023 (called in this round)
            except StepRefused:
                return None

        answers = in_threads(attempt, range(4), workers=4)
        assert sorted(answer is not None for answer in answers) == [False, False, False, True]
    assert differences() == []


@pytest.mark.django_db(transaction=True)
def test_publishing_goes_on_while_the_page_is_read_and_no_reader_meets_an_error_or_an_older_text():
    fiche = FicheFactory(title="Tekst 0", published=True, resources=[ResourceFactory()], sources=[SourceFactory()])
    url, newest = fiche.get_absolute_url(), [0]

    def work(job):
        if job % 10 == 0:
            current = Fiche.objects.get(pk=fiche.pk)
            number = newest[0] + 1
            Fiche.objects.filter(pk=fiche.pk).update(title=f"Tekst {number}")
            take(current, "publish", seen=current.edit, at=NOON + HOUR, reopen=True)
            newest[0] = number
            return True
        before = newest[0]
        answer = Client().get(url)
        shown = int(answer.content.decode().split("<h1>Tekst ")[1].split("<")[0])
        return answer.status_code == 200 and shown >= before

    # one writer, many readers: the writer's jobs follow each other in the pool of one
    with ThreadPoolExecutor(1) as writer:
        written = writer.submit(lambda: [work(0) for _ in range(40)] and connection.close())
        assert all(in_threads(work, [number for number in range(400) if number % 10], workers=6))
        written.result()


class Hands:
    """Somebody who changes things at random, through the doors that everybody uses."""

    def __init__(self, seed):
        self.dice, self.at = random.Random(seed), NOON
        for _ in range(6):
            FicheFactory(resources=[ResourceFactory()], sources=[SourceFactory()], tags=["eerste"])
        self.verbs = [
            self.step,
            self.step,
            self.step,
            self.edit,
            self.edit,
            self.back,
            self.rename,
            self.join,
            self.add,
            self.drop,
        ]

    def fiche(self):
        return self.dice.choice(list(Fiche.objects.order_by("pk")))

    def some(self, rows, most=2):
        rows = list(rows.order_by("pk"))
        return self.dice.sample(rows, min(most, len(rows)))

    def soon(self, hours):
        return self.at + HOUR * self.dice.randrange(1, hours)

    def step(self):
        thing, name = self.fiche(), self.dice.choice([name for name in STEPS if name != "edit"])
        take(thing, name, seen=thing.edit, at=self.at, when=self.soon(5), reopen=self.dice.random() < 0.5)

    def edit(self):
        thing = self.fiche()
        thing = take(thing, "edit", seen=thing.edit, at=self.at)
        thing.title = f"Titel {self.dice.randrange(99)}"
        thing.withdraw_at = self.dice.choice([None, None, self.soon(9)])
        slug = self.dice.choice([thing.slug, f"adres-{self.dice.randrange(12)}"])
        if not Fiche.objects.exclude(pk=thing.pk).filter(slug=slug).exists():
            thing.slug = slug
        thing.save()
        thing.tags.set(self.dice.sample(["eerste", "tweede", "derde"], self.dice.randrange(3)))
        thing.themes.set(self.some(Theme.objects.current()))
        thing.resources.all().delete()
        for resource in self.some(Resource.objects.current()):
            thing.resources.create(resource=resource, rubriek="verdieping")

    def back(self):
        thing = self.fiche()
        for revision in self.some(thing.revisions(), most=1):
            revert(thing, revision, seen=thing.edit, at=self.at)

    def rename(self):
        row = self.dice.choice([*Resource.objects.current(), *Theme.objects.current(), *Tag.objects.current()])
        setattr(row, "title" if isinstance(row, Resource) else "name", f"Naam {self.dice.randrange(10**6)}")
        row.save()

    def join(self):
        pair = self.some(self.dice.choice([Resource, Source, Tag, Theme]).objects.current())
        if len(pair) == 2:
            merge(*pair)

    def add(self):
        parent = self.dice.choice([None, *Theme.objects.current()])
        self.dice.choice([ResourceFactory, SourceFactory, lambda: ThemeFactory(parent=parent)])()

    def drop(self):
        self.dice.choice([*Resource.objects.current(), *Source.objects.current()]).delete()

    def change(self) -> bool:
        """One more change, half an hour later; whether it was refused."""
        self.at += HOUR / 2
        Edition.turn(self.at)
        try:
            with transaction.atomic():
                self.dice.choice(self.verbs)()
        except (StepRefused, MergeRefused, DeleteRefused, ProtectedError):
            return True
        return False


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_after_any_series_of_changes_the_catalogue_says_exactly_what_is_live(seed, visitor, time_machine):
    hands, refused = Hands(seed), 0
    for turn in range(200):
        refused += hands.change()
        if turn % 10 == 0:
            assert differences() == []
    assert differences() == []
    time_machine.move_to(hands.at)
    live = set(Record.objects.public().values_list("url", flat=True))
    statuses = {url: visitor.get(url).status_code for url in live}
    assert statuses == dict.fromkeys(live, 200)
    assert 0 < refused < 150


@pytest.mark.django_db
def test_two_thousand_made_up_addresses_never_meet_an_error(visitor):
    dice = random.Random(42)
    FicheFactory(published=True, resources=[ResourceFactory()], sources=[SourceFactory()])
    pieces = [
        "thema",
        "q",
        "pagina",
        "sorteer",
        "soort",
        "=",
        "&",
        "%00",
        "%FF",
        "%F0%9F%98%80",
        "..",
        "'",
        '"',
        "<",
        "a" * 300,
        "-1",
        "9" * 40,
        "[]",
        "+",
    ]
    bases = [
        "/",
        "/fiches/",
        "/themas/",
        "/themas/geinformeerde-praktijken/",
        "/materialen/",
        "/bronnen/",
        "/zoeken/",
        "/over/",
        "/media/",
    ]
    seen = set()
    for _ in range(2000):
        path = dice.choice(bases)
        if dice.random() < 0.3:
            path += "".join(dice.choices(["x", "%00", "%2F", "é", "..", "~", "%", "a" * 90], k=3))
        query = "".join(dice.choices(pieces, k=dice.randrange(12)))
        seen.add(visitor.get(f"{path}?{query}").status_code)
    assert seen <= {200, 301, 404}
