"""Questions that are no composition, in ten lines: parts with stated answers, and wrong answers with a sentence each.

    Question(
        part("min", 1, "the least value of $f$ on the line"),
        wrong(0, "That is the value where the gradient is zero; the point does not lie on the line."),
        letters=(x, y),
    )

What is stated stands in the key alone and is vouched for by its author; nothing derives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, cast, final

from gradekit.errors import AuthorError
from gradekit.model.composition import Composition
from gradekit.model.domain import Interval
from gradekit.model.quantities import Given
from gradekit.problems.drafting.draft import Draft, drafted
from gradekit.problems.drafting.parts import Ask
from gradekit.problems.questions.domains import stated
from gradekit.syntax.build import negate, number
from gradekit.syntax.tree import Array, Expr, scalar

__all__ = ["Question", "part", "wrong"]


@final
@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer that is foreseen: its value, what to say, and the key of its part, by default the one before."""

    value: Any
    says: str
    of: str = ""


def part(key: str, answer: Any, asks: str, **said: Any) -> Ask:
    """A part with a stated answer: a formula or number, rows of them, or one of the `choices`.

    `asks` is the question in marked-up text; `label` names the answer in LaTeX; `kind="integer"` for a whole number.
    """
    choices = tuple(said.pop("choices", ()))
    said["points"] = Fraction(said.get("points", 0))
    if choices:
        if answer not in choices:
            raise AuthorError(f"The answer `{answer}` of the part `{key}` is none of its choices.")
        place = scalar(number(choices.index(answer)))
        return Ask(quantity=Given(), key=key, text=asks, stated=place, word=answer, choices=choices, **said)
    value = array_of(answer)
    return Ask(quantity=Given(value.shape), key=key, text=asks, stated=value, **said)


def wrong(value: Any, says: str, of: str = "") -> Wrong:
    """A wrong answer to the part before it, or to the part of the key `of`, and a sentence without markup about it."""
    if not says.strip():
        raise AuthorError("A wrong answer needs a sentence that says what went wrong.")
    return Wrong(value, says, of)


def array_of(answer: Any) -> Array:
    """A formula, a list of formulas or rows of them; a list is a column of no fixed orientation."""
    if not isinstance(answer, list | tuple):
        return scalar(_expr(answer))
    rows = [_row(row) for row in cast("Sequence[Any]", answer)]
    if not rows or len({len(row) for row in rows}) > 1:
        raise AuthorError("The rows of an answer have the same number of entries.")
    return Array((len(rows), len(rows[0])), tuple(_expr(entry) for row in rows for entry in row))


def _row(row: Any) -> list[Any]:
    return list(cast("Sequence[Any]", row)) if isinstance(row, list | tuple) else [row]


def _expr(answer: Any) -> Expr:
    if isinstance(answer, Expr):
        return answer
    if not hasattr(answer, "free_symbols"):
        return _number(answer)
    from gradekit.syntax.sympy_bridge import from_sympy  # the bank states answers too, and is listed without SymPy

    return from_sympy(answer)


def _number(answer: Any) -> Expr:
    try:
        value = Fraction(answer)
    except (TypeError, ValueError) as error:
        raise AuthorError(f"`{answer}` is no formula and no exact number.") from error
    return number(value) if value >= 0 else negate(number(-value))


def with_wrong(asks: Sequence[Ask | Wrong]) -> tuple[Ask, ...]:
    """The asks, each with the wrong answers that belong to it."""
    from gradekit.problems.questions.foreseen import foreseen  # it builds on this module

    found: list[Ask] = []
    for item in asks:
        if isinstance(item, Ask):
            found.append(item)
            continue
        place = _place(item, found)
        told = foreseen(found[place], item.value, item.says)
        found[place] = replace(found[place], wrong=(*found[place].wrong, told))
    return tuple(found)


def _place(item: Wrong, asks: list[Ask]) -> int:
    keys = [ask.key for ask in asks]
    if not keys or (item.of and item.of not in keys):
        raise AuthorError(f"There is no part `{item.of or 'before it'}` for the wrong answer `{item.value}`.")
    return keys.index(item.of) if item.of else len(keys) - 1


@final
class Question:
    """A problem that is no composition: its parts, the letters of its answers, and the domain of these."""

    def __init__(self, *asks: Ask | Wrong, letters: Sequence[Any] = (), on: Sequence[str] = ()) -> None:
        self._asks = with_wrong(asks)
        self._letters = tuple(letter.name for letter in letters)
        self._on = tuple(on)
        self._say: dict[str, Expr | str] = {}
        if not self._asks:
            raise AuthorError("A Question needs at least one part.")

    def say(self, **words: Any) -> Question:
        """More for the text of the question: formulas, which become LaTeX, or words."""
        other = Question(*self._asks, on=self._on)
        other._letters = self._letters
        other._say = {**self._say, **{name: w if isinstance(w, str) else _expr(w) for name, w in words.items()}}
        return other

    def draft(self) -> Draft:
        """The draft: letters without formulas."""
        intervals: dict[str, Interval] = dict(stated(condition) for condition in self._on)
        composition = Composition(self._letters, (), ())
        return drafted(composition, intervals=intervals, boxes={}, asks=self._asks, say=self._say)
