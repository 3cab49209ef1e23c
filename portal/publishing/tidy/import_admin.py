"""Reading a table into a list of the desk: the file, the fate of every row, done. The rows travel with the page, signed."""

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.publishing.tidy.export_admin import Exports
from portal.publishing.tidy.importing import CHANGED, NEW, REFUSED, SAME, DeskTable, Fate, ImportRefused, seen_name, write
from portal.tables.reading import SIZE, Row, Table, TableRefused, read
from portal.tables.sheet import ROWS
from portal.tables.writing import MEDIA, xlsx_of

SALT = "tidy.import"
HOURS = 12
OUTCOMES = {
    NEW: (gettext_lazy("nieuw"), "ok"),
    CHANGED: (gettext_lazy("wordt bijgewerkt"), "lock"),
    SAME: (gettext_lazy("ongewijzigd"), ""),
    REFUSED: (gettext_lazy("geweigerd"), "bad"),
}
DONE = {NEW: gettext_lazy("toegevoegd"), CHANGED: gettext_lazy("bijgewerkt")}


class UploadForm(forms.Form):
    """A file, and what an empty cell means."""

    file = forms.FileField(
        label=gettext_lazy("Bestand"), help_text=gettext_lazy("CSV of XLSX, met de namen van de kolommen in de eerste rij.")
    )
    empties = forms.BooleanField(
        label=gettext_lazy("Een lege cel maakt ook leeg wat er nu staat"),
        required=False,
        help_text=gettext_lazy("Anders blijft staan wat er staat."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx,.txt"
        self.fields["file"].error_messages["required"] = _("Kies een bestand.")
        self.fields["file"].error_messages["empty"] = _("Dit bestand is leeg.")


class Imports(Exports):
    """`table` says what the columns are; the same go out and come in."""

    table: type[DeskTable]

    def get_urls(self):
        name, wrap = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("inlezen/", wrap(self.import_view), name=f"{name}_import"),
            path("inlezen/sjabloon.xlsx", wrap(self.template_view), name=f"{name}_import_template"),
            *super().get_urls(),
        ]

    def may_import(self, request) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def list_tools(self, request):
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")
        return [
            *super().list_tools(request),
            *([{"label": _("Lees een tabel in"), "url": url}] if self.may_import(request) else []),
        ]

    def export_columns(self):
        table = self.table()
        columns = [(field.column_name, field) for field in table.fields.values()]
        return [*columns, *(self._own(name) for name in self.export_more)]

    def export_row(self, row, columns):
        entry = self.table().entry_of(row)
        return [ask.export(entry) if hasattr(ask, "export") else ask(row) for _head, ask in columns]

    def template_view(self, request):
        if not self.may_import(request):
            raise PermissionDenied
        heads = self.table().columns()
        row = [self.table.EXAMPLE.get(head, "") for head in heads]
        about = [(head, str(self.table.ABOUT.get(head, ""))) for head in heads]
        body = xlsx_of(
            str(self.opts.verbose_name_plural).capitalize(), heads, [row], (_("Uitleg"), [_("Kolom"), _("Wat komt erin")], about)
        )
        answer = HttpResponse(body, content_type=MEDIA["xlsx"])
        answer["Content-Disposition"] = f'attachment; filename="sjabloon-{self.opts.model_name}.xlsx"'
        return answer

    def import_view(self, request):
        if not self.may_import(request):
            raise PermissionDenied
        return Pages(self, request).answer()


class Pages:
    """The steps of one import: a file, a look, done."""

    def __init__(self, model_admin, request):
        self.admin, self.request, self.opts = model_admin, request, model_admin.opts

    def answer(self):
        if self.request.method != "POST":
            return self._ask(UploadForm())
        if "state" in self.request.POST:
            return self._confirm()
        form = UploadForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._ask(form)
        file = form.cleaned_data["file"]
        try:
            if file.size > SIZE:
                raise TableRefused(_("Dit bestand is te groot: hoogstens %(most)s MB.") % {"most": SIZE // 1024 // 1024})
            table = read(file.name, file.read(), self.admin.table().columns())
        except TableRefused as refusal:
            form.add_error("file", str(refusal))
            return self._ask(form)
        return self._preview(table, file.name[-120:], form.cleaned_data["empties"])

    def _ask(self, form):
        table = self.admin.table()
        about = [{"head": head, "about": table.ABOUT.get(head, "")} for head in table.columns()]
        context = {"title": _("Tabel inlezen"), "form": form, "about": about, "rows": ROWS, "size": SIZE // 1024 // 1024}
        return self._drawn("admin/tidy/import.html", context)

    def _preview(self, table: Table, name: str, empties: bool, warning: str = ""):
        fates = self.admin.table(empties=empties).fates(table)
        state = {
            "name": name,
            "empties": empties,
            "columns": table.columns,
            "unknown": table.unknown,
            "rows": [[row.line, [row.cells[head] for head in table.columns]] for row in table.rows],
            "seen": seen_name(fates),
            "user": self.request.user.pk,
            "model": self.opts.label_lower,
        }
        context = {
            **self._counted(fates),
            "title": _("Wat er met elke rij gebeurt"),
            "name": name,
            "empties": empties,
            "unknown": table.unknown,
            "warning": warning,
            "state": signing.dumps(state, salt=SALT, compress=True),
        }
        return self._drawn("admin/tidy/import_preview.html", context)

    def _confirm(self):
        try:
            state = signing.loads(self.request.POST["state"], salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature:
            state = {}
        if (state.get("model"), state.get("user")) != (self.opts.label_lower, self.request.user.pk):
            return self._ask(_with_error(_("Deze pagina stond te lang open. Kies het bestand opnieuw.")))
        rows = [Row(line, dict(zip(state["columns"], cells, strict=True))) for line, cells in state["rows"]]
        table = Table(rows, state["columns"], state["unknown"])
        looked = self.admin.table(empties=state["empties"])
        fates = looked.fates(table)
        if seen_name(fates) != state["seen"]:
            warning = _("Er veranderde iets sinds je keek. Bekijk het overzicht opnieuw en bevestig dan.")
            return self._preview(table, state["name"], state["empties"], warning)
        try:
            count = write(looked, fates, name=state["name"], by=self.request.user)
        except ImportRefused as refusal:
            return self._preview(table, state["name"], state["empties"], str(refusal))
        context = {**self._counted(fates, done=True), "title": _("Ingelezen"), "name": state["name"], "written": count}
        return self._drawn("admin/tidy/import_done.html", context)

    def _counted(self, fates: list[Fate], done: bool = False) -> dict:
        counts = {kind: sum(fate.kind == kind for fate in fates) for kind in OUTCOMES}
        return {"fates": [self._told(fate, done) for fate in fates], "counts": counts, "good": counts[NEW] + counts[CHANGED]}

    def _told(self, fate: Fate, done: bool) -> dict:
        word, badge = OUTCOMES[fate.kind]
        row = fate.entry.row if fate.entry is not None and fate.entry.row.pk else None
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk]) if row else ""
        word = DONE.get(fate.kind, word) if done else word
        return {"fate": fate, "word": word, "badge": "ok" if done and fate.kind == CHANGED else badge, "url": url}

    def _drawn(self, template, context):
        context = {**self.admin.admin_site.each_context(self.request), "opts": self.opts, **context}
        return TemplateResponse(self.request, template, context)


def _with_error(sentence: str) -> UploadForm:
    form = UploadForm({}, {})
    form.full_clean()
    form.errors.clear()
    form.add_error(None, sentence)
    return form
