"""Where something is used: everywhere, in the working copy and online, at one price."""

import pytest

from fiches.models import Fiche
from portal.publishing.tidy.uses import uses_of
from portal.publishing.workflow import take
from portal.shared import merge
from portal.taxonomy.models import Audience, Level, Organisation, Tag, Theme
from tests.desk import address, cost
from tests.factories import (
    NOON,
    FicheFactory,
    OrganisationFactory,
    PageFactory,
    ResourceFactory,
    SourceFactory,
    TagFactory,
    UserFactory,
)
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


def told(row) -> list[tuple]:
    return [(use.kind, str(use.thing), use.where) for use in uses_of([row])[row.pk]]


def rewritten(fiche: Fiche):
    """A published fiche whose working copy lets go of everything."""
    fiche.resources.all().delete()
    fiche.citations.all().delete()
    for name in ("themes", "tags", "audiences", "levels"):
        getattr(fiche, name).clear()
    return take(fiche, "edit", seen=Fiche.objects.get(pk=fiche.pk).edit, at=NOON)


@pytest.mark.parametrize("kind", ["resources", "sources", "themes", "tags", "audiences", "levels"])
def test_a_fiche_is_named_while_its_draft_or_its_live_text_uses_the_row(kind):
    makers = {"resources": ResourceFactory, "sources": SourceFactory, "tags": TagFactory}
    rows = {
        "themes": Theme.objects.get(slug="leesonderwijs"),
        "audiences": Audience.objects.first(),
        "levels": Level.objects.last(),
    }
    row = makers[kind]() if kind in makers else rows[kind]
    assert told(row) == []
    FicheFactory(title="Klad", **{kind: [row]})
    FicheFactory(title="Online", published=True, **{kind: [row]})
    rewritten(FicheFactory(title="Was", published=True, **{kind: [row]}))
    assert sorted(told(row)) == [
        ("Fiche", "Klad", "alleen in het klad"),
        ("Fiche", "Online", "online"),
        ("Fiche", "Was", "online, niet meer in het klad"),
    ]


def test_a_theme_is_not_used_by_what_only_chose_a_theme_below_it():
    above, below = Theme.objects.get(slug="geinformeerde-praktijken"), Theme.objects.get(slug="motivatie")
    FicheFactory(title="Beide", themes=[above, below], published=True)
    FicheFactory(title="Eronder", themes=[below], published=True)
    assert [found for found in told(above) if found[0] == "Fiche"] == [("Fiche", "Beide", "online")]
    assert len([found for found in told(below) if found[0] == "Fiche"]) == 2


def test_an_organisation_is_used_by_materials_days_and_people():
    organisation = OrganisationFactory()
    hidden, shown = (
        ResourceFactory(title="Nergens", provider=organisation),
        ResourceFactory(title="Ergens", provider=organisation),
    )
    FicheFactory(resources=[shown], published=True)
    DayFactory(title="De dag", organisers=[{"organisation": organisation}], published=True)
    UserFactory(name="Ann", organisation=organisation)
    assert told(organisation) == [
        ("Materiaal", "Ergens", "online"),
        ("Studiedag", "De dag", "online"),
        ("Materiaal", str(hidden), "nog niet online"),
        ("Gebruiker", "Ann", "nog niet online"),
    ]


def test_a_venue_is_used_by_days_and_through_its_rooms_by_sessions():
    venue = VenueFactory()
    day = DayFactory(title="De dag", venue=venue)
    SessionFactory(title="In een zaal", day=day, room=RoomFactory(venue=venue))
    assert told(venue) == [("Sessie", "In een zaal", "alleen in het klad"), ("Studiedag", "De dag", "alleen in het klad")]


def test_a_room_of_a_live_session_is_used_online_without_publishing():
    venue = VenueFactory()
    session = SessionFactory(title="Sessie", day=DayFactory(venue=venue), published=True)
    type(session).objects.filter(pk=session.pk).update(room=RoomFactory(venue=venue))
    assert ("Sessie", "Sessie", "online") in told(venue)


def test_a_speaker_and_a_fiche_are_used_by_sessions():
    person, fiche = PersonFactory(), FicheFactory(published=True)
    SessionFactory(title="Sessie", people=[person], fiches=[fiche], published=True)
    assert told(person) == told(fiche) == [("Sessie", "Sessie", "online")]


def test_what_a_merged_row_named_is_named_by_the_survivor():
    old, new = TagFactory(name="lectuur"), TagFactory(name="lezen")
    FicheFactory(title="Fiche", tags=[old], published=True)
    merge(old, new)
    assert told(new) == [("Fiche", "Fiche", "online")]


def test_an_organisation_that_organises_is_merged_in_the_working_copy_too():
    old, new = OrganisationFactory(), OrganisationFactory()
    day = DayFactory(organisers=[{"organisation": old}])
    merge(old, new)
    assert day.organisers.get().organisation == new


def test_the_page_and_the_count_say_where_a_row_is_used(editor):
    resource = ResourceFactory()
    FicheFactory(title="Gebruikt dit", resources=[resource], published=True)
    assert "Waar gebruikt: 1 plaats" in editor.get(address("change", resource)).content.decode()
    page = editor.get(address("uses", resource))
    assert [(str(row["thing"]), row["where"], row["roles"]) for row in page.context["rows"]] == [
        ("Gebruikt dit", "online", "materiaal")
    ]
    assert "Gebruikt dit" in page.content.decode()


def test_a_fiche_says_where_it_is_used_and_a_page_is_named_nowhere(chief_editor):
    fiche, page = FicheFactory(), PageFactory()
    SessionFactory(title="Sessie", fiches=[fiche])
    assert address("uses", fiche) in chief_editor.get(address("change", fiche)).content.decode()
    assert address("uses", page) not in chief_editor.get(address("change", page)).content.decode()
    assert "Sessie" in chief_editor.get(address("uses", fiche)).content.decode()


def test_who_may_not_look_at_a_row_learns_nothing_of_its_uses(teacher, visitor):
    url = address("uses", TagFactory())
    assert [client.get(url).status_code for client in (teacher, visitor)] == [302, 302]


@pytest.mark.parametrize("model", [Tag, Organisation])
def test_uses_cost_the_same_for_one_place_as_for_three(editor, model):
    costs = []
    for count in (1, 3):
        row = TagFactory() if model is Tag else OrganisationFactory()
        for _number in range(count):
            said = {"tags": [row]} if model is Tag else {"resources": [ResourceFactory(provider=row)]}
            SessionFactory(day=BlockFactory().day, **({"tags": [row]} if model is Tag else {}))
            FicheFactory(published=True, **said)
        url = address("uses", row)
        editor.get(url)
        costs.append(cost(lambda url=url: editor.get(url)))
    assert costs[0] == costs[1] <= 20
