"""Words of the desk, in templates: what a line of the log tells, and where a paragraph ends for who listens."""

from django import template
from django.contrib.admin.models import DELETION, LogEntry
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.publishing import logbook
from portal.publishing.words import BREAK

register = template.Library()


@register.filter
def in_words(entry: LogEntry) -> str:
    return logbook.in_words(entry)


@register.filter
def where(entry: LogEntry) -> str:
    """The address of what a line is about; "" when it is gone."""
    return "" if entry.action_flag == DELETION else entry.get_admin_url() or ""


@register.filter
def breaks(text: str) -> SafeString:
    """The text, with the end of a paragraph named instead of only drawn."""
    sign = f' <span aria-hidden="true">{BREAK.strip()}</span><span class="vh">{escape(_("einde van een alinea"))}</span>'
    return mark_safe(escape(text).replace(BREAK, sign))  # noqa: S308 (escaped first)
