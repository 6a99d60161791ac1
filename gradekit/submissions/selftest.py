"""Answers against difference quotients of the question: a test that a student can make, and that needs no key.

    (4 D(h/2) - D(h)) / 3    with    D(h) = (f(x + h) - f(x - h)) / (2 h)

The functions of the question are evaluated at a few points of its box; no derivative is worked out, and no value is
told, only which part (and which entry of it) does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import final

from gradekit.equality.points.values import values_at
from gradekit.kinds import kind_of
from gradekit.kinds.fitting import has_decimal
from gradekit.model.answer import Answer, Submission
from gradekit.model.composition import (
    At,
    Components,
    Composed,
    Composition,
    Local,
    Quantity,
    Total,
    as_jacobian,
    by_columns,
)
from gradekit.model.domain import Box
from gradekit.model.message import Message
from gradekit.model.problem import Issued, Part, Sheet
from gradekit.syntax.build import substitute
from gradekit.syntax.tree import Expr

STEP = Fraction(1, 2**14)
"""With values rounded to 53 bits the quotient of sin(200 x) is off by 2e-8 of its size, that of a line by 2e-12."""
TOLERANCE = 1e-6
"""Relative to the size of the quotient, or to 1 where that is larger."""
ROUNDED = 1e-3
"""The same for an entry that the student rounded."""
POINTS = 3

Point = Mapping[str, Fraction]
Numbers = tuple[float | None, ...]


@final
@dataclass(frozen=True, slots=True)
class Fit:
    """Whether the answer to a part fits: None where it could not be tested; and the entries (from 0) that do not."""

    name: str
    fits: bool | None
    entries: tuple[int, ...] = ()

    @property
    def message(self) -> Message:
        """The sentence about it, without any value."""
        if self.fits is None:
            return Message("file.test-untested")
        if self.fits:
            return Message("file.test-fits")
        if not self.entries:
            return Message("file.test-differs")
        return Message("file.test-entry-differs", {"entries": tuple(str(entry + 1) for entry in self.entries)})


def self_test(submission: Submission, sheet: Sheet) -> tuple[Fit, ...]:
    """How the answers that were read fit the question, in the order of the sheet; the others are left out."""
    problems = {slot.number: slot.issued for slot in sheet.slots}
    read = (answer for answer in submission.answers if answer.trouble is None and answer.value is not None)
    return tuple(_fit(answer, problems[answer.slot]) for answer in read)


def _fit(answer: Answer, issued: Issued) -> Fit:
    part, value = issued.part(answer.part), answer.value
    quantity = part.quantity
    if value is None or not kind_of(part.kind).at_points or part.form.up_to or issued.left_open:
        return Fit(answer.name, None)
    allowed = [_tolerance(part, entry) for entry in value.entries]
    wrong: set[int] = set()
    tested = 0
    for point in _points(quantity, issued):
        wanted = _numbers(quantity, issued.composition, point)
        given = _given(value.entries, point)
        if len(given) != len(wanted):
            return Fit(answer.name, None)
        pairs = [(i, a, b) for i, (a, b) in enumerate(zip(given, wanted, strict=True)) if b is not None]
        filled = [(i, a, b) for i, a, b in pairs if value.entries[i] is not None]
        tested += len(filled)
        wrong.update(i for i, a, b in filled if a is None or not abs(a - b) <= allowed[i] * max(1.0, abs(b)))
    if not tested:
        return Fit(answer.name, None)
    return Fit(answer.name, not wrong, tuple(sorted(wrong)) if value.shape else ())


def _tolerance(part: Part, entry: Expr | None) -> float:
    if (digits := part.form.decimal) is not None:
        return 10.0 ** (1 - digits)
    return ROUNDED if entry is not None and has_decimal(entry) else TOLERANCE


def _points(quantity: Quantity, issued: Issued) -> Iterator[Point]:
    """Points of the inputs with the values of all nodes there."""
    composition = issued.composition
    chosen = [quantity.point] if isinstance(quantity, At) else [_inside(issued.box, j) for j in range(POINTS)]
    closed = _closed(composition)
    for inputs in chosen:
        values = values_at(list(closed.values()), inputs)
        nodes = {name: Fraction(v[0]) for name, v in zip(closed, values, strict=True) if v is not None and not v[1]}
        yield {**inputs, **nodes}


def _inside(box: Box, number: int) -> Point:
    """A point of the box; its coordinates are eighths of the sides, others for each point and letter."""
    return {
        name: low + (high - low) * Fraction(1 + (5 * number + 3 * place) % 7, 8)
        for place, (name, (low, high)) in enumerate(sorted(box.items()))
    }


def _given(entries: Sequence[Expr | None], point: Point) -> Numbers:
    given = values_at([entry for entry in entries if entry is not None], point)
    values = iter(given)
    return tuple(None if entry is None else _real(next(values)) for entry in entries)


def _real(value: tuple[float, float] | None) -> float | None:
    return value[0] if value is not None and abs(value[1]) <= TOLERANCE * max(1.0, abs(value[0])) else None


def _numbers(quantity: Quantity, composition: Composition, point: Point) -> Numbers:
    """The entries of the quantity at the point, from values of the functions in the question."""
    match quantity:
        case Local(turned=True) | Total(turned=True):
            jacobian, columns = as_jacobian(quantity)
            return tuple(by_columns(_numbers(jacobian, composition, point), columns))
        case Local(rows, columns):
            formulas = {node.name: node.expr for node in composition.nodes}
            if not formulas.keys() >= set(rows):
                return ()  # a step that is asked for, and stands in the key alone
            exprs = [formulas[row] for row in rows]
            return _quotients(exprs, columns, point)
        case Composed(outputs):
            return tuple(_real(value) for value in values_at([_closed(composition)[name] for name in outputs], point))
        case Total(outputs, inputs):
            closed = _closed(composition, frozenset(inputs))
            return _quotients([closed[name] for name in outputs], inputs, point)
        case Components(output):
            partials = _quotients([_closed(composition)[output]], composition.inputs, point)
            scale = [_real(h) for h in values_at(composition.frame.scale, point)] if composition.frame else []
            return tuple(p / h if p is not None and h else None for p, h in zip(partials, scale, strict=False))
        case At(inner):
            return _numbers(inner, composition, point)
        case _:
            return ()


def _closed(composition: Composition, free: frozenset[str] = frozenset()) -> dict[str, Expr]:
    """Every node in the inputs, and in the nodes that are `free`."""
    closed: dict[str, Expr] = {}
    for node in composition.nodes:
        closed[node.name] = substitute(node.expr, {k: v for k, v in closed.items() if k not in free})
    return closed


def _quotients(exprs: Sequence[Expr], letters: Sequence[str], point: Point) -> Numbers:
    """Difference quotients of each expression by each letter, row by row."""
    columns = [_column(exprs, letter, point) for letter in letters]
    return tuple(columns[j][i] for i in range(len(exprs)) for j in range(len(letters)))


def _column(exprs: Sequence[Expr], letter: str, point: Point) -> Numbers:
    if letter not in point:
        return (None,) * len(exprs)
    wide, narrow = (_central(exprs, letter, point, h) for h in (STEP, STEP / 2))
    return tuple(None if w is None or n is None else (4 * n - w) / 3 for w, n in zip(wide, narrow, strict=True))


def _central(exprs: Sequence[Expr], letter: str, point: Point, h: Fraction) -> Numbers:
    above, below = (values_at(exprs, {**point, letter: point[letter] + step}) for step in (h, -h))
    ends = ((_real(up), _real(down)) for up, down in zip(above, below, strict=True))
    return tuple(None if up is None or down is None else (up - down) / float(2 * h) for up, down in ends)
