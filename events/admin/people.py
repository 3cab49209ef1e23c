"""Speakers on the desk. A name is enough; a biography and a photo ask for consent."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Person
from fiches.admin.on_site import OnSite
from portal.images import web_image
from portal.publishing.forms import DeskForm
from portal.publishing.shared_admin import SharedAdmin
from portal.publishing.tidy.alike import person_signature

WITH_CONSENT = gettext_lazy(
    "Op de site staan altijd de naam, de titel en de bijdragen: die horen bij het programma. "
    "Biografie, foto en website tonen we pas als je hier invult wanneer de spreker daarmee instemde. "
    "Haal je die datum weg, dan verdwijnen ze meteen van de site."
)


class PersonForm(DeskForm):
    class Meta:
        model = Person
        fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self):
        slug, derived = self.cleaned_data.get("slug"), slugify(self.cleaned_data.get("name", ""))[:130] or "spreker"
        if slug and (self.instance.pk or slug != derived):
            return slug
        slug, number = derived, 1
        while Person.objects.filter(slug=slug).exclude(pk=self.instance.pk).exists():
            number += 1
            slug = f"{derived}-{number}"
        return slug

    def clean_photo(self):
        """A new picture is made fit for a page; its size is kept, so that nothing moves while the page loads."""
        photo = self.cleaned_data.get("photo")
        if "photo" in self.changed_data:
            self.instance.photo_width = self.instance.photo_height = None
            if photo:
                photo, self.instance.photo_width, self.instance.photo_height = web_image(photo)
        return photo


class ConsentFilter(admin.SimpleListFilter):
    title = gettext_lazy("toestemming")
    parameter_name = "toestemming"

    def lookups(self, request, model_admin):
        return [("ja", _("Gegeven")), ("nee", _("Nog niet: alleen de naam"))]

    def queryset(self, request, queryset):
        if self.value() in ("ja", "nee"):
            return queryset.filter(consent_on__isnull=self.value() == "nee")
        return queryset


@admin.register(Person)
class PersonAdmin(OnSite, SharedAdmin):
    form = PersonForm
    list_display = ("name", "contribution_count", "consent")
    list_filter = (ConsentFilter,)
    ordering = ("name",)
    search_fields = ("name", "contributions__affiliation")
    search_help_text = gettext_lazy("Zoek op naam of op school, dienst of universiteit.")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": ("name", "honorific", "slug")}),
        (
            gettext_lazy("Met toestemming"),
            {"fields": ("consent_on", "bio", "photo", "url"), "description": WITH_CONSENT},
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(contribution_count=Count("contributions__session", distinct=True))

    def get_fieldsets(self, request, obj=None):
        """Beside a session a name is enough: the rest can follow."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets[:1] if IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST else fieldsets

    def signatures(self, row):
        return [person_signature(row.name)]

    @admin.display(description=gettext_lazy("Sessies"), ordering="contribution_count")
    def contribution_count(self, person):
        count = person.contribution_count
        return ngettext("%(count)s sessie", "%(count)s sessies", count) % {"count": count} if count else "–"

    @admin.display(description=gettext_lazy("Toestemming"), ordering="consent_on")
    def consent(self, person):
        if person.consent_on is None:
            return format_html('<span class="badge lock">{}</span>', _("alleen de naam"))
        return format_html('<span class="badge ok">{}</span>', date_format(person.consent_on, "j b Y"))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        doubles = Person.objects.current().filter(name__iexact=obj.name).exclude(pk=obj.pk)
        if not change and doubles.exists():
            said = _("Er was al een spreker met de naam “%(name)s”. Is het dezelfde? Voeg ze dan samen in de lijst met sprekers.")
            self.message_user(request, said % {"name": obj.name}, messages.WARNING)
