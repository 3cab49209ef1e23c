"""The process in which a file is made: limits itself first, then calls the maker in the folder where it was started."""

import importlib
import resource
import sys
from pathlib import Path


def limit(memory: int, seconds: int, written: int) -> None:
    """What this process may use, from here on; the kernel keeps to it."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: written,
        resource.RLIMIT_CORE: 0,
    }
    for name, value in limits.items():
        try:
            resource.setrlimit(name, (value, value))
        except (ValueError, OSError):  # a system that does not know this one keeps the clock of the parent
            continue


def main() -> None:
    maker, memory, seconds, written = sys.argv[1], *map(int, sys.argv[2:5])
    limit(memory, seconds, written)
    module, _colon, name = maker.partition(":")
    made = getattr(importlib.import_module(module), name)(Path.cwd())
    Path("made").write_bytes(made)
