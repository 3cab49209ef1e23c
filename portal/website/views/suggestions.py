"""Suggestions while somebody types, and what a browser must know to search here from its own address bar."""

import re

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.catalogue.kept import keep, reading
from portal.catalogue.meta import absolute
from portal.catalogue.suggest import suggest
from portal.text import fold, without_nul

MOST_LETTERS = 100
KINDS = {
    "fiche": _("Fiche"),
    "theme": _("Thema"),
    "day": _("Studiedag"),
    "session": _("Sessie"),
    "person": _("Spreker"),
    "resource": _("Materiaal"),
    "source": _("Bron"),
    "page": _("Pagina"),
}


def begun(text: str, asked: str) -> SafeString:
    """The text as safe HTML, with what was typed in <mark> where a word begins with it."""
    wanted = fold(asked)
    for word in re.finditer(r"[^\W_]+", text):
        start = word.start()
        for end in range(start + 1, min(len(text), start + 2 * len(wanted)) + 1):
            if wanted and fold(text[start:end]) == wanted:
                return format_html("{}<mark>{}</mark>{}", text[:start], text[start:end], text[end:])
    return format_html("{}", text)


@reading
def part(request):
    """The list below a search field."""
    asked = _asked(request)
    found = suggest(asked)
    suggestions = {
        "words": [{"label": begun(word, asked), "value": word} for word in found.words],
        "titles": [{"title": begun(title, asked), "url": url, "label": KINDS.get(kind, "")} for title, url, kind in found.titles],
    }
    return _fresh(HttpResponse(render_to_string("website/_suggestions.html", {"suggestions": suggestions})))


@reading
def completions(request):
    """The same for a browser's own search field: OpenSearch Suggestions."""
    asked = _asked(request)
    found = suggest(asked)
    said = list(dict.fromkeys([*found.words, *(title for title, _url, _kind in found.titles)]))
    return _fresh(JsonResponse([asked, said], safe=False, content_type="application/x-suggestions+json"))


@reading
def description(request):
    """OpenSearch: how a browser can add this site as a search engine."""
    context = {
        "search": absolute("/zoeken/"),
        "own": absolute("/opensearch.xml"),
        "picture": absolute(static("img/merk.svg")),
    }
    answer = render(request, "opensearch.xml", context, content_type="application/opensearchdescription+xml; charset=utf-8")
    return keep(answer, "edition", at="/opensearch.xml")


def _asked(request) -> str:
    return " ".join(without_nul(request.GET.get("q", ""))[:MOST_LETTERS].split())


def _fresh(response):
    """A withdrawn title is gone at once, and no search engine lists a list of beginnings."""
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
