"""What a wrong answer that no rule explains does to the stages, so that a class can be counted by it.

Tried in this order, by values at the key's points: nothing but 0, the key times a constant, the key plus a constant,
one local derivative replaced by 0, 1, its negative or its neighbour, one path missing. No student is told anything by
it, and no mark rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias, final

from gradekit.calculus.differentiate import DerivativeError
from gradekit.calculus.graph import Edge
from gradekit.calculus.stages import Stages, Walk
from gradekit.equality.points.values import values_at
from gradekit.grading.compare import in_same_letters
from gradekit.grading.diagnose import Question
from gradekit.grading.nearness import RELATIVE, Number, near
from gradekit.kinds import kind_of
from gradekit.malrules.asked import Asked
from gradekit.malrules.predict import MALRULES
from gradekit.malrules.register import edge_sites
from gradekit.model.answer import Answer
from gradekit.model.composition import Composition, PathCount, Quantity
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Issued, Key, Part
from gradekit.model.quantities import Count
from gradekit.model.verdict import Verdict
from gradekit.syntax.build import ONE, ZERO, negate
from gradekit.syntax.tree import Array, Expr

Values: TypeAlias = Sequence[Mapping[int, Number]]
"""At each point the value of each wrong entry, by its place."""

MOST_DERIVATIVES = 40
"""Local derivatives of a question; where there are more, no stage is replaced."""

SMALL = 12
"""Largest number in a factor between two numbers that says something; any two numbers have some factor."""


def departure(part: Part, answer: Answer, verdict: Verdict, key: Key, issued: Issued) -> Message | None:
    """What the wrong entries do to the right ones; None where that is not seen, or a rule explains them."""
    if verdict.outcome is not Outcome.DIFFERENT or verdict.diagnosis is not None or not kind_of(part.kind).entrywise:
        return None
    if isinstance(part.quantity, PathCount | Count):  # two whole numbers have a factor and a difference, always
        return None
    right = key.part(part.key)
    comparable, expected, _ = in_same_letters(part, answer, right.value, issued)
    if comparable.value is None or len(comparable.value.entries) != len(verdict.entries):
        return None
    places = [k for k, entry in enumerate(verdict.entries) if entry.outcome is Outcome.DIFFERENT]
    given = _values(comparable.value.entries, places, key)
    if any(value is None for here in given for value in here.values()) or not places:
        return None
    found = _constant(given, _values(expected.entries, places, key))
    return found or _stage(given, Question(part, issued, key, right, written=comparable is not answer))


def _values(entries: Sequence[Expr | None], places: Sequence[int], key: Key) -> Values:
    exprs = [(k, entry) for k in places if (entry := entries[k]) is not None]
    found = (values_at([entry for _, entry in exprs], point) for point in key.points)
    return [dict(zip([k for k, _ in exprs], values, strict=True)) for values in found]


# ------------------------------------------------------------------ a constant


def _constant(given: Values, right: Values) -> Message | None:
    """0, the same factor or the same difference at all points. Of two numbers only a small factor says something."""
    pairs = [(a[k], b[k]) for a, b in zip(given, right, strict=True) for k in a]
    if any(b is None or b[1] or a is None or a[1] for a, b in pairs):
        return None
    real = [(a[0], b[0]) for a, b in pairs if a is not None and b is not None]
    if all(abs(a) <= RELATIVE for a, _ in real):
        return Message("departure.zero")
    varies = max(b for _, b in real) - min(b for _, b in real) > RELATIVE
    if all(b for _, b in real) and (factor := _the_same([a / b for a, b in real])) is not None:
        told = _fraction(factor)
        if varies or (told is not None and max(abs(told.numerator), told.denominator) <= SMALL):
            return Message("departure.factor", {"factor": _number(factor)})
    difference = _the_same([a - b for a, b in real]) if varies else None
    return None if difference is None else Message("departure.difference", {"difference": _number(difference)})


def _the_same(values: Sequence[float]) -> float | None:
    """The number that all of them are."""
    return values[0] if all(near((value, 0.0), (values[0], 0.0)) for value in values) else None


def _fraction(value: float) -> Fraction | None:
    found = Fraction(value).limit_denominator(60)
    return found if near((float(found), 0.0), (value, 0.0)) else None


def _number(value: float) -> str:
    """A simple fraction exactly, another number to four digits.

    >>> _number(-1.5), _number(3.14159265)
    ('-3/2', '3.142')
    """
    found = _fraction(value)
    return f"{value:.4g}" if found is None else str(found)


# ------------------------------------------------------------------ a stage


def _stage(given: Values, question: Question) -> Message | None:
    """The stage whose replacement gives the answer at every point."""
    asking = _Asking(question.key.variant, question.part.key, question.issued.composition, question.part.quantity)
    for told, array in _replaced(asking):
        if len(array.entries) == len(question.right.value.entries):
            found = _values(question.comparable(array).entries, list(given[0]), question.key)
            if all(
                near(there[k], value) for there, here in zip(found, given, strict=True) for k, value in here.items()
            ):
                return told
    return None


@final
@dataclass(frozen=True, slots=True)
class _Asking:
    """A quantity of a composition, found quickly by the names of the problem and the part it belongs to."""

    variant: str
    part: str
    composition: Composition
    quantity: Quantity

    def __hash__(self) -> int:
        return hash((self.variant, self.part))


@lru_cache(maxsize=64)
def _replaced(asking: _Asking) -> tuple[tuple[Message, Array], ...]:
    """Every answer with one stage replaced, once for all students of a variant."""
    asked = Asked(asking.composition, asking.quantity)
    if not asked.is_derivative or len(asked.edges) > MOST_DERIVATIVES:
        return ()
    return tuple((told, array) for told, stages in _stages(asked) if (array := _walked(asked, stages)) is not None)


def _stages(asked: Asked) -> Iterator[tuple[Message, Stages]]:
    for name, wrong in _replacements(asked).items():
        for site, stages in edge_sites(wrong, arrays=asked.arrays):
            yield Message(f"departure.{name}", {"stage": site}), stages
    for site, stages in MALRULES["drop-path"].sites(asked):
        yield Message("departure.path", {"stage": site}), stages


def _replacements(asked: Asked) -> Mapping[str, dict[Edge, Expr]]:
    """What stands in the place of each local derivative."""
    local = {edge: asked.graph.local(*edge) for edge in asked.edges}
    return {
        "stage-zero": dict.fromkeys(local, ZERO),
        "stage-one": dict.fromkeys(local, ONE),
        "stage-negative": {edge: negate(value) for edge, value in local.items()},
        "stage-neighbour": {edge: _neighbour(edge, asked) for edge in local},
    }


def _neighbour(edge: Edge, asked: Asked) -> Expr:
    """The derivative of the same node by the letter after the one that belongs there."""
    name, parent = edge
    parents = asked.graph.parents(name)
    return asked.graph.local(name, parents[(parents.index(parent) + 1) % len(parents)])


def _walked(asked: Asked, stages: Stages) -> Array | None:
    try:
        return Walk(asked.graph, stages, asked.own).value(asked.whole)
    except DerivativeError:
        return None
