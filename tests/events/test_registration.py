"""Registering, changing one's mind, leaving: what happens to one person."""

import dataclasses
import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry

from events.models import Block, Needs, Place, Registration, Session
from events.registering.audit import findings
from events.registering.registration import Choice, RegistrationRefused, Who, cancel, change_choices, find, give_back, register
from portal.letters.models import Letter
from portal.publishing.logbook import Act
from tests.factories import UserFactory
from tests.factories.registrations import EARLY, choosing, comes, open_day, somebody, wants

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def all_is_well_afterwards(db):
    yield
    assert findings(at=EARLY) == []


def held(registration) -> set[tuple]:
    """What somebody has in the blocks of the day: (session, state)."""
    return set(registration.places.values_list("session", "state"))


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("kind", "to"))


def test_who_registers_has_a_seat_a_number_a_secret_link_and_one_confirmation():
    day = open_day(capacity=5)
    block, (masterclass,) = choosing(day, 3)
    mine = comes(day, "an", wants(block, masterclass))
    day.refresh_from_db()
    masterclass.refresh_from_db()
    assert (mine.state, mine.number, day.taken, masterclass.taken) == ("confirmed", 1, 1, 1)
    assert held(mine) == {(masterclass.pk, "confirmed")}
    assert len(mine.code) >= 32
    assert letters() == [("registration-confirmed", "an@school.example")]
    letter = Letter.objects.get()
    assert f"/inschrijving/{mine.code}/" in letter.text
    assert masterclass.title in letter.text


def test_a_form_that_is_sent_twice_is_one_registration():
    day = open_day()
    first, second = comes(day, "an"), comes(day, "an")
    assert first == second
    assert (Registration.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_known_address_gets_its_link_again_and_nothing_changes():
    day = open_day()
    block, (one, other) = choosing(day, 3, 3)
    mine = comes(day, "an", wants(block, one))
    shouted = dataclasses.replace(somebody("an", wants(block, other), attempt="again"), who=Who(" AN@School.Example ", "Iemand"))
    assert register(day, shouted, at=EARLY) is None
    assert register(day, dataclasses.replace(shouted, attempt="and again"), at=EARLY) is None
    assert held(mine) == {(one.pk, "confirmed")}
    assert letters() == [("registration-confirmed", "an@school.example"), ("registration-link", "an@school.example")]


def test_who_wants_a_full_session_waits_in_line_with_a_seat_elsewhere_meanwhile():
    day = open_day()
    block, (full, other) = choosing(day, 1, 1)
    comes(day, "an", wants(block, full))
    bo = comes(day, "bo", wants(block, full, other))
    cas = comes(day, "cas", wants(block, full, other))
    assert held(bo) == {(full.pk, "waiting"), (other.pk, "confirmed")}
    assert held(cas) == {(full.pk, "waiting")}


def test_a_change_gains_the_new_seat_or_keeps_the_old_one():
    day = open_day()
    block, (one, other, full) = choosing(day, 2, 2, 1)
    comes(day, "an", wants(block, full))
    bo = comes(day, "bo", wants(block, one))
    change_choices(bo.code, (wants(block, other),), at=EARLY)
    assert held(bo) == {(other.pk, "confirmed")}
    change_choices(bo.code, (wants(block, full),), at=EARLY)
    assert held(bo) == {(other.pk, "confirmed"), (full.pk, "waiting")}
    change_choices(bo.code, (wants(block, other),), at=EARLY)
    assert held(bo) == {(other.pk, "confirmed")}
    change_choices(bo.code, (Choice(block.pk),), at=EARLY)
    assert held(bo) == set()


def test_asking_for_the_same_again_keeps_the_place_in_line_and_writes_nobody():
    day = open_day()
    block, (full,) = choosing(day, 1)
    an, bo, cas = (comes(day, who, wants(block, full)) for who in ("an", "bo", "cas"))
    line = bo.places.get()
    written = Letter.objects.count()
    change_choices(bo.code, (wants(block, full),), at=EARLY)
    assert (bo.places.get().pk, Letter.objects.count()) == (line.pk, written)
    cancel(an.code, at=EARLY)
    assert (held(bo), held(cas)) == ({(full.pk, "confirmed")}, {(full.pk, "waiting")})


def test_a_masterclass_given_twice_is_taken_once():
    day = open_day()
    morning, (once, something) = choosing(day, 3, 3)
    afternoon, (again,) = choosing(day, 3, repeats=once)
    with pytest.raises(RegistrationRefused, match="maar één keer volgen"):
        comes(day, "an", wants(morning, once), wants(afternoon, again))
    assert Registration.objects.count() == 0
    bo = comes(day, "bo", wants(morning, once))
    with pytest.raises(RegistrationRefused, match="maar één keer volgen"):
        change_choices(bo.code, (wants(afternoon, again),), at=EARLY)
    change_choices(bo.code, (wants(afternoon, again), wants(morning, something)), at=EARLY)
    assert held(bo) == {(something.pk, "confirmed"), (again.pk, "confirmed")}


def test_nobody_gets_a_masterclass_twice_as_a_seat_meanwhile():
    day = open_day()
    morning, (once,) = choosing(day, 3)
    afternoon, (full, again) = choosing(day, 1, 3)
    Session.objects.filter(pk=again.pk).update(repeats=once)
    comes(day, "an", wants(afternoon, full))
    bo = comes(day, "bo", wants(morning, once), wants(afternoon, full, again))
    assert held(bo) == {(once.pk, "confirmed"), (full.pk, "waiting")}


def _foreign(day):
    block, (session,) = choosing(open_day(), 3)
    mine, _sessions = choosing(day, 3)
    return Choice(mine.pk, (session.pk,))


def _foreign_block(day):
    return wants(*_pair(choosing(open_day(), 3)))


def _pair(made):
    return made[0], made[1][0]


def _forged(day):
    return Choice(choosing(day, 3)[0].pk, (987654,))


def _other_block(day):
    (block, _some), (_other, (session,)) = choosing(day, 3), choosing(day, 3)
    return wants(block, session)


def _offline(day):
    block, (session,) = choosing(day, 3)
    Session.objects.filter(pk=session.pk).update(live=None)
    return wants(block, session)


def _no_choice(day):
    block, (session,) = choosing(day, 3, choice=Block.Choice.NONE)
    return wants(block, session)


def _twice_the_same(day):
    block, (session,) = choosing(day, 3)
    return wants(block, session, session)


def _too_many(day):
    block, sessions = choosing(day, *[3] * 5)
    return wants(block, *sessions)


def _cancelled(day):
    block, (session,) = choosing(day, 3, cancelled=True)
    return wants(block, session)


@pytest.mark.parametrize(
    "choice",
    [_foreign, _foreign_block, _forged, _other_block, _offline, _no_choice, _twice_the_same, _too_many, _cancelled],
)
def test_a_choice_that_no_form_of_ours_offers_is_refused_and_nothing_is_written(choice):
    day = open_day()
    with pytest.raises(RegistrationRefused):
        comes(day, "an", choice(day))
    assert (Registration.objects.count(), Place.objects.count(), Letter.objects.count()) == (0, 0, 0)


def test_two_choices_for_one_block_are_refused():
    day = open_day()
    block, (one, other) = choosing(day, 3, 3)
    with pytest.raises(RegistrationRefused, match="één keer"):
        comes(day, "an", wants(block, one), wants(block, other))


@pytest.mark.parametrize(
    ("facts", "at", "said"),
    [
        ({"cancelled": True}, EARLY, "gaat niet door"),
        ({}, dt.datetime(2027, 1, 5, tzinfo=dt.UTC), "nog niet open"),
        ({}, dt.datetime(2027, 5, 20, tzinfo=dt.UTC), "afgesloten"),
        ({"opens_at": None, "closes_at": None}, EARLY, "hier niet inschrijven"),
        ({"published": False}, EARLY, "hier niet inschrijven"),
        ({"closes_at": None}, dt.datetime(2027, 5, 26, 7, 0, tzinfo=dt.UTC), "afgesloten"),  # nine o'clock in summer time
    ],
)
def test_outside_the_window_registering_is_refused_with_the_reason(facts, at, said):
    day = open_day(**facts)
    with pytest.raises(RegistrationRefused, match=said):
        comes(day, "an", at=at)


def test_the_minute_before_the_day_begins_is_still_in_time():
    assert comes(open_day(closes_at=None), "an", at=dt.datetime(2027, 5, 26, 6, 59, tzinfo=dt.UTC)).state == "confirmed"


def test_an_organiser_registers_somebody_when_the_window_is_closed_and_the_log_says_who():
    day, organiser = open_day(), UserFactory(role="organisator")
    late = dt.datetime(2027, 5, 25, tzinfo=dt.UTC)
    assert register(day, somebody("an"), at=late, by=organiser).state == "confirmed"
    line = LogEntry.objects.get(action_flag=Act.REGISTERED)
    assert (line.user, line.object_repr) == (organiser, f"Inschrijving 1 voor “{day}”")


def test_the_log_names_nobody():
    day = open_day(capacity=1)
    block, (session,) = choosing(day, 1)
    an, bo = comes(day, "an", wants(block, session)), comes(day, "bo", wants(block, session))
    change_choices(an.code, (Choice(block.pk),), at=EARLY)
    cancel(an.code, at=EARLY)
    give_back(bo.code, session.pk, at=EARLY)
    lines = LogEntry.objects.filter(action_flag__gte=Act.REGISTERED).order_by("pk")
    assert [line.action_flag for line in lines] == [51, 51, 52, 53, 55, 54]
    told = " ".join(f"{line.object_repr} {line.change_message}" for line in lines).casefold()
    assert [word for word in ("school.example", " an ", " bo ", an.code, bo.code) if word.casefold() in told] == []


@pytest.mark.parametrize("email", ["", "an", "an@", "an@school", "a b@school.example", "an@school.example\nBcc: x@y.example"])
def test_what_is_no_address_is_refused(email):
    with pytest.raises(RegistrationRefused):
        register(open_day(), dataclasses.replace(somebody("an"), who=Who(email, "An")), at=EARLY)


@pytest.mark.parametrize("attempt", ["", "x" * 41, "é", "a\nb"])
def test_a_form_without_a_key_of_ours_is_refused(attempt):
    with pytest.raises(RegistrationRefused, match="Laad de pagina opnieuw"):
        comes(open_day(), "an", attempt=attempt)


def test_a_hostile_name_is_written_on_one_line_and_cut():
    who = Who("an@school.example", "An\r\nBcc: x@y.example\x00 " + "n " * 300, organisation="o" * 400)
    mine = register(open_day(), dataclasses.replace(somebody("an"), who=who), at=EARLY)
    mine.refresh_from_db()
    assert mine.name.startswith("An Bcc: x@y.example")
    assert len(mine.name) <= 120
    assert len(mine.organisation) <= 160


def test_needs_are_kept_apart_only_with_consent_and_go_with_the_cancellation():
    day = open_day()
    comes(day, "an", diet="veganistisch")
    bo = comes(day, "bo", diet="veganistisch", access="rolstoel", needs_consent=True)
    assert list(Needs.objects.values_list("registration", "diet", "access", "agreed_at")) == [
        (bo.pk, "veganistisch", "rolstoel", EARLY)
    ]
    cancel(bo.code, at=EARLY)
    assert Needs.objects.count() == 0


def test_who_cancelled_can_register_again():
    day = open_day()
    first = comes(day, "an")
    cancel(first.code, at=EARLY)
    cancel(first.code, at=EARLY)
    with pytest.raises(RegistrationRefused, match="uitgeschreven"):
        change_choices(first.code, (), at=EARLY)
    second = comes(day, "an", attempt="second thoughts")
    day.refresh_from_db()
    assert (second.number, second.state, day.taken) == (2, "confirmed", 1)
    assert [kind for kind, _to in letters()] == ["registration-confirmed", "registration-cancelled", "registration-confirmed"]


def test_after_the_last_moment_choices_are_fixed_but_leaving_is_possible_until_the_day_begins():
    day = open_day(change_until=dt.datetime(2027, 5, 1, tzinfo=dt.UTC))
    mine = comes(day, "an")
    with pytest.raises(RegistrationRefused, match="wijzigen kan niet meer"):
        change_choices(mine.code, (), at=dt.datetime(2027, 5, 1, tzinfo=dt.UTC))
    with pytest.raises(RegistrationRefused, match="is begonnen"):
        cancel(mine.code, at=day.begins())
    assert cancel(mine.code, at=day.begins() - dt.timedelta(minutes=1)).state == "cancelled"


@pytest.mark.parametrize("code", ["", "x", "x" * 500, "\x00", "../"])
def test_a_wrong_code_opens_nothing(code):
    comes(open_day(), "an")
    with pytest.raises(RegistrationRefused, match="Deze link bestaat niet"):
        find(code)


def test_saving_a_row_that_was_read_before_leaves_the_count_as_it_stands():
    day = open_day(capacity=5)
    block, (session,) = choosing(day, 3)
    day.refresh_from_db()
    session.refresh_from_db()
    comes(day, "an", wants(block, session))
    day.save()
    session.save()
    day.refresh_from_db()
    session.refresh_from_db()
    assert (day.taken, session.taken) == (1, 1)
