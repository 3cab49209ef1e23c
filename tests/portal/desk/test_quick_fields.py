"""The pieces of a form that Python writes say what Django's own templates say, whatever stands in them."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, RelatedFieldWidgetWrapper
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from fiches.models import Citation, FicheResource
from portal.publishing.quick_fields import WRITTEN, QuickFields

HOSTILE = "\"><script>alert(1)</script>&'’\n"
CHOICES = [("", "–"), ("a&b", HOSTILE), (3, gettext_lazy("Yes")), (None, mark_safe("<b>veilig</b>"))]
GROUPS = [("Groep <1>", [("x", "X"), ("y", "Y")]), ("z", "Z")]
ATTRS = {
    "id": "id_x",
    "class": "a b",
    "data-x": HOSTILE,
    "required": True,
    "disabled": False,
    "max": 3,
    "title": gettext_lazy("Yes"),
}
WIDGETS = [
    forms.TextInput,
    forms.HiddenInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.CheckboxInput,
    forms.Textarea,
    forms.DateInput,
    forms.TimeInput,
    AdminDateWidget,
]
VALUES = [None, "", "x", HOSTILE, 0, 3, True, mark_safe("<i>&amp;</i>"), gettext_lazy("Yes")]


class Read(HTMLParser):
    """What a browser reads in a piece of HTML: tags with their attributes, and words. White space between tags says nothing."""

    def __init__(self, html: str):
        super().__init__()
        self.said = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.said.append((tag, sorted((name, value) for name, value in attrs)))

    def handle_endtag(self, tag):
        self.said.append(f"/{tag}")

    def handle_data(self, data):
        if words := " ".join(data.split()):
            self.said.append(words)


def both(widget, value, attrs=None) -> tuple[list, list]:
    """Written by us, and by Django."""
    written = (widget.render("naam<", value, attrs, renderer=renderer()) for renderer in (QuickFields, DjangoTemplates))
    ours, theirs = (Read(html).said for html in written)
    return ours, theirs


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("widget", WIDGETS)
def test_a_field_is_written_as_django_writes_it(widget, value):
    for attrs in (None, ATTRS):
        ours, theirs = both(widget(), value, attrs)
        assert ours == theirs


@pytest.mark.parametrize("value", [None, "", "a&b", "3", ["a&b", "3"], HOSTILE, "y"])
@pytest.mark.parametrize("choices", [CHOICES, GROUPS, []])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, forms.CheckboxSelectMultiple, forms.RadioSelect])
def test_choices_are_written_as_django_writes_them(widget, choices, value):
    for attrs in (None, ATTRS):
        ours, theirs = both(widget(choices=choices), value, attrs)
        assert ours == theirs


@pytest.mark.parametrize("field", [FicheResource._meta.get_field("resource"), Citation._meta.get_field("source")])
@pytest.mark.parametrize("acts", [(), ("add",), ("add", "change"), ("add", "change", "delete", "view")])
def test_a_chooser_has_the_same_buttons_in_the_same_order(field, acts):
    chooser = RelatedFieldWidgetWrapper(
        forms.Select(choices=CHOICES), field.remote_field, admin.site, **{f"can_{act}_related": True for act in acts}
    )
    chooser.can_add_related = "add" in acts
    chooser.can_delete_related = "delete" in acts  # a row that is protected could not go
    ours, theirs = both(chooser, "3", ATTRS)
    assert ours == theirs and sum(piece[0] == "a" for piece in ours) == len(acts)


class Example(forms.Form):
    name = forms.CharField(label=f"Naam {HOSTILE}", required=True, help_text="Hulp.")
    kind = forms.ChoiceField(choices=CHOICES[:2], required=False)

    def clean(self):
        raise forms.ValidationError(HOSTILE)


@pytest.mark.parametrize("posted", [None, {"name": ""}, {"name": "x", "kind": HOSTILE}])
def test_labels_and_errors_are_written_as_django_writes_them(posted):
    for piece in (str, lambda form: str(form.errors), lambda form: form["name"].label_tag(attrs=ATTRS)):
        ours, theirs = (Read(piece(Example(posted, renderer=renderer()))).said for renderer in (QuickFields, DjangoTemplates))
        assert ours == theirs


def test_every_piece_that_is_written_here_is_one_of_django():
    for name in WRITTEN:
        assert DjangoTemplates().get_template(name)


def test_the_forms_of_the_portal_are_written_by_it():
    assert isinstance(forms.Form().renderer, QuickFields)


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple, forms.TextInput, forms.HiddenInput])
def test_a_label_of_a_choice_that_has_no_field_of_its_own_is_written_too(widget):
    """What is chosen among buttons has no `for`: then Django gives the template no attributes at all."""

    class Choosing(forms.Form):
        one = forms.ChoiceField(label=f"Kies {HOSTILE}", choices=[("x", "X")], required=False, widget=widget)

    ours, theirs = Choosing(renderer=QuickFields()), Choosing(renderer=DjangoTemplates())
    for piece in (lambda form: form["one"].label_tag(), lambda form: form["one"].legend_tag(), str):
        assert Read(piece(ours)).said == Read(piece(theirs)).said
