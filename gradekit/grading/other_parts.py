"""Right answers to something else: to another part of the question, or the formula where a value is asked."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from gradekit.calculus.stages import evaluate
from gradekit.calculus.writing_out import written_out
from gradekit.equality.stored import prepared
from gradekit.model.answer import Value
from gradekit.model.composition import At
from gradekit.model.message import Message
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Issued, Key, Part
from gradekit.model.verdict import Diagnosis
from gradekit.problems.handing_out.stubs import letter
from gradekit.syntax.tree import Array, Expr, symbols_of


def explains(predicted: Array, given: Mapping[int, Expr], issued: Issued) -> bool:
    """Whether the given entries, by their places, are those of the array.

    A wrong formula need not have real values on the domain, as the logarithm of a negative number has none; such
    entries are compared by their complex principal values.
    """
    answer = [given.get(k) for k in range(len(predicted.entries))]
    decisions = prepared(predicted.entries, issued.domain).decide(answer)
    left = [k for k in given if decisions[k].outcome not in RIGHT]
    if not left or any(decisions[k].outcome is Outcome.DIFFERENT for k in left):
        return not left
    principal = prepared(predicted.entries, replace(issued.domain, reading="principal")).decide(answer)
    return all(principal[k].outcome in RIGHT for k in left)


def not_evaluated(part: Part, given: Mapping[int, Expr], issued: Issued) -> Diagnosis | None:
    """The formula, where its value at a point is asked."""
    if not isinstance(part.quantity, At) or not any(map(symbols_of, given.values())):
        return None
    formula = evaluate(part.quantity.quantity, issued.composition)
    written = Array(formula.shape, tuple(written_out(entry, issued.composition) for entry in formula))
    if not explains(written, {k: written_out(entry, issued.composition) for k, entry in given.items()}, issued):
        return None
    return Diagnosis(("gradient-not-evaluated",), "value", Message("malrule.gradient-not-evaluated"))


def answer_to_another_part(part: Part, value: Value, key: Key, issued: Issued) -> Diagnosis | None:
    """The right answer of another part of this shape, given here."""
    given = {k: entry for k, entry in enumerate(value.entries) if entry is not None}
    for number, other in enumerate(issued.parts):
        right = key.part(other.key).value
        if other.key == part.key or other.choices or not right.entries or len(given) != len(right.entries):
            continue
        if _says_little(right) or "integer" in (part.kind, other.kind):
            continue
        if essential(right.shape) == essential(value.shape) and explains(right, given, issued):
            sentence = Message("malrule.parts-permuted", {"part": letter(number)})
            return Diagnosis(rules=("parts-permuted",), site=other.key, sentence=sentence)
    return None


def _says_little(right: Array) -> bool:
    """Whether it is one of the numbers that come out everywhere."""
    return not right.shape and right.scalar.head == "number" and abs(right.scalar.number) <= 2


def essential(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape without what makes a row, a column or a list of the same entries.

    >>> essential((1, 3)), essential((3, 1)), essential((2, 3))
    ((3,), (3,), (2, 3))
    """
    return tuple(length for length in shape if length != 1)
