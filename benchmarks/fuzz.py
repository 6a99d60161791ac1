"""Random and hostile texts through the readers and the equality engine: nothing may crash, take long or pile up.

    python benchmarks/fuzz.py [--count N] [--seed K] [--start N] [--json]

The case of a seed and a number is always the same. Times are of the process, not of the clock, and a case that seems to
take long is run again before it counts. A crash is any exception
but `StudentError`, and also a rule that failed inside a proof.
"""

from __future__ import annotations

import argparse
import heapq
import json
import logging
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, final

from fuzzing.texts import drawn, mutated
from gradekit.equality.arrays import decide_entries
from gradekit.equality.texts.texts import LIMITS, latex_scope_of, scope_of, value_of
from gradekit.errors import StudentError
from gradekit.model.domain import POSITIVE, REALS, Domain, Interval, Range
from gradekit.syntax.latex import to_latex
from gradekit.syntax.latex_reader import read_latex
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Read, Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr

Reader = Literal["text", "python", "latex"]
_READ = {"text": read_text, "python": read_python, "latex": read_latex}
_SLOWEST = 20
_AGAIN = 3
_SLOW = 0.1
"""Seconds of the process that no case may take."""


@final
@dataclass(frozen=True, slots=True)
class Case:
    """Two texts, the reader for them, and the domain on which they are compared."""

    number: int
    family: str
    reader: Reader
    answer: str
    expected: str
    domain: Domain


@final
@dataclass(slots=True)
class Run:
    """What came of all cases so far."""

    told: Counter[str]
    crashes: list[dict[str, Any]]
    slowest: list[tuple[float, int]]
    over: int = 0


def case_of(seed: int, number: int) -> Case:
    """The case of that number: the same on every machine.

    >>> case_of(1, 5) == case_of(1, 5)
    True
    """
    rng = random.Random(f"{seed}:{number}")
    name, text = drawn(rng)
    reader: Reader = rng.choices(("text", "python", "latex"), (6, 3, 3))[0]
    other = _partner(text, rng)
    if reader != "text":
        text, other = (_respelled(t, reader) for t in (text, other))
    return Case(number, name, reader, text, other, _domain(rng))


def _partner(text: str, rng: random.Random) -> str:
    """What the text is compared with: itself in another form, a slip of it, or something simple."""
    form = rng.choice(
        ["{0}", "({0})*(sin(x)^2+cos(x)^2)", "({0})+x-x", "2*({0})-({0})", "", "", "0", "x", "({0})+exp(-1000)"]
    )
    return form.format(text) if form and "{" not in text else mutated(text, rng)


def _respelled(text: str, reader: Reader) -> str:
    if reader == "python":
        return text.replace("^", "**")
    try:
        value = read_text(text, scope_of(text, "", {})).value
    except StudentError:
        return text
    return to_latex(value) if isinstance(value, Expr) else text


def _domain(rng: random.Random) -> Domain:
    intervals = [REALS, REALS, POSITIVE, Interval(Fraction(0), Fraction(1)), Interval(Fraction(-1), Fraction(7, 2))]
    ranges = [Range(name, rng.choice(intervals)) for name in "xyt"]
    if rng.random() < 0.2:
        ranges.append(Range("n", REALS, "integer"))
    return Domain(tuple(ranges), "principal" if rng.random() < 0.25 else "real")


def outcome_of(case: Case) -> str:
    """`refused`, `shapes`, or the worst outcome of the entries."""
    try:
        answer, expected = (value_of(_read(case, text).value) for text in (case.answer, case.expected))
    except StudentError:
        return "refused"
    if answer.shape != expected.shape or None in expected.entries:
        return "shapes"
    found = decide_entries(answer.entries, tuple(e for e in expected.entries if e is not None), case.domain)
    words = [decision.outcome.value for decision in found]
    return next((word for word in ("different", "undecided", "agreed", "proved") if word in words), "empty")


def _read(case: Case, text: str) -> Read:
    make = latex_scope_of if case.reader == "latex" else scope_of
    scope = (
        make(case.answer, case.expected, {}) if len(case.answer) < 2000 else Scope(frozenset("xytabn"), limits=LIMITS)
    )
    return _READ[case.reader](text, scope)


class _Faults(logging.Handler):
    """Counts what the engine itself reports as a fault."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record.getMessage()[:500])


def run(seed: int, numbers: range) -> Run:
    """Every case of these numbers."""
    faults, logger = _Faults(), logging.getLogger("gradekit")
    logger.addHandler(faults)
    logger.propagate = False
    done = Run(Counter(), [], [])
    for number in numbers:
        case = case_of(seed, number)
        word, seconds = _timed(case, done)
        if seconds > _SLOW and word != "crash":
            seconds = min(seconds, *(_timed(case, done)[1] for _ in range(_AGAIN)))
        done.told[word] += 1
        done.over += seconds > _SLOW
        heapq.heappush(done.slowest, (seconds, number))
        if len(done.slowest) > _SLOWEST:
            heapq.heappop(done.slowest)
        while faults.seen:
            done.crashes.append({"number": number, "error": faults.seen.pop(), **_told(case)})
    logger.removeHandler(faults)
    return done


def _timed(case: Case, done: Run) -> tuple[str, float]:
    start = time.process_time()
    word = _tried(case, done)
    return word, time.process_time() - start


def _tried(case: Case, done: Run) -> str:
    try:
        return outcome_of(case)
    except Exception as error:
        done.crashes.append({"number": case.number, "error": repr(error)[:500], **_told(case)})
        return "crash"


def _told(case: Case) -> dict[str, str]:
    return {"family": case.family, "reader": case.reader, "answer": case.answer, "expected": case.expected}


def _peak() -> int:
    """The most memory the process has had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def report(seed: int, start: int, count: int) -> dict[str, Any]:
    """A run of so many cases as data; memory is compared with what the first tenth took."""
    tenth = count // 10
    first = run(seed, range(start, start + tenth))
    warm = _peak()
    rest = run(seed, range(start + tenth, start + count))
    slowest = sorted(first.slowest + rest.slowest, reverse=True)[:_SLOWEST]
    return {
        "seed": seed,
        "start": start,
        "count": count,
        "outcomes": dict(first.told + rest.told),
        "crashes": first.crashes + rest.crashes,
        "over_100_ms": first.over + rest.over,
        "peak_kib": _peak(),
        "growth_kib": _peak() - warm,
        "slowest": [
            {"ms": round(1e3 * seconds, 1), "number": number, **_told(case_of(seed, number))}
            for seconds, number in slowest
        ],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; the exit code is 1 when something crashed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    found = report(options.seed, options.start, options.count)
    if options.json:
        print(json.dumps(found, ensure_ascii=True))
    else:
        _print(found)
    return 1 if found["crashes"] else 0


def _print(found: dict[str, Any]) -> None:
    crashes = len(found["crashes"])
    print(f"{found['count']} cases: {found['outcomes']}; {crashes} crashes, {found['over_100_ms']} over 100 ms")
    print(f"peak memory {found['peak_kib']} KiB, {found['growth_kib']} KiB more than after the first tenth")
    for row in found["crashes"] + found["slowest"]:
        print(json.dumps({key: value[:160] if isinstance(value, str) else value for key, value in row.items()}))


if __name__ == "__main__":
    sys.exit(main())
