"""What one request costs the web server's processes, over loopback, on connections that stay open."""

import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tools.postgres import accepts, free_port

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 32  # requests under way: a server that is never idle spends nothing on waking up
TICK = os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def granian(target: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """The port and the process id of a server with one worker."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1"]
    command += ["--log-level", "error", "--host", "127.0.0.1", "--port", str(port), target]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
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


def ticks(pid: int) -> int:
    """CPU time of this process and of its children, user and system."""
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                facts = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                if int(entry.name) == pid or int(facts[1]) == pid:
                    total += int(facts[11]) + int(facts[12])
    return total


def cost(target: str, path: str, environment: dict[str, str], seconds: float = 4.0) -> float:
    """Milliseconds of server CPU per request, from asking for about that long."""
    with granian(target, environment) as (port, pid):
        connections = [http.client.HTTPConnection("127.0.0.1", port) for _number in range(AT_ONCE)]

        def ask(times: int) -> None:
            for _turn in range(times):
                for connection in connections:
                    connection.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
                for connection in connections:
                    answer = connection.getresponse()
                    answer.read()
                    if answer.status != 200:
                        raise RuntimeError(f"{target} answered {answer.status} at {path}")

        ask(10)
        before, turns, until = ticks(pid), 0, time.monotonic() + seconds
        while time.monotonic() < until:
            ask(10)
            turns += 10
        spent = ticks(pid) - before
        for connection in connections:
            connection.close()
        return spent / TICK / (turns * AT_ONCE) * 1000
