"""The home of the desk: what needs hands first, for who may do it, at the same price for one as for three."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from fiches.models import Fiche
from portal.catalogue.asked import key_of
from portal.catalogue.models import Reads, Record, Searched
from portal.links.health import Look, note
from portal.links.models import Link, Saw
from portal.publishing import logbook
from portal.publishing.models import Status
from portal.publishing.panels import MOST
from portal.publishing.workflow import take
from tests.cast import signed_in
from tests.desk import cost
from tests.factories import NOON, FicheFactory, PageFactory, UserFactory, publish
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, SessionFactory
from tests.factories.links import broken

pytestmark = pytest.mark.django_db
HOME = reverse("admin:index")
TODAY = dt.date(2026, 11, 2)
DAY = dt.timedelta(days=1)
WORK = ["Wacht op jou", "Mijn werk", "Toe aan nazicht", "Gepland"]


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def panels(client) -> dict[str, list]:
    """{title: rows} of every panel on the home, in the order of the page."""
    places = client.get(HOME).context["home"].places
    return {panel.title: panel.rows for place in places.values() for panel in place}


def panel(client, title):
    places = client.get(HOME).context["home"].places
    return next(panel for place in places.values() for panel in place if panel.title == title)


def titles(client, title) -> list[str]:
    return [row.title for row in panel(client, title).rows]


def submitted(by, **made) -> Fiche:
    fiche = FicheFactory(ready=True, owner=by, changed_by=by, **made)
    return take(fiche, "submit", seen=fiche.edit, at=NOON - DAY, by=by, comment="Klaar.")


def asked(text, times=10, missed=0, **more) -> Searched:
    days = {"days": ["2026-10-01"], "first_day": TODAY - 30 * DAY, "last_day": TODAY - DAY}
    return Searched.objects.create(key=key_of(text), text=text, times=times, without_result=missed, **days, **more)


# -- who sees what -----------------------------------------------------------------------------------------------------
def test_everybody_at_the_desk_has_a_home_of_their_own(editor, chief_editor, organiser, administrator):
    figures = ["Linkgezondheid", "Gelezen", "Gezocht"]
    submitted(editor.user, title="Feedback")
    broken("https://example.org/weg")
    publish(DayFactory(date=TODAY + 30 * DAY))
    seen = {client.user.name: list(panels(client)) for client in (editor, chief_editor, organiser, administrator)}
    assert seen == {
        "Redacteur": [
            "Mijn werk",
            "Toe aan nazicht",
            "Gepland",
            "Studiedagen",
            "Links die stuk zijn",
            "Gezocht, niets gevonden",
            *figures,
        ],
        "Eindredacteur": [
            "Wacht op jou",
            "Mijn werk",
            "Toe aan nazicht",
            "Gepland",
            "Studiedagen",
            "Links die stuk zijn",
            "Gezocht, niets gevonden",
            *figures,
        ],
        "Organisator": [
            "Studiedagen",
            "Wacht op jou",
            "Mijn werk",
            "Gepland",
            "Links die stuk zijn",
            "Linkgezondheid",
            "Gelezen",
        ],
        "Beheerder": [
            "Wacht op jou",
            "Mijn werk",
            "Toe aan nazicht",
            "Gepland",
            "Studiedagen",
            "Links die stuk zijn",
            "Laatst gebeurd",
            "Gezocht, niets gevonden",
            *figures,
        ],
    }


def test_who_is_in_no_group_is_told_whom_to_ask():
    page = signed_in("").get(HOME)
    assert "Vraag een beheerder om je in een groep te zetten." in page.content.decode()
    assert all(not found for found in page.context["home"].places.values())


def test_who_does_not_work_at_the_desk_has_no_home_there(visitor, teacher):
    assert [client.get(HOME).status_code for client in (visitor, teacher)] == [302, 302]


def test_what_somebody_may_not_begin_is_not_offered(editor, chief_editor, organiser):
    offered = [[go.label for go in client.get(HOME).context["home"].begin] for client in (editor, chief_editor, organiser)]
    assert offered == [
        ["Nieuwe fiche", "Nieuw materiaal"],
        ["Nieuwe fiche", "Nieuwe studiedag", "Nieuw materiaal"],
        ["Nieuwe studiedag", "Nieuw materiaal"],
    ]


def test_the_first_sentence_says_what_waits(chief_editor, editor):
    home = chief_editor.get(HOME).context["home"]
    assert (home.greeting, home.sentence) == ("Goedemiddag, Eindredacteur", "Maandag 2 november. Niets wacht op jou.")
    submitted(editor.user), submitted(editor.user), broken("https://example.org/weg")
    FicheFactory(published=True, review_due=TODAY)
    said = "Maandag 2 november. 2 teksten wachten op jou, één tekst is over tijd en één link is stuk."
    assert chief_editor.get(HOME).context["home"].sentence == said


@pytest.mark.parametrize(("hour", "greeting"), [(4, "Goedemorgen"), (11, "Goedemiddag"), (17, "Goedenavond"), (3, "Goedenavond")])
def test_the_greeting_follows_the_clock_of_flanders(editor, time_machine, hour, greeting):
    time_machine.move_to(NOON.replace(hour=hour) + dt.timedelta(hours=1), tick=False)
    assert editor.get(HOME).context["home"].greeting == f"{greeting}, Redacteur"


# -- work --------------------------------------------------------------------------------------------------------------
def test_a_reviewer_sees_what_was_sent_in_by_whom_and_what_was_approved(chief_editor, editor):
    rewrite = FicheFactory(ready=True, published=True, title="Herwerkt")
    take(rewrite, "edit", seen=rewrite.edit, at=NOON, by=editor.user)
    take(rewrite, "submit", seen=rewrite.edit + 1, at=NOON, by=editor.user)
    submitted(editor.user, title="Nieuw")
    approved = submitted(editor.user, title="Goed")
    take(approved, "approve", seen=approved.edit, at=NOON, by=chief_editor.user)
    rows = panel(chief_editor, "Wacht op jou").rows
    assert [(row.title, row.facts, row.badge, row.do[0].label, row.do[0].url) for row in rows] == [
        (
            "Herwerkt",
            ("fiche", "ingediend door Redacteur, vandaag om 13.00 uur", "herwerking van versie 1"),
            "",
            "Bekijk verschil",
            f"/beheer/fiches/fiche/{rewrite.pk}/verschil/",
        ),
        ("Nieuw", ("fiche", "ingediend door Redacteur, gisteren", "nog nooit online", "“Klaar.”"), "", "Lees na", rows[1].url),
        (
            "Goed",
            ("fiche", "goedgekeurd door Eindredacteur, vandaag om 13.00 uur", "nog nooit online"),
            "goedgekeurd",
            "Publiceer of plan",
            rows[2].url,
        ),
    ]


def test_a_text_that_was_given_to_somebody_waits_for_that_person_alone(chief_editor, editor, administrator):
    for title, reviewer in (
        ("Voor mij", chief_editor.user),
        ("Voor Bea", administrator.user),
        ("Voor de schrijver", editor.user),
    ):
        submitted(editor.user, title=title).reviewers.add(reviewer)
    assert titles(chief_editor, "Wacht op jou") == ["Voor mij"]
    assert titles(editor, "Wacht op jou") == ["Voor de schrijver"]


def test_my_work_is_what_i_own_or_changed_last_and_did_not_finish(editor, chief_editor):
    mine = FicheFactory(title="Van mij", owner=editor.user)
    FicheFactory(title="Door mij", changed_by=editor.user), FicheFactory(title="Van een ander", owner=chief_editor.user)
    FicheFactory(title="Klaar", owner=editor.user, published=True), submitted(editor.user, title="Ingediend")
    assert sorted(titles(editor, "Mijn werk")) == ["Door mij", "Ingediend", "Van mij"]
    assert titles(chief_editor, "Mijn werk") == ["Van een ander"]
    assert {row.title: row.badge for row in panel(editor, "Mijn werk").rows} == {
        "Van mij": "klad",
        "Door mij": "klad",
        "Ingediend": "ter review",
    }
    assert panel(editor, "Mijn werk").rows[0].url.endswith("/change/")
    assert mine.status == Status.DRAFT


def test_what_came_back_says_so_with_the_remark(editor, chief_editor):
    fiche = submitted(editor.user, title="Terug")
    take(fiche, "return", seen=fiche.edit, at=NOON, by=chief_editor.user, comment="Wie is de doelgroep?")
    [row] = panel(editor, "Mijn werk").rows
    assert (row.badge, row.facts[1:3]) == (
        "kwam terug",
        ("teruggezet door Eindredacteur, vandaag om 13.00 uur", "“Wie is de doelgroep?”"),
    )


def test_what_came_back_reaches_who_sent_it_in_whoever_owns_it(editor, chief_editor):
    fiche = FicheFactory(ready=True, title="Van de chef", owner=chief_editor.user)
    FicheFactory(title="Ook van de chef", owner=chief_editor.user)
    sent = take(fiche, "submit", seen=fiche.edit, at=NOON, by=editor.user)
    assert titles(editor, "Mijn werk") == ["Van de chef"]
    take(sent, "return", seen=sent.edit, at=NOON, by=chief_editor.user, comment="Nog even.")
    assert titles(editor, "Mijn werk") == ["Van de chef"]


def test_what_is_online_and_stale_comes_the_longest_over_time_first(editor):
    for title, days in (("Bijna", 20), ("Lang", -400), ("Net", -1), ("Fris", 300)):
        FicheFactory(title=title, published=True, review_due=TODAY + days * DAY)
    FicheFactory(title="Klad", review_due=TODAY), FicheFactory(title="Zonder", published=True)
    shown = panel(editor, "Toe aan nazicht")
    assert [(row.title, row.badge, row.facts[1]) for row in shown.rows] == [
        ("Lang", "over tijd", "nazicht was voor 28 september 2025"),
        ("Net", "over tijd", "nazicht was voor gisteren"),
        ("Bijna", "te herzien", "nazicht voor 22 november"),
    ]
    assert shown.note == "Eén tekst online heeft geen datum voor nazicht."
    assert [(go.label, go.count) for go in shown.more] == [("Fiches", 3), ("Zonder datum", 1)]


def test_what_appears_or_goes_comes_by_its_moment(editor, chief_editor):
    soon, gone = FicheFactory(title="Straks"), FicheFactory(title="Weg", published=True)
    take(soon, "schedule", seen=soon.edit, at=NOON, by=chief_editor.user, when=NOON + 2 * DAY)
    Fiche.objects.filter(pk=gone.pk).update(withdraw_at=NOON + DAY)
    PageFactory(title="Zonder moment", published=True)
    assert [(row.title, row.facts) for row in panel(editor, "Gepland").rows] == [
        ("Weg", ("fiche", "verdwijnt op 3 november, 13.00 uur")),
        ("Straks", ("fiche", "verschijnt op 4 november, 13.00 uur")),
    ]


def test_a_planned_step_that_failed_is_told_where_the_text_waits(chief_editor, editor):
    fiche = submitted(editor.user, title="Mislukt")
    logbook.write(logbook.Act.FAILED, fiche, at=NOON, said="Publiceer. De inleiding ontbreekt.")
    [row] = panel(chief_editor, "Wacht op jou").rows
    assert "Geplande stap mislukt: Publiceer. De inleiding ontbreekt." in row.facts


def test_every_panel_leads_to_the_rows_that_it_counts(chief_editor, editor):
    FicheFactory.create_batch(MOST + 2, owner=chief_editor.user), submitted(editor.user), submitted(editor.user)
    FicheFactory(published=True, review_due=TODAY), PageFactory(published=True, review_due=TODAY)
    later = FicheFactory()
    take(later, "schedule", seen=later.edit, at=NOON, by=chief_editor.user, when=NOON + DAY)
    for title, count in zip(WORK, (2, MOST + 2, 1, 1), strict=True):
        shown = panel(chief_editor, title)
        fiches = next(go for go in shown.more if go.label == "Fiches")
        listed = chief_editor.get(fiches.url).context["cl"].result_list
        assert (title, fiches.count, len(listed)) == (title, count, count)
        assert len(shown.rows) <= MOST
    assert [go.label for go in panel(chief_editor, "Toe aan nazicht").more] == ["Fiches", "Pagina's"]


def test_an_empty_panel_says_something_useful_and_comes_last(chief_editor, editor):
    assert all(panel(chief_editor, title).empty for title in WORK)
    FicheFactory(title="Straks", published=True, withdraw_at=NOON + DAY)
    assert list(panels(chief_editor))[:2] == ["Gepland", "Wacht op jou"]
    assert "Er wacht geen enkele tekst op jouw review." in chief_editor.get(HOME).content.decode()


# -- links, readers, administration ------------------------------------------------------------------------------------
def test_a_broken_link_is_called_by_the_page_on_which_readers_meet_it(editor):
    resource, link = broken("https://example.org/weg", title="Toolkit")
    FicheFactory(title="Feedback", resources=[resource], published=True)
    unnamed = broken("https://example.org/los", title="Van niemand")[1]
    rows = {row.url: (row.title, row.facts) for row in panel(editor, "Links die stuk zijn").rows}
    where = reverse("admin:links_link_change", args=[link.pk])
    assert rows[where] == ("Toolkit", ("Niet gevonden (404)", "example.org"))
    assert rows[reverse("admin:links_link_change", args=[unnamed.pk])] == ("https://example.org/los", ("Niet gevonden (404)",))
    health = panel(editor, "Linkgezondheid")
    assert "<desc" in health.chart and "2 stuk." in health.chart


def test_the_most_read_fiches_and_every_day_are_told_of_the_last_thirty_days(editor):
    FicheFactory(title="Veel gelezen", published=True), FicheFactory(title="Minder", published=True)
    records = Record.objects.public().filter(kind="fiche").order_by("title")
    Reads.objects.add({(record.pk, "fiche", TODAY - DAY): times for record, times in zip(records, (3, 1200), strict=True)})
    Reads.objects.add({(records[0].pk, "fiche", TODAY - 30 * DAY): 50})
    shown = panel(editor, "Gelezen")
    assert [(row.title, row.facts) for row in shown.rows] == [
        ("Veel gelezen", ("1.200 keer gelezen",)),
        ("Minder", ("3 keer gelezen",)),
    ]
    assert "1.203 keer een fiche gelezen in 30 dagen, 50 in de 30 dagen ervoor" in shown.chart
    assert all("<svg" in row.spark for row in shown.rows)
    listed = editor.get(shown.more[0].url).context["cl"].result_list
    assert [(row.title, row.times_read) for row in listed] == [("Veel gelezen", 1200), ("Minder", 3)]
    form = editor.get(reverse("admin:fiches_fiche_change", args=[listed[0].pk])).content.decode()
    assert '1.200 keer <span class="quiet">in 30 dagen</span>' in form
    assert 'aria-label="Gelezen per dag, de laatste 30 dagen: hoogstens 1.200 op één dag."' in form


def test_administrators_see_who_has_no_group_and_what_happened(administrator, editor):
    assert "Accounts zonder groep" not in panels(administrator)
    UserFactory(name="Noor"), UserFactory(name="Zonder werktafel", is_staff=False), UserFactory(name="Weg", is_active=False)
    submitted(editor.user, title="Feedback")
    assert titles(administrator, "Accounts zonder groep") == ["Noor"]
    assert [(row.title, row.facts) for row in panel(administrator, "Laatst gebeurd").rows] == [
        ("Feedback", ("Redacteur, gisteren", "Ter review gestuurd: “Klaar.”"))
    ]
    assert LogEntry.objects.count() == 1


# -- what it costs -----------------------------------------------------------------------------------------------------
def fill(people, count):
    """So many of everything that the home can show."""
    other = UserFactory(role="redacteur")
    for number in range(count):
        for client in people:
            FicheFactory(owner=client.user)
        resource, _link = broken(f"https://example.org/{count}/{number}")
        fiche = FicheFactory(resources=[resource], published=True, review_due=TODAY)
        Reads.objects.add({(Record.objects.get(kind="fiche", object_id=fiche.pk).pk, "fiche", TODAY): 5})
        submitted(other), PageFactory(published=True, review_due=TODAY, withdraw_at=NOON + DAY)
        asked(f"vraag {count} {number}", missed=3), UserFactory(name="Zonder groep")
        block = BlockFactory(day=DayFactory(date=TODAY + (number + 5) * DAY))
        SessionFactory(day=block.day, block=block, people=[PersonFactory()])
        publish(DayFactory(date=TODAY - 10 * DAY))


def test_the_home_costs_the_same_for_one_of_each_as_for_three(administrator, chief_editor, editor, organiser):
    people = [administrator, chief_editor, editor, organiser]
    fill(people, 1)
    for client in people:
        client.get(HOME)  # what is remembered from now on
    first = [cost(lambda client=client: client.get(HOME)) for client in people]
    fill(people, 3)
    assert [cost(lambda client=client: client.get(HOME)) for client in people] == first
    assert max(first) <= 20


def test_links_that_were_never_looked_at_are_no_alarm(editor):
    FicheFactory(published=True)
    link = Link.objects.create(url="https://example.org/nieuw")
    note(link, Look(Saw.FINE, 200), NOON)
    assert panel(editor, "Links die stuk zijn").rows == []
