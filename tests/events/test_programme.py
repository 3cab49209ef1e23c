"""The programme of a day: published in one step, told at once where it must, copied for the next day."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from events import programme
from events.models import Block, Contribution, Session, StudyDay
from portal.catalogue.models import Edition, Record
from portal.operations.management.commands.rebuild_catalogue import differences
from portal.publishing.workflow import StepRefused, revert, take
from portal.shared import merge
from tests.factories import NOON, FicheFactory, ResourceFactory, SourceFactory, publish
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


def together(day, *sessions, **kwargs):
    """Publish the day and these sessions in one step, as they stand."""
    day.refresh_from_db()
    chosen = [(session.pk, Session.objects.get(pk=session.pk).edit) for session in sessions]
    return programme.publish_day(day, chosen, seen=day.edit, at=NOON, **kwargs)


def public() -> list[str]:
    return list(
        Record.objects.public().filter(kind__in=("day", "session", "person")).order_by("url").values_list("title", flat=True)
    )


def card(thing) -> dict:
    return Record.objects.get(kind="day" if isinstance(thing, StudyDay) else "session", object_id=thing.pk).card


# -- publishing --------------------------------------------------------------------------------------------------------
def test_a_day_and_its_chosen_sessions_are_published_together():
    day = DayFactory(title="Dag")
    first, second, left = (SessionFactory(day=day, title=title) for title in ("Een", "Twee", "Drie"))
    assert [str(session) for session in together(day, first, second)] == ["Een", "Twee"]
    assert public() == ["Dag", "Een", "Twee"]
    assert Session.objects.get(pk=left.pk).live is None
    assert differences() == []


def test_what_one_session_lacks_holds_back_the_whole_programme():
    day = DayFactory(title="Dag")
    good, empty = SessionFactory(day=day, title="Goed"), SessionFactory(day=day, title=" ")
    with pytest.raises(StepRefused, match="Geef een titel"):
        together(day, good, empty)
    assert public() == []


def test_a_session_somebody_changed_meanwhile_holds_back_the_whole_programme():
    day, session = DayFactory(), None
    session = SessionFactory(day=day)
    with pytest.raises(StepRefused, match="intussen gewijzigd"):
        programme.publish_day(day, [(session.pk, session.edit + 1)], seen=day.edit, at=NOON)
    assert public() == []


def test_sessions_that_wait_for_review_are_approved_and_published_with_the_day():
    day = DayFactory(title="Dag")
    session = SessionFactory(day=day, title="Gelezen")
    take(session, "submit", seen=session.edit, at=NOON)
    together(day, session)
    assert public() == ["Dag", "Gelezen"]


def test_the_sessions_of_a_live_day_can_be_published_without_its_draft():
    day = DayFactory(title="Dag", published=True)
    take(day, "edit", seen=day.edit, at=NOON)
    StudyDay.objects.filter(pk=day.pk).update(title="Nog niet")
    session = SessionFactory(day=day, title="Sessie")
    together(day, session, with_day=False)
    assert public() == ["Dag", "Sessie"]
    assert card(session)["day_title"] == "Dag"


def test_a_session_needs_its_day_online():
    session = SessionFactory()
    with pytest.raises(StepRefused, match="De studiedag staat nog niet online"):
        publish(session)


def test_a_report_is_published_alone():
    session = SessionFactory(report="<p>Wat er gezegd is.</p>", published=True)
    assert card(session)["report"] is True
    assert card(session.day)["report"] is True  # the day has something to read


def test_a_withdrawn_day_takes_its_sessions_and_speakers_with_it_and_they_come_back():
    day = DayFactory(title="Dag")
    session = SessionFactory(day=day, title="Sessie", people=[PersonFactory(name="Lut Peeters")])
    together(day, session)
    day.refresh_from_db()
    take(day, "withdraw", seen=day.edit, at=NOON)
    assert public() == []
    together(day, session)
    assert public() == ["Lut Peeters", "Dag", "Sessie"]
    assert differences() == []


def test_the_address_of_a_day_is_fixed_once_readers_saw_it():
    day = DayFactory(slug="eerste-adres")
    before = day.slug
    day.slug = "tweede-adres"
    day.save()
    day = publish(day)
    day.slug = "derde-adres"
    day.save()
    assert (before, StudyDay.objects.get().slug) == ("eerste-adres", "tweede-adres")
    day.refresh_from_db()
    take(day, "withdraw", seen=day.edit, at=NOON)
    day.refresh_from_db()
    day.slug = "derde-adres"
    day.save()
    assert StudyDay.objects.get().slug == "tweede-adres"


def test_a_session_with_another_address_leaves_a_redirect(visitor):
    session = SessionFactory(slug="oud", published=True)
    old = session.get_absolute_url()
    session.refresh_from_db()
    session.slug = "nieuw"
    session.save()
    take(session, "publish", seen=session.edit, at=NOON, reopen=True)
    answer = visitor.get(old)
    assert (answer.status_code, answer["Location"]) == (301, session.get_absolute_url())


def test_two_days_can_have_a_session_at_the_same_address():
    first, second = (SessionFactory(slug="slotwoord", published=True) for _ in range(2))
    assert first.get_absolute_url() != second.get_absolute_url()
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionFactory(slug="slotwoord", day=first.day)


def test_a_revert_keeps_speakers_that_were_merged_meanwhile():
    old, new = PersonFactory(name="L. Peeters"), PersonFactory(name="Lut Peeters")
    session = SessionFactory(people=[old], published=True)
    merge(old, new)
    session.refresh_from_db()
    session.contributions.all().delete()
    revert(session, session.live, seen=session.edit, at=NOON)
    assert [who.person for who in session.contributions.all()] == [new]


# -- what holds at once ------------------------------------------------------------------------------------------------
def test_a_session_moved_to_another_block_stands_there_at_once_and_its_calendar_entry_is_newer(visitor):
    day = DayFactory()
    morning = BlockFactory(day=day, title="Voormiddag", starts=dt.time(9), ends=dt.time(10))
    later = BlockFactory(day=day, title="Namiddag", starts=dt.time(14), ends=dt.time(15, 30))
    session = SessionFactory(day=day, block=morning, published=True)
    url = session.get_absolute_url()
    before = (visitor.get(url).content.decode(), visitor.get(f"{url}sessie.ics").content.decode())
    Session.objects.filter(pk=session.pk).update(block=later)
    with transaction.atomic():
        programme.announce(day, at=NOON)
    page, entry = visitor.get(url).content.decode(), visitor.get(f"{url}sessie.ics").content.decode()
    assert ("9.00" in before[0], "14.00" in page, "9.00" in page) == (True, True, False)
    assert "DTSTART;TZID=Europe/Brussels:20270526T140000" in entry
    assert sequence(entry) > sequence(before[1])
    assert uid(entry) == uid(before[1])
    assert visitor.get(day.get_absolute_url()).content.decode().count("Namiddag") >= 1
    assert differences() == []


def sequence(entry: str) -> int:
    return int(next(line for line in entry.splitlines() if line.startswith("SEQUENCE:"))[9:])


def uid(entry: str) -> str:
    return next(line for line in entry.splitlines() if line.startswith("UID:"))


def test_asking_a_calendar_again_changes_nothing(visitor):
    session = SessionFactory(published=True)
    url = f"{session.get_absolute_url()}sessie.ics"
    first = visitor.get(url)
    assert visitor.get(url).content == first.content
    assert visitor.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_new_name_of_the_venue_stands_on_the_pages_of_its_days_and_their_sessions(visitor):
    venue = VenueFactory(name="Oud gebouw", city="Gent")
    day = DayFactory(venue=venue)
    session = SessionFactory(day=day, published=True)
    venue.name = "Nieuw gebouw"
    venue.save()
    for url in (day.get_absolute_url(), session.get_absolute_url()):
        page = visitor.get(url).content.decode()
        assert ("Nieuw gebouw" in page, "Oud gebouw" in page) == (True, False)


def test_a_session_keeps_pointing_at_its_neighbours_when_they_change(visitor):
    day = DayFactory()
    first = SessionFactory(day=day, title="Eerste", number=1, published=True)
    second = SessionFactory(day=day, title="Tweede", number=2, published=True)
    assert "Tweede" in visitor.get(first.get_absolute_url()).content.decode()
    second.refresh_from_db()
    take(second, "withdraw", seen=second.edit, at=NOON)
    assert "Tweede" not in visitor.get(first.get_absolute_url()).content.decode()


def test_a_fiche_that_comes_after_the_session_is_linked_from_that_moment(visitor):
    fiche = FicheFactory(title="Fiche die later komt")
    session = SessionFactory(fiches=[fiche], published=True)
    url = session.get_absolute_url()
    assert "Fiche die later komt" not in visitor.get(url).content.decode()
    fiche = publish(fiche)
    assert "Fiche die later komt" in visitor.get(url).content.decode()
    assert session.title in visitor.get(fiche.get_absolute_url()).content.decode()
    fiche = take(fiche, "withdraw", seen=fiche.edit, at=NOON)
    assert "Fiche die later komt" not in visitor.get(url).content.decode()
    take(fiche, "publish", seen=fiche.edit, at=NOON, reopen=True)
    assert "Fiche die later komt" in visitor.get(url).content.decode()
    assert differences() == []


def test_materials_and_sources_say_on_which_study_day_they_were_shown(visitor):
    resource, source = ResourceFactory(), SourceFactory()
    session = SessionFactory(title="Met bronnen", materials=[resource], sources=[source], published=True)
    for thing in (resource, source):
        page = visitor.get(thing.get_absolute_url()).content.decode()
        assert ("Met bronnen" in page, session.day.title in page) == (True, True)


# -- rules of the house ------------------------------------------------------------------------------------------------
def test_somebody_in_two_places_is_a_warning_while_writing_and_refused_on_publishing():
    day, person = DayFactory(), PersonFactory(name="Lut Peeters")
    block = BlockFactory(day=day)
    first = SessionFactory(day=day, block=block, title="Een", people=[person], published=True)
    second = SessionFactory(day=day, block=block, title="Twee", people=[person])
    (warning,) = programme.warnings(day)
    assert "Lut Peeters" in warning
    with pytest.raises(StepRefused, match="Lut Peeters"):
        publish(second)
    with pytest.raises(StepRefused, match="Lut Peeters"):
        together(day, second)
    Session.objects.filter(pk=first.pk).update(cancelled=True)
    publish(second)


def test_more_seats_than_chairs_are_refused_on_publishing():
    day = DayFactory(venue=VenueFactory())
    room = RoomFactory(venue=day.venue, name="2.14", capacity=24)
    session = SessionFactory(day=day, room=room, capacity=28)
    with pytest.raises(StepRefused, match="24"):
        together(day, session)
    session.capacity = 24
    session.save()
    together(day, session)


def test_the_database_holds_no_more_taken_seats_than_there_are():
    session = SessionFactory(capacity=10)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(taken=11)
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(day=session.day, title="Pauze", kind="break", choice="ranked")


def test_a_block_with_sessions_stays():
    session = SessionFactory(block=BlockFactory())
    with pytest.raises(RestrictedError):
        session.block.delete()


def test_a_day_that_is_deleted_takes_its_programme_along_but_never_while_it_is_online():
    day = DayFactory()
    session = SessionFactory(day=day, block=BlockFactory(day=day))
    together(day, session)
    day.refresh_from_db()
    with pytest.raises(ValidationError, match="staat online"):
        day.delete()
    take(day, "withdraw", seen=day.edit, at=NOON)
    StudyDay.objects.get().delete()
    assert (Session.objects.count(), Block.objects.count(), Contribution.objects.count()) == (0, 0, 0)


def test_a_contribution_is_of_a_person_or_of_a_team():
    session = SessionFactory()
    for wrong in ({}, {"person": PersonFactory(), "team": "Het team"}):
        with pytest.raises(ValidationError, match="niet allebei"):
            Contribution(session=session, **wrong).full_clean()
    Contribution(session=session, team="Het team").full_clean()


def test_a_masterclass_given_twice_knows_its_other_time(visitor):
    day = DayFactory()
    first = SessionFactory(day=day, block=BlockFactory(day=day), title="Feedback", published=True)
    again = SessionFactory(day=day, block=BlockFactory(day=day), title="Feedback opnieuw", repeats=first, published=True)
    assert "Feedback opnieuw" in visitor.get(first.get_absolute_url()).content.decode()
    assert first.get_absolute_url() in visitor.get(again.get_absolute_url()).content.decode()


# -- a day as a template -----------------------------------------------------------------------------------------------
def test_a_day_is_a_template_for_the_next():
    day = DayFactory(
        title="Begeleiden",
        slug="begeleiden",
        starts=dt.time(9),
        venue=VenueFactory(),
        themes=[],
        tags=["impact"],
        participants=300,
    )
    block = BlockFactory(day=day, kind="parallel", choice="ranked", starts=dt.time(10), ends=dt.time(11))
    first = SessionFactory(day=day, block=block, title="Een", report="<p>Verslag</p>", people=[PersonFactory()], cancelled=True)
    SessionFactory(day=day, title="Een, opnieuw", repeats=first)
    copy = programme.duplicate(day, title="Begeleiden", date=dt.date(2028, 5, 24), sessions=True, people=False)
    assert (copy.slug, copy.date, copy.participants, copy.venue, copy.live) == (
        "begeleiden-2028",
        dt.date(2028, 5, 24),
        None,
        day.venue,
        None,
    )
    assert [str(row) for row in copy.organisers.all()] == ["de begeleidingsdiensten"]
    assert [(row.title, row.choice, row.starts) for row in copy.blocks.all()] == [(block.title, "ranked", dt.time(10))]
    one, again = copy.sessions.order_by("title")
    assert (one.title, one.report, one.cancelled, one.contributions.count()) == ("Een", "", False, 0)
    assert one.block.day == copy
    assert again.repeats == one
    with_people = programme.duplicate(day, title="Begeleiden", date=dt.date(2028, 5, 24), sessions=True, people=True)
    assert with_people.slug == "begeleiden-2028-2"
    assert with_people.sessions.get(title="Een").contributions.count() == 1
    bare = programme.duplicate(day, title="Kaal", date=dt.date(2028, 5, 24), sessions=False, people=False)
    assert (bare.sessions.count(), bare.blocks.count()) == (0, 1)


# -- the clock ---------------------------------------------------------------------------------------------------------
def test_a_phase_changes_on_the_second_for_the_first_reader_without_a_job(visitor, time_machine):
    opens, closes = dt.datetime(2027, 3, 1, 8, tzinfo=dt.UTC), dt.datetime(2027, 5, 14, 15, tzinfo=dt.UTC)
    day = DayFactory(opens_at=opens, closes_at=closes, starts=dt.time(9), ends=dt.time(16), published=True)
    said = {}
    second = dt.timedelta(seconds=1)
    begins, over = day.begins(), day.over()
    for moment in (opens - second, opens, closes, begins, over):
        time_machine.move_to(moment, tick=False)
        urls = (day.get_absolute_url(), "/studiedagen/", "/")
        said[moment] = [current_step(visitor.get(urls[0]).content.decode()), *(visitor.get(url).status_code for url in urls)]
    assert [step for step, *_codes in said.values()] == [
        "Aankondiging",
        "Inschrijving",
        "Inschrijving afgesloten",
        "Live",
        "Verslag volgt",
    ]
    assert Edition.objects.get().next_moment is None


def current_step(page: str) -> str:
    import re

    return re.search(r'aria-current="step"[^>]*>(?:<[^>]+>)*([^<]+)', page)[1].strip()


def test_home_shows_the_next_day_and_after_it_the_last_report(visitor, time_machine):
    time_machine.move_to(dt.datetime(2027, 5, 1, 12, tzinfo=dt.UTC), tick=False)
    DayFactory(title="De volgende dag", date=dt.date(2027, 5, 26), published=True)
    DayFactory(title="Een dag later", date=dt.date(2027, 6, 2), published=True)
    DayFactory(title="De vorige dag", date=dt.date(2027, 3, 26), report="<p>Verslag</p>", published=True)
    DayFactory(title="Gaat niet door", date=dt.date(2027, 5, 3), cancelled=True, published=True)
    told = ("De volgende dag", "Een dag later", "De vorige dag", "Gaat niet door")
    home = visitor.get("/").content.decode()
    assert [title in home for title in told] == [True, False, False, False]
    time_machine.move_to(dt.datetime(2027, 6, 3, 12, tzinfo=dt.UTC), tick=False)
    home = visitor.get("/").content.decode()
    assert [title in home for title in told] == [False, True, False, False]
