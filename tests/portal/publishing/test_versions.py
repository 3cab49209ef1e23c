"""Versions at the desk: the list, two beside each other, a name, and back into the draft. For every kind of publication."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from fiches.models import Fiche
from portal.publishing.logbook import Act
from portal.publishing.models import Autosave, Revision, Status
from portal.publishing.workflow import take
from portal.taxonomy.models import Tag
from tests.desk import address, cost, merged, opened, said, send
from tests.factories import FicheFactory, PageFactory, ResourceFactory, SourceFactory, TagFactory
from tests.factories.days import DayFactory, SessionFactory
from tests.factories.publishing import NOON

pytestmark = pytest.mark.django_db

EVERY = [FicheFactory, DayFactory, SessionFactory, PageFactory]


def published(factory, **values):
    values |= {"day": DayFactory(published=True)} if factory is SessionFactory else {}
    return factory(published=True, **values)


def rewritten(thing, title="Een andere titel", **values):
    """A draft beside what is online."""
    kind = type(thing)
    kind.objects.filter(pk=thing.pk).update(title=title, **values)
    fresh = kind.objects.get(pk=thing.pk)
    return take(fresh, "edit", seen=fresh.edit, at=NOON + dt.timedelta(days=1))


def published_again(thing, title):
    fresh = rewritten(thing, title)
    return take(fresh, "publish", seen=fresh.edit, at=NOON + dt.timedelta(days=2))


def marked(page) -> list[tuple[str, str, str]]:
    """(field, what went, what came) of what the page shows as changed words."""
    found = []
    for one in page.context["found"]:
        for line in one["field"].lines:
            words = {kind: "".join(m.text for m in line.marks if m.kind == kind).strip() for kind in ("removed", "added")}
            found.append((one["name"], words["removed"], words["added"]))
    return found


# -- who may -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("factory", EVERY)
@pytest.mark.parametrize("person", ["visitor", "teacher"])
def test_nobody_from_outside_sees_a_difference_or_puts_something_back(request, person, factory):
    client, thing = request.getfixturevalue(person), published(factory)
    urls = [address("diff", thing), address("versions", thing), address("revert", thing, 1), address("rename", thing, 1)]
    assert {(client.post(url).status_code, client.get(url).status_code) for url in urls} == {(302, 302)}
    assert all("/login/" in client.get(url).url for url in urls)


def test_who_may_only_look_compares_but_changes_nothing(organiser):
    fiche = published(FicheFactory)
    assert organiser.get(address("diff", fiche)).status_code == 200
    page = organiser.get(address("versions", fiche))
    assert (page.status_code, page.context["revisions"][0]["form"], b"Zet terug" in page.content) == (200, None, False)
    refused = [organiser.get(address("revert", fiche, 1))]
    refused += [organiser.post(address(name, fiche, 1), {"name": "x", "seen": fiche.edit}) for name in ("revert", "rename")]
    assert [answer.status_code for answer in refused] == [403] * 3
    assert Revision.objects.get(pk=fiche.live_id).name == ""


def test_who_reads_the_difference_without_the_right_to_publish_is_offered_no_publishing(editor):
    fiche = rewritten(published(FicheFactory))
    page = editor.get(address("diff", fiche))
    assert [step["name"] for step in page.context["steps"]] == ["submit"]
    page = editor.post(address("diff", fiche), {"_step": "publish", "seen": fiche.edit}, follow=True)
    assert said(page)[0].startswith("“Publiceer” is een stap voor een eindredacteur of beheerder.")
    assert editor.post(address("diff", fiche), {"_step": "edit", "seen": fiche.edit}).status_code == 403


# -- beside each other -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("factory", EVERY)
def test_the_draft_stands_beside_what_is_online_unless_something_else_is_asked(chief_editor, factory):
    thing = rewritten(published(factory, title="De titel van toen"), "De titel van nu")
    page = chief_editor.get(address("diff", thing))
    assert (page.context["old"]["label"], page.context["new"]["label"]) == ("versie 1", "het klad")
    assert marked(page) == [("title", "toen", "nu")]
    text = page.content.decode()
    assert '<del><span class="vh"> geschrapt: </span> toen' in text and '<ins><span class="vh"> toegevoegd: </span> nu' in text


def test_any_two_versions_can_be_compared_in_either_direction(chief_editor):
    thing = published_again(published_again(published(PageFactory, title="Een"), "Twee"), "Drie")
    asked = {
        pair: chief_editor.get(address("diff", thing), {"van": pair[0], "naar": pair[1]})
        for pair in [("1", "3"), ("2", "1"), ("3", "klad")]
    }
    assert {pair: marked(page) for pair, page in asked.items()} == {
        ("1", "3"): [("title", "Een", "Drie")],
        ("2", "1"): [("title", "Twee", "Een")],
        ("3", "klad"): [],
    }
    assert "Deze twee zijn gelijk" in asked["3", "klad"].content.decode()


@pytest.mark.parametrize("nonsense", [{"van": "99"}, {"van": "x", "naar": "klad"}, {"van": "9" * 40}])
def test_a_version_that_does_not_exist_is_said_and_the_usual_two_are_shown(chief_editor, nonsense):
    thing = rewritten(published(FicheFactory, title="Toen"), "Nu")
    page = chief_editor.get(address("diff", thing), nonsense)
    assert "Een versie die je vroeg, bestaat niet." in page.content.decode()
    assert marked(page) == [("title", "Toen", "Nu")]


def test_the_same_text_twice_is_said(chief_editor):
    page = chief_editor.get(address("diff", published(FicheFactory)), {"van": "1", "naar": "1"})
    assert "Dit is twee keer dezelfde tekst." in page.content.decode()


def test_a_text_that_has_no_version_yet_says_so(editor):
    page = editor.get(address("diff", FicheFactory()))
    assert "Er is nog geen versie om mee te vergelijken" in page.content.decode()
    assert "Er is nog geen versie" in editor.get(address("versions", FicheFactory())).content.decode()


def test_sections_materials_and_tags_are_told_by_name_also_when_they_are_gone(chief_editor):
    toolkit, guide = ResourceFactory(title="Toolkit"), ResourceFactory(title="Leidraad")
    fiche = published(FicheFactory, resources=[toolkit], tags=[TagFactory(name="lezen")])
    fiche.resources.all().delete()
    fiche.resources.create(resource=guide)
    fiche.tags.clear()
    Tag.objects.filter(name="lezen").delete()
    fiche.sections.update(text="<p>Zo zit het niet.</p>")
    rewritten(fiche, fiche.title)
    page = chief_editor.get(address("diff", fiche))
    told = {one["name"]: [(row["name"], row["state"]) for row in one.get("rows", [])] for one in page.context["found"]}
    assert told == {
        "tags": [],
        "sections": [("Wat betekent dat?", "gewijzigd")],
        "resources": [("Leidraad", "nieuw"), ("Toolkit", "geschrapt")],
    }
    assert '<del><span class="vh">geschrapt: </span>lezen</del>' in page.content.decode()


def test_a_tag_that_was_merged_is_no_difference(chief_editor):
    one, two = TagFactory(name="lezen"), TagFactory(name="leesonderwijs")
    fiche = published(FicheFactory, tags=[one])
    merged(chief_editor, one, two, into=two)
    rewritten(fiche, fiche.title)
    assert list(fiche.tags.values_list("name", flat=True)) == ["leesonderwijs"]
    assert chief_editor.get(address("diff", fiche)).context["found"] == []
    assert chief_editor.get(address("change", fiche)).context["differs"] == []


def test_what_is_typed_is_shown_and_never_run(editor):
    fiche = rewritten(published(FicheFactory), "<script>alert(1)</script>")
    assert "<script>alert(1)" not in editor.get(address("diff", fiche)).content.decode()


def test_a_step_is_taken_from_the_page_of_the_difference(chief_editor, visitor):
    fiche = rewritten(published(FicheFactory), "Na het lezen")
    page = chief_editor.get(address("diff", fiche))
    typed = {"_step": "publish", "seen": page.context["seen"], "_comment": "Gelezen."}
    page = chief_editor.post(address("diff", fiche), typed, follow=True)
    assert said(page) == ["“Na het lezen” staat online."]
    assert Fiche.objects.get(pk=fiche.pk).live.comment == "Gelezen."
    assert "Na het lezen" in visitor.get(fiche.get_absolute_url()).content.decode()


def test_a_step_from_the_page_of_the_difference_is_refused_when_somebody_saved_meanwhile(chief_editor):
    fiche = rewritten(published(FicheFactory))
    page = chief_editor.post(address("diff", fiche), {"_step": "publish", "seen": fiche.edit - 1}, follow=True)
    assert said(page) == ["Iemand heeft dit intussen gewijzigd. Bekijk eerst de nieuwe toestand en probeer dan opnieuw."]
    assert Fiche.objects.get(pk=fiche.pk).live.number == 1


def test_publishing_a_day_from_the_page_of_the_difference_asks_which_sessions_go_along(organiser):
    day = DayFactory()
    SessionFactory(day=day)
    day = rewritten(published(DayFactory))
    SessionFactory(day=day)
    page = organiser.post(address("diff", day), {"_step": "publish", "seen": day.edit}, follow=True)
    assert said(page) == ["Kies nu welke sessies mee online gaan."]
    assert page.redirect_chain[0][0].startswith(address("publish", day))


# -- the list ----------------------------------------------------------------------------------------------------------
def test_the_list_tells_what_is_online_what_was_and_what_is_planned(chief_editor):
    fiche = published_again(published(FicheFactory), "Twee")
    fiche = rewritten(fiche, "Drie", publish_at=NOON + dt.timedelta(days=900))
    take(fiche, "schedule", seen=fiche.edit, at=NOON + dt.timedelta(days=3), comment="Voor later")
    page = chief_editor.get(address("versions", fiche))
    told = [(one["row"].number, one["live"], one["planned"], bool(one["row"].published)) for one in page.context["revisions"]]
    assert told == [(3, False, True, False), (2, True, False, True), (1, False, False, True)]
    text = page.content.decode()
    assert [text.count(f"badge {badge}") for badge in ('ok">online', 'lock">ingepland', '">was online')] == [1, 1, 0]
    assert text.count('<span class="badge">was online</span>') == 1 and "“Voor later”" in text


def test_what_is_saved_in_between_is_no_version(editor):
    fiche = published(FicheFactory)
    kind = ContentType.objects.get_for_model(Fiche)
    Autosave.objects.create(user=editor.user, content_type=kind, object_id=fiche.pk, data={"title": "Half getypt"})
    send(editor, fiche, opened(editor, fiche) | {"title": "Bewaard"}, _continue="1")
    page = editor.get(address("versions", fiche))
    assert [one["row"].number for one in page.context["revisions"]] == [1]
    assert "Half getypt" not in page.content.decode()


def test_a_long_history_is_read_page_by_page(chief_editor):
    fiche = published(FicheFactory)
    live = fiche.live
    rows = [
        Revision(content_type=live.content_type, object_id=fiche.pk, number=n, snapshot={}, format=1, created=NOON)
        for n in range(2, 65)
    ]
    Revision.objects.bulk_create(rows)
    numbers = [
        [one["row"].number for one in chief_editor.get(address("versions", fiche), {"p": page}).context["revisions"]]
        for page in ("1", "3", "x", "99")
    ]
    assert [(found[0], found[-1]) for found in numbers] == [(64, 35), (4, 1), (64, 35), (4, 1)]


def test_a_version_gets_a_name_and_another_comment(editor):
    fiche = published(FicheFactory)
    page = editor.post(address("rename", fiche, 1), {"name": "Voor de studiedag", "comment": "Nagelezen"}, follow=True)
    assert said(page) == ["Bewaard bij versie 1."]
    assert "Versie 1: Voor de studiedag" in page.content.decode()
    revision = Revision.objects.get(pk=fiche.live_id)
    assert (revision.name, revision.comment) == ("Voor de studiedag", "Nagelezen")
    assert LogEntry.objects.get(action_flag=Act.NAMED).change_message == "Versie benoemd: versie 1, “Voor de studiedag”"
    assert "versie 1, “Voor de studiedag”" in editor.get(address("diff", fiche)).content.decode()
    assert "versie 1, “Voor de studiedag”" in editor.get(address("change", fiche)).content.decode()


def test_naming_changes_nothing_of_the_text_nor_of_what_others_saw(editor):
    fiche = published(FicheFactory)
    before = Revision.objects.filter(pk=fiche.live_id).values("snapshot", "published", "author", "created").get()
    editor.post(address("rename", fiche, 1), {"name": "Anders", "comment": "", "snapshot": "{}", "number": "7"})
    assert Revision.objects.filter(pk=fiche.live_id).values(*before).get() == before
    assert Fiche.objects.get(pk=fiche.pk).edit == fiche.edit


def test_a_name_that_is_too_long_is_said_and_stays_as_it_was_typed(editor):
    fiche = published(FicheFactory)
    page = editor.post(address("rename", fiche, 1), {"name": "n" * 81, "comment": "Blijft staan"})
    form = page.context["revisions"][0]["form"]
    assert form.errors == {"name": ["Dit is te lang: hoogstens 80 tekens, nu 81."]}
    assert (form["name"].value(), form["comment"].value()) == ("n" * 81, "Blijft staan")
    assert Revision.objects.get(pk=fiche.live_id).name == ""


# -- back into the draft -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("factory", EVERY)
def test_putting_back_first_tells_what_will_change(chief_editor, factory):
    thing = rewritten(published(factory, title="De titel van toen"), "De titel van nu")
    page = chief_editor.get(address("revert", thing, 1))
    assert marked(page) == [("title", "nu", "toen")]
    assert type(thing).objects.get(pk=thing.pk).title == "De titel van nu"
    chief_editor.post(address("revert", thing, 1), {"seen": page.context["seen"]})
    assert type(thing).objects.get(pk=thing.pk).title == "De titel van toen"
    comments = [row.comment for row in thing.revisions()]
    assert comments == ["Teruggezet naar versie 1", "Bewaard voor het terugzetten", ""]


def test_putting_back_tells_beforehand_what_no_longer_exists_and_what_another_text_has_now(chief_editor):
    toolkit, book = ResourceFactory(title="Toolkit"), SourceFactory()
    fiche = published(FicheFactory, slug="eerst", tags=["lezen"], resources=[toolkit], sources=[book])
    fresh = rewritten(fiche, "Nieuw", slug="nieuw")
    for part in (fresh.resources, fresh.citations):
        part.all().delete()
    fresh.tags.clear()
    take(fresh, "publish", seen=fresh.edit, at=NOON + dt.timedelta(days=2))
    Tag.objects.filter(name="lezen").delete()
    toolkit.delete()
    FicheFactory(slug="eerst")
    page = chief_editor.get(address("revert", fiche, 1))
    assert page.context["missing"] == ["trefwoord “lezen”", "materiaal “Toolkit”", "adres “eerst”"]
    after = chief_editor.post(address("revert", fiche, 1), {"seen": page.context["seen"]}, follow=True)
    assert {*page.context["missing"]} == {
        *said(after)[1].removeprefix("Dit bestaat niet meer en is weggelaten: ")[:-1].split(", ")
    }


def test_putting_back_what_the_draft_already_says_offers_no_button(chief_editor):
    page = chief_editor.get(address("revert", published(FicheFactory), 1))
    assert "Het klad zegt al hetzelfde als versie 1" in page.content.decode()
    assert b'type="submit" class="btn">Zet terug' not in page.content


def test_putting_back_a_planned_text_says_that_the_plan_is_off(chief_editor):
    fiche = rewritten(published(FicheFactory), "Straks", publish_at=NOON + dt.timedelta(days=900))
    fiche = take(fiche, "schedule", seen=fiche.edit, at=NOON)
    page = chief_editor.get(address("revert", fiche, 1))
    assert "De planning vervalt:" in page.content.decode()
    chief_editor.post(address("revert", fiche, 1), {"seen": fiche.edit})
    assert Fiche.objects.get(pk=fiche.pk).status == Status.DRAFT


# -- what it costs -----------------------------------------------------------------------------------------------------
def filled(count):
    """A fiche with so many rows and versions, and a draft in which all of it differs."""
    tags = [f"trefwoord {number}" for number in range(count)]
    fiche = FicheFactory(
        resources=ResourceFactory.create_batch(count), sources=SourceFactory.create_batch(count), tags=tags, published=True
    )
    for number in range(count):
        fiche = published_again(fiche, f"Titel {number}")
    fiche.resources.all().delete()
    for resource in ResourceFactory.create_batch(count):
        fiche.resources.create(resource=resource)
    fiche.tags.clear()
    return rewritten(fiche)


@pytest.mark.parametrize("name", ["diff", "versions", "revert", "change"])
def test_versions_cost_the_same_for_one_row_as_for_three(chief_editor, name):
    one, three = filled(1), filled(3)
    urls = [address(name, thing, *([1] if name == "revert" else [])) for thing in (one, three)]
    chief_editor.get(urls[0])
    costs = {cost(lambda url=url: chief_editor.get(url)) for url in urls}
    assert len(costs) == 1 and max(costs) <= {"diff": 18, "versions": 8, "revert": 28, "change": 21}[name]
