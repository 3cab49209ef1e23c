"""What the form says at its top: what is live, what the draft says otherwise, who and when, and what can happen now."""

import datetime as dt
import re

import pytest
from django.utils.html import strip_tags

from fiches.models import Fiche
from portal.publishing.models import Revision, Status
from portal.publishing.workflow import take
from tests.desk import address, cost, opened, send
from tests.factories import FicheFactory, PageFactory, ResourceFactory, SourceFactory
from tests.factories.days import DayFactory, SessionFactory
from tests.factories.publishing import NOON

pytestmark = pytest.mark.django_db


def strip_of(page) -> str:
    """The state of affairs as it is read."""
    strip = re.search(r'<section class="d-strip".*?</section>', page.content.decode(), re.DOTALL)[0]
    return " ".join(strip_tags(re.sub(r"</d[td]>|</p>", " ", strip)).split())


def test_the_form_tells_what_is_live_and_since_when_by_version_and_name(editor):
    fiche = FicheFactory(published=True)
    Revision.objects.filter(pk=fiche.live_id).update(name="Voor de studiedag")
    told = strip_of(editor.get(address("change", fiche)))
    assert "Nu online versie 1, “Voor de studiedag”, sinds 2 november 2026, 13:00" in told
    assert "Het klad zegt hetzelfde als wat online staat." in told


def test_the_form_names_what_the_draft_says_otherwise_and_by_whom(editor):
    fiche = FicheFactory(published=True, resources=[ResourceFactory(title="Toolkit")])
    typed = opened(editor, fiche) | {
        "title": "Anders",
        "sections-0-text": "<p>Herschreven.</p>",
        "resources-0-DELETE": "on",
        "tags": "lezen",
    }
    page = send(editor, fiche, typed, _continue="1")
    assert page.context["differs"] == [
        "titel",
        "trefwoorden",
        "rubrieken (“Wat betekent dat?”)",
        "materialen in de fiche (“Toolkit”)",
    ]
    told = strip_of(page)
    assert "het klad is nieuwer Anders dan wat online staat: titel, trefwoorden, rubrieken" in told
    assert re.search(r"Laatst gewijzigd \d+ \w+ \d{4}, \d\d:\d\d, door Redacteur", told)
    assert f'href="{address("diff", fiche)}"' in page.content.decode()


def test_many_differences_are_counted_after_the_first_six(editor):
    fiche = FicheFactory(published=True)
    said = {"standfirst": "1", "authors": "2", "licence": "cc0", "points": ["3"], "reviewed_at": "2026-10-01", "image_alt": "4"}
    Fiche.objects.filter(pk=fiche.pk).update(title="Anders", slug="anders", status=Status.DRAFT, **said)
    assert len(editor.get(address("change", fiche)).context["differs"]) == 7
    assert editor.get(address("change", fiche)).context["differs"][-1] == "en nog 2"


def test_a_save_that_changes_nothing_in_the_end_leaves_no_difference(editor):
    fiche = FicheFactory(published=True, title="Zoals het was")
    send(editor, fiche, opened(editor, fiche) | {"title": "Anders"}, _continue="1")
    page = send(editor, fiche, opened(editor, fiche) | {"title": "Zoals het was"}, _continue="1")
    assert (page.context["newer"], page.context["differs"]) == (True, [])


@pytest.mark.parametrize("factory", [DayFactory, SessionFactory, PageFactory])
def test_every_publication_tells_it(chief_editor, factory):
    thing = factory(published=True, **({"day": DayFactory(published=True)} if factory is SessionFactory else {}))
    type(thing).objects.filter(pk=thing.pk).update(title="Anders", status=Status.DRAFT)
    assert chief_editor.get(address("change", thing)).context["differs"] == ["titel"]


def test_facts_that_hold_at_once_are_no_difference(organiser):
    day = DayFactory(published=True)
    type(day).objects.filter(pk=day.pk).update(cancelled=True, date=dt.date(2028, 1, 2), status=Status.DRAFT)
    assert organiser.get(address("change", day)).context["differs"] == []


def test_what_was_never_online_is_compared_with_nothing(editor):
    page = editor.get(address("change", FicheFactory()))
    assert "Nu online nog niets: lezers zien dit niet" in strip_of(page)
    assert page.context.get("differs") is None


def test_a_form_that_was_refused_tells_of_what_is_saved_not_of_what_was_typed(editor):
    fiche = FicheFactory(published=True)
    Fiche.objects.filter(pk=fiche.pk).update(standfirst="Bewaard.", status=Status.DRAFT)
    page = send(editor, fiche, opened(editor, fiche) | {"title": "", "authors": "Getypt"}, _continue="1")
    assert page.context["differs"] == ["inleiding"]


@pytest.mark.parametrize(
    ("person", "status", "told"),
    [
        ("editor", Status.DRAFT, "bewaar, stuur ter review (onderaan) Wie dat mag, kan ook: plan in, publiceer."),
        ("editor", Status.REVIEW, "bewaar, zet terug naar klad (onderaan) Wie dat mag, kan ook: keur goed."),
        ("chief_editor", Status.REVIEW, "bewaar, zet terug naar klad, keur goed (onderaan)"),
        ("organiser", Status.DRAFT, "je kunt dit alleen bekijken Wie dat mag, kan ook: stuur ter review, plan in, publiceer."),
    ],
)
def test_the_form_says_what_can_happen_now_and_who_else_can_do_more(request, person, status, told):
    client, fiche = request.getfixturevalue(person), FicheFactory()
    Fiche.objects.filter(pk=fiche.pk).update(status=status)
    assert strip_of(client.get(address("change", fiche))).endswith(f"Wat kan nu {told}")


def test_a_planned_text_says_which_version_appears_when(chief_editor):
    fiche = FicheFactory()
    take(fiche, "schedule", seen=fiche.edit, at=NOON, when=NOON + dt.timedelta(days=900), by=chief_editor.user)
    told = strip_of(chief_editor.get(address("change", fiche)))
    assert "Verschijnt op 20 april 2029, 14:00 (versie 1)" in told
    assert "Laatste stap Ingepland: versie 1, voor 20 april 2029, 14:00 (Eindredacteur, 2 november)" in told


def busy(count):
    """A fiche of so many rows, all of them other than online, with tags that were merged since."""
    fiche = FicheFactory(
        resources=ResourceFactory.create_batch(count),
        sources=SourceFactory.create_batch(count),
        tags=[f"trefwoord {number}" for number in range(count)],
        sections=dict.fromkeys(["betekenis", "onderzoek", "verdieping"][:count], "<p>Zo.</p>"),
        published=True,
    )
    fiche.resources.all().delete()
    fiche.citations.all().delete()
    fiche.tags.set(["lezen"])
    fiche.sections.update(text="<p>Anders.</p>")
    return take(fiche, "edit", seen=fiche.edit, at=NOON)


@pytest.mark.parametrize("person", ["editor", "chief_editor", "organiser"])
def test_telling_it_keeps_the_form_within_its_budget_for_one_row_as_for_three(request, person):
    client, one, three = request.getfixturevalue(person), busy(1), busy(3)
    for fiche in (one, three):
        Fiche.objects.filter(pk=fiche.pk).update(changed_by=client.user, owner=client.user)
    client.get(address("change", one))
    costs = {cost(lambda fiche=fiche: client.get(address("change", fiche))) for fiche in (one, three)}
    assert len(costs) == 1 and max(costs) <= 20
