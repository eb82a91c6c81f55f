# Leitlinien-Assistent. `make help` lists the targets.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_EVAL := $(VENV)/.installed-eval
INSTALLED_TEST := $(VENV)/.installed-test
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help run test check fix eval clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: $(INSTALLED) ## install, build the index and serve the page on http://127.0.0.1:7860
	$(BIN)/leitlinien serve

test: $(INSTALLED_TEST) ## run all tests, those with the real model and a browser too
	$(BIN)/pytest

check: $(INSTALLED_TEST) ## lint, format, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(INSTALLED_TEST) ## mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(INSTALLED_EVAL) ## measure the answers on the evaluation questions
	$(BIN)/python -m eval

clean: ## delete everything that was installed or built
	rm -rf $(VENV) var build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/pip:
	@./tools/make_venv.sh "$(PYTHON)" $(VENV)

$(INSTALLED): $(BIN)/pip pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --editable . --constraint constraints.txt
	@touch $@

$(INSTALLED_EVAL): $(INSTALLED)
	$(BIN)/pip install --quiet --editable '.[eval]' --constraint constraints.txt
	@touch $@

$(INSTALLED_TEST): $(INSTALLED)
	$(BIN)/pip install --quiet --editable '.[test,eval]' --constraint constraints.txt
	@./tools/install_chromium.sh
	@./tools/fetch_real_pdfs.sh var/real-pdfs
	@touch $@
