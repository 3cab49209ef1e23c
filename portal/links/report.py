"""The report on links for editors: what can be asked of it, and its rows; by link, or by the page on which they stand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.links.models import Link, LinkQuerySet, Place, Verdict
from portal.links.places import carriers
from portal.links.summary import Summary, summary
from portal.links.uses import Stand, stands
from portal.publishing.models import Publication

SHAKY, ALL = "wankel", "alle"
TABS: list[tuple[Any, Any]] = [
    (Verdict.BROKEN, _("Stuk")),
    (SHAKY, _("Wankel")),
    (Verdict.REDIRECT, _("Verhuisd")),
    (Verdict.LOGIN, _("Achter login")),
    (Verdict.BLOCKED, _("Niet na te kijken")),
    (Verdict.IGNORED, _("Genegeerd")),
    (Verdict.UNCHECKED, _("Nog niet nagekeken")),
    (Verdict.OK, _("Werkt")),
    (ALL, _("Alle")),
]
BADGES = {Verdict.BROKEN: "bad", Verdict.REDIRECT: "lock", Verdict.OK: "ok"}
BARS: list[tuple[Any, str]] = [
    (Verdict.OK, "fine"),
    (Verdict.REDIRECT, "moved"),
    (Verdict.LOGIN, "login"),
    (Verdict.BLOCKED, "login"),
    (Verdict.UNCHECKED, "none"),
    (Verdict.IGNORED, "none"),
    (Verdict.BROKEN, "dead"),
]
WIDE, GAP = 900, 4  # of the chart
MOST = 500  # links of which pages are made up
AT_ONCE = 200  # links of a table
FIRST = {Verdict.BROKEN: 0, Verdict.REDIRECT: 1}


class ReportForm(forms.Form):
    """What the report can be asked; nonsense in the address is ignored."""

    oordeel = forms.ChoiceField(choices=TABS, required=False)
    per = forms.ChoiceField(choices=[("link", _("per link")), ("pagina", _("per pagina"))], required=False)
    q = forms.CharField(label=_("Zoek in adres of vindplaats"), max_length=200, required=False)
    soort = forms.ChoiceField(label=_("Staat in"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        kinds = sorted((str(capfirst(model._meta.verbose_name_plural)), model._meta.label_lower) for model in carriers())
        self.fields["soort"].choices = [("", _("Alles")), *((label, name) for name, label in kinds)]
        self.full_clean()

    def said(self, name: str) -> str:
        return getattr(self, "cleaned_data", {}).get(name) or ""

    @cached_property
    def numbers(self) -> Summary:
        return summary(newest=0)

    @property
    def verdict(self) -> str:
        """The tab: what was asked, else the first that has something in it."""
        counts = self.counts()
        return self.said("oordeel") or next((str(tab) for tab, _label in TABS if counts[tab]), str(Verdict.BROKEN))

    def counts(self) -> dict[str, int]:
        return {**self.numbers.counts, SHAKY: self.numbers.shaky, ALL: self.numbers.total}

    def links(self) -> LinkQuerySet:
        """The links that were asked, what broke last first."""
        links = Link.objects.in_use()
        if self.verdict == SHAKY:
            links = links.shaky()
        elif self.verdict != ALL:
            links = links.filter(verdict=self.verdict)
        places = Place.objects.filter(link=OuterRef("pk"))
        if kind := self.said("soort"):
            app, model = kind.split(".")
            links = links.filter(Exists(places.filter(content_type__app_label=app, content_type__model=model)))
        if words := self.said("q").strip():
            links = links.filter(Q(url__icontains=words) | Exists(places.filter(label__icontains=words)) | self._titled(words))
        return links.order_by(models.F("since").desc(nulls_last=True), "url")

    def _titled(self, words: str) -> Q:
        """Links in things with these words in their title or name."""
        found = Q()
        for model in carriers():
            names = [name for name in ("title", "name") if any(name == column.name for column in model._meta.concrete_fields)]
            for name in names:
                rows = model._base_manager.filter(**{f"{name}__icontains": words}).values("pk")
                kind = ContentType.objects.get_for_model(model)
                found |= Exists(Place.objects.filter(link=OuterRef("pk"), content_type=kind, object_id__in=rows))
        return found

    def address(self, **other: str) -> str:
        """The address of this report with another choice."""
        said = {"oordeel": self.said("oordeel"), "per": self.said("per"), "q": self.said("q"), "soort": self.said("soort")}
        asked = {name: value for name, value in {**said, **other}.items() if value}
        return f"?{urlencode(asked)}" if asked else "?"

    def tabs(self) -> list[dict]:
        counts, chosen = self.counts(), self.verdict
        return [
            {"label": label, "count": counts[tab], "url": self.address(oordeel=tab), "chosen": tab == chosen}
            for tab, label in TABS
            if counts[tab] or tab in (chosen, Verdict.BROKEN, ALL)
        ]

    def bars(self) -> list[dict]:
        """The parts of the chart: which look, where it begins and how wide it is."""
        shown = [(verdict, look) for verdict, look in BARS if self.numbers.counts[verdict]]
        room, begin, bars = WIDE - GAP * (len(shown) - 1), 0, []
        for verdict, look in shown:
            wide = max(6, round(room * self.numbers.counts[verdict] / self.numbers.total))
            bars.append({"look": look, "x": begin, "width": max(1, min(wide, WIDE - begin))})
            begin += wide + GAP
        return bars

    def legend(self) -> list[dict]:
        looks = dict(BARS)
        rows = [(verdict, number) for verdict, number in self.numbers.counts.items() if number]
        rows.sort(key=lambda row: [verdict for verdict, _look in BARS].index(row[0]))
        return [{"count": number, "label": Verdict(verdict).label, "look": looks[verdict]} for verdict, number in rows]


# -- rows --------------------------------------------------------------------------------------------------------------
@dataclass
class Row:
    """A link in the report."""

    link: Link
    stands: list[Stand]

    @property
    def badge(self) -> str:
        return BADGES.get(self.link.verdict, "")

    @property
    def title(self) -> str:
        """The first thing in which it stands, and how many others."""
        return str(self.stands[0].owner) if self.stands else self.link.url

    @property
    def pages(self) -> list[Publication]:
        """The publications on whose pages it comes, each once."""
        found = {(type(page), page.pk): page for stand in self.stands for page in stand.pages}
        return sorted(found.values(), key=str)


def rows_of(links) -> list[Row]:
    """The links with where they stand. As many queries for fifty as for one."""
    found = stands(links)
    return [Row(link, found.get(link.pk, [])) for link in links]


def table_heads() -> list[str]:
    """The columns of the report as a table."""
    return [str(head) for head in (_("Adres"), _("Oordeel"), _("Wat we zagen"), _("Nagekeken"), _("Staat in"), _("Op pagina’s"))]


def table_rows(links: LinkQuerySet) -> Iterator[list]:
    """The links as rows of that table. As many queries for each two hundred as for one."""
    every = links.iterator(chunk_size=AT_ONCE)
    while some := list(islice(every, AT_ONCE)):
        for row in rows_of(some):
            link = row.link
            owners = sorted({str(stand.owner) for stand in row.stands})
            seen = [capfirst(link.seen_words), *([link.moved_to] if link.moved_to else [])]
            said = [link.get_verdict_display(), "\n".join(seen), link.checked_at]
            yield [link.url, *said, "\n".join(owners), "\n".join(map(str, row.pages))]


@dataclass
class PageRow:
    """A thing with links in it: a publication, or a shared row that no publication names."""

    thing: Any
    spots: list[tuple[Link, Stand]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(self.thing._meta.verbose_name)

    @property
    def edit_url(self) -> str:
        return edit_url(self.thing)

    @property
    def online(self) -> bool:
        return getattr(self.thing, "live_id", None) is not None


def pages_of(links) -> list[PageRow]:
    """The same links by the page on which they stand, directly or through a material, a source or a speaker; the page with
    the most of them first."""
    links = sorted(links[:MOST], key=lambda link: (FIRST.get(link.verdict, 2), link.url))
    found, rows = stands(links), {}
    for link in links:
        for stand in found.get(link.pk, []):
            for thing in stand.pages or [stand.owner]:
                row = rows.setdefault((type(thing), thing.pk), PageRow(thing))
                row.spots.append((link, stand))
    many = Counter({key: len(row.spots) for key, row in rows.items()})
    return sorted(rows.values(), key=lambda row: (-many[type(row.thing), row.thing.pk], str(row.thing)))


def edit_url(thing) -> str:
    """The form in which this is edited; empty when there is none."""
    try:
        return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])
    except NoReverseMatch:
        return ""


def health_badge(verdict: str | None, before: str = ""):
    """The verdict of a link in a list of something else; `before` it, what the column does not say."""
    if verdict is None or verdict not in Verdict.values:
        return format_html('<span class="none">{}</span>', "–")
    words = f"{before} {Verdict(verdict).label}".strip()
    return format_html('<span class="badge {}">{}</span>', BADGES.get(Verdict(verdict), ""), words)
