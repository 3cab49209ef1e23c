"""How fiches, resources, sources and themes describe themselves to the catalogue."""

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from fiches.citations.coins import coins
from fiches.citations.fields import CitationRefused, clean
from fiches.models import Access, Fiche, Resource, ResourceKind, Source
from fiches.models.resource import ICONS
from portal.catalogue.entries import Choice, Entry, all_rows, describes, rows_for, shown_through
from portal.catalogue.models import Relation
from portal.catalogue.pictured import shown
from portal.links.health import readers_words, readers_words_at
from portal.publishing.freezing import DERIVED
from portal.taxonomy.models import Audience, Level, Organisation, Tag, Theme
from portal.text import excerpt, fold, plain

PARTLY, OPEN = "deels", "publiek"
LANGUAGES = {"en": "Engels", "fr": "Frans", "de": "Duits"}


def is_example(title: str) -> bool:
    """Demo content says so in its title."""
    return "(voorbeeld)" in fold(title)


def lineage(themes, everything: dict[int, Theme]) -> list[Theme]:
    """The themes with everything above them, top first, in the order of the tree; each once."""
    found, order = {}, []

    def climb(theme):
        if theme is None or theme.pk in found:
            return
        found[theme.pk] = theme
        climb(everything.get(theme.parent_id))
        order.append(theme)

    for theme in sorted(themes, key=lambda row: _place(row, everything)):
        climb(theme)
    return order


def _place(theme, everything):
    path, seen = [], set()
    while theme is not None and theme.pk not in seen:
        seen.add(theme.pk)
        path.insert(0, (theme.position, theme.name))
        theme = everything.get(theme.parent_id)
    return path


def look_of(theme: Theme) -> str:
    """The colour of a theme: its own, or that of the theme above it."""
    seen = set()
    while theme is not None and not theme.look and theme.pk not in seen:
        seen.add(theme.pk)
        theme = theme.parent
    return theme.look if theme else ""


class Named:
    """The rows that frozen ids stand for today: merged rows followed, deleted ones left out."""

    def __init__(self):
        self.aliases: dict[str, int] = {}

    def rows(self, model, ids) -> list:
        found = rows_for(model, ids)
        self.aliases |= {f"{model._meta.model_name}:{pk}": row.pk for pk, row in found.items() if pk != row.pk}
        return list({row.pk: row for row in found.values()}.values())


@describes(Fiche, "fiche", related_by=("theme", "tag"), counts=True)
def fiche(pk: int, values: dict) -> Entry:
    named = Named()
    everything = all_rows(Theme)
    themes = named.rows(Theme, values["themes"])
    above = lineage(themes, everything)
    levels = sorted(named.rows(Level, values["levels"]), key=lambda row: row.position)
    audiences = sorted(named.rows(Audience, values["audiences"]), key=lambda row: (row.position, row.name))
    tags = sorted(named.rows(Tag, values["tags"]), key=lambda row: row.key)
    resources = named.rows(Resource, [row["resource_id"] for row in values["resources"]])
    sources = named.rows(Source, [row["source_id"] for row in values["citations"]])
    closed = any(resource.access != Access.PUBLIC for resource in resources)
    first = next((theme for theme in above if theme in themes), None)
    image, files = shown(values["image"], values["image_width"], values["image_height"], values["image_alt"])
    card = {
        "look": look_of(first) if first else "",
        "theme": first.name if first else "",
        "audiences": [row.name for row in audiences],
        "levels": [row.name for row in levels],
        "level_addresses": [row.address for row in levels],
        "tags": [[row.name, row.slug] for row in tags],
        "materials": len(resources),
        "minutes": values[DERIVED].get("minutes", 1),
        "revised": values["reviewed_at"],
        "access": "partly" if closed else "public",
        "rating": _rating(values["ratings"]),
        "example": is_example(values["title"]),
        "image": image,
        "themes": [row.pk for row in themes],
        "aliases": named.aliases,
    }
    choices = [theme_choice(theme, above) for theme in above]
    choices += level_choices(levels)
    choices += [Choice("audience", row.slug, row.name, row.position, row=row) for row in audiences]
    choices += [Choice("tag", row.slug, row.name, row=row) for row in tags]
    choices += [_kind_choice(kind) for kind in dict.fromkeys(resource.kind for resource in resources)]
    choices.append(Choice("access", PARTLY, "Deels na aanmelden", 1) if closed else Choice("access", OPEN, "Volledig publiek", 0))
    sections = [plain(row["text"]) for row in values["sections"]]
    names = [(str(Relation.Kind.ABOUT), Theme, row.pk) for row in above]
    names += [(str(Relation.Kind.MENTIONS), Resource, row.pk) for row in resources]
    names += [(str(Relation.Kind.CITES), Source, row.pk) for row in sources]
    return Entry(
        url=f"/fiches/{values['slug']}/",
        title=values["title"],
        lead=values["standfirst"],
        text=" ".join([*values["points"], *sections, *values["questions"]]),
        card=card,
        choices=choices,
        names=names,
        files=files,
        mentions=[row.title for row in resources],
        cited=[plain(row.apa_nl) for row in sources],
    )


def theme_choice(theme, above):
    parent = next((row for row in above if row.pk == theme.parent_id), None)
    return Choice("theme", theme.slug, theme.name, theme.position, above=parent.slug if parent else "", row=theme)


def level_choices(levels):
    """The levels, and the levels above them: who asks for basisonderwijs means kleuter and lager too."""
    rows = {level.pk: level for level in [*(level.parent for level in levels if level.parent), *levels]}
    above = {level.pk: level.parent.key for level in levels if level.parent}
    return [Choice("level", row.key, row.name, row.position, above=above.get(row.pk, ""), row=row) for row in rows.values()]


def _kind_choice(kind):
    return Choice("kind", kind, str(ResourceKind(kind).label), list(ResourceKind.values).index(kind))


def months(impact: int | None) -> str:
    """Impact in months of progress, in words."""
    if impact is None:
        return _("Niet te bepalen")
    sign = "+" if impact > 0 else "−" if impact < 0 else ""
    return f"{sign}{abs(impact)} " + (_("maand") if abs(impact) == 1 else _("maanden"))


def duration(minutes: int | None) -> str:
    """How long it takes, in words; from two hours on in hours and halves."""
    if not minutes or minutes < 120:
        return f"{minutes} min" if minutes else ""
    hours = round(minutes / 30) / 2
    return f"{hours:g} uur".replace(".", ",")


def _rating(ratings):
    if not ratings:
        return None
    newest = max(ratings, key=lambda row: (row["seen"], row["id"]))
    return {
        "strength": newest["strength"],
        "cost": newest["cost"],
        "impact": newest["impact"],
        "impact_word": months(newest["impact"]),
    }


def _read_together(rows: list[Resource]) -> None:
    """The levels of these materials and what is known of their links: three queries for all of them."""
    prefetch_related_objects(rows, "levels__parent")
    broken = readers_words_at([row.url for row in rows if row.url])
    for row in rows:
        row.broken = broken.get(row.url, "")


@describes(Resource, "resource", related_by=("theme", "tag"), together=_read_together)
def resource(row: Resource) -> Entry:
    together = hasattr(row, "broken")
    levels = list(row.levels.all() if together else row.levels.select_related("parent"))
    access = str(Access(row.access).label)
    choices = [_kind_choice(row.kind), Choice("access", row.access, access, list(Access.values).index(row.access))]
    choices += level_choices(levels)
    if row.provider:
        choices.append(Choice("provider", str(row.provider.pk), row.provider.name, row=row.provider))
    card = {
        "href": row.href(),
        "file": bool(row.file),
        "file_size": row.file_size(),
        "kind_key": row.kind,
        "kind_label": str(ResourceKind(row.kind).label),
        "icon": ICONS[row.kind],
        "provider": row.provider.name if row.provider else "",
        "access": row.access,
        "access_label": access,
        "path": row.path,
        "how": row.how,
        "description": row.description,
        "duration": duration(row.minutes),
        "language": LANGUAGES.get(row.language, ""),
        "video_id": row.video_id(),
        "series": row.series,
        "position": row.position,
        "levels": [level.name for level in levels],
        "licence": row.get_licence_display() if row.licence else "",
        "example": is_example(row.title),
        "broken": row.broken if together else readers_words(row.url),
    }
    return Entry(
        url=row.get_absolute_url(),
        title=row.title,
        lead=excerpt(row.description, 300),
        text=" ".join(filter(None, [row.description, row.how, row.path, card["provider"], row.series])),
        card=card,
        choices=choices,
        files=[row.file.name] if row.file else [],
    )


def _coins(csl: dict) -> str:
    try:
        return coins(clean(csl))
    except CitationRefused:
        return ""


@describes(Source, "source")
def source(row: Source) -> Entry:
    csl = row.csl if isinstance(row.csl, dict) else {}
    card = {
        "html": row.apa_nl,
        "english": row.apa_en,
        "intext": row.intext_nl,
        "narrative": row.narrative_nl,
        "short": plain(row.intext_nl).strip("()"),
        "year": row.year,
        "doi": str(csl.get("DOI") or ""),
        "href": str(csl.get("URL") or "") or (f"https://doi.org/{csl['DOI']}" if csl.get("DOI") else ""),
        "type": str(csl.get("type") or ""),
        "coins": _coins(csl),
    }
    return Entry(
        url=row.get_absolute_url(),
        title=row.title or plain(row.apa_nl),
        lead=excerpt(plain(row.apa_nl), 300),
        text=plain(row.apa_nl),
        card=card,
    )


@describes(Theme, "theme")
def theme(row: Theme) -> Entry:
    card = {"look": look_of(row), "above": row.parent.slug if row.parent else "", "slug": row.slug, "position": row.position}
    return Entry(url=row.get_absolute_url(), title=row.name, lead=row.description, text=row.description, card=card)


@shown_through(Organisation)
def resources_of(organisation):
    return Resource.objects.filter(provider=organisation)


@shown_through(Theme)
def themes_below(row):
    """Every theme under this one, however deep: they show its colour and count for it."""
    found, above = {}, [row.pk]
    while above:
        below = {child.pk: child for child in Theme.objects.filter(parent__in=above) if child.pk not in found}
        found |= below
        above = list(below)
    return list(found.values())
