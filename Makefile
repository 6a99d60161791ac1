# Needs make and Python 3.11 or newer; everything else is set up in .venv by the first target that wants it.
#
#   make demo        the whole story in a minute, in a temporary folder
#   make test        every test but the long ones (some six minutes on two cores)
#   make test-long   the long runs: hundreds of seeds of every template
#   make test-lowest   tests of sealed programs with the lowest versions that pyproject.toml allows
#   make lint        ruff, pyright, import contracts
#   make clean       removes what builds and tests left behind; `make distclean` also removes .venv

NEWEST := python3 python3.14 python3.13 python3.12 python3.11 python
PYTHON ?= $(shell for p in $(NEWEST); do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
JOBS ?= 2
BIN := .venv/bin

.PHONY: demo test test-long test-lowest lint clean distclean

demo: .venv/ready
	$(BIN)/gradekit demo

test: .venv/ready
	$(BIN)/pytest -n $(JOBS) -m "not long"

test-long: .venv/ready
	$(BIN)/pytest -n $(JOBS) -m long

# The lowest version of each dependency, in an environment of its own.
test-lowest: .venv/ready
	@"$(PYTHON)" -m venv build/lowest
	build/lowest/bin/python -m pip install --quiet --disable-pip-version-check $$($(BIN)/python .ci/lowest.py) \
		'pytest>=8.3,<10' 'hypothesis>=6.112,<7'
	PYTHONPATH="$(CURDIR)" build/lowest/bin/python -m pytest -m "not long" tests/sandbox tests/submissions

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

.venv/ready: pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'gradekit needs Python 3.11 or newer, and found none among: $(NEWEST).'; \
		echo 'Install one, or say where it is: make $(or $(MAKECMDGOALS),demo) PYTHON=/path/to/python3'; exit 1; }
	@"$(PYTHON)" -m venv .venv || { \
		echo 'The environment .venv could not be made. On Debian and Ubuntu: apt install python3-venv'; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache .grimp_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

distclean: clean
	rm -rf .venv
