"""Deleting refuses with names: of what would break, live or draft, and with what to do instead."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from fiches.models import Fiche
from portal.accounts.models import User
from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.shared import DeleteRefused, merge
from portal.taxonomy.models import Organisation, Tag, Theme
from tests.desk import address, cost, said
from tests.factories import (
    FicheFactory,
    OrganisationFactory,
    ResourceFactory,
    SourceFactory,
    TagFactory,
    ThemeFactory,
    UserFactory,
)
from tests.factories.days import DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


def used(kind, published):
    """A row of this kind with one thing that uses it."""
    if kind == "person":
        row = PersonFactory()
        return row, SessionFactory(title="Die het gebruikt", people=[row], published=published)
    if kind == "venue":
        row = VenueFactory()
        return row, DayFactory(title="Die het gebruikt", venue=row, published=published)
    if kind == "organisation":
        row = OrganisationFactory()
        return row, DayFactory(title="Die het gebruikt", organisers=[{"organisation": row}], published=published)
    maker = {"tags": TagFactory, "themes": ThemeFactory, "resources": ResourceFactory, "sources": SourceFactory}[kind]
    row = maker()
    return row, FicheFactory(title="Die het gebruikt", published=published, **{kind: [row]})


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("kind", ["tags", "themes", "resources", "sources", "person", "venue", "organisation"])
def test_what_is_used_stays_and_the_page_names_where(administrator, kind, published):
    row, user = used(kind, published)
    for answer in (administrator.get(address("delete", row)), administrator.post(address("delete", row), {"post": "yes"})):
        words = strip_tags(answer.content.decode())
        assert ("Die het gebruikt" in words, "blijft staan" in words, "Voeg ze samen" in words) == (True, True, True)
        assert address("change", user) in answer.content.decode()
        assert 'name="post"' not in answer.content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_tag_of_a_draft_does_not_vanish_from_it_without_a_word():
    tag = TagFactory(name="lezen")
    FicheFactory(title="Klad", tags=[tag])
    with pytest.raises(DeleteRefused, match="“lezen” is nog gekozen bij “Klad”"):
        tag.delete()


def test_what_nothing_uses_goes(chief_editor):
    for row in (TagFactory(), ResourceFactory(), SourceFactory(), OrganisationFactory()):
        page = chief_editor.post(address("delete", row), {"post": "yes"}, follow=True)
        assert not type(row).objects.filter(pk=row.pk).exists()
        assert "verwijderd" in " ".join(said(page))


def test_an_alias_keeps_nobody_from_going():
    organisation = OrganisationFactory()
    old, new = ResourceFactory(provider=organisation), ResourceFactory()
    merge(old, new)
    organisation.delete()
    old.refresh_from_db()
    assert (Organisation.objects.count(), old.provider) == (0, None)


def test_a_fiche_that_a_session_names_stays_and_says_where(chief_editor):
    fiche = FicheFactory()
    SessionFactory(title="De sessie", fiches=[fiche])
    page = chief_editor.post(address("delete", fiche), {"post": "yes"})
    assert "het is nog gekozen bij “De sessie”" in strip_tags(page.content.decode())
    with pytest.raises(DeleteRefused, match="De sessie"):
        fiche.delete()
    assert Fiche.objects.exists()


def test_a_room_in_use_keeps_its_venue(organiser):
    venue = VenueFactory()
    SessionFactory(title="In de zaal", room=RoomFactory(venue=venue))
    page = organiser.post(address("delete", venue), {"post": "yes"})
    assert "In de zaal" in page.content.decode()


def test_many_at_once_go_and_those_in_use_stay_by_name(chief_editor):
    free, other, busy = TagFactory(name="vrij"), TagFactory(name="ook vrij"), TagFactory(name="bezet")
    FicheFactory(title="Die het gebruikt", tags=[busy])
    url, chosen = reverse("admin:taxonomy_tag_changelist"), [free.pk, other.pk, busy.pk]
    page = chief_editor.post(url, {"action": "delete_selected", "_selected_action": chosen})
    assert [row.name for row in page.context["going"]] == ["ook vrij", "vrij"]
    assert [(one["row"].name, str(one["uses"][0]["thing"])) for one in page.context["staying"]] == [("bezet", "Die het gebruikt")]
    page = chief_editor.post(url, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}, follow=True)
    assert said(page) == ["2 rijen zijn verwijderd.", "“bezet” blijft staan: het is nog gekozen bij “Die het gebruikt”."]
    assert list(Tag.objects.values_list("name", flat=True)) == ["bezet"]


def test_what_was_chosen_between_question_and_answer_stays_and_is_not_said_to_be_gone(chief_editor, monkeypatch):
    tag = TagFactory(name="lezen")
    FicheFactory(title="Net gekozen", tags=[tag])
    monkeypatch.setattr("portal.publishing.tidy.deleting_admin.in_the_way", lambda rows: {})  # nobody had chosen it yet
    page = chief_editor.post(address("delete", tag), {"post": "yes"}, follow=True)
    assert said(page) == ["“lezen” is nog gekozen bij “Net gekozen”."]
    assert Tag.objects.exists()


def test_a_publication_is_deleted_only_from_its_own_form(chief_editor):
    fiche = FicheFactory()
    url = reverse("admin:fiches_fiche_changelist")
    chief_editor.post(url, {"action": "delete_selected", "_selected_action": [fiche.pk], "post": "yes"})
    assert Fiche.objects.exists()


def test_asking_costs_the_same_for_one_row_as_for_three(chief_editor):
    url, costs = reverse("admin:taxonomy_tag_changelist"), []
    for count in (1, 3):
        tags = [TagFactory() for _number in range(count)]
        for tag in tags:
            FicheFactory(tags=[tag], published=True)
        ask = {"action": "delete_selected", "_selected_action": [tag.pk for tag in tags]}
        chief_editor.post(url, ask)
        costs.append(cost(lambda ask=ask: chief_editor.post(url, ask)))
    assert costs[0] == costs[1]


# -- people --------------------------------------------------------------------------------------------------------------
def test_who_did_something_is_switched_off_instead_of_deleted(admin_client):
    ann = UserFactory(name="Ann")
    logbook.write(Act.CHANGED, Theme.objects.first(), by=ann)
    page = admin_client.post(address("delete", ann), {"post": "yes"})
    assert "“Ann” blijft staan: er is 1 regel in het logboek" in page.content.decode()
    page = admin_client.post(address("switch_off", ann), follow=True)
    assert "kan niet meer aanmelden" in " ".join(said(page))
    assert User.objects.get(pk=ann.pk).is_active is False


def test_nobody_is_switched_off_by_who_may_not_or_by_looking(editor, administrator):
    ann = UserFactory(name="Ann")
    assert (editor.post(address("switch_off", ann)).status_code, administrator.get(address("switch_off", ann)).status_code) == (
        403,
        403,
    )
    assert administrator.post(address("switch_off", administrator.user)).status_code == 403
    assert User.objects.filter(is_active=True, pk__in=[ann.pk, administrator.user.pk]).count() == 2
