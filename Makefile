# install and demo want a Debian 12 with Python 3.11 (venv included), git and make; other targets say what else.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
SITE_URL ?= http://127.0.0.1:$(PORT)

BIN := .venv/bin
PY := $(BIN)/python
PYTEST := $(PY) -m pytest
INSTALLED := .venv/installed
# Development and tests need no secrets; without this every command wants production's settings.
export DEVELOPMENT ?= 1

.DEFAULT_GOAL := help
.PHONY: help install demo test lint types templates messages migrations deploy-check test-sqlite test-postgres \
	test-browser probe observatory test-next bench drill bench-corpus format lock clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

install: $(INSTALLED) ## Make .venv and install the locked dependencies

# --no-deps: the lock is complete, and pip would look for the newest of a package that another wants an extra of.
$(INSTALLED): .requirements/dev.txt
	@echo "Installing the locked dependencies into .venv (about a minute) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=")'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PY) -m pip install --disable-pip-version-check --no-input --require-hashes --no-deps -r $<
	@touch $@

demo: $(INSTALLED) ## Load the invented city's releases and serve the site (PORT=, HOST=)
	@$(PY) -c 'import socket; socket.create_server(("$(HOST)", $(PORT))).close()' 2>/dev/null || { \
		echo "Port $(PORT) of $(HOST) cannot be had; another one: make demo PORT=8001"; exit 1; }
	@$(PY) manage.py migrate --verbosity 0
	@set -a; . releases/demo/site.env; set +a; export SITE_URL=$(SITE_URL); \
	$(PY) manage.py load_demo && \
	printf '\n  Site  %s/\n  Desk  %s/desk/\n  Stop  Ctrl+C\n\n' "$(SITE_URL)" "$(SITE_URL)" && \
	{ $(PY) manage.py publish_due --watch & trap "kill $$!" EXIT INT TERM; } && \
	$(BIN)/granian --interface wsgi --host $(HOST) --port $(PORT) --blocking-threads 4 --no-access-log --log-level warning portal.wsgi:application

test: lint types templates migrations deploy-check test-sqlite test-postgres test-browser ## Run every check and test

lint: $(INSTALLED) ## Check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED) ## Check types, strictly
	$(BIN)/mypy .

templates: $(INSTALLED) ## Lint the templates
	$(BIN)/djlint templates --lint --quiet

messages: $(INSTALLED) ## Gather what public pages say, and compile the English catalogue
	$(PY) -m tests.messages

migrations: $(INSTALLED) ## Fail when a model has changed without a migration
	$(PY) manage.py makemigrations --check --dry-run

deploy-check: $(INSTALLED) ## Check the settings as production would have them
	@set -a; . releases/demo/site.env; set +a; \
	DEVELOPMENT=0 SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	RECORD_KEY=$$(DEVELOPMENT=1 $(PY) manage.py make_record_key | cut -d = -f 2-) \
	ALLOWED_HOSTS=news.example.gov.cn SITE_URL=https://news.example.gov.cn \
	$(PY) manage.py check --deploy --fail-level WARNING

test-sqlite: $(INSTALLED) ## Test on SQLite, with branch coverage of releases/
	$(PYTEST) -n 2 -m "not browser and not html and not postgresql" --cov --cov-report=term --cov-fail-under=100

test-postgres: $(INSTALLED) ## Test on a private PostgreSQL
	$(PY) -m tests.postgres $(PYTEST) -n 2 -m "not browser and not html and not sqlite"

test-browser: $(INSTALLED) ## Test the pages in Chromium and with the HTML checker
	$(PYTEST) -n 2 -m "browser or html"

probe: $(INSTALLED) ## Try what some tests try, many times more often (an hour)
	PROBES=50000 PAYLOADS=1000 POSTS=1000 DOCUMENTS=1000 $(PYTEST) -n 2 tests/test_access.py tests/record/test_payloads.py \
		tests/desk/test_forged_posts.py tests/record/exports/test_data.py -k "probe or payload or forged or comes_back"

observatory: $(INSTALLED) ## Score the headers of pages by Mozilla's scanner (needs Node 20 with npm, and the network once)
	$(PY) -m tests.observatory

test-next: ## Test on the newest Django, where Python 3.12 or newer is installed
	@for python in python3.14 python3.13 python3.12 $(PYTHON); do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && found=$$python && break; \
	done; \
	if [ -z "$$found" ]; then echo "Skipped: Python 3.12 or newer is not installed."; exit 0; fi; \
	test -x .venv-next/bin/python || $$found -m venv .venv-next; \
	.venv-next/bin/python -m pip install --disable-pip-version-check -q --require-hashes --no-deps -r .requirements/next.txt && \
	.venv-next/bin/python -m django --version && \
	.venv-next/bin/python -m pytest -n 2 -m "not browser and not html and not postgresql"

bench: $(INSTALLED) ## Measure speed as ratios and write build/bench.json (ONLY=name runs one)
	$(PY) -m tests.bench

drill: $(INSTALLED) ## Let go wrong what can, and write build/drill.json (ONLY=name runs one)
	$(PY) -m tests.drill

bench-corpus: $(INSTALLED) ## Make the 20,000 conferences that search is measured on (half an hour, 14 GB; ONLY=sqlite)
	$(PY) -m tests.bench.corpus

format: $(INSTALLED) ## Put style and formatting right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## Write the exact versions anew from pyproject.toml (needs uv)
	for set in "run 3.11 --constraint=.requirements/lts.in" "run-pdf 3.11 --extra=pdf --constraint=.requirements/lts.in" \
		"run-s3 3.11 --extra=s3 --constraint=.requirements/lts.in" \
		"dev 3.11 --all-extras --group=dev --constraint=.requirements/lts.in" "next 3.12 --all-extras --group=dev"; do \
		set -- $$set; name=$$1; python=$$2; shift 2; \
		uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
			--python-version $$python pyproject.toml "$$@" --output-file .requirements/$$name.txt; \
	done

clean: ## Remove what the other targets made, the demo's data too
	rm -rf .venv .venv-next build var .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
