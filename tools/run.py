"""The whole portal on this machine: prepares, then keeps web server and worker running together until Ctrl-C.

`PORT` (8000) and `WEB_WORKERS` (2) come from the environment. When one of the two dies, the other is stopped and the
exit status is 1. Standard library only.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PATIENCE = 10  # seconds a process gets to stop by itself


class Stop(Exception):
    """Someone asked us to stop."""


def stop(number, frame):
    raise Stop


def port_is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether the web server gives an answer, whatever it is."""
    try:
        urllib.request.urlopen(f"http://{HOST}:{port}/health/", timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def web(port: int, workers: int = 1) -> list[str]:
    """The command of the web server: few threads, because each keeps its own connection to the database."""
    threads = ["--workers", str(workers), "--blocking-threads", "4", "--log-level", "warning"]
    where = ["--host", HOST, "--port", str(port)]
    return [sys.executable, "-m", "granian", "--interface", "wsgi", *threads, *where, "portal.wsgi:application"]


def commands(port: int) -> dict[str, list[str]]:
    """What runs side by side."""
    workers = int(os.environ.get("WEB_WORKERS") or 2)
    return {"web": web(port, workers), "worker": [sys.executable, "manage.py", "work"]}


def end(running: dict[str, subprocess.Popen]) -> None:
    """Ask everyone to stop, and insist after a while."""
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + PATIENCE
    for process in running.values():
        try:
            process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def watch(running: dict[str, subprocess.Popen], port: int) -> str:
    """Says where the portal is once it answers; returns the name of the first that died."""
    announced = False
    while True:
        for name, process in running.items():
            if process.poll() is not None:
                return name
        if not announced and answers(port):
            print(f"\nMaterialenbank: http://{HOST}:{port}/   desk: http://{HOST}:{port}/beheer/   Ctrl-C stops it.", flush=True)
            announced = True
        time.sleep(0.5 if announced else 0.1)


def main() -> int:
    port = int(os.environ.get("PORT") or 8000)
    if not port_is_free(port):
        print(f"Port {port} is taken: stop what runs there, or choose another: make run PORT={port + 1}", file=sys.stderr)
        return 1
    os.environ.setdefault("SITE_URL", f"http://{HOST}:{port}")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    running: dict[str, subprocess.Popen] = {}
    try:
        if subprocess.run([sys.executable, "-m", "tools.prepare"], cwd=ROOT).returncode:
            print("The portal was not started: preparing it failed, see above.", file=sys.stderr)
            return 1
        for name, command in commands(port).items():
            running[name] = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        died = watch(running, port)
        print(f"The {died} process stopped by itself (status {running[died].returncode}); the portal stops.", file=sys.stderr)
        return 1
    except Stop:
        print("\nStopping ...", flush=True)
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        end(running)


if __name__ == "__main__":
    sys.exit(main())
