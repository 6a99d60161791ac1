"""How many submissions a second one core reads without running anything: three lines, and a sheet of ten parts.

    python benchmarks/reading.py [--seconds S] [--json]

Time is that of the process, the best of several rounds. Beside the figures stands how long Python's own parser takes
for the same text, in the same run: on a busy machine only that ratio says something.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "submissions"))

from gradekit.model.problem import Sheet
from gradekit.problems.handing_out.record import without_record
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions.files import Source, source_of
from gradekit.submissions.read import read_submission

_SHEETS: Any = import_module("sheets_for_tests")
WANTED = {"three lines": 1500, "ten parts": 300}
_THREE = 'from sympy import *\nt = symbols("t")\nq1b = 2*sin(t)*cos(t)**2 - sin(t)**3\n'
ROUND = 0.2


def ten_parts() -> tuple[Source, Sheet]:
    """A sheet of three problems with ten parts altogether, filled in."""
    problems = [_SHEETS.chain(), _SHEETS.polar(), _SHEETS.chain()]
    sheet: Sheet = _SHEETS.sheet_of(*problems)
    right: dict[str, str] = _SHEETS.RIGHT
    answers = {**right, **{f"q3{letter}": right[f"q1{letter}"] for letter in "abc"}}
    stub: str = _SHEETS.filled(write_stub(sheet), answers)
    return source_of(stub.encode()), sheet


def seconds_each(work: Callable[[], object], seconds: float) -> float:
    """The least time that the work takes, over rounds of many calls."""
    best, end = float("inf"), time.process_time() + seconds
    while time.process_time() < end:
        start, calls = time.process_time(), 0
        while (spent := time.process_time() - start) < ROUND:
            work()
            calls += 1
        best = min(best, spent / calls)
    return best


def measured(source: Source, sheet: Sheet, seconds: float) -> dict[str, float]:
    """Submissions a second, and the time of one against that of Python's parser."""
    text = without_record(source.text)
    read = seconds_each(lambda: read_submission(source, sheet), seconds)
    parsed = seconds_each(lambda: ast.parse(text), seconds)
    return {
        "a second": round(1 / read, 1),
        "milliseconds": round(1000 * read, 3),
        "of parsing": round(read / parsed, 1),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    cases: dict[str, tuple[Source, Sheet]] = {
        "three lines": (Source(_THREE), _SHEETS.sheet_of(_SHEETS.chain())),
        "ten parts": ten_parts(),
    }
    found = {name: measured(*case, given.seconds) for name, case in cases.items()}
    if given.json:
        print(json.dumps(found))
        return
    for name, figures in found.items():
        told = ", ".join(f"{figure} {what}" for what, figure in figures.items())
        print(f"{name:12} {told}   (wanted: {WANTED[name]} a second)")


if __name__ == "__main__":
    main()
