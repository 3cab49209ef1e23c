"""Where study days take place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.fields import LinkField
from portal.shared import Shared


class Venue(Shared):
    """A building or campus. Shared: correct its address once, and every day that is held there says so."""

    name = models.CharField(_("naam"), max_length=160, unique=True)
    street = models.CharField(_("straat en nummer"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    city = models.CharField(_("gemeente"), max_length=80, blank=True)
    directions = models.TextField(
        _("bereikbaarheid"), max_length=600, blank=True, help_text=_("Trein, bus, fiets, parkeren, rolstoel: wat moet je weten?")
    )
    url = LinkField(_("website"), blank=True)

    class Meta:
        verbose_name = _("locatie")
        verbose_name_plural = _("locaties")
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}, {self.city}" if self.city else self.name


class Room(models.Model):
    """A room of a venue, with the people it can seat."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="rooms", verbose_name=_("locatie"))
    name = models.CharField(_("naam"), max_length=80)
    capacity = models.PositiveIntegerField(_("plaatsen"), null=True, blank=True, help_text=_("Leeg: niet gekend."))

    class Meta:
        verbose_name = _("zaal")
        verbose_name_plural = _("zalen")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "name"], name="one_room_each", violation_error_message=_("Deze zaal staat er al.")
            )
        ]

    def __str__(self):
        return self.name
