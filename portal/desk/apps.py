from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _

from portal.accounts.access import ROLES


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with our site class."""

    default = False
    default_site = "portal.desk.site.DeskSite"
    grants = {role: {"logentry": "view" if role in ("eindredacteur", "beheerder") else ""} for role in ROLES}


class DeskConfig(AppConfig):
    default = True
    name = "portal.desk"
    label = "desk"
    verbose_name = _("Werktafel")
