"""Each material and source says how many public fiches name it; the number is kept, and a page only reads it."""

import pytest
from django.core.management import CommandError, call_command

from portal.catalogue.models import Record
from portal.publishing.workflow import take
from portal.shared import merge
from tests.factories import NOON, FicheFactory, ResourceFactory, SourceFactory, publish

pytestmark = pytest.mark.django_db


def uses(thing) -> int:
    return Record.objects.get(url=thing.get_absolute_url()).uses


def again(fiche):
    return publish(take(fiche, "edit", seen=fiche.edit, at=NOON))


def test_a_material_counts_the_fiches_that_name_it_once_each():
    resource, source = ResourceFactory(), SourceFactory()
    first = FicheFactory(resources=[resource], sources=[source], published=True)
    FicheFactory(resources=[resource], published=True)
    assert (uses(resource), uses(source)) == (2, 1)
    again(first)
    assert (uses(resource), uses(source)) == (2, 1)


def test_a_fiche_that_names_it_no_longer_or_is_gone_is_not_counted_until_it_comes_back():
    resource = ResourceFactory()
    one, other = (FicheFactory(resources=[resource], published=True) for _ in range(2))
    one.resources.all().delete()
    again(one)
    assert uses(resource) == 1
    other = take(other, "withdraw", seen=other.edit, at=NOON)
    assert uses(resource) == 0
    publish(take(other, "edit", seen=other.edit, at=NOON))
    assert uses(resource) == 1


def test_two_that_are_merged_count_together(visitor):
    kept, double = ResourceFactory(), ResourceFactory()
    for named in ([kept], [double], [kept, double]):
        FicheFactory(resources=named, published=True)
    merge(double, kept)
    assert uses(kept) == 3
    assert "in 3 fiches" in visitor.get("/materialen/").content.decode()


def test_a_number_that_is_wrong_is_found_and_put_right():
    resource = ResourceFactory()
    FicheFactory(resources=[resource], published=True)
    Record.objects.filter(kind="resource").update(uses=7)
    with pytest.raises(CommandError, match="counts 7 fiches"):
        call_command("rebuild_catalogue", "--check", verbosity=0)
    call_command("rebuild_catalogue", verbosity=0)
    assert uses(resource) == 1
    call_command("rebuild_catalogue", "--check", verbosity=0)
