"""Drawing days, sessions and speakers: cards and frozen values -> what the templates show. Live and preview alike."""

from collections import Counter
from datetime import date, datetime
from functools import cache, lru_cache

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from events import phases
from events.models import Form, Person, Session, StudyDay
from fiches.models.resource import YOUTUBE
from portal.catalogue.around import THIS, around, cards_of, written
from portal.catalogue.entries import BUILDERS, rows_for, rows_in_hand
from portal.catalogue.listing import card
from portal.catalogue.models import Record, Relation
from portal.publishing.freezing import freeze, upgrade
from portal.publishing.models import Publication, Status
from portal.shared import Shared
from portal.taxonomy.models import Tag
from portal.text import fold, plain

COUNTED = [  # what the band of a day counts
    ((Form.KEYNOTE, Form.INTERVIEW), ("keynote", "keynotes")),
    ((Form.LECTURE,), ("lezing", "lezingen")),
    ((Form.MASTERCLASS,), ("masterclass", "masterclasses")),
    ((Form.PANEL,), ("panelgesprek", "panelgesprekken")),
    ((Form.TABLE,), ("gesprekstafel", "gesprekstafels")),
]
BEFORE = ("intro", "programme", "parallel", "open_space", "materials", "organisers", "closing")
CHOSEN = ("materials", "fiches", "sources", "themes", "tags")  # what a session chooses from what is shared
AFTER = ("report", "intro", "programme", "parallel", "open_space", "closing", "materials", "organisers")


# -- what a card says, for templates -----------------------------------------------------------------------------------
@lru_cache(maxsize=4096)
def _moment(text: str) -> datetime | None:
    return timezone.localtime(datetime.fromisoformat(text)) if text else None


def shown_session(said: dict) -> dict:
    """The card of a session with its moments as moments."""
    return {
        **said,
        "on": date.fromisoformat(said["date"]),
        "begins": _moment(said["starts"]),
        "until": _moment(said["ends"]),
    }


def when(said: dict) -> str:
    """The hours of a block or a session in words ("9.30-10.45 uur"), else its part of the day; empty when neither is known."""
    begins, until = _moment(said["starts"]), _moment(said["ends"])
    if begins is None:
        return said.get("part_label", "")
    hours = [f"{moment.hour}.{moment.minute:02}" for moment in (begins, until) if moment]
    return _("%(hours)s uur") % {"hours": "-".join(hours)}


def shown_day(said: dict, *, now: datetime) -> dict:
    """The card of a day with its moments as moments, its phase at `now`, and its facts in numbers."""
    phase = phases.phase_of(said, now)
    return {
        **said,
        "on": date.fromisoformat(said["date"]),
        "until_on": date.fromisoformat(said["last_date"]) if said["last_date"] else None,
        "begins": _moment(said["starts"]),
        "until": _moment(said["ends"]),
        "phase": {"key": phase.key, "label": phase.label, "sentence": phase.sentence, "steps": phases.steps(said, phase)},
        "facts": _facts(said),
    }


def _facts(said: dict) -> list[dict]:
    facts = []
    if said["participants"]:
        facts.append({"label": _("deelnemers"), "value": f"{said['participants']}{'+' if said['at_least'] else ''}"})
    for forms, (one, many) in COUNTED:
        if number := sum(said["forms"].get(str(form), 0) for form in forms):
            facts.append({"label": one if number == 1 else many, "value": str(number)})
    return facts


# -- what stands around a record ---------------------------------------------------------------------------------------
def _built(entry) -> dict:
    """The card of an entry that is not in the catalogue: for a preview."""
    return {**entry.card, "url": entry.url, "title": entry.title, "lead": entry.lead}


def _named(entry) -> list[dict]:
    """The cards of what an entry names, as they would be: for a preview."""
    cards = []
    for model in dict.fromkeys(model for _relation, model, _pk in entry.names):
        builder, asked = BUILDERS[model], [pk for _relation, other, pk in entry.names if other is model]
        if issubclass(model, Shared):
            built = builder.build_all(list(rows_for(model, asked).values()))
        elif issubclass(model, Publication) and model is not StudyDay:
            rows = model.objects.public().filter(pk__in=asked).select_related("live")
            built = {row.pk: builder.build(row.pk, upgrade(model, row.live.snapshot)) for row in rows}
        else:
            continue
        cards += [{**_built(other), "kind": builder.kind, "object_id": pk} for pk, other in built.items()]
    return cards


def _of(cards: list[dict], kind: str) -> list[dict]:
    return list({found["object_id"]: found for found in cards if found["kind"] == kind}.values())


def _theme_links(cards: list[dict]) -> list[dict]:
    return [{"title": found["title"], "url": found["url"], "look": found["look"]} for found in _of(cards, "theme")]


def _tag_links(said: dict) -> list[dict]:
    return [{"name": name, "url": f"{reverse('website:search')}?q={slug.replace('-', '+')}"} for name, slug in said["tags"]]


# -- a day -------------------------------------------------------------------------------------------------------------
def live_day(url: str, *, now: datetime) -> dict | None:
    """The public day at this address, drawn; None when there is none. One query."""
    here = around(url, "day", naming=("session",))
    if here is None:
        return None
    values = upgrade(StudyDay, here.record["revision__snapshot"])
    return _day(card(here.record), values, [found for _relation, found in here.named], here.users, now=now)


def preview_day(day: StudyDay, snapshot: dict, *, now: datetime) -> dict:
    """These frozen values drawn as if they, and the sessions as they stand, were published now."""
    values = upgrade(StudyDay, snapshot)
    with rows_in_hand():
        entry = BUILDERS[StudyDay].build(day.pk, values, day)
        sessions = [_as_it_stands(session) for session in _read_together(_working_copies(day))]
        named = _named(entry)
    said = {**_built(entry), "kind": "day", "object_id": day.pk}
    said["forms"] = Counter(session["form"] for session in sessions if day.cancelled or not session["cancelled"])
    said["report"] = bool(plain(values["report"])) or any(session["report"] for session in sessions)
    return {**_day(said, values, named, sessions, now=now), "preview": True, "register_url": ""}


def _working_copies(day: StudyDay):
    """The sessions of a day as editors have them, with everything that their cards show; not those that left a day that goes
    on. As many queries for ten as for one."""
    if day.pk is None:
        return []
    rows = day.sessions.exclude(status=Status.ARCHIVED) if day.live_id else day.sessions.all()
    known = rows.select_related("day__live", "day__venue", "block", "room")
    return known.prefetch_related(*CHOSEN, "contributions__person")


def _read_together(sessions) -> list[Session]:
    """These sessions, with the people and words that any of them names in hand."""
    rows = list(sessions)
    rows_for(Person, {who.person_id for row in rows for who in row.contributions.all() if who.person_id})
    rows_for(Tag, {tag.pk for row in rows for tag in row.tags.all()})
    return rows


def _as_it_stands(session: Session) -> dict:
    """The card of a working copy."""
    in_hand = {name: list(getattr(session, name).all()) for name in (*CHOSEN, "contributions")}
    entry = BUILDERS[Session].build(session.pk, freeze(session, in_hand), session)
    return {**_built(entry), "kind": "session", "object_id": session.pk}


def _day(said: dict, values: dict, named: list[dict], sessions: list[dict], *, now: datetime) -> dict:
    shown = shown_day(said, now=now)
    programme = _programme(said, [shown_session(session) for session in sessions])
    return {
        **shown,
        "preview": False,
        "opening": mark_safe(values["opening"]),  # noqa: S308 (sanitised when saved)
        "report_html": mark_safe(values["report"]),  # noqa: S308
        "closing": mark_safe(values["closing"]),  # noqa: S308
        "order": AFTER if shown["phase"]["key"] in ("awaiting", "report") else BEFORE,
        "programme": programme,
        "parallel": [block for block in programme if block["kind"] == "parallel" and block["sessions"]],
        "open_spaces": [block for block in programme if block["kind"] == "open_space"],
        "materials": _of(named, "resource"),
        "theme_links": _theme_links(named),
        "tag_links": _tag_links(said),
        "ics_url": f"{said['url']}programma.ics",
        "register_url": _register_url(said, now),
        "several_dates": len({block["date"] for block in programme if block["id"]}) > 1,
    }


def _register_url(said: dict, now: datetime) -> str:
    """Where one registers for the day of this card; nothing when that is not now."""
    return f"{said['url']}inschrijven/" if phases.key_of(said, now) == "open" else ""


def _programme(said: dict, sessions: list[dict]) -> list[dict]:
    """The blocks in order, each with its sessions; sessions that stand in none come last."""
    placed: dict[int | None, list[dict]] = {}
    times: dict[int, list[dict]] = {}  # of one session
    for session in sessions:
        times.setdefault(session["repeats"] or session["object_id"], []).append(session)
    for session in sessions:
        session["also"] = [other for other in times[session["repeats"] or session["object_id"]] if again(session, other)]
    known = {block["id"] for block in said["blocks"]}
    for session in sorted(sessions, key=lambda one: one["place"]):
        placed.setdefault(session["block"] if session["block"] in known else None, []).append(session)
    blocks = [
        {
            **block,
            "intro": mark_safe(block["intro"]),  # noqa: S308 (sanitised when saved)
            "anchor": f"blok-{block['id']}",
            "on": date.fromisoformat(block["date"]),
            "begins": _moment(block["starts"]),
            "until": _moment(block["ends"]),
            **_sorted_out(placed.get(block["id"], []), block["kind"]),
        }
        for block in said["blocks"]
    ]
    if loose := placed.get(None):
        empty = {"id": None, "intro": "", "kind": "plenary", "part": "", "part_label": "", "choice": "none", "date": said["date"]}
        hours = {"begins": None, "until": None, "on": date.fromisoformat(said["date"])}
        blocks.append({**empty, **hours, "title": _("Nog niet ingedeeld"), "anchor": "overige", **_sorted_out(loose, "")})
    return blocks


def again(one: dict, other: dict) -> bool:
    """Whether two cards are two times of the same session."""
    same = {one["repeats"] or one["object_id"], other["repeats"] or other["object_id"]}
    return one["object_id"] != other["object_id"] and len(same) == 1


def _sorted_out(sessions: list[dict], kind: str) -> dict:
    """The sessions of a block of this kind: tables, the one that leads an open space, and all others."""
    leads = (session for session in sessions if session["form"] == Form.OPEN_SPACE)
    lead = next(leads, None) if kind == "open_space" else None
    tables = [session for session in sessions if session["form"] == Form.TABLE]
    return {"lead": lead, "tables": tables, "sessions": [one for one in sessions if one is not lead and one not in tables]}


# -- a session ---------------------------------------------------------------------------------------------------------
def live_session(url: str, *, now: datetime) -> dict | None:
    """The public session at this address, drawn; None when there is none. Two queries."""
    here = around(url, "session")
    if here is None:
        return None
    record = here.record
    named = here.chosen
    day = next((found["record"] for found in _of(named, "day")), None)
    others = cards_of(_parts(), day) if day else [card(record)]
    return _session(card(record), upgrade(Session, record["revision__snapshot"]), named, here.related, others, now=now)


def preview_session(session: Session, snapshot: dict) -> dict:
    """These frozen values drawn as if they were published now."""
    values = upgrade(Session, snapshot)
    with rows_in_hand():
        entry = BUILDERS[Session].build(session.pk, values, session)
        named = [*_named(entry), _day_of(session)]
    said = {**_built(entry), "kind": "session", "object_id": session.pk}
    own = Q(kind="session", object_id=session.pk)
    others = [
        card(row) for row in Record.objects.public().filter(kind="session", card__day=session.day_id).exclude(own).for_cards()
    ]
    return {**_session(said, values, named, [], [*others, said], now=timezone.now()), "preview": True}


def _day_of(session: Session) -> dict:
    entry = BUILDERS[StudyDay].build(session.day_id, upgrade(StudyDay, freeze(session.day)))
    return {**_built(entry), "kind": "day", "object_id": session.day_id}


def _session(said: dict, values: dict, named: list[dict], related: list[dict], others: list[dict], *, now: datetime) -> dict:
    shown = shown_session(said)
    day = next(iter(_of(named, "day")), None)
    blocks = {block["id"]: place for place, block in enumerate(day["blocks"] if day else [])}
    in_order = sorted(others, key=lambda other: (blocks.get(other["block"], 9999), other["place"]))
    place = next((place for place, other in enumerate(in_order) if other["object_id"] == said["object_id"]), 0)
    twice = [other for other in others if again(said, other)]
    chosen = {block["id"] for block in (day["blocks"] if day else []) if block["choice"] != "none"}
    video = YOUTUBE.match(values["video"])
    sources = sorted(_of(named, "source"), key=lambda source: fold(plain(source["html"])))
    return {
        **shown,
        "preview": False,
        "register_url": _register_url(day, now) if day and not said["cancelled"] else "",
        "has_seats": said["block"] in chosen and said["capacity"] is not None,
        "coming": datetime.fromisoformat(day["over_at"]) > now if day else False,
        "abstract": mark_safe(values["abstract"]),  # noqa: S308 (sanitised when saved)
        "report_html": mark_safe(values["report"]),  # noqa: S308
        "takeaways": values["takeaways"],
        "video": values["video"],
        "video_id": video[1] if video else "",
        "materials": _of(named, "resource"),
        "fiches": _of(named, "fiche"),
        "references": [{"html": mark_safe(source["html"]), "url": source["url"]} for source in sources],  # noqa: S308
        "related": [shown_session(other) for other in related if not again(said, other)],
        "previous": shown_session(in_order[place - 1]) if place > 0 else None,
        "next": shown_session(in_order[place + 1]) if place + 1 < len(in_order) else None,
        "repeats_card": shown_session(twice[0]) if twice else None,
        "theme_links": _theme_links(named),
        "tag_links": _tag_links(said),
        "ics_url": f"{said['url']}sessie.ics",
        "day_card": {"title": said["day_title"], "url": said["day_url"], **{name: day and day[name] for name in ("venue", "by")}},
    }


@cache
def _parts():
    """The sessions of a day."""
    parts = Relation.objects.filter(kind=Relation.Kind.PART, object=THIS).values("subject")
    return written(Record.objects.public().filter(pk__in=parts))
