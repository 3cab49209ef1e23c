"""Documents made by real office programs, read whole: what stands in `expected` is what an editor would type."""

import json
import re
from pathlib import Path

import pytest

from fiches.citations.parse import unplaced
from fiches.importing.draft import make_draft
from fiches.importing.reading import BODY, understood
from fiches.importing.report import for_machines
from portal.documents.reading import read
from portal.text import plain
from tests.factories.publishing import NOON

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"
FORMATS = {".pptx", ".pdf", ".docx", ".odt", ".rtf", ".html", ".md", ".txt"}
UNFOLDED = {"samen-lezen.docx"}  # its table has the rubrieken on the left: read cell by cell
FILES = sorted(file.name for file in EXAMPLES.iterdir() if file.suffix in FORMATS)


def document_of(name):
    return read((EXAMPLES / name).read_bytes(), name)


def summary(report):
    """What an editor looks at first."""
    return {
        "title": report["title"],
        "standfirst": report["standfirst"],
        "rubrieken": [[row["kind"], row["heading"], row["text"]] for row in report["rubrieken"]],
        "links": [
            {name: value for name, value in row.items() if value and name not in ("existing", "guessed", "provider")}
            for row in report["links"]
        ],
        "references": [row["csl"] for row in report["references"]],
        "cited": [row["times"] for row in report["citations"]["matched"]],
        "loose": report["citations"]["unmatched"],
    }


def test_there_are_enough_examples():
    assert len(FILES) >= 12
    assert {Path(name).suffix for name in FILES} == FORMATS


def parts_of(block, name):
    return block.inside() if name in UNFOLDED else [block]


def squeezed(text):
    return re.sub(r"\W+", "", text).casefold()


@pytest.mark.parametrize("name", FILES)
def test_a_document_is_read_as_an_editor_would_type_it_and_no_character_of_its_body_is_lost(name):
    expected = json.loads((EXAMPLES / "expected" / f"{Path(name).stem}.json").read_text())
    document = document_of(name)
    parsed = understood(document, name)
    report = for_machines(parsed)
    assert summary(report) == expected
    assert report["kept"] == 100.0
    told, read_ = report["blocks"], [part for block in document.blocks for part in parts_of(block, name)]
    assert [squeezed(row["text"]) for row in told] == [squeezed(part.text) for part in read_]
    assert json.loads(json.dumps(report)) == report
    assert missing(document, parsed, make_draft(parsed, name=name, digest="x", at=NOON)) == []


def missing(document, parsed, fiche):
    """The texts of the document that are nowhere in what the database keeps: counted without the sums that the report makes."""
    rows = [*fiche.sections.all()]
    kept = [fiche.title, fiche.standfirst, *(row.heading or str(row.get_rubriek_display()) for row in rows)]
    kept += [plain(row.text) for row in rows] + [row.resource.url for row in fiche.resources.all()]
    somewhere = squeezed(" ".join(kept))
    entries = [squeezed(reference.raw) for reference in parsed.references]
    lost = [word for reference in parsed.references for word in unplaced(reference.raw, reference.csl)]
    for block in (part for one in document.blocks for part in one.inside() if part.kind in BODY):
        text = squeezed(block.text)
        if text not in somewhere and not any(text in entry for entry in entries) and not _is_heading_of_a_rubriek(block, parsed):
            lost.append(block.text)
    return lost


def _is_heading_of_a_rubriek(block, parsed):
    return any(line.text == block.text and line.place.startswith("kop van") for line in parsed.lines)
