"""One graph for both sides: equal parts get equal numbers, so a common part is evaluated and normalised once.

A node is a tuple whose first entry says what it is; arguments are numbers of earlier nodes.

| node                | meaning                                    |
|---------------------|--------------------------------------------|
| `("n", p, q)`       | the rational number p/q in lowest terms     |
| `("s", name)`       | a symbol                                   |
| `("pi",)`, `("I",)` | constants; E is exp(1)                     |
| `("+", a, b)`, `("*", a, b)`, `("/", a, b)`, `("-", a)` | arithmetic             |
| `("p", a, n)`       | a to the integer n                         |
| `("q", a, p, q)`    | a to the rational p/q, q > 1               |
| `("^", a, b)`       | a to the b                                 |
| `("f", name, a)`    | a function of one argument                 |
| `("g", name, a, b)` | Max, Min, atan2                            |
| `("u", name, *a)`   | an undefined function                      |

What formulas with cases have besides stands in `conditions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import gcd
from typing import Any, TypeAlias, final

from gradekit.equality.cases.conditions import enter_cases, heaviside
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.syntax.names import FUNCTIONS
from gradekit.syntax.tree import Expr

Node: TypeAlias = tuple[Any, ...]
"""The row of a node: a word, then numbers of nodes, names and integers as in the table above."""

BROKEN = frozenset({"Abs", "sign", "floor", "ceiling", "Max", "Min"})
"""Functions with a kink or a jump: what holds on one side of it need not hold on the other."""
JUMPING = frozenset({"sign", "atan2"})
"""Functions with a value of their own where they jump."""


@final
class Graph:
    """Nodes in topological order; `number_of` finds the node of a row that is already there."""

    __slots__ = (
        "_limits",
        "_seen",
        "broken",
        "cases",
        "complex",
        "jumps",
        "nodes",
        "number_of",
        "powers",
        "symbols",
        "unknown",
    )

    def __init__(self, limits: WorkLimits = WorkLimits()) -> None:  # noqa: B008  frozen
        self.nodes: list[Node] = []
        self.number_of: dict[Node, int] = {}
        self.symbols: set[str] = set()
        self.broken = self.cases = self.jumps = self.powers = False
        self.complex = False
        self.unknown = False
        self._limits = limits
        self._seen: dict[Expr, int] = {}

    def copy(self) -> Graph:
        """A graph that can grow without changing this one."""
        other = Graph(self._limits)
        other.nodes, other.number_of = self.nodes.copy(), self.number_of.copy()
        other.symbols, other._seen = self.symbols.copy(), self._seen.copy()
        other.broken, other.complex, other.unknown = self.broken, self.complex, self.unknown
        other.cases, other.jumps, other.powers = self.cases, self.jumps, self.powers
        return other

    def enter(self, expr: Expr) -> int:
        """The number of the node that stands for the tree.

        >>> from gradekit.syntax.build import add, symbol
        >>> x, y, graph = symbol("x"), symbol("y"), Graph()
        >>> graph.enter(add(x, y)) == graph.enter(add(y, x))
        True
        """
        try:
            return self._enter(expr)
        except RecursionError as error:
            raise LimitMet("depth") from error

    def _enter(self, expr: Expr) -> int:
        known = self._seen.get(expr)
        if known is None:
            known = self._seen[expr] = _ENTER[expr.head](self, expr)
        return known

    def row(self, *row: Any) -> int:
        """The number of the node with this row."""
        known = self.number_of.get(row)
        if known is None:
            if len(self.nodes) >= self._limits.nodes:
                raise LimitMet("nodes")
            known = self.number_of[row] = len(self.nodes)
            self.nodes.append(row)
        return known

    def number(self, value: Fraction | int) -> int:
        """The node of a rational number."""
        return self.row("n", value.numerator, value.denominator)

    def value(self, node: int) -> Fraction | None:
        """The rational number a node is, if it is one."""
        row = self.nodes[node]
        return Fraction(row[1], row[2]) if row[0] == "n" else None

    def add(self, terms: Sequence[int]) -> int:
        """The sum, its numbers folded."""
        rest, top, bottom = self._numbers_apart(terms, "+")
        if top and rest:
            rest.append(self._quotient(top, bottom))
        return self._joined("+", rest) if rest else self._quotient(top, bottom)

    def multiply(self, factors: Sequence[int]) -> int:
        """The product, its numbers folded; a factor 0 is kept beside the others, which may be undefined."""
        rest, top, bottom = self._numbers_apart(factors, "*")
        if rest and (top != 1 or bottom != 1):
            rest.append(self._quotient(top, bottom))
        return self._joined("*", rest) if rest else self._quotient(top, bottom)

    def _numbers_apart(self, parts: Sequence[int], op: str) -> tuple[list[int], int, int]:
        """What is no number, in order, and the sum or product of the numbers. Too large ones stay as they are."""
        rest, top, bottom = list[int](), int(op == "*"), 1
        nodes, most = self.nodes, self._limits.number_bits
        for part in parts:
            row = nodes[part]
            if row[0] != "n" or row[1].bit_length() + row[2].bit_length() + top.bit_length() > most:
                rest.append(part)
            elif op == "+":
                top, bottom = top * row[2] + row[1] * bottom, bottom * row[2]
            else:
                top, bottom = top * row[1], bottom * row[2]
        rest.sort()
        return rest, top, bottom

    def _quotient(self, top: int, bottom: int) -> int:
        if bottom == 1:
            return self.row("n", top, 1)
        common = gcd(top, bottom)
        return self.row("n", top // common, bottom // common)

    def _joined(self, op: str, parts: Sequence[int]) -> int:
        result = parts[0]
        for part in parts[1:]:
            result = self.row(op, result, part)
        return result

    def negate(self, node: int) -> int:
        """The negative."""
        row = self.nodes[node]
        if row[0] == "n":
            return self.row("n", -row[1], row[2])
        return row[1] if row[0] == "-" else self.row("-", node)

    def divide(self, top: int, bottom: int) -> int:
        """The quotient; dividing by the number 0 is kept, it is undefined everywhere."""
        above, below = self.nodes[top], self.nodes[bottom]
        if below[0] != "n":
            return self.row("/", top, bottom)
        if below[1:] == (1, 1):
            return top
        if above[0] == "n" and below[1] and self._fits(*above[1:], *below[1:]):
            return self.number(Fraction(above[1] * below[2], above[2] * below[1]))
        return self.row("/", top, bottom)

    def _fits(self, *numbers: int) -> bool:
        return sum(number.bit_length() for number in numbers) <= self._limits.number_bits

    def power(self, base: int, exponent: int) -> int:
        """The power, told apart by its exponent: integer, rational, any."""
        raised = self.value(exponent)
        if raised is None:
            if self.nodes[base] == ("f", "exp", self.number(1)):
                return self.row("f", "exp", exponent)
            self.powers = True
            return self.row("^", base, exponent)
        if raised.denominator != 1:
            return self.row("q", base, raised.numerator, raised.denominator)
        n = raised.numerator
        if n == 1:
            return base
        value = self.value(base)
        if value is not None and (value or n > 0):
            bits = (value.numerator.bit_length() + value.denominator.bit_length()) * abs(n)
            if bits <= self._limits.number_bits:
                return self.number(value**n)
        return self.row("p", base, n)

    def function(self, name: str, args: Sequence[int]) -> int:
        """A function of the table or an undefined one."""
        made = _WRITTEN_OUT.get((name, len(args)))
        if made is not None:
            return made(self, *args)
        if name in BROKEN:
            self.broken = True
        if name in JUMPING:
            self.jumps = True
        if name not in FUNCTIONS:
            self.unknown = True
            return self.row("u", name, *args)
        if len(args) == 1:
            return self.row("f", name, args[0])
        if name in ("Max", "Min"):
            ordered = sorted({leaf for arg in args for leaf in self._leaves(name, arg)})
            if len(ordered) > 2:  # x/2 and 1/2*x are two nodes, and have to be taken in the same turn
                ordered.sort(key=self._turn)
            result = ordered[0]
            for arg in ordered[1:]:
                result = self.row("g", name, result, arg)
            return result
        if name == "atan2" and len(args) == 2:
            return self.row("g", name, *args)
        raise LimitMet(f"function {name}")

    def _turn(self, node: int) -> tuple[list[str], int, Fraction]:
        """The letters of a node, what it is a rational multiple of, and the multiple."""
        letters = sorted(self.nodes[part][1] for part in used_by(self, [node]) if self.nodes[part][0] == "s")
        return letters, *self._multiple(node)

    def _multiple(self, node: int) -> tuple[int, Fraction]:
        kind, *parts = self.nodes[node]
        if kind == "-":
            base, factor = self._multiple(parts[0])
            return base, -factor
        for number, other in ((0, 1), (1, 0)) if kind == "*" else ((1, 0),) if kind == "/" else ():
            if value := self.value(parts[number]):
                base, factor = self._multiple(parts[other])
                return base, factor * value if kind == "*" else factor / value
        return node, Fraction(1)

    def _leaves(self, name: str, node: int) -> Iterator[int]:
        """What a Max of Max, or Min of Min, is taken of."""
        row = self.nodes[node]
        if row[:2] == ("g", name):
            yield from self._leaves(name, row[2])
            yield from self._leaves(name, row[3])
        else:
            yield node


def _constant(graph: Graph, expr: Expr) -> int:
    if expr.name == "E":
        return graph.row("f", "exp", graph.number(1))
    if expr.name == "I":
        graph.complex = True
    return graph.row(expr.name)


def _symbol(graph: Graph, expr: Expr) -> int:
    graph.symbols.add(expr.name)
    return graph.row("s", expr.name)


def _number(graph: Graph, expr: Expr) -> int:
    value = expr.number
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > 4 * graph._limits.number_bits:  # pyright: ignore[reportPrivateUsage]  the graph's own reader
        raise LimitMet("digits")
    return graph.number(value)


def _args(graph: Graph, expr: Expr) -> list[int]:
    return [graph._enter(arg) for arg in expr.args]  # pyright: ignore[reportPrivateUsage]  the graph's own reader


_ENTER: dict[str, Callable[[Graph, Expr], int]] = {
    "number": _number,
    "decimal": _number,
    "symbol": _symbol,
    "constant": _constant,
    "add": lambda g, e: g.add(_args(g, e)),
    "multiply": lambda g, e: g.multiply(_args(g, e)),
    "negate": lambda g, e: g.negate(*_args(g, e)),
    "divide": lambda g, e: g.divide(*_args(g, e)),
    "power": lambda g, e: g.power(*_args(g, e)),
    "function": lambda g, e: g.function(e.name, _args(g, e)),
    "piecewise": enter_cases,
}


def _log(graph: Graph, x: int, base: int) -> int:
    return graph.divide(graph.row("f", "log", x), graph.row("f", "log", base))


def _sigmoid(graph: Graph, x: int) -> int:
    one = graph.number(1)
    return graph.divide(one, graph.add([one, graph.row("f", "exp", graph.negate(x))]))


def _softplus(graph: Graph, x: int) -> int:
    return graph.row("f", "log", graph.add([graph.number(1), graph.row("f", "exp", x)]))


def _relu(graph: Graph, x: int) -> int:
    return graph.function("Max", [graph.number(0), x])


def _logit(graph: Graph, x: int) -> int:
    rest = graph.add([graph.number(1), graph.negate(x)])
    return graph.row("f", "log", graph.divide(x, rest))


def _binomial(graph: Graph, n: int, k: int) -> int:
    def factorial(x: int) -> int:
        return graph.row("f", "factorial", x)

    rest = graph.add([n, graph.negate(k)])
    return graph.divide(factorial(n), graph.multiply([factorial(k), factorial(rest)]))


def _root_of(degree: int) -> Callable[[Graph, int], int]:
    return lambda graph, x: graph.power(x, graph.number(Fraction(1, degree)))


def _root(graph: Graph, x: int, n: int) -> int:
    return graph.power(x, graph.divide(graph.number(1), n))


_WRITTEN_OUT: dict[tuple[str, int], Callable[..., int]] = {
    ("sqrt", 1): _root_of(2),
    ("cbrt", 1): _root_of(3),
    ("root", 2): _root,
    ("log", 2): _log,
    ("sigmoid", 1): _sigmoid,
    ("softplus", 1): _softplus,
    ("relu", 1): _relu,
    ("logit", 1): _logit,
    ("binomial", 2): _binomial,
    ("Heaviside", 1): heaviside,
    ("Heaviside", 2): heaviside,
}
"""Functions that are only a shorter way to write others."""


def parts_of(row: Node) -> tuple[int, ...]:
    """The numbers of the nodes that a row uses."""
    kind = row[0]
    if kind in _WHOLE:
        return row[1:]
    if kind in ("p", "q", "-"):
        return row[1:2]
    return row[2:] if kind in _NAMED else ()


_WHOLE = frozenset({"+", "*", "/", "^", "if", "and", "or"})
_NAMED = frozenset({"f", "g", "u", "r"})


def used_by(graph: Graph, roots: Sequence[int]) -> list[int]:
    """The nodes that the roots are made of, in order."""
    nodes, needed = graph.nodes, bytearray(max(roots, default=-1) + 1)
    for root in roots:
        needed[root] = 1
    # What a node uses stands before it.
    for node in range(len(needed) - 1, -1, -1):
        if needed[node]:
            for part in parts_of(nodes[node]):
                needed[part] = 1
    return [node for node, used in enumerate(needed) if used]
