"""Links on the editors' home: what broke, and how all of them are."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import charts
from portal.catalogue.entries import BUILDERS
from portal.catalogue.models import Record
from portal.links.models import Link, Place, Verdict
from portal.links.report import BARS
from portal.links.summary import Summary, summary
from portal.publishing.panels import MOST, Desk, Go, Panel, Row, panel
from portal.publishing.panels import Place as Where

SEEN = "links.view_link"


def _numbers(desk: Desk) -> Summary:
    return desk.once("links", lambda: summary(newest=MOST))


@panel(rank=40, allowed=SEEN)
def broken_links(desk: Desk) -> Panel:
    """The links that broke last, by the page on which readers meet them."""
    found = _numbers(desk)
    many = found.counts[str(Verdict.BROKEN)]
    where = _where(found.broken)
    report = reverse("admin:links_link_changelist")
    moved = found.counts[str(Verdict.REDIRECT)]
    words = ngettext("Eén link is verhuisd.", "%(count)s links zijn verhuisd.", moved) % {"count": moved}
    return Panel(
        title=_("Links die stuk zijn"),
        rows=[_row(link, where.get(link.pk, [])) for link in found.broken],
        more=(Go(_("Linkgezondheid"), f"{report}?oordeel=broken", count=many or None),),
        empty=_("Geen enkele link is stuk. Een oordeel valt pas na drie pogingen op twee dagen."),
        said=ngettext("één link is stuk", "%(count)s links zijn stuk", many) % {"count": many} if many else "",
        note=words if moved else "",
        place=Where.BESIDE,
    )


def _row(link: Link, titles: list[str]) -> Row:
    title, others = titles[0] if titles else link.url, len(titles) - 1
    more = ngettext("en op nog één plaats", "en op nog %(count)s plaatsen", others) % {"count": others} if others > 0 else ""
    facts = (capfirst(link.seen_words()), more, link.host_id if titles else "")
    do = (Go(_("Herstel"), reverse("admin:links_link_change", args=[link.pk]), title),)
    return Row(title, reverse("admin:links_link_change", args=[link.pk]), tuple(filter(None, facts)), do=do)


def _where(links: list[Link]) -> dict[int, list[str]]:
    """{link: the titles of the public things in which it stands}. One question, whatever they are."""
    kinds = ContentType.objects.get_for_models(*BUILDERS, for_concrete_models=False)
    named = Case(*(When(content_type=kind, then=Value(BUILDERS[model].kind)) for model, kind in kinds.items()), default=Value(""))
    record = Record.objects.filter(kind=OuterRef("kind"), object_id=OuterRef("object_id")).values("title")[:1]
    places = Place.objects.filter(link__in=[link.pk for link in links]).annotate(kind=named).annotate(title=Subquery(record))
    found: dict[int, list[str]] = {}
    for link, title in places.order_by("content_type", "object_id", "pk").values_list("link", "title"):
        if title and title not in found.setdefault(link, []):
            found[link].append(title)
    return found


@panel(rank=80, allowed=SEEN)
def link_health(desk: Desk) -> Panel | None:
    """All links in one bar."""
    found = _numbers(desk)
    if not found.total:
        return None
    parts = [charts.Bar(Verdict(verdict).label, found.counts[verdict], look=look) for verdict, look in BARS]
    title = ngettext("Eén link naar een andere site", "%(count)s links naar andere sites", found.total)
    return Panel(
        title=_("Linkgezondheid"),
        chart=charts.stacked("links", parts, title % {"count": charts.said(found.total)}, _("Links")),
        more=(Go(_("Alle links"), f"{reverse('admin:links_link_changelist')}?oordeel=alle", count=found.total),),
        place=Where.FIGURES,
    )
