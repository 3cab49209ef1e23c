"""What we know of people goes when its time has come, and what is left can only be counted."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache

from events.models import Mailing, Needs, Network, Party, Registration, StudyDay
from events.registering import mailing, privacy
from events.registering.audit import findings
from events.registering.parties import PartyRequest, entrust, register_party
from events.registering.registration import Who, cancel
from events.tickets import of_ticket, ticket_of
from portal.letters.models import Letter
from tests.factories.registrations import EARLY, choosing, comes, open_day, somebody, wants

pytestmark = pytest.mark.django_db
PERSONAL = ("an@school", "bo@school", "directie@school", "Dirk", "Basisschool Geheim")


def noon(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(12), dt.UTC)


def full_day(**facts):
    """A day with somebody who comes, somebody who left, and a group with a name and without."""
    day = open_day(**facts)
    block, (session,) = choosing(day, 9)
    comes(day, "an", wants(block, session), diet="vegan", needs_consent=True)
    cancel(comes(day, "bo").code, at=EARLY)
    contact = Who("directie@school.example", "Dirk", organisation="Basisschool Geheim")
    party = register_party(day, PartyRequest("group", contact, 2), at=EARLY)
    entrust(party.code, party.registrations.first().number, Who("cas@school.example", "Cas"), at=EARLY)
    return day


def everything_written() -> str:
    """All that stands in the tables that know of people."""
    tables = (Registration, Party, Needs, Letter, LogEntry, Mailing)
    return "\n".join(str(row) for model in tables for row in model.objects.values())


def write(day) -> None:
    """An organiser writes to who comes, and names somebody."""
    pks = list(day.registrations.values_list("pk", flat=True))
    message = mailing.Message("bericht", "Vervoer voor Annelies", "Annelies Geheim rijdt mee met Cas.")
    mailing.send(day, message, pks, seen=mailing.mark_of(mailing.reached(day, pks)), at=EARLY, by=None)


def test_needs_go_the_day_after_and_not_before():
    day = full_day()
    assert privacy.forget_needs(noon(day.date)) == 0
    assert privacy.forget_needs(noon(day.date + dt.timedelta(days=1))) == 1
    assert privacy.forget_needs(noon(day.date + dt.timedelta(days=1))) == 0
    assert not Needs.objects.exists()


def test_needs_stay_until_the_last_of_several_days():
    day = full_day()
    StudyDay.objects.filter(pk=day.pk).update(last_date=day.date + dt.timedelta(days=1))
    assert privacy.forget_needs(noon(day.date + dt.timedelta(days=1))) == 0


def test_at_its_time_nothing_personal_of_a_day_is_left_anywhere_and_the_counts_stay(visitor):
    cache.clear()
    day = full_day(retain_until=dt.date(2027, 8, 31))
    network = Network.objects.create(name="Een net")
    Registration.objects.filter(name="An").update(network=network, network_words="")
    urls = [row.get_absolute_url() for model in (Registration, Party) for row in model.objects.all()]
    ticket = ticket_of(Registration.objects.get(name="An"))
    counted = sorted(day.registrations.values_list("number", "state", "network"))
    assert all(words in everything_written() for words in PERSONAL)
    assert (privacy.anonymise(noon(dt.date(2027, 8, 31))), Letter.objects.exists()) == (0, True)
    after = noon(dt.date(2027, 9, 1))
    privacy.forget_needs(after)
    assert findings(at=after) != []
    assert (privacy.anonymise(after), privacy.anonymise(after)) == (5, 0)
    assert findings(at=after) == []
    left = everything_written()
    assert [words for words in (*PERSONAL, "cas@school", "Cas", "vegan") if words in left] == []
    assert sorted(day.registrations.values_list("number", "state", "network")) == counted
    assert {visitor.get(url).status_code for url in urls} == {404}
    assert of_ticket(day, ticket) is None


@pytest.mark.parametrize("everybody", ["known", "forgotten"])
def test_what_an_organiser_wrote_goes_with_the_people_and_that_it_was_written_stays(everybody):
    day = full_day(retain_until=dt.date(2027, 8, 31))
    write(day)
    after = noon(dt.date(2027, 9, 1))
    if everybody == "forgotten":  # each asked for it, long before
        for row in day.registrations.exclude(email=""):
            privacy.erase(row.code, at=EARLY)
        privacy.forget_needs(after)
        day.parties.update(name="", email="", organisation="")
        Letter.objects.all().delete()
    assert "Annelies" in everything_written()
    assert "1 bericht van de organisatie is nog te lezen" in " ".join(findings(at=after))
    privacy.forget_needs(after)
    privacy.anonymise(after)
    lines = LogEntry.objects.count()
    privacy.anonymise(after)
    assert ("Annelies" in everything_written(), findings(at=after), LogEntry.objects.count() - lines) == (False, [], 0)
    assert Mailing.objects.get().people == 3


def test_a_day_without_a_date_is_forgotten_some_weeks_after(settings):
    settings.RETAIN_DAYS = 30
    day = full_day()
    assert privacy.retained_until(day) == day.date + dt.timedelta(days=30)
    assert privacy.anonymise(noon(day.date + dt.timedelta(days=30))) == 0
    assert any("zeggen nog wie het was" in said for said in findings(at=noon(day.date + dt.timedelta(days=31))))
    assert privacy.anonymise(noon(day.date + dt.timedelta(days=31))) == 5


def test_many_people_are_forgotten_in_small_steps(monkeypatch):
    monkeypatch.setattr(privacy, "BATCH", 2)
    day = open_day(retain_until=dt.date(2027, 8, 31))
    for who in "abcde":
        comes(day, who * 2)
    assert privacy.anonymise(noon(dt.date(2027, 9, 1))) == 5
    assert not Registration.objects.exclude(email="").exists()


def test_another_day_keeps_its_people():
    full_day(retain_until=dt.date(2027, 8, 31))
    kept = open_day(retain_until=dt.date(2028, 8, 31))
    mine = comes(kept, "zoe")
    privacy.anonymise(noon(dt.date(2027, 9, 1)))
    mine.refresh_from_db()
    assert mine.email == "zoe@school.example"
    assert Letter.objects.filter(to="zoe@school.example").count() == 1


@pytest.mark.parametrize("left", ["letter", "line", "name", "party"])
def test_the_audit_finds_what_was_left_behind(left):
    day = full_day(retain_until=dt.date(2027, 8, 31))
    after = noon(dt.date(2027, 9, 1))
    privacy.forget_needs(after)
    privacy.anonymise(after)
    row = day.registrations.first()
    if left == "letter":
        from events.registering import letters

        row.email, row.day = "an@school.example", day
        letters.tell(row, letters.CHANGED, once="x", at=after)
    elif left == "party":
        Party.objects.update(name="Dirk")
    elif left == "name":
        Registration.objects.filter(pk=row.pk).update(name="An")
    else:
        from portal.publishing import logbook

        Registration.objects.filter(pk=row.pk).update(name="An")
        logbook.write(logbook.Act.CHANGED, row)
    found = " ".join(findings(at=after))
    words = {"letter": "1 brief zegt", "line": "1 regel", "name": "1 inschrijving zegt", "party": "1 groep zegt"}[left]
    assert words in found
    privacy.anonymise(after)
    assert findings(at=after) == []


def test_who_registers_again_after_being_forgotten_is_somebody_new():
    day = open_day()
    mine = comes(day, "an")
    privacy.erase(mine.code, at=EARLY)
    again = comes(day, "an", attempt=somebody("an").attempt)
    assert (again.number, again.email) == (2, "an@school.example")
    assert findings(at=EARLY) == []
