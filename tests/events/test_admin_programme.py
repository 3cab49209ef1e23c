"""The programme of a study day on one page: a whole day typed at once, and what a save changes and leaves alone."""

import datetime as dt

import pytest
from django.urls import reverse

from events.models import Block, Contribution, Person, Role, Room, Session, StudyDay
from portal.catalogue.models import Record
from portal.publishing.models import Status
from tests.desk import said
from tests.events.programme_page import faults, line, new_block, opened, save, together
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db
MASTERCLASSES = "\n".join(f"Masterclass over onderwerp {n}\tSpreker Nieuw{'abcdefghijk'[n]} (UGent)" for n in range(11))
TABLES = "\n".join(f"Gesprekstafel {n}: onderwerp" for n in range(1, 16))


@pytest.fixture
def day(db):
    return DayFactory(venue=VenueFactory(name="Herman Teirlinckgebouw"))


@pytest.fixture
def parallel(day):
    return BlockFactory(day=day, title="Masterclasses", starts=dt.time(10), ends=dt.time(12), position=1)


# -- a whole day at once -----------------------------------------------------------------------------------------------
def test_a_whole_study_day_is_entered_in_one_go(organiser, day):
    typed = together(
        new_block(
            1,
            "Keynotelezingen",
            "plenary",
            "9u30-1045",
            rows=[
                {
                    "title": "De kwaliteit van leraren",
                    "speakers": "Prof. dr. Adrie Visscher (Universiteit Twente)",
                    "room": "nieuw",
                    "new_room": "Aula",
                },
                {"title": "In gesprek", "form": "interview", "speakers": "Geert Kelchtermans (KU Leuven)", "new_room": "aula"},
            ],
        ),
        new_block(2, "Masterclasses", "parallel", "11.00-12:15", pasted=MASTERCLASSES, choice="ranked"),
        new_block(
            3, "Open space", "open_space", "13:30-15u", rows=[{"title": "Open space", "form": "open_space"}], pasted=TABLES
        ),
    )
    page = save(organiser, day, typed)
    assert said(page)[0] == "Het programma is bewaard: 3 nieuwe blokken, 29 nieuwe sessies."
    assert list(day.blocks.values_list("title", "kind", "starts", "ends", "choice", "position")) == [
        ("Keynotelezingen", "plenary", dt.time(9, 30), dt.time(10, 45), "none", 1),
        ("Masterclasses", "parallel", dt.time(11), dt.time(12, 15), "ranked", 2),
        ("Open space", "open_space", dt.time(13, 30), dt.time(15), "none", 3),
    ]
    shapes = day.sessions.order_by("form", "number").values_list("form", "number")
    assert list(shapes) == [
        ("interview", None),
        ("keynote", None),
        *(("masterclass", number) for number in range(1, 12)),
        ("open_space", None),
        *(("table", number) for number in range(1, 16)),
    ]
    assert line(day.sessions.get(form="interview")) == [("Geert Kelchtermans", "KU Leuven", "interviewee")]
    assert line(day.sessions.get(form="masterclass", number=11)) == [("Spreker Nieuwk", "UGent", "speaker")]
    visscher = Person.objects.get(slug="adrie-visscher")
    assert (visscher.name, visscher.honorific) == ("Adrie Visscher", "Prof. dr.")
    assert list(Room.objects.values_list("name", flat=True)) == ["Aula"]
    assert set(day.sessions.filter(form__in=["keynote", "interview"]).values_list("room__name", flat=True)) == {"Aula"}
    assert set(day.sessions.values_list("status", "owner", "changed_by")) == {("draft", organiser.user.pk, organiser.user.pk)}


def test_rows_take_the_form_of_their_block_and_go_on_numbering(organiser, day, parallel):
    SessionFactory(day=day, block=parallel, number=4)
    typed = opened(organiser, day)
    first, second, third = [entry for entry in typed["rij"] if entry.startswith("n")][:3]
    typed |= {f"s{first[:-1]}-title": "Een", f"s{second[:-1]}-title": "Twee", f"s{second[:-1]}-number": "9"}
    typed |= {f"s{third[:-1]}-title": "Drie"}
    save(organiser, day, typed)
    made = Session.objects.filter(title__in=["Een", "Twee", "Drie"]).order_by("number")
    assert list(made.values_list("title", "form", "number")) == [
        ("Een", "masterclass", 5),
        ("Twee", "masterclass", 9),
        ("Drie", "masterclass", 10),
    ]


@pytest.mark.parametrize("written", ["9:30", "9.30", "9u30", "0930", "930", " 9 u 30 ", "09:30", "9h30", "9.30 uur"])
def test_an_hour_is_taken_as_people_write_it(organiser, day, parallel, written):
    save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-starts": written})
    assert Block.objects.get().starts == dt.time(9, 30)


@pytest.mark.parametrize("written", ["25:00", "9:60", "half tien", "9:5", "99999", "٩:٣٠"])
def test_an_hour_that_is_none_is_said_and_stays_as_it_was_typed(organiser, day, parallel, written):
    page = save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-starts": written})
    assert faults(page) == ["Schrijf het uur zoals 9:30 of 9u30."]
    assert page.context["form"].blocks[0]["starts"].value() == written
    assert Block.objects.get().starts == dt.time(10)


@pytest.mark.parametrize("starts, ends, told", [("10:40", "10:35", True), ("16:00", "9:00", True), ("22:00", "1:00", False)])
def test_a_block_that_ends_before_it_begins_is_a_slip_an_evening_is_none(organiser, day, parallel, starts, ends, told):
    page = save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-starts": starts, f"b{parallel.pk}-ends": ends})
    assert ("Het blok eindigt voor het begint." in page.content.decode()) == told
    assert (Block.objects.get().starts == dt.time(22)) != told


def test_a_pasted_list_takes_bars_and_tabs_numbers_rooms_and_seats(organiser, day, parallel):
    RoomFactory(venue=day.venue, name="Zaal Eén")
    text = "7. Zeven | An De Wit (UGent); Bo Smet | zaal een | 24\n\n• Acht\tESTAFETT-team (Artevelde)\n12\tTwaalf\t\t\t30\n"
    save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-pasted": text})
    rows = day.sessions.order_by("number").values_list("number", "title", "room__name", "capacity", "form")
    assert list(rows) == [
        (7, "Zeven", "Zaal Eén", 24, "masterclass"),
        (8, "Acht", None, None, "masterclass"),
        (12, "Twaalf", None, 30, "masterclass"),
    ]
    assert line(day.sessions.get(number=7)) == [("An De Wit", "UGent", "speaker"), ("Bo Smet", "", "speaker")]
    team = day.sessions.get(number=8).contributions.get()
    assert (team.person, team.team, team.affiliation) == (None, "ESTAFETT-team", "Artevelde")


def test_what_is_wrong_in_a_pasted_list_is_said_by_its_line_and_the_list_stays(organiser, day, parallel):
    text = "Goed\nTe duur | An De Wit | | veel\n" + "x" * 161 + "\nVijf | a | b | 4 | extra"
    page = save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-pasted": text})
    assert faults(page) == [
        "Regel 2 (“Te duur”), plaatsen: Voer een geheel getal in.",
        f"Regel 3 (“{'x' * 60}…”), titel: Dit is te lang: hoogstens 160 tekens, nu 161.",
        "Regel 4 (“Vijf”), na de plaatsen staat nog “extra”.",
    ]
    assert page.context["form"].blocks[0]["pasted"].value() == text
    assert Session.objects.count() == Person.objects.count() == Room.objects.count() == 0


def test_two_hundred_pasted_lines_are_too_many_at_once(organiser, day, parallel):
    text = "\n".join(f"Regel {n}" for n in range(200))
    page = save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-pasted": text})
    assert faults(page) == ["Je voegt hoogstens 100 sessies tegelijk toe; dit zijn er 200. Plak de lijst in delen."]
    assert page.context["form"].blocks[0]["pasted"].value() == text
    save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-pasted": text.split("\nRegel 100")[0]})
    assert day.sessions.count() == 100
    assert save(organiser, day, opened(organiser, day)).status_code == 200


def test_two_sessions_with_one_title_each_get_an_address(organiser, day, parallel):
    SessionFactory(day=day, slug="lezen")
    save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-pasted": "Lezen\nLezen\n???"})
    assert set(day.sessions.values_list("slug", flat=True)) == {"lezen", "lezen-2", "lezen-3", "masterclass"}


# -- speakers ----------------------------------------------------------------------------------------------------------
def test_changing_one_speaker_keeps_the_rows_of_the_others(organiser, day, parallel):
    ann, bea, team = PersonFactory(name="Ann Peeters"), PersonFactory(name="Béa D’Hoore"), "Redactie van de krant"
    people = [{"person": ann, "affiliation": "UGent", "role": Role.MODERATOR}, bea, {"team": team}]
    session = SessionFactory(day=day, block=parallel, people=people)
    before = dict(session.contributions.values_list("position", "pk"))
    typed = opened(organiser, day)
    name = f"s{session.pk}-speakers"
    assert typed[name] == "Ann Peeters (UGent); Béa D’Hoore; Redactie van de krant"
    save(organiser, day, typed | {name: "redactie van de krant; BEA D’HOORE (KU Leuven); Lies van ’t Hof (VUB)"})
    rows = list(session.contributions.values_list("pk", "position", "role", "affiliation", "team", "person__name"))
    assert rows[:2] == [
        (before[2], 0, "speaker", "", team, None),
        (before[1], 1, "speaker", "KU Leuven", "", "Béa D’Hoore"),
    ]
    assert rows[2][1:] == (2, "speaker", "VUB", "", "Lies van ’t Hof")
    assert not Contribution.objects.filter(pk=before[0]).exists()
    session.refresh_from_db()
    assert (session.edit, session.changed_by) == (1, organiser.user)


def test_a_change_elsewhere_in_the_row_leaves_the_speakers_and_their_roles_alone(organiser, day, parallel):
    session = SessionFactory(day=day, block=parallel, people=[{"person": PersonFactory(name="An Wit"), "role": Role.MODERATOR}])
    before = list(session.contributions.values())
    save(organiser, day, opened(organiser, day) | {f"s{session.pk}-title": "Anders"})
    assert list(session.contributions.values()) == before


def test_a_known_name_is_that_person_and_an_alias_is_nobody(organiser, day, parallel):
    known = PersonFactory(name="José van den Bergh", slug="jose")
    PersonFactory(name="Jose Vandenbergh", slug="oud", merged_into=known)
    save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-pasted": "Een | JOSE VAN DEN BERGH\nTwee | Jose Vandenbergh"})
    assert day.sessions.get(title="Een").contributions.get().person == known
    new = day.sessions.get(title="Twee").contributions.get().person
    assert (new.pk == known.pk, new.name, new.slug) == (False, "Jose Vandenbergh", "jose-vandenbergh")


def test_a_name_that_two_people_have_is_chosen_in_the_form_of_the_session(organiser, day, parallel):
    one, _other = PersonFactory(name="Jan Peeters"), PersonFactory(name="Jan Peeters")
    session = SessionFactory(day=day, block=parallel)
    page = save(organiser, day, opened(organiser, day) | {f"s{session.pk}-speakers": "Jan Peeters (UGent)"})
    assert faults(page) == ["Er zijn 2 sprekers die Jan Peeters heten. Kies de juiste in het formulier van de sessie zelf."]
    Contribution.objects.create(session=session, person=one)
    save(organiser, day, opened(organiser, day) | {f"s{session.pk}-speakers": "Jan Peeters (UGent)"})
    assert line(session) == [("Jan Peeters", "UGent", "speaker")]
    assert session.contributions.get().person == one


def test_a_new_name_in_two_sessions_is_one_person(organiser, day, parallel):
    PersonFactory(name="Iemand Anders", slug="an-wit")
    save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-pasted": "Een | prof. dr. An Wit (A)\nTwee | An Wit (B)"})
    new = Person.objects.get(name="An Wit")
    assert (new.slug, new.honorific) == ("an-wit-2", "prof. dr.")
    assert set(new.contributions.values_list("affiliation", flat=True)) == {"A", "B"}


def test_the_same_name_twice_in_one_session_is_refused(organiser, day, parallel):
    session = SessionFactory(day=day, block=parallel, people=[PersonFactory(name="An Wit")])
    page = save(organiser, day, opened(organiser, day) | {f"s{session.pk}-speakers": "An Wit; an wit (UGent)"})
    assert faults(page) == ["an wit staat er twee keer."]


def test_speakers_whose_line_would_not_read_back_are_not_in_a_field(organiser, day, parallel):
    session = SessionFactory(day=day, block=parallel, people=[{"team": "Team (noord); zuid"}])
    typed = opened(organiser, day)
    assert f"s{session.pk}-speakers" not in typed
    save(organiser, day, typed | {f"s{session.pk}-title": "Anders", f"s{session.pk}-speakers": "Weg"})
    session.refresh_from_db()
    assert (session.title, line(session)) == ("Anders", [("Team (noord); zuid", "", "speaker")])


# -- what readers see --------------------------------------------------------------------------------------------------
@pytest.fixture
def public(day, parallel):
    """A session of a day that readers see."""
    session = SessionFactory(day=day, block=parallel, title="Zoals het was", published=True)
    session.refresh_from_db()
    return session


def card(session):
    return Record.objects.public().get(kind="session", object_id=session.pk).card


def test_a_moved_session_shows_at_once_and_is_no_edit_of_its_text(organiser, day, public):
    later = BlockFactory(day=day, title="Namiddag", starts=dt.time(14), position=2)
    room = RoomFactory(venue=day.venue, name="Aula")
    typed = opened(organiser, day) | {f"s{public.pk}-block": str(later.pk), f"s{public.pk}-room": str(room.pk)}
    page = save(organiser, day, typed)
    assert said(page) == [
        "Het programma is bewaard: 1 sessie verplaatst of aangepast.",
        "Blokken, uren, zalen, plaatsen en annulaties staan meteen op de site.",
    ]
    fresh = Session.objects.get(pk=public.pk)
    assert (fresh.block, fresh.room, fresh.status, fresh.edit) == (
        later,
        room,
        Status.PUBLISHED,
        public.edit + 1,
    )  # a form that stands open hears of it
    assert (card(public)["block_title"], card(public)["room"], card(public)["starts"][11:16]) == ("Namiddag", "Aula", "14:00")


def test_a_new_hour_of_a_block_shows_at_once(organiser, day, parallel, public):
    save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-starts": "1015"})
    assert card(public)["starts"][11:16] == "10:15"
    told = Record.objects.public().get(kind="day").card["blocks"]
    assert [block["starts"][11:16] for block in told] == ["10:15"]


def test_a_new_title_waits_for_publishing_and_the_message_says_how(organiser, day, public):
    page = save(organiser, day, opened(organiser, day) | {f"s{public.pk}-title": "Zoals het wordt"})
    assert said(page) == [
        "Het programma is bewaard: 1 sessie gewijzigd.",
        "Nieuwe sessies, titels, nummers en sprekers zien lezers pas als je ze publiceert. Publiceer met sessies",
    ]
    fresh = Session.objects.get(pk=public.pk)
    assert (fresh.title, fresh.status, fresh.edit) == ("Zoals het wordt", Status.DRAFT, public.edit + 1)
    assert Record.objects.public().get(kind="session").title == "Zoals het was"
    assert reverse("admin:events_studyday_publish", args=[day.pk]) in page.content.decode()


def test_saving_what_nobody_touched_changes_nothing(organiser, day, public):
    SessionFactory(day=day, people=[PersonFactory()])
    before = [list(model.objects.order_by("pk").values()) for model in (StudyDay, Block, Session, Contribution, Record)]
    page = save(organiser, day, opened(organiser, day))
    assert said(page) == ["Er was niets gewijzigd."]
    assert [list(model.objects.order_by("pk").values()) for model in (StudyDay, Block, Session, Contribution, Record)] == before


def test_a_session_that_was_planned_is_a_draft_again_when_its_text_changes(organiser, day, parallel):
    session = SessionFactory(day=day, block=parallel)
    Session.objects.filter(pk=session.pk).update(status=Status.SCHEDULED)
    page = save(organiser, day, opened(organiser, day) | {f"s{session.pk}-number": "3"})
    assert said(page)[-1] == "Sessies die ingepland stonden en die je wijzigde, zijn weer een klad: plan ze opnieuw in."
    assert Session.objects.get().status == Status.DRAFT


def test_the_introduction_of_a_block_is_typed_as_plain_paragraphs(organiser, day, parallel, public):
    name = f"b{parallel.pk}-words"
    save(organiser, day, opened(organiser, day) | {name: "Kies er één.\r\nNu.\r\n\r\n<b>Of & geen.</b>"})
    parallel.refresh_from_db()
    assert parallel.intro == "<p>Kies er één. Nu.</p><p>&lt;b&gt;Of &amp; geen.&lt;/b&gt;</p>"
    assert Record.objects.public().get(kind="day").card["blocks"][0]["intro"] == parallel.intro
    assert opened(organiser, day)[name] == "Kies er één. Nu.\n\n<b>Of & geen.</b>"


def test_an_introduction_with_markup_is_left_as_it_is(organiser, day, parallel):
    Block.objects.update(intro="<p>Kies <strong>er één</strong>.</p>")
    typed = opened(organiser, day)
    save(organiser, day, typed | {f"b{parallel.pk}-title": "Anders", f"b{parallel.pk}-words": "Weg"})
    assert list(day.blocks.values_list("title", "intro")) == [("Anders", "<p>Kies <strong>er één</strong>.</p>")]


def test_a_new_session_does_not_take_an_address_that_readers_know(organiser, day, parallel, public):
    known = public.slug
    Session.objects.filter(pk=public.pk).update(slug="een-ander-adres")
    save(organiser, day, opened(organiser, day) | {f"b{parallel.pk}-pasted": known.replace("-", " ")})
    assert day.sessions.exclude(pk=public.pk).get().slug == f"{known}-2"
