"""Signing in with an e-mail address and a password; what somebody may do is read in one query."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q


class Accounts(ModelBackend):
    """Django's own, save that the rights of a person and those of their groups are asked together."""

    def get_all_permissions(self, user_obj, obj=None):
        """The rights of this person, as "app.codename". One query, once per request."""
        if user_obj.is_superuser or obj is not None or not user_obj.is_active or user_obj.is_anonymous:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            theirs = Q(user=user_obj) | Q(group__user=user_obj)
            names = Permission.objects.filter(theirs).values_list("content_type__app_label", "codename").order_by()
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in names}
        return user_obj._perm_cache
