"""Clean text out of documents: one way to write each letter, no invisible signs. Typography (curly quotes, dashes) stays."""

import re
import unicodedata

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ"}
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
SYMBOL_FONTS = {  # signs that symbol fonts keep in the private area, as office programs write them
    **dict.fromkeys("\uf0b7\uf0a7\uf0a8\uf06e\uf076\uf077\uf071\uf06c\uf09f\uf0d8\uf0fc", "•"),
    "\uf0e0": "→",
    "\uf0df": "←",
    "\uf02d": "-",
}
_TABLE = str.maketrans(
    {**LIGATURES, **dict.fromkeys(SPACES, " "), **dict.fromkeys(INVISIBLE, ""), **SYMBOL_FONTS, "\u2011": "-", "\u2010": "-"}
)
_BREAKS = re.compile(r"\r\n?|[\v\f\u0085\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACING = {"´": "\u0301", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "`": "\u0300"}
_APART = re.compile(r"(?<=[^\W\d_])([´¨ˆ˜])([aeiounAEIOUNıycC])(?=[^\W\d_])")  # how some programs for typesetting write ï


def clean(text: str) -> str:
    """The same text in NFC, with plain spaces and line breaks, without ligatures, soft hyphens and control characters."""
    text = _CONTROL.sub("", _BREAKS.sub("\n", text)).translate(_TABLE)
    if "¨" in text or "´" in text or "ˆ" in text or "˜" in text:
        text = _APART.sub(lambda found: found[2].replace("ı", "i") + _SPACING[found[1]], text)
    return unicodedata.normalize("NFC", text)


def without_controls(text: str) -> str:
    """An address or a name as it is, without characters that no address or name has."""
    return _CONTROL.sub("", text).replace("\n", "").strip()


def one_line(text: str) -> str:
    """Clean text with single spaces and no line breaks."""
    return " ".join(clean(text).split())
