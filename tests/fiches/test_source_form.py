"""The form of a source: for each kind the fields that matter, and nothing typed is lost."""

from pathlib import Path

import pytest
from django.urls import reverse

from fiches.citations.kinds import KINDS
from fiches.models import Source
from tests.desk import address, as_typed, opened
from tests.factories import SourceFactory
from tests.fiches.source_style import stylesheet

pytestmark = pytest.mark.django_db
ADD = "admin:fiches_source_add"
PERSON = {"authors": "Van Tartwijk, J.", "title": "De titel"}
FILLED = {  # kind: what an editor fills in, and what the list then says
    "book": (
        PERSON | {"year": "2017", "translators": "Vos, K.", "original": "1990", "edition": "2", "publisher": "Acco"},
        "Van Tartwijk, J. (2017). De titel (K. Vos, Vert.; 2e dr.). Acco. (Oorspronkelijk werk gepubliceerd in 1990)",
    ),
    "edited-book": (
        {"editors": "van Dijk, A.\nMaes, B.", "title": "De titel", "year": "2010", "publisher": "Acco"},
        "Van Dijk, A., & Maes, B. (Reds.). (2010). De titel. Acco.",
    ),
    "chapter": (
        PERSON | {"year": "2014", "container": "Het boek", "editors": "van Dijk, A.", "pages": "12–34", "publisher": "Acco"},
        "Van Tartwijk, J. (2014). De titel. In A. van Dijk (Red.), Het boek (pp. 12–34). Acco.",
    ),
    "article-journal": (
        PERSON | {"year": "2019", "container": "Impuls", "volume": "4", "issue": "2", "pages": "1-9", "doi": "10.1000/xyz"},
        "Van Tartwijk, J. (2019). De titel. Impuls, 4(2), 1–9. https://doi.org/10.1000/xyz",
    ),
    "article-magazine": (
        PERSON | {"year": "september 2020", "container": "Klasse", "issue": "7"},
        "Van Tartwijk, J. (2020, september). De titel. Klasse, (7).",
    ),
    "article-newspaper": (
        PERSON | {"year": "15-1-2023", "container": "De Krant", "pages": "8"},
        "Van Tartwijk, J. (2023, 15 januari). De titel. De Krant, 8.",
    ),
    "report": (
        {"authors": "OECD", "title": "De titel", "year": "2019", "genre": "Rapport", "number": "3", "publisher": "OECD"},
        "OECD. (2019). De titel (Rapport Nr. 3).",
    ),
    "thesis": (
        PERSON | {"year": "2015", "genre": "Masterproef", "publisher": "KU Leuven"},
        "Van Tartwijk, J. (2015). De titel [Masterproef]. KU Leuven.",
    ),
    "webpage": (
        PERSON | {"year": "", "container": "Leerwijzer", "link": "https://example.org/a", "accessed": "3 mei 2024"},
        "Van Tartwijk, J. (z.d.). De titel. Leerwijzer. Geraadpleegd op 3 mei 2024, van https://example.org/a",
    ),
    "post-weblog": (
        PERSON | {"year": "2019-02-05", "container": "De blog", "link": "https://example.org/b"},
        "Van Tartwijk, J. (2019, 5 februari). De titel. De blog. https://example.org/b",
    ),
    "motion_picture": (
        PERSON | {"year": "4 oktober 2022", "publisher": "YouTube", "link": "https://example.org/v"},
        "Van Tartwijk, J. (2022, 4 oktober). De titel [Video]. YouTube. https://example.org/v",
    ),
    "webinar": (
        PERSON | {"year": "2021", "publisher": "Leerpunt", "link": "https://example.org/w"},
        "Van Tartwijk, J. (2021). De titel [Webinar]. Leerpunt. https://example.org/w",
    ),
    "broadcast": (
        PERSON | {"year": "2021", "container": "De reeks", "genre": "Podcastaflevering", "publisher": "Radio"},
        "Van Tartwijk, J. (2021). De titel [Podcastaflevering]. In De reeks. Radio.",
    ),
    "paper-conference": (
        PERSON | {"year": "2011", "container": "Bundel van de dagen", "pages": "88-95", "publisher": "Shaker"},
        "Van Tartwijk, J. (2011). De titel. Bundel van de dagen, 88–95.",
    ),
    "speech": (
        PERSON | {"year": "2019-06-26/2019-06-28", "genre": "Keynotelezing", "event": "De dagen", "event_place": "Gent, België"},
        "Van Tartwijk, J. (2019, 26–28 juni). De titel [Keynotelezing]. De dagen, Gent, België.",
    ),
    "document": (PERSON | {"year": "in druk", "publisher": "Acco"}, "Van Tartwijk, J. (in druk). De titel. Acco."),
}


def made(client, kind, typed):
    form = as_typed(client.get(reverse(ADD)))
    page = client.post(reverse(ADD), {**form, "type": kind, **typed}, follow=True)
    assert page.redirect_chain, page.context["adminform"].form.errors
    return Source.objects.latest("pk")


def test_every_kind_has_its_example():
    assert FILLED.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", FILLED)
def test_each_kind_is_filled_in_with_its_own_fields_and_opens_as_it_was_typed(editor, kind):
    typed, reference = FILLED[kind]
    source = made(editor, kind, typed)
    assert str(source) == reference
    assert {name for name in typed if typed[name]} <= {"title", "year", "link", *KINDS[kind].fields}
    again = opened(editor, source)
    assert again["type"] == kind
    before = source.csl
    editor.post(address("change", source), again)
    source.refresh_from_db()
    assert source.csl == before


def test_what_was_typed_stays_when_the_kind_changes_and_back(editor):
    source = made(editor, "article-journal", FILLED["article-journal"][0])
    editor.post(address("change", source), opened(editor, source) | {"type": "book"})
    book = opened(editor, source)
    kept = {name: book[name] for name in ("type", "container", "volume", "issue", "pages", "doi")}
    assert kept == {"type": "book", "container": "Impuls", "volume": "4", "issue": "2", "pages": "1-9", "doi": "10.1000/xyz"}
    editor.post(address("change", source), book | {"type": "article-journal"})
    assert str(Source.objects.get()) == FILLED["article-journal"][1]


def test_a_refused_form_keeps_everything_that_was_typed(editor):
    typed = FILLED["chapter"][0] | {"type": "chapter", "year": "vorig jaar"}
    page = editor.post(reverse(ADD), as_typed(editor.get(reverse(ADD))) | typed)
    form = page.context["adminform"].form
    sentence = "Dit is geen datum. Schrijf een jaar (2019), een dag (12 mei 2019), “in druk”, of laat het leeg."
    assert form.errors == {"year": [sentence]}
    assert {name: form[name].value() for name in typed} == typed


def test_what_editors_have_no_field_for_is_not_lost(editor):
    csl = {"type": "book", "title": "T", "author": [{"family": "A", "given": "B"}], "ISBN": "978", "collection-title": "Reeks"}
    source = SourceFactory(csl=csl)
    editor.post(address("change", source), opened(editor, source) | {"publisher": "Acco"})
    source.refresh_from_db()
    assert source.csl == {**csl, "publisher": "Acco"}


def test_a_source_of_a_kind_that_editors_do_not_know_keeps_it(editor):
    csl = {"type": "dataset", "title": "Cijfers", "author": [{"literal": "Agentschap"}], "issued": {"date-parts": [[2022]]}}
    source = SourceFactory(csl=csl)
    editor.post(address("change", source), opened(editor, source) | {"publisher": "Overheid"})
    source.refresh_from_db()
    assert source.csl == {**csl, "publisher": "Overheid"}


def test_the_style_sheet_leaves_out_what_a_kind_does_not_have():
    written = (Path(__file__).parent.parent.parent / "static" / "css" / "sources.css").read_text(encoding="utf-8")
    assert written.startswith(stylesheet())
