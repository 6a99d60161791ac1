"""Both sides where a function jumps: an identity that holds at points around a jump need not hold at the jump itself.

sign(u) is 0 where u is, atan2(u, v) is pi there for v < 0, Heaviside(u) is what it is said to be. Zeros of u are found
exactly where u is rational in every letter of it; elsewhere nothing is confirmed. The jumps of floor and ceiling are
all alike, so those at a few whole numbers stand for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from gradekit.model.domain import Domain
from gradekit.recheck.cuts import cuts_along
from gradekit.recheck.looks import look
from gradekit.recheck.points import inside, own_points, told
from gradekit.recheck.programs import Program
from gradekit.recheck.regions import Sides
from gradekit.recheck.result import Open, Refused
from gradekit.recheck.values import Point, Values
from gradekit.syntax.build import number
from gradekit.syntax.shortened import short_text
from gradekit.syntax.tree import Expr, symbols_of, walk

_AT_ZERO = frozenset({"sign", "atan2", "Heaviside"})
_AT_WHOLE = frozenset({"floor", "ceiling"})
_ZERO_AT_ZERO = frozenset({"Abs", "sinh", "tanh", "asinh", "atanh", "asin", "atan", "erf"})
_WHOLE = range(-2, 3)
_BASES = 3


def check_jumps(sides: Sides) -> None:
    """The sides agree at the jumps of both, as far as both have a value there.

    `Refused` where they do not; `Open` where a jump is that cannot be found, or cannot be looked at.
    """
    jumps = dict.fromkeys(node for side in (sides.answer, sides.expected) for node in walk(side) if _jumps(node))
    if not jumps:
        return
    program = Program()
    answer, expected = program.enter(sides.answer), program.enter(sides.expected)
    values, bases = Values(program, principal=sides.principal), list(own_points(sides.domain, program.symbols, _BASES))
    left: Expr | None = None
    for node in jumps:
        for point in _points(sides, node, bases):
            if not inside(sides.domain, point):
                continue
            found = look(values, answer, expected, point)
            if found == "differ":
                raise Refused("recheck.differ-at", point=told(point))
            left = node if found == "unclear" else left
        left = left if node.name in _AT_WHOLE or _are_located(sides, node, bases) else node
    if left is not None:
        raise Open("recheck.jump", formula=short_text(left))


def _jumps(node: Expr) -> bool:
    return node.head == "function" and node.name in _AT_ZERO | _AT_WHOLE and bool(symbols_of(node.args[0]))


def _points(sides: Sides, node: Expr, bases: list[Point]) -> Iterator[Point]:
    """Points at the jumps of a function, other letters being anything."""
    u = _zero_form(node)
    shifts = _WHOLE if node.name in _AT_WHOLE else (0,)
    for shift, name, base in product(shifts, sorted(symbols_of(u)), bases):
        if sides.domain.of(name).kind != "complex":
            moved = Expr("add", (u, number(shift))) if shift else u
            yield from ({**base, name: at} for at in cuts_along(moved, name, base, sides.domain.of(name))[0])


def _are_located(sides: Sides, node: Expr, bases: list[Point]) -> bool:
    """Whether these are all of its jumps."""
    u, domain = _zero_form(node), sides.domain
    return (not sides.principal and _is_positive(u, domain)) or all(
        domain.of(name).kind != "complex" and cuts_along(u, name, base, domain.of(name))[1]
        for name, base in product(symbols_of(u), bases)
    )


def _zero_form(node: Expr) -> Expr:
    """What is zero where the argument of a jump at zero is: without odd functions, exponentials and logarithms."""
    return _vanishing(node.args[0]) if node.name in _AT_ZERO else node.args[0]


def _vanishing(u: Expr) -> Expr:
    if u.head == "function" and u.name in _ZERO_AT_ZERO:
        return _vanishing(u.args[0])
    if u.head == "function" and u.name == "log" and len(u.args) == 1:
        return Expr("add", (u.args[0], number(-1)))
    if u.head == "multiply":
        return Expr("multiply", tuple(map(_vanishing, u.args)))
    if u.head == "negate" or (u.head == "power" and u.args[1].head == "number" and u.args[1].number > 0):
        return _vanishing(u.args[0])
    if u.head == "add" and len(u.args) == 2:
        for one, other in (u.args, u.args[::-1]):
            if one.head == "function" and one.name == "exp" and other in _LESS_ONE:
                return one.args[0]
    return u


_LESS_ONE = (number(-1), Expr("negate", (number(1),)))


def _is_positive(tree: Expr, domain: Domain) -> bool:
    """Whether a real formula is at sight positive wherever it has a value: exp(x), 2^n, 1 + exp(-x)."""
    if tree.head in ("number", "decimal"):
        return tree.number > 0
    if tree.head == "symbol":
        return domain.of(tree.name).interval.positive
    if tree.head == "function":
        return tree.name in ("exp", "cosh")
    if tree.head == "power":
        return _is_positive(tree.args[0], domain)
    if tree.head in ("add", "multiply", "divide"):
        return all(_is_positive(arg, domain) for arg in tree.args)
    return tree.head == "constant"
