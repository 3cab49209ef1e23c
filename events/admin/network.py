"""The list of onderwijsverstrekkers that a form of registration offers: in order by dragging, and never less than is in use."""

from adminsortable2.admin import SortableAdminMixin
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Network, Party, Registration
from portal.publishing.titles import DutchTitles


def in_use(network: Network) -> bool:
    """Whether somebody said to belong to it."""
    return any(model.objects.filter(network=network).exists() for model in (Registration, Party))


@admin.register(Network)
class NetworkAdmin(SortableAdminMixin, DutchTitles, admin.ModelAdmin):
    list_display = ("name", "offered", "people", "one_place")
    list_editable = ("offered",)
    fields = ("name", "offered")
    actions = None  # one by one: what is in use stays

    class Media:
        css = {"all": ["css/registrations.css"]}

    def get_urls(self):
        view = self.admin_site.admin_view(self.move_view)
        return [path("<int:pk>/<str:way>/verplaats/", view, name="events_network_move"), *super().get_urls()]

    @admin.display(description=gettext_lazy("Verplaats"))
    def one_place(self, network):
        """For who does not drag: buttons, in the form of the list."""
        words = {"hoger": _("Hoger"), "lager": _("Lager")}
        button = '<button type="submit" class="btn quiet small" formaction="{}">{}<span class="vh">: {}</span></button>'
        places = [(reverse("admin:events_network_move", args=[network.pk, way]), said, network) for way, said in words.items()]
        return format_html_join(" ", button, places)

    def move_view(self, request, pk, way):
        """One place up or down."""
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            rows = list(Network.objects.select_for_update().order_by("position", "name"))
            place = next((place for place, row in enumerate(rows) if row.pk == pk), None)
            beside = None if place is None else place + (-1 if way == "hoger" else 1)
            if place is not None and beside in range(len(rows)):
                rows[place], rows[beside] = rows[beside], rows[place]
            for number, row in enumerate(rows, 1):
                row.position = number
            Network.objects.bulk_update(rows, ["position"])
        return HttpResponseRedirect(reverse("admin:events_network_changelist"))

    def get_queryset(self, request):
        counted = Registration.objects.filter(network=OuterRef("pk")).order_by().values("network").annotate(people=Count("pk"))
        return super().get_queryset(request).annotate(people=Coalesce(Subquery(counted.values("people")), 0))

    @admin.display(description=gettext_lazy("Inschrijvingen"))
    def people(self, network):
        return network.people or "–"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "name":
            field.help_text = _("Zoals deelnemers het kennen. “Andere” en “geen” staan vanzelf onderaan de keuzelijst.")
        if db_field.name == "offered":
            field.help_text = _("Zonder vinkje kan niemand het nog kiezen. Wie het al koos, houdt het.")
        return field

    def delete_view(self, request, object_id, extra_context=None):
        """What is in use is taken out of the list, not away from who chose it."""
        network = self.get_object(request, object_id)
        if network and self.has_delete_permission(request, network) and in_use(network):
            words = _(
                "“%(network)s” staat bij inschrijvingen en blijft bestaan. Haal het vinkje bij “staat in de keuzelijst” weg."
            )
            self.message_user(request, words % {"network": network}, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:events_network_change", args=[network.pk]))
        return super().delete_view(request, object_id, extra_context)
