"""The letters of the workflow: who hears of a step that somebody else took, what it says, and where it leads."""

import datetime as dt

import pytest
from django.db import transaction

from events.programme import publish_day
from fiches.models import Fiche
from portal.catalogue.models import Edition
from portal.letters.models import Letter
from portal.publishing.letters import ask, gathered
from portal.publishing.models import Status
from portal.publishing.workflow import StepRefused, take
from tests.desk import address, cost, opened, send
from tests.factories import NOON, FicheFactory, PageFactory, UserFactory, publish
from tests.factories.days import DayFactory, SessionFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def people():
    """A writer, two who may publish, and somebody who owns the text."""
    roles = {"wim": "redacteur", "an": "eindredacteur", "bo": "eindredacteur", "olga": "redacteur"}
    return {name: UserFactory(name=name.capitalize(), role=role, email=f"{name}@school.example") for name, role in roles.items()}


def written(by, make=lambda **kwargs: FicheFactory(ready=True, **kwargs), **kwargs):
    """A draft that this person wrote."""
    return make(title="Samen lezen", changed_by=by, **{"owner": by, **kwargs})


def step(thing, name, by, **kwargs):
    return take(thing, name, seen=type(thing).objects.get(pk=thing.pk).edit, at=kwargs.pop("at", NOON), by=by, **kwargs)


def box() -> list[tuple[str, str]]:
    """Who gets what, and the box is empty again."""
    letters = [(letter.to.partition("@")[0], letter.subject) for letter in Letter.objects.order_by("to", "pk")]
    Letter.objects.all().delete()
    return letters


def submitted(people, *asked, by="wim", comment="", **kwargs):
    thing = written(people[by], **kwargs)
    thing.reviewers.set([people[name] for name in asked])
    return step(thing, "submit", people[by], comment=comment)


# -- who ---------------------------------------------------------------------------------------------------------------
def test_who_is_asked_to_review_gets_a_letter_and_nobody_else(people):
    submitted(people, "an", "bo")
    assert box() == [("an", "Lees je “Samen lezen” na?"), ("bo", "Lees je “Samen lezen” na?")]


def test_nobody_gets_a_letter_when_nobody_is_asked(people):
    submitted(people)
    assert box() == []


def test_who_is_asked_while_the_text_waits_gets_a_letter_then(people, client):
    fiche = submitted(people, "an")
    box()
    client.force_login(people["wim"])
    send(client, fiche, opened(client, fiche) | {"reviewers": [people["an"].pk, people["bo"].pk]}, _continue="1")
    assert box() == [("bo", "Lees je “Samen lezen” na?")]


@pytest.mark.parametrize(
    ("steps", "letters"),
    [
        ([("return", "an")], ["“Samen lezen” komt terug"]),
        ([("approve", "an")], ["“Samen lezen” is goedgekeurd"]),
        ([("approve", "an"), ("publish", "an")], ["“Samen lezen” is goedgekeurd", "“Samen lezen” staat online"]),
        (
            [("approve", "an"), ("schedule", "an")],
            ["“Samen lezen” is goedgekeurd", "“Samen lezen” verschijnt op 3 november 2026, 13.00 uur"],
        ),
    ],
)
def test_the_writer_and_the_owner_hear_what_became_of_it(people, steps, letters):
    fiche = submitted(people, "an", owner=people["olga"])
    box()
    for number, (name, who) in enumerate(steps):
        step(fiche, name, people[who], comment="Omdat.", when=NOON + DAY, at=NOON + dt.timedelta(minutes=number))
    assert box() == [("olga", said) for said in letters] + [("wim", said) for said in letters]


def test_who_publishes_withdraws_or_plans_the_text_of_another_tells_the_owner_and_the_last_editor(people):
    fiche = written(people["wim"], owner=people["olga"])
    step(fiche, "publish", people["an"])
    assert box() == [("olga", "“Samen lezen” staat online"), ("wim", "“Samen lezen” staat online")]
    step(fiche, "withdraw", people["bo"])
    assert box() == [("an", "“Samen lezen” is ingetrokken"), ("olga", "“Samen lezen” is ingetrokken")]


def test_nobody_gets_a_letter_for_what_they_did_themselves(people):
    fiche = written(people["an"])
    fiche.reviewers.set([people["an"]])
    for name in ("submit", "approve", "schedule", "unschedule", "publish", "withdraw"):
        step(fiche, name, people["an"], when=NOON + DAY)
    assert box() == []


def test_the_clock_tells_nobody_what_was_planned(people):
    fiche = step(written(people["wim"], owner=people["wim"]), "schedule", people["an"], when=NOON + DAY)
    box()
    Edition.turn(NOON + DAY)
    assert (box(), Fiche.objects.get(pk=fiche.pk).status) == ([], Status.PUBLISHED)


def test_who_planned_it_and_the_owner_hear_that_the_plan_is_off_and_why(people):
    fiche = step(written(people["olga"]), "schedule", people["an"], when=NOON + DAY)
    box()
    step(fiche, "edit", people["wim"])
    letter = Letter.objects.get(to="an@school.example")
    assert "Wim wijzigde de tekst, en wat goedgekeurd was, is niet meer wat er staat." in letter.text
    assert "zou verschijnen op dinsdag 3 november 2026 om 13.00 uur" in letter.text
    assert box() == [(name, "De planning van “Samen lezen” is vervallen") for name in ("an", "olga")]
    step(fiche, "schedule", people["an"], when=NOON + DAY)
    box()
    step(fiche, "unschedule", people["bo"], at=NOON + DAY / 2)
    assert "Bo schrapte de planning." in Letter.objects.get(to="an@school.example").text


def test_moving_a_plan_is_no_plan_that_is_off(people):
    fiche = step(written(people["olga"]), "schedule", people["an"], when=NOON + DAY)
    box()
    step(fiche, "schedule", people["an"], when=NOON + 2 * DAY)
    assert box() == [("olga", "“Samen lezen” verschijnt op 4 november 2026, 13.00 uur")]


def test_a_planned_text_that_could_not_appear_is_told_with_the_reason(people):
    session = SessionFactory(day=DayFactory(published=True), title="Samen lezen", owner=people["olga"])
    step(session, "schedule", people["an"], when=NOON + DAY)
    step(session.day, "withdraw", None)
    box()
    Edition.turn(NOON + DAY)
    assert "De studiedag staat niet online." in Letter.objects.get(to="an@school.example").text
    assert box() == [(name, "“Samen lezen” kon niet verschijnen") for name in ("an", "olga")]


@pytest.mark.parametrize(
    "values", [{"wants_letters": False}, {"is_active": False}, {"is_staff": False}], ids=["switched off", "left", "no desk"]
)
def test_who_wants_no_letters_or_is_gone_gets_none(people, values):
    type(people["an"]).objects.filter(pk=people["an"].pk).update(**values)
    submitted(people, "an", "bo")
    assert [to for to, _subject in box()] == ["bo"]


def test_who_may_not_look_at_a_thing_gets_no_letter_of_it(people):
    people["olga"].groups.clear()
    step(written(people["wim"], owner=people["olga"]), "publish", people["an"])
    assert [to for to, _subject in box()] == ["wim"]


def test_a_step_that_is_refused_tells_nobody(people):
    fiche = written(people["wim"], owner=people["olga"], themes=[])
    with pytest.raises(StepRefused):
        step(fiche, "publish", people["an"])
    assert box() == []


def test_the_same_step_of_another_day_is_another_letter(people):
    fiche = submitted(people, "an")
    step(fiche, "return", people["an"], comment="Kort.")
    step(fiche, "submit", people["wim"], at=NOON + DAY)
    assert [to for to, _subject in box()] == ["an", "an", "wim"]


# -- many at once ------------------------------------------------------------------------------------------------------
def test_a_whole_day_published_by_a_colleague_is_one_letter(people):
    day = DayFactory(title="De dag", owner=people["olga"])
    sessions = [SessionFactory(day=day, owner=people["olga"], title=f"Sessie {number}") for number in (1, 2)]
    publish_day(day, [(row.pk, row.edit) for row in sessions], seen=day.edit, at=NOON, by=people["an"])
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("olga@school.example", "3 teksten staan online")
    assert [words for words in ("De dag", "Sessie 1", "Sessie 2") if f"- {words}: {SITE}/beheer/events/" in letter.text] == [
        "De dag",
        "Sessie 1",
        "Sessie 2",
    ]
    box()
    step(day, "withdraw", people["bo"])
    assert box() == [("an", "3 teksten zijn ingetrokken"), ("olga", "3 teksten zijn ingetrokken")]


def test_a_day_that_is_refused_as_a_whole_tells_nobody(people):
    day = DayFactory(owner=people["olga"])
    good, bad = SessionFactory(day=day, owner=people["olga"]), SessionFactory(day=day, owner=people["olga"])
    with pytest.raises(StepRefused):
        publish_day(day, [(good.pk, good.edit), (bad.pk, bad.edit + 1)], seen=day.edit, at=NOON, by=people["an"])
    assert box() == []


def test_what_failed_inside_something_that_went_on_tells_nobody(people):
    fiche = written(people["wim"])
    with transaction.atomic(), gathered():
        with pytest.raises(ZeroDivisionError), gathered():
            ask(fiche, [people["an"].pk], at=NOON, by=people["wim"])
            raise ZeroDivisionError
        ask(fiche, [people["bo"].pk], at=NOON, by=people["wim"])
    assert [to for to, _subject in box()] == ["bo"]


# -- what --------------------------------------------------------------------------------------------------------------
def test_a_remark_is_in_the_letter_as_it_was_typed(people):
    fiche = submitted(people, "an", comment="Eerste regel.\nEn “<b>dit</b>”.")
    asked = Letter.objects.get()
    assert "> Eerste regel.\n> En “<b>dit</b>”." in asked.text
    assert "Eerste regel.<br>En “&lt;b&gt;dit&lt;/b&gt;”." in asked.html
    step(fiche, "return", people["an"], comment="Te <lang>.")
    assert (
        "An zette “Samen lezen” terug naar klad en schreef erbij:\n\n> Te <lang>."
        in Letter.objects.get(to__startswith="wim").text
    )


@pytest.mark.parametrize(
    "make",
    [lambda **kwargs: FicheFactory(ready=True, **kwargs), PageFactory, DayFactory, SessionFactory],
    ids=["fiche", "page", "day", "session"],
)
@pytest.mark.parametrize("live", [True, False])
def test_links_lead_to_the_pages_of_the_desk_that_the_letter_speaks_of(people, client, make, live):
    thing = written(people["bo"], make)
    if hasattr(thing, "day"):
        publish(thing.day)
    if live:
        publish(thing)
        step(thing, "edit", people["bo"])
    thing.reviewers.set([people["an"]])
    step(thing, "submit", people["bo"])
    text = Letter.objects.get(kind="review-asked").text
    reading = address("diff" if live else "preview", thing)
    client.force_login(people["an"])
    for url in (reading, address("change", thing), "/beheer/password_change/"):
        assert f": {SITE}{url}\n" in text + "\n"
        assert client.get(url).status_code == 200
    step(thing, "approve", people["an"])
    step(thing, "publish", people["an"])
    published = Letter.objects.get(kind="published").text
    assert f"Bekijk op de site: {SITE}{thing.get_absolute_url()}\n" in published


def test_a_title_with_a_line_break_is_one_line_in_a_letter(people):
    fiche = written(people["wim"])
    Fiche.objects.filter(pk=fiche.pk).update(title="Samen\r\nBcc: iedereen@school.example")
    step(fiche, "publish", people["an"])
    assert Letter.objects.get().subject == "“Samen Bcc: iedereen@school.example” staat online"


# -- what it costs -----------------------------------------------------------------------------------------------------
def test_a_letter_costs_the_same_however_many_texts_it_names(people):
    def published(count):
        day = DayFactory(owner=people["olga"])
        rows = SessionFactory.create_batch(count, day=day, owner=people["olga"])
        chosen = [(row.pk, row.edit) for row in rows]
        with_letters = cost(lambda: publish_day(day, chosen, seen=day.edit, at=NOON, by=people["an"]))
        assert Letter.objects.count() == 1
        Letter.objects.all().delete()
        return with_letters

    def silent(count):
        day = DayFactory()
        rows = SessionFactory.create_batch(count, day=day)
        return cost(lambda: publish_day(day, [(row.pk, row.edit) for row in rows], seen=day.edit, at=NOON, by=people["an"]))

    published(1)
    assert published(1) - silent(1) == published(3) - silent(3)
