"""People and things to test with. A factory has traits and no surprises."""

import datetime as dt

import factory
from django.contrib.auth.models import Group

from fiches.models import Citation, EvidenceRating, Fiche, FicheResource, Resource, Section, Source
from portal.accounts.models import User
from portal.taxonomy.models import Organisation, Tag, Theme
from portal.website.models import Page
from tests.factories.publishing import NOON, publish


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"persoon{n}@school.example")
    name = factory.Sequence(lambda n: f"Persoon {n}")
    is_staff = True

    @factory.post_generation
    def role(self, create, role, **kwargs):
        if role:
            self.groups.add(Group.objects.get(name=role))


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Centrum {n}")


class TagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"trefwoord {n}")


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme

    name = factory.Sequence(lambda n: f"Thema nummer {n}")
    slug = factory.Sequence(lambda n: f"thema-nummer-{n}")
    look = "houding"


class ResourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Resource

    title = factory.Sequence(lambda n: f"Leidraad {n}")
    slug = factory.Sequence(lambda n: f"leidraad-{n}")
    kind = "leidraad"
    url = factory.Sequence(lambda n: f"https://example.org/leidraad/{n}")


class SourceFactory(factory.django.DjangoModelFactory):
    """A book by one author; give `csl` for anything else."""

    class Meta:
        model = Source

    class Params:
        number = factory.Sequence(lambda n: n)

    csl = factory.LazyAttribute(
        lambda made: {
            "type": "book",
            "title": f"Boek nummer {made.number}",
            "author": [{"family": f"Auteur{made.number}", "given": "A."}],
            "issued": {"date-parts": [[2017]]},
            "publisher": "Uitgeverij",
        }
    )


class FicheFactory(factory.django.DjangoModelFactory):
    """A fiche that could be published; `published=True` publishes it, with `ready=True` its checklist has nothing in red.

    `resources`, `sources`, `themes`, `levels`, `audiences`, `tags`, `sections` and `rating` fill it.
    """

    class Meta:
        model = Fiche
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Fiche nummer {n}")
    slug = factory.Sequence(lambda n: f"fiche-nummer-{n}")
    standfirst = "Waarom je dit leest."
    points = ["Een eerste punt.", "Een tweede punt."]

    @factory.post_generation
    def themes(self, create, themes, **kwargs):
        self.themes.set([Theme.objects.get(slug="geinformeerde-praktijken")] if themes is None else themes)

    @factory.post_generation
    def audiences(self, create, audiences, **kwargs):
        self.audiences.set(audiences or [])

    @factory.post_generation
    def levels(self, create, levels, **kwargs):
        self.levels.set(levels or [])

    @factory.post_generation
    def tags(self, create, tags, **kwargs):
        self.tags.set(tags or [])

    @factory.post_generation
    def sections(self, create, sections, **kwargs):
        for rubriek, text in (sections or {"betekenis": "<p>Zo zit het.</p>"}).items():
            Section.objects.create(fiche=self, rubriek=rubriek, text=text)

    @factory.post_generation
    def ready(self, create, ready, **kwargs):
        if ready:
            self.review_due = self.review_due or dt.date(2099, 1, 1)
            self.save(update_fields=["review_due"])
            for rubriek in ("betekenis", "onderzoek"):
                self.sections.get_or_create(rubriek=rubriek, defaults={"text": "<p>Zo zit het.</p>"})

    @factory.post_generation
    def resources(self, create, resources, **kwargs):
        for place, resource in enumerate(resources or []):
            FicheResource.objects.create(fiche=self, resource=resource, rubriek="verdieping", position=place)

    @factory.post_generation
    def sources(self, create, sources, **kwargs):
        for place, source in enumerate(sources or []):
            Citation.objects.create(fiche=self, source=source, position=place)

    @factory.post_generation
    def rating(self, create, rating, **kwargs):
        if rating:
            EvidenceRating.objects.create(
                fiche=self,
                **{"strength": 3, "cost": 2, "impact": 4, "source": "Scorebron", "seen": dt.date(2026, 10, 1), **rating},
            )

    @factory.post_generation
    def published(self, create, published, **kwargs):
        if published:
            fresh = publish(self)
            self.live, self.status, self.edit = fresh.live, fresh.status, fresh.edit


class PageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Page
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Pagina nummer {n}")
    slug = factory.Sequence(lambda n: f"pagina-nummer-{n}")
    body = "<p>De tekst van de pagina.</p>"

    @factory.post_generation
    def published(self, create, published, **kwargs):
        if published:
            fresh = publish(self)
            self.live, self.status, self.edit = fresh.live, fresh.status, fresh.edit


__all__ = [name for name in dir() if name.endswith("Factory")] + ["NOON", "publish"]
