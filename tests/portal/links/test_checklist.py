"""Broken links on the checklist: in the text itself, in what it names, and when somebody said it is all right."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.links.health import ignore
from portal.links.models import Link
from portal.publishing.checklist import Need, State, in_the_way, points
from portal.publishing.freezing import freeze
from portal.publishing.workflow import StepRefused, take
from tests.factories import NOON, FicheFactory, PageFactory, ResourceFactory, UserFactory
from tests.factories.days import SessionFactory
from tests.factories.links import broken

pytestmark = pytest.mark.django_db
DEAD, FINE = "https://weg.be/gids", "https://werkt.be/"
SAID = ("Links die werken", "Geen link is stuk, voor zover we weten")


def point(thing):
    """What the checklist says of the links of this working copy: (state, where, what stands there); None: nothing."""
    found = [point for point in points(thing.drafted(freeze(thing))) if point.said in SAID]
    return [(one.state, [(place.at, place.words) for place in one.places]) for one in found]


def text(url):
    return f'<p>Lees <a href="{url}">de gids</a>.</p>'


def test_a_broken_link_in_a_text_is_named_with_its_rubriek():
    broken(DEAD)
    fiche = FicheFactory(sections={"betekenis": text(DEAD), "onderzoek": text(FINE)})
    row = fiche.sections.get(rubriek="betekenis")
    assert point(fiche) == [(State.WRONG, [(f"sections:{row.pk}", f"Rubriek “{row}”: {DEAD}")])]


def test_a_broken_material_is_named_where_it_stands():
    resource, _link = broken(DEAD, title="De gids")
    fiche = FicheFactory(sections={"betekenis": "<p>Zo zit het.</p>"}, resources=[ResourceFactory(url=FINE), resource])
    row = fiche.resources.get(resource=resource)
    assert point(fiche) == [(State.WRONG, [(f"resources:{row.pk}", "De gids")])]


def test_sessions_and_pages_are_looked_at_alike():
    broken(DEAD)
    assert point(SessionFactory(video=DEAD)) == [(State.WRONG, [("video", f"Video: {DEAD}")])]
    assert point(PageFactory(body=text(DEAD)))[0][0] == State.WRONG


def test_a_broken_link_waits_with_review_and_says_what_to_do_but_readers_need_not_wait():
    broken(DEAD)
    fiche = FicheFactory(ready=True, sections={"betekenis": text(DEAD)})
    with pytest.raises(StepRefused, match="Deze links zijn stuk: vervang ze.*weg.be/gids"):
        take(fiche, "submit", seen=fiche.edit, at=NOON)
    assert not in_the_way(fiche.drafted(freeze(fiche)), Need.PUBLIC)


def test_a_link_that_somebody_calls_all_right_is_no_fault():
    broken(DEAD)
    ignore(Link.objects.get(url=DEAD), because="Werkt in de klas.", by=UserFactory(), at=NOON)
    assert point(FicheFactory(sections={"betekenis": text(DEAD)})) == [(State.RIGHT, [])]


def test_a_link_that_nobody_looked_at_is_no_fault_and_a_text_without_links_says_nothing():
    assert point(FicheFactory(sections={"betekenis": text(FINE)})) == [(State.RIGHT, [])]
    assert point(FicheFactory()) == []


def test_three_of_everything_cost_as_much_as_one():
    def cost(number):
        materials = [broken(f"{DEAD}/{number}/{place}")[0] for place in range(number)]
        fiche = FicheFactory(
            sections=dict.fromkeys(["betekenis", "onderzoek", "informatie"][:number], text(DEAD)), resources=materials
        )
        values = fiche.drafted(freeze(fiche))
        with CaptureQueriesContext(connection) as asked:
            points(values)
        return len(asked)

    assert cost(1) == cost(3)
