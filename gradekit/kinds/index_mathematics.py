r"""Formulas with free indices as mathematics: `8*delta(i, k)*x[q]` is 8 \delta_{ik} x_q."""

from __future__ import annotations

from gradekit.kinds.index_language import read_indexed
from gradekit.kinds.sized import sized
from gradekit.kinds.typed import Source
from gradekit.model.problem import Part
from gradekit.syntax.build import rebuild, symbol
from gradekit.syntax.either import read_either
from gradekit.syntax.latex import bracketed, to_latex
from gradekit.syntax.scope import Scope
from gradekit.syntax.tree import Expr

LETTERS = {"delta": r"\delta"}


def mathematics(part: Part, word: str) -> str:
    """The LaTeX of a formula as it is typed, entries and deltas with their indices below."""
    details = sized(part)
    formula = read_indexed(word, details, Source(word, 1, Scope(frozenset()), read_either))
    spoken: dict[str, str] = {}
    entered = _entered(formula, {*LETTERS, *(one.name for one in details.arrays if one.extents)}, spoken)
    return to_latex(entered, spoken)


def _entered(expr: Expr, arrays: set[str], spoken: dict[str, str], *, alone: bool = True) -> Expr:
    """The formula with a symbol for each entry, delta and sum, whose LaTeX `spoken` then holds."""
    if expr.head == "function" and expr.name in arrays:
        return _called(_entry(expr), spoken)
    if expr.head == "function" and expr.name == "sum":
        told = _sum(expr, arrays, spoken)
        return _called(told if alone else bracketed(told), spoken)
    inside = alone and expr.head in ("add", "piecewise")
    args = tuple(
        _entered(arg, arrays, spoken, alone=inside or (alone and expr.head == "multiply" and arg is expr.args[-1]))
        for arg in expr.args
    )
    return rebuild(expr, args) if args else expr


def _called(latex: str, spoken: dict[str, str]) -> Expr:
    spoken[latex] = latex
    return symbol(latex)


def _entry(expr: Expr) -> str:
    r"""`A_{ij}`; indices that are more than a letter or a digit stand apart."""
    places = [to_latex(place) for place in expr.args]
    below = ("" if all(len(place) == 1 for place in places) else ", ").join(places)
    return f"{LETTERS.get(expr.name) or to_latex(symbol(expr.name))}_{{{below}}}"


def _sum(expr: Expr, arrays: set[str], spoken: dict[str, str]) -> str:
    body, *indices = expr.args
    latex = to_latex(_entered(body, arrays, spoken), spoken)
    signs = "".join(rf"\sum_{{{to_latex(index)}}} " for index in indices)
    return signs + (bracketed(latex) if body.head in ("add", "negate") else latex)
