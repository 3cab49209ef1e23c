"""The desk of the demo is alive, and nothing is invented about the real fiche and the real day."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from fiches.models import Fiche
from portal.accounts.models import User
from portal.catalogue.models import Reads, Searched
from portal.operations.demo import desk, examples
from portal.publishing.models import Status

REAL = "geinformeerde-praktijken"


@pytest.fixture
def demo(db):
    call_command("load_demo")


def home(role):
    client = Client()
    client.force_login(User.objects.get(email=f"{role}@voorbeeld.example"))
    places = client.get(reverse("admin:index")).context["home"].places
    return {panel.title: len(panel.rows) for place in places.values() for panel in place if panel.rows}


def test_everybody_finds_work_on_the_desk_of_the_demo(demo):
    assert home("redacteur") == {
        "Mijn werk": 4,
        "Toe aan nazicht": 3,
        "Gepland": 1,
        "Studiedagen": 1,
        "Gezocht, niets gevonden": 4,
        "Gelezen": 5,
    }
    assert (home("eindredacteur")["Wacht op jou"], home("eindredacteur")["Mijn werk"]) == (2, 2)
    assert list(home("organisator"))[0] == "Studiedagen"
    assert home("beheerder")["Laatst gebeurd"] == 4


def test_readers_questions_and_drafts_of_the_demo_say_that_they_are_examples(demo):
    assert Reads.objects.count() > 100
    titles = set(Reads.objects.values_list("record__title", flat=True))
    assert [title for title in titles if "voorbeeld" not in title] == []
    assert [row.text for row in Searched.objects.all() if "voorbeeld" not in row.text] == []
    unfinished = Fiche.objects.exclude(status=Status.PUBLISHED)
    assert unfinished.count() == 5
    assert [fiche.title for fiche in unfinished if "voorbeeld" not in fiche.title] == []
    real = Fiche.objects.get(slug=REAL)
    assert (real.status, real.live.number, real.review_due, real.reviewed_at) == (Status.PUBLISHED, 1, None, None)


def test_only_the_examples_that_are_meant_get_a_day_of_review_around_today():
    today = dt.date(2026, 11, 2)
    changed = {said["slug"] for said in examples.FICHES if desk.dated(said, today) != said}
    assert changed == set(desk.LATE)
    assert all("voorbeeld" in slug for slug in desk.LATE)
