"""What an editor can correct of a document that was read, before it becomes a draft."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fiches.admin.source import SourceForm
from fiches.citations.kinds import ALWAYS, KINDS
from fiches.importing import materials
from fiches.importing.draft import LONGEST_STANDFIRST
from fiches.importing.known import recognise
from fiches.importing.parsed import INTRO, LEFT, LISTS, Material, ParsedFiche, Piece, Reference, called
from fiches.importing.pictures import LONGEST_ALT
from fiches.importing.references import match
from fiches.models import Access, Fiche, ResourceKind, Rubriek, Source
from portal.documents.formats import ENDINGS
from portal.documents.reading import LIMITS
from portal.text import clean_html

LIMIT = min(settings.UPLOAD_LIMIT, LIMITS.bytes)
MOST = {"pieces": 400, "materials": materials.MOST, "references": 60}  # a browser posts no more fields than the server takes
PLACES = [
    (INTRO, gettext_lazy("Inleiding")),
    *((place, capfirst(called(place))) for place in LISTS),
    *Rubriek.choices,
    (LEFT, gettext_lazy("Niet overnemen")),
]
PAGES = {"pptx": gettext_lazy("Dia"), "pdf": gettext_lazy("Bladzijde")}


class UploadForm(forms.Form):
    """Which document."""

    document = forms.FileField(
        label=gettext_lazy("Document"),
        error_messages={
            "required": gettext_lazy("Kies eerst een bestand."),
            "empty": gettext_lazy("Dit bestand is leeg."),
            "max_length": gettext_lazy("De naam van dit bestand is te lang."),
        },
        max_length=150,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(sorted(set().union(*ENDINGS.values())))}),
    )

    def clean_document(self):
        file = self.cleaned_data["document"]
        if file.size > LIMIT:
            raise ValidationError(_("Dit bestand is te groot: hoogstens %(limit)s MB.") % {"limit": LIMIT // 1024 // 1024})
        return file


class TitleForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=Fiche._meta.get_field("title").max_length,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": gettext_lazy("Geef de fiche een titel.")},
    )


class PieceForm(forms.Form):
    rubriek = forms.ChoiceField(label=gettext_lazy("Waar hoort dit?"), choices=PLACES, required=False)

    def __init__(self, *args, piece: Piece, heading: str = "", **kwargs):
        self.piece, self.heading = piece, heading
        super().__init__(*args, initial={"rubriek": piece.rubriek}, **kwargs)
        self.fields["rubriek"].widget.attrs["class"] = "input"

    def text(self):
        """What stands in it, as the fiche would show it."""
        return mark_safe(clean_html(self.piece.html))  # noqa: S308 (cleaned right here)


class MaterialForm(forms.Form):
    taken = forms.BooleanField(label=gettext_lazy("Overnemen"), required=False)
    title = forms.CharField(
        label=gettext_lazy("Titel"), max_length=200, error_messages={"required": gettext_lazy("Geef dit materiaal een titel.")}
    )
    kind = forms.ChoiceField(label=gettext_lazy("Soort"), choices=ResourceKind.choices)
    rubriek = forms.ChoiceField(label=gettext_lazy("Onder"), choices=Rubriek.choices)
    access = forms.ChoiceField(label=gettext_lazy("Toegang"), choices=Access.choices)
    path = forms.CharField(label=gettext_lazy("Waar te vinden"), max_length=200, required=False)

    def __init__(self, *args, material: Material, **kwargs):
        self.material = material
        super().__init__(*args, initial={name: getattr(material, name) for name in self.base_fields}, **kwargs)
        if material.existing:
            for name in ("title", "kind", "access", "path"):
                del self.fields[name]
        for name, field in self.fields.items():
            if name != "taken":
                field.widget.attrs["class"] = "input"

    def guessed(self):
        """The names of the fields that nobody said."""
        return [] if self.material.existing else self.material.named_guesses()

    def apply(self):
        for name in self.fields:
            if name in self.material.guessed and name in self.changed_data:
                self.material.guessed.remove(name)
            setattr(self.material, name, self.cleaned_data[name])


class ReferenceForm(SourceForm):
    """The fields of a source that is not there yet: looked at together when the draft is made."""

    taken = forms.BooleanField(label=gettext_lazy("Overnemen"), required=False)

    def __init__(self, *args, reference: Reference, **kwargs):
        self.reference = reference
        super().__init__(*args, instance=Source(csl=reference.csl), initial={"taken": reference.taken}, **kwargs)
        del self.fields["slug"]
        for name, field in self.fields.items():
            if name != "taken":
                field.widget.attrs["class"] = "input"

    def clean(self):
        return super(SourceForm, self).clean()  # neither set in APA nor refused for being known: that comes with the draft

    def _post_clean(self):
        """No row is made of it here."""

    def shown(self):
        """The fields behind the tick: those of its kind, and whatever holds something. A long list of sources stays sendable."""
        kind = KINDS.get(self["type"].value())
        fitting = {*ALWAYS, *(kind.fields if kind else ())}
        return [field for field in self if field.name != "taken" and (field.name in fitting or field.value() or field.errors)]

    def apply(self):
        self.reference.taken = self.cleaned_data["taken"]
        if "type" in self.fields and (csl := self.csl()) != self.reference.csl:
            self.reference.csl, self.reference.confidence, self.reference.doubts = csl, 1.0, []


class TakenForm(forms.Form):
    """Of a source that exists only whether it is taken: it is corrected at its own page."""

    taken = forms.BooleanField(label=gettext_lazy("Overnemen"), required=False)

    def __init__(self, *args, reference: Reference, **kwargs):
        self.reference = reference
        super().__init__(*args, initial={"taken": reference.taken}, **kwargs)

    def shown(self):
        return []

    def apply(self):
        self.reference.taken = self.cleaned_data["taken"]


class PictureForm(forms.Form):
    """Which picture of the document the fiche gets, and what it says to who cannot see it."""

    chosen = forms.TypedChoiceField(
        label=gettext_lazy("Beeld van de fiche"), coerce=int, empty_value=0, required=False, widget=forms.RadioSelect
    )
    alt = forms.CharField(
        label=gettext_lazy("Beschrijving van het gekozen beeld"),
        max_length=LONGEST_ALT,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "aria-describedby": "beeld-uitleg"}),
    )

    def __init__(self, *args, parsed: ParsedFiche, **kwargs):
        self.parsed = parsed
        super().__init__(*args, initial={"chosen": parsed.image, "alt": parsed.image_alt}, **kwargs)
        numbers = [(one.number, _("Beeld %(number)s") % {"number": one.number}) for one in parsed.pictures]
        self.fields["chosen"].choices = [(0, _("Geen beeld")), *numbers]

    def cards(self):
        """Each picture with its choice."""
        return list(zip(self.parsed.pictures, list(self["chosen"])[1:], strict=True))

    def none(self):
        """The choice for no picture at all."""
        return self["chosen"][0]

    def clean(self):
        said = super().clean()
        words = {one.number: one.alt for one in self.parsed.pictures}
        chosen = said.get("chosen")
        if chosen and "alt" in said and not (said["alt"] or words[chosen]):
            self.add_error("alt", _("Schrijf wat er op dit beeld te zien is, voor wie het niet kan zien."))
        return said

    def apply(self):
        self.parsed.image, self.parsed.image_alt = self.cleaned_data["chosen"], self.cleaned_data["alt"]


class Review:
    """All forms of one document that was read."""

    def __init__(self, parsed: ParsedFiche, data=None):
        self.parsed = parsed
        self.title = TitleForm(data, initial={"title": parsed.title}, label_suffix="")
        headings = {rubriek: heading for rubriek, heading in parsed.headings.items() if heading}
        self.pieces = [
            PieceForm(data, prefix=f"deel-{piece.number}", piece=piece, heading=headings.pop(piece.rubriek, ""), label_suffix="")
            for piece in parsed.pieces[: MOST["pieces"]]
        ]
        self.materials = [
            MaterialForm(data, prefix=f"materiaal-{number}", material=row, label_suffix="")
            for number, row in enumerate(parsed.materials[: MOST["materials"]])
        ]
        self.references = [
            (TakenForm if row.existing else ReferenceForm)(data, prefix=f"bron-{number}", reference=row, label_suffix="")
            for number, row in enumerate(parsed.references[: MOST["references"]])
        ]
        self.pictures = PictureForm(data, prefix="beeld", parsed=parsed, label_suffix="") if parsed.pictures else None
        self.faults: list[str] = []

    def forms(self):
        pictures = [self.pictures] if self.pictures else []
        return [self.title, *pictures, *self.pieces, *self.materials, *self.references]

    def beyond(self) -> int:
        """How many parts there are no fields for: they are taken as they were read."""
        return sum(max(len(getattr(self.parsed, name)) - most, 0) for name, most in MOST.items())

    def is_valid(self) -> bool:
        valid = not [form for form in self.forms() if not form.is_valid()]  # all of them are asked
        if valid and len(self._standfirst()) > LONGEST_STANDFIRST:
            sentence = _("De inleiding telt hoogstens %(limit)s tekens. Kies voor een deel ervan een rubriek.")
            self.faults.append(sentence % {"limit": LONGEST_STANDFIRST})
            return False
        return valid

    def _standfirst(self) -> str:
        return " ".join(form.piece.text for form in self.pieces if form.cleaned_data["rubriek"] == INTRO)

    def apply(self) -> ParsedFiche:
        """What was read, as it was corrected; what is known of it is looked up again."""
        self.parsed.title, self.parsed.title_sure = self.title.cleaned_data["title"].strip(), True
        for form in self.pieces:
            chosen = form.cleaned_data["rubriek"]
            if chosen != form.piece.rubriek:
                self.parsed.move(form.piece, chosen)
        for form in self.forms():
            if isinstance(form, PictureForm | MaterialForm | ReferenceForm | TakenForm):
                form.apply()
        recognise(self.parsed)
        match(self.parsed)
        return self.parsed
