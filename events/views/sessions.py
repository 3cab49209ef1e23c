"""The page of a session."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from events.jsonld import event_of_session
from events.page import live_session
from portal.catalogue.kept import keep, reading
from portal.catalogue.meta import crumbs, meta


def describe(session: dict) -> dict:
    """What the page of a session tells machines."""
    path = crumbs(
        ("Home", "/"),
        ("Studiedagen", "/studiedagen/"),
        (session["day_title"], session["day_url"]),
        (session["title"], session["url"]),
    )
    said = {"@context": "https://schema.org", "@graph": [event_of_session(session), path]}
    lead = session["lead"] or f"{session['label']} op {session['day_title']}."
    described = meta(f"{session['form_label']}: {session['title']}", lead, session["url"], jsonld=said)
    return {**described, "noindex": session["preview"]}


@reading
def detail(request, day, slug):
    session = live_session(request.path, now=timezone.now())
    if session is None:
        raise Http404
    return keep(
        render(request, "events/session.html", {"session": session, "meta": describe(session)}), "edition", at=request.path
    )
