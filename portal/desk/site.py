"""The admin site: its names, and its menu by task instead of by app."""

from django.conf import settings
from django.urls import get_urlconf, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.desk.account import letters_view
from portal.publishing.signed_out import KeepsTyped

TASKS = [  # what people come to do, and the models they do it with
    (
        _("Schrijven"),
        ["fiches.fiche", "fiches.resource", "fiches.source", "website.page", "links.link", "catalogue.searched"],
    ),
    (_("Studiedagen"), ["events.studyday", "events.session", "events.person", "events.venue", "events.network"]),
    (
        _("Ordenen"),
        [
            *("taxonomy.theme", "taxonomy.tag", "taxonomy.organisation", "taxonomy.audience", "taxonomy.level"),
            "catalogue.synonym",
        ],
    ),
    (_("Beheer"), ["accounts.user", "letters.letter", "admin.logentry"]),
]


MOST_KNOWN = 200  # sets of rights of which the menu is kept


class DeskSite(KeepsTyped):
    known_apps: dict[tuple, dict] = {}
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

    def _build_app_dict(self, request, label=None):
        """As Django's own, asked once for each set of rights: what somebody may see depends on nothing else."""
        user = request.user
        asked = frozenset(user.get_all_permissions()), user.is_superuser, label, get_urlconf()
        if asked not in self.known_apps:
            if len(self.known_apps) >= MOST_KNOWN:
                self.known_apps.clear()
            self.known_apps[asked] = super()._build_app_dict(request, label)
        known = self.known_apps[asked]
        return {name: {**app, "models": [dict(model) for model in app["models"]]} for name, app in known.items()}

    def get_app_list(self, request, app_label=None):
        """The models this person may see, by task. One app is shown as the tasks in which its models stand."""
        apps = self._build_app_dict(request)
        known = {f"{label}.{model['object_name'].lower()}": model for label, app in apps.items() for model in app["models"]}
        if "admin.logentry" in known:
            known["admin.logentry"]["name"] = _("Logboek")
        tasks = []
        for name, labels in TASKS:
            wanted = [label for label in labels if label in known and (app_label is None or label.startswith(f"{app_label}."))]
            models = [row for label in wanted for row in (known[label], *self._pages(request, known[label]["model"]))]
            if models:
                tasks.append(
                    {"name": name, "app_label": models[0]["admin_url"], "app_url": "", "has_module_perms": True, "models": models}
                )
        listed = [model for task in tasks for model in task["models"] if (model["admin_url"] or "#") in request.path]
        if listed:
            max(listed, key=lambda model: len(model["admin_url"]))["current"] = True
        return tasks

    def _pages(self, request, model):
        """Pages beside a list that have a place of their own in the menu: what its admin offers as (name, address)."""
        pages = getattr(self._registry[model], "menu_pages", None)
        found = pages(request) if pages else []
        return [{"name": name, "admin_url": url, "add_url": None, "object_name": "", "model": None} for name, url in found]
