"""What one request costs the web server's processes, over loopback, on connections that stay open."""

import contextlib
import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tools.postgres import accepts, free_port

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 32  # requests under way: a server that is never idle spends nothing on waking up
TURNS = 12  # of so many requests


@contextlib.contextmanager
def granian(target: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """The port and the process id of a server with one worker."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1"]
    command += ["--log-level", "error", "--host", "127.0.0.1", "--port", str(port), target]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "SITE_URL": f"http://127.0.0.1:{port}", **environment})
    try:
        until = time.monotonic() + 30
        while not accepts(port):
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"granian did not start with {target}")
            time.sleep(0.05)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=15)


def processes(pid: int) -> list[Path]:
    """This process and its children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                found += [entry] if pid in (int(entry.name), parent) else []
    return found


def spent(pid: int) -> float:
    """Seconds of CPU of this process and of its children, as exactly as the kernel knows."""
    threads = [thread for process in processes(pid) for thread in (process / "task").iterdir()]
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def memory(pid: int) -> float:
    """MiB of the largest of these processes, the worker: its share of what it has in common with others counted (PSS)."""
    rolled = [(process / "smaps_rollup").read_text() for process in processes(pid)]
    return max(int(line.split()[1]) for text in rolled for line in text.splitlines() if line.startswith("Pss:")) / 1024


class Server:
    """A running server that is asked over connections that stay open."""

    def __init__(self, target: str, port: int, pid: int):
        self.target, self.pid = target, pid
        self._connections = [http.client.HTTPConnection("127.0.0.1", port) for _number in range(AT_ONCE)]

    def cost(self, path: str, turns: int) -> float:
        """Milliseconds of CPU per request, over so many turns of 32 requests."""
        before = spent(self.pid)
        for _turn in range(turns):
            for connection in self._connections:
                connection.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "br"})
            for connection in self._connections:
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    raise RuntimeError(f"{self.target} answered {answer.status} at {path}")
        return (spent(self.pid) - before) / (turns * AT_ONCE) * 1000

    def memory(self) -> float:
        return memory(self.pid)

    def close(self) -> None:
        for connection in self._connections:
            connection.close()


@contextlib.contextmanager
def served(target: str, environment: dict[str, str]) -> Iterator[Server]:
    """A server of one worker, for as long as the block lasts."""
    with granian(target, environment) as (port, pid):
        server = Server(target, port, pid)
        server.cost("/page/" if target == "bench.lean:application" else "/", 2)
        try:
            yield server
        finally:
            server.close()


def beside_bare(server: Server, bare: Server, path: str, rounds: int) -> float:
    """What this path costs, in times bare: measured in turns, the median of them."""
    server.cost(path, 2)
    return statistics.median(server.cost(path, TURNS) / bare.cost("/", TURNS) for _round in range(rounds))
