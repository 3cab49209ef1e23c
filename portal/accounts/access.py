"""Who may open what: the groups, and the permissions that each app grants them (`grants` of its AppConfig)."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

ROLES = {  # group: what its people do; the permissions are in the `grants` of each app
    "redacteur": _("schrijft fiches, materialen en bronnen"),
    "eindredacteur": _("keurt goed, plant, publiceert en trekt in"),
    "organisator": _("bereidt studiedagen voor"),
    "beheerder": _("beheert gebruikers en alles wat redacteurs kunnen"),
}


def roles_that_may(act: str, model) -> list[str]:
    """The groups that an app grants this right to, such as "publish" on its model."""
    grants = getattr(apps.get_app_config(model._meta.app_label), "grants", {})
    return [role for role in ROLES if act in grants.get(role, {}).get(model._meta.model_name, "").split()]


def holding(act: str, model) -> Q:
    """Of people: whether they have this right, by their groups or by themselves."""
    from django.contrib.auth.models import Permission

    label, code = model._meta.app_label, f"{act}_{model._meta.model_name}"
    right = Permission.objects.filter(content_type__app_label=label, codename=code)
    by_group, by_person = right.filter(group__user=OuterRef("pk")), right.filter(user=OuterRef("pk"))
    return Q(is_superuser=True) | Q(Exists(by_group)) | Q(Exists(by_person))


def grant(sender, using, **kwargs):
    """After each migrate of an app: the groups exist and have exactly what the app grants them.

    `grants` is {group: {model name: "add change view ..."}}; permissions of other apps are left alone.
    """
    from django.contrib.auth.models import Group, Permission
    from django.db import connections

    if "auth_group" not in connections[using].introspection.table_names():
        return
    for role in ROLES:
        group, _created = Group.objects.using(using).get_or_create(name=role)
        wanted = getattr(sender, "grants", {}).get(role)
        if wanted is None:
            continue
        codes = {f"{act}_{model}" for model, acts in wanted.items() for act in acts.split()}
        granted = Permission.objects.using(using).filter(content_type__app_label=sender.label)
        group.permissions.remove(*granted.exclude(codename__in=codes))
        group.permissions.add(*granted.filter(codename__in=codes))
