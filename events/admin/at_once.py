"""Facts of a programme that hold at once: changed under the lock of the day, and told to readers in the same transaction."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import programme
from events.admin.news import mention
from events.models import StudyDay
from events.registering import capacity
from portal.catalogue.entries import rows_in_hand
from portal.publishing.admin import PublicationAdmin


class HoldsAtOnce(PublicationAdmin):
    """For what stands in a programme: a study day, a session."""

    def day_number(self, request, object_id) -> int | None:
        """Which day this save is about."""
        raise NotImplementedError  # an abstract method

    def day_of(self, thing) -> StudyDay:
        raise NotImplementedError  # an abstract method

    def lock(self, request, object_id):
        """The public site, then the day: nobody registers for a programme that is being changed."""
        super().lock(request, object_id)
        list(StudyDay.objects.select_for_update(of=("self",)).filter(pk=self.day_number(request, object_id)).values("pk"))

    def hold(self, request, thing, names):
        super().hold(request, thing, names)
        capacity.seat_who_waits(self.day_of(thing).pk, at=timezone.now())
        if thing.live_id is None:
            return
        programme.announce(self.day_of(thing), at=timezone.now())
        labels = ", ".join(str(self.opts.get_field(name).verbose_name) for name in names)
        self.message_user(request, _("Dit staat meteen zo op de site: %(labels)s.") % {"labels": labels}, messages.INFO)
        mention(request, self.day_of(thing))

    def _take(self, request, thing, *args, **kwargs):
        with rows_in_hand():  # a session and its day name the same venue and themes: read once
            return super()._take(request, thing, *args, **kwargs)

    def delete_view(self, request, object_id, extra_context=None):
        """What people registered for, or chose, stays: said at once, and not after a list of what would go."""
        thing = self.get_object(request, object_id)
        if thing is not None and self.has_delete_permission(request, thing) and (said := capacity.remains(thing)):
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(self._url("change", thing))
        return super().delete_view(request, object_id, extra_context)

    def delete_row(self, request, row):
        if said := capacity.remains(row):
            raise ValidationError(said)
        super().delete_row(request, row)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.pk and (found := self.warnings(obj)):
            words = ngettext("Eén ding in het programma klopt niet", "%(count)s dingen in het programma kloppen niet", len(found))
            context |= {"warnings": found, "warnings_heading": words % {"count": len(found)}}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def warnings(self, thing) -> list[str]:
        """What does not fit in the programme, in sentences."""
        raise NotImplementedError  # an abstract method

    def may_publish_all(self, request) -> bool:
        """Whether this person may publish a day together with its sessions."""
        return request.user.has_perms(["events.publish_studyday", "events.publish_session"])
