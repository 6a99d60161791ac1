"""Parts of both sides are proved equal before the whole, and kinks fall in all ways that there are."""

from __future__ import annotations

import pytest

from gradekit.equality.graph import Graph
from gradekit.equality.proof.orderings import orderings
from gradekit.equality.texts.assume import assumptions, domain_of
from gradekit.equality.texts.texts import equal
from gradekit.errors import OperatorError
from gradekit.model.domain import Domain
from gradekit.model.evidence import Proof
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr


@pytest.mark.parametrize(
    ("answer", "expected", "near", "assumed"),
    [
        ("exp(atan(x))", "exp(asin(x/sqrt(1+x^2)))", "exp(asin(x/sqrt(2+x^2)))", ""),
        ("acos(x)^2", "asin(sqrt(1-x^2))^2", "asin(sqrt(1-x^2))^3", "0<x<1"),
        ("acos(x)^2", "asin(sqrt(1-x^2))^2", "acos(-x)^2", "0<x<1"),
        ("exp(sin(pi/24))", "exp(sqrt(2-sqrt(2+sqrt(3)))/2)", "exp(sqrt(2-sqrt(2+sqrt(5)))/2)", ""),
        ("1/(2+atan2(y,x)^2)", "1/(2+asin(y/sqrt(x^2+y^2))^2)", "1/(2+asin(x/sqrt(x^2+y^2))^2)", "x:positive"),
        ("(atan(1/2)+atan(1/3))^2", "(pi/4)^2", "(pi/5)^2", ""),
        ("(log(2+sqrt(3))+log(2-sqrt(3)))^2", "0", "1", ""),
        ("cosh(acos(1/3))", "cosh(2*atan(1/sqrt(2)))", "cosh(atan(1/sqrt(2)))", ""),
        ("gamma(atan(x)+atan(1/x))", "gamma(pi/2)", "gamma(pi/3)", "x:positive"),
    ],
)
def test_equal_parts_make_equal_wholes(answer: str, expected: str, near: str, assumed: str) -> None:
    given = assumptions([assumed] if assumed else [])
    assert equal(answer, expected, assume=given).outcome is Outcome.PROVED
    assert equal(answer, near, assume=given).outcome not in RIGHT


@pytest.mark.parametrize(
    ("answer", "expected", "assumed"),
    [
        ("exp(atan(x))", "exp(pi/2-atan(1/x))", ""),  # true for x > 0 alone
        ("exp(acos(cos(x)))", "exp(x)", ""),
        ("exp(asin(sin(x)))", "exp(pi-x)", "0<x<pi"),
        ("sqrt(2+sin(atan(x))^2)", "sqrt(2+cos(atan(x))^2)", "x:positive"),
        ("exp(max(x,min(y,z)))", "exp(min(x,max(y,z)))", ""),
        ("max(x^2,y^2)", "max(x,y)^2", ""),
        ("max(x,y)*max(x,z)", "max(x^2,y*z)", ""),
        ("sin(n*pi/2)", "(1-(-1)^n)/2", "n:integer"),
        ("floor(2*x)", "2*floor(x)", ""),
        ("floor(3*x)", "floor(x)+floor(x+1/3)+floor(x+1/3)", ""),
    ],
)
def test_what_holds_in_places_only_is_not_equal(answer: str, expected: str, assumed: str) -> None:
    given = assumptions([assumed] if assumed else [])
    assert equal(answer, expected, assume=given).outcome is Outcome.DIFFERENT


def test_a_pole_inside_a_function_is_told() -> None:
    found = equal("exp((x^2-1)/(x-1))", "exp(x+1)")
    assert isinstance(found.evidence, Proof)
    assert found.evidence.removed == ("x - 1",)


def _ways(text: str, domain: Domain) -> int:
    tree = read_text(text, Scope(frozenset("xyz"))).value
    assert isinstance(tree, Expr)
    graph = Graph()
    graph.enter(tree)
    kinks = [node for node, row in enumerate(graph.nodes) if row[0] in "fg" and row[1] in ("Abs", "Max", "Min", "sign")]
    return len(orderings(graph, kinks, domain, lambda _: (1, -1), real=True))


@pytest.mark.parametrize(
    ("text", "assumed", "ways"),
    [
        ("max(x,y)+min(x,y)+abs(x-y)", [], 2),
        ("max(x,y)+max(y,z)+max(x,z)", [], 6),
        ("abs(x-1)+abs(x-2)+abs(x-3)", [], 4),
        ("abs(x-1)+abs(x-2)+abs(x-3)", ["x>2"], 2),
        ("max(x^3,y^3)+max(atan(x),atan(y))", [], 2),
        ("max(x^2,y^2)+max(x,y)", [], 4),
        ("abs(x)+abs(y)+abs(z)", [], 8),
        ("max(x,x)+abs(x-x)", [], 1),
        ("abs(abs(x)-1)", [], 4),
    ],
)
def test_as_many_ways_as_have_an_interior(text: str, assumed: list[str], ways: int) -> None:
    assert _ways(text, domain_of(assumptions(assumed))) == ways


def test_several_assumptions_on_one_letter_hold_together() -> None:
    given = domain_of(assumptions(["n:integer", "n>0", "n<=5"])).of("n")
    assert given.kind == "integer"
    assert (given.interval.low, given.interval.high, given.interval.high_open) == (0, 5, False)


@pytest.mark.parametrize(
    ("said", "why"),
    [(["x:positive", "x:negative"], "cannot all hold"), (["z:complex", "z>0"], "cannot both hold")],
)
def test_assumptions_that_contradict_each_other_are_refused(said: list[str], why: str) -> None:
    with pytest.raises(OperatorError, match=why):
        domain_of(assumptions(said))
