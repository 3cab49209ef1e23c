"""Who may open what, as it stands after migrate."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import IntegrityError

from portal.accounts.access import ROLES
from portal.accounts.models import User

pytestmark = pytest.mark.django_db


def rights(role):
    return {
        f"{perm.content_type.app_label}.{perm.codename}"
        for perm in Group.objects.get(name=role).permissions.select_related("content_type")
    }


def test_the_groups_exist_after_migrate():
    assert (
        set(Group.objects.values_list("name", flat=True))
        == set(ROLES)
        == {"redacteur", "eindredacteur", "organisator", "beheerder"}
    )


WRITES = {"fiches.change_fiche", "fiches.add_source", "taxonomy.add_tag"}
DECIDES = {"fiches.publish_fiche", "website.publish_page", "taxonomy.change_theme"}
PEOPLE = {"accounts.add_user", "accounts.change_user"}


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("redacteur", WRITES, DECIDES | PEOPLE | {"fiches.delete_fiche"}),
        ("eindredacteur", WRITES | DECIDES, PEOPLE),
        ("organisator", {"fiches.view_fiche", "fiches.add_resource"}, DECIDES | PEOPLE | {"fiches.change_fiche"}),
        ("beheerder", WRITES | DECIDES | PEOPLE, {"auth.change_permission"}),
    ],
)
def test_each_group_has_its_rights_and_no_others(role, may, may_not):
    assert may <= rights(role)
    assert not may_not & rights(role)


def test_migrating_again_takes_back_what_somebody_added_by_hand():
    from django.contrib.auth.models import Permission

    Group.objects.get(name="redacteur").permissions.add(Permission.objects.get(codename="publish_fiche"))
    call_command("migrate", verbosity=0)
    assert "fiches.publish_fiche" not in rights("redacteur")


def test_an_address_is_one_account_however_it_is_typed():
    User.objects.create_user("Els@School.Example", "lang-genoeg-wachtwoord", name="Els")
    assert User.objects.get_by_natural_key("ELS@school.example ").name == "Els"
    with pytest.raises(IntegrityError):
        User.objects.create_user("els@SCHOOL.example", name="Els 2")


def test_somebody_logs_in_with_an_address_in_capitals(visitor):
    user = User.objects.create_user("els@school.example", "lang-genoeg-wachtwoord", name="Els", is_staff=True)
    answer = visitor.post(
        "/beheer/login/", {"username": "ELS@school.example", "password": "lang-genoeg-wachtwoord", "next": "/beheer/"}
    )
    assert (answer.status_code, visitor.session["_auth_user_id"]) == (302, str(user.pk))


def test_an_account_that_is_no_staff_opens_nothing_at_the_desk(teacher):
    assert teacher.get("/beheer/").status_code == 302


def test_rights_of_ones_own_and_of_every_group_count_and_are_asked_in_one_query(django_assert_num_queries):
    user = User.objects.create_user("an@voorbeeld.be", name="An")
    user.groups.set(Group.objects.filter(name__in=["redacteur", "organisator"]))
    user.user_permissions.set(Permission.objects.filter(codename="delete_logentry"))
    user = User.objects.get(pk=user.pk)
    with django_assert_num_queries(1):
        assert user.has_perm("admin.delete_logentry") and user.has_perm("fiches.change_fiche")
        assert user.has_perm("events.add_studyday") and not user.has_perm("accounts.add_user")
    assert user.get_all_permissions() == rights("redacteur") | rights("organisator") | {"admin.delete_logentry"}


def test_who_left_may_do_nothing():
    user = User.objects.create_user("an@voorbeeld.be", name="An")
    user.groups.set(Group.objects.filter(name="beheerder"))
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert User.objects.get(pk=user.pk).get_all_permissions() == set()
    assert not User.objects.get(pk=user.pk).has_perm("fiches.view_fiche")


def test_an_administrator_of_the_machine_may_do_everything():
    user = User.objects.create_superuser("an@voorbeeld.be", name="An", password=None)
    assert user.has_perm("fiches.publish_fiche") and len(user.get_all_permissions()) == Permission.objects.count()
