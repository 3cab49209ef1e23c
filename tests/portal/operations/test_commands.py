"""The commands that a new installation runs."""

import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from fiches.models import Fiche, Source
from portal.accounts.models import User
from portal.catalogue.dutch import ANALYSER_VERSION
from portal.catalogue.entries import SHAPE
from portal.catalogue.models import Edition, Indexed, Lexeme, Record, Word
from portal.operations import progress
from portal.website.models import Page
from tests.factories import FicheFactory

pytestmark = pytest.mark.django_db


def test_the_demo_fills_an_empty_portal_and_everything_in_it_is_public_and_consistent(capsys, visitor):
    call_command("load_demo", if_empty=True)
    fiches = Fiche.objects.count()
    assert fiches >= 13
    assert Fiche.objects.public().count() == fiches
    call_command("rebuild_catalogue", check=True)
    statuses = {url: visitor.get(url).status_code for url in Record.objects.values_list("url", flat=True)}
    assert statuses == dict.fromkeys(statuses, 200)
    assert {page.slug for page in Page.objects.public()} == {"over", "contact", "toegankelijkheid", "privacy", "go-account"}
    capsys.readouterr()
    call_command("load_demo", logins=True)
    assert [line.split()[0].split("@")[0] for line in capsys.readouterr().out.splitlines()] == [
        "redacteur",
        "eindredacteur",
        "organisator",
        "beheerder",
    ]


def test_the_demo_is_loaded_only_into_an_empty_portal():
    FicheFactory()
    call_command("load_demo", if_empty=True)
    assert (Fiche.objects.count(), User.objects.count()) == (1, 0)


def test_every_citation_in_the_demo_leads_to_its_source(visitor):
    call_command("load_demo")
    for fiche in Fiche.objects.exclude(citations=None):
        derived = fiche.live.snapshot["_derived"]
        assert set(derived["backlinks"]) == {str(pk) for pk in derived["sources"]}, fiche
    page = visitor.get("/fiches/geinformeerde-praktijken/").content.decode()
    source = Source.objects.get(title__startswith="Classroom management")
    assert f'href="#bron-{source.pk}">(Wubbels &amp; Van Tartwijk, 2017)</a>' in page
    work = "<em>Classroom management: Deepening professionalism for teachers</em>. Routledge."
    assert f"Wubbels, T., &amp; Van Tartwijk, J. (2017). {work}" in page


def test_one_round_of_the_worker_takes_what_is_due_and_a_second_finds_nothing(time_machine):
    import datetime as dt

    from portal.publishing.workflow import take
    from tests.factories import NOON

    fiche = FicheFactory()
    take(fiche, "schedule", seen=fiche.edit, at=NOON, when=NOON + dt.timedelta(hours=1))
    time_machine.move_to(NOON + dt.timedelta(hours=2))
    call_command("work", once=True)
    assert Fiche.objects.get(pk=fiche.pk).live is not None
    call_command("work", once=True)


def test_generated_content_goes_through_the_same_door():
    call_command("generate_content", fiches=2)
    call_command("rebuild_catalogue", check=True)
    assert Record.objects.public().filter(kind="fiche").count() == 2


# -- the index of this version -----------------------------------------------------------------------------------------
def old_index():
    """As a portal of an older version left it: other lexemes, another analyser."""
    Edition.objects.filter(pk=1).update(shape=SHAPE, analyser=1)
    Indexed.objects.update(title="anders")
    Word.objects.update(lexeme="anders")


def analyser_kept() -> int:
    return Edition.objects.get().analyser


def test_a_catalogue_of_another_analyser_is_indexed_again_when_that_is_asked_for():
    FicheFactory(title="Motivatie", published=True)
    old_index()
    call_command("rebuild_catalogue", if_needed=True)
    assert (analyser_kept(), Indexed.objects.get(record__kind="fiche").title) == (ANALYSER_VERSION, "motiver")
    assert Word.objects.get(text="motivatie").lexeme == "motiver"
    call_command("rebuild_catalogue", check=True)


def test_a_catalogue_of_this_version_is_left_alone(capsys):
    FicheFactory(published=True)
    call_command("rebuild_catalogue")
    before = Edition.objects.values().get()
    capsys.readouterr()
    call_command("rebuild_catalogue", if_needed=True)
    assert (Edition.objects.values().get(), capsys.readouterr().out) == (before, "")


def test_the_check_of_the_system_warns_of_a_catalogue_of_another_analyser():
    def warned():
        return [warning.id for warning in run_checks(tags=["database"], databases=["default"])]

    assert warned() == []  # nothing public: nothing to find
    FicheFactory(published=True)
    old_index()
    assert warned() == ["catalogue.W001"]
    assert [warning.id for warning in run_checks()] == []  # a check without a database asks none
    call_command("rebuild_catalogue", if_needed=True)
    assert warned() == []


@pytest.mark.once
def test_a_database_that_is_not_filled_yet_is_no_reason_to_warn(tmp_path):
    environment = {**os.environ, "VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"}
    command = [sys.executable, "manage.py", "check", "--database", "default"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (done.returncode, "catalogue.W001" in done.stderr + done.stdout) == (0, False)


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda: Indexed.objects.update(body="weg"), "fiche [0-9]+: index differs"),
        (lambda: Indexed.objects.all().delete(), "fiche [0-9]+: index differs"),
        (lambda: Lexeme.objects.filter(text="motiver").update(records=7), "lexicon: lexemes are counted wrong"),
        (lambda: Word.objects.filter(text="motivatie").delete(), "lexicon: words are counted wrong"),
        (lambda: Word.objects.filter(text="motivatie").update(lexeme="x"), "lexicon: words have lexemes of another analyser"),
    ],
)
def test_a_damaged_index_is_found_by_the_check_and_mended_by_rebuilding(damage, sentence):
    FicheFactory(title="Motivatie", published=True)
    call_command("rebuild_catalogue", check=True)
    damage()
    with pytest.raises(CommandError, match=sentence):
        call_command("rebuild_catalogue", check=True)
    call_command("rebuild_catalogue")
    call_command("rebuild_catalogue", check=True)


def test_what_stays_in_the_index_after_it_left_the_public_is_found_by_the_check():
    fiche = FicheFactory(title="Motivatie", published=True)
    Record.objects.filter(object_id=fiche.pk).update(withdrawn_at=timezone.now())
    Fiche.objects.filter(pk=fiche.pk).update(live=None)
    with pytest.raises(CommandError, match="Motivatie: indexed, but not public"):
        call_command("rebuild_catalogue", check=True)


@pytest.mark.once  # the vectors of PostgreSQL are columns that it keeps itself
def test_a_full_text_index_that_lost_a_text_is_found_by_the_check_and_mended_by_rebuilding():
    FicheFactory(title="Motivatie", published=True)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO catalogue_fts(catalogue_fts) VALUES ('delete-all')")
    with pytest.raises(CommandError, match="full-text index differs"):
        call_command("rebuild_catalogue", check=True)
    call_command("rebuild_catalogue")
    call_command("rebuild_catalogue", check=True)


def test_a_long_rebuild_shows_how_far_it_is_and_a_short_or_quiet_one_does_not(capfd, monkeypatch):
    FicheFactory.create_batch(2, published=True)
    count = Record.objects.public().count()
    call_command("rebuild_catalogue")
    assert capfd.readouterr().err == ""
    monkeypatch.setattr(progress, "FEW", 2)
    call_command("rebuild_catalogue", verbosity=0)
    assert capfd.readouterr().err == ""
    call_command("rebuild_catalogue")
    assert capfd.readouterr().err.splitlines() == ["Fiches: 50% (1/2)", "Fiches: 100% (2/2)"]
    call_command("rebuild_catalogue", check=True)
    assert capfd.readouterr().err.splitlines()[-1] == f"Vergelijken: 100% ({count}/{count})"
