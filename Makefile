# Needs make and Python 3.11 or newer; everything else is fetched into .venv, each file checked against its hash.
#
#   make run     the portal on http://127.0.0.1:8000/ with its worker (PORT=8001 for another port); Ctrl-C stops both
#   make test    what must never break, on SQLite and PostgreSQL, in a real browser (ARGS="tests/fiches -k theme")
#   make check   style, import contract, templates, migrations, types, speed (the short form of the bench), deployment
#   make proof   the long tests, then the figures with 10,000 fiches: pages, the desk, the files of a fiche,
#                a day that opens for registration with processes killed, a slow phone, the search
#   make bench   CPU time and queries per page (ARGS="--fiches 200,10000 --write NAME"); the search: python -m bench.search
#   make lock    requirements*.txt from pyproject.toml (needs uv; ARGS=--upgrade takes newer versions)
#
# The tests run once on SQLite and once on a PostgreSQL of their own (tools/postgres.py). The second run leaves out what
# is the same on every database: tests marked `once`, and browser tests not marked `both_databases`.

PYTHON ?= python3
PORT ?= 8000
UV ?= uv
ARGS ?=
export PORT

in_venv = .venv/bin/python
compile = $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header $(ARGS)

.PHONY: run test check proof bench lock python app tools

run: app
	@$(in_venv) -m tools.run

test: tools
	@$(in_venv) -m tools.test $(ARGS)

check: tools
	@$(in_venv) -m tools.check

proof: tools
	@$(in_venv) -m tools.test --proof $(ARGS)
	@$(in_venv) -m bench.run --fiches 200,10000 --write proof
	@$(in_venv) -m bench.desk --fiches 200,10000 --write desk
	@$(in_venv) -m bench.exports --write exports
	@$(in_venv) -m bench.rehearsal --write rehearsal
	@$(in_venv) -m bench.mobile --lighthouse --write mobile
	@$(in_venv) -m bench.search --steps --fiches 10000 --write search

bench: tools
	@$(in_venv) -m bench.run $(ARGS)

lock:
	@command -v $(UV) >/dev/null || { echo "make lock needs uv; give its path with UV=..."; exit 1; }
	$(compile) --output-file requirements.txt
	$(compile) --group dev --constraint requirements.txt --output-file requirements-dev.txt

app: python
	@$(PYTHON) tools/environment.py requirements.txt

tools: python
	@$(PYTHON) tools/environment.py requirements-dev.txt

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON) here."; exit 1; }
