"""In-text citations find their source, and the text itself never changes."""

import random
import re
from html import unescape

import pytest

from fiches.citations.marks import Cited, link, loose
from fiches.citations.styles import render

WUBBELS = Cited(12, ("(Wubbels & Van Tartwijk, 2017)",))
JANSEN_A = Cited(3, ("(Jansen, 2019)",), "a")
JANSEN_B = Cited(4, ("(Jansen, 2019)",), "b")
JANSEN = Cited(9, ("(Jansen, 2021)",))
LEERPUNT = Cited(5, ("(Leerpunt, z.d.)", "(Leerpunt, n.d.)"))
BROECK = Cited(6, ("(Van den Broeck et al., 2018)", "(van den Broeck et al., 2018)"))
NEWS = Cited(7, ("(“Klas zonder bord”, 2022)", "(“Klas zonder bord,” 2022)"))
QUESTION = Cited(8, ("(Wat is leren?, 2020)",))
REPRINT = Cited(10, ("(Beethoven, 1820/2019)",))
IN_PRESS = Cited(11, ("(Pieters, in druk)", "(Pieters, in press)"))
HART = Cited(13, ("('t Hart, 2016)",))
SOURCES = [WUBBELS, JANSEN_A, JANSEN_B, JANSEN, LEERPUNT, BROECK, NEWS, QUESTION, REPRINT, IN_PRESS, HART]


def shown(html):
    """The HTML with each link written short: [12: text]."""
    short = re.sub(r'<a class="cite" role="doc-biblioref" id="v\d+" href="#bron-(\d+)">', r"[\1: ", html)
    return re.sub(r"(?<=.)</a>", "]", short) if short != html else html


def linked(html):
    return shown(link(html, SOURCES)[0])


def test_a_citation_becomes_a_link_to_the_list():
    html, anchors = link("<p>Zo is het (Wubbels &amp; Van Tartwijk, 2017).</p>", SOURCES)
    mark = '<a class="cite" role="doc-biblioref" id="v1" href="#bron-12">(Wubbels &amp; Van Tartwijk, 2017)</a>'
    assert (html, anchors) == (f"<p>Zo is het {mark}.</p>", {12: ["v1"]})


def test_the_numbers_go_on_in_the_next_section():
    _html, anchors = link("<p>(Jansen, 2021) en Leerpunt (z.d.) en Jansen (2021)</p>", SOURCES, first=5)
    assert anchors == {9: ["v5", "v7"], 5: ["v6"]}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("(Wubbels en Van Tartwijk, 2017)", "[12: (Wubbels en Van Tartwijk, 2017)]"),
        ("(Wubbels and Van Tartwijk, 2017)", "[12: (Wubbels and Van Tartwijk, 2017)]"),
        ("(Wubbels&nbsp;&amp; van\u00a0Tartwijk,&#160;2017)", "[12: (Wubbels&nbsp;&amp; van\u00a0Tartwijk,&#160;2017)]"),
        ("(Wubbels &amp; Van Tartwijk, 2017, p. 12)", "[12: (Wubbels &amp; Van Tartwijk, 2017, p. 12)]"),
        ("(Wubbels &amp; Van Tartwijk 2017: 12)", "[12: (Wubbels &amp; Van Tartwijk 2017: 12)]"),
        ("( Jansen, 2021 )", "[9: ( Jansen, 2021 )]"),
        ("Wubbels en Van Tartwijk (2017) zeggen", "[12: Wubbels en Van Tartwijk (2017)] zeggen"),
        ("Volgens Wubbels &amp; Van Tartwijk (2017, p. 3)", "Volgens [12: Wubbels &amp; Van Tartwijk (2017, p. 3)]"),
        ("het werk van Jansen (2021)", "het werk van [9: Jansen (2021)]"),
        ("Jansen’s (2021) werk", "[9: Jansen’s (2021)] werk"),
        ("(P. Jansen, 2021)", "[9: (P. Jansen, 2021)]"),
        ("(zie ook Jansen, 2021)", "(zie ook [9: Jansen, 2021])"),
        ("(Jansen, 2021; Leerpunt, z.d., par. 2)", "([9: Jansen, 2021]; [5: Leerpunt, z.d., par. 2])"),
        ("(Jansen, 2019a, 2019b)", "([3: Jansen, 2019a], [4: 2019b])"),
        ("Jansen (2019a, 2021)", "Jansen ([3: 2019a], [9: 2021])"),
        ("(Jansen, 2021, geciteerd in Pieters, in druk)", "([9: Jansen, 2021], geciteerd in [11: Pieters, in druk])"),
        (
            "(zie Wubbels en Van Tartwijk (2017) en Jansen (2021))",
            "(zie [12: Wubbels en Van Tartwijk (2017)] en [9: Jansen (2021)])",
        ),
        ("(van den Broeck et al., 2018)", "[6: (van den Broeck et al., 2018)]"),
        ("Van den Broeck e.a. (2018)", "[6: Van den Broeck e.a. (2018)]"),
        ("(Van den Broeck <em>et al.</em>, 2018)", "[6: (Van den Broeck <em>et al.</em>, 2018)]"),
        (
            "(Leerpunt, n.d.) (Leerpunt, s.d.) Leerpunt (z. d.)",
            "[5: (Leerpunt, n.d.)] [5: (Leerpunt, s.d.)] [5: Leerpunt (z. d.)]",
        ),
        ("(Leerpunt [kenniscentrum], z.d.)", "[5: (Leerpunt [kenniscentrum], z.d.)]"),
        ("(“Klas zonder bord”, 2022)", "[7: (“Klas zonder bord”, 2022)]"),
        ('"Klas zonder bord" (2022)', '[7: "Klas zonder bord" (2022)]'),
        ('"Jansen (2021) zegt het"', '"[9: Jansen (2021)] zegt het"'),
        ("(’t Hart, 2016) van 't Hart (2016)", "[13: (’t Hart, 2016)] van [13: 't Hart (2016)]"),
        ("(<em>Wat is leren?</em>, 2020)", "[8: (<em>Wat is leren?</em>, 2020)]"),
        ("(Beethoven, 1820/2019)", "[10: (Beethoven, 1820/2019)]"),
        ("<strong>Jansen</strong> (2021)", "[9: <strong>Jansen</strong> (2021)]"),
        ("<em>(Jansen, 2021)</em>", "<em>[9: (Jansen, 2021)]</em>"),
        ("Jansen<br>(2021)", "[9: Jansen<br>(2021)]"),
    ],
)
def test_every_way_to_cite_is_recognised(text, expected):
    assert linked(f"<p>{text}</p>") == f"<p>{expected}</p>"
    assert loose(f"<p>{text}</p>", SOURCES) == []


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/x">(Jansen, 2021)</a></p>',
        '<p><a href="/x">Jansen</a> (2021)</p>',
        "<p><code>(Jansen, 2021)</code></p>",
        "<pre>(Jansen, 2021)</pre>",
        '<p title="(Jansen, 2021)">x</p>',
        '<p title="a > b (Jansen, 2021)">x</p>',
        "<!-- (Jansen, 2021) -->",
        "<p>Jansen</p><p>(2021)</p>",
        "<ul><li>(Jansen,</li><li>2021)</li></ul>",
        "<p>Jansen, 2021</p>",
        "<p>Jansens 2021 (2021 leerlingen)</p>",
        "<p>(28 mei 2025), (2025), (in Brussel, mei 2021), (z.d.)</p>",
        "",
    ],
)
def test_what_is_no_citation_in_running_text_stays_as_it_is(html):
    assert (link(html, SOURCES), loose(html, SOURCES)) == ((html, {}), [])


@pytest.mark.parametrize(
    "text, found",
    [
        ("(Jansen, 2019)", ["(Jansen, 2019)"]),  # a or b?
        ("(Jansen, 2019c)", ["(Jansen, 2019c)"]),
        ("(Jansen, 2021a)", ["(Jansen, 2021a)"]),
        ("(Jansen, 1999, p. 2)", ["(Jansen, 1999)"]),
        ("(Pieters &amp; Jansen, 2021)", ["(Pieters & Jansen, 2021)"]),
        ("Pieters en Jansen (2021)", ["Pieters en Jansen (2021)"]),
        ("(Van Jansen, 2021)", ["(Van Jansen, 2021)"]),
        ("(zie ook van der Smet et al., 2012)", ["(van der Smet et al., 2012)"]),
        ("Volgens Hattie (2009) en (Hattie, 2009) en opnieuw Hattie (2009).", ["Hattie (2009)", "(Hattie, 2009)"]),
        ("In de Vlaamse Onderwijsraad (2018)", ["Vlaamse Onderwijsraad (2018)"]),
    ],
)
def test_a_citation_without_one_source_is_named_to_the_editor_and_never_guessed(text, found):
    html = f"<p>{text}</p>"
    assert (link(html, SOURCES)[0], loose(html, SOURCES)) == (html, found)


def test_known_and_unknown_in_one_pair_of_brackets():
    html = "<p>(Hattie, 2009; Jansen, 2021)</p>"
    assert (linked(html), loose(html, SOURCES)) == ("<p>(Hattie, 2009; [9: Jansen, 2021])</p>", ["(Hattie, 2009)"])


def test_a_citation_that_cuts_an_element_in_two_takes_the_whole_element_or_nothing():
    assert linked("<p>(<em>Jansen, 2021)</em></p>") == "<p>[9: (<em>Jansen, 2021)</em>]</p>"
    html = "<p><em>Zie Jansen</em> (2021)</p>"
    assert (link(html, SOURCES)[0], loose(html, SOURCES)) == (html, ["Jansen (2021)"])


def test_linking_again_changes_nothing():
    once, _anchors = link("<p>(Jansen, 2021) en Leerpunt (z.d.)</p>", SOURCES)
    assert link(once, SOURCES) == (once, {})


def test_without_sources_nothing_is_linked_and_all_is_loose():
    assert (link("<p>(Jansen, 2021)</p>", []), loose("<p>(Jansen, 2021)</p>", [])) == (
        ("<p>(Jansen, 2021)</p>", {}),
        ["(Jansen, 2021)"],
    )


def test_what_styles_renders_is_what_marks_finds():
    name = {"family": "van den Broeck", "given": "J."}
    items = [
        {"type": "book", "title": "T", "author": ["A & B", {"family": "Smit", "given": "J"}], "issued": 2017},
        {"type": "book", "title": "T", "author": [name], "issued": {"literal": "Pasen 2017"}},
        {"type": "webpage", "title": "Wat nu?", "URL": "https://x.be"},
        {"type": "chapter", "title": "Hij zei: ja", "container-title": "Boek", "issued": {"date-parts": [[2024], [2025]]}},
        {"type": "book", "title": "T", "author": [name, name, name], "status": "in druk"},
    ]
    for number, rendered in enumerate(render(items)):
        forms = [rendered.intext_nl, rendered.narrative_nl, rendered.intext_en, rendered.narrative_en]
        html = "".join(f"<p>Zo: {form.replace('&', '&amp;')}.</p>" for form in forms)
        _html, anchors = link(html, [Cited(number, (rendered.intext_nl, rendered.intext_en))])
        assert anchors == {number: ["v1", "v2", "v3", "v4"]}


PIECES = [
    "(",
    ")",
    "Jansen",
    "2021",
    ", ",
    "; ",
    " en ",
    "&amp;",
    "Wubbels",
    "Van Tartwijk",
    "2017",
    "<em>",
    "</em>",
    "<p>",
    "</p>",
]
PIECES += [
    "<br>",
    '<a href="x">',
    "</a>",
    "&nbsp;",
    "&lt;",
    "<",
    '"',
    "et al.",
    "2019a",
    "<code>",
    "</code>",
    "é",
    "\0",
    " ",
    "z.d.",
]
PIECES += ["(Jansen, 2021", "Jansen</em> (2021)", "(Wubbels<br> en <em>Van Tartwijk</em>, 2017", "Leerpunt (z.d.)"]


def text_of(html):
    return unescape(re.sub(r"</?[a-z][^<>]*>", "", html))


def test_what_a_reader_sees_never_changes():
    chance = random.Random(11)
    count = 0
    for _ in range(4000):
        html = "".join(chance.choices(PIECES, k=chance.randint(1, 30)))
        marked, anchors = link(html, SOURCES)
        loose(html, SOURCES)
        assert re.sub(r'<a class="cite"[^>]*>(.*?)</a>', r"\1", marked, flags=re.DOTALL) == html
        assert text_of(marked) == text_of(html)
        count += sum(map(len, anchors.values()))
    assert count > 50


@pytest.mark.parametrize("piece", ["(", "(Jansen, ", "A ", "<", "(2017)", "A en ", "(Jansen, 2021)", "&", "<em>"])
def test_a_very_long_text_is_read_in_good_time(piece):
    html = piece * 20_000 + "(Jansen, 2021)"
    marked, _anchors = link(html, SOURCES)
    assert len(marked) >= len(html)
