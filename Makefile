# Everything happens in .venv; `make map` and `make test` work in any order on a bare clone.
PYTHON ?= python3
BIN := .venv/bin
MAP := build/map.html
REPORTS ?= data/reports

.PHONY: help map test slow coverage oldest walk notebooks golden lint bench figures mutate campaign train lab docs data lock clean
.DELETE_ON_ERROR:

help:  ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "geomap expects Python 3.11 or later, got " + sys.version.split()[0] + "; say PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

# the hashed lock first, which names all that is needed, then this checkout, editable. Nothing else is
# looked for: pip would refuse the lock as soon as a newer version of "coverage[toml]" appears, which
# it takes for another project than the pinned "coverage"
define install
	@echo "setting up .venv for this ($(1)): a minute or two the first time"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/$(1).lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@
endef

.venv/base.done: requirements/base.lock pyproject.toml | .venv/pyvenv.cfg
	$(call install,base)

.venv/dev.done: requirements/dev.lock pyproject.toml | .venv/pyvenv.cfg
	$(call install,dev)

.venv/data.done: requirements/data.lock pyproject.toml | .venv/pyvenv.cfg
	$(call install,data)

map: .venv/base.done  ## map the sample reports, or REPORTS=folder
	@mkdir -p $(dir $(MAP))
	$(BIN)/geomap map $(REPORTS) -o $(MAP)
	@echo "open $(CURDIR)/$(MAP) in a browser; for your own: . .venv/bin/activate, then geomap --help"

test: .venv/dev.done  ## run the tests, but for those of clusters
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow"

slow: .venv/dev.done  ## run the tests that start clusters and kill their processes (some minutes)
	$(BIN)/pytest -m slow

# a target of its own: counting costs 40 % more time on Python 3.11
coverage: .venv/dev.done  ## run the same tests, and say how much of each room they run
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow" --cov=geomap --cov-report=
	$(BIN)/python tools/coverage_by_room.py

OLDEST := .venv-oldest/bin

.venv-oldest/done: requirements/oldest.lock pyproject.toml
	@echo "setting up .venv-oldest with the lowest versions that pyproject.toml allows"
	$(PYTHON) -m venv .venv-oldest
	$(OLDEST)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/oldest.lock
	$(OLDEST)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

oldest: .venv-oldest/done  ## run the tests with the oldest allowed dependencies, on Python 3.11
	$(OLDEST)/pytest -n 2 --dist loadfile -m "not browser and not notebook"

WALK ?= $(PYTHON)

walk: .venv/dev.done  ## install the wheel as a user does, map an own PDF and export; WALK="python3.11 python3.13"
	$(BIN)/python tools/walk.py $(foreach one,$(WALK),--python $(one))

.venv/notebooks.done: .venv/dev.done
	$(BIN)/python -m venv .venv-notebooks
	.venv-notebooks/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[lab]" "notebook>=7" marimo playwright
	@touch $@

notebooks: .venv/notebooks.done  ## walk the review in JupyterLab, Notebook 7 and marimo; pictures in build/notebooks
	.venv-notebooks/bin/python tools/walk_notebooks.py

lint: .venv/dev.done  ## ruff, mypy strict, import-linter, oxlint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/oxlint --deny-warnings geomap

mutate: .venv/dev.done  ## break one threshold or condition at a time: do the tests notice? (up to half an hour)
	$(BIN)/python tools/mutate.py

bench: .venv/data.done .venv/dev.done  ## print speed and memory, as ratios within one run
	@for bench in benchmarks/bench_*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

figures: .venv/dev.done  ## print every accuracy figure; AGAINST=before.json marks what is worse
	$(BIN)/python benchmarks/figures.py $(if $(AGAINST),--against $(AGAINST))

INPUTS ?= 200000
KILLS ?= 300

campaign: .venv/dev.done  ## push odd inputs, kills, full disks and broken providers at it (hours; INPUTS=6000 KILLS=60: minutes)
	$(BIN)/python tools/campaign.py --inputs $(INPUTS) --kills $(KILLS)

SHARED ?= ../shared
GOLD := tests/gold/statements/*.gold.json tests/gold/real/*.gold.json

train: .venv/dev.done  ## train the detector of statements anew; FOLDS=8 measures it, writes nothing
	@$(BIN)/python -c 'import sklearn' || { echo "training needs an extra: $(BIN)/python -m pip install -e '.[train]'"; exit 1; }
	$(BIN)/python tools/train_events.py $(GOLD) --texts $(SHARED)/texts --sentences tests/gold/quiet.txt tests/gold/told.txt $(if $(FOLDS),--folds $(FOLDS))

lab: .venv/dev.done  ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab notebooks

docs: .venv/dev.done  ## build the documents into build/docs
	$(BIN)/python tools/build_docs.py

data: .venv/data.done  ## rebuild every shipped data file from its sources (needs npm)
	$(BIN)/python tools/build_data.py

golden: .venv/dev.done  ## write anew what the tests compare with, to be read in review
	cd tests && ../$(BIN)/python -m golden.map_renew
	$(BIN)/python tools/build_docs.py --renew --renew-examples

lock:  ## renew the lock files from pyproject.toml
	$(BIN)/python tools/lock.py

clean:  ## remove what was built, keep .venv
	rm -rf build dist
