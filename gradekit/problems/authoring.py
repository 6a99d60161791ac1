"""What a template file imports: `template`, `Map`, the parts one can ask for, and the letters and functions of SymPy.

    @template("total-derivative", group="total derivative", title="...", goal="...", levels=(1, 5))
    def make(g, level):
        a = g.int("a", 2, 5)
        return Map(x).then(u1=a * x**2).then(y=x + u1)

The structure gives the parts, the key, the worked solution, the hints and the misconceptions; only `TEXT` is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, final

import sympy
from sympy import Expr as Formula
from sympy import Integer, Rational, Symbol, atan, cos, cosh, exp, log, oo, sin, sinh, tan, tanh

from gradekit.errors import AuthorError
from gradekit.model.composition import (
    At,
    Components,
    Composed,
    Composition,
    Frame,
    Local,
    Node,
    PathCount,
    Quantity,
    Total,
)
from gradekit.model.domain import Interval
from gradekit.problems.domains import stated
from gradekit.problems.draft import Draft, drafted
from gradekit.problems.draws import Draws
from gradekit.problems.parts import Ask
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import template
from gradekit.syntax.sympy_bridge import from_sympy
from gradekit.syntax.tree import Expr

__all__ = [
    "Draws",
    "Formula",
    "Fraction",
    "Map",
    "Rational",
    "Symbol",
    "at",
    "atan",
    "components",
    "composed",
    "cos",
    "cosh",
    "exp",
    "local",
    "log",
    "oo",
    "path_count",
    "pi",
    "r",
    "require",
    "s",
    "sin",
    "sinh",
    "sqrt",
    "symbols",
    "t",
    "tan",
    "tanh",
    "template",
    "theta",
    "total",
    "u1",
    "u2",
    "u3",
    "w",
    "x",
    "x1",
    "x2",
    "x3",
    "x4",
    "y",
    "z",
]

_sp: Any = sympy  # SymPy has no types of its own
pi, sqrt = _sp.pi, _sp.sqrt

POSITIVE_LETTERS = frozenset({"r"})
"""Letters that are positive in every problem, so that SymPy may write sqrt(r^2) as r."""


def symbols(names: str) -> tuple[Symbol, ...]:
    """Real symbols of those names, `r` a positive one. SymPy takes two symbols with other assumptions for different."""
    return tuple(_letter(name) for name in names.replace(",", " ").split())


def _letter(name: str) -> Symbol:
    return Symbol(name, positive=True) if name in POSITIVE_LETTERS else Symbol(name, real=True)


s, t, w, x, y, z, r, theta, u1, u2, u3, x1, x2, x3, x4 = symbols("s t w x y z r theta u1 u2 u3 x1 x2 x3 x4")

Number = int | Fraction | str
"""An exact number, `"3/2"` as text."""


@final
@dataclass(frozen=True, slots=True)
class _Data:
    inputs: tuple[Symbol, ...]
    nodes: tuple[tuple[str, Formula], ...] = ()
    intervals: tuple[tuple[str, Interval], ...] = ()
    boxes: tuple[tuple[str, tuple[Fraction, Fraction]], ...] = ()
    frame: Frame | None = None
    outputs: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    also: tuple[Ask, ...] = ()
    say: tuple[tuple[str, Formula | str], ...] = ()


@final
class Map:
    """The composition of a problem, written as maps one after the other: `Map(t).then(x=t**2, y=cos(t)).then(f=x*y)`.

    Each step gives a new `Map`. What nothing else uses is an output, unless `outputs` says otherwise.
    """

    def __init__(self, *inputs: Symbol) -> None:
        if not inputs:
            raise AuthorError("A Map needs at least one input: `Map(t)`.")
        self._data = _Data(inputs)

    def then(self, **nodes: Any) -> Map:
        """The next map: a formula for each new symbol, in letters that are known already."""
        told = tuple((name, sympy.S(formula)) for name, formula in nodes.items())
        return self._with(nodes=(*self._data.nodes, *told))

    def on(self, *conditions: str, **intervals: tuple[Any, Any]) -> Map:
        """The domain that the question states: `.on("t > 0")`, or `.on(t=(0, oo))` with open ends. Else all reals."""
        told = [stated(text) for text in conditions]
        told += [(name, Interval(low=_end(low), high=_end(high))) for name, (low, high) in intervals.items()]
        return self._with(intervals=(*self._data.intervals, *told))

    def box(self, **boxes: tuple[Number, Number]) -> Map:
        """Closed rational intervals inside the domain, in which shown numbers lie: `.box(t=("1/2", 2))`."""
        told = tuple((name, (Fraction(low), Fraction(high))) for name, (low, high) in boxes.items())
        return self._with(boxes=(*self._data.boxes, *told))

    def frame(self, h: tuple[Any, ...], names: tuple[str, ...], name: str = "polar") -> Map:
        """An orthogonal frame: its scale factors h, by which one divides, and its unit vectors."""
        return self._with(frame=Frame(name, tuple(from_sympy(sympy.S(factor)) for factor in h), names))

    def outputs(self, *names: str) -> Map:
        """The outputs, in their order."""
        return self._with(outputs=names)

    def ask(self, *asks: Ask) -> Map:
        """What is asked, in the order of the parts; without it the stages of the composition are asked."""
        return self._with(asks=(*self._data.asks, *asks))

    def also(self, *asks: Ask) -> Map:
        """More that is asked, after the usual parts."""
        return self._with(also=(*self._data.also, *asks))

    def say(self, **words: Any) -> Map:
        """More for the text of the question: formulas, which become LaTeX, or words."""
        return self._with(say=(*self._data.say, *words.items()))

    def draft(self) -> Draft:
        """The draft of the problem in gradekit's own trees: the one place where SymPy's formulas are converted."""
        data = self._data
        nodes = tuple(Node(name, from_sympy(formula)) for name, formula in data.nodes)
        inputs = tuple(symbol.name for symbol in data.inputs)
        return drafted(
            Composition(inputs, nodes, data.outputs or self._sinks(), data.frame),
            intervals=dict(data.intervals),
            boxes=dict(data.boxes),
            asks=data.asks,
            also=data.also,
            originals=dict(data.nodes),
            say={name: _said(word) for name, word in data.say},
        )

    def _sinks(self) -> tuple[str, ...]:
        used = {str(symbol) for _, formula in self._data.nodes for symbol in formula.free_symbols}
        return tuple(name for name, _ in self._data.nodes if name not in used)

    def _with(self, **changes: Any) -> Map:
        other = Map(*self._data.inputs)
        other._data = replace(self._data, **changes)
        return other


def _said(word: Any) -> Expr | str:
    return word if isinstance(word, str) else from_sympy(sympy.S(word))


def _end(value: Any) -> Fraction | None:
    if value in (oo, -oo):
        return None
    return Fraction(int(value)) if isinstance(value, Integer) else Fraction(str(value))


def require(condition: object, reason: str) -> None:
    """Reject this draw unless the condition holds; another one is tried."""
    if not condition:
        raise Rejected("author", reason)


def local(rows: str, by: str, **said: Any) -> Ask:
    """Derivatives of nodes by symbols in their own formulas: `local("f", by="x y")` is the row of partials."""
    return Ask(quantity=Local(_names(rows), _names(by)), **said)


def composed(outputs: str, **said: Any) -> Ask:
    """The outputs written in the inputs alone."""
    return Ask(quantity=Composed(_names(outputs)), **said)


def total(outputs: str, by: str, *, substituted: bool = True, **said: Any) -> Ask:
    """Derivatives along all paths: `total("f", by="t")`. With `substituted=False` intermediate letters stay."""
    return Ask(quantity=Total(_names(outputs), _names(by), substituted), **said)


def components(output: str = "f", **said: Any) -> Ask:
    """The components of the gradient along the unit vectors of the frame."""
    return Ask(quantity=Components(output), **said)


def path_count(output: str, start: str, **said: Any) -> Ask:
    """The number of routes from an input to an output."""
    return Ask(quantity=PathCount(output, start), **said)


def at(asked: Ask, point: Mapping[Symbol, Number] | None = None, *, digits: int | None = 4, **said: Any) -> Ask:
    """The value of another quantity at a point of the inputs: `at(total("f", by="t"), {t: 1})`."""
    quantity: Quantity = asked.quantity
    if isinstance(quantity, At | PathCount):
        raise AuthorError("Only a formula has a value at a point.")
    place = {symbol.name: Fraction(value) for symbol, value in (point or {}).items()}
    return Ask(quantity=At(quantity, place), digits=digits, **said)


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())
