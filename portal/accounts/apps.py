from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from portal.accounts.access import ROLES


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("Beheer")
    grants = {role: {"user": "add change view" if role == "beheerder" else ""} for role in ROLES}

    def ready(self):
        from portal.accounts.access import grant

        post_migrate.connect(grant, dispatch_uid="accounts.grant")
