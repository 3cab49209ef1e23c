"""Makers that behave badly, for the box."""

import os
import time


def sleeps(box):
    time.sleep(60)


def swells(box):
    return b"x" * 2_000_000_000


def tells(box):
    return repr(dict(os.environ)).encode()
