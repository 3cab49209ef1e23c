"""Publishing a day with its sessions in one step, and a day as a template for the next."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Session, StudyDay
from portal.publishing.models import Status
from portal.publishing.workflow import take
from tests.desk import address, said
from tests.factories import UserFactory
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, SessionFactory
from tests.factories.publishing import NOON

pytestmark = pytest.mark.django_db


def ticked(page, **more) -> dict:
    """What the screen would post as it stands."""
    rows, day = page.context["rows"], page.context["thing"]
    typed = {"seen": day.edit, "comment": page.context["comment"], "sessie": [row["session"].pk for row in rows if row["ticked"]]}
    typed |= {f"seen-{row['session'].pk}": row["session"].edit for row in rows}
    return typed | ({"dag": "1"} if page.context["with_day"] and not page.context["forced"] else {}) | more


def publish(client, day, **more):
    url = address("publish", day)
    return client.post(url, ticked(client.get(url), **more), follow=True)


def with_session(**day):
    made = DayFactory(**day)
    return made, SessionFactory(day=made)


# -- one step ----------------------------------------------------------------------------------------------------------
def test_a_day_and_its_sessions_go_online_together(organiser, visitor):
    day = DayFactory(title="Begeleiden")
    one, two = SessionFactory(day=day, title="Een"), SessionFactory(day=day, title="Twee")
    page = publish(organiser, day, comment="Klaar!")
    assert said(page) == ["“Begeleiden” staat online, met 2 sessies."]
    assert [visitor.get(thing.get_absolute_url()).status_code for thing in (day, one, two)] == [200] * 3
    assert sorted(LogEntry.objects.values_list("object_repr", "change_message")) == [
        (title, "Gepubliceerd: versie 1, “Klaar!”") for title in ("Begeleiden", "Een", "Twee")
    ]


def test_only_what_is_ticked_goes_online(organiser, visitor):
    day = DayFactory()
    one, two = SessionFactory(day=day), SessionFactory(day=day)
    publish(organiser, day, sessie=[two.pk])
    assert [visitor.get(thing.get_absolute_url()).status_code for thing in (day, one, two)] == [200, 404, 200]


def test_each_session_says_what_is_new_and_what_was_withdrawn_is_not_ticked(organiser):
    day = DayFactory(published=True)
    same, newer, gone = SessionFactory.create_batch(3, day=day, published=True)
    new, waits = SessionFactory(day=day), SessionFactory(day=day)
    take(waits, "submit", seen=0, at=NOON)
    take(gone, "withdraw", seen=gone.edit, at=NOON)
    take(newer, "edit", seen=newer.edit, at=NOON)
    page = organiser.get(address("publish", day))
    assert [(row["session"], row["news"], row["ticked"]) for row in page.context["rows"]] == [
        (newer, "gewijzigd", True),
        (new, "nieuw", True),
        (waits, "ter review", True),
        (gone, "ingetrokken", False),
    ]
    assert (page.context["forced"], page.context["newer"]) == (False, False)


def test_who_publishes_what_waits_for_review_approves_it(organiser):
    day, session = with_session()
    take(session, "submit", seen=0, at=NOON)
    publish(organiser, day)
    assert Session.objects.get().status == Status.PUBLISHED


def test_the_text_of_a_day_stays_what_it_is_when_it_is_not_ticked(organiser, visitor):
    day, session = with_session(published=True, summary="Zoals het was.")
    StudyDay.objects.filter(pk=day.pk).update(summary="Nog niet.")
    take(day, "edit", seen=day.edit, at=NOON)
    url = address("publish", day)
    typed = ticked(organiser.get(url))
    assert typed.pop("dag") == "1"
    page = organiser.post(url, typed, follow=True)
    assert said(page) == [f"1 sessie van “{day}” staat online."]
    shown = visitor.get(day.get_absolute_url()).content.decode()
    assert "Nog niet." not in shown and str(session) in shown


def test_a_refusal_says_why_changes_nothing_and_keeps_ticks_and_comment(organiser):
    day, person = DayFactory(), PersonFactory(name="Jan Peeters")
    block = BlockFactory(day=day)
    one, two = (SessionFactory(day=day, block=block, title=title, people=[person]) for title in ("Een", "Twee"))
    third = SessionFactory(day=day)
    assert organiser.get(address("publish", day)).context["in_the_way"] == ["Jan Peeters staat tegelijk in “Een” en in “Twee”."]
    page = publish(organiser, day, sessie=[one.pk, two.pk], comment="Klaar!")
    assert said(page) == ["Jan Peeters staat tegelijk in “Een” en in “Twee”."]
    assert {row["session"]: row["ticked"] for row in page.context["rows"]} == {one: True, two: True, third: False}
    assert (page.context["comment"], page.context["in_the_way"]) == ("Klaar!", [])
    assert StudyDay.objects.public().count() == Session.objects.public().count() == 0


def test_what_the_day_itself_misses_is_said_beforehand(organiser):
    day = DayFactory(summary="", organisers=[])
    page = organiser.get(address("publish", day))
    assert page.context["in_the_way"] == ["De samenvatting ontbreekt.", "Zeg wie de dag organiseert."]
    assert said(publish(organiser, day)) == ["De samenvatting ontbreekt. Zeg wie de dag organiseert."]


def test_a_session_that_somebody_saved_meanwhile_is_refused_with_its_name(organiser):
    day, session = with_session()
    url = address("publish", day)
    typed = ticked(organiser.get(url))
    Session.objects.update(edit=5)
    page = organiser.post(url, typed)
    assert said(page)[0].startswith(f"“{session}”: Iemand heeft dit intussen gewijzigd.")
    assert ticked(page)[f"seen-{session.pk}"] == 5
    assert StudyDay.objects.public().count() == 0


def test_a_session_that_is_gone_is_refused(organiser):
    day, session = with_session()
    url = address("publish", day)
    typed = ticked(organiser.get(url))
    session.delete()
    assert "bestaan niet meer" in said(organiser.post(url, typed))[0]


@pytest.mark.parametrize("posted", [{}, {"sessie": ["x", ""], "seen": "y"}, {"sessie": "99999999999999999999", "seen": "0"}])
def test_nonsense_is_refused_and_never_breaks(organiser, posted):
    day = DayFactory(published=True)
    assert organiser.post(address("publish", day), posted).status_code == 200


def test_nothing_to_publish_is_said(organiser):
    day = DayFactory(published=True)
    assert "Er valt niets te publiceren." in organiser.get(address("publish", day)).content.decode()


def test_publishing_both_kinds_asks_the_right_to_both(client):
    from django.contrib.auth.models import Permission

    day, session = with_session()
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_studyday", "change_studyday", "publish_studyday"]))
    client.force_login(user)
    typed = {"seen": 0, "sessie": session.pk, f"seen-{session.pk}": 0}
    assert [client.get(address("publish", day)).status_code, client.post(address("publish", day), typed).status_code] == [
        403,
        403,
    ]
    assert StudyDay.objects.public().count() == 0


def test_the_screen_costs_the_same_for_one_session_as_for_three(organiser):
    def cost(day):
        with CaptureQueriesContext(connection) as queries:
            organiser.get(address("publish", day))
        return len(queries)

    one, three = DayFactory(), DayFactory()
    for day, count in ((one, 1), (three, 3)):
        for _number in range(count):
            SessionFactory(day=day, block=BlockFactory(day=day), people=[PersonFactory()])
    cost(one)
    assert cost(one) == cost(three) <= 25


# -- a copy ------------------------------------------------------------------------------------------------------------
def test_a_day_becomes_the_template_of_the_next(organiser):
    day = DayFactory(title="Begeleiden", date=dt.date(2027, 5, 26), published=True)
    SessionFactory(day=day, block=BlockFactory(day=day), title="Een", people=[PersonFactory()], report="<p>Toen.</p>")
    page = organiser.get(address("duplicate", day))
    assert (page.context["form"]["title"].value(), page.context["form"]["sessions"].value()) == ("Begeleiden", True)
    typed = {"title": "Begeleiden opnieuw", "date": "24/5/2028", "sessions": "on"}
    answer = organiser.post(address("duplicate", day), typed)
    copy = StudyDay.objects.get(title="Begeleiden opnieuw")
    assert answer.url == reverse("admin:events_studyday_programme", args=[copy.pk])
    session = copy.sessions.get()
    assert (copy.date, copy.live, copy.owner) == (dt.date(2028, 5, 24), None, organiser.user)
    assert (session.title, session.report, session.contributions.count()) == ("Een", "", 0)
    assert LogEntry.objects.filter(object_id=copy.pk).get().change_message == "Toegevoegd: kopie van “Begeleiden”"


def test_speakers_and_sessions_come_along_when_asked(organiser):
    day = DayFactory()
    SessionFactory(day=day, people=[PersonFactory()])
    organiser.post(address("duplicate", day), {"title": "Met", "date": "1-5-2028", "sessions": "on", "people": "on"})
    organiser.post(address("duplicate", day), {"title": "Zonder", "date": "1-5-2028"})
    assert StudyDay.objects.get(title="Met").sessions.get().contributions.count() == 1
    assert StudyDay.objects.get(title="Zonder").sessions.count() == 0


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"title": "", "date": "1-5-2028"}, {"title": ["Dit veld mag niet leeg blijven."]}),
        ({"title": "Wel", "date": ""}, {"date": ["Dit veld mag niet leeg blijven."]}),
        ({"title": "Wel", "date": "31-2-2028"}, {"date": ["Voer een datum in, zoals 31-12-2026."]}),
        ({"title": "x" * 161, "date": "1-5-2028"}, {"title": ["Dit is te lang: hoogstens 160 tekens, nu 161."]}),
    ],
)
def test_a_copy_without_a_title_or_a_date_is_refused_with_what_was_typed(organiser, typed, errors):
    day = DayFactory()
    form = organiser.post(address("duplicate", day), typed).context["form"]
    assert (form.errors, form["title"].value(), form["date"].value()) == (errors, typed["title"], typed["date"])
    assert StudyDay.objects.count() == 1
