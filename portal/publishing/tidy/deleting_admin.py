"""Deleting on the desk: what would break is named, one or many; what can go, goes."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.publishing import logbook
from portal.publishing.logbook import Act
from portal.publishing.tidy.deleting import in_the_way, instead, sentence
from portal.publishing.tidy.uses_admin import visible

MOST = 500  # at once
SHOWN = 5  # places of a row in a list of many
REFUSALS = (ValidationError, ProtectedError, RestrictedError)


def words_of(refusal) -> str:
    """Why something stayed, when that turned out while it was deleted."""
    return " ".join(getattr(refusal, "messages", [_("Dit wordt nog gebruikt en blijft staan.")]))


class DeletesByName(admin.ModelAdmin):
    """A page that refuses says where the thing is used and what to do instead."""

    delete_confirmation_template = "admin/tidy/delete.html"
    deletes_together = True  # whether a list offers to delete what is ticked

    def get_actions(self, request):
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            del actions["delete_selected"]
            if self.deletes_together and self.has_delete_permission(request):
                actions["delete_selected"] = (delete_together, "delete_selected", _("Verwijder"))
        return actions

    def get_deleted_objects(self, objs, request):
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        rows = list(objs)
        stays = in_the_way(rows)
        said = [sentence(row, stays[row.pk]) for row in rows if row.pk in stays]
        return (deleted, counts, set(), said) if said else (deleted, counts, lacking, protected)

    def delete_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, object_id)
        if thing is not None and (uses := in_the_way([thing]).get(thing.pk)):
            more = {"uses": visible(uses, request.user), "instead": instead(thing), "merge_url": self.merge_url(request, [thing])}
            extra_context = {**(extra_context or {}), **more}
        return super().delete_view(request, object_id, extra_context)

    def merge_url(self, request, rows) -> str:
        """Where these rows are made one; empty when that is not possible here."""
        return ""

    def log_deletions(self, request, queryset):
        """The admin writes that something was deleted before it tries; here the line is written with the deletion itself."""

    def gone_with(self, row) -> list:
        """What is deleted along with a row, and has a line of its own in the log."""
        return []

    def delete_row(self, request, row):
        """One row with its line in the log, or neither. Raises one of REFUSALS."""
        with transaction.atomic():
            logbook.write_all(Act.DELETED, [row, *self.gone_with(row)], by=request.user)
            row.delete()

    def delete_model(self, request, obj):
        try:
            self.delete_row(request, obj)
        except REFUSALS as refusal:
            self.message_user(request, words_of(refusal), messages.ERROR)
            request.stayed = True

    def response_delete(self, request, obj_display, obj_id):
        """What was named elsewhere between the question and the answer stays, and is not said to be gone."""
        if getattr(request, "stayed", False):
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
        return super().response_delete(request, obj_display, obj_id)


@admin.action(permissions=["delete"])
def delete_together(model_admin, request, queryset):
    """Deletes the rows that can go, one by one, and names those that stay, with why."""
    rows = list(queryset[: MOST + 1])
    if len(rows) > MOST:
        model_admin.message_user(request, _("Kies hoogstens %(most)s rijen tegelijk.") % {"most": MOST}, messages.WARNING)
        return None
    if not all(model_admin.has_delete_permission(request, row) for row in rows):
        raise PermissionDenied
    stays = in_the_way(rows)
    if request.POST.get("post") and len(stays) < len(rows):
        _delete(model_admin, request, [row for row in rows if row.pk not in stays])
        _tell_of(model_admin, request, [sentence(row, stays[row.pk]) for row in rows if row.pk in stays])
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Verwijderen"),
        "opts": model_admin.opts,
        "going": [row for row in rows if row.pk not in stays],
        "staying": [_staying(row, stays[row.pk], request.user) for row in rows if row.pk in stays],
        "instead": instead(rows[0]) if rows else "",
        "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/tidy/delete_together.html", context)


def _staying(row, uses, user) -> dict:
    return {"row": row, "uses": visible(uses[:SHOWN], user), "more": max(0, len(uses) - SHOWN)}


def _delete(model_admin, request, rows):
    gone, refused = 0, []
    for row in rows:
        try:
            model_admin.delete_row(request, row)
            gone += 1
        except REFUSALS as refusal:
            refused.append(words_of(refusal))
    if gone:
        said = ngettext("%(count)s rij is verwijderd.", "%(count)s rijen zijn verwijderd.", gone) % {"count": gone}
        model_admin.message_user(request, said, messages.SUCCESS)
    _tell_of(model_admin, request, refused)


def _tell_of(model_admin, request, refusals):
    for said in refusals[:20]:
        model_admin.message_user(request, said, messages.WARNING)
    if len(refusals) > 20:
        more = _("En nog %(count)s andere bleven staan.") % {"count": len(refusals) - 20}
        model_admin.message_user(request, more, messages.WARNING)
