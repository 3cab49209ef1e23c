"""Reading is counted in memory and written down as numbers: nobody is in them, and nothing is lost."""

import datetime as dt
import signal
import sqlite3
import subprocess
import threading
import urllib.request

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from fiches.models import Fiche
from portal.catalogue import opened
from portal.catalogue.models import Edition, Reads, Record
from portal.catalogue.opened import MOST, Tally
from portal.catalogue.reads import fold_months
from portal.operations.management.commands.work import DUE
from portal.publishing.workflow import take
from tests.factories import NOON, FicheFactory, SourceFactory, publish

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
TODAY = dt.date(2026, 11, 2)
DAY = dt.timedelta(days=1)


@pytest.fixture
def reader():
    """Somebody with a browser."""
    return Client(headers={"user-agent": FIREFOX, "accept-language": "nl-BE,nl;q=0.8"})


@pytest.fixture
def at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def page(db) -> str:
    return FicheFactory(slug="feedback", published=True).get_absolute_url()


def counted() -> dict[str, int]:
    """What is in the memory of this process."""
    return {path: times for (_day, path), times in opened.tally.take().items()}


def written() -> list[tuple]:
    return list(Reads.objects.order_by("start", "record").values_list("record__url", "start", "monthly", "times"))


# -- what is counted ---------------------------------------------------------------------------------------------------
def test_a_page_is_counted_drawn_anew_kept_and_when_the_browser_has_it_already(reader, page):
    anew = reader.get(page)
    kept = reader.get(page)
    same = reader.get(page, headers={"if-none-match": kept["ETag"]})
    assert ([anew.status_code, kept.status_code, same.status_code], counted()) == ([200, 200, 304], {page: 3})


def test_counting_adds_no_question_to_the_database(reader, page, django_assert_num_queries):
    reader.get(page)
    with django_assert_num_queries(1):
        reader.get(page)


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": ""},
        {"accept-language": ""},
        {"purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"x-moz": "prefetch"},
        {"sec-fetch-dest": "empty"},
        {"sec-fetch-dest": "iframe"},
        {"hx-request": "true"},
        {"referer": "http://testserver/beheer/fiches/fiche/3/change/"},
    ],
    ids=str,
)
def test_what_no_reader_opened_is_not_counted(reader, page, headers):
    assert (reader.get(page, headers=headers).status_code, counted()) == (200, {})


OPENED = {"sec-fetch-dest": "empty", "x-opened": "true"}


@pytest.mark.parametrize("headers", [{"sec-fetch-dest": "document"}, {"referer": "http://testserver/fiches/"}, OPENED], ids=str)
def test_who_follows_a_link_is_counted(reader, page, headers):
    assert (reader.get(page, headers=headers).status_code, counted()) == (200, {page: 1})


def test_only_pages_that_were_got_are_counted(reader, page):
    answers = [reader.head(page), reader.post(page), reader.get("/fiches/bestaat-niet/"), reader.get(page.rstrip("/"))]
    assert ([answer.status_code for answer in answers], counted()) == ([200, 405, 404, 301], {})


def test_a_preview_at_the_desk_is_no_reading(chief_editor, page):
    chief_editor.defaults |= {"HTTP_USER_AGENT": FIREFOX, "HTTP_ACCEPT_LANGUAGE": "nl"}
    answer = chief_editor.get(f"/beheer/fiches/fiche/{Fiche.objects.get().pk}/voorbeeld/")
    assert (answer.status_code, counted()) == (200, {})


def test_a_day_is_a_day_in_flanders_also_across_midnight(time_machine):
    tally, late = Tally(), dt.datetime(2026, 11, 2, 22, 59, 50, tzinfo=dt.UTC)
    for seconds in (0, 5, 15, 86_000):
        time_machine.move_to(late + dt.timedelta(seconds=seconds), tick=False)
        tally.count("/fiches/feedback/")
    assert {day.isoformat(): times for (day, _path), times in tally.take().items()} == {"2026-11-02": 2, "2026-11-03": 2}


# -- in memory ---------------------------------------------------------------------------------------------------------
def test_no_reading_is_lost_or_counted_twice_by_threads(time_machine):
    time_machine.move_to(NOON, tick=False)
    tally = Tally()
    threads = [threading.Thread(target=lambda: [tally.count(f"/fiches/{n % 7}/") for n in range(700)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tally.take() == {(TODAY, f"/fiches/{n}/"): 800 for n in range(7)}


def test_the_memory_holds_a_bounded_number_of_pages():
    tally = Tally()
    for number in range(MOST + 5):
        tally.count(f"/{number}/")
    tally.count("/0/")
    taken = tally.take()
    assert (len(taken), max(taken.values())) == (MOST, 2)


# -- written down ------------------------------------------------------------------------------------------------------
def test_reading_becomes_one_row_for_each_page_and_day(reader, page, at_noon, time_machine):
    source = SourceFactory()
    FicheFactory(slug="bronnen", sources=[source], published=True)
    for path in (page, page, "/fiches/bronnen/", source.get_absolute_url(), "/fiches/", "/zoeken/", "/"):
        reader.get(path)
    time_machine.move_to(NOON + DAY, tick=False)
    reader.get(page)
    assert opened.tally.write(NOON) == 4
    rows = [(page, TODAY, False, 2), ("/fiches/bronnen/", TODAY, False, 1), (source.get_absolute_url(), TODAY, False, 1)]
    assert sorted(written()) == sorted([*rows, (page, TODAY + DAY, False, 1)])
    assert opened.tally.write(NOON) == 0


@pytest.mark.django_db(transaction=True)
def test_the_first_request_after_a_minute_writes_and_the_ones_before_it_do_not(reader, page, at_noon, time_machine):
    reader.get(page)
    request_finished.send(sender=WSGIHandler)
    assert written() == []
    time_machine.move_to(NOON + dt.timedelta(seconds=61), tick=False)
    request_finished.send(sender=WSGIHandler)
    assert written() == [(page, TODAY, False, 1)]


def test_a_page_is_counted_on_the_day_that_it_is_also_after_the_clock_was_put_back(time_machine):
    today = opened.Today()
    for day in (3, 2, 4, 3):
        for hour in (0, 23):
            time_machine.move_to(dt.datetime(2026, 11, day, hour, 30, tzinfo=timezone.get_default_timezone()), tick=False)
            assert today() == dt.date(2026, 11, day)


@pytest.mark.django_db
def test_writing_costs_the_same_for_one_page_as_for_three_and_leaves_the_edition_alone(django_assert_num_queries):
    fiches = FicheFactory.create_batch(3, published=True)
    edition = Edition.objects.values().get()
    for some in (fiches[:1], fiches):
        tally = Tally()
        for fiche in some:
            tally.count(fiche.get_absolute_url())
        with django_assert_num_queries(4):  # the records, and the rows in a transaction (here: a savepoint)
            tally.write(NOON)
    assert Edition.objects.values().get() == edition


@pytest.mark.django_db
def test_a_page_that_moved_or_went_in_that_minute_is_still_counted(at_noon):
    moved, gone = FicheFactory(slug="oud", published=True), FicheFactory(slug="weg", published=True)
    tally = Tally()
    for path in ("/fiches/oud/", "/fiches/weg/", "/fiches/" + "x" * 300 + "/", "/fiches/\x00/"):
        tally.count(path)
    Fiche.objects.filter(pk=moved.pk).update(slug="nieuw", status="draft")
    publish(moved)
    take(gone, "withdraw", seen=gone.edit, at=NOON)
    assert tally.write(NOON) == 2
    assert sorted(written()) == [("/fiches/nieuw/", TODAY, False, 1), ("/fiches/weg/", TODAY, False, 1)]


@pytest.mark.django_db(transaction=True)
def test_what_could_not_be_written_is_kept_for_the_next_minute(at_noon, page):
    if connection.vendor == "sqlite":
        holder = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        connection.cursor().execute("PRAGMA busy_timeout = 50")
    else:
        import psycopg

        where = connection.settings_dict
        holder = psycopg.connect(
            host=where["HOST"], port=where["PORT"], user=where["USER"], dbname=where["NAME"], autocommit=True
        )
        connection.cursor().execute("SET lock_timeout = 50")
    tally = Tally()
    tally.count(page, 3)
    holder.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
    if connection.vendor != "sqlite":
        holder.execute("LOCK TABLE catalogue_reads IN EXCLUSIVE MODE")
    with pytest.raises(OperationalError):
        tally.write(NOON)
    holder.execute("ROLLBACK")
    holder.close()
    tally.count(page)
    assert (tally.write(NOON), written()) == (1, [(page, TODAY, False, 4)])
    if connection.vendor != "sqlite":
        connection.cursor().execute("RESET lock_timeout")  # it may be lent again
    connection.close()  # with the patience of the settings again


@pytest.mark.django_db(transaction=True)
def test_processes_that_write_the_same_pages_at_once_add_up(at_noon):
    pages = [fiche.get_absolute_url() for fiche in FicheFactory.create_batch(6, published=True)]
    tallies = [Tally() for _ in range(4)]
    for number, tally in enumerate(tallies):
        for path in pages if number % 2 else reversed(pages):
            tally.count(path, number + 1)

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
    assert sorted(written()) == [(path, TODAY, False, 10) for path in sorted(pages)]


def test_two_servers_count_apart_and_write_when_they_stop(granian_server, monkeypatch):
    page = FicheFactory(slug="feedback", published=True).get_absolute_url()
    started, start = [], subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *args, **kwargs: started.append(start(*args, **kwargs)) or started[-1])
    for times in (2, 3):
        url = granian_server()
        for agent in [FIREFOX] * times + ["Googlebot/2.1"]:
            request = urllib.request.Request(url + page, headers={"User-Agent": agent, "Accept-Language": "nl"})
            urllib.request.urlopen(request, timeout=10).close()
    assert written() == []
    for process in started:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)
    assert [(url, times) for url, _start, _monthly, times in written()] == [(page, 5)]


# -- later -------------------------------------------------------------------------------------------------------------
def read(record, start, times, *, monthly=False):
    Reads.objects.add({(record.pk, record.kind, start): times}, monthly=monthly)


@pytest.mark.django_db
def test_after_a_while_days_become_months_and_no_reading_is_lost(settings):
    settings.READ_DAYS = 40  # on 2 November: until 23 September, so the whole of September is still kept per day
    FicheFactory.create_batch(2, published=True)
    one, two = Record.objects.public().filter(kind="fiche").order_by("pk")
    for record, start, times in [
        (one, dt.date(2026, 8, 1), 1),
        (one, dt.date(2026, 8, 31), 2),
        (two, dt.date(2026, 8, 31), 4),
        (one, dt.date(2026, 7, 15), 8),
        (one, dt.date(2026, 9, 1), 16),
        (one, TODAY, 32),
    ]:
        read(record, start, times)
    read(one, dt.date(2026, 8, 1), 64, monthly=True)
    assert (fold_months(NOON), fold_months(NOON)) == (4, 0)
    assert written() == [
        (one.url, dt.date(2026, 7, 1), True, 8),
        (one.url, dt.date(2026, 8, 1), True, 67),
        (two.url, dt.date(2026, 8, 1), True, 4),
        (one.url, dt.date(2026, 9, 1), False, 16),
        (one.url, TODAY, False, 32),
    ]
    assert fold_months in DUE


@pytest.mark.django_db
def test_the_numbers_of_a_period_are_told_day_by_day_and_for_the_most_read():
    FicheFactory.create_batch(3, published=True)
    one, two, gone = Record.objects.public().filter(kind="fiche").order_by("pk")
    read(one, TODAY, 2), read(one, TODAY - DAY, 1), read(two, TODAY - 2 * DAY, 5), read(gone, TODAY, 9)
    read(one, TODAY - 3 * DAY, 100), read(one, TODAY + DAY, 100), read(one, TODAY, 100, monthly=True)
    fiche = Fiche.objects.get(pk=gone.object_id)
    take(fiche, "withdraw", seen=fiche.edit, at=NOON)
    reads = Reads.objects
    assert reads.per_day("fiche", TODAY, 3) == [(TODAY - 2 * DAY, 5), (TODAY - DAY, 1), (TODAY, 11)]
    assert reads.per_day("source", TODAY, 1) == [(TODAY, 0)]
    assert [(said["title"], said["times"], said["days"]) for said in reads.most("fiche", TODAY, days=3)] == [
        (two.title, 5, [5, 0, 0]),
        (one.title, 3, [0, 1, 2]),
    ]
    assert [said["title"] for said in reads.most("fiche", TODAY, many=1, days=3)] == [two.title]
    assert reads.of_each("fiche", [one.object_id, 999], TODAY, 3) == {one.object_id: [0, 1, 2]}
    in_all = dict(Fiche.objects.annotate(n=reads.in_all("fiche", TODAY, 3)).values_list("pk", "n"))
    assert in_all == {one.object_id: 3, two.object_id: 5, gone.object_id: 9}
