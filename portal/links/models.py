"""An outgoing link with its health, the host it is on, where it stands, and how all of them were on each day."""

from enum import StrEnum

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from portal.links.addresses import host_of, key_of


class Verdict(models.TextChoices):
    """What we hold of a link, after as many looks as that takes."""

    BROKEN = "broken", _("stuk")
    REDIRECT = "redirect", _("verhuisd")
    LOGIN = "login", _("achter login")
    BLOCKED = "blocked", _("niet na te kijken")
    UNCHECKED = "unchecked", _("nog niet nagekeken")
    OK = "ok", _("werkt")
    IGNORED = "ignored", _("genegeerd")


class Saw(StrEnum):
    """What one look saw."""

    NOTHING = ""
    FINE = "fine"
    AWAY = "away"
    MOVED = "moved"
    FRONT = "front"
    LOGIN = "login"
    FORBIDDEN = "forbidden"
    ROBOTS = "robots"
    PRIVATE = "private"
    PORT = "port"
    CHAIN = "chain"
    BUSY = "busy"
    NOT_FOUND = "not_found"
    GONE = "gone"
    ERROR = "error"
    TIMEOUT = "timeout"
    DNS = "dns"
    REFUSED = "refused"
    CERTIFICATE = "certificate"
    LOOP = "loop"
    NONSENSE = "nonsense"


WORDS = {
    Saw.NOTHING: _("nog niets"),
    Saw.FINE: _("werkt"),
    Saw.AWAY: _("werkt, en stuurt tijdelijk door"),
    Saw.MOVED: _("stuurt blijvend door naar een nieuw adres"),
    Saw.FRONT: _("stuurt door naar de startpagina van de site: het stuk zelf is er wellicht niet meer"),
    Saw.LOGIN: _("vraagt om aan te melden: geen fout"),
    Saw.FORBIDDEN: _("laat programma’s niet toe: open hem zelf"),
    Saw.ROBOTS: _("de site vraagt programma’s om hier weg te blijven: open hem zelf"),
    Saw.PRIVATE: _("ligt op een besloten netwerk: de meeste lezers kunnen er niet bij"),
    Saw.PORT: _("gebruikt een ongewone poort, en daar kijken we niet"),
    Saw.CHAIN: _("het beveiligingscertificaat is onvolledig: open hem zelf"),
    Saw.BUSY: _("de site vroeg om later terug te komen"),
    Saw.NOT_FOUND: _("niet gevonden"),
    Saw.GONE: _("weg, zegt de site zelf"),
    Saw.ERROR: _("de site geeft een fout"),
    Saw.TIMEOUT: _("antwoordt niet op tijd"),
    Saw.DNS: _("deze site bestaat niet (meer)"),
    Saw.REFUSED: _("de site neemt geen verbinding aan"),
    Saw.CERTIFICATE: _("het beveiligingscertificaat klopt niet"),
    Saw.LOOP: _("blijft in een kring doorsturen"),
    Saw.NONSENSE: _("geeft een antwoord dat geen webpagina is"),
}
FAILS: set[str] = {
    *(Saw.NOT_FOUND, Saw.GONE, Saw.ERROR, Saw.TIMEOUT, Saw.DNS, Saw.REFUSED, Saw.CERTIFICATE, Saw.LOOP, Saw.NONSENSE),
}  # fmt: skip
SILENT: set[str] = {Saw.TIMEOUT, Saw.DNS, Saw.REFUSED}  # nothing answered: it may be our own line


class Host(models.Model):
    """A host that links lead to: when it may be asked again, by any worker, and what its robots.txt said."""

    name = models.CharField(max_length=260, primary_key=True)
    next_at = models.DateTimeField(null=True)
    robots = models.TextField(blank=True)
    robots_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        default_permissions = ()

    def __str__(self):
        return self.name


class LinkQuerySet(models.QuerySet):
    def in_use(self):
        """Links that stand somewhere, in a working copy or in public."""
        return self.filter(Exists(Place.objects.filter(link=OuterRef("pk"))))

    def shaky(self):
        """Links that failed lately, and not often enough for a verdict."""
        return self.filter(failures__gt=0).exclude(verdict__in=[Verdict.BROKEN, Verdict.IGNORED])

    def due(self, at):
        """What must be looked at now, the longest due first: of each host one, and none of a host that wants to be left alone."""
        free = models.Q(host__next_at=None) | models.Q(host__next_at__lte=at)
        waiting = self.in_use().filter(free, due_at__lte=at)
        turn = Window(RowNumber(), partition_by=[F("host")], order_by=[F("due_at").asc(), F("pk").asc()])
        return waiting.annotate(turn=turn).filter(turn=1).order_by("due_at", "pk")

    def with_address(self, address: str):
        """Links to the same thing, however they are written."""
        return self.filter(key=key_of(address))

    def verdict_at(self, path: str) -> Subquery:
        """The verdict of the link that another row has in this column."""
        return Subquery(self.filter(url=OuterRef(path)).values("verdict")[:1])


class Link(models.Model):
    url = models.CharField(_("adres"), max_length=2000, unique=True)
    key = models.CharField(max_length=32, db_index=True, editable=False)  # of the normalised address
    host = models.ForeignKey(Host, models.PROTECT, related_name="links")
    verdict = models.CharField(_("oordeel"), max_length=10, choices=Verdict, default=Verdict.UNCHECKED)
    since = models.DateTimeField(_("sinds"), null=True)  # when the verdict became this
    saw = models.CharField(max_length=12, blank=True, default=Saw.NOTHING)  # a Saw: its words may change without a migration
    detail = models.CharField(max_length=160, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    final = models.CharField(_("komt uit op"), max_length=2000, blank=True)
    moved_to = models.CharField(_("nieuw adres"), max_length=2000, blank=True)  # where it leads for good
    made_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(_("nagekeken op"), null=True)
    seen_at = models.DateTimeField(_("laatst gezien op"), null=True)  # when it last worked
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # one after another
    due_at = models.DateTimeField(null=True, db_index=True)
    history = models.JSONField(default=list)  # the last looks, oldest first: {at, saw, status}
    ignored_because = models.CharField(_("reden"), max_length=300, blank=True)
    ignored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ignored_at = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("linkgezondheid")
        ordering = ["url"]
        default_permissions = ("change", "view")
        indexes = [models.Index(fields=["verdict", "-since"], name="link_by_verdict")]

    def __str__(self):
        return self.url

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.key = key_of(self.url)
            self.host, _made = Host.objects.get_or_create(name=host_of(self.url))
        super().save(*args, **kwargs)

    @property
    def shaky(self) -> bool:
        return self.failures > 0 and self.verdict not in (Verdict.BROKEN, Verdict.IGNORED)

    def seen_words(self) -> str:
        """What the last look saw, in a sentence."""
        return words_of(self.saw, self.status, self.detail)

    def readers_words(self) -> str:
        """What readers are told beside it: that it may not work; empty while it is not known to be broken."""
        if self.verdict != Verdict.BROKEN:
            return ""
        if self.seen_at is None:
            return _say("Deze link werkt mogelijk niet meer.")
        day = date_format(localtime(self.seen_at), "j F Y")
        return _say("Deze link werkt mogelijk niet meer; hij werkte laatst op %(day)s.") % {"day": day}


def words_of(saw: str, status: int | None, detail: str = "") -> str:
    """What one look saw, with the number that technicians want."""
    words = str(WORDS.get(Saw(saw), "")) if saw in {*Saw} else saw
    extra = ", ".join(filter(None, [detail, str(status) if status and status >= 400 else ""]))
    return f"{words} ({extra})" if extra else words


class Place(models.Model):
    """Where a link stands: in which thing, in which of its fields or rows, in the working copy, in public, or both."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="places")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    field = models.CharField(max_length=60)
    row = models.PositiveBigIntegerField(default=0)  # the part in which it stands; 0: in the thing itself
    label = models.CharField(max_length=200)
    draft = models.BooleanField(default=False)
    live = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("vindplaats")
        verbose_name_plural = _("vindplaatsen")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "field", "row", "link"], name="one_place_each")
        ]

    def __str__(self):
        return self.label


class HealthDay(models.Model):
    """How many links had which verdict at the end of a day on which something was looked at."""

    day = models.DateField(primary_key=True)
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("dag van de links")
        verbose_name_plural = _("dagen van de links")
        default_permissions = ()
        ordering = ["day"]

    def __str__(self):
        return str(self.day)
