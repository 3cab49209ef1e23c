"""Study days to test with. A factory has traits and no surprises."""

import datetime as dt

import factory

from events.models import Block, Contribution, Organiser, Person, Room, Session, StudyDay, Venue
from tests.factories.publishing import publish


class VenueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Venue

    name = factory.Sequence(lambda n: f"Gebouw {n}")
    city = "Mechelen"


class RoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Room

    venue = factory.SubFactory(VenueFactory)
    name = factory.Sequence(lambda n: f"Zaal {n}")


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Spreker Nummer{n}")
    slug = factory.Sequence(lambda n: f"spreker-nummer{n}")


class DayFactory(factory.django.DjangoModelFactory):
    """A day that could be published, organised "in words"; `published=True` publishes it. `themes` and `tags` sort it."""

    class Meta:
        model = StudyDay
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Studiedag nummer {n}")
    slug = factory.Sequence(lambda n: f"studiedag-nummer-{n}")
    summary = "Waarom je erbij wilt zijn."
    date = dt.date(2027, 5, 26)

    @factory.post_generation
    def organisers(self, create, organisers, **kwargs):
        for place, said in enumerate([{"words": "de begeleidingsdiensten"}] if organisers is None else organisers):
            Organiser.objects.create(day=self, position=place, **said)

    @factory.post_generation
    def themes(self, create, themes, **kwargs):
        self.themes.set(themes or [])

    @factory.post_generation
    def tags(self, create, tags, **kwargs):
        self.tags.set(tags or [])

    @factory.post_generation
    def materials(self, create, materials, **kwargs):
        self.materials.set(materials or [])

    @factory.post_generation
    def published(self, create, published, **kwargs):
        if published:
            _publish(self)


class BlockFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Block

    day = factory.SubFactory(DayFactory)
    title = factory.Sequence(lambda n: f"Blok {n}")
    kind = Block.Kind.PARALLEL
    position = factory.Sequence(lambda n: n)


class SessionFactory(factory.django.DjangoModelFactory):
    """A masterclass that could be published with its day; `published=True` publishes it, and its day first.

    `people` is a list of Person or {person|team, role, affiliation}; `materials`, `fiches`, `sources`, `themes`, `tags` fill it.
    """

    class Meta:
        model = Session
        skip_postgeneration_save = True

    day = factory.SubFactory(DayFactory)
    title = factory.Sequence(lambda n: f"Masterclass over {n}")
    slug = factory.Sequence(lambda n: f"masterclass-over-{n}")
    abstract = "<p>Waarover het gaat.</p>"

    @factory.post_generation
    def people(self, create, people, **kwargs):
        for place, said in enumerate(people or []):
            said = said if isinstance(said, dict) else {"person": said}
            Contribution.objects.create(session=self, position=place, **said)

    @factory.post_generation
    def materials(self, create, materials, **kwargs):
        self.materials.set(materials or [])

    @factory.post_generation
    def fiches(self, create, fiches, **kwargs):
        self.fiches.set(fiches or [])

    @factory.post_generation
    def sources(self, create, sources, **kwargs):
        self.sources.set(sources or [])

    @factory.post_generation
    def themes(self, create, themes, **kwargs):
        self.themes.set(themes or [])

    @factory.post_generation
    def tags(self, create, tags, **kwargs):
        self.tags.set(tags or [])

    @factory.post_generation
    def published(self, create, published, **kwargs):
        if published:
            self.day.refresh_from_db()
            if self.day.live_id is None:
                _publish(self.day)
            _publish(self)


def _publish(thing):
    fresh = publish(thing)
    thing.live, thing.status, thing.edit = fresh.live, fresh.status, fresh.edit
