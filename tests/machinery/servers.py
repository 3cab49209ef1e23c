"""Two ways to serve the portal to a browser.

`live_server`: a thread of the test itself, on the test's database, through every middleware (WhiteNoise serves the
collected files as it does in life). `granian_server`: the real server as a process of its own, slower to start, for what
only it can show (compression, headers, weight, speed).
"""

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

import pytest
from django.db import connection
from django.test.testcases import LiveServerThread
from django.test.utils import modify_settings
from whitenoise.base import WhiteNoise

from tools.run import HOST, ROOT, web


@pytest.fixture(scope="session", autouse=True)
def static_files_are_listed_once():
    """Every client of a test has its own WhiteNoise, and each would walk through the same hundreds of files."""
    listed = {}
    walk = WhiteNoise.update_files_dictionary

    def once(self, root, prefix):
        if (root, prefix) not in listed:
            before = dict(self.files)
            walk(self, root, prefix)
            listed[root, prefix] = {url: file for url, file in self.files.items() if file is not before.get(url)}
        self.files.update(listed[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", once)
        yield


class LiveServer:
    """The portal in a thread; `url` is where."""

    def __init__(self):
        self.thread = LiveServerThread(HOST, static_handler=lambda application: application)
        self.thread.daemon = True
        self._live_server_modified_settings = modify_settings(ALLOWED_HOSTS={"append": HOST})  # pytest-django enables this
        self.thread.start()
        self.thread.is_ready.wait()
        if self.thread.error:
            raise self.thread.error
        self.url = f"http://{HOST}:{self.thread.port}"

    def stop(self):
        self.thread.terminate()


@pytest.fixture(scope="session")
def live_server(django_db_setup):
    """The portal in a thread of this process; a test that asks for it commits."""
    server = LiveServer()
    yield server
    server.stop()


def database_url() -> str:
    """Where the test database is, as DATABASE_URL says it."""
    where = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{where['NAME']}"
    return f"postgres://{where['USER']}@{where['HOST']}:{where['PORT']}/{where['NAME']}"


def wait_for(url: str, process: subprocess.Popen, patience: float = 30) -> None:
    """Returns when something answers there; says so when the process ends first."""
    until = time.monotonic() + patience
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError as answered:
            answered.close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"No answer at {url} (the server's status is {process.poll()})")


@pytest.fixture
def granian_server(transactional_db, media):
    """A function that starts the real server on the test's database and returns its address."""
    with contextlib.ExitStack() as until_the_end:

        def serve(**environment: str) -> str:
            with socket.socket() as probe:
                probe.bind((HOST, 0))
                port = probe.getsockname()[1]
            url = f"http://{HOST}:{port}"
            known = {**os.environ, "DATABASE_URL": database_url(), "MEDIA": str(media), "SITE_URL": url, **environment}
            process = subprocess.Popen(web(port), env=known, cwd=ROOT)

            def end():
                process.terminate()
                process.wait(timeout=15)

            until_the_end.callback(end)
            wait_for(url + "/health/", process)
            return url

        yield serve
