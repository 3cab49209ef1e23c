"""Links to a draft for somebody without an account: who makes them, what they show, and when they stop."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.signing import Signer
from django.test import Client

from portal.catalogue.store import store
from portal.operations.management.commands import work
from portal.publishing import preview_links
from portal.publishing.logbook import Act
from portal.publishing.models import PreviewLink
from tests.browser.conftest import picture
from tests.desk import address, cost, opened, said
from tests.factories import FicheFactory, PageFactory, ResourceFactory, SourceFactory, UserFactory
from tests.factories.days import DayFactory, SessionFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


@pytest.fixture
def monday(time_machine):
    """It is Monday; `monday(days=7)` is that much later."""
    time_machine.move_to(MONDAY, tick=False)
    return lambda **later: time_machine.move_to(MONDAY + dt.timedelta(**later), tick=False)


def linked(thing, *, by=None, at=MONDAY, days=7, note="") -> str:
    """The path of a new link to this thing."""
    link = preview_links.make(thing, by=by or UserFactory(name="Rana"), days=days, at=at, note=note)
    return preview_links.address(link).removeprefix(settings.SITE_URL)


def html(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def notice(answer, status) -> str:
    return re.search(r'<h1 id="title">(.*?)</h1>', html(answer, status))[1]


def make(client, thing, **typed):
    return client.post(address("preview", thing), {"days": "7", "note": ""} | typed, follow=True)


# -- what a link shows -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("factory", [FicheFactory, PageFactory, DayFactory, SessionFactory])
def test_a_link_shows_the_draft_to_who_has_no_account(monday, visitor, factory):
    thing = factory(title="Nog niet publiek")
    drawn = html(visitor.get(linked(thing)))
    assert re.search(r"<h1[^>]*>Nog niet publiek</h1>", drawn)
    assert visitor.get(thing.get_absolute_url()).status_code == 404


def test_the_bar_says_that_it_may_change_who_shares_it_and_until_when(monday, visitor):
    drawn = html(visitor.get(linked(FicheFactory(), by=UserFactory(name="Rana"))))
    said = re.sub(r"<[^>]+>", "", re.search(r'<aside class="preview-bar no-print".*?</aside>', drawn)[0])
    assert said == (
        "Voorvertoning: nog niet gepubliceerd Laatst gewijzigd op 23 november 2026, 10:00. Je ziet de tekst zoals hij nu is; "
        "hij kan nog veranderen. Rana deelt dit met jou tot 30 november 2026, 10:00. Geef de link niet verder."
    )


def test_who_reads_sees_no_address_of_a_colleague(monday, visitor, chief_editor):
    fiche = FicheFactory(owner=chief_editor.user)
    chief_editor.post(address("change", fiche), opened(chief_editor, fiche) | {"standfirst": "Anders.", "_continue": "1"})
    path = linked(fiche, by=UserFactory(name="", email="geheim@school.example"))
    assert "school.example" not in html(visitor.get(path))


def test_a_link_shows_the_draft_as_it_stands_when_it_is_opened(monday, visitor, editor):
    fiche = FicheFactory(standfirst="De eerste.", published=True)
    path = linked(fiche)
    assert "De eerste." in html(visitor.get(path))
    editor.post(address("change", fiche), opened(editor, fiche) | {"standfirst": "De tweede.", "_continue": "1"})
    assert "De tweede." in html(visitor.get(path))
    assert "De eerste." in html(visitor.get(fiche.get_absolute_url()))


def test_nothing_of_it_is_kept_or_told_to_anybody(monday, visitor):
    path = linked(FicheFactory())
    for client in (visitor, Client()):
        answer = client.get(path)
        assert answer["Cache-Control"] == "private, no-store"
        assert (answer["X-Robots-Tag"], answer["Referrer-Policy"], answer["X-Frame-Options"]) == (
            "noindex",
            "no-referrer",
            "DENY",
        )
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert "form-action 'none'" in answer["Content-Security-Policy"]
        assert (answer.cookies, answer.get("Vary", "Accept-Encoding"), answer.has_header("ETag")) == (
            {},
            "Accept-Encoding",
            False,
        )
    assert len(store) == 0
    assert '<meta name="robots" content="noindex">' in html(visitor.get(path))


def test_a_link_is_only_read(monday, visitor):
    path = linked(FicheFactory())
    assert [visitor.head(path).status_code, visitor.post(path).status_code] == [200, 405]


def test_somebody_of_the_desk_sees_through_a_link_what_anybody_does(monday, visitor, editor):
    path = linked(FicheFactory())
    assert editor.get(path).content == visitor.get(path).content


# -- when it stops ---------------------------------------------------------------------------------------------------
def test_a_link_works_until_its_moment_and_not_after(monday, visitor):
    path = linked(FicheFactory(), days=7)
    monday(days=6, hours=23, minutes=59)
    assert visitor.get(path).status_code == 200
    monday(days=7)
    answer = visitor.get(path)
    assert notice(answer, 410) == "Deze link is verlopen."
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "no-referrer")


def test_a_revoked_link_shows_nothing_and_the_others_go_on(monday, visitor, editor):
    fiche = FicheFactory()
    one, two = linked(fiche), linked(fiche)
    page = editor.get(address("preview", fiche))
    assert [settings.SITE_URL + path in page.content.decode() for path in (one, two)] == [True, True]
    first = PreviewLink.objects.earliest("pk")
    page = editor.post(address("unlink", fiche, first.pk), follow=True)
    assert said(page) == ["De link is ingetrokken: wie hem opent, ziet niets meer."]
    assert notice(visitor.get(one), 410) == "Deze link werkt niet meer."
    assert visitor.get(two).status_code == 200
    assert settings.SITE_URL + one not in page.content.decode()
    assert said(editor.post(address("unlink", fiche, first.pk), follow=True)) == ["Die link werkte al niet meer."]


def test_a_link_of_another_thing_is_not_revoked_from_here(monday, visitor, editor):
    mine, theirs = FicheFactory(), FicheFactory()
    path = linked(theirs)
    editor.post(address("unlink", mine, PreviewLink.objects.get().pk))
    assert visitor.get(path).status_code == 200


def test_asking_to_revoke_without_a_post_revokes_nothing(monday, visitor, editor):
    fiche = FicheFactory()
    path = linked(fiche)
    editor.get(address("unlink", fiche, PreviewLink.objects.get().pk))
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize(
    "spoil", [lambda token: token[:-1], lambda token: token[1:], lambda token: "x", lambda token: f"{token}.x"]
)
def test_an_address_that_was_not_signed_here_shows_nothing(monday, visitor, spoil):
    path = linked(FicheFactory())
    token = path.split("/")[2]
    assert notice(visitor.get(f"/voorbeeld/{spoil(token)}/"), 404) == "Deze link klopt niet."


def test_a_signature_for_something_else_is_none_for_a_link(monday, visitor):
    linked(FicheFactory())
    link = PreviewLink.objects.get()
    said = {"link": link.pk, "kind": link.content_type_id, "of": link.object_id, "until": int(link.expires.timestamp())}
    for signer in (Signer(sep="."), Signer(sep=".", salt="portal.publishing.preview_links.files")):
        assert visitor.get(f"/voorbeeld/{signer.sign_object(said)}/").status_code == 404
    assert (
        visitor.get(f"/voorbeeld/{Signer(sep='.', salt='portal.publishing.preview_links').sign_object(said)}/").status_code == 200
    )


def test_the_address_cut_off_says_that_it_is_not_whole(visitor):
    assert notice(visitor.get("/voorbeeld/"), 404) == "Deze link klopt niet."


def test_what_was_deleted_or_withdrawn_is_gone(monday, visitor, chief_editor):
    draft, live = FicheFactory(), FicheFactory(published=True)
    paths = [linked(draft), linked(live)]
    chief_editor.post(address("delete", draft), {"post": "yes"})
    chief_editor.post(address("withdraw", live), {"seen": live.edit})
    assert [notice(visitor.get(path), 410) for path in paths] == ["Deze tekst is er niet meer."] * 2


@pytest.mark.parametrize(
    "leave", [lambda user: type(user).objects.filter(pk=user.pk).update(is_active=False), lambda user: user.delete()]
)
def test_the_links_of_who_left_stop(monday, visitor, editor, leave):
    user, fiche = UserFactory(name="Vertrokken"), FicheFactory()
    path = linked(fiche, by=user)
    leave(user)
    assert notice(visitor.get(path), 410) == "Deze link werkt niet meer."
    assert "Vertrokken" not in html(editor.get(address("preview", fiche)))


def test_the_worker_forgets_what_expired_and_nothing_else(monday, visitor):
    short, long = linked(FicheFactory(), days=1), linked(FicheFactory(), days=7)
    assert preview_links.forget in work.DUE
    assert preview_links.forget(MONDAY + dt.timedelta(hours=23)) == 0
    monday(days=1)
    assert [preview_links.forget(MONDAY + dt.timedelta(days=1)) for _turn in range(2)] == [1, 0]
    assert notice(visitor.get(short), 410) == "Deze link is verlopen."
    assert visitor.get(long).status_code == 200


# -- files -----------------------------------------------------------------------------------------------------------
def illustrated(**kwargs):
    return FicheFactory(image=picture(40, 30), image_alt="Een vlak", image_width=40, image_height=30, **kwargs)


def seen(client, path: str) -> tuple[int, bytes]:
    answer = client.get(path)
    return answer.status_code, b"".join(answer)  # read to its end, it closes its file


def files_on(page: str) -> list[str]:
    return re.findall(r'(?:src|href)="(/voorbeeld/[^"]+)"', page)


def test_the_files_of_a_draft_are_seen_through_the_link_and_through_nothing_else(monday, media, visitor):
    guide = ResourceFactory(url="", file=picture(10, 10))
    fiche = illustrated(resources=[guide])
    page = html(visitor.get(linked(fiche)))
    image, document = files_on(page)
    shown = [(media / row.name).read_bytes() for row in (fiche.image, guide.file)]
    assert [seen(visitor, path) for path in (image, document)] == [(200, shown[0]), (200, shown[1])]
    assert [seen(visitor, row.url)[0] for row in (fiche.image, guide.file)] == [404, 404]
    assert fiche.image.url not in re.sub(r'<meta[^>]*>|<script type="application/ld\+json">.*?</script>', "", page)
    name = image.rsplit("/", 1)[0]
    assert seen(visitor, f"{name}/iets-anders.png")[0] == 404


def test_a_file_is_kept_by_nobody(monday, media, visitor):
    answer = visitor.get(files_on(html(visitor.get(linked(illustrated()))))[0])
    assert b"".join(answer)
    assert (answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"]) == (
        "private, no-store",
        "no-referrer",
        "noindex",
    )
    assert not answer.cookies and answer.get("Vary", "Accept-Encoding") == "Accept-Encoding"


def test_the_address_of_a_file_works_as_long_as_its_link(monday, media, visitor, editor):
    fiche = illustrated()
    image = files_on(html(visitor.get(linked(fiche, days=1))))[0]
    other = linked(fiche, days=1).split("/")[2]
    _empty, _voorbeeld, _token, rest = image.split("/", 3)
    assert seen(visitor, f"/voorbeeld/{other}/{rest}")[0] == 404  # signed for the other link
    editor.post(address("unlink", fiche, PreviewLink.objects.earliest("pk").pk))
    assert seen(visitor, image)[0] == 410
    again = files_on(html(visitor.get(f"/voorbeeld/{other}/")))[0]
    assert seen(visitor, again)[0] == 200
    monday(days=1)
    assert seen(visitor, again)[0] == 410


def test_a_session_shows_its_files_too(monday, media, visitor):
    session = SessionFactory(materials=[ResourceFactory(url="", file=picture(10, 10))])
    assert [seen(visitor, path)[0] for path in files_on(html(visitor.get(linked(session))))] == [200]


# -- who makes them --------------------------------------------------------------------------------------------------
def test_an_editor_makes_a_link_sees_it_listed_and_it_works(monday, editor, visitor):
    fiche = FicheFactory()
    page = make(editor, fiche, days="30", note="Voor Jan van de school")
    assert said(page) == ["De link staat klaar. Kopieer hem en stuur hem door."]
    shown = page.content.decode()
    url = re.search(r'readonly[^>]*value="([^"]+)"', shown)[1]
    assert url.startswith(settings.SITE_URL) and visitor.get(url.removeprefix(settings.SITE_URL)).status_code == 200
    assert "Tot 23 december 2026, 10:00: Voor Jan van de school" in shown and "door Redacteur" in shown


def test_making_and_revoking_is_in_the_log_and_for_whom_is_not(monday, editor):
    fiche = FicheFactory()
    make(editor, fiche, note="Voor Jan van de school")
    editor.post(address("unlink", fiche, PreviewLink.objects.get().pk))
    lines = LogEntry.objects.filter(action_flag__in=[Act.LINK_MADE, Act.LINK_REVOKED]).order_by("pk")
    assert [(line.user, line.change_message) for line in lines] == [
        (editor.user, "Link naar de voorvertoning gemaakt: werkt tot 30 november 2026, 10:00"),
        (editor.user, "Link naar de voorvertoning ingetrokken"),
    ]


@pytest.mark.parametrize(("person", "status"), [("organiser", 403), ("teacher", 302), ("visitor", 302)])
def test_nobody_else_makes_or_revokes_one(request, monday, person, status):
    client, fiche = request.getfixturevalue(person), FicheFactory()
    path = linked(fiche)
    urls = [address("preview", fiche), address("unlink", fiche, PreviewLink.objects.get().pk)]
    assert [client.post(url, {"days": "7"}).status_code for url in urls] == [status] * 2
    assert (PreviewLink.objects.count(), client.get(path).status_code) == (1, 200)


@pytest.mark.parametrize("days", ["", "2", "365", "x", "-1"])
def test_another_number_of_days_is_refused_and_the_note_stays(monday, editor, days):
    fiche = FicheFactory()
    page = make(editor, fiche, days=days, note="Voor Jan")
    assert page.context["form"].errors == {"days": ["Kies hoe lang de link werkt."]}
    assert ('value="Voor Jan"' in page.content.decode(), PreviewLink.objects.count()) == (True, 0)


@pytest.mark.parametrize(("most", "offered"), [(30, [1, 7, 30]), (29, [1, 7]), (1, [1]), (0, None)])
def test_the_installation_says_how_long_a_link_may_work(monday, settings, editor, most, offered):
    settings.PREVIEW_DAYS = most
    page = editor.get(address("preview", FicheFactory()))
    form = page.context["form"]
    assert (form and [days for days, _label in form.fields["days"].choices]) == offered
    assert make(editor, FicheFactory(), days="30").status_code == 200
    assert PreviewLink.objects.count() == (1 if most == 30 else 0)


def test_a_withdrawn_text_gets_no_link(monday, chief_editor):
    fiche = FicheFactory(published=True)
    chief_editor.post(address("withdraw", fiche), {"seen": fiche.edit})
    assert "Bewaar eerst een nieuw klad" in chief_editor.get(address("preview", fiche)).content.decode()
    make(chief_editor, fiche)
    assert PreviewLink.objects.count() == 0


def test_there_is_an_end_to_the_links_of_one_text(monday, editor):
    fiche = FicheFactory()
    user = UserFactory()
    for _turn in range(preview_links.MOST):
        linked(fiche, by=user)
    page = make(editor, fiche)
    assert page.context["form"].non_field_errors()[0].startswith("Er werken al 20 links naar deze tekst.")
    assert PreviewLink.objects.count() == preview_links.MOST


# -- what it costs ---------------------------------------------------------------------------------------------------
def test_a_link_costs_one_drawing_however_much_stands_on_the_page(monday, visitor):
    paths = [
        linked(FicheFactory(resources=ResourceFactory.create_batch(count), sources=SourceFactory.create_batch(count)))
        for count in (1, 3)
    ]
    visitor.get(paths[0])
    costs = [cost(lambda path=path: visitor.get(path)) for path in paths]
    assert costs[0] == costs[1] <= 25


def test_what_was_not_signed_here_costs_nothing(monday, visitor):
    visitor.get("/voorbeeld/x/")
    assert cost(lambda: visitor.get("/voorbeeld/nooit.gezien/")) <= 1  # the footer of the page that says so


def test_the_list_of_links_costs_the_same_for_one_as_for_three(monday, editor):
    one, three = FicheFactory(), FicheFactory()
    for thing, count in ((one, 1), (three, 3)):
        for _turn in range(count):
            linked(thing)
    editor.get(address("preview", one))
    costs = [cost(lambda thing=thing: editor.get(address("preview", thing))) for thing in (one, three)]
    assert costs[0] == costs[1]
