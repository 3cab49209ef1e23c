"""Typst in a box: a template of ours and data as JSON in, a tagged PDF (PDF/UA-1) out.

Data never become part of the source: the template reads them with `json("data.json")`. What PDF/UA does not allow (headings
that skip a level, a picture without words) is refused by typst itself, and so by us.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from portal.documents.boxed import NotMade, make

__all__ = ["NotMade", "typeset"]

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
HOUSE = HERE / "templates" / "house.typ"  # what every template can import
STANDARD: Literal["ua-1"] = "ua-1"
UNKNOWN = "□"  # stands for a character that none of the fonts has: an emoji, Chinese
NOT_IN_FONTS = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200d\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
TRIES = 6


def typeset(template: Path, data: Any, files: Mapping[str, bytes] | None = None, *, time_limit: float = 20.0) -> bytes:
    """The PDF of these data in this template, or `NotMade`. `files` can be named by the template: pictures."""
    given = {**(files or {}), "template.typ": template.read_bytes(), HOUSE.name: HOUSE.read_bytes()}
    return make("portal.documents.typesetting:pdf", _visible(data), given, time_limit=time_limit)


def _visible(data: Any) -> Any:
    """The same data without characters that no reader sees and no font has."""
    if isinstance(data, str):
        return INVISIBLE.sub("", data)
    if isinstance(data, dict):
        return {name: _visible(value) for name, value in data.items()}
    return [_visible(value) for value in data] if isinstance(data, (list, tuple)) else data


def pdf(box: Path) -> bytes:
    """In the box: the PDF. Characters that no font has are shown as a hollow square."""
    import typst

    data = (box / "data.json").read_bytes()
    said = json.loads(data)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    for _try in range(TRIES):
        (box / "data.json").write_text(json.dumps(said), encoding="utf-8")
        compiler = typst.Compiler(str(box / "template.typ"), str(box), fonts, package_path=str(box), package_cache_path=str(box))
        try:
            made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=said.get("timestamp", 0))
            assert isinstance(made, bytes)
            return made
        except typst.TypstError as error:
            lost = {
                letter for text in NOT_IN_FONTS.findall(f"{error}\n{error.diagnostic}") for letter in ESCAPED.sub(_letter, text)
            }
            if not lost:
                raise
            said = _without(said, lost)
    raise ValueError("the text has characters that cannot be set")


def _letter(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _without(data: Any, lost: set[str]) -> Any:
    if isinstance(data, str):
        return re.sub(f"{UNKNOWN}+", UNKNOWN, "".join(UNKNOWN if letter in lost else letter for letter in data))
    if isinstance(data, dict):
        return {name: _without(value, lost) for name, value in data.items()}
    return [_without(value, lost) for value in data] if isinstance(data, list) else data
