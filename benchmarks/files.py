"""The reader of files that are handed in, given a million damaged ones. Nothing of them is run.

    python benchmarks/files.py [--count N] [--seed K] [--start N] [--json]

Nothing may crash and nothing may take long; every part of the sheet has one answer, read or with its trouble; and what
was read is in the grammar of formulas by a second opinion: known heads, letters of the problem, numbers within bounds.
The file of a seed and a number is always the same. Times are of the process, and a slow file is read again first.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from math import prod
from random import Random
from typing import Final, final

from filling import right_answers
from fuzzing.files import drawn
from gradekit.errors import StudentError
from gradekit.model.answer import Answer, Submission
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Issued, Sheet
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.submissions.files import source_of
from gradekit.submissions.read import letters_of, read_submission
from gradekit.syntax.limits import DEFAULT, size_of
from gradekit.syntax.names import FUNCTIONS
from gradekit.syntax.tree import Expr, walk

SHEETS: Final = (
    # a template and its level: between them every way in which answers are read
    ("total-derivative", 1),
    ("polar-gradient", 1),
    ("hessian", 1),
    ("chain-nested", 1),
    ("index-chain", 1),
    ("vector-wrt-vector", 1),
    ("identity-linear-quadratic", 1),
    ("ad-forward", 2),
    ("implicit", 1),
)
SLOW: Final = 0.2
"""Seconds of computing for a small file."""
_AGAIN = 3
_ENDS = frozenset({
    Outcome.BLANK, Outcome.UNREAD, Outcome.WRONG_SHAPE, Outcome.UNKNOWN_SYMBOL, Outcome.NEEDS_RUNNING,
})  # fmt: skip
"""How reading may end where there is no answer."""
_ARITY: Final[dict[str, tuple[int, float]]] = {
    "number": (0, 0), "decimal": (0, 0), "symbol": (0, 0), "constant": (0, 0), "negate": (1, 1), "divide": (2, 2),
    "power": (2, 2), "relation": (2, 2), "add": (2, float("inf")), "multiply": (2, float("inf")),
    "function": (1, float("inf")), "piecewise": (2, float("inf")), "logic": (0, float("inf")),
}  # fmt: skip
_DECIMAL = re.compile(r"[0-9]{0,400}\.?[0-9]{0,400}(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_WORDS = {"constant": {"pi", "E", "I"}, "relation": {"<", "<=", ">", ">=", "=", "!="}}
_LOGIC = {"and", "or", "not", "true", "false"}


@cache
def sheet_of(place: int) -> tuple[Sheet, dict[str, str]]:
    """A small sheet and its right answers as typed."""
    template, level = SHEETS[place]
    sheet, (key,) = practice_sheet(template, level=level, seed="7")
    return sheet, right_answers(sheet.slots[0].issued, key, 1)


@final
@dataclass(slots=True)
class Told:
    """What became of the files."""

    families: Counter[str] = field(default_factory=Counter[str])
    ends: Counter[str] = field(default_factory=Counter[str])
    slowest: tuple[float, int] = (0.0, -1)


def faults(seed: int, numbers: range, told: Told) -> Iterator[tuple[int, str]]:
    """The numbers of the files that are not read as they should be, with the reason."""
    heard = _Heard()
    logger = logging.getLogger("gradekit")
    logger.addHandler(heard)
    logger.propagate = False
    try:
        for number in numbers:
            rng = Random(f"{seed}:{number}")
            sheet, answers = sheet_of(number % len(SHEETS))
            family, name, raw = drawn(rng, answers)
            told.families[family] += 1
            for why in (*_read(number, name, raw, sheet, told), *heard.taken()):
                yield number, f"{why}: {family}, {SHEETS[number % len(SHEETS)]}, {name}: {raw!r:.600}"
    finally:
        logger.removeHandler(heard)
        logger.propagate = True


@final
class _Heard(logging.Handler):
    """What gradekit itself reports as its fault."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the line and its error."""
        error = record.exc_info[1] if record.exc_info else None
        self.lines.append(f"a fault: {record.getMessage()} {error!r}"[:300])

    def taken(self) -> list[str]:
        """The lines since the last time."""
        lines, self.lines = self.lines, []
        return lines


def _read(number: int, name: str, raw: bytes, sheet: Sheet, told: Told) -> Iterator[str]:
    try:
        submission, seconds = _timed(name, raw, sheet)
        if seconds > SLOW:
            seconds = min(seconds, *(_timed(name, raw, sheet)[1] for _ in range(_AGAIN)))
    except StudentError:
        told.ends["refused"] += 1
        return
    except Exception as error:  # anything else is what this looks for
        yield f"crashed with {error!r}"
        return
    told.slowest = max(told.slowest, (seconds, number))
    if seconds > SLOW:
        yield f"took {seconds:.2f} s"
    yield from wrong_in(submission, sheet)
    told.ends.update((answer.trouble.value if answer.trouble else "read") for answer in submission.answers)


def _timed(name: str, raw: bytes, sheet: Sheet) -> tuple[Submission, float]:
    start = time.process_time()
    submission = read_submission(source_of(raw, name), sheet)
    return submission, time.process_time() - start


def wrong_in(submission: Submission, sheet: Sheet) -> Iterator[str]:
    """What is wrong with what was read."""
    slots = [(slot.issued, part) for slot in sheet.slots for part in slot.issued.parts]
    if [answer.part for answer in submission.answers] != [part.key for _, part in slots]:
        yield "not one answer a part"
    for answer, (issued, _) in zip(submission.answers, slots, strict=False):
        if why := _wrong_with(answer, issued):
            yield f"{answer.name}: {why}"


def _wrong_with(answer: Answer, issued: Issued) -> str | None:
    if answer.trouble is None and answer.value is None and not answer.word:
        return "read, and nothing there"
    if answer.trouble is not None and (answer.trouble not in _ENDS or answer.word is not None):
        return f"trouble {answer.trouble}, and yet a word {answer.word!r}"
    if answer.trouble not in (None, Outcome.BLANK) and not answer.notes:
        return f"{answer.trouble} without a sentence"
    if answer.value is None or answer.trouble is not None:
        return None
    if len(answer.value.entries) != prod(answer.value.shape):
        return "entries that are not of its shape"
    known = letters_of(issued) | {part_letter for part in issued.parts for part_letter in part.symbols}
    return next(
        (why for e in answer.value.entries if e is not None and (why := _ungrammatical(e, known, issued))), None
    )


def _ungrammatical(expr: Expr, letters: frozenset[str], issued: Issued) -> str | None:
    nodes, depth = size_of(expr)
    if nodes > DEFAULT.nodes or depth > DEFAULT.depth:
        return f"{nodes} nodes, {depth} deep"
    return next((f"no formula: {node!r:.80}" for node in walk(expr) if not _fits(node, letters, issued)), None)


def _fits(node: Expr, letters: frozenset[str], issued: Issued) -> bool:
    least, most = _ARITY.get(node.head, (1, 0))
    if not least <= len(node.args) <= most:
        return False
    match node.head:
        case "number":
            return isinstance(node.value, Fraction) and node.value >= 0
        case "decimal":
            return isinstance(node.value, str) and bool(node.value) and _DECIMAL.fullmatch(node.value) is not None
        case "symbol":
            return node.value in letters
        case "function":
            return node.value in FUNCTIONS or bool(issued.left_open)
        case "constant" | "relation":
            return node.value in _WORDS[node.head]
        case "logic":
            return node.value in _LOGIC
        case _:
            return node.value is None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; the exit code is 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    told, began = Told(), time.process_time()
    wrong = list(faults(given.seed, range(given.start, given.start + given.count), told))
    if given.json:
        print(json.dumps({"wrong": wrong, "families": told.families, "ends": told.ends, "slowest": told.slowest}))
        return 1 if wrong else 0
    for number, why in wrong:
        print(number, why)
    print(f"{given.count} files, {dict(told.families)}: {dict(told.ends)}")
    seconds, number = told.slowest
    spent = time.process_time() - began
    print(f"{len(wrong)} wrong; {spent:.0f} s of computing, the slowest {seconds:.3f} s (number {number})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
