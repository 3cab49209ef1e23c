"""Reading a document in at the desk: choose a file, look at what was understood of it, make a draft; and the report beside it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fiches.admin.import_forms import LIMIT, PAGES, Review, UploadForm
from fiches.admin.import_reading import LINES, Upload, line, review_url
from fiches.importing.draft import ImportRefused, made_before, make_draft, update_draft
from fiches.importing.parsed import ParsedFiche, called
from fiches.models import ImportedDocument
from fiches.models.imported import forget, forget_waiting
from portal.documents.refusals import DocumentRefused
from portal.publishing.models import Status
from portal.publishing.workflow import StepRefused
from portal.text import without_nul

NEEDED = ("fiches.add_fiche", "fiches.add_resource", "fiches.add_source")
EARLIER = 5  # documents of this person that became a fiche
DOUBT = "twijfel"


class ImportPages(admin.ModelAdmin):
    """What FicheAdmin offers about documents."""

    add_form_template = "admin/fiches/fiche_add.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("inlezen/", wrap(self.import_view), name="fiches_fiche_import"),
            path("inlezen/<int:pk>/", wrap(self.import_review_view), name="fiches_fiche_import_review"),
            path("inlezen/<int:pk>/beeld/<int:number>/", wrap(self.import_picture_view), name="fiches_fiche_import_picture"),
            path("inlezen/<int:pk>/verslag/", wrap(self.import_report_view), name="fiches_fiche_import_report"),
            *super().get_urls(),
        ]

    # -- ways in -------------------------------------------------------------------------------------------------------
    def menu_pages(self, request):
        return [(_("Document inlezen"), reverse("admin:fiches_fiche_import"))] if request.user.has_perms(NEEDED) else []

    def list_tools(self, request):
        own = [{"label": _("Lees een document in"), "url": url} for _name, url in self.menu_pages(request)]
        return [*own, *super().list_tools(request)]

    def add_view(self, request, form_url="", extra_context=None):
        offer = {"may_import": request.user.has_perms(NEEDED)}
        return super().add_view(request, form_url, {**offer, **(extra_context or {})})

    def get_queryset(self, request):
        newest = ImportedDocument.objects.filter(fiche=OuterRef("pk")).order_by("-moment", "-pk")
        return super().get_queryset(request).annotate(read_in=Subquery(newest.values("pk")[:1]))

    def _tools(self, request, thing):
        tools, kept = super()._tools(request, thing), getattr(thing, "read_in", None)
        return [*tools, {"label": _("Inleesverslag"), "url": self._report_url(kept)}] if kept else tools

    def _import_page(self, request, template, status=200, **context):
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, everywhere | context, status=status)

    def _report_url(self, pk):
        return reverse("admin:fiches_fiche_import_report", args=[pk])

    # -- choosing ------------------------------------------------------------------------------------------------------
    def import_view(self, request):
        """Asks for a file; reads it; leads to what was understood of it."""
        if not request.user.has_perms(NEEDED):
            raise PermissionDenied
        asked = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*asked, label_suffix="")
        follows = request.headers.get("Accept") == LINES
        if asked and form.is_valid():
            try:
                return self._read(request, Upload.of(request.user, form.cleaned_data["document"]), follows)
            except DocumentRefused as refusal:
                form.add_error("document", str(refusal))
        if follows and form.errors:
            return _in_lines([line(refused=" ".join(form.errors["document"]))])
        return self._choosing(request, form)

    def _read(self, request, upload, follows):
        """To what is kept of it. A browser that follows hears how far it is; another waits."""
        if waiting := upload.waiting():
            self.message_user(request, _("Dit document wacht hier nog op jou: je keuzes staan er nog."), messages.INFO)
            where = review_url(waiting)
            return _in_lines([line(go=where)]) if follows else HttpResponseRedirect(where)
        if follows:
            return _in_lines(upload.told())
        return HttpResponseRedirect(review_url(upload.keep(upload.open())))

    def _choosing(self, request, form):
        forget_waiting(timezone.now())
        own = ImportedDocument.objects.filter(by=request.user).defer("parsed")
        return self._import_page(
            request,
            "admin/fiches/import.html",
            422 if form.errors else 200,
            title=_("Lees een document in"),
            form=form,
            waiting=own.waiting(),
            earlier=own.made().select_related("fiche")[:EARLIER],
            limit=LIMIT // 1024 // 1024,
        )

    # -- looking -------------------------------------------------------------------------------------------------------
    def import_review_view(self, request, pk):
        """What was understood, to correct; then a draft of it."""
        if not request.user.has_perms(NEEDED):
            raise PermissionDenied
        kept = get_object_or_404(ImportedDocument, pk=pk, by=request.user)
        if kept.fiche_id:
            self.message_user(request, _("Dit document is al een fiche geworden."), messages.INFO)
            return HttpResponseRedirect(self._fiche_url(kept.fiche_id))
        if "_discard" in request.POST:
            forget(ImportedDocument.objects.waiting().filter(pk=kept.pk))
            self.message_user(request, _("“%(name)s” is weggegooid.") % {"name": kept}, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:fiches_fiche_import"))
        review = Review(ParsedFiche.from_json(kept.parsed), request.POST if request.method == "POST" else None)
        before = self._made_before(request, kept, review.parsed)
        if request.method == "POST" and review.is_valid():
            if answer := self._corrected(request, kept, review, before):
                return answer
        return self._review_page(request, kept, review, before)

    def _made_before(self, request, kept, parsed):
        """The draft of this file that this person may bring up to date, or its fiche that is further."""
        before = made_before(kept.digest, kept.name, parsed.title)
        return before if before and self.has_view_permission(request, before.fiche) else None

    def _corrected(self, request, kept, review, before):
        """Keeps what was corrected, and makes the draft when that was asked; None when it is refused."""
        parsed = review.apply()
        kept.parsed = without_nul(parsed.to_json())
        kept.save(update_fields=["parsed"])
        if "_make" not in request.POST and "_update" not in request.POST:
            self.message_user(request, _("Je keuzes zijn bewaard. Er is nog geen fiche gemaakt."), messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        said = {"name": kept.name, "digest": kept.digest, "at": timezone.now(), "by": request.user, "waiting": kept.pk}
        try:
            if "_update" in request.POST and before:
                fiche = update_draft(before.fiche, parsed, **said)
                done = _("“%(title)s” is bijgewerkt. Wat er stond, vind je bij de versies.")
            else:
                fiche = make_draft(parsed, **said)
                done = _("“%(title)s” is een klad. Kijk het na en werk het af.")
        except (ImportRefused, StepRefused) as refusal:
            review.faults.append(str(refusal))
            return None
        report = self._report_url(fiche.imports.first().pk)
        words = format_html('{} <a href="{}">{}</a>', done % {"title": fiche}, report, _("Bekijk het inleesverslag"))
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(self._fiche_url(fiche.pk))

    def _fiche_url(self, pk):
        return reverse("admin:fiches_fiche_change", args=[pk])

    def _review_page(self, request, kept, review, before):
        parsed = review.parsed
        doubtful = sum(not form.piece.sure for form in review.pieces)
        wrong = bool(review.faults) or any(form.errors for form in review.forms())
        return self._import_page(
            request,
            "admin/fiches/import_review.html",
            422 if wrong else 200,
            title=_("Kloppen deze keuzes?"),
            kept=kept,
            review=review,
            parsed=parsed,
            wrong=wrong,
            page_word=PAGES.get(parsed.format, ""),
            pages=_pages(parsed),
            sure=len(review.pieces) - doubtful,
            doubtful=doubtful,
            left=[line for line in parsed.lines if line.place == called("")],
            report_url=self._report_url(kept.pk),
            before=before,
            may_update=before and before.fiche.status == Status.DRAFT and self.has_change_permission(request, before.fiche),
            before_url=self._fiche_url(before.fiche_id) if before else "",
        )

    def import_picture_view(self, request, pk, number):
        """One picture of the document, for who may see the report of it."""
        kept = self._seen_by(request, pk)
        picture = get_object_or_404(kept.pictures, number=number)
        private = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
        return HttpResponse(bytes(picture.data), content_type="image/webp", headers=private)

    def _seen_by(self, request, pk):
        """What was read, if this person may look at it: their own, or that of a fiche that they may see."""
        kept = get_object_or_404(ImportedDocument.objects.select_related("fiche", "by"), pk=pk)
        if not (self.has_view_permission(request, kept.fiche) if kept.fiche else kept.by_id == request.user.pk):
            raise PermissionDenied
        return kept

    # -- the report ----------------------------------------------------------------------------------------------------
    def import_report_view(self, request, pk):
        """Every block of the document, and where it went."""
        kept = self._seen_by(request, pk)
        parsed = ParsedFiche.from_json(kept.parsed)
        only = request.GET.get("toon") == DOUBT
        return self._import_page(
            request,
            "admin/fiches/import_report.html",
            title=_("Inleesverslag"),
            kept=kept,
            parsed=parsed,
            lines=[line for line in parsed.lines if not (only and line.sure)],
            doubtful=sum(not line.sure for line in parsed.lines),
            guessed=[(row, row.named_guesses()) for row in parsed.materials if row.guessed and row.taken and not row.existing],
            only=only,
            page_word=PAGES.get(parsed.format, ""),
            pages=_pages(parsed),
            back_url=self._fiche_url(kept.fiche_id) if kept.fiche_id else review_url(kept),
        )


def _pages(parsed) -> str:
    """How many pages it has, in words; nothing for a format without pages."""
    if parsed.format not in PAGES or not parsed.pages:
        return ""
    if parsed.format == "pdf":
        return ngettext("%(count)s bladzijde", "%(count)s bladzijden", parsed.pages) % {"count": parsed.pages}
    return ngettext("%(count)s dia", "%(count)s dia’s", parsed.pages) % {"count": parsed.pages}


def _in_lines(lines) -> StreamingHttpResponse:
    """Lines that leave as they are made: nothing between us and the browser may wait for the last."""
    as_it_comes = {"X-Accel-Buffering": "no", "Content-Encoding": "identity", "Cache-Control": "no-store"}  # not gathered to pack
    return StreamingHttpResponse(lines, content_type=LINES, headers=as_it_comes)
