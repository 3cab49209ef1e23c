"""The demo content hangs together: every name it uses exists, every citation has its source, every invention says so."""

import re
from collections import Counter
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest

from portal.operations.demo import real_day
from portal.operations.demo.example_questions import QUESTIONS
from portal.operations.demo.examples import FICHES as EXAMPLES
from portal.operations.demo.pages import PAGES
from portal.operations.demo.real_fiche import FICHE as REAL
from portal.operations.demo.shared_rows import ORGANISATIONS, RESOURCES, SOURCES

pytestmark = pytest.mark.once

FICHES = [REAL, *EXAMPLES]
POOLSTER = {
    "integraal-beleid",
    "ontwikkeling-als-plg",
    "gedeeld-leiderschap",
    "onderzoekende-houding",
    "geinformeerde-praktijken",
}
THEMES = POOLSTER | set(
    "motivatie feedback teamteaching leesonderwijs klasmanagement welbevinden ict professionalisering kwaliteitszorg"
    " samenwerken-in-team datagebruik differentiatie".split()
)
LEVELS = set(
    "kleuteronderwijs lager-onderwijs buitengewoon-kleuteronderwijs buitengewoon-lager-onderwijs secundair-1e-graad"
    " secundair-2e-graad secundair-3e-graad buitengewoon-secundair-onderwijs deeltijds-kunstonderwijs volwassenenonderwijs"
    " hoger-onderwijs basisonderwijs buitengewoon-basisonderwijs secundair-onderwijs".split()
)
AUDIENCES = set(
    "leraar schoolleider beleidsmedewerker zorgcoordinator ict-coordinator pedagogisch-begeleider clb-medewerker".split()
)
RUBRIEKEN = ["betekenis", "onderzoek", "informatie", "voorbeelden", "ondersteuning", "verdieping", "bronnen"]
KINDS = set("video leidraad toolkit oproep praktijkvoorbeeld opleiding begeleidingsaanbod document webpagina tool".split())
ORGANISATION_KINDS = set(
    "net koepel begeleidingsdienst clb_netwerk universiteit hogeschool kenniscentrum onderzoeksproject overheid school".split()
)
ELEMENTS = {"p", "ul", "ol", "li", "strong", "em", "a", "blockquote", "h3"}
IN_TEXT = re.compile(r"\(([^()]+, (?:\d{4}|z\.d\.)[a-z]?)\)|\((\d{4}[a-z]?)\)")

RESOURCE = {row["slug"]: row for row in RESOURCES}
SOURCE = {row["slug"]: row["csl"] for row in SOURCES}
HTML = [(f"{fiche['slug']} {part['rubriek']}", part["html"]) for fiche in FICHES for part in fiche["sections"]]
HTML += [(page["slug"], page["html"]) for page in PAGES]

by_slug = pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: fiche["slug"])
each_example = pytest.mark.parametrize("fiche", EXAMPLES, ids=lambda fiche: fiche["slug"])


class Balance(HTMLParser):
    """Follows the elements of a text and remembers what is open and what goes wrong."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.links = [], [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        self.wrong += [tag] if tag not in ELEMENTS else []
        self.wrong += [name for name, _ in attrs if (tag, name) != ("a", "href")]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


def read(html):
    parser = Balance()
    parser.feed(html)
    parser.close()
    return parser


def words_of(html):
    return unescape(re.sub(r"<[^>]+>", " ", html)).split()


def text_of(fiche):
    return " ".join(" ".join(words_of(part["html"])) for part in fiche["sections"])


def names_in_text(csl, joined_by):
    names = [person.get("literal") or person["family"] for person in csl["author"]]
    return f"{names[0]} et al." if len(names) > 2 else f" {joined_by} ".join(names)


def year_in_text(csl, neighbours):
    """The year of a source, with the letter it gets beside sources of the same authors and year."""
    year = str(csl["issued"]["date-parts"][0][0]) if "issued" in csl else "z.d."
    same = sorted(
        other["title"] for other in neighbours if (other["author"], other.get("issued")) == (csl["author"], csl.get("issued"))
    )
    return year + ("abc"[same.index(csl["title"])] if len(same) > 1 else "")


def forms(fiche):
    """For each source of a fiche: its form between brackets and its form in the sentence."""
    cited = [SOURCE[slug] for slug in fiche["sources"]]
    return [
        (f"({names_in_text(csl, '&')}, {year_in_text(csl, cited)})", f"{names_in_text(csl, 'en')} ({year_in_text(csl, cited)})")
        for csl in cited
    ]


def test_every_address_is_given_once():
    for slugs in ([row["slug"] for row in rows] for rows in (FICHES, RESOURCES, SOURCES, PAGES)):
        assert [slug for slug, count in Counter(slugs).items() if count > 1] == []
        assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 50] == []
    assert len({row["name"] for row in ORGANISATIONS}) == len(ORGANISATIONS)


@by_slug
def test_a_fiche_names_only_what_exists(fiche):
    assert set(fiche["themes"]) - THEMES == set()
    assert set(fiche["levels"]) - LEVELS == set()
    assert set(fiche["audiences"]) - AUDIENCES == set()
    assert {use["slug"] for use in fiche["resources"]} - set(RESOURCE) == set()
    assert set(fiche["sources"]) - set(SOURCE) == set()


@by_slug
def test_a_fiche_has_one_theme_of_the_first_level_and_names_nothing_twice(fiche):
    assert [theme for theme in fiche["themes"] if theme in POOLSTER] == fiche["themes"][:1]
    for field in ("themes", "levels", "audiences", "tags", "sources"):
        assert len(set(fiche[field])) == len(fiche[field])
    assert len({use["slug"] for use in fiche["resources"]}) == len(fiche["resources"])


@by_slug
def test_the_rubrieken_stand_in_their_fixed_order_and_every_resource_stands_under_one(fiche):
    rubrieken = [part["rubriek"] for part in fiche["sections"]]
    assert rubrieken == [rubriek for rubriek in RUBRIEKEN if rubriek in rubrieken]
    assert "onderzoek" in rubrieken
    assert {use["rubriek"] for use in fiche["resources"]} - set(rubrieken) == set()


@by_slug
def test_texts_fit_their_fields(fiche):
    assert 0 < len(fiche["title"]) <= 160
    assert 0 < len(fiche["standfirst"]) <= 400
    assert 3 <= len(fiche["points"]) <= 4
    assert max((len(use["note"]) for use in fiche["resources"]), default=0) <= 250
    assert max(len(part["heading"]) for part in fiche["sections"]) <= 160


@pytest.mark.parametrize("html", [html for _, html in HTML], ids=[name for name, _ in HTML])
def test_the_html_is_balanced_and_simple(html):
    found = read(html)
    assert (found.open, found.wrong) == ([], [])
    assert re.search(r"&(?!amp;|lt;|gt;)", html) is None


def test_links_inside_the_site_lead_somewhere():
    known = {f"/fiches/{fiche['slug']}/" for fiche in FICHES} | {f"/{page['slug']}/" for page in PAGES}
    known |= {"/materialen/", "/bronnen/", "/themas/", "/studiedagen/", "/sprekers/", f"/studiedagen/{real_day.DAY['slug']}/"}
    assert {link for _, html in HTML for link in read(html).links} - known == set()


@by_slug
def test_every_source_is_cited_in_the_text_and_every_citation_has_a_source(fiche):
    text = text_of(fiche)
    expected = forms(fiche)
    assert [form for form in expected if form[0] not in text and form[1] not in text] == []
    stripped = text
    for form in (form for pair in expected for form in pair):
        stripped = stripped.replace(form, "")
    assert IN_TEXT.findall(stripped) == []


def test_every_material_and_source_is_used():
    assert set(RESOURCE) - {use["slug"] for fiche in FICHES for use in fiche["resources"]} == set()
    assert set(SOURCE) - {slug for fiche in FICHES for slug in fiche["sources"]} == set()


@pytest.mark.parametrize("row", RESOURCES, ids=lambda row: row["slug"])
def test_a_material_is_complete(row):
    assert row["kind"] in KINDS and row["access"] in {"public", "go", "login", "day"} and row["language"] in {"nl", "en"}
    assert row["provider"] in {"", *(organisation["name"] for organisation in ORGANISATIONS)}
    assert set(row["levels"]) - LEVELS == set()
    assert bool(row["url"]) != bool(row["how"])  # a link, or how to get it without one
    assert bool(row["series"]) == (row["position"] is not None)
    assert 0 < len(row["description"]) <= 600 and len(row["how"]) <= 400 and len(row["title"]) <= 160


def test_organisations_are_of_a_known_kind():
    assert {row["kind"] for row in ORGANISATIONS} - ORGANISATION_KINDS - {""} == set()


@each_example
def test_an_invention_says_so(fiche):
    assert "voorbeeld" in fiche["title"]
    assert "PBD" not in fiche["authors"]
    for slug in (use["slug"] for use in fiche["resources"]):
        assert "voorbeeld" in RESOURCE[slug]["title"]
        assert not RESOURCE[slug]["url"] or RESOURCE[slug]["url"].startswith("https://example.org/")
    assert all("voorbeeld" in SOURCE[slug]["title"] for slug in fiche["sources"])
    assert fiche["rating"] is None or fiche["rating"]["source"] == "voorbeeldgegevens"


@each_example
def test_an_example_is_of_a_readable_length_and_was_reviewed_this_year(fiche):
    assert 250 <= len(text_of(fiche).split()) <= 450
    assert date(2026, 1, 1) <= fiche["reviewed"] < date(2026, 11, 1)
    assert 350 <= (fiche["review_due"] - fiche["reviewed"]).days <= 380


def test_the_examples_cover_every_theme_of_the_first_level_and_every_shape():
    per_theme = Counter(fiche["themes"][0] for fiche in EXAMPLES)
    assert set(per_theme) == POOLSTER and min(per_theme.values()) >= 2 and len(EXAMPLES) >= 14
    assert sum(1 for fiche in EXAMPLES if fiche["rating"]) == 7
    assert sum(1 for fiche in EXAMPLES if not fiche["sources"]) == 2
    lengths = [len(fiche["title"]) for fiche in EXAMPLES]
    assert max(lengths) >= 150 and min(lengths) <= 20
    assert {len(fiche["resources"]) for fiche in EXAMPLES} >= {0, 1, 2, 3, 4, 6}
    for fiche in EXAMPLES:
        if rating := fiche["rating"]:
            assert rating["strength"] in range(6) and rating["cost"] in range(1, 6)
            assert rating["impact"] is None or rating["impact"] in range(-12, 13)
            assert len(rating["note"]) <= 250 and rating["seen"] <= fiche["reviewed"]


def test_nothing_is_added_to_the_real_fiche():
    assert (REAL["levels"], REAL["reviewed"], REAL["review_due"], REAL["rating"]) == ([], None, None, None)
    assert REAL["audiences"] == ["leraar", "schoolleider", "beleidsmedewerker"]
    assert REAL["sources"] == ["wubbels-van-tartwijk-2017"]
    assert "voorbeeld)" not in REAL["title"]
    assert [use for use in REAL["resources"] if "example.org" in RESOURCE[use["slug"]]["url"]] == []
    sleutels = "Startnotitie-Sleutels-voor-evidence-informed-werken.pdf"
    assert [(use["rubriek"], RESOURCE[use["slug"]]["url"]) for use in REAL["resources"]] == [
        ("informatie", "https://www.youtube.com/watch?v=7TBDKXSMzPU&list=PLiUVVxQlj-PJS7Idwj5EouEadnT9ZQQny&index=3"),
        ("voorbeelden", "https://g-o.smartschool.be/"),
        ("ondersteuning", ""),
        ("ondersteuning", ""),
        ("verdieping", "https://leerpunt.be/leidraden"),
        ("verdieping", "https://leerpunt.be/aan-de-slag/toolkit-leren-lesgeven"),
        ("verdieping", "https://leerpunt.be/oproepen"),
        ("verdieping", f"https://www.platformsamenonderzoeken.nl/wp-content/uploads/2020/11/{sleutels}"),
        ("verdieping", "https://www.platformsamenonderzoeken.nl/wat-is-evidence-informed-werken/"),
    ]


def test_the_fixed_pages_are_all_there():
    assert [page["slug"] for page in PAGES] == ["over", "contact", "toegankelijkheid", "privacy", "go-account"]
    assert all(page["title"] and page["lead"] and page["html"] for page in PAGES)


def test_questions_for_a_team_stand_with_examples_only():
    assert len(QUESTIONS) >= 4
    assert set(QUESTIONS) <= {fiche["slug"] for fiche in EXAMPLES}
    assert all(question.endswith("?") for questions in QUESTIONS.values() for question in questions)
