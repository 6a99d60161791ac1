"""Formulas that are not defined on the whole stated domain are found."""

import pytest

from gradekit.model.domain import Domain, Range
from gradekit.problems.admission.guards import guards, samples, undefined_somewhere
from gradekit.problems.questions.domains import stated
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope

SCOPE = Scope(symbols=frozenset({"t", "x", "y", "r"}))

CASES = [
    # formula             domain                 defined and differentiable on all of it
    ("1/t", ["t > 0"], True),
    ("1/t", ["t"], False),
    ("1/(t - 3)", ["t > 0"], False),
    ("1/(t - 30)", ["t > 0"], False),
    ("1/(t - 3)**2", ["t > 0"], False),
    ("1/(t + 3)", ["t > 0"], True),
    ("log(t)", ["t > 0"], True),
    ("log(t - 1)", ["t > 0"], False),
    ("log(2 + sin(t))", ["t"], True),
    ("log(1/2 + sin(t))", ["t"], False),
    ("sqrt(t**2 - t + 1)", ["t"], True),
    ("sqrt(4 - t**2)", ["t"], False),
    ("sqrt(4 - t**2)", ["0 < t < 2"], True),
    ("tan(t)", ["t"], False),
    ("tan(t)", ["0 < t < 3/2"], True),
    ("x/(x**2 + y**2 + 1)", ["x", "y"], True),
    ("1/(x - y)", ["x", "y"], False),
    ("1/(x*y - 1)", ["x > 0", "y > 0"], False),
    ("t**(1/3)", ["t"], False),
    ("t**(-2)", ["t"], False),
    ("exp(-100*t**2)", ["t"], True),
    ("asin(t/4)", ["0 < t < 4"], True),
    ("asin(t)", ["0 < t < 4"], False),
    ("1/(1 + exp(-t))", ["t"], True),
]


@pytest.mark.parametrize(("text", "conditions", "fine"), CASES)
def test_a_formula_must_be_defined_on_the_whole_domain(text, conditions, fine):
    domain = Domain(ranges=tuple(Range(*stated(condition)) for condition in conditions))
    found = undefined_somewhere([read_python(text, SCOPE).value], domain)
    assert (found is None) is fine
    if found is not None:
        assert all(domain.of(name).interval.holds(value) for name, value in found[1].items())


def test_arguments_of_logarithms_are_guarded_more_strictly_than_denominators():
    expr = read_python("log(t)/t", SCOPE).value
    assert guards([expr]) == {read_python("t", SCOPE).value: True}


def test_samples_reach_the_ends_and_far_out_and_every_value_of_each_symbol():
    ranges = dict(stated(text) for text in ("x > 0", "y"))
    points = list(samples(ranges))
    assert 200 < len(points) < 400
    assert min(p["x"] for p in points) < 1e-5
    assert max(p["x"] for p in points) == 100
    assert len({p["x"] for p in points}) > 20
    assert len({p["y"] for p in points}) > 35
