# The only entry: everything a person or a machine does with this checkout starts here.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
CATALOGUES := $(wildcard locales/*/LC_MESSAGES/fieldkit.po)
COMPILED := $(patsubst locales/%/LC_MESSAGES/fieldkit.po,fieldkit/languages/compiled/%.mo,$(CATALOGUES))
# Compiled files halve the start of every command, and the tests start hundreds.
unexport PYTHONDONTWRITEBYTECODE


.PHONY: env run test suite lint bench soak locales package screenshots conformance clean

env: $(STAMP) $(COMPILED)

$(STAMP): requirements/dev.lock pyproject.toml installers/prepare.sh
	PYTHON=$(PYTHON) bash installers/prepare.sh
	@touch $(STAMP)

fieldkit/languages/compiled/%.mo: locales/%/LC_MESSAGES/fieldkit.po | $(STAMP)
	$(BIN)/python -m installers.catalogues compile $*

run: env
	@rm -rf demo-deployment
	@$(BIN)/fieldkit demo ./demo-deployment --window

# The types are checked by one processor in half a minute: the tests need not wait for that.
test: env
	@$(MAKE) --no-print-directory --jobs=2 lint suite

suite: env
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/fieldkit form check --strict fieldkit/forms/library/*.xlsx

bench: env
	@for area in forms vault batch publishing ui; do $(BIN)/python -m benchmarks.$$area --json; done

soak: env
	FIELDKIT_SOAK=1 $(BIN)/python -m pytest -n 2 tests/kill tests/faults tests/operations tests/ui/test_ui_monkey.py tests/forms/test_fuzz.py tests/forms/test_beside_rxeval.py

conformance: env
	$(BIN)/python tests/conformance/conformance_run.py

# The words of the source into the catalogues; prints what is missing or wrong in them.
locales: env
	$(BIN)/python -m installers.catalogues extract
	$(BIN)/python -m installers.catalogues update
	$(BIN)/python -m installers.catalogues compile
	$(BIN)/python -m installers.catalogues check

# Every page of the window in Greek, Arabic and English, light, dark and large, to be looked at.
screenshots: env
	$(BIN)/python tests/support/screenshots.py build/screenshots

package:
	@echo "make $@ comes with a later milestone (the installers); nothing was done." >&2
	@exit 1

clean:
	rm -rf .venv demo-deployment build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
