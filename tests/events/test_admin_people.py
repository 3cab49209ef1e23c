"""Speakers and places on the desk."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from events.models import Person, Room, Venue
from tests.desk import address, as_typed, merged, opened, said
from tests.events.test_admin_day import added_row, cost
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


def picture(width=3000, height=1500) -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#88aacc").save(file, "PNG")
    return SimpleUploadedFile("foto.png", file.getvalue(), "image/png")


# -- speakers ----------------------------------------------------------------------------------------------------------
def test_a_name_is_enough_for_a_speaker_and_two_may_have_the_same(organiser):
    add = reverse("admin:events_person_add")
    for _time in range(2):
        page = organiser.post(add, as_typed(organiser.get(add)) | {"name": "An Peeters", "slug": "an-peeters"}, follow=True)
    assert sorted(Person.objects.values_list("slug", flat=True)) == ["an-peeters", "an-peeters-2"]
    assert "Er was al een spreker met de naam “An Peeters”." in said(page)[0]


def test_a_speaker_is_made_beside_a_session_with_a_name_alone(organiser):
    add = f"{reverse('admin:events_person_add')}?_popup=1"
    page = organiser.get(add)
    assert [*page.context["adminform"].form.fields] == ["name", "honorific", "slug"]
    answer = organiser.post(add, {"name": "An Peeters", "_popup": "1"})
    assert (answer.status_code, Person.objects.get().slug) == (200, "an-peeters")
    assert "An Peeters" in answer.context["popup_response_data"]


def test_what_is_shown_without_consent_is_said_on_the_form(organiser):
    page = organiser.get(address("change", PersonFactory()))
    assert "Biografie, foto en website tonen we pas als je hier invult" in page.content.decode()


def test_a_photo_is_made_fit_for_a_page_and_taken_away_whole(organiser):
    person = PersonFactory()
    typed = opened(organiser, person)
    typed.pop("photo", None)
    organiser.post(address("change", person), typed | {"photo": picture(), "consent_on": "1-3-2026"})
    person.refresh_from_db()
    assert (person.photo_width, person.photo_height, person.consent_on) == (1600, 800, dt.date(2026, 3, 1))
    assert person.photo.name.endswith(".webp")
    organiser.post(address("change", person), typed | {"photo-clear": "on"})
    person.refresh_from_db()
    assert (person.photo.name, person.photo_width, person.photo_height) == ("", None, None)


def test_a_file_that_is_no_photo_is_refused_and_what_was_typed_stays(organiser):
    person = PersonFactory()
    typed = opened(organiser, person) | {"photo": SimpleUploadedFile("foto.png", b"geen beeld"), "bio": "Lang getypt."}
    form = organiser.post(address("change", person), typed).context["adminform"].form
    assert list(form.errors) == ["photo"] and form["bio"].value() == "Lang getypt."


def test_taking_back_consent_takes_the_biography_off_the_site_at_once(organiser, visitor):
    person = PersonFactory(bio="Over mij.", consent_on=dt.date(2027, 1, 1))
    SessionFactory(people=[person], published=True)
    assert "Over mij." in visitor.get(person.get_absolute_url()).content.decode()
    typed = opened(organiser, person) | {"consent_on": ""}
    typed.pop("photo", None)
    organiser.post(address("change", person), typed)
    assert "Over mij." not in visitor.get(person.get_absolute_url()).content.decode()


def test_the_way_to_the_site_stands_there_while_the_speaker_is_public(organiser):
    hidden, shown = PersonFactory(), PersonFactory()
    SessionFactory(people=[shown], published=True)
    pages = [organiser.get(address("change", person)).context["absolute_url"] for person in (hidden, shown)]
    assert pages[0] is None and pages[1]


def test_doubles_become_one_speaker(organiser):
    one, two = PersonFactory(name="An Peeters"), PersonFactory(name="A. Peeters")
    session = SessionFactory(people=[two], published=True)
    page = merged(organiser, one, two, into=one)
    assert said(page) == ["Samengevoegd tot “An Peeters”. Oude adressen verwijzen door."]
    assert session.contributions.get().person == one


def test_a_speaker_of_a_session_is_not_deleted(organiser):
    person = PersonFactory()
    SessionFactory(people=[person])
    organiser.post(address("delete", person), {"post": "yes"})
    assert Person.objects.exists()


def test_the_list_of_speakers_counts_sessions_at_one_price(organiser):
    url, person = reverse("admin:events_person_changelist"), PersonFactory(name="An Peeters")
    SessionFactory(people=[person, {"person": person, "role": "moderator"}])
    organiser.get(url)
    first = cost(lambda: organiser.get(url))
    for _number in range(2):
        SessionFactory(people=[PersonFactory()])
    assert cost(lambda: organiser.get(url)) == first
    row = organiser.get(url, {"q": "peeters"}).context["cl"].result_list[0]
    assert (row.name, row.contribution_count) == ("An Peeters", 1)


# -- places --------------------------------------------------------------------------------------------------------------
def test_a_place_is_made_with_its_rooms(organiser):
    add = reverse("admin:events_venue_add")
    typed = added_row(
        as_typed(organiser.get(add)) | {"name": "Het gebouw", "city": "Mechelen"}, "rooms", name="Zaal 1", capacity="24"
    )
    organiser.post(add, typed)
    assert list(Venue.objects.get().rooms.values_list("name", "capacity")) == [("Zaal 1", 24)]


def test_a_new_name_of_a_room_stands_on_the_site_at_once(organiser, visitor):
    day = DayFactory(venue=VenueFactory(), published=True)
    session = SessionFactory(
        day=day, room=RoomFactory(venue=day.venue, name="Zaal 1"), block=BlockFactory(day=day), published=True
    )
    assert "Zaal 1" in visitor.get(session.get_absolute_url()).content.decode()
    organiser.post(address("change", day.venue), opened(organiser, day.venue) | {"rooms-0-name": "Aula"})
    assert "Aula" in visitor.get(session.get_absolute_url()).content.decode()


def test_a_room_that_a_session_stands_in_is_not_deleted_and_it_says_why(organiser):
    day = DayFactory(venue=VenueFactory())
    SessionFactory(day=day, room=RoomFactory(venue=day.venue, name="Zaal 1"), title="Samen leren")
    page = organiser.post(address("change", day.venue), opened(organiser, day.venue) | {"rooms-0-DELETE": "on"})
    formset = page.context["inline_admin_formsets"][0].formset
    assert formset.non_form_errors() == ["“Zaal 1” is nog in gebruik: Samen leren. Geef die eerst een andere zaal."]
    assert Room.objects.exists()


def test_two_rooms_with_one_name_are_refused(organiser):
    venue = RoomFactory(name="Zaal 1").venue
    page = organiser.post(address("change", venue), added_row(opened(organiser, venue), "rooms", name="Zaal 1"))
    assert "Deze zaal staat er al." in page.content.decode()
    assert Room.objects.count() == 1


def test_a_place_of_a_day_is_not_deleted(organiser):
    day = DayFactory(venue=VenueFactory())
    organiser.post(address("delete", day.venue), {"post": "yes"})
    assert Venue.objects.exists()


def test_consent_is_given_before_it_counts(organiser):
    person = PersonFactory()
    typed = opened(organiser, person)
    typed.pop("photo", None)
    page = organiser.post(address("change", person), typed | {"consent_on": "1-3-2090"})
    assert "Deze dag moet nog komen" in page.content.decode()
    person.refresh_from_db()
    assert person.consent_on is None
