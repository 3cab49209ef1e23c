"""The table of references: sources of every kind, what a list and a text should say of them, and what citeproc-js says."""

import html
import json
import re
from pathlib import Path

FOLDER = Path(__file__).parent.parent.parent / "examples" / "references"
TABLE = json.loads((FOLDER / "table.json").read_text(encoding="utf-8"))

MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
BOTH = [  # (why we differ, what citeproc-js writes, what we write)
    ("apostrophes stay as they were typed", r"’(?=[a-z]\b|[a-z]?[A-Z]|école)", "'"),
    ("a title in the text is plain: the form is text, not HTML", r"^\(<em>(.*)</em>,", r"(\1,"),
    ("no “retrieved” without a day", r"(Geraadpleegd|Retrieved) (?=https?://)", ""),
]
DIFFERENCES = {
    "nl-NL": [
        *BOTH,
        (
            "a particle in front has a capital in Dutch",
            r"(?<![.\w] )(?<!\w)(van|de)(?= (?:den )?[A-Z]\w+(?:,| &))",
            lambda m: m[0].title(),
        ),
        ("2e, not 2de", r"(?<=\d)de(?= dr\.)", "e"),
        ("ca., as in the English form", r"\bc\. (?=\d)", "ca. "),
        ("the word is Dutch: original work", "Original work published", "Oorspronkelijk werk gepubliceerd in"),
        ("several editors: Reds.", r"(& [^()]*|, )\(Red\.\)", r"\1(Reds.)"),
        ("a dash between pages", r"(?<=[\dix])-(?=[\dix]+(?:[,)]|\. ?(?:\D|$)))", "–"),
        ("the word is Dutch: in press", "in press", "in druk"),
        ("the day stands before the month", rf"({MONTHS}) (\d\d?(?!\d)(?:–\d+(?!\w))?)", r"\2 \1"),
        ("the word is Dutch: Nr.", r"\bNo\. (?=\d)", "Nr. "),
        ("the words are Dutch: geraadpleegd op", r"Geraadpleegd (?=\d)", "Geraadpleegd op "),
        ("the word is Dutch: article", r"Article (?=\d)", "Artikel "),
        ("the word is Dutch: producers", r"\(Producers\)", "(Producenten)"),
        ("the word is Dutch: host", r"\(Host\)", "(Presentator)"),
        ("the genre is Dutch", "Doctoral dissertation", "Proefschrift"),
    ],
    "en-US": [
        *BOTH,
        ("what a title quotes is not moved", "(Jip en Janneke)\\.”", "\\1”."),
        ("the word is English: in press", "in druk", "in press"),
        ("the genre is English: thesis", r"\[Proefschrift", "[Doctoral dissertation"),
        ("the genre is English: master’s thesis", r"\[Masterproef", "[Master’s thesis"),
        ("the genre is English: report", "Onderzoeksrapport", "Research Report"),
        ("the genre is English: paper", r"\[Paperpresentatie", "[Paper presentation"),
        ("the genre is English: keynote", r"\[Keynotelezing", "[Keynote address"),
        ("the genre is English: podcast", r"\[Podcastaflevering", "[Podcast episode"),
    ],
}


def read(entry: str) -> str:
    """What a reference says, with its emphasis and without its links."""
    bare = re.sub(r"</?(?:div|span|a)\b[^>]*>", "", entry).replace("<i>", "<em>").replace("</i>", "</em>")
    return " ".join(html.unescape(bare).split())


def as_we_would(text: str, language: str) -> tuple[str, set[str]]:
    """What citeproc-js writes with our differences, and which of them it took."""
    used = set()
    for why, theirs, ours in DIFFERENCES[language]:
        changed = re.sub(theirs, ours, text)
        if changed != text:
            used.add(why)
        text = changed
    return text, used
