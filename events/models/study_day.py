"""A study day: what is told of it, when and where it is, who organises it, and the blocks of its programme."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from events.models.venue import Venue
from fiches.models import Resource
from portal.fields import CountField, RichTextField
from portal.publishing.models import Publication
from portal.shared import public_lock
from portal.taxonomy.models import Audience, Level, Organisation, Tagged, TagManager, Theme


def moment(day: dt.date, hour: dt.time) -> dt.datetime:
    """That hour of that day on the clocks of Brussels."""
    return dt.datetime.combine(day, hour, timezone.get_default_timezone())


LONGEST_BLOCK = dt.timedelta(hours=12)


def stretch(day: dt.date, starts: dt.time | None, ends: dt.time | None) -> tuple[dt.datetime | None, dt.datetime | None]:
    """From when till when, with the date; an end before its start is on the next day."""
    begin = moment(day, starts) if starts else None
    over = day + dt.timedelta(days=1) if starts and ends and ends <= starts else day
    return begin, moment(over, ends) if begin and ends else None


def refuse_odd_years(**dates: dt.date | None) -> None:
    """A year outside a lifetime of study days is a slip of the keyboard. Raises ValidationError."""
    words = _("Controleer het jaartal: dit lijkt een tikfout.")
    if odd := {name: words for name, day in dates.items() if day and not 1990 <= day.year <= 2100}:
        raise ValidationError(odd)


class StudyDay(Publication):
    """One address from the announcement to the report. Texts are frozen on publishing; the facts in LIVE hold at once."""

    LIVE = Publication.MACHINERY | {
        "date",
        "last_date",
        "starts",
        "ends",
        "capacity",
        "taken",
        "opens_at",
        "closes_at",
        "change_until",
        "retain_until",
        "cancelled",
        "cancelled_note",
        "blocks",
        "sessions",
        "registrations",
        "parties",
        "told_programme",
    }
    PARTS = ("organisers",)

    slug = models.SlugField(
        _("adres"),
        max_length=120,
        unique=True,
        help_text=_("Het laatste stuk van het webadres. Ligt vast zodra de dag online stond."),
    )
    subtitle = models.CharField(_("ondertitel"), max_length=200, blank=True)
    summary = models.TextField(
        _("samenvatting"), max_length=400, blank=True, help_text=_("Eén of twee zinnen, voor lijsten en zoekmachines.")
    )
    opening = RichTextField(_("opening"), blank=True, help_text=_("Waarom deze dag, en voor wie?"))
    report = RichTextField(
        _("verslag van de dag"), blank=True, help_text=_("Na de dag. De sessies hebben elk hun eigen verslag.")
    )
    closing = RichTextField(_("slot"), blank=True, help_text=_("Wat neemt iedereen mee?"))
    themes = models.ManyToManyField(Theme, blank=True, verbose_name=_("thema's"))
    levels = models.ManyToManyField(Level, blank=True, verbose_name=_("onderwijsniveaus"))
    audiences = models.ManyToManyField(Audience, blank=True, verbose_name=_("doelgroepen"))
    audience_note = models.CharField(
        _("voor wie, in woorden"), max_length=200, blank=True, help_text=_("Komt in de plaats van de lijst met doelgroepen.")
    )
    tags = TaggableManager(
        _("trefwoorden"), through=Tagged, manager=TagManager, blank=True, help_text=_("Gescheiden door komma's.")
    )
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="days", verbose_name=_("locatie"))
    materials = models.ManyToManyField(Resource, blank=True, related_name="study_days", verbose_name=_("materialen van de dag"))
    participants = models.PositiveIntegerField(_("aantal deelnemers"), null=True, blank=True, validators=[MinValueValidator(1)])
    at_least = models.BooleanField(_("meer dan dit aantal"), default=False)
    # -- true this minute: never frozen, changed under the day lock (events.programme) ----------------------------------
    date = models.DateField(_("datum"))
    last_date = models.DateField(_("laatste dag"), null=True, blank=True, help_text=_("Alleen als het meer dan één dag duurt."))
    starts = models.TimeField(_("begint om"), null=True, blank=True)
    ends = models.TimeField(_("eindigt om"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("plaatsen"), null=True, blank=True, validators=[MinValueValidator(1)])
    taken = CountField(default=0, editable=False)
    opens_at = models.DateTimeField(_("inschrijven vanaf"), null=True, blank=True)
    closes_at = models.DateTimeField(_("inschrijven tot"), null=True, blank=True)
    change_until = models.DateTimeField(_("wijzigen kan tot"), null=True, blank=True)
    retain_until = models.DateField(
        _("gegevens bewaren tot"),
        null=True,
        blank=True,
        help_text=_("Daarna wissen we namen, adressen en noden van de deelnemers."),
    )
    cancelled = models.BooleanField(_("geannuleerd"), default=False)
    cancelled_note = models.CharField(_("wat mensen moeten weten"), max_length=300, blank=True)

    class Meta(Publication.Meta):
        verbose_name = _("studiedag")
        verbose_name_plural = _("studiedagen")
        ordering = ["-date", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_date=None) | Q(last_date__gte=F("date")),
                name="last_day_not_before_the_first",
                violation_error_message=_("De laatste dag ligt vóór de eerste."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="window_opens_before_it_closes",
                violation_error_message=_("Inschrijven eindigt vóór het begint."),
            ),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="a_day_has_a_place"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=F("taken")), name="no_more_come_than_there_are_seats"
            ),
        ]

    def get_absolute_url(self):
        return reverse("events:day", args=[self.slug])

    def clean(self):
        refuse_odd_years(date=self.date, last_date=self.last_date)
        if self.last_date and self.date and self.last_date < self.date:
            raise ValidationError({"last_date": _("De laatste dag ligt vóór de eerste.")})
        if self.ends and not self.starts:
            raise ValidationError({"starts": _("Zeg ook wanneer de dag begint.")})
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("Inschrijven eindigt vóór het begint.")})

    def save(self, *args, update_fields=None, **kwargs):
        """The address is fixed once readers saw it: whatever is typed or put back, it stays what it was."""
        if self.pk and (update_fields is None or "slug" in update_fields):
            seen = self.revisions().exclude(published=None).order_by("number").values_list("snapshot", flat=True).first()
            self.slug = seen["slug"] if seen else self.slug
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        """With its sessions and their histories. What is online must be withdrawn first: raises ValidationError."""
        with transaction.atomic():
            public_lock.send(type(self))
            list(StudyDay.objects.select_for_update(of=("self",)).filter(pk=self.pk))  # the day before its sessions
            for session in self.sessions.all():
                session.delete()
            return super().delete(*args, **kwargs)

    def hours(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """When it starts and ends, as far as the hours are known. The end is on the last day."""
        if self.last_date and self.last_date != self.date:
            return (
                moment(self.date, self.starts) if self.starts else None,
                moment(self.last_date, self.ends) if self.ends else None,
            )
        return stretch(self.date, self.starts, self.ends)

    def begins(self) -> dt.datetime:
        """The first moment of the day: its hour, or midnight."""
        return self.hours()[0] or moment(self.date, dt.time())

    def over(self) -> dt.datetime:
        """The moment after which it is over: its last hour, or the midnight that ends it."""
        return self.hours()[1] or moment((self.last_date or self.date) + dt.timedelta(days=1), dt.time())

    def was_online(self) -> bool:
        """Whether readers ever saw this day: from then on its address is fixed."""
        return bool(self.pk) and (self.live_id is not None or self.revisions().exclude(published=None).exists())


class Organiser(models.Model):
    """Who organises: an organisation, or a collective in words. All are equals; the order is only the order of naming."""

    class Role(models.TextChoices):
        INITIATIVE = "initiatief", _("Een initiatief van")
        COOPERATION = "samenwerking", _("In samenwerking met")

    day = models.ForeignKey(StudyDay, models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisatie")
    )
    words = models.CharField(
        _("of in woorden"), max_length=200, blank=True, help_text=_("Zoals “de begeleidingsdiensten van alle netten”.")
    )
    role = models.CharField(_("rol"), max_length=12, choices=Role, default=Role.INITIATIVE)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("organisator")
        verbose_name_plural = _("organisatoren")
        ordering = ["position", "pk"]

    def __str__(self):
        return str(self.organisation or self.words)

    def clean(self):
        if bool(self.organisation_id) == bool(self.words.strip()):
            raise ValidationError(_("Kies een organisatie of schrijf wie het is, niet allebei."))


class Block(models.Model):
    """A stretch of the day, with or without hours. What stands in one parallel block happens at the same time."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("Plenair: iedereen samen")
        PARALLEL = "parallel", _("Parallel: kies er één")
        OPEN_SPACE = "open_space", _("Open space")
        BREAK = "break", _("Pauze of onthaal")

    class Choice(models.TextChoices):
        NONE = "none", _("geen keuze")
        FIRST_COME = "first_come", _("wie eerst komt")
        RANKED = "ranked", _("wensen op volgorde")

    class Part(models.TextChoices):
        NONE = "", _("niet gezegd")
        MORNING = "voormiddag", _("voormiddag")
        NOON = "middag", _("middag")
        AFTERNOON = "namiddag", _("namiddag")
        EVENING = "avond", _("avond")

    day = models.ForeignKey(StudyDay, models.CASCADE, related_name="blocks")
    title = models.CharField(_("titel"), max_length=160)
    intro = RichTextField(_("inleiding"), blank=True)
    date = models.DateField(_("op een andere dag"), null=True, blank=True, help_text=_("Leeg: op de dag zelf."))
    starts = models.TimeField(_("van"), null=True, blank=True)
    ends = models.TimeField(_("tot"), null=True, blank=True)
    part = models.CharField(_("deel van de dag"), max_length=12, choices=Part, blank=True, default=Part.NONE)
    kind = models.CharField(_("soort"), max_length=12, choices=Kind, default=Kind.PLENARY)
    choice = models.CharField(_("keuze"), max_length=12, choices=Choice, default=Choice.NONE)
    wishes_until = models.DateField(
        _("wensen geven kan tot en met"), null=True, blank=True, help_text=_("Leeg: zolang inschrijven of wijzigen kan.")
    )
    allotted_at = models.DateTimeField(_("verdeeld op"), null=True, editable=False)  # ranked: from then on, who comes first
    seed = models.CharField(_("startgetal van de loting"), max_length=40, blank=True, default="", db_default="", editable=False)
    outcome = models.JSONField(_("uitkomst van de verdeling"), null=True, default=None, editable=False)  # see events.outcome
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("blok")
        verbose_name_plural = _("blokken")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(choice="none") | Q(kind="parallel"),
                name="only_a_parallel_block_is_chosen_from",
                violation_error_message=_("Kiezen kan alleen in een parallel blok."),
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        refuse_odd_years(date=self.date)
        if self.ends and not self.starts:
            raise ValidationError({"starts": _("Zeg ook wanneer dit blok begint.")})
        if self.starts and self.ends and self.starts == self.ends:
            raise ValidationError({"ends": _("Het blok eindigt op het uur waarop het begint.")})
        begins, over = stretch(dt.date(2026, 1, 1), self.starts, self.ends)
        if begins and over and over - begins > LONGEST_BLOCK:  # an evening may end after midnight; this is a slip
            raise ValidationError({"ends": _("Het blok eindigt voor het begint.")})
        if self.choice != self.Choice.NONE and self.kind != self.Kind.PARALLEL:
            raise ValidationError({"choice": _("Kiezen kan alleen in een parallel blok.")})
        self._check_wishes_until()

    def _check_wishes_until(self):
        if self.wishes_until is None:
            return
        refuse_odd_years(wishes_until=self.wishes_until)
        if self.choice != self.Choice.RANKED:
            words = _("Een einddatum voor wensen hoort bij “wensen op volgorde”. Kies dat, of maak dit veld leeg.")
            raise ValidationError({"wishes_until": words})
        if self.day_id and self.wishes_until >= self.day.date:
            raise ValidationError({"wishes_until": _("Kies een datum vóór de studiedag: daarna verdeel je de plaatsen nog.")})

    def takes_wishes(self) -> bool:
        """Whether what people choose here is a wish until it is allotted."""
        return self.choice == self.Choice.RANKED and self.allotted_at is None

    def wishes_closed(self, at: dt.datetime) -> bool:
        """Whether it is too late to give wishes here, and too early to choose among the seats that are left."""
        return self.takes_wishes() and self.wishes_until is not None and timezone.localdate(at) > self.wishes_until

    def hours(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """When it starts and ends, as far as the hours are known."""
        return stretch(self.date or self.day.date, self.starts, self.ends)
