"""Who comes to a study day: registrations, the places they have, wish or wait for, and the groups that came together.

Rows only. What may happen to them is in `events.registering.registration` and its neighbours, always under the lock of the day.
"""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from events.models.session import Session
from events.models.study_day import Block, StudyDay

WISHES = 4  # first to fourth wish


def opaque() -> str:
    """A secret that fits in an address: nobody guesses it, and nothing can be read from it."""
    return secrets.token_urlsafe(24)


def normalised(email: str) -> str:
    """An address as two people would write the same one."""
    return email.strip().lower()


class Network(models.Model):
    """An onderwijsverstrekker that somebody can say to belong to. “Andere” and “geen” are no rows."""

    name = models.CharField(_("naam"), max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    offered = models.BooleanField(_("staat in de keuzelijst"), default=True)

    class Meta:
        verbose_name = _("onderwijsverstrekker")
        verbose_name_plural = _("onderwijsverstrekkers")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class Party(models.Model):
    """People of one school who were registered together by one contact."""

    day = models.ForeignKey(StudyDay, models.PROTECT, related_name="parties", verbose_name=_("studiedag"))
    name = models.CharField(_("contactpersoon"), max_length=120)
    email = models.EmailField(_("e-mailadres"))
    organisation = models.CharField(_("school of organisatie"), max_length=160, blank=True)
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="+")
    network_words = models.CharField(max_length=120, blank=True)
    asked = models.PositiveSmallIntegerField(_("gevraagde plaatsen"))
    attempt = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=48, unique=True, default=opaque)
    created = models.DateTimeField(_("gemaakt op"))

    class Meta:
        verbose_name = _("groep")
        verbose_name_plural = _("groepen")
        ordering = ["created", "pk"]

    def __str__(self):
        return self.log_name()

    def log_name(self) -> str:
        return _t("Groep %(pk)s van “%(day)s”") % {"pk": self.pk, "day": self.day}

    def get_absolute_url(self):
        """The secret address where the contact gives names, as it stands in letters."""
        return reverse("events:party", args=[self.code])


class RegistrationQuerySet(models.QuerySet):
    def live(self):
        """Everybody who comes or waits."""
        return self.exclude(state=Registration.State.CANCELLED)

    def confirmed(self):
        return self.filter(state=Registration.State.CONFIRMED)

    def waiting(self):
        """Who waits for a seat on the day, first come first."""
        return self.filter(state=Registration.State.WAITING).order_by("number")

    def with_email(self, email: str):
        return self.filter(email=normalised(email)).exclude(email="")

    def unnamed(self):
        """Seats of a group for which nobody was named yet."""
        return self.filter(email="")


class Registration(models.Model):
    """One person on one day; or, in a group, a seat for somebody who is named later."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("ingeschreven")
        WAITING = "waiting", _("op de wachtlijst")
        CANCELLED = "cancelled", _("uitgeschreven")

    day = models.ForeignKey(StudyDay, models.PROTECT, related_name="registrations", verbose_name=_("studiedag"))
    number = models.PositiveIntegerField(_("nummer"))
    email = models.EmailField(_("e-mailadres"), blank=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    function = models.CharField(_("functie"), max_length=120, blank=True)
    organisation = models.CharField(_("school of organisatie"), max_length=160, blank=True)
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="+")
    network_words = models.CharField(_("andere onderwijsverstrekker"), max_length=120, blank=True)
    state = models.CharField(_("stand"), max_length=9, choices=State)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="registrations")
    attempt = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=48, unique=True, default=opaque)
    created = models.DateTimeField(_("ingeschreven op"))
    confirmed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(_("uitgeschreven op"), null=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inschrijving")
        verbose_name_plural = _("inschrijvingen")
        ordering = ["day", "number"]
        constraints = [
            models.UniqueConstraint(fields=["day", "number"], name="one_number_each"),
            models.UniqueConstraint(
                fields=["day", "email"],
                condition=~Q(email="") & ~Q(state="cancelled"),
                name="one_live_registration_per_day_and_address",
            ),
        ]
        indexes = [models.Index(fields=["day", "state", "number"], name="registrations_by_state")]

    def __str__(self):
        return self.log_name()

    def log_name(self) -> str:
        """What the log calls it: a number, never a name."""
        return _t("Inschrijving %(number)s voor “%(day)s”") % {"number": self.number, "day": self.day}

    def in_line(self) -> int:
        """Which one in the line for the day; 0 for who does not wait for it."""
        if self.state != self.State.WAITING:
            return 0
        return Registration.objects.waiting().filter(day=self.day_id, number__lte=self.number).count()

    def get_absolute_url(self):
        """The secret address of this registration, as it stands in letters."""
        return reverse("events:registration", args=[self.code])


class Needs(models.Model):
    """What somebody needs that day, kept apart with its own consent and deleted first."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="needs")
    diet = models.CharField(_("dieet"), max_length=300, blank=True)
    access = models.CharField(_("toegankelijkheid"), max_length=300, blank=True)
    agreed_at = models.DateTimeField(_("toestemming gegeven op"))

    class Meta:
        verbose_name = _("noden")
        verbose_name_plural = _("noden")


class PlaceQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(state=Place.State.CONFIRMED)

    def waiting(self):
        """First come, first: a row is made when somebody joins the line, under the lock of the day."""
        return self.filter(state=Place.State.WAITING).order_by("pk")

    def wished(self):
        return self.filter(state=Place.State.WISHED).order_by("rank")


class Place(models.Model):
    """A registration and a session: wished for, had, or waited for."""

    class State(models.TextChoices):
        WISHED = "wished", _("gewenst")
        CONFIRMED = "confirmed", _("geplaatst")
        WAITING = "waiting", _("op de wachtlijst")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="places")
    block = models.ForeignKey(Block, models.PROTECT, related_name="places")
    session = models.ForeignKey(Session, models.PROTECT, related_name="places")
    state = models.CharField(_("stand"), max_length=9, choices=State)
    rank = models.PositiveSmallIntegerField(_("wens"), default=1)  # 0: a seat that was no wish
    since = models.DateTimeField()
    told_off = models.BooleanField(default=False)  # a wish for what does not go on: whether they know

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("plaats")
        verbose_name_plural = _("plaatsen")
        ordering = ["block", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"], condition=~Q(state="wished"), name="one_place_per_session"
            ),
            models.UniqueConstraint(
                fields=["registration", "block"], condition=Q(state="confirmed"), name="one_confirmed_place_per_block"
            ),
            models.UniqueConstraint(fields=["registration", "block"], condition=Q(state="waiting"), name="one_line_per_block"),
            models.UniqueConstraint(
                fields=["registration", "block", "rank"], condition=Q(state="wished"), name="one_wish_per_rank"
            ),
            models.CheckConstraint(condition=Q(rank__lte=WISHES), name="first_to_fourth_wish"),
        ]
        indexes = [models.Index(fields=["session", "state", "id"], name="places_in_line")]

    def __str__(self):
        return f"{self.registration_id}: {self.session_id} ({self.state})"

    def in_line(self) -> int:
        """Which one in the line for this session; 0 when it is no place in a line."""
        if self.state != self.State.WAITING:
            return 0
        return Place.objects.waiting().filter(session=self.session_id, pk__lte=self.pk).count()
