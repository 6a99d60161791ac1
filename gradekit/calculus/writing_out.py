"""An expression in any letters of a composition, written in the inputs alone."""

from __future__ import annotations

from gradekit.calculus.graph import closed_forms
from gradekit.model.composition import Composition
from gradekit.syntax.build import substitute
from gradekit.syntax.tree import Expr


def written_out(expr: Expr, composition: Composition) -> Expr:
    """The expression with every intermediate replaced by its formula in the inputs.

    >>> from gradekit.model.composition import Node
    >>> from gradekit.syntax.build import multiply, sin, symbol
    >>> square = Composition(("t",), (Node("x", multiply(symbol("t"), symbol("t"))),), ("x",))
    >>> written_out(sin(symbol("x")), square) == sin(multiply(symbol("t"), symbol("t")))
    True
    """
    return substitute(expr, closed_forms(composition, {}))
