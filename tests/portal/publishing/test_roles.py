"""Who may do what: the table of roles, steps and kinds; and what people read when something is not theirs to do."""

import datetime as dt

import pytest
from django.urls import reverse

from portal.publishing.models import Status
from portal.publishing.workflow import NAMES, STEPS, StepRefused, take
from tests.desk import address, opened, said, send
from tests.factories import NOON, FicheFactory, PageFactory, UserFactory
from tests.factories.days import DayFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ALL = "edit submit return approve schedule unschedule publish withdraw"
WRITES = "edit submit return"
MAY = {  # role: {kind: the steps that are theirs}
    "redacteur": {"fiche": WRITES, "pagina": "", "studiedag": "", "sessie": ""},
    "eindredacteur": {"fiche": ALL, "pagina": ALL, "studiedag": ALL, "sessie": ALL},
    "organisator": {"fiche": "", "pagina": "", "studiedag": ALL, "sessie": ALL},
    "beheerder": {"fiche": ALL, "pagina": ALL, "studiedag": ALL, "sessie": ALL},
}
WHOSE = {  # kind: (who writes, who decides)
    "fiche": ("redacteur, eindredacteur of beheerder", "eindredacteur of beheerder"),
    "pagina": ("eindredacteur of beheerder", "eindredacteur of beheerder"),
    "studiedag": ("eindredacteur, organisator of beheerder", "eindredacteur, organisator of beheerder"),
    "sessie": ("eindredacteur, organisator of beheerder", "eindredacteur, organisator of beheerder"),
}
SEND_IT = "Stuur de tekst ter review: wie hem naleest, neemt deze stap."
WAITS = "De tekst wacht al op review: wie hem naleest, neemt deze stap."
ASK = "Vraag het aan een van hen."
FROM = {  # the status from which each step is tried
    "edit": Status.PUBLISHED,
    "submit": Status.DRAFT,
    "return": Status.REVIEW,
    "approve": Status.REVIEW,
    "schedule": Status.DRAFT,
    "unschedule": Status.SCHEDULED,
    "publish": Status.DRAFT,
    "withdraw": Status.PUBLISHED,
}
MAKE = {
    "fiche": lambda: FicheFactory(ready=True, published=True),
    "pagina": lambda: PageFactory(published=True),
    "studiedag": lambda: DayFactory(published=True),
    "sessie": lambda: SessionFactory(published=True),
}


def refusal(role, kind, step):
    """What somebody of this role reads who tries this step; "" when it is theirs."""
    if step in MAY[role][kind].split():
        return ""
    writers, deciders = WHOSE[kind]
    what_now = ASK
    if "submit" in MAY[role][kind].split() and step in ("approve", "schedule", "publish"):
        what_now = WAITS if step == "approve" else SEND_IT
    return f"“{NAMES[step]}” is een stap voor een {writers if step in WRITES.split() else deciders}. {what_now}"


def tried(person, thing, step):
    """What it says to who takes the step; "" when it is taken."""
    model = type(thing)
    model.objects.filter(pk=thing.pk).update(status=FROM[step], publish_at=None)
    thing = model.objects.get(pk=thing.pk)
    seen = thing.edit
    try:
        take(thing, step, seen=seen, at=NOON, by=person, when=NOON + dt.timedelta(days=1))
    except StepRefused as refused:
        assert model.objects.get(pk=thing.pk).edit == seen
        return str(refused)
    return ""


def test_the_table_names_every_step():
    assert set(ALL.split()) == set(STEPS) == set(FROM) and set(WRITES.split()) < set(STEPS)


@pytest.mark.parametrize("kind", MAKE)
@pytest.mark.parametrize("role", MAY)
def test_everybody_takes_the_steps_of_the_table_and_reads_whose_the_others_are(role, kind):
    person, thing = UserFactory(role=role), MAKE[kind]()
    assert {step: tried(person, thing, step) for step in STEPS} == {step: refusal(role, kind, step) for step in STEPS}


LOOKED_AFTER = {  # who opens the lists of the desk beside publications
    "accounts_user": "beheerder",
    "letters_letter": "beheerder",
    "admin_logentry": "eindredacteur beheerder",
    "taxonomy_theme": "redacteur eindredacteur organisator beheerder",
}


@pytest.mark.parametrize("role", MAY)
def test_accounts_letters_log_and_taxonomy_open_for_who_looks_after_them(client, role):
    client.force_login(UserFactory(role=role))
    opens = [name for name in LOOKED_AFTER if client.get(reverse(f"admin:{name}_changelist")).status_code == 200]
    assert opens == [name for name, roles in LOOKED_AFTER.items() if role in roles.split()]


# -- what people are offered -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", MAKE)
@pytest.mark.parametrize("role", MAY)
def test_a_form_offers_no_step_that_would_be_refused(client, role, kind):
    person, thing = UserFactory(role=role), MAKE[kind]()
    client.force_login(person)
    for status in (Status.DRAFT, Status.REVIEW, Status.SCHEDULED):
        type(thing).objects.filter(pk=thing.pk).update(status=status)
        offered = [step["name"] for step in client.get(address("change", thing)).context["steps"]]
        assert not set(offered) - set(MAY[role][kind].split())
        assert bool(offered) == bool(MAY[role][kind])


def test_a_step_that_is_not_theirs_is_a_sentence_on_the_form_and_not_a_closed_door(editor):
    fiche = FicheFactory()
    page = send(editor, fiche, opened(editor, fiche) | {"standfirst": "Getypt."}, _step="publish", _comment="Nu graag.")
    assert (page.status_code, said(page)) == (200, [refusal("redacteur", "fiche", "publish"), "Wat je typte, is wel bewaard."])
    assert page.context["remark"] == "Nu graag."
    assert editor.get(address("change", fiche)).context["remark"] == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("withdraw", "“Trek in” is een stap voor een eindredacteur of beheerder. Vraag het aan een van hen."),
        ("delete", "Je account heeft hier de rechten niet voor. Moet je er wel bij kunnen? Vraag het aan een beheerder."),
    ],
)
def test_a_forged_request_is_refused_on_a_page_in_dutch(editor, name, words):
    page = editor.post(address(name, FicheFactory(published=True)), {"post": "yes", "seen": 1})
    assert (page.status_code, words in page.content.decode()) == (403, True)


def test_a_forged_step_that_does_not_exist_is_refused_on_a_page_in_dutch(editor):
    fiche = FicheFactory()
    page = send(editor, fiche, opened(editor, fiche), _step="koekjes")
    assert (page.status_code, "Je account heeft hier de rechten niet voor." in page.content.decode()) == (403, True)


def test_a_step_from_the_wrong_place_says_what_is_possible_there(chief_editor):
    fiche = FicheFactory()
    type(fiche).objects.filter(pk=fiche.pk).update(status=Status.REVIEW)
    with pytest.raises(StepRefused) as refused:
        take(fiche, "publish", seen=fiche.edit, at=NOON, by=chief_editor.user)
    assert str(refused.value) == (
        "“Publiceer” kan niet vanuit de status “Ter review”. Vanaf daar kan: zet terug naar klad of keur goed."
    )
