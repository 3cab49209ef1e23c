from django.apps import AppConfig, apps
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "portal.publishing"
    label = "publishing"
    verbose_name = _("Publiceren")

    def ready(self):
        from portal.publishing import autosave
        from portal.publishing.checks import every_row_is_frozen_or_live
        from portal.publishing.models import Publication

        register(every_row_is_frozen_or_live)
        autosave.follow(model for model in apps.get_models() if issubclass(model, Publication))
