"""Wrong answers: one mal-rule at one site, two of them at once, and a number that is off by one."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from fractions import Fraction

from diagnosing.asked import Question
from gradekit.calculus.differentiate import DerivativeError
from gradekit.calculus.graph import Edge
from gradekit.calculus.stages import STAGES, Stages, Walk
from gradekit.equality.points.values import values_at
from gradekit.malrules.asked import Asked
from gradekit.malrules.predict import predict
from gradekit.malrules.register import MALRULES
from gradekit.model.composition import At, PathCount
from gradekit.model.problem import Part
from gradekit.model.quantities import Count, Given
from gradekit.problems.admission.wrong import same
from gradekit.syntax.tree import Array, Expr

FORMULAS = ("expression", "array")


def single_faults(asked: Question, part: Part, rng: random.Random, most: int) -> Iterator[tuple[str, Array]]:
    """Wrong answers of the key for the part: the rule and its formulas. All, or so many of them drawn at random."""
    wrong = asked.key.part(part.key).wrong
    for told in wrong if len(wrong) <= most else rng.sample(wrong, most):
        value = predict(asked.issued.composition, part.quantity, told.rule, told.site)
        if value is not None:
            yield told.rule, value


def double_faults(asked: Question, part: Part, count: int, rng: random.Random) -> Iterator[tuple[set[str], Array]]:
    """Up to `count` answers of two rules at different sites, the stages of both replaced: the rules and the formulas.

    Two rules that replace the same stage go together only where they change different derivatives.
    """
    if isinstance(part.quantity, PathCount | Count | Given | At):
        return
    composition = asked.issued.composition
    about = Asked(composition, part.quantity)
    known = {(wrong.rule, wrong.site) for wrong in asked.key.part(part.key).wrong}
    sites = [(r.id, site, s) for r in MALRULES.values() for site, s in r.sites(about) if (r.id, site) in known]
    right = asked.key.part(part.key)
    alone = [wrong.values for wrong in right.wrong]
    for _ in range(count if len(sites) > 1 else 0):
        (one, here, first), (other, there, second) = rng.sample(sites, 2)
        both = _together(about, first, second) if (one, here) != (other, there) else None
        value = None if both is None else _value(about, both)
        if value is None or value.shape != right.value.shape:
            continue
        values = tuple(values_at(value.entries, point) for point in asked.key.points)
        if not same(values, right.values) and not any(same(values, table) for table in alone):
            yield {one, other}, value


def _value(about: Asked, stages: Stages) -> Array | None:
    try:
        return Walk(about.graph, stages).value(about.whole)
    except (DerivativeError, TypeError, ValueError, ZeroDivisionError):
        return None


def _together(about: Asked, first: Stages, second: Stages) -> Stages | None:
    """The stages with what either of them replaces; None where both replace one stage and cannot be joined."""
    changed = [
        {f.name for f in fields(Stages) if getattr(s, f.name) is not getattr(STAGES, f.name)} for s in (first, second)
    ]
    shared = changed[0] & changed[1]
    if shared - {"derive"}:
        return None
    both = replace(first, **{name: getattr(second, name) for name in changed[1]})
    if not shared:
        return both
    derivatives = _derivatives(about, first), _derivatives(about, second)
    if derivatives[0].keys() & derivatives[1].keys():
        return None
    return replace(both, derive=_derive(derivatives[0] | derivatives[1]))


def _derivatives(about: Asked, stages: Stages) -> dict[Edge, Expr]:
    """The local derivatives that the stages change."""
    walk = Walk(about.graph, stages)
    told = {edge: stages.derive(walk, *edge) for edge in about.edges}
    return {edge: expr for edge, expr in told.items() if expr != about.graph.local(*edge)}


def _derive(changed: Mapping[Edge, Expr]) -> Callable[[Walk, str, str], Expr]:
    def derive(walk: Walk, name: str, parent: str) -> Expr:
        return changed.get((name, parent)) or STAGES.derive(walk, name, parent)

    return derive


def number_slips(value: Array, count: int, rng: random.Random) -> Iterator[Array]:
    """Up to `count` copies of the array with one integer in one entry off by one."""
    places = [(k, path) for k, entry in enumerate(value.entries) for path in _numbers(entry)]
    for k, path in rng.sample(places, min(count, len(places))):
        changed = _moved(value.entries[k], path, rng.choice((-1, 1)))
        yield Array(value.shape, (*value.entries[:k], changed, *value.entries[k + 1 :]))


def _numbers(expr: Expr) -> Iterator[tuple[int, ...]]:
    """Where the integers and fractions stand."""
    if expr.head == "number":
        yield ()
    for k, arg in enumerate(expr.args):
        yield from ((k, *path) for path in _numbers(arg))


def _moved(expr: Expr, path: tuple[int, ...], by: int) -> Expr:
    if path:
        args = list(expr.args)
        args[path[0]] = _moved(args[path[0]], path[1:], by)
        return Expr(expr.head, tuple(args), expr.value)
    value = expr.number
    return Expr("number", (), Fraction(value.numerator + by, value.denominator))
