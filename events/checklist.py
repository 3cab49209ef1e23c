"""What a study day and a session must have before they go to review. What holds at once (hours, rooms) is not on it."""

from django.utils.translation import gettext as _

from events.models import Form, Session, StudyDay
from portal.publishing import points
from portal.publishing.checklist import Draft, Need, Point, advice, check, right, wrong

NEEDS_NOBODY = {Form.OPEN_SPACE, Form.TABLE}  # a table can look for its host until the day itself


@check(StudyDay, need=Need.PUBLIC)
def summary(draft: Draft) -> Point:
    text = draft.values["summary"].strip()
    if not text:
        return wrong(_("Samenvatting"), _("De samenvatting ontbreekt."), "summary")
    return points.length(_("Samenvatting"), text, "summary", least=8, most=45)


@check(StudyDay, need=Need.PUBLIC)
def organisers(draft: Draft) -> Point:
    if not draft.values["organisers"]:
        return wrong(_("Organisatoren"), _("Zeg wie de dag organiseert."), "organisers")
    return right(_("Organisatoren genoemd"), "organisers")


@check(StudyDay, need=Need.ADVICE)
def for_whom(draft: Draft) -> Point:
    if not draft.values["audiences"] and not draft.values["audience_note"].strip():
        return advice(_("Voor wie"), _("Zeg voor wie de dag is; mensen zoeken daarop."), "audience_note")
    return right(_("Gezegd voor wie de dag is"))


@check(Session, need=Need.REVIEW)
def abstract(draft: Draft) -> Point | None:
    if draft.values["abstract"].strip() or draft.values["report"].strip():
        return right(_("Er staat tekst"), "abstract")
    if draft.values["form"] in NEEDS_NOBODY:
        return None
    return wrong(_("Aankondiging"), _("Zeg waarover het gaat en wat iemand meeneemt."), "abstract")


@check(Session, need=Need.ADVICE)
def contributions(draft: Draft) -> Point | None:
    if draft.values["contributions"]:
        return right(_("Gezegd wie meewerkt"), "contributions")
    if draft.values["form"] in NEEDS_NOBODY:
        return None
    return advice(_("Wie werkt eraan mee?"), _("Er staat nog niemand bij deze sessie."), "contributions")


check(StudyDay, Session, need=Need.REVIEW)(points.headings)
check(StudyDay, Session, need=Need.REVIEW)(points.link_texts)
