"""Rewritten forms and near misses of an expression, and labelled pairs of both: the one generator that every test uses.

    python benchmarks/rewrite.py --seed 1 --count 20 --jsonl

A rewrite keeps the value wherever the expression has one; a near miss changes it. Nobody is believed: the label of a
pair is established by its values at 24 points of the domain, to 60 digits, with an evaluator that shares no line with
`gradekit.equality`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import final

from gradekit.model.domain import POSITIVE, REALS, Domain, Range
from gradekit.syntax.tree import Expr, symbols_of
from rewriting.evaluate import DIGITS, OutOfReachError, UndefinedError, gap
from rewriting.places import Known
from rewriting.registers import EQUAL_KINDS, NEAR_MISS_KINDS, changed
from rewriting.sources import FAMILIES, POSITIVE_FAMILIES
from rewriting.spellings import HANDS, Hand, spell

POINTS = 24
SYMBOLS = ("x", "y", "t")


@final
@dataclass(frozen=True, slots=True)
class Rewritten:
    """A changed form: as typed, the kind of change, and its tree."""

    text: str
    kind: str
    expr: Expr


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two formulas and whether they are equal on the domain that the assumptions state."""

    student: Expr
    reference: Expr
    student_text: str
    reference_text: str
    equal: bool
    assumptions: Mapping[str, str]
    """`positive` or `real` for each symbol."""
    family: str
    rewrite: str
    points: int
    witness: Mapping[str, Fraction] | None = None
    """A point where the two differ."""

    @property
    def domain(self) -> Domain:
        """The assumptions as a domain."""
        intervals = {"positive": POSITIVE, "real": REALS}
        return Domain(tuple(Range(name, intervals[kind]) for name, kind in self.assumptions.items()))


def rewrite(expr: Expr, rng: random.Random, kind: str | None = None, *, positive: Known = frozenset()) -> Rewritten:
    """An equal form, of that kind or of one drawn among those that find a place. `positive` names the symbols that are
    positive on the whole domain: logarithms and roots are rewritten only where that makes them equal.

    `LookupError` when the kind finds no place in the expression.

    >>> from gradekit.syntax.build import add, divide, symbol
    >>> x, y, t = symbol("x"), symbol("y"), symbol("t")
    >>> rewrite(divide(add(x, y), t), random.Random(1), "split fraction").text
    'x/t+y/t'
    """
    return _drawn(expr, rng, (kind,) if kind else EQUAL_KINDS, positive)


def near_miss(expr: Expr, rng: random.Random, kind: str | None = None, *, positive: Known = frozenset()) -> Rewritten:
    """A form that looks like the expression and differs from it somewhere in the domain (almost always: a dropped term
    may have been 0; `labelled_pairs` looks). `LookupError` when the kind finds no place.

    >>> from gradekit.syntax.build import add, symbol
    >>> near_miss(add(symbol("x"), symbol("y")), random.Random(2), "sign").text
    '-(x+y)'
    """
    return _drawn(expr, rng, (kind,) if kind else NEAR_MISS_KINDS, positive)


def _drawn(expr: Expr, rng: random.Random, kinds: tuple[str, ...], positive: Known) -> Rewritten:
    for kind in rng.sample(kinds, len(kinds)):
        if (made := changed(expr, kind, rng, positive)) is not None:
            return Rewritten(spell(made, HANDS.get(kind, Hand())), kind, made)
    raise LookupError(f"no place for a change of kind {' or '.join(kinds)}")


def labelled_pairs(seed: int, count: int) -> Iterator[Pair]:
    """`count` pairs, by turns equal and unequal, the same for the same seed.

    Half of the rewrites and near misses are rewritten again, half of those once more, and so on; a spelling comes last.
    """
    rng = random.Random(seed)
    made = 0
    while made < count:
        pair = _pair(rng, equal=made % 2 == 0)
        if pair is not None:
            made += 1
            yield pair


def _pair(rng: random.Random, *, equal: bool) -> Pair | None:
    """One pair; None when its values do not bear out what was meant, or have no label beyond doubt."""
    family, source, assumptions = draw_source(rng)
    positive = frozenset(name for name, kind in assumptions.items() if kind == "positive")
    try:
        changes = [(rewrite if equal else near_miss)(source, rng, positive=positive)]
        while changes[-1].kind not in HANDS and rng.random() < 0.5:
            changes.append(rewrite(changes[-1].expr, rng, positive=positive))
        last = changes[-1]
        label, witness = labelled(last.expr, source, assumptions, rng)
    except (LookupError, UndefinedError):
        return None
    if label is not equal:
        return None
    return Pair(
        student=last.expr,
        reference=source,
        student_text=last.text,
        reference_text=spell(source, Hand()),
        equal=equal,
        assumptions=assumptions,
        family=family,
        rewrite=(" + " if equal else " then ").join(change.kind for change in changes),
        points=POINTS,
        witness=witness,
    )


def draw_source(rng: random.Random) -> tuple[str, Expr, dict[str, str]]:
    """A family, an expression of it, and what is assumed of its symbols."""
    names = rng.sample(SYMBOLS, rng.randint(1, 2))
    family, grown = rng.choice(list((FAMILIES | POSITIVE_FAMILIES).items()))
    while not symbols_of(expr := grown(names, rng)):
        pass  # a slope by a symbol that does not occur is 0
    kinds = {name: "positive" if family in POSITIVE_FAMILIES else rng.choice(["positive", "real"]) for name in names}
    return family, expr, {name: kinds[name] for name in sorted(symbols_of(expr))}


def draw_point(assumptions: Mapping[str, str], rng: random.Random) -> dict[str, Fraction]:
    """A rational point of the domain, within 3 of the origin."""
    low = {"positive": 1, "real": -3000}
    return {name: Fraction(rng.randint(low[kind], 3000), 1009) for name, kind in assumptions.items()}


def labelled(
    left: Expr, right: Expr, assumptions: Mapping[str, str], rng: random.Random, points: int = POINTS
) -> tuple[bool | None, Mapping[str, Fraction] | None]:
    """Whether two expressions are equal by their values at random points of the domain, and a point where they differ.

    Equal: 45 digits agree at every point. Unequal: 20 digits or fewer agree at one. Anything between has no label, and
    neither has a pair whose numbers grow too large nearly everywhere. `UndefinedError` where one of them has no value.
    """
    worst, where, seen = 0.0, None, 0
    for _ in range(4 * points):
        point = draw_point(assumptions, rng)
        with contextlib.suppress(OutOfReachError):
            here = gap(left, right, point)
            seen += 1
            worst, where = (here, point) if here > worst else (worst, where)
        if seen == points:
            break
    else:
        return None, None
    if worst < 10.0 ** -(DIGITS - 15):
        return True, None
    return (False, where) if worst > 1e-20 else (None, None)


def as_row(pair: Pair, seed: int, number: int) -> dict[str, object]:
    """The pair as a row of a corpus."""
    return {
        "id": f"r{seed}-{number:04}",
        "student": pair.student_text,
        "reference": pair.reference_text,
        "equal": pair.equal,
        "kind": "scalar",
        "assumptions": dict(pair.assumptions),
        "family": pair.family,
        "rewrite": pair.rewrite,
        "intended_equal": pair.equal,
        "truth_points": pair.points,
        "witness": {name: str(value) for name, value in pair.witness.items()} if pair.witness else None,
        "source": f"rewrite:{seed}",
    }


def main() -> None:
    """Print labelled pairs, one a line."""
    parser = argparse.ArgumentParser(description="Labelled pairs of equal and unequal formulas.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--jsonl", action="store_true", help="rows of a corpus instead of a table")
    given = parser.parse_args()
    for number, pair in enumerate(labelled_pairs(given.seed, given.count)):
        if given.jsonl:
            print(json.dumps(as_row(pair, given.seed, number), ensure_ascii=False))
        else:
            print(f"{'=' if pair.equal else '≠'}  {pair.rewrite}\n   {pair.reference_text}\n   {pair.student_text}")


if __name__ == "__main__":
    main()
