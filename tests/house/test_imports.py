"""Who may import whom, and what a start must not load."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def loaded_by(code: str, folder: Path) -> set[str]:
    """The top-level packages that are loaded after the code has run in a process of its own."""
    tail = "\nimport sys, json; sys.stderr.write('\\n' + json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", code + tail], check=True, capture_output=True, text=True, encoding="utf-8", cwd=folder
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def run_code(*arguments: str) -> str:
    return f"from gradekit.cli import run\ncode = run({list(arguments)!r})\nassert code in (0, 1), code"


def test_the_contracts_between_rooms_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice sheet as it was handed out, its keys cached beside it."""
    folder = tmp_path_factory.mktemp("practice")
    loaded_by(run_code("generate", "total-derivative", "--seed", "7", "-n", "2", "-o", str(folder)), folder)
    return folder


HEAVY = {"sympy", "numpy", "mpmath", "sqlalchemy", "jinja2", "matplotlib", "pytest"}


@pytest.mark.parametrize("command", ["grade", "check"])
def test_reading_and_grading_load_no_computer_algebra(command: str, sheet: Path) -> None:
    loaded = loaded_by(run_code(command, "submission.py"), sheet)
    assert loaded & HEAVY == set()


def test_equal_loads_no_computer_algebra(tmp_path: Path) -> None:
    assert loaded_by(run_code("equal", "sin(x)^2", "1-cos(x)^2"), tmp_path) & HEAVY == set()


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("grade", "--help"), ("templates", "--help")])
def test_help_loads_nothing_that_is_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    loaded = loaded_by(run_code(*arguments), tmp_path)
    assert loaded & (HEAVY | {"flint", "rich", "msgspec"}) == set()


def test_listing_templates_runs_none_of_them(tmp_path: Path) -> None:
    assert loaded_by(run_code("templates", "list"), tmp_path) & {"sympy", "numpy", "sqlalchemy"} == set()
