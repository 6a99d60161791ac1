"""An answer that its author states: nothing derives it, so nothing is told about how one gets there."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING

from gradekit.calculus.quantities.quantity import Described, Hints, Spoken
from gradekit.errors import AuthorError
from gradekit.model.composition import Composition
from gradekit.model.feedback import Step
from gradekit.model.quantities import Given
from gradekit.syntax.tree import Array

if TYPE_CHECKING:
    from gradekit.calculus.stages import Walk
    from gradekit.calculus.writing import Writing


def value(_walk: Walk, _asked: Given) -> Array:
    """There is none outside the key."""
    raise AuthorError("The answer to this part is stated by its author; it stands in the key alone.")


def label(_asked: Given, _composition: Composition, _said: Spoken) -> str:
    """A word, where the author gives no formula."""
    return r"\text{answer}"


def entries(asked: Given, _composition: Composition) -> int | None:
    """As many as the shape has."""
    return prod(asked.shape)


def steps(_asked: Given, _writing: Writing) -> Iterator[Step]:
    """None."""
    yield from ()


def hints(_asked: Given, _writing: Writing) -> Hints:
    """What can be said of any question."""
    return (
        "Write down what is given and what is asked.",
        "Which rule of the lecture connects the two?",
        "Try it with simple numbers first.",
    )


DESCRIBED = Described(
    value=value,
    label=label,
    key=lambda _asked, _: "answer",
    sentence=lambda _asked, _: "the answer",
    entries=entries,
    steps=steps,
    hints=hints,
)
