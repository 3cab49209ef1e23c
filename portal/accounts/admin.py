"""Accounts on the desk: who works here, in which groups. Groups themselves are fixed (see access.py)."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

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

    def construct_change_message(self, request, form, formsets, add=False):
        """Of the groups, the log also tells which they are now: that is what somebody may do."""
        message = super().construct_change_message(request, form, formsets, add)
        if "groups" in form.changed_data:
            message.append({"groups": sorted(group.name for group in form.cleaned_data["groups"])})
        return message

    @admin.display(description=_("Groepen"))
    def group_names(self, user):
        return ", ".join(group.name for group in user.groups.all()) or "–"
