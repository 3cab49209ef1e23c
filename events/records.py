"""How study days, sessions and speakers describe themselves to the catalogue.

Texts come from the frozen values; what holds this minute (date, hours, block, room, cancelled) from the rows. Whoever
changes such a fact has the records written anew (events.programme)."""

from collections import Counter
from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events import outcome
from events.lineup import hue, initials
from events.models import Block, Form, Organiser, Person, Role, Session, StudyDay, Venue
from fiches.models import Fiche, Resource, Source
from fiches.records import Named, is_example, level_choices, lineage, look_of, theme_choice
from portal.catalogue import pictured
from portal.catalogue.entries import Choice, Entry, all_rows, describes, rows_for, shown_through
from portal.catalogue.models import Facet, Record, Relation
from portal.publishing.freezing import DERIVED
from portal.taxonomy.models import Audience, Level, Organisation, Tag, Theme
from portal.text import excerpt, plain

ABOUT, MENTIONS, CITES, PART = (
    str(kind) for kind in (Relation.Kind.ABOUT, Relation.Kind.MENTIONS, Relation.Kind.CITES, Relation.Kind.PART)
)


def _iso(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat() if moment else ""


def _minutes(begins: datetime | None, until: datetime | None) -> int | None:
    """How long it lasts. In one zone Python subtracts what the clocks say, also in the night that they change: so in UTC."""
    return round((until.astimezone(UTC) - begins.astimezone(UTC)).total_seconds() / 60) if begins and until else None


def _year(day: date) -> Choice:
    return Choice("year", str(day.year), str(day.year), 9999 - day.year)


class Sorted:
    """Themes and tags of a thing, as its card and its facets want them."""

    def __init__(self, values: dict):
        self.named = Named()
        everything = all_rows(Theme)
        self.themes = self.named.rows(Theme, values["themes"])
        self.above = lineage(self.themes, everything)
        self.tags = sorted(self.named.rows(Tag, values["tags"]), key=lambda row: row.key)
        self.look = next((look_of(theme) for theme in self.above if theme in self.themes), "")

    def choices(self) -> list[Choice]:
        tags = [Choice("tag", row.slug, row.name, row=row) for row in self.tags]
        return [theme_choice(theme, self.above) for theme in self.above] + tags

    def names(self) -> list[tuple]:
        return [(ABOUT, Theme, row.pk) for row in self.above]

    def card(self) -> dict:
        return {"look": self.look, "themes": [row.pk for row in self.themes], "tags": [[row.name, row.slug] for row in self.tags]}


# -- a session ---------------------------------------------------------------------------------------------------------
@describes(Session, "session", related_by=("theme", "tag"))
def session(pk: int, values: dict, row: Session | None = None) -> Entry:
    """`row` has the facts of this minute, when they are not those that are saved: for a preview of what is typed."""
    row = row or Session.objects.select_related("day__live", "day__venue", "block", "room").get(pk=pk)
    day, block = row.day, row.block
    if block:
        block.day = day  # in hand
    begins, until = block.hours() if block else (None, None)
    held = block.date if block and block.date else day.date
    order, people = Sorted(values), _people(values["contributions"])
    form, frozen_day = Form(values["form"]), day.live.snapshot if day.live_id else {}
    day_title = frozen_day.get("title", day.title)
    venue_id = frozen_day.get("venue_id", day.venue_id)
    where = rows_for(Venue, [venue_id]).get(venue_id) if venue_id else None
    abstract, report = plain(values["abstract"]), plain(values["report"])
    card = {
        **order.card(),
        "themes": [theme.name for theme in order.themes],
        "form": str(form),
        "form_label": str(form.label),
        "label": f"{form.label} {values['number']}" if values["number"] else str(form.label),
        "number": values["number"],
        "place": [row.position, values["number"] or 9999, row.pk or 0],
        "day": day.pk,
        "day_title": day_title,
        "day_url": day.get_absolute_url(),
        "date": held.isoformat(),
        "starts": _iso(begins),
        "ends": _iso(until),
        "part": block.part if block else "",
        "block": block.pk if block else None,
        "block_title": block.title if block else "",
        "room": row.room.name if row.room else "",
        "venue": str(where or ""),
        "city": where.city if where else "",
        "minutes": _minutes(begins, until),
        "cancelled": row.cancelled or day.cancelled,
        "report": bool(report),
        "example": is_example(values["title"]) or is_example(day_title),
        "people": people,
        "capacity": row.capacity,
        "repeats": row.repeats_id,
        "reading": values[DERIVED].get("minutes", 1),
    }
    names: list[tuple] = [(PART, StudyDay, day.pk)]
    names += [(MENTIONS, Person, who["id"]) for who in people if who["id"]]
    names += [(MENTIONS, Resource, asked) for asked in values["materials"]]
    names += [(MENTIONS, Fiche, asked) for asked in values["fiches"]]
    names += [(CITES, Source, asked) for asked in values["sources"]]
    choices = [
        *order.choices(),
        Choice("form", str(form), str(form.label), list(Form.values).index(form)),
        Choice("day", str(day.pk), day_title, 9999 - day.date.year),
        _year(held),
        *(Choice("team", who["name"][:120], who["name"]) for who in people if who["team"]),
    ]
    return Entry(
        url=f"{day.get_absolute_url()}sessies/{values['slug']}/",
        title=values["title"],
        lead=excerpt(abstract or report, 200),
        text=" ".join(filter(None, [abstract, report, *values["takeaways"]])),
        card=card,
        choices=choices,
        names=names + order.names(),
        labels=[who["name"] for who in people],
        mentions=[who["affiliation"] for who in people] + ([day_title] if form != Form.TABLE else []),
    )


def _people(rows: list[dict]) -> list[dict]:
    """Who contributes, in order, with the name their row has today; a person who is gone is left out."""
    found = rows_for(Person, [row["person_id"] for row in rows if row["person_id"]])
    people, seen = [], set()
    for row in rows:
        person = found.get(row["person_id"])
        if (person is None and not row["team"]) or (person and (person.pk, row["role"]) in seen):
            continue
        seen.add((person.pk if person else row["team"], row["role"]))
        name = person.name if person else row["team"]
        people.append(
            {
                "id": person.pk if person else None,
                "name": name,
                "url": person.get_absolute_url() if person else "",
                "honorific": person.honorific if person else "",
                "affiliation": row["affiliation"],
                "role": row["role"],
                "role_label": str(Role(row["role"]).label),
                "team": person is None,
                "initials": initials(name),
                "hue": hue(name),
            }
        )
    return people


# -- a day -------------------------------------------------------------------------------------------------------------
@describes(StudyDay, "day")
def day(pk: int | None, values: dict, row: StudyDay | None = None) -> Entry:
    """`row` is as for a session; a day that was never saved has no blocks and no sessions yet."""
    row = row or StudyDay.objects.prefetch_related("blocks").get(pk=pk)
    begins, until = row.hours()
    order = Sorted(values)
    levels = sorted(order.named.rows(Level, values["levels"]), key=lambda level: level.position)
    audiences = sorted(order.named.rows(Audience, values["audiences"]), key=lambda found: (found.position, found.name))
    venue = next(iter(order.named.rows(Venue, [values["venue_id"]] if values["venue_id"] else [])), None)
    organisers, organisations = _organisers(values["organisers"])
    sessions = Record.objects.public().filter(kind="session", card__day=pk)
    told = list(sessions.values_list("card__form", "card__report", "card__cancelled")) if pk else []
    texts = {name: plain(values[name]) for name in ("opening", "report", "closing")}
    card = {
        **order.card(),
        "subtitle": values["subtitle"],
        "date": row.date.isoformat(),
        "last_date": row.last_date.isoformat() if row.last_date and row.last_date != row.date else "",
        "starts": _iso(begins),
        "ends": _iso(until),
        "begins_at": _iso(row.begins()),
        "over_at": _iso(row.over()),
        "opens_at": _iso(row.opens_at),
        "closes_at": _iso(row.closes_at),
        "cancelled": row.cancelled,
        "cancelled_note": row.cancelled_note,
        "venue": {name: getattr(venue, name) for name in ("name", "street", "postcode", "city", "directions", "url")}
        if venue
        else None,
        "audiences": [found.name for found in audiences],
        "audience_note": values["audience_note"],
        "levels": [level.name for level in levels],
        "organisers": organisers,
        "by": said_by(organisers),
        "participants": values["participants"],
        "at_least": values["at_least"],
        "forms": dict(Counter(form for form, _report, cancelled in told if not cancelled or row.cancelled)),
        "report": bool(texts["report"]) or any(report for _form, report, _cancelled in told),
        "example": is_example(values["title"]),
        "blocks": [_block(block, row) for block in row.blocks.all()] if pk else [],
    }
    choices = [*order.choices(), *level_choices(levels), _year(row.date)]
    choices += [Choice("audience", found.slug, found.name, found.position, row=found) for found in audiences]
    choices += [Choice("organiser", str(found.pk), found.name, row=found) for found in organisations]
    choices += [Choice("venue", str(venue.pk), venue.name, row=venue)] if venue else []
    where = [venue.name, venue.city] if venue else []
    blocks = [f"{block['title']} {plain(block['intro'])}" for block in card["blocks"]]
    return Entry(
        url=f"/studiedagen/{values['slug']}/",
        title=values["title"],
        lead=values["summary"],
        text=" ".join(filter(None, [values["subtitle"], *texts.values(), *blocks])),
        mentions=[card["by"], *where],
        card=card,
        choices=choices,
        names=[*((MENTIONS, Resource, asked) for asked in values["materials"]), *order.names()],
    )


def _block(block: Block, of: StudyDay) -> dict:
    block.day = of  # in hand
    begins, until = block.hours()
    return {
        "id": block.pk,
        "title": block.title,
        "intro": block.intro,
        "kind": block.kind,
        "part": block.part,
        "part_label": str(Block.Part(block.part).label) if block.part else "",
        "date": (block.date or of.date).isoformat(),
        "starts": _iso(begins),
        "ends": _iso(until),
        "choice": block.choice,
        **({"outcome": outcome.in_words(block.outcome)} if block.outcome else {}),
    }


def _organisers(rows: list[dict]) -> tuple[dict[str, list[dict]], list[Organisation]]:
    """Who organises, by role, each once; and the organisations among them."""
    found = rows_for(Organisation, [row["organisation_id"] for row in rows if row["organisation_id"]])
    organisers: dict[str, list[dict]] = {str(role): [] for role in Organiser.Role.values}
    for row in rows:
        organisation = found.get(row["organisation_id"])
        said = {"name": organisation.name if organisation else row["words"], "url": organisation.url if organisation else ""}
        if said["name"] and said not in organisers[row["role"]]:
            organisers[row["role"]].append(said)
    return organisers, list({row.pk: row for row in found.values()}.values())


def said_by(organisers: dict[str, list[dict]]) -> str:
    """The organisers in one line: who took the initiative, and with whom."""
    first, along = ([found["name"] for found in organisers[str(role)]] for role in Organiser.Role.values)
    line = _listed(first)
    if along:
        line = (
            _("%(first)s, in samenwerking met %(along)s") % {"first": line, "along": _listed(along)} if line else _listed(along)
        )
    return capfirst(line)


def _listed(names: list[str]) -> str:
    return (
        names[0]
        if len(names) == 1
        else _("%(most)s en %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}
        if names
        else ""
    )


# -- a speaker ---------------------------------------------------------------------------------------------------------
@describes(Person, "person")
def person(row: Person) -> Entry:
    agreed = row.consent_on is not None
    name = row.photo.name if agreed and row.photo else ""
    photo, files = pictured.shown(name, row.photo_width, row.photo_height, _("Foto van %(name)s") % {"name": row.name})
    card = {
        "name": row.name,
        "honorific": row.honorific,
        "initials": initials(row.name),
        "hue": hue(row.name),
        "slug": row.slug,
        "bio": row.bio if agreed else "",
        "href": row.url if agreed else "",
        "photo": photo,
    }
    return Entry(
        url=row.get_absolute_url(),
        title=row.name,
        lead=excerpt(card["bio"], 200),
        text=card["bio"],
        card=card,
        files=files,
    )


@shown_through(Venue)
def days_at(venue: Venue):
    """The days whose pages name this venue; the pages of their sessions name it too."""
    shown = Facet.objects.filter(kind="day", value__source=f"{venue._meta.label_lower}:{venue.pk}")
    return StudyDay.objects.filter(pk__in=shown.values("record__object_id"))
