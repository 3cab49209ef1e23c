"""What every shared row gets in the admin: refusals in sentences, a safe delete, and merging doubles."""

from contextlib import contextmanager

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.publishing import logbook
from portal.publishing.forms import WithNonce
from portal.publishing.logbook import Act
from portal.publishing.logged import Logged
from portal.publishing.titles import DutchTitles
from portal.publishing.workflow import StepRefused
from portal.shared import DeleteRefused, MergeRefused, merge, refuse_while_chosen, shared_deleting


@contextmanager
def _refusals(model_admin, request):
    """What was named in public between the question and the answer stays, with a sentence."""
    try:
        yield
    except (DeleteRefused, ProtectedError) as refusal:
        said = getattr(refusal, "messages", [_("Dit wordt nog gebruikt en blijft staan.")])
        model_admin.message_user(request, " ".join(said), messages.ERROR)


class SharedAdmin(Logged, WithNonce, DutchTitles, admin.ModelAdmin):
    actions = ["merge_rows"]
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).current()

    def save_related(self, request, form, formsets, change):
        """Choices (levels) are saved after the row: the public is written once more when they changed."""
        super().save_related(request, form, formsets, change)
        if any(field.name in form.changed_data for field in self.opts.many_to_many):
            form.instance.save()

    def get_deleted_objects(self, objs, request):
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        for row in objs:
            try:
                refuse_while_chosen(row)
                shared_deleting.send(self.model, row=row)
            except DeleteRefused as refusal:
                protected = [*protected, *refusal.messages]
        return deleted, counts, lacking, protected

    def log_deletions(self, request, queryset):
        """The admin writes that something was deleted before it tries; here the line is written with the deletion itself."""

    def delete_model(self, request, obj):
        self.delete_queryset(request, [obj])

    def delete_queryset(self, request, queryset):
        with _refusals(self, request), transaction.atomic():
            rows = list(queryset)
            logbook.write_all(Act.DELETED, rows, by=request.user)
            for row in rows:
                row.delete()

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not self.has_delete_permission(request):
            actions.pop("merge_rows", None)
        return actions

    @staticmethod
    def _with_uses(row):
        """The row with in how many fiches it is, where its list counts that."""
        row.used = getattr(row, "use_count", getattr(row, "citation_count", None))
        return row

    @admin.action(description=gettext_lazy("Voeg samen tot één"), permissions=["delete"])
    def merge_rows(self, request, queryset):
        rows = list(queryset.order_by("pk")[:21])
        if not 2 <= len(rows) <= 20:
            self.message_user(request, _("Kies twee tot twintig rijen om samen te voegen."), messages.WARNING)
            return None
        into = next((row for row in rows if str(row.pk) == request.POST.get("into")), None)
        if into is None:
            context = {
                **self.admin_site.each_context(request),
                "title": _("Samenvoegen"),
                "opts": self.opts,
                "rows": [self._with_uses(row) for row in rows],
                "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/shared_merge.html", context)
        try:
            with transaction.atomic():
                for row in rows:
                    if row.pk != into.pk:
                        merge(row, into)
                        logbook.write(Act.MERGED, into, by=request.user, said=_("“%(row)s” ging erin op") % {"row": row})
        except (MergeRefused, StepRefused) as refusal:
            self.message_user(request, " ".join(getattr(refusal, "messages", [str(refusal)])), messages.ERROR)
        else:
            self.message_user(
                request, _("Samengevoegd tot “%(into)s”. Oude adressen verwijzen door.") % {"into": into}, messages.SUCCESS
            )
        return HttpResponseRedirect(request.get_full_path())
