"""The web server of a rehearsal, with four processes; and what kills them."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection
from psycopg import sql

from portal.operations.rehearsal.copying import ROOT, Copy, server

HOST = "127.0.0.1"
PATIENCE = 60  # seconds a server gets to answer for the first time
GAVE_UP = "crash loop detected"  # what granian says then


class Unwilling(Exception):
    """The server of the rehearsal does not start."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
        return True
    return False


class Servers:
    """Four web processes behind one port; who dies is started again."""

    def __init__(self, copy: Copy, port: int, processes: int):
        self.copy, self.port = copy, port
        self.log = (copy.folder / "server.log").open("w")
        how = ["--workers", str(processes), "--blocking-threads", "4", "--log-level", "warning", "--backlog", "2048"]
        again = ["--respawn-failed-workers", "--respawn-interval", "0.1"]
        where = ["--host", HOST, "--port", str(port), "portal.operations.rehearsal.web:application"]
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", *how, *again, *where]
        self.command, self.stopping = command, threading.Event()
        self.process = self._started()
        until = time.monotonic() + PATIENCE
        while len(self.alive()) < processes or not answers(port):
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise Unwilling((copy.folder / "server.log").read_text()[-2000:])
            time.sleep(0.05)
        threading.Thread(target=self._keep, daemon=True).start()

    def _started(self) -> subprocess.Popen:
        return subprocess.Popen(
            self.command, env=self.copy.environ, cwd=ROOT, start_new_session=True, stdout=self.log, stderr=self.log
        )

    def _keep(self) -> None:
        """Granian gives up when a process dies twice in some seconds, and then waits for the others for as long as they have
        work: it is ended and started again, as a service would be."""
        given_up = 0
        while not self.stopping.wait(0.1):
            said = Path(self.log.name).read_text().count(GAVE_UP)
            if said > given_up and self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
            given_up = said
            if self.process.poll() is not None:
                self.process = self._started()

    def alive(self) -> list[int]:
        """The web processes that live now."""
        folder = self.copy.folder / "alive"
        return [int(path.name) for path in folder.glob("*") if _lives(int(path.name))]

    def kill_one(self, dice: random.Random) -> bool:
        """Kill a web process at this very moment; whether there was one."""
        for pid in dice.sample(found := self.alive(), len(found)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                return True
        return False

    def deaths(self) -> int:
        """How many processes died around a COMMIT by themselves."""
        path = self.copy.folder / "deaths"
        return len(path.read_text().splitlines()) if path.exists() else 0

    def die_around_commits(self, odds: float) -> None:
        """From now on each process dies this often, on either side of a COMMIT."""
        (self.copy.folder / "odds").write_text(str(odds))

    def stop(self) -> None:
        self.stopping.set()
        time.sleep(0.2)
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextlib.contextmanager
def serving(copy: Copy, port: int, processes: int) -> Iterator[Servers]:
    """The server while the rehearsal lasts. Raises Unwilling."""
    servers = Servers(copy, port, processes)
    try:
        yield servers
    finally:
        servers.stop()


class Killer(threading.Thread):
    """Kills until there were so many deaths: half at any moment, half around a COMMIT; and PostgreSQL's own processes twice."""

    def __init__(self, servers: Servers, kills: int, dice: random.Random):
        super().__init__(daemon=True)
        self.servers, self.wanted, self.dice = servers, kills, dice
        self.random, self.backends, self.over = 0, 0, threading.Event()

    @property
    def kills(self) -> int:
        return self.random + self.servers.deaths()

    def run(self) -> None:
        while self.kills < self.wanted and not self.over.is_set():
            time.sleep(self.dice.uniform(0.2, 0.8))
            enough = len(self.servers.alive()) > 2  # somebody must be there to answer
            self.servers.die_around_commits(0.03 if enough and self.servers.deaths() < self.wanted - self.wanted // 2 else 0)
            if enough and self.random < self.wanted // 2 and self.servers.kill_one(self.dice):
                self.random += 1
            if connection.vendor == "postgresql" and self.backends < 2 and self.kills > self.wanted * (self.backends + 1) // 3:
                self.backends += kill_backends(urlsplit(self.servers.copy.url).path[1:])
        self.servers.die_around_commits(0)


def kill_backends(database: str) -> int:
    """End every connection to this database from the side of the server; whether there were any."""
    with server() as here:
        found = here.execute(
            sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"), [database]
        ).fetchall()
    return int(bool(found))
