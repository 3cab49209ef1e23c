"""The letters that we owe or sent: what became of each, and sending one again. Nobody reads a letter here."""

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.letters.models import Letter
from portal.letters.sending import send_again
from portal.letters.wording import KINDS
from portal.publishing import logbook
from portal.publishing.titles import DutchTitles

BADGES = {Letter.State.SENT: "ok", Letter.State.OWED: "lock", Letter.State.FAILED: "bad"}


class KindFilter(admin.SimpleListFilter):
    title = _("soort")
    parameter_name = "soort"

    def lookups(self, request, model_admin):
        return [(name, kind.label) for name, kind in KINDS.items()]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Letter)
class LetterAdmin(DutchTitles, admin.ModelAdmin):
    list_display = ("sort_of_letter", "about", "to", "stand", "made_on", "sent_on")
    list_display_links = None
    list_filter = ("state", KindFilter)
    search_fields = ("to",)
    search_help_text = _("Zoek op e-mailadres.")
    list_per_page = 100
    actions = ("send_once_more",)
    fields = ("sort_of_letter", "about", "to", "stand", "made_on", "sent_on")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "html", "subject", "name")

    @admin.display(description=_("Soort"), ordering="kind")
    def sort_of_letter(self, letter):
        return letter.what()

    @admin.display(description=_("Over"))
    def about(self, letter):
        """A way to it; its name is asked of nobody."""
        kind = ContentType.objects.get_for_id(letter.content_type_id)
        words = f"{capfirst(kind.name)} {letter.object_id}"
        try:
            url = reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[letter.object_id])
        except NoReverseMatch:
            return words
        return format_html('<a href="{}">{}</a>', url, words)

    @admin.display(description=_("Stand"), ordering="state")
    def stand(self, letter):
        badge = format_html('<span class="badge {}">{}</span>', BADGES[letter.state], letter.get_state_display())
        said = [letter.error] if letter.error else []
        if letter.state == Letter.State.OWED and letter.attempts:
            again = date_format(timezone.localtime(letter.next_try), "j b, H:i")
            words = ngettext("%(count)s poging, opnieuw na %(at)s", "%(count)s pogingen, opnieuw na %(at)s", letter.attempts)
            said.append(words % {"count": letter.attempts, "at": again})
        return badge + format_html_join("", '<br><span class="quiet">{}</span>', [[words] for words in said])

    @admin.display(description=_("Gemaakt"), ordering="created")
    def made_on(self, letter):
        return date_format(timezone.localtime(letter.created), "j b Y, H:i")

    @admin.display(description=_("Verzonden"), ordering="sent")
    def sent_on(self, letter):
        return date_format(timezone.localtime(letter.sent), "j b Y, H:i") if letter.sent else "–"

    @admin.action(description=_("Stuur opnieuw"), permissions=["resend"])
    def send_once_more(self, request, queryset):
        chosen = list(queryset.exclude(state=Letter.State.OWED))
        count = send_again(queryset, timezone.now())
        logbook.write_all(logbook.Act.RESENT, chosen, by=request.user)
        said = ngettext("Eén brief wordt opnieuw verzonden.", "%(count)s brieven worden opnieuw verzonden.", count)
        if not count:
            said = _("Wat je koos, moet nog verzonden worden: dat gebeurt vanzelf.")
        self.message_user(request, said % {"count": count}, messages.SUCCESS if count else messages.INFO)

    def has_resend_permission(self, request):
        return request.user.has_perm("letters.change_letter")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
