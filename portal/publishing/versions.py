"""The versions of a publication on the desk: looking at one, comparing two, giving one a name, putting one back."""

from collections import Counter

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.publishing import logbook
from portal.publishing.compare import DRAFT, called, draft, version, what_differs
from portal.publishing.diff import Rows
from portal.publishing.forms import DeskForm, number_in
from portal.publishing.freezing import left_out
from portal.publishing.models import Revision
from portal.publishing.workflow import StepRefused, revert

ON_A_PAGE = 30
STATES = {  # of a row: how it is told, its badge
    "added": (gettext_lazy("nieuw"), "ok"),
    "removed": (gettext_lazy("geschrapt"), "bad"),
    "changed": (gettext_lazy("gewijzigd"), ""),
    "moved": (gettext_lazy("verplaatst"), "lock"),
}


def on_day(moment) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


class CompareForm(forms.Form):
    """Which two texts stand beside each other: what is online (or else the newest version) and the draft, unless asked."""

    van = forms.ChoiceField(label=gettext_lazy("Van"))
    naar = forms.ChoiceField(label=gettext_lazy("naar"))
    alles = forms.BooleanField(label=gettext_lazy("Vouw open wat gelijk bleef"), required=False)

    def __init__(self, asked, thing, revisions):
        first = next((row for row in revisions if row.pk == thing.live_id), revisions[0])
        self.usual = {"van": str(first.number), "naar": DRAFT}
        given = {name: asked[name] for name in self.base_fields if asked.get(name)}
        super().__init__({**self.usual, **given}, label_suffix="")
        sides = [(DRAFT, _("het klad, %(day)s") % {"day": on_day(thing.changed)})]
        for row in revisions:
            online = f" ({_('online')})" if row.pk == thing.live_id else ""
            sides.append((str(row.number), f"{called(row)}, {on_day(row.created)}{online}"))
        for name in ("van", "naar"):
            self.fields[name].choices = sides
        self.lost = not self.is_valid()
        if self.lost:
            self.data = {**self.usual, **self.cleaned_data}

    def sides(self) -> tuple[str, str]:
        van, naar = (self.cleaned_data.get(name) or self.usual[name] for name in ("van", "naar"))
        return van, naar


class RevisionForm(DeskForm):
    """What editors say of a version; its text never changes."""

    class Meta:
        model = Revision
        fields = ["name", "comment"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id=f"id_{kwargs['instance'].number}_%s", **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "vTextField"


def shown(found) -> list[dict]:
    """The differences as the page lists them."""
    return [_part(one) if isinstance(one, Rows) else {"name": one.name, "label": one.label, "field": one} for one in found]


def _part(part: Rows) -> dict:
    counts = Counter(row.state for row in part.rows)
    rows = []
    for row in part.rows:
        state, badge = STATES[row.state]
        places = {"was": row.was, "now": row.now}
        moved = _("van plaats %(was)s naar plaats %(now)s") % places if row.state == "moved" else ""
        rows.append({"name": row.name, "state": state, "badge": badge, "moved": moved, "fields": row.differences})
    told = ", ".join(f"{counts[state]} {label}" for state, (label, _badge) in STATES.items() if counts[state])
    return {"name": part.name, "label": part.label, "told": told, "rows": rows}


class VersionPages(admin.ModelAdmin):
    """What PublicationAdmin offers about versions."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/versies/", wrap(self.versions_view), name=f"{name}_versions"),
            path("<int:pk>/versies/<int:number>/", wrap(self.version_view), name=f"{name}_version"),
            path("<int:pk>/versies/<int:number>/naam/", wrap(self.rename_view), name=f"{name}_rename"),
            path("<int:pk>/versies/<int:number>/terugzetten/", wrap(self.revert_view), name=f"{name}_revert"),
            path("<int:pk>/verschil/", wrap(self.diff_view), name=f"{name}_diff"),
            *super().get_urls(),
        ]

    def _page(self, request, template, thing, **context):
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts, "thing": thing, "seen": thing.edit}
        return TemplateResponse(request, template, everywhere | context)

    def _may_change(self, request, thing):
        if not self.has_change_permission(request, thing):
            raise PermissionDenied

    # -- the list ------------------------------------------------------------------------------------------------------
    def versions_view(self, request, pk):
        return self._versions(request, self._asked(request, pk))

    def _versions(self, request, thing, refused=None):
        """The list; `refused` is the form of a version that could not be saved, as it was typed."""
        revisions = list(thing.revisions().select_related("author").defer("snapshot"))
        page = Paginator(revisions, ON_A_PAGE).get_page(request.GET.get("p"))
        may_change = self.has_change_permission(request, thing)
        return self._page(
            request,
            "admin/publication_versions.html",
            thing,
            title=_("Versies van “%(title)s”") % {"title": thing},
            page=page,
            revisions=[self._told(thing, row, revisions, refused, may_change) for row in page],
            compare=CompareForm({}, thing, revisions) if revisions else None,
            compare_url=self._url("diff", thing),
            may_change=may_change,
        )

    def _told(self, thing, row, revisions, refused, may_change) -> dict:
        before = next((other.number for other in revisions if other.number < row.number), None)
        form = refused if refused and refused.instance.pk == row.pk else RevisionForm(instance=row) if may_change else None
        return {
            "row": row,
            "url": self._url("version", thing, row.number),
            "rename_url": self._url("rename", thing, row.number),
            "revert_url": self._url("revert", thing, row.number),
            "before": before,
            "live": row.pk == thing.live_id,
            "planned": row.pk == thing.planned_id,
            "form": form,
        }

    def version_view(self, request, pk, number):
        thing = self._asked(request, pk)
        revision = get_object_or_404(thing.revisions(), number=number)
        return self.shown_version(request, thing, revision)

    def rename_view(self, request, pk, number):
        thing = self._asked(request, pk)
        self._may_change(request, thing)
        revision = get_object_or_404(thing.revisions().select_related("author"), number=number)
        if request.method != "POST":
            return HttpResponseRedirect(self._url("versions", thing))
        form = RevisionForm(request.POST, instance=revision)
        if not form.is_valid():
            return self._versions(request, thing, refused=form)
        if form.has_changed():
            with transaction.atomic():
                form.instance.save(update_fields=["name", "comment"])
                logbook.write(logbook.Act.NAMED, thing, by=request.user, said=called(revision))
        self.message_user(request, _("Bewaard bij versie %(number)s.") % {"number": number}, messages.SUCCESS)
        return HttpResponseRedirect(self._url("versions", thing))

    # -- comparing -----------------------------------------------------------------------------------------------------
    def diff_view(self, request, pk):
        thing = self._asked(request, pk)
        if request.method == "POST":
            return self._step_from_here(request, thing)
        revisions = list(thing.revisions().select_related("author").defer("snapshot"))
        title = _("Wat verandert er in “%(title)s”?") % {"title": thing}
        if not revisions:
            return self._page(request, "admin/publication_diff.html", thing, title=title, form=None)
        form = CompareForm(request.GET, thing, revisions)
        old, new = self._sides(thing, form.sides())
        return self._page(
            request,
            "admin/publication_diff.html",
            thing,
            title=title,
            form=form,
            old=self._side_told(thing, old),
            new=self._side_told(thing, new),
            same=old.key == new.key,
            found=shown(what_differs(thing, old, new)),
            unfolded=form.cleaned_data.get("alles"),
            **(self.steps_while_reading(request, thing) if new.key == DRAFT else {}),
        )

    def _sides(self, thing, keys):
        numbers = {int(key) for key in keys if key != DRAFT}
        rows = {str(row.number): row for row in thing.revisions().select_related("author").filter(number__in=numbers)}
        sides = {key: draft(thing) if key == DRAFT else version(thing, rows[key]) for key in {*keys}}
        return [sides[key] for key in keys]

    def _side_told(self, thing, side) -> dict:
        row = side.revision
        return {
            "label": side.label,
            "when": row.created if row else thing.changed,
            "who": row.author if row else thing.changed_by,
            "online": row.published if row and row.pk == thing.live_id else None,
            "url": self._url("version", thing, row.number) if row else self._url("preview", thing),
        }

    def _step_from_here(self, request, thing):
        """A step without the form: who read what changes need not open it."""
        thing.edit, thing.touched = number_in(request.POST.get("seen", ""), -1), False
        done = self._after_saving(request, thing)
        return HttpResponseRedirect(self._url("diff", thing)) if done is None or getattr(thing, "refused", False) else done

    # -- putting back --------------------------------------------------------------------------------------------------
    def revert_view(self, request, pk, number):
        thing = self._asked(request, pk)
        self._may_change(request, thing)
        revision = get_object_or_404(thing.revisions().select_related("author"), number=number)
        if request.method == "POST":
            return self._revert(request, thing, revision)
        old, new = draft(thing), version(thing, revision)
        return self._page(
            request,
            "admin/publication_revert.html",
            thing,
            title=_("%(version)s terugzetten in het klad?") % {"version": capfirst(called(revision))},
            revision=revision,
            found=shown(what_differs(thing, old, new)),
            missing=left_out(thing, revision.snapshot),
        )

    def _revert(self, request, thing, revision):
        seen = number_in(request.POST.get("seen", ""), -1)
        try:
            thing, missing = revert(thing, revision, seen=seen, at=timezone.now(), by=request.user)
        except StepRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(self._url("versions", thing))
        done = _("De tekst van versie %(number)s staat nu in het klad. Lezers zien ze pas als je publiceert.")
        self.message_user(request, done % {"number": revision.number}, messages.SUCCESS)
        if missing:
            left = _("Dit bestaat niet meer en is weggelaten: %(names)s.") % {"names": ", ".join(missing)}
            self.message_user(request, left, messages.WARNING)
        return HttpResponseRedirect(self._url("change", thing))
