"""What readers search is counted, and nobody can be recognised in what is kept."""

import datetime as dt
import threading

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished
from django.db import connection

from portal.catalogue import asked
from portal.catalogue.asked import MOST, Tally, is_robot, key_of, normalised
from portal.catalogue.models import Edition, Searched

NOON = dt.datetime(2026, 11, 2, 11, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def tally():
    return Tally()


@pytest.fixture(autouse=True)
def nothing_counted():
    """The tally of this process is empty before and after."""
    asked.tally.forget()
    yield
    asked.tally.forget()


def ask(tally, question, at=NOON, hits=3, corrected=""):
    tally.count(question, hits=hits, corrected=corrected, at=at)


def ask_on_days(tally, question, *days, **kwargs):
    for day in days:
        ask(tally, question, at=NOON + day * DAY, **kwargs)
        tally.write(NOON + day * DAY)


# -- what is counted ---------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_question_is_counted_under_a_key_that_does_not_tell_it(tally):
    ask(tally, "Motivatie?"), ask(tally, "  motivatie ", hits=0), ask(tally, "“MOTIVATIE”", corrected="motivatie")
    assert tally.write(NOON) == 1
    row = Searched.objects.values().get()
    row.pop("id")
    assert row == {
        "key": key_of("motivatie"),
        "text": "",
        "days": ["2026-11-02"],
        "first_day": dt.date(2026, 11, 2),
        "last_day": dt.date(2026, 11, 2),
        "times": 3,
        "without_result": 1,
        "corrected": 1,
        "corrected_to": "",
        "settled": 0,
        "ignored": False,
    }


@pytest.mark.django_db
def test_the_key_changes_with_the_secret_of_the_installation(settings):
    before = key_of("motivatie")
    settings.SECRET_KEY = "een andere sleutel"
    assert key_of("motivatie") != before


@pytest.mark.django_db
def test_a_text_is_kept_only_after_three_different_days(tally):
    ask_on_days(tally, "Feedback géven", 0, 0, 1, corrected="feedback")
    assert Searched.objects.values_list("text", "corrected_to", "times").get() == ("", "", 3)
    ask_on_days(tally, "feedback geven!", 8, corrected="Feedback")
    row = Searched.objects.get()
    assert (row.text, row.corrected_to, row.times, row.corrected) == ("feedback geven", "feedback", 4, 4)
    assert row.days == ["2026-11-02", "2026-11-03", "2026-11-10"]
    assert (row.first_day, row.last_day) == (dt.date(2026, 11, 2), dt.date(2026, 11, 10))
    ask_on_days(tally, "feedback geven", 9)
    row.refresh_from_db()
    assert (row.days, row.times) == (["2026-11-03", "2026-11-10", "2026-11-11"], 5)


@pytest.mark.django_db
def test_a_day_is_a_day_in_flanders_and_that_of_the_question_not_of_the_write(tally):
    late = dt.datetime(2026, 11, 2, 22, 59, 50, tzinfo=dt.UTC)  # ten seconds before midnight
    ask(tally, "toets", at=late), ask(tally, "toets", at=late + dt.timedelta(seconds=20))
    tally.write(late + dt.timedelta(minutes=2))
    assert Searched.objects.get().days == ["2026-11-02", "2026-11-03"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "question",
    [
        *("jan@school.be", "jan＠school.be", "mail @ school", "85.07.30-033.28", "0470 12 34 56", "0470123456", "047-0/12.34"),
        *("١٢٣٤ vraag", "x" * 101, "woord " * 40, "", "   ", "?!", "pin 1234", "pin 1 2 3 4", "\x00"),
    ],
)
def test_what_may_name_somebody_is_never_counted_nor_kept(tally, question):
    ask_on_days(tally, question, 0, 1, 2, 3)
    assert Searched.objects.count() == 0


@pytest.mark.django_db
def test_a_correction_that_may_name_somebody_is_counted_and_not_kept(tally):
    ask_on_days(tally, "motivatie", 0, 1, 2, corrected="jan@school.be")
    assert Searched.objects.values_list("text", "corrected", "corrected_to").get() == ("motivatie", 3, "")


@pytest.mark.django_db
def test_years_of_two_grades_and_short_numbers_may_be_kept(tally):
    ask_on_days(tally, "rekenen 3de graad, groep 12", 0, 1, 2)
    assert Searched.objects.get().text == "rekenen 3de graad groep 12"


@pytest.mark.django_db
def test_a_row_whose_text_was_never_kept_goes_after_ninety_days(tally):
    ask_on_days(tally, "eenmalig", 0), ask_on_days(tally, "blijvend", 0, 1, 2), ask_on_days(tally, "recent", 60)
    ask_on_days(tally, "iets", 90)
    assert Searched.objects.filter(key=key_of("eenmalig")).exists()
    ask_on_days(tally, "iets", 91)
    assert set(Searched.objects.values_list("key", flat=True)) == set(map(key_of, ["blijvend", "recent", "iets"]))


# -- in memory ---------------------------------------------------------------------------------------------------------
def test_counting_asks_no_database(tally):
    ask(tally, "motivatie")
    assert not tally.is_due(NOON)


def test_writing_is_due_a_minute_after_the_first_question_and_never_without_one(tally):
    assert not tally.is_due(NOON)
    ask(tally, "motivatie"), ask(tally, "feedback", at=NOON + dt.timedelta(seconds=50))
    assert [tally.is_due(NOON + dt.timedelta(seconds=seconds)) for seconds in (59, 60, 3600)] == [False, True, True]


def test_the_memory_holds_a_bounded_number_of_different_questions(tally):
    for number in range(MOST + 50):
        ask(tally, f"vraag {'abcdefghij'[number % 10]}{'x' * (number // 10 % 60)}{'y' * (number // 600)}")
    ask(tally, "vraag a")
    taken = tally.take()
    assert (len(taken), taken[NOON.date(), "vraag a"].times) == (MOST, 2)


def test_no_question_is_lost_or_counted_twice_by_threads(tally):
    threads = [threading.Thread(target=lambda: [ask(tally, f"woord {n % 7}") for n in range(700)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {text: count.times for (_day, text), count in tally.take().items()} == {f"woord {n}": 800 for n in range(7)}


@pytest.mark.django_db
def test_what_was_written_is_not_written_again(tally):
    ask(tally, "motivatie")
    assert (tally.write(NOON), tally.write(NOON), Searched.objects.get().times) == (1, 0, 1)


@pytest.mark.django_db
def test_a_full_memory_is_written_in_few_statements_and_leaves_the_edition_alone(tally, django_assert_max_num_queries):
    edition = Edition.objects.values().get()
    words = [f"{one}{two}{three}" for one in "abcdefghijklm" for two in "nopqrstuvwxyz" for three in "aeiouaeioubc"]
    for word in words:
        ask(tally, word)
    ask(tally, "motivatie")
    with django_assert_max_num_queries(70):
        written = tally.write(NOON)
    assert (written, Searched.objects.count()) == (len(set(words)) + 1, len(set(words)) + 1)
    assert Edition.objects.values().get() == edition


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_write_the_same_questions_at_once_both_count():
    tallies = [Tally() for _ in range(4)]
    for number, tally in enumerate(tallies):
        for letter in "abcdefgh" if number % 2 else "hgfedcba":
            ask(tally, f"vraag {letter}")

    def write(tally):
        try:
            tally.write(NOON)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[tally]) for tally in tallies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(Searched.objects.values_list("times", flat=True)) == {4}
    assert Searched.objects.count() == 8


# -- when it is written ------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_the_first_request_after_a_minute_writes_and_the_ones_before_it_do_not(time_machine):
    time_machine.move_to(NOON, tick=False)
    asked.count("motivatie", hits=3, corrected="", at=NOON)
    request_finished.send(sender=WSGIHandler)
    assert Searched.objects.count() == 0
    time_machine.move_to(NOON + dt.timedelta(seconds=61), tick=False)
    request_finished.send(sender=WSGIHandler)
    assert Searched.objects.get().times == 1
    asked.count("motivatie", hits=3, corrected="", at=NOON + dt.timedelta(seconds=62))
    request_finished.send(sender=WSGIHandler)
    assert Searched.objects.get().times == 1


@pytest.mark.parametrize(
    ("agent", "robot"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", False),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1",
            False,
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
            False,
        ),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", True),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0)", True),
        ("Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36", False),
        ("curl/8.5.0", True),
        ("python-requests/2.32", True),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0.0.0 Safari/537.36", True),
        ("", True),
    ],
)
def test_robots_are_told_from_readers_by_what_they_call_themselves(agent, robot):
    assert is_robot(agent) is robot


def test_a_question_is_counted_without_case_accents_and_signs_around_its_words():
    assert normalised("  “Geïnformeerde   praktijken?”  (les)… ") == "geinformeerde praktijken les"


# -- at the desk -------------------------------------------------------------------------------------------------------
LIST = "/beheer/catalogue/searched/"


@pytest.mark.django_db
def test_editors_see_what_was_asked_on_three_days_and_can_change_nothing(editor, tally):
    ask_on_days(tally, "klimaat", 0, 1, 2, hits=0), ask_on_days(tally, "motivaite", 0, 1, 2, corrected="motivatie")
    ask_on_days(tally, "feedback", 0, 1, 2, 3), ask_on_days(tally, "geheim", 0, 1)
    shown = {
        query: [row.text for row in editor.get(f"{LIST}?{query}").context["cl"].result_list]
        for query in ("", "uitkomst=zonder", "uitkomst=verbeterd", "q=klim")
    }
    assert shown == {
        "": ["feedback", "klimaat", "motivaite"],
        "uitkomst=zonder": ["klimaat"],
        "uitkomst=verbeterd": ["motivaite"],
        "q=klim": ["klimaat"],
    }
    page = editor.get(LIST).content.decode()
    assert ("geheim" in page, '<a href="/zoeken/?q=klimaat">' in page) == (False, True)
    row = Searched.objects.get(text="klimaat")
    assert [editor.get(f"{LIST}{end}").status_code for end in ("add/", f"{row.pk}/delete/")] == [403, 403]
    assert editor.post(f"{LIST}{row.pk}/change/", {"text": "x"}).status_code == 403


@pytest.mark.django_db
def test_a_row_without_a_text_has_no_page_at_the_desk(chief_editor, tally):
    ask_on_days(tally, "geheim", 0)
    page = chief_editor.get(f"{LIST}{Searched.objects.get().pk}/change/", follow=True)
    assert key_of("geheim") not in page.content.decode()


@pytest.mark.django_db
def test_who_does_not_write_does_not_see_what_was_asked(organiser, visitor, teacher):
    assert [client.get(LIST).status_code for client in (organiser, visitor, teacher)] == [403, 302, 302]
