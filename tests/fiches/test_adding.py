"""Bronnen toevoegen: look first, keep the good ones, never write over what somebody typed unless asked."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import strip_tags

from fiches import adding
from fiches.citations.entries import Entry
from fiches.models import Source
from portal.shared import merge
from tests.desk import cost
from tests.factories import SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
URL = "/beheer/fiches/source/toevoegen/"
BOOK = {"type": "book", "title": "Een boek", "author": [{"family": "Maes", "given": "J."}], "issued": {"date-parts": [[2020]]}}


def looked(client, *items, **typed):
    return client.post(URL, {"text": json.dumps(items), **typed} if items else typed)


def kinds(page):
    return [told["one"].kind for told in page.context["found"]]


def as_shown(page):
    """What the browser would post from the overview as it stands."""
    typed = {"state": page.context["state"]}
    for told in page.context["found"]:
        if told["one"].kind == "new" and told["ticked"]:
            typed[f"neem-{told['one'].number}"] = "1"
        typed |= {field["name"]: "nieuw" if field["take"] else "is" for field in told["fields"]}
    return typed


def confirmed(client, page, **chosen):
    return client.post(URL, as_shown(page) | chosen)


def errors(page):
    return [sentence for said in page.context["form"].errors.values() for sentence in said]


def test_a_file_with_a_broken_entry_gives_the_good_ones_and_the_broken_one_comes_back(editor):
    text = "@book{a, author={Maes, J.}, title={Caf\xe9}, year=2020}\n\n@book{b, title={Stuk, year=2001}\n"
    page = editor.post(URL, {"file": SimpleUploadedFile("lijst.bib", text.encode("latin-1"))})
    assert kinds(page) == ["new", "refused"]
    said = strip_tags(page.content.decode())
    assert "Maes, J. (2020). Café." in said and "De accolades van deze bron kloppen niet" in said
    assert Source.objects.count() == 0
    done = confirmed(editor, page)
    assert str(Source.objects.get()) == "Maes, J. (2020). Café."
    assert done.context["form"].initial == {"text": "@book{b, title={Stuk, year=2001}"}
    assert Source.objects.get().slug == "maes-2020"


def test_every_step_can_be_sent_from_a_real_browser(editor):
    """Which sends the token of its page along, or is refused."""
    first = editor.get(URL)
    second = looked(editor, BOOK, {"type": "book"})
    third = confirmed(editor, second)
    own = [page.content.decode().partition('class="lh tidy"')[2].count("csrfmiddlewaretoken") for page in (first, second, third)]
    assert own == [1, 1, 1]


def test_what_is_not_ticked_is_not_added(editor):
    page = looked(editor, BOOK, {**BOOK, "title": "Een ander boek"})
    typed = as_shown(page)
    del typed["neem-1"]
    editor.post(URL, typed)
    assert [source.title for source in Source.objects.all()] == ["Een ander boek"]


def test_two_of_one_author_and_year_get_addresses_of_their_own(editor):
    confirmed(editor, looked(editor, BOOK, {**BOOK, "title": "Een ander boek"}))
    assert sorted(Source.objects.values_list("slug", flat=True)) == ["maes-2020", "maes-2020-2"]


def test_a_double_is_known_by_its_doi_else_by_title_author_and_year(editor):
    with_doi = SourceFactory(csl={**BOOK, "DOI": "10.1000/abc"})
    page = looked(
        editor,
        {"type": "book", "title": "Heel anders", "DOI": "https://doi.org/10.1000/ABC"},
        {**BOOK, "title": "EEN BOEK"},
        {**BOOK, "title": "Een boek apart"},
    )
    assert [(told["one"].kind, told["one"].source) for told in page.context["found"]][:2] == [
        ("known", with_doi),
        ("twice", None),
    ]
    assert kinds(page)[2:] == ["new"]
    assert kinds(looked(editor, {**BOOK, "title": "EEN BOEK"})) == ["known"]
    assert kinds(looked(editor, {**BOOK, "DOI": "10.1000/andere"})) == ["new"]


def test_a_double_leads_through_an_alias_to_what_it_was_merged_into(editor):
    old, new = SourceFactory(csl=BOOK), SourceFactory(csl={**BOOK, "title": "Nieuw"})
    merge(old, new)
    [told] = looked(editor, BOOK).context["found"]
    assert told["one"].source == new


def test_the_same_work_twice_in_one_list_is_one(editor):
    page = looked(editor, BOOK, {**BOOK, "DOI": "10.1000/abc"})
    assert kinds(page) == ["new", "twice"]
    assert "Deze bron staat hierboven al, als nummer 1." in page.content.decode()


def test_what_is_there_stays_unless_somebody_takes_the_other_and_what_is_empty_is_filled(editor):
    source = SourceFactory(csl={**BOOK, "publisher": "Acco"})
    page = looked(editor, {**BOOK, "publisher": "Lannoo", "edition": "2", "author": [{"family": "Maes", "given": "Jan"}]})
    [told] = page.context["found"]
    assert [(str(field["label"]), field["there"], field["brought"], field["take"]) for field in told["fields"]] == [
        ("Auteurs", "Maes, J.", "Maes, Jan", False),
        ("Uitgever of instelling", "Acco", "Lannoo", False),
        ("Druk", "", "2", True),
    ]
    confirmed(editor, page)
    source.refresh_from_db()
    assert source.csl == {**BOOK, "publisher": "Acco", "edition": "2"}
    assert "2e dr." in source.apa_nl
    again = looked(editor, {**BOOK, "publisher": "Lannoo"})
    confirmed(editor, again, **{"f-1-publisher": "nieuw"})
    source.refresh_from_db()
    assert source.csl == {**BOOK, "publisher": "Lannoo", "edition": "2"}


def test_what_says_the_same_is_left_alone(editor):
    source = SourceFactory(csl={**BOOK, "page": "12–19", "ISBN": "978"})
    page = looked(editor, {**BOOK, "page": "12-19"})
    assert kinds(page) == ["same"]
    done = confirmed(editor, page)
    source.refresh_from_db()
    assert (done.context["written"], source.csl) == ([], {**BOOK, "page": "12–19", "ISBN": "978"})


def test_when_something_changed_since_you_looked_you_look_again_with_your_choices(editor):
    source = SourceFactory(csl={**BOOK, "publisher": "Acco"})
    page = looked(editor, {**BOOK, "publisher": "Lannoo"}, {**BOOK, "title": "Nog een"})
    source.csl = {**BOOK, "publisher": "Pelckmans"}
    source.save()
    typed = as_shown(page) | {"f-1-publisher": "nieuw"}
    del typed["neem-2"]
    again = editor.post(URL, typed)
    assert again.context["warning"].startswith("Er veranderde iets sinds je keek.")
    first, second = again.context["found"]
    assert ([field["take"] for field in first["fields"]], second["ticked"]) == ([True], False)
    assert Source.objects.get().csl["publisher"] == "Pelckmans"


def test_a_doi_is_looked_up_and_one_that_is_not_known_stands_with_the_broken_ones(editor, elsewhere, settings):
    settings.DOI_RESOLVER = elsewhere.url("/doi/")
    elsewhere.answers["/doi/10.1000/abc"] = (200, {}, json.dumps({**BOOK, "type": "monograph"}).encode())
    page = editor.post(URL, {"text": "10.1000/abc\n10.1000/weg"})
    assert kinds(page) == ["new", "refused"]
    done = confirmed(editor, page)
    assert Source.objects.get().csl == {**BOOK, "DOI": "10.1000/abc"}
    assert done.context["form"].initial == {"text": "10.1000/weg"}


def test_without_a_network_the_page_says_so_and_keeps_the_doi(editor, settings, closed_port):
    settings.DOI_RESOLVER = closed_port
    page = editor.post(URL, {"text": "10.1000/abc"})
    assert "We kunnen doi.org nu niet bereiken." in page.content.decode()
    assert confirmed(editor, page).context["form"].initial == {"text": "10.1000/abc"}


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({}, "Plak een bron of kies een bestand."),
        ({"text": "@comment{niets}"}, "Hierin staat geen enkele bron."),
        ({"file": SimpleUploadedFile("leeg.bib", b"")}, "Dit bestand is leeg."),
        ({"file": SimpleUploadedFile("groot.bib", b"x" * (1024 * 1024 + 1))}, "Dit bestand is te groot: hoogstens 1 MB."),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04\x00\x00")}, "Dit is geen tekst, maar een ander soort bestand."),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_and_what_was_pasted_stays(editor, typed, sentence):
    page = editor.post(URL, typed)
    assert errors(page)[0].startswith(sentence)
    assert page.context["form"]["text"].value() == typed.get("text")


def test_a_page_of_somebody_else_or_a_forged_one_writes_nothing(editor, chief_editor):
    page = looked(editor, BOOK)
    for client, state in ((chief_editor, page.context["state"]), (editor, "verzonnen")):
        answer = client.post(URL, as_shown(page) | {"state": state})
        assert errors(answer) == ["Deze pagina stond te lang open. Breng je bronnen opnieuw."]
    assert Source.objects.count() == 0


def test_a_new_source_points_at_the_shorter_way_but_not_in_a_window_of_another_form(editor):
    pages = [editor.get(f"/beheer/fiches/source/add/{asked}").content.decode() for asked in ("", "?_popup=1")]
    assert [URL in page for page in pages] == [True, False]


def test_only_who_may_write_sources_sees_the_page(visitor, teacher):
    assert [client.get(URL).status_code for client in (visitor, teacher)] == [302, 302]


def test_nothing_is_written_when_somebody_else_was_first(editor):
    [one] = adding.look([Entry("", csl=BOOK)])
    SourceFactory(csl=BOOK)
    with pytest.raises(adding.AddingRefused, match="Iemand wijzigde intussen een van deze bronnen."):
        adding.add([one], set(), {}, by=UserFactory())
    assert Source.objects.count() == 1


def test_looking_costs_the_same_for_one_source_as_for_three(editor):
    SourceFactory(csl={**BOOK, "DOI": "10.1000/abc"})
    many = [{**BOOK, "title": f"Boek {number}"} for number in range(3)]
    looked(editor, BOOK)
    assert cost(lambda: looked(editor, many[0])) == cost(lambda: looked(editor, *many))
