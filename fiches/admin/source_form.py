"""The form of a source: for each kind the fields that matter, CSL-JSON kept."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fiches.citations import styles
from fiches.citations.dates import date_of
from fiches.citations.fields import CitationRefused
from fiches.citations.kinds import KINDS
from fiches.models import Source
from fiches.models.source import duplicate_key
from fiches.typed_sources import bare_doi, csl_of, typed_of
from portal.fields import LinesFormField
from portal.publishing.forms import DeskForm

LANGUAGES = [("nl", gettext_lazy("Nederlands")), ("en", gettext_lazy("Engels")), ("fr", gettext_lazy("Frans"))]
LANGUAGES += [("de", gettext_lazy("Duits"))]


def _text(label, most, help_text="", **attrs):
    widget = forms.TextInput(attrs={"class": "vTextField", **attrs})
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text, widget=widget)


def _people(label, rows, help_text=""):
    return LinesFormField(label=label, required=False, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}))


class SourceForm(DeskForm):
    """The fields that editors know; what they do not touch in the CSL data stays as it is.

    css/sources.css leaves out the fields that the chosen kind does not have, without a script. A field with something in it
    always stays, so nothing typed is lost or hidden when the kind changes.
    """

    type = forms.ChoiceField(label=gettext_lazy("Soort"), choices=[(key, kind.label) for key, kind in KINDS.items()])
    authors = _people(
        gettext_lazy("Auteurs"), 3, gettext_lazy("Eén per regel: “Wubbels, T.” Een organisatie zonder komma: “OECD”.")
    )
    year = _text(
        gettext_lazy("Jaar of datum"), 60, gettext_lazy("“2019”, “12 mei 2019” of “in druk”. Leeg als er geen is (z.d.).")
    )
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=500, widget=forms.TextInput(attrs={"class": "vTextField"}))
    container = _text(gettext_lazy("Verschenen in"), 300)
    event = _text(gettext_lazy("Congres of studiedag"), 300)
    event_place = _text(gettext_lazy("Plaats"), 200, gettext_lazy("Stad en land, zoals “Gent, België”."))
    editors = _people(gettext_lazy("Redacteurs"), 2, gettext_lazy("Eén per regel, zoals de auteurs."))
    translators = _people(gettext_lazy("Vertalers"), 2, gettext_lazy("Alleen voor een vertaald werk; één per regel."))
    original = _text(gettext_lazy("Jaar van het oorspronkelijke werk"), 60, gettext_lazy("Voor een vertaling of heruitgave."))
    edition = _text(gettext_lazy("Druk"), 60, gettext_lazy("Een cijfer vanaf de tweede druk, of “herziene uitgave”."))
    volume = _text(gettext_lazy("Jaargang of deel"), 20)
    issue = _text(gettext_lazy("Nummer"), 20)
    pages = _text(gettext_lazy("Pagina’s"), 60, gettext_lazy("Zoals “12-34”."))
    number = _text(gettext_lazy("Rapport- of artikelnummer"), 60)
    genre = _text(gettext_lazy("Omschrijving"), 80)
    publisher = _text(gettext_lazy("Uitgever of instelling"), 300)
    doi = _text("DOI", 200, gettext_lazy("Zoals “10.1000/xyz123”; een adres van doi.org mag ook."))
    link = forms.URLField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=600,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )
    accessed = _text(gettext_lazy("Geraadpleegd op"), 60)
    language = forms.ChoiceField(label=gettext_lazy("Taal van de titel"), required=False, choices=LANGUAGES, initial="nl")

    class Meta:
        model = Source
        fields = ("slug",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        csl = self.instance.csl or {}
        known = typed_of(csl)
        for name, value in (("type", known["type"]), ("language", known["language"])):
            if value not in dict(self.fields[name].choices):  # what came from elsewhere keeps its type
                self.fields[name].choices = [*self.fields[name].choices, (value, value)]
        for name, field in self.fields.items():
            if name not in ("type", "language", "slug"):
                field.widget.attrs.setdefault("placeholder", " ")  # so that a style sheet knows what is empty
            field.help_text = _with_meanings(name, field.help_text)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Leeg laten: het adres volgt uit auteur en jaar.")
        self.initial = known | self.initial  # a new one can begin with what its address says

    def clean_doi(self):
        doi = bare_doi(self.cleaned_data["doi"])
        if doi and not doi.startswith("10."):
            raise ValidationError(_("Een DOI begint met 10., zoals 10.1000/xyz123."))
        return doi

    def clean_year(self):
        return self._date("year")

    def clean_original(self):
        return self._date("original")

    def clean_accessed(self):
        return self._date("accessed")

    def _date(self, name):
        """A date that can be read; one that was not touched may be of a kind that no form can say."""
        typed = self.cleaned_data[name]
        try:
            date_of(typed) if name in self.changed_data else None
        except CitationRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return typed

    def csl(self) -> dict:
        """The CSL data of what was typed. What was not touched is not written anew."""
        return csl_of(self.cleaned_data, self.instance.csl)

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        csl = self.csl()
        changed = csl != self.instance.csl
        try:
            rendered = styles.render([csl])[0] if changed else None
        except CitationRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        same = Source.objects.filter(key=duplicate_key(csl)).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(_("Deze bron bestaat al: %(source)s") % {"source": same.merged_into or same})
        self.instance.csl = csl
        if rendered:  # made here, before the public site is locked
            self.instance.take_forms(rendered)
        else:
            self.instance.rendered_of = json.dumps(csl)
        return cleaned


def _with_meanings(name, help_text):
    """What the field means for each kind; the style sheet shows that of the chosen one."""
    meanings = [(key, kind.meaning[name]) for key, kind in KINDS.items() if name in kind.meaning]
    if not meanings:
        return help_text
    spans = format_html_join(" ", '<span class="for-kind" data-kind="{}">{}</span>', meanings)
    return format_html("{} {}", help_text, spans) if help_text else spans
