"""Connections to PostgreSQL are lent and given back; a dead one is lent to nobody, and who must wait too long is told so."""

import os
import threading
import time
import urllib.error
import urllib.request

import psycopg
import pytest
from django.db import OperationalError, connection, connections
from django.urls import reverse

from tests.factories import FicheFactory
from tests.machinery.servers import database_url
from tools.postgres import NoPostgres, free_port, postgres

MOST, WAIT = 4, 1.0


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL of its own."""
    try:
        with postgres() as url:
            yield url
    except NoPostgres as why:
        pytest.skip(f"No PostgreSQL to lend connections to: {why}")


@pytest.fixture
def lent(server, django_db_blocker):
    """The name of a database whose connections are lent; each thread asks for its own."""
    pool = {"min_size": 1, "max_size": MOST, "timeout": WAIT}
    where = {"HOST": "127.0.0.1", "PORT": server.rpartition(":")[2].partition("/")[0], "NAME": "portal", "USER": "portal"}
    described = {"ENGINE": "portal.database.postgresql", **where, "OPTIONS": {"pool": pool}, "CONN_MAX_AGE": 0}
    connections.settings["lent"] = connections.configure_settings({"default": described})["default"]
    with django_db_blocker.unblock():
        yield "lent"
        connections["lent"].close()
        connections["lent"].close_pool()
    del connections["lent"], connections.settings["lent"]


def ask() -> int:
    with connections["lent"].cursor() as cursor:
        return cursor.execute("SELECT pg_backend_pid()").fetchone()[0]


def ask_together(several: int) -> set[int]:
    """As many threads, each of which holds a connection until all have one; who answered them."""
    answered, together = set(), threading.Barrier(several)

    def one():
        answered.add(ask())
        together.wait(10)
        connections["lent"].close()

    threads = [threading.Thread(target=one) for _number in range(several)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(15)
    return answered


def kill_all(url: str) -> int:
    """Everybody else's connection to this database ends, from the side of the server; how many."""
    with psycopg.connect(url.replace("postgres://", "postgresql://")) as there:
        others = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        killed = there.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}")
        return len(killed.fetchall())


def test_what_is_given_back_is_lent_again(lent):
    answered = set()
    for _turn in range(MOST * 3):
        answered.add(ask())
        connections["lent"].close()
    assert len(answered) <= 2  # the first, and one that was made while somebody waited for it


def test_a_quiet_connection_is_lent_without_a_word_to_the_server(lent, server):
    asked = "SELECT max(state_change) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    ask()
    connections["lent"].close()
    with psycopg.connect(server.replace("postgres://", "postgresql://"), autocommit=True) as there:
        before = there.execute(asked).fetchone()
        for _turn in range(3):
            connections["lent"].ensure_connection()
            connections["lent"].close()
        assert there.execute(asked).fetchone() == before
        ask()
        assert there.execute(asked).fetchone() != before


def test_when_every_connection_died_the_next_reader_gets_a_new_one_at_once(lent, server):
    before = ask_together(MOST)
    assert (len(before), kill_all(server)) == (MOST, MOST)
    began = time.monotonic()
    assert ask() not in before
    assert time.monotonic() - began < WAIT


def test_who_finds_all_connections_lent_out_waits_for_a_while_and_is_told(lent):
    held, go = [], threading.Event()

    def hold():
        held.append(ask())
        go.wait(20)
        connections["lent"].close()

    threads = [threading.Thread(target=hold) for _number in range(MOST)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 10
    while len(held) < MOST and time.monotonic() < until:
        time.sleep(0.01)
    with pytest.raises(OperationalError, match="couldn't get a connection"):
        ask()
    go.set()
    for thread in threads:
        thread.join()
    assert ask() in held


def test_a_process_that_was_forked_off_borrows_nothing_of_its_parent(lent):
    mine = ask_together(MOST)  # all that there will be
    told, tell = os.pipe()
    if not (child := os.fork()):
        try:
            os.write(tell, str(ask()).encode())
        finally:
            os._exit(0)
    os.close(tell)
    assert os.waitpid(child, 0)[1] == 0
    assert int(os.read(told, 100)) not in mine
    assert ask() in mine  # the parent's connection still answers
    os.close(told)


def answer(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=20) as said:
            return said.status, said.read().decode()
    except urllib.error.HTTPError as said:
        return said.code, said.read().decode()


PAGES = ["/", "/fiches/", "/fiches/feedback/", "/zoeken/?q=feedback", "/bestaat-niet/", "/sitemap.xml"]


@pytest.mark.once
@pytest.mark.parametrize("engine", ["postgresql", "sqlite"])
def test_while_the_database_is_away_every_page_says_so_in_dutch(granian_server, engine, tmp_path):
    away = {
        "postgresql": f"postgres://portal@127.0.0.1:{free_port()}/portal",
        "sqlite": f"sqlite:///{tmp_path}/none/here.sqlite3",
    }
    url = granian_server(DATABASE_URL=away[engine], POOL_WAIT="0.3")
    answers = {path: answer(f"{url}{path}") for path in PAGES}
    assert {path: (status, "Het is hier even druk" in text) for path, (status, text) in answers.items()} == dict.fromkeys(
        answers, (503, True)
    )
    assert answer(f"{url}/health/")[0] == 503


@pytest.mark.django_db(transaction=True)
def test_a_reader_notices_nothing_of_connections_that_died(granian_server, django_db_blocker):
    fiche = FicheFactory(published=True)
    url = granian_server(POOL_MAX="4", LOG_LEVEL="ERROR")
    asked = [f"{url}{fiche.get_absolute_url()}", f"{url}/health/", f"{url}/zoeken/?q=feedback", f"{url}{reverse('admin:login')}"]
    before = [answer(page)[0] for page in asked]
    if connection.vendor == "postgresql":  # a file has nobody who could end
        connection.close()
        assert kill_all(database_url()) > 0
    time.sleep(0.3)  # longer than the front door believes its number
    assert [before, [answer(page)[0] for page in asked]] == [[200] * 4] * 2
