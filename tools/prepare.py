"""Brings static files, database and demo content up to date. A second time there is nothing to do and nothing changes.

python -m tools.prepare             everything
python -m tools.prepare --static    only the static files
"""

import fcntl
import hashlib
import os
import sys
from pathlib import Path

import django


def collect_static() -> None:
    """The static files in STATIC_ROOT, collected again only when one of them changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    seen = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list(["CVS", ".*", "*~"]), key=lambda found: found[0]):
            facts = Path(storage.path(name)).stat()
            seen.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with root.with_name(root.name + ".stamp").open("a+") as stamp:
        fcntl.flock(stamp, fcntl.LOCK_EX)  # one at a time: a second one finds it done
        stamp.seek(0)
        if stamp.read() == seen.hexdigest() and any(root.iterdir()):
            return
        print("Collecting static files ...", flush=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.truncate(0)
        stamp.write(seen.hexdigest())


def fill_database() -> None:
    """The tables of this version, and the demo content when there is no content at all; prints the demo logins."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo", "--if-empty")
    call_command("rebuild_catalogue", "--if-needed")
    call_command("load_demo", "--logins")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    collect_static()
    if "--static" not in sys.argv:
        fill_database()
