"""The odd cases of a study day: what is planned under a day that is gone, put back, merged, deleted or placed where nobody
expected it."""

import datetime as dt
import json
import re

import pytest
from django.core.exceptions import ValidationError

from events.models import Session, StudyDay
from events.page import live_day, preview_day
from portal.catalogue.models import Address, Record
from portal.operations.management.commands.rebuild_catalogue import differences
from portal.publishing.freezing import freeze
from portal.publishing.models import Status
from portal.publishing.workflow import StepRefused, revert, take
from portal.shared import merge
from tests.factories import NOON, OrganisationFactory
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2026, 11, 10, 12, tzinfo=dt.UTC)
SOON, LATER = TODAY + dt.timedelta(hours=1), TODAY + dt.timedelta(hours=2)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(TODAY, tick=False)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def step(thing, name, **said):
    return take(thing, name, seen=fresh(thing).edit, at=TODAY, **said)


def put_back(thing, revision):
    return revert(thing, revision, seen=fresh(thing).edit, at=TODAY)


# -- the clock ---------------------------------------------------------------------------------------------------------
def test_a_planned_session_does_not_appear_under_a_day_that_was_withdrawn(visitor, time_machine):
    day = DayFactory(published=True)
    session = SessionFactory(day=day)
    step(session, "schedule", when=SOON)
    step(day, "withdraw")
    time_machine.move_to(LATER, tick=False)
    assert visitor.get(session.get_absolute_url()).status_code == 404
    assert (fresh(session).status, fresh(session).live) == (Status.REVIEW, None)


def test_a_planned_session_does_not_appear_before_a_day_that_was_put_off(visitor, time_machine):
    day = DayFactory()
    session = SessionFactory(day=day)
    step(day, "schedule", when=SOON)
    step(session, "schedule", when=SOON)
    step(day, "return")
    time_machine.move_to(LATER, tick=False)
    assert visitor.get(session.get_absolute_url()).status_code == 404


def test_a_day_and_its_session_planned_for_one_moment_appear_together(visitor, time_machine):
    day = DayFactory()
    session = SessionFactory(day=day)
    step(day, "schedule", when=SOON)
    step(session, "schedule", when=SOON)
    time_machine.move_to(LATER, tick=False)
    assert session.title in visitor.get(day.get_absolute_url()).content.decode()
    assert visitor.get(session.get_absolute_url()).status_code == 200
    assert differences() == []


def test_a_day_and_its_session_that_go_at_one_moment_go_without_a_fault(visitor, time_machine, caplog):
    day = DayFactory(withdraw_at=SOON, published=True)
    session = SessionFactory(day=day, withdraw_at=SOON, published=True)
    step(day, "edit")  # the moments are counted
    time_machine.move_to(LATER, tick=False)
    assert [visitor.get(thing.get_absolute_url()).status_code for thing in (day, session)] == [410, 410]
    assert caplog.text.count("failed") == 0


# -- put back, merged, deleted -----------------------------------------------------------------------------------------
def test_a_revert_keeps_every_team():
    session = SessionFactory(published=True, people=[{"team": "Team A"}, {"team": "Team B"}])
    session, missing = put_back(session, session.live)
    assert ([str(one) for one in session.contributions.all()], missing) == (["Team A", "Team B"], [])


def test_a_revert_leaves_out_and_names_who_is_gone():
    person, organisation = PersonFactory(name="An Vertrokken"), OrganisationFactory(name="Opgeheven")
    day = DayFactory(published=True, organisers=[{"organisation": organisation}, {"words": "wij"}])
    session = SessionFactory(day=day, published=True, people=[person, {"team": "Team B"}])
    old_day, old_session = day.live, session.live
    step(day, "withdraw")
    session.contributions.filter(person=person).delete()
    day.organisers.filter(organisation=organisation).delete()
    person.delete()
    organisation.delete()
    session, missing = put_back(session, old_session)
    assert ([str(one) for one in session.contributions.all()], missing) == (["Team B"], ["spreker “An Vertrokken”"])
    day, missing = put_back(day, old_day)
    assert ([str(one) for one in day.organisers.all()], missing) == (["wij"], ["organisatie “Opgeheven”"])


def test_a_revert_to_an_address_that_another_session_of_the_day_took_keeps_its_own():
    session = SessionFactory(slug="eerst", published=True)
    first = session.live
    Session.objects.filter(pk=session.pk).update(slug="nu")
    SessionFactory(day=session.day, slug="eerst")
    session, missing = put_back(session, first)
    assert (session.slug, missing) == ("nu", ["adres “eerst”"])


def test_two_buildings_with_a_room_of_one_name_become_one():
    one, other = VenueFactory(), VenueFactory()
    room, same = RoomFactory(venue=one, name="Aula"), RoomFactory(venue=other, name="Aula")
    session = SessionFactory(day=DayFactory(venue=one), room=room, published=True)
    merge(one, other)
    assert fresh(session).room == same
    assert differences() == []


def test_a_deleted_speaker_leaves_no_name_behind(visitor):
    person = PersonFactory(name="Jan Wistmij", slug="jan-wistmij")
    session = SessionFactory(published=True, people=[person])
    step(session, "withdraw")
    session.contributions.all().delete()
    person.delete()
    assert not Record.objects.filter(url__contains="wistmij").exists()
    assert not Address.objects.filter(url__contains="wistmij").exists()
    answer = visitor.get("/sprekers/jan-wistmij/")
    assert (answer.status_code, "Wistmij" in answer.content.decode()) == (404, False)


# -- what stands on the page of the day --------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["plenary", "parallel", "open_space", "break", ""])
@pytest.mark.parametrize("form", ["open_space", "table", "masterclass", "panel"])
def test_every_session_stands_on_the_page_of_its_day_whatever_block_it_is_in(visitor, kind, form):
    day = DayFactory(published=True)
    block = BlockFactory(day=day, kind=kind) if kind else None
    sessions = [SessionFactory(day=day, block=block, form=form, published=True) for _ in range(2)]
    page = re.sub(r"<script.*?</script>", "", visitor.get(day.get_absolute_url()).content.decode(), flags=re.DOTALL)
    assert [session.title for session in sessions if f'href="{session.get_absolute_url()}"' not in page] == []


def test_the_preview_of_a_day_counts_and_shows_what_the_public_page_does():
    day = DayFactory()
    block = BlockFactory(day=day)
    SessionFactory(day=day, block=block, report="<p>Verslag.</p>", published=True)
    SessionFactory(day=day, block=block, cancelled=True, published=True)
    step(SessionFactory(day=day, block=block, published=True), "withdraw")
    day, over = StudyDay.objects.get(), dt.datetime(2028, 1, 1, tzinfo=dt.UTC)
    shown = [live_day(day.get_absolute_url(), now=over), preview_day(day, freeze(day), now=over)]
    told = [(page["facts"], page["phase"], [one["title"] for one in page["programme"][0]["sessions"]]) for page in shown]
    assert told[0] == told[1]


def test_a_session_in_which_somebody_has_two_roles_is_listed_once(visitor):
    person = PersonFactory()
    roles = [{"person": person}, {"person": person, "role": "moderator"}, {"team": "Ploeg"}, {"team": "Ploeg", "role": "host"}]
    SessionFactory(title="Eén keer genoeg", people=roles, published=True)
    page = visitor.get("/sprekers/").content.decode()
    assert page.count("Eén keer genoeg") == 2  # of the person, and of the team


def test_the_programme_of_a_withdrawn_day_leads_to_where_the_day_says_so(visitor):
    day = DayFactory(published=True)
    step(day, "withdraw")
    answer = visitor.get(f"{day.get_absolute_url()}sessies/", follow=True)
    assert (answer.redirect_chain, answer.status_code) == ([(f"{day.get_absolute_url()}#programma", 302)], 410)


def test_two_speakers_of_one_name_are_two_for_machines(visitor):
    session = SessionFactory(people=[PersonFactory(name="Jan Peeters"), PersonFactory(name="Jan Peeters")], published=True)
    page = visitor.get(session.day.get_absolute_url()).content.decode()
    event = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])["@graph"][0]
    assert len(event["performer"]) == 2
    assert "audience" not in event  # nobody said for whom


def test_an_address_that_the_catalogue_cannot_keep_is_refused_in_words():
    day = DayFactory(slug="d" * 110, published=True)
    with pytest.raises(StepRefused, match="te lang"):
        SessionFactory(day=day, slug="s" * 175, published=True)


def test_a_calendar_follows_the_address_of_its_page(visitor):
    session = SessionFactory(slug="oud", published=True)
    old = session.get_absolute_url()
    session.refresh_from_db()
    session.slug = "nieuw"
    session.save()
    session = take(session, "publish", seen=session.edit, at=NOON, reopen=True)
    answer = visitor.get(f"{old}sessie.ics")
    assert (answer.status_code, answer["Location"]) == (301, f"{session.get_absolute_url()}sessie.ics")
    take(session, "withdraw", seen=session.edit, at=NOON)
    assert visitor.get(f"{session.get_absolute_url()}sessie.ics").status_code == 410


def test_a_session_can_be_approved_before_its_day_is_online():
    session = SessionFactory()
    session = take(session, "submit", seen=session.edit, at=NOON)
    assert take(session, "approve", seen=session.edit, at=NOON).status == "approved"


def test_a_deleted_session_leaves_no_trace_with_what_repeated_it():
    day = DayFactory(published=True)
    first = SessionFactory(day=day, published=True)
    SessionFactory(day=day, repeats=first, published=True)
    first.refresh_from_db()
    take(first, "withdraw", seen=first.edit, at=NOON)
    Session.objects.get(pk=first.pk).delete()
    assert differences() == []


def test_a_year_that_cannot_be_is_a_slip_of_the_keyboard():
    for year in (1, 9999):
        with pytest.raises(ValidationError, match="tikfout"):
            StudyDay(title="Dag", slug="dag", date=dt.date(year, 1, 1)).clean()
