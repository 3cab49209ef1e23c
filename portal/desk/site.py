"""The admin site: its names, and its menu by task instead of by app."""

from django.conf import settings
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.desk.account import letters_view
from portal.publishing.signed_out import KeepsTyped

TASKS = [  # what people come to do, and the models they do it with
    (
        _("Schrijven"),
        ["fiches.fiche", "fiches.resource", "fiches.source", "website.page", "links.link", "catalogue.searched"],
    ),
    (_("Studiedagen"), ["events.studyday", "events.session", "events.person", "events.venue"]),
    (
        _("Ordenen"),
        [
            *("taxonomy.theme", "taxonomy.tag", "taxonomy.organisation", "taxonomy.audience", "taxonomy.level"),
            "catalogue.synonym",
        ],
    ),
    (_("Beheer"), ["accounts.user", "letters.letter", "admin.logentry"]),
]


class DeskSite(KeepsTyped):
    site_header = settings.SITE_NAME
    site_title = _("Werktafel")
    index_title = _("Werktafel")
    site_url = "/"
    enable_nav_sidebar = True
    index_template = "admin/home.html"

    def index(self, request, extra_context=None):
        from portal.desk.home import home  # when all apps are ready

        return super().index(request, {"home": home(request.user, timezone.now()), **(extra_context or {})})

    def get_urls(self):
        return [path("mails/", self.admin_view(letters_view), name="my_letters"), *super().get_urls()]

    def get_app_list(self, request, app_label=None):
        """The models this person may see, by task. One app is shown as the tasks in which its models stand."""
        apps = self._build_app_dict(request)
        known = {f"{label}.{model['object_name'].lower()}": model for label, app in apps.items() for model in app["models"]}
        if "admin.logentry" in known:
            known["admin.logentry"]["name"] = _("Logboek")
        tasks = []
        for name, labels in TASKS:
            models = [
                known[label] for label in labels if label in known and (app_label is None or label.startswith(f"{app_label}."))
            ]
            if models:
                tasks.append(
                    {"name": name, "app_label": models[0]["admin_url"], "app_url": "", "has_module_perms": True, "models": models}
                )
        return tasks
