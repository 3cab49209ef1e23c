"""Bronnen toevoegen: bring a list, look at what would happen to each, done. What was read travels with the page, signed."""

from dataclasses import asdict

from django import forms
from django.contrib.admin.options import IS_POPUP_VAR
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fiches import adding
from fiches.citations.entries import MOST_ENTRIES, EntriesRefused, Entry, decoded, entries

SALT = "sources.adding"
HOURS = 12
SIZE = 1024 * 1024
OUTCOMES = {
    adding.NEW: (gettext_lazy("nieuw"), "ok"),
    adding.KNOWN: (gettext_lazy("staat er al, en zegt iets anders"), "lock"),
    adding.SAME: (gettext_lazy("staat er al"), ""),
    adding.TWICE: (gettext_lazy("dubbel"), ""),
    adding.REFUSED: (gettext_lazy("niet gelukt"), "bad"),
}
BROUGHT = "nieuw"  # of two values: the one that was brought


class BringForm(forms.Form):
    """A text or a file; both may be."""

    text = forms.CharField(
        label=gettext_lazy("Plak hier je bronnen"),
        required=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=gettext_lazy("Een lijst in APA, DOI’s (één per regel), BibTeX, BibLaTeX, RIS of CSL-JSON."),
    )
    file = forms.FileField(
        label=gettext_lazy("Of kies een bestand"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".bib,.ris,.json,.txt"}),
        help_text=gettext_lazy("Uit Zotero, Mendeley, EndNote of een databank: .bib, .ris of .json; hoogstens 1 MB."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["file"].error_messages["empty"] = _("Dit bestand is leeg.")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > SIZE:
            raise ValidationError(_("Dit bestand is te groot: hoogstens 1 MB. Deel de lijst op."))
        if file:
            self.data_of_file = file.read()
            marked = self.data_of_file.startswith((b"\xff\xfe", b"\xfe\xff"))
            if b"\x00" in self.data_of_file and not marked:
                raise ValidationError(_("Dit is geen tekst, maar een ander soort bestand. Kies een .bib, .ris of .json."))
        return file

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        text, file = cleaned.get("text", "").strip(), cleaned.get("file")
        if not (text or file):
            raise ValidationError(_("Plak een bron of kies een bestand."))
        found = self._read("text", text) if text else []
        found += self._read("file", decoded(self.data_of_file)) if file else []
        if len(found) > MOST_ENTRIES:
            self.add_error(None, _("Er staan meer dan %(most)s bronnen in. Deel de lijst op.") % {"most": MOST_ENTRIES})
        return {**cleaned, "entries": found}

    def _read(self, name, text) -> list[Entry]:
        try:
            return entries(text)
        except EntriesRefused as refusal:
            self.add_error(name, str(refusal))
            return []


class Adding:
    """For the admin of sources."""

    def get_urls(self):
        views = [path("toevoegen/", self.admin_site.admin_view(self.adding_view), name="fiches_source_adding")]
        return [*views, *super().get_urls()]

    def list_tools(self, request):
        tool = {"label": _("Voeg bronnen toe uit een lijst"), "url": reverse("admin:fiches_source_adding")}
        return [*([tool] if self.may_import(request) else []), *super().list_tools(request)]

    def get_fieldsets(self, request, obj=None):
        """A new source begins with the shorter way."""
        (heading, first), *rest = super().get_fieldsets(request, obj)
        if obj is None and IS_POPUP_VAR not in request.GET and self.may_import(request):
            way = _("Heb je een DOI, een literatuurlijst of een bestand? <a href='{}'>Voeg ze zo toe</a>.")
            first = {**first, "description": format_html(way, reverse("admin:fiches_source_adding"))}
        return [(heading, first), *rest]

    def adding_view(self, request):
        if not self.may_import(request):
            raise PermissionDenied
        return Pages(self, request).answer()


class Pages:
    """A list, a look, done."""

    def __init__(self, model_admin, request):
        self.admin, self.request, self.opts = model_admin, request, model_admin.opts

    def answer(self):
        if self.request.method != "POST":
            return self._ask(BringForm())
        if "state" in self.request.POST:
            return self._confirm()
        form = BringForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._ask(form)
        return self._look(adding.look_up(form.cleaned_data["entries"]))

    def _ask(self, form):
        return self._drawn("admin/fiches/adding.html", {"title": _("Bronnen toevoegen"), "form": form, "most": MOST_ENTRIES})

    def _look(self, brought: list[Entry], warning: str = "", asked=None):
        found = adding.look(brought)
        kept = [asdict(entry) | {"raw": entry.raw if entry.fault else ""} for entry in brought]
        state = {"entries": kept, "seen": adding.seen_name(found), "user": self.request.user.pk}
        context = {
            **self._told(found, asked),
            "title": _("Wat er met elke bron gebeurt"),
            "warning": warning,
            "state": signing.dumps(state, salt=SALT, compress=True),
        }
        return self._drawn("admin/fiches/adding_look.html", context)

    def _confirm(self):
        asked = self.request.POST
        try:
            state = signing.loads(asked["state"], salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature:
            state = {}
        if state.get("user") != self.request.user.pk:
            form = BringForm({}, {})
            form.full_clean()
            form.errors.clear()
            form.add_error(None, _("Deze pagina stond te lang open. Breng je bronnen opnieuw."))
            return self._ask(form)
        brought = [Entry(**{**entry, "doubts": tuple(entry["doubts"])}) for entry in state["entries"]]
        found = adding.look(brought)
        if adding.seen_name(found) != state["seen"]:
            return self._look(
                brought, _("Er veranderde iets sinds je keek. Bekijk het overzicht opnieuw en bevestig dan."), asked
            )
        left_out = {one.number for one in found if one.kind == adding.NEW and not asked.get(f"neem-{one.number}")}
        taken = {
            one.number: {each.name for each in one.differences if asked.get(f"f-{one.number}-{each.name}") == BROUGHT}
            for one in found
        }
        try:
            written = adding.add(found, left_out, taken, by=self.request.user)
        except adding.AddingRefused as refusal:
            return self._look(brought, str(refusal), asked)
        failed = [one for one in found if one.kind == adding.REFUSED]
        again = "\n\n".join(one.entry.raw for one in failed)
        context = {
            "title": _("Bronnen toegevoegd"),
            "written": [self._one(one) for one in written],
            "added": sum(one.kind == adding.NEW for one in written),
            "changed": sum(one.kind == adding.KNOWN for one in written),
            "failed": failed,
            "form": BringForm(initial={"text": again}),
        }
        return self._drawn("admin/fiches/adding_done.html", context)

    def _told(self, found, asked) -> dict:
        counts = {kind: sum(one.kind == kind for one in found) for kind in OUTCOMES}
        return {"found": [self._one(one, asked) for one in found], "counts": counts, "good": counts["new"] + counts["known"]}

    def _one(self, one, asked=None) -> dict:
        word, badge = OUTCOMES[one.kind]
        url = reverse("admin:fiches_source_change", args=[one.source.pk]) if one.source and one.source.pk else ""
        return {
            "one": one,
            "word": word,
            "badge": badge,
            "url": url,
            "doubts": one.entry.doubts if one.kind in (adding.NEW, adding.KNOWN) else (),
            "ticked": asked is None or bool(asked.get(f"neem-{one.number}")),
            "fields": [self._field(one, each, asked) for each in one.differences],
        }

    def _field(self, one, each, asked) -> dict:
        """Empty fields are filled unless somebody says no; what stands there stays unless somebody says so."""
        name = f"f-{one.number}-{each.name}"
        take = asked.get(name) == BROUGHT if asked is not None and name in asked else each.fills
        label = self.admin.form.base_fields[each.name].label
        return {"name": name, "label": label, "there": each.there, "brought": each.brought, "take": take}

    def _drawn(self, template, context):
        context = {**self.admin.admin_site.each_context(self.request), "opts": self.opts, **context}
        return TemplateResponse(self.request, template, context)
