from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

WRITE = "add change view"
ALL = "add change delete view"
EDITOR = {
    "fiche": WRITE,
    "section": ALL,
    "ficheresource": ALL,
    "citation": ALL,
    "evidencerating": WRITE,
    "resource": WRITE,
    "source": WRITE,
}
CHIEF = {**EDITOR, "fiche": f"{ALL} publish", "evidencerating": ALL, "resource": ALL, "source": ALL}


class FichesConfig(AppConfig):
    name = "fiches"
    verbose_name = _("Schrijven")
    grants = {
        "redacteur": EDITOR,
        "eindredacteur": CHIEF,
        "organisator": {"fiche": "view", "resource": WRITE, "source": WRITE},
        "beheerder": CHIEF,
    }

    def ready(self):
        from fiches import checklist, links, panels, records  # noqa: F401 (register what they know)
