"""What every format of a fiche says: the page as plain values, without HTML. All exporters begin here."""

import io
import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags

from portal.catalogue.meta import absolute
from portal.documents.rich_text import Json, blocks, runs

LANGUAGE = "nl-BE"
WIDEST_PICTURE = 1400  # pixels
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Content:
    """A fiche as every format prints it: values that are JSON, and the pictures they name."""

    said: Json
    files: dict[str, bytes] = field(default_factory=dict)


def content(page: dict) -> Content:
    """What the page of a fiche (live, or as a preview) says. The picture is read here, once for every format."""
    references = [_reference(row) for row in page["references"]]
    anchors = {anchor for reference in references for anchor in reference["anchors"]}
    image, files = _image(page["image"])
    address = absolute(page["url"])
    said = {
        "language": LANGUAGE,
        "title": page["title"],
        "standfirst": page["standfirst"],
        "points": page["points"],
        "theme": page["theme"]["title"] if page["theme"] else "",
        "look": page["look"],
        "facts": _facts(page),
        "keywords": [tag["name"] for tag in page["tags"]],
        "rating": _rating(page["rating"]),
        "image": image,
        "sections": [_section(section, anchors) for section in page["sections"]],
        "references": references,
        "questions": page["questions"],
        "about": _about(page, address),
        "timestamp": int(moment.timestamp()) if (moment := page["updated_at"] or page["published_at"]) else 0,
    }
    files["qr.svg"] = qr(address)
    return Content(_printable(said), files)


def _printable(value: Any) -> Any:
    """The same values without characters that XML, and so no office program, can hold."""
    if isinstance(value, str):
        return UNPRINTABLE.sub("", value)
    if isinstance(value, dict):
        return {name: _printable(one) for name, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, (list, tuple)) else value


def _facts(page) -> list[str]:
    said = [", ".join(page["audiences"]), ", ".join(page["levels"]), f"{page['minutes']} min lezen"]
    return [fact for fact in said if fact]


def _section(section: dict, anchors: set[str]) -> Json:
    return {
        "anchor": section["anchor"],
        "heading": section["heading"],
        "blocks": _led(blocks(section["html"]), anchors),
        "questions": section.get("questions", []),
        "resources": [_resource(row) for row in (*section["videos"], *section["resources"])],
    }


def _led(found: Any, anchors: set[str]) -> Any:
    """The same blocks; a link within the fiche leads to a source of its list, or nowhere, and others have a full address."""
    if isinstance(found, list):
        return [_led(one, anchors) for one in found]
    if isinstance(found, dict) and "link" in found:
        link = found["link"]
        if link.startswith("#"):
            link = link if link[1:] in anchors else ""
        elif not re.match(r"(https?://|mailto:)", link):
            link = absolute(link) if link.startswith("/") else ""
        return {**found, "link": link}
    if isinstance(found, dict):
        return {name: _led(value, anchors) for name, value in found.items()}
    return found


def _resource(row: dict) -> Json:
    """A material: where it is, what it is, and how to get it. Without a link of its own, its page says how."""
    lines = [line for line in (row["description"], row["note"], row["how"]) if line]
    facts = [row["access_label"] if row["access"] != "public" else "", row["duration"], row["language"], row["file_size"]]
    facts.append(strip_tags(str(row["broken"] or "")))
    return {
        "title": row["title"],
        "link": absolute(row["href"] or row["url"]),
        "kind": " · ".join(filter(None, [row["kind_label"], row["provider"]])),
        "lines": list(dict.fromkeys(lines)),
        "path": row["path"],
        "facts": [fact for fact in facts if fact],
    }


def _reference(row: dict) -> Json:
    return {"anchors": [row["anchor"], *row["anchors"]], "runs": _led(runs(str(row["html"])), set())}


def _rating(rating: dict | None) -> Json | None:
    if rating is None:
        return None
    source = " ".join(filter(None, [rating["note"], f"Bron: {rating['source']}, bekeken op {_day(rating['seen'])}."]))
    return {
        "scores": [
            {"name": "Bewijskracht", "word": rating["strength"]["word"], "of": f"{rating['strength']['n']} op 5"},
            {"name": "Kosten", "word": rating["cost"]["word"], "of": f"{rating['cost']['n']} op 5"},
            {"name": "Impact", "word": rating["impact"]["word"], "of": ""},
        ],
        "source": source,
        "url": rating["source_url"],
    }


def _about(page: dict, address: str) -> Json:
    """Who says this, when, in which version; `stated` is what stands on every page of paper."""
    draft = page["preview"]
    version = "Klad" if draft else f"versie {page['version']}"
    day = page["reviewed_at"] or (page["updated_at"] and timezone.localdate(page["updated_at"]))
    rows = [("Versie", "klad, nog niet gepubliceerd" if draft else str(page["version"]))]
    for name, moment in (("Online sinds", page["published_at"]), ("Bijgewerkt op", page["updated_at"])):
        if moment and (name == "Online sinds" or page["version"] > 1):
            rows.append((name, _day(timezone.localdate(moment))))
    rows += [("Herzien op", _day(page["reviewed_at"]))] if page["reviewed_at"] else []
    rows += [("Door", page["authors"])] if page["authors"] else []
    rows += [("Uitgever", settings.PUBLISHER)] if settings.PUBLISHER != page["authors"] else []
    return {
        "site": settings.SITE_NAME,
        "address": address,
        "draft": draft,
        "stated": f"{version}, {_day(day)}" if day else version,
        "authors": page["authors"] or settings.PUBLISHER,
        "licence": page["licence"] or {"name": "", "url": ""},
        "rows": rows,
        "citation": _led(runs(str(page["citation"] or "")), set()),
    }


def _day(day) -> str:
    return date_format(day, "j F Y")


def qr(address: str) -> bytes:
    """The way to the page for a telephone, as SVG."""
    import segno  # here: loading it is 0.03 s of a cold start

    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, dark="#10282f", xmldecl=False)
    return out.getvalue()


def _image(card: dict | None) -> tuple[Json | None, dict[str, bytes]]:
    """The picture in a format that every office program opens; none when it is gone from the disk or cannot be read."""
    if not card:
        return None, {}
    from PIL import Image, UnidentifiedImageError  # as in portal.images

    try:
        with default_storage.open(card["url"].removeprefix(settings.MEDIA_URL)) as file, Image.open(file) as opened:
            opened.thumbnail((WIDEST_PICTURE, WIDEST_PICTURE * 2))
            clear = opened.has_transparency_data
            picture, out = opened.convert("RGBA" if clear else "RGB"), io.BytesIO()
            picture.save(out, "PNG" if clear else "JPEG", quality=85)
    except (OSError, SuspiciousFileOperation, UnidentifiedImageError, ValueError):
        return None, {}
    name = "beeld.png" if clear else "beeld.jpg"
    said = {"name": name, "alt": card["alt"], "width": picture.width, "height": picture.height, "address": absolute(card["url"])}
    return said, {name: out.getvalue()}
