"""What somebody who listens, or only skims, stumbles over in rich text: links that say nothing, headings that are none.

Rich text as the house keeps it (`portal.text.clean_html`): what is read here was cleaned before.
"""

import re
from dataclasses import dataclass

from portal.text import excerpt, fold, plain

FIRST_LEVEL = 3  # the page has its title and its sections; a heading in a text comes below them

SAYS_NOTHING = frozenset(
    "hier|klik|klik hier|klik hier voor meer|klik hier voor meer info|klik op deze link|via deze link|deze link|link|de link"
    "|deze|dit|daar|meer|lees meer|lees hier|lees hier meer|lees verder|verder lezen|meer lezen|meer info|meer informatie|info"
    "|website|deze website|de website|site|deze site|pagina|deze pagina|bekijk|bekijk hier|download|downloaden|video|artikel"
    "|here|click here|read more|more|this link".split("|")
)
_LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]]", re.IGNORECASE)
_BLOCK = re.compile(r"<(h[1-6]|p|ul|ol|blockquote|table)\b[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_ALL_BOLD = re.compile(r"\s*<strong>(?:(?!</strong>).)*</strong>[\s:]*\Z", re.DOTALL | re.IGNORECASE)
_LONGEST_HEADING = 12  # words; a bold sentence longer than this is emphasis


@dataclass(frozen=True)
class Headings:
    """What is wrong with the headings of one text, in their own words."""

    skipping: tuple[str, ...] = ()  # a level below one that is not there
    hollow: tuple[str, ...] = ()  # nothing stands under it
    bold: tuple[str, ...] = ()  # a whole paragraph in bold, made to look like a heading


def says_nothing(words: str) -> bool:
    """Whether the words of a link do not tell where it leads, read on their own."""
    return fold(words).strip(" .:…>»→!()“”\"'") in SAYS_NOTHING or not re.search(r"\w", words)


def unclear_links(html: str) -> list[str]:
    """The links that do not say where they lead: “klik hier”, or an address instead of words."""
    found = [plain(words) for _href, words in _LINK.findall(html)]
    return [words or "…" for words in found if says_nothing(words) or _ADDRESS.fullmatch(words.strip())]


def bare_addresses(html: str) -> list[str]:
    """Addresses that stand in the text and are no link: a reader cannot follow them."""
    return _ADDRESS.findall(plain(_LINK.sub(" ", html)))


def headings(html: str) -> Headings:
    """The faults in the headings of one text."""
    blocks = [(name.lower(), inner) for name, inner in _BLOCK.findall(html)]
    skipping, hollow, bold = [], [], []
    above = FIRST_LEVEL - 1
    for place, (name, inner) in enumerate(blocks):
        below = blocks[place + 1] if place + 1 < len(blocks) else None
        whole = plain(inner)
        words = excerpt(whole, 60)
        if name.startswith("h"):
            level = int(name[1])
            skipping += [words] if level > above + 1 else []
            hollow += [words] if below is None or (below[0].startswith("h") and int(below[0][1]) <= level) else []
            above = level
        elif name == "p" and below and _ALL_BOLD.match(inner) and len(whole.split()) <= _LONGEST_HEADING:
            bold.append(words)
    return Headings(tuple(skipping), tuple(hollow), tuple(bold))
