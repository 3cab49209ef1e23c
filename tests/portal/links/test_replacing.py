"""One address replaced by another, everywhere and in one step."""

import pytest
from django.urls import reverse

from events.models import Person
from fiches.models import Fiche, Resource, Section, Source
from portal.links.models import Link, Place
from portal.links.replacing import ReplaceRefused, plan, replace, seen_name
from portal.publishing.models import Status
from portal.publishing.workflow import take
from tests.factories import NOON, FicheFactory, PageFactory, ResourceFactory, SourceFactory, UserFactory, publish
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, SessionFactory
from tests.factories.links import saved
from tests.portal.links.test_places import in_step, text

pytestmark = pytest.mark.django_db
OLD, NEW = "https://oud.be/?a=1&b=2", "https://nieuw.be/pad?c=3&d=4"


def done(user, old=OLD, new=NEW):
    link = Link.objects.get(url=old)
    return replace(link, new, seen=seen_name(plan(link, user)), by=user, at=NOON)


@pytest.fixture
def everybody(db):
    """Somebody who may change everything."""
    return UserFactory(role="beheerder")


def test_a_new_address_comes_in_every_place_of_the_working_copies_and_readers_wait_for_publishing(everybody, visitor):
    resource = ResourceFactory(url=OLD)
    fiche = FicheFactory(
        sections={"betekenis": text(OLD, "https://ander.be"), "onderzoek": text(OLD)}, resources=[resource], published=True
    )
    draft = saved(FicheFactory(sections={"betekenis": text(OLD)}))
    page = PageFactory(body=text(OLD), published=True)
    session = SessionFactory(video=OLD, report=text(OLD), published=True)
    result = done(everybody)
    assert result.rows == [resource]
    assert {str(thing) for thing in result.drafts} == {str(thing) for thing in (fiche, draft, page, session)}
    assert {str(thing) for thing in result.to_publish} == {str(thing) for thing in (fiche, page, session)}
    assert Resource.objects.get().url == NEW
    assert {row.text for row in Section.objects.filter(rubriek="onderzoek")} == {text(NEW).replace("&", "&amp;")}
    fiche.refresh_from_db()
    assert (fiche.status, fiche.live_id is not None) == (Status.DRAFT, True)
    shown = visitor.get(fiche.get_absolute_url()).content.decode()
    assert (shown.count("https://oud.be/"), shown.count("https://nieuw.be/")) == (2, 1)  # its texts, and the material
    publish(fiche)
    assert "https://oud.be/" not in visitor.get(fiche.get_absolute_url()).content.decode()
    assert {(row.link.url, row.draft, row.live) for row in Place.objects.filter(link__url=OLD)} == {(OLD, False, True)}
    assert in_step()


def test_a_planned_text_becomes_a_draft_again_and_the_preview_says_so(everybody):
    fiche = FicheFactory(sections={"betekenis": text(OLD)})
    take(fiche, "schedule", seen=fiche.edit, at=NOON, when=NOON.replace(year=2030))
    [spot] = plan(Link.objects.get(url=OLD), everybody)
    assert spot.words == "Wijzigt in het klad. De planning vervalt: plan de nieuwe tekst opnieuw in."
    done(everybody)
    fiche = Fiche.objects.get()
    assert (fiche.status, fiche.planned) == (Status.DRAFT, None)


def test_a_text_in_review_stays_in_review(everybody):
    fiche = FicheFactory(ready=True, sections={"betekenis": text(OLD)})
    fiche = take(fiche, "submit", seen=fiche.edit, at=NOON)
    done(everybody)
    assert Fiche.objects.get().status == Status.REVIEW


def test_the_address_of_a_source_changes_with_its_reference_and_a_doi_only_into_a_doi(everybody):
    csl = {"type": "webpage", "title": "Bron", "author": [{"literal": "Centrum"}], "URL": OLD, "DOI": "10.1000/oud"}
    SourceFactory(csl=csl)
    done(everybody)
    source = Source.objects.get()
    assert (source.csl["URL"], source.csl["DOI"], "oud.be" in source.apa_nl) == (NEW, "10.1000/oud", False)
    assert done(everybody, old="https://doi.org/10.1000/oud").rows == []
    assert done(everybody, old="https://doi.org/10.1000/oud", new="https://doi.org/10.1000/nieuw").rows == [source]
    source.refresh_from_db()
    assert (source.csl["DOI"], source.key) == ("10.1000/nieuw", "doi:10.1000/nieuw")
    assert in_step()


def test_a_doi_that_another_source_has_is_refused(everybody):
    SourceFactory(csl={"type": "book", "title": "Eén", "DOI": "10.1000/een"})
    SourceFactory(csl={"type": "book", "title": "Twee", "DOI": "10.1000/twee"})
    with pytest.raises(ReplaceRefused, match="dezelfde bron"):
        done(everybody, old="https://doi.org/10.1000/een", new="https://doi.org/10.1000/twee")


def test_the_introduction_of_a_block_changes_at_once(everybody, visitor):
    day = DayFactory(published=True)
    block = BlockFactory(day=day, intro=text(OLD))
    SessionFactory(day=day, block=block, published=True)
    [spot] = plan(Link.objects.get(url=OLD), everybody)
    assert (spot.words, spot.at_once) == ("Wijzigt meteen, ook voor lezers.", True)
    result = done(everybody)
    assert ([str(thing) for thing in result.drafts], result.to_publish) == ([str(day)], [])
    assert "https://nieuw.be/" in visitor.get(day.get_absolute_url()).content.decode()
    assert in_step()


def test_what_somebody_may_not_change_stays_and_is_said(db):
    ResourceFactory(url=OLD)
    saved(FicheFactory(sections={"betekenis": text(OLD)}))
    saved(PageFactory(body=text(OLD)))
    organiser = UserFactory(role="organisator")
    words = {str(spot.stand.owner._meta.model_name): spot.words for spot in plan(Link.objects.get(url=OLD), organiser)}
    assert words == {
        "resource": "Wijzigt meteen.",
        "fiche": "Blijft zoals het is: je mag dit niet wijzigen.",
        "page": "Blijft zoals het is: je mag dit niet wijzigen.",
    }
    done(organiser)
    assert Resource.objects.get().url == NEW
    assert Section.objects.get().text == text(OLD).replace("&b", "&amp;b")


def test_a_shared_row_that_somebody_may_not_change_stays_too(db):
    ResourceFactory(url=OLD)
    PersonFactory(url=OLD)
    done(UserFactory(role="redacteur"))
    assert (Resource.objects.get().url, Person.objects.get().url) == (NEW, OLD)


def test_what_only_readers_still_see_is_named(everybody):
    fiche = FicheFactory(sections={"betekenis": text(OLD)}, published=True)
    Section.objects.update(text="<p>Zonder.</p>")
    take(Fiche.objects.get(), "edit", seen=Fiche.objects.get().edit, at=NOON)
    [spot] = plan(Link.objects.get(url=OLD), everybody)
    assert (spot.changes, spot.words.startswith("Staat alleen nog in wat online staat")) == (False, True)
    assert done(everybody).drafts == []
    assert Fiche.objects.get(pk=fiche.pk).live is not None


def test_a_preview_that_is_no_longer_true_is_shown_again(everybody):
    fiche = saved(FicheFactory(sections={"betekenis": text(OLD)}))
    link = Link.objects.get(url=OLD)
    seen = seen_name(plan(link, everybody))
    take(Fiche.objects.get(), "edit", seen=Fiche.objects.get().edit, at=NOON)
    with pytest.raises(ReplaceRefused, match="Intussen veranderde er iets"):
        replace(link, NEW, seen=seen, by=everybody, at=NOON)
    assert Section.objects.get(fiche=fiche).text == text(OLD).replace("&b", "&amp;b")


def test_all_of_it_or_nothing(everybody, monkeypatch):
    resource = ResourceFactory(url=OLD)
    saved(FicheFactory(sections={"betekenis": text(OLD)}))
    link = Link.objects.get(url=OLD)
    seen = seen_name(plan(link, everybody))
    real = Resource.save

    def late(self, *args, **kwargs):  # somebody with an older right is withdrawn it, halfway
        real(self, *args, **kwargs)
        everybody.groups.clear()
        for name in ("_perm_cache", "_group_perm_cache"):
            if hasattr(everybody, name):
                delattr(everybody, name)

    monkeypatch.setattr(Resource, "save", late)
    with pytest.raises(ReplaceRefused, match="is een stap voor een redacteur"):
        replace(link, NEW, seen=seen, by=everybody, at=NOON)
    assert Resource.objects.get(pk=resource.pk).url == OLD
    assert "oud.be" in Section.objects.get().text


@pytest.mark.parametrize("new", ["", "geen adres", "ftp://nieuw.be", "javascript:alert(1)", OLD, f"https://nieuw.be/{'x' * 700}"])
def test_what_is_no_new_address_is_refused_in_a_sentence(everybody, new):
    ResourceFactory(url=OLD)
    with pytest.raises(ReplaceRefused, match="adres"):
        done(everybody, new=new)
    assert Resource.objects.get().url == OLD


# -- on the desk -------------------------------------------------------------------------------------------------------------
def page_of(client, old=OLD, **posted):
    url = reverse("admin:links_link_replace", args=[Link.objects.get(url=old).pk])
    return client.post(url, posted, follow=True) if posted else client.get(url)


def test_an_editor_sees_every_place_before_anything_changes_and_is_told_what_to_publish(chief_editor, elsewhere):
    old, new = elsewhere.url("/404"), elsewhere.url("/fine")
    ResourceFactory(url=old, title="Kijkwijzer")
    fiche = FicheFactory(title="Lezen", sections={"betekenis": text(old)}, published=True)
    first = page_of(chief_editor, old).content.decode()
    assert ("Kijkwijzer" in first, "Lezen" in first, "_confirm" in first) == (True, True, False)
    preview = page_of(chief_editor, old, new=new)
    assert Resource.objects.get().url == old
    assert "Het nieuwe adres: werkt." in preview.content.decode()
    assert "Vervang op 2 plaatsen" in preview.content.decode()
    answer = page_of(chief_editor, old, new=new, seen=preview.context["seen"], _confirm="1")
    messages = [str(message) for message in answer.context["messages"]]
    assert messages[0] == "Vervangen op 2 plaatsen."
    assert reverse("admin:fiches_fiche_change", args=[fiche.pk]) in messages[1]
    assert (Resource.objects.get().url, new in Section.objects.get().text) == (new, True)
    history = chief_editor.get(reverse("admin:fiches_fiche_history", args=[fiche.pk])).content.decode()
    assert f"Link {old} vervangen door {new}" in history


def test_a_new_address_that_does_not_work_is_said_but_not_forbidden(chief_editor, elsewhere):
    ResourceFactory(url=OLD)
    preview = page_of(chief_editor, new=elsewhere.url("/404"))
    assert "Het nieuwe adres: niet gevonden (404)." in preview.content.decode()
    page_of(chief_editor, new=elsewhere.url("/404"), seen=preview.context["seen"], _confirm="1")
    assert Resource.objects.get().url == elsewhere.url("/404")


def test_a_slip_of_the_keyboard_keeps_what_was_typed(editor):
    ResourceFactory(url=OLD)
    page = page_of(editor, new="niet zo").content.decode()
    assert "Dit is geen webadres." in page
    assert 'value="niet zo"' in page


def test_a_moved_link_offers_its_new_address(editor):
    ResourceFactory(url=OLD)
    Link.objects.update(moved_to=NEW, verdict="redirect")
    assert page_of(editor).context["new"] == NEW


@pytest.mark.parametrize("person", ["visitor", "teacher"])
def test_nobody_else_replaces_anything(request, person):
    ResourceFactory(url=OLD)
    answer = request.getfixturevalue(person).post(reverse("admin:links_link_replace", args=[Link.objects.get().pk]), {"new": NEW})
    assert (answer.status_code, Resource.objects.get().url) == (302, OLD)
