"""Asking somebody to read a text: who is asked sees it, says that it is good or why not, and the writer reads what was said."""

import datetime as dt
from functools import partial

import pytest
from django.urls import reverse

from fiches.models import Fiche
from portal.publishing.models import Status
from portal.publishing.workflow import StepRefused, take
from tests.desk import address, cost, opened, said, send
from tests.factories import NOON, FicheFactory, PageFactory, UserFactory
from tests.factories.days import DayFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
KINDS = [lambda: FicheFactory(ready=True), PageFactory, DayFactory, lambda: SessionFactory(day=DayFactory(published=True))]
KIND = pytest.mark.parametrize("make", KINDS, ids=["fiche", "page", "day", "session"])


def someone(name, role="eindredacteur"):
    return UserFactory(name=name, role=role)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def step(thing, name, by=None, **kwargs):
    return take(thing, name, seen=fresh(thing).edit, at=NOON, by=by, **kwargs)


def in_review(writer, *readers, thing=None, comment=""):
    thing = thing or FicheFactory(ready=True, title="Samen lezen")
    thing.reviewers.set(readers)
    return step(thing, "submit", by=writer, comment=comment)


def seen_by(client, person, thing, page="change"):
    client.force_login(person)
    return client.get(address(page, thing))


def note(page) -> str:
    """What the form says of the review, as one line of plain words."""
    from portal.text import plain

    html = page.content.decode()
    if '<section class="note' not in html or ' review"' not in html:
        return ""
    return plain(html.split(' review"', 1)[1].split("</section>")[0].partition("<div>")[2])


# -- asking ------------------------------------------------------------------------------------------------------------
@KIND
def test_who_is_asked_is_chosen_at_the_step_and_remembered(client, make):
    writer, an, bo, thing = someone("Wim"), someone("An"), someone("Bo"), make()
    client.force_login(writer)
    page = send(client, thing, opened(client, thing) | {"reviewers": [an.pk, bo.pk]}, _step="submit")
    assert said(page)[-1] == "Gevraagd om na te lezen: An en Bo."
    assert {*fresh(thing).reviewers.all()} == {an, bo}
    assert page.content.decode().count("checked") >= 2
    step(thing, "return", by=writer)
    again = step(thing, "submit", by=writer)
    assert {*again.reviewers.all()} == {an, bo}


def test_only_who_may_review_is_offered(client):
    writer, chief, boss = someone("Wim", "redacteur"), someone("An"), someone("Bea", "beheerder")
    someone("Otto", "organisator"), someone("Weg").__class__.objects.filter(name="Weg").update(is_active=False)
    page = seen_by(client, writer, FicheFactory())
    assert [name for _pk, name in page.context["at_the_steps"]["reviewers"].field.choices] == [str(chief), str(boss)]
    forged = send(client, Fiche.objects.get(), opened(client, Fiche.objects.get()) | {"reviewers": [writer.pk]}, _step="submit")
    assert (forged.context["adminform"].form.errors.keys(), Fiche.objects.get().status) == ({"reviewers"}, Status.DRAFT)


def test_an_organiser_is_asked_for_a_session_and_not_for_a_fiche(client, organiser, administrator):
    session, fiche = SessionFactory(), FicheFactory()
    offered = [
        [name for _pk, name in seen_by(client, administrator.user, thing).context["at_the_steps"]["reviewers"].field.choices]
        for thing in (session, fiche)
    ]
    assert [("Organisator" in names) for names in offered] == [True, False]


def test_who_asks_nobody_is_told_who_will_find_the_text(editor):
    fiche = FicheFactory(ready=True)
    page = send(editor, fiche, opened(editor, fiche), _step="submit")
    assert said(page)[-1] == "Je vroeg niemand om na te lezen: een eindredacteur of beheerder vindt de tekst in de lijst."


@KIND
def test_who_is_asked_sees_by_whom_and_reads_the_text_in_one_click(client, make):
    writer, an = someone("Wim"), someone("An")
    thing = in_review(writer, an, thing=make(), comment="Kijk je na?")
    page = seen_by(client, an, thing)
    assert note(page).startswith("Wim vroeg je op 2 november 2026 om dit na te lezen. Kijk je na? Lees de voorvertoning")
    assert f'href="{address("preview", thing)}"' in page.content.decode()
    assert [one["name"] for one in page.context["steps"]] == ["return", "approve"]
    assert [one["label"] for one in page.context["steps"]] == ["Stuur terug", "Keur goed"]


def test_a_text_with_a_live_version_is_read_as_what_changes_and_decided_upon_there(client):
    writer, an = someone("Wim"), someone("An")
    fiche = FicheFactory(ready=True, published=True)
    Fiche.objects.filter(pk=fiche.pk).update(status=Status.DRAFT, standfirst="Helemaal nieuw.")
    in_review(writer, an, thing=fresh(fiche))
    page = seen_by(client, an, fiche)
    assert page.context["review"]["read"] == {"url": address("diff", fiche), "live": True}
    reading = client.get(page.context["review"]["read"]["url"])
    assert "Helemaal" in reading.content.decode() and note(reading).startswith("Wim vroeg je")
    answer = client.post(address("diff", fiche), {"seen": reading.context["seen"], "_step": "approve"}, follow=True)
    assert (said(answer), fresh(fiche).status) == ([f"“{fiche}” is goedgekeurd."], Status.APPROVED)


def test_the_writer_reads_for_whom_it_waits(client):
    writer, an, bo = someone("Wim", "redacteur"), someone("An"), someone("Bo")
    assert note(seen_by(client, writer, in_review(writer, an, bo))).startswith(
        "Jij stuurde dit ter review op 2 november 2026. Het wacht op An en Bo."
    )
    alone = in_review(writer)
    assert "Niemand werd persoonlijk gevraagd: een eindredacteur of beheerder kan het nalezen." in note(
        seen_by(client, writer, alone)
    )


@KIND
def test_a_list_shows_what_waits_for_me(client, make):
    model = type(make())
    model.objects.all().delete()
    writer, an, bo = someone("Wim"), someone("An"), someone("Bo")
    mine, theirs, nobodys = (in_review(writer, *asked, thing=make()) for asked in ([an], [bo], []))
    drafted = make()
    drafted.reviewers.set([an])
    client.force_login(an)
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    found = {asked: {*client.get(url, {"review": asked}).context["cl"].queryset} for asked in ("ik", "iemand", "niemand", "x")}
    assert found == {"ik": {mine}, "iemand": {mine, theirs}, "niemand": {nobodys}, "x": {mine, theirs, nobodys, drafted}}


# -- saying that it is good, or why not --------------------------------------------------------------------------------
@KIND
def test_a_text_comes_back_with_a_remark_that_the_writer_reads_until_it_is_sent_again(client, make):
    writer, an = someone("Wim"), someone("An Peeters")
    thing = in_review(writer, an, thing=make())
    client.force_login(an)
    remark = "Voor wie is dit?\nEn <b>wanneer</b>?"
    send(client, thing, opened(client, thing), _step="return", _comment=remark)
    page = seen_by(client, writer, thing)
    assert note(page).startswith("An Peeters stuurde dit terug op ")
    assert "Voor wie is dit?<br>En &lt;b&gt;wanneer&lt;/b&gt;?</blockquote>" in page.content.decode()
    assert "Voor wie is dit?" in client.get(address("history", thing)).content.decode()
    step(thing, "submit", by=writer)
    page = seen_by(client, writer, thing)
    assert "Voor wie is dit?" not in note(page)
    assert "Voor wie is dit?" in client.get(address("history", thing)).content.decode()


@pytest.mark.parametrize("remark", ["", "  \n "])
@pytest.mark.parametrize("page", ["change", "diff"])
def test_sending_back_asks_why(client, page, remark):
    writer, an = someone("Wim"), someone("An")
    fiche = in_review(writer, an)
    client.force_login(an)
    typed = opened(client, fiche) if page == "change" else {"seen": fiche.edit}
    answer = client.post(address(page, fiche), {**typed, "_step": "return", "_comment": remark}, follow=True)
    assert said(answer) == ["Schrijf erbij waarom je dit terugstuurt: wie het schreef, weet dan wat er nog moet gebeuren."]
    assert (fresh(fiche).status, answer.request["PATH_INFO"]) == (Status.REVIEW, address(page, fiche))


@pytest.mark.parametrize("page", ["change", "diff"])
def test_a_remark_that_came_too_late_is_kept_as_it_was_typed(client, page):
    writer, an, bo = someone("Wim"), someone("An"), someone("Bo")
    fiche, remark = in_review(writer, an), "Een hele alinea.\n" + "x" * 900
    client.force_login(an)
    typed = opened(client, fiche) if page == "change" else {"seen": fiche.edit}
    step(fiche, "return", by=bo, comment="Ik was eerst.")
    answer = client.post(address(page, fiche), {**typed, "_step": "return", "_comment": remark}, follow=True)
    assert (answer.context["remark"].replace("\r\n", "\n"), "x" * 900 in answer.content.decode()) == (remark, True)


def test_what_was_said_with_a_withdrawal_that_was_refused_is_kept(chief_editor):
    fiche = FicheFactory(published=True)
    page = chief_editor.post(address("withdraw", fiche), {"seen": fiche.edit + 1, "comment": "Verouderd."}, follow=True)
    assert page.context["remark"] == "Verouderd."


def test_who_takes_back_a_text_of_their_own_need_not_say_why(client):
    writer = someone("Wim", "redacteur")
    fiche = in_review(writer, someone("An"))
    client.force_login(writer)
    page = client.get(address("change", fiche))
    assert [one["label"] for one in page.context["steps"]] == ["Zet terug naar klad"]
    send(client, fiche, opened(client, fiche), _step="return")
    assert (fresh(fiche).status, note(client.get(address("change", fiche)))) == (Status.DRAFT, "")


def test_an_approved_text_that_goes_back_says_why_too():
    writer, an = someone("Wim"), someone("An")
    fiche = in_review(writer, an)
    step(fiche, "approve", by=an)
    with pytest.raises(StepRefused, match="Schrijf erbij waarom"):
        step(fiche, "return", by=an)
    assert step(fiche, "return", by=an, comment="Toch niet.").status == Status.DRAFT


def test_a_long_remark_is_kept_whole_and_an_endless_one_is_cut():
    writer, an = someone("Wim"), someone("An")
    from portal.publishing.reviewing import standing

    for remark, kept in [("woord " * 150, 899), ("woord " * 900, 1000)]:
        fiche = step(in_review(writer, an), "return", by=an, comment=remark)
        assert kept - 10 <= len(standing(fiche).returned.remark) <= kept


def test_a_remark_with_quotation_marks_is_read_back_as_it_was():
    from portal.publishing.reviewing import standing

    writer, an, remark = someone("Wim"), someone("An"), "“Lezen” is wat anders dan “lezen”."
    fiche = step(in_review(writer, an), "return", by=an, comment=remark)
    assert standing(fiche).returned.remark == remark


# -- one's own text ----------------------------------------------------------------------------------------------------
def test_nobody_approves_a_text_of_their_own_while_somebody_else_is_asked(client):
    writer, an = someone("Wim"), someone("An")
    fiche = in_review(writer, an)
    page = seen_by(client, writer, fiche)
    assert [one["name"] for one in page.context["steps"]] == ["return"]
    page = send(client, fiche, opened(client, fiche), _step="approve")
    assert said(page) == [
        "Jij stuurde deze tekst zelf in en vroeg An om hem na te lezen. Wacht op hun oordeel, of zet hem terug naar klad en haal "
        "daar de reviewers weg."
    ]
    assert fresh(fiche).status == Status.REVIEW
    assert step(fiche, "approve", by=someone("Bo")).status == Status.APPROVED


@pytest.mark.parametrize("asked", ["nobody", "herself", "somebody who left"])
def test_a_team_of_one_approves_and_publishes_its_own_text(asked):
    writer, gone = someone("Wim"), someone("Weg")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    fiche = in_review(writer, *{"nobody": [], "herself": [writer], "somebody who left": [gone]}[asked])
    step(fiche, "approve", by=writer)
    assert step(fiche, "publish", by=writer).status == Status.PUBLISHED


def test_what_was_asked_before_the_last_publication_binds_nobody():
    writer, an = someone("Wim"), someone("An")
    fiche = in_review(writer, an)
    step(fiche, "approve", by=an)
    step(fiche, "publish", by=an)
    step(fiche, "edit", by=an)
    in_review(an, an, thing=fresh(fiche))
    assert step(fiche, "approve", by=an).status == Status.APPROVED


def test_who_drops_a_plan_that_was_never_reviewed_need_not_say_why():
    an, bo, cas = someone("An"), someone("Bo"), someone("Cas")
    fiche = FicheFactory(ready=True)
    step(fiche, "publish", by=an)
    step(fiche, "edit", by=bo)
    step(fiche, "schedule", by=bo, when=NOON + dt.timedelta(days=1))
    assert step(fiche, "return", by=cas).status == Status.DRAFT


# -- what holds at once ------------------------------------------------------------------------------------------------
@KIND
def test_choosing_readers_an_owner_or_a_last_day_makes_no_text_newer(client, administrator, make):
    from tests.factories import publish

    thing, an = publish(make()), someone("An")
    client.force_login(administrator.user)
    typed = opened(client, thing) | {
        "reviewers": [an.pk],
        "owner": an.pk,
        "withdraw_at_0": "31-12-2099",
        "withdraw_at_1": "9:00",
    }
    page = send(client, thing, typed, _continue="1")
    now = fresh(thing)
    assert (now.status, now.owner, list(now.reviewers.all()), now.edit) == (Status.PUBLISHED, an, [an], thing.edit + 1)
    assert f"“{thing}” wordt ingetrokken op 31 december 2099, 09:00." in said(page)


def test_a_form_costs_the_same_with_three_readers_as_with_one(chief_editor):
    readers = [someone(name) for name in ("An", "Bo", "Cas")]
    writer = someone("Wim")
    one, three = in_review(writer, readers[0]), in_review(writer, *readers, thing=FicheFactory(ready=True))
    chief_editor.get(address("change", one))
    for page in ("change", "diff"):
        costs = {cost(partial(chief_editor.get, address(page, thing))) for thing in (one, three)}
        assert len(costs) == 1 and max(costs) <= 20
