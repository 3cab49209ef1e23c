"""Materials on the desk."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.forms import CheckboxSelectMultiple, Script
from django.urls import path
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fiches.admin.from_address import from_address_view
from fiches.admin.on_site import OnSite
from fiches.models import Access, Resource
from fiches.tables.resources import ResourceTable
from portal.links.addresses import key_of
from portal.links.models import Link
from portal.links.report import health_badge
from portal.publishing.forms import DeskForm
from portal.publishing.shared_admin import SharedAdmin
from portal.publishing.tidy.alike import signature
from portal.publishing.tidy.bulk_admin import ChangesTogether
from portal.publishing.tidy.import_admin import Imports


class ResourceForm(DeskForm):
    class Meta:
        model = Resource
        fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self):
        slug = self.cleaned_data.get("slug")
        if slug:
            return slug
        base = slugify(self.cleaned_data.get("title", ""))[:190] or "materiaal"
        slug, number = base, 1
        while Resource.objects.filter(slug=slug).exclude(pk=self.instance.pk).exists():
            number += 1
            slug = f"{base}-{number}"
        return slug

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data and file.size > settings.UPLOAD_LIMIT:
            raise ValidationError(
                _("Dit bestand is te groot: hoogstens %(limit)s MB.") % {"limit": settings.UPLOAD_LIMIT // 1024 // 1024}
            )
        return file


@admin.register(Resource)
class ResourceAdmin(OnSite, ChangesTogether, Imports, SharedAdmin):
    form, table = ResourceForm, ResourceTable
    export_more = ("use_count",)
    actions = ["change_together", "merge_rows"]
    add_form_template = "admin/fiches/resource_add.html"
    list_display = ("title", "kind", "provider", "access_badge", "use_count", "address", "link_health")
    list_filter = ("kind", "access", "levels", ("provider", admin.RelatedOnlyFieldListFilter), "language")
    list_select_related = ("provider",)
    ordering = ("title",)
    search_fields = ("title", "description", "url", "provider__name", "series")
    search_help_text = gettext_lazy("Zoek in titel, omschrijving, link, aanbieder en reeks.")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("provider",)
    fieldsets = (
        (None, {"fields": ("title", "slug", "kind", "description", "provider")}),
        (gettext_lazy("Waar"), {"fields": ("url", "file", "how", "access", "path")}),
        (
            gettext_lazy("Meer"),
            {"fields": (("series", "position"), ("minutes", "language"), "levels", "licence"), "classes": ("collapse",)},
        ),
    )

    class Media:
        js = [Script("js/paste.js", type="module")]

    def get_urls(self):
        view = self.admin_site.admin_view(lambda request: from_address_view(self, request))
        return [path("van-adres/", view, name="fiches_resource_from_address"), *super().get_urls()]

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.annotate(use_count=Count("uses"), link_verdict=Link.objects.verdict_at("url"))

    def signatures(self, row):
        """The same title, or the same address however it is written."""
        return [signature(row.title), key_of(row.url) if row.url else ""]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **{"widget": CheckboxSelectMultiple, **kwargs})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "levels":
            field.widget.can_add_related = False  # a fixed list: tick, do not invent
        return field

    @admin.display(description=gettext_lazy("In fiches"), ordering="use_count")
    def use_count(self, resource):
        return resource.use_count

    @admin.display(description=gettext_lazy("Toegang"), ordering="access")
    def access_badge(self, resource):
        return format_html(
            '<span class="badge {}">{}</span>',
            "ok" if resource.access == Access.PUBLIC else "lock",
            resource.get_access_display(),
        )

    @admin.display(description=gettext_lazy("Link"))
    def address(self, resource):
        return resource.url.split("//")[-1].split("/")[0] or (_("bestand") if resource.file else "–")

    @admin.display(description=gettext_lazy("Linkgezondheid"), ordering="link_verdict")
    def link_health(self, resource):
        return health_badge(resource.link_verdict) if resource.url else "–"
