"""The process in which a file is made: limits itself first, then calls the maker in the folder where it was started."""

import importlib
import sys
from pathlib import Path

from portal.documents.limits import limit


def main() -> None:
    maker, memory, seconds, written = sys.argv[1], *map(int, sys.argv[2:5])
    limit(memory=memory, seconds=seconds, written=written)
    module, _colon, name = maker.partition(":")
    made = getattr(importlib.import_module(module), name)(Path.cwd())
    Path("made").write_bytes(made)
