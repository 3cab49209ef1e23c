"""Writing to a selection of the people of a day: to each apart, once, and to nobody who cannot be reached."""

import pytest

from events.models import Mailing
from events.registering.mailing import Message, mark_of, paragraphs_of, reached, send
from events.registering.parties import PartyRequest, register_party
from events.registering.registration import RegistrationRefused, Who, cancel
from portal.letters.models import Letter
from portal.publishing.logbook import Act, LogEntry
from tests.desk import cost, said
from tests.events.test_admin_registrations import address
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_time")]
TYPED = {"subject": "Je kunt parkeren", "text": "Kom langs de poort.\n\nTot dan,\nhet team"}


@pytest.fixture
def in_time(time_machine):
    """The desk looks at the clock: it is before the day."""
    time_machine.move_to(EARLY, tick=False)


@pytest.fixture
def three():
    """A day to which an, bo and cis come; bo and cis chose a session; a group has one seat without a name. (day, session)"""
    day = open_day()
    block, (session,) = choosing(day, 5)
    comes(day, "an")
    comes(day, "bo", wants(block, session))
    comes(day, "cis", wants(block, session))
    register_party(day, PartyRequest("groep", Who("dirk@school.example", "Dirk"), 1), at=EARLY)
    Letter.objects.all().delete()
    return day, session


def url(day, **asked) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return address(day, f"schrijven/?{query}")


def looked(client, day, *, typed=None, **asked) -> dict:
    """The form as the browser has it after a look at the letter."""
    form = client.get(url(day, **asked)).context["form"]
    first = {name: form[name].value() for name in ("attempt", "seen", "answers")}
    page = client.post(url(day, **asked), {**first, **(typed or TYPED), "_do": "look"})
    assert page.context["form"].errors == {}
    assert page.context["letter"].subject == TYPED["subject"]
    return {**first, **(typed or TYPED), "_do": "send"}


def written_to() -> list[str]:
    return sorted(Letter.objects.values_list("to", flat=True))


def test_everybody_who_can_be_reached_gets_a_letter_of_their_own(organiser, three):
    day, _session = three
    page = organiser.post(url(day), looked(organiser, day), follow=True)
    assert said(page) == ["3 brieven zijn onderweg."]
    assert written_to() == ["an@school.example", "bo@school.example", "cis@school.example"]
    letter = Letter.objects.get(to="an@school.example")
    assert letter.text == (
        "Dag An\n\nKom langs de poort.\n\nTot dan,\nhet team\n\n"
        "Een vraag? Schrijf naar organisator@school.example. "
        f"Je krijgt dit bericht omdat je ingeschreven bent (of was) voor “{day.title}” op woensdag 26 mei 2027.\n\n"
        "Materialenbank, http://127.0.0.1:8000/\n"
    )
    assert LogEntry.objects.get(action_flag=Act.MAILED).change_message == "Bericht aan deelnemers: 3 mensen"


def test_a_look_writes_to_nobody(organiser, three):
    looked(organiser, three[0])
    assert (written_to(), Mailing.objects.count()) == ([], 0)


def test_the_filters_of_the_list_say_who_is_written_to(organiser, three):
    day, session = three
    organiser.post(url(day, sessie=session.pk), looked(organiser, day, sessie=session.pk))
    assert written_to() == ["bo@school.example", "cis@school.example"]


def test_a_second_click_writes_to_nobody_more(organiser, three):
    day, _session = three
    typed = looked(organiser, day)
    for _click in range(2):
        page = organiser.post(url(day), typed, follow=True)
        assert said(page)[-1] == "3 brieven zijn onderweg."
    assert (len(written_to()), Mailing.objects.count()) == (3, 1)
    assert LogEntry.objects.filter(action_flag=Act.MAILED).count() == 1


def test_somebody_who_came_or_went_meanwhile_is_noticed(organiser, three):
    day, _session = three
    typed = looked(organiser, day)
    cancel(day.registrations.get(name="An").code, at=EARLY)
    Letter.objects.all().delete()
    page = organiser.post(url(day), typed)
    assert page.context["form"].non_field_errors() == ["Intussen is wie je schrijft veranderd. Kijk na en verstuur opnieuw."]
    assert page.context["form"]["text"].value() == TYPED["text"]
    assert written_to() == []
    organiser.post(url(day), {**typed, "seen": page.context["form"]["seen"].value()})
    assert len(written_to()) == 2


@pytest.mark.parametrize(
    "subject", ["", "   ", "Dag\r\nBcc: iedereen@school.example", "Dag\nBcc: x@y.example", "Dag\x0bx", "x" * 151, "a\u2028b"]
)
def test_a_subject_is_one_line_and_no_header_more(organiser, three, subject):
    day, _session = three
    with pytest.raises(RegistrationRefused):
        Message("sleutel", subject, "Tekst").check()
    people = reached(day, day.registrations.values_list("pk", flat=True))
    typed = {"attempt": "sleutel", "seen": mark_of(people), "subject": subject, "text": "x", "answers": "", "_do": "send"}
    assert organiser.post(url(day), typed).context["form"].errors
    assert written_to() == []


def test_hostile_words_stay_words(organiser, three):
    day, _session = three
    typed = {**TYPED, "text": "<script>alert(1)</script> & {{ to }} https://school.example/kaart"}
    organiser.post(url(day), looked(organiser, day, typed=typed))
    html = Letter.objects.first().html
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ to }}" in html
    assert 'href="https://school.example/kaart"' in html


def test_nobody_can_have_answers_go_elsewhere(organiser, three):
    day, _session = three
    typed = {**looked(organiser, day), "answers": "vreemde@elders.example"}
    assert list(organiser.post(url(day), typed).context["form"].errors) == ["answers"]
    assert written_to() == []


def test_who_was_forgotten_or_has_no_name_is_not_reached(organiser, three):
    day, _session = three
    day.registrations.filter(name="An").update(name="", email="")
    assert [row.name for row in reached(day, day.registrations.values_list("pk", flat=True))] == ["Bo", "Cis"]
    assert organiser.get(url(day)).context["unreached"] == 2
    day.registrations.update(name="", email="")
    with pytest.raises(RegistrationRefused, match="niemand met een e-mailadres"):
        send(day, Message("sleutel", "Dag", "Tekst"), [1, 2], seen=mark_of([]), at=EARLY, by=organiser.user)


def test_people_of_another_day_are_not_reached(three):
    other = open_day()
    stranger = comes(other, "vreemd")
    assert reached(three[0], [stranger.pk]) == []


@pytest.mark.parametrize(
    "text, found",
    [
        ("een\ntwee\n\n\n  \ndrie ", ["een\ntwee", "drie"]),
        ("\r\n\r\neen\r\n\r\ntwee", ["een", "twee"]),
        (" \n\t\n", []),
    ],
)
def test_empty_lines_part_paragraphs(text, found):
    assert paragraphs_of(text) == found


def test_only_who_organises_writes(editor, organiser, three):
    day, _session = three
    assert editor.get(url(day)).status_code == 403
    assert editor.post(url(day), looked(organiser, day)).status_code == 403
    assert written_to() == []


def test_what_went_before_is_told(organiser, three):
    day, _session = three
    organiser.post(url(day), looked(organiser, day))
    before = organiser.get(url(day)).context["before"]
    assert [(one.subject, one.people, one.by) for one in before] == [("Je kunt parkeren", 3, organiser.user)]


def test_the_screen_costs_the_same_for_one_person_as_for_three(organiser):
    costs = []
    for count in (1, 3):
        day = open_day()
        for number in range(count):
            comes(day, f"mens{number}van{count}")
        organiser.get(url(day))
        costs.append(cost(lambda day=day: organiser.get(url(day))))
    assert costs[0] == costs[1]
