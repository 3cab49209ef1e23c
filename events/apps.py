from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

WRITE = "add change view"
ALL = "add change delete view"
ORGANISER = {
    "studyday": f"{ALL} publish",
    "organiser": ALL,
    "block": ALL,
    "session": f"{ALL} publish",
    "contribution": ALL,
    "person": ALL,
    "venue": ALL,
    "room": ALL,
    "network": ALL,
    "registration": "change view",
    "party": "view",
    "needs": "view",
}
PERSONAL = {"registration", "party", "needs"}  # who comes is for who organises
READER = {model: "" if model in PERSONAL else "view" for model in ORGANISER}


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Studiedagen")
    grants = {
        "redacteur": READER,
        "eindredacteur": {**ORGANISER, "studyday": f"{WRITE} publish", "session": f"{WRITE} publish", "needs": ""},
        "organisator": ORGANISER,
        "beheerder": ORGANISER,
    }

    def ready(self):
        from events import checklist, links, panels, programme, records  # noqa: F401 (register what they know)

        programme.listen()
        links.listen()
