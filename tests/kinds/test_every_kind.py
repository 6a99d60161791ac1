"""Every kind of the register: the right answer is right, and each of its sample wrong answers is different."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gradekit.kinds import KINDS
from gradekit.model.answer import Answer, Value
from gradekit.model.composition import PathCount
from gradekit.model.domain import Domain
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.syntax.build import add, multiply, number, power, sin, symbol
from gradekit.syntax.tree import Array, scalar

x, y = symbol("x"), symbol("y")
CHOICES = ("single-variable rule", "total derivative", "vector rule")

RIGHT: dict[str, tuple[Array, str]] = {
    "expression": (scalar(multiply(x, sin(y))), ""),
    "array": (Array((2, 2), (x, power(x, 2), number(0), add(x, y))), ""),
    "integer": (scalar(number(3)), ""),
    "choice": (scalar(number(1)), CHOICES[1]),
}
"""A right answer for each kind; a new kind needs a row here."""


def asked(kind: str) -> tuple[Part, PartKey]:
    value, word = RIGHT[kind]
    part = Part(
        key="p",
        kind=kind,
        quantity=PathCount("y", "x"),
        asks="",
        label="",
        shape=value.shape,
        points=Fraction(1),
        choices=CHOICES if word else (),
    )
    return part, PartKey(part="p", value=value, shown=value, word=word)


def given(part: Part, value: Array) -> Answer:
    """The value as an answer; for a choice, the word it stands for."""
    if part.choices:
        return Answer(slot=1, part="p", name="q1a", word=part.choices[int(value.scalar.number)])
    return Answer(slot=1, part="p", name="q1a", value=Value(value.shape, value.entries))


def test_each_kind_has_a_row() -> None:
    assert RIGHT.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_right_is_right_and_each_sample_wrong_answer_is_different(kind: str) -> None:
    part, key = asked(kind)
    compare = KINDS[kind].compare
    assert compare(given(part, key.value), key.value, key, Domain()).outcome is Outcome.PROVED
    wrong = KINDS[kind].wrong(part, key)
    assert wrong
    for value in wrong:
        assert compare(given(part, value), key.value, key, Domain()).outcome is Outcome.DIFFERENT


def test_an_array_of_another_shape_is_told_with_both_shapes() -> None:
    part, key = asked("array")
    turned = Array((4, 1), key.value.entries)
    judged = KINDS["array"].compare(given(part, turned), key.value, key, Domain())
    assert judged.outcome is Outcome.WRONG_SHAPE
    assert (judged.entries[0].evidence.answer, judged.entries[0].evidence.expected) == ((4, 1), (2, 2))


def test_a_choice_is_the_same_in_any_letter_case() -> None:
    _, key = asked("choice")
    shouted = Answer(slot=1, part="p", name="q1a", word="  TOTAL Derivative ")
    assert KINDS["choice"].compare(shouted, key.value, key, Domain()).right
