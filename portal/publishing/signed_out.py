"""A save by somebody whose session ended: what was typed goes through the signing in with them, and comes back in its form.

It travels in the page of the login, not in the database: nobody who is not signed in leaves anything behind here.
"""

import json
import secrets
from copy import copy
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone

from portal.publishing.autosave import Spot, TooMuch, as_posted, keep, typed_in
from portal.publishing.autosave_admin import AGAIN, WithAutosave, tab_of
from portal.publishing.forms import number_in

KEPT = "kept"


class KeepsTyped(AdminSite):
    """For the site of the desk."""

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        def or_sign_in_first(request, *args, **kwargs):
            if request.method == "POST" and not self.has_permission(request) and self._form_at(request, request.resolver_match):
                return self._sign_in_first(request)
            return guarded(request, *args, **kwargs)

        return update_wrapper(or_sign_in_first, guarded)

    def _form_at(self, request, match: ResolverMatch) -> tuple[WithAutosave, Spot] | None:
        """The form behind an address, when what is typed in it is kept."""
        for model_admin in self._registry.values():
            if isinstance(model_admin, WithAutosave) and (spot := model_admin.spot_in(request, match)):
                return model_admin, spot
        return None

    def _sign_in_first(self, request):
        try:
            typed = {"tab": tab_of(request.POST), "data": typed_in(request.POST)}
        except TooMuch:
            typed = {}
        asked = copy(request)
        asked.method = "GET"
        where = {"app_path": reverse("admin:login"), "next": request.get_full_path()}
        return self.login(asked, {**where, KEPT: json.dumps(typed)})

    def login(self, request, extra_context=None):
        carried = request.POST.get(KEPT, "") if request.method == "POST" else ""
        response = super().login(request, {**({KEPT: carried} if carried else {}), **(extra_context or {})})
        if carried and isinstance(response, HttpResponseRedirect):
            return self._brought_back(request, carried, response)
        return response

    def _brought_back(self, request, carried: str, response: HttpResponseRedirect):
        """Who signed in finds the form as it was typed."""
        data, tab = _read(carried)
        path, _mark, query = response.url.partition("?")
        asked = copy(request)
        asked.GET = QueryDict(query, mutable=True)
        asked.GET.pop(AGAIN, None)
        if data and (number := self._keep(asked, path, data, tab)):
            asked.GET[AGAIN] = str(number)
            return HttpResponseRedirect(f"{path}?{asked.GET.urlencode()}")
        return response

    def _keep(self, request, path: str, data: dict, tab: str) -> int | None:
        """The number under which it is kept; None when this person may not write there."""
        try:
            found = self._form_at(request, resolve(path))
            typed = typed_in(as_posted(data))
        except (Resolver404, TooMuch):
            return None
        if not found or not found[0].may_keep(request, found[1]):
            return None
        edit = number_in(typed.get("seen", [""])[0], 0)
        keep(request.user, found[1], tab, at=timezone.now(), data=typed, edit=edit, here=False)
        return found[1].rows(request.user).values_list("pk", flat=True).get(tab=tab)


def _read(carried: str) -> tuple[dict[str, list[str]], str]:
    """What the login page carried, and from which tab. Anything else than what we put there is nothing."""
    try:
        told: Any = json.loads(carried)
    except (ValueError, RecursionError):
        told = None
    data = told.get("data") if isinstance(told, dict) else None
    if not isinstance(data, dict):
        return {}, ""
    values = {_sound(name): [_sound(str(one)) for one in some] for name, some in data.items() if isinstance(some, list) and some}
    return values, tab_of({"_tab": str(told.get("tab", ""))}) or secrets.token_hex(6)


def _sound(text: str) -> str:
    """Half a character, which JSON can write and no database can keep, becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
