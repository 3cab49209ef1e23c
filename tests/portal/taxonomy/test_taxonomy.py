"""How things are sorted: the first data, and tags that are one word under every spelling."""

import pytest
from django.core.exceptions import ValidationError

from portal.taxonomy.models import Audience, Level, Tag, Theme
from tests.factories import FicheFactory

pytestmark = pytest.mark.django_db


def test_the_first_level_of_the_themes_are_the_five_parts_of_the_poolster():
    assert list(Theme.objects.filter(parent=None).values_list("slug", flat=True)) == [
        "integraal-beleid",
        "ontwikkeling-als-plg",
        "gedeeld-leiderschap",
        "onderzoekende-houding",
        "geinformeerde-praktijken",
    ]
    assert Theme.objects.get(slug="motivatie").parent.slug == "geinformeerde-praktijken"


def test_levels_have_the_national_address_and_their_parents():
    level = Level.objects.get(key="secundair-2e-graad")
    assert level.address == "https://w3id.org/onderwijs-vlaanderen/id/structuur/secundair-2e-graad"
    assert (level.parent.key, Level.objects.count(), Audience.objects.count()) == ("secundair-onderwijs", 14, 7)


@pytest.mark.parametrize("again", ["coöperatief leren", "COÖPERATIEF  LEREN", "cooperatief leren", "Coo\u0308peratief leren"])
def test_a_tag_under_another_spelling_is_the_same_tag(again):
    FicheFactory(tags=["Coöperatief leren"])
    fiche = FicheFactory(tags=[again])
    assert [tag.name for tag in fiche.tags.all()] == ["Coöperatief leren"]
    assert Tag.objects.count() == 1


def test_a_tag_that_exists_under_another_spelling_is_refused_with_a_sentence():
    Tag.objects.create(name="Feedback geven")
    with pytest.raises(ValidationError, match="bestaat al"):
        Tag(name="FEEDBACK geven").full_clean()


def test_a_theme_cannot_stand_under_itself():
    top = Theme.objects.get(slug="geinformeerde-praktijken")
    top.parent = Theme.objects.get(slug="motivatie")
    with pytest.raises(ValidationError, match="onder zichzelf"):
        top.full_clean()


def test_tags_that_differ_only_in_signs_get_addresses_of_their_own():
    slugs = [Tag.objects.create(name=name).slug for name in ("C", "C+", "C++", "?!")]
    assert len(set(slugs)) == 4
