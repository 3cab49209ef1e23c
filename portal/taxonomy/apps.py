from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

WRITE = "add change view"
ALL = "add change delete view"


class TaxonomyConfig(AppConfig):
    name = "portal.taxonomy"
    label = "taxonomy"
    verbose_name = _("Ordenen")
    grants = {
        "redacteur": {"theme": "view", "audience": "view", "level": "view", "organisation": WRITE, "tag": WRITE},
        "eindredacteur": {"theme": ALL, "audience": WRITE, "level": "change view", "organisation": ALL, "tag": ALL},
        "organisator": {"theme": "view", "audience": "view", "level": "view", "organisation": WRITE, "tag": WRITE},
        "beheerder": {"theme": ALL, "audience": ALL, "level": "change view", "organisation": ALL, "tag": ALL},
    }
