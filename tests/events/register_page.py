"""The form to register, without a browser: what it would post as it stands, what somebody types in it, what it answered."""

import re
from html import unescape

from django.urls import reverse

TAG = re.compile(r"<(input|select|option|textarea)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
FAULT = re.compile(r'<p class="error"[^>]*>.*?<span>(.*?)</span></p>', re.DOTALL)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def address(day) -> str:
    return reverse("events:register", args=[day.slug])


def posted(html: str) -> dict[str, str]:
    """What a browser would send of the form in this page, by its first button."""
    part = html[html.index('<form class="form"') if '<form class="form"' in html else html.index('method="post"') :]
    values, select = {}, ""
    for tag, rest in TAG.findall(part.split("</form>")[0]):
        said = {name: unescape(value) for name, value in ATTRIBUTE.findall(rest)}
        if tag == "select":
            select = said["name"]
            values[select] = ""
        elif tag == "option" and "selected" in said:
            values[select] = said["value"]
        elif tag == "input" and (said.get("type") not in ("radio", "checkbox") or "checked" in said):
            values[said["name"]] = said.get("value", "")
    return values


def typed(client, day, **more) -> dict[str, str]:
    """The form of this day, filled in by Anja; `more` is what she types otherwise."""
    page = client.get(address(day))
    anja = {"name": "Anja Luchtlezer", "email": "anja@school.example", "network": "none"}
    return {**posted(page.content.decode()), **anja, **more}


def send(client, day, data):
    return client.post(address(day), data)


def told(response) -> list[str]:
    """What is wrong, beside the fields."""
    return [unescape(sentence) for sentence in FAULT.findall(response.content.decode())]


def same_bytes(response) -> str:
    """The page without the token that is another one in each answer."""
    return TOKEN.sub("", response.content.decode())
