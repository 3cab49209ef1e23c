"""Which address was probably meant."""

import pytest

from events.forms.near_misses import OFTEN, meant


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("anja@gmial.com", "anja@gmail.com"),
        ("anja@gmail.con", "anja@gmail.com"),
        ("anja@gmail.co", "anja@gmail.com"),
        ("Anja.De@Hotmial.com", "Anja.De@hotmail.com"),
        ("anja@telnet.be", "anja@telenet.be"),
        ("anja@outlok.be", "anja@outlook.be"),
        ("anja@skynet.bee", "anja@skynet.be"),
        ("anja@go.be", "anja@g-o.be"),
        ("anja@arteveldhs.be", "anja@arteveldehs.be"),
        ("anja@katholiekonderwijs.vlaandern", "anja@katholiekonderwijs.vlaanderen"),
    ],
)
def test_a_slip_is_seen(typed, right):
    assert meant(typed) == right


@pytest.mark.parametrize(
    "typed",
    [
        *(f"anja@{domain}" for domain in OFTEN),
        *("anja@hotmail.nl", "anja@yahoo.fr", "anja@mail.com", "anja@school.example", "anja@kompasroos.be", "anja@vub.be"),
        *("anja@sgr12.be", "anja@mijnschool.be", "anja@ap.be", "", "@", "@gmial.com", "anja", "a@" + "x" * 5000),
    ],
)
def test_an_address_that_may_be_right_is_left_alone(typed):
    assert meant(typed) == ""
