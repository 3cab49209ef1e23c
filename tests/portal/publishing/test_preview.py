"""Previews at the desk: what is saved and what is typed, drawn as readers would see it, without a trace."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Session, StudyDay
from fiches.models import Fiche
from portal.publishing.preview import harmless
from portal.website.models import Page
from tests.desk import address, as_typed, cost, opened
from tests.factories import FicheFactory, PageFactory, ResourceFactory, SourceFactory, TagFactory
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory

pytestmark = pytest.mark.django_db
KINDS = [FicheFactory, PageFactory, DayFactory, SessionFactory]
DRAFT = "Voorvertoning: nog niet gepubliceerd"


def html(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def bar(drawn: str) -> str:
    """What the bar on top of a preview says."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.search(r'<aside class="preview-bar no-print".*?</aside>', drawn)[0]).split())


def typed(client, thing, **more):
    return client.post(address("typed", thing), opened(client, thing) | more)


def faults(drawn: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r'<li data-at="[^"]*">(.*?)</li>', drawn)]


# -- what is saved ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("factory", KINDS)
def test_a_draft_stands_in_a_frame_as_its_page_will_be(administrator, factory):
    thing = factory(title="Nog niet publiek")
    page = html(administrator.get(address("preview", thing)))
    assert f'src="{address("page", thing)}"' in page
    assert re.findall(r'<input type="radio" name="kader-breedte" value="(\w+)"', page) == ["telefoon", "scherm"]
    drawn = html(administrator.get(address("page", thing)))
    assert re.search(r"<h1[^>]*>Nog niet publiek</h1>", drawn)
    assert bar(drawn).startswith(f"{DRAFT} Bewaard op ")


def test_the_width_of_the_frame_can_be_asked(editor):
    page = html(editor.get(address("preview", FicheFactory()) + "?breedte=telefoon"))
    assert 'value="telefoon" autocomplete="off" checked' in page


def test_the_bar_says_who_saved_when_and_what_readers_see(chief_editor):
    fiche = FicheFactory(published=True)
    page = address("page", fiche)
    assert bar(html(chief_editor.get(page))).startswith("Voorvertoning: dit staat zo online")
    chief_editor.post(address("change", fiche), opened(chief_editor, fiche) | {"standfirst": "Nieuwer.", "_continue": "1"})
    said = bar(html(chief_editor.get(page)))
    assert said.startswith("Voorvertoning: deze tekst is nog niet gepubliceerd, wel een vroegere Bewaard op ")
    assert said.endswith("door Eindredacteur.")
    assert bar(html(chief_editor.get(address("version", fiche, 1)))) == "Versie 1: dit staat nu online"


def test_the_live_page_has_no_bar_and_can_stand_in_no_frame(visitor):
    fiche = FicheFactory(published=True)
    answer = visitor.get(fiche.get_absolute_url())
    assert "preview-bar" not in html(answer) and "preview.css" not in html(answer)
    assert answer["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("factory", KINDS)
def test_only_the_desk_can_put_a_preview_in_a_frame_and_nothing_in_it_can_be_sent(administrator, factory):
    thing = factory()
    for answer in (administrator.get(address("page", thing)), typed(administrator, thing)):
        policy = answer["Content-Security-Policy"]
        assert ("frame-ancestors 'self'" in policy, "form-action 'none'" in policy) == (True, True)
        assert (answer["X-Frame-Options"], answer["X-Robots-Tag"]) == ("SAMEORIGIN", "noindex")
        assert {"private", "no-store"} <= {*answer["Cache-Control"].split(", ")} and answer["Referrer-Policy"] == "no-referrer"
    assert administrator.get(address("preview", thing))["X-Frame-Options"] == "DENY"


def test_links_open_a_new_tab_anchors_stay_and_forms_are_dead(editor):
    fiche = FicheFactory(
        sections={"betekenis": '<p>Zie <a href="https://x.example/">x</a>.</p>', "onderzoek": "<p>y</p>"},
        resources=[ResourceFactory()],
    )
    drawn = html(editor.get(address("page", fiche)))
    links = re.findall(r"<a [^>]*>", drawn)
    away = [link for link in links if 'href="#' not in link]
    assert len(away) > 10 and all('target="_blank"' in link for link in away)
    anchors = [link for link in links if 'href="#' in link]
    assert len(anchors) > 2 and not any("target=" in link for link in anchors)
    assert re.findall(r"<form[^>]*>", drawn) and all("<form inert" in form for form in re.findall(r"<form[^>]*>", drawn))


def test_a_link_is_found_wherever_its_address_stands_in_the_tag():
    class Answer(dict):
        content = b'<a class="b" href="/x/">x</a><a class="c" href="#y">y</a><a id="z">z</a><abbr title="a">a</abbr>'

    drawn = harmless(Answer()).content
    assert drawn == '<a target="_blank" class="b" href="/x/">x</a>' + Answer.content.decode().split("</a>", 1)[1]


@pytest.mark.parametrize(
    ("person", "answers"),
    [("editor", (200, 200, 200)), ("organiser", (200, 200, 403)), ("teacher", (302, 302, 302)), ("visitor", (302, 302, 302))],
)
def test_who_may_look_and_who_may_type(request, person, answers):
    client, fiche = request.getfixturevalue(person), FicheFactory()
    urls = [address(name, fiche) for name in ("preview", "page")]
    given = [client.get(url).status_code for url in urls] + [client.post(address("typed", fiche), {}).status_code]
    assert tuple(given) == answers


def test_who_only_reads_sees_the_frame_and_no_links(organiser):
    page = html(organiser.get(address("preview", FicheFactory())))
    assert "<iframe" in page and 'id="links"' not in page
    assert 'id="naast"' not in html(organiser.get(address("change", FicheFactory())))


# -- what is typed ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("factory", KINDS)
def test_what_is_typed_is_drawn_and_not_saved(administrator, factory):
    thing = factory(title="Zoals bewaard")
    with CaptureQueriesContext(connection) as queries:
        drawn = html(typed(administrator, thing, title="Net getypt"))
    assert re.search(r"<h1[^>]*>Net getypt</h1>", drawn)
    assert bar(drawn) == "Voorvertoning van wat je typt: nog niet bewaard"
    # PostgreSQL reads by cursors, which it declares
    wrote = [query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "DECLARE"))]
    assert wrote == [] and not any("FOR UPDATE" in query["sql"] for query in queries)
    assert type(thing).objects.get(pk=thing.pk).title == "Zoals bewaard"


def test_every_part_of_the_form_is_drawn_as_it_stands(editor):
    known, other = TagFactory(name="lezen"), ResourceFactory(title="Een ander materiaal")
    fiche = FicheFactory(
        sections={"betekenis": "<p>Oud.</p>", "onderzoek": "<p>Weg.</p>"},
        resources=ResourceFactory.create_batch(2),
        sources=[SourceFactory()],
        tags=["schrijven"],
    )
    source = SourceFactory()
    more = {
        "points": "Een nieuw punt",
        "tags": "Lezen, nooit gezien",
        "sections-0-text": f"<p>Nieuw {source.intext_nl.replace('&', '&amp;')}.</p><script>alert(1)</script>",
        "sections-1-DELETE": "on",
        "resources-0-resource": other.pk,
        "resources-1-note": "Daarom.",
        "citations-TOTAL_FORMS": "2",
        "citations-1-source": source.pk,
        "citations-1-position": "5",
    }
    drawn = html(typed(editor, fiche, **more))
    assert "Een nieuw punt" in drawn and "Daarom." in drawn and "Een ander materiaal" in drawn
    assert f'href="#bron-{source.pk}"' in drawn and f'id="bron-{source.pk}"' in drawn
    assert known.name in drawn and "schrijven" not in drawn and "Weg." not in drawn and "alert(1)" not in drawn
    assert fiche.sections.count() == 2 and {tag.name for tag in fiche.tags.all()} == {"schrijven"}


@pytest.mark.parametrize(
    ("model", "query", "more", "title"),
    [
        (Fiche, "", {"sections-0-text": "<p>Eerste woorden.</p>"}, "Gloednieuw"),
        (Page, "", {"body": "<p>Eerste woorden.</p>"}, "Gloednieuw"),
        (StudyDay, "", {"date": "26-05-2027", "opening": "<p>Eerste woorden.</p>"}, "Gloednieuw"),
        (Session, "?day={day}", {"abstract": "<p>Eerste woorden.</p>"}, "Gloednieuw"),
    ],
)
def test_what_was_never_saved_can_be_seen(administrator, model, query, more, title):
    day = DayFactory()
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    query = query.format(day=day.pk)
    form = as_typed(administrator.get(reverse(f"{name}_add") + query))
    url = reverse(f"{name}_typed_new") + query
    assert "Nog niets te tonen" in html(administrator.get(url))
    before = model.objects.count()
    drawn = html(administrator.post(url, form | more | {"title": title}))
    assert "Gloednieuw" in drawn and "Eerste woorden." in drawn
    assert model.objects.count() == before


def test_a_new_session_without_a_day_is_no_page(administrator):
    url = reverse("admin:events_session_typed_new")
    assert [administrator.get(url).status_code, administrator.post(url, {}).status_code] == [404, 404]


def test_facts_that_hold_at_once_are_seen_before_they_do(organiser):
    day = DayFactory(date=dt.date(2027, 5, 26))
    drawn = html(typed(organiser, day, date="14-10-2027", cancelled="on", cancelled_note="Overmacht."))
    assert "14 oktober 2027" in drawn and "Overmacht." in drawn and "26 mei 2027" not in drawn
    room = RoomFactory(name="Zaal Zuid")
    session = SessionFactory(day=DayFactory(venue=room.venue), block=None)
    assert "Zaal Zuid" in html(typed(organiser, session, room=room.pk))
    assert Session.objects.get(pk=session.pk).room is None and not StudyDay.objects.get(pk=day.pk).cancelled


def test_a_form_with_faults_says_which_and_draws_nothing(editor):
    fiche = FicheFactory(title="Zoals bewaard", sources=SourceFactory.create_batch(2))
    double = fiche.citations.first().source_id
    drawn = html(typed(editor, fiche, title="", standfirst="x" * 401, **{"citations-1-source": double}))
    assert "preview-bar" not in drawn and "Zoals bewaard" not in drawn
    assert faults(drawn) == [
        "Titel: Dit veld mag niet leeg blijven.",
        "Inleiding: Dit is te lang: hoogstens 400 tekens, nu 401.",
        "Bronnen in de fiche: Deze bron staat al in de lijst.",
    ]
    assert re.findall(r'<li data-at="([^"]*)">', drawn) == ["id_title", "id_standfirst", ""]


def test_a_fault_in_a_row_is_named_by_its_row_and_one_that_goes_away_is_not(editor):
    fiche = FicheFactory(resources=ResourceFactory.create_batch(2))
    assert faults(html(typed(editor, fiche, **{"resources-1-note": "y" * 251}))) == [
        "Materiaal in de fiche 2, Waarom staat dit hier?: Dit is te lang: hoogstens 250 tekens, nu 251."
    ]
    going = {"resources-1-note": "y" * 251, "resources-1-DELETE": "on"}
    assert faults(html(typed(editor, fiche, **going))) == []


def test_looking_is_no_save_so_a_colleague_who_saved_is_not_in_the_way(editor, chief_editor):
    fiche = FicheFactory()
    form = opened(editor, fiche) | {"title": "Mijn titel"}
    chief_editor.post(address("change", fiche), opened(chief_editor, fiche) | {"title": "Hun titel", "_continue": "1"})
    assert "Mijn titel" in html(editor.post(address("typed", fiche), form))
    assert Fiche.objects.get(pk=fiche.pk).title == "Hun titel"


def test_an_upload_is_not_kept_by_looking(editor, media):
    fiche = FicheFactory(slug="met-beeld")
    before = {file for file in media.rglob("*") if file.is_file()}
    upload = SimpleUploadedFile("foto.png", b"\x89PNG\r\n", content_type="image/png")
    assert "preview-bar" in html(typed(editor, fiche, image=upload))
    assert {file for file in media.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("nonsense", [{}, {"citations-0-source": "x"}, {"themes": ["9" * 30]}, {"resources-TOTAL_FORMS": "x"}])
def test_nonsense_is_a_sentence(editor, nonsense):
    fiche = FicheFactory(sources=[SourceFactory()])
    form = opened(editor, fiche) | nonsense if nonsense else {}
    assert faults(html(editor.post(address("typed", fiche), form)))


def test_a_saved_text_is_only_typed_over_with_a_post(editor):
    assert editor.get(address("typed", FicheFactory())).status_code == 405


# -- beside the form -------------------------------------------------------------------------------------------------
def test_the_form_has_a_panel_that_works_without_script(editor):
    fiche = FicheFactory()
    page = html(editor.get(address("change", fiche)))
    assert f'<iframe name="naast-kader" src="{address("page", fiche)}"' in page
    button = re.search(r'<button[^>]*formtarget="naast-kader"[^>]*>', page)[0]
    assert f'formaction="{address("typed", fiche)}"' in button and 'form="fiche_form"' in button and "formnovalidate" in button


def test_a_new_session_looks_at_its_day_too(organiser):
    day = DayFactory()
    page = html(organiser.get(f"{reverse('admin:events_session_add')}?day={day.pk}"))
    typed_at = f"{reverse('admin:events_session_typed_new')}?day={day.pk}"
    assert f'formaction="{typed_at}"' in page and f'src="{typed_at}"' in page


def test_a_popup_has_no_panel(editor):
    page = html(editor.get(reverse("admin:fiches_fiche_add") + "?_popup=1"))
    assert 'id="naast"' not in page


# -- what it costs ---------------------------------------------------------------------------------------------------
def filled(count):
    return FicheFactory(
        resources=ResourceFactory.create_batch(count),
        sources=SourceFactory.create_batch(count),
        tags=[f"woord-{count}-{turn}" for turn in range(count)],
    )


def test_a_preview_of_a_fiche_costs_the_same_for_one_row_as_for_three(editor):
    one, three = filled(1), filled(3)
    editor.get(address("page", one))
    costs = [cost(lambda fiche=fiche: editor.get(address("page", fiche))) for fiche in (one, three)]
    assert costs[0] == costs[1] <= 30
    forms = {fiche: opened(editor, fiche) for fiche in (one, three)}
    costs = [cost(lambda fiche=fiche: editor.post(address("typed", fiche), forms[fiche])) for fiche in (one, three)]
    assert costs[0] == costs[1] <= 35


def day_with(count):
    day = DayFactory()
    block = BlockFactory(day=day)
    for turn in range(count):
        SessionFactory(
            day=day,
            block=block,
            people=[PersonFactory()],
            materials=[ResourceFactory()],
            sources=[SourceFactory()],
            fiches=[FicheFactory()],
            tags=[f"woord-{turn}"],
        )
    return day


def test_a_preview_of_a_day_costs_the_same_for_one_session_as_for_three(organiser):
    one, three = day_with(1), day_with(3)
    organiser.get(address("page", one))
    costs = [cost(lambda day=day: organiser.get(address("page", day))) for day in (one, three)]
    assert costs[0] == costs[1] <= 40


def test_an_address_in_the_frame_belongs_to_this_site(editor):
    src = re.search(r'<iframe[^>]*src="([^"]+)"', html(editor.get(address("preview", FicheFactory()))))[1]
    assert urlsplit(src).netloc == ""
