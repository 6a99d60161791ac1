"""What an author asks for beyond first derivatives, one function a quantity; `gradekit.authoring` passes them on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal

from gradekit.calculus.traces import evaluation_graph
from gradekit.errors import AuthorError
from gradekit.model.quantities import (
    Adjoints,
    Ascent,
    Cartesian,
    Descent,
    Determinant,
    Directional,
    Divergence,
    Implicit,
    Inverse,
    Laplacian,
    Multiplications,
    Operations,
    Passes,
    Product,
    Second,
    Tangents,
    UnitVectors,
)
from gradekit.problems.drafting.parts import Ask
from gradekit.syntax.build import ZERO, add, number
from gradekit.syntax.tree import Expr

__all__ = [
    "adjoints",
    "ascent",
    "cartesian",
    "descent",
    "directional",
    "divergence",
    "hessian",
    "implicit",
    "jacobian_det",
    "jacobian_inverse",
    "jvp",
    "laplacian",
    "multiplications",
    "operations",
    "passes",
    "second",
    "steps_of",
    "tangents",
    "unit_vectors",
    "vjp",
]

ORDERS: dict[str, Literal["forward", "reverse", "best"]] = {
    "forward": "forward",
    "reverse": "reverse",
    "best": "best",
}

Vector = Sequence[Any]
"""Numbers, or formulas of SymPy without letters."""


def second(output: str, by: str, *, term: str = "all", **said: Any) -> Ask:
    """A second derivative along all routes: `second("f", by="t")`, mixed `second("f", by="s t")`.

    `term="quadratic"` and `term="linear"` ask for the summands of the chain rule: those with products of first
    derivatives, and those with second derivatives of intermediates.
    """
    names = _names(by)
    if len(names) > 2 or term not in ("all", "quadratic", "linear"):
        raise AuthorError(f"`second` needs one or two letters and all, quadratic or linear; got `{by}`, `{term}`.")
    quantity = Second(output, names[:1], names[-1:], "all")
    if term != "all":
        quantity = Second(output, names[:1], names[-1:], "quadratic" if term == "quadratic" else "linear")
    return Ask(quantity=quantity, **said)


def hessian(output: str, by: str, *, local: bool = False, **said: Any) -> Ask:
    """The matrix of second derivatives: `hessian("f", by="x y")`; `local` by the letters of the formula of f itself."""
    return Ask(quantity=Second(output, _names(by), _names(by), local=local), **said)


def implicit(unknowns: str, by: str, *, of: str = "F", order: int = 1, **said: Any) -> Ask:
    """Derivatives of what the equations `of` = 0 define: `implicit("y", by="x")`, the second with `order=2`; for two
    equations `implicit("u v", by="x y", of="F G")`."""
    if order not in (1, 2):
        raise AuthorError(f"`implicit` has the orders 1 and 2; got {order}.")
    return Ask(quantity=Implicit(_names(of), _names(unknowns), _names(by), 1 if order == 1 else 2), **said)


def jacobian_det(outputs: str, by: str, *, absolute: bool = False, inverse: bool = False, **said: Any) -> Ask:
    """The determinant of a Jacobian: `jacobian_det("x y", by="r theta")`; its absolute value, or that of the inverse
    map."""
    return Ask(quantity=Determinant(_names(outputs), _names(by), absolute, inverse), **said)


def jacobian_inverse(outputs: str, by: str, **said: Any) -> Ask:
    """The Jacobian of the inverse map: `jacobian_inverse("x y", by="r theta")` has the rows r, theta."""
    return Ask(quantity=Inverse(_names(outputs), _names(by)), **said)


def jvp(outputs: str, by: str, vector: Vector, **said: Any) -> Ask:
    """The Jacobian times a vector, a column: `jvp("y1 y2", by="x1 x2", vector=(1, -2))`."""
    return Ask(quantity=Product(_names(outputs), _names(by), _vector(vector)), **said)


def vjp(outputs: str, by: str, vector: Vector, **said: Any) -> Ask:
    """A vector times the Jacobian, a row: `vjp("y1 y2", by="x1 x2", vector=(1, -2))`."""
    return Ask(quantity=Product(_names(outputs), _names(by), _vector(vector), left=True), **said)


def directional(output: str, by: str, vector: Vector, **said: Any) -> Ask:
    """The derivative in the direction of a vector, per length: `directional("f", by="x y", vector=(3, 4))`."""
    told = _vector(vector)
    if all(entry == ZERO for entry in told):
        raise AuthorError("The vector 0 has no direction.")
    return Ask(quantity=Directional(output, _names(by), told), **said)


def ascent(output: str, by: str, **said: Any) -> Ask:
    """The direction of steepest ascent as a unit vector: `at(ascent("f", by="x y"), {x: 1, y: 2})`."""
    return Ask(quantity=Ascent(output, _names(by)), **said)


def descent(output: str, by: str, rate: Any, **said: Any) -> Ask:
    """The inputs after one step of gradient descent: `descent("C", by="w b", rate="1/10")`."""
    return Ask(quantity=Descent(output, _names(by), _vector([rate])[0]), **said)


def unit_vectors(position: str, along: str, *, back: bool = False, **said: Any) -> Ask:
    """Unit vectors of the frame in cartesian components: `unit_vectors("x y", along="r theta")`; with `back` the
    cartesian ones in the frame."""
    return Ask(quantity=UnitVectors(_names(position), _names(along), back), **said)


def cartesian(output: str, position: str, **said: Any) -> Ask:
    """f_x and f_y of a function of r and theta: `cartesian("f", position="x y")`."""
    return Ask(quantity=Cartesian(output, _names(position)), **said)


def laplacian(output: str = "f", *, terms: bool = False, **said: Any) -> Ask:
    """The Laplacian in the frame of the Map, cartesian where it has none; with `terms` its summands."""
    return Ask(quantity=Laplacian(output, terms), **said)


def divergence(components: str, **said: Any) -> Ask:
    """The divergence of a field with these components along the unit vectors: `divergence("F1 F2")`."""
    return Ask(quantity=Divergence(_names(components)), **said)


def tangents(nodes: str, seed: Vector = (1,), *, substituted: bool = False, **said: Any) -> Ask:
    """The forward trace of the nodes: `tangents("v1 v2 f", seed=(1, 0))`, a tangent for each input."""
    return Ask(quantity=Tangents(_names(nodes), _vector(seed), substituted), **said)


def adjoints(output: str, nodes: str, *, substituted: bool = False, **said: Any) -> Ask:
    """The reverse trace: the adjoint of each symbol, `adjoints("f", nodes="v3 v2 v1 x")`."""
    return Ask(quantity=Adjoints(output, _names(nodes), substituted), **said)


def multiplications(sizes: Sequence[int], order: str, **said: Any) -> Ask:
    """Multiplications of a chain of Jacobians, sizes from the inputs to the outputs: `order` is forward, reverse or
    best."""
    if order not in ORDERS:
        raise AuthorError(f"The order of a chain is forward, reverse or best; got `{order}`.")
    return Ask(quantity=Multiplications(tuple(sizes), ORDERS[order]), **said)


def operations(output: str, *, reverse: bool = False, **said: Any) -> Ask:
    """The operations of one evaluation, or those by which the reverse trace puts derivatives together."""
    return Ask(quantity=Operations(output, "reverse" if reverse else "function"), **said)


def passes(outputs: str, by: str, mode: str, **said: Any) -> Ask:
    """The passes that the whole Jacobian takes in forward or reverse mode."""
    return Ask(quantity=Passes(_names(outputs), _names(by), "forward" if mode == "forward" else "reverse"), **said)


def steps_of(formula: Any, output: str = "f") -> dict[str, Any]:
    """The evaluation graph of a formula of SymPy, one operation a node: `Map(x).then(**steps_of(sqrt(x**2 + 1)))`."""
    from sympy import Symbol

    from gradekit.syntax.sympy_bridge import from_sympy, to_sympy  # a bank uses this module too, and is listed without

    letters = {letter.name: letter for letter in formula.free_symbols}
    nodes = evaluation_graph(from_sympy(formula), output=output)
    letters |= {node.name: Symbol(node.name, real=True) for node in nodes}
    return {node.name: to_sympy(node.expr, letters) for node in nodes}


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _vector(vector: Vector) -> tuple[Expr, ...]:
    told = tuple(_exact(entry) for entry in vector)
    if not told:
        raise AuthorError("A vector needs entries.")
    return told


def _exact(entry: Any) -> Expr:
    if isinstance(entry, str | int | Fraction):
        return add(number(Fraction(entry)))
    from gradekit.syntax.sympy_bridge import from_sympy

    formula = from_sympy(entry)
    if getattr(entry, "free_symbols", None):
        raise AuthorError(f"The entries of a vector are numbers; `{entry}` has letters.")
    return formula
