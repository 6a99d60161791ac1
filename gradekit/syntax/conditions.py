"""Formulas with cases, and the conditions that choose between them; what is literally true or false is folded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne

from gradekit.syntax.tree import Expr

TRUE = Expr("logic", (), "true")
FALSE = Expr("logic", (), "false")
CONDITIONS = frozenset({"relation", "logic"})
"""The heads of conditions."""
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
"""The signs of comparisons, each with the one that holds where it does not."""

_COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne}
_ARGUMENTS = {"and": (2, None), "or": (2, None), "not": (1, 1), "true": (0, 0), "false": (0, 0)}


def relation(sign: str, left: Expr, right: Expr) -> Expr:
    """The comparison of two values; of two rational numbers it is true or false.

    >>> relation("<", Expr("number", (), Fraction(1)), Expr("number", (), Fraction(2)))
    logic('true')
    """
    first, second = _rational(left), _rational(right)
    if first is None or second is None:
        return Expr("relation", (left, right), sign)
    return TRUE if _COMPARED[sign](first, second) else FALSE


def less(left: Expr, right: Expr) -> Expr:
    """left < right."""
    return relation("<", left, right)


def greater(left: Expr, right: Expr) -> Expr:
    """left > right."""
    return relation(">", left, right)


def at_least(left: Expr, right: Expr) -> Expr:
    """left >= right."""
    return relation(">=", left, right)


def at_most(left: Expr, right: Expr) -> Expr:
    """left <= right."""
    return relation("<=", left, right)


def both(*conditions: Expr) -> Expr:
    """The conjunction, flattened; true ones disappear."""
    return _joined("and", conditions, TRUE, FALSE)


def either(*conditions: Expr) -> Expr:
    """The disjunction, flattened; false ones disappear."""
    return _joined("or", conditions, FALSE, TRUE)


def opposite(condition: Expr) -> Expr:
    """The negation; of a comparison it is the opposite one.

    >>> opposite(Expr("relation", (Expr("symbol", (), "x"), Expr("symbol", (), "y")), "<"))
    relation('>=', symbol('x'), symbol('y'))
    """
    if condition.head == "relation":
        return Expr("relation", condition.args, OPPOSITE[condition.name])
    if condition in (TRUE, FALSE):
        return FALSE if condition == TRUE else TRUE
    return condition.args[0] if condition.name == "not" else Expr("logic", (condition,), "not")


def combined(word: str, *conditions: Expr) -> Expr:
    """Conditions joined by a word, folded."""
    match word:
        case "and":
            return both(*conditions)
        case "or":
            return either(*conditions)
        case "not":
            return opposite(conditions[0])
        case _:
            return Expr("logic", (), word)


def _joined(word: str, conditions: tuple[Expr, ...], unit: Expr, zero: Expr) -> Expr:
    kept: list[Expr] = []
    for condition in conditions:
        parts = condition.args if condition.head == "logic" and condition.name == word else (condition,)
        kept += (part for part in parts if part != unit)
    if zero in kept:
        return zero
    if len(kept) < 2:
        return kept[0] if kept else unit
    return Expr("logic", tuple(kept), word)


def in_a_row(word: str, conditions: Sequence[Expr]) -> Expr:
    """Conditions as they are written one after the other, `a and b and c` as one."""
    if len(conditions) == 1:
        return conditions[0]
    nested = (c.args if c.head == "logic" and c.name == word else (c,) for c in conditions)
    return Expr("logic", tuple(part for parts in nested for part in parts), word)


def piecewise(*args: Expr) -> Expr:
    """The value behind which the first true condition stands; `args` are value, condition, value, condition.

    Cases that are literally false disappear, and so do those after one that is literally true.

    >>> x, y = Expr("symbol", (), "x"), Expr("symbol", (), "y")
    >>> piecewise(x, FALSE, y, TRUE)
    symbol('y')
    """
    kept: list[Expr] = []
    for value, condition in cases(args):
        if condition == FALSE:
            continue
        if condition == TRUE and not kept:
            return value
        kept += (value, condition)
        if condition == TRUE:
            break
    return Expr("piecewise", tuple(kept) or args[:2])


def cases(args: tuple[Expr, ...]) -> Iterator[tuple[Expr, Expr]]:
    """The pairs of value and condition of a piecewise."""
    return zip(args[::2], args[1::2], strict=True)


def is_condition(expr: Expr) -> bool:
    """Whether it is true or false, and no value."""
    return expr.head in CONDITIONS


def well_formed(expr: Expr) -> bool:
    """Whether conditions stand where they belong and nowhere else, as far as one node shows it."""
    args = expr.args
    if expr.head == "piecewise":
        pairs = len(args) >= 2 and len(args) % 2 == 0
        return pairs and all(not is_condition(v) and is_condition(c) for v, c in cases(args))
    if expr.head == "logic":
        least, most = _ARGUMENTS.get(str(expr.value), (1, 0))
        return least <= len(args) and (most is None or len(args) <= most) and all(map(is_condition, args))
    if any(map(is_condition, args)):
        return False
    return expr.head != "relation" or (len(args) == 2 and expr.value in OPPOSITE)


def _rational(expr: Expr) -> Fraction | None:
    if expr.head == "number":
        return expr.number
    if expr.head == "negate" and expr.args[0].head == "number":
        return -expr.args[0].number
    return None
