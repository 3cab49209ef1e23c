"""Where the links of a source stand: its address and its DOI are CSL data, not columns."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from fiches.citations.fields import CitationRefused
from fiches.models import Source
from fiches.models.source import render_together
from portal.links.places import Found, also, is_outgoing
from portal.links.replacing import ReplaceRefused

DOI = "https://doi.org/"


def found(source: Source) -> Iterator[Found]:
    csl = source.csl if isinstance(source.csl, dict) else {}
    url, doi = str(csl.get("URL") or "").strip(), str(csl.get("DOI") or "").strip()
    if is_outgoing(url):
        yield Found(url, "csl.URL", 0, _("link"))
    if doi.startswith("10.") and is_outgoing(DOI + doi):
        yield Found(DOI + doi, "csl.DOI", 0, "DOI")


def replace(source: Source, old: str, new: str) -> bool:
    """Another address in the data, and the forms that follow from it. A DOI is a name, and only another DOI takes its place."""
    csl = {**source.csl}
    if str(csl.get("URL") or "").strip() == old:
        csl["URL"] = new
    if DOI + str(csl.get("DOI") or "").strip() == old and new.startswith(DOI):
        csl["DOI"] = new.removeprefix(DOI)
    if csl == source.csl:
        return False
    source.csl = csl
    try:
        render_together([source])  # here, before the public site is locked
    except CitationRefused as refusal:
        raise ReplaceRefused(str(refusal)) from refusal
    if same := Source.objects.filter(key=source.key).exclude(pk=source.pk).first():
        raise ReplaceRefused(_("Met dit adres is “%(source)s” dezelfde bron als een andere: voeg ze samen.") % {"source": same})
    return True


also(Source, found=found, replace=replace)
