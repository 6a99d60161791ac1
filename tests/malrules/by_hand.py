"""Answers worked out by hand, and how they are compared with what a mal-rule predicts."""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from gradekit.authoring import Map
from gradekit.calculus.stages import evaluate
from gradekit.malrules.predict import predict, predictions
from gradekit.model.composition import Composition, Quantity
from gradekit.problems.drafting.parts import Ask
from gradekit.problems.worked import worked_out
from gradekit.syntax.sympy_bridge import to_sympy

Row = tuple[str, tuple[Composition, Quantity], str, Sequence[str | sympy.Expr]]
"""A rule, what is asked, the site, and the entries of the wrong answer."""

LOCALS = {name: sympy.Symbol(name) for name in ("S", "N", "O", "Q", "E1", "C", "beta", "gamma", "zeta", "I1")}


def asked(problem: Map, ask: Ask) -> tuple[Composition, Quantity]:
    """The composition of a problem as an author writes it, and the quantity of its one part."""
    worked = worked_out(problem.ask(ask).draft())
    return worked.draft.composition, worked.parts[0].quantity


def check(rule: str, question: tuple[Composition, Quantity], site: str, by_hand: Sequence[str | sympy.Expr]) -> None:
    """The prediction has the entries found by hand, is wrong, and can be made again."""
    composition, quantity = question
    right = evaluate(quantity, composition)
    found = {(p.rule, p.site): p.value for p in predictions(composition, quantity, right, same_shape=False)}
    assert (rule, site) in found, sorted(place for name, place in found if name == rule)
    at = point(composition)
    ours = [value(to_sympy(entry), at) for entry in found[rule, site]]
    expected = [value(sympy.sympify(entry, LOCALS), at) for entry in by_hand]
    assert len(ours) == len(expected)
    assert all(abs(a - b) <= 1e-14 * max(1, abs(b)) for a, b in zip(ours, expected, strict=True)), (ours, expected)
    assert predict(composition, quantity, rule, site) == found[rule, site]
    if found[rule, site].shape == right.shape:
        truth = [value(to_sympy(entry), at) for entry in right]
        assert any(abs(a - b) > 1e-9 for a, b in zip(ours, truth, strict=True)), "it is not wrong here"


def point(composition: Composition) -> dict[sympy.Symbol, sympy.Expr]:
    """Another value between 0.3 and 1.3 for every letter."""
    names = (*composition.inputs, *(node.name for node in composition.nodes))
    return {sympy.Symbol(name): sympy.Rational(30 + (37 * k + 11) % 97, 97) for k, name in enumerate(names)}


def value(expr: sympy.Expr, at: dict[sympy.Symbol, sympy.Expr]) -> complex:
    return complex(expr.subs(at).evalf(30))
