"""Changing how many seats there are, from the desk of a day."""

import pytest

from events.models import Session, StudyDay
from events.registering.audit import findings
from portal.publishing.logbook import Act, LogEntry
from tests.desk import cost, said
from tests.events.test_admin_registrations import address
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_time")]


@pytest.fixture
def in_time(time_machine):
    """The desk looks at the clock: it is before the day."""
    time_machine.move_to(EARLY, tick=False)


@pytest.fixture
def full():
    """A day with three seats; one session with one seat: an sits there, bo waits for it, and both come. (day, session, bo)"""
    day = open_day(capacity=3)
    block, (session,) = choosing(day, 1)
    comes(day, "an", wants(block, session))
    yield day, session, comes(day, "bo", wants(block, session))
    assert findings(at=EARLY) == []


def opened(client, day) -> dict[str, str]:
    rows = [one["row"] for one in client.get(address(day, "plaatsen/")).context["rows"]]
    return {row.name: row.typed for row in rows} | {f"{row.name}-seen": row.seen for row in rows}


def save(client, day, typed):
    return client.post(address(day, "plaatsen/"), typed, follow=True)


def faults(page) -> dict[str, str]:
    return {one["row"].name: one["row"].fault for one in page.context["rows"] if one["row"].fault}


def test_more_seats_go_to_who_waits(organiser, full):
    day, session, bo = full
    page = save(organiser, day, opened(organiser, day) | {f"s{session.pk}": "2"})
    assert said(page) == ["Eén aantal is gewijzigd. Wie wachtte en nu plaats heeft, krijgt een brief."]
    assert list(bo.places.values_list("state", flat=True)) == ["confirmed"]
    assert LogEntry.objects.get(action_flag=Act.CAPACITY).change_message == "Aantal plaatsen gewijzigd: 2"


def test_never_fewer_than_are_taken_and_the_rest_is_saved(organiser, full):
    day, session, _bo = full
    page = save(organiser, day, opened(organiser, day) | {"dag": "1", f"s{session.pk}": ""})
    assert faults(page) == {"dag": "Er zijn al 2 plaatsen ingenomen; minder plaatsen kan niet."}
    assert [one["row"].typed for one in page.context["rows"]] == ["1", ""]
    assert (StudyDay.objects.get(pk=day.pk).capacity, Session.objects.get(pk=session.pk).capacity) == (3, None)


@pytest.mark.parametrize("typed", ["0", "-1", "veel", "1e3", "999999999", "٣", "2.5"])
def test_what_is_no_number_of_seats_is_refused_beside_its_field(organiser, full, typed):
    day, session, _bo = full
    page = save(organiser, day, opened(organiser, day) | {f"s{session.pk}": typed})
    assert list(faults(page)) == [f"s{session.pk}"]
    assert Session.objects.get(pk=session.pk).capacity == 1


def test_of_two_tabs_the_second_is_told_what_the_first_did(organiser, full):
    day, session, _bo = full
    name = f"s{session.pk}"
    first, second = opened(organiser, day), opened(organiser, day)
    save(organiser, day, first | {name: "5"})
    page = save(organiser, day, second | {name: "4"})
    assert faults(page) == {name: "Intussen zette iemand dit op: 5. Kijk na en bewaar opnieuw."}
    again = {f"{name}-seen": page.context["rows"][1]["row"].seen, name: "4"}
    save(organiser, day, second | again)
    assert Session.objects.get(pk=session.pk).capacity == 4


def test_a_second_click_changes_nothing(organiser, full):
    day, session, _bo = full
    typed = opened(organiser, day) | {f"s{session.pk}": "2"}
    save(organiser, day, typed)
    page = save(organiser, day, typed)
    assert page.redirect_chain
    assert LogEntry.objects.filter(action_flag=Act.CAPACITY).count() == 1


def test_a_session_of_another_day_is_left_alone(organiser, full):
    day, session, _bo = full
    other = open_day()
    _block, (foreign,) = choosing(other, 9)
    save(organiser, day, opened(organiser, day) | {f"s{foreign.pk}": "1", f"s{foreign.pk}-seen": "9"})
    assert Session.objects.get(pk=foreign.pk).capacity == 9


def test_only_who_organises_changes_the_seats(editor, organiser, full):
    day, session, _bo = full
    assert editor.get(address(day, "plaatsen/")).status_code == 403
    assert save(editor, day, opened(organiser, day) | {f"s{session.pk}": "2"}).status_code == 403


def test_the_screen_costs_the_same_for_one_session_as_for_three(organiser):
    costs = []
    for count in (1, 3):
        day = open_day()
        choosing(day, *[3] * count)
        organiser.get(address(day, "plaatsen/"))
        costs.append(cost(lambda day=day: organiser.get(address(day, "plaatsen/"))))
    assert costs[0] == costs[1]
