"""Makes .venv and installs a hashed lock file in it, only when that file changed.

    python3 tools/environment.py requirements.txt

Standard library only, and readable by an older Python: it must be able to say that Python is too old.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
COVERS = {"requirements-dev.txt": ["requirements-dev.txt", "requirements.txt"]}  # the development lock holds the other one


def answers(python, code):
    """Whether this interpreter runs that code without an error."""
    try:
        return subprocess.run([str(python), "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def recent_python():
    """The first interpreter here that is new enough."""
    new_enough = "import sys; sys.exit(sys.version_info < (3, 11))"
    for name in [sys.executable, "python3.11", "python3.12", "python3.13", "python3.14", "python3"]:
        found = shutil.which(name or "")
        if found and answers(found, new_enough):
            return found
    sys.exit("Python 3.11 or newer is needed; this is Python %d.%d and no other was found." % sys.version_info[:2])  # noqa: UP031


def make_venv():
    """A .venv with pip in it; one that no longer works is made anew."""
    if answers(PYTHON, "import sys, pip; sys.exit(sys.version_info < (3, 11))"):
        return
    python = recent_python()
    if not answers(python, "import ensurepip, venv"):
        sys.exit(f"{python} cannot make a virtual environment: ensurepip is missing (on Debian: apt-get install python3-venv).")
    print("Making .venv ...", flush=True)
    if subprocess.run([python, "-m", "venv", "--clear", str(VENV)]).returncode:
        sys.exit("Making .venv failed; what Python said about it stands above.")


def fingerprint(name):
    """What the lock says, in one word."""
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def install(name):
    """Everything of this lock in .venv, each file checked against its hash; nothing is done when that is so already."""
    installed = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    if installed.get(name) == fingerprint(name):
        return
    print(f"Installing {name} (only when it changed) ...", flush=True)
    if STAMP.exists():
        STAMP.unlink()
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--prefer-binary", "--require-hashes"]
    quiet = {"PIP_ROOT_USER_ACTION": "ignore", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if subprocess.run([*pip, "-r", str(ROOT / name)], env={**os.environ, **quiet}).returncode:
        sys.exit(f"Installing {name} failed; what pip said about it stands above.")
    STAMP.write_text(json.dumps({lock: fingerprint(lock) for lock in COVERS.get(name, [name])}))


if __name__ == "__main__":
    make_venv()
    install(sys.argv[1])
