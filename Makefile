# Two commands: `make run` starts Uphill, `make test` tests it. Both install what they need into .venv first.
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# In a session of its own: Ctrl+C reaches the shell that started it, which then asks each once to stop.
APART := $(BIN)/python -c 'import os, sys; os.setsid(); os.execv(sys.argv[1], sys.argv[1:])'
STATIC_SOURCES := $(shell find static -type f 2>/dev/null)
PYTEST_WORKERS ?= 2
# A machine of one's own: the secret is made once and kept in var/. A real installation sets SECRET_KEY instead.
export UPHILL_LOCAL = 1
# Links in mails name it.
export PORT

.PHONY: run prepare test mutants check format bench writers mail soak fuzz laws help
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Uphill needs Python 3.11 or newer; say which with PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what Uphill needs…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@echo "Installing what the tests need…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.venv/installed-bench: .venv/installed-dev requirements-bench.txt
	@echo "Installing the libraries that the benchmarks compare with…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

staticfiles/collected: .venv/installed $(STATIC_SOURCES)
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@

prepare: .venv/installed staticfiles/collected ## Migrate, load the guideline packs, and make a demo club in an empty database
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_guidelines
	@$(MANAGE) demo

run: prepare ## Start Uphill and its worker on http://127.0.0.1:8000 (PORT=… to change)
	@echo
	@echo "Uphill runs on http://127.0.0.1:$(PORT)   (Ctrl+C stops it)"
	@$(APART) $(BIN)/python manage.py worker & worker=$$!; \
	$(APART) $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers $(WORKERS) \
		--blocking-threads 1 --no-ws --log-level warning config.wsgi:application & server=$$!; \
	trap 'kill $$server $$worker 2>/dev/null' INT TERM HUP; \
	wait $$server; status=$$?; kill $$server $$worker 2>/dev/null; wait; exit $$status

test: .venv/installed-dev ## Run all tests (DATABASE_URL chooses the database)
	@$(BIN)/pytest -n $(PYTEST_WORKERS) -m "not browser" $(ARGS)
	@test -x /usr/bin/chromium || echo "SKIPPED the browser tests: /usr/bin/chromium is not there (Debian: apt-get install chromium)"
	@$(BIN)/pytest -n $(PYTEST_WORKERS) --dist worksteal -m browser $(ARGS) || { echo "A real browser may stumble once: trying what failed again"; $(BIN)/pytest -m browser --last-failed $(ARGS); }

mutants: .venv/installed-dev ## Change each guideline on purpose and count what the examples and expected results notice
	@$(BIN)/python -m tests.mutants founding safety evidence

check: .venv/installed-dev ## Static checks: style, types, floors, templates, migrations, deployment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(MANAGE) makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') HTTPS=1 ALLOWED_HOSTS=club.example.org \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(MANAGE) collectstatic --noinput --clear --verbosity 0

format: .venv/installed-dev ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed-bench staticfiles/collected ## Measure what we claim to be fast
	@missed=0; for what in advice reading pages; do $(BIN)/python -m benchmarks.$$what || missed=1; done; exit $$missed

writers: .venv/installed-dev ## Let 50 coaches write into one week at once and look for anything lost (SECONDS_OF_WRITING=… DATABASE_URL=…)
	@$(BIN)/python -m benchmarks.writers

mail: .venv/installed-dev ## Kill workers in the middle of a mail to a large squad and count what arrives (ATHLETES=… DATABASE_URL=…)
	ATHLETES=$(or $(ATHLETES),2000) $(BIN)/pytest -p no:playwright tests/plans/test_mail_queue.py -k killed $(ARGS)

soak: .venv/installed-dev ## Try the laws of verdicts and suggestions on 100,000 random cases (an hour and more)
	HYPOTHESIS_PROFILE=soak $(BIN)/pytest -n $(PYTEST_WORKERS) -m soak $(ARGS)

fuzz: .venv/installed-dev ## Try the laws of reading on 200,000 random and broken texts (half an hour)
	HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest -n $(PYTEST_WORKERS) tests/workouts/test_fuzz.py $(ARGS)

laws: .venv/installed-dev ## Read 25,000 random workouts back from their canonical text, in each language (half an hour)
	HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest -n $(PYTEST_WORKERS) tests/workouts/test_writing_laws.py $(ARGS)
