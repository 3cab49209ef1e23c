"""What a browser may fetch before it is asked for, and what never."""

import json

import pytest
from django.urls import reverse

from tests.factories import FicheFactory, publish
from tests.factories.days import DayFactory
from tests.factories.registrations import EARLY, open_day

pytestmark = pytest.mark.django_db
RULES = '"/vooruit.json"'


@pytest.fixture
def fiche():
    return publish(FicheFactory(slug="een-fiche"))


def test_a_public_page_names_the_rules_in_a_header_drawn_anew_and_kept(client, fiche):
    for path in ("/", "/themas/", fiche.get_absolute_url()):
        assert [client.get(path).headers.get("Speculation-Rules") for _turn in range(2)] == [RULES, RULES], path


def test_what_is_of_one_person_or_no_page_names_none(client, editor, fiche):
    day = publish(DayFactory(slug="een-dag"))
    form = client.get(reverse("events:register", args=[day.slug]))
    part = client.get("/", headers={"hx-request": "true"})
    gone = client.get("/fiches/bestaat-niet/")
    desk = editor.get("/beheer/")
    assert [answer.headers.get("Speculation-Rules") for answer in (form, part, gone, desk)] == [None] * 4


def test_a_list_and_a_page_of_hits_name_them_a_day_that_asks_its_seats_has_no_room(client, fiche, time_machine):
    time_machine.move_to(EARLY, tick=False)
    day = open_day()
    pages = ("/fiches/", "/zoeken/?q=fiche", day.get_absolute_url())
    assert [client.get(path).headers.get("Speculation-Rules") for path in pages] == [RULES, RULES, None]


def test_the_rules_are_a_file_of_our_own_that_asks_little(client):
    answer = client.get("/vooruit.json")
    rules = json.loads(answer.content)
    assert answer["Content-Type"] == "application/speculationrules+json"
    assert (list(rules), rules["prefetch"][0]["eagerness"], answer.cookies) == (["prefetch"], "conservative", {})
