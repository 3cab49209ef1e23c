"""The table of materials. A row is known by its number, else by its address however that is written."""

from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fiches.models import Access, Resource, ResourceKind
from fiches.models.resource import Licence
from portal.fields import LinkField
from portal.links.addresses import key_of
from portal.links.places import rows_by_key
from portal.publishing.tidy.importing import LINE, Cell, DeskTable, Entry, Number, OneOf, column
from portal.shared import Shared
from portal.tables.reading import Row
from portal.taxonomy.models import Level, Organisation
from portal.text import fold

LANGUAGES: list[tuple[str, Any]] = list(Resource._meta.get_field("language").choices or [])
PLAIN = ("title", "kind", "description", "url", "how", "series", "position", "access", "path", "minutes", "language", "licence")


def whole(link: str) -> str:
    """An address with its scheme, as it will be kept."""
    return link if "//" in link else f"https://{link}"


class Named(Cell):
    """One row of a list, by its name."""

    def __init__(self, model: type[Shared]):
        super().__init__()
        self.model, self.rows = model, {}

    def look_up(self) -> None:
        rows: Any = self.model._default_manager.select_related("merged_into")
        self.rows = {fold(str(row)): row.merged_into or row for row in rows}

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        return self.found(text) if text else None

    def found(self, text: str):
        if fold(text) not in self.rows:
            near = get_close_matches(fold(text), self.rows, n=1)
            hint = _(". Bedoel je “%(name)s”?") % {"name": self.rows[near[0]]} if near else _(". Voeg het eerst toe.")
            raise ValueError(_("“%(text)s” bestaat niet") % {"text": text[:60]} + hint)
        return self.rows[fold(text)]


class SeveralNamed(Named):
    """Rows of a list, by their names with a semicolon or a comma between them."""

    def clean(self, value, row=None, **kwargs):
        names = [name.strip() for name in Cell.clean(self, value).replace(";", ",").split(",")]
        return sorted({self.found(name) for name in names if name}, key=lambda found: found.pk)

    def render(self, value, obj=None, **kwargs):
        return "; ".join(str(row) for row in sorted(value or [], key=lambda row: row.pk))


class Address(Cell):
    """An address of the web."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if not text:
            return ""
        try:
            return LinkField().formfield().clean(text)
        except ValidationError:
            raise ValueError(_("“%(text)s” is geen webadres") % {"text": text[:60]}) from None


class ResourceTable(DeskTable):
    """Everything of a material but its file: that is uploaded in its form."""

    model = Resource
    required = ("Titel", "Soort")
    number = column("number", "Nummer", Number())
    title = column("title", "Titel", Cell(200))
    kind = column("kind", "Soort", OneOf(ResourceKind.choices))
    description = column("description", "Omschrijving", Cell(600))
    url = column("url", "Link", Address())
    how = column("how", "Hoe kom je eraan", Cell(400))
    provider = column("provider", "Aanbieder", Named(Organisation))
    series = column("series", "Reeks", Cell(160))
    position = column("position", "Nummer in de reeks", Number())
    access = column("access", "Toegang", OneOf(Access.choices))
    path = column("path", "Waar te vinden", Cell(200))
    levels = column("levels", "Onderwijsniveaus", SeveralNamed(Level))
    minutes = column("minutes", "Duur in minuten", Number())
    language = column("language", "Taal", OneOf(LANGUAGES))
    licence = column("licence", "Licentie", OneOf(Licence.choices))

    ABOUT = {
        "Nummer": gettext_lazy("van een materiaal dat al bestaat; laat leeg voor een nieuw"),
        "Titel": gettext_lazy("verplicht voor een nieuw materiaal"),
        "Soort": gettext_lazy("verplicht voor een nieuw materiaal: Video, Leidraad, Toolkit …"),
        "Link": gettext_lazy("https://…; hieraan herkennen we een materiaal dat al bestaat"),
        "Hoe kom je eraan": gettext_lazy("nodig als er geen link is"),
        "Aanbieder": gettext_lazy("de naam van een organisatie die al bestaat"),
        "Onderwijsniveaus": gettext_lazy("met een puntkomma ertussen"),
        "Taal": gettext_lazy("Nederlands als je niets zegt"),
    }
    EXAMPLE = {
        "Titel": "Samen lezen in de klas",
        "Soort": "Leidraad",
        "Link": "https://voorbeeld.be/samen-lezen",
        "Taal": "Nederlands",
    }

    def prepare(self, rows: list[Row]) -> None:
        for name in ("provider", "levels"):
            self.fields[name].widget.look_up()
        numbers = {int(said) for row in rows if (said := row.cells.get("Nummer", "")).isdecimal() and len(said) < 10}
        self.by_key = rows_by_key(Resource, [whole(row.cells["Link"]) for row in rows if row.cells.get("Link")])
        wanted = numbers | {pk for pks in self.by_key.values() for pk in pks}
        found = Resource.objects.select_related("merged_into", "provider").prefetch_related("levels")
        self.known = {row.pk: row for row in found.filter(pk__in=wanted)}
        aliases = Resource.objects.exclude(merged_into=None).exclude(url="").values_list("url", "merged_into")
        self.merged = {key_of(url): into for url, into in aliases}
        self.known |= {row.pk: row for row in found.filter(pk__in=set(self.merged.values()) - {*self.known})}
        self.slugs = set(Resource.objects.values_list("slug", flat=True))

    def recognise(self, row: dict[str, str]) -> Resource | None:
        said, link = row.get("Nummer", ""), row.get("Link", "")
        found = self._by_number(said) if said else self._by_address(link) if link else None
        line = int(row[LINE])
        mark = found.pk if found else key_of(whole(link)) if link else ("", fold(row.get("Titel", "")))
        if first := self.lines.get(mark):
            raise ValidationError(_("Hetzelfde materiaal staat ook op rij %(line)s.") % {"line": first})
        self.lines[mark] = line
        return found

    def _by_number(self, said: str) -> Resource:
        found = self.known.get(int(said)) if said.isdecimal() and len(said) < 10 else None
        if found is None:
            raise ValidationError({"number": _("er is geen materiaal met nummer %(number)s") % {"number": said[:20]}})
        return found.merged_into or found

    def _by_address(self, link: str) -> Resource | None:
        key = key_of(whole(link))
        pks = sorted(self.by_key.get(key, []))
        if len(pks) > 1:
            names = " en ".join(f"“{self.known[pk]}”" for pk in pks[:2])
            raise ValidationError({"url": _("dit adres hoort al bij %(names)s: voeg die eerst samen") % {"names": names}})
        pk = pks[0] if pks else self.merged.get(key)
        return self.known.get(pk) if pk else None

    def entry_of(self, row: Resource) -> Entry:
        values = {name: getattr(row, name) for name in PLAIN}
        levels = sorted(row.levels.all(), key=lambda level: level.pk) if row.pk else []
        return Entry(row, number=row.pk, provider=row.provider, levels=levels, **values)

    def check(self, entry: Entry) -> None:
        row, faults = entry.row, {}
        entry.access, entry.language = entry.access or str(Access.PUBLIC), entry.language or "nl"
        for name in ("title", "kind"):
            if not getattr(entry, name):
                faults[name] = _("ontbreekt")
        for pk in self.by_key.get(key_of(entry.url), []) if entry.url else []:
            if pk != row.pk:
                faults["url"] = _("dit adres hoort al bij “%(title)s”") % {"title": self.known[pk]}
        if faults:
            raise ValidationError(faults)
        self._fill(entry)
        row.clean_fields(exclude=["slug", "provider", "merged_into", "file"])
        row.clean()

    def _fill(self, entry: Entry) -> None:
        row = entry.row
        for name in PLAIN:
            setattr(row, name, getattr(entry, name))
        row.provider = entry.provider
        if not row.slug:
            row.slug = self._free_slug(row.title)

    def _free_slug(self, title: str) -> str:
        base = slugify(title)[:190] or "materiaal"
        slug, number = base, 1
        while slug in self.slugs:
            number += 1
            slug = f"{base}-{number}"
        self.slugs.add(slug)
        return slug

    def save(self, entry: Entry) -> None:
        row = entry.row
        if row.pk:
            row.levels.set(entry.levels)  # before the row: saving that writes the public anew
            row.save()
        else:
            row.save()
            row.levels.set(entry.levels)
