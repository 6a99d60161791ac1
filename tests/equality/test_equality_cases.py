"""Known cases, with the reason from mathematics: what is proved, what is refuted, what stays open."""

from __future__ import annotations

import pytest

from gradekit.equality.texts.texts import Equality, assumptions, equal
from gradekit.model.evidence import Agreement, Proof, Shapes, Unsettled, Witness
from gradekit.model.outcome import Outcome


def told(answer: str, expected: str, assumed: str = "", reading: str = "real") -> Equality:
    return equal(answer, expected, assume=assumptions(assumed.split(";") if assumed else []), reading=reading)  # type: ignore[arg-type]


IDENTITIES = [
    # rational functions
    ("(x+1)*(x-1)", "x^2-1", ""),
    ("(x^3+y^3)/(x+y)", "x^2-x*y+y^2", ""),
    ("1/x+1/y", "(x+y)/(x*y)", ""),
    # sines and cosines
    ("sin(x)^2+cos(x)^2", "1", ""),
    ("sin(3*x)", "3*sin(x)-4*sin(x)^3", ""),
    ("cos(4*x)", "8*cos(x)^4-8*cos(x)^2+1", ""),
    ("tan(2*x)", "2*tan(x)/(1-tan(x)^2)", ""),
    ("sin(x)*sin(y)", "(cos(x-y)-cos(x+y))/2", ""),
    ("tan(x/2)", "sin(x)/(1+cos(x))", ""),
    ("tan(x/2)", "(1-cos(x))/sin(x)", ""),
    ("cot(x)-tan(x)", "2*cot(2*x)", ""),
    ("sin(x)^4", "(3-4*cos(2*x)+cos(4*x))/8", ""),
    ("cos(x+pi/3)", "cos(x)/2-sqrt(3)/2*sin(x)", ""),
    ("sin(5*y+3)", "2*sin((5*y+3)/2)*cos((5*y+3)/2)", ""),
    # exponentials and hyperbolic functions
    ("cosh(x)^2-sinh(x)^2", "1", ""),
    ("tanh(x/2)", "sinh(x)/(1+cosh(x))", ""),
    ("1/(1+exp(-x))", "(1+tanh(x/2))/2", ""),
    ("sigmoid(x)*(1-sigmoid(x))", "exp(-x)/(1+exp(-x))^2", ""),
    ("softplus(x)-softplus(-x)", "x", ""),
    ("2^(x+1)", "2*2^x", ""),
    ("4^x", "2^(2*x)", ""),
    # logarithms and powers of what is positive
    ("log(x*y)", "log(x)+log(y)", "x:positive;y:positive"),
    ("log(sqrt(x))", "log(x)/2", ""),
    ("log(8)/log(2)", "3", ""),
    ("x^y*x^z", "x^(y+z)", "x:positive"),
    ("(x^y)^z", "x^(y*z)", "x:positive"),
    ("exp(2*log(x))", "x^2", "x:positive"),
    ("x^log(y)", "y^log(x)", ""),
    # roots
    ("sqrt(12)", "2*sqrt(3)", ""),
    ("1/(sqrt(x+1)-sqrt(x))", "sqrt(x+1)+sqrt(x)", ""),
    ("(x^(1/3)-1)*(x^(2/3)+x^(1/3)+1)", "x-1", ""),
    ("cbrt(-8*x^3)", "-2*x", ""),
    ("sqrt(x+2*sqrt(x-1))", "sqrt(x-1)+1", ""),
    ("sqrt(2*x+2*sqrt(x^2-1))", "sqrt(x+1)+sqrt(x-1)", "x>1"),
    ("sqrt(x^2*y)", "x*sqrt(y)", "x:positive"),
    ("(1+x)^(3/2)", "(1+x)*sqrt(1+x)", ""),
    # algebraic numbers
    ("sqrt(11+6*sqrt(2))", "3+sqrt(2)", ""),
    ("cbrt(2+sqrt(5))", "(1+sqrt(5))/2", ""),
    ("cbrt(sqrt(108)+10)-cbrt(sqrt(108)-10)", "2", ""),
    ("cos(pi/5)", "(1+sqrt(5))/4", ""),
    ("cos(pi/7)*cos(2*pi/7)*cos(4*pi/7)", "-1/8", ""),
    ("tan(3*pi/11)+4*sin(2*pi/11)", "sqrt(11)", ""),
    # inverse functions
    ("asin(x)+acos(x)", "pi/2", "-1<x<1"),
    ("atan(x)+atan(1/x)", "pi/2", "x:positive"),
    ("atan(x)", "asin(x/sqrt(1+x^2))", ""),
    ("atan(sinh(x))", "2*atan(exp(x))-pi/2", ""),
    ("acos(2*x^2-1)", "2*acos(x)", "0<x<1"),
    ("asin(sin(x))", "x", "-1<x<1"),
    ("4*atan(1/5)-atan(1/239)", "pi/4", ""),
    ("atan(1)+atan(2)+atan(3)", "pi", ""),
    ("asinh(x)", "log(x+sqrt(x^2+1))", ""),
    ("acosh(x)", "log(x+sqrt(x^2-1))", ""),
    ("atanh(x)", "log((1+x)/(1-x))/2", ""),
    ("asinh(tan(x))", "atanh(sin(x))", "-1<x<1"),
    ("cos(asin(x))", "sqrt(1-x^2)", ""),
    ("sin(2*atan(x))", "2*x/(1+x^2)", ""),
    ("exp(asinh(x))", "x+sqrt(1+x^2)", ""),
    # sizes, signs, larger and smaller
    ("sqrt(x^2)", "abs(x)", ""),
    ("sqrt(x^2)", "x", "x:positive"),
    ("sqrt(1-cos(t)^2)", "sin(t)", "0<t<pi"),
    ("sqrt(1-cos(t)^2)", "abs(sin(t))", ""),
    ("sqrt(2-2*cos(t))", "2*sin(t/2)", "0<t<pi"),
    ("abs(x*y)", "abs(x)*abs(y)", ""),
    ("cos(abs(x))", "cos(x)", ""),
    ("abs(x)*sign(x)", "x", ""),
    ("max(x,y)", "(x+y+abs(x-y))/2", ""),
    ("max(x,y)*min(x,y)", "x*y", ""),
    ("relu(x)-relu(-x)", "x", ""),
    ("max(x,100)", "100", "0<x<50"),
    ("abs(x-sin(x))", "x-sin(x)", "1<x<5"),
    ("abs(x^2-x+1)", "x^2-x+1", ""),
    ("log(x^2)", "2*log(abs(x))", ""),
    # other functions
    ("gamma(x+1)", "x*gamma(x)", ""),
    ("factorial(n+2)/factorial(n)", "(n+1)*(n+2)", ""),
    ("binomial(n,2)", "n*(n-1)/2", ""),
    ("gamma(1/2)", "sqrt(pi)", ""),
    ("erf(-x)", "-erf(x)", ""),
    ("floor(x+1)", "floor(x)+1", ""),
    ("atan2(y,x)", "atan(y/x)", "x:positive"),
    # whole numbers
    ("cos(pi*n)", "(-1)^n", "n:integer"),
    ("sin(x+pi*n)", "(-1)^n*sin(x)", "n:integer"),
    # complex numbers
    ("exp(I*t)", "cos(t)+I*sin(t)", ""),
    ("(cos(t)+I*sin(t))^3", "cos(3*t)+I*sin(3*t)", ""),
    ("sqrt(-4)", "2*I", ""),
    ("I/sqrt(x)", "sqrt(-1/x)", ""),
    ("conjugate(2-I)", "2+I", ""),
]


@pytest.mark.parametrize(("answer", "expected", "assumed"), IDENTITIES)
def test_identities_are_proved(answer: str, expected: str, assumed: str) -> None:
    found = told(answer, expected, assumed)
    assert found.outcome is Outcome.PROVED
    assert isinstance(found.evidence, Proof)


DIFFERENT = [
    # the key's domain rules: no value on a set with interior of it
    ("x*sqrt(-1-x^2)/sqrt(-1-x^2)", "x", "", "undefined"),
    ("exp(log(x))", "x", "", "undefined"),
    ("2*log(x)", "log(x^2)", "", "undefined"),
    ("sqrt(100-x)^2", "100-x", "", "undefined"),
    ("asin(x)+acos(x)", "pi/2", "", "undefined"),
    ("sqrt(x)*sqrt(y)", "sqrt(x*y)", "", "undefined"),
    ("x/0", "x", "", "undefined"),
    ("sin(x)/sin(0)", "sin(x)", "", "undefined"),
    ("-sqrt(exp(2))/(1-1)", "0", "", "undefined"),
    ("log(0)", "1", "", "undefined"),
    ("x*gamma(-2)", "x", "", "undefined"),
    # equal on part of the domain only
    ("sqrt(x^2)", "x", "", ""),
    ("sqrt(1-cos(t)^2)", "sin(t)", "t>0", ""),
    ("asin(sin(x))", "x", "", ""),
    ("x+floor(x/1000)", "x", "", ""),
    ("max(x,100)", "100", "", ""),
    ("atan(x)+atan(1/x)", "pi/2", "", ""),
    ("abs(x)", "x", "", ""),
    # near misses
    ("x*(1+1/10^12)", "x", "", ""),
    ("x+10^(-200)", "x", "", ""),
    ("sin(x)+sin(pi*x)/100", "sin(x)", "", ""),
    ("sqrt(2)", "1.41421356237309504880", "", ""),
    ("exp(pi*sqrt(163))", "262537412640768744", "", ""),
    ("(-1)^n", "1", "n:integer", ""),
    ("exp(I*t)", "I*sin(t)", "", ""),
    ("sin(x)^-1", "asin(x)", "0<x<1", ""),
]


@pytest.mark.parametrize(("answer", "expected", "assumed", "value"), DIFFERENT)
def test_what_differs_is_refuted_with_a_witness(answer: str, expected: str, assumed: str, value: str) -> None:
    found = told(answer, expected, assumed)
    assert found.outcome is Outcome.DIFFERENT
    assert isinstance(found.evidence, Witness)
    assert (found.evidence.answer == "undefined") == (value == "undefined")


UNDECIDED = [
    ("2^1000000", "2^1000000+1", "exponent"),
    ("9^9^9^9", "9^9^9^9+1", "no-common-point"),
    ("x+2^(-9999999)", "x", "exponent"),
    ("1/(x-x)", "1/(y-y)", "no-common-point"),
    ("sign(cos(x))*sign(sin(x))", "sign(sin(2*x))", "jump"),
]


@pytest.mark.parametrize(("answer", "expected", "why"), UNDECIDED)
def test_what_no_method_settles_is_undecided(answer: str, expected: str, why: str) -> None:
    found = told(answer, expected)
    assert found.outcome is Outcome.UNDECIDED
    assert found.evidence == Unsettled(why)


def test_what_is_only_seen_to_agree_says_so() -> None:
    # Gauss's formula for gamma(3x), which no rule knows
    found = told("gamma(x)*gamma(x+1/3)*gamma(x+2/3)", "2*pi*3^(1/2-3*x)*gamma(3*x)")
    assert found.outcome is Outcome.AGREED
    assert isinstance(found.evidence, Agreement)
    assert found.evidence.points >= 1
    assert found.evidence.digits >= 15


@pytest.mark.parametrize(
    ("answer", "expected", "assumed", "removed"),
    [
        ("(x^2-1)/(x-1)", "x+1", "", ("x - 1",)),
        ("x*y/y", "x", "", ("y",)),
        ("tan(x)*cos(x)", "sin(x)", "", ("cos(x)",)),
        ("x^2/x", "x", "", ("x",)),
        ("x^2/x", "x", "x:positive", ()),
        ("x+1", "(x^2-1)/(x-1)", "", ()),
        ("x*(1+x^2)/(1+x^2)", "x", "", ()),
        ("x*exp(x)/exp(x)", "x", "", ()),
        ("(x^2-4)/(x-2)", "x+2", "3<x<9", ()),
    ],
)
def test_removed_poles_are_named_where_they_are_certain(
    answer: str, expected: str, assumed: str, removed: tuple[str, ...]
) -> None:
    found = told(answer, expected, assumed)
    assert found.outcome is Outcome.PROVED
    assert isinstance(found.evidence, Proof)
    assert found.evidence.removed == removed
    assert [note.id for note in found.notes] == ["equality.removed-poles"] * len(removed)


@pytest.mark.parametrize(
    ("answer", "expected", "real", "principal"),
    [
        ("exp(2*log(x))", "x^2", Outcome.DIFFERENT, Outcome.PROVED),
        ("(-8)^(1/3)", "-2", Outcome.PROVED, Outcome.DIFFERENT),
        ("sqrt(x-3)*sqrt(x-5)", "sqrt((x-3)*(x-5))", Outcome.DIFFERENT, Outcome.DIFFERENT),
        ("sqrt((x-3)*(x-5))", "sqrt(x-3)*sqrt(x-5)", Outcome.PROVED, Outcome.DIFFERENT),
    ],
)
def test_the_reading_decides(answer: str, expected: str, real: Outcome, principal: Outcome) -> None:
    assert told(answer, expected, reading="real").outcome is real
    assert told(answer, expected, reading="principal").outcome is principal


def test_an_answer_may_be_defined_on_more_than_the_domain() -> None:
    assert told("log(x^2)", "2*log(x)").outcome is Outcome.PROVED
    assert told("2*log(x)", "log(x^2)").outcome is Outcome.DIFFERENT


def test_arrays_are_compared_by_shape_first_and_then_by_entries() -> None:
    wrong = told("[1, 2]", "[1, 2, 3]")
    assert wrong.outcome is Outcome.DIFFERENT
    assert wrong.evidence == Shapes((2,), (3,))
    found = told("[sin(x)^2, x]", "[1-cos(x)^2, y]")
    assert [entry.outcome for entry in found.entries] == [Outcome.PROVED, Outcome.DIFFERENT]
    assert found.outcome is Outcome.DIFFERENT
