"""Every kind of bad input gets a clean page with the right status, never a 500."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from portal.publishing.workflow import take
from tests.factories import NOON, FicheFactory, PageFactory, ResourceFactory, SourceFactory

pytestmark = pytest.mark.django_db

LISTS = ["/fiches/", "/themas/geinformeerde-praktijken/", "/materialen/", "/bronnen/", "/zoeken/"]
OTHERS = ["/robots.txt", "/health/"]
NONSENSE = [
    "thema=bestaat-niet",
    "thema=&thema=&thema=motivatie",
    "pagina=0",
    "pagina=-1",
    "pagina=999999999999999999999",
    "pagina=twee",
    "pagina=1&pagina=2",
    "sorteer=omgekeerd",
    "q=%00",
    "q=a%00b&thema=%00",
    "q=" + "x" * 5000,
    "q=" + "woord+" * 500,
    "q=%22%27%28%29%5B%5D%3A*%25_%5C",
    "q=GO!+PBD-GO!+thema%27s+%F0%9F%98%80",
    "q=%FF%FE",
    "soort=raket&toegang[]=1&niveau=" + "a" * 3000,
    "=&&&;",
]


@pytest.fixture(autouse=True)
def something_public():
    FicheFactory(published=True, resources=[ResourceFactory()], sources=[SourceFactory()])


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["whole", "part"])
def test_nonsense_in_the_address_is_left_out(visitor, headers):
    asked = [f"{path}?{query}" for path in LISTS for query in NONSENSE]
    assert [url for url in asked if visitor.get(url, headers=headers).status_code != 200] == []


UNKNOWN = [
    "/bestaat-niet/",
    "/fiches/bestaat-niet/",
    "/themas/bestaat-niet/",
    "/materialen/x/",
    "/bronnen/x/",
    "/fiches/a%00b/",
    "/%00/",
    "/media/%00",
    "/media/../portal/settings.py",
    "/fiches/" + "x" * 3000 + "/",
    "/sitemap-niets.xml",
    "/fiches/é/",
]


def test_an_unknown_address_is_a_helpful_404(visitor):
    answers = {path: visitor.get(path).status_code for path in UNKNOWN}
    assert answers == dict.fromkeys(UNKNOWN, 404)
    assert visitor.get("/beheer/x/%00/", follow=True).status_code == 200  # whoever is not signed in is asked to


def test_reading_pages_take_no_other_method():
    asked = [(method, path) for method in ("post", "put", "delete", "patch") for path in ["/", *LISTS, *OTHERS, "/sitemap.xml"]]
    assert [one for one in asked if getattr(Client(), one[0])(one[1]).status_code != 405] == []


def test_head_answers_like_get_without_a_body(visitor):
    answers = {path: visitor.head(path) for path in ["/", *LISTS, *OTHERS]}
    assert [path for path, answer in answers.items() if (answer.status_code, answer.content) != (200, b"")] == []


def test_a_page_number_out_of_range_gets_the_nearest_page(visitor):
    FicheFactory.create_batch(21, published=True)
    assert visitor.get("/fiches/?pagina=99").content == visitor.get("/fiches/?pagina=2").content


def test_an_address_without_its_last_slash_leads_to_the_page(visitor):
    answer = visitor.get("/fiches")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/fiches/")


def test_an_address_cut_off_at_a_slash_is_still_a_page(visitor):
    assert {visitor.get(path).status_code for path in ("/fiches/", "/themas/", "/materialen/", "/bronnen/")} == {200}


def test_a_withdrawn_page_says_so_and_helps_on(visitor):
    page = PageFactory(title="Oude afspraken", published=True)
    take(page, "withdraw", seen=page.edit, at=NOON)
    answer = visitor.get(page.get_absolute_url())
    text = answer.content.decode()
    assert (answer.status_code, "Oude afspraken" in text, 'action="/zoeken/"' in text, "noindex" in text) == (
        410,
        True,
        True,
        True,
    )


def test_a_form_without_its_token_gets_a_sentence_instead_of_an_error():
    answer = Client(enforce_csrf_checks=True).post("/beheer/login/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "<h1" in answer.content.decode()


def test_the_page_for_our_own_mistakes_needs_nothing(visitor, rf):
    from portal.website.views.errors import bad_request, server_error

    assert [server_error(rf.get("/")).status_code, bad_request(rf.get("/")).status_code] == [500, 400]


def test_an_unknown_host_is_refused_with_our_own_page():
    answer = Client(HTTP_HOST="kwaad.example").get("/")
    assert (answer.status_code, b"<h1" in answer.content) == (400, True)


@pytest.mark.parametrize("title", ["ICT", "Een titel van precies honderdzestig tekens die nog net past " + "x" * 99])
def test_titles_of_three_and_of_160_characters_have_a_page(visitor, title):
    fiche = FicheFactory(title=title[:160], published=True)
    assert title[:160] in visitor.get(fiche.get_absolute_url()).content.decode()


def test_a_fiche_without_anything_optional_leaves_no_holes(visitor):
    fiche = FicheFactory(published=True)
    page = visitor.get(fiche.get_absolute_url()).content.decode()
    for leftover in ("None", "<li></li>", "<dd></dd>", 'href=""', 'src=""', "<p></p>"):
        assert leftover not in page.replace("display:none", "")


def test_a_posted_form_meets_the_method_before_its_token():
    client = Client(enforce_csrf_checks=True)
    fiche = FicheFactory(published=True)
    assert [client.post(url).status_code for url in ("/", "/fiches/", fiche.get_absolute_url())] == [405, 405, 405]


def test_an_unknown_host_gets_no_kept_page_either(visitor):
    assert visitor.get("/").status_code == 200
    assert Client(HTTP_HOST="kwaad.example").get("/").status_code == 400


def test_the_sitemap_tells_the_address_of_the_site_whatever_was_asked():
    assert b"http://127.0.0.1:8000/sitemap-alles.xml" in Client(HTTP_HOST="localhost").get("/sitemap.xml").content


@pytest.mark.parametrize("slug", ["fiches", "zoeken", "beheer", "media", "static", "studiedagen"])
def test_a_page_cannot_take_an_address_that_has_another_use(slug):
    page = PageFactory.build(slug=slug)
    with pytest.raises(ValidationError, match="andere bestemming"):
        page.clean()
