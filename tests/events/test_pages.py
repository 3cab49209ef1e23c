"""The pages of study days: whatever is missing, moved or cancelled, they say what is true and never fail."""

import datetime as dt
import json
import re
import xml.etree.ElementTree as ElementTree

import pytest
import vobject
from icalendar import Calendar

from events import programme
from events.models import Session, StudyDay
from portal.catalogue.models import Record
from tests.factories import FicheFactory, OrganisationFactory, SourceFactory, ThemeFactory
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db
BEFORE = dt.datetime(2027, 4, 1, 12, tzinfo=dt.UTC)  # the factories' day is 26 May 2027


@pytest.fixture(autouse=True)
def in_april(time_machine):
    time_machine.move_to(BEFORE, tick=False)


def read(client, thing) -> str:
    answer = client.get(thing if isinstance(thing, str) else thing.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    """What a reader reads of the content, on one line."""
    content = re.search(r"<main.*?</main>", html, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", " ", content, flags=re.DOTALL)).split())


def events_of(html: str) -> dict:
    """The first thing a page describes for machines."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])["@graph"][0]


# -- what may be missing -----------------------------------------------------------------------------------------------
def test_a_day_without_hours_venue_speakers_sessions_or_report_is_a_finished_page(visitor):
    day = DayFactory(title="Kale dag", published=True)
    page = words(read(visitor, day))
    assert "woensdag 26 mei 2027" in page
    assert "Het programma volgt" in page
    for nothing in ("None", "0.00", "uur", "Sprekers", "Masterclasses"):
        assert nothing not in page.replace("hiernaast", "")
    assert (
        Calendar.from_ical(visitor.get(f"{day.get_absolute_url()}programma.ics").content).walk("VEVENT")[0]["DTSTART"].dt
        == day.date
    )


def test_a_session_without_speaker_block_room_or_text_is_a_finished_page(visitor):
    session = SessionFactory(title="Losse sessie", abstract="", published=True)
    page = words(read(visitor, session))
    assert "None" not in page
    assert "Losse sessie" in words(read(visitor, session.day))
    assert "Nog niet ingedeeld" in words(read(visitor, session.day))


def test_speakers_are_named_as_they_are_with_or_without_affiliation(visitor):
    names = ["Anja Van den Broeck", "Özgür Çelik-d’Hoore", "’t Jolle Ševčík"]
    people = [PersonFactory(name=name, slug=f"wie-{place}") for place, name in enumerate(names)]
    session = SessionFactory(people=[{"person": people[0], "affiliation": "KU Leuven"}, *people[1:]], published=True)
    for url in (session.get_absolute_url(), session.day.get_absolute_url(), "/sprekers/"):
        page = words(read(visitor, url))
        assert [name in page for name in names] == [True] * 3
    assert "KU Leuven" in words(read(visitor, people[0]))
    assert "( )" not in words(read(visitor, people[1]))
    listed = words(read(visitor, "/sprekers/"))
    assert sorted(names, key=listed.index) == ["Özgür Çelik-d’Hoore", "’t Jolle Ševčík", "Anja Van den Broeck"]  # Ç, S, V


def test_a_team_stands_in_the_list_of_speakers_without_a_page_of_its_own(visitor):
    session = SessionFactory(people=[{"team": "ESTAFETT-team", "affiliation": "Arteveldehogeschool"}], published=True)
    page = read(visitor, "/sprekers/")
    assert "ESTAFETT-team" in words(page)
    assert session.get_absolute_url() in page
    assert Record.objects.filter(kind="person").count() == 0


def test_two_speakers_of_two_organisations_each_keep_theirs(visitor):
    people = [
        {"person": PersonFactory(name="Soetkin W."), "affiliation": "Vrij CLB Netwerk"},
        {"person": PersonFactory(name="Steven M."), "affiliation": "Katholiek Onderwijs Vlaanderen"},
    ]
    session = SessionFactory(people=people, published=True)
    performers = events_of(read(visitor, session))["performer"]
    assert [(who["name"], who["affiliation"]["name"]) for who in performers] == [
        ("Soetkin W.", "Vrij CLB Netwerk"),
        ("Steven M.", "Katholiek Onderwijs Vlaanderen"),
    ]


def test_a_person_who_moved_has_both_affiliations_the_newest_first(visitor):
    person = PersonFactory(name="Jo T.")
    for year, where in ((2025, "Oude school"), (2026, "Nieuwe school")):
        day = DayFactory(date=dt.date(year, 5, 6), published=True)
        SessionFactory(day=day, people=[{"person": person, "affiliation": where}], published=True)
    page = words(read(visitor, person))
    assert page.index("Nieuwe school") < page.index("Oude school")
    assert "Oude school" not in words(read(visitor, "/sprekers/"))


def test_an_interview_says_who_asked_and_who_answered(visitor):
    people = [
        {"person": PersonFactory(name="Geert K."), "role": "interviewee"},
        {"person": PersonFactory(name="Els V."), "role": "interviewer"},
    ]
    session = SessionFactory(form="interview", people=people, published=True)
    page = words(read(visitor, session))
    assert [word in page for word in ("Interview", "Geïnterviewd", "Interviewer")] == [True] * 3


def test_more_than_so_many_participants(visitor):
    day = DayFactory(participants=300, at_least=True, published=True)
    assert "300+" in words(read(visitor, day))


def test_organisers_are_equals_also_in_words(visitor):
    organisers = [
        {"words": "de begeleidingsdiensten van alle netten"},
        {"organisation": OrganisationFactory(name="GO! Centrum")},
        {"organisation": OrganisationFactory(name="Departement"), "role": "samenwerking"},
    ]
    day = DayFactory(organisers=organisers, published=True)
    assert Record.objects.get(kind="day").card["by"] == (
        "De begeleidingsdiensten van alle netten en GO! Centrum, in samenwerking met Departement"
    )
    assert [found["name"] for found in events_of(read(visitor, day))["organizer"]] == [
        "de begeleidingsdiensten van alle netten",
        "GO! Centrum",
        "Departement",
    ]


# -- much of it --------------------------------------------------------------------------------------------------------
def test_sixty_sessions_in_six_parallel_tracks_are_all_there_without_javascript(visitor, django_assert_max_num_queries):
    day = DayFactory(starts=dt.time(9), ends=dt.time(17))
    chosen = []
    for track in range(6):
        block = BlockFactory(day=day, title=f"Ronde {track}", starts=dt.time(9 + track), ends=dt.time(10 + track), position=track)
        chosen += [SessionFactory(day=day, block=block, title=f"Sessie {track}-{place}", number=place + 1) for place in range(10)]
    programme.publish_day(day, [(session.pk, session.edit) for session in chosen], seen=day.edit, at=BEFORE)
    with django_assert_max_num_queries(5):
        page = words(read(visitor, day))
    assert all(f"Sessie {track}-{place}" in page for track in range(6) for place in range(10))


def test_the_open_space_has_its_facilitator_its_introduction_and_its_tables(visitor):
    day = DayFactory()
    block = BlockFactory(day=day, kind="open_space", title="Open space", intro="<p>Jij brengt het thema mee.</p>")
    lead = {"person": PersonFactory(name="Laureen C."), "role": "facilitator", "affiliation": "PBD"}
    SessionFactory(day=day, block=block, form="open_space", title="Zo werkt het", people=[lead], published=True)
    tables = [SessionFactory(day=day, block=block, form="table", number=n, title=f"Vraag {n}", published=True) for n in (1, 2, 3)]
    html = read(visitor, day)
    page = words(html)
    assert [word in page for word in ("Jij brengt het thema mee.", "Laureen C.", "Vraag 1", "Vraag 2", "Vraag 3")] == [True] * 5
    assert all(table.get_absolute_url() in html for table in tables)


# -- what changes ------------------------------------------------------------------------------------------------------
def announced(day):
    from django.db import transaction

    with transaction.atomic():
        programme.announce(day, at=BEFORE)


def test_a_cancelled_day_says_so_everywhere(visitor):
    day = DayFactory(title="Dag", published=True)
    session = SessionFactory(day=day, published=True)
    StudyDay.objects.filter(pk=day.pk).update(cancelled=True, cancelled_note="Het gebouw is onder water gelopen.")
    announced(day)
    html = read(visitor, day)
    assert "Het gebouw is onder water gelopen." in words(html)
    assert events_of(html)["eventStatus"] == "https://schema.org/EventCancelled"
    assert "gaat niet door" in words(read(visitor, session))
    assert "Geannuleerd" in words(read(visitor, "/studiedagen/"))
    for url in (f"{day.get_absolute_url()}programma.ics", f"{session.get_absolute_url()}sessie.ics"):
        assert b"STATUS:CANCELLED" in visitor.get(url).content


def test_a_cancelled_session_says_so_and_the_others_go_on(visitor):
    day = DayFactory()
    block = BlockFactory(day=day)
    first, second = (SessionFactory(day=day, block=block, title=title, published=True) for title in ("Weg", "Door"))
    Session.objects.filter(pk=first.pk).update(cancelled=True)
    announced(day)
    parts = {part["name"]: part["eventStatus"] for part in events_of(read(visitor, day))["subEvent"]}
    assert parts == {"Weg": "https://schema.org/EventCancelled", "Door": "https://schema.org/EventScheduled"}
    assert "gaat niet door" in words(read(visitor, first))
    assert "gaat niet door" not in words(read(visitor, second))
    assert Record.objects.get(kind="day").card["forms"] == {"masterclass": 1}


def test_a_report_comes_before_the_announcement_once_it_is_there(visitor, time_machine):
    day = DayFactory(
        opening="<p>Waarom we samenkomen.</p>", report="<p>Wat er gebeurde.</p>", date=dt.date(2027, 3, 3), published=True
    )
    session = SessionFactory(day=day, abstract="<p>Wat je zult horen.</p>", report="<p>Wat er gezegd is.</p>", published=True)
    page, talk = words(read(visitor, day)), words(read(visitor, session))
    assert page.index("Wat er gebeurde.") < page.index("Waarom we samenkomen.")
    assert talk.index("Wat er gezegd is.") < talk.index("Wat je zult horen.")


def test_a_night_across_the_change_to_winter_time_keeps_its_seven_hours(visitor):
    day = DayFactory(date=dt.date(2027, 10, 30), starts=dt.time(22), ends=dt.time(4))
    block = BlockFactory(day=day, starts=dt.time(22), ends=dt.time(4), kind="plenary")
    session = SessionFactory(day=day, block=block, published=True)
    event = events_of(read(visitor, session))
    assert (event["startDate"], event["endDate"]) == ("2027-10-30T22:00:00+02:00", "2027-10-31T04:00:00+01:00")
    assert Record.objects.get(kind="session").card["minutes"] == 7 * 60
    (entry,) = Calendar.from_ical(visitor.get(f"{session.get_absolute_url()}sessie.ics").content).walk("VEVENT")
    assert entry["DTEND"].dt.astimezone(dt.UTC) - entry["DTSTART"].dt.astimezone(dt.UTC) == dt.timedelta(hours=7)


# -- machines ----------------------------------------------------------------------------------------------------------
def test_two_independent_readers_read_the_same_calendar(visitor):
    venue = VenueFactory(name="Zaal; de, “Zon”", city="Gent")
    day = DayFactory(title="Één dag, twee lezers", starts=dt.time(9), ends=dt.time(16, 30), venue=venue)
    block = BlockFactory(day=day, starts=dt.time(10), ends=dt.time(11, 15))
    session = SessionFactory(
        day=day, block=block, room=RoomFactory(venue=venue, name="2.14"), title="Leren; écht leren", published=True
    )
    for url, title, begins in (
        (f"{day.get_absolute_url()}programma.ics", "Één dag, twee lezers", (9, 0)),
        (f"{session.get_absolute_url()}sessie.ics", "Masterclass: Leren; écht leren", (10, 0)),
    ):
        answer = visitor.get(url)
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        (mine,) = Calendar.from_ical(answer.content).walk("VEVENT")
        other = vobject.readOne(answer.content.decode()).vevent
        assert (str(mine["SUMMARY"]), other.summary.value) == (title, title)
        assert (str(mine["LOCATION"]), str(mine["UID"])) == (other.location.value, other.uid.value)
        for start in (mine["DTSTART"].dt, other.dtstart.value):
            assert (start.hour, start.minute, start.utcoffset()) == (*begins, dt.timedelta(hours=2))
        assert "Europe/Brussels" in answer.content.decode()


def test_the_feed_lists_the_days_with_the_newest_first(visitor):
    DayFactory(title="Eerste & beste", published=True)
    feed = ElementTree.fromstring(visitor.get("/feeds/studiedagen.atom").content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [entry.text for entry in feed.findall("a:entry/a:title", names)] == ["Eerste & beste"]


def test_a_day_describes_itself_as_an_event_with_its_parts_and_place(visitor):
    venue = VenueFactory(name="Herman Teirlinckgebouw", city="Brussel", street="Havenlaan 88", postcode="1000")
    day = DayFactory(title="Dag", venue=venue, starts=dt.time(9), ends=dt.time(16))
    session = SessionFactory(
        day=day, room=RoomFactory(venue=venue, name="Aula"), people=[PersonFactory(name="Lut P.")], published=True
    )
    event = events_of(read(visitor, day))
    assert (event["@type"], event["startDate"], event["endDate"]) == (
        "EducationEvent",
        "2027-05-26T09:00:00+02:00",
        "2027-05-26T16:00:00+02:00",
    )
    assert event["location"]["address"]["addressLocality"] == "Brussel"
    assert [part["@id"] for part in event["subEvent"]] == [f"http://127.0.0.1:8000{session.get_absolute_url()}"]
    assert [who["name"] for who in event["performer"]] == ["Lut P."]
    part = events_of(read(visitor, session))
    assert (part["superEvent"]["name"], part["location"]["name"]) == ("Dag", "Herman Teirlinckgebouw, Aula")


def test_days_sessions_and_speakers_are_found_and_told_apart(visitor):
    day, person = DayFactory(title="Dag van de pinguïn"), PersonFactory(name="Pia Pinguïn")
    session = SessionFactory(day=day, title="Begeleiden", report="<p>Over pinguïns.</p>", people=[person], published=True)
    html = read(visitor, "/zoeken/?q=pinguin")
    assert [label in words(html) for label in ("Studiedagen", "Sessies", "Sprekers")] == [True] * 3
    assert [f'href="{thing.get_absolute_url()}"' in html for thing in (day, session, person)] == [True] * 3


def test_a_session_can_be_found_by_form_theme_tag_year_and_day():
    session = SessionFactory(form="keynote", themes=[ThemeFactory(name="Lezen", slug="lezen")], tags=["begrip"], published=True)
    facets = set(Record.objects.get(kind="session").facets.values_list("value__field", "value__key"))
    assert {("form", "keynote"), ("theme", "lezen"), ("tag", "begrip"), ("year", "2027"), ("day", str(session.day_id))} <= facets


def test_the_address_of_a_session_cut_off_leads_to_the_programme(visitor):
    session = SessionFactory(published=True)
    answer = visitor.get(f"{session.day.get_absolute_url()}sessies/")
    assert (answer.status_code, answer["Location"]) == (302, f"{session.day.get_absolute_url()}#programma")
    assert visitor.get("/studiedagen/bestaat-niet/sessies/").status_code == 404


def test_sources_and_fiches_of_a_session_stand_on_its_page(visitor):
    fiche = FicheFactory(title="Een fiche erbij", published=True)
    session = SessionFactory(fiches=[fiche], sources=[SourceFactory()], published=True)
    html = read(visitor, session)
    assert fiche.get_absolute_url() in html
    assert "Boek nummer" in words(html)
    assert session.get_absolute_url() in read(visitor, fiche)
