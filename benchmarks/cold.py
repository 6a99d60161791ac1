"""Whole processes from a cold start, as ratios to `python -c "import sympy"` in one run.

    python benchmarks/cold.py [--rounds 7] [--json]

A sheet of five problems is generated and filled in, a third of the answers wrongly. The commands take turns, so that
whatever else the machine does falls on all of them alike; the least time of each is the one that is compared. All run
from compiled modules, as they do once installed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from filling import filled, right_answers
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.handing_out.stubs import write_stub
from rewrite import near_miss
from rewriting.spellings import Hand, spell

REFERENCE = 'python -c "import sympy"'
PROBLEMS = 5
TEMPLATE, SEED = "total-derivative", "7"
LIMITS = {"gradekit grade submission.py": 1.0, "gradekit --help": 0.25}
"""The largest ratio to the reference that the project allows itself."""


ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def commands(submission: Path) -> dict[str, list[str]]:
    """What is timed, by the name it is printed with."""
    gradekit = [sys.executable, "-m", "gradekit"]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        REFERENCE: [sys.executable, "-c", "import sympy"],
        "gradekit --help": [*gradekit, "--help"],
        "gradekit check submission.py": [*gradekit, "check", str(submission)],
        "gradekit grade submission.py": [*gradekit, "grade", str(submission)],
    }


def write_sheet(folder: Path) -> Path:
    """A sheet of five problems, filled in."""
    generate = [sys.executable, "-m", "gradekit", "generate", TEMPLATE, "--seed", SEED, "-n", str(PROBLEMS)]
    subprocess.run([*generate, "-o", str(folder)], check=True, capture_output=True)
    sheet, keys = practice_sheet(TEMPLATE, level=None, seed=SEED, count=PROBLEMS)
    rng = random.Random(1)
    answers: dict[str, str] = {}
    for slot, key in zip(sheet.slots, keys, strict=True):
        answers |= right_answers(slot.issued, key, slot.number)
        for index, (name, part) in enumerate(zip(right_answers(slot.issued, key, slot.number), key.parts, strict=True)):
            if index % 3 == 2 and not part.value.shape:
                answers[name] = spell(near_miss(part.value.scalar, rng, "sign").expr, Hand())
    submission = folder / "submission.py"
    stub = submission.read_text(encoding="utf-8") if submission.exists() else write_stub(sheet)
    submission.write_text(filled(stub, answers), encoding="utf-8")
    return submission


def timed(command: Sequence[str]) -> float:
    """Seconds that the process takes from start to end; exit codes 0 and 1 are both done."""
    start = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, env=ENVIRONMENT)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}")
    return seconds


def measured(rounds: int) -> dict[str, list[float]]:
    """Times of each command, taken by turns after one round that is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        told = commands(write_sheet(Path(folder)))
        times: dict[str, list[float]] = {name: [] for name in told}
        for turn in range(rounds + 1):
            for name, command in told.items():
                seconds = timed(command)
                if turn:
                    times[name].append(seconds)
    return times


def rows(times: Mapping[str, Sequence[float]]) -> list[dict[str, object]]:
    """Least and median time, the ratio of the least to the reference's least, and the limit where there is one."""
    reference = min(times[REFERENCE])
    return [
        {
            "command": name,
            "min_s": round(min(seen), 4),
            "median_s": round(statistics.median(seen), 4),
            "ratio": round(min(seen) / reference, 3),
            "limit": LIMITS.get(name),
            "kept": min(seen) / reference <= LIMITS[name] if name in LIMITS else None,
        }
        for name, seen in times.items()
    ]


def main() -> int:
    """Print a row for each command; 1 when a limit is exceeded."""
    parser = argparse.ArgumentParser(description='Cold starts against `python -c "import sympy"`.')
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    told = rows(measured(given.rounds))
    if given.json:
        print(json.dumps(told, indent=2))
    else:
        print(f"{'command':32} {'min s':>8} {'median s':>9} {'ratio':>7} {'limit':>6}")
        for row in told:
            limit = "" if row["limit"] is None else f"{row['limit']:.2f}{'' if row['kept'] else ' exceeded'}"
            print(f"{row['command']:32} {row['min_s']:8.3f} {row['median_s']:9.3f} {row['ratio']:7.2f} {limit:>6}")
    return 1 if any(row["kept"] is False for row in told) else 0


if __name__ == "__main__":
    sys.exit(main())
