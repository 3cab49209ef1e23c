"""Study days, sessions and pages of the site have shorter lists of their own."""

import datetime as dt

import pytest
from django.urls import reverse

from events.models import Session, StudyDay
from portal.publishing.checklist import Draft, State, points
from portal.publishing.freezing import freeze, upgrade
from portal.publishing.models import Status
from portal.publishing.workflow import StepRefused, take
from portal.website.models import Page
from tests.desk import address, opened
from tests.factories import NOON
from tests.factories.days import DayFactory, PersonFactory, SessionFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 2)
RIGHT, ADVICE, WRONG = State
LEAD = "Kom een dag lang praten over wat werkt in de klas en waarom."
CLICK = '<p>Schrijf je <a href="https://x.be">hier</a> in.</p>'


def states(model, **values):
    draft = Draft(model, upgrade(model, {"title": "Titel", **values}), TODAY)
    return {point.said: point.state for point in points(draft)}


@pytest.mark.parametrize(
    ("model", "values", "found"),
    [
        (StudyDay, {}, {"Samenvatting": WRONG, "Organisatoren": WRONG, "Voor wie": ADVICE}),
        (
            StudyDay,
            {"summary": LEAD, "organisers": [{"id": 1}], "audiences": [1]},
            {"Samenvatting: 13 woorden": RIGHT, "Organisatoren genoemd": RIGHT, "Gezegd voor wie de dag is": RIGHT},
        ),
        (StudyDay, {"opening": CLICK}, {"Linkteksten": WRONG}),
        (StudyDay, {"closing": "<h3>Kop</h3>"}, {"Tussenkoppen": WRONG}),
        (Session, {"form": "masterclass"}, {"Aankondiging": WRONG, "Wie werkt eraan mee?": ADVICE}),
        (Session, {"form": "masterclass", "report": "<p>Zo ging het.</p>"}, {"Er staat tekst": RIGHT}),
        (Session, {"form": "keynote", "abstract": CLICK}, {"Er staat tekst": RIGHT, "Linkteksten": WRONG}),
        (Page, {}, {"Tekst": WRONG, "Inleiding": ADVICE, "Nazicht": ADVICE}),
        (Page, {"body": CLICK, "lead": LEAD}, {"Er staat tekst": RIGHT, "Inleiding: 13 woorden": RIGHT, "Linkteksten": WRONG}),
        (Page, {"review_due": "2027-01-01"}, {"Nazicht voor 1 januari 2027": RIGHT}),
    ],
)
def test_each_kind_of_text_is_looked_at_for_what_it_needs(model, values, found):
    assert found.items() <= states(model, **values).items()


@pytest.mark.parametrize("form", ["open_space", "table"])
def test_a_table_of_the_open_space_needs_no_text_and_nobody_yet(form):
    assert states(Session, form=form) == {"Titel": RIGHT}


def test_a_session_without_a_word_about_it_does_not_go_to_review(organiser):
    session = SessionFactory(abstract="", people=[PersonFactory()])
    with pytest.raises(StepRefused, match="Zeg waarover het gaat"):
        take(session, "submit", seen=session.edit, at=NOON, by=organiser.user)
    Session.objects.filter(pk=session.pk).update(abstract="<p>Waarover het gaat.</p>")
    assert take(session, "submit", seen=session.edit, at=NOON, by=organiser.user).status == Status.REVIEW


@pytest.mark.parametrize("factory", [DayFactory, SessionFactory])
def test_their_forms_have_the_list_beside_them_and_it_follows_what_is_typed(organiser, factory):
    thing = factory(people=[PersonFactory()]) if factory is SessionFactory else factory()
    page = organiser.get(address("change", thing))
    assert page.context["checklist"]["ready"] and 'id="checklist"' in page.content.decode()
    typed = opened(organiser, thing) | {"title": "Getypt", "opening": CLICK, "abstract": CLICK}
    page = organiser.post(address("checklist", thing), typed)
    assert "Linkteksten" in page.content.decode() and not page.context["checklist"]["ready"]
    assert freeze(type(thing).objects.get(pk=thing.pk)) == freeze(thing)


def test_a_new_session_is_followed_for_its_day(organiser):
    day = DayFactory()
    page = organiser.get(reverse("admin:events_session_add"), {"day": day.pk})
    url = page.context["checklist_url"]
    assert url == f"{reverse('admin:events_session_checklist_new')}?day={day.pk}"
    assert organiser.post(url, {"title": "Een masterclass", "form": "masterclass"}).status_code == 200
    assert organiser.post(reverse("admin:events_session_checklist_new"), {}).status_code == 404
