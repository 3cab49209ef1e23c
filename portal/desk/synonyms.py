"""Synonyms on the desk: words that mean the same to a reader. What an editor saves works for the next question."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.catalogue.dutch import tokens
from portal.catalogue.models import Synonym
from portal.desk.searched import settle
from portal.publishing.forms import WithNonce
from portal.publishing.logged import Logged
from portal.publishing.tidy.export_admin import Exports
from portal.publishing.titles import DutchTitles
from portal.text import fold

LONGEST = 60
MOST = 30


def meaning_of(words: str) -> tuple[str, ...]:
    """What the search reads in a word or an expression; () when it reads nothing in it."""
    return tuple(token.lexemes[0] for token in tokens(words) if token.lexemes)


class SynonymForm(forms.ModelForm):
    class Meta:
        model = Synonym
        fields = ["words"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if words := self.fields.get("words"):  # who may only look gets no field
            words.widget.attrs["rows"] = 8
            words.help_text = _(
                "Zet elk woord of elke uitdrukking op een eigen regel, zoals “leerkracht” en “leraar”. Wie één ervan zoekt,"
                " vindt ook de andere. Enkelvoud en meervoud hoef je niet apart te zetten. Het werkt meteen."
            )

    def clean_words(self):
        """Each once, each with a meaning of its own, none of them in another group."""
        once: dict[str, str] = {}
        for word in self.cleaned_data["words"]:
            once.setdefault(fold(word), " ".join(word.split()))
        words = list(once.values())
        faults = [fault for word in words if (fault := self._fault(word))]
        if faults:
            raise ValidationError(faults)
        if len(words) < 2:
            raise ValidationError(_("Geef minstens twee woorden, elk op een eigen regel."))
        if len(words) > MOST:
            raise ValidationError(_("Een groep heeft hoogstens %(most)s woorden.") % {"most": MOST})
        if len({meaning_of(word) for word in words}) < 2:
            raise ValidationError(_("Voor de zoekmachine is dit één woord: ze vindt deze vormen al samen."))
        return words

    def _fault(self, word):
        if len(word) > LONGEST:
            return _("“%(word)s” is te lang: een woord of uitdrukking heeft hoogstens %(most)s tekens.") % {
                "word": f"{word[:LONGEST]}…",
                "most": LONGEST,
            }
        if not (meaning := meaning_of(word)):
            return _("“%(word)s” zegt de zoekmachine niets: het bestaat alleen uit kleine woorden of tekens.") % {"word": word}
        if other := self._elsewhere.get(meaning):
            return _("“%(word)s” staat al in de groep “%(group)s”. Vul die aan.") % {"word": word, "group": other}
        return None

    @property
    def _elsewhere(self):
        """{meaning: group} of all other groups. One query."""
        if not hasattr(self, "_known"):
            groups = Synonym.objects.exclude(pk=self.instance.pk)
            self._known = {meaning_of(word): group for group in groups for word in group.words}
        return self._known


@admin.register(Synonym)
class SynonymAdmin(Exports, Logged, WithNonce, DutchTitles, admin.ModelAdmin):
    form = SynonymForm
    fields = ("words",)
    list_display = ("group",)
    search_fields = ("words",)
    search_help_text = _("Zoek een woord.")
    list_per_page = 100

    @admin.display(description=_("Woorden"))
    def group(self, synonym):
        return ", ".join(synonym.words)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        settle(obj.words)  # who asks one of these words finds the others now

    def get_search_results(self, request, queryset, search_term):
        """By part of a word, whatever its case and accents; the database keeps words as it likes."""
        asked = fold(search_term)
        found = [group.pk for group in queryset if any(asked in fold(word) for word in group.words)]
        return (queryset.filter(pk__in=found) if asked else queryset), False

    def delete_queryset(self, request, queryset):
        """Row by row: each one is a change of what readers find."""
        with transaction.atomic():
            for row in queryset:
                row.delete()
