"""How often a thing was read, in its list and above its form at the desk."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import charts
from portal.catalogue.entries import BUILDERS
from portal.catalogue.models import Reads
from portal.catalogue.reads import SHOWN

MOST_READ = f"{ORDER_VAR}=gelezen"  # an order by its name: the number of a column changes with what else is shown


class ReadsList(ChangeList):
    """The days of the rows of one page come with them, in one query."""

    def get_ordering(self, request, queryset):
        by_name = self.params.get(ORDER_VAR) == MOST_READ.partition("=")[2]
        return ["-times_read", "-pk"] if by_name else super().get_ordering(request, queryset)

    def get_results(self, request):
        super().get_results(request)
        rows: list[Any] = list(self.result_list)  # type: ignore[has-type]
        days = Reads.objects.of_each(BUILDERS[self.model].kind, [row.pk for row in rows], timezone.localdate())
        for row in rows:
            row.days_read = days.get(row.pk, [])
        self.result_list = rows


class WithReads(admin.ModelAdmin):
    """For a publication with a page of its own: the column `reads`, and a line above the form."""

    class Media:
        css = {"all": ["css/charts.css"]}

    def get_changelist(self, request, **kwargs):
        return ReadsList

    def get_queryset(self, request):
        kind = BUILDERS[self.model].kind
        return super().get_queryset(request).annotate(times_read=Reads.objects.in_all(kind, timezone.localdate()))

    @admin.display(description=gettext_lazy("Gelezen in 30 dagen"), ordering="-times_read")
    def reads(self, thing):
        return format_html('<span class="num">{}</span> {}', charts.said(thing.times_read), charts.spark(thing.days_read))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.pk and obj.live_id and not context["is_popup"]:
            days = Reads.objects.of_each(BUILDERS[self.model].kind, [obj.pk], timezone.localdate()).get(obj.pk, [])
            context["reads"] = {"times": charts.said(sum(days)), "days": SHOWN, "spark": charts.spark(days, _title(days))}
        return super().render_change_form(request, context, add, change, form_url, obj)


def _title(days: list[int]) -> str:
    most = charts.said(max(days, default=0))
    return _("Gelezen per dag, de laatste %(days)s dagen: hoogstens %(most)s op één dag.") % {"days": SHOWN, "most": most}
