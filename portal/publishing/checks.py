"""A child table that is neither frozen nor called live would be lost on publishing without anybody noticing."""

from django.apps import apps
from django.core.checks import Error

from portal.publishing.models import Publication


def publications() -> list[type[Publication]]:
    """Every concrete publication of the project."""
    return [model for model in apps.get_models() if issubclass(model, Publication)]


def unplaced(model) -> list[str]:
    """Names of child tables of a publication that are neither in its PARTS nor in its LIVE; and parts with parts."""
    names = []
    for relation in model._meta.related_objects:
        if relation.many_to_many or relation.related_model is model:
            continue
        name = relation.get_accessor_name()
        if name not in model.PARTS and name not in model.LIVE:
            names.append(name or f"{relation.related_model._meta.label_lower} (+)")
    for part in model.PARTS:
        child = model._meta.get_field(part).related_model
        names += [f"{part}.{relation.get_accessor_name()}" for relation in child._meta.related_objects]
    return names


def every_row_is_frozen_or_live(app_configs, **kwargs):
    """System check publishing.E001."""
    return [
        Error(
            f"{model._meta.label}: say whether “{name}” is frozen (PARTS) or true this minute (LIVE).",
            hint="See Publication in portal/publishing/models.py.",
            obj=model,
            id="publishing.E001",
        )
        for model in publications()
        for name in unplaced(model)
    ]
