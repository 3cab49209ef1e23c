"""A session: keynote, interview, masterclass, panel, the open space itself or one of its tables. One model, with a form."""

from collections.abc import Mapping
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from events import clashes
from events.models.people import Person
from events.models.study_day import Block, StudyDay
from events.models.venue import Room
from fiches.models import Fiche, Resource, Source
from portal.fields import CountField, LinesField, LinkField, RichTextField
from portal.publishing.models import Publication, Status
from portal.taxonomy.models import Tagged, TagManager, Theme
from portal.text import plain, reading_minutes


class Form(models.TextChoices):
    """What kind of session it is."""

    KEYNOTE = "keynote", _("Keynotelezing")
    INTERVIEW = "interview", _("Interview")
    LECTURE = "lecture", _("Lezing")
    MASTERCLASS = "masterclass", _("Masterclass")
    PANEL = "panel", _("Panelgesprek")
    OPEN_SPACE = "open_space", _("Open space")
    TABLE = "table", _("Gesprekstafel")


class Role(models.TextChoices):
    """What somebody does in a session."""

    SPEAKER = "speaker", _("Spreker")
    INTERVIEWEE = "interviewee", _("Geïnterviewd")
    INTERVIEWER = "interviewer", _("Interviewer")
    MODERATOR = "moderator", _("Moderator")
    FACILITATOR = "facilitator", _("Begeleiding")
    HOST = "host", _("Gastheer of gastvrouw")
    REPORTER = "reporter", _("Verslag")


checked_together: ContextVar[bool] = ContextVar("checked together", default=False)  # publish_day looked at all of them at once
LONGEST_ADDRESS = 255  # what the catalogue keeps
ROLE_OF_FORM = {Form.INTERVIEW: Role.INTERVIEWEE, Form.OPEN_SPACE: Role.FACILITATOR, Form.TABLE: Role.HOST}


class Session(Publication):
    """Texts and speakers are frozen on publishing. Day, block, room, seats and cancellation hold at once: they are LIVE,
    and what registration depends on changes only under the day lock (events.programme)."""

    LIVE = Publication.MACHINERY | {"day", "block", "room", "position", "capacity", "taken", "cancelled", "repeats", "places"}
    PARTS = ("contributions",)

    slug = models.SlugField(
        _("adres"), max_length=180, help_text=_("Het laatste stuk van het webadres. Het oude adres blijft doorverwijzen.")
    )
    day = models.ForeignKey(StudyDay, models.CASCADE, related_name="sessions", verbose_name=_("studiedag"))
    form = models.CharField(_("vorm"), max_length=12, choices=Form, default=Form.MASTERCLASS)
    number = models.PositiveSmallIntegerField(_("nummer"), null=True, blank=True, help_text=_("Zoals 5, voor “Masterclass 5”."))
    abstract = RichTextField(_("aankondiging"), blank=True, help_text=_("Waarover gaat het, en wat neem je mee?"))
    report = RichTextField(_("verslag"), blank=True, help_text=_("Na de dag."))
    takeaways = LinesField(_("neem mee naar je team"), help_text=_("Vragen of tips, elk op een eigen regel."))
    video = LinkField(_("video"), blank=True, help_text=_("Een YouTube-video laadt op de pagina, na een klik."))
    materials = models.ManyToManyField(Resource, blank=True, related_name="sessions", verbose_name=_("materialen"))
    fiches = models.ManyToManyField(Fiche, blank=True, related_name="sessions", verbose_name=_("fiches bij deze sessie"))
    sources = models.ManyToManyField(Source, blank=True, related_name="sessions", verbose_name=_("bronnen"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="sessions", verbose_name=_("thema's"))
    tags = TaggableManager(
        _("trefwoorden"), through=Tagged, manager=TagManager, blank=True, help_text=_("Gescheiden door komma's.")
    )
    # -- true this minute -----------------------------------------------------------------------------------------------
    block = models.ForeignKey(Block, models.RESTRICT, null=True, blank=True, related_name="sessions", verbose_name=_("blok"))
    room = models.ForeignKey(Room, models.RESTRICT, null=True, blank=True, related_name="sessions", verbose_name=_("zaal"))
    position = models.PositiveSmallIntegerField(
        _("volgorde in het blok"), default=0, help_text=_("Bij gelijke volgorde: op nummer, dan zoals ze ingevoerd zijn.")
    )
    capacity = models.PositiveIntegerField(_("plaatsen"), null=True, blank=True, validators=[MinValueValidator(1)])
    taken = CountField(default=0, editable=False)
    cancelled = models.BooleanField(_("gaat niet door"), default=False)
    repeats = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="repeated",
        verbose_name=_("herhaling van"),
        help_text=_("Wie de ene keer volgt, kan de andere keer niet kiezen."),
    )

    class Meta(Publication.Meta):
        verbose_name = _("sessie")
        verbose_name_plural = _("sessies")
        ordering = ["day", "block__position", "position", F("number").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "slug"],
                name="one_address_each_day",
                violation_error_message=_("Een andere sessie van deze dag heeft dit adres al."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=F("taken")), name="no_more_taken_than_there_are_seats"
            ),
            models.CheckConstraint(condition=Q(repeats=None) | ~Q(repeats=F("id")), name="no_session_repeats_itself"),
        ]

    def get_absolute_url(self):
        return reverse("events:session", args=[self.day.slug, self.slug])

    def clean(self):
        if not self.day_id:
            return
        if self.block_id and self.block.day_id != self.day_id:
            raise ValidationError({"block": _("Dit blok hoort bij een andere dag.")})
        if self.repeats_id and (self.repeats_id == self.pk or self.repeats.day_id != self.day_id):
            raise ValidationError({"repeats": _("Kies een andere sessie van dezelfde dag.")})

    def obstacles(self, values):
        missing = super().obstacles(values)
        day = self.day
        if self.status != Status.APPROVED and day.live_id is None and not (day.status == Status.SCHEDULED and self._after(day)):
            missing.append(_("De studiedag staat nog niet online. Publiceer eerst de dag, of samen met deze sessie."))
        if len(f"{day.get_absolute_url()}sessies/{values['slug']}/") > LONGEST_ADDRESS:
            missing.append(_("Het webadres van deze sessie is te lang. Maak het laatste stuk korter."))
        if checked_together.get():
            return missing
        others = self.day.sessions.filter(Q(pk=self.pk) | Q(live__isnull=False))
        return missing + [clash.sentence for clash in clashes.clashes(slots(others), only={self.pk})]

    def _after(self, day) -> bool:
        return bool(self.publish_at and day.publish_at and self.publish_at >= day.publish_at)

    def derive(self, values):
        words = " ".join([plain(values["abstract"]), plain(values["report"]), *values["takeaways"]])
        return {"minutes": reading_minutes(words)}


class Contribution(models.Model):
    """Somebody in a session: a person, or a team by its name, with the affiliation they had that day."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="contributions")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name=_("persoon")
    )
    team = models.CharField(_("of een team"), max_length=160, blank=True)
    role = models.CharField(_("rol"), max_length=12, choices=Role, default=Role.SPEAKER)
    affiliation = models.CharField(_("verbonden aan"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("bijdrage")
        verbose_name_plural = _("bijdragen")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person", "role"],
                name="one_role_once",
                violation_error_message=_("Deze persoon heeft die rol al in deze sessie."),
            )
        ]

    def __str__(self):
        return str(self.person or self.team)

    def clean(self):
        if bool(self.person_id) == bool(self.team.strip()):
            raise ValidationError(_("Kies een persoon of schrijf de naam van een team, niet allebei."))


def first_of(pk: int, repeats: Mapping[int, int | None]) -> int:
    """What stands for a masterclass that is given more than once: the first of them. `repeats` says what each repeats."""
    seen: set[int] = set()
    while pk not in seen and (first := repeats.get(pk)):
        seen.add(pk)
        pk = first
    return min(seen | {pk}) if pk in seen else pk


def slots(sessions) -> list[clashes.Slot]:
    """When, where and with whom each of these sessions is, for finding double bookings. Two queries."""
    rows = sessions.select_related("day", "block", "room").prefetch_related("contributions__person")
    return [_slot(row) for row in rows]


def _slot(row: Session) -> clashes.Slot:
    if row.block:
        row.block.day = row.day  # in hand
    starts, ends = row.block.hours() if row.block else (None, None)
    people = [(who.person_id, str(who.person)) for who in row.contributions.all() if who.person_id]
    return clashes.Slot(
        session=row.pk,
        title=row.title,
        form=row.form,
        block=row.block_id,
        kind=row.block.kind if row.block else "",
        parallel=bool(row.block and row.block.kind == Block.Kind.PARALLEL),
        starts=starts,
        ends=ends,
        room=row.room_id,
        room_name=row.room.name if row.room else "",
        room_capacity=row.room.capacity if row.room else None,
        capacity=row.capacity,
        people=tuple(dict.fromkeys(people)),
        cancelled=row.cancelled,
    )
