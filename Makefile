# `make demo` builds the examples, `make test` passes the tests; both do all the set-up themselves.

PYTHON ?= $(shell scripts/find-python)
VENV   := .venv
BIN    := $(VENV)/bin
FILED  := 2026-11-20

.PHONY: demo test lint docs bench wheel clean
.DEFAULT_GOAL := test

$(VENV)/.ready: pyproject.toml
	@test -n "$(PYTHON)" || { echo "form4kit needs Python 3.11 or newer on the PATH."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --group test --group lint
	@touch $@

$(VENV)/.pango: $(VENV)/.ready scripts/ensure-pango
	@scripts/ensure-pango $(BIN)/python
	@touch $@

demo: $(VENV)/.ready $(VENV)/.pango  ## build every example to XML and PDF, in demo/
	@$(BIN)/form4kit build examples/amot-2019.yaml --out demo --filed 2019-05-02 --format text
	@$(BIN)/form4kit build $(filter-out examples/amot-2019.yaml,$(wildcard examples/*.yaml)) \
		--out demo --filed $(FILED) --format text
	@echo "Look at demo/*/proof.pdf."

test: $(VENV)/.ready-test $(VENV)/.pango  ## run the whole suite
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(VENV)/.ready-test  ## style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.ready-test  ## write the pages that come from the code
	$(BIN)/python scripts/write-docs

bench: $(VENV)/.ready-test $(VENV)/.pango  ## measure, against what one would use otherwise
	-$(BIN)/python -m pip install --quiet -r benchmarks/requirements.txt
	$(BIN)/python -m benchmarks.run

wheel: $(VENV)/.ready
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) demo dist build
