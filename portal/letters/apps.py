from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.accounts.access import ROLES


class LettersConfig(AppConfig):
    name = "portal.letters"
    label = "letters"
    verbose_name = _("Brieven")
    grants = {role: {"letter": "change view" if role == "beheerder" else ""} for role in ROLES}
