"""The desk of the people who prepare study days."""

from events.admin import people, session, study_day, venue  # noqa: F401 (registers them)
