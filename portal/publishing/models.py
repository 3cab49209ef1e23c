"""A publication is a working copy that is frozen into revisions; the public reads only revisions."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.publishing.checklist import Draft, Need, in_the_way
from portal.shared import public_lock, refuse_while_chosen
from portal.text import without_nul


class Status(models.TextChoices):
    """Where the working copy stands. Public is something else: `live is not None`."""

    DRAFT = "draft", _("Klad")
    REVIEW = "review", _("Ter review")
    APPROVED = "approved", _("Goedgekeurd")
    SCHEDULED = "scheduled", _("Ingepland")
    PUBLISHED = "published", _("Gepubliceerd")
    ARCHIVED = "archived", _("Ingetrokken")


class Revision(models.Model):
    """One frozen text. Never changed after it is made, save for the moment it went public and what editors say of it."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField(_("versie"))
    snapshot = models.JSONField()
    format = models.PositiveSmallIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("door"))
    name = models.CharField(
        _("naam"), max_length=80, blank=True, help_text=_("Zoals “voor de studiedag”: hoe jij en je collega's ze terugvinden.")
    )
    comment = models.CharField(_("toelichting"), max_length=300, blank=True)
    created = models.DateTimeField(_("gemaakt op"))
    published = models.DateTimeField(_("publiek op"), null=True)

    class Meta:
        verbose_name = _("versie")
        verbose_name_plural = _("versies")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id", "number"], name="revision_number_once")]

    def __str__(self):
        return f"{self.snapshot.get('title', '')} ({self.number})"


class PreviewLink(models.Model):
    """An address that shows a draft to somebody without an account, until it expires or is revoked (`preview_links`)."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    note = models.CharField(
        _("voor wie"), max_length=120, blank=True, help_text=_("Mag leeg blijven. Alleen jij en je collega's zien dit.")
    )
    made = models.DateTimeField(_("gemaakt op"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("door"))
    expires = models.DateTimeField(_("werkt tot"), db_index=True)
    revoked = models.DateTimeField(_("ingetrokken op"), null=True)

    class Meta:
        verbose_name = _("link naar een voorvertoning")
        verbose_name_plural = _("links naar een voorvertoning")
        ordering = ["expires", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["content_type", "object_id"], name="preview_links_of_a_thing")]

    def __str__(self):
        return f"{self.made:%Y-%m-%d}, {self.note}"


class PublicationQuerySet(models.QuerySet):
    def public(self):
        """What readers can see now."""
        return self.exclude(live=None)

    def due(self, now):
        """What must appear or go at this moment."""
        return self.filter(self.appearing(now) | self.leaving(now))

    def waiting_for(self, person):
        """What this person is asked to read, and did not say anything of yet."""
        return self.filter(status=Status.REVIEW, pk__in=self._asking().filter(user=person.pk).values(self._own()))

    def asked(self, somebody: bool):
        """What somebody is asked to read, or nobody."""
        asking = Q(pk__in=self._asking().values(self._own()))
        return self.model._default_manager.filter(asking if somebody else ~asking).values("pk")

    def _asking(self):
        return self.model.reviewers.through.objects

    def _own(self) -> str:
        return self.model._meta.model_name

    @staticmethod
    def appearing(now):
        return Q(status=Status.SCHEDULED, publish_at__lte=now)

    @staticmethod
    def leaving(now):
        return Q(live__isnull=False, withdraw_at__lte=now)


class Publication(models.Model):
    """The working copy of something that is published. A model names only its exceptions: `LIVE` columns are true this
    minute and never frozen; `PARTS` are rows of this publication alone, frozen with it. All else is frozen."""

    MACHINERY = frozenset(
        {
            "status",
            "live",
            "planned",
            "publish_at",
            "withdraw_at",
            "owner",
            "reviewers",
            "edit",
            "created",
            "changed",
            "changed_by",
        }
    )
    LIVE = MACHINERY
    PARTS: tuple[str, ...] = ()
    SNAPSHOT = 1  # the format of a snapshot made now; raise it and add a step to UPGRADES when a column is renamed or goes
    in_hand: dict[str, list] = {}  # rows of parts and choices that were read when it was frozen last
    UPGRADES: dict = {}  # {format: function(snapshot) -> snapshot of the next format}

    title = models.CharField(_("titel"), max_length=160)
    slug = models.SlugField(
        _("adres"),
        max_length=180,
        unique=True,
        help_text=_("Het laatste stuk van het webadres. Het oude adres blijft doorverwijzen."),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    live = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("nu online")
    )
    planned = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("ingepland")
    )
    publish_at = models.DateTimeField(_("publiceren op"), null=True, blank=True)
    withdraw_at = models.DateTimeField(_("intrekken op"), null=True, blank=True)
    review_due = models.DateField(
        _("nazicht voor"), null=True, blank=True, help_text=_("Tegen wanneer kijkt iemand na of dit nog klopt?")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("eigenaar")
    )
    reviewers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("reviewers"))
    edit = models.PositiveIntegerField(default=0, editable=False)
    created = models.DateTimeField(_("gemaakt op"), auto_now_add=True)
    changed = models.DateTimeField(_("gewijzigd op"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("gewijzigd door")
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if isinstance(value, (str, list, dict)):
                setattr(self, field.attname, without_nul(value))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Delete a working copy with its history. What is online must be withdrawn first, and what another working copy chose
        taken from it: raises ValidationError."""
        with transaction.atomic():
            public_lock.send(type(self))
            if type(self).objects.select_for_update(of=("self",)).filter(pk=self.pk).exclude(live=None).exists():
                raise ValidationError(_("“%(title)s” staat online. Trek het eerst in.") % {"title": self})
            refuse_while_chosen(self)
            type(self).objects.filter(pk=self.pk).update(planned=None)
            revisions = list(self.revisions().values_list("pk", flat=True))
            deleted = super().delete(*args, **kwargs)
            Revision.objects.filter(pk__in=revisions).delete()
            return deleted

    def derive(self, values: dict) -> dict:
        """What follows from the frozen values and is kept with them (reading time, year letters). JSON only."""
        return {}

    def obstacles(self, values: dict) -> list[str]:
        """Why these frozen values cannot be published yet, in sentences; empty when they can."""
        return [point.sentence for point in in_the_way(self.drafted(values), Need.PUBLIC)]

    def drafted(self, values: dict, on=None) -> Draft:
        """These frozen values as the checklist looks at them, today or on another day."""
        return Draft(type(self), values, on or timezone.localdate(), self.pk)

    def revisions(self):
        """Every revision of this publication, newest first."""
        return Revision.objects.filter(content_type=ContentType.objects.get_for_model(self), object_id=self.pk)


class Autosave(models.Model):
    """A form that stands open in somebody's browser, and what was typed in it and is not saved yet. Its writer's alone: never
    public, never shown to others; of somebody else's row one may know that it is there, not what stands in it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField(default=0)  # 0: something that was never saved
    place = models.CharField(max_length=40, blank=True, default="")  # which of its forms, when it has more than one
    tab = models.CharField(max_length=16, default="")  # a form opened once, in one tab: two tabs never write over each other
    data = models.JSONField(null=True)  # {name: values} as the form would post them; None: nothing was typed
    edit = models.PositiveIntegerField(default=0)  # the `edit` it was typed over
    opened = models.DateTimeField(default=timezone.now)
    present = models.DateTimeField(null=True)  # when its tab was heard last; None: it was closed
    changed = models.DateTimeField(default=timezone.now)  # when something was typed last

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "user", "tab"], name="one_autosave_for_each_tab")
        ]
