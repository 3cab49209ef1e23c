"""Where links stand: in step with every save and every publication, in the working copy and in public."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from events.models import StudyDay
from events.programme import duplicate
from fiches.models import Resource, Section, Source
from portal.links import places
from portal.links.health import check_due
from portal.links.models import Link, Place
from portal.links.uses import stands
from portal.publishing.workflow import revert, take
from portal.shared import merge
from portal.taxonomy.models import Organisation
from tests.desk import opened, send
from tests.factories import NOON, FicheFactory, OrganisationFactory, PageFactory, ResourceFactory, SourceFactory, publish
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, SessionFactory
from tests.factories.links import saved

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = "https://een.be/a", "https://twee.be/", "https://drie.be/?x=1&y=2"


def text(*urls: str) -> str:
    return "<p>Lees " + " en ".join(f'<a href="{url}">de leidraad</a>' for url in urls) + ".</p>"


def standing(thing=None) -> set[tuple[str, str, str]]:
    """(address, label, in the working copy and or in public) of everything that stands somewhere, or in this thing."""
    rows = Place.objects.filter(object_id=thing.pk) if thing else Place.objects.all()
    halves = {(True, True): "beide", (True, False): "klad", (False, True): "online"}
    return {(row.link.url, row.label, halves[row.draft, row.live]) for row in rows.select_related("link")}


def in_step() -> bool:
    """Whether writing everything again changes nothing."""
    rows = sorted(Place.objects.values_list("link__url", "content_type", "object_id", "field", "row", "label", "draft", "live"))
    places.rebuild()
    again = Place.objects.values_list("link__url", "content_type", "object_id", "field", "row", "label", "draft", "live")
    return places.differences() == [] and rows == sorted(again)


def test_a_fiche_is_followed_from_its_first_draft_to_its_withdrawal(chief_editor):
    fiche = FicheFactory(sections={"betekenis": "<p>Nog niets.</p>"})
    typed = opened(chief_editor, fiche)
    send(chief_editor, fiche, {**typed, "sections-0-text": text(ONE, THREE)}, _continue="1")
    label = "rubriek “Wat betekent dat?”"
    assert standing() == {(ONE, label, "klad"), (THREE, label, "klad")}
    send(chief_editor, fiche, opened(chief_editor, fiche), _step="publish")
    assert standing() == {(ONE, label, "beide"), (THREE, label, "beide")}
    send(chief_editor, fiche, {**opened(chief_editor, fiche), "sections-0-text": text(ONE, TWO)}, _continue="1")
    assert standing() == {(ONE, label, "beide"), (TWO, label, "klad"), (THREE, label, "online")}
    assert in_step()
    send(chief_editor, fiche, opened(chief_editor, fiche), _step="publish")
    assert standing() == {(ONE, label, "beide"), (TWO, label, "beide")}
    fiche.refresh_from_db()
    take(fiche, "withdraw", seen=fiche.edit, at=NOON)
    assert standing() == {(ONE, label, "klad"), (TWO, label, "klad")}
    assert in_step()


def test_putting_an_old_version_back_puts_its_links_back():
    fiche = FicheFactory(sections={"betekenis": text(ONE)}, published=True)
    first = fiche.revisions().get()
    Section.objects.filter(fiche=fiche).update(text=text(TWO))
    saved(fiche)
    fiche = publish(fiche)
    revert(fiche, first, seen=fiche.edit, at=NOON)
    label = "rubriek “Wat betekent dat?”"
    assert standing() == {(ONE, label, "klad"), (TWO, label, "online")}
    assert in_step()


def test_what_appears_by_the_clock_is_public_from_then_on():
    fiche = FicheFactory(sections={"betekenis": text(ONE)})
    later = NOON.replace(hour=18)
    fiche = take(fiche, "schedule", seen=fiche.edit, at=NOON, when=later)
    assert {half for _url, _label, half in standing()} == {"klad"}
    take(fiche, "publish", seen=fiche.edit, at=later)
    assert {half for _url, _label, half in standing()} == {"beide"}


def test_every_kind_of_thing_that_carries_links_is_followed():
    ResourceFactory(url=ONE)
    OrganisationFactory(url=TWO)
    PersonFactory(url=THREE)
    SourceFactory(csl={"type": "webpage", "title": "Bron", "URL": "https://vier.be/", "DOI": "10.1000/xyz"})
    FicheFactory(rating={"strength": 3, "url": "https://vijf.be/"}, published=True)
    PageFactory(body=text("https://zes.be/"), published=True)
    day = DayFactory(opening=text("https://zeven.be/"), published=True)
    SessionFactory(day=day, video="https://youtu.be/7TBDKXSMzPU", report=text("https://acht.be/"), published=True)
    BlockFactory(day=day, intro=text("https://negen.be/"))
    assert standing() == {
        (ONE, "link", "beide"),
        (TWO, "website", "beide"),
        (THREE, "website", "beide"),
        ("https://vier.be/", "link", "beide"),
        ("https://doi.org/10.1000/xyz", "DOI", "beide"),
        ("https://vijf.be/", "score “Scorebron, 2026-10-01”", "beide"),
        ("https://zes.be/", "tekst", "beide"),
        ("https://zeven.be/", "opening", "beide"),
        ("https://youtu.be/7TBDKXSMzPU", "video", "beide"),
        ("https://acht.be/", "verslag", "beide"),
        ("https://negen.be/", f"blok “{day.blocks.get().title}”", "beide"),
    }
    assert in_step()


def test_own_pages_and_mail_are_no_links_to_other_sites(settings):
    settings.SITE_URL = "https://materialenbank.example"
    PageFactory(body=text("https://materialenbank.example/fiches/", "mailto:a@school.example", "/fiches/", ONE), published=True)
    assert {url for url, _label, _half in standing()} == {ONE}


def test_the_introduction_of_a_block_holds_at_once(organiser):
    block = BlockFactory(day=DayFactory(published=True), intro=text(ONE))
    block.intro = text(TWO)
    block.save(update_fields=["intro"])
    assert {(url, half) for url, _label, half in standing()} == {(TWO, "beide")}
    block.delete()
    assert standing() == set()
    assert in_step()


def test_a_copied_day_carries_its_links_along():
    day = saved(DayFactory(opening=text(ONE)))
    saved(SessionFactory(day=day, abstract=text(TWO)))
    BlockFactory(day=day, intro=text(THREE))
    copy = duplicate(
        StudyDay.objects.get(pk=day.pk), title="De volgende", date=day.date.replace(year=2028), sessions=True, people=True
    )
    assert {url for url, _label, _half in standing(copy)} >= {ONE, THREE}
    assert Place.objects.filter(link__url=TWO).count() == 2
    assert in_step()


def test_a_merged_row_shows_nothing_and_a_deleted_one_neither():
    one, into, gone = ResourceFactory(url=ONE), ResourceFactory(url=TWO), OrganisationFactory(url=THREE)
    merge(one, into)
    gone.delete()
    assert {url for url, _label, _half in standing()} == {TWO}
    assert in_step()
    FicheFactory(sections={"betekenis": text(ONE)}).delete()
    assert {url for url, _label, _half in standing()} == {TWO}


def test_a_link_is_one_row_wherever_it_stands_and_keeps_what_is_known_of_it():
    ResourceFactory(url=ONE)
    Link.objects.update(verdict="ok")
    fiche = FicheFactory(sections={"betekenis": text(ONE), "onderzoek": text(ONE)}, published=True)
    assert [(link.url, link.verdict, link.places.count()) for link in Link.objects.all()] == [(ONE, "ok", 3)]
    fiche = take(fiche, "withdraw", seen=fiche.edit, at=NOON)
    fiche.delete()
    assert Link.objects.get().places.count() == 1


def test_what_was_written_without_a_word_is_found_by_the_first_look_of_a_day(elsewhere):
    FicheFactory(sections={"betekenis": text(ONE)})
    ResourceFactory(url=elsewhere.url())
    assert {url for url, _label, _half in standing()} == {elsewhere.url()}
    check_due(timezone.now())
    assert {url for url, _label, _half in standing()} == {elsewhere.url(), ONE}
    assert in_step()


def test_the_check_of_the_catalogue_finds_what_is_out_of_step_and_rebuilding_mends_it():
    fiche = FicheFactory(sections={"betekenis": text(ONE)}, published=True)
    resource = ResourceFactory(url=TWO)
    call_command("rebuild_catalogue", check=True)
    Section.objects.filter(fiche=fiche).update(text=text(THREE))
    Resource.objects.filter(pk=resource.pk).update(url=THREE)
    kind = Place.objects.get(object_id=fiche.pk, link__url=ONE).content_type
    Place.objects.create(link=Link.objects.first(), content_type=kind, object_id=99, field="x", label="x", live=True)
    with pytest.raises(CommandError) as caught:
        call_command("rebuild_catalogue", check=True)
    assert {line for line in str(caught.value).splitlines() if line.startswith("links:")} == {
        f"links: fiche {fiche.pk}: places differ from what is saved and live",
        f"links: resource {resource.pk}: places differ from what is saved and live",
        "links: fiche 99: places of something that is gone",
    }
    call_command("rebuild_catalogue")
    call_command("rebuild_catalogue", check=True)
    assert {(url, half) for url, _label, half in standing()} == {(ONE, "online"), (THREE, "klad"), (THREE, "beide")}


@pytest.mark.parametrize("count", [1, 3])
def test_a_save_that_changes_no_link_costs_one_question_whatever_stands_there(count, django_assert_num_queries):
    fiche = FicheFactory(sections={"betekenis": text(*(f"https://een.be/{number}" for number in range(count)))}, published=True)
    fresh = type(fiche).objects.get(pk=fiche.pk)
    found = places.found_in(fresh)
    with django_assert_num_queries(1):
        places.keep(fresh, draft=found)


def test_new_links_are_written_together(django_assert_num_queries):
    costs = []
    for count in (1, 3):
        row = Organisation.objects.create(name=f"Centrum {count}")
        found = [places.Found(f"https://een.be/{count}/{number}", "url", 0, "website") for number in range(count)]
        with django_assert_num_queries(6):
            places.keep(row, draft=found, live=found)
        costs.append(Place.objects.filter(object_id=row.pk).count())
    assert costs == [1, 3]


def test_where_a_link_reaches_a_page_is_known_for_many_at_the_price_of_one(django_assert_num_queries):
    for number in range(3):
        resource, source = ResourceFactory(url=f"{ONE}/{number}"), SourceFactory()
        Source.objects.filter(pk=source.pk).update(csl={**source.csl, "URL": f"{ONE}/{number}"})
        Source.objects.get(pk=source.pk).save()
        FicheFactory(resources=[resource], sources=[source], published=True)
        SessionFactory(materials=[resource], published=True)
    links = list(Link.objects.filter(url__startswith=ONE))
    with django_assert_num_queries(11):
        one = stands(links[:1])
    with django_assert_num_queries(11):
        three = stands(links)
    assert [len(found) for found in (one, three)] == [1, 3]
    assert [[len(stand.pages) for stand in found] for found in three.values()] == [[2, 1]] * 3


def test_deleting_and_saving_on_the_desk_keeps_everything_in_step(chief_editor):
    fiche = FicheFactory(sections={"betekenis": text(ONE), "onderzoek": text(TWO)})
    publish(fiche)
    typed = opened(chief_editor, fiche)
    send(chief_editor, fiche, {**typed, "sections-1-DELETE": "on"}, _continue="1")
    assert {(url, half) for url, _label, half in standing()} == {(ONE, "beide"), (TWO, "online")}
    other = FicheFactory(sections={"betekenis": text(THREE)})
    chief_editor.post(reverse("admin:fiches_fiche_delete", args=[other.pk]), {"post": "yes"})
    assert THREE not in {url for url, _label, _half in standing()}
    assert in_step()
