"""The desk: who may do what, what a save, a step, a conflict and a way back do, and what a form costs."""

import re

import pytest
from django.urls import reverse

from fiches.models import Fiche, Source
from portal.publishing.models import Status
from portal.publishing.workflow import NAMES
from portal.taxonomy.models import Tag
from portal.website.models import Page
from tests.desk import address, as_typed, cost, merged, opened, said, send
from tests.factories import FicheFactory, PageFactory, ResourceFactory, SourceFactory, TagFactory

pytestmark = pytest.mark.django_db


# -- who may do what -------------------------------------------------------------------------------------------------
PAGES = ["change", "preview", "versions", "history"]


@pytest.mark.parametrize("person", ["editor", "chief_editor", "administrator", "organiser"])
def test_people_of_the_desk_look_at_a_fiche_its_preview_and_its_versions(request, person):
    client, fiche = request.getfixturevalue(person), FicheFactory(published=True)
    urls = [address(name, fiche) for name in PAGES] + [address("version", fiche, 1)]
    assert [client.get(url).status_code for url in urls] == [200] * 5


@pytest.mark.parametrize("person", ["visitor", "teacher"])
def test_nobody_else_sees_anything_of_the_desk(request, person):
    client, fiche = request.getfixturevalue(person), FicheFactory(published=True)
    urls = [address(name, fiche) for name in [*PAGES, "withdraw", "delete"]] + [
        address("version", fiche, 1),
        reverse("admin:index"),
    ]
    answers = [client.get(url) for url in urls]
    assert {(answer.status_code, answer.url.split("?")[0]) for answer in answers} == {(302, reverse("admin:login"))}


@pytest.mark.parametrize(
    ("person", "status", "offered"),
    [
        ("editor", Status.DRAFT, ["submit"]),
        ("editor", Status.REVIEW, ["return"]),
        ("editor", Status.PUBLISHED, ["submit"]),
        ("chief_editor", Status.DRAFT, ["submit", "schedule", "publish"]),
        ("chief_editor", Status.REVIEW, ["return", "approve"]),
        ("chief_editor", Status.APPROVED, ["return", "schedule", "publish"]),
        ("chief_editor", Status.SCHEDULED, ["return", "schedule", "unschedule", "publish"]),
        ("chief_editor", Status.ARCHIVED, ["submit", "schedule", "publish"]),
        ("organiser", Status.DRAFT, []),
    ],
)
def test_only_the_steps_that_somebody_may_take_are_offered(request, person, status, offered):
    client, fiche = request.getfixturevalue(person), FicheFactory()
    Fiche.objects.filter(pk=fiche.pk).update(status=status)
    page = client.get(address("change", fiche))
    assert [step["name"] for step in page.context["steps"]] == offered
    assert re.findall(r'name="_step" value="(\w+)"', page.content.decode()) == offered


@pytest.mark.parametrize("step", ["approve", "schedule", "publish", "withdraw"])
def test_an_editor_who_posts_a_step_of_a_chief_editor_is_told_so(editor, step):
    fiche = FicheFactory()
    Fiche.objects.filter(pk=fiche.pk).update(status=Status.REVIEW if step == "approve" else Status.DRAFT)
    page = send(editor, fiche, opened(editor, fiche), _step=step)
    assert said(page)[0].startswith(f"“{NAMES[step]}” is een stap voor een eindredacteur of beheerder.")
    assert Fiche.objects.get(pk=fiche.pk).live is None


def test_a_step_that_does_not_exist_is_refused(chief_editor):
    fiche = FicheFactory()
    assert [send(chief_editor, fiche, opened(chief_editor, fiche), _step=step).status_code for step in ("edit", "x")] == [
        403,
        403,
    ]


def test_an_editor_cannot_withdraw_delete_or_manage_people(editor):
    fiche = FicheFactory(published=True)
    urls = [
        address("withdraw", fiche),
        address("delete", fiche),
        reverse("admin:accounts_user_changelist"),
        reverse("admin:website_page_add"),
    ]
    assert [editor.get(url).status_code for url in urls] == [403] * 4
    live = PageFactory(published=True)
    assert editor.post(address("revert", live, 1), {"seen": live.edit}).status_code == 403


def test_an_editor_reads_a_page_of_the_site_without_fields(editor):
    page = editor.get(address("change", PageFactory(published=True)))
    assert page.status_code == 200
    assert b"Bewaar" not in page.content.split(b"submit-row")[1]


def test_an_organiser_cannot_save_a_fiche(organiser):
    fiche = FicheFactory(title="Zoals het was")
    organiser.post(address("change", fiche), {"title": "Anders", "seen": fiche.edit})
    assert Fiche.objects.get(pk=fiche.pk).title == "Zoals het was"


def test_a_live_fiche_cannot_be_deleted_a_draft_can(chief_editor):
    live, draft = FicheFactory(published=True), FicheFactory()
    assert [chief_editor.post(address("delete", fiche), {"post": "yes"}).status_code for fiche in (live, draft)] == [403, 302]
    assert list(Fiche.objects.all()) == [live]


# -- writing ---------------------------------------------------------------------------------------------------------
def test_a_new_fiche_begins_with_every_rubriek_and_keeps_those_with_text(editor):
    typed = as_typed(editor.get(reverse("admin:fiches_fiche_add")))
    assert [typed[f"sections-{place}-rubriek"] for place in range(6)] == [
        "betekenis",
        "onderzoek",
        "informatie",
        "voorbeelden",
        "ondersteuning",
        "verdieping",
    ]
    more = {"title": "Samen lezen", "sections-1-text": "<p>Getypt.</p>", "sections-3-text": "<p></p>", "_continue": "1"}
    page = editor.post(reverse("admin:fiches_fiche_add"), typed | more, follow=True)
    fiche = Fiche.objects.get()
    assert said(page) == ["“Samen lezen” is toegevoegd. Je kunt hieronder verder werken."]
    assert (fiche.slug, fiche.status, fiche.owner, fiche.changed_by) == ("samen-lezen", Status.DRAFT, editor.user, editor.user)
    assert list(fiche.sections.values_list("rubriek", "text")) == [("onderzoek", "<p>Getypt.</p>")]


def test_the_same_title_again_gets_an_address_of_its_own(editor):
    FicheFactory(title="Samen lezen", slug="samen-lezen")
    typed = as_typed(editor.get(reverse("admin:fiches_fiche_add"))) | {"title": "Samen lezen", "slug": "samen-lezen"}
    editor.post(reverse("admin:fiches_fiche_add"), typed)
    assert sorted(Fiche.objects.values_list("slug", flat=True)) == ["samen-lezen", "samen-lezen-2"]


def test_what_is_wrong_is_said_in_sentences_and_stays_as_it_was_typed(editor):
    taken, fiche = FicheFactory(slug="bezet"), FicheFactory()
    typed = opened(editor, fiche) | {"title": "x" * 161, "slug": taken.slug, "standfirst": "y" * 401}
    page = send(editor, fiche, typed)
    form = page.context["adminform"].form
    assert form.errors == {
        "title": ["Dit is te lang: hoogstens 160 tekens, nu 161."],
        "slug": ["Adres is al in gebruik. Kies iets anders."],
        "standfirst": ["Dit is te lang: hoogstens 400 tekens, nu 401."],
    }
    assert [form[name].value() for name in ("title", "slug", "standfirst")] == ["x" * 161, "bezet", "y" * 401]


def test_what_word_pastes_is_cleaned(editor):
    fiche = FicheFactory()
    pasted = '<p class="MsoNormal" style="color:red"><b>Vet</b><script>alert(1)</script><o:p></o:p></p><h1 onclick="x()">Kop</h1>'
    send(editor, fiche, opened(editor, fiche) | {"sections-0-text": pasted}, _continue="1")
    assert fiche.sections.get().text == "<p><strong>Vet</strong></p><h3>Kop</h3>"


def test_a_rubriek_made_empty_goes(editor):
    fiche = FicheFactory(sections={"betekenis": "<p>Een.</p>", "onderzoek": "<p>Twee.</p>"})
    send(editor, fiche, opened(editor, fiche) | {"sections-0-text": "<p> </p>"}, _continue="1")
    assert [section.rubriek for section in fiche.sections.all()] == ["onderzoek"]


def test_a_rating_is_added_and_never_changed(editor):
    fiche = FicheFactory(rating={"strength": 3})
    page = editor.get(address("change", fiche))
    assert b'name="ratings-0-strength"' not in page.content
    send(editor, fiche, as_typed(page) | {"ratings-0-strength": "5"}, _continue="1")
    assert fiche.ratings.get().strength == 3


def test_a_source_is_made_from_plain_fields(editor):
    typed = as_typed(editor.get(reverse("admin:fiches_source_add")))
    more = {"title": "Lezen", "authors": "Auteur, A.", "year": "2020", "publisher": "Uitgeverij"}
    editor.post(reverse("admin:fiches_source_add"), typed | more)
    assert Source.objects.get().intext_nl == "(Auteur, 2020)"


# -- steps -----------------------------------------------------------------------------------------------------------
def test_a_step_saves_what_was_typed_first_and_the_comment_stays_readable(editor, chief_editor):
    fiche = FicheFactory(ready=True)
    page = send(editor, fiche, opened(editor, fiche) | {"title": "Getypt"}, _step="submit", _comment="Kijk je na?")
    assert said(page)[0] == "“Getypt” wacht nu op review."
    assert fiche.revisions().get().comment == "Kijk je na?"
    page = send(chief_editor, fiche, opened(chief_editor, fiche), _step="return", _comment="Voor wie is dit?")
    assert page.context["last_step"].change_message == "Teruggezet naar klad: “Voor wie is dit?”"


def test_a_refused_step_says_why_and_keeps_the_text(chief_editor):
    fiche = FicheFactory(themes=[])
    page = send(chief_editor, fiche, opened(chief_editor, fiche) | {"standfirst": "Nieuw."}, _step="publish")
    assert said(page) == ["Kies minstens één thema.", "Wat je typte, is wel bewaard."]
    fiche.refresh_from_db()
    assert (fiche.standfirst, fiche.status) == ("Nieuw.", Status.DRAFT)


def test_a_refused_step_leaves_a_public_text_what_it_was(chief_editor):
    fiche = FicheFactory(published=True)
    page = send(chief_editor, fiche, opened(chief_editor, fiche), _step="schedule")
    assert said(page)[0] == "Kies een moment in de toekomst om te publiceren."
    assert Fiche.objects.get(pk=fiche.pk).status == Status.PUBLISHED


def test_a_change_is_published_from_the_form_in_one_go(chief_editor, visitor):
    fiche = FicheFactory(published=True)
    send(chief_editor, fiche, opened(chief_editor, fiche) | {"standfirst": "Pas bewaard."}, _continue="1")
    assert "Pas bewaard." not in visitor.get(fiche.get_absolute_url()).content.decode()
    page = send(chief_editor, fiche, opened(chief_editor, fiche) | {"standfirst": "Meteen publiek."}, _step="publish")
    assert page.context["live"]["number"] == 2
    assert "Meteen publiek." in visitor.get(fiche.get_absolute_url()).content.decode()


def test_what_was_withdrawn_can_be_published_again_without_a_change(chief_editor, visitor):
    fiche = FicheFactory(published=True)
    chief_editor.post(address("withdraw", fiche), {"seen": fiche.edit})
    assert visitor.get(fiche.get_absolute_url()).status_code == 410
    send(chief_editor, fiche, opened(chief_editor, fiche), _step="publish")
    assert visitor.get(fiche.get_absolute_url()).status_code == 200


def test_a_planned_text_is_shown_with_its_moment_and_changing_it_says_that_the_plan_is_off(chief_editor):
    fiche = FicheFactory()
    when = {"publish_at_0": "31-12-2099", "publish_at_1": "09:00"}
    page = send(chief_editor, fiche, opened(chief_editor, fiche) | when, _step="schedule")
    assert said(page) == [f"“{fiche}” verschijnt op 31 december 2099, 09:00."]
    page = send(chief_editor, fiche, opened(chief_editor, fiche) | {"standfirst": "Anders."}, _continue="1")
    assert "De planning is vervallen: plan de nieuwe tekst opnieuw in." in said(page)


# -- versions, withdrawing, preview ----------------------------------------------------------------------------------
def test_an_old_version_goes_back_into_the_draft_and_not_to_the_public(chief_editor, visitor):
    fiche = FicheFactory(standfirst="De eerste.", published=True)
    send(chief_editor, fiche, opened(chief_editor, fiche) | {"standfirst": "De tweede."}, _step="publish")
    page = chief_editor.get(address("versions", fiche))
    assert [(row["row"].number, row["live"]) for row in page.context["revisions"]] == [(2, True), (1, False)]
    page = chief_editor.post(address("revert", fiche, 1), {"seen": page.context["seen"]}, follow=True)
    assert page.context["adminform"].form["standfirst"].value() == "De eerste."
    assert page.context["newer"]
    assert "De tweede." in visitor.get(fiche.get_absolute_url()).content.decode()


@pytest.mark.parametrize("seen", ["0", "", "x"])
def test_going_back_is_refused_when_somebody_saved_meanwhile(chief_editor, seen):
    fiche = FicheFactory(standfirst="De eerste.", published=True)
    page = chief_editor.post(address("revert", fiche, 1), {"seen": seen}, follow=True)
    assert said(page) == ["Iemand heeft dit intussen gewijzigd. Bekijk eerst de nieuwe toestand en probeer dan opnieuw."]


@pytest.mark.parametrize("number", [99, 10**30])
def test_a_version_that_is_not_there_is_not_found(chief_editor, number):
    fiche = FicheFactory(published=True)
    for page in ("version", "revert", "rename"):
        assert chief_editor.post(address(page, fiche, number), {"seen": fiche.edit}).status_code == 404


def test_withdrawing_asks_first_and_says_where(chief_editor, visitor):
    fiche = FicheFactory(published=True)
    page = chief_editor.get(address("withdraw", fiche))
    assert f'<a href="{fiche.get_absolute_url()}">' in page.content.decode()
    assert visitor.get(fiche.get_absolute_url()).status_code == 200
    page = chief_editor.post(address("withdraw", fiche), {"seen": fiche.edit, "comment": "Verouderd."}, follow=True)
    assert page.context["last_step"].change_message == "Ingetrokken: “Verouderd.”"
    assert visitor.get(fiche.get_absolute_url()).status_code == 410


def test_withdrawing_is_refused_when_somebody_saved_meanwhile(chief_editor, visitor):
    fiche = FicheFactory(published=True)
    chief_editor.post(address("withdraw", fiche), {"seen": fiche.edit + 1})
    assert visitor.get(fiche.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("factory", [FicheFactory, PageFactory])
def test_a_preview_is_marked_and_kept_by_nobody(chief_editor, factory):
    thing = factory(title="Nog niet publiek")
    page = chief_editor.get(address("page", thing))
    assert "Nog niet publiek" in page.content.decode()
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", ")) and page["X-Robots-Tag"] == "noindex"


def test_the_desk_is_never_kept_and_its_one_inline_script_has_a_nonce(editor):
    page = editor.get(address("change", FicheFactory()))
    nonce = re.search(r"'nonce-([^']+)'", page["Content-Security-Policy"])[1]
    scripts = [tag for tag in re.findall(r"<script[^>]*>", page.content.decode()) if "src=" not in tag]
    assert scripts and all(f'nonce="{nonce}"' in tag or "application/json" in tag for tag in scripts)
    assert "no-store" in page["Cache-Control"]
    assert not re.search(r"<style|\sstyle=", page.content.decode())


# -- shared rows -----------------------------------------------------------------------------------------------------
def test_doubles_become_one(chief_editor):
    one, two = TagFactory(name="lezen"), TagFactory(name="leesonderwijs")
    fiche = FicheFactory(tags=[one, two])
    list_url, chosen = reverse("admin:taxonomy_tag_changelist"), {"action": "merge_rows", "_selected_action": [one.pk, two.pk]}
    page = chief_editor.post(list_url, chosen, follow=True)
    assert [shown["row"].name for shown in page.context["rows"]] == ["lezen", "leesonderwijs"]
    page = merged(chief_editor, one, two, into=two)
    assert said(page) == ["Samengevoegd tot “leesonderwijs”. Oude adressen verwijzen door."]
    assert (Tag.objects.get(pk=one.pk).merged_into, list(fiche.tags.all())) == (two, [two])


def test_an_editor_cannot_merge(editor):
    one, two = TagFactory(name="lezen"), TagFactory(name="schrijven")
    chosen = {"action": "merge_rows", "_selected_action": [one.pk, two.pk]}
    editor.post(reverse("admin:taxonomy_tag_changelist"), chosen)
    answer = editor.post(reverse("admin:taxonomy_tag_merge"), {"rij": [one.pk, two.pk], "into": two.pk, "_confirm": "1"})
    assert (answer.status_code, Tag.objects.get(pk=one.pk).merged_into) == (403, None)


def test_a_material_of_a_live_fiche_cannot_be_deleted(chief_editor):
    resource = ResourceFactory()
    FicheFactory(resources=[resource], published=True)
    chief_editor.post(address("delete", resource), {"post": "yes"})
    resource.refresh_from_db()


# -- what it costs ---------------------------------------------------------------------------------------------------
def filled(count):
    return FicheFactory(resources=ResourceFactory.create_batch(count), sources=SourceFactory.create_batch(count))


def test_a_form_costs_the_same_for_one_row_as_for_three(chief_editor):
    one, three = filled(1), filled(3)
    chief_editor.get(address("change", one))
    costs = {cost(lambda fiche=fiche: chief_editor.get(address("change", fiche))) for fiche in (one, three)}
    assert len(costs) == 1 and max(costs) <= 20


def test_saving_costs_the_same_for_one_row_as_for_three(chief_editor):
    one, three = filled(1), filled(3)
    typed = {fiche: opened(chief_editor, fiche) | {"standfirst": "Anders.", "_continue": "1"} for fiche in (one, three)}
    costs = {cost(lambda fiche=fiche: chief_editor.post(address("change", fiche), typed[fiche])) for fiche in (one, three)}
    assert len(costs) == 1 and max(costs) <= 40


def test_saving_and_publishing_in_one_go_costs_the_same_for_one_row_as_for_three(chief_editor):
    one, three = filled(1), filled(3)
    typed = {fiche: opened(chief_editor, fiche) | {"standfirst": "Anders.", "_step": "publish"} for fiche in (one, three)}
    for fiche in (one, three):  # its materials and sources become public
        chief_editor.post(address("change", fiche), typed[fiche])
        typed[fiche] = opened(chief_editor, fiche) | {"standfirst": "Nog anders.", "_step": "publish"}
    costs = {cost(lambda fiche=fiche: chief_editor.post(address("change", fiche), typed[fiche])) for fiche in (one, three)}
    assert len(costs) == 1 and max(costs) <= 60


@pytest.mark.parametrize("model", [Fiche, Page, Source])
def test_a_list_costs_the_same_for_one_row_as_for_three(administrator, model):
    factory = {Fiche: FicheFactory, Page: PageFactory, Source: SourceFactory}[model]
    url, made = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), {}
    if model is not Source:
        made = {"published": True, "owner": administrator.user}
    factory(**made)
    administrator.get(url)
    first = cost(lambda: administrator.get(url))
    factory.create_batch(2, **made)
    assert cost(lambda: administrator.get(url)) == first
