"""People who work on the portal. Readers need no account."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.taxonomy.models import Organisation

SYSTEM = "systeem@materialenbank.invalid"  # a name that no mail can ever reach


class People(UserManager):
    """Accounts by e-mail address; an address is one account, however its letters are cased."""

    def _create_user(self, email, password, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def system(self):
        """Who takes the steps that nobody takes: the clock and the commands. It cannot sign in."""
        account, _created = self.get_or_create(
            email=SYSTEM, defaults={"name": "Het systeem", "is_active": False, "password": make_password(None)}
        )
        return account

    def people(self):
        """Accounts of people."""
        return self.exclude(email=SYSTEM)

    @classmethod
    def normalize_email(cls, email):
        return (email or "").strip().lower()

    def create_user(self, email, password=None, **fields):
        return self._create_user(email, password, **{"is_staff": False, "is_superuser": False, **fields})

    def create_superuser(self, email, password=None, **fields):
        return self._create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, email):
        return self.get(email=self.normalize_email(email))


class User(AbstractUser):
    """An editor, organiser or administrator. The e-mail address is the login."""

    username = first_name = last_name = None
    email = models.EmailField(
        _("e-mailadres"), unique=True, error_messages={"unique": _("Er is al een account met dit e-mailadres.")}
    )
    name = models.CharField(_("naam"), max_length=120, help_text=_("Zo zien je collega's je in de geschiedenis van een fiche."))
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, verbose_name=_("organisatie"))

    wants_letters = models.BooleanField(
        _("mails over mijn teksten"),
        default=True,
        help_text=_("Een mail als iemand je vraagt om na te lezen, of als een ander iets doet met wat jij schreef."),
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = People()

    class Meta:
        verbose_name = _("gebruiker")
        verbose_name_plural = _("gebruikers")
        ordering = ["name"]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return str(self)

    get_short_name = get_full_name

    def clean(self):
        self.email = People.normalize_email(self.email)

    def save(self, *args, **kwargs):
        self.email = People.normalize_email(self.email)
        super().save(*args, **kwargs)
