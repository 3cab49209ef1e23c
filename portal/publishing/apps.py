from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "portal.publishing"
    label = "publishing"
    verbose_name = _("Publiceren")

    def ready(self):
        from portal.publishing.checks import every_row_is_frozen_or_live

        register(every_row_is_frozen_or_live)
