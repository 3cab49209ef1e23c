"""The programme of a day on one page: blocks, sessions, speakers and rooms, saved together or not at all."""

from dataclasses import dataclass, field
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import programme
from events.admin import programme_kept
from events.admin.news import mention
from events.forms.programme import ProgrammeForm
from events.forms.rows import Facts, RowForm
from events.models import Contribution, Form, Person, Room, Session, StudyDay
from events.models.session import ROLE_OF_FORM, Role
from events.registering import capacity
from portal.publishing import logbook
from portal.publishing.autosave import as_posted
from portal.publishing.autosave_admin import kept_row, really_saved, tell_browser
from portal.publishing.logbook import Act
from portal.publishing.models import Revision, Status
from portal.publishing.workflow import StepRefused, take
from portal.shared import public_lock
from portal.text import fold

TEXT = {"title", "form", "number"}  # frozen on publishing; the speakers too
ACTS = [f"{act}_{thing}" for act in ("add", "delete") for thing in ("session", "block", "room", "person")]


@dataclass
class Done:
    """What a save did, for the message and the history."""

    new: list[Session] = field(default_factory=list)
    edited: list[Session] = field(default_factory=list)
    placed: list[Session] = field(default_factory=list)
    removed: list[Session] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    new_blocks: int = 0
    blocks: int = 0  # changed or gone
    public: bool = False  # something that readers see at once
    unplanned: bool = False
    titles: list[str] = field(default_factory=list)  # people whose honorific was typed otherwise than they carry it

    def __bool__(self):
        return bool(self.new or self.edited or self.placed or self.removed or self.new_blocks or self.blocks)


def programme_view(model_admin, request, pk):
    """The programme of a day as one form; who may only look gets it without a way to save."""
    day = get_object_or_404(StudyDay.objects.select_related("venue"), pk=pk)
    may_save = programme_kept.may_write(request.user)
    if not may_save and (request.method == "POST" or not _may_look(request.user)):
        raise PermissionDenied
    form, restored = None, None
    if request.method == "POST":
        form, done = _saved(pk, request)
        if form is None:
            _tell(model_admin, request, day, done)
            return tell_browser(request, HttpResponseRedirect(request.path))
    elif may_save and (restored := kept_row(request, programme_kept.spot(pk))):
        form = ProgrammeForm(_facts(day, request.user), as_posted(restored.data))
    form = form or ProgrammeForm(_facts(day, request.user if may_save else None))
    context = _context(model_admin, request, form, may_save)
    if may_save:
        refused = request.method == "POST"
        facts = partial(_facts, day, request.user)
        context["kept"] = programme_kept.kept(request, day, facts, restored=restored, refused=refused)
    return TemplateResponse(request, "admin/events/programme.html", context)


def _may_look(user) -> bool:
    return all(user.has_perm(f"events.view_{thing}") for thing in ("studyday", "session"))


def _facts(day, user) -> Facts:
    """Everything the form needs, in as many queries for thirty sessions as for one."""
    rows = day.sessions.select_related("block", "room", "changed_by").prefetch_related("contributions__person")
    sessions = sorted(rows, key=_place)
    blocks = list(day.blocks.all())
    for row in [*sessions, *blocks]:
        row.day = day  # in hand
    rooms = list(day.venue.rooms.all()) if day.venue_id else []
    online = Revision.objects.filter(published__isnull=False, object_id__in=[row.pk for row in sessions])
    online = online.filter(content_type__app_label="events", content_type__model="session").values_list("object_id", flat=True)
    may = {act for act in ACTS if user and user.has_perm(f"events.{act}")}
    return Facts(day, blocks, sessions, rooms, set(online), may)


def _place(row) -> tuple:
    """In its block as readers see it: the open space before its tables; and last what was withdrawn."""
    return row.status == Status.ARCHIVED, row.form == Form.TABLE, row.position, row.number or 9999, row.pk


def _context(model_admin, request, form, may_save):
    day = form.facts.day
    sessions = form.facts.sessions
    waiting = [row for row in sessions if row.status not in (Status.PUBLISHED, Status.ARCHIVED)]
    return {
        **model_admin.admin_site.each_context(request),
        "title": _("Programma van “%(title)s”") % {"title": day},
        "opts": model_admin.opts,
        "thing": day,
        "form": form,
        "groups": form.groups(),
        "spare_row": form.row("__rij__", home="__blok__"),
        "spare_block": form.spare_block("__blok__"),
        "may_save": may_save,
        "may_add": may_save and "add_session" in form.facts.may,
        "may_add_block": may_save and "add_block" in form.facts.may,
        "waiting": waiting,
        "publish_url": reverse("admin:events_studyday_publish", args=[day.pk]),
        "warnings": [*_same_numbers(sessions), *programme.warnings(day)] if sessions else [],
    }


def _same_numbers(sessions) -> list[str]:
    """Two masterclasses 5 are most likely a slip."""
    seen, sentences = {}, []
    for row in sessions:
        place = (row.form, row.number)
        if row.number and row.status != Status.ARCHIVED and place in seen:
            said = {"what": f"{row.get_form_display()} {row.number}", "one": seen[place], "other": row}
            sentences.append(_("%(what)s staat er twee keer: “%(one)s” en “%(other)s”.") % said)
        seen.setdefault(place, row)
    return sentences


# -- saving ------------------------------------------------------------------------------------------------------------
def _saved(pk, request) -> tuple[ProgrammeForm | None, Done]:
    """(None, what was done), or (the form with everything that is wrong, nothing)."""
    try:
        with transaction.atomic():
            public_lock.send(StudyDay)
            day = programme.locked(pk)
            form = ProgrammeForm(_facts(day, request.user), request.POST)
            if not form.is_valid():
                return form, Done()
            done = _save(form, by=request.user, at=timezone.now())
            _remember(day, done, by=request.user, at=timezone.now())
            capacity.seat_who_waits(pk, at=timezone.now())
            really_saved(request, programme_kept.spot(pk))
            return None, done
    except StepRefused as refusal:
        form = ProgrammeForm(_facts(StudyDay.objects.get(pk=pk), request.user), request.POST)
        form.faults.append(("", "", str(refusal)))
        return form, Done()


def _save(form, *, by, at) -> Done:
    day, done = form.facts.day, Done()
    places = _save_blocks(form, done)
    rooms, people = {}, {}
    slugs = None
    for row in [row for row in form.touched_rows() if row.kept()]:
        session, block = row.instance, places.get(row.cleaned_data["block"])
        room = row.cleaned_data["room"] or _new_room(day, row.cleaned_data["new_room"], rooms, done)
        if row.is_new:
            slugs = _taken_slugs(day) if slugs is None else slugs
            session.block, session.room, session.owner, session.changed_by = block, room, by, by
            session.slug = _free_slug(session, slugs)
            session.save()
            _save_speakers(row, people, done)
            done.new.append(session)
        else:
            _save_session(row, block, room, people, done, by=by, at=at)
    for row in form.rows:
        if not row.kept():
            _refuse(row.instance)
            done.removed.append(Session(pk=row.instance.pk, title=row.initial["title"]))
            row.instance.delete()
    for block in form.blocks:
        if not block.kept():
            block.instance.delete()
            done.blocks += 1
    done.public = done.public or bool(done.new_blocks or done.blocks)
    if done.public and day.live_id:
        programme.announce(day, at=at)
    return done


def _save_blocks(form, done) -> dict:
    """The blocks that stay, by their key. New ones without a place come last."""
    day, last = form.facts.day, max((block.position for block in form.facts.blocks), default=0)
    places = {}
    for row in [row for row in form.blocks if row.kept()]:
        block = row.instance
        if row.is_new and row.is_bound:
            block.day = day
            if row.cleaned_data["position"] is None:
                last += 1
                block.position = last
            block.save()
            done.new_blocks += 1
        elif row.is_bound and (changed := [name for name in row.changed_data if name in row.MARKED]):
            if "choice" in changed or "kind" in changed:
                _refuse(block)
            block.save(update_fields=["intro" if name == "words" else name for name in changed])
            done.blocks += 1
        if block.pk:
            places[row.key] = block
    return places


def _refuse(thing):
    """What somebody chose stays where it is. Raises StepRefused."""
    if said := capacity.stays(thing):
        raise StepRefused(said)


def _save_session(row: RowForm, block, room, people, done, *, by, at):
    """Write what differs. An edit of the text takes its step; a place or a seat is no edit."""
    session = row.instance
    texts = [name for name in row.changed_data if name in TEXT]
    placed = [name for name in row.changed_data if name in ("capacity", "cancelled")]
    if session.block_id != (block.pk if block else None):
        _refuse(session)
    for name, value in (("block", block), ("room", room)):
        if getattr(session, f"{name}_id") != (value.pk if value else None):
            setattr(session, name, value)
            placed.append(name)
    spoken = row.speakers_change()
    if not (texts or placed or spoken):
        return
    session.changed_by = by
    session.edit += not (texts or spoken)  # the step of an edit raises it itself; a form that stands open hears of a place too
    session.save(update_fields=[*texts, *placed, "edit", "changed", "changed_by"])
    if spoken:
        _save_speakers(row, people, done)
    if texts or spoken:
        done.unplanned |= session.status == Status.SCHEDULED
        take(session, "edit", seen=session.edit, at=at, by=by)
        done.edited.append(session)
    if placed:
        done.placed.append(session)
        done.public |= session.live_id is not None


def _save_speakers(row: RowForm, people, done):
    """The rows of the people who stay are kept, with their role; names that are gone take their row with them."""
    session = row.instance
    Contribution.objects.filter(pk__in=[gone.pk for gone in row.gone]).delete()
    for place, (named, who) in enumerate(row.plan):
        if isinstance(who, Contribution):
            if (who.affiliation, who.position) != (named.affiliation, place):
                who.affiliation, who.position = named.affiliation, place
                who.save(update_fields=["affiliation", "position"])
            carries = who.person.honorific if who.person_id else ""
        else:
            person = None if named.team else who or people.get(fold(named.name)) or _new_person(named, people, done)
            said = {"person": person, "team": named.name if named.team else "", "affiliation": named.affiliation}
            role = ROLE_OF_FORM.get(session.form, Role.SPEAKER)
            Contribution.objects.create(session=session, role=role, position=place, **said)
            carries = person.honorific if person else ""
        if named.honorific and fold(named.honorific) != fold(carries):
            done.titles.append(named.name)


def _new_person(named, people, done) -> Person:
    base, number = slugify(named.name)[:130] or "spreker", 1
    slug = base
    while Person.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    person = Person.objects.create(name=named.name, slug=slug, honorific=named.honorific)
    people[fold(named.name)] = person
    done.people.append(person)
    return person


def _new_room(day, name, rooms, done) -> Room | None:
    """The room with this name at the venue of the day; made once for everybody who typed it."""
    if name and fold(name) not in rooms:
        rooms[fold(name)] = Room.objects.create(venue_id=day.venue_id, name=name)
        done.rooms.append(rooms[fold(name)])
    return rooms.get(fold(name)) if name else None


def _taken_slugs(day) -> set[str]:
    """Addresses that a session of this day has, in its working copy or online."""
    return {slug for pair in day.sessions.values_list("slug", "live__snapshot__slug") for slug in pair if slug}


def _free_slug(session, taken: set[str]) -> str:
    base, number = slugify(session.title)[:160] or str(session.form).replace("_", "-"), 1
    slug = base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug


def _remember(day, done, *, by, at):
    """One line for the day, and one for each thing in it that came, changed or went."""
    if not done:
        return
    in_it = _("in het programma van “%(day)s”") % {"day": day}
    logbook.write(Act.CHANGED, day, by=by, at=at, said=_("programma, %(what)s") % {"what": _sentence(done)})
    logbook.write_all(Act.ADDED, [*done.new, *done.people, *done.rooms], by=by, at=at, said=in_it)
    changed = {session.pk: session for session in [*done.edited, *done.placed]}
    logbook.write_all(Act.CHANGED, changed.values(), by=by, at=at, said=in_it)
    logbook.write_all(Act.DELETED, done.removed, by=by, at=at, said=in_it)


# -- telling -------------------------------------------------------------------------------------------------------------
def _tell(model_admin, request, day, done):
    if not done:
        model_admin.message_user(request, _("Er was niets gewijzigd."), messages.INFO)
        return
    said = _sentence(done)
    model_admin.message_user(request, _("Het programma is bewaard: %(what)s.") % {"what": said}, messages.SUCCESS)
    if day.live_id:
        _tell_of_readers(model_admin, request, day, done)
    for names, words in ((done.people, _("Nieuwe sprekers: %(names)s.")), (done.rooms, _("Nieuwe zalen: %(names)s."))):
        if names:
            model_admin.message_user(request, words % {"names": ", ".join(map(str, names))}, messages.INFO)
    if done.titles:
        words = _("Een titel voor een naam (zoals “prof. dr.”) wijzig je bij de spreker zelf: %(names)s.")
        model_admin.message_user(request, words % {"names": ", ".join(dict.fromkeys(done.titles))}, messages.INFO)
    if done.unplanned:
        words = _("Sessies die ingepland stonden en die je wijzigde, zijn weer een klad: plan ze opnieuw in.")
        model_admin.message_user(request, words, messages.WARNING)


def _tell_of_readers(model_admin, request, day, done):
    """What readers see now, and what only after publishing."""
    if done.public:
        words = _("Blokken, uren, zalen, plaatsen en annulaties staan meteen op de site.")
        model_admin.message_user(request, words, messages.INFO)
        mention(request, day)
    if done.new or done.edited:
        words = _("Nieuwe sessies, titels, nummers en sprekers zien lezers pas als je ze publiceert.")
        url = reverse("admin:events_studyday_publish", args=[day.pk])
        told = format_html('{} <a href="{}">{}</a>', words, url, _("Publiceer met sessies"))
        model_admin.message_user(request, told, messages.INFO)


def _sentence(done) -> str:
    only_placed = len({row.pk for row in done.placed} - {row.pk for row in done.edited})
    counts = [
        (done.new_blocks, ngettext("%(count)s nieuw blok", "%(count)s nieuwe blokken", done.new_blocks)),
        (done.blocks, ngettext("%(count)s blok gewijzigd", "%(count)s blokken gewijzigd", done.blocks)),
        (len(done.new), ngettext("%(count)s nieuwe sessie", "%(count)s nieuwe sessies", len(done.new))),
        (len(done.edited), ngettext("%(count)s sessie gewijzigd", "%(count)s sessies gewijzigd", len(done.edited))),
        (
            only_placed,
            ngettext("%(count)s sessie verplaatst of aangepast", "%(count)s sessies verplaatst of aangepast", only_placed),
        ),
        (len(done.removed), ngettext("%(count)s sessie verwijderd", "%(count)s sessies verwijderd", len(done.removed))),
    ]
    return ", ".join(words % {"count": count} for count, words in counts if count)
