"""Writers of SQLite wait for each other in a queue."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError, connections
from django.db.transaction import atomic

from portal.database.queue import Turn

ROOT = Path(__file__).resolve().parents[3]

DIES = "import os, sys; from portal.database.queue import Turn; Turn(sys.argv[1]).take(5); os.kill(os.getpid(), 9)"


def waiting() -> int:
    return sum(thread.name == "turn" for thread in threading.enumerate())


def until(holds) -> None:
    for _attempt in range(500):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "queue")


@pytest.fixture
def queued(tmp_path, django_db_blocker):
    """The name of a database of its own, with a table `t` of one row; each thread has its own connection to it."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL"}
    described = {"ENGINE": "portal.database.sqlite3", "NAME": str(tmp_path / "x.sqlite3"), "OPTIONS": options}
    connections.settings["queued"] = connections.configure_settings({"default": described})["default"]
    with django_db_blocker.unblock():
        write("CREATE TABLE t (n INTEGER)")
        write("INSERT INTO t VALUES (0)")
        yield "queued"
        connections["queued"].close()
    del connections["queued"], connections.settings["queued"]


def write(statement: str) -> None:
    with connections["queued"].cursor() as cursor:
        cursor.execute(statement)


def number() -> int:
    with connections["queued"].cursor() as cursor:
        return cursor.execute("SELECT n FROM t").fetchone()[0]


def beside(act) -> threading.Thread:
    """Somebody else who does this, with a connection of their own."""

    def run():
        try:
            act()
        finally:
            connections["queued"].close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_who_waits_is_let_in_in_the_order_of_coming(path):
    holder, order, threads = Turn(path), [], []
    assert holder.take(5)

    def come(number):
        mine = Turn(path)
        assert mine.take(20)
        order.append(number)
        mine.close()

    for number in range(6):
        threads.append(threading.Thread(target=come, args=[number]))
        threads[-1].start()
        until(lambda: waiting() == len(threads))
        time.sleep(0.02)  # from the start of a thread to its place in the queue
    holder.close()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4, 5]


def test_who_gives_up_keeps_nobody_waiting(path):
    holder, hasty, patient = Turn(path), Turn(path), Turn(path)
    assert (holder.take(5), hasty.take(0.05)) == (True, False)
    holder.leave()
    assert patient.take(5)
    patient.leave()
    assert hasty.take(5)
    for turn in (holder, hasty, patient):
        turn.close()
    until(lambda: waiting() == 0)


def test_a_process_that_dies_leaves_the_queue(path):
    died = subprocess.run([sys.executable, "-c", DIES, path], cwd=ROOT)
    mine = Turn(path)
    assert (died.returncode, mine.take(5)) == (-signal.SIGKILL, True)
    mine.close()


def test_a_transaction_waits_for_another_and_reading_does_not(queued):
    with atomic(using=queued):
        write("UPDATE t SET n = n + 1")

        def another():
            with atomic(using=queued):
                write("UPDATE t SET n = n * 10")

        thread = beside(another)
        until(lambda: waiting() == 1)
        seen = []
        beside(lambda: seen.append(number())).join()
    thread.join()
    assert (seen, number()) == ([0], 10)


def test_a_single_statement_waits_its_turn_too(queued):
    with atomic(using=queued):
        write("UPDATE t SET n = n + 1")
        thread = beside(lambda: write("update t set n = n * 10"))
        until(lambda: waiting() == 1)
    thread.join()
    assert number() == 10


@pytest.mark.parametrize("wrong", ["an error", "a broken rule", "a closed connection"])
def test_whatever_goes_wrong_the_next_one_gets_its_turn(queued, wrong):
    def fails():
        with atomic(using=queued):
            write("UPDATE t SET n = 7")
            if wrong == "a broken rule":
                write("INSERT INTO nowhere VALUES (1)")
            if wrong == "a closed connection":
                connections[queued].close()
            raise ZeroDivisionError

    with pytest.raises((ZeroDivisionError, OperationalError)):
        fails()
    beside(lambda: write("UPDATE t SET n = n + 1")).join()
    assert number() == 1


def test_who_waits_too_long_is_told_that_the_database_is_locked(queued):
    told = []

    def hasty():
        connections[queued].settings_dict["OPTIONS"]["timeout"] = 0.1
        try:
            with atomic(using=queued):
                write("UPDATE t SET n = 9")
        except OperationalError as error:
            told.append(str(error))

    with atomic(using=queued):
        write("UPDATE t SET n = 1")
        beside(hasty).join()
    assert (told, number()) == (["database is locked"], 1)


def test_a_hundred_transactions_of_many_threads_all_count(queued):
    def many():
        for _turn in range(10):
            with atomic(using=queued):
                write(f"UPDATE t SET n = {number() + 1}")

    for thread in [beside(many) for _thread in range(10)]:
        thread.join()
    assert number() == 100
