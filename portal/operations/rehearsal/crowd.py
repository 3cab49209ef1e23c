"""The people of a rehearsal: each opens the form, fills it in and sends it, some of them twice; some leave again."""

import hashlib
import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from portal.operations.rehearsal.serving import HOST

TIMEOUT = 30
PATIENCE = 900  # times that somebody tries
TURNS = 8  # forms that somebody fills in before they give up
TAKEN, LOOK_AGAIN = 200, (409, 422)
RESTING = (0.1, 0.6)  # seconds before somebody tries again
LOST = (OSError, http.client.HTTPException)  # a connection that broke: nobody knows what became of it
SECRETS = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


class Form(HTMLParser):
    """What a browser would post of the first form of a page, and what could be chosen there."""

    def __init__(self, page: str):
        super().__init__()
        self.inside, self.select = False, ""
        self.posted: dict[str, str] = {}
        self.offered: dict[str, list[str]] = {}
        self.done = False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if tag == "form" and not self.done and has.get("method", "").lower() == "post":
            self.inside = True
        elif not self.inside or "disabled" in has:
            return
        elif tag == "input" and has.get("name"):
            self._input(has, has.get("type", "text"))
        elif tag == "textarea":
            self.posted.setdefault(has.get("name", ""), "")
        elif tag == "select":
            self.select = has.get("name", "")
        elif tag == "option" and self.select:
            self.offered.setdefault(self.select, []).append(has.get("value", ""))

    def _input(self, has, kind):
        name, value = has["name"], has.get("value", "")
        if kind == "radio":
            self.offered.setdefault(name, []).append(value)
        if kind not in ("radio", "checkbox", "submit") or "checked" in has:
            self.posted[name] = value

    def handle_endtag(self, tag):
        if tag == "form" and self.inside:
            self.inside, self.done = False, True
        elif tag == "select":
            self.select = ""


@dataclass
class Answer:
    """One answer: when it came, how long it took, and what it said but for its secrets."""

    status: int
    body: bytes
    began: float
    took: float
    cookies: dict[str, str]

    @property
    def digest(self) -> str:
        return hashlib.sha256(SECRETS.sub(b"", self.body)).hexdigest()


@dataclass
class Visitor:
    """Somebody who wants a seat."""

    number: int
    port: int
    form: str
    dice: random.Random
    twice: bool = False
    leaves: bool = False
    taken_at: float | None = None
    said: str = ""  # what the site said last: "taken" or "left"
    answers: dict[str, set[str]] = field(default_factory=dict)  # {a form: digests of what was said to it}
    requests: int = 0
    slowest: float = 0.0
    trouble: list[str] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def email(self) -> str:
        return f"bezoeker{self.number}@voorbeeld.example"

    def ask(self, path: str, posted: dict[str, str] | None = None) -> Answer:
        """One request. Raises OSError or HTTPException when the connection breaks."""
        here = http.client.HTTPConnection(HOST, self.port, timeout=TIMEOUT)
        began = time.monotonic()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        try:
            if posted is None:
                here.request("GET", path, headers=headers)
            else:
                headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{HOST}:{self.port}"}
                here.request("POST", path, urlencode(posted), headers)
            reply = here.getresponse()
            body = reply.read()
        finally:
            here.close()
            self.requests += 1
            took = time.monotonic() - began
            self.slowest = max(self.slowest, took)
        given = {}
        for line in reply.headers.get_all("Set-Cookie") or []:
            name, _is, value = line.partition(";")[0].partition("=")
            given[name] = value
        return Answer(reply.status, body, began, took, given)

    def until_answered(
        self, path: str, posted: dict[str, str] | None, over: threading.Event, wanted=(200, 302, 303)
    ) -> Answer | None:
        """The same request again until it is answered, as somebody would who sees an error page."""
        for _turn in range(PATIENCE):
            try:
                answer = self.ask(path, posted)
            except LOST:
                answer = None
            if over.is_set() or answer and answer.status in wanted:
                return answer
            if answer and answer.status not in (500, 502, 503):
                break
            time.sleep(self.dice.uniform(*RESTING))
        self.trouble.append(f"{path}: {answer.status if answer else 'geen antwoord'}")
        return None

    # -- what they do ------------------------------------------------------------------------------------------------------
    def come(self, over: threading.Event) -> None:
        """Open the form, fill it in, send it; with an impatient finger twice. When a session is full by now, look again."""
        page = self.until_answered(self.form, None, over)
        for _turn in range(TURNS):
            if page is None:
                return
            self.cookies |= page.cookies
            self._fill_in(Form(page.body.decode()))
            impatient = threading.Thread(target=self.send, args=(over,)) if self.twice else None
            if impatient:
                impatient.start()
            page = self.send(over)
            if impatient:
                impatient.join()
            if page is None or page.status == TAKEN:
                return
        self.trouble.append(f"{TURNS} keer een ander formulier")

    def send(self, over: threading.Event) -> Answer | None:
        """The same form, with the same key, however often."""
        typed = dict(self.typed)
        answer = self.until_answered(self.form, typed, over, wanted=(TAKEN, *LOOK_AGAIN))
        if answer and answer.status == TAKEN:
            self.taken_at = self.taken_at or answer.began + answer.took
            self.said = self.said or "taken"
            self.answers.setdefault(urlencode(typed), set()).add(answer.digest)
        return answer

    def _fill_in(self, form: Form) -> None:
        who = {"kind": "alone", "name": f"Bezoeker {self.number}", "email": self.email, "network": "none"}
        chosen: dict[str, str] = {}
        for name, values in sorted(form.offered.items()):
            free = [value for value in values if value and value not in chosen.values()]
            if name.startswith("block-") and not name.endswith("-meanwhile") and free:
                chosen[name] = self.dice.choice(free)
        self.typed = {**form.posted, **who, **chosen}

    def leave(self, own: str, over: threading.Event) -> None:
        """Cancel, behind the own link."""
        page = self.until_answered(own, None, over)
        if page is None:
            return
        self.cookies |= page.cookies
        way = f"{own}uitschrijven/"
        asked = self.until_answered(way, None, over)
        if asked is None:
            return
        self.cookies |= asked.cookies
        answer = self.until_answered(way, Form(asked.body.decode()).posted, over)
        if answer:
            self.said = "left"
