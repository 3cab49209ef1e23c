"""Days that take registrations, and who registers."""

import datetime as dt

from events.models import Block
from events.registering.registration import Choice, SeatRequest, Who, register
from tests.factories.days import BlockFactory, DayFactory, SessionFactory

EARLY = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)  # the window of an open day is open then


def open_day(**facts):
    """A day that is online and takes registrations on `EARLY`."""
    opens = dt.datetime(2027, 2, 1, tzinfo=dt.UTC)
    closes = dt.datetime(2027, 5, 20, tzinfo=dt.UTC)
    return DayFactory(**{"published": True, "starts": dt.time(9), "opens_at": opens, "closes_at": closes, **facts})


def choosing(day, *seats, choice=Block.Choice.FIRST_COME, **facts):
    """A parallel block with a session for each number of seats, online. Returns (the block, its sessions)."""
    block = BlockFactory(day=day, choice=choice)
    sessions = [SessionFactory(day=day, block=block, capacity=number, published=True, **facts) for number in seats]
    return block, sessions


def wants(block, *sessions) -> Choice:
    return Choice(block.pk, tuple(session.pk for session in sessions))


def somebody(who: str, *choices, **said) -> SeatRequest:
    """A form, filled in by somebody with this name; its attempt is its own."""
    said = {"attempt": f"form-of-{who}", **said}
    return SeatRequest(who=Who(email=f"{who}@school.example", name=who.capitalize()), choices=choices, **said)


def comes(day, who: str, *choices, at=EARLY, **said):
    """Somebody registers; their registration."""
    return register(day, somebody(who, *choices, **said), at=at)
