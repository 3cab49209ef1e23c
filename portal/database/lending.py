"""Giving back what was borrowed, where no request of Django ends."""

from django.db import connection


def give_back() -> None:
    """This thread needs the database no more, for now: a connection of the pool is for others, and an old one goes. Inside a
    transaction nothing happens: who began that still needs it."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
