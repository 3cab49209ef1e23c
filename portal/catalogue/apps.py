from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

ALL = "add change delete view"


class CatalogueConfig(AppConfig):
    name = "portal.catalogue"
    label = "catalogue"
    verbose_name = _("Catalogus")
    grants = {
        "redacteur": {"synonym": "view", "searched": "view"},
        "eindredacteur": {"synonym": ALL, "searched": "change view"},
        "beheerder": {"synonym": ALL, "searched": "change view"},
    }

    def ready(self):
        from portal.catalogue import asked, index, opened, shown
        from portal.catalogue.checks import the_index_is_of_this_version

        index.listen()
        asked.listen()
        opened.listen()
        shown.listen()
        register(the_index_is_of_this_version, Tags.database)
