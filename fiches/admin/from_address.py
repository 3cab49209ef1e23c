"""Adding a material by pasting its address: a page of its own, and the same as JSON for the forms."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fiches.models import ResourceKind
from fiches.pasting import Pasted, PasteRefused, pasted

NAMES = {"title": _("titel"), "provider": _("aanbieder"), "kind": _("soort"), "language": _("taal")}


def from_address_view(model_admin, request):
    """Asks for an address; posting it shows what exists, or leads to a form that is filled in as far as can be known."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    as_json = request.accepts("application/json") and not request.accepts("text/html")
    typed, found, fault = request.POST.get("address", ""), None, ""
    if request.method == "POST":
        try:
            found = pasted(typed)
        except PasteRefused as refusal:
            fault = str(refusal)
        if as_json:
            return JsonResponse(_as_json(found) if found else {"fault": fault})
        if found and not (found.existing and "_anyway" not in request.POST):
            model_admin.message_user(request, words_of(found), messages.WARNING if found.fault else messages.INFO)
            return HttpResponseRedirect(add_url(found, popup="_popup" in request.POST))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Materiaal toevoegen vanaf een adres"),
        "opts": model_admin.opts,
        "typed": typed,
        "fault": fault,
        "existing": [(row, change_url(row)) for row in found.existing] if found else [],
    }
    return TemplateResponse(request, "admin/fiches/from_address.html", context)


def words_of(found: Pasted) -> str:
    """What was done for the editor, in a sentence."""
    if found.fault:
        return _("We konden deze pagina niet lezen: %(why)s. Vul de velden zelf in.") % {"why": found.fault}
    names = ", ".join(str(NAMES[name]) for name in found.values() if name in NAMES)
    return _("Ingevuld vanaf de pagina: %(names)s. Kijk het na en bewaar.") % {"names": names}


def add_url(found: Pasted, popup: bool = False) -> str:
    """The form for a new material, with what is known already filled in."""
    more = {"_popup": "1"} if popup else {}
    return f"{reverse('admin:fiches_resource_add')}?{urlencode({**found.values(), **more})}"


def change_url(resource) -> str:
    return reverse("admin:fiches_resource_change", args=[resource.pk])


def _as_json(found: Pasted) -> dict:
    return {
        "existing": [
            {"id": row.pk, "title": row.title, "kind": str(ResourceKind(row.kind).label), "url": change_url(row)}
            for row in found.existing
        ],
        "values": found.values(),
        "provider": found.provider.name if found.provider else "",
        "read": not found.fault,
        "said": "" if found.existing else words_of(found),
    }
