"""The process in which documents are opened. It limits itself first, then reads its input, and says what it found in JSON.

    python -c "... main()" read NAME      the document on standard input; answers with it, or asks for pandoc
    python -c "... main()" tree FORMAT    pandoc's JSON of it on standard input

One line for each answer: {"page": 3, "of": 12} while it reads, then {"document": ...}, {"pandoc": ...} with the text or data
to convert when that is not the input itself, or {"refused": ...}. Imports neither Django nor pandoc: it must start quickly.
"""

import base64
import gc
import json
import sys
import traceback
from types import TracebackType
from typing import IO, Any

from portal.documents import refusals
from portal.documents.blocks import Document, Kind
from portal.documents.limits import limit
from portal.documents.readers.typed_headings import promote
from portal.documents.refusals import DocumentRefused

MOST_CHARACTERS = 600_000
MOST_BLOCKS = 20_000
FILES = 64
ANSWERS = sys.stdout
WRITTEN = 1 << 20  # bytes in a file: it has no business writing any
REWRITTEN = {"odt", "docx"}  # pandoc does not see all that stands in these
TEXT_FORMATS = {"html", "markdown"}  # pandoc reads these as UTF-8


def main() -> None:
    task, name, memory, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    limit(memory=memory, seconds=seconds, written=WRITTEN, files=FILES)
    gc.set_threshold(100_000, 20, 20)  # one document is read and then all is over
    sys.excepthook = _frames_only
    sys.stdout = sys.stderr  # what a library prints is no answer of ours
    try:
        answer = _tree(name) if task == "tree" else _read(name)
    except DocumentRefused as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": refusals.TOO_HEAVY}
    except RecursionError:
        answer = {"refused": refusals.TOO_DEEP}
    _say(answer)


def _say(answer: dict[str, Any]) -> None:
    ANSWERS.write(json.dumps(answer) + "\n")
    ANSWERS.flush()


def _progress(page: int, of: int) -> None:
    _say({"page": page, "of": of})


def _read(name: str) -> dict[str, Any]:
    from portal.documents.formats import decoded, format_of

    file: IO[bytes] = sys.stdin.buffer
    format = format_of(file, name)
    if format == "text":
        from portal.documents.readers import plain_text

        return _checked(plain_text.read(decoded(file.read())))
    if format == "pptx":
        from portal.documents.readers import pptx

        return _checked(pptx.read(file, _progress))
    if format == "pdf":
        from portal.documents.readers import pdf

        return _checked(pdf.read(file, _progress))
    if format in REWRITTEN:
        return {"pandoc": format} | _rewritten(format, file)
    return {"pandoc": format} | ({"text": decoded(file.read())} if format in TEXT_FORMATS else {})


def _rewritten(format: str, file: IO[bytes]) -> dict[str, Any]:
    """What pandoc should be given instead of the file, so that it sees all of the text."""
    if format == "odt":
        from portal.documents.readers import odt

        data: bytes | None = odt.unframed(file)
    else:
        from portal.documents.readers import docx

        data = docx.with_diagrams(file)
    return {"data": base64.b64encode(data).decode()} if data else {}


def _tree(format: str) -> dict[str, Any]:
    from portal.documents.readers import pandoc_tree

    return _checked(pandoc_tree.read(sys.stdin.buffer.read(), format))


def _checked(document: Document) -> dict[str, Any]:
    """A document with text in it, and not more than anybody can look through."""
    document = promote(document)
    texts = [part.text for block in document.blocks if block.kind is not Kind.FURNITURE for part in block.inside()]
    if not any(char.isalpha() for text in texts for char in text):
        raise DocumentRefused(refusals.NO_TEXT)
    if sum(map(len, texts)) > MOST_CHARACTERS or len(texts) > MOST_BLOCKS:
        raise DocumentRefused(refusals.TOO_MUCH_TEXT)
    return {"document": document.to_json()}


def _frames_only(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Where it broke, and never what stood in the document."""
    sys.stderr.write("".join(traceback.format_tb(trace)) + kind.__name__ + "\n")
