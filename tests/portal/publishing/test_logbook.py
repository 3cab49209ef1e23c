"""The log: every act exactly one line, by whom and when, with fields and never with what stood in them."""

import datetime as dt

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from events.models import Session
from fiches.models import Fiche
from portal.accounts.models import User
from portal.catalogue.models import Edition
from portal.publishing import logbook
from portal.publishing.checks import publications
from portal.publishing.clock import take_due
from portal.publishing.logbook import Act
from portal.publishing.workflow import StepRefused, revert, take
from portal.taxonomy.models import Tag, Theme
from tests.desk import address, as_typed, cost, merged, opened, send
from tests.events import programme_page as programme
from tests.factories import FicheFactory, ResourceFactory, TagFactory, UserFactory
from tests.factories.days import DayFactory, SessionFactory
from tests.factories.publishing import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(days=1)


def lines(thing=None) -> list[tuple[str, str, str]]:
    """(who, about what, what), in the order in which it was done."""
    entries = LogEntry.objects.order_by("pk")
    entries = entries.filter(object_id=str(thing.pk), object_repr=str(thing)) if thing else entries
    return [(str(entry.user), entry.object_repr, logbook.in_words(entry)) for entry in entries]


def told(thing=None) -> list[str]:
    return [what for _who, _about, what in lines(thing)]


# -- steps -------------------------------------------------------------------------------------------------------------
def test_every_step_is_one_line_by_whoever_took_it_at_its_moment():
    fiche, by = FicheFactory(title="Samen lezen", ready=True), UserFactory(role="eindredacteur", name="Ann")
    for hour, step in enumerate(["submit", "return", "submit", "approve", "publish", "withdraw"]):
        fiche = take(fiche, step, seen=fiche.edit, at=NOON + dt.timedelta(hours=hour), by=by)
    assert lines() == [
        ("Ann", "Samen lezen", what)
        for what in [
            "Ter review gestuurd",
            "Teruggezet naar klad",
            "Ter review gestuurd",
            "Goedgekeurd",
            "Gepubliceerd: versie 1",
            "Ingetrokken",
        ]
    ]
    moments = LogEntry.objects.order_by("pk").values_list("action_time", flat=True)
    assert list(moments) == [NOON + dt.timedelta(hours=hour) for hour in range(6)]


def test_what_was_said_with_a_step_stands_in_its_line():
    fiche = FicheFactory(ready=True)
    take(fiche, "submit", seen=fiche.edit, at=NOON, comment="  Kijk je na?  ")
    assert told() == ["Ter review gestuurd: “Kijk je na?”"]


def test_a_step_that_is_refused_leaves_no_line():
    fiche = FicheFactory()
    for step, seen in (("approve", fiche.edit), ("publish", fiche.edit + 1)):
        with pytest.raises(StepRefused):
            take(fiche, step, seen=seen, at=NOON)
    assert lines() == []


def test_what_the_clock_does_is_done_by_the_system_which_nobody_can_sign_in_as(client, administrator):
    fiche, by = FicheFactory(title="Straks"), UserFactory(role="eindredacteur", name="Ann")
    fiche.withdraw_at = NOON + dt.timedelta(days=9)
    fiche.save()
    take(fiche, "schedule", seen=fiche.edit, at=NOON, when=LATER, by=by)
    assert take_due(LATER) == 1 and take_due(NOON + dt.timedelta(days=9)) == 1
    assert lines() == [
        ("Ann", "Straks", "Ingepland: versie 1, voor 3 november 2026, 13:00"),
        ("Het systeem", "Straks", "Gepubliceerd: versie 1"),
        ("Het systeem", "Straks", "Ingetrokken"),
    ]
    system = User.objects.system()
    assert (system.is_active, system.is_staff, system.has_usable_password()) == (False, False, False)
    assert "Het systeem" not in administrator.get(reverse("admin:accounts_user_changelist")).content.decode()


def test_a_planned_step_that_fails_is_told_with_its_reason():
    day, by = DayFactory(published=True), UserFactory(role="eindredacteur", name="Ann")
    session = SessionFactory(day=day, title="Zonder dag")
    take(session, "schedule", seen=session.edit, at=NOON, when=LATER, by=by)
    take(day, "withdraw", seen=day.edit, at=NOON, by=by)
    assert take_due(LATER) == 0
    who, _about, what = lines(session)[-1]
    assert (who, what) == (
        "Het systeem",
        "Geplande stap mislukt: Publiceer. De studiedag staat niet online. Publiceer eerst de dag, of samen met deze sessie.",
    )


def test_sessions_that_go_with_their_day_have_a_line_of_their_own(organiser):
    day = DayFactory(published=True)
    sessions = [SessionFactory(day=day, published=True) for _ in range(2)]
    LogEntry.objects.all().delete()
    organiser.post(address("withdraw", day), {"seen": type(day).objects.get(pk=day.pk).edit, "comment": "Afgelast."})
    assert sorted(lines()) == sorted(
        [("Organisator", str(day), "Ingetrokken: “Afgelast.”"), *(("Organisator", str(one), "Ingetrokken") for one in sessions)]
    )


def test_putting_back_is_one_line():
    fiche = FicheFactory(published=True)
    revision = fiche.live
    Fiche.objects.filter(pk=fiche.pk).update(title="Nieuw")
    LogEntry.objects.all().delete()
    revert(fiche, revision, seen=fiche.edit, at=NOON, by=UserFactory(role="redacteur"))
    assert told() == ["Versie teruggezet in het klad: versie 1"]


def test_commands_leave_lines_too(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("generate_content", fiches=2, seed=1, verbosity=0)
    assert {who for who, _about, _what in lines()} == {"Het systeem"}
    assert told() == ["Gepubliceerd: versie 1"] * sum(model.objects.public().count() for model in publications())


# -- saving ------------------------------------------------------------------------------------------------------------
def test_a_save_is_one_line_with_the_fields_and_not_with_what_was_typed(editor):
    fiche = FicheFactory(title="Samen lezen")
    typed = opened(editor, fiche) | {"standfirst": "Geheim dat niemand leest.", "sections-0-text": "<p>Ook geheim.</p>"}
    send(editor, fiche, typed, _continue="1")
    assert lines() == [("Redacteur", "Samen lezen", "Gewijzigd: inleiding. Gewijzigd: rubriek “Wat betekent dat?” (tekst).")]
    assert "eheim" not in LogEntry.objects.get().change_message


def test_a_save_with_a_step_is_a_line_for_each_and_a_step_alone_only_its_own(editor):
    fiche = FicheFactory(ready=True)
    send(editor, fiche, opened(editor, fiche) | {"title": "Anders"}, _step="submit")
    send(editor, fiche, opened(editor, fiche), _step="return")
    assert told() == ["Gewijzigd: titel.", "Ter review gestuurd", "Teruggezet naar klad"]


def test_saving_nothing_leaves_no_line(editor):
    fiche, tag = FicheFactory(), TagFactory()
    send(editor, fiche, opened(editor, fiche), _continue="1")
    send(editor, tag, opened(editor, tag), _continue="1")
    assert lines() == []


def test_something_new_is_one_line(editor):
    editor.post(reverse("admin:taxonomy_tag_add"), {"name": "lezen"})
    assert lines() == [("Redacteur", "lezen", "Toegevoegd.")]


def test_the_programme_is_a_line_for_the_day_and_one_for_each_session_and_speaker(organiser):
    day = DayFactory(title="De dag")
    one, other = SessionFactory(day=day, title="Blijft", number=1), SessionFactory(day=day, title="Gaat", number=2)
    typed = programme.opened(organiser, day)
    typed |= {f"s{one.pk}-title": "Blijft, anders", f"s{one.pk}-speakers": "Ann Peeters", f"s{other.pk}-remove": "on"}
    programme.save(organiser, day, typed)
    in_it = "in het programma van “De dag”"
    assert lines() == [
        ("Organisator", "De dag", "Gewijzigd: programma, 1 sessie gewijzigd, 1 sessie verwijderd"),
        ("Organisator", "Ann Peeters", f"Toegevoegd: {in_it}"),
        ("Organisator", "Blijft, anders", f"Gewijzigd: {in_it}"),
        ("Organisator", "Gaat", f"Verwijderd: {in_it}"),
    ]


# -- merging and deleting ----------------------------------------------------------------------------------------------
def test_merging_is_one_line_for_each_row_that_went(chief_editor):
    one, two, into = TagFactory(name="lezen"), TagFactory(name="lectuur"), TagFactory(name="leesonderwijs")
    merged(chief_editor, one, two, into, into=into)
    assert lines() == [
        ("Eindredacteur", "leesonderwijs", f"Samengevoegd: “{name}” ging erin op") for name in ("lezen", "lectuur")
    ]


def test_what_was_deleted_is_one_line_and_what_was_not_is_none(chief_editor):
    free, shown = ResourceFactory(title="Los"), ResourceFactory(title="Online")
    FicheFactory(resources=[shown], published=True)
    LogEntry.objects.all().delete()
    for row in (free, shown):
        chief_editor.post(address("delete", row), {"post": "yes"})
    assert lines() == [("Eindredacteur", "Los", "Verwijderd")]


def test_rows_deleted_together_have_a_line_each(chief_editor):
    rows = [TagFactory(name="een"), TagFactory(name="twee")]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}
    chief_editor.post(reverse("admin:taxonomy_tag_changelist"), chosen)
    assert sorted(lines()) == [("Eindredacteur", "een", "Verwijderd"), ("Eindredacteur", "twee", "Verwijderd")]
    assert not Tag.objects.filter(pk__in=[row.pk for row in rows]).exists()


def test_a_day_that_is_deleted_takes_its_sessions_along_and_the_log_says_so(administrator):
    session = SessionFactory(title="Sessie")
    day = session.day
    administrator.post(address("delete", day), {"post": "yes"})
    assert {(about, what) for _who, about, what in lines()} == {(str(day), "Verwijderd"), ("Sessie", "Verwijderd")}
    assert not Session.objects.exists()


# -- people ------------------------------------------------------------------------------------------------------------
def test_what_somebody_may_do_from_now_on_stands_in_the_log(administrator):
    person = UserFactory(role="redacteur", name="Ann")
    typed = as_typed(administrator.get(address("change", person))) | {"is_active": "on", "is_staff": "on"}
    chosen = Group.objects.filter(name__in=["eindredacteur", "organisator"]).values_list("pk", flat=True)
    administrator.post(address("change", person), typed | {"groups": [*chosen]})
    assert lines() == [("Beheerder", "Ann", "Gewijzigd: groepen. Groepen nu: eindredacteur, organisator.")]


def test_somebody_who_did_something_is_switched_off_and_not_deleted(admin_client):
    ann, ben = UserFactory(name="Ann"), UserFactory(name="Ben")
    logbook.write(Act.CHANGED, Theme.objects.first(), by=ann)
    for person in (ann, ben):
        admin_client.post(address("delete", person), {"post": "yes"})
    assert list(User.objects.filter(name__in=["Ann", "Ben"])) == [ann]


class Registration:
    """Something whose name is a person's own."""

    pk = 7
    _meta = Tag._meta

    def __str__(self):
        return "An Janssens, an@school.example"

    def log_name(self):
        return "Inschrijving 7"


def test_what_has_the_name_of_a_participant_is_called_otherwise_in_the_log():
    assert logbook.called(Registration()) == "Inschrijving 7"


# -- how long ----------------------------------------------------------------------------------------------------------
def test_lines_are_kept_as_long_as_was_promised_and_no_longer(settings):
    settings.AUDIT_DAYS = 30
    tag = TagFactory()
    for days in (29, 31, 500):
        logbook.write(Act.CHANGED, tag, at=NOON - dt.timedelta(days=days))
    assert [logbook.forget(NOON), logbook.forget(NOON)] == [2, 0]
    assert LogEntry.objects.get().action_time == NOON - dt.timedelta(days=29)


def test_the_worker_forgets_old_lines():
    logbook.write(Act.CHANGED, TagFactory(), at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    Edition.locked()
    call_command("work", once=True)
    assert not LogEntry.objects.exists()


def test_the_promise_is_two_years_unless_said_otherwise():
    assert settings.AUDIT_DAYS == 730


def test_writing_about_three_things_costs_as_much_as_about_one(chief_editor):
    tags = TagFactory.create_batch(3)
    logbook.write(Act.CHANGED, tags[0], by=chief_editor.user)
    costs = [cost(lambda some=some: logbook.write_all(Act.CHANGED, some, by=chief_editor.user)) for some in (tags[:1], tags)]
    assert costs == [1, 1]


def test_what_the_log_says_of_one_thing_is_found_by_an_index(db):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "django_admin_log").values()
    assert ["content_type_id", "object_id"] in [one["columns"] for one in found if one["index"]]
