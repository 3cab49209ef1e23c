"""What makes a form of many rows quick to build: each row has its own copy of every field, and a chooser asks for its
addresses in every row."""

import copy
from collections.abc import Callable
from functools import cache

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.urls import get_urlconf, reverse


class Fields(dict):
    """The fields of a form class. A list of choices is shared by the copies: nobody changes one, a field gets another."""

    def __deepcopy__(self, memo):
        return {name: _fresh(field, memo) for name, field in self.items()}


def _fresh(field: forms.Field, memo: dict) -> forms.Field:
    if type(field) not in (forms.ChoiceField, forms.TypedChoiceField) or type(field.widget) is not forms.Select:
        return copy.deepcopy(field, memo)
    mine = copy.copy(field)
    mine.widget = copy.copy(field.widget)
    mine.widget.attrs = field.widget.attrs.copy()
    mine.error_messages = field.error_messages.copy()
    mine.validators = field.validators[:]
    return mine


class QuickRelated(RelatedFieldWidgetWrapper):
    """A chooser with the buttons beside it, whose addresses are looked up once."""

    @classmethod
    def of(cls, plain: RelatedFieldWidgetWrapper) -> "QuickRelated":
        """The same as that one, which Django made. Rows are deleted and opened elsewhere."""
        return cls(plain.widget, plain.rel, plain.admin_site, plain.can_add_related, plain.can_change_related)

    def get_related_url(self, info, action, *args):
        return address("admin:{}_{}_{}".format(*info, action), self.admin_site.name, args)


def address(name: str, site: str, args: tuple = ()) -> str:
    """The address of a page of the desk, looked up once."""
    return _address(name, site, args, get_urlconf())


@cache
def _address(name: str, site: str, args: tuple, urlconf: str | None) -> str:
    return reverse(name, urlconf, args=args, current_app=site)


def _said(field: forms.Field | None) -> forms.Field | None:
    """With its label and help in words: what is translated when it is printed, is translated in every row."""
    if field:
        field.label, field.help_text = str(field.label), str(field.help_text)
    return field


SETTLED: dict[tuple, forms.Field | None] = {}
MOST_SETTLED = 5000  # fields; there are some hundreds for each set of rights that somebody has


def settled(admin, request) -> Callable:
    """How a form gets its fields (`formfield_callback`). They depend on the rights of who asks, and are made once for those:
    every form copies the fields of its class."""
    may = frozenset(request.user.get_all_permissions())

    def field_of(db_field, **kwargs):
        if kwargs:
            return admin.formfield_for_dbfield(db_field, request, **kwargs)
        asked = type(admin), db_field, may
        if asked not in SETTLED:
            if len(SETTLED) >= MOST_SETTLED:
                SETTLED.clear()
            SETTLED[asked] = _said(admin.formfield_for_dbfield(db_field, request))
        return SETTLED[asked]

    return field_of
