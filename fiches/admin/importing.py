"""Reading a document in at the desk: choose a file, look at what was understood of it, make a draft."""

from threading import BoundedSemaphore

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fiches.admin.import_forms import LIMIT, PAGES, Review, UploadForm
from fiches.importing.draft import ImportRefused, digest_of, made_before, make_draft, update_draft
from fiches.importing.parsed import ParsedFiche
from fiches.importing.reading import read
from fiches.models import ImportedDocument
from fiches.models.imported import forget_waiting, make_room
from portal.documents.letters import one_line
from portal.documents.refusals import DocumentRefused
from portal.publishing.models import Status
from portal.publishing.workflow import StepRefused
from portal.text import without_nul

ONE_AT_A_TIME = BoundedSemaphore(1)  # in this process: each may cost a gigabyte
PATIENCE = 8.0  # seconds that the next one waits for its turn
NEEDED = ("fiches.add_fiche", "fiches.add_resource", "fiches.add_source")


class ImportPages(admin.ModelAdmin):
    """What FicheAdmin offers about documents."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("inlezen/", wrap(self.import_view), name="fiches_fiche_import"),
            path("inlezen/<int:pk>/", wrap(self.import_review_view), name="fiches_fiche_import_review"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**(extra_context or {}), "may_import": request.user.has_perms(NEEDED)})

    def _import_page(self, request, template, status=200, **context):
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, everywhere | context, status=status)

    # -- choosing ------------------------------------------------------------------------------------------------------
    def import_view(self, request):
        """Asks for a file; reads it; leads to what was understood of it."""
        if not request.user.has_perms(NEEDED):
            raise PermissionDenied
        asked = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*asked, label_suffix="")
        if asked and form.is_valid():
            try:
                kept = self._read(request, form.cleaned_data["document"])
                return HttpResponseRedirect(reverse("admin:fiches_fiche_import_review", args=[kept.pk]))
            except DocumentRefused as refusal:
                form.add_error("document", str(refusal))
        forget_waiting(timezone.now())
        waiting = ImportedDocument.objects.waiting().filter(by=request.user).defer("parsed")
        context = {"title": _("Lees een document in"), "form": form, "waiting": waiting, "limit": LIMIT // 1024 // 1024}
        return self._import_page(request, "admin/fiches/import.html", 422 if form.errors else 200, **context)

    def _read(self, request, file) -> ImportedDocument:
        """What stands in the file, kept for its editor. One at a time: reading may take much of this machine."""
        if not ONE_AT_A_TIME.acquire(timeout=PATIENCE):
            raise DocumentRefused(_("Er wordt net een ander document gelezen. Probeer het over een halve minuut opnieuw."))
        try:
            data = file.read()
            parsed = read(data, one_line(file.name))
        finally:
            ONE_AT_A_TIME.release()
        make_room(request.user)
        return ImportedDocument.objects.create(
            by=request.user,
            name=one_line(file.name)[:200],
            digest=digest_of(data),
            parsed=without_nul(parsed.to_json()),
            moment=timezone.now(),
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
            kept.delete()
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
        self.message_user(request, done % {"title": fiche}, messages.SUCCESS)
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
            sure=sum(form.piece.sure for form in review.pieces),
            doubtful=doubtful,
            left=[line for line in parsed.lines if line.place == "niet overgenomen"],
            before=before,
            may_update=before and before.fiche.status == Status.DRAFT and self.has_change_permission(request, before.fiche),
            before_url=self._fiche_url(before.fiche_id) if before else "",
        )
