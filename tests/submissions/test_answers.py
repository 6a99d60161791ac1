"""What a stub imports: cheap until it is used, and running a stub prints the table of `check`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sheets_for_tests import RIGHT, SHEET, filled

from gradekit import answers
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.syntax.names import FUNCTIONS


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


def test_importing_it_does_not_import_sympy() -> None:
    done = run("-c", "import sys, gradekit.answers; print('sympy' in sys.modules, 'flint' in sys.modules)")
    assert done.stdout.split() == ["False", "False"]


def test_a_filled_in_stub_runs_in_python(tmp_path: Path) -> None:
    path = tmp_path / "submission.py"
    path.write_text(filled(write_stub(SHEET), RIGHT), encoding="utf-8")
    done = run("-c", f"import runpy; names = runpy.run_path({str(path)!r}); print(names['q1b'], names['q2d'])")
    assert done.stderr == ""
    assert done.stdout.startswith("-sin(t)**3 + 2*sin(t)*cos(t)**2")


def test_an_unfilled_stub_runs_in_python(tmp_path: Path) -> None:
    path = tmp_path / "submission.py"
    path.write_text(write_stub(SHEET), encoding="utf-8")
    assert run("-c", f"import runpy; print(runpy.run_path({str(path)!r})['q1b'])").stdout == "Ellipsis\n"


def test_check_prints_the_table_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(answers.subprocess, "run", lambda command, **_: calls.append(command))
    answers.check(tmp_path / "a.py")
    assert calls == [[sys.executable, "-m", "gradekit", "check", str(tmp_path / "a.py")]]


def test_running_the_stub_prints_what_check_prints(tmp_path: Path) -> None:
    path = tmp_path / "submission.py"
    path.write_text(filled(write_stub(SHEET), RIGHT), encoding="utf-8")
    ran, checked = run(str(path)), run("-m", "gradekit", "check", str(path))
    assert "7 of 7" in checked.stdout
    assert ran.stdout == checked.stdout


OURS = {"sigmoid", "logit", "softplus", "relu"}


def test_every_function_that_is_read_can_be_computed_with() -> None:
    assert set(FUNCTIONS) - set(answers.__all__) == set()
    assert len(set(answers.__all__)) == len(answers.__all__)


@pytest.mark.parametrize("name", answers.__all__)
def test_every_name_is_there(name: str) -> None:
    assert callable(getattr(answers, name)) or name in ("pi", "E", "I", "oo", "e")


@pytest.mark.parametrize(("name", "value"), [("sigmoid", 0.5), ("softplus", 0.6931), ("relu", 0), ("logit", None)])
def test_own_functions_at_zero(name: str, value: float | None) -> None:
    got = getattr(answers, name)(answers.Rational(0 if value is not None else "1/2"))
    assert abs(float(got) - (value or 0)) < 1e-4


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = answers.nonsense


def test_reading_a_file_imports_neither_sympy_nor_numpy() -> None:
    code = "import sys, gradekit.submissions.check; print(*sys.modules)"
    assert {"sympy", "numpy", "sqlalchemy", "rich"}.isdisjoint(run("-c", code).stdout.split())
