"""Properties of decisions: order, names, witnesses, and that each of the two layers is right by itself."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath_values import DIGITS, NoRealValueError, real_value

from gradekit.equality.decide import decide
from gradekit.equality.graph import Graph
from gradekit.equality.limits import WorkLimits
from gradekit.equality.points.samples import Samples
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.prover import Prover
from gradekit.model.domain import Domain, Range
from gradekit.model.evidence import Witness
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.syntax import build
from gradekit.syntax.tree import Expr

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from rewrite import Pair, labelled_pairs

X, Y = build.symbol("x"), build.symbol("y")

leaves = st.sampled_from([X, Y, build.ONE, build.TWO, build.number(-3), build.number(1, 2), build.PI])


def grown(children: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    pairs = st.tuples(children, children)
    return st.one_of(
        pairs.map(lambda p: build.add(*p)),
        pairs.map(lambda p: build.multiply(*p)),
        pairs.map(lambda p: build.subtract(*p)),
        children.map(lambda e: build.divide(e, build.add(build.ONE, build.power(e, 2)))),
        children.map(build.sin),
        children.map(build.cos),
        children.map(build.exp),
        children.map(lambda e: build.power(e, 2)),
        children.map(lambda e: build.function("Abs", e)),
        children.map(lambda e: build.log(build.add(build.TWO, build.sin(e)))),
        children.map(lambda e: build.sqrt(build.add(build.ONE, build.power(e, 2)))),
        children.map(lambda e: build.function("atan", e)),
    )


trees = st.recursive(leaves, grown, max_leaves=6)


def renamed(expr: Expr) -> Expr:
    return build.substitute(expr, {"x": build.symbol("s"), "y": build.symbol("w")})


@settings(deadline=None, max_examples=60)
@given(trees, trees)
def test_order_and_names_do_not_matter(a: Expr, b: Expr) -> None:
    forward, backward = decide(a, b), decide(b, a)
    assert (forward.outcome in RIGHT) == (backward.outcome in RIGHT)
    assert decide(renamed(a), renamed(b)).outcome is forward.outcome


@settings(deadline=None, max_examples=60)
@given(trees)
def test_everything_equals_itself_written_in_another_way(a: Expr) -> None:
    again = build.add(build.multiply(a, build.power(build.sin(X), 2)), build.multiply(a, build.power(build.cos(X), 2)))
    assert decide(a, a).outcome is Outcome.PROVED
    assert decide(again, a).outcome in RIGHT


@settings(deadline=None, max_examples=80)
@given(trees, trees)
def test_a_witness_holds_by_another_evaluator(a: Expr, b: Expr) -> None:
    found = decide(a, b)
    if isinstance(found.evidence, Witness):
        point = {name: Fraction(value) for name, value in found.evidence.point.items()}
        with mpmath.workdps(DIGITS):
            right = real_value(b, point)
            try:
                mine = real_value(a, point)
            except NoRealValueError:
                assert found.evidence.answer == "undefined"
            else:
                assert abs(mine - right) > mpmath.mpf(10) ** -40 * (1 + abs(right))
                assert mpmath.almosteq(right, mpmath.mpf(found.evidence.expected), rel_eps=1e-8, abs_eps=1e-8)
    else:
        assert found.outcome is not Outcome.DIFFERENT


PAIRS = list(labelled_pairs(4711, 160))


def pair_id(pair: Pair) -> str:
    return pair.rewrite.replace(" ", "-")


@pytest.mark.parametrize("pair", [p for p in PAIRS if not p.equal], ids=pair_id)
def test_the_proof_alone_proves_nothing_that_is_unequal(pair: Pair) -> None:
    graph = Graph()
    expected, answer = graph.enter(pair.reference), graph.enter(pair.student)
    found = Prover(graph, pair.domain, False, WorkLimits()).of(answer, expected)
    assert not isinstance(found, Proven) or found.open


@pytest.mark.parametrize("pair", [p for p in PAIRS if p.equal], ids=pair_id)
def test_the_balls_alone_refute_nothing_that_is_equal(pair: Pair) -> None:
    graph = Graph()
    expected, answer = graph.enter(pair.reference), graph.enter(pair.student)
    samples = Samples(graph, pair.domain, principal=False, most_bits=256)
    seen = [samples.compare(answer, expected, samples.point(index)) for index in range(6)]
    assert all(s.verdict != "differ" for s in seen)
    assert any(s.verdict == "agree" for s in seen)


def test_verdicts_are_right_on_labelled_pairs() -> None:
    for pair in PAIRS:
        outcome = decide(pair.student, pair.reference, pair.domain).outcome
        assert (outcome in RIGHT) == pair.equal, pair.rewrite


def test_a_contradiction_is_a_fault_and_not_a_verdict(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # A proof that is wrong, with its domain left open so that points are asked again.
    real_of = Prover.of

    def wrong(self: Prover, answer: int, expected: int) -> Proven | str:
        proof = real_of(self, expected, expected)
        assert isinstance(proof, Proven)
        return Proven(proof.state, proof.values, ("answer-domain",))

    monkeypatch.setattr(Prover, "of", wrong)
    far = build.function("Max", X, build.number(1000))
    found = decide(far, build.number(1000), Domain((Range("x"),)))
    assert found.outcome is Outcome.UNDECIDED
    assert "contradict" in caplog.text
