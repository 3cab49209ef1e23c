"""The desk without a browser: what a form would post, and what it answered."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags


def address(name, thing, *args):
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_{name}", args=[thing.pk, *args])


def values_of(form) -> dict:
    values = {}
    for bound in form:
        value = bound.value()
        if bound.field.show_hidden_initial:
            values[bound.html_initial_name] = bound.field.prepare_value(bound.initial)
        if hasattr(bound.field.widget, "widgets"):
            parts = value if isinstance(value, list) else bound.field.widget.decompress(value)
            values |= {f"{bound.html_name}_{place}": part or "" for place, part in enumerate(parts)}
        elif bound.name == "tags":
            values[bound.html_name] = value if isinstance(value, str) else ", ".join(str(tag) for tag in value or [])
        elif value is not None and value is not False and bound.name != "image":
            value = bound.field.prepare_value(value)
            values[bound.html_name] = [getattr(row, "pk", row) for row in value] if isinstance(value, list) else value
    return values


def as_typed(page) -> dict:
    """Everything the browser would post from this form, as it stands."""
    values = values_of(page.context["adminform"].form)
    if kept := page.context.get("kept"):
        values |= {"_tab": kept["tab"], "_base": kept["base"], "_restored": kept["restored_name"]}
    for inline in page.context["inline_admin_formsets"]:
        values |= values_of(inline.formset.management_form)
        for form in inline.formset.forms:
            values |= values_of(form)
    return values


def opened(client, thing) -> dict:
    return as_typed(client.get(address("change", thing)))


def said(page) -> list[str]:
    return [strip_tags(str(message)) for message in page.context["messages"]]


def send(client, thing, typed, **more):
    return client.post(address("change", thing), {**typed, **more}, follow=True)


def cost(ask) -> int:
    """How many queries it takes."""
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def merged(client, *rows, into, **chosen):
    """These rows made one on their page: looked at, then confirmed."""
    url = reverse(f"admin:{into._meta.app_label}_{into._meta.model_name}_merge")
    typed = {"rij": [row.pk for row in rows], "into": into.pk, **{f"f-{name}": str(row) for name, row in chosen.items()}}
    seen = client.post(url, typed).context["made"].seen
    return client.post(url, {**typed, "seen": seen, "_confirm": "1"}, follow=True)
