"""The report on links at the desk: by verdict, by page and place; ignoring, looking now; who may."""

import csv
import io
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from portal.links.health import Look, ignore, note
from portal.links.models import Host, Link, Saw, Verdict
from tests.desk import address, opened, said
from tests.factories import NOON, FicheFactory, PageFactory, ResourceFactory, SourceFactory
from tests.factories.days import PersonFactory, SessionFactory
from tests.factories.links import broken, linked
from tests.portal.links.test_places import text

pytestmark = pytest.mark.django_db
REPORT = "admin:links_link_changelist"


def report(client, **asked):
    return client.get(reverse(REPORT), asked)


def words(page) -> str:
    return " ".join(strip_tags(page.content.decode()).split())


def link_page(link) -> str:
    return reverse("admin:links_link_change", args=[link.pk])


# -- who may -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("person", ["editor", "chief_editor", "organiser", "administrator"])
def test_people_of_the_desk_see_the_report(request, person):
    _resource, link = broken("https://een.be/a")
    client = request.getfixturevalue(person)
    assert [client.get(url).status_code for url in (reverse(REPORT), link_page(link))] == [200, 200]


@pytest.mark.parametrize("person", ["visitor", "teacher"])
def test_nobody_else_does(request, person):
    _resource, link = broken("https://een.be/a")
    client = request.getfixturevalue(person)
    urls = [reverse(REPORT), link_page(link), reverse("admin:links_link_replace", args=[link.pk])]
    answers = [client.get(url) for url in urls] + [client.post(reverse("admin:links_link_all_now")), client.post(link_page(link))]
    assert {(answer.status_code, answer.url.split("?")[0]) for answer in answers} == {(302, reverse("admin:login"))}


def test_who_may_only_look_changes_nothing(editor):
    _resource, link = broken("https://een.be/a")
    group = editor.user.groups.get()
    group.permissions.remove(group.permissions.get(codename="change_link"))
    urls = [link_page(link), reverse("admin:links_link_all_now"), reverse("admin:links_link_replace", args=[link.pk])]
    answers = [editor.post(url, {"_do": "ignore", "because": "x", "new": "https://b.be"}).status_code for url in urls]
    assert answers == [403] * 3
    assert "Negeer" not in words(editor.get(link_page(link)))
    assert "Vervang" not in words(report(editor))


def test_links_are_made_and_deleted_by_nobody(administrator):
    _resource, link = linked("https://een.be/a")
    urls = [reverse("admin:links_link_add"), reverse("admin:links_link_delete", args=[link.pk])]
    assert [administrator.get(url).status_code for url in urls] == [403, 403]


# -- what it shows -------------------------------------------------------------------------------------------------------
def one_of_each():
    broken("https://stuk.be/x", title="Kapot")
    for url, saw in (("https://prima.be/", Saw.FINE), ("https://login.be/", Saw.LOGIN), ("https://weg.be/", Saw.FORBIDDEN)):
        note(linked(url)[1], Look(saw), NOON)
    note(linked("https://oud.be/")[1], Look(Saw.MOVED, 200, moved_to="https://nieuw.be/"), NOON)
    note(linked("https://wankel.be/")[1], Look(Saw.ERROR, 500), NOON)
    ignore(linked("https://negeer.be/")[1], because="Mag.", by=None, at=NOON)
    Link.objects.create(url="https://nergens.be/")


def test_links_stand_under_their_verdict_and_what_stands_nowhere_is_left_out(editor):
    one_of_each()
    page = report(editor)
    tabs = {str(tab["label"]): tab["count"] for tab in page.context["form"].tabs()}
    assert tabs == {
        "Stuk": 1,
        "Wankel": 1,
        "Verhuisd": 1,
        "Achter login": 1,
        "Niet na te kijken": 1,
        "Genegeerd": 1,
        "Nog niet nagekeken": 1,
        "Werkt": 1,
        "Alle": 7,
    }
    assert [row.link.url for row in page.context["rows"]] == ["https://stuk.be/x"]
    assert "Niet gevonden (404), 3 keer na elkaar sinds 31 oktober" in words(page)
    shown = {
        tab: [row.link.host_id for row in report(editor, oordeel=tab).context["rows"]]
        for tab in ("wankel", "redirect", "ignored")
    }
    assert shown == {"wankel": ["wankel.be"], "redirect": ["oud.be"], "ignored": ["negeer.be"]}
    assert "Neem nieuw adres" in words(report(editor, oordeel="redirect"))
    assert len(report(editor, oordeel="alle").context["rows"]) == 7


def test_the_chart_has_words_and_stays_within_its_frame(editor):
    one_of_each()
    page = report(editor).content.decode()
    title = re.search(r"<title id=\"lt\">(.*?)</title>", page)[1]
    assert title.startswith("Verdeling van de links: 1 werkt, 1 verhuisd, 1 achter login, 1 niet na te kijken,")
    bars = [(int(x), int(wide)) for x, wide in re.findall(r'<rect class="\w+" x="(\d+)" width="(\d+)"', page)]
    assert len(bars) == 7
    assert all(x + wide <= 900 for x, wide in bars)
    assert all(x + wide <= following for (x, wide), (following, _wide) in zip(bars, bars[1:], strict=False))


def test_an_empty_portal_says_how_links_come_here(editor):
    assert "Er zijn nog geen links naar andere sites." in words(report(editor))


def test_links_are_found_by_address_by_thing_and_by_kind_of_thing(editor):
    broken("https://een.be/a", title="Kijkwijzer")
    broken("https://twee.be/b", title="Leidraad")
    PersonFactory(name="Noor", url="https://een.be/a")
    hosts = {
        asked: {row.link.host_id for row in report(editor, **dict([asked])).context["rows"]}
        for asked in (("q", "twee"), ("q", "KIJK"), ("q", "noor"), ("q", "niets"), ("soort", "events.person"), ("soort", "x"))
    }
    assert list(hosts.values()) == [{"twee.be"}, {"een.be"}, {"een.be"}, set(), {"een.be"}, {"een.be", "twee.be"}]
    assert "Geen links gevonden." in words(report(editor, q="niets"))


@pytest.mark.parametrize(
    "asked", [{"oordeel": "x"}, {"per": "x"}, {"pagina": "x"}, {"pagina": "-7"}, {"q": "x" * 500}, {"q": "\x00%_"}]
)
def test_nonsense_in_the_address_is_ignored(editor, asked):
    broken("https://een.be/a")
    assert report(editor, **asked).status_code == 200


def test_the_same_links_by_the_page_on_which_they_stand(editor):
    bad, _link = broken("https://stuk.be/x", title="Kapot")
    source = SourceFactory(csl={"type": "webpage", "title": "Bron", "URL": "https://stuk.be/x"})
    fiche = FicheFactory(
        title="Lezen", resources=[bad], sources=[source], sections={"betekenis": text("https://stuk.be/x")}, published=True
    )
    session = SessionFactory(title="Sessie", materials=[bad], published=True)
    lonely, _link = broken("https://alleen.be/", title="Alleen")
    page = report(editor, per="pagina")
    rows = {str(row.thing): (len(row.spots), row.online) for row in page.context["rows"]}
    assert rows == {"Lezen": (3, True), "Sessie": (1, True), "Alleen": (1, False)}
    shown = words(page)
    assert ("via Kapot" in shown, "in rubriek “Wat betekent dat?”" in shown, "via Bron." in shown) == (True, True, True)
    for thing in (fiche, session, lonely):
        assert address("change", thing) in page.content.decode()


@pytest.mark.parametrize("per", ["link", "pagina"])
def test_the_report_costs_the_same_for_one_link_as_for_three(editor, per):
    costs = []
    for number in range(3):
        bad, _link = broken(f"https://stuk.be/{number}")
        FicheFactory(resources=[bad], published=True)
        with CaptureQueriesContext(connection) as queries:
            report(editor, per=per)
        costs.append(len(queries))
    assert costs[0] == costs[2] <= 20


# -- one link ------------------------------------------------------------------------------------------------------------
def test_a_link_shows_where_it_stands_for_whom_and_how_it_was(editor):
    bad, link = broken("https://stuk.be/x", title="Kapot")
    FicheFactory(title="Lezen", resources=[bad], published=True)
    PageFactory(title="Over", body=text("https://stuk.be/x"), published=True)
    page = editor.get(link_page(link))
    shown = words(page)
    assert [(str(row["stand"].owner), row["stand"].audience) for row in page.context["stands"]] == [
        ("Kapot", "lezers"),
        ("Over", "lezers"),
    ]
    assert "Lezen (online)" in shown
    assert "3 keer na elkaar, sinds 31 oktober 2026" in shown
    assert [row["words"] for row in page.context["looks"]] == ["niet gevonden (404)"] * 3 + ["werkt"]


def test_ignoring_asks_for_a_reason_and_can_be_undone(editor):
    _resource, link = broken("https://stuk.be/x")
    refused = editor.post(link_page(link), {"_do": "ignore", "because": " "})
    assert "Zeg waarom: dan weten je collega’s het later ook nog." in words(refused)
    long = editor.post(link_page(link), {"_do": "ignore", "because": "x" * 400})
    assert (long.status_code, "x" * 400 in long.content.decode()) == (200, True)
    assert Link.objects.get(pk=link.pk).verdict == Verdict.BROKEN
    done = editor.post(link_page(link), {"_do": "ignore", "because": "Werkt alleen op school."}, follow=True)
    assert said(done) == ["Deze link wordt niet meer nagekeken."]
    assert "“Werkt alleen op school.”, Redacteur" in words(done)
    editor.post(link_page(link), {"_do": "watch"})
    assert Link.objects.get(pk=link.pk).verdict == Verdict.UNCHECKED
    assert list(LogEntry.objects.order_by("pk").values_list("change_message", flat=True)) == [
        "Genegeerd: “Werkt alleen op school.”",
        "Niet langer genegeerd",
    ]


def test_looking_now_says_what_was_seen(editor, elsewhere):
    _resource, good = linked(elsewhere.url())
    _resource, bad = linked(elsewhere.url("/410"))
    answers = [said(editor.post(link_page(link), {"_do": "check"}, follow=True)) for link in (good, bad)]
    assert answers == [
        ["Net nagekeken: werkt."],
        ["Net nagekeken: weg, zegt de site zelf (410). Een oordeel valt pas na drie pogingen op twee dagen."],
    ]


def test_a_host_that_asked_for_patience_gets_it_from_editors_too(editor, elsewhere):
    _resource, link = linked(elsewhere.url())
    Host.objects.update(next_at=timezone.now() + timezone.timedelta(hours=5))
    [message] = said(editor.post(link_page(link), {"_do": "check"}, follow=True))
    assert message.startswith("De site vroeg om haar tot ")
    assert elsewhere.asked == []


def test_what_was_asked_comes_first_in_the_queue(editor):
    _resource, link = broken("https://stuk.be/x")
    _resource, other = linked("https://prima.be/")
    Link.objects.filter(pk=other.pk).update(due_at=NOON.replace(year=2090), verdict=Verdict.OK)
    answer = editor.post(reverse("admin:links_link_all_now"), {"oordeel": "broken"}, follow=True)
    assert said(answer) == ["1 link staat nu vooraan. Ze worden de komende minuten nagekeken, elke site op haar beurt."]
    link.refresh_from_db()
    other.refresh_from_db()
    assert (link.due_at <= timezone.now(), other.due_at.year) == (True, 2090)
    assert editor.get(reverse("admin:links_link_all_now")).status_code == 403


@pytest.mark.parametrize("number", ["0", "99", "x", "9" * 40])
def test_a_link_that_is_not_there_is_not_found(editor, number):
    assert editor.get(f"{reverse(REPORT)}{number}/change/").status_code == 404


def test_an_unknown_deed_is_refused(editor):
    _resource, link = linked("https://een.be/a")
    assert editor.post(link_page(link), {"_do": "delete"}).status_code == 403


# -- beside the materials ------------------------------------------------------------------------------------------------
def test_materials_show_the_health_of_their_link_in_their_list_and_in_a_fiche(editor, django_assert_num_queries):
    bad, _link = broken("https://stuk.be/x", title="Kapot")
    fiche = FicheFactory(resources=[bad, ResourceFactory(url="", how="Vraag het.")])
    listed = editor.get(reverse("admin:fiches_resource_changelist")).content.decode()
    assert re.findall(r'field-link_health">(?:<span class="badge )?(.*?)(?:</span>)?</td>', listed) == ['bad">stuk', "–"]
    form = editor.get(address("change", fiche)).content.decode()
    assert form.count('<span class="badge bad">link stuk</span>') == 1
    assert opened(editor, fiche)["resources-0-resource"] == bad.pk


# -- as a table --------------------------------------------------------------------------------------------------------
def table(client, kind="csv", **asked) -> list[list[str]]:
    answer = client.get(reverse(f"admin:links_link_export_{kind}"), asked)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_report_goes_out_as_the_table_that_it_shows(editor):
    resource, link = broken("https://stuk.be/", title="Kijkwijzer")
    FicheFactory(title="Samen lezen", resources=[resource], published=True)
    linked("https://goed.be/")
    heads, *rows = table(editor, oordeel=Verdict.BROKEN)
    assert heads == ["Adres", "Oordeel", "Wat we zagen", "Nagekeken", "Staat in", "Op pagina’s"]
    assert [(row[0], row[1], row[4], row[5]) for row in rows] == [
        ("https://stuk.be/", link.get_verdict_display(), "Kijkwijzer", "Samen lezen")
    ]
    assert {row[0] for row in table(editor, oordeel="alle")[1:]} == {"https://stuk.be/", "https://goed.be/"}
    answer = editor.get(reverse("admin:links_link_export_xlsx"), {"oordeel": "alle"})
    assert answer["Content-Disposition"].endswith('.xlsx"') and answer.content[:2] == b"PK"


def test_the_table_is_for_who_sees_the_report(teacher):
    assert teacher.get(reverse("admin:links_link_export_csv")).status_code == 302


@pytest.mark.parametrize("most", [1, 200])
def test_a_long_table_is_asked_in_pieces_and_loses_nothing(editor, monkeypatch, most):
    monkeypatch.setattr("portal.links.report.AT_ONCE", most)
    for place in range(3):
        broken(f"https://stuk.be/{place}")
    assert len(table(editor, oordeel="alle")) == 4
