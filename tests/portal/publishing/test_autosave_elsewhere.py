"""No lost work elsewhere: something new, a programme, a session that ended; and what is forgotten."""

import datetime as dt
import re
from html import unescape

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from events.models import Session, StudyDay
from fiches.models import Fiche
from portal.publishing import autosave
from portal.publishing.models import Autosave
from tests.desk import address, as_typed, cost, opened, send
from tests.events import programme_page
from tests.factories import FicheFactory, PageFactory, ResourceFactory, SourceFactory, UserFactory
from tests.factories.days import BlockFactory, DayFactory, SessionFactory
from tests.portal.publishing.test_autosave import PASSWORD, again, client_of, kept, kept_url, new, offers, type_in

pytestmark = pytest.mark.django_db


# -- something new -----------------------------------------------------------------------------------------------------
def test_something_that_was_never_saved_is_kept_offered_and_put_back(editor):
    typed = as_typed(editor.get(new(Fiche)))
    assert typed["_tab"]
    type_in(editor, Fiche, typed | {"title": "Nieuwe fiche", "sections-1-text": "<p>Tekst.</p>"}, typed["_tab"])
    assert (kept().object_id, kept().content_type) == (0, ContentType.objects.get_for_model(Fiche))
    page = editor.get(new(Fiche))
    assert offers(page) == [["titel", "rubrieken (“Vanuit evidence-informed onderzoek”)"]]
    assert "“Nieuwe fiche”" in page.content.decode()
    page = editor.get(new(Fiche), {"terug": kept().pk})
    assert page.context["inline_admin_formsets"][0].formset.forms[1]["text"].value() == "<p>Tekst.</p>"
    assert not Fiche.objects.exists()
    editor.post(new(Fiche), as_typed(page) | {"_continue": "1"})
    assert (Fiche.objects.get().title, Autosave.objects.exists()) == ("Nieuwe fiche", False)


def test_a_new_session_is_kept_for_its_own_day(organiser):
    days = DayFactory.create_batch(2)
    urls = [f"{new(Session)}?day={day.pk}" for day in days]
    typed = as_typed(organiser.get(urls[0])) | {"title": "Lezing", "_text": "1"}
    organiser.post(f"{new(Session, 'kept_new')}?day={days[0].pk}", typed)
    assert [len(organiser.get(url).context["kept"]["offers"]) for url in urls] == [1, 0]
    page = organiser.get(urls[0])
    again_url = page.context["kept"]["offers"][0]["url"]
    assert organiser.get(again_url).context["adminform"].form["title"].value() == "Lezing"
    organiser.post(page.context["kept"]["offers"][0]["away"])
    assert not Autosave.objects.filter(data__isnull=False).exists()


@pytest.mark.parametrize(
    ("person", "make"), [("chief_editor", PageFactory), ("organiser", DayFactory), ("organiser", SessionFactory)]
)
def test_every_publication_keeps_what_is_typed(request, person, make):
    client, thing = request.getfixturevalue(person), make()
    type_in(client, thing, opened(client, thing) | {"title": "Half getypt"})
    page = client.get(address("change", thing))
    assert offers(page) == [["titel"]]
    page = again(client, thing, kept())
    assert page.context["adminform"].form["title"].value() == "Half getypt"
    send(client, thing, as_typed(page), _continue="1")
    thing.refresh_from_db()
    assert (thing.title, Autosave.objects.exists()) == ("Half getypt", False)


def test_who_may_only_look_is_offered_nothing(organiser):
    assert "kept" not in organiser.get(address("change", FicheFactory())).context


# -- the programme of a day --------------------------------------------------------------------------------------------
def test_a_programme_on_one_screen_is_kept_offered_and_put_back(organiser):
    session = SessionFactory(block=BlockFactory(title="Ochtend"), title="Lezing")
    day = session.block.day
    Session.objects.update(day=day)
    url, keeping = programme_page.address(day), f"{programme_page.address(day)}bewaard/"
    typed = programme_page.opened(organiser, day) | {f"s{session.pk}-title": "Lezing over lezen"}
    organiser.post(keeping, {**typed, "_tab": "a" * 12, "_text": "1"})
    page = organiser.get(url)
    assert offers(page) == [["sessies (“Lezing over lezen”)"]]
    assert offers(organiser.get(address("change", day))) == []
    page = organiser.get(url, {"terug": kept(data__isnull=False).pk})
    assert "Lezing over lezen</textarea>" in page.content.decode()
    session.refresh_from_db()
    assert session.title == "Lezing"
    organiser.post(url, {**typed, "_tab": "b" * 12, "_restored": page.context["kept"]["restored_name"]})
    session.refresh_from_db()
    assert (session.title, Autosave.objects.exists()) == ("Lezing over lezen", False)


def test_a_programme_that_is_refused_is_kept(organiser):
    session = SessionFactory(block=BlockFactory())
    Session.objects.update(day=session.block.day)
    typed = programme_page.opened(organiser, session.block.day) | {f"s{session.pk}-title": "", "_tab": "a" * 12}
    organiser.post(programme_page.address(session.block.day), typed)
    assert kept().data[f"s{session.pk}-title"] == [""]


@pytest.mark.parametrize(("person", "status"), [("visitor", 302), ("editor", 403), ("organiser", 200)])
def test_only_who_may_write_a_programme_keeps_something_there(request, person, status):
    day = DayFactory()
    client = request.getfixturevalue(person)
    assert client.post(f"{programme_page.address(day)}bewaard/", {"_tab": "a" * 12, "_text": "1", "x": "y"}).status_code == status
    assert Autosave.objects.count() == (status == 200)


# -- an ended session --------------------------------------------------------------------------------------------------
def person_with_password(role="redacteur"):
    return UserFactory(role=role, email=f"{role}@met-wachtwoord.example", password=make_password(PASSWORD))


def hidden(page) -> dict:
    fields = re.findall(r'<input type="hidden" name="(next|kept)" value="([^"]*)"', page.content.decode())
    return {name: unescape(value) for name, value in fields}


def sign_in(client, page, user, password=PASSWORD):
    return client.post(reverse("admin:login"), {"username": user.email, "password": password, **hidden(page)})


def test_a_save_after_the_session_ended_comes_back_after_signing_in(client):
    user, fiche = person_with_password(), FicheFactory(title="Zoals het was")
    client.force_login(user)
    typed = opened(client, fiche) | {"title": "Niet verloren", "sections-0-text": "<p>Lange tekst & meer.</p>"}
    client.logout()
    page = client.post(address("change", fiche), {**typed, "_continue": "1"})
    assert "Wat je typte, is niet weg: meld je aan" in page.content.decode()
    assert not Autosave.objects.exists()
    page = sign_in(client, page, user, "fout wachtwoord")
    assert "Wat je typte, is niet weg: meld je aan" in page.content.decode()
    answer = sign_in(client, page, user)
    assert answer.url == f"{address('change', fiche)}?terug={kept().pk}"
    page = client.get(answer.url)
    assert page.context["adminform"].form["title"].value() == "Niet verloren"
    assert page.context["inline_admin_formsets"][0].formset.forms[0]["text"].value() == "<p>Lange tekst & meer.</p>"
    assert Fiche.objects.get().title == "Zoals het was"
    send(client, fiche, as_typed(page), _continue="1")
    assert (Fiche.objects.get().title, Autosave.objects.exists()) == ("Niet verloren", False)


def test_something_new_comes_back_after_signing_in_too(client):
    user, day = person_with_password("organisator"), DayFactory()
    client.force_login(user)
    url = f"{new(Session)}?day={day.pk}"
    typed = as_typed(client.get(url)) | {"title": "Lezing"}
    client.logout()
    answer = sign_in(client, client.post(url, typed), user)
    assert answer.url == f"{url}&terug={kept().pk}"
    assert client.get(answer.url).context["adminform"].form["title"].value() == "Lezing"


def test_a_programme_comes_back_after_signing_in_too(client):
    user, session = person_with_password("organisator"), SessionFactory(block=BlockFactory())
    Session.objects.update(day=session.block.day)
    client.force_login(user)
    url = programme_page.address(session.block.day)
    typed = programme_page.opened(client, session.block.day) | {f"s{session.pk}-title": "Niet verloren"}
    client.logout()
    answer = sign_in(client, client.post(url, typed), user)
    assert "Niet verloren</textarea>" in client.get(answer.url).content.decode()


def test_who_may_not_write_there_brings_nothing_along(client):
    user, fiche = person_with_password("organisator"), FicheFactory()
    page = client.post(address("change", fiche), {"title": "Van iemand anders", "_tab": "a" * 12})
    assert sign_in(client, page, user).url == address("change", fiche)
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    "carried", ["x", "[]", "{}", '{"data": 3}', '{"data": {"title": "x"}}', '{"data": {"a": ["\\ud800"]}}', "[" * 9000]
)
def test_nonsense_in_the_login_page_is_nothing(client, carried):
    user = person_with_password()
    posted = {"username": user.email, "password": PASSWORD, "next": new(Fiche), "kept": carried}
    assert client.post(reverse("admin:login"), posted).status_code == 302
    assert Autosave.objects.filter(data__has_key="title").count() == 0


def test_a_visitor_who_posts_elsewhere_is_asked_to_sign_in_as_before(client):
    fiche = FicheFactory(published=True)
    assert client.post(address("withdraw", fiche), {"seen": 0}).status_code == 302
    assert client.post(kept_url(fiche), {"_tab": "a" * 12}).status_code == 302
    assert not Autosave.objects.exists()


# -- forgetting --------------------------------------------------------------------------------------------------------
def aged(row, days, **more):
    moment = timezone.now() - dt.timedelta(days=days)
    Autosave.objects.filter(pk=row.pk).update(changed=moment, opened=moment, present=moment, **more)


def test_what_is_older_than_was_promised_is_forgotten_and_asking_twice_changes_nothing(editor):
    fiche = FicheFactory()
    for tab, days in (("a" * 12, settings.AUTOSAVE_DAYS + 1), ("b" * 12, settings.AUTOSAVE_DAYS - 1)):
        type_in(editor, fiche, {"title": "x"}, tab)
        aged(kept(tab=tab), days)
    editor.post(kept_url(fiche), {"_tab": "c" * 12})
    aged(kept(tab="c" * 12), 2)  # a tab in which nothing was typed
    now = timezone.now()
    assert [autosave.forget(now), autosave.forget(now)] == [2, 0]
    assert kept().tab == "b" * 12


def test_the_worker_forgets_too(editor):
    type_in(editor, FicheFactory(), {"title": "x"})
    aged(kept(), settings.AUTOSAVE_DAYS + 1)
    call_command("work", "--once")
    assert not Autosave.objects.exists()


def test_how_long_it_is_kept_is_said_where_it_is_offered(editor):
    fiche = FicheFactory()
    type_in(editor, fiche, {"title": "x"})
    assert settings.AUTOSAVE_DAYS == 14
    assert "Alleen jij ziet dit. We houden het 14 dagen bij." in editor.get(address("change", fiche)).content.decode()


def test_what_was_typed_goes_with_its_thing_and_with_its_writer(editor, organiser):
    fiche, session = FicheFactory(), SessionFactory()
    type_in(editor, fiche, {"title": "x"})
    type_in(organiser, session, {"title": "x"})
    type_in(organiser, session.day, {"title": "x"})
    fiche.delete()
    StudyDay.objects.get(pk=session.day_id).delete()
    assert not Autosave.objects.exists()
    type_in(editor, PageFactory() and FicheFactory(), {"title": "x"})
    editor.user.delete()
    assert not Autosave.objects.exists()


# -- what it costs -----------------------------------------------------------------------------------------------------
def test_opening_a_form_costs_the_same_with_one_text_to_offer_as_with_three(chief_editor):
    sections = dict.fromkeys(("betekenis", "onderzoek", "informatie", "voorbeelden", "ondersteuning"), "<p>Tekst.</p>")
    fiche = FicheFactory(
        sections=sections, resources=ResourceFactory.create_batch(15), sources=SourceFactory.create_batch(10), published=True
    )
    typed = opened(chief_editor, fiche) | {"title": "Anders"}
    costs = set()
    for tab in "abc":
        type_in(chief_editor, fiche, typed, tab * 12)
        type_in(client_of(tab), fiche, typed, tab * 12)
        costs.add(cost(lambda: chief_editor.get(address("change", fiche))))
    assert len(costs) == 1 and max(costs) <= 20
    assert len(chief_editor.get(address("change", fiche)).content) < 250_000
