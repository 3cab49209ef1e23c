"""Making a file in a box: a process of its own with limits on time, memory and size, that sees a folder and nothing else.

A maker is a function that takes the folder, with `data.json` and the files in it, and returns bytes. It is named in words
("portal.documents.typesetting:pdf"): the process imports it itself, without Django and without a secret of ours.
"""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent.parent
START = "import sys; sys.path.append(sys.argv.pop(1)); from portal.documents.boxed_process import main; main()"
TIME_LIMIT = 20.0  # seconds
MEMORY_LIMIT = 1_000_000_000  # bytes
OUTPUT_LIMIT = 30_000_000  # bytes
FEW_THREADS = {"RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}  # or a machine of many cores asks for more than the limit


class NotMade(Exception):
    """A file that could not be made; the text is for whoever keeps the portal, not for the reader who asked."""


def make(
    maker: str,
    data: Any,
    files: Mapping[str, bytes],
    *,
    time_limit: float = TIME_LIMIT,
    memory_limit: int = MEMORY_LIMIT,
) -> bytes:
    """What the maker makes of these data and files, or `NotMade`."""
    with tempfile.TemporaryDirectory(prefix="making-") as folder, tempfile.TemporaryFile() as stderr:
        box = Path(folder)
        for name, content in {**files, "data.json": json.dumps(data).encode()}.items():
            (box / Path(name).name).write_bytes(content)
        command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", START, str(ROOT), maker]
        command += [str(memory_limit), str(int(time_limit) + 1), str(OUTPUT_LIMIT)]
        environment = {"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "0", **FEW_THREADS}
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr, cwd=folder, env=environment
        )
        try:
            code = child.wait(time_limit)
        except subprocess.TimeoutExpired as late:
            child.kill()
            child.wait()
            raise NotMade(f"{maker} took more than {time_limit:g} seconds") from late
        if code:
            raise NotMade(f"{maker} ended with {code}: {_said(stderr)}")
        return (box / "made").read_bytes()


def _said(stderr: IO[bytes]) -> str:
    stderr.seek(0)
    return stderr.read(4000).decode("utf-8", "replace").strip()
