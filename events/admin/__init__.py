"""The desk of the people who prepare study days."""

from events.admin import network, people, session, study_day, venue  # noqa: F401 (registers them)
