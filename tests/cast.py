"""The cast: everybody who comes to the portal, each with a browser of their own."""

import pytest
from django.test import Client

from tests.factories import UserFactory


def signed_in(role: str) -> Client:
    """Somebody of this group; `client.user` is who."""
    client = Client()
    client.user = UserFactory(role=role, email=f"{role}@school.example", name=role.capitalize())
    client.force_login(client.user)
    return client


@pytest.fixture
def visitor():
    """A reader without an account."""
    return Client()


@pytest.fixture
def editor(db):
    return signed_in("redacteur")


@pytest.fixture
def chief_editor(db):
    return signed_in("eindredacteur")


@pytest.fixture
def organiser(db):
    return signed_in("organisator")


@pytest.fixture
def administrator(db):
    return signed_in("beheerder")


@pytest.fixture
def teacher(db):
    """Somebody with an account that opens nothing at the desk."""
    client = Client()
    client.user = UserFactory(is_staff=False, email="leraar@school.example")
    client.force_login(client.user)
    return client
