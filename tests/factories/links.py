"""Links to test with."""

import datetime as dt

from fiches.models import Resource
from portal.links.health import Look, note
from portal.links.models import Link, Saw
from portal.publishing.workflow import take
from tests.factories import ResourceFactory
from tests.factories.publishing import NOON

HOUR = dt.timedelta(hours=1)


def linked(url: str, **said) -> tuple[Resource, Link]:
    """A material at this address, and its link."""
    resource = ResourceFactory(url=url, **said)
    return resource, Link.objects.get(url=url)


def broken(url: str, *, at: dt.datetime = NOON, worked: bool = True, **said) -> tuple[Resource, Link]:
    """A material whose link worked once, and failed often enough since: the last time at `at`."""
    resource, link = linked(url, **said)
    if worked:
        note(link, Look(Saw.FINE, 200), at - dt.timedelta(days=10))
    for hours in (48, 24, 0):
        link = note(link, Look(Saw.NOT_FOUND, 404), at - hours * HOUR)
    return resource, link


def saved(thing):
    """A working copy as the desk saves it: with the step that goes with a save."""
    return take(thing, "edit", seen=type(thing).objects.get(pk=thing.pk).edit, at=NOON)
