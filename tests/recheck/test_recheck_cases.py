"""Proofs of formulas with cases, confirmed cell by cell and boundary by boundary; altered cells are refused."""

from __future__ import annotations

import copy
import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "equality"))
sys.path.insert(0, str(Path(__file__).parents[1] / "syntax"))

from cases_at_random import ENDS, X, joined, number, pairs_of, relations

from gradekit.equality.decide import decide
from gradekit.equality.texts.texts import assumptions, equal
from gradekit.model.answer import Value
from gradekit.model.codec import encode
from gradekit.model.domain import Domain, Interval, Range
from gradekit.model.equality import Equality
from gradekit.model.outcome import Outcome
from gradekit.recheck.cuts import cuts_along, polynomial_in
from gradekit.recheck.records import recheck_text
from gradekit.recheck.result import Recheck
from gradekit.recheck.sturm import zeros
from gradekit.recheck.values import Located
from gradekit.syntax.build import add, function, multiply, power, subtract
from gradekit.syntax.conditions import TRUE
from gradekit.syntax.names import FUNCTIONS
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr

PROVED = [
    ("x if x > 0 else -x", "abs(x)", ""),
    ("piecewise((x, 0 < x < 1), (1, x >= 1), (0, otherwise))", "min(max(x, 0), 1)", ""),
    ("x^2 if x^2 > 2 else 2", "max(x^2, 2)", ""),
    ("x if 1/x > 0 else -x", "abs(x)", ""),
    ("heaviside(x)", "(1 + sign(x))/2", ""),
    ("heaviside(x) + heaviside(-x)", "1", ""),
    ("sin(x)^2 if x > 1/3 else 1", "1 - cos(x)^2 if x > 1/3 else 1", ""),
    ("0 if x < 0 or x > 1 else x(1 - x)", "x(1 - x) if 0 <= x <= 1 else 0", ""),
    ("x if ||x| - 2| > 1 else 0", "0 if 1 <= |x| <= 3 else x", ""),
    ("1 if x > 3 else x", "x", "0<x<2"),
    ("1 if x >= 1 else x", "2 if x >= 1 else x", "0<x<1"),
    ("n if n > 2 else 2", "max(n, 2)", "n:integer"),
    ("log(x) if x > 0 else 1", "log(x)", ""),
    ("piecewise((sin(x)/x, x != 0), (1, otherwise))", "sin(x)/x", ""),
    ("(x - 1)(x + 1)/(x - 1) if x > 0 else x + 1", "x + 1", ""),
    # where the conditions are not rational in one letter
    ("sin(x) if x > pi else 0", "0 if x <= pi else sin(x)", ""),
    ("x^2 if x > sqrt(2) else 2", "max(x, sqrt(2))^2", "x:positive"),
    ("sin(x) if sin(x) >= 0 else -sin(x)", "abs(sin(x))", ""),
    ("x if x > y else y", "max(x, y)", ""),
    ("0 if x > y else x if x = y else y", "0 if x > y else y", ""),
    ("0 if x^2 + y^2 < 1 else x", "x if x^2 + y^2 >= 1 else 0", ""),
    ("(x if x > 0 else 0) + (y if y > 0 else 0)", "max(x, 0) + max(y, 0)", ""),
]


def record(answer: str, expected: str, assumed: str = "") -> dict[str, Any]:
    given = assumptions([item for item in assumed.split(";") if item])
    return json.loads(encode(equal(answer, expected, assume=given, certificate=True)))


def rechecked(made: dict[str, Any]) -> Recheck:
    (found,) = recheck_text(json.dumps(made))
    return found


def cases_of(made: dict[str, Any]) -> list[dict[str, Any]]:
    return made["evidence"]["certificate"]["cases"]


@pytest.mark.parametrize("pair", PROVED, ids=[f"{a} ? {b}" for a, b, _ in PROVED])
def test_proofs_by_cells_are_confirmed(pair: tuple[str, str, str]) -> None:
    made = record(*pair)
    assert made["outcome"] == "proved"
    assert cases_of(made)
    assert all("branches" in case for case in cases_of(made))
    assert rechecked(made).status == "confirmed", rechecked(made).why


def test_every_cell_and_every_boundary_is_a_case() -> None:
    ranges = [case["domain"]["ranges"][0]["interval"] for case in cases_of(record(*PROVED[1]))]
    ends = [(given["low"], given["high"]) for given in ranges]
    assert ends == [(None, "0"), ("0", "1"), ("1", None), ("0", "0"), ("1", "1")]


def test_a_cell_or_boundary_that_is_left_out_is_missed() -> None:
    for pair in (PROVED[1], PROVED[2], PROVED[15], PROVED[18], PROVED[21]):
        made = record(*pair)
        for left_out in range(len(cases_of(made))):
            altered = copy.deepcopy(made)
            del cases_of(altered)[left_out]
            assert rechecked(altered).why.id == "recheck.not-covered", (pair, left_out)


def condition(made: dict[str, Any], case: int) -> dict[str, Any]:
    return cases_of(made)[case]["branches"]["conditions"][0]


def test_altered_cells_conditions_and_branches_are_refused() -> None:
    kinked, two = record(*PROVED[1]), record(*PROVED[18])
    changes = [
        (kinked, lambda m: cases_of(m)[0]["domain"]["ranges"][0]["interval"].update(high="1/1000000")),
        (kinked, lambda m: cases_of(m)[0]["domain"]["ranges"][0]["interval"].update(high="-1/1000000")),
        (kinked, lambda m: cases_of(m)[0]["domain"]["ranges"][0]["interval"].update(high_open=False, high="1/9")),
        (kinked, lambda m: cases_of(m)[0]["branches"].update(answer=[["n", "1"]])),
        (kinked, lambda m: cases_of(m)[1]["branches"].update(answer=None)),
        (kinked, lambda m: cases_of(m)[1]["branches"].update(expected=None)),
        (kinked, lambda m: cases_of(m)[3]["branches"].update(expected=[["s", "y"]])),
        (kinked, lambda m: cases_of(m)[4]["branches"].update(expected=None)),
        (two, lambda m: condition(m, 0).update(sign=1)),
        (two, lambda m: condition(m, 1).update(sign=0)),
        (two, lambda m: condition(m, 2).update(sign=-1)),
        (two, lambda m: condition(m, 1).update(expression=[["s", "x"]])),
        (two, lambda m: cases_of(m)[0]["branches"].update(conditions=[])),
    ]
    for row, (made, change) in enumerate(changes):
        altered = copy.deepcopy(made)
        change(altered)
        assert rechecked(altered).status == "refused", row


@pytest.mark.parametrize(
    "claimed", ["x if x < 10^6 else 0", "0 if x = 2/7 else x", "x if (x - 1)(x - 1.0001) >= 0 else 0"]
)
def test_one_case_for_all_is_refused_where_there_is_another_far_away_or_narrow(claimed: str) -> None:
    made = record("x if x > -1 else x", "x")
    sound = record(claimed, claimed)
    made["answer"] = sound["answer"]
    assert rechecked(made).status == "refused"


def test_a_boundary_without_a_value_of_the_answer_is_accepted_and_a_cell_is_not() -> None:
    made = record("piecewise((x, x > 0), (-x, x < 0))", "abs(x)")
    assert rechecked(made).status == "confirmed"
    made = record("x if x > 0 else -x", "abs(x)")
    cases_of(made)[0]["branches"]["answer"] = None
    for side in ("answer", "expected"):
        cases_of(made)[0][side] = None
    assert rechecked(made).why.id == "recheck.answer-undefined"


LINES = st.builds(
    lambda a, b, kind: add(multiply(number(a), kind), number(b)),
    st.integers(-2, 2),
    st.integers(-2, 2),
    st.sampled_from([X, power(X, 2), function("Abs", X)]),
)
BY_CASES = pairs_of(
    LINES, joined(relations(st.sampled_from([X, power(X, 2), subtract(power(X, 2), X)]), ENDS.map(number)))
)
DOMAINS = st.sampled_from([Interval(), Interval(low=Fraction(0)), Interval(Fraction(-1), Fraction(2), False, False)])


def turned(expr: Expr) -> Expr:
    """The first case last, under the opposite condition."""
    if len(expr.args) < 4:
        return expr
    inner = Expr("piecewise", expr.args[2:])
    return Expr("piecewise", (inner, Expr("logic", (expr.args[1],), "not"), expr.args[0], TRUE))


@settings(max_examples=25, deadline=None)
@given(BY_CASES, BY_CASES, DOMAINS)
def test_verdicts_on_cases_at_random_are_confirmed(expr: Expr, other: Expr, interval: Interval) -> None:
    domain = Domain((Range("x", interval),))
    for answer, expected in ((turned(expr), expr), (expr, other)):
        found = decide(answer, expected, domain, certificate=True)
        made = Equality(
            outcome=found.outcome,
            evidence=found.evidence,
            notes=found.notes,
            answer=Value((), (answer,)),
            expected=Value((), (expected,)),
            domain=domain,
        )
        (told,) = recheck_text(encode(made).decode())
        assert told.status == ("open" if found.outcome is Outcome.UNDECIDED else "confirmed"), told.why


def tree(text: str) -> Expr:
    found = read_text(text, Scope(frozenset({"x", "y"}))).value
    assert isinstance(found, Expr)
    return found


FACTORS = st.sampled_from(["x", "x-1", "3x-1", "x^2-2", "x^2+1", "x^2-x-1", "x^3-x-1", "2x+5"])


@settings(max_examples=40, deadline=None)
@given(st.lists(FACTORS, min_size=1, max_size=4))
def test_real_zeros_are_those_of_sympy(factors: list[str]) -> None:
    product = tree("*".join(f"({factor})" for factor in factors))
    found = list(zeros(polynomial_in(product, "x"), Fraction(1, 1000)))
    x = sp.Symbol("x")
    named = sp.Mul(
        *(sp.sympify(factor.replace("^", "**").replace("3x", "3*x").replace("2x", "2*x")) for factor in factors)
    )
    wanted = sorted({sp.nsimplify(root) for root in sp.real_roots(sp.Poly(named, x))}, key=lambda root: root.evalf(40))
    assert len(found) == len(wanted)
    for (low, high), root in zip(found, wanted, strict=True):
        assert sp.Rational(low) <= root.evalf(40) + sp.Float("1e-35")
        assert root.evalf(40) - sp.Float("1e-35") <= sp.Rational(high)


CUTS = [
    ("x^2 - 2", True, [-mpmath.sqrt(2), mpmath.sqrt(2)]),
    ("abs(abs(x) - 2) - 1", True, [-3, -2, -1, 0, 1, 2, 3]),
    ("max(x, 1) - 3", True, [1, 3]),
    ("1/(x^2 - 2)", True, [-mpmath.sqrt(2), mpmath.sqrt(2)]),
    ("x^2 + y^2 - 4", True, [-mpmath.sqrt(15) / 2, mpmath.sqrt(15) / 2]),
    ("x - pi", False, [mpmath.pi]),
    ("exp(x) - 3", False, [mpmath.log(3)]),
]


@pytest.mark.parametrize(("text", "all_of_them", "wanted"), CUTS, ids=[row[0] for row in CUTS])
def test_formulas_change_their_sign_where_they_should(text: str, all_of_them: bool, wanted: list[Any]) -> None:
    found, complete = cuts_along(tree(text), "x", {"y": Fraction(1, 2)}, Range("x"))
    ctx = mpmath.MPContext()
    ctx.dps = 15
    numbers = [at.to_digits(ctx) if isinstance(at, Located) else at for at in found]
    assert complete is all_of_them
    assert sorted(float(x) for x in numbers) == pytest.approx([float(x) for x in wanted], rel=1e-14)


def test_every_function_of_the_table_has_a_value_of_its_own() -> None:
    from gradekit.recheck.functions import KNOWN

    assert FUNCTIONS.keys() <= KNOWN
