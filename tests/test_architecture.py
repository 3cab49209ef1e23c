"""The house keeps its shape: imports go downstairs, files have a job, public pages have no inline code."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = [app for app in ("portal", "fiches", "events") if (ROOT / app / "__init__.py").exists()]
OURS = [*APPS, "tests", "tools", "bench"]
PYTHON = [file for folder in OURS for file in sorted((ROOT / folder).rglob("*.py"))]
PUBLIC_TEMPLATES = sorted((ROOT / "pages").rglob("*.html"))
NAMELESS = {"utils", "util", "helpers", "helper", "services", "common", "core", "misc"}
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:"
    r"|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/ld\+json\")",
    re.IGNORECASE,
)
REGISTRIES = [
    *("pypi" + ".org", "python" + "hosted.org", "npm" + "js.", "--index" + "-url", "--extra-index" + "-url", "--find" + "-links"),
    *("deb.debian" + ".org", "debian" + ".org/debian", "proxy.golang" + ".org"),
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", folder / "pyproject.toml"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture
def copied_house(tmp_path):
    """The apps and the contract, in a place where a wrong import can be planted."""
    for app in APPS:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_go_downstairs():
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contract_covers_every_app():
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert configuration["tool"]["importlinter"]["root_packages"] == APPS


@pytest.mark.parametrize(
    ("floor", "planted"),
    [
        ("portal/publishing", "import fiches.models"),
        ("portal/catalogue", "import portal.website"),
        ("portal/taxonomy", "from portal.catalogue import models"),
        ("portal/text.py", "import portal.accounts.models"),
        ("fiches/models", "import fiches.views"),
        ("fiches/citations", "import django"),
    ],
)
def test_a_wrong_import_is_caught(copied_house, floor, planted):
    there = copied_house / floor
    file = there if there.suffix else there / "planted.py"
    file.write_text(planted + "\n")
    done = lint_imports(copied_house)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout


def test_every_file_is_named_after_what_it_can_do():
    nameless = [str(file.relative_to(ROOT)) for file in PYTHON if NAMELESS & {*file.relative_to(ROOT).with_suffix("").parts}]
    assert nameless == []


def test_no_file_grew_too_long():
    lengths = {str(file.relative_to(ROOT)): file.read_text().count("\n") for file in PYTHON if "migrations" not in file.parts}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_public_templates_have_no_inline_code():
    found = [f"{file.relative_to(ROOT)}: {hit.group()}" for file in PUBLIC_TEMPLATES for hit in INLINE.finditer(file.read_text())]
    assert found == []


def test_no_file_names_a_package_registry():
    plain = ("Makefile", "pyproject.toml", "requirements.txt", "requirements-dev.txt", ".ci/run", "README.md")
    texts = [*PYTHON, *(ROOT / name for name in plain)]
    contents = {str(file.relative_to(ROOT)): file.read_text() for file in texts if file.exists()}
    named = [f"{name}: {word}" for name, content in contents.items() for word in REGISTRIES if word in content]
    assert named == []


def test_the_development_lock_holds_the_other_one():
    """So that installing it never changes what the portal itself runs on."""
    small, large = (
        set(re.findall(r"^[\w.-]+==[^ \\]+", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert small
    assert small - large == set()
