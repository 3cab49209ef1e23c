"""Study days from data, as an organiser would have made them."""

import datetime as dt

from django.utils import timezone

from events.models import Block, Contribution, Organiser, Person, Room, Session, StudyDay, Venue
from events.programme import publish_day
from fiches.models import Fiche, Resource, Source
from portal.operations.demo import example_day_coming, example_day_past, real_day
from portal.taxonomy.models import Audience, Level, Organisation, Theme

FACTS = ("title", "slug", "subtitle", "summary", "opening", "report", "closing", "audience_note", "participants", "at_least")
LIVE = ("date", "last_date", "starts", "ends", "capacity", "opens_at", "closes_at", "change_until", "retain_until", "cancelled")
OF_A_BLOCK = ("title", "intro", "date", "starts", "ends", "part", "kind", "choice", "wishes_until")
OF_A_SESSION = ("slug", "form", "number", "title", "capacity", "abstract", "report", "takeaways", "video", "cancelled")


def shared(venues, organisations, people) -> None:
    """Venues with their rooms, organisations and speakers. What exists by that name is left as it is."""
    for said in venues:
        rooms = said["rooms"]
        venue, _made = Venue.objects.get_or_create(
            name=said["name"], defaults={name: value for name, value in said.items() if name not in ("name", "rooms")}
        )
        for room in rooms:
            Room.objects.get_or_create(venue=venue, name=room["name"], defaults={"capacity": room["capacity"]})
    for said in organisations:
        Organisation.objects.get_or_create(name=said["name"], defaults={"kind": said["kind"], "url": said["url"]})
    for said in people:
        Person.objects.get_or_create(slug=said["slug"], defaults={name: value for name, value in said.items() if name != "slug"})


def day(said: dict, *, by, at: dt.datetime) -> StudyDay:
    """A study day with its whole programme, published in one step."""
    made = StudyDay.objects.create(
        venue=Venue.objects.get(name=said["venue"]) if said["venue"] else None,
        owner=by,
        changed_by=by,
        **{name: said[name] for name in (*FACTS, *LIVE)},
    )
    _sort(made, said)
    made.levels.set(Level.objects.filter(key__in=said["levels"]))
    made.audiences.set(Audience.objects.filter(slug__in=said["audiences"]))
    made.materials.set(Resource.objects.filter(slug__in=said["materials"]))
    for place, row in enumerate(said["organisers"]):
        organisation = Organisation.objects.get(name=row["organisation"]) if row["organisation"] else None
        Organiser.objects.create(day=made, organisation=organisation, words=row["words"], role=row["role"], position=place)
    blocks = {}
    for place, row in enumerate(said["blocks"]):
        blocks[row["key"]] = Block.objects.create(day=made, position=place, **{name: row[name] for name in OF_A_BLOCK})
    sessions = {row["slug"]: _session(made, row, blocks, by) for row in said["sessions"]}
    for row in said["sessions"]:
        if row["repeats"]:
            Session.objects.filter(pk=sessions[row["slug"]].pk).update(repeats=sessions[row["repeats"]])
    publish_day(made, [(session.pk, session.edit) for session in sessions.values()], seen=made.edit, at=at, by=by)
    return made


def _session(made: StudyDay, row: dict, blocks: dict[str, Block], by) -> Session:
    room = Room.objects.get(venue=made.venue, name=row["room"]) if row["room"] else None
    values = {name: row[name] for name in OF_A_SESSION}
    session = Session.objects.create(day=made, block=blocks.get(row["block"]), room=room, owner=by, changed_by=by, **values)
    _sort(session, row)
    session.materials.set(Resource.objects.filter(slug__in=row["materials"]))
    session.fiches.set(Fiche.objects.filter(slug__in=row["fiches"]))
    session.sources.set(Source.objects.filter(slug__in=row["sources"]))
    for place, who in enumerate(row["people"]):
        person = Person.objects.get(name=who["person"]) if who["person"] else None
        Contribution.objects.create(
            session=session, person=person, team=who["team"], role=who["role"], affiliation=who["affiliation"], position=place
        )
    return session


def _sort(thing, said: dict) -> None:
    thing.themes.set(Theme.objects.filter(slug__in=said["themes"]))
    thing.tags.set(said["tags"])


def load_days(*, by, make_resource) -> None:
    """The real day and the example days; `make_resource` makes a material from data."""
    today, now = timezone.localdate(), timezone.now()
    for place, module in enumerate((example_day_past, real_day, example_day_coming)):
        shared(module.VENUES, module.ORGANISATIONS, module.PEOPLE)
        for said in module.RESOURCES:
            make_resource(said)
        said = module.DAY if hasattr(module, "DAY") else module.day(today)
        day(said, by=by, at=now - dt.timedelta(hours=3 - place))
