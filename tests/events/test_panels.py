"""Study days on the home of the desk: what comes, in numbers, and what is still missing."""

import datetime as dt

import pytest
from django.urls import reverse

from events import panels
from events.models import StudyDay
from portal.publishing.workflow import take
from tests.factories import NOON, publish
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 2)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def shown(client):
    places = client.get(reverse("admin:index")).context["home"].places
    return next(panel for place in places.values() for panel in place if panel.name == "study_days")


def row(client, title):
    return next(row for row in shown(client).rows if row.title == title)


def test_the_days_that_come_stand_nearest_first_and_then_those_without_a_report(organiser):
    for title, days in (("Later", 40), ("Vandaag", 0), ("Straks", 3), ("Ooit", 400)):
        DayFactory(title=title, date=TODAY + days * DAY)
    publish(DayFactory(title="Voorbij", date=TODAY - 9 * DAY)), publish(DayFactory(title="Lang voorbij", date=TODAY - 91 * DAY))
    publish(DayFactory(title="Verslagen", date=TODAY - 9 * DAY, report="<p>Zo was het.</p>"))
    publish(DayFactory(title="Bezig", date=TODAY - DAY, last_date=TODAY)), DayFactory(title="Nooit online", date=TODAY - 9 * DAY)
    publish(DayFactory(title="Ging niet door", date=TODAY - 9 * DAY, cancelled=True))
    gone = publish(DayFactory(title="Ingetrokken", date=TODAY + DAY))
    take(gone, "withdraw", seen=gone.edit, at=NOON)
    found = shown(organiser)
    assert [row.title for row in found.rows] == ["Bezig", "Vandaag", "Straks", "Voorbij"]
    assert [row.facts[-1] for row in found.rows] == ["vandaag", "vandaag", "nog 3 dagen", "24 oktober 2026"]
    assert [row.badge for row in found.rows] == ["online", "nog niet online", "nog niet online", "verslag volgt"]
    assert found.said == "één dag wacht op een verslag"


def test_a_day_tells_its_numbers_and_what_its_programme_misses(organiser):
    day = DayFactory(title="Impact", date=TODAY + 5 * DAY, capacity=180, published=True)
    block, room = BlockFactory(day=day), RoomFactory()
    whole = {"day": day, "block": block, "room": room, "people": [PersonFactory()]}
    SessionFactory(**whole, capacity=28, published=True), SessionFactory(**whole, capacity=30)
    SessionFactory(**{**whole, "room": None, "people": []}, abstract="", published=True)
    SessionFactory(day=day, form="table", abstract="", published=True), SessionFactory(**whole, cancelled=True, abstract="")
    found = row(organiser, "Impact")
    assert found.numbers == (("sessies", "4"), ("plaatsen", "180"), ("plaatsen in sessies", "58"))
    assert [go.label for go in found.lacks] == [
        "nog geen locatie",
        "1 sessie zonder aankondiging",
        "1 sessie zonder spreker",
        "1 sessie zonder zaal",
        "1 sessie zonder blok",
        "1 sessie nog niet online",
    ]
    assert found.lacks[1].url == reverse("admin:events_studyday_programme", args=[day.pk])


def test_a_day_without_sessions_says_so_and_a_cancelled_one_asks_nothing(organiser):
    DayFactory(title="Leeg", date=TODAY + DAY), DayFactory(title="Geannuleerd", date=TODAY + DAY, cancelled=True)
    assert [go.label for go in row(organiser, "Leeg").lacks] == ["nog geen enkele sessie"]
    assert (row(organiser, "Geannuleerd").lacks, row(organiser, "Geannuleerd").badge) == ((), "geannuleerd")


def test_who_only_looks_sees_the_days_and_nothing_to_do(editor):
    day = publish(DayFactory(title="Impact", date=TODAY + DAY))
    publish(DayFactory(title="Voorbij", date=TODAY - DAY))
    found = row(editor, "Impact")
    assert (found.lacks, found.url) == ((), reverse("admin:events_studyday_change", args=[day.pk]))
    assert row(editor, "Voorbij").do == ()
    assert editor.get(found.url).status_code == 200


def test_more_numbers_come_from_who_knows_them(organiser, monkeypatch):
    monkeypatch.setattr(panels, "SOURCES", [])
    asked = []

    @panels.numbers
    def registered(days):
        asked.append([day.title for day in days])
        return {day.pk: [("ingeschreven", "274")] for day in days if day.title == "Impact"}

    DayFactory(title="Impact", date=TODAY + DAY), DayFactory(title="Later", date=TODAY + 2 * DAY)
    assert row(organiser, "Impact").numbers == (("sessies", "0"), ("ingeschreven", "274"))
    assert row(organiser, "Later").numbers == (("sessies", "0"),)
    assert asked[0] == ["Impact", "Later"]


def test_without_days_the_panel_says_how_to_begin(organiser):
    assert (shown(organiser).rows, "sjabloon" in shown(organiser).empty) == ([], True)
    assert StudyDay.objects.count() == 0
