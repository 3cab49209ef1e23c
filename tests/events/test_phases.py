"""Where a study day stands, from the announcement to the report."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.phases import LABELS, Phase, moments, phase_of, steps

BRUSSELS = ZoneInfo("Europe/Brussels")
MINUTE = timedelta(minutes=1)


def card(**more):
    """A day in May with registration in spring."""
    return {
        "date": "2027-05-28",
        "last_date": "",
        "starts": "2027-05-28T09:00:00+02:00",
        "begins_at": "2027-05-28T09:00:00+02:00",
        "over_at": "2027-05-28T16:30:00+02:00",
        "opens_at": "2027-03-02T09:00:00+01:00",
        "closes_at": "2027-05-14T17:00:00+02:00",
        "cancelled": False,
        "report": False,
    } | more


NO_WINDOW = {"opens_at": "", "closes_at": ""}
NO_HOURS = {"starts": "", "begins_at": "2027-05-28T00:00:00+02:00", "over_at": "2027-05-29T00:00:00+02:00"}
TWO_DAYS = {"last_date": "2027-05-29", "over_at": "2027-05-29T16:30:00+02:00"}


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


STANDS = [
    ("2027-03-02 08:59", {}, "announced"),
    ("2027-03-02 09:00", {}, "open"),
    ("2027-05-14 16:59", {}, "open"),
    ("2027-05-14 17:00", {}, "closed"),
    ("2027-05-28 08:59", {}, "closed"),
    ("2027-05-28 09:00", {}, "live"),
    ("2027-05-28 16:29", {}, "live"),
    ("2027-05-28 16:30", {}, "awaiting"),
    ("2027-05-28 16:29", {"report": True}, "live"),
    ("2027-05-28 16:30", {"report": True}, "report"),
    ("2027-01-01 00:00", NO_WINDOW, "announced"),
    ("2027-05-28 08:59", NO_WINDOW, "announced"),
    ("2027-01-01 00:00", {"opens_at": ""}, "open"),
    ("2027-05-14 17:00", {"opens_at": ""}, "closed"),
    ("2027-03-02 08:59", {"closes_at": ""}, "announced"),
    ("2027-05-28 08:59", {"closes_at": ""}, "open"),
    ("2027-05-28 09:00", {"closes_at": ""}, "live"),
    ("2027-05-28 09:00", {"closes_at": "2027-05-28T12:00:00+02:00"}, "live"),
    ("2027-05-28 23:59", NO_HOURS, "live"),
    ("2027-05-29 00:00", NO_HOURS, "awaiting"),
    ("2027-05-29 03:00", TWO_DAYS, "live"),
    ("2027-04-01 12:00", {"cancelled": True}, "cancelled"),
    ("2027-06-01 12:00", {"cancelled": True, "report": True}, "cancelled"),
]


@pytest.mark.parametrize(("now", "more", "key"), STANDS)
def test_a_day_stands_in_one_phase_at_every_moment(now, more, key):
    assert phase_of(card(**more), at(now)).key == key


SAID = [
    ("2027-01-01 12:00", {}, "Inschrijven kan vanaf 2 maart 2027 om 9.00 uur."),
    ("2027-01-01 12:00", {"opens_at": "2027-03-01T23:00:00+00:00"}, "Inschrijven kan vanaf 2 maart 2027."),
    ("2027-01-01 12:00", NO_WINDOW, "De studiedag begint op 28 mei 2027 om 9.00 uur."),
    ("2027-01-01 12:00", NO_WINDOW | NO_HOURS, "De studiedag begint op 28 mei 2027."),
    ("2027-05-27 23:59", NO_WINDOW, "De studiedag begint op 28 mei 2027 om 9.00 uur."),
    ("2027-05-28 00:00", NO_WINDOW, "Vandaag vanaf 9.00 uur."),
    ("2027-04-01 12:00", {}, "Je kunt je inschrijven tot 14 mei 2027 om 17.00 uur."),
    ("2027-04-01 12:00", {"closes_at": "2027-05-14T15:05:00+00:00"}, "Je kunt je inschrijven tot 14 mei 2027 om 17.05 uur."),
    ("2027-04-01 12:00", {"closes_at": "2027-05-15T00:00:00+02:00"}, "Je kunt je inschrijven tot en met 14 mei 2027."),
    ("2027-04-01 12:00", {"closes_at": "2027-05-14T23:59:00+02:00"}, "Je kunt je inschrijven tot en met 14 mei 2027."),
    ("2027-04-01 12:00", {"closes_at": "2027-05-14T23:45:00+02:00"}, "Je kunt je inschrijven tot 14 mei 2027 om 23.45 uur."),
    ("2027-04-01 12:00", {"closes_at": ""}, "Je kunt je inschrijven tot de studiedag begint."),
    ("2027-04-01 12:00", {"closes_at": "2027-05-28T12:00:00+02:00"}, "Je kunt je inschrijven tot de studiedag begint."),
    ("2027-05-20 12:00", {}, "De inschrijvingen zijn afgesloten."),
    ("2027-05-28 10:00", {}, "Vandaag."),
    ("2027-05-28 10:00", {"last_date": "2027-05-28"}, "Vandaag."),
    ("2027-05-29 10:00", TWO_DAYS, "Deze dagen."),
    ("2027-06-01 10:00", {}, "Het verslag volgt."),
    ("2027-06-01 10:00", {"report": True}, ""),
    ("2027-04-01 10:00", {"cancelled": True}, "Deze studiedag gaat niet door."),
    ("2027-06-01 10:00", {"cancelled": True}, "Deze studiedag ging niet door."),
]


@pytest.mark.parametrize(("now", "more", "sentence"), SAID)
def test_the_band_says_what_a_visitor_can_do_now(now, more, sentence):
    assert phase_of(card(**more), at(now)).sentence == sentence


def test_a_phase_has_a_key_a_label_and_a_sentence():
    assert phase_of(card(), at("2027-05-20 12:00")) == Phase(
        "closed", "Inschrijving afgesloten", "De inschrijvingen zijn afgesloten."
    )


WAY = [
    ("2027-01-01 12:00", {}, "Aankondiging* Inschrijving Live Verslag"),
    ("2027-04-01 12:00", {}, "Aankondiging+ Inschrijving* Live Verslag"),
    ("2027-05-20 12:00", {}, "Aankondiging+ Inschrijving_afgesloten* Live Verslag"),
    ("2027-05-28 12:00", {}, "Aankondiging+ Inschrijving+ Live* Verslag"),
    ("2027-06-01 12:00", {}, "Aankondiging+ Inschrijving+ Live+ Verslag_volgt*"),
    ("2027-06-01 12:00", {"report": True}, "Aankondiging+ Inschrijving+ Live+ Verslag*"),
    ("2027-01-01 12:00", NO_WINDOW, "Aankondiging* Live Verslag"),
    ("2027-06-01 12:00", NO_WINDOW | {"report": True}, "Aankondiging+ Live+ Verslag*"),
    ("2027-01-01 12:00", {"opens_at": ""}, "Aankondiging+ Inschrijving* Live Verslag"),
    ("2027-04-01 12:00", {"cancelled": True}, ""),
]


@pytest.mark.parametrize(("now", "more", "way"), WAY)
def test_the_steps_show_what_is_behind_and_what_comes(now, more, way):
    states = {"+": "done", "*": "current"}
    expected = [{"label": step.rstrip("+*").replace("_", " "), "state": states.get(step[-1], "todo")} for step in way.split()]
    assert steps(card(**more), phase_of(card(**more), at(now))) == expected


def test_the_moments_of_a_day_are_those_of_its_window_and_its_hours():
    assert moments(card()) == [at("2027-03-02 09:00"), at("2027-05-14 17:00"), at("2027-05-28 09:00"), at("2027-05-28 16:30")]


DAYS = {
    "a window": {},
    "no window": NO_WINDOW,
    "no hours": NO_WINDOW | NO_HOURS,
    "it never opens": {"opens_at": "2027-05-28T10:00:00+02:00", "closes_at": ""},
    "open until noon of the day": {"closes_at": "2027-05-28T12:00:00+02:00"},
    "it never closes": {"closes_at": ""},
    "two days": TWO_DAYS,
    "told": {"report": True},
    "cancelled": {"cancelled": True},
    "the night of the change": {
        "date": "2027-10-31",
        "begins_at": "2027-10-31T02:30:00+01:00",
        "over_at": "2027-10-31T09:00:00+01:00",
        "opens_at": "2027-10-31T02:15:00+02:00",
        "closes_at": "2027-10-31T02:10:00+01:00",
    },
    "the day after the change": NO_WINDOW
    | {"date": "2027-10-31", "begins_at": "2027-10-31T09:00:00+01:00", "over_at": "2027-10-31T17:00:00+01:00"},
}


@pytest.mark.parametrize("more", DAYS.values(), ids=DAYS)
def test_nothing_changes_between_two_moments_and_something_at_each(more):
    day = card(**more)
    known = moments(day)
    assert known == sorted(set(known))
    for moment in known:
        assert phase_of(day, moment - MINUTE) != phase_of(day, moment)
    quarters = [known[0] - timedelta(days=2) + timedelta(minutes=15 * step) for step in range(96 * 100)]
    phases = [phase_of(day, quarter) for quarter in quarters]
    changes = [quarters[place] for place in range(1, len(quarters)) if phases[place] != phases[place - 1]]
    assert len(changes) == len(known)
    assert all(later - timedelta(minutes=15) < moment <= later for later, moment in zip(changes, known, strict=True))


def test_the_hour_that_comes_twice_is_told_apart():
    day = card(**NO_WINDOW, begins_at="2027-10-31T02:30:00+01:00", over_at="2027-10-31T09:00:00+01:00")
    first, second = (datetime(2027, 10, 31, 2, 45, fold=fold, tzinfo=BRUSSELS) for fold in (0, 1))
    assert [phase_of(day, first).key, phase_of(day, second).key] == ["announced", "live"]


def test_the_midnight_before_a_day_after_the_change_is_that_of_summer_time():
    day = card(**NO_WINDOW, begins_at="2027-10-31T09:00:00+01:00", over_at="2027-10-31T17:00:00+01:00")
    assert moments(day)[0] == datetime(2027, 10, 30, 22, 0, tzinfo=UTC)


def test_every_phase_has_a_label_of_its_own():
    assert len({str(label) for label in LABELS.values()}) == 7
