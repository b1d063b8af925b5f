# Everything here sets itself up: a virtual environment in .venv/ from the locked requirements.
PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := site
.PHONY: site test serve new check spelling translations lint format bench schema pictures lock clean

site: .venv/site  ## build the whole site into site/
	$(BIN)/python -m mkdocs build --strict

test: .venv/dev  ## run all tests, one set on each processor
	@sh tests/browser.sh $(BIN)/python
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

serve: .venv/site  ## live preview; a saved YAML file, template or chapter shows in the browser
	$(BIN)/python -m mkdocs serve --no-strict

new: .venv/site  ## begin a practice; WHAT=place, theme or term for something else
	@$(BIN)/handbook new $(or $(WHAT),practice)

check: .venv/site  ## check data and chapters
	@$(BIN)/handbook check

spelling: .venv/dev  ## check data and the spelling of all texts
	@$(BIN)/handbook check --spelling

translations: .venv/site  ## what is missing, stale or not reviewed in each language
	@$(BIN)/handbook translations

lint: .venv/dev  ## style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: .venv/dev  ## put the code into the common style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/dev  ## what pages and a search weigh, and how build time grows with the number of practices
	$(BIN)/python tests/bench.py

schema: .venv/site  ## write data/schema/ anew after a change of the model
	$(BIN)/handbook schema

pictures: .venv/dev  ## take the pictures of the guides anew
	$(BIN)/python tests/pictures.py

lock:  ## resolve the requirements anew; needs the command uv
	uv pip compile --quiet --universal --python-version 3.11.0 --generate-hashes --no-header --no-annotate --group build pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11.0 --generate-hashes --no-header --no-annotate --group build --group dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf .venv site build *.egg-info hooks/*.egg-info .pytest_cache .mypy_cache .ruff_cache

.venv/site: requirements.txt pyproject.toml | .venv/made
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements-dev.txt .venv/site
	$(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements-dev.txt
	@touch $@

.venv/made:
	$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Python 3.11 or newer is needed, this is ' + sys.version.split()[0] + '. Name another: make PYTHON=python3.12')"
	$(PYTHON) -m venv .venv
	@touch $@
