"""What our processes say on their own: never somebody's secret link or address, whatever went wrong."""

import logging
import re

SECRET = re.compile(r"(/(?:inschrijving/groep|inschrijving|voorbeeld)/)(?!groep\b)[^/\s?#'\"]+")
ADDRESS = re.compile(r"[^\s@<>()\[\]{}'\"=,;:]+@[^\s@<>()\[\]{}'\"=,;:]+")


class Discreet(logging.Formatter):
    """A line as it may be kept. Also what an exception quotes: a database tells which address was there already."""

    def format(self, record):
        return ADDRESS.sub("…@…", SECRET.sub(r"\1…", super().format(record)))
