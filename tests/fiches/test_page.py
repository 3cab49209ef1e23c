"""The page of a fiche: what an editor wrote, in its fixed order, with its sources and materials."""

import datetime as dt
import re

import pytest

from fiches.models import Citation, EvidenceRating, Fiche
from fiches.page import live, preview
from fiches.records import duration, months
from portal.publishing.freezing import freeze
from portal.publishing.workflow import take
from tests.factories import NOON, FicheFactory, OrganisationFactory, ResourceFactory, SourceFactory, publish

pytestmark = pytest.mark.django_db


def book(family, year, title):
    return SourceFactory(
        csl={"type": "book", "title": title, "author": [{"family": family, "given": "A."}], "issued": {"date-parts": [[year]]}}
    )


def test_sections_stand_in_the_fixed_order_and_empty_ones_are_left_out():
    texts = {"verdieping": "<p>Vier.</p>", "betekenis": "<p>Een.</p>", "ondersteuning": "", "onderzoek": "<p>Twee.</p>"}
    fiche = FicheFactory(published=True, sections=texts)
    assert [section["heading"] for section in live(fiche.get_absolute_url())["sections"]] == [
        "Wat betekent dat?",
        "Vanuit evidence-informed onderzoek",
        "Waar vind ik verdiepend materiaal?",
    ]


def test_an_own_heading_takes_the_place_of_the_usual_one():
    fiche = FicheFactory()
    fiche.sections.update(heading="Wat is dat nu?")
    publish(fiche)
    assert [section["heading"] for section in live(fiche.get_absolute_url())["sections"]] == ["Wat is dat nu?"]


def test_a_citation_in_the_text_leads_to_the_list_and_back():
    source = book("Wubbels", 2017, "Klasmanagement")
    fiche = FicheFactory(
        published=True,
        sources=[source],
        sections={"onderzoek": "<p>Zo blijkt (Wubbels, 2017).</p>", "verdieping": "<p>Ook Wubbels (2017).</p>"},
    )
    page = live(fiche.get_absolute_url())
    anchor = f"bron-{source.pk}"
    assert f'<a class="cite" role="doc-biblioref" id="v1" href="#{anchor}">(Wubbels, 2017)</a>' in page["sections"][0]["html"]
    assert [(row["anchor"], row["backlinks"], row["html"]) for row in page["references"]] == [
        (anchor, ["v1", "v2"], "Wubbels, A. (2017). <em>Klasmanagement</em>.")
    ]


def test_two_works_of_one_author_and_year_get_letters_in_the_list_only_of_this_fiche():
    second, first = book("Jansen", 2019, "Zebra's"), book("Jansen", 2019, "Apen")
    both = FicheFactory(
        published=True, sources=[second, first], sections={"onderzoek": "<p>(Jansen, 2019b) en (Jansen, 2019a)</p>"}
    )
    alone = FicheFactory(published=True, sources=[second])
    page = live(both.get_absolute_url())
    assert [re.search(r"\((\d+\w?)\)", row["html"])[1] for row in page["references"]] == ["2019a", "2019b"]
    assert page["sections"][0]["html"].index(f"#bron-{second.pk}") < page["sections"][0]["html"].index(f"#bron-{first.pk}")
    assert "(2019)" in live(alone.get_absolute_url())["references"][0]["html"]


def test_sources_are_listed_as_apa_sorts_them_whatever_their_order_in_the_form():
    sources = [book("Zeeman", 2001, "Z"), book("Ábel", 2001, "A"), book("Maes", 2010, "M"), book("Maes", 1999, "M")]
    fiche = FicheFactory(published=True, sources=sources)
    assert [row["html"][:12] for row in live(fiche.get_absolute_url())["references"]] == [
        "Ábel, A. (20",
        "Maes, A. (19",
        "Maes, A. (20",
        "Zeeman, A. (",
    ]


def test_materials_stand_under_their_rubriek_in_order_with_why_they_are_there():
    provider = OrganisationFactory(name="Leerpunt")
    first = ResourceFactory(title="Een", provider=provider, access="go", path="GO! PEN > kwaliteit", minutes=2, language="en")
    video = ResourceFactory(title="Film", kind="video", url="https://www.youtube.com/watch?v=7TBDKXSMzPU&list=x&index=3")
    fiche = FicheFactory(resources=[video, first])
    fiche.resources.filter(resource=first).update(note="Begin hier.")
    publish(fiche)
    section = live(fiche.get_absolute_url())["sections"][-1]
    assert [(item["title"], item["video_id"]) for item in section["videos"]] == [("Film", "7TBDKXSMzPU")]
    shown = section["resources"][0]
    assert [shown[name] for name in ("title", "provider", "access_label", "path", "duration", "language", "note", "href")] == [
        "Een", "Leerpunt", "GO!-account nodig", "GO! PEN > kwaliteit", "2 min", "Engels", "Begin hier.", first.url,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "video"),
    [
        ("https://youtu.be/7TBDKXSMzPU", "7TBDKXSMzPU"),
        ("https://www.youtube.com/embed/7TBDKXSMzPU?rel=0", "7TBDKXSMzPU"),
        ("https://vimeo.com/12345", ""),
        ("https://kwaad.example/youtube.com/watch?v=7TBDKXSMzPU", ""),
        ("https://www.youtube.com/watch?v=te-kort", ""),
    ],
)
def test_only_a_real_youtube_address_gets_a_player(url, video):
    assert ResourceFactory.build(kind="video", url=url).video_id() == video


def test_the_newest_rating_is_shown_in_words_with_its_source_and_the_older_stay():
    fiche = FicheFactory(rating={"seen": dt.date(2025, 1, 1), "strength": 1})
    EvidenceRating.objects.create(
        fiche=fiche,
        strength=4,
        cost=1,
        impact=5,
        source="Toolkit",
        url="https://example.org/",
        seen=dt.date(2026, 5, 1),
        note="Bij goede uitvoering.",
    )
    publish(fiche)
    rating = live(fiche.get_absolute_url())["rating"]
    assert rating == {
        "strength": {"n": 4, "word": "Sterk"},
        "cost": {"n": 1, "word": "Zeer laag"},
        "impact": {"n": 5, "word": "+5 maanden"},
        "note": "Bij goede uitvoering.",
        "source": "Toolkit",
        "source_url": "https://example.org/",
        "seen": dt.date(2026, 5, 1),
        "example": False,
    }
    assert fiche.ratings.count() == 2


@pytest.mark.parametrize(
    ("impact", "words"), [(None, "Niet te bepalen"), (0, "0 maanden"), (1, "+1 maand"), (-3, "−3 maanden"), (12, "+12 maanden")]
)
def test_impact_is_said_in_months(impact, words):
    assert months(impact) == words


@pytest.mark.parametrize(("minutes", "words"), [(None, ""), (2, "2 min"), (119, "119 min"), (150, "2,5 uur"), (720, "12 uur")])
def test_a_duration_is_said_in_minutes_or_hours(minutes, words):
    assert duration(minutes) == words


def test_the_preview_is_the_page_that_publishing_will_give(visitor, editor):
    fiche = FicheFactory(
        resources=[ResourceFactory()],
        sources=[book("Maes", 2010, "M")],
        tags=["woord"],
        rating={},
        sections={"onderzoek": "<p>(Maes, 2010)</p>"},
    )
    drawn = preview(fiche, freeze(fiche))
    fiche = publish(fiche)
    real = live(fiche.get_absolute_url())
    different = {name for name in real if real[name] != drawn[name]}
    assert different <= {
        "version",
        "stamp",
        "published_at",
        "published_on",
        "updated_at",
        "updated_on",
        "preview",
        "sections",
        "citation",
        "takeaways",
        "coins",
    }

    def article(html):
        html = re.sub(r'<p class="take no-print">.*?</p>', "", html, flags=re.DOTALL)  # files of a text that is published
        return re.sub(r"\s+", " ", re.search(r'<div class="content">.*?</article>', html, re.DOTALL)[0].split("<aside")[0])

    seen = editor.get(f"/beheer/fiches/fiche/{fiche.pk}/voorbeeld/pagina/").content.decode()
    assert article(seen).replace(' target="_blank"', "") == article(visitor.get(fiche.get_absolute_url()).content.decode())


def test_a_source_that_was_corrected_is_right_on_the_live_page_at_once():
    source = book("Jansen", 2019, "Oude titel")
    fiche = FicheFactory(published=True, sources=[source])
    source.csl = {**source.csl, "title": "Nieuwe titel"}
    source.save()
    assert "Nieuwe titel" in live(fiche.get_absolute_url())["references"][0]["html"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<script>alert(1)</script><p>Tekst</p>", "<p>Tekst</p>"),
        ('<p onclick="x()" style="color:red" class="MsoNormal">A<o:p></o:p></p>', "<p>A</p>"),
        ('<p><a href="javascript:alert(1)">x</a></p>', None),
        ("<div><b>Vet</b> en <i>schuin</i></div><p>&nbsp;</p>", "<p><strong>Vet</strong> en <em>schuin</em></p>"),
        ("<h1>Kop</h1><p>Tekst</p>", "<h3>Kop</h3><p>Tekst</p>"),
        ('<img src=x onerror="alert(1)"><svg><script>1</script></svg>', ""),
        ('<iframe src="https://kwaad.example"></iframe><p>ok</p>', "<p>ok</p>"),
        ("<!--[if gte mso 9]><xml></xml><![endif]--><p>Word</p>", "<p>Word</p>"),
    ],
)
def test_pasted_html_is_cleaned_whoever_saves_it(typed, kept):
    text = FicheFactory(sections={"betekenis": typed}).sections.get().text
    if kept is None:
        assert "javascript" not in text
    else:
        assert text == kept


def test_the_page_says_which_version_it_is_and_how_to_cite_it(visitor):
    fiche = FicheFactory(title="Motivatie", slug="motivatie", published=True)
    fiche = take(fiche, "edit", seen=fiche.edit, at=NOON)
    Fiche.objects.filter(pk=fiche.pk).update(reviewed_at=dt.date(2026, 10, 12))
    publish(fiche)
    page = live(fiche.get_absolute_url())
    assert (page["version"], page["reviewed_at"]) == (2, dt.date(2026, 10, 12))
    assert (
        page["citation"]
        == "PBD-GO!. (2026). <em>Motivatie</em> (versie 2) [Fiche]. Materialenbank. http://127.0.0.1:8000/fiches/motivatie/"
    )


def test_a_source_stands_once_in_a_list():
    source = SourceFactory()
    fiche = FicheFactory(sources=[source])
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        Citation.objects.create(fiche=fiche, source=source)
