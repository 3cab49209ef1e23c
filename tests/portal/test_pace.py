"""Who asks too often waits a moment; who stands behind the same door of a school is not in the way."""

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory

from portal import pace
from portal.website.middleware import Moved

FORM = {"most": 3, "seconds": 600}
AT = "2026-03-02 10:00:00+00:00"  # a window of ten minutes begins here


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


def ask(**headers):
    return RequestFactory().post("/ergens/", **headers)


def test_the_fourth_of_three_is_one_too_many():
    with time_machine.travel(AT, tick=False):
        assert [pace.allowed("form", "10.0.0.1", **FORM) for _ in range(4)] == [True, True, True, False]


def test_others_and_other_things_are_counted_apart():
    with time_machine.travel(AT, tick=False):
        assert [pace.allowed("form", "10.0.0.1", most=1, seconds=60) for _ in range(2)] == [True, False]
        assert pace.allowed("form", "10.0.0.2", most=1, seconds=60)
        assert pace.allowed("code", "10.0.0.1", most=1, seconds=60)


def test_looking_whether_it_is_spent_does_not_count():
    with time_machine.travel(AT, tick=False):
        assert [pace.spent("form", "10.0.0.1", **FORM) for _ in range(5)] == [False] * 5
        for _ in range(3):
            pace.allowed("form", "10.0.0.1", **FORM)
        assert pace.spent("form", "10.0.0.1", **FORM)


def test_after_the_window_it_may_again():
    with time_machine.travel(AT, tick=False) as clock:
        while pace.allowed("form", "10.0.0.1", **FORM):
            pass
        clock.shift(599)
        assert not pace.allowed("form", "10.0.0.1", **FORM)
        assert pace.left(600) == 1
        clock.shift(1)
        assert pace.allowed("form", "10.0.0.1", **FORM)


def test_without_a_limit_everything_may():
    assert all(pace.allowed("form", "10.0.0.1", most=0, seconds=60) for _ in range(50))
    assert not pace.spent("form", "10.0.0.1", most=0, seconds=60)


def test_an_address_is_not_written_down():
    pace.allowed("form", "192.0.2.77", **FORM)
    assert "192.0.2.77" not in repr(cache._cache) and len(cache._cache) == 1


@pytest.mark.parametrize(
    ("behind", "headers", "address"),
    [
        (False, {"REMOTE_ADDR": "192.0.2.7"}, "192.0.2.7"),
        (False, {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}, "192.0.2.7"),
        (True, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "verzonnen, 198.51.100.1"}, "198.51.100.1"),
        (True, {"REMOTE_ADDR": "127.0.0.1"}, "127.0.0.1"),
        (False, {"REMOTE_ADDR": "2001:db8:1:2:aaaa::1"}, "2001:db8:1:2::/64"),
        (False, {"REMOTE_ADDR": "geen adres"}, "geen adres"),
    ],
)
def test_who_asks_is_who_the_server_or_its_own_proxy_says(settings, behind, headers, address):
    settings.BEHIND_PROXY = behind
    assert pace.address_of(ask(**headers)) == address


def test_who_asks_too_often_reads_when_it_may_again():
    def view(request):
        pace.check("form", request, most=1, seconds=600)

    with time_machine.travel(AT, tick=False):
        view(ask())
        with pytest.raises(pace.TooMany) as refused:
            view(ask())
        answer = Moved(view).process_exception(ask(), refused.value)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"
    assert answer["Cache-Control"] == "private, no-store"
    page = answer.content.decode()
    assert "Probeer het over 10 minuten opnieuw" in page
    assert "wat je typte, staat er nog" in page
