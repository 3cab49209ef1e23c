"""Opens and saves the forms of the desk inside this process, as an editor's browser would, and counts CPU time and queries.

python -m bench.editing      orders come in and answers go out as lines of JSON, as in bench.asking
"""

import gc
import html
import io
import os
import re
import statistics
import time
import zlib
from html.parser import HTMLParser
from urllib.parse import urlencode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

from bench.asking import Application, environ, obey

ROWS = ("sections", "resources", "citations")  # what makes a form long


class Fields(HTMLParser):
    """What a browser would post of one form."""

    def __init__(self, form: str):
        super().__init__()
        self.form, self.inside, self.posted = form, False, []
        self.select, self.options, self.text = "", [], None

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if tag == "form":
            self.inside = has.get("id") == self.form
        if not self.inside or "disabled" in has:
            return
        kind = has.get("type", "text")
        if tag == "input" and has.get("name") and kind not in ("submit", "button", "file"):
            if kind not in ("checkbox", "radio") or "checked" in has:
                self.posted.append((has["name"], has.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "select":
            self.select, self.options = has.get("name", ""), []
            self.many = "multiple" in has
        elif tag == "option":
            self.options.append((has.get("value", ""), "selected" in has))
        elif tag == "textarea":
            self.text = (has.get("name", ""), [])

    def handle_data(self, data):
        if self.text:
            self.text[1].append(data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.text:
            self.posted.append((self.text[0], "".join(self.text[1]).removeprefix("\n")))
            self.text = None
        elif tag == "select" and self.select:
            chosen = [value for value, selected in self.options if selected]
            if not chosen and not self.many:
                chosen = [value for value, _selected in self.options[:1]]
            self.posted += [(self.select, value) for value in chosen]
            self.select = ""


def sent(fields: list[tuple[str, str]]) -> bytes:
    """The fields as a browser sends them; without a file, the script of the form has them sent as text."""
    return urlencode(fields).encode()


class Desk(Application):
    """The portal, with somebody of the desk who signed in."""

    def __init__(self):
        super().__init__("portal.wsgi")
        self.cookies: dict[str, str] = {}
        self.turn = 0

    def start_response(self, status, headers, exc_info=None):
        super().start_response(status, headers, exc_info)
        for name, value in headers:
            if name.lower() == "set-cookie":
                key, _equals, said = value.split(";")[0].partition("=")
                self.cookies[key] = said

    def get(self, path: str, etag: str = "") -> tuple[bytes, int]:
        return self.ask(path)

    def ask(self, path: str, posted: bytes | None = None) -> tuple[bytes, int]:
        """The body, and the nanoseconds of CPU that it cost."""
        asked = environ(path)
        asked["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if posted is not None:
            more = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(posted)), "wsgi.input": io.BytesIO(posted)}
            asked |= {**more, "CONTENT_TYPE": "application/x-www-form-urlencoded"}
        began = time.process_time_ns()
        answer = self.application(asked, self.start_response)
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return body, time.process_time_ns() - began

    def page(self, path: str) -> str:
        body, _spent = self.ask(path)
        packed = self.headers.get("content-encoding") == "gzip"
        return (zlib.decompress(body, 31) if packed else body).decode()

    # -- the orders --------------------------------------------------------------------------------------------------------
    def prepare(self) -> dict:
        """Somebody signs in; the addresses of what is measured."""
        from django.conf import settings
        from django.contrib.auth.models import Group
        from django.test import Client

        from fiches.models import Fiche, Rubriek, Section
        from portal.accounts.models import User

        user, _made = User.objects.get_or_create(email="bench@voorbeeld.example", defaults={"name": "Meting", "is_staff": True})
        user.groups.add(Group.objects.get(name="eindredacteur"))
        client = Client()
        client.force_login(user)
        self.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        fiche = Fiche.objects.filter(slug__startswith="meting-").order_by("pk")[0]
        Section.objects.get_or_create(fiche=fiche, rubriek=Rubriek.SOURCES, defaults={"text": "<p>Over deze bronnen.</p>"})
        here = f"/beheer/fiches/fiche/{fiche.pk}/"
        self.form = f"{here}change/"
        return {
            "form": self.form,
            "checklist": f"{here}checklist/",
            "typed": f"{here}voorbeeld/getypt/",
            "preview": f"{here}voorbeeld/pagina/",
            "list": "/beheer/fiches/fiche/",
            "rows": {name: getattr(fiche, name).count() for name in ROWS},
        }

    def measure(self, path: str, times: int, **_options) -> dict:
        """Milliseconds of CPU, the median of so many requests; and the queries of one."""
        return self._counted(times, lambda: self.ask(path))

    def post(self, path: str, times: int) -> dict:
        """The same for a form that is posted there as it would be while somebody types."""
        posted = self.changed(self.page(self.form), "")
        return self._counted(times, lambda: self.ask(path, posted))

    def save(self, path: str, times: int, step: str = "") -> dict:
        """The same for saving a changed form, with a step."""
        posted: list[bytes] = []
        fresh = lambda: posted.append(self.changed(self.page(path), step))  # noqa: E731 (a turn each)
        return self._counted(times, lambda: self.ask(path, posted.pop()), fresh)

    def _counted(self, times: int, act, before=lambda: None) -> dict:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        spent = []
        for _turn in range(times):
            before()
            gc.collect()
            spent.append(act()[1])
        before()
        with CaptureQueriesContext(connection) as queries:
            act()
        return {"ms": statistics.median(spent) / 1e6, "status": self.status, "queries": len(queries)}

    def weigh(self, path: str) -> dict:
        """Bytes of a first visit, as sent: the page, its scripts and its style sheets. Not its fonts and pictures."""
        from django.conf import settings

        size = len(self.ask(path)[0])
        page = html.unescape(self.page(path))
        loaded = {"HTML": size}
        for address in sorted({*re.findall(r'"(/[^"\s]+\.(?:js|css))"', page), *re.findall(r'src="(/beheer/jsi18n/)"', page)}):
            kind = "style sheets" if address.endswith(".css") else "scripts"
            for name, word in (
                ("editor", "django_prose_editor"),
                ("jQuery and its chooser", "/vendor/"),
                ("sorting", "adminsortable2"),
            ):
                kind = name if word in address and kind == "scripts" else kind
            loaded[kind] = loaded.get(kind, 0) + self._sent(address, settings.STATIC_ROOT)
        return loaded

    def _sent(self, address: str, folder) -> int:
        """How many bytes a browser gets that takes Brotli."""
        if not address.startswith("/static/"):
            return len(self.ask(address)[0])
        file = folder / address.removeprefix("/static/")
        packed = file.with_name(f"{file.name}.br")
        return (packed if packed.exists() else file).stat().st_size

    def changed(self, page: str, step: str) -> bytes:
        """The form as it came, with another lead and another word in its first rubriek."""
        self.turn += 1
        read = Fields("fiche_form")
        read.feed(page)
        fields = []
        for name, value in read.posted:
            value = f"Een andere inleiding, keer {self.turn}." if name == "standfirst" else value
            value = re.sub(r"</p>$", f" Keer {self.turn}.</p>", value) if name == "sections-0-text" else value
            fields.append((name, value))
        return sent([*fields, ("_step", step) if step else ("_continue", "1")])


if __name__ == "__main__":
    obey(Desk())
