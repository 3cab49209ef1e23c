"""Until when wishes may be given: set by organisers on the programme, kept by the verbs."""

import datetime as dt

import pytest

from events.models import Block
from events.programme import duplicate
from events.registering.registration import RegistrationRefused, change_choices
from tests.events.programme_page import faults, opened, save
from tests.factories import UserFactory
from tests.factories.days import BlockFactory, DayFactory
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = pytest.mark.django_db
LAST = EARLY.date()  # the last day for wishes
LATE = EARLY + dt.timedelta(days=1)


@pytest.fixture
def wished():
    """A day with a block in which wishes are given until `LAST`: (day, block, its sessions)."""
    day = open_day()
    block, sessions = choosing(day, 5, 5, choice=Block.Choice.RANKED)
    Block.objects.filter(pk=block.pk).update(wishes_until=LAST)
    return day, block, sessions


def test_the_last_day_counts_whole(wished):
    day, block, (one, two) = wished
    midnight = dt.datetime(2027, 3, 1, 22, 59, tzinfo=dt.UTC)  # in Brussels
    assert comes(day, "an", wants(block, one, two), at=midnight).places.wished().count() == 2
    with pytest.raises(RegistrationRefused, match=f"Wensen geven voor “{block}” kan niet meer"):
        comes(day, "ben", wants(block, one, two), at=midnight + dt.timedelta(minutes=1))
    assert comes(day, "cas", at=LATE).places.count() == 0


def test_wishes_are_not_changed_any_more_but_by_an_organiser(wished):
    day, block, (one, two) = wished
    registration = comes(day, "an", wants(block, one, two))
    with pytest.raises(RegistrationRefused):
        change_choices(registration.code, (wants(block, two, one),), at=LATE)
    change_choices(registration.code, (wants(block, two, one),), at=LATE, by=UserFactory())
    assert list(registration.places.wished().values_list("session", flat=True)) == [two.pk, one.pk]


def test_once_allotted_the_date_is_of_no_matter(wished):
    day, block, (one, _two) = wished
    Block.objects.filter(pk=block.pk).update(allotted_at=LATE)
    assert comes(day, "an", wants(block, one), at=LATE).places.confirmed().count() == 1


@pytest.mark.parametrize(
    ("choice", "until", "said"),
    [
        ("ranked", "2027-05-10", []),
        ("ranked", "2027-05-25", []),
        ("ranked", "2027-05-26", ["Kies een datum vóór de studiedag: daarna verdeel je de plaatsen nog."]),
        ("ranked", "0207-05-10", ["Controleer het jaartal: dit lijkt een tikfout."]),
        (
            "first_come",
            "2027-05-10",
            ["Een einddatum voor wensen hoort bij “wensen op volgorde”. Kies dat, of maak dit veld leeg."],
        ),
    ],
)
def test_organisers_set_it_on_the_programme(organiser, choice, until, said):
    day = DayFactory()
    block = BlockFactory(day=day, choice="ranked")
    typed = {f"b{block.pk}-wishes_until": until, f"b{block.pk}-choice": choice}
    page = save(organiser, day, {**opened(organiser, day), **typed})
    assert faults(page) == said
    block.refresh_from_db()
    assert block.wishes_until == (None if said else dt.date.fromisoformat(until))


def test_a_block_without_wishes_does_not_ask(organiser):
    day = DayFactory()
    block = BlockFactory(day=day, choice="first_come")
    assert f"b{block.pk}-wishes_until" not in opened(organiser, day)


def test_the_next_day_gets_it_as_many_days_before():
    day = DayFactory()
    BlockFactory(day=day, choice="ranked", wishes_until=dt.date(2027, 5, 12))
    copy = duplicate(day, title="Nog eens", date=dt.date(2028, 5, 26), sessions=False, people=False)
    assert copy.blocks.get().wishes_until == dt.date(2028, 5, 12)
