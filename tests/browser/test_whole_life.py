"""The whole life of a fiche: two editors and a reviewer, a form that is killed in the middle, a reader without an account."""

from urllib.parse import urlsplit

from django.urls import reverse

from fiches.models import Fiche
from portal.letters.models import Letter
from tests.browser.test_lost_work import KEPT, beat, until, write_in
from tests.factories import ResourceFactory, UserFactory

LEAD = "Samen hardop lezen helpt elke leerling vooruit, ook wie thuis een andere taal spreekt, als je het elke week rustig doet."


def form_of(fiche) -> str:
    return reverse("admin:fiches_fiche_change", args=[fiche.pk])


def said(page) -> str:
    return " ".join(page.locator(".messagelist li").all_inner_texts())


def step(page, name: str):
    with page.expect_navigation():
        page.click(f"#stappen button[value={name}]")


def save(page):
    with page.expect_navigation():
        page.click("#stappen button[name=_continue]")


def remark(page, text: str):
    """Say something with the next step."""
    page.evaluate("document.querySelector('#id__comment').closest('details').open = true")
    page.fill("#id__comment", text)


def begin(page):
    """What a writer types first."""
    page.fill("#id_title", "Samen hardop lezen")
    page.fill("#id_standfirst", LEAD)
    page.fill("#id_points", "Lees elke week.\nLees hardop.\nPraat erover.")
    page.click(".field-themes .select2-selection")
    page.keyboard.type("leeson")
    page.locator(".select2-results__option", has_text="Leesonderwijs").click()
    write_in(page, 0, "Je leest samen een tekst en je praat erover.")


def test_from_a_lost_draft_to_a_fiche_that_is_read_kept_fresh_and_withdrawn(open_page, transactional_db):
    rana, an = (UserFactory(role="redacteur", name=name) for name in ("Rana", "An"))
    emiel = UserFactory(role="eindredacteur", name="Emiel", email="emiel@school.example")
    ResourceFactory(title="Kijkwijzer lezen")
    add = reverse("admin:fiches_fiche_add")

    page = open_page(add, user=rana).page  # it is typed, and dies before it was ever saved
    begin(page)
    page.wait_for_selector(KEPT)
    until(page, "!Object.keys(localStorage).some(key => key.startsWith('klad:'))")
    page.context.close()
    assert not Fiche.objects.exists()

    visit = open_page(add, user=rana)
    page = visit.page
    page.click(".kept-offers a.btn")
    assert page.input_value("#id_title") == "Samen hardop lezen"
    write_in(page, 1, "Onderzoek laat zien dat praten over teksten helpt.")
    page.click("#resources-group .add-row a")
    page.click("#resources-0 .select2-selection")
    page.keyboard.type("Kijkwijzer")
    page.locator(".select2-results__option", has_text="Kijkwijzer lezen").click()
    save(page)
    fiche = Fiche.objects.get()
    assert (fiche.owner, fiche.sections.count(), fiche.resources.count()) == (rana, 2, 1)

    second = open_page(form_of(fiche), user=an).page  # a colleague works on it at the same time
    beat(second)
    second.fill("#id_standfirst", LEAD.replace("vooruit", "verder"))
    save(second)
    write_in(page, 0, " Iedereen doet mee.")
    beat(page)
    page.wait_for_selector("#kept-live:has-text('An bewaarde dit intussen ook')")
    step(page, "submit")  # it waits: somebody else was first
    fiche.refresh_from_db()
    assert fiche.status == "draft" and "Iedereen doet mee." not in fiche.sections.get(rubriek="betekenis").text
    assert "verder" in page.input_value("#id_standfirst")  # what only she changed stands in the form already
    save(page)
    assert "Iedereen doet mee." in fiche.sections.get(rubriek="betekenis").text

    step(page, "submit")  # no date of review yet: the checklist is red
    assert "Kies tegen wanneer iemand nakijkt of dit nog klopt." in said(page)
    page.click("#checklist a:text('Nazicht')")
    page.keyboard.type("31-12-2099")
    page.click("#stappen details:has(.readers) summary")
    page.check("#stappen .readers label:has-text('Emiel') input")
    step(page, "submit")
    assert "“Samen hardop lezen” wacht nu op review. Gevraagd om na te lezen: Emiel." in said(page)
    assert [(letter.to, letter.kind) for letter in Letter.objects.all()] == [(emiel.email, Letter.objects.get().kind)]

    reading = open_page(form_of(fiche), user=emiel).page
    assert "Rana vroeg je op" in reading.inner_text(".review")
    step(reading, "return")
    assert Fiche.objects.get().status == "review"  # he has to say why
    remark(reading, "Zeg ook hoe lang je leest.")
    step(reading, "return")
    visit.go(form_of(fiche))
    assert "Emiel stuurde dit terug op" in page.inner_text(".review")
    assert "Zeg ook hoe lang je leest." in page.inner_text(".review")
    write_in(page, 0, " Een kwartier is genoeg.")
    step(page, "submit")

    visit.go(reverse("admin:fiches_fiche_preview", args=[fiche.pk]))  # somebody without an account may look
    page.click("text=Maak een link")
    address = page.locator(".pv-address input").input_value()
    stranger = open_page(urlsplit(address).path)
    assert stranger.status == 200 and "Een kwartier is genoeg." in stranger.page.content()
    assert open_page(fiche.get_absolute_url(), tolerant=True).status == 404

    reading.goto(visit.base + form_of(fiche))
    step(reading, "approve")
    step(reading, "publish")
    reader = open_page(fiche.get_absolute_url())
    assert reader.page.inner_text("h1") == "Samen hardop lezen"
    assert "Kijkwijzer lezen" in reader.page.inner_text("main")

    visit.go(form_of(fiche))  # the next draft is not for readers yet
    page.fill("#id_standfirst", LEAD.replace("Samen", "Met z'n allen"))
    save(page)
    assert "het klad is nieuwer" in page.inner_text(".d-strip")
    assert "allen" not in reader.go(fiche.get_absolute_url()).page.inner_text("main")
    page.click("text=Bekijk verschil >> nth=0")
    assert "Samen" in page.inner_text(".diff del") and "Met z'n allen" in page.inner_text(".diff ins")

    reading.goto(visit.base + reverse("admin:fiches_fiche_withdraw", args=[fiche.pk]))
    reading.click("#content form [type=submit]")
    gone = open_page(fiche.get_absolute_url(), tolerant=True)
    assert gone.status == 410
    history = reading.goto(visit.base + reverse("admin:fiches_fiche_history", args=[fiche.pk])).text()
    for words in ("Ter review gestuurd", "Teruggezet naar klad", "Goedgekeurd", "Gepubliceerd", "Ingetrokken"):
        assert words in history
