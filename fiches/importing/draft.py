"""A fiche that was read out of a document -> a draft, or a draft brought up to date. All of it, or nothing."""

import hashlib
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fiches.importing.parsed import LISTS, Material, ParsedFiche
from fiches.importing.references import render
from fiches.models import Citation, Fiche, FicheResource, ImportedDocument, Resource, Rubriek, Section, Source
from fiches.models.source import free_slug
from portal.publishing import logbook
from portal.publishing.models import Status
from portal.publishing.workflow import keep_version, take, written
from portal.shared import public_lock, survivors
from portal.text import clean_html, cut, without_nul

LONGEST_STANDFIRST = 400
LONGEST_NOTE = 250
IMAGE = ["image", "image_width", "image_height", "image_alt", "image_decorative"]
OWN = ["standfirst", *LISTS.values()]  # fields of the fiche itself


class ImportRefused(Exception):
    """Why no draft can be made of this, in a sentence."""


def digest_of(data: bytes) -> str:
    """By what a file holds, it is known again."""
    return hashlib.sha256(data).hexdigest()


def made_before(digest: str, name: str = "", title: str = "") -> ImportedDocument | None:
    """The import of this very file that became a fiche, the newest; else of a file of this name with the same title."""
    made = ImportedDocument.objects.made().select_related("fiche").order_by("-moment", "-pk")
    return made.filter(digest=digest).first() or (made.filter(name=name, fiche__title=title).first() if name and title else None)


def make_draft(parsed: ParsedFiche, *, name: str, digest: str, at: datetime, by: Any = None, waiting: int | None = None) -> Fiche:
    """A new draft; `waiting` is the import that it is made of, which is then no longer there. Raises ImportRefused."""
    _check(parsed)
    _forget_what_is_gone(parsed)
    sources = _rendered(parsed)
    with transaction.atomic():
        public_lock.send(Fiche)
        kept = _claim(waiting)
        fiche = Fiche.objects.create(
            title=parsed.title.strip(), slug=_slug(Fiche, parsed.title, 170, "fiche"), owner=by, changed_by=by
        )
        _fill(fiche, parsed, sources)
        fiche.save(update_fields=[*OWN, *_illustrate(fiche, parsed, kept)])
        _note(kept, fiche, parsed, name=name, digest=digest, at=at, by=by)
    return fiche


def update_draft(
    fiche: Fiche, parsed: ParsedFiche, *, name: str, digest: str, at: datetime, by: Any = None, waiting: int | None = None
) -> Fiche:
    """The same draft with what the document says now, and what stood there as a version. Raises ImportRefused, StepRefused."""
    _check(parsed)
    _forget_what_is_gone(parsed)
    sources = _rendered(parsed)
    with transaction.atomic():
        public_lock.send(Fiche)
        kept = _claim(waiting)
        fiche = Fiche.objects.select_for_update(of=("self",)).get(pk=fiche.pk)
        if fiche.status != Status.DRAFT:
            raise ImportRefused(_("“%(title)s” is geen klad meer. Maak er een nieuwe fiche van.") % {"title": fiche})
        keep_version(fiche, at=at, by=by, comment=_("Bewaard voor het opnieuw inlezen van %(name)s") % {"name": name})
        fiche = take(fiche, "edit", seen=fiche.edit, at=at, by=by)
        fiche.title = parsed.title.strip()
        _fill(fiche, parsed, sources)
        fiche.save(update_fields=["title", *OWN, *_illustrate(fiche, parsed, kept)])
        _note(kept, fiche, parsed, name=name, digest=digest, at=at, by=by)
    return fiche


def _claim(waiting: int | None) -> ImportedDocument:
    """What becomes the note beside the fiche, with its pictures. Who presses twice gets one fiche."""
    if not waiting:
        return ImportedDocument()
    kept = ImportedDocument.objects.waiting().select_for_update(of=("self",)).filter(pk=waiting).first()
    if kept is None:
        raise ImportRefused(_("Dit document is al een fiche geworden."))
    return kept


def _illustrate(fiche: Fiche, parsed: ParsedFiche, kept: ImportedDocument) -> list[str]:
    """The picture that was chosen becomes that of the fiche; the names of what changed."""
    chosen = parsed.chosen()
    row = kept.pictures.filter(number=chosen.number).first() if chosen and kept.pk else None
    if not chosen or row is None:
        return []
    fiche.image.save(f"{fiche.slug[:60]}.webp", ContentFile(bytes(row.data)), save=False)
    fiche.image_width, fiche.image_height = chosen.width, chosen.height
    fiche.image_alt, fiche.image_decorative = chosen.alt, False
    return IMAGE


def _check(parsed: ParsedFiche) -> None:
    longest = Fiche._meta.get_field("title").max_length
    if not parsed.title.strip():
        raise ImportRefused(_("Geef de fiche een titel."))
    if len(parsed.title.strip()) > longest:
        raise ImportRefused(_("De titel is te lang: hoogstens %(limit)s tekens.") % {"limit": longest})


def _forget_what_is_gone(parsed: ParsedFiche) -> None:
    """What existed when the document was read may have been deleted or merged since."""
    for model, rows in ((Resource, parsed.materials), (Source, parsed.references)):
        there = survivors(model, [row.existing for row in rows if row.existing])
        for row in rows:
            row.existing = there.get(row.existing) if row.existing else None


def _rendered(parsed: ParsedFiche) -> list[Source]:
    """The sources that do not exist yet, with their forms: made before the public site is locked."""
    new = [reference for reference in parsed.references if reference.taken and not reference.existing]
    sources = []
    for form, reference in zip(render(new), new, strict=True):  # what cannot be set becomes a title
        source = Source(csl=reference.csl)
        source.take_forms(form)
        sources.append(source)
    return sources


def _fill(fiche: Fiche, parsed: ParsedFiche, sources: list[Source]) -> None:
    """All rows of the fiche, those that stay with their own numbers."""
    fiche.standfirst = cut(parsed.standfirst, LONGEST_STANDFIRST) or fiche.standfirst  # what the document lacks, stays
    for place, lines in parsed.lists().items():
        setattr(fiche, LISTS[place], lines)
    _write_sections(fiche, parsed)
    _write_materials(fiche, parsed)
    _write_sources(fiche, parsed, sources)
    written.send(Fiche, thing=fiche)


def _write_sections(fiche: Fiche, parsed: ParsedFiche) -> None:
    rows = {row.rubriek: row for row in fiche.sections.all()}
    texts = {rubriek: clean_html(html) for rubriek, html in parsed.sections().items()}
    for rubriek, text in texts.items():
        heading = parsed.headings.get(rubriek, "")[:160]
        if not text and not (heading and rubriek != Rubriek.SOURCES):
            continue
        row = rows.pop(rubriek, None) or Section(fiche=fiche, rubriek=rubriek)
        row.heading, row.text = heading, text
        row.save()
    Section.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()


def _write_materials(fiche: Fiche, parsed: ParsedFiche) -> None:
    rows = {row.resource_id: row for row in fiche.resources.all()}
    wanted: dict[int, Material] = {}
    for one in parsed.materials:
        if one.taken:
            wanted.setdefault(one.existing or _new_resource(one).pk, one)
    for position, (pk, one) in enumerate(wanted.items(), 1):
        row = rows.pop(pk, None) or FicheResource(fiche=fiche, resource_id=pk)
        row.rubriek, row.position, row.note = one.rubriek, position, one.note[:LONGEST_NOTE] or row.note
        row.save()
    FicheResource.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()


def _new_resource(one: Material) -> Resource:
    return Resource.objects.create(
        title=one.title[:200],
        slug=_slug(Resource, one.title, 190, "materiaal"),
        kind=one.kind,
        url=one.url,
        access=one.access,
        path=one.path[:200],
        description="\n".join(one.lines),
        provider_id=one.provider,
        minutes=one.minutes,
        position=one.position,
    )


def _write_sources(fiche: Fiche, parsed: ParsedFiche, sources: list[Source]) -> None:
    rows = {row.source_id: row for row in fiche.citations.all()}
    new = iter(sources)
    asked = [reference for reference in parsed.references if reference.taken]
    wanted = [reference.existing or _kept_source(next(new)).pk for reference in asked]
    for position, pk in enumerate(dict.fromkeys(wanted), 1):
        row = rows.pop(pk, None) or Citation(fiche=fiche, source_id=pk)
        row.position = position
        row.save()
    Citation.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()


def _kept_source(source: Source) -> Source:
    """This source, or the one that is the same work."""
    same = Source.objects.filter(key=source.key).select_related("merged_into").first()
    if same:
        return same.merged_into or same
    source.slug = ""
    source.slug = free_slug(source)
    source.save()
    return source


def _slug(model: Any, title: str, longest: int, otherwise: str) -> str:
    base = slugify(title)[:longest].strip("-") or otherwise
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for number in range(1, len(taken) + 2) if (slug := base if number == 1 else f"{base}-{number}") not in taken)


def _note(kept: ImportedDocument, fiche: Fiche, parsed: ParsedFiche, *, name: str, digest: str, at: datetime, by: Any) -> None:
    """Where this came from, and the line in the log."""
    kept.fiche, kept.by, kept.name, kept.digest = fiche, by, name[:200], digest
    kept.parsed, kept.edit, kept.moment = without_nul(parsed.to_json()), fiche.edit, at
    kept.save()
    logbook.write(logbook.Act.IMPORTED, fiche, by=by, at=at, said=str(_("uit %(name)s") % {"name": name}))
