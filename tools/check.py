"""What `make check` looks at; every part is run, and the first word of each line says how it went.

python -m tools.check [part ...]
"""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
APPS = ("portal", "fiches", "events")
UNTYPED_FOLDERS = {"models", "admin", "forms", "views", "migrations", "management"}
UNTYPED_FILES = {"__init__", "models", "admin", "views", "forms", "urls", "apps", "settings", "wsgi", "middleware"}


def rule_modules() -> list[str]:
    """The modules whose types are checked: what the product decides, not Django's own forms, views and desks."""
    files = (file.relative_to(ROOT) for app in APPS for file in sorted((ROOT / app).rglob("*.py")))
    return [str(file) for file in files if file.stem not in UNTYPED_FILES and not UNTYPED_FOLDERS & set(file.parts)]


def parts() -> dict[str, list[str]]:
    """Each part by name, as a command."""
    python = sys.executable
    pytest = [python, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
    return {
        "style": [str(BIN / "ruff"), "check", "."],
        "imports": [str(BIN / "lint-imports"), "--no-cache"],
        "types": [python, "-m", "mypy", *rule_modules()],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "templates": [*pytest, "tests/portal/test_templates.py"],
        "speed": [python, "-m", "bench.guard"],
        "deployment": [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    }


def production() -> dict[str, str]:
    """The environment of a real installation, for `check --deploy`."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_URL": "https://materialenbank.example",
        "ALLOWED_HOSTS": "materialenbank.example",
        "DEBUG": "false",
        "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
    }


def main() -> int:
    commands = parts()
    chosen = sys.argv[1:] or list(commands)
    failed = []
    for name in chosen:
        environment = {**os.environ, "VAR": str(ROOT / "var" / "test"), **(production() if name == "deployment" else {})}
        began = time.monotonic()
        done = subprocess.run(commands[name], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        print(f"{'FAILED' if done.returncode else 'ok':6} {name} ({time.monotonic() - began:.1f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    print(f"{len(chosen) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
