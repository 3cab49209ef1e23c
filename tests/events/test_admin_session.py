"""Writing a session on the desk: its day, its place in the programme, who contributes, its report."""

import pytest
from django.urls import reverse

from events.models import Contribution, Session
from portal.publishing.models import Status
from tests.desk import address, as_typed, opened, said, send
from tests.events.test_admin_day import added_row, cost
from tests.factories import FicheFactory, ResourceFactory, SourceFactory, ThemeFactory
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, RoomFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db
ADD = "admin:events_session_add"


def add_url(day, **more):
    query = "&".join(f"{name}={value}" for name, value in {"day": day.pk, **more}.items())
    return f"{reverse(ADD)}?{query}"


# -- a new session -----------------------------------------------------------------------------------------------------
def test_a_new_session_asks_for_its_day_first(organiser):
    day = DayFactory(title="Begeleiden met impact")
    page = organiser.get(reverse(ADD))
    assert f'href="{reverse(ADD)}?day={day.pk}"' in page.content.decode()
    assert "Deze studiedag bestaat niet (meer)." in organiser.get(f"{reverse(ADD)}?day=999").content.decode()
    assert organiser.get(f"{reverse(ADD)}?day=x").status_code == 200


def test_an_organiser_writes_a_session_with_a_person_and_a_team(organiser):
    day, person = DayFactory(), PersonFactory(name="An Peeters")
    block = BlockFactory(day=day)
    typed = as_typed(organiser.get(add_url(day))) | {"title": "Samen leren", "form": "keynote", "number": "2", "block": block.pk}
    typed = added_row(typed, "contributions", person=person.pk, role="speaker", affiliation="UGent")
    typed = added_row(typed, "contributions", team="Team ‘Samen’", role="host")
    page = organiser.post(add_url(day), typed | {"_continue": "1"}, follow=True)
    assert said(page)[0] == "“Samen leren” is toegevoegd. Je kunt hieronder verder werken."
    session = Session.objects.get()
    assert (session.day, session.slug, session.block, session.form, session.number) == (day, "samen-leren", block, "keynote", 2)
    assert [(str(row), row.role, row.affiliation) for row in session.contributions.all()] == [
        ("An Peeters", "speaker", "UGent"),
        ("Team ‘Samen’", "host", ""),
    ]


def test_only_blocks_rooms_and_sessions_of_the_day_can_be_chosen(organiser):
    day, other = DayFactory(venue=VenueFactory()), DayFactory(venue=VenueFactory())
    block, room, beside = BlockFactory(day=day), RoomFactory(venue=day.venue, capacity=24), SessionFactory(day=day)
    alien = {
        "block": BlockFactory(day=other).pk,
        "room": RoomFactory(venue=other.venue).pk,
        "repeats": SessionFactory(day=other).pk,
    }
    form = organiser.get(add_url(day)).context["adminform"].form
    assert [value for value, _label in form.fields["block"].choices] == ["", block.pk]
    assert list(form.fields["room"].choices) == [("", "nog geen zaal"), (str(day.venue), [(room.pk, f"{room} (24 plaatsen)")])]
    assert list(form.fields["repeats"].choices) == [("", "geen herhaling"), ("Masterclass", [(beside.pk, str(beside))])]
    typed = as_typed(organiser.get(add_url(day))) | {"title": "Toch", **alien}
    page = organiser.post(add_url(day), typed)
    wrong = ["Deze keuze hoort niet (meer) bij de studiedag. Kies een andere."]
    assert page.context["adminform"].form.errors == dict.fromkeys(alien, wrong)
    assert page.context["adminform"].form["title"].value() == "Toch"


def test_two_days_may_have_a_session_at_the_same_address_one_day_may_not(organiser):
    day, other = DayFactory(), DayFactory()
    SessionFactory(day=day, title="Samen leren", slug="samen-leren")
    for at in (day, other):
        organiser.post(add_url(at), as_typed(organiser.get(add_url(at))) | {"title": "Samen leren", "slug": "samen-leren"})
    assert sorted(Session.objects.values_list("day", "slug")) == [
        (day.pk, "samen-leren"),
        (day.pk, "samen-leren-2"),
        (other.pk, "samen-leren"),
    ]


def test_an_address_that_another_session_has_is_refused_in_a_sentence(organiser):
    session = SessionFactory()
    SessionFactory(day=session.day, slug="bezet")
    page = send(organiser, session, opened(organiser, session) | {"slug": "bezet"})
    assert page.context["adminform"].form.errors == {
        "slug": ["Een andere sessie van deze dag heeft dit adres al. Kies iets anders."]
    }


def test_a_row_with_both_a_person_and_a_team_is_refused(organiser):
    session = SessionFactory(people=[PersonFactory()])
    page = send(organiser, session, opened(organiser, session) | {"contributions-0-team": "Ook een team", "title": "Anders"})
    row = page.context["inline_admin_formsets"][0].formset.forms[0]
    assert row.non_field_errors() == ["Kies een persoon of schrijf de naam van een team, niet allebei."]
    assert page.context["adminform"].form["title"].value() == "Anders"


def test_the_same_person_twice_in_one_role_is_refused_in_a_sentence(organiser):
    person = PersonFactory()
    session = SessionFactory(people=[person])
    typed = added_row(opened(organiser, session), "contributions", person=person.pk, role="speaker")
    page = send(organiser, session, typed)
    assert "Deze persoon heeft die rol al in deze sessie." in page.content.decode()
    assert Contribution.objects.count() == 1


def test_fewer_seats_than_were_taken_is_refused(organiser):
    session = SessionFactory(capacity=20)
    Session.objects.update(taken=12)
    page = send(organiser, session, opened(organiser, session) | {"capacity": "10"})
    assert page.context["adminform"].form.errors == {"capacity": ["Er zijn al 12 plaatsen bezet. Kies minstens dat aantal."]}


# -- what holds at once, what waits ------------------------------------------------------------------------------------
def test_another_block_is_on_the_site_at_once_and_a_new_text_is_not(organiser, visitor):
    day = DayFactory(published=True)
    session = SessionFactory(day=day, published=True)
    block = BlockFactory(day=day, title="De namiddag", starts="13:30", ends="14:45")
    page = send(organiser, session, opened(organiser, session) | {"block": block.pk}, _continue="1")
    assert said(page)[0] == "Dit staat meteen zo op de site: blok."
    assert (Session.objects.get().status, Session.objects.get().block) == (Status.PUBLISHED, block)
    assert "13.30" in visitor.get(session.get_absolute_url()).content.decode()
    page = send(organiser, session, opened(organiser, session) | {"abstract": "<p>Pas geschreven.</p>"}, _continue="1")
    assert page.context["newer"]
    assert "Pas geschreven." not in visitor.get(session.get_absolute_url()).content.decode()


def test_a_cancelled_session_says_so_at_once_on_the_page_of_the_day(organiser, visitor):
    session = SessionFactory(published=True)
    before = visitor.get(session.day.get_absolute_url()).content.decode()
    send(organiser, session, opened(organiser, session) | {"cancelled": "on"}, _continue="1")
    after = visitor.get(session.day.get_absolute_url()).content.decode()
    assert "gaat niet door" not in before.lower() and "gaat niet door" in after.lower()


def test_a_report_is_published_from_the_form_when_the_day_is_online(organiser, visitor):
    session = SessionFactory(published=True)
    page = send(organiser, session, opened(organiser, session) | {"report": "<p>Zo ging het.</p>"}, _step="publish")
    assert said(page) == [f"“{session}” staat online."]
    assert "Zo ging het." in visitor.get(session.get_absolute_url()).content.decode()


def test_a_session_of_a_day_that_is_not_online_is_refused_and_points_to_the_day(organiser):
    session = SessionFactory()
    page = send(organiser, session, opened(organiser, session) | {"report": "<p>Zo ging het.</p>"}, _step="publish")
    assert said(page) == [
        "De studiedag staat nog niet online. Publiceer eerst de dag, of samen met deze sessie.",
        "Wat je typte, is wel bewaard.",
    ]
    assert address("publish", session.day) in [tool["url"] for tool in page.context["tools"]]
    assert Session.objects.get().report == "<p>Zo ging het.</p>"


def test_a_double_booking_of_this_session_is_said_after_saving(organiser):
    day, person = DayFactory(), PersonFactory(name="Jan Peeters")
    block = BlockFactory(day=day)
    SessionFactory(day=day, block=block, title="Een", people=[person])
    session, apart = SessionFactory(day=day, title="Twee", people=[person]), SessionFactory(day=day)
    page = send(organiser, session, opened(organiser, session) | {"block": block.pk}, _continue="1")
    assert page.context["warnings"] == ["Jan Peeters staat tegelijk in “Een” en in “Twee”."]
    assert "warnings" not in organiser.get(address("change", apart)).context


def test_two_organisers_who_change_other_facts_of_a_session_come_together(organiser, chief_editor):
    day = DayFactory(published=True)
    session, block = SessionFactory(day=day, published=True), BlockFactory(day=day)
    typed = opened(organiser, session) | {"capacity": "20"}
    send(chief_editor, session, opened(chief_editor, session) | {"block": block.pk}, _continue="1")
    send(organiser, session, typed, _continue="1")
    assert (Session.objects.get().block, Session.objects.get().capacity) == (block, 20)


# -- looking, finding, rights ------------------------------------------------------------------------------------------
def test_preview_versions_and_the_way_to_the_site(organiser):
    session = SessionFactory(title="Samen leren", slug="samen-leren", published=True)
    answers = [organiser.get(address(name, session, *args)) for name, *args in (["preview"], ["versions"], ["version", 1])]
    assert [answer.status_code for answer in answers] == [200] * 3
    page = organiser.get(address("change", session))
    assert page.context["live"]["url"] == session.get_absolute_url()


def test_the_list_finds_sessions_by_speaker_team_and_text(organiser):
    one = SessionFactory(
        people=[PersonFactory(name="An Peeters"), {"team": "Team Samen", "role": "host"}], report="<p>zonnebloem</p>"
    )
    SessionFactory()
    url = reverse("admin:events_session_changelist")
    for words in ("peeters", "team samen", "zonnebloem"):
        assert [row.pk for row in organiser.get(url, {"q": words}).context["cl"].result_list] == [one.pk]
    assert "An Peeters, Team Samen" in organiser.get(url).content.decode()


def test_an_editor_of_fiches_reads_a_session_and_changes_nothing(editor):
    session = SessionFactory(title="Zoals het was", people=[PersonFactory(name="An Peeters")])
    page = editor.get(address("change", session))
    assert page.status_code == 200 and "An Peeters" in page.content.decode()
    editor.post(address("change", session), {"title": "Anders", "seen": session.edit})
    assert Session.objects.get().title == "Zoals het was"
    assert [editor.get(add_url(session.day)).status_code, editor.get(reverse(ADD)).status_code] == [403, 403]


def test_an_editor_of_fiches_who_posts_a_step_changes_nothing(editor):
    session = SessionFactory()
    send(editor, session, {"seen": session.edit, "title": "Anders"}, _step="publish")
    assert (Session.objects.get().status, Session.objects.get().title) == (Status.DRAFT, session.title)


# -- what it costs -----------------------------------------------------------------------------------------------------
def filled(count) -> Session:
    day = DayFactory(venue=VenueFactory(), published=True)
    for _number in range(count):
        SessionFactory(day=day, people=[PersonFactory()], block=BlockFactory(day=day))
    return SessionFactory(
        day=day,
        block=BlockFactory(day=day),
        room=RoomFactory.create_batch(count, venue=day.venue)[0],
        people=PersonFactory.create_batch(count),
        materials=ResourceFactory.create_batch(count),
        sources=SourceFactory.create_batch(count),
        fiches=FicheFactory.create_batch(count),
        themes=ThemeFactory.create_batch(count),
    )


def test_a_session_opens_at_the_same_cost_with_one_row_as_with_three(organiser):
    one, three = filled(1), filled(3)
    organiser.get(address("change", one))
    costs = {cost(lambda session=session: organiser.get(address("change", session))) for session in (one, three)}
    assert len(costs) == 1 and max(costs) <= 21


def test_saving_and_publishing_a_session_costs_the_same_for_one_row_as_for_three(organiser):
    one, three = filled(1), filled(3)
    typed = {one: {}, three: {}}
    for text in ("Anders.", "Nog anders."):
        for session in typed:
            typed[session] = opened(organiser, session) | {"report": f"<p>{text}</p>", "_step": "publish"}
            if text == "Anders.":
                organiser.post(address("change", session), typed[session])
    costs = {cost(lambda session=session: organiser.post(address("change", session), typed[session])) for session in (one, three)}
    assert len(costs) == 1 and max(costs) <= 60
    assert Session.objects.filter(pk__in=[one.pk, three.pk], status=Status.PUBLISHED).count() == 2


def test_the_list_costs_the_same_for_one_session_as_for_three(organiser):
    url, day = reverse("admin:events_session_changelist"), DayFactory(published=True)
    SessionFactory(day=day, people=[PersonFactory()], published=True, owner=organiser.user)
    organiser.get(url)
    first = cost(lambda: organiser.get(url))
    for _number in range(2):
        SessionFactory(day=day, people=[PersonFactory()], published=True, owner=organiser.user)
    assert cost(lambda: organiser.get(url)) == first
