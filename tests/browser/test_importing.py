"""Reading a document in, in a real browser: an editor sees how far it is, corrects, and gets a draft; also without a script."""

import io
from pathlib import Path

import pytest
from django.urls import reverse
from pptx import Presentation

from fiches.models import Fiche, ImportedDocument
from tests.factories import UserFactory
from tests.machinery.accessibility import problems, watch

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "documents"
DROP = """() => {
  const dataTransfer = new DataTransfer()
  for (const name of ['een.txt', 'twee.txt']) dataTransfer.items.add(new File(['a'], name))
  document.querySelector('.imp-drop').dispatchEvent(new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true}))
}"""
AT_THE_END = """addEventListener('pagehide', () => {
  const bar = document.querySelector('progress')
  sessionStorage.setItem('end', [bar.value, bar.max, document.querySelector('[role=status]').textContent])
})"""


@pytest.fixture
def editor(transactional_db):
    return UserFactory(role="redacteur", name="Rana")


@pytest.fixture
def upload():
    return reverse("admin:fiches_fiche_import")


def long_show() -> dict:
    show = Presentation()
    for number in range(40):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = f"Kop {number}", f"Zin {number}."
    made = io.BytesIO()
    show.save(made)
    return {"name": "lang.pptx", "mimeType": "application/octet-stream", "buffer": made.getvalue()}


def test_an_editor_follows_the_reading_corrects_it_and_gets_a_draft_with_its_report(open_page, editor, upload):
    visit = open_page(reverse("admin:index"), user=editor)
    page = visit.page
    page.click("#content a:text('Fiche uit een document')")
    page.set_input_files("input[type=file]", EXAMPLES / "refused" / "scan.pdf")
    page.click("button:text('Lees het document')")
    page.locator("#fout:visible", has_text="In dit document staat geen tekst.").wait_for()
    assert page.evaluate("[document.activeElement.type, document.querySelector('progress').hidden]") == ["file", True]
    page.set_input_files("input[type=file]", EXAMPLES / "woordenschat.docx")
    page.click("button:text('Lees het document')")
    page.wait_for_url("**/inlezen/*/")
    page.fill("#id_title", "Woorden die blijven")
    page.select_option("#id_deel-2-rubriek", "onderzoek")
    page.locator("button[name=_make]").last.click()
    page.wait_for_url("**/change/")
    fiche = Fiche.objects.get()
    assert page.input_value("#id_title") == fiche.title == "Woorden die blijven"
    page.click(".messagelist a:text('Bekijk het inleesverslag')")
    assert page.locator(".imp-lines li", has_text="Zelf gekozen.").count() > 1
    visit.go(upload)
    page.set_input_files("input[type=file]", EXAMPLES / "woordenschat.docx")
    page.click("button:text('Lees het document')")
    page.wait_for_url("**/inlezen/*/")
    page.locator("button[name=_update]").first.click()
    page.wait_for_url("**/change/")
    assert Fiche.objects.get().title == "Woordenschat in alle vakken"


def test_a_dropped_file_is_chosen_and_a_long_one_is_followed_to_its_last_slide(open_page, editor, upload):
    page = open_page(upload, user=editor).page
    page.evaluate(DROP)
    assert page.evaluate("[...document.querySelector('[type=file]').files].map(file => file.name)") == ["een.txt"]
    assert page.inner_text("#fout") == "Je liet meer dan één bestand los: we nemen het eerste."
    page.set_input_files("input[type=file]", long_show())
    page.evaluate(AT_THE_END)
    page.click("button:text('Lees het document')")
    page.wait_for_url("**/inlezen/*/")
    assert page.evaluate("sessionStorage.getItem('end')") == "40,40,Klaar. Je keuzes openen …"
    assert ImportedDocument.objects.get().parsed["pages"] == 40


def test_without_javascript_a_document_becomes_a_draft_and_a_refusal_is_said(open_page, editor, upload):
    page = open_page(upload, user=editor, java_script=False, tolerant=True).page
    page.set_input_files("input[type=file]", EXAMPLES / "refused" / "geheim.pdf")
    page.click("button:text('Lees het document')")
    assert page.inner_text("#fout").startswith("Dit document is beveiligd met een wachtwoord.")
    page.set_input_files("input[type=file]", EXAMPLES / "samen-lezen.docx")
    page.click("button:text('Lees het document')")
    page.locator("button[name=_make]").first.click()
    assert page.url.endswith(f"/{Fiche.objects.get().pk}/change/")


def test_everybody_can_use_these_pages(open_page, editor, upload):
    visit = watch(open_page(upload, user=editor)).go(upload)
    page = visit.page
    found = problems(visit)
    page.set_input_files("input[type=file]", EXAMPLES / "feedback.pptx")
    page.click("button:text('Lees het document')")
    page.wait_for_url("**/inlezen/*/")
    for address in (page.url, f"{page.url}verslag/"):
        page.goto(address)
        found += problems(visit)
    assert found == []
