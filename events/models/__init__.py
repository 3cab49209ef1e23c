"""What a study day is made of."""

from events.models.mailing import Mailing
from events.models.people import Person
from events.models.registration import Needs, Network, Party, Place, Registration
from events.models.session import Contribution, Form, Role, Session
from events.models.study_day import Block, Organiser, StudyDay
from events.models.told import ToldProgramme
from events.models.venue import Room, Venue

__all__ = [
    "Block",
    "Contribution",
    "Form",
    "Needs",
    "Mailing",
    "Network",
    "Organiser",
    "Party",
    "Person",
    "Place",
    "Registration",
    "Role",
    "Room",
    "Session",
    "StudyDay",
    "ToldProgramme",
    "Venue",
]
