"""The list of letters, for who looks after the portal; and switching one's own letters off."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.letters.models import Letter
from portal.letters.sending import send_owed
from portal.publishing.letters import APPROVED
from tests.desk import cost, said
from tests.factories import NOON, FicheFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
URL = "/beheer/letters/letter/"


def letter(to="an@school.example", remark="Een geheim."):
    things = [{"title": "Samen lezen", "form": "", "kind": "fiche"}]
    context = {"who": "Bo", "things": things, "remark": remark}
    return Letter.objects.owe(APPROVED, FicheFactory(), ("An Peeters", to), once="1", context=context, at=NOON)


def test_the_list_says_what_became_of_each_letter_and_shows_none_of_them(administrator, post):
    post.refuses, post.times = {"RCPT": "550 5.1.1 Onbekend"}, 1
    letter(), letter("bo@school.example")
    send_owed(NOON)
    page = administrator.get(URL).content.decode()
    for words in ("an@school.example", "goedgekeurd", "niet verzonden", "550 5.1.1 Onbekend", "verzonden", "2 nov 2026, 13:00"):
        assert words in page
    one = administrator.get(f"{URL}{Letter.objects.first().pk}/change/").content.decode()
    assert ("geheim" in page + one, "Samen lezen" in page + one, "An Peeters" in page + one) == (False, False, False)


@pytest.mark.parametrize("person", ["editor", "chief_editor", "organiser", "visitor"])
def test_nobody_else_sees_the_letters(request, person):
    assert request.getfixturevalue(person).get(URL).status_code in (302, 403)


def test_a_letter_is_not_changed_or_thrown_away_at_the_desk(administrator):
    one = letter()
    answers = [
        administrator.post(f"{URL}{one.pk}/{page}/", {"to": "x@school.example", "post": "yes"}) for page in ("change", "delete")
    ]
    assert ([answer.status_code for answer in answers], administrator.get(f"{URL}add/").status_code) == ([403, 403], 403)
    assert Letter.objects.get().to == "an@school.example"


def test_a_letter_is_sent_again_and_the_log_says_by_whom(administrator, chief_editor, post):
    one = letter()
    send_owed(NOON)
    page = administrator.post(URL, {"action": "send_once_more", "_selected_action": [one.pk]}, follow=True)
    assert said(page) == ["Eén brief wordt opnieuw verzonden."]
    page = administrator.post(URL, {"action": "send_once_more", "_selected_action": [one.pk]}, follow=True)
    assert said(page) == ["Wat je koos, moet nog verzonden worden: dat gebeurt vanzelf."]
    assert send_owed(timezone.now()) == 1
    log = administrator.get(reverse("admin:admin_logentry_changelist")).content.decode()
    assert ("Opnieuw verzonden" in log, "An Peeters" in log) == (True, False)


def test_the_list_costs_the_same_for_one_letter_as_for_three(administrator):
    letter()
    administrator.get(URL)
    first = cost(lambda: administrator.get(URL))
    letter("b@school.example"), letter("c@school.example")
    assert cost(lambda: administrator.get(URL)) == first <= 10


# -- one's own ---------------------------------------------------------------------------------------------------------
def test_everybody_switches_their_letters_off_and_on_where_the_password_is_changed(editor):
    where = reverse("admin:password_change")
    assert 'name="wants_letters" id="id_wants_letters" checked' in editor.get(where).content.decode()
    page = editor.post(reverse("admin:my_letters"), {}, follow=True)
    assert said(page) == ["Je krijgt geen mails meer over teksten."]
    assert 'id="id_wants_letters">' in page.content.decode()
    page = editor.post(reverse("admin:my_letters"), {"wants_letters": "on"}, follow=True)
    editor.user.refresh_from_db()
    assert (said(page), editor.user.wants_letters) == (["Je krijgt voortaan mails over je teksten."], True)


def test_only_for_oneself_and_only_by_posting(editor, teacher, visitor):
    url = reverse("admin:my_letters")
    assert editor.get(url).status_code == 405
    for stranger in (teacher, visitor):
        assert stranger.post(url, {}).status_code == 302
    teacher.user.refresh_from_db()
    assert teacher.user.wants_letters
