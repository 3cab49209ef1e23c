"""The small pieces of a form (inputs, choices, labels, lists of errors) written by Python: the same HTML as Django's templates
give, for a fraction of the time. The form of a fiche has five hundred of them."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.templatetags.static import static
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def said(value: Any) -> str:
    """A value as a template prints it."""
    if type(value) is str:
        return escape(value)
    if type(value) is SafeString:
        return value
    return conditional_escape(value) if isinstance(value, str) else said(str(value))


def attributes(attrs: dict | None) -> str:
    """Attributes of a tag as Django prints them: what is True has no value, what is False is left out; none at all is None."""
    given = (attrs or {}).items()
    return "".join(f" {name}" if value is True else f' {name}="{said(value)}"' for name, value in given if value is not False)


def _input(context: dict) -> str:
    return _one_input(context["widget"])


def _one_input(widget: dict) -> str:
    value = "" if widget["value"] is None else f' value="{said(widget["value"])}"'
    return f'<input type="{said(widget["type"])}" name="{said(widget["name"])}"{value}{attributes(widget["attrs"])}>'


def _textarea(context: dict) -> str:
    widget = context["widget"]
    value = said(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{said(widget["name"])}"{attributes(widget["attrs"])}>\n{value}</textarea>'


def _select(context: dict) -> str:
    widget = context["widget"]
    options = "".join(_options(widget["optgroups"]))
    return f'<select name="{said(widget["name"])}"{attributes(widget["attrs"])}>{options}\n</select>'


def _options(groups) -> Iterator[str]:
    for name, choices, _place in groups:
        if name:
            yield f'\n  <optgroup label="{said(name)}">'
        for option in choices:
            value, attrs = said(option["value"]), attributes(option["attrs"])
            yield f'\n  <option value="{value}"{attrs}>{said(option["label"])}</option>'
        if name:
            yield "\n  </optgroup>"


def _ticks(context: dict) -> str:
    """Boxes to tick, or to choose one of."""
    widget = context["widget"]
    attrs = widget["attrs"]
    opening = "".join(f' {name}="{said(attrs[name])}"' for name in ("id", "class") if attrs.get(name))
    return f"<div{opening}>{''.join(_boxes(widget['optgroups']))}\n</div>"


def _boxes(groups) -> Iterator[str]:
    for name, choices, _place in groups:
        if name:
            yield f"\n  <div><label>{said(name)}</label>"
        for option in choices:
            box = _one_input(option)
            if option["wrap_label"]:
                of = f' for="{said(option["attrs"]["id"])}"' if option["attrs"].get("id") else ""
                box = f"<label{of}>{box} {said(option['label'])}</label>"
            yield f"<div>\n    {box}</div>"
        if name:
            yield "\n  </div>"


def _label(context: dict) -> str:
    label = said(context["label"])
    return f"<{context['tag']}{attributes(context['attrs'])}>{label}</{context['tag']}>" if context["use_tag"] else label


def _errors(context: dict) -> str:
    errors = context["errors"]
    if not errors:
        return ""
    place = f' id="{said(errors.field_id)}_error"' if errors.field_id else ""
    return f'<ul class="{said(context["error_class"])}"{place}>{"".join(f"<li>{said(error)}</li>" for error in errors)}</ul>'


RELATED = {  # what can be done with the row that a field names: class, icon, title
    "change": ("change-related", "icon-changelink.svg", "Change selected %(model)s"),
    "add": ("add-related", "icon-addlink.svg", "Add another %(model)s"),
    "delete": ("delete-related", "icon-deletelink.svg", "Delete selected %(model)s"),
    "view": ("view-related", "icon-viewlink.svg", "View selected %(model)s"),
}
ICONS: dict[tuple[str, str], str] = {}


def _related(context: dict) -> str:
    """A chooser with the buttons beside it."""
    ref = "" if context["model_has_limit_choices_to"] else f'data-model-ref="{said(context["model_name"])}"'
    doing = [] if context["is_hidden"] else [act for act in RELATED if context[f"can_{act}_related"]]
    links = "".join(_related_link(act, context) for act in doing)
    return f'<div class="related-widget-wrapper" {ref}>{context["rendered_widget"]}{links}</div>'


def _related_link(act: str, context: dict) -> str:
    query = said(context["view_related_url_params" if act == "view" else "url_params"])
    if act == "add":
        where = f'href="{said(context["add_related_url"])}?{query}"'
    else:
        template = context["delete_related_template_url" if act == "delete" else "change_related_template_url"]
        where = f'data-href-template="{said(template)}?{query}"'
    popup = "" if act == "view" else ' data-popup="yes"'
    return (
        f'<a class="related-widget-wrapper-link {RELATED[act][0]}" id="{act}_id_{said(context["name"])}" {where}{popup}'
        f"{_related_icon(act, context)}</a>"
    )


def _related_icon(act: str, context: dict) -> str:
    """The end of the tag and the picture in it. Words and files are settled when the process starts."""
    place = act, context["model_name"]
    if place not in ICONS:
        _kind, icon, title = RELATED[act]
        told = said(_(title) % {"model": said(context["model"])})
        ICONS[place] = f' title="{told}"><img src="{static(f"admin/img/{icon}")}" alt="" width="24" height="24">'
    return ICONS[place]


INPUTS = ("input", "text", "hidden", "number", "date", "email", "url", "checkbox", "time", "datetime", "search", "tel", "color")
WRITTEN: dict[str, Callable[[dict], str]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/checkbox_select.html": _ticks,
    "django/forms/widgets/radio.html": _ticks,
    "django/forms/label.html": _label,
    "django/forms/errors/list/ul.html": _errors,
    "django/forms/errors/list/default.html": _errors,
    "admin/widgets/related_widget_wrapper.html": _related,
}


class QuickFields(DjangoTemplates):
    """Django's own renderer (FORM_RENDERER), but for the pieces of which there are many."""

    def render(self, template_name, context, request=None) -> SafeString:
        write = WRITTEN.get(template_name)
        return SafeString(write(context)) if write else super().render(template_name, context, request)  # each is escaped
