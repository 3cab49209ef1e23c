"""Which names may be the same thing."""

import pytest

from portal.publishing.tidy.alike import groups, person_signature, signature

SAME = [
    ("leerling", "Leerlingen"),
    ("bron", "bronnen"),
    ("taak", "taken"),
    ("Coöperatief leren", "leren, cooperatief"),
    ("Kenniscentrum voor onderwijs", "Onderwijs Kenniscentrum vzw"),
    ("foto’s", "foto"),
]
OTHER = [("lezen", "schrijven"), ("les", "lessen over"), ("ICT", "ICT-plan"), ("PLG", "PEN"), ("feedback", "feedback geven")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_plural_an_accent_or_another_order_makes_no_difference(one, other):
    assert signature(one) == signature(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_words_are_other_things(one, other):
    assert signature(one) != signature(other)


def test_people_are_known_by_their_family_name_and_first_letter():
    assert person_signature("An Peeters") == person_signature("A. Peeters") != person_signature("Bo Peeters")
    assert person_signature("Estafette") == "estafette"


def test_what_is_alike_through_another_is_one_group_and_nothing_is_alone():
    signed = [(1, ["a"]), (2, ["a", "b"]), (3, ["b"]), (4, ["c"]), (5, [""]), (6, [""])]
    assert groups(signed) == [[1, 2, 3]]
