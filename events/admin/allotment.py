"""Allotting the wishes of a day at the desk: what people wish, a draw that is written down first, a look, and then the seats."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from events import outcome
from events.admin.registrations import context_of, day_of, url_of
from events.models import Block, Registration
from events.registering import drawing
from events.registering.figures import figures
from events.registering.registration import RegistrationRefused
from portal.publishing.forms import number_in


def allotment_view(model_admin, request, pk):
    """The screen; posting draws the seed, or writes what was looked at."""
    day = day_of(request, pk, "change" if request.method == "POST" else "view")
    asked = request.POST if request.method == "POST" else request.GET
    fill = {number_in(text, 0) for text in asked.getlist("vullen")}
    if request.method == "POST" and (done := _do(model_admin, request, day, fill)):
        return done
    now = figures(day)
    made = None if day.cancelled else drawing.plan(day, fill=fill, at=timezone.now())
    by_block = {row.block.pk: row for row in now.blocks}
    context = context_of(
        model_admin,
        request,
        day,
        _("Wensen verdelen"),
        open=[_wished(by_block[block.pk], now.come) for block in drawing.open_blocks(day) if block.pk in by_block],
        plan=made and _planned(made, by_block, fill),
        why_not="" if made else drawing.why_not(day, at=timezone.now()),
        done=[_done(block) for block in day.blocks.exclude(allotted_at=None).filter(choice=Block.Choice.RANKED)],
    )
    return TemplateResponse(request, "admin/events/allotment.html", context)


def _do(model_admin, request, day, fill):
    """What a button asked; the answer, or None when the page is drawn again with what stands in the way."""
    at = timezone.now()
    try:
        if request.POST.get("_do") == "seed":
            seed = drawing.draw_seed(day, at=at, by=request.user)
            words = _("Het startgetal is %(seed)s en staat in het logboek. Bekijk nu het voorbeeld.") % {"seed": seed}
            model_admin.message_user(request, words, messages.SUCCESS)
        else:
            drawing.confirm(day, fill=fill, seen=request.POST.get("seen", ""), at=at, by=request.user)
            words = _("De plaatsen zijn verdeeld. Iedereen krijgt een brief; wat vrij bleef, is voor wie eerst komt.")
            model_admin.message_user(request, words, messages.SUCCESS)
    except RegistrationRefused as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)
        return None
    return HttpResponseRedirect(url_of("allotment", day))


def _wished(row, come: int) -> dict:
    """What people wish in a block: the sessions that more people wish first than there are seats are asked too much."""
    sessions = [
        {"figures": one, "over": one.session.capacity is not None and one.first > one.session.capacity} for one in row.sessions
    ]
    return {"block": row.block, "sessions": sessions, "wishers": come - row.without, "without": row.without}


def _planned(made, by_block, fill) -> dict:
    nobody = [pk for block in made.blocks for pk in made.left_out(block)]
    people = {row.pk: row for row in Registration.objects.filter(pk__in=nobody).select_related("party")}
    blocks = [_block(made, block, by_block[block.pk], people, block.pk in fill) for block in made.blocks if block.pk in by_block]
    return {"seed": next(block.seed for block in made.blocks if block.seed), "mark": made.mark, "blocks": blocks}


def _block(made, block, row, people, fill) -> dict:
    summary, filled = made.summary(block), made.filled(block)
    sessions = [_session(one.session, filled[one.session.pk]) for one in row.sessions if one.session.pk in filled]
    return {
        "block": block,
        "summary": summary,
        "shares": outcome.shares(summary),
        "words": outcome.in_words(outcome.kept(summary)),
        "sessions": sessions,
        "nobody": [people[pk] for pk in made.left_out(block) if pk in people],
        "fill": fill,
    }


def _session(session, ranks: list[int]) -> dict:
    """How full a session gets, and by whose wish; with the places of the parts of its bar."""
    seats, total = session.capacity, sum(ranks)
    whole = max(seats or 0, total) or 1
    bars, begin = [], 0.0
    for look, count in (("on", ranks[0]), ("second", ranks[1]), ("third", sum(ranks[2:]))):
        bars.append({"look": look, "x": round(begin, 2), "width": round(100 * count / whole, 2)})
        begin += 100 * count / whole
    return {
        "session": session,
        "total": total,
        "ranks": ranks[:4],
        "other": ranks[4],
        "bars": [bar for bar in bars if bar["width"]],
    }


def _done(block) -> dict:
    summary = outcome.read(block.outcome) if block.outcome else None
    return {
        "block": block,
        "summary": summary,
        "shares": outcome.shares(summary) if summary else [],
        "words": outcome.in_words(block.outcome) if block.outcome else "",
    }
