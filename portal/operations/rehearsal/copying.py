"""A database of its own to rehearse in, beside the real one: with the shape of a day, and nobody's data."""

import contextlib
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from events.models import StudyDay

ROOT = settings.ROOT
DAY = ("title", "capacity")
BLOCK = ("title", "kind", "choice", "position", "starts", "ends")
SESSION = ("title", "form", "number", "capacity")


@dataclass(frozen=True)
class Copy:
    """Where the rehearsal is: the environment of its processes, and a folder that goes when it is over."""

    environ: dict[str, str]
    folder: Path
    url: str

    def inside(self, order: str, said: str = "") -> str:
        """What `inside.py` answers to an order there. Raises subprocess.CalledProcessError."""
        command = [sys.executable, "-m", "portal.operations.rehearsal.inside", order]
        return subprocess.run(command, input=said, capture_output=True, text=True, check=True, env=self.environ, cwd=ROOT).stdout

    def manage(self, *arguments: str) -> None:
        """A command of the product, there. Raises subprocess.CalledProcessError."""
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, check=True, env=self.environ, cwd=ROOT, capture_output=True)


@contextlib.contextmanager
def copied(port: int) -> Iterator[Copy]:
    """An empty database with our tables, on the engine that is in use; gone afterwards, whatever happens."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as name, contextlib.ExitStack() as until_the_end:
        folder = Path(name)
        url = f"sqlite:///{folder / 'rehearsal.sqlite3'}"
        if connection.vendor == "postgresql":
            url = until_the_end.enter_context(_postgres())
        environ = {
            **os.environ,
            "DATABASE_URL": url,
            "VAR": str(settings.VAR),  # where the static files were collected
            "MEDIA": str(folder / "media"),
            "EMAIL_URL": f"filemail:///{folder / 'mail'}",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "PACE_FORMS": "0",  # a whole country sits behind one address here
            "PACE_CODES": "0",
            "REHEARSAL": str(folder),
        }
        copy = Copy(environ, folder, url)
        copy.manage("migrate", "--verbosity", "0")
        yield copy


@contextlib.contextmanager
def _postgres() -> Iterator[str]:
    """A new database on the same server; its address as DATABASE_URL says it."""
    name = f"rehearsal_{secrets.token_hex(4)}"
    with server() as here:
        here.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    known = connection.settings_dict
    who = ":".join(quote(part, safe="") for part in (known["USER"], known["PASSWORD"]) if part)
    where = f"{known['HOST']}:{known['PORT']}" if known["PORT"] else known["HOST"]
    try:
        yield f"postgres://{who}@{where}/{name}"
    finally:
        with server() as here:
            here.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextlib.contextmanager
def server() -> Iterator[psycopg.Connection]:
    """A connection to the PostgreSQL in use that is in no transaction."""
    known = connection.settings_dict
    where = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    with psycopg.connect(dbname=known["NAME"], autocommit=True, **{key: said for key, said in where.items() if said}) as here:
        yield here


def invented(sessions: int, seats: int) -> dict[str, Any]:
    """The shape of a day with one block to choose in: first come, first served."""
    block = {
        "title": "Masterclasses",
        "kind": "parallel",
        "choice": "first_come",
        "position": 1,
        "starts": "10:00",
        "ends": "11:00",
    }
    rows = [
        {"title": f"Masterclass {number}", "form": "masterclass", "number": number, "capacity": seats, "repeats": None}
        for number in range(1, sessions + 1)
    ]
    return {"day": {"title": "Repetitie", "capacity": None}, "blocks": [{**block, "sessions": rows}]}


def shape_of(day: StudyDay) -> dict[str, Any]:
    """The shape of a real day: its parts, its sessions and their seats, and no person."""
    places = {pk: place for place, pk in enumerate(day.sessions.order_by("pk").values_list("pk", flat=True))}
    blocks = []
    for block in day.blocks.order_by("position", "pk"):
        rows = [
            {**{name: getattr(row, name) for name in SESSION}, "place": places[row.pk], "repeats": places.get(row.repeats_id)}
            for row in block.sessions.filter(cancelled=False).exclude(live=None).order_by("pk")
        ]
        facts = {name: getattr(block, name) for name in BLOCK}
        hours = {name: facts[name] and f"{facts[name]:%H:%M}" for name in ("starts", "ends")}
        blocks.append({**facts, **hours, "sessions": rows})
    return {"day": {name: getattr(day, name) for name in DAY}, "blocks": blocks}
