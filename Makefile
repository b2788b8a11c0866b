# Two commands do all the set-up: `make demo` and `make test`. Nothing is needed but Python 3.11+.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
RIVALS := .venv-bench
BIN := $(VENV)/bin
CATALOG := -d grader/i18n -D grader -l ko
PIP := $(BIN)/python -m pip --disable-pip-version-check
UV_COMPILE := $(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-header -q pyproject.toml

.PHONY: help demo test long quick lint secrets fuzz bench lock starters pictures book messages clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.keras  ## grade the demo class and say where the reports are
	$(BIN)/grade batch datasets/demo_class --out demo-reports -e 01 -e 05 -e 06 -e 10 --lang en

test: $(VENV)/.dev lint  ## linters, types and the tests, but those that take long
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not long"

long: $(VENV)/.dev  ## the tests that take long: trainings, kernels, each command of the docs
	$(BIN)/python -m pytest -n auto --dist worksteal -m long

quick: $(VENV)/.dev  ## the tests that take no more than a moment each
	$(BIN)/python -m pytest -m "not slow and not attack and not long"

lint: $(VENV)/.dev  ## ruff, mypy, and the layers by import-linter
	$(BIN)/ruff check
	$(BIN)/ruff format --check grader tests
	$(BIN)/mypy
	$(BIN)/lint-imports

# not 10 and 11: they train networks
secrets: $(VENV)/.dev  ## right and wrong solutions under thirty secrets (ten minutes)
	$(BIN)/grade course verify --secrets 30 --no-mutants --repeats 1 $(foreach number,1 2 3 4 5 6 7 8 9,-e $(number))

fuzz: $(VENV)/.dev  ## 100 000 hostile inputs for each target (about an hour and a half)
	FUZZ_INPUTS=100000 $(BIN)/python -m pytest tests/fuzz -q

bench: $(VENV)/.dev $(RIVALS)/.made  ## the timings, as ratios in one run; takes ten minutes
	$(BIN)/python -m compileall -q grader
	$(BIN)/python tests/benchmarks/run.py
	$(BIN)/python tests/benchmarks/class_size.py --rivals-python $(RIVALS)/bin/python $(BENCH_OPTIONS)
	$(if $(OLD),$(BIN)/python tests/benchmarks/against.py --against $(OLD))

starters: $(VENV)/.base  ## make the starters anew from the reference
	$(BIN)/grade course stub

pictures: $(VENV)/.base  ## make the statements' pictures anew from the reference
	$(BIN)/grade course pictures

book: $(VENV)/.base  ## make the course's book in site/
	$(BIN)/grade course book --out site/

# one line a sentence, in the order of the alphabet, so that two branches seldom meet in the file
messages: $(VENV)/.dev  ## bring the Korean catalog up to date with the source, and compile it
	@mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg --no-location --no-wrap --sort-output -o build/grader.pot .
	$(BIN)/pybabel -q update -i build/grader.pot $(CATALOG) --no-wrap --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel compile $(CATALOG) --statistics

lock: $(VENV)/.dev  ## write the lock files anew from pyproject.toml
	$(PIP) install -q uv
	$(UV_COMPILE) --extra build -o requirements.lock
	$(UV_COMPILE) --extra build --extra keras -c requirements.lock -o requirements-keras.lock
	$(UV_COMPILE) --extra build --extra ci --extra cluster --extra dev --extra keras --extra review -c requirements.lock -o requirements-dev.lock
	$(UV_COMPILE) --extra build --extra bench -c requirements.lock -o requirements-bench.lock

clean:  ## remove everything that was made
	rm -rf $(VENV) $(RIVALS) demo-reports build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed. Install it, or say which: make PYTHON=/path/to/python3"; exit 2; }
	$(PYTHON) -m venv $(VENV)

# compiled as an installed package is, so that the first command is as quick as the next
$(VENV)/.base: $(VENV)/bin/python requirements.lock pyproject.toml
	$(PIP) install -q --require-hashes -r requirements.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q grader
	@touch $@

# where TensorFlow has no wheel yet, everything but the Keras exercises works
$(VENV)/.keras: $(VENV)/.base requirements-keras.lock
	@$(PIP) install -q --require-hashes -r requirements-keras.lock && touch $@ || \
		echo "TensorFlow could not be installed here: exercises 10 and 11 are skipped."

$(VENV)/.dev: $(VENV)/.base requirements-dev.lock
	$(PIP) install -q --require-hashes -r requirements-dev.lock
	@touch $@

$(RIVALS)/.made: requirements-bench.lock pyproject.toml
	$(PYTHON) -m venv $(RIVALS)
	$(RIVALS)/bin/python -m pip --disable-pip-version-check install -q --require-hashes -r requirements-bench.lock
	$(RIVALS)/bin/python -m pip --disable-pip-version-check install -q --no-deps --no-build-isolation -e .
	@touch $@
