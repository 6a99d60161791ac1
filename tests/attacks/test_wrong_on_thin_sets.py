"""Pairs that are equal in general position, and differ where nobody looks: at whole exponents of negative numbers, at
single points of roots, at ends and zeros under a floor, on branch cuts."""

from __future__ import annotations

import pytest

from gradekit.equality.texts.assume import assumptions
from gradekit.equality.texts.texts import Equality, Reading, equal
from gradekit.model.evidence import Witness
from gradekit.model.outcome import RIGHT, Outcome


def told(answer: str, expected: str, assumed: str = "", reading: Reading = "real") -> Equality:
    return equal(answer, expected, assume=assumptions(assumed.split(";") if assumed else []), reading=reading)


def point_of(found: Equality) -> dict[str, str]:
    assert found.outcome is Outcome.DIFFERENT
    assert isinstance(found.evidence, Witness)
    return dict(found.evidence.point)


@pytest.mark.parametrize(
    ("answer", "expected", "at"),
    [
        ("(x^2)^x", "x^(2*x)", {"x": "-1/2"}), ("abs(x)^x", "x^x", {"x": "-1"}),
        ("(x^2)^y", "x^(2*y)", {"x": "-1/2", "y": "-1/2"}), ("(x^y)^z", "x^(y*z)", {"x": "-1", "y": "2", "z": "1/2"}),
        ("x^(y*z)", "(x^y)^z", {"x": "-1", "y": "2", "z": "1/2"}), ("x^(y/2)", "sqrt(x^y)", {"x": "-1/2", "y": "2"}),
        ("x", "(x^y)^(1/y)", {"x": "-1/2", "y": "2"}), ("sin(abs(x)^x)", "sin(x^x)", {"x": "-1"}),
        ("abs(x)^y*log(z)", "x^y*log(z)", None), ("(x^4)^(y/4)", "x^y", None), ("(x*y)^(2*z)", "(x^2*y^2)^z", None),
    ],
)  # fmt: skip
def test_a_negative_number_has_powers_with_whole_exponents(answer: str, expected: str, at: dict[str, str]) -> None:
    found = point_of(told(answer, expected))
    assert at is None or found == at


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("x^y*x^z", "x^(y+z)"), ("x^(y+z)", "x^y*x^z"), ("(x*y)^z", "x^z*y^z"), ("x^y/x^z", "x^(y-z)"),
        ("1/x^y", "x^(-y)"), ("(1/x)^y", "x^(-y)"), ("(x^y)^2", "x^(2*y)"), ("x^(2*y)", "(x^y)^2"),
        ("abs(x)^y", "abs(x^y)"), ("sqrt(x^(2*y))", "abs(x^y)"), ("x^x", "exp(x*log(x))"), ("exp(x*log(x))", "x^x"),
        ("log(x^y)", "y*log(x)"), ("y*log(x)", "log(x^y)"), ("(-x)^(2*y)", "((-x)^y)^2"), ("x^y*y*x^(-1)", "y*x^(y-1)"),
        ("x^(y*(z+1))", "x^(y*z+y)"), ("x^(y+1/2)*x^(y-1/2)", "x^(2*y)"), ("2^x*2^y", "2^(x+y)"), ("0^(x^2)", "0"),
        ("x^x*(1+log(x))", "x^x+x^x*log(x)"), ("(x/y)^z", "x^z/y^z"), ("(x^3)^y", "(x^y)^3"),
    ],
)  # fmt: skip
def test_what_holds_for_whole_exponents_too_is_right(answer: str, expected: str) -> None:
    assert told(answer, expected).outcome in RIGHT


@pytest.mark.parametrize(("answer", "expected"), [("(x^2)^y", "x^(2*y)"), ("(x^y)^z", "x^(y*z)"), ("abs(x)^x", "x^x")])
def test_positive_letters_have_no_such_points(answer: str, expected: str) -> None:
    assert told(answer, expected, "x:positive").outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("sqrt(x^2*(x-1))+abs(x-1)", "sqrt(x^2*(x-1))+x-1"), ("sqrt(x^3-x^2)+sqrt((x-1)^2)", "sqrt(x^3-x^2)+x-1"),
        ("sqrt(abs(x)*(x-1))+abs(x-1)", "sqrt(abs(x)*(x-1))+x-1"),
        ("asin(1-x^2*(x-1))+abs(x-1)", "asin(1-x^2*(x-1))+x-1"),
        ("sqrt(y^2*(x-1))*y+abs(x-1)", "sqrt(y^2*(x-1))*y+x-1"),
        ("sqrt(x^4*(y-2))+max(y,2)", "sqrt(x^4*(y-2))+y"), ("sqrt((x+y)^2*(x-1))+abs(x-1)", "sqrt((x+y)^2*(x-1))+x-1"),
    ],
)  # fmt: skip
def test_a_root_may_have_a_value_at_a_single_point(answer: str, expected: str) -> None:
    point_of(told(answer, expected))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("sqrt((1-cos(x))*(x-1))+abs(x-1)", "sqrt((1-cos(x))*(x-1))+x-1"),
        ("sqrt(x+sqrt(x^2-y^2))+abs(x)-x", "sqrt(x+sqrt(x^2-y^2))"),
    ],
)
def test_single_points_that_are_not_located_leave_it_open(answer: str, expected: str) -> None:
    assert told(answer, expected).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("answer", "expected", "assumed"),
    [
        ("abs(x)*sqrt(x^2-1)", "sqrt(x^4-x^2)", ""), ("sqrt(x^4-x^2)", "abs(x)*sqrt(x^2-1)", ""),
        ("x*sqrt(x-1)", "sqrt(x^3-x^2)", ""), ("x*sqrt(x^2-1)", "sqrt(x^4-x^2)", "x:positive"),
        ("sqrt(x^2*(x-1))+abs(x-1)", "sqrt(x^2*(x-1))+x-1", "x:positive"),
        ("log(x^2*(x-1))", "2*log(x)+log(x-1)", ""),
        ("(3*x^2-2*x)/(2*sqrt(x^3-x^2))", "x*(3*x-2)/(2*sqrt(x^2*(x-1)))", ""),
    ],
)  # fmt: skip
def test_single_points_where_both_sides_agree_are_no_matter(answer: str, expected: str, assumed: str) -> None:
    assert told(answer, expected, assumed).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("answer", "expected", "assumed"),
    [
        ("floor(1/(1+x^2))", "0", ""), ("floor(exp(-x^2))", "0", ""), ("floor(sech(x))", "0", ""),
        ("ceiling(x^2/(1+x^2))", "1", ""), ("floor(1-abs(x))", "0", "-1<x<1"), ("floor(x^2)", "0", "-1<=x<=1"),
        ("sqrt(x)+floor(1/(1+x))", "sqrt(x)", ""), ("floor(cos(x))", "0", "-1<x<1"), ("floor(x)", "0", "0<=x<=1"),
        ("sign(x^y)", "1", "x:nonnegative"), ("sign(abs(x)^y)", "1", ""),
        ("ceiling(x^y/(1+x^y))", "1", "x:nonnegative"),
        ("floor(sin(x)^2)", "0", ""), ("floor(x)+floor(-x)", "-1", ""), ("ceiling(x)-floor(x)", "1", ""),
        ("floor(1/(1+x))", "0", "x:nonnegative"), ("floor(abs(sin(x)))", "0", ""),
    ],
)  # fmt: skip
def test_what_is_off_at_one_number_under_a_jump_is_not_right(answer: str, expected: str, assumed: str) -> None:
    assert told(answer, expected, assumed).outcome not in RIGHT


CUTS = [
    ("log(conjugate(z))", "conjugate(log(z))", "z:complex"), ("sqrt(1/z)", "1/sqrt(z)", "z:complex"),
    ("atan(z)", "I/2*log((I+z)/(I-z))", "z:complex"), ("acot(z)", "I/2*log((z-I)/(z+I))", "z:complex"),
    ("log(1/z)", "-log(z)", "z:complex"), ("log(x-I*y)", "conjugate(log(x+I*y))", ""),
    ("log(1/(x+I*y))", "-log(x+I*y)", ""), ("log(x+I*(y-2))", "conjugate(log(x-I*(y-2)))", ""),
    ("sqrt(x-I*y)", "conjugate(sqrt(x+I*y))", ""), ("log(x-I*y^2)", "conjugate(log(x+I*y^2))", ""),
    ("asin(2+I*y)", "conjugate(asin(2-I*y))", ""), ("(-1+I*x)^(1/3)", "conjugate((-1-I*x)^(1/3))", ""),
    ("atan(I*(1+x^2)+y)", "conjugate(atan(y-I*(1+x^2)))", ""),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "expected", "assumed"), CUTS)
def test_principal_values_differ_on_a_branch_cut(answer: str, expected: str, assumed: str) -> None:
    point_of(told(answer, expected, assumed, "principal"))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("log(-1+I*(3*x-1))", "conjugate(log(-1-I*(3*x-1)))"), ("log(-1+I*(x^3-2))", "conjugate(log(-1-I*(x^3-2)))"),
        ("sqrt(-1+I*(exp(x)-2))", "conjugate(sqrt(-1-I*(exp(x)-2)))"),
    ],
)  # fmt: skip
def test_a_cut_that_is_crossed_at_no_located_point_leaves_it_open(answer: str, expected: str) -> None:
    assert told(answer, expected, reading="principal").outcome is Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("answer", "expected", "assumed"),
    [
        ("asin(z)", "-I*log(I*z+sqrt(1-z^2))", "z:complex"), ("asinh(z)", "log(z+sqrt(z^2+1))", "z:complex"),
        ("acosh(z)", "log(z+sqrt(z-1)*sqrt(z+1))", "z:complex"), ("atan(x)", "I/2*log((I+x)/(I-x))", ""),
        ("sqrt(1-z)*sqrt(1+z)", "sqrt(1-z^2)", "z:complex"), ("log(sqrt(z))", "log(z)/2", "z:complex"),
        ("log(x+I*y)", "log(x^2+y^2)/2+I*atan2(y,x)", ""), ("log(x^2-I*x)", "conjugate(log(x^2+I*x))", ""),
        ("atan(z)", "(log(1+I*z)-log(1-I*z))/(2*I)", "z:complex"), ("sqrt(sqrt(z))", "z^(1/4)", "z:complex"),
    ],
)  # fmt: skip
def test_identities_that_hold_on_their_cuts_are_right(answer: str, expected: str, assumed: str) -> None:
    assert told(answer, expected, assumed, "principal").outcome in RIGHT
