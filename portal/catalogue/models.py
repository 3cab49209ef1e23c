"""One Record for each thing the public can find. Search, facets, lists, feeds and pages ask here."""

from datetime import UTC, datetime

from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.fields import LinesField
from portal.publishing import clock
from portal.publishing.models import Revision

CARD_FIELDS = ("pk", "kind", "object_id", "url", "title", "lead", "card", "uses")


class RecordQuerySet(models.QuerySet):
    def public(self):
        """What readers can find now. A Record is written at its moment, so no clock is needed."""
        return self.filter(withdrawn_at=None)

    def for_cards(self):
        """What a list shows, in one query; labels live in `card`."""
        return self.values(*CARD_FIELDS)

    def pointing_at(self, record, *kinds):
        """Public records that name this one (for instance the fiches that use a resource), newest first."""
        return self.public().filter(points__object=record, points__kind__in=kinds).order_by("-updated_at", "-pk")

    def unnamed(self):
        """Shared things that no live revision names. Being related to something is no reason to stay public."""
        named = Relation.objects.exclude(kind=Relation.Kind.RELATED).filter(object=models.OuterRef("pk"))
        return self.filter(~models.Exists(named), revision=None)

    def named_by(self, record):
        """Public records that this one names."""
        return self.public().filter(pointed__subject=record)


class Record(models.Model):
    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    url = models.CharField(max_length=255, unique=True)
    title = models.CharField(max_length=300)
    lead = models.TextField(blank=True)
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True)  # title, lead and text without case and accents: what the first search looks in
    card = models.JSONField(default=dict)
    sort_title = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    digest = models.CharField(max_length=32, blank=True)  # of the entry it was written from
    uses = models.IntegerField(default=0, db_default=0)  # how many public fiches name it (portal.catalogue.uses)
    everywhere = models.BooleanField(default=False)
    stamp = models.PositiveBigIntegerField(default=0)  # Edition number of the last change of this page or of anything on it
    withdrawn_at = models.DateTimeField(null=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("vermelding")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_record_each")]
        indexes = [
            models.Index(
                "kind", F("updated_at").desc(), F("id").desc(), name="record_newest", condition=models.Q(withdrawn_at=None)
            ),
            models.Index("kind", "sort_title", "id", name="record_by_title", condition=models.Q(withdrawn_at=None)),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.url


class Indexed(models.Model):
    """What can be searched of a record: its lexemes by weight (portal.catalogue.dutch), and the words they came from.

    The engines build on this table: full-text triggers on SQLite, a generated column on PostgreSQL."""

    record = models.OneToOneField(Record, models.CASCADE, primary_key=True, related_name="indexed")
    title = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    body = models.TextField(blank=True)
    cited = models.TextField(blank=True)
    words = models.TextField(blank=True)  # each word once, as it was written, without case and accents


class Lexeme(models.Model):
    """In how many public records a lexeme occurs: how much it tells."""

    text = models.CharField(max_length=80, primary_key=True)
    records = models.IntegerField(default=0)


class Word(models.Model):
    """A word as it is written in public records, and its lexeme: what a typing error may have meant, what can be suggested."""

    text = models.CharField(max_length=80, primary_key=True)  # without case and accents
    written = models.CharField(max_length=80, blank=True)  # with its accents, when any record wrote them
    lexeme = models.CharField(max_length=80, db_index=True)
    length = models.PositiveSmallIntegerField()
    records = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["length", "text"], name="word_by_length")]


class Synonym(models.Model):
    """Words and phrases that mean the same to a reader: who asks one finds the others too. Works at once."""

    words = LinesField(
        _("woorden"), help_text=_("Elk woord of elke uitdrukking op een eigen regel, zoals “leerkracht” en “leraar”.")
    )

    class Meta:
        verbose_name = _("synoniemengroep")
        verbose_name_plural = _("synoniemen")
        ordering = ["pk"]

    def __str__(self):
        return ", ".join(self.words[:5])

    def save(self, *args, **kwargs):
        with transaction.atomic():
            Edition.raise_number()
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            Edition.raise_number()
            return super().delete(*args, **kwargs)


class Value(models.Model):
    """One choice of a facet: the theme "motivatie", the level "lager onderwijs". `above` makes trees."""

    field = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    label = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    above = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=80, blank=True, db_index=True)  # the shared row it stands for: "taxonomy.theme:3"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["field", "key"], name="one_value_each")]
        ordering = ["field", "position", "label"]

    def __str__(self):
        return self.label


class Facet(models.Model):
    """This record has this value. The kind of the record is repeated so that counting needs no join."""

    pk = models.CompositePrimaryKey("record_id", "value_id")
    record = models.ForeignKey(Record, models.CASCADE, related_name="facets")
    value = models.ForeignKey(Value, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["kind", "value", "record"], name="facet_counts")]


class Relation(models.Model):
    """Subject names object: a fiche mentions a resource, cites a source, is about a theme, is related to a fiche."""

    class Kind(models.TextChoices):
        MENTIONS = "mentions", _("noemt")
        CITES = "cites", _("citeert")
        PART = "part", _("is deel van")
        ABOUT = "about", _("gaat over")
        RELATED = "related", _("is verwant met")

    subject = models.ForeignKey(Record, models.CASCADE, related_name="points")
    subject_kind = models.CharField(
        max_length=20, default="", db_default=""
    )  # as it says itself: who is named by many asks for a few
    kind = models.CharField(max_length=10, choices=Kind)
    object = models.ForeignKey(Record, models.CASCADE, related_name="pointed", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=200, blank=True)  # what is shared with a related record, in words

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "kind", "object"], name="one_relation_each")]
        indexes = [models.Index(fields=["object", "subject_kind"], name="relation_by_object")]


class Awaited(models.Model):
    """This record names a publication that is not public: the moment it is, the record names it in public too."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="awaits")
    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "record"], name="awaited_once")]


class Address(models.Model):
    """An address that something had before; it leads to where the thing is now (301)."""

    url = models.CharField(max_length=255, unique=True)
    record = models.ForeignKey(Record, models.CASCADE, related_name="addresses")


class ShownFile(models.Model):
    """An uploaded file that a public record shows. No other file of ours is served to readers."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200, db_index=True)


def aware(moment) -> datetime:
    """A raw column value of either database (SQLite answers in text, in UTC) as an aware moment."""
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def stamp_of(record: int, frame: int) -> str:
    """When a page last changed, by the number of the edition: its record or anything on it, or what stands on every page."""
    return f"{record}.{frame}"


class Edition(models.Model):
    """One row: how often the public site changed, and the next moment at which it changes by the clock."""

    number = models.PositiveBigIntegerField(default=0)
    frame = models.PositiveBigIntegerField(default=0)  # the number of the last change of what stands on every page
    next_moment = models.DateTimeField(null=True)
    shape = models.PositiveIntegerField(default=0)  # entries.SHAPE when the catalogue was last written whole
    analyser = models.BigIntegerField(default=0)  # dutch.ANALYSER_VERSION by which it was indexed then

    @classmethod
    def now(cls, url: str = "", *, at: datetime | None = None, again: bool = True) -> tuple[int, str | None]:
        """(number of the edition, stamp of the page of the public record at `url` or None), in one query.

        The stamp of a page says when it, or anything on it, or the frame around every page last changed. When a moment
        has passed since the last change, this reader takes the due steps first.
        """
        at = at or timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT e.number, e.frame, e.next_moment,"
                " (SELECT stamp FROM catalogue_record WHERE url = %s AND withdrawn_at IS NULL)"
                " FROM catalogue_edition e WHERE e.id = 1",
                [url],
            )
            row = cursor.fetchone()
        if row is None:
            return 0, None
        number, frame, moment, stamp = row
        if again and moment is not None and aware(moment) <= at:
            cls.turn(at)
            return cls.now(url, at=at, again=False)
        return number, None if stamp is None else stamp_of(stamp, frame)

    @classmethod
    def locked(cls):
        """The row, locked: whoever holds it is the only writer of the public site. Call inside a transaction."""
        return cls.objects.select_for_update().get_or_create(pk=1)[0]

    @classmethod
    def raise_number(cls) -> int:
        """The next number, for a public change in this transaction."""
        with connection.cursor() as cursor:
            cursor.execute("UPDATE catalogue_edition SET number = number + 1 WHERE id = 1 RETURNING number")
            if row := cursor.fetchone():
                return row[0]
        return cls.objects.create(pk=1, number=1).number

    @classmethod
    def turn(cls, at: datetime) -> int:
        """Take the steps that are due; returns how many. One reader does it, the others wait for the row and find it done."""
        with transaction.atomic():
            edition = cls.locked()
            if edition.next_moment is None or edition.next_moment > at:
                return 0
            taken = clock.take_due(at)
            cls.raise_number()
            cls.look_ahead(at)
        return taken

    @classmethod
    def look_ahead(cls, at: datetime) -> None:
        """Write down the next moment. Call inside a transaction that holds the row."""
        cls.locked()
        cls.objects.filter(pk=1).update(next_moment=clock.next_moment(at))


from portal.catalogue.pictured import PictureSizes  # noqa: E402, F401 (a model of this app)
from portal.catalogue.reads import Reads  # noqa: E402, F401 (a model of this app)
from portal.catalogue.searched import Searched  # noqa: E402, F401 (a model of this app)
