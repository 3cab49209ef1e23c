"""What the table of references says of citeproc-js is what citeproc-js says. Needs node and npm; npm fetches what it runs."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from fiches.citations import styles
from fiches.citations.fields import clean
from tests.fiches.citations.references import DIFFERENCES, FOLDER, TABLE, read

pytestmark = pytest.mark.proof
PACKAGES = ["citeproc@2.4.63", "@citation-js/plugin-csl@0.9.0"]  # the second brings the words of each language


def run(command, **more):
    """Without a terminal: node waits for one that belongs to somebody else."""
    return subprocess.run(command, check=True, capture_output=True, timeout=300, start_new_session=True, **more)


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not here")
    folder = tmp_path_factory.mktemp("citeproc")
    (folder / "package.json").write_text("{}")
    run(["npm", "install", "--no-audit", "--no-fund", *PACKAGES], cwd=folder)
    return folder


@pytest.mark.parametrize("language", DIFFERENCES)
def test_citeproc_js_still_says_what_the_table_says(modules, language):
    question = {
        "style": Path(styles.__file__).with_name("apa.csl").read_text(encoding="utf-8"),
        "locales": json.loads((modules / "node_modules/@citation-js/plugin-csl/lib/locales.json").read_text(encoding="utf-8")),
        "items": [{**clean(row["csl"]), "id": str(number)} for number, row in enumerate(TABLE)],
        "lang": language,
    }
    command = ["node", FOLDER / "citeproc.js", modules]
    done = run(command, input=json.dumps(question), text=True)
    said = {row["name"]: [read(text) for text in made] for row, made in zip(TABLE, json.loads(done.stdout), strict=True)}
    assert said == {row["name"]: row["citeproc"][language] for row in TABLE}
