"""One reference as somebody pastes it, in the style of APA -> CSL fields, how sure that is (0 to 1), and what to look at."""

from fiches.citations.parse import Parsed, parse, starts

__all__ = ["Parsed", "parse_reference", "references_in"]


def parse_reference(text: str) -> Parsed:
    """The fields of one reference. Nothing is refused: what cannot be placed lowers the confidence and stands in the doubts."""
    return parse(text)


def references_in(text: str) -> list[str]:
    """The references in a pasted list: parted by empty lines, or by where the next author begins."""
    found: list[str] = []
    for block in text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n"):
        places = [*starts(block), len(block)]
        found += [block[start:stop].strip() for start, stop in zip(places, places[1:], strict=False)]
    return [reference for reference in found if reference]
