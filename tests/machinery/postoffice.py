"""A mail server on this machine, in a thread: it takes what it is given, or does what a bad one does.

`post.refuses` is what it answers to a step ("connect", "EHLO", "MAIL", "RCPT", "DATA"), such as "451 later"; "hang up" closes the
connection without a word. `post.times` says how often before it comes to its senses (None: never).
"""

import asyncio
import email
import email.policy
import threading

import pytest
from aiosmtpd.smtp import SMTP

HOST = "127.0.0.1"


class Stubborn(SMTP):
    """Greets with a refusal when it is told to."""

    def connection_made(self, transport):
        answer = self.event_handler.answer("connect")
        if answer is None:
            return super().connection_made(transport)
        transport.write(b"" if answer == "hang up" else f"{answer}\r\n".encode())
        transport.close()


class PostOffice:
    """What arrived, parsed: `post.letters`; who it was for: `post.envelopes`."""

    def __init__(self):
        self.letters: list = []
        self.envelopes: list = []
        self.refuses: dict[str, str] = {}
        self.times: int | None = None
        self.arrived = threading.Event()  # a letter is being handed over
        self.go_on = threading.Event()  # wait for this before it is taken
        self.go_on.set()
        self.port = 0

    def answer(self, step: str) -> str | None:
        said = self.refuses.get(step)
        if said is None or self.times == 0:
            return None
        if self.times is not None:
            self.times -= 1
        return said

    async def _say(self, server, step, usual="250 OK"):
        said = self.answer(step)
        if said == "hang up":
            server.transport.close()
        return said or usual

    async def handle_MAIL(self, server, session, envelope, address, options):
        if (said := await self._say(server, "MAIL", "")) == "":
            envelope.mail_from = address
        return said or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if (said := await self._say(server, "RCPT", "")) == "":
            envelope.rcpt_tos.append(address)
        return said or "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.arrived.set()
        while not self.go_on.is_set():
            await asyncio.sleep(0.01)
        if said := await self._say(server, "DATA", ""):
            return said
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


class Running:
    """The server with its own loop, in a thread."""

    def __init__(self, office: PostOffice):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()  # first: in the thread of the test the browser's own loop may be running
        self.server = asyncio.run_coroutine_threadsafe(self._open(office), self.loop).result(10)
        office.port = self.server.sockets[0].getsockname()[1]

    async def _open(self, office: PostOffice):
        return await self.loop.create_server(lambda: Stubborn(office, hostname="post.example", loop=self.loop), HOST, 0)

    def stop(self):
        asyncio.run_coroutine_threadsafe(self._close(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    async def _close(self):
        self.server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


@pytest.fixture
def post(settings):
    """The mail server; the settings lead to it."""
    office = PostOffice()
    running = Running(office)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = HOST, office.port, 5
    yield office
    office.go_on.set()
    running.stop()
