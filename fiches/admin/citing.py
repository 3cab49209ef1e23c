"""Citations in the text and sources in the list, beside the form: what is not linked, what may be meant, one click to link it."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fiches.checklist import loose, uncited
from fiches.citations import order
from fiches.citations.candidates import names_in, year_in
from fiches.citations.marks import parts_of
from fiches.matching import candidates
from fiches.models import Source
from portal.publishing.forms import number_in
from portal.publishing.freezing import DERIVED

CITE, NOT_A_CITATION = "_cite", "_not_citation"  # what the buttons post
MOST_ROWS = 1000


def beside(form, *, may_add: bool) -> dict:
    """What admin/fiches/_citations.html shows. One query when something is loose."""
    draft = form.draft
    lost, letters = loose(draft), draft.values[DERIVED]["letters"]
    found = candidates(label for _at, _name, label in lost)
    listed = {row.instance.source_id: row.instance.source for row in form.rows["citations"] if row.instance.source_id}
    return {
        "loose": [
            {
                "label": label,
                "where": name,
                "href": form.anchor(at),
                "candidates": [_offer(source, listed, letters) for source in found.get(label, [])],
                "new": _new_source(label) if may_add else "",
            }
            for at, name, label in lost
        ],
        "uncited": [
            {**_written(listed[row["source_id"]], letters), "href": form.anchor(f"citations:{row['id']}")}
            for row in uncited(draft)
            if row["source_id"] in listed
        ],
        "listed": len(listed),
        "adding": reverse("admin:fiches_source_adding") if may_add else "",
    }


def _offer(found: dict, listed: dict, letters) -> dict:
    source = listed.get(found["pk"])
    return found | (_written(source, letters) if source else {}) | {"listed": source is not None}


def _written(source: Source, letters: dict[str, str]) -> dict:
    """A source as it is written in this text: with its letter, when another of the same authors and year is in the list."""
    letter = letters.get(str(source.pk), "")
    year = source.year if letter else ""
    written = (order.with_letter(form, year, letter) for form in (source.intext_nl, source.narrative_nl))
    return {"pk": source.pk, "title": source.title, **dict(zip(("intext", "narrative"), written, strict=True))}


def _new_source(label: str) -> str:
    """The form for a new source, with what the citation says of it."""
    author, date = parts_of(label)
    year = year_in(date)
    known = {"authors": "\n".join(f"{name}," for name in names_in(author)), "year": year if year.isdigit() else ""}
    return f"{reverse('admin:fiches_source_add')}?{urlencode(known)}"


def with_button(posted):
    """The form as it would be if the editor had done by hand what the button says: a source more in the list, a line more that
    is no citation. The form saves it, as it saves everything."""
    if not ({CITE, NOT_A_CITATION} & posted.keys()):
        return posted
    posted = posted.copy()
    _no_citation(posted, posted.get(NOT_A_CITATION, "").strip())
    _cited(posted, number_in(posted.get(CITE, ""), 0))
    return posted


def _no_citation(posted, label: str) -> None:
    lines = posted.get("not_citations", "").strip()
    if label and label not in lines.splitlines():
        posted["not_citations"] = f"{lines}\n{label}"


def _cited(posted, source: int) -> None:
    total = number_in(posted.get("citations-TOTAL_FORMS", ""), MOST_ROWS)
    if not source or total >= MOST_ROWS:
        return
    place = next((place for place in range(total) if posted.get(f"citations-{place}-source") == str(source)), total)
    posted.pop(f"citations-{place}-DELETE", None)
    posted["citations-TOTAL_FORMS"] = str(max(total, place + 1))
    posted[f"citations-{place}-source"] = str(source)


def done(posted) -> str:
    """What the button did, in a sentence; empty when none was used."""
    if label := posted.get(NOT_A_CITATION):
        return _("“%(label)s” blijft gewone tekst.") % {"label": label}
    number = number_in(posted.get(CITE, ""), 0)
    if number and (source := Source.objects.filter(pk=number).first()):
        return _("%(source)s staat nu in de bronnenlijst.") % {"source": source.intext_nl}
    return ""
