"""Link health in a real browser, and a material from its address, with and without JavaScript."""

import pytest
from django.urls import reverse

from fiches.models import Fiche, Resource
from portal.links.health import ignore
from portal.links.models import Link
from portal.taxonomy.models import Organisation
from tests.factories import NOON, FicheFactory, ResourceFactory, UserFactory
from tests.factories.links import broken, linked
from tests.machinery.accessibility import problems, watch

ADDRESS = "admin:fiches_resource_from_address"


@pytest.fixture
def writer(transactional_db):
    return UserFactory(role="redacteur", name="Rana")


def test_the_pages_on_links_can_be_read_by_everybody(open_page, writer):
    bad, link = broken("https://stuk.be/een-heel-lang-adres-dat-nergens-gebroken-kan-worden-want-het-heeft-geen-spaties")
    _resource, shelved = linked("https://negeer.be/")
    ignore(shelved, because="Alleen op school.", by=writer, at=NOON)
    fiche = FicheFactory(resources=[bad], published=True)
    urls = [reverse("admin:links_link_changelist"), f"{reverse('admin:links_link_changelist')}?per=pagina&oordeel=alle"]
    urls += [reverse("admin:links_link_change", args=[pk]) for pk in (link.pk, shelved.pk)]
    urls += [reverse("admin:links_link_replace", args=[link.pk]), reverse(ADDRESS), reverse("admin:fiches_resource_add")]
    urls += [reverse("admin:fiches_resource_changelist"), reverse("admin:fiches_fiche_change", args=[fiche.pk])]
    urls += [fiche.get_absolute_url(), bad.get_absolute_url(), "/materialen/"]
    visit = watch(open_page(urls[0], user=writer, tolerant=True))
    found = {url: (visit.go(url).status, problems(visit)) for url in urls}
    assert found == dict.fromkeys(urls, (200, []))


def test_a_link_is_replaced_everywhere_with_the_keyboard_and_without_javascript(open_page, writer, elsewhere):
    ResourceFactory(url=elsewhere.url("/404"), title="Kijkwijzer")
    page = open_page(reverse("admin:links_link_changelist"), user=writer, java_script=False).page
    page.get_by_role("link", name="Vervang overal: Kijkwijzer").press("Enter")
    page.fill("#new", elsewhere.url("/fine"))
    page.press("#new", "Enter")
    assert page.inner_text("[role=status]") == "Het nieuwe adres: werkt."
    page.get_by_role("button", name="Vervang op 1 plaats").press("Enter")
    assert page.inner_text(".messagelist li") == "Vervangen op 1 plaats."
    assert Resource.objects.get().url == elsewhere.url("/fine")


def test_pasting_an_address_fills_the_form_of_a_new_material(open_page, writer, elsewhere):
    Organisation.objects.create(name="Kenniscentrum", url=elsewhere.url("/"))
    elsewhere.answers["/p"] = (200, {"Content-Type": "text/html"}, b"<html lang=en><title>Toolkit reading</title>")
    page = open_page(reverse("admin:fiches_resource_add"), user=writer).page
    page.fill("#plak", elsewhere.url("/p"))
    page.press("#plak", "Enter")
    page.get_by_text("Ingevuld vanaf de pagina: titel, soort, taal, aanbieder. Kijk het na en bewaar.").wait_for()
    shown = {name: page.input_value(f"#id_{name}") for name in ("title", "slug", "kind", "url", "language")}
    wanted = {
        "title": "Toolkit reading",
        "slug": "toolkit-reading",
        "kind": "toolkit",
        "url": elsewhere.url("/p"),
        "language": "en",
    }
    assert shown == wanted
    assert page.inner_text(".field-provider .select2-selection__rendered").strip().endswith("Kenniscentrum")
    page.click("[name=_save]")
    assert (Resource.objects.get().title, Resource.objects.get().provider.name) == ("Toolkit reading", "Kenniscentrum")


def test_a_page_that_cannot_be_read_never_blocks_and_typed_words_stay(open_page, writer, elsewhere):
    page = open_page(reverse("admin:fiches_resource_add"), user=writer).page
    page.fill("#id_title", "Mijn titel")
    page.fill("#plak", elsewhere.url("/500"))
    page.click("form[data-paste] button")
    page.get_by_text("We konden deze pagina niet lezen: de site geeft een fout. Vul de velden zelf in.").wait_for()
    assert (page.input_value("#id_title"), page.input_value("#id_url")) == ("Mijn titel", elsewhere.url("/500"))


def test_an_address_pasted_in_a_fiche_reuses_the_material_or_makes_it(open_page, writer, elsewhere):
    known = ResourceFactory(title="Kijkwijzer", url=elsewhere.url("/fine"))
    elsewhere.answers["/p"] = (200, {"Content-Type": "text/html"}, b"<html lang=nl><title>Leidraad lezen</title>")
    fiche = FicheFactory()
    page = open_page(reverse("admin:fiches_fiche_change", args=[fiche.pk]), user=writer).page
    page.fill("#plak", elsewhere.url("/fine/?utm_source=mail"))
    page.press("#plak", "Enter")
    take = page.get_by_role("button", name="Zet “Kijkwijzer” in de fiche")
    take.press("Enter")
    assert page.inner_text("#resources-group .paste-said") == "“Kijkwijzer” staat onderaan de materialen."
    page.fill("#plak", elsewhere.url("/fine"))
    page.press("#plak", "Enter")
    page.get_by_text("“Kijkwijzer” staat al in deze fiche.").wait_for()

    page.fill("#plak", elsewhere.url("/p"))
    page.press("#plak", "Enter")
    with page.expect_popup() as opening:
        page.get_by_role("button", name="Maak “Leidraad lezen”").click()
    popup = opening.value
    popup.wait_for_selector("#id_title")
    assert (popup.input_value("#id_title"), popup.input_value("#id_kind")) == ("Leidraad lezen", "leidraad")
    with popup.expect_event("close"):
        popup.click("[name=_save]")
    page.click("button[name=_continue]")
    assert [str(row) for row in Fiche.objects.get().resources.all()] == ["Kijkwijzer", "Leidraad lezen"]
    assert Resource.objects.get(pk=known.pk).uses.count() == 1
    assert Link.objects.in_use().count() == 2


def test_without_javascript_an_address_leads_to_the_filled_form(open_page, writer, elsewhere):
    elsewhere.answers["/p"] = (200, {"Content-Type": "text/html"}, b"<html lang=nl><title>Leidraad lezen</title>")
    page = open_page(reverse("admin:fiches_resource_add"), user=writer, java_script=False).page
    page.fill("#plak", elsewhere.url("/p"))
    page.click("form.paste button")
    assert (page.input_value("#id_title"), page.input_value("#id_kind")) == ("Leidraad lezen", "leidraad")
