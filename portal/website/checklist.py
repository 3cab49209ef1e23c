"""What a page of the site must have before it goes to review."""

from django.utils.translation import gettext as _

from portal.publishing import points
from portal.publishing.checklist import Draft, Need, Point, advice, check, right, wrong
from portal.website.models import Page


@check(Page, need=Need.PUBLIC)
def body(draft: Draft) -> Point:
    if not draft.values["body"].strip():
        return wrong(_("Tekst"), _("De tekst ontbreekt."), "body")
    return right(_("Er staat tekst"), "body")


@check(Page, need=Need.ADVICE)
def lead(draft: Draft) -> Point:
    text = draft.values["lead"].strip()
    if not text:
        return advice(_("Inleiding"), _("Zeg in één of twee zinnen wat hier staat: ze komen ook in zoekresultaten."), "lead")
    return points.length(_("Inleiding"), text, "lead", least=8, most=40)


check(Page, need=Need.REVIEW)(points.headings)
check(Page, need=Need.REVIEW)(points.link_texts)
check(Page, need=Need.ADVICE)(points.review_date)
check(Page, need=Need.ADVICE)(points.reading_level)
