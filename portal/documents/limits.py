"""What a process may use. It says so of itself before it does anything; imports next to nothing, so that it starts quickly."""

import resource


def limit(*, memory: int, seconds: int, written: int, files: int | None = None) -> None:
    """The most bytes of memory, seconds of CPU, bytes in a file and open files, from here on; the kernel keeps to it."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: written,
        resource.RLIMIT_NOFILE: files,
        resource.RLIMIT_CORE: 0,
    }
    for name, value in limits.items():
        try:
            if value is not None:
                resource.setrlimit(name, (value, value))
        except (ValueError, OSError):  # a system that does not know this one keeps the clock of the parent
            continue
