"""What single rules of the proof rest on: signs by bounds and by angles, points between integers, cases of kinks."""

from __future__ import annotations

import pytest
from flint import arb

from gradekit.equality.decide import decide
from gradekit.equality.graph import Graph
from gradekit.equality.limits import WorkLimits
from gradekit.equality.points.balls import precision, whole_power
from gradekit.equality.proof.kernels.special import FUNCTIONS
from gradekit.equality.proof.normal import Proven, symbol
from gradekit.equality.proof.prover import Prover
from gradekit.equality.proof.ring import Ring, Work
from gradekit.equality.proof.signs.signs import sign_of
from gradekit.equality.proof.state import State
from gradekit.equality.texts.assume import domain_of
from gradekit.equality.texts.texts import assumptions, equal
from gradekit.model.outcome import Outcome
from gradekit.syntax import build
from gradekit.syntax.tree import Expr

X, Y = build.symbol("x"), build.symbol("y")


def state_on(*assumed: str) -> State:
    limits = WorkLimits()
    return State(Ring(4, 12, limits, Work(limits)), domain_of(assumptions(assumed)), principal=False)


@pytest.mark.parametrize(
    ("low", "high", "cosine", "sine"),
    [
        ("-pi/2", "pi/2", 1, 0),
        ("0", "pi", 0, 1),
        ("pi/2", "3*pi/2", -1, 0),
        ("pi", "2*pi", 0, -1),
        ("3*pi/2", "5*pi/2", 1, 0),
        ("0", "pi/2", 1, 1),
        ("1", "2", 0, 1),
        ("-4", "4", 0, 0),
    ],
)
def test_signs_of_sine_and_cosine_follow_from_the_angle(low: str, high: str, cosine: int, sine: int) -> None:
    state = state_on(f"{low}<x<{high}")
    for name, sign in (("cos", cosine), ("sin", sine)):
        value = FUNCTIONS[name](state, symbol(state, "x"))
        assert sign_of(state, state.field.lowest(value)[0]) == sign


@pytest.mark.parametrize(
    ("first", "second", "sign"),
    [("0<x<1", "0<y<1", 1), ("0<x<2", "0<y<1", 0), ("-1<x<0", "-3<y<1", 0), ("-1<x<0", "-1<y<1", 1)],
)
def test_signs_follow_from_bounds_of_both_symbols(first: str, second: str, sign: int) -> None:
    state = state_on(first, second)
    x, y = symbol(state, "x").top, symbol(state, "y").top
    assert sign_of(state, 1 - x * y) == sign


def test_a_ball_that_holds_zero_has_odd_powers() -> None:
    with precision(64):
        ball = arb(0).union(arb(1))
        assert whole_power(ball, 1).contains(arb(1))
        assert whole_power(ball, 3).is_finite()


@pytest.mark.parametrize(
    ("answer", "expected"), [("floor(n)", "n"), ("ceiling(n)", "n"), ("floor(x+n)", "floor(x)+n"), ("n-floor(n)", "0")]
)
def test_integer_symbols_stay_integers_beside_jumps(answer: str, expected: str) -> None:
    assert equal(answer, expected, assume={"n": "integer"}).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("answer", "expected", "assumed", "proved"),
    [
        ("floor(x)", "2", "2<x<3", True),
        ("floor(x)", "2", "2<x<=3", False),
        ("ceiling(x)", "3", "2<x<3", True),
        ("ceiling(x)", "3", "2<=x<3", False),
    ],
)
def test_the_end_of_an_interval_may_be_another_integer(answer: str, expected: str, assumed: str, proved: bool) -> None:
    assert (equal(answer, expected, assume=assumptions([assumed])).outcome is Outcome.PROVED) is proved


def alone(answer: Expr, expected: Expr) -> Proven | str:
    graph = Graph()
    right, given = graph.enter(expected), graph.enter(answer)
    prover = Prover(graph, domain_of({}), graph.complex, WorkLimits())
    proof = prover.of(given, right)
    return proof if isinstance(proof, Proven) else prover.by_cases(given, right)


def test_the_size_of_a_complex_number_has_no_sides() -> None:
    answer = build.cos(build.multiply(build.function("Abs", build.I), X))
    assert not isinstance(alone(answer, build.function("cosh", X)), Proven)


def test_a_proof_about_angles_says_which_multiple_of_pi() -> None:
    answer = build.function("atan", build.function("tan", build.TWO))
    assert isinstance(alone(answer, build.subtract(build.TWO, build.PI)), Proven)
    assert not isinstance(alone(answer, build.add(build.TWO, build.PI)), Proven)


@pytest.mark.parametrize(
    ("answer", "expected", "assumed", "outcome"),
    [
        # everything is real on the whole domain: the real reading's rules hold
        ("asinh(x)", "log(x+sqrt(x^2+1))", "", Outcome.PROVED),
        ("log(sqrt(x+1)+sqrt(x))", "asinh(sqrt(x))", "x:positive", Outcome.PROVED),
        # not so: the principal values differ where x is negative
        ("sqrt(x^3)", "x*sqrt(x)", "", Outcome.DIFFERENT),
        ("cbrt(x^3)", "x", "", Outcome.DIFFERENT),
        ("asin(sin(x))", "x", "", Outcome.DIFFERENT),
    ],
)
def test_principal_values_that_are_real_are_proved_as_real_ones(
    answer: str, expected: str, assumed: str, outcome: Outcome
) -> None:
    given = assumptions([assumed] if assumed else [])
    assert equal(answer, expected, assume=given, reading="principal").outcome is outcome


def test_sums_of_nearby_angles_are_refuted() -> None:
    machin = build.subtract(
        build.multiply(build.number(4), build.function("atan", build.number(1, 5))),
        build.function("atan", build.number(1, 238)),
    )
    assert decide(machin, build.divide(build.PI, build.number(4))).outcome is Outcome.DIFFERENT
