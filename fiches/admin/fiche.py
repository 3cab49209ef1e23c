"""Writing a fiche: the core, the rubrieken, its materials, its sources, its rating."""

from adminsortable2.admin import CustomInlineFormSetMixin, SortableAdminBase, SortableTabularInline
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.forms import CheckboxSelectMultiple, Script
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from fiches.admin import citing
from fiches.models import Citation, EvidenceRating, Fiche, FicheResource, Rubriek, Section
from fiches.models.section import ORDER
from fiches.page import preview
from fiches.views.fiche import describe
from portal.catalogue.reads_admin import WithReads
from portal.images import web_image
from portal.links.models import Link
from portal.links.report import health_badge
from portal.publishing.admin import PublicationAdmin, PublicationForm, StatusFilter
from portal.publishing.forms import DeskFields, InHandField, InHandSelect, TagsTyped, UntouchedIsValid
from portal.publishing.parts import PartForm, PartFormSet
from portal.text import clean_html

WRITTEN = [rubriek for rubriek in Rubriek if rubriek != Rubriek.SOURCES]  # the list of sources makes itself


class SectionForm(PartForm):
    """A rubriek with neither text nor a heading of its own is no rubriek."""

    def is_hollow(self) -> bool:
        return not (clean_html(self["text"].data or "") or (self["heading"].data or "").strip())

    def has_changed(self):
        return super().has_changed() and not (self.instance._state.adding and self.is_hollow())


class SectionFormSet(PartFormSet):
    """A new fiche begins with every rubriek; one left or made empty is not kept."""

    def __init__(self, *args, **kwargs):
        if not (kwargs.get("instance") and kwargs["instance"].pk):
            kwargs["initial"] = [{"rubriek": rubriek} for rubriek in WRITTEN]
        super().__init__(*args, **kwargs)

    def _should_delete_form(self, form):
        return super()._should_delete_form(form) or (not form.instance._state.adding and form.is_hollow())


class SectionInline(DeskFields, admin.StackedInline):
    model = Section
    form = SectionForm
    formset = SectionFormSet
    fields = (("rubriek", "heading"), "text")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else len(WRITTEN)

    def get_queryset(self, request):
        place = Case(*(When(rubriek=rubriek, then=number) for rubriek, number in ORDER.items()), default=99)
        return super().get_queryset(request).order_by(place, "pk")


class OrderedRows(CustomInlineFormSetMixin, PartFormSet):
    pass


class RowsInHand(DeskFields, SortableTabularInline):
    """Ordered rows with an autocomplete whose labels come with the rows: as many queries for ten as for one."""

    form = PartForm
    formset = OrderedRows
    template = "admin/rows_tabular.html"
    extra = 0
    named: str

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(self.named)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == self.named:
            kwargs |= {"widget": InHandSelect(db_field, self.admin_site), "form_class": InHandField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class FicheResourceInline(RowsInHand):
    model = FicheResource
    named = "resource"
    fields = ("resource", "rubriek", "note", "link_health", "position")
    readonly_fields = ("link_health",)

    class Media:
        css = {"all": ["css/links.css"]}
        js = [Script("js/paste.js", type="module")]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(link_verdict=Link.objects.verdict_at("resource__url"))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "note":
            field.widget.attrs["placeholder"] = _("Waarom staat dit hier?")
        if db_field.name == "resource" and request.user.has_perm("fiches.add_resource"):
            getattr(field.widget, "widget", field.widget).attrs["data-paste"] = reverse("admin:fiches_resource_from_address")
        return field

    @admin.display(description=_("Linkgezondheid"))
    def link_health(self, row):
        return health_badge(getattr(row, "link_verdict", None), before=_("link"))


class CitationInline(RowsInHand):
    model = Citation
    named = "source"
    fields = ("source", "position")


class RatingInline(DeskFields, admin.StackedInline):
    model = EvidenceRating
    extra = 0
    fields = (("strength", "cost", "impact"), ("source", "url", "seen"), "note")
    classes = ("collapse",)
    verbose_name_plural = _("scores (alleen voor een aanpak die beoordeeld werd)")

    def has_change_permission(self, request, obj=None):
        """A rating is dated and never overwritten; a newer one is a new row."""
        return False


class FicheForm(UntouchedIsValid, TagsTyped, PublicationForm):
    class Meta:
        model = Fiche
        fields = "__all__"

    def clean_reviewed_at(self):
        day = self.cleaned_data.get("reviewed_at")
        if day and day > timezone.localdate():
            raise ValidationError(_("Deze dag moet nog komen. Wanneer werd de fiche het laatst herzien?"))
        return day

    def clean_image(self):
        """A new picture is made fit for a page; its size is kept, so that nothing moves while the page loads."""
        image = self.cleaned_data.get("image")
        if "image" in self.changed_data and image:
            image, self.instance.image_width, self.instance.image_height = web_image(image)
        return image


@admin.register(Fiche)
class FicheAdmin(SortableAdminBase, WithReads, PublicationAdmin):
    form = FicheForm
    beside = (*PublicationAdmin.beside, "admin/fiches/_citations.html")
    inlines = (SectionInline, FicheResourceInline, CitationInline, RatingInline)
    list_display = ("title", "standing", "theme_names", "owner", "changed_on", "due_on", "reads")
    list_filter = (
        "status",
        StatusFilter,
        "themes",
        "audiences",
        "levels",
        ("owner", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("title", "standfirst", "sections__text")
    search_help_text = _("Zoek in titel, inleiding en rubrieken.")
    date_hierarchy = None
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("themes",)
    fieldsets = (
        (None, {"fields": ("title", "slug", "standfirst", "points", "seen")}),
        (_("Thema en publiek"), {"fields": ("themes", "audiences", "levels", "tags")}),
        (_("Beeld"), {"fields": ("image", "image_alt", "image_decorative"), "classes": ("collapse",)}),
        (_("Colofon"), {"fields": ("authors", "licence", "reviewed_at", "not_citations"), "classes": ("collapse",)}),
        (
            _("Planning"),
            {"fields": (("publish_at", "withdraw_at"), "review_due", "owner", "reviewers"), "classes": ("collapse",)},
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("live", "owner", "changed_by").prefetch_related("themes")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in ("audiences", "levels"):
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("audiences", "levels"):
            field.widget.can_add_related = False  # fixed lists: tick, do not invent
        return field

    @admin.display(description=_("Status"), ordering="status")
    def standing(self, fiche):
        """Of the working copy, and under it what readers see: one column, so that the list fits."""
        online = _("versie %(number)s online") % {"number": fiche.live.number} if fiche.live_id else _("niet online")
        return format_html('{}<br><span class="quiet">{}</span>', self.state(fiche), online)

    @admin.display(description=_("Thema"))
    def theme_names(self, fiche):
        return ", ".join(theme.name for theme in fiche.themes.all()) or "–"

    # -- citations and sources -------------------------------------------------------------------------------------
    def help(self, request, form):
        may_add = request.user.has_perm("fiches.add_source")
        return super().help(request, form) | {"citing": citing.beside(form, may_add=may_add)}

    def _changeform_view(self, request, object_id, form_url, extra_context):
        if request.method == "POST":
            request.POST = citing.with_button(request.POST)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def _after_saving(self, request, obj):
        if done := citing.done(request.POST):
            self.message_user(request, done, messages.SUCCESS)
            return HttpResponseRedirect(f"{self._url('change', obj)}#verwijzingen")
        return super()._after_saving(request, obj)

    def draw(self, request, thing, snapshot, version=0):
        fiche = preview(thing, snapshot, version)
        return render(request, "fiches/detail.html", {"fiche": fiche, "meta": describe(fiche)})
