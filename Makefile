# `make demo` builds the examples, `make test` passes the tests; both do all the set-up themselves.

PYTHON ?= $(shell scripts/find-python)
VENV   := .venv
BIN    := $(VENV)/bin
FILED  := 2026-11-20
SECONDS := 600
KILLS   := 200

# Every package is pinned with its hashes in requirements/, and none runs code of its own to be installed.
LOCKED := -m pip install --quiet --require-hashes --only-binary :all: --requirement
UPKEEP := .upkeep
EXTRAS := $(shell sed -n '/optional-dependencies/,/^$$/s/^\([a-z]*\) = .*/\1/p' pyproject.toml)
COMPILE = $(UPKEEP)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

.PHONY: demo test lint docs pictures bench wheel release lock licences lower-bounds audit-deps coverage mutate kill fuzz clean
.DEFAULT_GOAL := test

$(VENV)/.ready: pyproject.toml requirements/demo.txt
	@test -n "$(PYTHON)" || { echo "form4kit needs Python 3.11 or newer on the PATH."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(LOCKED) requirements/demo.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready requirements/dev.txt
	$(BIN)/python $(LOCKED) requirements/dev.txt
	@touch $@

$(UPKEEP)/.ready: requirements/upkeep.txt
	$(PYTHON) -m venv $(UPKEEP)
	$(UPKEEP)/bin/python $(LOCKED) requirements/upkeep.txt
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

coverage: $(VENV)/.ready-test $(VENV)/.pango  ## run the suite, and fail where too little of the code was run
	rm -f .coverage .coverage.*
	-$(BIN)/python -m coverage run -m pytest -n 2 --dist worksteal
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report --fail-under=95
	$(BIN)/python -m coverage report --fail-under=100 --include='form4kit/rules/*,form4kit/law/*,form4kit/analysis/*'

mutate: $(VENV)/.ready-test  ## alter the rules and the law, and see whether a test notices; takes an hour or two
	$(BIN)/python scripts/mutate $$(find form4kit/law form4kit/analysis form4kit/rules -name '*.py')

kill: $(VENV)/.ready-test $(VENV)/.pango  ## kill builds and submit at KILLS moments, and every command at every step
	$(BIN)/python -m tests.support.killed_runs $(KILLS)
	$(BIN)/python -m tests.support.killed_submit $(KILLS)

fuzz: $(VENV)/.ready-test  ## fuzz each reader for SECONDS; atheris runs on Linux with Python up to 3.13
	@for target in $$($(BIN)/python -c 'import sys; sys.path.insert(0, "fuzz"); import targets; print(*targets.TARGETS)'); do \
		$(BIN)/python fuzz/run.py $$target -max_total_time=$(SECONDS) -print_final_stats=1 || exit 1; \
	done

docs: $(VENV)/.ready-test  ## write the pages that come from the code
	$(BIN)/python scripts/write-docs

pictures: $(VENV)/.ready-test $(VENV)/.pango  ## draw the pictures of the README and of the workbench
	$(BIN)/python scripts/write-pictures
	$(BIN)/python scripts/write-workbench-pictures

bench: $(VENV)/.ready-test $(VENV)/.pango  ## measure, against what one would use otherwise
	-$(BIN)/python -m pip install --quiet -r benchmarks/requirements.txt
	$(BIN)/python -m benchmarks.run

wheel: $(VENV)/.ready
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

release: $(VENV)/.ready  ## cut the changelog, tag, and put wheel, sdist, SBOM and hashes into dist/; DRY=1 only tries
	$(BIN)/python scripts/release $(if $(DRY),--dry-run)

lock: $(UPKEEP)/.ready  ## pin what pyproject.toml asks for; UPGRADE=1 takes the newest
	$(COMPILE) pyproject.toml --all-extras --group build --group test --group lint --group fuzz \
		--output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --group build --constraints requirements/dev.txt \
		--output-file requirements/demo.txt
	$(COMPILE) pyproject.toml --all-extras --group build --constraints requirements/dev.txt \
		--output-file requirements/all.txt
	for extra in $(EXTRAS); do \
		$(COMPILE) pyproject.toml --extra $$extra --group build --constraints requirements/dev.txt \
			--output-file requirements/$$extra.txt || exit 1; \
	done
	$(COMPILE) --group pyproject.toml:upkeep --output-file requirements/upkeep.txt
	$(PYTHON) scripts/write-sbom

licences: $(VENV)/.ready-test  ## write down the licences of what is pinned, as the packages themselves say
	$(BIN)/python scripts/write-sbom --licences

lower-bounds: $(UPKEEP)/.ready  ## test with the oldest versions that pyproject.toml allows
	scripts/test-lower-bounds $(UPKEEP)/bin/uv

audit-deps: $(UPKEEP)/.ready  ## ask PyPI whether a weakness is known of anything that is pinned
	@for file in demo dev all upkeep; do \
		$(UPKEEP)/bin/pip-audit --strict --require-hashes --disable-pip --requirement requirements/$$file.txt || exit 1; \
	done

clean:
	rm -rf $(VENV) $(UPKEEP) demo dist build
