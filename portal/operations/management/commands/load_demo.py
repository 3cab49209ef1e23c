"""Demo content and demo logins. Built from code, in our own words; what is invented says “voorbeeld”."""

import datetime as dt

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from events.models import StudyDay
from fiches.models import Citation, EvidenceRating, Fiche, FicheResource, Resource, Section, Source
from fiches.models.source import render_together
from portal.accounts.models import User
from portal.operations.demo import building, desk, examples, pages, real_fiche, shared_rows
from portal.publishing.workflow import take
from portal.taxonomy.models import Audience, Level, Organisation, Theme
from portal.website.models import Page

PASSWORD = "materialenbank-demo"
LOGINS = {
    "redacteur": "Rana Redacteur",
    "eindredacteur": "Emiel Eindredacteur",
    "organisator": "Olga Organisator",
    "beheerder": "Bea Beheerder",
}
PLACES = {
    "over": ("about", 0),
    "toegankelijkheid": ("about", 1),
    "privacy": ("about", 2),
    "go-account": ("help", 0),
    "contact": ("help", 1),
}


def address(role: str) -> str:
    return f"{role}@voorbeeld.example"


def people() -> dict[str, User]:
    """The demo logins, one per group; an account that exists is left as it is."""
    found = {}
    for role, name in LOGINS.items():
        user = User.objects.filter(email=address(role)).first()
        if user is None:
            user = User.objects.create_user(address(role), PASSWORD, name=name, is_staff=True)
            user.groups.add(Group.objects.get(name=role))
        found[role] = user
    return found


def resource(said: dict) -> Resource:
    row = Resource.objects.create(
        slug=said["slug"],
        title=said["title"],
        kind=said["kind"],
        url=said["url"],
        how=said["how"],
        provider=Organisation.objects.get(name=said["provider"]) if said["provider"] else None,
        series=said["series"],
        position=said["position"],
        access=said["access"],
        path=said["path"],
        description=said["description"],
        minutes=said["duration"],
        language=said["language"],
    )
    row.levels.set(Level.objects.filter(key__in=said["levels"]))
    return row


def fiche(said: dict, *, by: User, at: dt.datetime) -> Fiche:
    """A fiche as an editor would have made it, published by the chief editor."""
    made = Fiche.objects.create(
        slug=said["slug"],
        title=said["title"],
        standfirst=said["standfirst"],
        points=said["points"],
        authors=said["authors"],
        reviewed_at=said["reviewed"],
        review_due=said["review_due"],
        owner=by,
        changed_by=by,
    )
    made.themes.set(Theme.objects.filter(slug__in=said["themes"]))
    made.levels.set(Level.objects.filter(key__in=said["levels"]))
    made.audiences.set(Audience.objects.filter(slug__in=said["audiences"]))
    made.tags.set(said["tags"])
    for section in said["sections"]:
        Section.objects.create(fiche=made, rubriek=section["rubriek"], heading=section["heading"], text=section["html"])
    for place, use in enumerate(said["resources"]):
        FicheResource.objects.create(
            fiche=made, resource=Resource.objects.get(slug=use["slug"]), rubriek=use["rubriek"], note=use["note"], position=place
        )
    for place, slug in enumerate(said["sources"]):
        Citation.objects.create(fiche=made, source=Source.objects.get(slug=slug), position=place)
    if said["rating"]:
        EvidenceRating.objects.create(fiche=made, **said["rating"])
    return take(made, "publish", seen=made.edit, at=at, by=by)


class Command(BaseCommand):
    help = "Laadt de demo-inhoud en maakt de demo-logins."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="Doe niets als er al inhoud of gebruikers zijn.")
        parser.add_argument("--logins", action="store_true", help="Toon alleen de demo-logins die bestaan.")

    def handle(self, *, if_empty, logins, **options):
        if logins:
            return self.show_logins()
        if if_empty and (Fiche.objects.exists() or Page.objects.exists() or User.objects.exists()):
            return None
        with transaction.atomic():
            self.load()
        counted = [(Fiche, "fiches"), (StudyDay, "studiedagen"), (Resource, "materialen"), (Source, "bronnen")]
        made = ", ".join(f"{model.objects.count()} {name}" for model, name in counted)
        self.stdout.write(f"Demo-inhoud geladen: {made}.")
        return None

    def load(self):
        editor = people()["eindredacteur"]
        for said in shared_rows.ORGANISATIONS:
            Organisation.objects.create(**said)
        for said in shared_rows.RESOURCES:
            resource(said)
        sources = [Source(slug=said["slug"], csl=said["csl"]) for said in shared_rows.SOURCES]
        render_together(sources)
        for source in sources:
            source.save()
        now = timezone.now()
        today = timezone.localdate(now)
        fiches = [desk.dated(said, today) for said in examples.FICHES]
        fiches.append(real_fiche.FICHE)  # last: newest on the home page
        for place, said in enumerate(fiches):
            fiche(said, by=editor, at=now - dt.timedelta(hours=6 * (len(fiches) - place)))
        building.load_days(by=people()["organisator"], make_resource=resource)
        for said in pages.PAGES:
            place, position = PLACES[said["slug"]]
            page = Page.objects.create(
                slug=said["slug"],
                title=said["title"],
                lead=said["lead"],
                body=said["html"],
                place=place,
                position=position,
                owner=editor,
                changed_by=editor,
            )
            take(page, "publish", seen=page.edit, at=now, by=editor)
        desk.load(people(), now)

    def show_logins(self):
        for role in LOGINS:
            user = User.objects.filter(email=address(role), is_active=True).first()
            if user and user.check_password(PASSWORD):
                self.stdout.write(f"  {address(role):32} {PASSWORD}")
