"""Many fiches and some study days for measuring: through the same door as an editor's, with text of the usual size."""

import datetime as dt
import random
import sys

from django.core.management.base import BaseCommand, OutputWrapper
from django.db import transaction
from django.utils import timezone

from events.models import Person, Session, StudyDay
from events.programme import publish_day
from fiches.models import Citation, Fiche, FicheResource, Resource, ResourceKind, Rubriek, Section, Source
from fiches.models.source import render_together
from portal.catalogue.entries import rows_in_hand
from portal.operations.invented import Writer
from portal.operations.progress import Progress
from portal.publishing.workflow import take
from portal.taxonomy.models import Audience, Level, Organisation, Theme

TOGETHER = 50  # fiches published in one transaction


class Command(BaseCommand):
    help = "Maakt en publiceert veel voorbeeldfiches, en een studiedag per honderd, om mee te meten."

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", type=int, help="Hoeveel fiches (anders 200).")
        parser.add_argument("--fiches", type=int, default=200, help="Hetzelfde.")
        parser.add_argument("--seed", type=int, default=1, help="Dezelfde dobbelstenen geven dezelfde teksten.")

    def handle(self, *, fiches, seed, number=None, verbosity=1, **options):
        fiches = fiches if number is None else number
        self.dice, self.now = random.Random(seed), timezone.now()  # noqa: S311 (measuring, not secrets)
        self.writer = Writer(self.dice)
        resources, sources = self.shared()
        sorted_under = [list(model.objects.order_by("pk")) for model in (Theme, Level, Audience)]
        offset = Fiche.objects.count()
        progress = Progress(fiches, "Fiches", OutputWrapper(sys.stderr), quiet=not verbosity)
        for begin in range(offset, offset + fiches, TOGETHER):
            with transaction.atomic(), rows_in_hand():
                for place in range(begin, min(begin + TOGETHER, offset + fiches)):
                    self.fiche(place, resources, sources, *sorted_under)
                    progress.step()
        progress.end()
        for day in range(StudyDay.objects.filter(slug__startswith="meting-").count(), max(2, fiches // 100)):
            self.day(day)
        self.stdout.write(f"{fiches} fiches gepubliceerd.")

    def fiche(self, number, resources, sources, themes, levels, audiences):
        """A fiche with every rubriek, fifteen materials and ten sources, published at some moment of the last year."""
        dice, writer = self.dice, self.writer
        writer.begin()
        fiche = Fiche.objects.create(
            title=f"{writer.title()} {number} (voorbeeld)",
            slug=f"meting-{number}",
            standfirst=writer.sentence(20),
            points=[writer.sentence() for _ in range(3)],
            authors=writer.name(),
        )
        fiche.themes.set(dice.sample(themes, 2))
        fiche.levels.set(dice.sample(levels, 3))
        fiche.audiences.set(dice.sample(audiences, 2))
        rubrieken = [rubriek for rubriek in Rubriek if rubriek != Rubriek.SOURCES]
        Section.objects.bulk_create(
            Section(fiche=fiche, rubriek=rubriek, text=writer.paragraph() + writer.paragraph()) for rubriek in rubrieken
        )
        FicheResource.objects.bulk_create(
            FicheResource(fiche=fiche, resource=resource, rubriek=dice.choice(rubrieken), position=place)
            for place, resource in enumerate(dice.sample(resources, 15))
        )
        Citation.objects.bulk_create(
            Citation(fiche=fiche, source=source, position=place) for place, source in enumerate(dice.sample(sources, 10))
        )
        take(fiche, "publish", seen=fiche.edit, at=self.now - dt.timedelta(minutes=dice.randrange(500_000)))

    def day(self, number):
        """A day with a plenary block and two parallel ones: 2 + 12 sessions, each with a speaker, a fiche and a report."""
        dice, writer = self.dice, self.writer
        writer.begin()
        day = StudyDay.objects.create(
            title=f"{writer.title()} {number} (voorbeeld)",
            slug=f"meting-{number}",
            summary=writer.sentence(20),
            opening=writer.paragraph(),
            date=timezone.localdate(self.now) + dt.timedelta(days=30 - 20 * number),
        )
        day.organisers.create(words="de begeleidingsdiensten")
        fiches = dice.sample(list(Fiche.objects.public().order_by("pk")), min(14, Fiche.objects.public().count()))
        for place, (kind, many) in enumerate((("plenary", 2), ("parallel", 6), ("parallel", 6))):
            block = day.blocks.create(title=writer.sentence(3), kind=kind, position=place, starts=dt.time(9 + place))
            for n in range(many):
                writer.begin()
                person = Person.objects.create(name=f"{writer.name()} (voorbeeld)", slug=f"meting-{number}-{place}-{n}")
                session = Session.objects.create(
                    day=day,
                    block=block,
                    slug=f"sessie-{place}-{n}",
                    title=writer.title(),
                    form="keynote" if kind == "plenary" else "masterclass",
                    number=n + 1,
                    abstract=writer.paragraph(),
                    report="".join(writer.paragraph() for _ in range(3)),
                )
                session.contributions.create(person=person, affiliation="Meetcentrum (voorbeeld)")
                session.fiches.set(fiches[:1])
                fiches = fiches[1:] or fiches
        publish_day(day, day.sessions.values_list("pk", "edit"), seen=day.edit, at=self.now)

    def shared(self):
        """Sixty materials and forty sources, made once."""
        dice, writer = self.dice, self.writer
        provider, _created = Organisation.objects.get_or_create(name="Meetcentrum (voorbeeld)")
        for number in range(Resource.objects.filter(slug__startswith="meting-").count(), 60):
            writer.begin()
            Resource.objects.create(
                title=f"{writer.title()} {number} (voorbeeld)",
                slug=f"meting-{number}",
                kind=dice.choice(ResourceKind.values),
                url=f"https://example.org/{number}",
                provider=provider,
                description=writer.sentence(),
                access=dice.choice(["public", "public", "public", "go"]),
            )
        made = [self.source(number) for number in range(Source.objects.filter(slug__startswith="meting-").count(), 40)]
        render_together(made)
        for source in made:
            source.save()
        return tuple(list(model.objects.filter(slug__startswith="meting-").order_by("pk")) for model in (Resource, Source))

    def source(self, number):
        self.writer.begin()
        csl = {
            "type": "book",
            "title": f"{self.writer.title()} {number} (voorbeeld)",
            "author": [{"family": f"Voorbeeld{number}", "given": "A."}],
            "issued": {"date-parts": [[1990 + number % 30]]},
            "publisher": "Voorbeelduitgeverij",
        }
        return Source(slug=f"meting-{number}", csl=csl)
