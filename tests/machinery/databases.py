"""The database of a test run: each xdist worker has its own, filled by the migrations.

SQLite is a real file, so that threads and servers meet it as they do in life. A test that commits leaves the first data
of the migrations as it found them, for whoever comes after it in the random order.
"""

import pytest
from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import SimpleTestCase
from django.test.utils import override_settings

from portal.catalogue import held

BLOCKER = pytest.StashKey()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """A file for SQLite; a name of its own for each worker on PostgreSQL."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        elif pool := connection.settings_dict["OPTIONS"].get("pool"):
            pool["max_size"] = 40  # a race has more threads than a web process


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The first data of the migrations, remembered where Django looks for them.

    On the class: while a browser runs there is an event loop in this thread, and Django then uses another connection.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    with django_db_blocker.unblock():
        type(connection)._test_serialized_contents = connection.creation.serialize_db_to_string()
    yield
    if connection.vendor == "postgresql":  # a thread that a test left behind keeps nobody from taking the database away
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_terminate_backend(pid) {others}")


@pytest.fixture(scope="session", autouse=True)
def media(tmp_path_factory):
    """Uploads of the tests never land among real ones."""
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture(autouse=True)
def nothing_remembered():
    """No page, count, choice or question of another test is in memory."""
    from portal.catalogue.minutely import TALLIES
    from portal.catalogue.store import store

    for cache in caches.all():
        cache.clear()
    store.clear()
    held.forget()
    for tally in TALLIES:
        tally.forget()


def commits(item) -> bool:
    """Whether this test writes for real, instead of inside a transaction that is undone."""
    mark = item.get_closest_marker("django_db")
    return bool({"transactional_db", "live_server"} & set(item.fixturenames)) or bool(mark and mark.kwargs.get("transaction"))


def touches_the_database(item) -> bool:
    """Whether this test may ask the database anything; pytest-django refuses it to all others."""
    mine = {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    return bool(mine or item.get_closest_marker("django_db") or issubclass(item.cls or object, SimpleTestCase))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What touches no database is the same on each; what commits must find the first data."""
    for item in items:
        if not touches_the_database(item):
            item.add_marker("once")
        if commits(item) and "django_db_serialized_rollback" not in item.fixturenames:  # the tests of a function share the list
            item.fixturenames.append("django_db_serialized_rollback")


@pytest.fixture(scope="session", autouse=True)
def remember_blocker(request, django_db_blocker):
    request.config.stash[BLOCKER] = django_db_blocker


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """After a committing test its rows are flushed; then the first data of the migrations come back."""
    result = yield
    if nextitem is not None and commits(item) and BLOCKER in item.config.stash:
        with item.config.stash[BLOCKER].unblock():
            connection = connections[DEFAULT_DB_ALIAS]
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    return result
