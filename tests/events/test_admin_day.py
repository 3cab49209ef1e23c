"""Preparing a study day on the desk: what holds at once, what waits for publishing, and what a form costs."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from events.models import Organiser, Session, StudyDay
from portal.publishing.models import Status
from portal.taxonomy.models import Organisation
from tests.desk import address, as_typed, opened, said, send
from tests.factories import OrganisationFactory
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


def added_row(typed, prefix, **row) -> dict:
    """What the browser posts after "Nog een toevoegen"."""
    place = int(typed[f"{prefix}-TOTAL_FORMS"])
    return typed | {f"{prefix}-TOTAL_FORMS": place + 1} | {f"{prefix}-{place}-{name}": value for name, value in row.items()}


def cost(ask) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


# -- a new day -------------------------------------------------------------------------------------------------------
def test_an_organiser_makes_a_day_with_hours_as_people_type_them(organiser):
    add = reverse("admin:events_studyday_add")
    typed = as_typed(organiser.get(add)) | {
        "title": "Begeleiden met impact",
        "date": "26-5-2027",
        "starts": "9u30",
        "ends": "16.15",
    }
    typed = added_row(typed, "organisers", organisation=OrganisationFactory().pk, role="initiatief")
    page = organiser.post(
        add, added_row(typed, "organisers", words="alle netten", role="samenwerking") | {"_continue": "1"}, follow=True
    )
    assert said(page) == ["“Begeleiden met impact” is toegevoegd. Je kunt hieronder verder werken."]
    day = StudyDay.objects.get()
    assert (day.slug, day.date, day.starts, day.ends) == (
        "begeleiden-met-impact",
        dt.date(2027, 5, 26),
        dt.time(9, 30),
        dt.time(16, 15),
    )
    assert [str(row) for row in day.organisers.all()] == [
        str(Organisation.objects.get(name__startswith="Centrum")),
        "alle netten",
    ]
    assert (day.status, day.owner) == (Status.DRAFT, organiser.user)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("date", "", "Dit veld mag niet leeg blijven."),
        ("date", "morgen", "Voer een datum in, zoals 31-12-2026."),
        ("starts", "half tien", "Schrijf het uur zoals 9:30 of 9u30."),
        ("last_date", "1-1-2020", "De laatste dag ligt vóór de eerste."),
        ("capacity", "0", "Zorg ervoor dat deze waarde minstens 1 is."),
    ],
)
def test_what_is_wrong_with_a_day_is_said_beside_what_was_typed(organiser, field, typed, sentence):
    day = DayFactory()
    page = send(organiser, day, opened(organiser, day) | {"title": "Anders", field: typed})
    form = page.context["adminform"].form
    assert (form.errors, form["title"].value(), form[field].value()) == ({field: [sentence]}, "Anders", typed)
    assert StudyDay.objects.get().title == day.title


def test_an_organiser_row_without_anybody_is_refused_in_a_sentence(organiser):
    day = DayFactory(organisers=[{"organisation": OrganisationFactory()}])
    page = send(organiser, day, opened(organiser, day) | {"organisers-0-words": "en nog iemand"})
    row = page.context["inline_admin_formsets"][0].formset.forms[0]
    assert row.non_field_errors() == ["Kies een organisatie of schrijf wie het is, niet allebei."]
    assert row["words"].value() == "en nog iemand"


def test_moments_of_registration_are_typed_as_people_do(organiser):
    day = DayFactory()
    when = {"opens_at_0": "1-3-2027", "opens_at_1": "9u", "closes_at_0": "14/5/2027", "closes_at_1": "17.30"}
    send(organiser, day, opened(organiser, day) | when, _continue="1")
    day.refresh_from_db()
    assert (day.opens_at.isoformat(), day.closes_at.isoformat()) == ("2027-03-01T08:00:00+00:00", "2027-05-14T15:30:00+00:00")


def test_a_moment_without_its_hour_is_refused(organiser):
    day = DayFactory()
    page = send(organiser, day, opened(organiser, day) | {"opens_at_0": "1-3-2027", "opens_at_1": ""})
    assert page.context["adminform"].form.errors == {"opens_at": ["Voer ook een uur in, zoals 9.30."]}


# -- what holds at once ------------------------------------------------------------------------------------------------
def test_a_new_hour_is_on_the_site_at_once_and_leaves_the_text_published(organiser, visitor):
    day = DayFactory(published=True)
    page = send(organiser, day, opened(organiser, day) | {"starts": "9:15", "cancelled_note": ""}, _continue="1")
    assert said(page)[0] == "Dit staat meteen zo op de site: begint om."
    assert "9.15" in visitor.get(day.get_absolute_url()).content.decode()
    assert StudyDay.objects.get().status == Status.PUBLISHED


def test_a_new_hour_stands_on_the_pages_of_sessions_too(organiser, visitor):
    day = DayFactory(published=True)
    session = SessionFactory(day=day, published=True)
    visitor.get(session.get_absolute_url())
    send(organiser, day, opened(organiser, day) | {"date": "27-5-2027"}, _continue="1")
    assert "27 mei 2027" in visitor.get(session.get_absolute_url()).content.decode()


def test_a_new_text_waits_for_publishing(organiser, visitor):
    day = DayFactory(published=True)
    page = send(organiser, day, opened(organiser, day) | {"summary": "Pas geschreven."}, _continue="1")
    assert page.context["newer"] and "Dit staat meteen" not in str(said(page))
    assert "Pas geschreven." not in visitor.get(day.get_absolute_url()).content.decode()


def test_a_fact_of_a_day_that_nobody_sees_is_saved_without_a_word(organiser):
    day = DayFactory()
    page = send(organiser, day, opened(organiser, day) | {"date": "27-5-2027"}, _continue="1")
    assert [message for message in said(page) if "meteen" in message] == []
    assert StudyDay.objects.get().date == dt.date(2027, 5, 27)


def test_two_organisers_who_change_the_date_are_a_conflict(organiser, chief_editor):
    day = DayFactory(published=True)
    typed = opened(organiser, day) | {"date": "28-5-2027"}
    send(chief_editor, day, opened(chief_editor, day) | {"date": "27-5-2027"}, _continue="1")
    page = send(organiser, day, typed)
    assert page.context["adminform"].form.non_field_errors()[0].startswith("Eindredacteur bewaarde dit intussen ook (")
    assert page.context["adminform"].form["date"].value() == "28-5-2027"
    assert StudyDay.objects.get().date == dt.date(2027, 5, 27)


def test_a_cancelled_day_says_so_at_once(organiser, visitor):
    day = DayFactory(published=True)
    send(organiser, day, opened(organiser, day) | {"cancelled": "on", "cancelled_note": "Door de staking."}, _continue="1")
    page = visitor.get(day.get_absolute_url()).content.decode()
    assert "Geannuleerd" in page and "Door de staking." in page


# -- the address, the preview, the list ------------------------------------------------------------------------------
def test_the_address_is_fixed_once_readers_saw_the_day(organiser):
    seen, draft = DayFactory(slug="gezien", published=True), DayFactory(slug="klad")
    assert 'name="slug"' not in organiser.get(address("change", seen)).content.decode()
    assert 'name="slug"' in organiser.get(address("change", draft)).content.decode()
    send(organiser, seen, opened(organiser, seen) | {"slug": "anders", "title": "Anders"}, _continue="1")
    assert StudyDay.objects.get(pk=seen.pk).slug == "gezien"
    organiser.post(address("withdraw", seen), {"seen": StudyDay.objects.get(pk=seen.pk).edit})
    assert 'name="slug"' not in organiser.get(address("change", seen)).content.decode()


def test_a_long_title_gets_an_address_that_fits(organiser):
    add = reverse("admin:events_studyday_add")
    title = "lang " * 31
    organiser.post(add, as_typed(organiser.get(add)) | {"title": title, "date": "26-5-2027"})
    assert len(StudyDay.objects.get().slug) == 110


def test_a_preview_shows_the_day_and_its_sessions_as_they_stand(organiser):
    day = DayFactory(title="Nog niet publiek")
    SessionFactory(day=day, block=BlockFactory(day=day), title="Ook nog niet")
    page = organiser.get(address("page", day))
    assert "Nog niet publiek" in page.content.decode() and "Ook nog niet" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"


def test_a_version_of_a_day_can_be_looked_at(organiser):
    day = DayFactory(published=True)
    assert organiser.get(address("version", day, 1)).status_code == 200


def test_what_does_not_fit_in_the_programme_stands_on_the_form(organiser):
    day, person = DayFactory(), PersonFactory(name="Jan Peeters")
    block = BlockFactory(day=day)
    SessionFactory(day=day, block=block, title="Een", people=[person])
    assert "warnings" not in organiser.get(address("change", day)).context
    SessionFactory(day=day, block=block, title="Twee", people=[person])
    page = organiser.get(address("change", day))
    assert page.context["warnings"] == ["Jan Peeters staat tegelijk in “Een” en in “Twee”."]
    assert escape("Jan Peeters staat tegelijk in “Een” en in “Twee”.") in page.content.decode()


def test_withdrawing_a_day_says_that_its_sessions_go_too(organiser):
    day = DayFactory(published=True)
    SessionFactory(day=day, published=True)
    assert "Ook de sessie die online staat, gaat offline." in organiser.get(address("withdraw", day)).content.decode()


def test_the_list_tells_phase_and_sessions_and_narrows_by_year(organiser):
    day = DayFactory(title="Die van 2027", published=True)
    SessionFactory.create_batch(2, day=day)
    DayFactory(title="Die van 2025", date=dt.date(2025, 5, 28))
    url = reverse("admin:events_studyday_changelist")
    row = organiser.get(url, {"jaar": "2027"}).context["cl"].result_list[0]
    assert (row.title, row.session_count) == ("Die van 2027", 2)
    page = organiser.get(url, {"jaar": "2027"}).content.decode()
    assert "Aankondiging" in page and "Die van 2025" not in page
    assert [day.title for day in organiser.get(url, {"jaar": "x"}).context["cl"].result_list] == []


# -- who may -----------------------------------------------------------------------------------------------------------
def test_an_editor_of_fiches_looks_and_cannot_save(editor):
    day = DayFactory(title="Zoals het was", published=True)
    page = editor.get(address("change", day))
    assert page.status_code == 200 and "de begeleidingsdiensten" in page.content.decode()
    editor.post(address("change", day), {"title": "Anders", "seen": day.edit})
    assert StudyDay.objects.get().title == "Zoals het was"
    assert [editor.get(address(name, day)).status_code for name in ("publish", "duplicate", "withdraw")] == [403] * 3
    assert [editor.post(address(name, day)).status_code for name in ("publish", "duplicate", "withdraw")] == [403] * 3


@pytest.mark.parametrize("person", ["visitor", "teacher"])
def test_nobody_else_comes_near(request, person):
    client, day = request.getfixturevalue(person), DayFactory()
    names = ("change", "publish", "duplicate", "preview", "withdraw")
    assert {client.get(address(name, day)).status_code for name in names} == {302}


def test_an_organiser_chooses_what_a_day_names(organiser):
    url = reverse("admin:autocomplete")
    fields = [("events", "studyday", "themes"), ("events", "studyday", "materials"), ("events", "studyday", "venue")]
    fields += [("events", "organiser", "organisation"), ("events", "contribution", "person")]
    fields += [("events", "session", name) for name in ("themes", "materials", "fiches", "sources")]
    asked = [{"app_label": app, "model_name": model, "field_name": field, "term": ""} for app, model, field in fields]
    assert [organiser.get(url, ask).status_code for ask in asked] == [200] * 9
    adds = ["taxonomy_organisation", "events_person", "events_venue", "fiches_resource", "fiches_source"]
    assert [organiser.get(reverse(f"admin:{name}_add") + "?_popup=1").status_code for name in adds] == [200] * 5


def test_a_day_and_its_drafts_are_deleted_and_a_public_one_is_not(organiser):
    day, live = DayFactory(), DayFactory(published=True)
    SessionFactory(day=day, block=BlockFactory(day=day), people=[PersonFactory()])
    assert [organiser.post(address("delete", thing), {"post": "yes"}).status_code for thing in (day, live)] == [302, 403]
    assert (list(StudyDay.objects.all()), Session.objects.count(), Organiser.objects.count()) == ([live], 0, 1)


# -- steps from the form -----------------------------------------------------------------------------------------------
def test_a_day_alone_is_published_from_its_form(organiser, visitor):
    day = DayFactory()
    page = send(organiser, day, opened(organiser, day) | {"summary": "Kom ook."}, _step="publish")
    assert said(page) == [f"“{day}” staat online."]
    assert "Kom ook." in visitor.get(day.get_absolute_url()).content.decode()


def test_publishing_a_day_with_new_sessions_saves_and_asks_which(organiser, visitor):
    day = DayFactory()
    session = SessionFactory(day=day)
    page = send(organiser, day, opened(organiser, day) | {"summary": "Kom ook."}, _step="publish", _comment="Eerste keer")
    assert page.redirect_chain[0][0].startswith(address("publish", day))
    assert said(page) == ["Bewaard. Kies nu welke sessies mee online gaan."]
    assert (page.context["comment"], [row["session"] for row in page.context["rows"]]) == ("Eerste keer", [session])
    assert (StudyDay.objects.get().summary, StudyDay.objects.get().live) == ("Kom ook.", None)


# -- what it costs -----------------------------------------------------------------------------------------------------
def filled(count, **day) -> StudyDay:
    made = DayFactory(
        venue=VenueFactory(), organisers=[{"organisation": row} for row in OrganisationFactory.create_batch(count)], **day
    )
    for _number in range(count):
        room = RoomFactory(venue=made.venue)
        SessionFactory(day=made, block=BlockFactory(day=made), room=room, people=PersonFactory.create_batch(2))
    return made


def test_a_day_opens_at_the_same_cost_with_one_row_as_with_three(organiser):
    one, three = filled(1), filled(3)
    organiser.get(address("change", one))
    costs = {cost(lambda day=day: organiser.get(address("change", day))) for day in (one, three)}
    assert len(costs) == 1 and max(costs) <= 21


def test_saving_and_publishing_a_day_costs_the_same_for_one_row_as_for_three(organiser):
    one, three = filled(1), filled(3)
    Session.objects.update(status=Status.ARCHIVED)  # none of them waits
    typed = {day: opened(organiser, day) | {"summary": "Anders.", "_step": "publish"} for day in (one, three)}
    for day in (one, three):
        organiser.post(address("change", day), typed[day])
        typed[day] = opened(organiser, day) | {"summary": "Nog anders.", "_step": "publish"}
    costs = {cost(lambda day=day: organiser.post(address("change", day), typed[day])) for day in (one, three)}
    assert len(costs) == 1 and max(costs) <= 60
    assert set(StudyDay.objects.values_list("status", flat=True)) == {Status.PUBLISHED}


def test_the_list_costs_the_same_for_one_day_as_for_three(organiser):
    url = reverse("admin:events_studyday_changelist")
    DayFactory(published=True, owner=organiser.user)
    organiser.get(url)
    first = cost(lambda: organiser.get(url))
    DayFactory.create_batch(2, published=True, owner=organiser.user)
    assert cost(lambda: organiser.get(url)) == first
