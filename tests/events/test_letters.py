"""The letters of a registration, as they arrive: what they say, what is in them, and to whom they go."""

import datetime as dt
import io

import pytest
import segno
import time_machine
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format
from icalendar import Calendar
from PIL import Image

from events.models import Block, Place, Session, StudyDay
from events.registering import off, reminders
from events.registering.audit import findings
from events.registering.parties import PartyRequest, entrust, register_party
from events.registering.registration import Who, cancel, change_choices, register
from events.registering.wishes import wishes_of, write_allotment
from events.tickets import ticket_of
from portal.letters.models import Letter
from portal.letters.sending import send_owed
from tests.factories.registrations import EARLY, choosing, comes, open_day, somebody, wants

pytestmark = pytest.mark.django_db
LATER = EARLY + dt.timedelta(hours=2)


def arrived(post, kind: str):
    """The letters of this kind, as a mail program reads them."""
    send_owed(LATER)
    ids = set(Letter.objects.filter(kind=kind).values_list("message_id", flat=True))
    return [letter for letter in post.letters if letter["Message-ID"] in ids]


def subject(letter) -> str:
    return str(letter["Subject"]).strip()  # a folded header begins with the space of its fold


def words(letter) -> str:
    return " ".join(letter.get_body(("plain",)).get_content().split())


def part(letter, kind: str):
    return [found for found in letter.walk() if found.get_content_type() == kind]


def entries(letter) -> tuple[str, dict]:
    """The calendar in a letter: its method, and {last part of the uid: entry}."""
    (found,) = part(letter, "text/calendar")
    made = Calendar.from_ical(found.get_payload(decode=True))
    return str(made["method"]), {str(event["uid"]).split("@")[0].split("-", 2)[2]: event for event in made.walk("VEVENT")}


def timed(day, *seats):
    block, sessions = choosing(day, *seats)
    Block.objects.filter(pk=block.pk).update(starts=dt.time(10), ends=dt.time(11, 15))
    return block, sessions


def test_a_confirmation_has_the_own_programme_a_calendar_a_ticket_and_the_link(post):
    day = open_day(ends=dt.time(16))
    block, (session,) = timed(day, 3)
    mine = comes(day, "an", wants(block, session))
    (letter,) = arrived(post, "registration-confirmed")
    assert subject(letter) == f"Je bent ingeschreven voor “{day.title}”"
    assert (letter["To"], letter["Auto-Submitted"]) == ("An <an@school.example>", "auto-generated")
    for said in ("10.00 tot 11.15 uur", session.title, mine.get_absolute_url(), ticket_of(mine), "/privacy/"):
        assert said in words(letter)
    method, found = entries(letter)
    assert (method, set(found)) == ("PUBLISH", {"dag", f"blok-{block.pk}"})
    assert found[f"blok-{block.pk}"]["summary"] == session.title
    assert found[f"blok-{block.pk}"]["dtstart"].dt.isoformat()[:16] == f"{day.date}T10:00"
    assert mine.code not in part(letter, "text/calendar")[0].get_payload(decode=True).decode()


def test_who_still_has_to_choose_reads_that_and_nobody_else(post):
    day = open_day(change_until=EARLY + dt.timedelta(days=20))
    block, (session,) = choosing(day, 5)
    party = register_party(day, PartyRequest("group", Who("directie@school.example", "Dirk"), 2), at=EARLY)
    entrust(party.code, 1, Who("an@school.example", "An"), at=EARLY)
    comes(day, "bo", wants(block, session))
    send_owed(EARLY + dt.timedelta(days=22))
    an, bo = (next(words(letter) for letter in post.letters if letter["To"].startswith(f"{who} ")) for who in ("An", "Bo"))
    assert f"Je plaats ligt vast. In “{block.title}” koos je nog niets: dat kan met je link, hieronder." in an
    assert "je hoeft niets meer te doen" in bo and "koos je nog niets" not in bo


def test_the_picture_in_the_letter_is_the_ticket(post):
    mine = comes(open_day(), "an")
    (letter,) = arrived(post, "registration-confirmed")
    pictures = part(letter, "image/png")
    assert [(found["Content-ID"], found.get_content_disposition()) for found in pictures] == [
        ("<ticket-qr.png>", "inline"),
        (None, "attachment"),
    ]
    (html,) = part(letter, "text/html")
    assert 'src="cid:ticket-qr.png"' in html.get_content()
    for found in pictures:
        assert modules(found.get_payload(decode=True)) == [list(row) for row in segno.make(ticket_of(mine), error="m").matrix]


def modules(png: bytes) -> list[list[int]]:
    """The squares of a QR code as they stand in its picture: six pixels each, inside a border of four squares."""
    picture = Image.open(io.BytesIO(png)).convert("1")
    side = picture.width // 6
    dark = [[picture.getpixel((6 * x + 3, 6 * y + 3)) == 0 for x in range(side)] for y in range(side)]
    assert not any(any(row[:4]) or any(row[-4:]) for row in dark)
    return [[int(square) for square in row[4:-4]] for row in dark[4:-4]]


def test_a_change_moves_the_entry_in_the_calendar_and_never_makes_a_second_one(post):
    day = open_day()
    block, (one, other) = timed(day, 3, 3)
    mine = comes(day, "an", wants(block, one))
    (first,) = arrived(post, "registration-confirmed")
    change_choices(mine.code, (wants(block, other),), at=EARLY + dt.timedelta(minutes=30))
    send_owed(EARLY + dt.timedelta(hours=3))
    (second,) = arrived(post, "registration-changed")
    before, after = entries(first)[1][f"blok-{block.pk}"], entries(second)[1][f"blok-{block.pk}"]
    assert (before["uid"], after["summary"], after["status"]) == (after["uid"], other.title, "CONFIRMED")
    assert after["sequence"] > before["sequence"]


def test_who_cancels_gets_the_day_out_of_the_calendar(post):
    day = open_day()
    block, (one,) = timed(day, 3)
    mine = comes(day, "an", wants(block, one))
    arrived(post, "registration-confirmed")
    cancel(mine.code, at=LATER)
    (letter,) = arrived(post, "registration-cancelled")
    method, found = entries(letter)
    assert (method, {str(entry["status"]) for entry in found.values()}) == ("CANCEL", {"CANCELLED"})
    assert set(found) == {"dag", f"blok-{block.pk}"}


def test_who_moves_up_reads_what_they_got_and_gave_up_and_gives_it_back_with_one_link(post):
    day = open_day()
    block, (full, other) = timed(day, 1, 3)
    an, bo = comes(day, "an", wants(block, full)), comes(day, "bo", wants(block, full, other))
    cancel(an.code, at=EARLY)
    (letter,) = arrived(post, "registration-seated")
    assert subject(letter) == f"Je hebt een plaats in “{full.title}”"
    assert f"Je plaats in “{other.title}” komt vrij voor iemand anders." in words(letter)
    assert f"Geef mijn plaats terug: http://127.0.0.1:8000{bo.get_absolute_url()}teruggeven/{full.pk}/" in words(letter)


def test_who_waits_reads_where_and_until_when(post):
    day = open_day(capacity=1)
    comes(day, "an"), comes(day, "bo")
    (letter,) = arrived(post, "registration-waiting")
    assert "op plaats 1" in words(letter) and "zonder dat je iets moet doen" in words(letter)
    assert "tot 24 uur voor de dag begint" in words(letter)
    assert part(letter, "image/png") == []


def test_a_link_asked_again_says_that_nothing_changed_and_has_no_ticket(post):
    day = open_day()
    mine = comes(day, "an")
    register(day, somebody("an", attempt="again"), at=EARLY)
    (letter,) = arrived(post, "registration-link")
    assert mine.get_absolute_url() in words(letter) and "er is niets gewijzigd" in words(letter)


def test_no_name_puts_a_header_in_a_letter(post):
    day = open_day()
    hostile = Who("an@school.example", "An\r\nBcc: iedereen@example.org\r\n\r\n<script>alert(1)</script>")
    register(day, somebody("an").__class__("form", hostile), at=EARLY)
    (letter,) = arrived(post, "registration-confirmed")
    assert letter["Bcc"] is None
    assert post.envelopes[0][1] == ["an@school.example"]
    (html,) = part(letter, "text/html")
    assert "<script>" not in html.get_content()


def test_titles_are_those_that_readers_see(post):
    day = open_day()
    block, (session,) = choosing(day, 3)
    seen = session.title
    Session.objects.filter(pk=session.pk).update(title="Klad met een geheim")
    comes(day, "an", wants(block, session))
    (letter,) = arrived(post, "registration-confirmed")
    assert seen in words(letter) and "geheim" not in words(letter)


# -- some days before --------------------------------------------------------------------------------------------------
def days_before(day, days: int) -> dt.datetime:
    return day.begins() - dt.timedelta(days=days, minutes=-1)


def test_who_comes_is_reminded_once_some_days_before(post):
    day = open_day(capacity=2)
    comes(day, "an"), comes(day, "bo"), comes(day, "cas")
    assert reminders.remind(days_before(day, 6)) == 0
    assert (reminders.remind(days_before(day, 5)), reminders.remind(days_before(day, 4))) == (2, 0)
    kinds = Letter.objects.filter(kind="registration-reminder")
    assert [letter.to for letter in kinds.order_by("pk")] == ["an@school.example", "bo@school.example"]
    send_owed(days_before(day, 4))
    letter = post.letters[-1]
    assert subject(letter) == f"Tot {date_format(day.date, 'l')}: “{day.title}”"
    assert len(part(letter, "image/png")) == 2 and part(letter, "text/calendar")
    assert findings(at=EARLY) == []


def test_who_only_just_got_a_seat_is_not_reminded_and_a_day_that_began_reminds_nobody():
    day = open_day(closes_at=None, opens_at=EARLY)
    comes(day, "an", at=days_before(day, 2))
    assert reminders.remind(days_before(day, 1)) == 0
    comes(day, "bo")
    assert reminders.remind(day.begins()) == 0
    assert reminders.remind(days_before(day, 1)) == 1


@pytest.mark.parametrize("facts", [{"cancelled": True}, {"live": None}])
def test_a_day_that_does_not_go_on_or_is_not_online_reminds_nobody(facts):
    day = open_day()
    comes(day, "an")
    StudyDay.objects.filter(pk=day.pk).update(**facts)
    assert reminders.remind(days_before(day, 3)) == 0


def test_no_reminders_when_the_setting_says_so(settings):
    settings.REMIND_DAYS = 0
    day = open_day()
    comes(day, "an")
    assert reminders.remind(days_before(day, 1)) == 0


def test_the_contact_of_a_group_reads_how_many_seats_have_no_name(post):
    day = open_day()
    party = register_party(day, PartyRequest("group", Who("directie@school.example", "Dirk"), 3), at=EARLY)
    entrust(party.code, 1, Who("an@school.example", "An"), at=EARLY)
    assert reminders.remind(days_before(day, 5)) == 2
    send_owed(days_before(day, 5))
    (letter,) = [letter for letter in post.letters if letter["To"].startswith("Dirk") and "zonder naam" in subject(letter)]
    assert "Van de 3 plaatsen van je groep hebben er 2 nog geen naam." in words(letter)
    assert party.get_absolute_url() in words(letter)


def test_what_a_contact_is_asked_for_can_still_be_given(post):
    day = open_day(change_until=EARLY)  # choices are fixed; names are no choices
    party = register_party(day, PartyRequest("group", Who("directie@school.example", "Dirk"), 1), at=EARLY - dt.timedelta(days=1))
    at = days_before(day, 5)
    assert reminders.remind(at) == 1
    assert entrust(party.code, 1, Who("an@school.example", "An"), at=at).name == "An"


# -- what does not go on -----------------------------------------------------------------------------------------------
def test_a_session_that_is_off_frees_its_people_tells_them_and_seats_who_waited_elsewhere(post):
    day = open_day()
    block, (gone, other) = timed(day, 2, 1)
    an = comes(day, "an", wants(block, gone))
    bo = comes(day, "bo", wants(block, other))
    cas = comes(day, "cas", wants(block, other, gone))
    Session.objects.filter(pk=gone.pk).update(cancelled=True)
    assert (off.clear_sessions(LATER), off.clear_sessions(LATER)) == (2, 0)
    gone.refresh_from_db()
    assert gone.taken == 0
    assert set(Place.objects.values_list("registration", "session", "state")) == {
        (bo.pk, other.pk, "confirmed"),
        (cas.pk, other.pk, "waiting"),
    }
    letters = arrived(post, "registration-session-off")
    assert [letter["To"] for letter in letters] == ["An <an@school.example>", "Cas <cas@school.example>"]
    assert subject(letters[0]) == f"“{gone.title}” gaat niet door"
    assert "Kies gerust iets anders met je link" in words(letters[0]) and an.get_absolute_url() in words(letters[0])
    assert str(entries(letters[0])[1][f"blok-{block.pk}"]["status"]) == "CANCELLED"
    assert findings(at=LATER) == []


def test_who_gave_wishes_reads_until_when_and_that_a_mail_follows(post, visitor):
    day = open_day()
    block, sessions = choosing(day, 2, 2, choice=Block.Choice.RANKED)
    Block.objects.filter(pk=block.pk).update(wishes_until=EARLY.date())
    mine = comes(day, "an", wants(block, *sessions))
    (letter,) = arrived(post, "registration-confirmed")
    until = f"je wensen wijzigen kan tot en met {date_format(EARLY, 'j F Y')}"
    assert f"Zodra de plaatsen verdeeld zijn, krijg je een mail; {until}" in words(letter)
    with time_machine.travel(EARLY):
        assert "Wensen wijzigen kan tot en met" in visitor.get(mine.get_absolute_url()).content.decode()
    with time_machine.travel(EARLY + dt.timedelta(days=1)):
        page = visitor.get(mine.get_absolute_url()).content.decode()
    assert "Zodra de plaatsen verdeeld zijn, krijg je een mail." in page and "Wensen wijzigen kan tot en met" not in page


def test_a_wish_for_a_session_that_is_off_stays_and_its_owner_is_told_once(post):
    day = open_day()
    block, (gone, other) = choosing(day, 2, 2, choice=Block.Choice.RANKED)
    mine = comes(day, "an", wants(block, gone, other))
    Session.objects.filter(pk=gone.pk).update(cancelled=True)
    assert (off.clear_sessions(LATER), off.clear_sessions(LATER)) == (1, 0)
    assert mine.places.wished().count() == 2
    (letter,) = arrived(post, "registration-session-off")
    assert "Bij het verdelen slaan we die wens over" in words(letter)
    Session.objects.filter(pk=gone.pk).update(cancelled=False)
    assert off.clear_sessions(LATER + dt.timedelta(minutes=1)) == 0
    Session.objects.filter(pk=gone.pk).update(cancelled=True)
    assert off.clear_sessions(LATER + dt.timedelta(minutes=2)) == 1
    assert Letter.objects.filter(kind="registration-session-off").count() == 2


def test_everybody_who_comes_or_waits_and_every_contact_reads_that_a_day_is_off(post):
    day = open_day(capacity=4)
    comes(day, "an")
    register_party(day, PartyRequest("group", Who("directie@school.example", "Dirk"), 3), at=EARLY)
    comes(day, "bo")
    cancel(comes(day, "cas").code, at=EARLY)
    StudyDay.objects.filter(pk=day.pk).update(cancelled=True, cancelled_note="De zaal liep onder water.")
    assert (off.tell_cancelled(LATER), off.tell_cancelled(LATER)) == (3, 0)
    letters = arrived(post, "registration-day-off")
    to = ["An <an@school.example>", "Bo <bo@school.example>", "Dirk <directie@school.example>"]
    assert sorted(letter["To"] for letter in letters) == to
    assert all("De zaal liep onder water." in words(letter) for letter in letters)
    by = {letter["To"]: letter for letter in letters}
    assert entries(by[to[0]])[0] == "CANCEL"
    assert part(by[to[2]], "text/calendar") == []
    Letter.objects.all().delete()  # letters are kept for some weeks; what was told stays told
    assert off.tell_cancelled(LATER) == 0


def test_a_day_that_is_put_back_and_cancelled_again_is_told_of_each_time(post, monkeypatch):
    monkeypatch.setattr(off, "BATCH", 2)
    day = open_day(capacity=6)
    register_party(day, PartyRequest("group", Who("directie@school.example", "Dirk"), 2), at=EARLY)
    for who in ("an", "bo", "cas"):
        comes(day, who)

    def worker(minutes: int, **facts) -> tuple[int, int]:
        StudyDay.objects.filter(pk=day.pk).update(**facts)
        at = LATER + dt.timedelta(minutes=minutes)
        return off.tell_cancelled(at), off.tell_restored(at)

    assert [worker(0, cancelled=True), worker(1)] == [(4, 0), (0, 0)]
    StudyDay.objects.filter(pk=day.pk).update(cancelled=False)
    dora = comes(day, "dora", at=LATER + dt.timedelta(minutes=2))  # never read that it was off
    assert [worker(3), worker(4)] == [(0, 4), (0, 0)]
    assert [worker(5, cancelled=True), worker(6)] == [(5, 0), (0, 0)]
    assert [worker(7, cancelled=False), worker(8)] == [(0, 5), (0, 0)]
    send_owed(LATER + dt.timedelta(minutes=9))
    mine = [letter for letter in post.letters if letter["To"].startswith("An ")]
    off_said, on_said = f"Geannuleerd: “{day.title}”", f"Toch wel: “{day.title}” gaat door"
    assert [subject(letter) for letter in mine[1:]] == [off_said, on_said] * 2
    assert (entries(mine[4])[0], str(entries(mine[4])[1]["dag"]["status"])) == ("PUBLISH", "CONFIRMED")
    assert "Je plaats is er nog: je hoeft niets te doen." in words(mine[2])
    about_dora = Letter.objects.filter(object_id=dora.pk, to="dora@school.example").order_by("pk").values_list("kind", flat=True)
    assert [*about_dora] == ["registration-confirmed", "registration-day-off", "registration-day-on"]


def test_many_people_are_told_in_small_steps(monkeypatch):
    monkeypatch.setattr(off, "BATCH", 2)
    monkeypatch.setattr(reminders, "BATCH", 2)
    day = open_day()
    for who in "abcde":
        comes(day, who * 2)
    assert reminders.remind(days_before(day, 2)) == 5
    StudyDay.objects.filter(pk=day.pk).update(cancelled=True)
    assert off.tell_cancelled(LATER) == 5
    assert Letter.objects.filter(kind="registration-day-off").values("to").distinct().count() == 5


def test_the_worker_reminds_tells_and_forgets(post):
    now = timezone.now()
    facts = {"opens_at": now - dt.timedelta(days=30), "closes_at": None}
    day = open_day(date=timezone.localdate(now) + dt.timedelta(days=3), **facts)
    off_day = open_day(date=timezone.localdate(now) + dt.timedelta(days=30), **facts)
    gone = open_day(date=timezone.localdate(now) + dt.timedelta(days=1), **facts)
    long_ago = now - dt.timedelta(days=20)
    an = comes(day, "an", at=long_ago)
    comes(off_day, "bo", at=long_ago), comes(gone, "cas", at=long_ago)
    StudyDay.objects.filter(pk=off_day.pk).update(cancelled=True)
    StudyDay.objects.filter(pk=gone.pk).update(date=timezone.localdate(now) - dt.timedelta(days=200), opens_at=None)
    call_command("work", "--once")
    kinds = set(Letter.objects.filter(created__gte=now).values_list("kind", "to"))
    assert kinds == {("registration-reminder", "an@school.example"), ("registration-day-off", "bo@school.example")}
    assert {letter["To"] for letter in post.letters} >= {"An <an@school.example>", "Bo <bo@school.example>"}
    assert list(gone.registrations.values_list("name", "email")) == [("", "")]
    assert an.day_id == day.pk


def test_who_wished_reads_that_the_places_were_divided():
    day = open_day()
    block, (one, other) = choosing(day, 2, 2, choice=Block.Choice.RANKED)
    mine = comes(day, "an", wants(block, one, other))
    write_allotment(day, {block.pk: {mine.pk: other.pk}}, seen={block.pk: wishes_of(block)}, at=LATER)
    letter = Letter.objects.get(kind="registration-changed")
    assert letter.subject == f"De plaatsen zijn verdeeld: “{day.title}”"
    assert other.title in letter.text
