"""The study days of the demo: the real one says what is known and no more, the invented ones say so, and everything fits."""

import datetime as dt
import re
from collections import Counter
from importlib import import_module
from itertools import chain

import pytest

from events.models import Block, Contribution, Form, Organiser, Person, Role, Room, Session, StudyDay, Venue
from portal.operations.demo import example_day_coming, example_day_past, real_day
from portal.operations.demo.day_shapes import BRUSSELS
from portal.operations.demo.examples import FICHES
from portal.operations.demo.shared_rows import ORGANISATIONS, RESOURCES, SOURCES
from portal.taxonomy.models import Organisation
from portal.text import clean_html

pytestmark = pytest.mark.once

TODAY = dt.date(2026, 11, 21)
REAL, PAST, COMING = real_day.DAY, example_day_past.day(TODAY), example_day_coming.day(TODAY)
MODULES = [real_day, example_day_past, example_day_coming]
DAYS = [REAL, PAST, COMING]

FIRST_DATA = import_module("portal.taxonomy.migrations.0002_first_data")
THEMES = {slug for _, slug, *_ in FIRST_DATA.THEMES} | {below[1] for theme in FIRST_DATA.THEMES for below in theme[4]}
ROOMS = {venue["name"]: {room["name"]: room["capacity"] for room in venue["rooms"]} for m in MODULES for venue in m.VENUES}
PEOPLE = [row for module in MODULES for row in module.PEOPLE]
NEW_RESOURCES = [row for module in MODULES for row in module.RESOURCES]
MATERIALS = {row["slug"]: row for row in [*RESOURCES, *NEW_RESOURCES]}
ORGANISERS = [*ORGANISATIONS, *(row for module in MODULES for row in module.ORGANISATIONS)]
ELEMENTS = {"p", "h3", "ul", "ol", "li", "strong", "em", "a", "blockquote"}

MASTERCLASSES = [
    ("Teamteaching: wat werkt?", [("ESTAFETT-team", "Arteveldehogeschool")]),
    ("Professionalisering van schoolleiders", [("Melissa Tuytens", "UGent")]),
    ("Onderwijskundig leiderschap in de praktijk", [("Kristel Vanhoyweghen", "GO!")]),
    ("Het OK-kader als hefboom voor onderwijskwaliteit", [("Jan Vanhoof", "UHasselt")]),
    ("Professionele leergemeenschappen versterken", [("Vicky Willegems", "Onderzoekende school, VUB")]),
    ("ICT-integratie in het onderwijs", [("Jo Tondeur", "Vrije Universiteit Brussel")]),
    ("Motivatie en zelfdeterminatietheorie", [("Maarten Vansteenkiste", "UGent")]),
    ("Feedbackcultuur ontwikkelen", [("Emmelien Merchie", "UGent")]),
    ("Werkplekleren en professionele ontwikkeling", [("Simon Beausaert", "Maastricht University")]),
    ("Welbevinden en betrokkenheid van leraren", [("Anja Van den Broeck", "KU Leuven")]),
    (
        "Begeleiden van veranderingsprocessen",
        [("Soetkin Werbrouck", "Vrij CLB Netwerk"), ("Steven Mannens", "Katholiek Onderwijs Vlaanderen")],
    ),
]

each_day = pytest.mark.parametrize("day", DAYS, ids=lambda day: day["slug"])
each_example = pytest.mark.parametrize("day", [PAST, COMING], ids=lambda day: day["slug"])


def of(day, form):
    return [session for session in day["sessions"] if session["form"] == form]


def who(session):
    return [(said["person"] or said["team"], said["affiliation"]) for said in session["people"]]


def texts(day):
    yield from (day["opening"], day["report"], day["closing"])
    yield from (block["intro"] for block in day["blocks"])
    yield from chain.from_iterable((session["abstract"], session["report"]) for session in day["sessions"])


def fits(model, row, *fields):
    return [field for field in fields if len(row[field]) > model._meta.get_field(field).max_length]


# -- the real day ---------------------------------------------------------------------------------------------------------


def test_the_real_day_is_that_wednesday_in_brussels():
    assert (REAL["slug"], REAL["title"]) == ("begeleiden-met-impact", "Begeleiden met impact")
    assert REAL["date"] == dt.date(2025, 5, 28) and REAL["date"].weekday() == 2
    assert (REAL["participants"], REAL["at_least"]) == (300, True)
    assert REAL["venue"] == "Herman Teirlinckgebouw"
    assert [venue for venue in real_day.VENUES if venue["city"] != "Brussel"] == []
    assert [(row["organisation"] or row["words"], row["role"]) for row in REAL["organisers"]] == [
        ("de pedagogische begeleidingsdiensten van de verschillende onderwijsnetten", "initiatief"),
        ("Departement Onderwijs en Vorming", "samenwerking"),
    ]
    assert REAL["audience_note"] == "Pedagogisch begeleiders van alle Vlaamse onderwijsnetten"
    assert REAL["audiences"] == ["pedagogisch-begeleider"]


def test_the_real_programme_is_complete():
    assert Counter(session["form"] for session in REAL["sessions"]) == {
        "keynote": 1,
        "interview": 1,
        "masterclass": 11,
        "open_space": 1,
        "table": 15,
    }
    assert [(row["title"], who(row)) for row in of(REAL, "keynote") + of(REAL, "interview")] == [
        ("Keynotelezing: Adrie Visscher", [("Adrie Visscher", "Universiteit Twente")]),
        ("Interview: Geert Kelchtermans", [("Geert Kelchtermans", "KU Leuven")]),
    ]
    assert [(row["title"], who(row)) for row in of(REAL, "masterclass")] == MASTERCLASSES
    assert [row["number"] for row in of(REAL, "masterclass")] == list(range(1, 12))
    assert [row["title"] for row in of(REAL, "table")] == [
        f"Gesprekstafel {number}: onderwerp niet opgetekend" for number in range(1, 16)
    ]
    [space] = of(REAL, "open_space")
    assert who(space) == [("Laureen Clef", "PBD-GO!")]
    assert [(block["title"], block["kind"], block["part"]) for block in REAL["blocks"]] == [
        ("Keynotelezingen: inspiratie en kritische reflectie", "plenary", ""),
        ("Masterclasses: van inzicht naar praktijk", "parallel", ""),
        ("Openspacesessies: gedeelde expertise over de netten heen", "open_space", "namiddag"),
    ]
    assert "Samen sterker: een gedeelde ambitie voor kwaliteit" in REAL["closing"]


def test_real_people_have_their_own_role_and_title():
    roles = {said["person"] or said["team"]: said["role"] for session in REAL["sessions"] for said in session["people"]}
    assert {name: role for name, role in roles.items() if role != "speaker"} == {
        "Geert Kelchtermans": "interviewee",
        "Laureen Clef": "facilitator",
    }
    assert {row["name"]: row["honorific"] for row in real_day.PEOPLE if row["honorific"]} == {
        "Adrie Visscher": "prof. dr.",
        "Geert Kelchtermans": "prof. dr.",
    }
    assert {row["name"] for row in real_day.PEOPLE} | {"ESTAFETT-team"} == set(roles)


def test_nothing_is_added_to_the_real_day():
    unknown = "last_date starts ends capacity opens_at closes_at change_until retain_until".split()
    assert [field for field in unknown if REAL[field] is not None] == []
    assert (REAL["levels"], REAL["materials"], REAL["cancelled"], real_day.RESOURCES) == ([], [], False, [])
    assert [block for block in REAL["blocks"] if block["starts"] or block["ends"] or block["choice"] != "none"] == []
    venue = real_day.VENUES[0]
    assert not any(venue[field] for field in ("street", "postcode", "directions", "url", "rooms"))
    assert [row["name"] for row in real_day.PEOPLE if row["bio"] or row["url"] or row["consent_on"]] == []
    for session in REAL["sessions"]:
        assert not any(session[field] for field in "room capacity video materials fiches sources takeaways repeats".split())
        assert (session["abstract"], session["cancelled"]) == ("", False)
        assert bool(session["report"]) == (session["form"] != "table")
    assert [row for row in of(REAL, "table") if row["people"] or row["themes"] or row["tags"]] == []


# -- the invented days ----------------------------------------------------------------------------------------------------


@each_example
def test_an_invention_says_so(day):
    assert day["title"].endswith("(voorbeeld)") and day["venue"].endswith("(voorbeeld)")
    assert "Deze dag is een voorbeeld" in day["opening"]
    assert {
        said["affiliation"]
        for session in day["sessions"]
        for said in session["people"]
        if "(voorbeeld)" not in said["affiliation"]
    } == set()
    assert [row for row in day["organisers"] if "fictief" not in row["organisation"] and "verzonnen" not in row["words"]] == []
    real = {row["name"] for row in real_day.PEOPLE}
    assert real & {said["person"] for session in day["sessions"] for said in session["people"]} == set()
    for session in day["sessions"]:
        assert all("voorbeeld" in slug for slug in session["fiches"])
        assert all("(voorbeeld)" in MATERIALS[slug]["title"] for slug in session["materials"])
        assert session["video"] == "" or session["video"].startswith("https://example.org/")


def test_invented_people_and_materials_say_so():
    invented = example_day_past.PEOPLE + example_day_coming.PEOPLE
    assert [row["name"] for row in invented if row["bio"] and not row["bio"].startswith("Fictieve spreker.")] == []
    assert {(bool(row["bio"]), bool(row["consent_on"])) for row in invented} == {(True, True), (True, False), (False, False)}
    assert [row["slug"] for row in NEW_RESOURCES if not row["title"].endswith("(voorbeeld)")] == []
    for address in chain((row["url"] for row in invented + NEW_RESOURCES), (v["url"] for m in MODULES[1:] for v in m.VENUES)):
        assert address == "" or address.startswith("https://example.org/")
    assert {row["access"] for row in NEW_RESOURCES} == {"public", "day"}


def test_the_day_that_is_over_shows_every_end_result():
    forms = Counter(session["form"] for session in PAST["sessions"])
    assert forms == {"keynote": 1, "interview": 1, "masterclass": 10, "panel": 1, "open_space": 1, "table": 6}
    assert (PAST["participants"], PAST["at_least"]) == (184, False)
    assert [session["slug"] for session in PAST["sessions"] if session["cancelled"]] == ["zorgoverleg-op-een-half-blad"]
    for session in PAST["sessions"]:
        assert session["abstract"]
        assert session["cancelled"] != bool(session["report"]) == bool(session["takeaways"])
    roles = {said["role"] for session in PAST["sessions"] for said in session["people"]}
    assert roles == set(Role.values)
    assert PAST["report"] and PAST["materials"]


def test_the_day_that_is_coming_has_a_programme_and_no_reports():
    forms = Counter(session["form"] for session in COMING["sessions"])
    assert forms == {"keynote": 1, "masterclass": 11, "panel": 1, "open_space": 1}
    assert (COMING["participants"], COMING["report"], COMING["capacity"]) == (None, "", 180)
    choice = {block["key"]: block["choice"] for block in COMING["blocks"] if block["kind"] == "parallel"}
    assert sorted(choice.values()) == ["first_come", "ranked"]
    until = [block["wishes_until"] for block in COMING["blocks"] if block["choice"] == "ranked"]
    assert until == [COMING["closes_at"].date()]
    assert Counter(choice[row["block"]] for row in of(COMING, "masterclass")) == {"first_come": 6, "ranked": 5}
    for session in COMING["sessions"]:
        assert session["abstract"] and session["report"] == "" and session["takeaways"] == [] and session["video"] == ""
    for key in choice:  # everybody who may come finds a seat
        assert sum(row["capacity"] for row in COMING["sessions"] if row["block"] == key) >= COMING["capacity"]


@pytest.mark.parametrize("today", [TODAY + dt.timedelta(days=9 * step) for step in range(41)], ids=str)
def test_the_invented_days_move_with_the_day_of_loading(today):
    over, coming = example_day_past.day(today), example_day_coming.day(today)
    assert (over["date"].weekday(), coming["date"].weekday()) == (3, 2)
    assert 100 <= (today - over["date"]).days <= 195 and 140 <= (coming["date"] - today).days <= 220
    assert {over["date"].month, coming["date"].month} & {7, 8} == set()
    now = dt.datetime.combine(today, dt.time(12), BRUSSELS)
    assert coming["opens_at"] < now < coming["closes_at"] < coming["change_until"]
    assert (today - coming["opens_at"].date()).days == 14
    for day in (over, coming):
        assert day["opens_at"] < day["closes_at"] <= day["change_until"]
        assert (day["date"] - day["change_until"].date()).days == 7
        assert (day["retain_until"] - day["date"]).days == 60
    assert over["retain_until"] < today and (coming["date"] - coming["closes_at"].date()).days == 21


# -- everything hangs together --------------------------------------------------------------------------------------------


@each_day
def test_a_day_names_only_what_exists(day):
    blocks = {block["key"] for block in day["blocks"]}
    slugs = {session["slug"] for session in day["sessions"]}
    assert len(blocks) == len(day["blocks"]) and len(slugs) == len(day["sessions"])
    assert set(day["themes"]) <= THEMES
    assert set(day["levels"]) <= {key for key, *_ in FIRST_DATA.LEVELS}
    assert set(day["audiences"]) <= {slug for _, slug in FIRST_DATA.AUDIENCES}
    assert set(day["materials"]) <= set(MATERIALS)
    names = {row["name"] for row in ORGANISERS}
    for row in day["organisers"]:
        assert bool(row["organisation"]) != bool(row["words"]) and row["organisation"] in {"", *names}
        assert row["role"] in Organiser.Role.values
    for block in day["blocks"]:
        assert block["kind"] in Block.Kind.values and block["part"] in Block.Part.values
        assert block["choice"] == "none" or (block["kind"] == "parallel" and block["choice"] in Block.Choice.values)
    for session in day["sessions"]:
        assert session["block"] in blocks and session["form"] in Form.values
        assert session["room"] in {"", *ROOMS[day["venue"]]}
        assert set(session["themes"]) <= THEMES
        assert set(session["materials"]) <= set(MATERIALS)
        assert set(session["fiches"]) <= {fiche["slug"] for fiche in FICHES}
        assert set(session["sources"]) <= {row["slug"] for row in SOURCES}
        assert session["repeats"] in {"", *slugs} - {session["slug"]}
        for said in session["people"]:
            assert bool(said["person"]) != bool(said["team"]) and said["role"] in Role.values
            assert said["person"] in {"", *(row["name"] for row in PEOPLE)}


@each_day
def test_no_room_and_nobody_is_in_two_places_at_once(day):
    parallel = {block["key"] for block in day["blocks"] if block["kind"] in ("parallel", "open_space")}
    for key in parallel:
        sessions = [session for session in day["sessions"] if session["block"] == key]
        rooms = Counter(session["room"] for session in sessions if session["room"])
        people = Counter(said["person"] or said["team"] for session in sessions for said in session["people"])
        assert [name for name, times in (rooms | people).items() if times > 1] == []
    for session in day["sessions"]:
        room = ROOMS[day["venue"]].get(session["room"])
        assert session["capacity"] is None or session["capacity"] <= room


@each_example
def test_the_blocks_follow_each_other_within_the_day(day):
    hours = [(block["starts"], block["ends"]) for block in day["blocks"]]
    assert all(starts < ends for starts, ends in hours)
    assert all(before[1] <= after[0] for before, after in zip(hours, hours[1:], strict=False))
    assert (hours[0][0], hours[-1][1]) == (day["starts"], day["ends"])
    assert [row["number"] for row in of(day, "masterclass")] == list(range(1, len(of(day, "masterclass")) + 1))
    [again] = [session for session in day["sessions"] if session["repeats"]]
    [once] = [session for session in day["sessions"] if session["slug"] == again["repeats"]]
    assert again["block"] != once["block"] and (again["title"], again["people"]) == (once["title"], once["people"])


@each_day
def test_texts_are_clean_and_fit_their_fields(day):
    known = {f"/fiches/{fiche['slug']}/" for fiche in FICHES}
    for html in filter(None, texts(day)):
        assert clean_html(html) == html
        assert set(re.findall(r"</?([a-z0-9]+)", html)) <= ELEMENTS
        assert set(re.findall(r'href="([^"]*)"', html)) <= known
        assert "'" not in html  # ’ in what people read
    assert fits(StudyDay, day, "slug", "title", "subtitle", "summary", "audience_note") == []
    assert [block["key"] for block in day["blocks"] if fits(Block, block, "title")] == []
    for session in day["sessions"]:
        assert fits(Session, session, "slug", "title", "video") == []
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", session["slug"])
        assert [said for said in session["people"] if fits(Contribution, said, "team", "affiliation")] == []
        assert not any("<" in line for line in session["takeaways"])


def test_shared_rows_are_given_once_and_used():
    used = {said["person"] for day in DAYS for session in day["sessions"] for said in session["people"]}
    assert {row["name"] for row in PEOPLE} == used - {""}
    for rows in (
        [row["slug"] for row in PEOPLE],
        [row["name"] for row in PEOPLE],
        list(ROOMS),
        [row["slug"] for row in NEW_RESOURCES],
    ):
        assert len(set(rows)) == len(rows)
    assert len(MATERIALS) == len(RESOURCES) + len(NEW_RESOURCES)
    shown = {slug for day in DAYS for slug in chain(day["materials"], *(session["materials"] for session in day["sessions"]))}
    assert {row["slug"] for row in NEW_RESOURCES} <= shown
    assert {row["kind"] for row in ORGANISERS} <= {"", *Organisation.Kind.values}
    assert len({row["name"] for row in ORGANISERS}) == len(ORGANISERS)


def test_shared_rows_fit_their_fields():
    assert [row["name"] for row in PEOPLE if fits(Person, row, "name", "slug", "honorific", "bio")] == []
    for venue in (venue for module in MODULES for venue in module.VENUES):
        assert fits(Venue, venue, "name", "street", "postcode", "city", "directions") == []
        assert [room for room in venue["rooms"] if fits(Room, room, "name") or room["capacity"] < 1] == []
    for row in NEW_RESOURCES:
        assert row.keys() == RESOURCES[0].keys() and bool(row["url"]) != bool(row["how"])
        assert row["provider"] in {organisation["name"] for organisation in ORGANISATIONS}
        assert len(row["slug"]) <= 50 and len(row["title"]) <= 160 and len(row["description"]) <= 600
