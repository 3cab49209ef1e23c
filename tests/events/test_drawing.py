"""Allotting the wishes of a day: drawn once, looked at, written as it was seen, and told."""

import datetime as dt

import pytest

from events import outcome
from events.allotment import Summary
from events.models import Block
from events.registering import drawing
from events.registering.audit import findings
from events.registering.capacity import change_capacity
from events.registering.registration import RegistrationRefused, cancel, change_choices
from portal.letters.models import Letter
from portal.publishing.logbook import Act, LogEntry
from tests.desk import cost, said
from tests.events.test_admin_registrations import address
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_time")]


@pytest.fixture
def in_time(time_machine):
    """The desk looks at the clock: it is before the day."""
    time_machine.move_to(EARLY, tick=False)


@pytest.fixture(autouse=True)
def all_is_well_afterwards(db):
    yield
    assert findings(at=EARLY) == []


def ranked(day, *seats, **facts):
    return choosing(day, *seats, choice=Block.Choice.RANKED, **facts)


def twelve():
    """A day whose ranked block has 8 + 2 seats: twelve people wish the first, then the second. (day, block, sessions)"""
    day = open_day()
    block, sessions = ranked(day, 8, 2)
    for number in range(12):
        comes(day, f"mens{number}", wants(block, *sessions))
    return day, block, sessions


def confirm(day, **more):
    made = drawing.plan(day, at=EARLY, fill=more.get("fill", ()))
    return drawing.confirm(day, **{"fill": (), "seen": made.mark, "at": EARLY, **more})


def send(client, day, **typed):
    return client.post(address(day, "toewijzing/"), typed, follow=True)


def test_the_seed_is_drawn_once_and_stands_in_the_log_before_anybody_looks(organiser):
    day, block, _sessions = twelve()
    assert drawing.plan(day, at=EARLY) is None
    seed = drawing.draw_seed(day, at=EARLY, by=organiser.user)
    assert drawing.draw_seed(day, at=EARLY, by=organiser.user) == seed
    line = LogEntry.objects.get(action_flag=Act.DRAWN)
    assert (line.user, line.change_message) == (organiser.user, f"Startgetal geloot: {seed}")
    assert Block.objects.get(pk=block.pk).seed == seed
    first, second = drawing.plan(day, at=EARLY), drawing.plan(day, at=EARLY)
    assert (first.mark, first.given()) == (second.mark, second.given())


def test_nothing_is_drawn_while_people_can_still_give_wishes():
    day, block, _sessions = twelve()
    Block.objects.filter(pk=block.pk).update(wishes_until=EARLY.date())
    with pytest.raises(RegistrationRefused, match="Tot en met 1 maart 2027 kan iedereen nog wensen geven"):
        drawing.draw_seed(day, at=EARLY)
    assert drawing.draw_seed(day, at=EARLY + dt.timedelta(days=1))


def test_what_was_seen_becomes_seats_letters_and_a_summary_for_readers(visitor):
    day, block, sessions = twelve()
    drawing.draw_seed(day, at=EARLY)
    made = confirm(day)
    assert made.summary(block) == Summary(by_wish=(8, 2), none=2)
    for session, taken in zip(sessions, (8, 2), strict=True):
        session.refresh_from_db()
        assert session.taken == taken
    assert Letter.objects.filter(kind="registration-changed").count() == 12
    block.refresh_from_db()
    assert block.outcome == {"by_wish": [8, 2], "below": 0, "none": 2, "wishless": 0}
    told = (
        "Van de 12 mensen die wensen gaven: 67\xa0% kreeg de eerste keuze, 17\xa0% kreeg de tweede keuze. "
        "2 kregen er geen en staan op een wachtlijst."
    )
    assert outcome.in_words(block.outcome) == told
    assert told in visitor.get(day.get_absolute_url()).content.decode()


def test_a_day_that_was_read_before_tells_the_summary_at_once(visitor):
    day, _block, _sessions = twelve()
    assert "kreeg de eerste keuze" not in visitor.get(day.get_absolute_url()).content.decode()
    drawing.draw_seed(day, at=EARLY)
    confirm(day)
    assert "kreeg de eerste keuze" in visitor.get(day.get_absolute_url()).content.decode()


def test_of_few_people_readers_are_told_nothing():
    assert outcome.in_words({"by_wish": [8], "below": 0, "none": 1, "wishless": 3}) == ""


@pytest.mark.parametrize("what", ["cancels", "wishes", "comes", "seats"])
def test_what_changed_meanwhile_makes_a_new_look_needed(what):
    day, block, sessions = twelve()
    drawing.draw_seed(day, at=EARLY)
    seen = drawing.plan(day, at=EARLY).mark
    somebody = day.registrations.first()
    if what == "cancels":
        cancel(somebody.code, at=EARLY)
    elif what == "wishes":
        change_choices(somebody.code, (wants(block, sessions[1]),), at=EARLY)
    elif what == "comes":
        comes(day, "nieuw", wants(block, sessions[0]))
    else:
        change_capacity(sessions[1], 3, at=EARLY)
    with pytest.raises(RegistrationRefused, match="Dit is het nieuwe voorbeeld"):
        drawing.confirm(day, fill=(), seen=seen, at=EARLY)
    assert not Letter.objects.filter(kind="registration-changed", key__contains="allotted").exists()
    assert Block.objects.get(pk=block.pk).allotted_at is None


def test_the_wishes_are_allotted_once():
    day, _block, _sessions = twelve()
    drawing.draw_seed(day, at=EARLY)
    seen = drawing.plan(day, at=EARLY).mark
    drawing.confirm(day, fill=(), seen=seen, at=EARLY)
    with pytest.raises(RegistrationRefused, match="al verdeeld"):
        drawing.confirm(day, fill=(), seen=seen, at=EARLY)


def test_seats_that_are_left_go_to_who_gave_no_wishes_when_that_is_asked():
    day = open_day()
    block, sessions = ranked(day, 1, 5)
    an, bo = comes(day, "an", wants(block, sessions[0])), comes(day, "bo")
    drawing.draw_seed(day, at=EARLY)
    assert drawing.plan(day, at=EARLY).given() == {block.pk: {an.pk: sessions[0].pk}}
    confirm(day, fill={block.pk})
    assert bo.places.get().session == sessions[1]


def test_two_blocks_are_drawn_together_and_a_masterclass_that_is_given_twice_is_followed_once():
    day = open_day()
    morning, (one, two) = ranked(day, 2, 2)
    afternoon, (again, three) = ranked(day, 2, 2)
    again.repeats = one
    again.save(update_fields=["repeats"])
    people = [comes(day, f"mens{n}", wants(morning, one, two), wants(afternoon, again, three)) for n in range(4)]
    drawing.draw_seed(day, at=EARLY)
    assert {block.seed for block in Block.objects.filter(day=day)} == {Block.objects.get(pk=morning.pk).seed}
    made = confirm(day)
    assert sum(made.drawn.summary.by_wish) == 8
    for person in people:
        assert sorted(person.places.values_list("session", flat=True)) in ([one.pk, three.pk], [two.pk, again.pk])


def test_who_sits_in_a_session_does_not_get_its_repetition():
    day = open_day()
    block, (first,) = choosing(day, 2)
    ranked_block, (again, other) = ranked(day, 2, 2)
    an = comes(day, "an", wants(ranked_block, again, other))
    again.repeats = first
    again.save(update_fields=["repeats"])
    change_choices(an.code, (wants(block, first),), at=EARLY)
    drawing.draw_seed(day, at=EARLY)
    assert confirm(day).given() == {ranked_block.pk: {an.pk: other.pk}}


# -- the screen --------------------------------------------------------------------------------------------------------
def test_the_screen_says_why_nothing_is_drawn_yet_instead_of_a_button(organiser):
    day, block, _sessions = twelve()
    url, button = address(day, "toewijzing/"), "Loot het startgetal"
    assert button in organiser.get(url).content.decode()
    Block.objects.filter(pk=block.pk).update(wishes_until=EARLY.date())
    page = organiser.get(url).content.decode()
    assert "Tot en met 1 maart 2027 kan iedereen nog wensen geven" in page
    assert button not in page


def test_an_organiser_draws_looks_and_writes(organiser):
    day, _block, sessions = twelve()
    page = organiser.get(address(day, "toewijzing/")).content.decode()
    assert "te vaak gevraagd" in page
    assert "Verdeel de plaatsen" not in page
    assert said(send(organiser, day, _do="seed"))[0].startswith("Het startgetal is ")
    looked = organiser.get(address(day, "toewijzing/")).context["plan"]
    (block,) = looked["blocks"]
    assert [(row["total"], row["ranks"]) for row in block["sessions"]] == [(8, [8, 0, 0, 0]), (2, [0, 2, 0, 0])]
    assert len(block["nobody"]) == 2
    page = send(organiser, day, _do="write", seen=looked["mark"])
    assert said(page) == ["De plaatsen zijn verdeeld. Iedereen krijgt een brief; wat vrij bleef, is voor wie eerst komt."]
    assert page.context["done"][0]["shares"] == [("eerste keuze", 67), ("tweede keuze", 17)]
    again = send(organiser, day, _do="write", seen=looked["mark"])
    assert said(again) == ["Alle wensen van deze dag zijn al verdeeld."]
    assert Letter.objects.filter(kind="registration-changed").count() == 12


def test_a_refused_writing_shows_the_new_look(organiser):
    day, block, sessions = twelve()
    send(organiser, day, _do="seed")
    seen = organiser.get(address(day, "toewijzing/")).context["plan"]["mark"]
    comes(day, "nieuw", wants(block, sessions[1]))
    page = send(organiser, day, _do="write", seen=seen)
    assert "Dit is het nieuwe voorbeeld." in said(page)[0]
    assert page.context["plan"]["mark"] != seen


def test_a_day_without_wishes_says_so(organiser):
    day = open_day()
    choosing(day, 3)
    assert "geen blok met wensen op volgorde" in organiser.get(address(day, "toewijzing/")).content.decode()


def test_only_who_organises_allots(editor):
    day, _block, _sessions = twelve()
    assert editor.get(address(day, "toewijzing/")).status_code == 403
    assert send(editor, day, _do="seed").status_code == 403
    assert not Block.objects.exclude(seed="").exists()


def test_the_screen_costs_the_same_for_three_wishers_as_for_five(organiser):
    costs = []
    for count in (3, 5):
        day = open_day()
        block, sessions = ranked(day, 1, 1)
        for number in range(count):
            comes(day, f"mens{number}van{count}", wants(block, *sessions))
        send(organiser, day, _do="seed")
        costs.append(cost(lambda day=day: organiser.get(address(day, "toewijzing/"))))
    assert costs[0] == costs[1]
