"""No lost work: what is typed and not saved is kept for whoever typed it, offered again, and shown without being saved."""

import json
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fiches.models import Fiche
from portal.publishing import autosave
from portal.publishing.models import Autosave, Revision
from tests.desk import address, as_typed, cost, opened, said, send
from tests.factories import FicheFactory, PageFactory, ResourceFactory, ThemeFactory, UserFactory
from tests.factories.days import DayFactory

pytestmark = pytest.mark.django_db

PASSWORD = "een-lang-wachtwoord"
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)")


def new(model, name="add"):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}")


def kept_url(thing):
    return address("kept", thing) if not isinstance(thing, type) else new(thing, "kept_new")


def type_in(client, thing, typed, tab="a" * 12, **more):
    """What the script sends a few seconds after typing."""
    return client.post(kept_url(thing), {**typed, "_tab": tab, "_text": "1", **more})


def kept(**where) -> Autosave:
    return Autosave.objects.get(**where)


def offers(page) -> list[list[str]]:
    return [offer["names"] for offer in page.context["kept"]["offers"]]


def again(client, thing, row):
    return client.get(address("change", thing), {"terug": row.pk})


def writes(ask) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        ask()
    return [query["sql"] for query in queries if WRITES.match(query["sql"])]


# -- while typing ----------------------------------------------------------------------------------------------------
def test_what_is_typed_is_kept_for_its_writer_and_changes_nothing_else(editor, visitor):
    fiche = FicheFactory(title="Zoals het was", published=True)
    fiche.refresh_from_db()
    before = (Revision.objects.count(), LogEntry.objects.count(), fiche.changed, fiche.edit)
    answer = type_in(editor, fiche, opened(editor, fiche) | {"title": "Half getypt"})
    assert (answer.status_code, answer.json()["at"]) == (200, timezone.localtime().strftime("%H:%M"))
    row = kept()
    assert (row.user, row.object_id, row.edit, row.data["title"]) == (editor.user, fiche.pk, fiche.edit, ["Half getypt"])
    fiche.refresh_from_db()
    assert (Revision.objects.count(), LogEntry.objects.count(), fiche.changed, fiche.edit) == before
    assert fiche.title == "Zoals het was"
    assert "Half getypt" not in visitor.get(fiche.get_absolute_url()).content.decode()


def test_typing_on_writes_over_what_the_same_tab_kept_and_leaves_another_tab_alone(editor):
    fiche = FicheFactory()
    typed = opened(editor, fiche)
    for tab, title in (("a" * 12, "Een"), ("b" * 12, "Twee"), ("a" * 12, "Een en meer")):
        type_in(editor, fiche, typed | {"title": title}, tab)
    assert sorted((row.tab[0], row.data["title"]) for row in Autosave.objects.all()) == [("a", ["Een en meer"]), ("b", ["Twee"])]


def test_only_what_was_typed_is_kept(editor):
    fiche = FicheFactory()
    odd = {"title": "Met\x00NUL", "_continue": "1", "_step": "publish", "csrfmiddlewaretoken": "x", "password": "y", "_base": "z"}
    type_in(editor, fiche, odd)
    assert kept().data == {"title": ["MetNUL"], "_base": ["z"]}


def test_more_than_is_kept_of_one_form_is_refused_in_a_sentence(editor):
    answer = type_in(editor, FicheFactory(), {"title": "x" * (autosave.MOST + 1)})
    assert (answer.status_code, answer.json()) == (
        413,
        {"refused": "Dit is te veel om vanzelf te bewaren. Bewaar zelf, met de knop onderaan."},
    )
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("tab", ["", "A" * 12, "a" * 13, "<script>"])
def test_a_form_that_does_not_say_in_which_tab_it_stands_keeps_nothing(editor, tab):
    assert type_in(editor, FicheFactory(), {"title": "x"}, tab).status_code == 400
    assert not Autosave.objects.exists()


def test_a_sign_of_life_is_one_statement_and_waits_for_nobody(editor):
    fiche = FicheFactory()
    type_in(editor, fiche, {"title": "Getypt"})
    with CaptureQueriesContext(connection) as queries:
        editor.post(kept_url(fiche), {"_tab": "a" * 12, "seen": fiche.edit})
    sql = [query["sql"] for query in queries]
    assert len([one for one in sql if WRITES.match(one)]) == 1
    assert not [one for one in sql if "catalogue_edition" in one or "FOR UPDATE" in one]
    assert kept().data == {"title": ["Getypt"]}


@pytest.mark.parametrize("what", [{}, {"_text": "1"}])
def test_a_sign_of_life_costs_the_same_with_one_colleague_as_with_three(editor, what):
    fiche, costs = FicheFactory(), []
    posted = {"_tab": "f" * 12, "title": "y", **what}
    editor.post(kept_url(fiche), posted)
    for colleague in range(3):
        type_in(client_of(colleague), fiche, {"title": "x"}, f"{colleague}" * 12)
        costs.append(cost(lambda: editor.post(kept_url(fiche), posted)))
    assert len({*costs}) == 1 and costs[0] <= 9


def client_of(number, role="redacteur"):
    client = Client()
    client.user = UserFactory(role=role, name=f"Collega {number}")
    client.force_login(client.user)
    return client


def test_a_form_needs_its_token_here_too(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor.user)
    fiche = FicheFactory()
    assert type_in(strict, fiche, {"title": "x"}).status_code == 403
    told = strict.get(kept_url(fiche)).json()
    assert told["user"] == editor.user.pk
    assert type_in(strict, fiche, {"title": "x", "csrfmiddlewaretoken": told["token"]}).status_code == 200


@pytest.mark.parametrize(
    ("person", "fiche", "page", "day"),
    [
        ("visitor", 302, 302, 302),
        ("teacher", 302, 302, 302),
        ("editor", 200, 403, 403),
        ("chief_editor", 200, 200, 200),
        ("organiser", 403, 403, 200),
    ],
)
def test_only_who_may_write_somewhere_keeps_something_there(request, person, fiche, page, day):
    client, things = request.getfixturevalue(person), [FicheFactory(), PageFactory(), DayFactory()]
    answers = [type_in(client, thing, {"title": "x"}).status_code for thing in things]
    assert answers == [fiche, page, day]
    assert [type_in(client, type(thing), {"title": "x"}).status_code for thing in things] == [fiche, page, day]
    assert Autosave.objects.count() == 2 * answers.count(200)


# -- offered again -----------------------------------------------------------------------------------------------------
def test_what_was_not_saved_is_offered_with_when_and_what_differs(editor):
    fiche = FicheFactory(sections={"betekenis": "<p>Een.</p>", "onderzoek": "<p>Twee.</p>"}, resources=[ResourceFactory()])
    typed = opened(editor, fiche) | {"title": "Anders", "tags": "lezen", "sections-1-text": "<p>Twee en meer.</p>"}
    type_in(editor, fiche, typed)
    page = editor.get(address("change", fiche))
    assert offers(page) == [["titel", "trefwoorden", "rubrieken (“Vanuit evidence-informed onderzoek”)"]]
    html = page.content.decode()
    assert "Je typte hier iets dat niet bewaard is" in html
    assert f'href="{address("change", fiche)}?terug={kept().pk}"' in html


def test_what_says_the_same_as_what_is_saved_is_not_offered(editor):
    fiche = FicheFactory(points=["Een", "Twee"], tags=["b", "a"], themes=[ThemeFactory(), ThemeFactory()])
    typed = opened(editor, fiche)
    typed |= {"points": "Een\r\nTwee\r\n", "tags": "a,b", "themes": [*reversed(typed["themes"])], "title": f" {fiche.title} "}
    type_in(editor, fiche, typed)
    assert offers(editor.get(address("change", fiche))) == []


def test_what_is_offered_says_that_somebody_saved_since(editor, chief_editor):
    fiche = FicheFactory()
    type_in(editor, fiche, opened(editor, fiche) | {"title": "Mijn titel"})
    send(chief_editor, fiche, opened(chief_editor, fiche) | {"standfirst": "Nieuw."}, _continue="1")
    (offer,) = editor.get(address("change", fiche)).context["kept"]["offers"]
    assert offer["since"].startswith("Eindredacteur bewaarde dit intussen ook (")


def test_nobody_is_offered_or_shown_what_somebody_else_typed(editor, chief_editor):
    fiche = FicheFactory(title="Zoals het was")
    type_in(chief_editor, fiche, opened(chief_editor, fiche) | {"title": "Geheim kladje"})
    page = editor.get(address("change", fiche))
    assert (offers(page), "Geheim kladje" in page.content.decode()) == ([], False)
    page = again(editor, fiche, kept())
    assert said(page) == ["Wat je niet bewaard had, is er niet meer."]
    assert (page.context["adminform"].form["title"].value(), "Geheim kladje" in page.content.decode()) == ("Zoals het was", False)
    assert "Geheim" not in json.dumps(type_in(editor, fiche, {"title": "x"}, "b" * 12).json())
    editor.post(f"{kept_url(fiche)}{kept(user=chief_editor.user).pk}/weg/")
    assert kept(user=chief_editor.user).data["title"] == ["Geheim kladje"]


def test_who_may_not_write_here_any_more_sees_the_form_as_it_is(organiser):
    fiche = FicheFactory(title="Zoals het was")
    row = Autosave.objects.create(
        user=organiser.user, content_type=ContentType.objects.get_for_model(Fiche), object_id=fiche.pk, data={"title": ["Anders"]}
    )
    page = again(organiser, fiche, row)
    assert (page.status_code, "Anders" in page.content.decode()) == (200, False)


def test_what_was_typed_in_one_thing_is_not_shown_in_another(editor):
    fiche, other = FicheFactory(), FicheFactory()
    type_in(editor, fiche, opened(editor, fiche) | {"title": "Van de eerste"})
    assert said(again(editor, other, kept())) == ["Wat je niet bewaard had, is er niet meer."]
    assert offers(editor.get(address("change", other))) == []


@pytest.mark.parametrize("number", ["", "x", "0", "99999999999999999999"])
def test_a_number_that_is_nothing_shows_the_form_as_it_is(editor, number):
    page = editor.get(address("change", FicheFactory(title="Zoals het was")), {"terug": number})
    assert page.context["adminform"].form["title"].value() == "Zoals het was"


def test_throwing_away_takes_only_what_was_thrown_away(editor):
    fiche = FicheFactory()
    for tab, title in (("a" * 12, "Een"), ("b" * 12, "Twee")):
        type_in(editor, fiche, opened(editor, fiche) | {"title": title}, tab)
    url = f"{kept_url(fiche)}{kept(tab='a' * 12).pk}/weg/"
    assert editor.get(url).status_code == 405
    page = editor.post(url, follow=True)
    assert (said(page), offers(page)) == (["Wat je niet bewaard had, is weggegooid."], [["titel"]])
    assert editor.post(f"{kept_url(fiche)}{kept().pk}/weg/", headers={"Accept": "application/json"}).status_code == 204
    assert not Autosave.objects.exists()


# -- put back ----------------------------------------------------------------------------------------------------------
def test_putting_back_shows_everything_that_was_typed_and_saves_nothing(editor):
    one, two, three = ResourceFactory.create_batch(3)
    themes = [ThemeFactory(), ThemeFactory()]
    fiche = FicheFactory(
        sections={"betekenis": "<p>Een.</p>", "onderzoek": "<p>Twee.</p>"}, resources=[one, two], themes=themes[:1]
    )
    typed = opened(editor, fiche) | {
        "title": "",
        "tags": "lezen, schrijven",
        "themes": [theme.pk for theme in themes],
        "sections-0-text": "<p>Een en meer.</p>",
        "sections-1-DELETE": "on",
        "sections-2-rubriek": "informatie",
        "sections-2-text": "<p>Drie.</p>",
        "sections-TOTAL_FORMS": "3",
        "resources-0-position": "2",
        "resources-1-position": "1",
        "resources-2-resource": three.pk,
        "resources-2-position": "3",
        "resources-2-rubriek": "informatie",
        "resources-TOTAL_FORMS": "3",
    }
    type_in(editor, fiche, typed)
    row = kept()
    page = again(editor, fiche, row)
    html = page.content.decode()
    sections, resources = (page.context["inline_admin_formsets"][place].formset for place in (0, 1))
    assert [row["text"].value() for row in sections.forms] == ["<p>Een en meer.</p>", "<p>Twee.</p>", "<p>Drie.</p>"]
    assert [row["DELETE"].value() for row in sections.forms] == [False, True, False]
    assert [(str(row["resource"].value()), row["position"].value()) for row in resources.forms] == [
        (str(one.pk), "2"),
        (str(two.pk), "1"),
        (str(three.pk), "3"),
    ]
    form = page.context["adminform"].form
    assert (form["title"].value(), form["tags"].value(), len(form["themes"].value())) == ("", "lezen, schrijven", 2)
    assert f'<option value="{three.pk}" selected' in html
    assert (page.context["errors"], "errorlist" in html) == ([], False)
    assert "Dit is wat je typte" in html
    fiche.refresh_from_db()
    assert (fiche.title != "", fiche.sections.count(), fiche.resources.count()) == (True, 2, 2)
    page = editor.post(
        f"{address('change', fiche)}?terug={row.pk}", as_typed(page) | {"title": "Af", "_continue": "1"}, follow=True
    )
    assert (page.redirect_chain[-1][0], len(said(page))) == (address("change", fiche), 1)
    assert dict(fiche.sections.values_list("rubriek", "text")) == {
        "betekenis": "<p>Een en meer.</p>",
        "informatie": "<p>Drie.</p>",
    }
    assert {row.resource for row in fiche.resources.all()} == {one, two, three}
    assert (sorted(tag.name for tag in fiche.tags.all()), fiche.themes.count()) == (["lezen", "schrijven"], 2)
    assert not Autosave.objects.exists()


def test_what_is_put_back_says_how_it_differs_from_what_is_saved(editor):
    fiche = FicheFactory(standfirst="De oude inleiding.")
    type_in(editor, fiche, opened(editor, fiche) | {"standfirst": "De nieuwe inleiding."})
    page = again(editor, fiche, kept())
    assert [one["name"] for one in page.context["kept"]["found"]] == ["standfirst"]
    assert "<ins>" in page.content.decode()


def test_opening_offering_and_putting_back_write_nothing(editor):
    fiche = FicheFactory()
    type_in(editor, fiche, opened(editor, fiche) | {"title": "Anders"})
    row = kept()
    assert writes(lambda: editor.get(address("change", fiche))) == []
    assert writes(lambda: again(editor, fiche, row)) == []
    assert writes(lambda: editor.get(new(Fiche))) == []
    assert writes(lambda: editor.get(kept_url(fiche))) == []


def test_what_was_put_back_goes_on_in_its_new_tab(editor):
    fiche = FicheFactory()
    type_in(editor, fiche, opened(editor, fiche) | {"title": "Anders"})
    page = again(editor, fiche, kept())
    typed = as_typed(page) | {"title": "Nog anders"}
    assert typed["_tab"] != "a" * 12
    editor.post(kept_url(fiche), {**typed, "_text": "1"})
    assert kept().data["title"] == ["Nog anders"]


def test_what_was_typed_on_in_the_first_tab_stays_when_the_second_saves_what_it_put_back(editor):
    fiche = FicheFactory()
    typed = opened(editor, fiche)
    type_in(editor, fiche, typed | {"title": "Anders"})
    page = again(editor, fiche, kept())
    type_in(editor, fiche, typed | {"title": "Intussen verder"})
    send(editor, fiche, as_typed(page), _continue="1")
    assert kept().data["title"] == ["Intussen verder"]


# -- saved -------------------------------------------------------------------------------------------------------------
def test_a_save_takes_what_its_own_tab_kept_and_tells_the_browser(editor):
    fiche = FicheFactory()
    typed = opened(editor, fiche) | {"title": "Anders"}
    type_in(editor, fiche, typed, typed["_tab"])
    type_in(editor, fiche, typed, "b" * 12)
    answer = editor.post(address("change", fiche), {**typed, "_continue": "1"})
    assert [row.tab for row in Autosave.objects.all()] == ["b" * 12]
    cookie = answer.cookies["bewaard"]
    assert (cookie.value, cookie["path"], cookie["samesite"]) == (typed["_tab"], "/beheer/", "Strict")
    type_in(editor, fiche, typed, typed["_tab"])  # it was on its way when the save came
    editor.post(kept_url(fiche), {"_tab": "c" * 12, "_saved": cookie.value})
    assert sorted(row.tab[0] for row in Autosave.objects.all()) == ["b", "c"]


def test_a_save_that_is_refused_keeps_what_was_typed_also_without_a_script(editor):
    fiche = FicheFactory()
    page = send(editor, fiche, opened(editor, fiche) | {"title": "x" * 161}, _continue="1")
    assert kept().data["title"] == ["x" * 161]
    assert "Automatisch bewaard om" in page.content.decode()
    assert page.context["kept"]["tab"] == kept().tab
    send(editor, fiche, as_typed(page) | {"title": "Kort"}, _continue="1")
    assert not Autosave.objects.exists()


def test_a_refused_step_has_saved_what_was_typed(chief_editor):
    fiche = FicheFactory(themes=[])
    typed = opened(chief_editor, fiche) | {"standfirst": "Nieuw."}
    type_in(chief_editor, fiche, typed, typed["_tab"])
    send(chief_editor, fiche, typed, _step="publish")
    assert (Fiche.objects.get().standfirst, Autosave.objects.exists()) == ("Nieuw.", False)
