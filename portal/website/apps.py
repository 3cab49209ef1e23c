from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    name = "portal.website"
    label = "website"
    verbose_name = _("Site")
    grants = {
        "redacteur": {"page": "view"},
        "eindredacteur": {"page": "add change delete view publish"},
        "organisator": {"page": "view"},
        "beheerder": {"page": "add change delete view publish"},
    }

    def ready(self):
        from portal.website import checklist, records  # noqa: F401 (registers its checks and its builder)
