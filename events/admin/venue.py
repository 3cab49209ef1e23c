"""Places on the desk, with their rooms."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import programme
from events.models import Room, StudyDay, Venue
from portal.publishing.forms import DeskFields
from portal.publishing.parts import PartForm, PartFormSet
from portal.publishing.shared_admin import SharedAdmin


class RoomFormSet(PartFormSet):
    def clean(self):
        for form in self.initial_forms:
            if self._should_delete_form(form):
                titles = list(form.instance.sessions.order_by("title").values_list("title", flat=True)[:4])
                if titles:
                    said = {"room": form.instance, "titles": ", ".join([*titles[:3], "…"] if len(titles) > 3 else titles)}
                    raise ValidationError(_("“%(room)s” is nog in gebruik: %(titles)s. Geef die eerst een andere zaal.") % said)
        super().clean()


class RoomInline(DeskFields, admin.TabularInline):
    model = Room
    form = PartForm
    formset = RoomFormSet
    fields = ("name", "capacity")
    extra = 0


@admin.register(Venue)
class VenueAdmin(SharedAdmin):
    inlines = (RoomInline,)
    list_display = ("name", "city", "room_count", "day_count")
    search_fields = ("name", "city", "street")
    search_help_text = gettext_lazy("Zoek op naam, straat of gemeente.")
    ordering = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "street", ("postcode", "city"), "url")}),
        (None, {"fields": ("directions",)}),
    )

    def get_queryset(self, request):
        counts = {"room_count": Count("rooms", distinct=True), "day_count": Count("days", distinct=True)}
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description=gettext_lazy("Zalen"), ordering="room_count")
    def room_count(self, venue):
        return ngettext("%(count)s zaal", "%(count)s zalen", venue.room_count) % {"count": venue.room_count}

    @admin.display(description=gettext_lazy("Studiedagen"), ordering="day_count")
    def day_count(self, venue):
        return ngettext("%(count)s studiedag", "%(count)s studiedagen", venue.day_count) % {"count": venue.day_count}

    def save_related(self, request, form, formsets, change):
        """The name of a room stands on the page of every session in it: saving the venue locked the public site already."""
        super().save_related(request, form, formsets, change)
        if change and any(formset.has_changed() for formset in formsets):
            shown = StudyDay.objects.public().filter(sessions__room__venue=form.instance, sessions__live__isnull=False)
            for pk in sorted(set(shown.values_list("pk", flat=True))):
                programme.announce(programme.locked(pk), at=timezone.now())
