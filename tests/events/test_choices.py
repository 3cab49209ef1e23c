"""The fields with which people choose: what they show, what becomes of it, and what is said beside them."""

import datetime as dt
import re

import pytest
from django.http import QueryDict

from events.forms.choices import ChoiceFields, chosen_by
from events.models import Block, Session
from events.offers import offers, words_for
from events.registering.parties import PartyRequest, register_party
from events.registering.registration import Choice, Who
from tests.factories.days import BlockFactory, PersonFactory, RoomFactory, SessionFactory
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db
RANKED = Block.Choice.RANKED


def filled(day, *, at=EARLY, chosen=None, **said):
    """The fields of this day, with this posted: `b1` is the first block, `b1_2` its second wish."""
    found = offers(day, at=at)
    data = QueryDict(mutable=True)
    blocks = {f"b{place}": offer.pk for place, offer in enumerate(found, start=1)}
    options = {key: said.pop(key) for key in ("must", "group") if key in said}
    for name, value in said.items():
        head, _line, rest = name.partition("_")
        data[f"block-{blocks[head]}" + (f"-{rest}" if rest else "")] = str(getattr(value, "pk", value))
    return ChoiceFields(found, data, chosen=chosen, **options)


def sentences(fields) -> list[str]:
    return [sentence for _field, sentence in fields.faults()]


@pytest.mark.parametrize(
    ("seats", "words"),
    [
        ((None, 40, 0), ""),
        ((12, 0, 0), "nog 12 plaatsen"),
        ((12, 11, 0), "nog 1 plaats"),
        ((12, 12, 0), "volzet"),
        ((12, 12, 1), "volzet · 1 wacht"),
        ((12, 12, 3), "volzet · 3 wachten"),
    ],
)
def test_seats_left_in_words(seats, words):
    assert words_for(*seats) == words


def test_a_block_shows_its_sessions_as_readers_know_them_with_the_seats_that_are_left():
    day = open_day()
    block = BlockFactory(day=day, choice="first_come", starts=dt.time(10))
    who = [{"person": PersonFactory(name="Anja Luchtlezer"), "affiliation": "Hogeschool"}]
    session = SessionFactory(
        day=day, block=block, capacity=2, number=3, room=RoomFactory(name="Zaal 1"), people=who, published=True
    )
    SessionFactory(day=day, block=block)  # a draft
    Session.objects.filter(pk=session.pk).update(title="Nog niet voor lezers")
    comes(day, "an", wants(block, session))
    [offer] = offers(day, at=EARLY)
    [option] = offer.options
    shown = (option.named, option.who, option.room, option.left, option.tone)
    assert shown == (f"3. {session.title}", "Anja Luchtlezer (Hogeschool)", "Zaal 1", "nog 1 plaats", "few")
    assert (offer.title, offer.ranked, offer.begins.hour) == (block.title, False, 10)


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_questions_for_one_block_as_for_three(count, django_assert_num_queries):
    day = open_day()
    for number in range(count):
        choosing(day, *[5] * count, choice=RANKED if number == 1 else Block.Choice.FIRST_COME)
    with django_assert_num_queries(4):
        assert len(offers(day, at=EARLY)) == count


def test_one_session_of_each_block():
    day = open_day()
    first, (one, _other) = choosing(day, 5, 5)
    second, (two,) = choosing(day, 5)
    fields = filled(day, b1=one, b2=two)
    assert fields.is_valid()
    assert fields.choices() == (wants(first, one), wants(second, two))


def test_nothing_in_a_block_is_an_answer_and_no_answer_is_not():
    day = open_day()
    first, _sessions = choosing(day, 5)
    second, _sessions = choosing(day, 5, 5, choice=RANKED)
    assert filled(day, b1="", b2_1="none").choices() == (Choice(first.pk), Choice(second.pk))
    fields = filled(day)
    assert [field for field, _sentence in fields.faults()] == [f"block-{first.pk}", f"block-{second.pk}-1"]
    assert sentences(fields)[0] == "Kies een sessie, of “Geen keuze in dit blok”."


def test_a_block_that_nobody_answered_stays_as_it_is_when_it_need_not_be_answered():
    day = open_day()
    choosing(day, 5)
    second, (two, three) = choosing(day, 5, 5, choice=RANKED)
    fields = filled(day, b2_1=two, b2_2=three, must=False)
    assert fields.is_valid()
    assert fields.choices() == (wants(second, two, three),)


def test_a_full_session_is_chosen_for_its_waiting_list_with_a_seat_elsewhere_meanwhile():
    day = open_day()
    block, (full, free) = choosing(day, 1, 5)
    comes(day, "an", wants(block, full))
    fields = filled(day, b1=full, b1_meanwhile=free, b1_shown=full.pk)
    fields.check_surprises()
    assert fields.is_valid()
    assert fields.choices() == (wants(block, full, free),)


def test_a_session_that_filled_up_meanwhile_is_said_once():
    day = open_day()
    block, (full, _free) = choosing(day, 1, 5)
    comes(day, "an", wants(block, full))
    fields = filled(day, b1=full, b1_shown="")
    fields.check_surprises()
    said = f"“{full.title}” raakte volzet terwijl je dit invulde. Verstuur opnieuw voor de wachtlijst, of kies een andere."
    assert fields.faults() == [(f"block-{block.pk}", said)]
    assert fields.blocks[0].shown_full == str(full.pk)


@pytest.mark.parametrize("forged", ["999999", "-1", "x", "²", "9" * 40, "1 OR 1=1", "\x00"])
def test_a_session_that_is_not_in_the_block_is_refused(forged):
    day = open_day()
    block, _sessions = choosing(day, 5)
    fields = filled(day, b1=forged)
    expected = [] if forged == "\x00" else [f"Deze sessie staat niet (meer) in “{block.title}”. Kies opnieuw."]
    assert sentences(fields) == expected


def test_a_session_of_another_day_or_block_is_refused():
    day = open_day()
    choosing(day, 5)
    choosing(day, 5)
    _block, (elsewhere,) = choosing(open_day(), 5)
    first, second = offers(day, at=EARLY)
    fields = filled(day, b1=elsewhere, b2=first.options[0])
    assert [field for field, _sentence in fields.faults()] == [f"block-{first.pk}", f"block-{second.pk}"]


def test_a_cancelled_session_is_refused_by_name():
    day = open_day()
    _block, (off, _on) = choosing(day, 5, 5)
    Session.objects.filter(pk=off.pk).update(cancelled=True)
    assert sentences(filled(day, b1=off)) == [f"“{off.title}” gaat niet door. Kies een andere sessie."]


def test_a_block_that_is_gone_is_told():
    day = open_day()
    _block, (one,) = choosing(day, 5)
    data = QueryDict(f"block-{one.block_id}={one.pk}&block-999999=5")
    fields = ChoiceFields(offers(day, at=EARLY), data)
    assert fields.faults() == [("keuzes", "In een deel van de dag dat je koos, valt niets (meer) te kiezen. Kijk je keuzes na.")]


def test_a_masterclass_that_is_given_twice_is_taken_once_and_both_are_named():
    day = open_day()
    first, (one, other) = choosing(day, 5, 5)
    second, (again, free) = choosing(day, 5, 5)
    Session.objects.filter(pk=again.pk).update(repeats=one)
    fields = filled(day, b1=one, b2=again)
    said = (
        f"“{again.title}” in “{second.title}” is dezelfde masterclass als “{one.title}” in “{first.title}”. Je kunt ze één keer "
        "volgen: kies er een andere."
    )
    assert fields.faults() == [(f"block-{second.pk}", said)]
    assert filled(day, b1=one, b2=free).is_valid()
    meanwhile = filled(day, b1=other, b1_meanwhile=one, b2=again)
    assert [field for field, _sentence in meanwhile.faults()] == [f"block-{second.pk}"]
    [shown, _second] = offers(day, at=EARLY)
    assert [option.also for option in shown.options] == [[second.title], []]


def test_everybody_gives_the_same_number_of_wishes():
    day = open_day()
    block, sessions = choosing(day, 5, 5, 5, 5, 5, choice=RANKED)
    first, second, third, fourth, _fifth = sessions
    assert filled(day, b1_1=first, b1_2=second, b1_3=third, b1_4=fourth).choices() == (
        wants(block, first, second, third, fourth),
    )
    fields = filled(day, b1_1=first, b1_3=third)
    said = "Kies ook een tweede wens: iedereen geeft er 4, dan heeft iedereen evenveel kans."
    assert fields.faults() == [(f"block-{block.pk}-2", said)]


def test_no_more_wishes_are_asked_than_there_are_masterclasses_left():
    day = open_day()
    _block, (had,) = choosing(day, 5)
    _ranked, (again, one, two) = choosing(day, 5, 5, 5, choice=RANKED)
    Session.objects.filter(pk=again.pk).update(repeats=had)
    assert filled(day, b1=had, b2_1=one, b2_2=two).is_valid()
    assert not filled(day, b1="", b2_1=one, b2_2=two).is_valid()


def test_a_wish_is_given_once():
    day = open_day()
    block, (one, two, three) = choosing(day, 5, 5, 5, choice=RANKED)
    Session.objects.filter(pk=three.pk).update(repeats=two)
    fields = filled(day, b1_1=one, b1_2=one)
    assert fields.faults() == [(f"block-{block.pk}-2", f"“{one.title}” staat al bij je wensen. Kies hier een andere.")]
    fields = filled(day, b1_1=two, b1_2=three)
    said = f"“{three.title}” is dezelfde masterclass als “{two.title}”. Kies hier een andere."
    assert fields.faults() == [(f"block-{block.pk}-2", said)]
    assert not filled(day, b1_1="none", b1_2=one).is_valid()


def test_wishes_are_given_until_a_date_and_the_page_says_so():
    day = open_day()
    block, (one, two) = choosing(day, 5, 5, choice=RANKED)
    Block.objects.filter(pk=block.pk).update(wishes_until=EARLY.date())
    assert filled(day, b1_1=one, b1_2=two).choices() == (wants(block, one, two),)
    late = filled(day, at=EARLY + dt.timedelta(days=1), b1_1=one, b1_2=two)
    assert (late.is_valid(), late.choices()) == (True, ())
    assert "Wensen geven kon tot en met 1 maart 2027." in late.drawn()


def test_a_group_takes_one_session_or_leaves_it_open():
    day = open_day()
    block, (one, two) = choosing(day, 5, 5)
    choosing(day, 5)
    choosing(day, 5, 5, choice=RANKED)
    fields = filled(day, b1=one, b1_meanwhile=two, b2="", group=True)
    assert fields.is_valid()
    assert fields.choices() == (wants(block, one),)
    assert filled(day, group=True).choices() == ()


def test_changing_starts_from_what_somebody_has():
    day = open_day()
    block, (full, free) = choosing(day, 1, 5)
    ranked, (one, two) = choosing(day, 5, 5, choice=RANKED)
    other, _sessions = choosing(day, 5)
    comes(day, "an", wants(block, full))
    comes(day, "ben", wants(block, full))
    cas = comes(day, "cas", wants(block, full, free), wants(ranked, two, one))
    chosen = chosen_by(cas)
    assert chosen.sessions == {block.pk: (full.pk, free.pk), ranked.pk: (two.pk, one.pk)}
    fields = ChoiceFields(offers(day, at=EARLY), chosen=chosen)
    assert fields.blocks[0].values == {f"block-{block.pk}": str(full.pk), f"block-{block.pk}-meanwhile": str(free.pk)}
    assert [option.left for option in fields.blocks[0].offer.options] == ["je wacht als 2de", "jouw plaats"]
    assert fields.blocks[1].values == {f"block-{ranked.pk}-1": str(two.pk), f"block-{ranked.pk}-2": str(one.pk)}
    assert fields.blocks[2].nothing
    assert fields.blocks[2].offer.pk == other.pk


def test_a_colleague_who_was_not_asked_yet_starts_from_nothing_and_not_from_no():
    day = open_day()
    choosing(day, 5)
    choosing(day, 5, 5, choice=RANKED)
    party = register_party(day, PartyRequest("group", Who("directie@school.example", "Dirk"), 1), at=EARLY)
    fields = ChoiceFields(offers(day, at=EARLY), chosen=chosen_by(party.registrations.get()), must=False)
    assert [(block.answered, block.nothing) for block in fields.blocks] == [(False, False), (False, False)]


def test_an_organiser_reads_of_somebody_else():
    day = open_day()
    block, (full, _free) = choosing(day, 1, 5)
    an, bo = comes(day, "an", wants(block, full)), comes(day, "bo", wants(block, full))
    assert chosen_by(an, for_somebody=True).mine == {full.pk: "heeft deze plaats"}
    assert chosen_by(bo, for_somebody=True).mine == {full.pk: "wacht als 1ste"}
    drawn = ChoiceFields(offers(day, at=EARLY), chosen=chosen_by(bo, for_somebody=True)).drawn()
    assert "Wie eerst kiest, heeft eerst plaats. In een volzette sessie komt deze persoon op de wachtlijst." in drawn
    assert not re.search(r"\b(je|jij|jouw)\b", drawn)


def test_the_fields_can_be_drawn_by_themselves_and_say_nothing_that_is_not_so():
    day = open_day()
    block, (one, _two) = choosing(day, 5, 5, title="<b>Vet</b> & co")
    drawn = ChoiceFields(offers(day, at=EARLY)).drawn()
    assert drawn.count('type="radio"') == 3
    assert "checked" not in drawn
    assert "&lt;b&gt;Vet&lt;/b&gt; &amp; co" in drawn
    assert "<b>Vet" not in drawn
