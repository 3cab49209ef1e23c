"""Every list of the desk as a table: what the list shows now (filter, search, order), with the columns people need."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _

from portal.fields import LinesField, RichTextField
from portal.publishing.models import Publication
from portal.publishing.tidy.list_admin import ListTools
from portal.tables.writing import MEDIA, csv_of, xlsx_of
from portal.text import plain

AT_ONCE = 500  # rows in memory
HIDDEN = {"merged_into", "live", "planned", "edit", "csl", "key", "folded"}
SIZES = ("_width", "_height")


def table_file(title: str, kind: str, heads: Sequence[str], rows: Iterable[Sequence]) -> HttpResponse:
    """These rows as a file (csv or xlsx) with this title and the day in its name."""
    body = csv_of(heads, rows) if kind == "csv" else xlsx_of(title.capitalize(), heads, rows)
    answer = HttpResponse(body, content_type=MEDIA[kind])
    name = f"{slugify(title)}-{timezone.localdate():%Y-%m-%d}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class Exports(ListTools):
    """`export_fields` are names of fields or of columns of the list; without them, everything an editor fills in."""

    export_fields: tuple[str, ...] = ()
    export_more: tuple[str, ...] = ()  # columns of the list that are worth having beside the fields

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        views = [
            path(f"lijst.{kind}", self.admin_site.admin_view(partial(self.export_view, kind=kind)), name=f"{name}_{kind}")
            for kind in MEDIA
        ]
        return [*views, *super().get_urls()]

    def list_tools(self, request):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        tools = [{"label": kind.upper(), "url": reverse(f"{name}_{kind}"), "asked": True, "export": True} for kind in MEDIA]
        return [*super().list_tools(request), *tools]

    def export_view(self, request, kind):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist") + "?e=1")
        columns = self.export_columns()
        found = (self.export_row(row, columns) for row in self.export_rows(rows).iterator(chunk_size=AT_ONCE))
        return table_file(str(self.opts.verbose_name_plural), kind, [head for head, _ask in columns], found)

    def export_rows(self, rows):
        """The rows with what their columns name: as many queries for five hundred as for one."""
        alone = [field.name for field in self.opts.concrete_fields if field.remote_field and field.name not in HIDDEN]
        many = [field.name for field in self.opts.many_to_many]
        if issubclass(self.model, Publication):
            rows = rows.select_related(*alone, "live", "planned").defer("live__snapshot", "planned__snapshot")
        elif alone:
            rows = rows.select_related(*alone)
        return rows.prefetch_related(*many)

    def export_columns(self) -> list[tuple[str, Any]]:
        """(head, how to ask a row for its value), in order."""
        fields = {field.name: field for field in [*self.opts.concrete_fields, *self.opts.many_to_many]}
        names = self.export_fields or [name for name, field in fields.items() if self._is_worth_it(field)]
        columns = [
            (str(capfirst(fields[name].verbose_name)), partial(_value, field=fields[name])) if name in fields else self._own(name)
            for name in names
        ]
        columns += [self._own(name) for name in self.export_more]
        if issubclass(self.model, Publication):
            columns += [(_("Online sinds"), _since), (_("Webadres"), _address)]
        return columns

    @staticmethod
    def _is_worth_it(field) -> bool:
        hidden = field.primary_key or field.name in HIDDEN or field.name.endswith(SIZES)
        return not hidden and not isinstance(field, (models.JSONField,)) or isinstance(field, LinesField)

    def _own(self, name):
        """A column of the list, as its text."""
        ask = getattr(self, name)
        return str(capfirst(getattr(ask, "short_description", name))), partial(_shown, ask=ask)

    def export_row(self, row, columns) -> list:
        return [ask(row) for _head, ask in columns]


def _value(row, field):
    if field.many_to_many:
        return ", ".join(sorted((str(one) for one in getattr(row, field.name).all()), key=str.casefold))
    if field.remote_field:
        return str(getattr(row, field.name) or "")
    value = getattr(row, field.attname)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value) or "")
    if isinstance(field, LinesField):
        return "\n".join(value or [])
    if isinstance(field, RichTextField):
        return plain(value)
    return value.name if isinstance(field, models.FileField) else value


def _shown(row, ask):
    value = ask(row)
    return value if isinstance(value, int) and not isinstance(value, bool) else strip_tags(str(value)).strip()


def _since(row):
    return row.live.published if row.live_id else None


def _address(row):
    """Where readers find it; empty while they do not."""
    return f"{settings.SITE_URL}{row.get_absolute_url()}" if row.live_id else ""
