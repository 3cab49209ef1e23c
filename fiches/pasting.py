"""A material from its address: the one that exists already, or what can be known of a new one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from fiches.models import Resource, ResourceKind
from portal.fields import LinkField
from portal.links.addresses import bare, host_of, is_web
from portal.links.pages import Said, read
from portal.links.places import things_with
from portal.taxonomy.models import Organisation
from portal.text import fold

FOR_EVERYBODY = {  # hosts on which everybody has a page: they say nothing of whose it is
    *(
        "youtube.com",
        "youtu.be",
        "vimeo.com",
        "facebook.com",
        "linkedin.com",
        "instagram.com",
        "x.com",
        "issuu.com",
        "padlet.com",
    ),
    *("docs.google.com", "drive.google.com", "sites.google.com", "google.com", "onedrive.live.com", "1drv.ms", "dropbox.com"),
    *("forms.office.com", "canva.com", "genially.com", "view.genially.com", "spotify.com", "open.spotify.com", "wordpress.com"),
}
VIDEO_HOSTS = {"youtube.com", "youtu.be", "m.youtube.com", "vimeo.com", "player.vimeo.com", "klascement.tv", "dailymotion.com"}
DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".ppt", ".pptx", ".odp", ".xls", ".xlsx", ".ods", ".epub")
TELLING = [  # a word in a title or an address, and the kind that it most often means
    ("leidraad", ResourceKind.GUIDE),
    ("leidraden", ResourceKind.GUIDE),
    ("toolkit", ResourceKind.TOOLKIT),
    ("toolbox", ResourceKind.TOOLKIT),
    ("oproep", ResourceKind.CALL),
    ("praktijkvoorbeeld", ResourceKind.EXAMPLE),
    ("nascholing", ResourceKind.TRAINING),
    ("vorming", ResourceKind.TRAINING),
    ("opleiding", ResourceKind.TRAINING),
]


class PasteRefused(Exception):
    """Why this is no address of a material, in a sentence."""


@dataclass
class Pasted:
    """What is known of an address."""

    url: str
    existing: list[Resource] = field(default_factory=list)
    title: str = ""
    provider: Organisation | None = None
    kind: str = ""
    language: str = ""
    fault: str = ""  # why the page told nothing

    def values(self) -> dict[str, str]:
        """What a form can begin with."""
        said = {"url": self.url, "title": self.title, "kind": self.kind, "language": self.language}
        said["provider"] = str(self.provider.pk) if self.provider else ""
        return {name: value for name, value in said.items() if value}


def pasted(typed: str) -> Pasted:
    """The materials at this address, however it is written; else what the page says of itself. Raises PasteRefused."""
    url = _address(typed)
    if existing := things_with(Resource, url):
        return Pasted(url, existing=existing)
    said = read(url)
    language = said.language if said.language in dict(Resource._meta.get_field("language").choices) else ""
    return Pasted(
        url, title=said.title, provider=provider_of(url, said), kind=kind_of(url, said), language=language, fault=said.fault
    )


def _address(typed: str) -> str:
    try:
        url = LinkField().formfield().clean(typed.strip())
    except ValidationError:
        url = ""
    if not is_web(url):
        raise PasteRefused(_("Dit is geen webadres. Het begint met https:// of http://."))
    return url


def provider_of(url: str, said: Said) -> Organisation | None:
    """The organisation whose site this is: by its address, the longest that fits; else by the name of the site."""
    return provider_among(Organisation.objects.current().order_by("pk"), url, said.site)


def provider_among(organisations: Iterable[Organisation], url: str, site: str = "") -> Organisation | None:
    """The one of these organisations whose site this is."""
    organisations, host = list(organisations), bare(host_of(url))
    known = [(bare(host_of(row.url)), row) for row in organisations]
    fits = [(own, row) for own, row in known if own and own not in FOR_EVERYBODY and (host == own or host.endswith(f".{own}"))]
    if fits:
        return max(fits, key=lambda pair: len(pair[0]))[1]
    name = fold(site)
    return next((row for row in organisations if fold(row.name) == name), None) if name else None


def kind_of(url: str, said: Said) -> str:
    """The kind of material this most likely is; a guess, for the editor to look at."""
    path = urlsplit(url).path.lower()
    if bare(host_of(url)) in VIDEO_HOSTS or said.about.startswith("video") or said.media.startswith("video/"):
        return str(ResourceKind.VIDEO)
    words = fold(f"{said.title} {path}")
    for word, kind in TELLING:
        if word in words:
            return str(kind)
    if path.endswith(DOCUMENTS) or (said.media.startswith("application/") and "html" not in said.media):
        return str(ResourceKind.DOCUMENT)
    return str(ResourceKind.WEBPAGE)
