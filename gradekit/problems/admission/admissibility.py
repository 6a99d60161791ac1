"""The rules that a drawn problem must keep. A draw that breaks one is rejected, with the rule's name, and drawn again.

| rule | a problem must                                                                                         |
|------|--------------------------------------------------------------------------------------------------------|
| G1   | be real and finite on the box and 0.05 around it, and defined on the whole stated domain                |
| G2   | have answers that are not zero and that depend on every input                                           |
| G3   | have no path that contributes nothing, and no set of paths that cancel each other                       |
| G4   | be small enough for its level                                                                           |
| G5   | let no core misconception lead to the right answer, nor two of them to the same                         |
| G6   | have answers between 10^-3 and 10^4 on the box                                                          |
| G7   | take an effort within a quarter of the median of its level (`effort`)                                   |
| G8   | not be on the same sheet already with other letters or in another order (`repeats`)                     |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

from gradekit.equality.decide import decide
from gradekit.equality.points.values import encloses, values_at
from gradekit.malrules.asked import Asked
from gradekit.model.composition import At, Components, Composition, PathCount, Quantity, Total
from gradekit.model.domain import Box, Interval
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part
from gradekit.model.quantities import Adjoints, Count, Formula, Given, Implicit, Tangents
from gradekit.problems.admission.guards import defined_on, undefined_somewhere
from gradekit.problems.admission.separable import g5
from gradekit.problems.admission.size import g4
from gradekit.problems.rejected import Rejected
from gradekit.problems.worked import Value, Worked
from gradekit.syntax.build import ZERO, add
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Expr

MARGIN = Fraction(1, 20)
PIECES = 1, 24, 600
"""Pieces into which a box is cut at most: the whole box often shows it at once; enough for short formulas, and cheap;
then, where that shows nothing, enough for a determinant of three letters."""
SMALLEST, LARGEST = 1e-3, 1e4
NEARLY_ZERO = 1e-9
"""Relative size below which a sum of correctly rounded values is looked at exactly."""
MOST_PATHS_SUBSETS = 6

FIRST: tuple[str, ...] = ("G4", "G3", "G2", "G6", "G1")
"""The rules that need only the answers, the cheap ones first; G5 needs all wrong answers and comes after the oracle."""


def admit(worked: Worked, level: int, rules: Sequence[str] = FIRST) -> None:
    """`Rejected` with the first of the rules that is broken."""
    for name in rules:
        if reason := RULES[name](worked, level):
            raise Rejected(name, reason)


def g1(worked: Worked, _level: int) -> str:
    """Real and finite on the box and a margin around it, and defined on the whole domain."""
    formulas = list(worked.walk.closed.values())
    wide = _widened(worked.draft.box)
    intervals = {name: Interval(low, high, low_open=False, high_open=False) for name, (low, high) in wide.items()}
    asked = [part for part in worked.parts if not isinstance(part.quantity, At | PathCount | Implicit | Count | Given)]
    answers = [entry for part in asked for entry in worked.answers[part.key]]
    for formula in (*formulas, *answers):
        if not defined_on(formula, intervals) and all(encloses(formula, wide, pieces) is None for pieces in PIECES):
            return f"{to_latex(formula)} is not real and finite on the box or within {float(MARGIN)} of it"
    if found := undefined_somewhere(formulas, worked.draft.domain):
        guard, point = found
        place = ", ".join(f"{name} = {value}" for name, value in point.items())
        return f"{to_latex(guard)} vanishes or has the wrong sign at {place}, a point of the domain"
    return next(filter(None, (_nowhere(part, worked) for part in worked.parts)), "")


def _nowhere(part: Part, worked: Worked) -> str:
    """Why what is asked at a point has no value there, if it has none."""
    quantity = part.quantity
    if not isinstance(quantity, At) or isinstance(quantity.quantity, PathCount | Count | Given):
        return ""
    if isinstance(quantity.quantity, Implicit):
        equations = [worked.walk.closed[name] for name in quantity.quantity.equations]
        if any(value != (0.0, 0.0) for value in values_at(equations, quantity.point)):
            return f"the point of {part.key} does not lie on the curve"
    if worked.draft.left_open or all(value is not None for value in worked.values[part.key][0]):
        return ""
    return f"{part.key} has no value at its point"


def _widened(box: Box) -> Box:
    return {name: (low - MARGIN, high + MARGIN) for name, (low, high) in box.items()}


def finals(worked: Worked) -> list[Part]:
    """The parts that hold a derivative put together from paths."""
    return [part for part in worked.parts if isinstance(part.quantity, Total | Components)]


def g2(worked: Worked, _level: int) -> str:
    """No answer is zero, and every input changes it; a Jacobian may have one zero in a row.

    An array may have any zeros where no route leads, as A_12 never enters the second entry of A x, and may be constant.
    """
    for part in finals(worked):
        if zeros := _zeros(part, worked):
            return f"{part.key} is zero in {zeros}"
        if _is_array(part):
            continue
        for name in _inputs_of(part.quantity, worked):
            if not _moves(worked, part, name):
                return f"{part.key} does not depend on {name}"
    return next((f"{part.key} is zero" for part in worked.parts if _is_nothing(part, worked)), "")


def _is_nothing(part: Part, worked: Worked) -> bool:
    """Whether a quantity beyond first derivatives is zero in all its entries."""
    values = (value for row in worked.values[part.key] for value in row)
    return isinstance(part.quantity, Formula) and all(value == (0.0, 0.0) for value in values)


def _is_array(part: Part) -> bool:
    return isinstance(part.quantity, Total) and part.quantity.shape is not None


def _zeros(part: Part, worked: Worked) -> str:
    columns_of_values = list(zip(*worked.values[part.key], strict=True))
    zero = [all(value == (0.0, 0.0) for value in values) for values in columns_of_values]
    if _is_array(part):
        needless = [z and entry != ZERO for z, entry in zip(zero, worked.answers[part.key], strict=True)]
        return "some entry" if all(zero) or any(needless) else ""
    rows, columns = part.shape or (1, 1)
    allowed = 1 if rows > 1 and columns > 1 else 0
    for row in range(rows):
        if sum(zero[row * columns : (row + 1) * columns]) > allowed:
            return f"row {row + 1}" if rows > 1 else "some entry"
    return ""


def _inputs_of(quantity: Quantity, worked: Worked) -> tuple[str, ...]:
    """The inputs that the answer should depend on: one that it is differentiated by, all in a frame."""
    return quantity.inputs if isinstance(quantity, Total) else worked.draft.composition.inputs


def _moves(worked: Worked, part: Part, name: str) -> bool:
    """Whether moving one letter changes some entry, intermediates moving along; unequal values, correctly rounded, are
    a proof that it does."""
    entries = tuple(map(worked.walk.graph.write_out, worked.answers[part.key]))
    low, high = worked.draft.box[name]
    base = worked.points[-1]
    there = [{**base, name: low + (high - low) * Fraction(k, 7)} for k in (2, 5)]
    here = values_at(entries, base)
    return any(values_at(entries, point) != here for point in there)


def g3(worked: Worked, _level: int) -> str:
    """Every path contributes, and no proper subset of the paths adds up to zero."""
    for output, name in _pairs(worked):
        terms = _contributions(worked, output, name)
        values = [values_at(terms, point) for point in worked.points]
        for subset in _subsets(len(terms)):
            chosen = [terms[k] for k in subset]
            rows = [[row[k] for k in subset] for row in values]
            if all(map(_vanishes, rows)) and _is_zero(chosen, worked):
                told = " + ".join(f"({to_latex(term)})" for term in chosen)
                return f"of the routes from {name} to {output}, {told} contributes nothing"
    return ""


def _pairs(worked: Worked) -> Iterator[tuple[str, str]]:
    composition = worked.draft.composition
    seen: dict[tuple[str, str], None] = {}
    for part in worked.parts:
        seen |= dict.fromkeys(_joined(part.quantity, composition))
    yield from (pair for pair in seen if pair[0] != pair[1])


def _joined(quantity: Quantity, composition: Composition) -> Iterator[tuple[str, str]]:
    """The symbols between which there must be no idle route: what is differentiated, and by what."""
    if isinstance(quantity, Adjoints):
        yield from ((quantity.output, name) for name in quantity.nodes)
    elif isinstance(quantity, Tangents):
        moved = (name for name, speed in zip(composition.inputs, quantity.seed, strict=True) if speed != ZERO)
        yield from product(quantity.nodes, moved)
    elif not isinstance(quantity, At) and (total := Asked(composition, quantity).total):
        yield from product(total.outputs, total.inputs)


def _contributions(worked: Worked, output: str, name: str) -> list[Expr]:
    walk = worked.walk
    found = walk.stages.paths(walk, output, name)
    return [walk.stages.substitute(walk, walk.term(path)) for path in found]


def _subsets(n: int) -> Iterator[tuple[int, ...]]:
    """Proper subsets of the paths; of many paths only single ones, pairs, and what is left when one is taken out."""
    sizes = range(1, n) if n <= MOST_PATHS_SUBSETS else sorted({1, 2, n - 1})
    for size in sizes if n > 1 else ():
        yield from combinations(range(n), size)


def _vanishes(values: list[Value]) -> bool:
    """Whether the sum of the values is zero as far as floats can tell."""
    if any(value is None for value in values):
        return False
    numbers = [complex(*value) for value in values if value is not None]
    return abs(sum(numbers)) <= NEARLY_ZERO * max(map(abs, numbers), default=0.0)


def _is_zero(terms: list[Expr], worked: Worked) -> bool:
    """Whether the sum is zero, decided exactly; what cannot be decided counts as zero, so it is not issued."""
    return decide(add(*terms), ZERO, worked.draft.domain).outcome is not Outcome.DIFFERENT


def g6(worked: Worked, _level: int) -> str:
    """Every final answer stays below 10^4 on the box and reaches 10^-3 somewhere in it. Open functions have no size."""
    for part in filter(_sized, worked.parts) if not worked.draft.left_open else ():
        for entry, values in zip(worked.answers[part.key], zip(*worked.values[part.key], strict=True), strict=True):
            if all(value == (0.0, 0.0) for value in values):
                continue
            if _is_large(entry, worked.draft.box):
                return f"{part.key} is larger than {LARGEST:g} on the box"
            if all(value is not None and abs(complex(*value)) < SMALLEST for value in values):
                return f"{part.key} is smaller than {SMALLEST:g} on the box"
    return next(filter(None, (_size_at_a_point(part, worked) for part in worked.parts)), "")


def _is_large(entry: Expr, box: Box) -> bool:
    """Whether the bounds over the box, as far as they are found, exceed 10^4; the pieces tell only where the whole does
    not."""
    bounds = None
    for pieces in PIECES[:2]:
        bounds = encloses(entry, box, pieces)
        if bounds and max(abs(bounds[0]), abs(bounds[1])) <= LARGEST:
            return False
    return bounds is not None


def _sized(part: Part) -> bool:
    """Whether the answer is a formula that has values on the whole box: an implicit derivative has them on a curve."""
    return isinstance(part.quantity, Total | Components | Formula) and not isinstance(part.quantity, Implicit)


def _size_at_a_point(part: Part, worked: Worked) -> str:
    if not isinstance(part.quantity, At):
        return ""
    sizes = [abs(complex(*value)) for row in worked.values[part.key] for value in row if value is not None]
    if any(size > LARGEST for size in sizes):
        return f"{part.key} is larger than {LARGEST:g}"
    return f"{part.key} is smaller than {SMALLEST:g}" if any(0 < size < SMALLEST for size in sizes) else ""


RULES: dict[str, Callable[[Worked, int], str]] = {rule.__name__.upper(): rule for rule in (g1, g2, g3, g4, g5, g6)}
"""Every rule by its name; each gives the reason why a problem breaks it, or nothing."""
