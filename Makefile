# Every task is one target; `make` alone lists them. CI, forges and pre-commit call only these.

PYTHON ?= python3
PYTEST_OPTIONS ?= --numprocesses=auto --maxprocesses=4 --dist=loadfile
# The languages that the pages are translated into, as in spoorboek_languages in conf/conf.py.
TRANSLATIONS := en
SPHINX := .venv/bin/sphinx-build -q -W -n -c conf
# Sphinx itself crashes on an unreadable docs/ or conf.py, before it loads any extension; this reports it in one line.
READABLE := .venv/bin/spoorboek items --format json > /dev/null
PIP_INSTALL := .venv/bin/python -m pip install -qq --disable-pip-version-check
INSTALL := $(PIP_INSTALL) --no-build-isolation --require-hashes --requirement
INSTALL_SELF := $(PIP_INSTALL) --no-build-isolation --no-deps --no-index --editable .

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help html check changes review accept intl overdue publish verify-source test test-wide live pictures lint format mutate bench weigh lock clean

help:
	@echo "Spoorboek: make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-13s %s\n", $$1, $$2 }' Makefile

# The pages and their translations at once, each in one process: on two cores that is faster than `-j auto`, and takes less
# of them. What a translation reports is shown if the first build passes, since a flaw of a page is reported by both.
html: .venv/html ## build the handbook in Dutch and in English; any warning fails it
	@echo "Building the handbook"
	@$(READABLE)
	@$(SPHINX) -d build/doctrees docs build/html & first=$$!; trap "kill $$first" INT TERM; \
	others=$$(for language in $(TRANSLATIONS); do \
	  $(SPHINX) -D language=$$language -d build/doctrees-$$language docs build/html/$$language || exit; \
	done 2>&1); status=$$?; \
	wait $$first || exit; test -z "$$others" || echo "$$others" >&2; exit $$status
	@echo "The handbook is ready. Open build/html/index.html"

check: .venv/html ## give the verdict of the rules, without writing pages
	@.venv/bin/spoorboek check --whole $(CHECK_OPTIONS)

changes: export SINCE := $(SINCE)
changes: .venv/html ## write what changed in the handbook since its last tag, or since SINCE=REVISION, to build/changes
	@since="$${SINCE:-$$(git describe --tags --abbrev=0 2>/dev/null)}"; \
	test -n "$$since" || { echo "There is no tag yet. Name a revision: make changes SINCE=REVISION" >&2; exit 1; }; \
	for language in nl $(TRANSLATIONS); do \
	  .venv/bin/spoorboek diff "$$since" --format md --lang $$language --output build/changes/$$language.md || exit; \
	done; \
	echo "What changed since $$since is in build/changes"

intl: .venv/dev ## update the translation catalogs to match the pages and the code
	@.venv/bin/spoorboek intl
	@.venv/bin/python -m spoorboek.i18n.update

review: .venv/html ## list what has to be reviewed: targets of links, and what changed in them
	@.venv/bin/spoorboek review

accept: export WHY := $(WHY)
accept: .venv/html ## accept everything that was reviewed: make accept WHY="the reason"
	@.venv/bin/spoorboek accept --all --drop --why "$$WHY" $(ACCEPT_OPTIONS)

overdue: .venv/html ## judge as of today: what has expired, grown old or should have been mended by now
	@.venv/bin/spoorboek check --whole --as-of today

publish: .venv/html check ## run every check, build both languages under their address, write one archive to dist/, upload nothing
	@$(READABLE)
	@.venv/bin/spoorboek publish

verify-source: .venv/dev ## compare the programme itself, SOURCE=FILE (a PDF or a text in reading order), with its sentences here
	@test -n "$(SOURCE)" || { echo "Name the document: make verify-source SOURCE=programme.pdf" >&2; exit 1; }
	@.venv/bin/spoorboek source verify "$(SOURCE)"

test: .venv/dev ## run the tests; the browser tests download a browser if there is none
	@.venv/bin/python -m pytest $(PYTEST_OPTIONS)

test-wide: .venv/dev ## run the tests that create an environment of their own, or cover in full what `make test` samples
	@.venv/bin/python -m pytest -m wide $(PYTEST_OPTIONS)

live: .venv/dev ## show the handbook in a browser and rebuild on each change
	@PORT=$$(.venv/bin/python -c "from sphinx_autobuild.utils import find_free_port as free; print(free())") && \
	.venv/bin/python -m spoorboek.sphinxext.live -n -j auto -c conf -D spoorboek_languages=nl -D spoorboek_live=127.0.0.1:$$PORT -d build/live/doctrees \
		--watch conf --watch ext --open-browser --host 127.0.0.1 --port $$PORT docs build/live/html

pictures: html .venv/dev ## take a picture of each kind of page in build/pictures, and report what is blank, cut or overlapping
	@.venv/bin/python -m measure.pictures build/html build/pictures

lint: .venv/dev ## check code, types, import contracts and licences
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/reuse lint --lines

format: .venv/dev ## format the Python code
	@.venv/bin/ruff check --fix-only --quiet
	@.venv/bin/ruff format

mutate: .venv/dev ## remove, swap, reword, weaken and hide every single thing, one at a time: each must be caught
	@SPOORBOEK_MUTATE=all .venv/bin/python -m pytest -s tests/test_mutation.py tests/test_alterations.py

bench: .venv/dev ## measure speed compared with other tools and write docs/metingen: about 20 minutes on an idle machine
	@.venv/bin/python -m measure.bench $(BENCH_OPTIONS)

weigh: .venv/dev ## measure the weight of a commitment's page compared with other tools and write docs/metingen
	@.venv/bin/python -m measure.weigh

lock: .venv/dev ## update the versions of dependencies in requirements/, with their hashes
	@$(LOCK) pyproject.toml --extra handbook --group build --output-file requirements/html.txt
	@$(LOCK) pyproject.toml --all-extras --group build --group dev --constraints requirements/html.txt --output-file requirements/dev.txt
	@echo strictdoc | $(LOCK) - --output-file requirements/bench-strictdoc.txt
	@echo doorstop | $(LOCK) - --output-file requirements/bench-doorstop.txt
	@printf 'mlx.traceability\nfuro\n' | $(LOCK) - --output-file requirements/bench-mlx.traceability.txt

clean: ## remove what was built; .venv stays
	@rm -rf build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find conf ext measure tests -name __pycache__ -type d -prune -exec rm -rf {} +

# One lock for Python 3.11 and later on Linux and macOS, without the address of an index.
LOCK = .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

# Every script in .venv contains the path of the folder that it was created in: in a copy it would run the code of the
# original, and after a move nothing would run. pyvenv.cfg records that path.
VENV_MADE_IN := $(shell test -x .venv/bin/python && sed -n 's/^command = .* -m venv --clear //p' .venv/pyvenv.cfg)
ifeq ($(VENV_MADE_IN),$(CURDIR)/.venv)
SAME_LOCK = cmp -s $< $@
else
SAME_LOCK = false
.PHONY: .venv/locked
endif

# The stamps in .venv are copies of the locks: a changed lock recreates .venv, the same lock needs no network.
# pip compiles what it copies into .venv, but not an editable install: the first run would do that, and may not write.
.venv/html: .venv/locked pyproject.toml
	@$(INSTALL_SELF)
	@.venv/bin/python -m compileall -q ext/spoorboek
	@touch $@

.venv/locked: requirements/html.txt
	@$(SAME_LOCK) || { $(PYTHON_WILL_DO) && echo "Making .venv (once)" && $(PYTHON) -m venv --clear .venv && $(INSTALL) $<; }
	@cp $< $@

.venv/dev: requirements/dev.txt .venv/html
	@cmp -s $< $@ || { echo "Adding the tools for tests to .venv (once)" && $(INSTALL) $<; }
	@cp $< $@

define PYTHON_WILL_DO
{ $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "Spoorboek needs Python 3.11 or newer, and '$(PYTHON)' is not: install it, or name one (make html PYTHON=python3.12)" >&2; \
	exit 1; }; } && \
{ $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	echo "'$(PYTHON)' cannot make a virtual environment: install its venv module (Debian: apt-get install python3-venv)" >&2; \
	exit 1; }; }
endef
