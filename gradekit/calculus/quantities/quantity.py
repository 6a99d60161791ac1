"""What a quantity beyond first derivatives is: its value over the stages, and how one speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, final

from gradekit.model.composition import Composition
from gradekit.model.feedback import Step
from gradekit.syntax.tree import Array, Expr, scalar

if TYPE_CHECKING:
    from gradekit.calculus.stages import Walk
    from gradekit.calculus.writing import Writing
    from gradekit.model.composition import Quantity

Spoken: TypeAlias = Mapping[str, str]
Hints: TypeAlias = tuple[str, str, str]


def _none(_quantity: Any, _composition: Composition) -> tuple[Quantity, ...]:
    return ()


def _inputs(_quantity: Any, composition: Composition) -> tuple[str, ...]:
    return composition.inputs


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One quantity. Functions take the quantity first; every text is marked-up English, every label LaTeX."""

    value: Callable[[Walk, Any], Array]
    """The value over the stages of the walk, so that a replaced stage and own values flow through it."""
    label: Callable[[Any, Composition, Spoken], str]
    key: Callable[[Any, Composition], str]
    """The key that a part has by default."""
    sentence: Callable[[Any, Composition], str]
    """What is asked, without the letters in which it is to be written."""
    short: Callable[[Any, Composition], str] | None = None
    """The same where its value at a point is asked, if that is said in fewer words."""
    entries: Callable[[Any, Composition], int | None]
    """How many entries it has; None where it names something that is not there."""
    steps: Callable[[Any, Writing], Iterator[Step]]
    """How one gets there from the local derivatives, without the answer."""
    hints: Callable[[Any, Writing], Hints]
    uses: Callable[[Any, Composition], tuple[Quantity, ...]] = _none
    """The quantities whose own values it is built from."""
    letters: Callable[[Any, Composition], tuple[str, ...]] = _inputs
    """The letters that may stand in the answer."""
    exprs: Callable[[Any], tuple[Expr, ...]] = lambda _: ()
    """Expressions in it that an author gave; they have no letters."""
    kind: str = ""
    """The kind of a part that asks for it, where the shape does not say; a value at a point has the usual kind."""
    pieces: Callable[[Any], tuple[Quantity, ...]] = lambda asked: (asked,)
    """What its entries are by themselves, in their order, where an own entry can stand in for one later."""
    algebraic: Callable[[Any], bool] = lambda _: True
    """Whether it is worked out from values of what it uses, so that values at the same point are enough."""
    mixed: Callable[[Any], bool] = lambda _: False
    """Whether letters of intermediates may stay."""


def arranged(rows: Sequence[Sequence[Expr]]) -> Array:
    """Rows of entries as an array; one entry alone is a scalar.

    >>> from gradekit.syntax.build import ONE, ZERO
    >>> arranged([[ONE, ZERO]]).shape, arranged([[ONE]]).shape
    ((1, 2), ())
    """
    entries = tuple(entry for row in rows for entry in row)
    return scalar(entries[0]) if len(entries) == 1 else Array((len(rows), len(rows[0])), entries)


def rows_of(array: Array) -> list[list[Expr]]:
    """The rows of a matrix; a scalar is a matrix of one entry."""
    width = array.shape[-1] if array.shape else 1
    return [list(array.entries[i : i + width]) for i in range(0, len(array.entries), width)]


def has_symbols(composition: Composition, *names: str) -> bool:
    """Whether all the names are symbols of the composition."""
    return set(names) <= {*composition.inputs, *(node.name for node in composition.nodes)}


def has_nodes(composition: Composition, *names: str) -> bool:
    """Whether all the names are nodes of the composition."""
    return set(names) <= {node.name for node in composition.nodes}


def mixed_letters(_quantity: Any, composition: Composition) -> tuple[str, ...]:
    """All letters but those of the outputs."""
    return (*(n.name for n in composition.nodes if n.name not in composition.outputs), *composition.inputs)
