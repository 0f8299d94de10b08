# Verbs: setup demo serve watch test check fmt lint type screenshots eval scorecard bench bench-archive chaos fuzz train docs lock clean. Needs git, make and Python 3.11+.
PYTHON ?= python3
VENV := .venv
# tests that are run over ledgers in PostgreSQL too.
ON_POSTGRES := tests/store tests/test_pipeline.py tests/test_query.py tests/tallies tests/sources tests/exports tests/dossier tests/lens \
  tests/test_review.py tests/test_arrivals.py tests/notebook tests/cli tests/api tests/web/security tests/alerting tests/delivering tests/watching \
  tests/test_seeds.py
BIN := $(VENV)/bin
READY := $(VENV)/.ready
GAZETTEER := src/twosource/knowledge/places.sqlite
DEMO := .twosource/demo.db

.DEFAULT_GOAL := help
.PHONY: help setup setup-browser setup-formats setup-engines setup-postgres demo serve watch test test-postgres check fmt lint type screenshots eval \
  scorecard bench bench-archive chaos fuzz train docs lock clean

help: ## list the verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 15

setup: $(READY) ## make .venv with the locked versions, and compile the gazetteer

$(READY): requirements.lock pyproject.toml tools/make_venv.py tools/build_hook.py tools/build_assets.py src/twosource/web/assets/package-lock.json $(wildcard src/twosource/web/assets/*.js) src/twosource/knowledge/compile_places.py $(wildcard src/twosource/knowledge/places/*.toml)
	@$(PYTHON) tools/make_venv.py $(VENV)
	@touch $@

setup-browser: ## install the distribution's Chromium, which the desk's browser tests drive (Debian, as root)
	@command -v chromium >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	  apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core fonts-noto-core; } >/dev/null

setup-formats: $(READY) ## install what checks exports and CAP messages by others' libraries (ICU's headers needed)
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements-capparser.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-formats.lock

setup-engines: $(READY) ## install Spark, Sail and a server of object storage, which tests of archives start (Spark needs Java 17)
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements-engines.lock

setup-postgres: ## install the distribution's PostgreSQL, of which tests start a server of their own (Debian, as root)
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { apt-get update -qq \
	  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null

demo: $(READY) ## run the main job on the packaged example wires
	@mkdir -p .twosource && rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	@TWOSOURCE_DB=$(DEMO) $(BIN)/twosource demo

serve: $(DEMO) ## open the desk over the example wires on http://127.0.0.1:8765
	@TWOSOURCE_DB=$(DEMO) $(BIN)/twosource serve

watch: $(READY) ## ask the feeds of twosource.toml, and go on asking
	@$(BIN)/twosource watch

$(DEMO): $(READY)
	@$(MAKE) --no-print-directory demo >/dev/null

test: $(READY) ## run the tests, with coverage
	@$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered --cov-fail-under=85

test-postgres: $(READY) ## run the tests of ledgers again, over ledgers in PostgreSQL
	@$(BIN)/pytest -q -n 2 --ledgers postgresql $(ON_POSTGRES)

lint: $(READY) ## ruff, rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

type: $(READY) ## mypy, strict
	@$(BIN)/mypy

fmt: $(READY) ## put the code into form
	@$(BIN)/ruff check --fix -q . || true
	@$(BIN)/ruff format .

check: lint type test test-postgres ## everything a change must pass

screenshots: $(READY) setup-browser ## walk the desk in a browser and leave pictures of it in build/screenshots
	@$(BIN)/pytest -n 2 tests/desk
	@ls build/screenshots

docs: $(READY) ## check the generated references and the README
	@$(BIN)/pytest -q tests/test_docs.py

eval: $(READY) ## score the examples, then the sets of DATA=DIR (also READER=, ONLY=, JSON=FILE, SAMPLE=N, SEED=S)
	@$(BIN)/python -m eval.gold
	@if [ -n "$(DATA)$$TWOSOURCE_DATA" ]; then \
	  $(BIN)/python -m eval $(if $(DATA),--data "$(DATA)") $(if $(ONLY),--only "$(ONLY)") \
	    $(if $(JSON),--json "$(JSON)") $(if $(SAMPLE),--sample "$(SAMPLE)") $(if $(SEED),--seed "$(SEED)") \
	    $(if $(READER),--reader "$(READER)"); \
	else echo "no data folder (DATA=DIR or TWOSOURCE_DATA): only the examples were scored"; fi

scorecard: $(READY) ## measure the sets of DATA=DIR whole by each reader and write docs/SCORECARD.md
	@mkdir -p .twosource
	@for reader in rules model; do \
	  $(BIN)/python -m eval $(if $(DATA),--data "$(DATA)") --reader $$reader --json .twosource/$$reader.json || exit; done
	@$(BIN)/python -m eval $(if $(DATA),--data "$(DATA)") --reader both --beside .twosource/rules.json \
	  --beside .twosource/model.json --scorecard docs/SCORECARD.md

bench: $(READY) ## articles per second, memory; what a ledger costs as it grows (REPORTS=10000,100000)
	@$(BIN)/python benchmarks/pipe.py
	@$(BIN)/python benchmarks/growth.py $(if $(REPORTS),--reports "$(REPORTS)")

bench-archive: $(READY) ## what an archive costs as it grows, and three peers beside it (ARTICLES=10000,100000)
	@$(BIN)/python -m benchmarks.archive $(if $(ARTICLES),--articles "$(ARTICLES)")

chaos: $(READY) ## kill and break a watch again and again, and see that nothing is lost (KILLS=, SEED=, DB=)
	@$(BIN)/python -m benchmarks.chaos $(if $(KILLS),--kills "$(KILLS)") $(if $(SEED),--seed "$(SEED)") $(if $(DB),--db "$(DB)")

fuzz: $(READY) ## give every reader wrong input by the ten thousand (TARGET=, RUNS=, SEED=)
	@$(BIN)/python -m fuzz $(if $(TARGET),--target "$(TARGET)") $(if $(RUNS),--runs "$(RUNS)") $(if $(SEED),--seed "$(SEED)")

TRAIN := .venv-train
TRAIN_DATA = $(or $(DATA),$(TWOSOURCE_DATA))

train: $(TRAIN)/.ready ## make the weights of the trained reader anew from the sets of DATA=DIR (hours)
	@test -n "$(TRAIN_DATA)" || { echo "make train needs the sets: DATA=DIR or TWOSOURCE_DATA" >&2; exit 2; }
	@PYTHONPATH=src:. $(TRAIN)/bin/python -m training.triage --data "$(TRAIN_DATA)"
	@PYTHONPATH=src:. $(TRAIN)/bin/python -m training.train --data "$(TRAIN_DATA)" --out .twosource/training
	@PYTHONPATH=src:. $(TRAIN)/bin/python -m training.export .twosource/training src/twosource/knowledge/encoder

$(TRAIN)/.ready: $(READY) training/requirements.txt training/base.txt
	@$(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/pip install -q --no-deps -r requirements.lock
	@$(TRAIN)/bin/pip install -q -r training/requirements.txt
	@$(TRAIN)/bin/pip install -q --no-deps --require-hashes -r training/base.txt
	@touch $@

lock: ## write requirements.lock anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev --extra formats \
	  --constraint requirements.lock pyproject.toml -o requirements-formats.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev --extra engines \
	  --constraint requirements.lock --constraint requirements-formats.lock pyproject.toml -o requirements-engines.lock

clean: ## remove what was made, but no ledger
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov build dist $(GAZETTEER) \
	  src/twosource/web/static/built src/twosource/web/assets/node_modules
