"""The list of study days, the page of one, and its entry for a calendar."""

from datetime import datetime

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from events.jsonld import event_of_day
from events.page import live_day, shown_day
from portal.catalogue.kept import keep, reading
from portal.catalogue.listing import card
from portal.catalogue.meta import crumbs, meta
from portal.catalogue.models import Record


def all_days(now) -> tuple[list[dict], list[dict]]:
    """Public days that are still to come (the next one first), and those that are over (the last one first). One query."""
    days = [shown_day(card(row), now=now) for row in Record.objects.public().filter(kind="day").for_cards()]
    days.sort(key=lambda day: (day["begins_at"], day["title"]))
    coming = [day for day in days if not _over(day, now)]
    return coming, [day for day in reversed(days) if _over(day, now)]


def foremost(now) -> tuple[dict | None, bool]:
    """The next public day that goes on, or else the last that was held; and whether it is still to come. Two queries."""
    days = Record.objects.public().filter(kind="day")
    told = [
        (datetime.fromisoformat(over), begins, title, pk)
        for pk, title, begins, over, cancelled in days.values_list(
            "pk", "title", "card__begins_at", "card__over_at", "card__cancelled"
        )
        if not cancelled
    ]
    coming = [(begins, title, pk) for over, begins, title, pk in told if over > now]
    past = [(begins, title, pk) for over, begins, title, pk in told if over <= now]
    chosen = min(coming, default=None) or max(past, default=None)
    if chosen is None:
        return None, False
    row = days.for_cards().get(pk=chosen[-1])
    return shown_day(card(row), now=now), bool(coming)


def _over(day: dict, now) -> bool:
    return datetime.fromisoformat(day["over_at"]) <= now


@reading
def browse(request):
    coming, past = all_days(timezone.now())
    years: dict[int, list[dict]] = {}
    for day in past:
        years.setdefault(day["on"].year, []).append(day)
    context = {
        "upcoming": coming,
        "years": [{"year": year, "days": days} for year, days in years.items()],
        "feed_url": reverse("feed-days"),
        "meta": meta(
            "Studiedagen",
            "Wat er aankomt, en de verslagen van wat er geweest is: keynotes, masterclasses en gesprekstafels.",
            "/studiedagen/",
            jsonld={"@context": "https://schema.org", "@graph": [crumbs(("Home", "/"), ("Studiedagen", "/studiedagen/"))]},
        ),
    }
    return keep(render(request, "events/days.html", context), "edition", at=request.path)


def describe(day: dict) -> dict:
    """What the page of a day tells machines."""
    path = crumbs(("Home", "/"), ("Studiedagen", "/studiedagen/"), (day["title"], day["url"]))
    said = {"@context": "https://schema.org", "@graph": [event_of_day(day), path]}
    described = meta(f"{day['title']}, studiedag {day['on']:%d-%m-%Y}", day["lead"], day["url"], jsonld=said)
    return {**described, "noindex": day["preview"]}


@reading
def detail(request, slug):
    day = live_day(request.path, now=timezone.now())
    if day is None:
        raise Http404
    return keep(render(request, "events/day.html", {"day": day, "meta": describe(day)}), "edition", at=request.path)


@reading
def sessions(request, slug):
    """The address of a session, cut off: the programme of its day, also when that is gone and says so."""
    url = reverse("events:day", args=[slug])
    if not Record.objects.filter(url=url, kind="day").exists():
        raise Http404
    return redirect(f"{url}#programma")
