"""The links in a document -> materials: what they are called, what kind they are, who offers them, and behind which door."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from fiches.importing.parsed import LEFT, Material, Piece
from fiches.importing.rich_text import lines_of, linked
from fiches.models import Access, ResourceKind, Rubriek
from fiches.models.section import ORDER
from fiches.pasting import kind_of
from portal.documents.blocks import Block, Kind, Run
from portal.fields import LinkField
from portal.links.addresses import bare, host_of, is_web, key_of
from portal.links.health import is_door
from portal.links.pages import Said
from portal.text import cut, fold

MOST = 120  # of one document: each is a page of its own, written while nobody else can write
BEHIND_GO = ("smartschool.be", "g-o.be/login")
BEHIND_LOGIN = ("sharepoint.com", "teams.microsoft.com", "classroom.google.com", "itslearning.com", "toledo.kuleuven.be")
PATH = re.compile(
    r"\b(?:via|onder|bij|naar|in|op)\s+(?P<path>[^.,;:>()\n]{2,40}(?:\s>\s[^.,;>()\n]{1,60}(?<=\S))+)", re.IGNORECASE
)
MINUTES = re.compile(r"\b(?P<minutes>\d{1,3})\s*(?:minuten|minuut|min\.)", re.IGNORECASE)
SAYS_NOTHING = re.compile(
    r"(?:klik\s)?hier|(?:deze\s)?(?:link|website|site|pagina|video|film)|lees (?:meer|verder)|meer|www|link naar.*", re.IGNORECASE
)
ARTICLE = re.compile(r"(?:de|het|een|deze|dit|onze)\s+", re.IGNORECASE)
BY_PLACE = {  # what an ordinary page in a rubriek most often is
    Rubriek.EXAMPLES: ResourceKind.EXAMPLE,
    Rubriek.SUPPORT: ResourceKind.GUIDANCE,
}


@dataclass
class Spotted:
    """An address somewhere in the text."""

    url: str
    words: str
    piece: Piece
    alone: bool  # the paragraph is nothing but this address
    around: list[str] = field(default_factory=list)  # the paragraphs of its piece


def spotted(pieces: Iterable[Piece], blocks: dict[int, list[Block]]) -> list[Spotted]:
    """The web addresses in the text, in order, each thing once: the first time that it has words, else the first time."""
    found: dict[str, Spotted] = {}
    for piece in pieces:
        if piece.rubriek in (LEFT, Rubriek.SOURCES):
            continue
        around = [block.plain() for block in blocks[piece.number]]
        for block in (part for whole in blocks[piece.number] for part in whole.inside()):
            for run in (part for whole in _joined(block.runs) for part in linked(whole)):
                if not usable(run.link):
                    continue
                words = " ".join(run.text.split())
                here = Spotted(run.link, words, piece, _is_alone(block, run), around)
                before = found.get(key_of(run.link))
                if before is None or (not before.words or _is_address(before.words)) and not _is_address(words):
                    found[key_of(run.link)] = here
    return list(found.values())


def usable(url: str) -> bool:
    """Whether a material can have this address."""
    try:
        return is_web(url) and bool(LinkField().formfield().clean(url))
    except ValidationError:
        return False


def _joined(runs: tuple[Run, ...]) -> list[Run]:
    """A link over a change of style is one link."""
    joined: list[Run] = []
    for run in runs:
        if joined and run.link and joined[-1].link == run.link:
            joined[-1] = Run(joined[-1].text + run.text, link=run.link)
        else:
            joined.append(run)
    return joined


def _is_address(words: str) -> bool:
    return bool(re.match(r"https?://|www\.", words, re.IGNORECASE)) or (" " not in words and "/" in words)


def _is_alone(block: Block, run: Run) -> bool:
    return _is_address(run.text) and block.plain().strip(" .") == " ".join(run.text.split()).strip(" .")


def stands_alone(block: Block, shown: set[str] | None = None) -> bool:
    """Whether a paragraph is nothing but addresses, which the list of materials shows by itself: those among `shown`."""
    if block.kind not in (Kind.PARAGRAPH, Kind.ITEM) or not block.runs:
        return False
    runs = [part for line in lines_of(block) for run in line for part in linked(run) if part.text.strip(" .,;|")]
    alone = bool(runs) and all(_is_address(run.text) and usable(run.link) for run in runs)
    return alone and (shown is None or all(key_of(run.link) in shown for run in runs))


def material(here: Spotted, fiche: str) -> Material:
    """What can be known of an address without asking it; `guessed` names what an editor should look at."""
    guessed: list[str] = []
    title = here.words if not _is_address(here.words) else ""
    if not title or SAYS_NOTHING.fullmatch(title):
        title = ""
    title = _named(title) if title else ""
    kind = kind_of(here.url, Said(title=f"{title} {here.words}"))
    context = " ".join(here.around)
    if kind == ResourceKind.WEBPAGE and (usual := BY_PLACE.get(here.piece.rubriek)):  # type: ignore[call-overload]
        kind = str(ResourceKind.TRAINING if usual == ResourceKind.GUIDANCE and "opleiding" in fold(context) else usual)
        guessed.append("kind")
    access, path = _door(here.url, here.around)
    if not title:
        title = _title(here, fiche, kind, path)
        guessed.append("title")
    rubriek = here.piece.rubriek if here.piece.rubriek in ORDER else str(Rubriek.MORE)
    made = Material(here.url, cut(title, 200), kind, rubriek, access, path, page=here.piece.page, guessed=guessed)
    if kind == ResourceKind.VIDEO:
        minutes = MINUTES.search(context)
        made.minutes = int(minutes["minutes"]) if minutes else None
        made.position = _in_playlist(here.url)
    return made


def _named(words: str) -> str:
    """The words of a link as a title."""
    article = ARTICLE.match(words)
    words = words[article.end() if article else 0 :].strip(" .,:;")
    return words[:1].upper() + words[1:]


def _door(url: str, around: list[str]) -> tuple[str, str]:
    """Who can get in, and which way to go inside."""
    host = bare(host_of(url))
    go = any(host == known or host.endswith(f".{known}") for known in BEHIND_GO)
    if not go and not is_door(url) and not host.endswith(BEHIND_LOGIN):
        return str(Access.PUBLIC), ""
    found = [path for line in around for path in PATH.finditer(line)]
    return str(Access.GO if go else Access.LOGIN), " ".join(found[-1]["path"].split())[:200] if found else ""


def _in_playlist(url: str) -> int | None:
    number = parse_qs(urlsplit(url).query).get("index", [""])[0]
    return int(number) if number.isdigit() and 0 < int(number) < 1000 else None


def _title(here: Spotted, fiche: str, kind: str, path: str) -> str:
    """A title for an address that stands there without words: from the way inside, a line that it repeats, or itself."""
    steps = [step.strip() for step in path.split(">") if step.strip()]
    if steps:
        return f"{steps[0]}: {steps[-1]}" if len(steps) > 1 else steps[0]
    last = unquote(
        [part for part in urlsplit(here.url).path.split("/") if part][-1:][0] if urlsplit(here.url).path.strip("/") else ""
    )
    if line := _repeated(last, here.around):
        return line
    if kind == ResourceKind.VIDEO:
        return f"Video: {fiche}"
    words = " ".join(re.sub(r"\.\w{2,4}$", "", re.sub(r"[_+-]+", " ", last)).split())
    return words[:1].upper() + words[1:] if len(words) > 3 and not words.isdigit() else bare(host_of(here.url))


def _repeated(last: str, around: list[str]) -> str:
    """The line whose words are those of the end of the address, without what it says of its file or its site."""
    asked = set(slugify(re.sub(r"\.\w{2,4}$", "", last)).split("-"))
    if len(asked) < 2:
        return ""
    for line in around:
        if len(line) > 200 or _is_address(line):
            continue
        for part in (line, *re.split(r"\s[-–|]\s|:\s", line)):
            words = set(slugify(part).split("-"))
            if (
                words
                and len(words & asked) >= 0.8 * len(words)
                and len(words & asked) >= 0.6 * len(asked)
                and "." not in part.strip(".")
            ):
                return part.strip(" .:")
    return ""
