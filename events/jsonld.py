"""Study days, sessions and speakers in the words of schema.org."""

from django.conf import settings

from portal.catalogue.meta import absolute

SCHEDULED, CANCELLED = "https://schema.org/EventScheduled", "https://schema.org/EventCancelled"


def _filled(said: dict) -> dict:
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def place(venue: dict | None, room: str = "") -> dict | None:
    """A Place; the room stands in its name."""
    if not venue:
        return None
    address = _filled(
        {
            "@type": "PostalAddress",
            "streetAddress": venue["street"],
            "postalCode": venue["postcode"],
            "addressLocality": venue["city"],
            "addressCountry": "BE",
        }
    )
    name = f"{venue['name']}, {room}" if room else venue["name"]
    return {"@type": "Place", "name": name, "address": address}


def person(said: dict) -> dict:
    """A speaker with a page of their own."""
    return _filled(
        {
            "@type": "Person",
            **_addressed(said["url"]),
            "name": said["name"],
            "honorificPrefix": said["honorific"],
            "description": said["bio"],
            "sameAs": said["href"],
            "image": absolute(said["photo"]["url"]) if said["photo"] else None,
            "affiliation": [{"@type": "Organization", "name": name} for name in said["affiliations"]],
        }
    )


def performer(who: dict) -> dict:
    """Somebody in a session; a team is an organisation."""
    if who["team"]:
        return _filled({"@type": "Organization", "name": who["name"], "parentOrganization": _organisation(who["affiliation"])})
    said = {"@type": "Person", "name": who["name"], "affiliation": _organisation(who["affiliation"])}
    return _filled({**said, **_addressed(who["url"])})


def _addressed(url: str) -> dict:
    address = absolute(url)
    return {"@id": address, "url": address}


def _organisation(name: str) -> dict | None:
    return {"@type": "Organization", "name": name} if name else None


def _event(said: dict) -> dict:
    return {
        "@type": "EducationEvent",
        **_addressed(said["url"]),
        "name": said["title"],
        "description": said["lead"],
        "inLanguage": "nl-BE",
        "startDate": said["starts"] or said["date"],
        "eventStatus": CANCELLED if said["cancelled"] else SCHEDULED,
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    }


def event_of_day(day: dict) -> dict:
    """An EducationEvent with everything in it."""
    audience = day["audience_note"] or ", ".join(day["audiences"])
    sessions = [one for block in day["programme"] for one in [block["lead"], *block["sessions"], *block["tables"]] if one]
    parts = [_part(one, day["venue"]) for one in sessions]
    performers = {said.get("url", said["name"]): said for part in parts for said in part.get("performer", [])}
    return _filled(
        {
            **_event(day),
            "alternateName": day["subtitle"],
            "endDate": day["ends"] or day["last_date"] or day["date"],
            "location": place(day["venue"]),
            "organizer": [
                _filled({"@type": "Organization", "name": found["name"], "url": found["url"]})
                for found in [*day["organisers"]["initiatief"], *day["organisers"]["samenwerking"]]
            ],
            "audience": {"@type": "EducationalAudience", "educationalRole": audience} if audience else None,
            "maximumAttendeeCapacity": day.get("capacity"),
            "keywords": [name for name, _slug in day["tags"]],
            "performer": list(performers.values()),
            "subEvent": parts,
        }
    )


def _part(session: dict, venue: dict | None) -> dict:
    return _filled(
        {
            **_event(session),
            "endDate": session["ends"],
            "location": place(venue, session["room"]),
            "performer": [performer(who) for who in session["people"]],
        }
    )


def event_of_session(session: dict) -> dict:
    """An EducationEvent that is part of its day."""
    day = session["day_card"]
    return _filled(
        {
            **_part(session, day["venue"]),
            "superEvent": {
                "@type": "EducationEvent",
                **_addressed(day["url"]),
                "name": day["title"],
            },
            "keywords": [name for name, _slug in session["tags"]],
            "about": [
                {"@type": "LearningResource", "name": fiche["title"], "url": absolute(fiche["url"])}
                for fiche in session["fiches"]
            ],
            "publisher": {"@type": "Organization", "name": settings.PUBLISHER},
        }
    )
