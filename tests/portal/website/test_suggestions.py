"""What is suggested while somebody types, to a reader and to a browser."""

import json
import xml.etree.ElementTree as xml

import pytest

from portal.catalogue.models import Word
from portal.catalogue.suggest import MOST, suggest
from portal.publishing.workflow import take
from portal.website.views.suggestions import begun
from tests.factories import NOON, FicheFactory, PageFactory, ResourceFactory

pytestmark = pytest.mark.django_db
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def titles(prefix):
    return [title for title, _url, _kind in suggest(prefix).titles]


@pytest.fixture
def words():
    """A lexicon of a few words, as (word, lexeme, records)."""

    def fill(*rows):
        Word.objects.all().delete()
        Word.objects.bulk_create(
            Word(text=text, written=text, lexeme=lexeme, length=len(text), records=n) for text, lexeme, n in rows
        )

    return fill


def test_titles_that_begin_so_come_first_then_titles_in_which_a_later_word_does():
    FicheFactory(title="Samen zonnebloemen tekenen", published=True)
    FicheFactory(title="Zonnebloemen", published=True)
    FicheFactory(title="Een lezonnetje", published=True)
    assert titles("zonne") == ["Zonnebloemen", "Samen zonnebloemen tekenen"]


def test_fiches_come_before_materials_and_pages():
    PageFactory(title="Zon over ons", published=True)
    FicheFactory(title="Zonnig", published=True, resources=[ResourceFactory(title="Zon")])
    assert [kind for _title, _url, kind in suggest("zon").titles] == ["fiche", "resource", "page"]


@pytest.mark.parametrize("prefix", ["zonneb", "ZONNEB", "  zonneb ", "Zónneb"])
def test_case_accents_and_spaces_do_not_count(prefix):
    FicheFactory(title="Zonnebloemen", published=True)
    assert titles(prefix) == ["Zonnebloemen"]


def test_words_are_offered_with_the_accents_they_are_written_with():
    FicheFactory(title="Coordinatie", published=True)
    FicheFactory(title="Coördinatie van zorg", published=True)
    assert suggest("coord").words == ["coördinatie"]


def test_words_and_titles_are_at_most_five_each(words):
    FicheFactory.create_batch(MOST + 2, title="Zonnebloem", published=True)
    words(*((f"zon{letter}", f"zon{letter}", 1) for letter in "abcdefg"))
    found = suggest("zon")
    assert (len(found.words), len(found.titles)) == (MOST, MOST)


def test_words_come_by_how_many_records_have_them_and_each_in_one_of_its_endings(words):
    words(("motivaties", "motiv", 2), ("motivatie", "motiv", 9), ("motor", "motor", 5), ("mot", "mot", 3), ("lezen", "lez", 99))
    assert suggest("mot").words == ["motivatie", "motor"]


def test_the_last_word_of_a_question_is_finished(words):
    words(("motivatie", "motiv", 9))
    assert suggest("leerlingen en moti").words == ["leerlingen en motivatie"]


EMPTY = ["", " ", "z", "  z ", "é", "?", "??", "zon" * 40]
SIGNS = ["%", "%%", "__", "\\\\", "'\"", "🌻🌻", "zo\x00", '" OR "', "a) | (b", "-- "]


@pytest.mark.parametrize("prefix", [*EMPTY, *SIGNS])
def test_no_beginning_fails_and_one_letter_or_a_whole_text_gets_nothing(prefix, visitor):
    FicheFactory(title="Anders", published=True)
    found = suggest(prefix.replace("\x00", ""))
    assert (found.words, found.titles) == ([], [])
    for url in ("/zoeken/suggesties/", "/zoeken/suggesties.json"):
        assert visitor.get(url, {"q": prefix}).status_code == 200


def test_suggesting_costs_at_most_four_queries(visitor, django_assert_max_num_queries):
    FicheFactory.create_batch(3, title="Zonnebloem", published=True)
    with django_assert_max_num_queries(4):
        visitor.get("/zoeken/suggesties/?q=zon")


def test_a_draft_is_not_suggested_and_a_withdrawn_fiche_no_longer(visitor):
    FicheFactory(title="Zonnebloemen in klad", slug="klad")
    fiche = FicheFactory(title="Zonnebloemen", published=True)
    assert (titles("zonneb"), suggest("zonneb").words) == (["Zonnebloemen"], ["zonnebloemen"])
    take(fiche, "withdraw", seen=fiche.edit, at=NOON)
    assert (titles("zonneb"), suggest("zonneb").words) == ([], [])


def test_the_list_has_a_group_of_words_and_a_group_of_titles(visitor):
    FicheFactory(title="Zonnebloemen", slug="zon", published=True)
    html = visitor.get("/zoeken/suggesties/?q=zonneb").content.decode()
    assert (html.count('role="group"'), html.count('role="option"')) == (2, 2)
    assert 'data-value="zonnebloemen"' in html
    assert 'data-url="/fiches/zon/"' in html
    assert "<mark>Zonneb</mark>loemen" in html


def test_nothing_typed_becomes_html(visitor):
    FicheFactory(title="<b>Vet</b> & zo", published=True)
    html = visitor.get("/zoeken/suggesties/", {"q": "vet"}).content.decode()
    assert "&lt;b&gt;<mark>Vet</mark>&lt;/b&gt; &amp; zo" in html


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("Coördinatie", "coor", "<mark>Coör</mark>dinatie"),
        ("Evidence-informed", "in", "Evidence-<mark>in</mark>formed"),
        ("Lezen", "ez", "Lezen"),
        ("ﬁche", "fi", "<mark>ﬁ</mark>che"),
        ("Iets", "", "Iets"),
    ],
)
def test_the_beginning_is_marked_where_a_word_begins_with_it(text, asked, shown):
    assert begun(text, asked) == shown


def test_a_browser_gets_the_same_as_opensearch_suggestions(visitor):
    FicheFactory(title="Zonnebloemen tekenen", published=True)
    answer = visitor.get("/zoeken/suggesties.json?q=zonneb")
    assert answer.headers["Content-Type"] == "application/x-suggestions+json"
    assert json.loads(answer.content) == ["zonneb", ["zonnebloemen", "Zonnebloemen tekenen"]]


@pytest.mark.parametrize("url", ["/zoeken/suggesties/?q=zon", "/zoeken/suggesties.json?q=zon"])
def test_suggestions_are_never_old_and_not_for_search_engines(visitor, url):
    answer = visitor.get(url)
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"], answer.cookies) == ("no-cache", "noindex", {})


@pytest.mark.parametrize("url", ["/zoeken/suggesties/", "/zoeken/suggesties.json", "/opensearch.xml"])
def test_they_take_no_other_method(visitor, url):
    assert visitor.post(url).status_code == 405


def test_a_browser_can_add_the_site_as_a_search_engine(visitor, settings):
    settings.SITE_URL = "https://materialenbank.example"
    answer = visitor.get("/opensearch.xml", headers={"Host": "localhost"})
    assert answer.headers["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    said = xml.fromstring(answer.content)
    urls = {url.get("type"): url.get("template") for url in said.iter(f"{OPENSEARCH}Url")}
    assert urls == {
        "text/html": "https://materialenbank.example/zoeken/?q={searchTerms}",
        "application/x-suggestions+json": "https://materialenbank.example/zoeken/suggesties.json?q={searchTerms}",
        "application/opensearchdescription+xml": "https://materialenbank.example/opensearch.xml",
    }
    assert said.findtext(f"{OPENSEARCH}Image").startswith("https://materialenbank.example/static/img/merk")
    assert 0 < len(said.findtext(f"{OPENSEARCH}ShortName")) <= 16
    assert said.findtext(f"{OPENSEARCH}Language") == "nl-BE"


def test_every_page_tells_a_browser_about_it(visitor):
    html = visitor.get("/").content.decode()
    link = '<link rel="search" type="application/opensearchdescription+xml" title="Materialenbank" href="/opensearch.xml">'
    assert html.count(link) == 1
