"""The questions whose SQL is written once answer what Django's own querysets answer."""

import pytest

from events.speakers import live_person
from portal.catalogue.around import RECORD, THIS, around, cards_of, record_at, written
from portal.catalogue.listing import card
from portal.catalogue.models import Record, Relation
from tests.factories import NOON, FicheFactory, PageFactory, ResourceFactory, SourceFactory
from tests.factories.days import PersonFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def fiche():
    return FicheFactory(resources=[ResourceFactory()], sources=[SourceFactory()], published=True)


def withdraw(thing):
    Record.objects.filter(url=thing.get_absolute_url()).update(withdrawn_at=NOON)


@pytest.mark.parametrize("kind", ["fiche", "resource", "source", "theme"])
def test_a_record_is_found_by_its_address_with_its_frozen_values(fiche, kind):
    wanted = Record.objects.filter(kind=kind).values(*RECORD).first()
    assert wanted is not None
    assert record_at(wanted["url"], kind) == wanted


def test_a_record_of_another_kind_or_that_was_withdrawn_is_not_found(fiche):
    url = fiche.get_absolute_url()
    assert record_at(url, "page") is None
    assert record_at(PageFactory().get_absolute_url(), "page") is None
    withdraw(fiche)
    assert (record_at(url, "fiche"), around(url, "fiche"), around(url, "page", naming=("session",))) == (None, None, None)


def test_what_a_record_names_and_what_names_it_are_cards_like_any_other(fiche):
    url, resource = fiche.get_absolute_url(), Record.objects.get(kind="resource")
    here = around(url, "fiche")
    assert (here.record, here.users) == (record_at(url, "fiche"), [])
    named = {row.object_id for row in Relation.objects.filter(subject=here.record["pk"])}
    assert {found["record"]: found for _relation, found in here.named} == {
        row["pk"]: card(row) for row in Record.objects.filter(pk__in=named).for_cards()
    }
    users = around(resource.url, "resource", naming=("fiche",)).users
    assert users == [card(row) for row in Record.objects.filter(url=url).for_cards()]
    assert around(resource.url, "resource", naming=("session",)).users == []


def test_a_written_question_can_be_asked_about_another_record(fiche):
    other = FicheFactory(resources=[ResourceFactory(title="Anders")], published=True)
    question = written(Record.objects.filter(kind="resource", pk__in=Relation.objects.filter(subject=THIS).values("object")))
    for one in (fiche, other, fiche):
        pk = Record.objects.get(url=one.get_absolute_url()).pk
        rows = Record.objects.filter(kind="resource", pointed__subject=pk).for_cards()
        assert cards_of(question, pk) == [card(row) for row in rows]
        assert len(rows) == 1


def test_a_fiche_of_a_session_that_is_gone_does_not_stand_with_its_speaker(fiche):
    person = PersonFactory()
    stays, goes = (SessionFactory(people=[person], fiches=fiches, published=True) for fiches in ([], [fiche]))
    url = person.get_absolute_url()
    assert [found["title"] for found in live_person(url)["fiches"]] == [fiche.title]
    withdraw(goes)
    shown = live_person(url)
    assert ([session["title"] for session in shown["sessions"]], shown["fiches"]) == ([stays.title], [])
