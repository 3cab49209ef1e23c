"""Pages of fiches as the exporters get them: an ordinary one, and everything that could go wrong in one."""

import datetime as dt
import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

MOMENT = dt.datetime(2026, 10, 12, 10, tzinfo=dt.UTC)


def section(heading="Wat betekent dat?", anchor="betekenis", html="", resources=(), **more) -> dict:
    return {"anchor": anchor, "heading": heading, "html": html, "videos": [], "resources": list(resources), **more}


def material(title="Een leidraad", **more) -> dict:
    said = {"title": title, "href": "https://example.org/leidraad", "url": "/materialen/leidraad/", "kind_label": "Leidraad"}
    said |= {"provider": "Aanbieder", "description": "Wat je hier vindt.", "note": "", "how": "", "path": "", "access": "public"}
    said |= {"access_label": "Publiek", "duration": "", "language": "", "file_size": "", "broken": ""}
    return {**said, **more}


def reference(number=1, html="") -> dict:
    html = html or f"Auteur, A. ({1900 + number}). <em>Boek {number}</em>. Uitgeverij."
    return {"anchor": f"bron-{number}", "anchors": [], "html": html, "backlinks": [], "url": f"/bronnen/{number}/"}


def page(**more) -> dict:
    """The page of a fiche, as `fiches.page.draw` gives it."""
    said = {
        "title": "Samen lezen",
        "url": "/fiches/samen-lezen/",
        "standfirst": "Waarom je dit leest.",
        "points": ["Een eerste punt.", "Een tweede punt."],
        "image": None,
        "look": "houding",
        "theme": {"title": "Onderzoekende houding", "url": "/themas/onderzoekende-houding/", "look": "houding"},
        "audiences": ["Leraar"],
        "levels": ["Lager"],
        "tags": [{"name": "lezen", "url": "/fiches/?trefwoord=lezen"}],
        "authors": "PBD-GO!",
        "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/deed.nl"},
        "reviewed_at": dt.date(2026, 10, 12),
        "version": 3,
        "published_at": MOMENT,
        "updated_at": MOMENT,
        "minutes": 4,
        "rating": None,
        "sections": [section(html="<p>Zo zit het.</p>")],
        "references": [],
        "questions": [],
        "citation": "PBD-GO!. (2026). <em>Samen lezen</em> (versie 3) [Fiche]. Materialenbank.",
        "preview": False,
        **more,
    }
    if said["questions"]:
        said["sections"] = [*said["sections"], section("Gespreksvragen", "gespreksvragen", questions=said["questions"])]
    if said["references"]:
        said["sections"] = [*said["sections"], section("Bronnen", "bronnen")]
    return said


TABLE = (
    '<table><thead><tr><th colspan="2"><p>Wie</p></th><th><p>Wanneer</p></th></tr></thead><tbody>'
    '<tr><td rowspan="2"><p>Team</p></td><td><p>Lezen</p><ul><li><p>samen</p></li></ul></td><td><p>maandag</p></td></tr>'
    "<tr><td><p>Praten</p></td><td></td></tr></tbody></table>"
)
RICH = (
    "<h3>Een tussenkop</h3><p>Gewoon, <strong>vet</strong>, <em>schuin</em> en een "
    '<a href="https://example.org/a?b=1&amp;c=2">link naar elders</a>.</p>'
    "<ul><li><p>een</p><ul><li><p>een punt een</p></li></ul></li><li><p>twee</p></li></ul>"
    '<ol start="3"><li><p>drie</p></li><li><p>vier</p></li></ol><blockquote><p>Een citaat.</p></blockquote>' + TABLE
)
MARKUP = (
    '#let x = 1; $a^2$ *vet* _schuin_ `code` <label> @bron // niets /* niets */ \\ "aanhaling" [a](b) {#x} | a | $\\alpha$ ~ ---'
)
LONG_WORD = "Meervoudigepersoonlijkheidsstoornisonderzoek" * 12
WORLD = "😀 👩🏽‍🏫 עברית مرحبا 漢字 Ελλάδα Привет ≠ → ✓ \u202eomgekeerd\u202c a\u0301"


def hostile() -> dict:
    """Markup of every format, endless words, every script, broken tables, nesting without end."""
    bad = MARKUP.replace("<", "&lt;").replace('"', "&quot;")
    world = f"<p>{WORLD}</p><h3>{bad}</h3><p>{bad}</p><p>{LONG_WORD}</p>"
    deep = "<ul><li><p>x</p>" * 40 + "</li></ul>" * 40
    crooked = "<table><tr><td>a</td></tr><tr><td colspan='40' rowspan='9'>b</td><th>c</th></tr><tr></tr></table><table></table>"
    return page(
        title=f"{MARKUP[:60]} 😀",
        standfirst=f"{WORLD} {MARKUP}",
        points=[MARKUP, LONG_WORD],
        sections=[
            section(html=world + deep + crooked),
            section(MARKUP, "onderzoek", "<p>los <a href='#bron-404'>nergens</a><a href='#bron-1'>(Auteur, 1901)</a>"),
            section("Leeg", "informatie"),
            section("Materiaal", "verdieping", resources=[material(MARKUP, description=LONG_WORD, path=MARKUP, note=WORLD)]),
        ],
        questions=[MARKUP, LONG_WORD, WORLD],
        references=[
            reference(1, f"{bad} {WORLD} <a href='https://example.org/{'lang' * 60}'>https://example.org/{'lang' * 60}</a>")
        ],
    )


def long(words=4000) -> dict:
    """Longer than any fiche: every rubriek full, thirty materials, forty sources."""
    sentence = "Wie samen leest, hoort wat een ander zag en wat zij zelf over het hoofd zag. "
    text = "".join(f"<p>{sentence * 5}</p>" for _ in range(words // 70))
    cited = '<p>Zo blijkt <a class="cite" href="#bron-7">(Auteur, 1907)</a>.</p>'
    return page(
        sections=[section(html=text + RICH + cited), section("Materiaal", "verdieping", resources=[material()] * 30)],
        references=[reference(number) for number in range(1, 41)],
    )


def picture(alt: str = "Twee leraren lezen samen.") -> dict:
    """A stored picture, as a card names it."""
    out = io.BytesIO()
    Image.new("RGB", (640, 360), "#005660").save(out, "WEBP")
    name = default_storage.save("fiches/beeld.webp", ContentFile(out.getvalue()))
    return {"url": f"/media/{name}", "width": 640, "height": 360, "alt": alt}
