"""A fiche as it was read out of a document: plain values, to look at, correct and keep as JSON."""

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from fiches.models import Fiche, Resource, Rubriek
from fiches.models.section import ORDER

INTRO = "inleiding"  # the standfirst, which is no rubriek
POINTS, QUESTIONS = "kort", "vragen"  # fields of the fiche that are lists of lines
LISTS = {place: name for place, name in {POINTS: "points", QUESTIONS: "questions"}.items() if hasattr(Fiche, name)}
LEFT = ""  # not taken over
CHOSEN = "Zelf gekozen."


def called(place: str) -> str:
    """A place in the fiche, as its editors call it."""
    if place in LISTS:
        return str(Fiche._meta.get_field(LISTS[place]).verbose_name)
    return "inleiding" if place == INTRO else str(Rubriek(place).label) if place else "niet overgenomen"


@dataclass
class Piece:
    """A stretch of the document that goes to one place."""

    number: int
    rubriek: str  # or INTRO, one of LISTS, LEFT
    text: str = ""  # as it was read, on lines
    html: str = ""
    page: int = 0
    label: str = "tekst"
    sure: bool = True
    why: str = ""


@dataclass
class Material:
    """A link that becomes a material of the fiche, or the one that exists already."""

    url: str
    title: str
    kind: str
    rubriek: str
    access: str = "public"
    path: str = ""
    provider: int | None = None
    provider_name: str = ""
    minutes: int | None = None
    position: int | None = None
    existing: int | None = None
    existing_title: str = ""
    guessed: list[str] = field(default_factory=list)  # names of fields that nobody said
    page: int = 0
    lines: list[str] = field(default_factory=list)  # what the document says about it
    note: str = ""  # what it says beside what the portal knows
    taken: bool = True

    def named_guesses(self) -> list[str]:
        """What nobody said of it, as its editors call it."""
        return [str(Resource._meta.get_field(name).verbose_name) for name in self.guessed]


@dataclass
class Reference:
    """An entry of the list of sources: as it stood there, and as the fields of a source."""

    raw: str
    csl: dict[str, Any]
    confidence: float
    doubts: list[str] = field(default_factory=list)
    letter: str = ""
    existing: int | None = None
    existing_label: str = ""
    page: int = 0
    cited: int = 0  # how often the text names it
    taken: bool = True


@dataclass
class Picture:
    """A picture that came along; it is kept beside the import under its number."""

    number: int
    width: int
    height: int
    alt: str = ""
    page: int = 0
    below: str = ""  # the heading under which it stands


@dataclass
class Line:
    """A block of the document, and where it went."""

    page: int
    what: str  # kop, alinea, opsomming ...
    text: str
    place: str  # in words
    sure: bool = True
    why: str = ""
    piece: int = 0  # the number of the piece that it is in


@dataclass
class ParsedFiche:
    """Everything that was read, before anybody looked at it."""

    title: str = ""
    title_sure: bool = True
    format: str = ""
    pages: int = 0
    headings: dict[str, str] = field(default_factory=dict)  # rubriek: a heading of its own
    pieces: list[Piece] = field(default_factory=list)
    materials: list[Material] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)  # citations in the text that lead to no reference
    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    image: int = 0  # the number of the picture that the fiche gets
    image_alt: str = ""  # what an editor wrote with it
    kept: float = 100.0  # how much of the body went somewhere, in per cent of its characters

    @property
    def standfirst(self) -> str:
        return " ".join(" ".join(piece.text.split()) for piece in self.pieces if piece.rubriek == INTRO)

    def chosen(self) -> Picture | None:
        """The picture that the fiche gets, with the words that belong to it now."""
        for one in self.pictures:
            if one.number == self.image:
                return replace(one, alt=self.image_alt.strip() or one.alt)
        return None

    def sections(self) -> dict[str, str]:
        """The text of each rubriek, in the fixed order."""
        found: dict[str, str] = {}
        for rubriek in ORDER:
            html = "".join(piece.html for piece in self.pieces if piece.rubriek == rubriek)
            if html or rubriek in self.headings:
                found[rubriek] = html
        return found

    def lists(self) -> dict[str, list[str]]:
        """What goes to each of LISTS, a line for each line of the document; only those that it has."""
        found: dict[str, list[str]] = {}
        for place in LISTS:
            texts = [piece.text for piece in self.pieces if piece.rubriek == place]
            if lines := [line for text in texts for one in text.splitlines() if (line := " ".join(one.split()))]:
                found[place] = lines
        return found

    def move(self, piece: Piece, place: str) -> None:
        """An editor chose another place for a piece; its blocks are reported there."""
        before, after = called(piece.rubriek), called(place)
        for line in self.lines:
            if line.piece == piece.number:
                line.place = after if line.place == before or not place else line.place
                line.sure, line.why = True, CHOSEN
        piece.rubriek, piece.sure, piece.why = place, True, CHOSEN

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "ParsedFiche":
        parts = {"pieces": Piece, "materials": Material, "references": Reference, "lines": Line, "pictures": Picture}
        values = {name: [_row(parts[name], row) for row in value] if name in parts else value for name, value in said.items()}
        return _row(cls, values)


def _row(kind: Any, values: dict[str, Any]) -> Any:
    """What was kept by an older version may lack a field, or have one too many."""
    known = {one.name for one in fields(kind)}
    return kind(**{name: value for name, value in values.items() if name in known})
