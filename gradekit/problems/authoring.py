"""What a template file imports: `template`, `Map`, the parts one can ask for, and the letters and functions of SymPy.

    @template("total-derivative", group="total derivative", title="...", goal="...", levels=(1, 5))
    def make(g, level):
        a = g.int("a", 2, 5)
        return Map(x).then(u1=a * x**2).then(y=x + u1)

The structure gives the parts, the key, the worked solution, the hints and the misconceptions; only `TEXT` is written.
What is asked takes `form=`, one form or several: `total("f", by="t", form="factored")`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, final

import sympy
from sympy import Expr as Formula
from sympy import Integer, Rational, Symbol, oo

from gradekit.errors import AuthorError
from gradekit.model.composition import (
    At,
    Components,
    Composed,
    Frame,
    Local,
    PathCount,
    Quantity,
    Total,
)
from gradekit.model.domain import Interval
from gradekit.model.quantities import Count, Given
from gradekit.problems.drafting.blocks import Assembly
from gradekit.problems.drafting.draft import Draft, drafted
from gradekit.problems.drafting.draws import Draws
from gradekit.problems.drafting.parts import Ask
from gradekit.problems.questions import asking, question, stating
from gradekit.problems.questions.array_functions import (
    atan,
    cos,
    cosh,
    det,
    diag,
    dot,
    exp,
    inv,
    log,
    mean,
    norm,
    norm2,
    outer,
    relu,
    sigma,
    sin,
    sinh,
    softmax,
    softplus,
    sqrt,
    sum_of,
    tan,
    tanh,
    trace,
)
from gradekit.problems.questions.array_letters import (
    ArrayFormula,
    arrays,
    cross_entropy,
    entries_of,
    half_norm2,
    mean_square,
    placed,
    shape_of,
    tree_of,
)
from gradekit.problems.questions.asking import *  # noqa: F403  every quantity that can be asked for
from gradekit.problems.questions.domains import stated
from gradekit.problems.questions.frames import coordinates
from gradekit.problems.questions.question import *  # noqa: F403  the form for what is no composition
from gradekit.problems.questions.question import Wrong, with_wrong
from gradekit.problems.questions.stating import *  # noqa: F403  parts of further kinds
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import template
from gradekit.syntax.sympy_bridge import from_sympy
from gradekit.syntax.tree import Array, Expr

__all__ = [
    "ArrayFormula",
    "Draws",
    "Formula",
    "Fraction",
    "Map",
    "Rational",
    "Symbol",
    "arrays",
    "at",
    "atan",
    "components",
    "composed",
    "cos",
    "cosh",
    "cross_entropy",
    "det",
    "diag",
    "dot",
    "exp",
    "functions",
    "half_norm2",
    "inv",
    "local",
    "log",
    "mean",
    "mean_square",
    "norm",
    "norm2",
    "oo",
    "outer",
    "path_count",
    "phi",
    "pi",
    "r",
    "relu",
    "require",
    "rho",
    "s",
    "sigma",
    "sin",
    "sinh",
    "softmax",
    "softplus",
    "spherical",
    "sqrt",
    "squared_error",
    "sum_of",
    "symbols",
    "t",
    "tan",
    "tanh",
    "template",
    "theta",
    "total",
    "trace",
    "u",
    "u1",
    "u2",
    "u3",
    "v",
    "w",
    "x",
    "x1",
    "x2",
    "x3",
    "x4",
    "y",
    "z",
]
__all__ += asking.__all__
__all__ += question.__all__
__all__ += stating.__all__

_sp: Any = sympy  # SymPy has no types of its own
pi = _sp.pi

POSITIVE_LETTERS = frozenset({"r", "rho"})
"""Letters that are positive in every problem, so that SymPy may write sqrt(r^2) as r."""


def symbols(names: str) -> Any:
    """Real symbols of those names, one name gives the symbol itself; `r` and `rho` are positive. To SymPy symbols with
    other assumptions are different."""
    told = tuple(map(_letter, names.replace(",", " ").split()))
    return told[0] if len(told) == 1 else told


def _letter(name: str) -> Symbol:
    return Symbol(name, positive=True) if name in POSITIVE_LETTERS else Symbol(name, real=True)


def functions(names: str) -> tuple[Any, ...]:
    """Functions that the question leaves open: `f, g = functions("f g")`, then `f(u)` or `g(x, y)`. In answers their
    derivatives are f', and g_x and g_y."""
    return tuple(_sp.Function(name) for name in _names(names))


s, t, u, v, w, x, y, z, r, rho, theta, phi = symbols("s t u v w x y z r rho theta phi")
u1, u2, u3, x1, x2, x3, x4 = symbols("u1 u2 u3 x1 x2 x3 x4")

Number = int | Fraction | str
"""An exact number, `"3/2"` as text."""


@final
@dataclass(frozen=True, slots=True)
class _Data:
    inputs: tuple[Symbol | ArrayFormula, ...]
    nodes: tuple[tuple[str, Any], ...] = ()
    intervals: tuple[tuple[str, Interval], ...] = ()
    boxes: tuple[tuple[str, tuple[Fraction, Fraction]], ...] = ()
    frame: Frame | None = None
    outputs: tuple[str, ...] = ()
    curve: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    also: tuple[Ask, ...] = ()
    say: tuple[tuple[str, Formula | str], ...] = ()


@final
class Map:
    """The composition of a problem, written as maps one after the other: `Map(t).then(x=t**2, y=cos(t)).then(f=x*y)`.

    Each step gives a new `Map`. What nothing else uses is an output, unless `outputs` says otherwise.
    """

    def __init__(self, *inputs: Symbol | ArrayFormula) -> None:
        if not inputs:
            raise AuthorError("A Map needs at least one input: `Map(t)`.")
        self._data = _Data(inputs)

    def then(self, **nodes: Any) -> Map:
        """The next map: a formula for each new symbol, in letters that are known already; a list gives the entries of
        an array."""
        told = tuple((name, _formula(formula)) for name, formula in nodes.items())
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

    def frame(self, h: tuple[Any, ...] | str, names: tuple[str, ...] = (), name: str = "polar") -> Map:
        """An orthogonal frame: its scale factors h, by which one divides, and its unit vectors; or by name, `polar`,
        `cylindrical`, `spherical`, `spherical-phi`, in the letters of the Map."""
        if isinstance(h, str):
            return self._with(frame=coordinates(h, tuple(letter.name for letter in self._data.inputs)).frame)
        return self._with(frame=Frame(name, tuple(from_sympy(sympy.S(factor)) for factor in h), names))

    def outputs(self, *names: str) -> Map:
        """The outputs, in their order."""
        return self._with(outputs=names)

    def curve(self, *equations: str) -> Map:
        """Nodes that are zero on the curve that the question is about: `Map(x, y).then(F=x**2 + y**2 - 1).curve("F")`.
        Answers about it count as equal when they agree on it."""
        return self._with(curve=equations)

    def ask(self, *asks: Ask | Wrong) -> Map:
        """What is asked, in the order of the parts; without it the stages of the composition are asked."""
        return self._with(asks=(*self._data.asks, *with_wrong(asks)))

    def also(self, *asks: Ask) -> Map:
        """More that is asked, after the usual parts."""
        return self._with(also=(*self._data.also, *asks))

    def say(self, **words: Any) -> Map:
        """More for the text of the question: formulas, which become LaTeX, or words."""
        return self._with(say=(*self._data.say, *words.items()))

    def draft(self) -> Draft:
        """The draft of the problem in gradekit's own trees: the one place where SymPy's formulas are converted."""
        data, assembly, originals = self._data, Assembly(), dict[str, object]()
        for letter in data.inputs:
            assembly.take(letter.name, _shape(letter))
        for name, formula in data.nodes:
            originals |= _entered(assembly, name, formula)
        composition = assembly.composition(data.outputs, data.frame)
        return drafted(
            composition,
            intervals=assembly.each(data.intervals),
            boxes=assembly.each(data.boxes),
            curve=data.curve,
            asks=data.asks,
            also=data.also,
            originals=originals,
            say={name: _said(word) for name, word in data.say},
        )

    def _with(self, **changes: Any) -> Map:
        other = Map(*self._data.inputs)
        other._data = replace(self._data, **changes)
        return other


def _formula(formula: Any) -> Any:
    kept: Any = formula
    return kept if isinstance(formula, ArrayFormula | list | tuple) else sympy.S(kept)


def _shape(letter: Symbol | ArrayFormula) -> tuple[int, ...]:
    if not isinstance(letter, ArrayFormula):
        return ()
    if letter.shape is None:
        raise AuthorError(f'The input `{letter.name}` needs a shape: `arrays("{letter.name}:3")`.')
    return letter.shape


def _entered(assembly: Assembly, name: str, formula: Any) -> dict[str, object]:
    """The node as its author gave it; what is told is the entries that were written in SymPy."""
    if isinstance(formula, ArrayFormula):
        assembly.define(name, formula.tree)
        return {}
    if not isinstance(formula, list | tuple):
        assembly.define(name, from_sympy(formula))
        return {} if name in assembly.arrays else {name: formula}
    entries = entries_of(formula)
    assembly.list(name, Array(shape_of(formula), tuple(map(tree_of, entries))))
    told = zip(assembly.members([name]), entries, strict=True)
    return {member: sympy.S(entry) for member, entry in told if not isinstance(entry, ArrayFormula)}


def _said(word: Any) -> Expr | str:
    return word if isinstance(word, str) else from_sympy(sympy.S(word))


def _end(value: Any) -> Fraction | None:
    if value in (oo, -oo):
        return None
    return Fraction(int(value)) if isinstance(value, Integer) else Fraction(str(value))


def squared_error(g: Draws, error: ArrayFormula, varied: str) -> ArrayFormula:
    """The squared norm with the factor of the course's convention: `half`, `none`, or the `mean` of the squares; where
    the course has none, one of those named in `varied` is drawn as `loss`."""
    return _SQUARES[g.agreed("loss", *varied.split())](error)


_SQUARES = {"half": half_norm2, "none": norm2, "mean": mean_square}


def spherical(g: Draws) -> tuple[Symbol, Symbol, str]:
    """The angle from the z-axis and the one around it in the letters of the course, and the name of the frame."""
    return _ANGLES[g.agreed("angles")]


_ANGLES = {"physics": (theta, phi, "spherical"), "mathematics": (phi, theta, "spherical-phi")}


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


def at(asked: Ask, point: Mapping[Any, Any] | None = None, *, digits: int | None = 4, **said: Any) -> Ask:
    """The value of another quantity at a point of the inputs: `at(total("f", by="t"), {t: 1})`; for an array its
    entries are listed, `{W: [[1, 2], [0, 1]]}`."""
    quantity: Quantity = asked.quantity
    if isinstance(quantity, At | PathCount | Count | Given):
        raise AuthorError("Only a formula has a value at a point.")
    told = (placed(letter.name, value) for letter, value in (point or {}).items())
    place = {name: number for entries in told for name, number in entries.items()}
    said.setdefault("layout", asked.layout)
    return Ask(quantity=At(quantity, place), digits=digits, **said)


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())
