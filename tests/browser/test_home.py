"""The home of the desk in a real browser: for everybody to read, in any light, without a script."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from fiches.models import Fiche
from portal.catalogue.asked import key_of
from portal.catalogue.models import Reads, Record, Searched
from portal.publishing.workflow import take
from tests.factories import FicheFactory, UserFactory
from tests.factories.days import DayFactory, SessionFactory
from tests.factories.links import broken
from tests.machinery.accessibility import problems, watch

HOME = reverse("admin:index")
LONG = "Hottentottensoldatenlatentoonstellingsbouwterreinvergunningsaanvraagformulier"


@pytest.fixture
def busy(transactional_db):
    """A desk with something in every panel; the one who looks after it all."""
    boss = UserFactory(role="beheerder", name="Bea Beheerder")
    today, now = timezone.localdate(), timezone.now()
    resource, _link = broken("https://example.org/" + "lang" * 30, title=LONG)
    fiche = FicheFactory(title=f"Feedback en {LONG}", resources=[resource], ready=True, published=True, review_due=today)
    record = Record.objects.get(kind="fiche", object_id=fiche.pk)
    Reads.objects.add({(record.pk, "fiche", today - dt.timedelta(days=back)): 40 * back + 1 for back in range(20)})
    sent = FicheFactory(title="Ter review", ready=True)
    take(sent, "submit", seen=sent.edit, at=now, comment="Kijk je dit na?")
    later = FicheFactory(title="Straks")
    take(later, "schedule", seen=later.edit, at=now, when=now + dt.timedelta(days=3))
    FicheFactory(title="Mijn klad", owner=boss), UserFactory(name="Zonder groep")
    SessionFactory(day=DayFactory(title="Begeleiden", date=today + dt.timedelta(days=9)), abstract="")
    for place, text in enumerate(["feedback", "hoogbegaafdheid op de basisschool in de eerste graad", "klimaat"]):
        missed = 9 if place else 0
        days = {"days": [], "first_day": today, "last_day": today}
        Searched.objects.create(key=key_of(text), text=text, times=20 - place, without_result=missed, **days)
    return boss


def addresses() -> list[str]:
    lists = [reverse(f"admin:{name}_changelist") for name in ("fiches_fiche", "catalogue_searched")]
    form = reverse("admin:fiches_fiche_change", args=[Fiche.objects.get(title__startswith="Feedback").pk])
    return [HOME, f"{lists[0]}?o=gelezen", f"{lists[0]}?nazicht=te-doen", lists[1], form]


def test_everybody_can_read_the_home_the_lists_and_the_form(open_page, busy):
    visit = watch(open_page(HOME, user=busy, tolerant=True))
    found = {url: problems(visit.go(url)) for url in addresses()}
    assert {url: wrong for url, wrong in found.items() if wrong} == {}


def test_the_work_is_done_without_a_script(open_page, busy):
    page = open_page(HOME, user=busy, java_script=False).page
    page.click("text=Afgehandeld >> nth=0")
    assert page.locator("section", has_text="Gezocht, niets gevonden").first.locator("li h3").count() == 1
    page.click("section:has(#p-stale) .h-do a")
    page.click("summary:text('Nagekeken: nog juist')")
    page.check("[name=maanden][value='24']")
    page.click("button:text('Bevestig')")
    assert "is nog juist. Volgend nazicht voor" in page.inner_text(".messagelist li")
    fiche = Fiche.objects.get(title__startswith="Feedback")
    assert (fiche.reviewed_at, fiche.status) == (timezone.localdate(), "published")


def test_the_figures_of_a_chart_open_with_the_keyboard(open_page, busy):
    page = open_page(HOME, user=busy).page
    summary = page.locator("#p-reading").locator("xpath=../..").locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    table = page.locator("section:has(#p-reading) table")
    assert (table.is_visible(), table.locator("tbody tr").count()) == (True, 30)
