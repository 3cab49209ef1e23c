"""Addresses as text: which links stand in a text, one replaced, and when two of them are the same."""

import pytest

from portal.links.addresses import host_of, is_web, key_of, links_in, normalised, with_replaced
from portal.text import clean_html


def test_the_links_of_a_text_are_found_once_each_in_order():
    html = clean_html(
        '<p><a href="https://een.be/?a=1&b=2">een</a> <a title="x" href="http://twee.be">twee</a>'
        ' <a href="https://een.be/?a=1&amp;b=2">weer een</a> <a href="mailto:a@b.be">mail</a> <a href="/fiches/">hier</a></p>'
    )
    assert links_in(html) == ["https://een.be/?a=1&b=2", "http://twee.be"]


def test_an_address_that_is_only_written_about_is_no_link():
    html = clean_html('<p>Schrijf &lt;a href=&quot;https://een.be&quot;&gt; en href="https://twee.be"</p>')
    assert links_in(html) == []
    assert with_replaced(html, "https://een.be", "https://nieuw.be") == html


def test_replacing_touches_only_that_address_and_survives_cleaning():
    html = clean_html(
        '<p><a href="https://een.be/?a=1&amp;b=2">een</a> en <a href="https://een.be/">kort</a> https://een.be/</p>'
    )
    changed = with_replaced(html, "https://een.be/?a=1&b=2", 'https://nieuw.be/?"x"&y=1')
    assert links_in(changed) == ['https://nieuw.be/?"x"&y=1', "https://een.be/"]
    assert links_in(clean_html(changed))[1:] == ["https://een.be/"]
    assert changed.endswith("https://een.be/</p>")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://een.be", "https://www.een.be/"),
        ("https://een.be/pad/", "https://EEN.be:443/pad#stuk"),
        ("https://een.be/a?x=1&y=2&utm_source=mail", "https://een.be/a?y=2&x=1"),
        ("https://een.be/caf%C3%A9", "https://een.be/café"),
        ("https://youtu.be/7TBDKXSMzPU?si=abc", "https://www.youtube.com/watch?list=PL1&v=7TBDKXSMzPU&index=3"),
        ("https://m.youtube.com/watch?v=7TBDKXSMzPU", "https://www.youtube-nocookie.com/embed/7TBDKXSMzPU"),
        ("https://doi.org/10.1000/ABC", "http://dx.doi.org/10.1000/abc"),
        ("https://één.be/", "https://xn--n-9faa.be"),
    ],
)
def test_two_ways_of_writing_one_address_are_the_same(one, other):
    assert key_of(one) == key_of(other), (normalised(one), normalised(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://een.be/a", "https://een.be/b"),
        ("https://een.be/a?id=1", "https://een.be/a?id=2"),
        ("https://een.be/", "https://twee.be/"),
        ("https://een.be:8080/", "https://een.be/"),
        ("https://een.be/Pad", "https://een.be/pad"),
        ("https://een.be/app#/les/1", "https://een.be/app#/les/2"),
        ("https://youtu.be/7TBDKXSMzPU", "https://youtu.be/7TBDKXSMzPV"),
    ],
)
def test_two_addresses_of_different_things_are_not(one, other):
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    "address",
    ["", "een.be", "ftp://een.be", "https://", "http://[::1", "https://een.be:haven/", "javascript:alert(1)", "https:///pad",
     "https://e en.be/", f"https://een.be/{'x' * 2000}", "http://\ud800.be"],
)  # fmt: skip
def test_what_is_no_web_address_is_not_taken_for_one(address):
    assert not is_web(address)
    assert key_of(address)  # and nothing breaks on it


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Een.be:443/x", "een.be"),
        ("http://een.be.", "een.be"),
        ("http://een.be:443", "een.be:443"),
        ("http://[2001:db8::1]:81/", "[2001:db8::1]:81"),
    ],
)
def test_a_host_is_named_with_its_port_only_when_that_is_unusual(address, host):
    assert host_of(address) == host
