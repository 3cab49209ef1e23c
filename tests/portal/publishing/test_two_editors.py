"""Two editors in one form: each is told of the other, what they wrote comes together, and where both wrote, one chooses."""

import datetime as dt

import pytest
import time_machine

from fiches.models import Fiche
from portal.publishing.models import Autosave, Status
from tests.desk import address, as_typed, opened, said, send
from tests.events import programme_page
from tests.factories import FicheFactory, ThemeFactory, publish
from tests.factories.days import BlockFactory, DayFactory, SessionFactory

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 20, 12, 3, tzinfo=dt.UTC)  # 13.03 in Brussels


def hears(client, thing, tab="a" * 12, **more) -> dict:
    """What a form that stands open hears when it says so."""
    return client.post(address("kept", thing), {"_tab": tab, "seen": type(thing).objects.get(pk=thing.pk).edit, **more}).json()


def asked(page) -> dict[str, str]:
    """What the page asks: {key: label}."""
    return {one["question"].key: one["question"].label for one in page.context["asked"]}


def both_write(mine, theirs, thing, my_words: dict, their_words: dict):
    """Both open the form; the other saves first. Returns the page that I get for my save."""
    typed = opened(mine, thing)
    saved = send(theirs, thing, opened(theirs, thing) | their_words, _continue="1")
    assert saved.context["errors"] == []
    return send(mine, thing, typed | my_words, _continue="1")


def sections(fiche) -> dict[str, str]:
    return dict(fiche.sections.values_list("rubriek", "text"))


# -- who else is here ------------------------------------------------------------------------------------------------
@time_machine.travel(NOON, tick=False)
def test_whoever_opens_a_form_that_somebody_else_has_open_is_told(editor, chief_editor):
    fiche = FicheFactory()
    hears(chief_editor, fiche)
    page = editor.get(address("change", fiche))
    assert page.context["kept"]["beside"] == ["Eindredacteur werkt hier nu ook aan (sinds 13:03)."]
    assert '<p class="note warn">Eindredacteur werkt hier nu ook aan (sinds 13:03).</p>' in page.content.decode()


@time_machine.travel(NOON, tick=False)
def test_whoever_has_it_open_hears_of_the_other_and_of_their_own_second_tab(editor, chief_editor):
    fiche = FicheFactory()
    assert hears(editor, fiche)["beside"] == []
    assert hears(chief_editor, fiche, "b" * 12)["beside"] == ["Redacteur werkt hier nu ook aan (sinds 13:03)."]
    assert hears(editor, fiche, "c" * 12)["beside"] == [
        "Je hebt dit formulier ook in een ander tabblad open (sinds 13:03).",
        "Eindredacteur werkt hier nu ook aan (sinds 13:03).",
    ]


@pytest.mark.parametrize(("seconds", "count"), [(60, 1), (80, 0)])
def test_who_was_not_heard_for_a_minute_is_gone(editor, chief_editor, seconds, count):
    fiche = FicheFactory()
    with time_machine.travel(NOON, tick=False):
        hears(chief_editor, fiche, "b" * 12)
    with time_machine.travel(NOON + dt.timedelta(seconds=seconds), tick=False):
        assert len(hears(editor, fiche)["beside"]) == count


def test_who_closes_the_form_is_gone_at_once_and_what_they_typed_stays(editor, chief_editor):
    fiche = FicheFactory()
    hears(chief_editor, fiche, "b" * 12)
    hears(chief_editor, fiche, "c" * 12, _text="1", title="Getypt")
    for tab in "bc":
        assert chief_editor.post(address("kept", fiche), {"_tab": tab * 12, "_left": "1"}).status_code == 204
    assert hears(editor, fiche)["beside"] == []
    assert [row.data["title"] for row in Autosave.objects.filter(user=chief_editor.user)] == [["Getypt"]]


def test_what_was_typed_last_comes_along_when_a_page_closes(editor):
    fiche = FicheFactory()
    editor.post(address("kept", fiche), {"_tab": "b" * 12, "_left": "1", "_text": "1", "title": "Op het laatst"})
    row = Autosave.objects.get()
    assert (row.data["title"], row.present) == (["Op het laatst"], None)


def test_work_on_another_thing_or_on_the_programme_is_no_work_on_this(organiser, chief_editor):
    day = DayFactory()
    chief_editor.post(f"{programme_page.address(day)}bewaard/", {"_tab": "a" * 12})
    hears(chief_editor, DayFactory(), "b" * 12)
    assert hears(organiser, day, "c" * 12)["beside"] == []
    answer = organiser.post(f"{programme_page.address(day)}bewaard/", {"_tab": "d" * 12}).json()
    assert len(answer["beside"]) == 1


@time_machine.travel(NOON, tick=False)
def test_whoever_has_it_open_hears_that_somebody_saved(editor, chief_editor):
    fiche = FicheFactory()
    seen = fiche.edit
    assert hears(editor, fiche)["newer"] == ""
    send(chief_editor, fiche, opened(chief_editor, fiche) | {"title": "Nieuw"}, _continue="1")
    assert hears(editor, fiche, seen=seen)["newer"] == "Eindredacteur bewaarde dit intussen ook (13:03)."
    assert hears(chief_editor, fiche, seen=seen)["newer"] == "Je bewaarde dit intussen zelf, in een ander tabblad (13:03)."


def test_whoever_has_a_programme_open_hears_that_somebody_saved(organiser, chief_editor):
    session = SessionFactory(block=BlockFactory())
    type(session).objects.update(day=session.block.day)
    day = session.block.day
    page = organiser.get(programme_page.address(day))
    known = {"_tab": "a" * 12, "_since": page.context["kept"]["since"]}
    keeping = f"{programme_page.address(day)}bewaard/"
    assert organiser.post(keeping, known).json()["newer"] == ""
    typed = programme_page.opened(chief_editor, day) | {f"s{session.pk}-title": "Anders"}
    programme_page.save(chief_editor, day, typed)
    assert organiser.post(keeping, known).json()["newer"].startswith("Eindredacteur bewaarde dit intussen ook (")
    assert organiser.post(keeping, {**known, "_since": "x"}).json()["newer"] == ""


# -- each their own field ----------------------------------------------------------------------------------------------
@time_machine.travel(NOON, tick=False)
def test_what_only_one_of_them_changed_comes_together_without_a_question(editor, chief_editor):
    fiche = FicheFactory(
        title="Titel", sections={"betekenis": "<p>Een.</p>", "onderzoek": "<p>Twee.</p>"}, themes=[ThemeFactory()]
    )
    theme = ThemeFactory()
    mine = {"title": "Mijn titel", "sections-0-text": "<p>Een, van mij.</p>", "tags": "lezen"}
    theirs = {"standfirst": "Hun inleiding.", "sections-1-text": "<p>Twee, van hen.</p>", "themes": [theme.pk]}
    page = both_write(editor, chief_editor, fiche, mine, theirs)
    fiche.refresh_from_db()
    assert (fiche.title, fiche.standfirst, list(fiche.themes.all())) == ("Mijn titel", "Hun inleiding.", [theme])
    assert sections(fiche) == {"betekenis": "<p>Een, van mij.</p>", "onderzoek": "<p>Twee, van hen.</p>"}
    assert [tag.name for tag in fiche.tags.all()] == ["lezen"]
    assert said(page)[0] == (
        "Eindredacteur bewaarde dit intussen ook (13:03). Jullie wijzigingen staan er nu samen in. Overgenomen: inleiding; "
        "thema's; rubrieken, “Vanuit evidence-informed onderzoek”: tekst."
    )
    assert fiche.changed_by == editor.user


def test_a_step_of_somebody_else_is_no_change_of_the_text(editor, chief_editor):
    fiche = FicheFactory()
    typed = opened(editor, fiche) | {"title": "Mijn titel"}
    publish(fiche, by=chief_editor.user)
    page = send(editor, fiche, typed, _continue="1")
    assert said(page)[0].endswith("In de tekst veranderde daarbij niets.")
    fiche.refresh_from_db()
    assert (fiche.title, fiche.status, fiche.live.snapshot["title"] == "Mijn titel") == ("Mijn titel", Status.DRAFT, False)


def test_the_same_change_by_both_is_no_question(editor, chief_editor):
    fiche = FicheFactory()
    both_write(editor, chief_editor, fiche, {"title": "Dezelfde"}, {"title": "Dezelfde"})
    assert Fiche.objects.get().title == "Dezelfde"


def test_a_step_waits_until_its_taker_saw_what_came_together(chief_editor, administrator):
    fiche = FicheFactory(published=True)
    typed = opened(chief_editor, fiche) | {"title": "Mijn titel"}
    send(administrator, fiche, opened(administrator, fiche) | {"standfirst": "Hun inleiding."}, _continue="1")
    page = send(chief_editor, fiche, typed, _step="publish")
    (fault,) = page.context["adminform"].form.non_field_errors()
    assert fault.endswith("Alles staat hieronder samen. Kijk het na en kies je stap opnieuw.")
    form = page.context["adminform"].form
    assert (form["title"].value(), form["standfirst"].value()) == ("Mijn titel", "Hun inleiding.")
    assert Fiche.objects.get().live.number == 1
    send(chief_editor, fiche, as_typed(page), _step="publish")
    assert Fiche.objects.get().live.snapshot["standfirst"] == "Hun inleiding."


# -- both in one field -------------------------------------------------------------------------------------------------
CLASH = ({"title": "Mijn titel", "standfirst": "Mijn inleiding."}, {"title": "Hun titel", "standfirst": "Hun inleiding."})


def test_where_both_wrote_nothing_is_saved_and_the_difference_is_shown(editor, chief_editor):
    fiche = FicheFactory(title="Titel")
    page = both_write(editor, chief_editor, fiche, *CLASH)
    assert asked(page) == {"title": "titel", "standfirst": "inleiding"}
    form = page.context["adminform"].form
    assert (form["title"].value(), Fiche.objects.get().title) == ("Mijn titel", "Hun titel")
    assert form.non_field_errors()[0].endswith("Kies hierboven bij elk punt welke tekst blijft, en bewaar.")
    html = page.content.decode()
    assert "Eindredacteur bewaarde dit intussen ook (" in html
    assert html.count('<del><span class="vh"> geschrapt: </span> Hun<') == html.count(" toegevoegd: </span> Mijn<") == 2
    assert 'name="_choose/title" value="theirs" form="fiche_form"' in html


def test_without_an_answer_it_is_asked_again(editor, chief_editor):
    fiche = FicheFactory()
    page = both_write(editor, chief_editor, fiche, *CLASH)
    page = send(editor, fiche, as_typed(page), **{"_continue": "1", "_choose/title": "mine"})
    assert asked(page) == {"standfirst": "inleiding"}
    assert Fiche.objects.get().title == "Hun titel"
    send(editor, fiche, as_typed(page), **{"_continue": "1", "_choose/standfirst": "theirs"})
    fiche.refresh_from_db()
    assert (fiche.title, fiche.standfirst) == ("Mijn titel", "Hun inleiding.")


def test_each_field_gets_the_text_that_was_chosen_for_it(editor, chief_editor):
    fiche = FicheFactory()
    page = both_write(editor, chief_editor, fiche, *CLASH)
    send(editor, fiche, as_typed(page), **{"_continue": "1", "_choose/title": "mine", "_choose/standfirst": "theirs"})
    fiche.refresh_from_db()
    assert (fiche.title, fiche.standfirst) == ("Mijn titel", "Hun inleiding.")


@pytest.mark.parametrize(("side", "title"), [("mine", "Mijn titel"), ("theirs", "Hun titel")])
def test_one_button_answers_everything(editor, chief_editor, side, title):
    fiche = FicheFactory()
    page = both_write(
        editor, chief_editor, fiche, *({**words, "slug": f"adres-{words['title'][:4]}".strip().lower()} for words in CLASH)
    )
    assert set(asked(page)) == {"title", "slug", "standfirst"}
    page = send(editor, fiche, as_typed(page), _choose=side)
    fiche.refresh_from_db()
    assert (fiche.title, fiche.standfirst[:4], fiche.slug[:8]) == (title, title[:4], f"adres-{title[:2].lower()}")
    assert page.redirect_chain[-1][0] == address("change", fiche)


def test_what_was_typed_after_the_question_is_what_stays(editor, chief_editor):
    fiche = FicheFactory(sections={"betekenis": "<p>Een.</p>"})
    page = both_write(
        editor, chief_editor, fiche, {"sections-0-text": "<p>Een van mij.</p>"}, {"sections-0-text": "<p>Een van hen.</p>"}
    )
    (key,) = asked(page)
    assert (key, asked(page)[key]) == (f"sections/{fiche.sections.get().pk}/text", "rubrieken, “Wat betekent dat?”: tekst")
    assert page.context["asked"][0]["field"].lines
    send(editor, fiche, as_typed(page) | {"sections-0-text": "<p>Van ons allebei.</p>"}, _choose="mine")
    assert sections(fiche) == {"betekenis": "<p>Van ons allebei.</p>"}


def test_an_answer_to_an_older_question_does_not_count_for_a_newer_text(editor, chief_editor):
    fiche = FicheFactory()
    page = both_write(editor, chief_editor, fiche, *CLASH)
    typed = as_typed(page)
    send(chief_editor, fiche, opened(chief_editor, fiche) | {"title": "Hun nieuwere titel"}, _continue="1")
    page = send(editor, fiche, typed, _choose="mine")
    assert set(asked(page)) == {"title", "standfirst"}
    assert Fiche.objects.get().title == "Hun nieuwere titel"
    send(editor, fiche, as_typed(page), _choose="mine")
    assert Fiche.objects.get().title == "Mijn titel"


@pytest.mark.parametrize("marks", ["", "onzin", "title=zzzzzzzzzz"])
def test_without_knowing_what_a_form_showed_everything_that_differs_is_asked(editor, chief_editor, marks):
    fiche = FicheFactory()
    typed = opened(editor, fiche) | {"title": "Mijn titel", "_base": marks}
    typed.pop("seen")
    send(chief_editor, fiche, opened(chief_editor, fiche) | {"standfirst": "Hun inleiding."}, _continue="1")
    page = send(editor, fiche, typed, _continue="1")
    assert set(asked(page)) == {"title", "standfirst"}
    fiche.refresh_from_db()
    assert (fiche.title == "Mijn titel", fiche.standfirst) == (False, "Hun inleiding.")


def test_the_question_is_kept_with_what_was_typed_and_comes_back_with_it(editor, chief_editor):
    fiche = FicheFactory()
    both_write(editor, chief_editor, fiche, *CLASH)
    page = editor.get(address("change", fiche), {"terug": Autosave.objects.get(user=editor.user).pk})
    assert page.context["adminform"].form["title"].value() == "Mijn titel"
    page = send(editor, fiche, as_typed(page), _continue="1")
    assert set(asked(page)) == {"title", "standfirst"}
    assert Fiche.objects.get().title == "Hun titel"


def test_what_was_put_back_over_newer_work_is_laid_beside_it(editor, chief_editor):
    fiche = FicheFactory()
    typed = opened(editor, fiche) | {"title": "Mijn titel"}
    editor.post(address("kept", fiche), {**typed, "_text": "1"})
    send(chief_editor, fiche, opened(chief_editor, fiche) | {"standfirst": "Hun inleiding."}, _continue="1")
    page = editor.get(address("change", fiche), {"terug": Autosave.objects.get(user=editor.user).pk})
    send(editor, fiche, as_typed(page), _continue="1")
    fiche.refresh_from_db()
    assert (fiche.title, fiche.standfirst) == ("Mijn titel", "Hun inleiding.")
