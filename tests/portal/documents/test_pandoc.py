"""Pandoc in its box: what goes in, what comes out and what never happens."""

import pytest

from portal.documents import pandoc
from portal.documents.pandoc import DocumentRefused, convert

HEAVY = "> " * 30 + "x\n\n" + "| a | b |\n|---|---|\n" + "| *c* `d` [e](f) | g |\n" * 30_000


def refusal_of(*args, **kwargs):
    with pytest.raises(DocumentRefused) as caught:
        convert(*args, **kwargs)
    return str(caught.value)


def test_a_text_becomes_html():
    assert convert("Wat *is* dat?\n", source="markdown", to="html") == "<p>Wat <em>is</em> dat?</p>\n"


def test_bytes_are_read_as_well_as_text():
    assert convert("één".encode(), source="markdown", to="plain") == "één\n"


def test_options_and_the_files_they_name_reach_pandoc():
    template = {"vorm.html": "[$body$]"}
    assert convert("ja", source="markdown", to="html", options=["--template=vorm.html"], files=template) == "[<p>ja</p>]"


def test_a_file_never_lands_outside_the_box(tmp_path):
    convert("ja", source="markdown", to="html", files={f"{tmp_path}/buiten.txt": "x"})
    assert list(tmp_path.iterdir()) == []


def test_a_document_cannot_read_a_file_of_the_server(tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("sleutelwoord")
    assert "sleutelwoord" in convert_outside_the_sandbox(secret), "the file can be read when nobody stops it"
    assert "sleutelwoord" not in convert_or_refuse(f".. include:: {secret}\n")


def convert_outside_the_sandbox(secret):
    import subprocess

    asked = f".. include:: {secret}\n"
    return subprocess.run([pandoc.BINARY, "-f", "rst"], input=asked, capture_output=True, text=True, check=True).stdout


def convert_or_refuse(text):
    try:
        return convert(text, source="rst", to="html")
    except DocumentRefused as refusal:
        return str(refusal)


def test_a_picture_on_the_server_is_not_embedded(tmp_path):
    secret = tmp_path / "geheim.svg"
    secret.write_text("<svg>sleutelwoord</svg>")
    with_picture = f"![x]({secret})"
    assert "sleutelwoord" not in convert(
        with_picture, source="markdown", to="html", options=["--embed-resources", "--standalone"]
    )


def test_text_that_looks_like_a_command_stays_text():
    text = "$(touch x) `; rm -rf .` +RTS -M1k"
    assert convert(text, source="commonmark", to="plain") == "$(touch x) ; rm -rf . +RTS -M1k\n"


def test_a_document_that_takes_too_long_is_refused():
    refusal = refusal_of(HEAVY, source="markdown", to="html", time_limit=0.2)
    assert refusal == "Dit document omzetten duurt te lang. Probeer een korter of eenvoudiger document."


def test_a_document_that_needs_too_much_memory_is_refused():
    refusal = refusal_of(HEAVY, source="markdown", to="html", memory_limit=10)
    assert refusal == "Dit document is te zwaar om om te zetten. Splits het in kleinere stukken."


@pytest.mark.parametrize("limit", [10, 99_999])
def test_a_document_that_grows_too_large_is_refused(limit):
    refusal = refusal_of("woord " * 20_000, source="markdown", to="html", output_limit=limit)
    assert refusal == "Dit document wordt te groot na het omzetten. Splits het in kleinere stukken."


@pytest.mark.parametrize("data, source", [(b"PK\x03\x04 geen word", "docx"), (b"", "docx"), (b"{", "json")])
def test_a_damaged_document_is_refused(data, source):
    refusal = refusal_of(data, source=source, to="html")
    assert refusal == "Dit document is niet leesbaar: het is beschadigd of van een ander type dan het zegt."


def test_a_wrong_option_is_our_own_mistake_and_not_the_documents():
    with pytest.raises(RuntimeError, match="ended with 6"):
        convert("ja", source="markdown", to="html", options=["--bestaat-niet"])


@pytest.mark.parametrize("source, to", [("lezer.lua", "html"), ("markdown", "../schrijver.lua"), ("markdown", "")])
def test_a_format_is_a_name_and_never_a_script(source, to):
    with pytest.raises(ValueError, match="not the name of a pandoc format"):
        convert("ja", source=source, to=to)


@pytest.mark.parametrize(
    "option", ["--filter=x", "-Lx.lua", "--lua-filter=x", "-ouit", "--output=uit", "--sandbox=false", "invoer.md"]
)
def test_an_option_that_runs_or_writes_something_is_not_accepted(option):
    with pytest.raises(ValueError, match="leaves the box"):
        convert("ja", source="markdown", to="html", options=[option])
