"""What a run may not do: reach the network, leave something out in CI, or spend its time on what is the same for all."""

import gc
import ipaddress
import os
import socket

import pytest


class NetworkUsed(RuntimeError):
    """A test tried to reach another machine."""


def is_here(address) -> bool:
    """Whether a socket address is on this machine."""
    if not isinstance(address, tuple):
        return True  # a unix socket
    host = str(address[0]).split("%")[0]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "")


def guarded(connect):
    """The same method, refusing other machines."""

    def connect_here(self, address):
        if not is_here(address):
            self.close()
            raise NetworkUsed(f"A test tried to reach {address}.")
        return connect(self, address)

    return connect_here


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Only this machine can be reached from a test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield


def pytest_sessionstart(session):
    """The collected static files are those of this tree, as `make run` would have them; once, before the workers start."""
    if not hasattr(session.config, "workerinput"):
        from tools.prepare import collect_static

        collect_static()


def pytest_collection_finish():
    """As at the start of the real server (portal/wsgi.py): what is loaded now is not looked through again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


def pytest_sessionfinish(session):
    """In CI a skipped test fails the run, and is named."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI", "").lower() in ("1", "true") and skipped and not hasattr(session.config, "workerinput"):
        reporter.ensure_newline()
        for report in skipped:
            why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            reporter.write_line(f"SKIPPED IN CI: {report.nodeid}: {why}", red=True)
        session.exitstatus = 1
