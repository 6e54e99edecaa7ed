# make demo · make test are all a newcomer needs; the rest is for people who change Tsunagu.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test test-lts check goldens bench lock clean

help: ## what can be made
	@$(PYTHON) -c "import re; [print(f'make {m[1]:<9} {m[2]}') for m in (re.match(r'(\w[\w-]*):.*?## (.*)', line) for line in open('Makefile', encoding='utf-8')) if m]"

$(READY): requirements/dev.txt pyproject.toml
	@echo "Preparing the environment in $(VENV) (once) …"
	@$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'Tsunagu needs Python 3.11 or newer; this is ' + sys.version.split()[0] + '. Name another one: make PYTHON=python3.12 …')"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

lock: ## resolve the dependencies anew and write requirements/
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url pyproject.toml --group dev -o requirements/dev.txt

clean: ## remove the environment and the built bundle (never the database)
	rm -rf $(VENV) server/explorer/files web/node_modules
