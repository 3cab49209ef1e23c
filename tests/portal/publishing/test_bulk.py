"""One change to many things: chosen, looked at, done, told; what cannot change keeps nobody else."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.db import OperationalError
from django.urls import reverse

from events.models import Session
from fiches.models import Fiche, Resource
from portal.publishing import logbook
from portal.publishing.models import Status
from portal.publishing.tidy import bulk_admin
from portal.publishing.workflow import take
from portal.taxonomy.models import Tag, Theme
from portal.website.models import Page
from tests.desk import cost, said
from tests.factories import NOON, FicheFactory, OrganisationFactory, PageFactory, ResourceFactory, UserFactory
from tests.factories.days import DayFactory, SessionFactory

pytestmark = pytest.mark.django_db
LATER = dt.date(2031, 9, 1)


def list_of(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def chosen(client, *things, **more):
    """The page on which a change is filled in, for what was ticked in the list."""
    ticked = {"action": "change_together", "_selected_action": [thing.pk for thing in things]}
    return client.post(list_of(type(things[0])), {**ticked, **more})


def step(client, page, **typed):
    """The next step, from the page before it."""
    return client.post(list_of(page.context["opts"].model) + "samen/", {"state": page.context["state"], **typed})


def looked(client, *things, **typed):
    return step(client, chosen(client, *things), **typed)


def done(client, *things, **typed):
    return step(client, looked(client, *things, **typed), _confirm="1")


def fates(page) -> dict[str, tuple]:
    rows = [one["fate"] for one in page.context["fates"]]
    return {str(fate.thing): (fate.outcome, fate.changes or fate.refusal, fate.notes) for fate in rows}


def report(page) -> dict[str, str]:
    return {row["one"].title: row["one"].outcome for row in page.context["done"]}


def names(thing, field) -> list[str]:
    return sorted(str(row) for row in getattr(type(thing).objects.get(pk=thing.pk), field).all())


def stand(thing) -> tuple:
    thing = type(thing).objects.get(pk=thing.pk)
    return thing.status, thing.live_id is not None


# -- looking -------------------------------------------------------------------------------------------------------------
def test_the_preview_says_of_each_what_it_is_and_what_it_becomes_and_changes_nothing(editor):
    bare, tagged = FicheFactory(title="Kaal"), FicheFactory(title="Met", tags=["lezen"])
    page = looked(editor, bare, tagged, how_tags="add", what_tags="Lezen, Schrijven", what_review_due="01-09-2031")
    assert fates(page) == {
        "Kaal": ("changed", [("Trefwoorden", "geen", "lezen, Schrijven"), ("Nazicht voor", "leeg", "1 september 2031")], []),
        "Met": ("changed", [("Trefwoorden", "lezen", "lezen, Schrijven"), ("Nazicht voor", "leeg", "1 september 2031")], []),
    }
    assert (names(bare, "tags"), Tag.objects.count(), Fiche.objects.get(pk=bare.pk).review_due) == ([], 1, None)


def test_the_preview_warns_of_what_readers_and_plans_meet(editor):
    live, planned = FicheFactory(title="Online", published=True), FicheFactory(title="Gepland")
    take(planned, "schedule", seen=planned.edit, at=NOON, when=NOON.replace(year=2035))
    page = looked(editor, live, planned, how_tags="add", what_tags="lezen")
    assert {title: notes for title, (_outcome, _changes, notes) in fates(page).items()} == {
        "Online": ["Lezers zien het pas als je publiceert."],
        "Gepland": ["De planning vervalt: plan de nieuwe tekst opnieuw in."],
    }


def test_what_is_so_already_is_said_and_left_alone(editor):
    fiche = FicheFactory(title="Al zo", tags=["lezen"], published=True)
    page = looked(editor, fiche, how_tags="add", what_tags="LEZEN")
    assert (fates(page)["Al zo"][0], page.context["changing"]) == ("same", 0)
    step(editor, page, _confirm="1")
    assert stand(fiche) == (Status.PUBLISHED, True)


@pytest.mark.parametrize(
    ("typed", "said_so"),
    [
        ({}, "Zeg wat er moet veranderen."),
        ({"how_tags": "add"}, "Zeg ook wat."),
        ({"what_tags": "lezen"}, "Zeg wat je hiermee wilt"),
        ({"how_themes": "replace"}, "Kies welk thema je vervangt"),
        ({"what_review_due": "morgen"}, "Voer een datum in"),
        ({"what_review_due": "01-09-2031", "empty_review_due": "on"}, "niet allebei"),
        ({"how_tags": "add", "what_tags": "a" * 101}, "hoogstens 100 tekens"),
        ({"what_owner": "999999"}, "Selecteer een geldige keuze"),
    ],
)
def test_a_change_that_says_nothing_is_refused_and_what_was_typed_stays(editor, typed, said_so):
    page = looked(editor, FicheFactory(), **typed)
    assert said_so in page.content.decode()
    for value in [value for value in typed.values() if value not in ("add", "replace", "on", "999999")]:
        assert value in page.content.decode()


def test_going_back_from_the_preview_keeps_what_was_chosen(editor):
    page = step(editor, looked(editor, FicheFactory(), how_tags="add", what_tags="lezen"), _again="1")
    assert 'value="lezen"' in page.content.decode()


# -- doing ---------------------------------------------------------------------------------------------------------------
def test_a_live_text_becomes_a_newer_draft_and_readers_wait_for_publishing(chief_editor, visitor):
    fiche = FicheFactory(published=True)
    page = done(chief_editor, fiche, how_tags="add", what_tags="voorjaarsactie")
    assert (report(page), stand(fiche)) == ({str(fiche): "changed"}, (Status.DRAFT, True))
    assert "voorjaarsactie" not in visitor.get(fiche.get_absolute_url()).content.decode()


def test_who_looks_after_a_text_is_no_text(chief_editor):
    ann, ben = UserFactory(name="Ann"), UserFactory(name="Ben")
    fiche = FicheFactory(published=True)
    fiche.reviewers.set([ben])
    seen = fiche.edit
    done(chief_editor, fiche, what_owner=ann.pk, how_reviewers="set", what_reviewers=[ann.pk])
    fiche = Fiche.objects.get(pk=fiche.pk)
    assert (fiche.owner, names(fiche, "reviewers"), stand(fiche)) == (ann, ["Ann"], (Status.PUBLISHED, True))
    assert (fiche.edit, fiche.changed_by) == (seen + 1, chief_editor.user)  # a form that stands open hears of it


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (lambda old, new: {"how_themes": "add", "what_themes": [new.pk]}, ["Nieuw", "Oud", "Vast"]),
        (lambda old, new: {"how_themes": "remove", "what_themes": [old.pk]}, ["Vast"]),
        (lambda old, new: {"how_themes": "set", "what_themes": [new.pk]}, ["Nieuw"]),
        (lambda old, new: {"how_themes": "replace", "was_themes": old.pk, "what_themes": [new.pk]}, ["Nieuw", "Vast"]),
    ],
)
def test_a_theme_is_added_taken_away_set_or_replaced(editor, typed, left):
    old, new, fixed = (Theme.objects.create(name=name, slug=name.lower()) for name in ("Oud", "Nieuw", "Vast"))
    fiche, without = FicheFactory(themes=[old, fixed]), FicheFactory(title="Zonder", themes=[fixed])
    page = done(editor, fiche, without, **typed(old, new))
    assert names(fiche, "themes") == left
    if "was_themes" in typed(old, new):
        assert names(without, "themes") == ["Vast"] and "Zonder" not in report(page)


def test_tags_are_taken_away_by_ticking_those_that_are_there(editor):
    fiche, other = FicheFactory(tags=["lezen", "schrijven"]), FicheFactory(tags=["rekenen"])
    page = chosen(editor, fiche)
    assert [label for _pk, label in page.context["form"].fields["gone_tags"].choices] == ["lezen", "rekenen", "schrijven"]
    page = step(editor, page, how_tags="remove", gone_tags=[Tag.objects.get(name="lezen").pk])
    step(editor, page, _confirm="1")
    assert (names(fiche, "tags"), names(other, "tags")) == (["schrijven"], ["rekenen"])


@pytest.mark.parametrize("make", [FicheFactory, PageFactory, DayFactory, SessionFactory])
def test_every_kind_of_text_can_be_given_another_date_of_review(administrator, make):
    thing = make()
    done(administrator, thing, what_review_due="01-09-2031")
    assert type(thing).objects.get(pk=thing.pk).review_due == LATER


def test_materials_change_at_once_and_those_that_show_them_too(editor, visitor):
    provider, resource = OrganisationFactory(name="Kenniscentrum"), ResourceFactory()
    FicheFactory(resources=[resource], published=True)
    done(editor, resource, what_provider=provider.pk, what_language="en", what_licence="cc-by")
    resource = Resource.objects.get()
    assert (resource.provider, resource.language, resource.licence) == (provider, "en", "cc-by")
    assert "Kenniscentrum" in visitor.get(resource.get_absolute_url()).content.decode()


def test_each_thing_has_a_line_in_the_log_that_names_fields(editor):
    fiches = FicheFactory.create_batch(2)
    LogEntry.objects.all().delete()
    done(editor, *fiches, how_tags="add", what_tags="lezen", what_review_due="01-09-2031")
    lines = {(entry.user, entry.object_repr, logbook.in_words(entry)) for entry in LogEntry.objects.all()}
    assert lines == {(editor.user, str(fiche), "Gewijzigd: samen met andere: trefwoorden, nazicht voor") for fiche in fiches}


# -- withdrawing -----------------------------------------------------------------------------------------------------------
def test_many_are_withdrawn_and_what_is_not_online_says_so(chief_editor, visitor):
    live, draft = FicheFactory(title="Online", published=True), FicheFactory(title="Klad")
    page = looked(chief_editor, live, draft, withdraw="on", comment="Verouderd.")
    assert fates(page)["Klad"] == ("refused", "Dit staat niet online; er valt niets in te trekken.", [])
    page = step(chief_editor, page, _confirm="1")
    assert (stand(live), stand(draft)) == ((Status.ARCHIVED, False), (Status.DRAFT, False))
    assert visitor.get(live.get_absolute_url()).status_code == 410
    assert LogEntry.objects.filter(change_message="Ingetrokken: “Verouderd.”").count() == 1


def test_withdrawing_a_day_says_that_its_sessions_go_along(organiser):
    session = SessionFactory(published=True)
    page = looked(organiser, session.day, withdraw="on")
    assert fates(page)[str(session.day)][2] == ["Ook de sessie die online staat, gaat offline."]
    step(organiser, page, _confirm="1")
    assert stand(Session.objects.get()) == (Status.ARCHIVED, False)


def test_who_may_not_publish_is_not_offered_to_withdraw_and_cannot(editor):
    fiche = FicheFactory(published=True)
    page = chosen(editor, fiche)
    assert "withdraw" not in page.context["form"].fields
    page = step(editor, page, withdraw="on", how_tags="add", what_tags="lezen")
    step(editor, page, _confirm="1")
    assert stand(fiche)[1] is True


# -- who and when ----------------------------------------------------------------------------------------------------------
def test_what_somebody_saved_meanwhile_stays_and_the_others_change(editor):
    one, two = FicheFactory(title="Een"), FicheFactory(title="Twee")
    page = looked(editor, one, two, how_tags="add", what_tags="lezen")
    take(one, "edit", seen=one.edit, at=NOON)
    page = step(editor, page, _confirm="1")
    assert report(page) == {"Een": "refused", "Twee": "changed"}
    assert (names(one, "tags"), names(two, "tags")) == ([], ["lezen"])


def test_confirming_twice_changes_nothing_more(editor):
    fiche = FicheFactory()
    page = looked(editor, fiche, how_tags="add", what_tags="lezen")
    reports = [report(step(editor, page, _confirm="1"))[str(fiche)] for _time in range(2)]
    assert (reports, names(fiche, "tags")) == (["changed", "refused"], ["lezen"])


def test_one_that_fails_on_a_busy_database_is_named_and_the_others_change(editor, monkeypatch):
    one, two = FicheFactory(title="Een"), FicheFactory(title="Twee")
    page = looked(editor, one, two, how_tags="add", what_tags="lezen")
    real = logbook.write

    def busy(act, thing, **more):
        if thing.pk == one.pk:
            raise OperationalError("lock timeout")
        return real(act, thing, **more)

    monkeypatch.setattr(logbook, "write", busy)
    page = step(editor, page, _confirm="1")
    assert sorted(report(page).values()) == ["changed", "refused"]
    assert (names(one, "tags"), names(two, "tags")) == ([], ["lezen"])


def test_what_was_deleted_meanwhile_is_said(editor):
    fiche = FicheFactory()
    page = looked(editor, fiche, how_tags="add", what_tags="lezen")
    fiche.delete()
    assert list(report(step(editor, page, _confirm="1")).values()) == ["refused"]


def test_who_may_only_look_has_no_such_action_and_no_such_page(organiser, editor):
    fiche = FicheFactory()
    page = looked(editor, fiche, how_tags="add", what_tags="lezen")
    assert "change_together" not in organiser.get(list_of(Fiche)).content.decode()
    assert step(organiser, page, _confirm="1").status_code == 403
    assert names(fiche, "tags") == []


def test_a_page_of_somebody_else_or_with_another_content_is_not_believed(editor, chief_editor):
    fiche = FicheFactory()
    page = looked(editor, fiche, how_tags="add", what_tags="lezen")
    answers = [
        chief_editor.post(list_of(Fiche) + "samen/", {"state": page.context["state"], "_confirm": "1"}, follow=True),
        editor.post(list_of(Fiche) + "samen/", {"state": page.context["state"][:-3] + "abc", "_confirm": "1"}, follow=True),
        editor.post(list_of(Resource) + "samen/", {"state": page.context["state"], "_confirm": "1"}, follow=True),
    ]
    assert {words for answer in answers for words in said(answer)} == {
        "Deze pagina stond te lang open. Kies opnieuw in de lijst."
    }
    assert names(fiche, "tags") == []


# -- many ------------------------------------------------------------------------------------------------------------------
def test_the_whole_list_can_be_taken_also_without_a_script(editor):
    fiches = FicheFactory.create_batch(3)
    FicheFactory(title="Anders", tags=["rekenen"])
    ticked = {"action": "change_together", "_selected_action": [fiches[0].pk]}
    page = editor.post(f"{list_of(Fiche)}?q=nummer", ticked)  # those with "nummer" in them
    assert (page.context["count"], page.context["every"]) == (1, 3)
    page = step(editor, page, alles="1", how_tags="add", what_tags="lezen")
    step(editor, page, _confirm="1")
    assert [names(fiche, "tags") for fiche in fiches] == [["lezen"]] * 3
    assert names(Fiche.objects.get(title="Anders"), "tags") == ["rekenen"]


def test_what_was_chosen_across_pages_by_the_list_itself_is_taken(editor):
    FicheFactory.create_batch(3)
    page = chosen(editor, Fiche.objects.first(), select_across="1")
    assert page.context["count"] == 3


def test_a_long_list_is_done_in_rounds_and_nothing_is_done_twice(editor, monkeypatch):
    fiches = FicheFactory.create_batch(3)
    monkeypatch.setattr(bulk_admin, "SECONDS", 0)
    page = step(editor, looked(editor, *fiches, how_tags="add", what_tags="lezen"), _confirm="1")
    left = []
    while page.context["left"]:
        left.append(page.context["left"])
        page = step(editor, page)
    assert (left, len(report(page)), page.context["counts"]["changed"]) == ([2, 1], 3, 3)
    assert LogEntry.objects.filter(change_message__contains="samen met andere").count() == 3


def test_more_than_can_be_done_is_refused_with_what_to_do(editor, monkeypatch):
    monkeypatch.setattr(bulk_admin, "MOST", 2)
    page = chosen(editor, *FicheFactory.create_batch(3))
    assert said(editor.get(page.headers["Location"])) == ["Kies hoogstens 2 tegelijk: verfijn eerst de lijst met een filter."]


def test_the_preview_costs_the_same_for_one_as_for_three(editor):
    costs = []
    for count in (1, 3):
        page = chosen(editor, *FicheFactory.create_batch(count, tags=["lezen"]))
        typed = {"how_tags": "add", "what_tags": "nieuw", "how_themes": "remove", "what_themes": [Theme.objects.first().pk]}
        step(editor, page, **typed)
        costs.append(cost(lambda page=page, typed=typed: step(editor, page, **typed)))
    assert costs[0] == costs[1] <= 25


def test_pages_have_no_tags_to_change(chief_editor):
    fields = chosen(chief_editor, PageFactory()).context["form"].fields
    assert [name for name in fields if "tags" in name or "theme" in name] == []
    assert Page.objects.count() == 1
