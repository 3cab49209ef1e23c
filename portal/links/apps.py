from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

KEEP = "change view"


class LinksConfig(AppConfig):
    name = "portal.links"
    label = "links"
    verbose_name = _("Linkgezondheid")
    grants = {
        "redacteur": {"link": KEEP},
        "eindredacteur": {"link": KEEP},
        "organisator": {"link": KEEP},
        "beheerder": {"link": KEEP},
    }

    def ready(self):
        from portal.links import checklist, panels, places  # noqa: F401 (register what they know)

        places.listen()
