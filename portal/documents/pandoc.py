"""Pandoc in a box: a document in, a document out, within limits on time, memory and size."""

import re
import resource
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Timer
from typing import IO, Any

import pypandoc

from portal.documents import refusals
from portal.documents.refusals import DocumentRefused

__all__ = ["DocumentRefused", "convert"]

BINARY = Path(pypandoc.__file__).with_name("files") / "pandoc"  # the one in the wheel, never one that happens to be on PATH
TIME_LIMIT = 20.0  # seconds
MEMORY_LIMIT = 512  # megabytes of heap
OUTPUT_LIMIT = 20_000_000  # bytes

_FORMAT = re.compile(r"[a-z][a-z0-9_]*([+-][a-z_]+)*")  # no path: pandoc would run that file as a Lua reader
_RUNS_OR_WRITES = re.compile(r"-[FLo]|--(filter|lua-filter|output|pdf-engine|extract-media|log|defaults|sandbox)\b")
_DOCUMENT_AT_FAULT = {1, 24, 25, 44, 63, 64, 91, 92, 93, 94, 99}  # exit codes that speak of the document, not of our options
_HEAP_EXHAUSTED = 251


def convert(text: str | bytes, **how: Any) -> str:
    """The document in the other format, as text; the arguments and the rest of the promise are those of `convert_to_bytes`."""
    return convert_to_bytes(text, **how).decode("utf-8", "replace")


def convert_to_bytes(
    text: str | bytes,
    *,
    source: str,
    to: str,
    options: Sequence[str] = (),
    files: Mapping[str, str | bytes] | None = None,
    time_limit: float = TIME_LIMIT,
    memory_limit: int = MEMORY_LIMIT,
    output_limit: int = OUTPUT_LIMIT,
) -> bytes:
    """The document in the other format, or `DocumentRefused`. What the document points at is never read: no files, no network.

    `options` are ours, never a visitor's. `files` are put beside the child process for options that name them: `--csl=apa.csl`.
    """
    _check_call(source, to, options)
    with tempfile.TemporaryDirectory(prefix="pandoc-") as box:
        for name, content in (files or {}).items():
            (Path(box) / Path(name).name).write_bytes(content.encode() if isinstance(content, str) else content)
        command = [str(BINARY), "+RTS", f"-M{memory_limit}m", "--RTS", "--sandbox", f"--from={source}", f"--to={to}", *options]
        data = text.encode("utf-8", "replace") if isinstance(text, str) else text
        return _run(command, data, box, time_limit, output_limit)


def _check_call(source: str, to: str, options: Sequence[str]) -> None:
    for name in (source, to):
        if not _FORMAT.fullmatch(name):
            raise ValueError(f"not the name of a pandoc format: {name!r}")
    for option in options:
        if _RUNS_OR_WRITES.match(option) or not option.startswith("-"):
            raise ValueError(f"this option leaves the box: {option!r}")


def _run(command: list[str], data: bytes, box: str, time_limit: float, output_limit: int) -> bytes:
    """Files for input and errors: only one pipe is left, so nobody can wait for anybody."""
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stderr:
        stdin.write(data)
        stdin.seek(0)
        environment = {"HOME": box, "LANG": "C.UTF-8"}  # no data directory of the user, no proxy, no secret of ours
        child = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, cwd=box, env=environment)
        _limit(child.pid, time_limit, output_limit)
        output, late = _read(child, time_limit, output_limit)
        if late:
            raise DocumentRefused(refusals.TOO_SLOW)
        if len(output) > output_limit:
            raise DocumentRefused(refusals.TOO_LARGE)
        _check_exit(child.returncode, stderr)
        return output


def _limit(pid: int, time_limit: float, output_limit: int) -> None:
    """A second fence, kept by the kernel where it can: it also stops a child whose parent died."""
    if not hasattr(resource, "prlimit"):
        return
    seconds = int(time_limit * 2) + 1  # CPU time, of all threads together
    limits = {resource.RLIMIT_CPU: seconds, resource.RLIMIT_FSIZE: output_limit, resource.RLIMIT_CORE: 0}
    try:
        for limit, value in limits.items():
            resource.prlimit(pid, limit, (value, value))
    except ProcessLookupError:  # already done
        return


def _read(child: "subprocess.Popen[bytes]", time_limit: float, output_limit: int) -> tuple[bytes, bool]:
    """What the child says, one byte more than the limit at most, and whether it ran out of time."""
    late: list[bool] = []

    def stop() -> None:
        late.append(True)
        child.kill()

    timer = Timer(time_limit, stop)
    timer.start()
    try:
        with child:  # closes the pipe and waits
            assert child.stdout is not None
            output = child.stdout.read(output_limit + 1)
            if len(output) > output_limit:
                child.kill()
    finally:
        timer.cancel()
    return output, bool(late)


def _check_exit(code: int, stderr: IO[bytes]) -> None:
    if code == 0:
        return
    if code == _HEAP_EXHAUSTED:
        raise DocumentRefused(refusals.TOO_HEAVY)
    stderr.seek(0)
    said = stderr.read(2000).decode("utf-8", "replace")
    if code in _DOCUMENT_AT_FAULT:
        refusal = DocumentRefused(refusals.UNREADABLE)
        refusal.add_note(said)
        raise refusal
    raise RuntimeError(f"pandoc ended with {code}: {said}")
