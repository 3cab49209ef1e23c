"""Many fiches and some study days for measuring: through the same door as an editor's, with text of the usual size."""

import datetime as dt
import random

from django.core.management.base import BaseCommand
from django.utils import timezone

from events.models import Person, Session, StudyDay
from events.programme import publish_day
from fiches.models import Citation, Fiche, FicheResource, Resource, ResourceKind, Rubriek, Section, Source
from portal.publishing.workflow import take
from portal.taxonomy.models import Audience, Level, Organisation, Theme

WORDS = (
    "leerling leraar school team klas les vraag antwoord onderzoek praktijk keuze doel stap taal lezen schrijven "
    "rekenen toets feedback gesprek motivatie inzicht kennis vaardigheid observatie data beleid plan overleg tijd "
    "rust routine steun verschil groei voorbeeld samen eerst daarna rustig duidelijk gericht haalbaar onderbouwd "
    "concreet helder waardevol regelmatig bewust"
).split()


def sentence(dice, length=12):
    return " ".join(dice.choices(WORDS, k=length)).capitalize() + "."


def paragraph(dice, sentences=5):
    return "<p>" + " ".join(sentence(dice) for _ in range(sentences)) + "</p>"


class Command(BaseCommand):
    help = "Maakt en publiceert veel voorbeeldfiches, en een studiedag per honderd, om mee te meten."

    def add_arguments(self, parser):
        parser.add_argument("--fiches", type=int, default=200)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, fiches, seed, **options):
        dice, now = random.Random(seed), timezone.now()  # noqa: S311 (measuring, not secrets)
        offset = Fiche.objects.count()
        resources, sources = self.shared(dice)
        themes, levels, audiences = list(Theme.objects.all()), list(Level.objects.all()), list(Audience.objects.all())
        for number in range(offset, offset + fiches):
            fiche = Fiche.objects.create(
                title=f"{sentence(dice, 4)[:-1]} {number} (voorbeeld)",
                slug=f"meting-{number}",
                standfirst=sentence(dice, 20),
                points=[sentence(dice) for _ in range(3)],
            )
            fiche.themes.set(dice.sample(themes, 2))
            fiche.levels.set(dice.sample(levels, 3))
            fiche.audiences.set(dice.sample(audiences, 2))
            rubrieken = [rubriek for rubriek in Rubriek if rubriek != Rubriek.SOURCES]
            Section.objects.bulk_create(
                Section(fiche=fiche, rubriek=rubriek, text="".join(paragraph(dice) for _ in range(2))) for rubriek in rubrieken
            )
            FicheResource.objects.bulk_create(
                FicheResource(fiche=fiche, resource=resource, rubriek=dice.choice(rubrieken), position=place)
                for place, resource in enumerate(dice.sample(resources, 15))
            )
            Citation.objects.bulk_create(
                Citation(fiche=fiche, source=source, position=place) for place, source in enumerate(dice.sample(sources, 10))
            )
            take(fiche, "publish", seen=fiche.edit, at=now - dt.timedelta(minutes=dice.randrange(500_000)))
        for number in range(StudyDay.objects.filter(slug__startswith="meting-").count(), max(2, fiches // 100)):
            self.day(dice, number, now)
        self.stdout.write(f"{fiches} fiches gepubliceerd.")

    def day(self, dice, number, now):
        """A day with a plenary block and two parallel ones: 2 + 12 sessions, each with a speaker, a fiche and a report."""
        day = StudyDay.objects.create(
            title=f"{sentence(dice, 3)[:-1]} {number} (voorbeeld)",
            slug=f"meting-{number}",
            summary=sentence(dice, 20),
            opening=paragraph(dice),
            date=timezone.localdate(now) + dt.timedelta(days=30 - 20 * number),
        )
        day.organisers.create(words="de begeleidingsdiensten")
        fiches = list(Fiche.objects.public().order_by("?")[:14])
        for place, (kind, many) in enumerate((("plenary", 2), ("parallel", 6), ("parallel", 6))):
            block = day.blocks.create(title=sentence(dice, 3), kind=kind, position=place, starts=dt.time(9 + place))
            for n in range(many):
                person = Person.objects.create(name=f"Spreker {number} {place} {n}", slug=f"meting-{number}-{place}-{n}")
                session = Session.objects.create(
                    day=day,
                    block=block,
                    slug=f"sessie-{place}-{n}",
                    title=sentence(dice, 5)[:-1],
                    form="keynote" if kind == "plenary" else "masterclass",
                    number=n + 1,
                    abstract=paragraph(dice),
                    report="".join(paragraph(dice) for _ in range(3)),
                )
                session.contributions.create(person=person, affiliation="Meetcentrum (voorbeeld)")
                session.fiches.set(fiches[:1])
                fiches = fiches[1:] or fiches
        publish_day(day, day.sessions.values_list("pk", "edit"), seen=day.edit, at=now)

    def shared(self, dice):
        provider, _created = Organisation.objects.get_or_create(name="Meetcentrum (voorbeeld)")
        for number in range(Resource.objects.filter(slug__startswith="meting-").count(), 60):
            Resource.objects.create(
                title=f"Materiaal {number} (voorbeeld)",
                slug=f"meting-{number}",
                kind=dice.choice(ResourceKind.values),
                url=f"https://example.org/{number}",
                provider=provider,
                description=sentence(dice),
                access=dice.choice(["public", "public", "public", "go"]),
            )
        for number in range(Source.objects.filter(slug__startswith="meting-").count(), 40):
            csl = {
                "type": "book",
                "title": f"Voorbeeldboek {number}",
                "author": [{"family": f"Voorbeeld{number}", "given": "A."}],
                "issued": {"date-parts": [[1990 + number % 30]]},
                "publisher": "Voorbeelduitgeverij",
            }
            Source.objects.create(slug=f"meting-{number}", csl=csl)
        return list(Resource.objects.filter(slug__startswith="meting-")), list(Source.objects.filter(slug__startswith="meting-"))
