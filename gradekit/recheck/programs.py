"""Formulas and polynomials as one list of steps, each a row of an operation and the numbers of earlier rows.

| row                            | value                                            |
|--------------------------------|--------------------------------------------------|
| `("number", q)`                | a rational number                                |
| `("symbol", name)`             | a coordinate of the point                        |
| `("constant", name)`           | pi, E, I                                         |
| `("power", a, q)`              | a to a rational exponent                         |
| `("raise", a, b)`              | a to any exponent                                |
| `("call", name, a, ...)`       | a function                                       |
| `(head, a, ...)`               | any other head of a tree                         |
| `("relation", sign, a, b)`, `("logic", word, a, ...)` | a truth value             |
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Any, TypeAlias, final

from gradekit.model.certificate import Polynomial
from gradekit.recheck.result import Open, Refused
from gradekit.syntax.tree import Expr

Row: TypeAlias = tuple[Any, ...]

MOST_ROWS = 6_000
_LONGEST = 8_192
"""Bits of a rational number that is worked out exactly."""


@final
class Program:
    """Rows in order, equal ones once; rational numbers are folded, because exponents are told apart by them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.symbols: set[str] = set()
        self._number_of: dict[Row, int] = {}
        self._trees: dict[int, tuple[Expr, int]] = {}

    def enter(self, tree: Expr) -> int:
        """The row of a tree; shared parts once, however deep it is.

        >>> from gradekit.syntax.build import add, number, symbol
        >>> program = Program()
        >>> program.rows[program.enter(add(symbol("x"), number(1)))]
        ('add', 1, 0)
        """
        stack = [(tree, False)]
        while stack:
            node, ready = stack.pop()
            if id(node) in self._trees:
                continue
            if node.args and not ready:
                stack.append((node, True))
                stack.extend((arg, False) for arg in node.args)
                continue
            # The tree is kept beside its number, so that no other can take its identity.
            self._trees[id(node)] = node, self._row_of(node)
        return self._trees[id(tree)][1]

    def polynomial(self, p: Polynomial, kernels: Sequence[int]) -> int:
        """The row of a polynomial whose kernels are these rows."""
        terms = [self.row("number", Fraction(0))]
        for term in p:
            powers = [self.power(kernels[i], Fraction(n)) for i, n in term.powers]
            terms.append(self.row("multiply", self.row("number", term.coefficient), *powers))
        return self.row("add", *terms)

    def row(self, *row: Any) -> int:
        """The number of a row."""
        known = self._number_of.get(row)
        if known is None:
            if len(self.rows) >= MOST_ROWS:
                raise Open("recheck.too-large")
            known = self._number_of[row] = len(self.rows)
            self.rows.append(row)
        return known

    def power(self, base: int, exponent: Fraction) -> int:
        """The row of a power with a rational exponent."""
        return base if exponent == 1 else self.row("power", base, exponent)

    def number(self, row: int) -> Fraction | None:
        """The rational number that a row is, if it is one."""
        found = self.rows[row]
        return found[1] if found[0] == "number" else None

    def _row_of(self, node: Expr) -> int:
        if node.head in ("number", "decimal"):
            return self.row("number", node.number)
        if node.head == "symbol":
            self.symbols.add(node.name)
            return self.row("symbol", node.name)
        if node.head == "constant":
            if node.name not in ("pi", "E", "I"):
                raise Refused("recheck.unknown-function", function=node.name)
            return self.row("constant", node.name)
        args = [self._trees[id(arg)][1] for arg in node.args]
        if node.head in ("relation", "logic", "piecewise"):
            return self._row_of_cases(node, args)
        folded = self._folded(node.head, args)
        if folded is not None:
            return self.row("number", folded)
        if node.head == "power":
            exponent = self.number(args[1])
            return self.row("raise", *args) if exponent is None else self.power(args[0], exponent)
        if node.head == "function":
            order = self.number(args[1]) if node.name == "root" and len(args) == 2 else None
            return self.power(args[0], 1 / order) if order else self.row("call", node.name, *args)
        return self.row(node.head, *([] if node.value is None else [node.value]), *args)

    def _row_of_cases(self, node: Expr, args: list[int]) -> int:
        """A condition or a choice, without what is literally true or false."""
        if node.head == "piecewise":
            return self._choice(list(zip(args[::2], args[1::2], strict=True)))
        if node.head == "relation":
            left, right = (self.number(arg) for arg in args)
            known = None if left is None or right is None else _COMPARED[node.name](left, right)
        else:
            told = [self._truth(arg) for arg in args]
            args = [arg for arg, truth in zip(args, told, strict=True) if truth is None]
            if node.name in ("and", "or") and len(args) == 1 and (node.name == "or") not in told:
                return args[0]
            known = _joined(node.name, told)
        return self.row(node.head, node.name, *args) if known is None else self._logic(known)

    def _choice(self, pairs: list[tuple[int, int]]) -> int:
        kept = [pair for pair in pairs if self._truth(pair[1]) is not False] or pairs[:1]
        if self._truth(kept[0][1]):
            return kept[0][0]
        return self.row("piecewise", *(row for pair in kept for row in pair))

    def _logic(self, truth: bool) -> int:
        return self.row("logic", "true" if truth else "false")

    def _truth(self, row: int) -> bool | None:
        return _TRUTH.get(self.rows[row])

    def _folded(self, head: str, args: Sequence[int]) -> Fraction | None:
        fold = _FOLDS.get(head)
        values = [self.number(arg) for arg in args]
        known = [value for value in values if value is not None]
        return None if fold is None or len(known) < len(values) else fold(known)


def _sum(values: list[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) if _short(values) else None


def _product(values: list[Fraction]) -> Fraction | None:
    result = Fraction(1)
    for value in values if _short(values) else ():
        result *= value
    return result if _short(values) else None


def _quotient(values: list[Fraction]) -> Fraction | None:
    return values[0] / values[1] if values[1] and _short(values) else None


def _power(values: list[Fraction]) -> Fraction | None:
    base, exponent = values
    if exponent.denominator != 1 or (not base and exponent <= 0) or abs(exponent) > _LONGEST:
        return None
    return base ** int(exponent) if _short([base] * max(1, abs(int(exponent)))) else None


def _short(values: list[Fraction]) -> bool:
    return sum(v.numerator.bit_length() + v.denominator.bit_length() for v in values) <= _LONGEST


def _joined(word: str, told: Sequence[bool | None]) -> bool | None:
    """The truth of a condition of which parts are literally true or false."""
    if word == "not":
        return None if told[0] is None else not told[0]
    if word in ("true", "false"):
        return word == "true"
    decisive = word == "or"
    return decisive if decisive in told else None if None in told else not decisive


_TRUTH: dict[Row, bool] = {("logic", "true"): True, ("logic", "false"): False}
_COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "=": eq,
    "!=": ne,
}

_FOLDS: dict[str, Callable[[list[Fraction]], Fraction | None]] = {
    "add": _sum,
    "multiply": _product,
    "negate": lambda values: -values[0],
    "divide": _quotient,
    "power": _power,
}
