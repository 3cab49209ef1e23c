"""Lines that belong together: words broken with a hyphen, and addresses broken over lines."""

import re
from collections import Counter
from collections.abc import Iterable

URL_END = re.compile(r"(?:https?://|www\.)[^\s<>“”\"]*$", re.IGNORECASE)
_FIRST = re.compile(r"\S+")
_LAST_WORD = re.compile(r"[^\s(\[“\"‘]+$")
_MORE = re.compile(r"[/=&?%_#~+]|\.(?:pdf|html?|php|aspx?|docx?|pptx?|be|nl|com|org|eu|net)\b|^[\w%-]*-[\w%-]+-")
_UNFINISHED = "-/_=&?%+#~:,"
_KEPT = frozenset("evidence e on non pre post ex co anti semi sub multi oud niet ict go pbd clb plg open twee drie vier".split())


class Mender:
    """Knows the words of a document, so that it can see which form of a broken word is used elsewhere."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        for line in lines:
            self.words.update(word.casefold() for word in re.findall(r"[\w’'-]+(?<!-)", line))

    def joined(self, text: str, line: str) -> str:
        """The text with the next line behind it."""
        text, line = text.rstrip(), line.lstrip()
        if not text or not line:
            return text + line
        if continues_address(text, line):
            return text + line
        if text.endswith("-") and not text.endswith((" -", "--")) and line[:1].isalnum():
            return self._unbroken(text, line)
        return f"{text} {line}"

    def _unbroken(self, text: str, line: str) -> str:
        last, first = _LAST_WORD.search(text), _FIRST.match(line)
        if last is None or first is None:
            return f"{text} {line}"
        left, right = last[0][:-1], re.match(r"[\w’'-]*", first[0])
        right_word = right[0] if right else ""
        if not left or not left[-1].isalpha():
            return text + line
        if right_word.casefold() in ("en", "of", "and", "or"):  # ‘voor- en nadelen’
            return f"{text} {line}"
        whole, hyphened = f"{left}{right_word}".casefold(), f"{left}-{right_word}".casefold()
        if self.words[hyphened] > self.words[whole]:
            return text + line
        if self.words[whole] > self.words[hyphened]:
            return text[:-1] + line
        keeps = not right_word[:1].islower() or left.split("-")[-1].casefold() in _KEPT or left.isupper() or "-" in left
        return text + line if keeps or re.search(r"\.\w{2,4}\b", first[0]) else text[:-1] + line


def continues_address(text: str, line: str) -> bool:
    """Whether the text ends in the middle of an address that goes on in the next line."""
    address, more = URL_END.search(text), _FIRST.match(line)
    if address is None or more is None or re.match(r"https?://|www\.", more[0], re.IGNORECASE):
        return False
    if address[0].endswith((".", ")")) and not _MORE.search(more[0]):
        return False
    alone = len(line.split()) == 1 and not more[0].endswith((".", ":"))
    looks_so = bool(_MORE.search(more[0]))
    if address[0][-1] in _UNFINISHED:
        return looks_so or more[0][0].islower() or more[0][0].isdigit()
    return looks_so and (alone or more[0][0].islower() or more[0][0] in "/?&=#%_.")
