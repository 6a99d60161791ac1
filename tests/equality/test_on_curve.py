"""Equality on a curve: proofs, refutations at points of the curve, and what is left undecided."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.equality.decide import decide
from gradekit.equality.on_curve import decide_on_curve
from gradekit.equality.points.curve_points import places, solved
from gradekit.equality.proof.linear import line, solved_for
from gradekit.model.domain import POSITIVE, Domain, Interval, Range
from gradekit.model.evidence import Proof, Unsettled, Witness
from gradekit.model.outcome import Outcome
from gradekit.syntax.build import add, multiply
from gradekit.syntax.limits import Limits
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.tree import Expr

LETTERS = frozenset({"u", "v", "x", "y", "z"})
PROVED, DIFFERENT, UNDECIDED = Outcome.PROVED, Outcome.DIFFERENT, Outcome.UNDECIDED

Y = {"y": POSITIVE}
XY = {"x": POSITIVE, "y": POSITIVE}


def read(text: str) -> Expr:
    value = read_python(text, Scope(symbols=LETTERS, limits=Limits())).value
    assert isinstance(value, Expr)
    return value


def curve(*relations: str, **ranges: Interval) -> Domain:
    told = tuple(Range(name, interval) for name, interval in ranges.items())
    return Domain(told, relations=tuple(map(read, relations)))


CIRCLE, FOLIUM, ROOTS = "x**2 + y**2 - 1", "x**3 + y**3 - 3*x*y", "sqrt(x) + sqrt(y) - 1"
MIXED, CUBIC, SPHERE = "x**2*y + exp(y) - 3 - x", "y**2 - x**3 - x", "x**2 + y**2 + z**2 - 9"
SQUARE = ("x - u**2 + v**2", "y - 2*u*v")

PAIRS = [
    # relations         ranges  answer                        expected                                 outcome
    ((CIRCLE,), {}, "-x/y", "-x*y/(1 - x**2)", PROVED),
    ((CIRCLE,), {}, "-x/y", "x/y", DIFFERENT),
    ((CIRCLE,), {}, "-x/y", "-y/x", DIFFERENT),
    ((CIRCLE,), Y, "-x/sqrt(1 - x**2)", "-x/y", PROVED),
    ((CIRCLE,), {"y": Interval(high=Fraction(0))}, "x/sqrt(1 - x**2)", "-x/y", PROVED),
    ((CIRCLE,), {}, "-x/sqrt(1 - x**2)", "-x/y", DIFFERENT),
    ((CIRCLE,), {}, "-1/y**3", "-(x**2 + y**2)/y**3", PROVED),
    ((CIRCLE,), {}, "-1/y**3", "-1/y**2", DIFFERENT),
    ((FOLIUM,), {}, "(y - x**2)/(y**2 - x)", "(y**3 - 2*x*y)/(x*y**2 - x**2)", PROVED),
    ((FOLIUM,), {}, "(y - x**2)/(y**2 - x)", "(y - x**2)/(y**2 + x)", DIFFERENT),
    ((FOLIUM,), {}, "-2*x*y/(y**2 - x)**3",
     "-(2*x + 2*y*((y - x**2)/(y**2 - x))**2 - 2*(y - x**2)/(y**2 - x))/(y**2 - x)", PROVED),
    ((MIXED,), {}, "(1 - 2*x*y)/(x**2 + exp(y))", "(1 - 2*x*y)/(x**2 + 3 + x - x**2*y)", PROVED),
    ((MIXED,), {}, "(1 - 2*x*y)/(x**2 + exp(y))", "(1 - 2*x*y)/(x**2 + 3 - x - x**2*y)", DIFFERENT),
    ((ROOTS,), XY, "-sqrt(y)/sqrt(x)", "-(1 - sqrt(x))/sqrt(x)", PROVED),
    ((ROOTS,), XY, "-sqrt(y/x)", "1 - 1/sqrt(x)", PROVED),
    ((ROOTS,), XY, "-sqrt(y/x)", "1 + 1/sqrt(x)", DIFFERENT),
    ((CUBIC,), {}, "(3*x**2 + 1)/(2*y)", "(3*x**2 + 1)*y/(2*x*(x**2 + 1))", PROVED),
    (("sin(x*y) - x",), {}, "cos(x*y)**2", "1 - x**2", PROVED),
    (("sin(x*y) - x",), {}, "cos(x*y)", "sqrt(1 - x**2)", DIFFERENT),
    (("log(x) + x*y - y**2",), {"x": POSITIVE}, "-(1/x + y)/(x - 2*y)", "-(1 + y**2 - log(x))/(x**2 - 2*x*y)", PROVED),
    ((SPHERE,), {}, "-x/z", "-x*z/(9 - x**2 - y**2)", PROVED),
    ((SPHERE,), {}, "-x/z", "-y/z", DIFFERENT),
    (SQUARE, {}, "u/(2*(u**2 + v**2))", "u/(2*sqrt(x**2 + y**2))", PROVED),
    (SQUARE, {}, "u/(2*(u**2 + v**2))", "u/(2*x)", DIFFERENT),
    (("x*u + y*v - 1", "x*v + y*u**2 - 2"), {}, "u", "(1 - y*v)/x", PROVED),
    # u = x - v is positive in the domain, though not for all x and v
    (("x - u - v",), {"u": POSITIVE}, "sqrt(u**2)", "x - v", PROVED),
    (("x - u - v",), {"u": POSITIVE}, "sqrt(u**2)", "x + v", DIFFERENT),
    # defined on a small part of the curve only
    ((CIRCLE,), {}, "x**2*sqrt(x - 1/2)/sqrt(x - 1/2)", "1 - y**2", DIFFERENT),
    ((CIRCLE,), {}, "sqrt(x)**2", "x", DIFFERENT),
    (("y - 2",), {}, "exp(y*log(x))", "x**y", DIFFERENT),
    # a coefficient that vanishes on a branch of the curve
    (("x*y",), {}, "x", "0", DIFFERENT),
    (("x*y",), Y, "x", "0", PROVED),
    (("x*(y - 1)",), {}, "x*(y - 1)/(y - 1)", "x", UNDECIDED),
    (("z*x - y*z**2",), {}, "x", "y*z", UNDECIDED),
    (("z*x - y*z**2",), {"z": POSITIVE}, "x", "y*z", PROVED),
    # a curve inside the set that a general proof leaves out
    (("y - x",), {}, "sign(x)**2", "1", UNDECIDED),
    (("x*y",), {}, "sqrt(x**2*(x - 1)) + abs(x - 1)", "sqrt(x**2*(x - 1)) + x - 1", DIFFERENT),
    (("y - 3*z",), {}, "abs(x)**y", "x**y", UNDECIDED),
    # no proof is known: the answer stays open, it is not different
    (("log(x) + x*y - y**2",), {"x": POSITIVE}, "exp(y**2 - x*y)", "x", UNDECIDED),
    # no point of the curve in the domain, and none that can be certified
    (("x**2 + y**2 + 1",), {}, "x", "y", UNDECIDED),
    (("x**2 + y**2 - 1", "x**2 - y**2 - exp(x*y)"), {}, "x", "y", UNDECIDED),
    # an answer that has no value on the curve
    ((CIRCLE,), {}, "sqrt(x**2 + y**2 - 2)", "x", DIFFERENT),
]  # fmt: skip


@pytest.mark.parametrize(("relations", "ranges", "answer", "expected", "outcome"), PAIRS)
def test_pairs(
    relations: tuple[str, ...], ranges: dict[str, Interval], answer: str, expected: str, outcome: Outcome
) -> None:
    decision = decide_on_curve(read(answer), read(expected), curve(*relations, **ranges))
    assert decision.outcome is outcome, decision
    kinds = {PROVED: Proof, DIFFERENT: Witness, UNDECIDED: Unsettled}
    assert isinstance(decision.evidence, kinds[outcome])


@pytest.mark.parametrize(("relations", "ranges", "answer", "expected", "outcome"), PAIRS)
def test_off_the_curve_nothing_but_the_formulas_counts(
    relations: tuple[str, ...], ranges: dict[str, Interval], answer: str, expected: str, outcome: Outcome
) -> None:
    """What is proved on the curve is no identity, so the relations were needed; without them it is decided as ever."""
    plain = Domain(tuple(Range(name, interval) for name, interval in ranges.items()))
    without = decide_on_curve(read(answer), read(expected), plain)
    assert without.outcome is decide(read(answer), read(expected), plain).outcome
    if outcome is PROVED:
        assert without.outcome is not PROVED


def test_a_witness_lies_on_the_curve_and_tells_both_values() -> None:
    decision = decide_on_curve(read("x/y"), read("-x/y"), curve(FOLIUM))
    witness = decision.evidence
    assert isinstance(witness, Witness)
    x, y = (mpmath.mpf(witness.point[name]) for name in ("x", "y"))
    assert abs(x**3 + y**3 - 3 * x * y) < 1e-7
    assert abs(mpmath.mpf(witness.answer) - x / y) < 1e-7
    assert abs(mpmath.mpf(witness.expected) + x / y) < 1e-7


ENCLOSED = [
    (("x**2 + y**2 - 1",), lambda x, y: x**2 + y**2 - 1),
    ((FOLIUM,), lambda x, y: x**3 + y**3 - 3 * x * y),
    ((MIXED,), lambda x, y: x**2 * y + mpmath.exp(y) - 3 - x),
    ((ROOTS,), lambda x, y: mpmath.sqrt(x) + mpmath.sqrt(y) - 1),
]


@pytest.mark.parametrize(("relations", "zero"), ENCLOSED)
def test_points_are_points_of_the_curve_in_the_domain(
    relations: tuple[str, ...], zero: Callable[[Any, Any], Any]
) -> None:
    domain = curve(*relations, x=POSITIVE, y=POSITIVE)
    found = [place for place, _ in zip(places(domain.relations or (), domain, ["x", "y"]), range(6), strict=False)]
    assert len(found) == 6
    with mpmath.workdps(40):
        for place in found:
            x, y = (mpmath.mpf(place[name].mid().str(40, radius=False)) for name in ("x", "y"))
            assert x > 0
            assert y > 0
            assert abs(zero(x, y)) < 1e-20


POLYNOMIALS = st.lists(st.integers(-3, 3), min_size=4, max_size=4).map(
    lambda c: read(f"({c[0]}) + ({c[1]})*x + ({c[2]})*x*y + ({c[3]})*y**2")
)


@settings(max_examples=40, deadline=None)
@given(formula=POLYNOMIALS, factor=POLYNOMIALS, relation=st.sampled_from([CIRCLE, FOLIUM, CUBIC]))
def test_a_multiple_of_the_relation_changes_nothing(formula: Expr, factor: Expr, relation: str) -> None:
    answer = add(formula, multiply(factor, read(relation)))
    assert decide_on_curve(answer, formula, curve(relation)).outcome is PROVED


@settings(max_examples=40, deadline=None)
@given(one=POLYNOMIALS, other=POLYNOMIALS)
def test_polynomials_of_low_degree_are_equal_on_the_folium_only_if_they_are_equal(one: Expr, other: Expr) -> None:
    """The folium is an irreducible cubic, so no quadratic polynomial but 0 vanishes on it."""
    alone = decide(one, other).outcome
    assert decide_on_curve(one, other, curve(FOLIUM)).outcome is alone


LINES = [
    ("2*x*y - 3", "x", ("2*y", "-3")),
    ("(x + y)*z", "x", ("z", "y*z")),
    ("-(x - y)/2", "x", ("-1/2", "y/2")),
    ("y", "x", ("0", "y")),
    ("x**2", "x", None),
    ("x*(x + 1)", "x", None),
    ("1/x", "x", None),
    ("sin(x)", "x", None),
    ("x + exp(x)", "x", None),
]


@pytest.mark.parametrize(("formula", "name", "expected"), LINES)
def test_what_is_linear_in_a_letter(formula: str, name: str, expected: tuple[str, str] | None) -> None:
    found = line(read(formula), name)
    assert (found is None) == (expected is None)
    for ours, theirs in zip(found or (), expected or (), strict=True):
        assert decide(ours, read(theirs)).outcome is PROVED


def test_relations_are_solved_one_after_the_other() -> None:
    found = solved([read(relation) for relation in SQUARE])
    assert set(found.formulas) == {"x", "y"}
    assert not found.left
    chained = solved([read("x - y**2"), read("y - u*v")])
    assert decide(chained.formulas["x"], read("(u*v)**2")).outcome is PROVED
    assert solved([read(CIRCLE)]).left == (read(CIRCLE),)
    assert solved_for(read("x*y - x - 1"), ["x", "y"]) is not None
