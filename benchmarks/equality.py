"""How often each way of deciding equality is right, and how long it takes, on a file of pairs.

    python benchmarks/equality.py --corpus FILE... [--methods gradekit,simplify,...] [--limit N] [--json]

A corpus is JSONL with `student`, `reference`, `equal`, `assumptions` (as `shared/corpus/calculus.jsonl`); rows marked
`policy` are left out. A row is read by its `reading`; without one by complex principal values, unless its fields
`truth_principal` and `truth_realdom` say that it holds as marked on the reals only. Peers run in a process of their own
with 5 s for each pair; imports are not counted. Times are the processor's, so that what else the machine does is not
counted either. A method that is not installed is named and left out.

With `--json` one line is printed: `rows`, one for each method, with the ids of the pairs it missed; `ratios`, how many
times as many pairs a second `gradekit` decides as each other method; `not_installed`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any, Literal

from peers import METHODS as PEERS
from peers import Peer, importable

Row = dict[str, Any]
Judge = Callable[[Row], str]
"""From a row to `proved`, `agreed`, `equal`, `different`, `undecided`, `error` or `timeout`."""

METHODS = ("gradekit", "gradekit-stored", *PEERS)
_EQUAL = {"proved", "agreed", "equal"}


def rows_of(paths: Sequence[Path], limit: int | None) -> list[Row]:
    """The rows of the corpora; a limit takes rows spread evenly."""
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]
    rows = [row for row in rows if not row.get("policy")]
    return rows if limit is None or limit >= len(rows) else [rows[i * len(rows) // limit] for i in range(limit)]


def reading_of(row: Row) -> Literal["real", "principal"]:
    """How the formulas of a row are meant.

    >>> reading_of({"equal": True, "truth_principal": "unequal", "truth_realdom": "equal"})
    'real'
    >>> reading_of({"equal": True, "truth_principal": "equal", "truth_realdom": "na"})
    'principal'
    """
    marked = "equal" if row["equal"] else "unequal"
    on_the_reals = row.get("truth_realdom") == marked and row.get("truth_principal") != marked
    return row.get("reading") or ("real" if on_the_reals else "principal")


def _scope_and_domain(row: Row) -> tuple[Any, Any]:
    from gradekit.equality.texts.assume import domain_of
    from gradekit.equality.texts.texts import LIMITS
    from gradekit.syntax.scope import Scope

    words = {"nonneg": "nonnegative", "posint": "integer"}
    assume = {str(name): words.get(str(kind), str(kind)) for name, kind in row["assumptions"].items()}
    return Scope(frozenset(assume), complex=True, limits=LIMITS), domain_of(assume, reading_of(row))


def _worst(outcomes: Sequence[str]) -> str:
    return next((word for word in ("different", "undecided", "agreed") if word in outcomes), "proved")


def gradekit() -> Judge:
    """From two texts to a verdict."""
    from gradekit.equality.arrays import decide_entries
    from gradekit.equality.texts.texts import value_of
    from gradekit.syntax.python import read_python

    def judge(row: Row) -> str:
        scope, domain = row["_scope"], row["_domain"]
        answer, key = (
            value_of(read_python(row["student"], scope).value),
            value_of(read_python(row["reference"], scope).value),
        )
        if answer.shape != key.shape:
            return "different"
        expected = tuple(entry for entry in key.entries if entry is not None)
        return _worst([d.outcome.value for d in decide_entries(answer.entries, expected, domain)])

    return judge


def gradekit_stored() -> Judge:
    """From one text to a verdict against a key that was prepared before."""
    from gradekit.equality.stored import Prepared
    from gradekit.equality.texts.texts import value_of
    from gradekit.errors import StudentError
    from gradekit.syntax.python import read_python

    def prepare(row: Row) -> None:
        try:
            key = value_of(read_python(row["reference"], row["_scope"]).value)
        except StudentError:
            return
        entries = tuple(entry for entry in key.entries if entry is not None)
        row["_key"] = key.shape, Prepared(entries, row["_domain"]).made()

    def judge(row: Row) -> str:
        answer = value_of(read_python(row["student"], row["_scope"]).value)
        if "_key" not in row:
            return "error"
        shape, key = row["_key"]
        return _worst([d.outcome.value for d in key.decide(answer.entries)]) if answer.shape == shape else "different"

    judge.prepare = prepare  # type: ignore[attr-defined]  what is done before the clock starts
    return judge


def measured(method: str, rows: list[Row]) -> Row:
    """One line of the result: how often the method was right, and its times."""
    told: list[tuple[Row, str, float]] = []
    if method.startswith("gradekit"):
        from gradekit.errors import StudentError

        judge = gradekit() if method == "gradekit" else gradekit_stored()
        prepare = getattr(judge, "prepare", None)
        for row in rows:
            row["_scope"], row["_domain"] = _scope_and_domain(row)
            if prepare is not None:
                prepare(row)
        for row in rows[:20]:
            _judged(judge, row, StudentError)
        told = [(row, *_judged(judge, row, StudentError)) for row in rows]
    else:
        with Peer(method) as peer:
            told = [(row, *peer.ask(row)) for row in rows]
    return _line(method, told)


def _judged(judge: Judge, row: Row, refused: type[Exception]) -> tuple[str, float]:
    start = time.process_time()
    try:
        word = judge(row)
    except refused:
        word = "error"
    return word, time.process_time() - start


def _line(method: str, told: list[tuple[Row, str, float]]) -> Row:
    times = sorted(1e3 * seconds for _, _, seconds in told)
    words = [word for _, word, _ in told]
    wrong = [
        (row, word) for row, word, _ in told if word in {*_EQUAL, "different"} and (word in _EQUAL) != row["equal"]
    ]
    return {
        "method": method,
        "n": len(told),
        "wrong_equal": sum(not row["equal"] for row, _ in wrong),
        "wrong_unequal": sum(bool(row["equal"]) for row, _ in wrong),
        "undecided": words.count("undecided"),
        "errors": words.count("error"),
        "timeouts": words.count("timeout"),
        "proved": words.count("proved"),
        "agreed": words.count("agreed"),
        "median_ms": round(median(times), 3),
        "p95_ms": round(times[int(len(times) * 0.95)], 3),
        "mean_ms": round(mean(times), 3),
        "per_second": round(1e3 / mean(times), 1),
        "missed": [row["id"] for row, _ in wrong]
        + [row["id"] for row, word, _ in told if word in ("undecided", "error", "timeout")],
    }


def _table(lines: list[Row]) -> str:
    if not lines:
        return ""
    keys = [key for key in lines[0] if key != "missed"]
    cells = [keys, *([str(line[key]) for key in keys] for line in lines)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(keys))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", nargs="+", type=Path, required=True)
    parser.add_argument("--methods", default="gradekit,gradekit-stored")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    methods = options.methods.split(",")
    unknown = [method for method in methods if method not in METHODS]
    if unknown:
        parser.error(f"unknown methods {', '.join(unknown)}; known are {', '.join(METHODS)}")
    if missing := [str(path) for path in options.corpus if not path.is_file()]:
        parser.error(f"there is no file {', '.join(missing)}")
    rows = rows_of(options.corpus, options.limit)
    lines = [measured(method, rows) for method in methods if importable(method)]
    absent = [method for method in methods if not importable(method)]
    for method in absent:
        print(f"{method} is left out: it is not installed", file=sys.stderr)
    told = {"rows": lines, "ratios": ratios(lines), "not_installed": absent}
    print(json.dumps(told) if options.json else f"{_table(lines)}\n{_ratios_told(lines)}".rstrip())
    return 0


def ratios(lines: Sequence[Row]) -> dict[str, float]:
    """How many times as many pairs a second gradekit decides as each other method, from two texts."""
    own = next((line["per_second"] for line in lines if line["method"] == "gradekit"), None)
    others = [line for line in lines if line["method"] != "gradekit"]
    return {} if own is None else {line["method"]: round(own / line["per_second"], 1) for line in others}


def _ratios_told(lines: Sequence[Row]) -> str:
    told = [(ratio, method) for method, ratio in ratios(lines).items() if method in PEERS]
    return "".join(f"gradekit decides {ratio} times as many pairs a second as {method}\n" for ratio, method in told)


if __name__ == "__main__":
    raise SystemExit(main())
