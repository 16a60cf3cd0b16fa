# Everything a person or a machine does here, by one name each. `make` alone lists them.

PYTHON := .venv/bin/python
# The order is tests/conftest.py's: what empties the tables comes last, large groups not first.
PYTEST := $(PYTHON) -m pytest -n auto --maxprocesses 4 --dist loadgroup --no-loadscope-reorder
# A browser sees no difference between the databases; what stands behind its pages is tried on both.
WITHOUT_BROWSER := -m "not browser"
# Give `make test ARGS="tests/pages -k feed"` for a part of it.
ARGS :=

.PHONY: help demo test check format bench lock fonts messages

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

demo: ## Serve the site with its seed records on 127.0.0.1, port PORT or 8000
	@.ci/install requirements.txt
	@exec $(PYTHON) -m newsroom.demo

test: ## Run all tests, on SQLite and on PostgreSQL
	@.ci/install requirements-dev.txt
	@set -e; unset DATABASE_URL; \
	CHROMIUM=$$(.ci/provide chromium); export CHROMIUM; \
	libatomic=$$(.ci/provide libatomic); \
	export LD_LIBRARY_PATH="$$libatomic$${LD_LIBRARY_PATH:+:$$LD_LIBRARY_PATH}"; \
	echo "On SQLite:"; $(PYTEST) $(ARGS); \
	echo "On PostgreSQL:"; $(PYTHON) -m tests.postgres -- $(PYTEST) $(WITHOUT_BROWSER) $(ARGS)

# Settings as a deployment has them, whatever this machine's environment says.
PRODUCTION = env -u DEBUG ENV_FILE=/dev/null DATABASE_URL=sqlite://:memory: \
	SITE_URL=https://desk.example.org ALLOWED_HOSTS=desk.example.org \
	SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')"

check: ## Check format, lint, types, templates, migrations and the settings of production
	@.ci/install requirements-dev.txt
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	find templates coalition -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --check --target-version 5.2
	$(PRODUCTION) $(PYTHON) -W error manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PYTHON) -W error manage.py check --deploy --fail-level WARNING

format: ## Rewrite the code and the templates as `make check` wants them
	@.ci/install requirements-dev.txt
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .
	find templates coalition -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --target-version 5.2

bench: ## Measure speed and scale, on PostgreSQL
	@.ci/install requirements-dev.txt
	@$(PYTHON) -m benchmarks $(ARGS)

LOCK := $(PYTHON) -m uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-emit-index-url

lock: ## Compile the pins anew from pyproject.toml; ARGS=--upgrade for newer ones
	@.ci/install requirements-dev.txt
	$(LOCK) $(ARGS) pyproject.toml --output-file requirements.txt
	$(LOCK) $(ARGS) pyproject.toml --extra dev --constraint requirements.txt --output-file requirements-dev.txt

fonts: ## Make the fonts of the pages anew; needs npm
	@.ci/install requirements-dev.txt
	@$(PYTHON) -m newsroom.fonts

messages: ## Collect what is to be translated, and compile the translations
	@.ci/install requirements-dev.txt
	@$(PYTHON) -m newsroom.messages
