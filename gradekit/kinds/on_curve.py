"""Formulas about a curve or surface F = 0, the relations of the domain: equal where they agree on it.

`-x/y` and `-x*y/(1 - x^2)` are the same slope of the unit circle, and different formulas.
"""

from __future__ import annotations

from collections.abc import Sequence

from gradekit.equality.decision import Decision, undecided
from gradekit.kinds import array
from gradekit.kinds.kind import Comparison, Kind
from gradekit.model.answer import Answer
from gradekit.model.domain import Domain
from gradekit.model.problem import Part, PartKey
from gradekit.syntax.tree import Array, Expr


def compare(_part: Part, answer: Answer, expected: Array, _key: PartKey, domain: Domain) -> Comparison:
    """Entry by entry, on the curve."""
    from gradekit.equality.on_curve import decide_on_curve  # loaded where a question is about a curve

    def decided(entries: Sequence[Expr | None]) -> list[Decision]:
        pairs = zip(entries, expected.entries, strict=True)
        return [undecided("open") if entry is None else decide_on_curve(entry, right, domain) for entry, right in pairs]

    return array.entrywise(answer, expected, decided)


KIND = Kind(
    name="on-curve",
    read=array.read,
    compare=compare,
    show=array.show,
    wrong=array.wrong,
    asks=array.asks,
    opened=array.opened,
    any_spelling=True,
    at_points=False,
)
