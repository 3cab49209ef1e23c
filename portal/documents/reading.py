"""Reading a document: what stands in it, or why not. All parsing happens in a child process with hard limits."""

import base64
import json
import logging
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO, Any

from portal.documents import pandoc, refusals
from portal.documents.blocks import Document
from portal.documents.readers.pandoc_tree import READERS
from portal.documents.refusals import DocumentRefused

__all__ = ["DocumentRefused", "Limits", "read"]

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent.parent
START = "import sys; sys.path.append(sys.argv.pop(1)); from portal.documents.child import main; main()"
LONGEST_LINE = 40_000_000  # bytes of an answer
_TOO_SLOW_SIGNALS = {-signal.SIGXCPU}
_KILLED = {-signal.SIGKILL, -signal.SIGABRT}
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Limits:
    """What reading one document may cost, all its processes together."""

    bytes: int = 25 * 1024 * 1024
    seconds: float = 18.0  # with its start and end, nothing costs more than twenty
    memory: int = 1_000_000_000


LIMITS = Limits()


def read(data: bytes, name: str, *, progress: Progress | None = None, limits: Limits = LIMITS) -> Document:
    """The document as blocks, or `DocumentRefused` with a sentence. `progress` is told (page, of how many)."""
    if not data:
        raise DocumentRefused(refusals.EMPTY_FILE)
    if len(data) > limits.bytes:
        raise DocumentRefused(refusals.FILE_TOO_LARGE.format(limit=limits.bytes // 1024 // 1024))
    until = time.monotonic() + limits.seconds
    answer = _Child("read", Path(name).name[:200], data, until, limits).answer(progress)
    if "pandoc" in answer:
        tree = _by_pandoc(answer, data, until)
        answer = _Child("tree", answer["pandoc"], tree, until, limits).answer(progress)
    document = Document.from_json(answer["document"])
    return document


def _by_pandoc(answer: dict[str, Any], data: bytes, until: float) -> bytes:
    """What pandoc, in its own box, makes of it in the time that is left."""
    source = READERS[answer["pandoc"]]
    left = max(until - time.monotonic(), 0.1)
    given = base64.b64decode(answer["data"]) if "data" in answer else answer.get("text", data)
    if answer["pandoc"] == "rtf":  # office programs say that who does not know notes may skip them, and pandoc then does
        given = given.replace(b"{\\*\\footnote", b"{\\footnote").replace(b"{\\*\\ftnalt", b"{\\ftnalt")
    return pandoc.convert(given, source=source, to="json", time_limit=left).encode()


class _Child:
    """One process that opens one document."""

    def __init__(self, task: str, name: str, data: bytes, until: float, limits: Limits) -> None:
        self.data, self.until = data, until
        said = [task, name, str(limits.memory), str(int(limits.seconds) + 1)]
        self.command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", START, str(ROOT), *said]

    def answer(self, progress: Progress | None) -> dict[str, Any]:
        """What it said last. Raises `DocumentRefused`."""
        with (
            tempfile.TemporaryDirectory(prefix="reading-") as box,
            tempfile.TemporaryFile() as stdin,
            tempfile.TemporaryFile() as stderr,
        ):
            stdin.write(self.data)
            stdin.seek(0)
            environment = {"HOME": box, "TMPDIR": box, "LANG": "C.UTF-8"}  # no secret of ours
            child = subprocess.Popen(
                self.command, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, cwd=box, env=environment, start_new_session=True
            )
            last, late = self._listen(child, progress)
            if late or child.returncode in _TOO_SLOW_SIGNALS:
                raise DocumentRefused(refusals.TOO_SLOW)
            if child.returncode or not last:
                raise self._broken(child.returncode, stderr)
        if "refused" in last:
            raise DocumentRefused(last["refused"])
        return last

    def _listen(self, child: "subprocess.Popen[bytes]", progress: Progress | None) -> tuple[dict[str, Any], bool]:
        """The last answer, and whether the child ran out of time."""
        late: list[bool] = []

        def stop() -> None:
            late.append(True)
            child.kill()

        timer = Timer(max(self.until - time.monotonic(), 0.0), stop)
        timer.start()
        last: dict[str, Any] = {}
        try:
            with child:  # closes the pipe and waits
                assert child.stdout is not None
                while line := child.stdout.readline(LONGEST_LINE):
                    if not line.endswith(b"\n"):
                        child.kill()
                        break
                    last = json.loads(line)
                    if progress and "page" in last:
                        progress(last["page"], last["of"])
        finally:
            timer.cancel()
        return last, bool(late)

    def _broken(self, code: int, stderr: IO[bytes]) -> DocumentRefused:
        """A reader that broke: the document is at fault, and where it broke is written down for us."""
        stderr.seek(0)
        said = stderr.read(4000).decode("utf-8", "replace").strip()
        log.warning("a reader of documents ended with %s: %s", code, said)
        heavy = code in _KILLED or said.endswith(("MemoryError", "cannot allocate memory"))
        refusal = DocumentRefused(refusals.TOO_HEAVY if heavy else refusals.DAMAGED)
        refusal.add_note(said)
        return refusal
