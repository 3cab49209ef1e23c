"""The commands that a new installation runs."""

import pytest
from django.core.management import call_command

from fiches.models import Fiche, Source
from portal.accounts.models import User
from portal.catalogue.models import Record
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
