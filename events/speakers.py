"""Speakers: the page of one, and the list of all, with what they did on study days."""

from collections.abc import Iterator
from functools import cache
from operator import itemgetter

from events.lineup import surname
from events.models import Form
from events.page import shown_session
from portal.catalogue.around import THIS, cards_of, each_card, record_at, written
from portal.catalogue.listing import card
from portal.catalogue.models import Record, Relation
from portal.text import fold


def live_person(url: str) -> dict | None:
    """The public speaker at this address, with their sessions, newest first; None when there is none. Three queries."""
    record = record_at(url, "person")
    if record is None:
        return None
    said = card(record)
    sessions = newest(cards_of(_sessions_of(), record["pk"]))
    beside = [found for found in cards_of(_beside(), record["pk"]) if found["kind"] == "fiche"]
    return {**said, **_contributions(said["object_id"], sessions), "fiches": beside}


def _naming():
    return Relation.objects.filter(object=THIS, subject_kind="session", subject__withdrawn_at=None).values("subject")


@cache
def _sessions_of():
    """The sessions of a speaker."""
    return written(Record.objects.public().filter(pk__in=_naming()))


@cache
def _beside():
    """All that the sessions of a speaker name: few records, of which a database that looks for fiches first reads every fiche."""
    linked = Relation.objects.filter(subject__in=_naming()).exclude(kind=Relation.Kind.RELATED).values("object")
    return written(Record.objects.public().filter(pk__in=linked).order_by("sort_title", "pk"))


def newest(sessions: list[dict]) -> list[dict]:
    """Cards of sessions, the latest first."""
    return [
        shown_session(said)
        for said in sorted(sessions, key=lambda one: (one["date"], one["starts"], one["record"] or 0), reverse=True)
    ]


def _contributions(person: int, sessions: list[dict]) -> dict:
    """What one person did in these sessions, and where they were then."""
    mine, affiliations = [], []
    for session in sessions:
        for who in session["people"]:
            if who["id"] == person:
                mine.append({**session, "role": who["role"], "role_label": who["role_label"]})
                affiliations.append(who["affiliation"])
    return {"sessions": mine, "affiliations": list(dict.fromkeys(filter(None, affiliations)))}


PERSON = ("name", "url", "photo", "initials", "hue")  # what the list of speakers says of one
TALK = ("object_id", "url", "title", "form", "repeats")  # and of what they did


def everybody() -> dict:
    """All public speakers: those of keynotes and interviews, the others by name, and teams. Two queries. It grows with the
    portal, so of each card no more is held than the list says."""
    by_person: dict[int, list[dict]] = {}
    teams: dict[str, dict] = {}
    for _when, talk, people in sorted(_talks(), key=itemgetter(0), reverse=True):
        for who in people:
            if who["id"]:
                did = {**talk, "role": who["role"], "affiliation": who["affiliation"]}
                by_person.setdefault(who["id"], []).append(did)
            elif talk not in (listed := teams.setdefault(who["name"], {**who, "sessions": []})["sessions"])[-1:]:
                listed.append(talk)  # who has two roles in it is in it once
    main, others = [], []
    people = [{**{name: said[name] for name in PERSON}, "id": said["object_id"]} for said in each_card(_people())]
    for person in sorted(people, key=lambda one: fold(surname(one["name"]))):
        mine = by_person.get(person["id"], [])
        each = {did["object_id"]: did for did in mine}
        person["sessions"] = [did for did in each.values() if did["repeats"] not in each]  # each talk once
        person["affiliation"] = next((did["affiliation"] for did in mine if did["affiliation"]), "")
        (main if any(map(_carries, mine)) else others).append(person)
    return {"main": main, "others": others, "teams": list(teams.values()), "total": len(main) + len(others) + len(teams)}


def _carries(did: dict) -> bool:
    """Whether the day was built around this."""
    return did["form"] in (Form.KEYNOTE, Form.INTERVIEW) and did["role"] != "interviewer"


def _talks() -> Iterator[tuple[tuple, dict, list[dict]]]:
    """(when, what is listed, people) of every public session."""
    for said in each_card(_sessions()):
        yield (said["date"], said["starts"], said["record"]), {name: said[name] for name in TALK}, said["people"]


@cache
def _sessions():
    return written(Record.objects.public().filter(kind="session"))


@cache
def _people():
    return written(Record.objects.public().filter(kind="person").order_by("sort_title", "pk"))
