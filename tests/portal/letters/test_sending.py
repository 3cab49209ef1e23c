"""The outbox: what is owed is sent once if it can be, again if it must be, and forgotten in the end."""

import datetime as dt
import logging
import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from portal.letters.models import LEASE, Enclosed, Letter
from portal.letters.sending import MOST, forget, send_again, send_owed, wait_after
from portal.publishing.letters import APPROVED
from tests.factories import NOON, FicheFactory

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def owed(name="An Peeters", to="an@school.example", once="1", fiche=None, enclosed=(), **said):
    fiche = fiche or FicheFactory(title="Samen lezen")
    thing = {"title": "Samen lezen", "form": "https://bank.example/beheer/1", "read": "", "kind": "fiche"}
    context = {"who": "Bo", "things": [thing], "remark": "", "account": "https://bank.example/uit", **said}
    return Letter.objects.owe(APPROVED, fiche, (name, to), once=once, context=context, at=NOON, enclosed=enclosed)


def stands(letter):
    letter.refresh_from_db()
    return letter.state, letter.attempts


# -- one letter --------------------------------------------------------------------------------------------------------
def test_a_letter_goes_once_and_says_the_same_in_html_and_in_text(post):
    letter = owed(remark="Mooi.\nEn <kort>.")
    assert [send_owed(NOON), send_owed(NOON), send_owed(NOON + LEASE * 2)] == [1, 0, 0]
    (mail,) = post.letters
    assert post.envelopes == [("post@127.0.0.1", ["an@school.example"])]
    assert (mail["Subject"], mail["To"], mail["Message-ID"]) == (
        "“Samen lezen” is goedgekeurd",
        "An Peeters <an@school.example>",
        letter.message_id,
    )
    assert (mail["Auto-Submitted"], mail["Date"].datetime) == ("auto-generated", NOON)
    text, html = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert text.splitlines() == [
        "Dag An Peeters",
        "",
        "Bo las “Samen lezen” na en keurde goed. Nu kan iemand ze publiceren of inplannen; lezers zien nog niets.",
        "",
        "> Mooi.",
        "> En <kort>.",
        "",
        "Bekijk de tekst op de werktafel: https://bank.example/beheer/1",
        "",
        "Materialenbank, http://127.0.0.1:8000/",
        "",
        "Liever geen mails over teksten? Zet ze af bij je wachtwoord: https://bank.example/uit",
    ]
    assert "En &lt;kort&gt;." in html and '<a href="https://bank.example/beheer/1">' in html
    assert stands(letter) == (Letter.State.SENT, 1)


def test_owing_the_same_letter_again_changes_nothing(post):
    fiche = FicheFactory(title="Samen lezen")
    first, again, other = owed(fiche=fiche), owed(fiche=fiche, remark="Anders."), owed(fiche=fiche, once="2")
    assert (first.pk, other.pk == first.pk, Letter.objects.count()) == (again.pk, False, 2)
    assert first.message_id != other.message_id


@pytest.mark.django_db(transaction=True)
def test_two_that_owe_the_same_letter_at_once_owe_one():
    from concurrent.futures import ThreadPoolExecutor

    fiche, ready = FicheFactory(), threading.Barrier(4)

    def owe(_):
        try:
            ready.wait(20)
            return owed(fiche=fiche).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(owe, range(4)))) == Letter.objects.count() == 1


def test_a_letter_of_something_that_did_not_happen_is_not_owed():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        owed()
        raise ZeroDivisionError
    assert Letter.objects.count() == 0


def test_what_goes_with_a_letter_arrives_whole(post):
    calendar, picture = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", bytes(range(256))
    owed(enclosed=[Enclosed("dag.ics", "text/calendar", calendar), Enclosed("ticket.png", "image/png", picture, shown=True)])
    send_owed(NOON)
    parts = {part.get_filename(): part for part in post.letters[0].walk() if part.get_filename()}
    assert parts["dag.ics"].get_content_type() == "text/calendar"
    assert parts["dag.ics"].get_payload(decode=True).split() == calendar.split()
    assert (parts["ticket.png"].get_payload(decode=True), parts["ticket.png"]["Content-ID"]) == (picture, "<ticket.png>")
    assert parts["ticket.png"].get_content_disposition() == "inline"


# -- hostile names -----------------------------------------------------------------------------------------------------
HEADERS = ("Subject", "From", "To", "Message-ID", "Date", "Auto-Submitted")
HOSTILE = [
    "An\nBcc: iedereen@school.example",
    "An\r\n\r\nEen heel andere brief",
    "An\x00\u2028 Peeters",
    'An "de baas" <an@elders.example>, Bo',
    "=?utf-8?b?QW4NCkJjYzogeA==?=",
    "Zoë Ćosić 漢字 🦉",
    "a" * 500,
    "",
    "@<>,;:\\",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_can_add_a_header_or_a_reader(post, name):
    letter = owed(name=name, who=name, things=[{"title": name, "form": "", "kind": "fiche"}])
    assert send_owed(NOON) == 1
    (mail,) = post.letters
    assert post.envelopes[0][1] == ["an@school.example"]
    assert [address.addr_spec for address in mail["To"].addresses] == ["an@school.example"]
    assert set(mail.keys()) == {"Content-Type", "MIME-Version", *HEADERS}
    assert (len(mail.keys()), "\n" in letter.subject) == (len(HEADERS) + 2, False)


@pytest.mark.parametrize("address", ["geen adres", "an@", "an@school.example\nBcc: bo@school.example", "@", "an@-", ""])
def test_an_address_that_is_none_is_told_and_holds_up_nobody(post, address):
    wrong, right = owed(to=address), owed(to="bo@school.example")
    assert send_owed(NOON) == 1
    assert (stands(wrong)[0], stands(right)[0]) == (Letter.State.FAILED, Letter.State.SENT)
    assert wrong.error


# -- a server that refuses ---------------------------------------------------------------------------------------------
LATER = [
    ("connect", "421 4.3.2 Busy"),
    ("connect", "hang up"),
    ("MAIL", "451 4.3.0 Later"),
    ("MAIL", "553 5.7.1 Sender not allowed here"),
    ("RCPT", "450 4.2.0 Greylisted"),
    ("RCPT", "hang up"),
    ("DATA", "452 4.3.1 Full"),
    ("DATA", "421 4.3.2 Closing"),
    ("DATA", "hang up"),
]


@pytest.mark.parametrize(("step", "answer"), LATER)
def test_a_refusal_for_now_is_tried_again_and_the_letter_arrives(post, step, answer):
    letter = owed()
    message_id, post.refuses, post.times = letter.message_id, {step: answer}, 1
    assert [send_owed(NOON), send_owed(NOON + MINUTE / 2)] == [0, 0]
    assert stands(letter) == (Letter.State.OWED, 1)
    assert letter.error
    assert send_owed(NOON + MINUTE * 2) == 1
    assert stands(letter) == (Letter.State.SENT, 2)
    assert ([mail["Message-ID"] for mail in post.letters], letter.error) == ([message_id], "")


@pytest.mark.parametrize(
    ("step", "answer"), [("RCPT", "550 5.1.1 No such user an@school.example"), ("DATA", "554 5.7.1 Refused")]
)
def test_a_refusal_for_ever_is_not_tried_again_and_says_why_to_who_looks_after_the_portal(post, step, answer):
    letter, other = owed(), owed(to="bo@school.example")
    post.refuses, post.times = {step: answer}, 1
    assert [send_owed(NOON), send_owed(NOON + dt.timedelta(days=9))] == [1, 0]
    assert (stands(letter), letter.error) == ((Letter.State.FAILED, 1), answer)
    assert stands(other)[0] == Letter.State.SENT


def test_a_server_that_is_away_costs_one_letter_its_turn_and_no_letter_is_lost(post):
    letters = [owed(to=f"a{number}@school.example") for number in range(3)]
    post.refuses = {"connect": "hang up"}
    send_owed(NOON)
    assert [stands(letter)[1] for letter in letters] == [1, 0, 0]
    post.refuses = {}
    assert send_owed(NOON + MINUTE * 2) == 3


def test_waiting_takes_longer_each_time_and_ends_after_days(post):
    letter, at, moments = owed(), NOON, []
    post.refuses = {"RCPT": "450 4.2.0 Not now"}
    for _round in range(MOST + 3):
        send_owed(at)
        letter.refresh_from_db()
        moments.append(letter.next_try - at)
        at = max(at, letter.next_try)
    assert stands(letter) == (Letter.State.FAILED, MOST)
    assert [round(wait / MINUTE) for wait in moments[:4]] == [1, 2, 4, 8]
    assert dt.timedelta(days=3) < at - NOON < dt.timedelta(days=5)
    assert max(wait_after(attempts) for attempts in range(1, 1000)) == dt.timedelta(hours=6)


def test_nobody_is_named_in_a_log(post, caplog):
    owed(name="An Peeters", to="an@school.example")
    post.refuses = {"RCPT": "550 5.1.1 No such user an@school.example"}
    with caplog.at_level(logging.DEBUG, logger="portal"):
        send_owed(NOON)
    said = " ".join(record.getMessage() for record in caplog.records if record.name.startswith(("portal", "django")))
    assert "was not sent" in said
    assert not any(word in said for word in ("an@school", "Peeters", "Samen lezen"))


# -- several workers ---------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_letter_is_in_the_hands_of_one_at_a_time(post):
    owed()
    post.go_on.clear()
    sent = []

    def work():
        try:
            sent.append(send_owed(NOON))
        finally:
            connection.close()

    first = threading.Thread(target=work)
    first.start()
    assert post.arrived.wait(20)
    assert send_owed(NOON + LEASE / 2) == 0
    post.go_on.set()
    first.join(20)
    assert (sent, len(post.letters)) == ([1], 1)


def test_a_letter_that_two_workers_saw_waiting_is_taken_by_one():
    letter = owed()
    first, second = (Letter.objects.claim(letter.pk, NOON) for _worker in range(2))
    assert (first, second) == (letter, None)
    Letter.objects.update(state=Letter.State.SENT)
    assert Letter.objects.claim(letter.pk, NOON + LEASE) is None


def test_what_a_worker_had_in_hand_when_it_died_is_sent_by_the_next_with_the_same_number(post):
    letter = owed()
    assert Letter.objects.claim(letter.pk, NOON)
    assert [send_owed(NOON + LEASE / 2), send_owed(NOON + LEASE)] == [0, 1]
    assert post.letters[0]["Message-ID"] == letter.message_id


def test_a_round_that_is_told_to_stop_leaves_the_rest_for_the_next(post):
    for number in range(3):
        owed(to=f"a{number}@school.example")
    assert send_owed(NOON, stop=lambda: bool(post.letters)) == 1
    assert send_owed(NOON) == 2


def test_the_worker_sends_what_is_owed_and_a_second_round_finds_nothing(post):
    letter = owed()
    call_command("work", once=True)
    call_command("work", once=True)
    assert (len(post.letters), stands(letter)) == (1, (Letter.State.SENT, 1))


def test_without_a_mail_server_letters_become_files(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(tmp_path)
    owed()
    assert send_owed(NOON) == 1
    assert b"an@school.example" in next(tmp_path.iterdir()).read_bytes()


def test_a_round_costs_the_same_for_a_letter_with_three_enclosures_as_for_one(post):
    from tests.desk import cost

    costs = set()
    for number in (1, 3):
        owed(once=str(number), enclosed=[Enclosed(f"{n}.png", "image/png", b"x") for n in range(number)])
        costs.add(cost(lambda: send_owed(NOON)))
    assert len(costs) == 1 and costs.pop() <= 5


# -- forgetting, and once more -----------------------------------------------------------------------------------------
def test_letters_are_forgotten_in_time_and_what_is_still_owed_is_not(post, settings):
    settings.LETTER_DAYS = 30
    sent, waiting = owed(), owed(once="2", enclosed=[Enclosed("a.png", "image/png", b"x")])
    send_owed(NOON)
    Letter.objects.filter(pk=waiting.pk).update(state=Letter.State.OWED)
    almost, over = (NOON + dt.timedelta(days=30, minutes=minutes) for minutes in (-1, 1))
    assert [forget(almost), Letter.objects.count()] == [0, 2]
    assert forget(over) and list(Letter.objects.all()) == [waiting]
    Letter.objects.filter(pk=waiting.pk).update(state=Letter.State.FAILED)
    assert [forget(over) > 0, forget(over), Letter.objects.count()] == [True, 0, 0]
    assert not Letter.objects.filter(pk=sent.pk).exists()


def test_a_letter_that_went_can_be_sent_once_more(post):
    letter = owed()
    send_owed(NOON)
    assert [send_again(Letter.objects.all(), NOON + MINUTE), send_again(Letter.objects.all(), NOON + MINUTE)] == [1, 0]
    assert send_owed(NOON + MINUTE) == 1
    assert [mail["Message-ID"] for mail in post.letters] == [letter.message_id] * 2
