"""Words and HTML: clean what comes in, and say what a text says. Imports libraries only."""

import html as entities
import re
import unicodedata
from functools import cache, lru_cache

from django.utils.html import strip_tags
from django_prose_editor.fields import create_sanitizer

RICH_TEXT = {  # one declaration: the buttons of the editor and what may stay in the HTML
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
}
LONG = 20_000  # characters of a text that is not remembered
SAME_MEANING = [  # what office programs paste -> what we keep
    (r"<(/?)b(?=[\s>/])", r"<\1strong"),
    (r"<(/?)i(?=[\s>/])", r"<\1em"),
    (r"<(/?)h[1-6](?=[\s>])", r"<\1h3"),
    (r"<(/?)div(?=[\s>])", r"<\1p"),
]
HOLLOW = re.compile(r"<(p|h3|li|strong|em|a)(?:\s[^>]*)?>(?:\s|&nbsp;|\xa0|<br\s*/?>)*</\1>")
BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|blockquote|td|th|tr)>|<br\s*/?>")
WORDS_A_MINUTE = 200  # silent reading of expository prose, rounded down


def without_nul(value):
    """The same value with every NUL character gone (PostgreSQL refuses them); reaches into lists and dicts."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {without_nul(key): without_nul(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_nul(item) for item in value]
    return value


@cache
def _sanitizer():
    return create_sanitizer(RICH_TEXT)


def clean_html(html: str) -> str:
    """Rich text as the house keeps it: only the elements of RICH_TEXT, no scripts, styles, classes or empty paragraphs."""
    html = without_nul(html or "")
    for pattern, kept in SAME_MEANING:
        html = re.sub(pattern, kept, html, flags=re.IGNORECASE)
    html = _sanitizer()(html).replace("&nbsp;", " ").replace("\xa0", " ")
    while (shorter := HOLLOW.sub("", html)) != html:
        html = shorter
    return html.strip()


def plain(html: str) -> str:
    """What a reader reads: the text of the HTML on one line, with single spaces."""
    return _plain(html or "") if len(html or "") < LONG else _plain.__wrapped__(html)


@lru_cache(maxsize=128)
def _plain(html: str) -> str:
    """A form, its checklist and what is kept of it ask the same of the same texts."""
    return " ".join(entities.unescape(strip_tags(BLOCK_END.sub(r"\g<0> ", html))).split())


def excerpt(text: str, length: int = 160) -> str:
    """The beginning of a text, cut after a whole word, with an ellipsis when something was cut."""
    return cut(" ".join((text or "").split()), length)


def cut(text: str, length: int) -> str:
    """The same for a text whose spaces stay as they are."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-–") + "…"


def fold(text: str) -> str:
    """A text for comparing: no case, no accents, single spaces. The same on every database."""
    letters = unicodedata.normalize("NFKD", text or "")
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).casefold().split())


def reading_minutes(text: str) -> int:
    """Minutes of silent reading, at least one."""
    return max(1, round(len(text.split()) / WORDS_A_MINUTE))


def sort_key(title: str) -> str:
    """A title as letters and digits that sort alike under every collation, word by word."""
    return "0".join(re.findall(r"[a-z0-9]+", fold(title)))[:300]
