"""A study day in somebody's own calendar: two readers that share no code understand it alike."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr

from events.exporters.ics import Entry, calendar

BRUSSELS = ZoneInfo("Europe/Brussels")
STAMP = dt.datetime(2026, 10, 1, 11, 30, tzinfo=BRUSSELS)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, fold: int = 0) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=BRUSSELS, fold=fold)


def entry(**told) -> Entry:
    return Entry(
        **{"uid": "dag-1@materialenbank", "sequence": 0, "stamp": STAMP, "title": "Dag", "on": dt.date(2026, 11, 20), **told}
    )


def in_icalendar(written: bytes) -> list[dict]:
    return [
        {
            **{name: str(event[name]) for name in ("uid", "summary", "status", "transp") if name in event},
            **{name: str(event.get(name, "")) for name in ("description", "location", "url", "contact")},
            "sequence": int(event["sequence"]),
            "categories": [str(word) for word in event["categories"].cats] if "categories" in event else [],
            "begins": event["dtstart"].dt,
            "ends": event["dtend"].dt if "dtend" in event else None,
            "zone": event["dtstart"].params.get("TZID"),
            "stamps": (event["dtstamp"].dt, event["last-modified"].dt),
        }
        for event in icalendar.Calendar.from_ical(written).walk("VEVENT")
    ]


def in_vobject(written: bytes) -> list[dict]:
    def said(event, name):
        return getattr(event, name).value if hasattr(event, name) else ""

    return [
        {
            **{name: said(event, name) for name in ("uid", "summary", "status", "transp")},
            **{name: said(event, name) for name in ("description", "location", "url", "contact")},
            "sequence": int(event.sequence.value),
            "categories": said(event, "categories") or [],
            "begins": event.dtstart.value,
            "ends": said(event, "dtend") or None,
            "zone": event.dtstart.params.get("X-VOBJ-ORIGINAL-TZID", [None])[0],
            "stamps": (event.dtstamp.value, event.last_modified.value),
        }
        for event in vobject.readOne(written.decode()).contents.get("vevent", [])
    ]


def read(*entries: Entry) -> list[dict]:
    """What both readers make of a calendar with these entries."""
    written = calendar("Studiedagen", entries)
    assert in_icalendar(written) == in_vobject(written)
    return in_icalendar(written)


def test_both_readers_understand_a_day_alike():
    told = entry(
        uid="studiedag-7@materialenbank",
        sequence=3,
        title="Leerkracht in beweging",
        description="Samen leren.\n\nMet keynotes.",
        url="https://site.example/studiedagen/beweging/?x=1,2;y#programma",
        location="Cultuurzaal, Kerkstraat 1, 9000 Gent",
        begins=at(20, 9),
        until=at(20, 16, 30),
        organiser="Een initiatief van de begeleidingsdiensten",
        categories=["Motivatie", "Lezen, schrijven"],
    )
    assert read(told) == [
        {
            "uid": "studiedag-7@materialenbank",
            "sequence": 3,
            "summary": "Leerkracht in beweging",
            "description": "Samen leren.\n\nMet keynotes.",
            "url": "https://site.example/studiedagen/beweging/?x=1,2;y#programma",
            "location": "Cultuurzaal, Kerkstraat 1, 9000 Gent",
            "begins": at(20, 9),
            "ends": at(20, 16, 30),
            "zone": "Europe/Brussels",
            "status": "CONFIRMED",
            "transp": "OPAQUE",
            "contact": "Een initiatief van de begeleidingsdiensten",
            "categories": ["Motivatie", "Lezen, schrijven"],
            "stamps": (dt.datetime(2026, 10, 1, 9, 30, tzinfo=dt.UTC),) * 2,
        }
    ]


def test_the_calendar_says_what_it_is():
    made = icalendar.Calendar.from_ical(calendar("Studiedagen: sprekers, sessies", [entry()]))
    assert {name: str(made[name]) for name in ("prodid", "version", "method", "x-wr-calname")} == {
        "prodid": "-//Materialenbank//studiedagen//NL",
        "version": "2.0",
        "method": "PUBLISH",
        "x-wr-calname": "Studiedagen: sprekers, sessies",
    }


@pytest.mark.parametrize(
    ("told", "begins", "ends"),
    [
        ({}, dt.date(2026, 11, 20), dt.date(2026, 11, 21)),
        ({"last": dt.date(2026, 11, 20)}, dt.date(2026, 11, 20), dt.date(2026, 11, 21)),
        ({"last": dt.date(2026, 11, 22)}, dt.date(2026, 11, 20), dt.date(2026, 11, 23)),
        ({"until": at(20, 17)}, dt.date(2026, 11, 20), dt.date(2026, 11, 21)),
        ({"begins": at(20, 9), "last": dt.date(2026, 11, 22)}, dt.date(2026, 11, 20), dt.date(2026, 11, 23)),
    ],
    ids=["no hours", "one day, said twice", "three days", "only an end", "three days, only a begin"],
)
def test_an_entry_without_hours_takes_whole_days(told, begins, ends):
    [found] = read(entry(**told))
    assert (found["begins"], found["ends"], found["transp"]) == (begins, ends, "TRANSPARENT")
    assert b"VTIMEZONE" not in calendar("Studiedagen", [entry(**told)])


def test_three_days_with_hours_run_from_the_first_hour_to_the_last():
    [found] = read(entry(begins=at(20, 9), until=at(22, 12), last=dt.date(2026, 11, 22)))
    assert (found["begins"], found["ends"]) == (at(20, 9), at(22, 12))


@pytest.mark.parametrize("until", [None, at(20, 9), at(20, 8)], ids=["not known", "the same hour", "before the begin"])
def test_no_end_is_invented(until):
    [found] = read(entry(begins=at(20, 9), until=until))
    assert (found["begins"], found["ends"]) == (at(20, 9), None)


def test_a_night_that_crosses_to_winter_time_lasts_seven_hours():
    [found] = read(entry(on=dt.date(2026, 10, 24), begins=at(24, 22, month=10), until=at(25, 4, month=10)))
    assert (found["begins"].isoformat(), found["ends"].isoformat()) == ("2026-10-24T22:00:00+02:00", "2026-10-25T04:00:00+01:00")
    assert found["ends"].astimezone(dt.UTC) - found["begins"].astimezone(dt.UTC) == dt.timedelta(hours=7)


def test_the_hour_that_comes_twice_is_told_apart():
    [found] = read(entry(begins=at(25, 2, 45, month=10), until=at(25, 2, 15, month=10, fold=1)))
    assert (found["begins"], found["ends"]) == (
        dt.datetime(2026, 10, 25, 0, 45, tzinfo=dt.UTC),
        dt.datetime(2026, 10, 25, 1, 15, tzinfo=dt.UTC),
    )


def test_a_moment_in_another_zone_is_shown_on_the_clocks_of_brussels():
    written = calendar("Studiedagen", [entry(begins=dt.datetime(2026, 6, 20, 7, tzinfo=dt.UTC))])
    assert b"DTSTART;TZID=Europe/Brussels:20260620T090000\r\n" in written


def test_the_rules_in_the_file_are_those_of_brussels():
    """A reader that knows no Europe/Brussels changes the clock at the right moment, every year until 2040."""
    [rules] = icalendar.Calendar.from_ical(calendar("Studiedagen", [entry(begins=at(20, 9))])).walk("VTIMEZONE")
    second, years, found = dt.timedelta(seconds=1), (dt.datetime(2010, 1, 1), dt.datetime(2040, 12, 31)), []
    for part in rules.subcomponents:
        before, after = part["tzoffsetfrom"].td, part["tzoffsetto"].td
        for onset in rrulestr(part["rrule"].to_ical().decode(), dtstart=part["dtstart"].dt).between(*years):
            change = (onset - before).replace(tzinfo=dt.UTC)  # the onset is told on the clock as it was
            found.append((part.name, str(part["tzname"]), onset.year))
            around = [moment.astimezone(BRUSSELS) for moment in (change - second, change)]
            assert [moment.utcoffset() for moment in around] == [before, after]
            assert around[1].tzname() == part["tzname"]
    assert found == [(*names, year) for names in (("DAYLIGHT", "CEST"), ("STANDARD", "CET")) for year in range(2010, 2041)]


def test_long_texts_with_diacritics_are_folded_between_letters():
    long = "Coördinatie en één geëngageerde coöperatie – ‘privé’ 👩‍🏫; " * 30
    told = entry(title=long, description=f"{long}\n{long}", location=long, organiser=long, categories=[long])
    written = calendar(long, [told])
    lines = written.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line.decode() for line in lines if b"\n" in line or b"\r" in line] == []  # every line ends alike; no letter is cut
    [found] = read(told)
    assert (found["summary"], found["description"]) == (long.strip(), f"{long}\n{long}".strip())


def test_commas_semicolons_and_line_ends_are_read_back_as_they_were():
    [found] = read(
        entry(
            title='Lezen; schrijven, rekenen: "zo"', description="Een;\r\ntwee,\rdrie\vvier\u2028vijf", location="Zaal A,\nGent"
        )
    )
    assert (found["summary"], found["description"], found["location"]) == (
        'Lezen; schrijven, rekenen: "zo"',
        "Een;\ntwee,\ndrie\nvier\nvijf",
        "Zaal A,\nGent",
    )


def test_no_text_can_add_a_line_to_the_file():
    bad = "x\r\nATTACH:https://bad.example/\x00\x1b\x85\ud800"
    written = calendar(bad, [entry(uid=bad, title=bad, description=bad, url=bad, location=bad, organiser=bad, categories=[bad])])
    lines = written.replace(b"\r\n ", b"").split(b"\r\n")
    assert [line for line in lines if line.startswith(b"ATTACH")] == []
    assert [letter for letter in written.decode() if ord(letter) < 32 and letter not in "\r\n"] == []
    [found] = in_icalendar(written)
    assert (found["summary"], found["url"]) == ("x ATTACH:https://bad.example/", "xATTACH:https://bad.example/")


def test_a_cancelled_day_says_so_and_takes_no_time():
    [found] = read(entry(begins=at(20, 9), until=at(20, 16), cancelled=True, sequence=4))
    assert (found["status"], found["sequence"], found["transp"]) == ("CANCELLED", 4, "TRANSPARENT")


def test_what_is_not_known_is_left_out():
    written = calendar("Studiedagen", [entry(categories=["", " "])])
    names = {line.split(b":")[0].split(b";")[0] for line in written.split(b"\r\n")}
    assert names & {b"DESCRIPTION", b"LOCATION", b"URL", b"CONTACT", b"CATEGORIES", b"ORGANIZER"} == set()


def test_the_same_values_give_the_same_bytes():
    sessions = [entry(uid=f"sessie-{n}@materialenbank", begins=at(20, 9 + n)) for n in range(3)]
    assert calendar("Programma", sessions) == calendar("Programma", iter(sessions))
    assert [found["uid"] for found in read(*sessions)] == [session.uid for session in sessions]
