"""A material from its address: reused when it exists, else as far as its page says."""

import pytest
from django.urls import reverse

from fiches.models import Resource
from fiches.pasting import PasteRefused, kind_of, pasted, provider_of
from portal.links.pages import Said, read
from portal.shared import merge
from portal.taxonomy.models import Organisation
from tests.desk import as_typed, said
from tests.factories import OrganisationFactory, ResourceFactory

pytestmark = pytest.mark.django_db
PAGE = "admin:fiches_resource_from_address"


def html(*head: str, lang: str = ' lang="nl-BE"') -> tuple[int, dict, bytes]:
    page = f"<!doctype html><html{lang}><head>{''.join(head)}</head><body><h1>Kop</h1></body></html>"
    return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()


# -- what a page says of itself --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("head", "title"),
    [
        (["<title>Begrijpend lezen | Leerpunt</title>", '<meta property="og:site_name" content="Leerpunt">'], "Begrijpend lezen"),
        (["<title>Leerpunt - Begrijpend lezen</title>", '<meta property="og:site_name" content="leerpunt">'], "Begrijpend lezen"),
        (["<title>Begrijpend lezen | Iets anders</title>"], "Begrijpend lezen | Iets anders"),
        (["<title>x</title>", '<meta property="og:title" content="Wat &amp; hoe">'], "Wat & hoe"),
        (["<title>\n  Veel   \n ruimte </title>"], "Veel ruimte"),
        ([], "Kop"),
    ],
)
def test_the_title_of_a_page_comes_without_the_name_of_its_site(elsewhere, head, title):
    elsewhere.answers["/p"] = html(*head)
    assert read(elsewhere.url("/p")).title == title


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        (' lang="nl-BE"', "", "nl"),
        (' lang="EN"', "", "en"),
        ("", '<meta property="og:locale" content="fr_BE">', "fr"),
        ("", "", ""),
    ],
)
def test_the_language_of_a_page_is_what_it_says(elsewhere, lang, head, language):
    elsewhere.answers["/p"] = html(head, lang=lang)
    assert read(elsewhere.url("/p")).language == language


def test_of_a_file_only_its_name_and_kind_are_known(elsewhere):
    found = read(elsewhere.url("/pdf/Leidraad_begrijpend-lezen.pdf"))
    assert (found.title, found.media) == ("Leidraad begrijpend lezen", "application/pdf")


@pytest.mark.parametrize("path", ["/nonsense-charset", "/bomb", "/bad-gzip", "/huge", "/endless"])
def test_a_page_in_a_mess_is_read_as_far_as_it_goes(elsewhere, path):
    found = read(elsewhere.url(path))
    assert (found.fault, "\x00" in found.title) == ("", False)
    assert found.title == {"/nonsense-charset": "Caf� �!", "/bomb": "x", "/huge": "Groot"}.get(path, "")


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/404", "niet gevonden"),
        ("/410", "weg, zegt de site zelf"),
        ("/500", "de site geeft een fout"),
        ("/behind-login", "vraagt om aan te melden: geen fout"),
        ("/401", "vraagt om aan te melden: geen fout"),
        ("/loop", "blijft in een kring doorsturen"),
        ("/reset", "de site neemt geen verbinding aan"),
        ("/to-metadata", "ligt op een besloten netwerk: de meeste lezers kunnen er niet bij"),
        ("/nonsense", "geeft een antwoord dat geen webpagina is"),
    ],
)
def test_a_page_that_cannot_be_read_says_why_and_the_address_is_kept(elsewhere, path, fault):
    found = pasted(elsewhere.url(path))
    assert (found.fault, found.title, found.url) == (fault, "", elsewhere.url(path))


# -- what follows from it ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("url", "page", "kind"),
    [
        ("https://youtu.be/7TBDKXSMzPU", Said(), "video"),
        ("https://een.be/film", Said(about="video.other"), "video"),
        ("https://een.be/a.pdf", Said(), "document"),
        ("https://een.be/a", Said(media="application/pdf"), "document"),
        ("https://een.be/leidraad.pdf", Said(), "leidraad"),
        ("https://een.be/a", Said(title="Toolkit voor leraren", media="text/html"), "toolkit"),
        ("https://een.be/a", Said(title="Iets", media="text/html"), "webpagina"),
        ("https://een.be/a", Said(fault="antwoordt niet op tijd"), "webpagina"),
    ],
)
def test_the_kind_is_guessed(url, page, kind):
    assert kind_of(url, page) == kind


def test_the_provider_is_whose_site_it_is():
    known = {
        url: OrganisationFactory(name=name, url=url)
        for name, url in (
            ("Leerpunt", "https://www.leerpunt.be/over"),
            ("Leerpunt Labo", "https://labo.leerpunt.be"),
            ("Filmers", "https://www.youtube.com/@filmers"),
        )
    }
    merged = OrganisationFactory(name="Oud", url="https://oud.be")
    merge(merged, known["https://www.leerpunt.be/over"])
    found = [
        provider_of(url, Said(site=site_name))
        for url, site_name in (
            ("https://leerpunt.be/x", ""),
            ("https://labo.leerpunt.be/x", ""),
            ("https://nietleerpunt.be/x", ""),
            ("https://www.youtube.com/watch?v=1", "YouTube"),
            ("https://elders.be/", "LEERPUNT"),
            ("https://oud.be/", ""),
        )
    ]
    assert [row and row.name for row in found] == ["Leerpunt", "Leerpunt Labo", None, None, "Leerpunt", None]


def test_a_material_that_exists_is_recognised_however_its_address_is_written(elsewhere):
    known = ResourceFactory(url="https://www.een.be/pad/?b=2&a=1")
    gone = ResourceFactory(url="https://twee.be/")
    merge(gone, known)
    assert pasted("http://een.be/pad?a=1&b=2&utm_source=nieuwsbrief#stuk").existing == [known]
    assert elsewhere.asked == []  # and nobody was asked
    assert pasted(elsewhere.url("/404")).existing == []


@pytest.mark.parametrize("typed", ["", "geen adres", "ftp://een.be/x", "javascript:alert(1)"])
def test_what_is_no_address_is_refused_in_a_sentence(typed):
    with pytest.raises(PasteRefused, match="Dit is geen webadres. Het begint met https:// of http://."):
        pasted(typed)


# -- on the desk -------------------------------------------------------------------------------------------------------------
def test_without_javascript_an_address_leads_to_a_form_that_is_filled_in(editor, elsewhere):
    OrganisationFactory(name="Kenniscentrum", url=elsewhere.url("/"))
    elsewhere.answers["/p"] = html("<title>Toolkit lezen</title>", lang=' lang="fr"')
    form = editor.post(reverse(PAGE), {"address": elsewhere.url("/p")}, follow=True)
    assert said(form) == ["Ingevuld vanaf de pagina: titel, soort, taal, aanbieder. Kijk het na en bewaar."]
    typed = as_typed(form)
    provider = Organisation.objects.get(name="Kenniscentrum")
    wanted = {
        "title": "Toolkit lezen",
        "kind": "toolkit",
        "language": "fr",
        "url": elsewhere.url("/p"),
        "provider": str(provider.pk),
    }
    assert {name: str(typed[name]) for name in wanted} == wanted
    editor.post(reverse("admin:fiches_resource_add"), typed)
    assert Resource.objects.get().url == elsewhere.url("/p")


def test_a_page_that_cannot_be_read_leads_to_the_form_with_the_address_alone(editor, elsewhere):
    form = editor.post(reverse(PAGE), {"address": elsewhere.url("/500")}, follow=True)
    assert said(form) == ["We konden deze pagina niet lezen: de site geeft een fout. Vul de velden zelf in."]
    assert as_typed(form)["url"] == elsewhere.url("/500")


def test_an_existing_material_is_offered_and_a_new_one_only_when_it_is_wanted(editor, elsewhere):
    known = ResourceFactory(title="Kijkwijzer", url=elsewhere.url())
    page = editor.post(reverse(PAGE), {"address": elsewhere.url("/fine/")})
    assert "Dit materiaal bestaat al" in page.content.decode()
    assert reverse("admin:fiches_resource_change", args=[known.pk]) in page.content.decode()
    form = editor.post(reverse(PAGE), {"address": elsewhere.url("/fine/"), "_anyway": "1"}, follow=True)
    assert as_typed(form)["url"] == elsewhere.url("/fine/")


def test_forms_get_the_same_as_json(editor, elsewhere):
    elsewhere.answers["/p"] = html("<title>Les &quot;een&quot;</title>")
    asked = {"headers": {"Accept": "application/json"}}
    answer = editor.post(reverse(PAGE), {"address": elsewhere.url("/p")}, **asked).json()
    assert answer == {
        "existing": [],
        "values": {"url": elsewhere.url("/p"), "title": 'Les "een"', "kind": "webpagina", "language": "nl"},
        "provider": "",
        "read": True,
        "said": "Ingevuld vanaf de pagina: titel, soort, taal. Kijk het na en bewaar.",
    }
    known = ResourceFactory(title="Kijkwijzer", url=elsewhere.url("/p"))
    answer = editor.post(reverse(PAGE), {"address": elsewhere.url("/p")}, **asked).json()
    assert [row["id"] for row in answer["existing"]] == [known.pk]
    assert editor.post(reverse(PAGE), {"address": "x y"}, **asked).json() == {
        "fault": "Dit is geen webadres. Het begint met https:// of http://."
    }


def test_a_slip_of_the_keyboard_keeps_what_was_typed(editor):
    page = editor.post(reverse(PAGE), {"address": "niet zo"}).content.decode()
    assert ("Dit is geen webadres." in page, 'value="niet zo"' in page) == (True, True)


def test_only_who_may_add_materials_asks_and_only_with_a_token(visitor, teacher, editor, elsewhere):
    from django.test import Client

    for client in (visitor, teacher):
        assert client.post(reverse(PAGE), {"address": elsewhere.url()}).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor.user)
    assert strict.post(reverse(PAGE), {"address": elsewhere.url()}).status_code == 403
    group = editor.user.groups.get()
    group.permissions.remove(group.permissions.get(codename="add_resource"))
    assert editor.post(reverse(PAGE), {"address": elsewhere.url()}).status_code == 403
    assert elsewhere.asked == []


def test_the_guard_stands_before_what_editors_paste(editor, stranger):
    form = editor.post(reverse(PAGE), {"address": stranger.url()}, follow=True)
    assert "We konden deze pagina niet lezen" in said(form)[0]
    assert stranger.asked == []
