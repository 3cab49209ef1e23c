"""The table of sources. A row is known by its number, else as its form knows it: the DOI, or title, first author and year."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fiches.citations.dates import date_of
from fiches.citations.fields import TYPES as CSL_TYPES
from fiches.citations.fields import CitationRefused, clean
from fiches.citations.kinds import KINDS, PEOPLE
from fiches.models import Source
from fiches.models.source import duplicate_key, render_together
from fiches.tables.resources import Address
from fiches.typed_sources import bare_doi, csl_of, lines_to_people, typed_of
from portal.publishing.tidy.importing import LINE, NEW, REFUSED, Cell, DeskTable, Entry, Fate, Lines, Number, OneOf, column
from portal.tables.reading import Row

TYPED = (
    *("type", "authors", "year", "title", "container", "editors", "publisher", "edition", "volume", "issue", "pages", "genre"),
    *("doi", "link"),
)
MOST_TRIES = 20  # rows that only the typesetter refuses


class Year(Cell):
    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        try:
            date_of(text)
        except CitationRefused as refusal:
            raise ValueError(str(refusal)) from refusal
        return text


class Doi(Cell):
    def clean(self, value, row=None, **kwargs):
        doi = bare_doi(super().clean(value))
        if doi and not doi.startswith("10."):
            raise ValueError(_("een DOI begint met 10., zoals 10.1000/xyz123"))
        return doi


class SourceTable(DeskTable):
    """A source in the plain fields of its form; APA follows from them."""

    model = Source
    required = ("Titel",)
    number = column("number", "Nummer", Number())
    type = column("type", "Soort", OneOf([(key, kind.label) for key, kind in KINDS.items()], also=CSL_TYPES))
    authors = column("authors", "Auteurs", Lines())
    year = column("year", "Jaar", Year(60))
    title = column("title", "Titel", Cell(500))
    container = column("container", "In", Cell(300))
    editors = column("editors", "Redacteurs van het boek", Lines())
    publisher = column("publisher", "Uitgever", Cell(300))
    edition = column("edition", "Druk", Cell(20))
    volume = column("volume", "Jaargang", Cell(20))
    issue = column("issue", "Afleveringsnummer", Cell(20))
    pages = column("pages", "Pagina's", Cell(40))
    genre = column("genre", "Omschrijving tussen haken", Cell(80))
    doi = column("doi", "DOI", Doi(200))
    link = column("link", "Link", Address(600))

    ABOUT = {
        "Nummer": gettext_lazy("van een bron die al bestaat; laat leeg voor een nieuwe"),
        "Soort": gettext_lazy("Boek als je niets zegt; ook Artikel in een tijdschrift, Rapport, Webpagina …"),
        "Auteurs": gettext_lazy("Achternaam, Voorletters; met een puntkomma tussen twee auteurs; een organisatie zonder komma"),
        "Jaar": gettext_lazy("een jaar (2021), een dag (12 mei 2021) of “in druk”; leeg als er geen bekend is (z.d.)"),
        "Titel": gettext_lazy("verplicht"),
        "In": gettext_lazy("tijdschrift, boek of website"),
        "DOI": gettext_lazy("hieraan herkennen we een bron die al bestaat, anders aan titel, eerste auteur en jaar"),
    }
    EXAMPLE = {
        "Soort": "Artikel in een tijdschrift",
        "Auteurs": "Peeters, A.; Janssens, B.",
        "Jaar": "2021",
        "Titel": "Een titel als voorbeeld",
        "In": "Tijdschrift voor voorbeelden",
        "Jaargang": "12",
        "Afleveringsnummer": "3",
        "Pagina's": "45–60",
    }

    def prepare(self, rows: list[Row]) -> None:
        numbers = {int(said) for row in rows if (said := row.cells.get("Nummer", "")).isdecimal() and len(said) < 10}
        keys = {key for row in rows for key in _keys(row.cells)}
        found = Source.objects.select_related("merged_into")
        self.known = {row.pk: row for row in found.filter(pk__in=numbers)}
        self.by_key = {row.key: row.merged_into or row for row in found.filter(key__in=keys)}
        self.slugs = set(Source.objects.values_list("slug", flat=True))

    def recognise(self, row: dict[str, str]) -> Source | None:
        said, keys = row.get("Nummer", ""), _keys(row)
        if said:
            found = self.known.get(int(said)) if said.isdecimal() and len(said) < 10 else None
            if found is None:
                raise ValidationError({"number": _("er is geen bron met nummer %(number)s") % {"number": said[:20]}})
            found = found.merged_into or found
        else:
            found = self.by_key.get(keys[0]) if keys else None
            if found is None and len(keys) > 1:  # known without its DOI
                other = self.by_key.get(keys[1])
                found = other if other is not None and not other.csl.get("DOI") else None
        mark = found.pk if found else keys[0] if keys else row[LINE]
        if first := self.lines.get(mark):
            raise ValidationError(_("Dezelfde bron staat ook op rij %(line)s.") % {"line": first})
        self.lines[mark] = int(row[LINE])
        return found

    def entry_of(self, row: Source) -> Entry:
        typed = typed_of(row.csl)
        values: dict[str, Any] = {name: typed.get(name) or ([] if name in PEOPLE else "") for name in TYPED}
        return Entry(row, number=row.pk, **values)

    def check(self, entry: Entry) -> None:
        entry.type = entry.type or "book"
        if not entry.title:
            raise ValidationError({"title": _("ontbreekt")})
        csl = self._csl(entry)
        try:
            clean(csl)
        except CitationRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        same = self.by_key.get(duplicate_key(csl)) or Source.objects.filter(key=duplicate_key(csl)).first()
        if same is not None and same.pk != entry.row.pk and same.merged_into_id != (entry.row.pk or 0):
            raise ValidationError(_("Deze bron bestaat al: %(source)s") % {"source": same})

    @staticmethod
    def _csl(entry: Entry) -> dict[str, Any]:
        return csl_of({name: getattr(entry, name) for name in TYPED}, entry.row.csl)

    def settle(self, fates: list[Fate]) -> None:
        """The forms of all of them in one go; one that cannot be made is refused, and the others are tried again."""
        good = [fate for fate in fates if fate.entry is not None and fate.changes]
        for fate in good:
            fate.entry.row.csl = self._csl(fate.entry)
        for _try in range(MOST_TRIES):
            try:
                render_together([fate.entry.row for fate in good])
                break
            except CitationRefused as refusal:
                lost = good.pop(refusal.index)
                lost.kind, lost.changes, lost.faults, lost.entry = REFUSED, [], [("", str(refusal))], None
        else:
            for fate in good:
                fate.kind, fate.entry, fate.faults = REFUSED, None, [("", _("De verwijzing kan niet gemaakt worden."))]
        for fate in good:
            if fate.kind == NEW:
                fate.entry.row.slug = self._free_slug(fate.entry.row.slug)
                fate.title = str(fate.entry.row)

    def _free_slug(self, slug: str) -> str:
        base, number = slug, 1
        while slug in self.slugs:
            number += 1
            slug = f"{base}-{number}"
        self.slugs.add(slug)
        return slug

    def save(self, entry: Entry) -> None:
        entry.row.save()


def _keys(cells: dict[str, str]) -> list[str]:
    """The keys by which a source of these cells may be known, the surest first."""
    if not (cells.get("Titel") or cells.get("DOI")):
        return []
    csl: dict[str, Any] = {"title": cells.get("Titel", ""), "author": lines_to_people(Lines().clean(cells.get("Auteurs", "")))}
    with suppress(CitationRefused):  # the column says so
        csl["issued"] = date_of(cells.get("Jaar", ""))
    doi = bare_doi(cells.get("DOI", ""))
    known = [duplicate_key({**csl, "DOI": doi})] if doi else []
    return [*known, duplicate_key(csl)] if cells.get("Titel") else known
