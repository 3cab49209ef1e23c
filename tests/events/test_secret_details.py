"""Behind a secret link: who somebody is, and what they need that day."""

import datetime as dt

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core.cache import cache

from events.models import Needs, Network
from tests.factories.registrations import EARLY, comes, open_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_time():
    cache.clear()
    with time_machine.travel(EARLY + dt.timedelta(minutes=5), tick=False):
        yield


def text(page) -> str:
    return " ".join(page.content.decode().split())


def test_details_are_changed_and_the_log_says_no_name(visitor):
    mine = comes(open_day(), "an")
    said = {"name": "An\r\nBcc: x@example.org", "function": "directeur", "organisation": "De School"}
    visitor.post(f"{mine.get_absolute_url()}gegevens/", said)
    mine.refresh_from_db()
    assert (mine.name, mine.function, mine.organisation) == ("An Bcc: x@example.org", "directeur", "De School")
    assert mine.email == "an@school.example"
    line = LogEntry.objects.order_by("-pk").first()
    assert "gegevens" in line.change_message and "An" not in line.change_message + line.object_repr


def test_an_empty_name_is_refused_and_what_was_typed_stays(visitor):
    mine = comes(open_day(), "an")
    page = text(visitor.post(f"{mine.get_absolute_url()}gegevens/", {"name": " ", "function": "juf"}))
    assert "Vul je naam in." in page and 'href="#id_name"' in page and 'value="juf"' in page


def test_needs_are_kept_only_with_consent_and_go_when_it_is_withdrawn(visitor):
    mine = comes(open_day(), "an")
    url = f"{mine.get_absolute_url()}gegevens/"
    page = text(visitor.post(url, {"name": "Anna", "diet": "vegan"}))
    assert "Geef toestemming om dit te bewaren" in page and 'value="vegan"' in page and 'value="Anna"' in page
    assert not Needs.objects.exists()
    visitor.post(url, {"name": "Anna", "diet": "vegan", "needs_consent": "on"})
    assert Needs.objects.get().diet == "vegan"
    mine.refresh_from_db()
    assert mine.name == "Anna"  # sent together: nothing typed beside it is lost
    assert "vegan" in text(visitor.get(mine.get_absolute_url()))
    visitor.post(url, {"form": "intrekken"})
    assert not Needs.objects.exists()


def test_the_onderwijsverstrekker_is_corrected_and_stays_when_it_was_not_sent(visitor):
    network = Network.objects.create(name="Net van voorbeelden")
    mine = comes(open_day(), "an")
    url = f"{mine.get_absolute_url()}gegevens/"

    def sends(**said):
        page = visitor.post(url, {"name": "An", **said})
        mine.refresh_from_db()
        return page

    assert '<option value="none" selected>' in text(visitor.get(url))
    sends(network=network.pk)
    assert mine.network == network
    sends()
    assert mine.network == network
    page = text(sends(network="other"))
    assert "Schrijf welke onderwijsverstrekker het is." in page and mine.network == network
    sends(network="other", network_words="Eigen school")
    assert (mine.network, mine.network_words) == (None, "Eigen school")
    assert "Kies je onderwijsverstrekker." in text(sends(network="999")) and mine.network_words == "Eigen school"
