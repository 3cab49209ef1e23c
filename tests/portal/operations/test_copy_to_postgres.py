"""A portal that outgrew its file moves to PostgreSQL: every row, the same, and nothing in the old one changes."""

import os
import re
import subprocess
import sys

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from fiches.models import Fiche
from portal.catalogue.models import Indexed, Record
from portal.operations import moving
from portal.publishing.models import Revision
from tests.factories import FicheFactory, ResourceFactory, SourceFactory, UserFactory
from tests.factories.registrations import choosing, comes, open_day, wants
from tests.machinery.servers import ROOT, database_url
from tools.postgres import NoPostgres, make_database, postgres

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL of its own."""
    try:
        with postgres() as url:
            yield url
    except NoPostgres as why:
        pytest.skip(f"No PostgreSQL to move to: {why}")


@pytest.fixture
def empty(server, request):
    """The address of a database in which there is nothing."""
    name = f"copy_{abs(hash(request.node.name))}"
    make_database(int(server.rpartition(":")[2].partition("/")[0]), name)
    return f"{server.rpartition('/')[0]}/{name}"


def portal_with_content():
    editor = UserFactory(role="eindredacteur", name="Zoë D’Hondt")
    fiche = FicheFactory(resources=ResourceFactory.create_batch(2), sources=[SourceFactory()], tags=["lezen"], published=True)
    Fiche.objects.filter(pk=fiche.pk).update(owner=editor)
    day = open_day()
    block, sessions = choosing(day, 5, 5)
    comes(day, "els", wants(block, sessions[0]))
    return fiche


def moved(url: str, spoiled: str = "") -> tuple[int, str]:
    """The command in a process of its own, as somebody would give it: its status, and what it said."""
    how = f"import django; django.setup()\n{spoiled}\nfrom django.core.management import execute_from_command_line as act; act()"
    process = subprocess.run(
        [sys.executable, "-c", how, "copy_to_postgres", url],
        env={**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "portal.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return process.returncode, process.stdout + process.stderr


SPOILED = """
from portal.operations import moving
copied = moving._copy
def and_then_somebody_changes_it(model, cursor, step):
    number = copied(model, cursor, step)
    if model._meta.model_name == "fiche":
        cursor.execute("UPDATE fiches_fiche SET title = 'Iets anders'")
    return number
moving._copy = and_then_somebody_changes_it
"""


def rows(url: str, question: str):
    with psycopg.connect(url.replace("postgres://", "postgresql://")) as there:
        return there.execute(question).fetchall()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="moves away from SQLite")
class TestMoving:
    def test_every_row_comes_along_can_be_found_and_has_a_next_one_and_the_old_portal_stays(self, empty):
        fiche = portal_with_content()
        before = {model: model._base_manager.count() for model in moving.tables()}
        changed = Fiche.objects.values_list("changed", flat=True).get(pk=fiche.pk)
        status, said = moved(empty)
        assert (status, f"{sum(before.values())} rijen" in said) == (0, True), said
        assert {model: model._base_manager.count() for model in moving.tables()} == before
        for model, number in before.items():
            assert rows(empty, f'SELECT COUNT(*) FROM "{model._meta.db_table}"') == [(number,)], model
        assert rows(empty, "SELECT changed FROM fiches_fiche") == [(changed,)]
        word = Indexed.objects.get(record__kind="fiche").title.split()[0]
        assert rows(empty, f"SELECT COUNT(*) FROM catalogue_indexed WHERE vector @@ to_tsquery('simple', '{word}')")[0][0] > 0
        last = Record.objects.order_by("-pk").first().pk
        assert rows(empty, "SELECT nextval(pg_get_serial_sequence('catalogue_record', 'id'))") == [(last + 1,)]
        assert rows(empty, "SELECT snapshot FROM publishing_revision ORDER BY id")[0][0] == Revision.objects.first().snapshot

    def test_a_database_in_which_there_is_something_is_left_alone(self, empty):
        with psycopg.connect(empty.replace("postgres://", "postgresql://")) as there:
            there.execute("CREATE TABLE mine (id int)")
        status, said = moved(empty)
        assert (status, "staat al iets" in said) == (1, True), said
        assert rows(empty, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'") == [("mine",)]

    @pytest.mark.proof
    def test_a_row_that_is_not_the_same_on_the_other_side_is_told(self, empty):
        portal_with_content()
        status, said = moved(empty, SPOILED)
        assert status == 1
        assert re.search(r"Rij \d+ van fiches_fiche is in PostgreSQL niet", said)

    @pytest.mark.parametrize(
        ("url", "said"),
        [
            ("sqlite:///elders.sqlite3", "Geef het adres"),
            ("zomaar iets", "Geef het adres"),
            ("postgres://niemand@127.0.0.1:1/niets", "antwoordt niet"),
        ],
    )
    def test_an_address_that_leads_nowhere_is_refused_in_a_sentence(self, url, said):
        status, told = moved(url)
        assert (status, said in told) == (1, True), told


def test_only_a_portal_on_sqlite_moves(monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(CommandError, match="niet op SQLite"):
        call_command("copy_to_postgres", "postgres://iemand@host/naam")
