"""Formulas by cases: what is proved, refuted with a witness, and left undecided; and exact values at random points."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "syntax"))

from cases_at_random import ENDS, NoValueError, X, exact_value, joined, number, pairs_of, relations

from gradekit.equality.arrays import decide_entries
from gradekit.equality.decide import decide
from gradekit.equality.stored import Prepared
from gradekit.equality.texts.texts import Equality, assumptions, equal
from gradekit.model.domain import Domain, Interval, Range
from gradekit.model.evidence import Proof, Unsettled, Witness
from gradekit.model.outcome import Outcome
from gradekit.syntax.build import ONE, add, function, multiply, power, subtract
from gradekit.syntax.conditions import TRUE
from gradekit.syntax.tree import Expr


def told(answer: str, expected: str, assumed: str = "") -> Equality:
    return equal(answer, expected, assume=assumptions(assumed.split(";") if assumed else []))


PROVED = [
    # kinks
    ("x if x >= 0 else -x", "abs(x)", ""),
    ("x if x > 0 else -x", "abs(x)", ""),
    ("x if x > 0 else 0", "max(x, 0)", ""),
    ("x if x > 0 else 0", "relu(x)", ""),
    ("x if x > 0 else 0.01 x", "max(x, 0.01 x)", ""),
    ("1 if x > 0 else -1 if x < 0 else 0", "sign(x)", ""),
    ("x^2 if x > 0 else -x^2", "x abs(x)", ""),
    ("t if t < 1 else 2 - t", "1 - abs(1 - t)", ""),
    ("piecewise((x, 0 < x < 1), (1, x >= 1), (0, otherwise))", "min(max(x, 0), 1)", ""),
    ("x^2 if x^2 > 2 else 2", "max(x^2, 2)", ""),
    ("1/x if x > 1 else 1", "1/max(x, 1)", ""),
    ("x if 1/x > 0 else -x", "abs(x)", ""),
    # steps
    ("heaviside(x)", "(1 + sign(x))/2", ""),
    ("x heaviside(x)", "max(x, 0)", ""),
    ("heaviside(x, 1)", "1 if x >= 0 else 0", ""),
    ("heaviside(x) + heaviside(-x)", "1", ""),
    # the same cases, told otherwise
    ("x if x > 1/3 else 1/3", "x if x >= 1/3 else 1/3", ""),
    ("x^2 if x^2 > 2 else 2", "x^2 if x^2 >= 2 else 2", ""),
    ("x if x < 1 else 2 if x < 2 else 3", "3 if x >= 2 else 2 if x >= 1 else x", ""),
    ("0 if x < 0 or x > 1 else x(1 - x)", "x(1 - x) if 0 <= x <= 1 else 0", ""),
    ("2 (x if x > 0 else 0)", "2x if x > 0 else 0", ""),
    ("(x if x > 0 else 0)^2", "x^2 if x > 0 else 0", ""),
    ("(x if x > 0 else 0) (x if x < 0 else 0)", "0", ""),
    ("e^x if x < 0 else 1 + x", "1 + x if x >= 0 else exp(x)", ""),
    ("sin(x)^2 if x > 0 else 1", "1 - cos(x)^2 if x > 0 else 1", ""),
    ("1 if x > 0 else 2", "1", "x:positive"),
    ("1 if x > 3 else x", "x", "0<x<2"),
    ("x if |x| < 1 else 0", "x if -1 < x < 1 else 0", ""),
    ("x if ||x| - 2| > 1 else 0", "0 if 1 <= |x| <= 3 else x", ""),
    ("2 if max(x, 1) < 3 else min(x, 5)", "2 if x < 3 else x if x < 5 else 5", ""),
    ("|x| if |x| >= -3 else -3", "|x|", ""),
    # other boundaries
    ("sin(x) if x > pi else 0", "0 if x <= pi else sin(x)", ""),
    ("sin(x) if x > pi else 0", "sin(x) if x >= pi else 0", ""),
    ("sin(x) if sin(x) >= 0 else -sin(x)", "abs(sin(x))", ""),
    ("x if exp(x) > 1 else x", "x", ""),
    ("x if f'(x) > 0 else x", "x", ""),
    # two letters
    ("x if x > y else y", "max(x, y)", ""),
    ("x if x >= y else y", "x if x > y else y", ""),
    ("0 if x > y else 1 if x = y else 2", "1 - sign(x - y)", ""),
    ("0 if x > y else x if x = y else y", "0 if x > y else y", ""),
    ("0 if x^2 + y^2 < 1 else x", "x if x^2 + y^2 >= 1 else 0", ""),
    ("x if 2x - 2y > 2 else y", "x if x > y + 1 else y", ""),
    ("(x if x > 0 else 0) + (y if y > 0 else 0)", "max(x, 0) + max(y, 0)", ""),
    # where a side has a value
    ("piecewise((x, x > 0), (-x, x < 0))", "abs(x)", ""),
    ("log(x) if x > 0 else 1", "log(x)", ""),
    ("sqrt(x) if x > 0 else sqrt(-x)", "sqrt(abs(x))", ""),
    ("piecewise((sin(x)/x, x != 0), (1, otherwise))", "sin(x)/x", ""),
    ("x if log(x) > 0 else x", "x", "x:positive"),
]


@pytest.mark.parametrize(("answer", "expected", "assumed"), PROVED, ids=[f"{r[0]} ? {r[1]}" for r in PROVED])
def test_proved(answer: str, expected: str, assumed: str) -> None:
    found = told(answer, expected, assumed)
    assert found.outcome is Outcome.PROVED, found
    assert isinstance(found.evidence, Proof)


DIFFERENT = [
    # answer, expected, assumed, the witness where there is but one
    ("x if x > 0 else -x", "x", "", None),
    ("x if x < 10^6 else 0", "x", "", None),
    ("x", "x if x < 10^6 else 0", "", None),
    ("1 if 0.4999 < t < 0.5001 else t", "t", "0<t<1", None),
    ("t", "1 if 0.4999 < t < 0.5001 else t", "0<t<1", None),
    ("t if t^2 > 2 or t^2 < 1.9999999 else 1", "t", "0<t<3", None),
    ("x if x > 0 else 0", "x if x > 10^(-9) else 0", "", None),
    ("sin(x) if x > pi else 0", "sin(x) if x >= 22/7 else 0", "", None),
    ("y if 100 < x < 100.001 else x", "x", "", None),
    ("0 if x > y else 1 if x = y else 2", "0 if x > y else 2", "", None),
    ("1 if max(x, 0) <= 0 else 0", "0", "", None),
    # at a single point
    ("1 if x > 1/3 else 0", "1 if x >= 1/3 else 0", "", "1/3"),
    ("1 if x > 0 else -1", "sign(x)", "", "0"),
    ("0 if x = 2/7 else x", "x", "", "2/7"),
    ("piecewise((sin(x)/x, x != 0), (2, true))", "piecewise((sin(x)/x, x != 0), (1, true))", "", "0"),
    ("heaviside(x)", "1 if x >= 0 else 0", "", "0"),
    ("1 if x >= 0 else sqrt(-x)", "sqrt(-x)", "", "0"),
    ("1 if x >= 1 else x", "0 if x >= 1 else x", "0<x<=1", "1"),
    # without a value on an interval
    ("piecewise((x, x > 0))", "x", "", None),
    ("x if log(x) > 0 else x", "x", "", None),
    ("piecewise((x, x < 1), (x, x > 1.0001))", "x", "", None),
    # integers
    ("n if n < 70 else 0", "n", "n:integer", None),
    ("0 if n = 70 else n", "n", "n:integer", "70"),
]


@pytest.mark.parametrize(
    ("answer", "expected", "assumed", "at"), DIFFERENT, ids=[f"{r[0]} ? {r[1]}" for r in DIFFERENT]
)
def test_different_with_a_witness(answer: str, expected: str, assumed: str, at: str | None) -> None:
    found = told(answer, expected, assumed)
    assert found.outcome is Outcome.DIFFERENT, found
    assert isinstance(found.evidence, Witness)
    assert at is None or list(found.evidence.point.values()) == [at]


UNDECIDED = [
    # true or false, but not seen and not proved: never agreed
    ("1 if x^2 + y^2 <= 0 else 0", "0"),
    ("1 if sin(x) >= 1 else 0", "0"),
    ("0 if 0.9999999 < sin(x) + cos(3y) < 0.99999991 else x", "x"),
    ("x if floor(x) > -1000000 else 0", "x"),
    ("1 if exp(x) = x + 1 else 0", "0"),
]


@pytest.mark.parametrize(("answer", "expected"), UNDECIDED, ids=[f"{r[0]} ? {r[1]}" for r in UNDECIDED])
def test_what_is_neither_seen_nor_proved_stays_undecided(answer: str, expected: str) -> None:
    found = told(answer, expected)
    assert found.outcome in (Outcome.UNDECIDED, Outcome.DIFFERENT), found
    if found.outcome is Outcome.UNDECIDED:
        assert isinstance(found.evidence, Unsettled)


def test_a_difference_at_an_end_of_the_domain_counts_only_where_the_end_belongs_to_it() -> None:
    at_one = ("1 if x >= 1 else x", "2 if x >= 1 else x")
    assert told(*at_one, "0<x<1").outcome is Outcome.PROVED
    assert told(*at_one, "0<x<=1").outcome is Outcome.DIFFERENT


def test_cancelled_factors_are_told_only_where_their_case_holds() -> None:
    found = told("(x - 1)(x + 1)/(x - 1) if x > 0 else x + 1", "x + 1")
    assert isinstance(found.evidence, Proof)
    assert found.evidence.removed == ("x - 1",)
    found = told("(x - 1)(x + 1)/(x - 1) if x < 0 else x + 1", "x + 1")
    assert isinstance(found.evidence, Proof)
    assert found.evidence.removed == ()


def test_a_key_that_was_stored_decides_the_same() -> None:
    key = Expr("piecewise", (X, Expr("relation", (X, number(0)), ">"), number(0), TRUE))
    prepared = Prepared([key, multiply(number(2), key)], Domain())
    answers = [function("Max", X, number(0)), add(key, key)]
    assert [d.outcome for d in prepared.decide(answers)] == [Outcome.PROVED, Outcome.PROVED]
    assert [d.outcome for d in prepared.decide([X, X])] == [Outcome.DIFFERENT, Outcome.DIFFERENT]
    assert [d.outcome for d in decide_entries(answers, [key, multiply(number(2), key)], Domain())] == [
        Outcome.PROVED
    ] * 2


LINES = st.builds(
    lambda a, b, kind: add(multiply(number(a), kind), number(b)),
    st.integers(-2, 2),
    st.integers(-2, 2),
    st.sampled_from([X, X, power(X, 2), function("Abs", X), function("Max", X, ONE)]),
)
SOME = joined(relations(st.sampled_from([X, X, power(X, 2), subtract(power(X, 2), X)]), ENDS.map(number)))
BY_CASES = pairs_of(LINES, SOME)
GRID = [Fraction(n, 12) for n in range(-60, 61)] + [Fraction(n, 7) for n in range(-20, 21)]
DOMAINS = st.sampled_from([Interval(), Interval(low=Fraction(0)), Interval(Fraction(-1), Fraction(2), False, False)])


def values(expr: Expr, at: Fraction) -> Fraction | None:
    try:
        return exact_value(expr, {"x": at})
    except NoValueError:
        return None


def isolated(expr: Expr, at: Fraction, interval: Interval) -> bool:
    """Whether there is a value close by on every side that belongs to the domain."""
    beside = (at - Fraction(1, 10**6), at + Fraction(1, 10**6))
    return all(values(expr, near) is not None for near in beside if interval.holds(near))


def check(answer: Expr, expected: Expr, interval: Interval) -> Outcome:
    """The decision, held against exact values."""
    decision = decide(answer, expected, Domain((Range("x", interval),)))
    if decision.outcome in (Outcome.PROVED, Outcome.AGREED):
        for at in GRID:
            wanted = values(expected, at) if interval.holds(at) else None
            found = values(answer, at)
            assert wanted is None or found == wanted or (found is None and isolated(answer, at, interval)), (
                at,
                decision,
            )
    elif isinstance(decision.evidence, Witness):
        at = Fraction(decision.evidence.point.get("x", "0"))
        assert interval.holds(at)
        assert values(expected, at) is not None
        assert values(answer, at) != values(expected, at)
    return decision.outcome


@settings(max_examples=250, deadline=None)
@given(BY_CASES, BY_CASES, DOMAINS)
def test_no_verdict_contradicts_exact_values(answer: Expr, expected: Expr, interval: Interval) -> None:
    check(answer, expected, interval)


@settings(max_examples=200, deadline=None)
@given(BY_CASES, BY_CASES, DOMAINS, st.sampled_from([ONE, X]), st.booleans())
def test_one_changed_case_is_never_overlooked(
    expected: Expr, other: Expr, interval: Interval, change: Expr, swapped: bool
) -> None:
    args = list(expected.args)
    args[0] = add(args[0], change)
    changed = Expr("piecewise", tuple(args))
    outcome = check(*((expected, changed) if swapped else (changed, expected)), interval)
    assert outcome in (Outcome.DIFFERENT, Outcome.PROVED, Outcome.UNDECIDED)
    check(add(changed, other), add(expected, other), interval)


def as_kinks(expr: Expr, low: Fraction) -> Expr:
    """max(e, low) written as cases."""
    return Expr("piecewise", (expr, Expr("relation", (expr, number(low)), ">="), number(low), TRUE))


@settings(max_examples=150, deadline=None)
@given(LINES, ENDS, DOMAINS)
def test_cases_that_are_a_maximum_are_proved(expr: Expr, low: Fraction, interval: Interval) -> None:
    outcome = check(as_kinks(expr, low), function("Max", expr, number(low)), interval)
    assert outcome is Outcome.PROVED


@settings(max_examples=150, deadline=None)
@given(BY_CASES, DOMAINS)
def test_cases_in_another_order_with_opposite_conditions_are_proved(expr: Expr, interval: Interval) -> None:
    args, rest = expr.args, expr.args[2:]
    if len(rest) < 2:
        return
    inner = Expr("piecewise", rest)
    turned = Expr("piecewise", (inner, Expr("logic", (args[1],), "not"), args[0], TRUE))
    outcome = check(turned, expr, interval)
    # Where the key has no value anywhere there is nothing to compare.
    assert outcome is Outcome.PROVED or all(values(expr, at) is None for at in GRID if interval.holds(at))


@pytest.mark.parametrize("point", ["-0.5", "0.3", "2.5"])
def test_values_of_cases_are_those_of_mpmath(point: str) -> None:
    from gradekit.equality.points.values import decimal_at, values_at

    found = equal("sin(x) if x < 0 else exp(x) if x < 1 else log(x)", "0").answer.entries[0]
    assert found is not None
    v = mpmath.mpf(point)
    wanted = mpmath.sin(v) if v < 0 else mpmath.exp(v) if v < 1 else mpmath.log(v)
    at = {"x": Fraction(point)}
    assert values_at([found], at)[0] == pytest.approx((float(wanted), 0.0), rel=1e-15)
    assert decimal_at(found, at, 6) == mpmath.nstr(wanted, 6)


@pytest.mark.parametrize(
    ("answer", "expected", "outcome"),
    [
        ("Heaviside(0*(pi-e)*t)+x", "x+1/2", Outcome.UNDECIDED),
        ("Heaviside(0*(pi-e)*t)+x", "x+1/3", Outcome.DIFFERENT),
        ("Heaviside(0*log(t))+x", "x", Outcome.DIFFERENT),
    ],
)
def test_a_comparison_of_what_cancels_is_no_fault(answer: str, expected: str, outcome: Outcome) -> None:
    assert equal(answer, expected).outcome is outcome
