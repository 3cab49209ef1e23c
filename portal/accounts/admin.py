"""Accounts on the desk: who works here, in which groups. Groups themselves are fixed (see access.py)."""

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.accounts.models import SYSTEM, User

admin.site.unregister(Group)


class PersonForm(UserChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class NewPersonForm(AdminUserCreationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})


@admin.register(User)
class Users(UserAdmin):
    form, add_form = PersonForm, NewPersonForm
    list_display = ("name", "email", "group_names", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    search_fields = ("name", "email")
    search_help_text = _("Zoek op naam of e-mailadres.")
    ordering = ("name",)
    filter_horizontal = ()
    autocomplete_fields = ("organisation",)
    fieldsets = (
        (None, {"fields": ("name", "email", "password", "organisation")}),
        (_("Rechten"), {"fields": ("is_active", "is_staff", "groups")}),
        (_("Data"), {"fields": ("last_login", "date_joined"), "classes": ("collapse",)}),
    )
    add_fieldsets = ((None, {"fields": ("name", "email", "usable_password", "password1", "password2", "is_staff", "groups")}),)
    readonly_fields = ("last_login", "date_joined")

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Gebruikers"), **(extra_context or {})})

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **{"widget": CheckboxSelectMultiple, **kwargs})

    def log_change(self, request, obj, message):
        return super().log_change(request, obj, message) if message else None  # a save of nothing leaves no line

    def has_change_permission(self, request, obj=None):
        """Who may do everything is changed only by who may do everything."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(email=SYSTEM).prefetch_related("groups")

    # -- somebody who leaves -------------------------------------------------------------------------------------------
    def get_urls(self):
        view = self.admin_site.admin_view(self.switch_off_view)
        return [path("<int:pk>/uitschakelen/", view, name="accounts_user_switch_off"), *super().get_urls()]

    def get_deleted_objects(self, objs, request):
        """Whoever did something stays in the log, and so the account stays: it is switched off instead."""
        people = {person.pk: person for person in objs}
        counts = dict(LogEntry.objects.filter(user__in=people).order_by().values_list("user").annotate(Count("pk")))
        deleted, models, lacking, protected = super().get_deleted_objects([*people.values()], request)
        said = [
            ngettext(
                "“%(person)s” blijft staan: er is %(count)s regel in het logboek over wat deze persoon deed.",
                "“%(person)s” blijft staan: er zijn %(count)s regels in het logboek over wat deze persoon deed.",
                count,
            )
            % {"person": people[pk], "count": count}
            for pk, count in counts.items()
        ]
        return (deleted, models, set(), said) if said else (deleted, models, lacking, protected)

    def switch_off_view(self, request, pk):
        """An account that cannot sign in any more; what it did stays signed."""
        person = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method != "POST" or not self.has_change_permission(request, person) or person == request.user:
            raise PermissionDenied
        if person.is_active:
            person.is_active = False
            person.save(update_fields=["is_active"])
            self.log_change(request, person, [{"changed": {"fields": [str(_("actief"))]}}])
        said = _("“%(person)s” kan niet meer aanmelden. De naam blijft in het logboek en bij de teksten staan.")
        self.message_user(request, said % {"person": person}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[person.pk]))

    def construct_change_message(self, request, form, formsets, add=False):
        """Of the groups, the log also tells which they are now: that is what somebody may do."""
        message = super().construct_change_message(request, form, formsets, add)
        if "groups" in form.changed_data:
            message.append({"groups": sorted(group.name for group in form.cleaned_data["groups"])})
        return message

    @admin.display(description=_("Groepen"))
    def group_names(self, user):
        return ", ".join(group.name for group in user.groups.all()) or "–"
