"""Labelled pairs of the hard families: by turns equal and unequal, near misses down to 10^-12 relative, on domains with
ends of every kind."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import final

from gradekit.model.domain import Domain, Interval
from gradekit.syntax.tree import Expr, symbols_of
from rewriting.evaluate import DIGITS, OutOfReachError, UndefinedError, gap
from rewriting.hard_identities import HARD_IDENTITIES
from rewriting.hard_sources import HARD, domain_of
from rewriting.places import somewhere
from rewriting.registers import FORMS, NEAR_MISS_KINDS, changed

_POINTS = 12


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class HardPair:
    """Two formulas, the domain, and whether they are equal on it."""

    student: Expr
    reference: Expr
    equal: bool
    domain: Domain
    family: str
    rewrite: str


def hard_pairs(seed: int, count: int) -> Iterator[HardPair]:
    """`count` pairs, the same for the same seed."""
    rng = random.Random(f"hard:{seed}")
    made = 0
    while made < count:
        pair = _pair(rng, equal=made % 2 == 0)
        if pair is not None:
            made += 1
            yield pair


def _pair(rng: random.Random, *, equal: bool) -> HardPair | None:
    family = rng.choice(list(HARD))
    source, intervals = HARD[family](rng)
    used = symbols_of(source)
    intervals = {name: intervals[name] for name in used}
    positive = frozenset(name for name in used if intervals[name].positive)
    changes: list[str] = []
    student = source
    if not equal:
        kind = rng.choice(NEAR_MISS_KINDS)
        missed = changed(student, kind, rng, positive)
        if missed is None:
            return None
        student, changes = missed, [kind]
    for _ in range(rng.randint(1, 3)):
        kind, other = _rewritten(student, rng, positive)
        student, changes = other, [*changes, kind]
    if (not symbols_of(student) <= used) or _label(student, source, intervals, rng) is not equal:
        return None
    return HardPair(
        student=student,
        reference=source,
        equal=equal,
        domain=domain_of(intervals, used),
        family=family,
        rewrite=" + ".join(changes),
    )


def _rewritten(expr: Expr, rng: random.Random, positive: frozenset[str]) -> tuple[str, Expr]:
    """A rewrite of a hard kind where there is a place for one, else an ordinary one."""
    rules = {**HARD_IDENTITIES} if rng.random() < 0.7 else {**FORMS}
    for kind in rng.sample(sorted(rules), len(rules)):
        if (made := somewhere(expr, rules[kind], rng, positive)) is not None:
            return kind, made
    return "none", expr


def _label(left: Expr, right: Expr, intervals: Mapping[str, Interval], rng: random.Random) -> bool | None:
    """As `rewrite.labelled`, at points of the intervals."""
    worst, seen = 0.0, 0
    try:
        for _ in range(3 * _POINTS):
            point = {name: _inside(interval, rng) for name, interval in intervals.items()}
            with contextlib.suppress(OutOfReachError):
                worst = max(worst, gap(left, right, point))
                seen += 1
            if seen == _POINTS:
                return True if worst < 10.0 ** -(DIGITS - 15) else False if worst > 1e-20 else None
    except UndefinedError:
        return None
    return None


def _inside(interval: Interval, rng: random.Random) -> Fraction:
    share = Fraction(rng.randint(1, 1008), 1009)
    if interval.low is not None and interval.high is not None:
        return interval.low + (interval.high - interval.low) * share
    if interval.low is not None:
        return interval.low + 3 * share
    return 6 * share - 3
