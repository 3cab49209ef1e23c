"""What a study day is made of."""

from events.models.people import Person
from events.models.session import Contribution, Form, Role, Session
from events.models.study_day import Block, Organiser, StudyDay
from events.models.venue import Room, Venue

__all__ = ["Block", "Contribution", "Form", "Organiser", "Person", "Role", "Room", "Session", "StudyDay", "Venue"]
