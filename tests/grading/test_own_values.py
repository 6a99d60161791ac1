"""Follow-through against SymPy: whoever goes on rightly from an own wrong value earns the later part in full."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gradekit.authoring import (
    Map,
    arrays,
    composed,
    cos,
    directional,
    exp,
    jacobian_det,
    local,
    norm2,
    r,
    s,
    sin,
    t,
    theta,
    total,
    x,
    y,
)
from gradekit.authoring import components as along_units
from gradekit.grading.grade import grade_problem
from gradekit.grading.marks import marks
from gradekit.grading.triviality import degenerate
from gradekit.model.answer import Answer, Value
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.policy import Policy
from gradekit.problems.issue import issue_draft
from gradekit.syntax.sympy_bridge import from_sympy, to_sympy

A, p, h, c = arrays("A:2x2 p:2 h c")


@cache
def problem(name):
    """The public record and the key of a small problem in which one part rests on others."""
    drawn = {
        "routes": Map(t)
        .then(x=t**2, y=sin(t))
        .then(f=x**2 * y + exp(x))
        .ask(local("f", by="x y"), local("x y", by="t"), total("f", by="t")),
        "composed": Map(t).then(x=t**2, y=sin(t)).then(f=x * y + x).ask(composed("f"), total("f", by="t")),
        "matrix": Map(A, p)
        .then(h=A @ p)
        .then(c=norm2(h))
        .ask(local("c", by="h"), local("h", by="p"), total("c", by="p", key="whole")),
        "determinant": Map(s, t)
        .then(x=s**2 * t + t, y=s * t**2 + s)
        .ask(total("x y", by="s t", key="J"), jacobian_det("x y", by="s t")),
        "direction": Map(x, y)
        .then(f=x**2 * y + x * y)
        .ask(total("f", by="x y", key="slope"), directional("f", by="x y", vector=(3, 4))),
        "frame": Map(r, theta)
        .on("r > 0")
        .frame(h=(1, r), names=("e_r", "e_theta"))
        .then(x=r * cos(theta), y=r * sin(theta))
        .then(f=x**2 * y)
        .ask(total("f", by="r"), total("f", by="theta"), along_units()),
    }[name]
    return issue_draft(
        drawn.draft(), level=5, slug=name, version="1", title="t", text=lambda: "Let it be.", admissible=False
    )


def letters(name):
    issued, _ = problem(name)
    names = [*issued.composition.inputs, *(node.name for node in issued.composition.nodes)]
    return {each: sympy.Symbol(each, real=True) for each in names}


def right(name, key):
    """The entries of the key as SymPy has them."""
    return [to_sympy(entry, letters(name)) for entry in problem(name)[1].part(key).value]


def graded(name, given_entries):
    """The verdicts and points where these parts have these entries; the other parts are blank."""
    issued, key = problem(name)
    answers = [
        Answer(
            slot=1,
            part=part,
            name=part,
            value=Value(issued.part(part).shape, tuple(from_sympy(sympy.sympify(e)) for e in entries)),
        )
        for part, entries in given_entries.items()
    ]
    told = grade_problem(issued, key, answers)
    return told, {mark.part: mark for mark in marks(told, issued, Policy()).parts}


def closed(name):
    """The intermediates of the problem in its inputs, put in one after the other."""
    known = {}
    for node in problem(name)[0].composition.nodes:
        known[letters(name)[node.name]] = to_sympy(node.expr, letters(name)).subs(known)
    return known


def routes(own):
    slopes = own["J_f"]
    inner = own["J_xy"]
    return {"df_dt": [sum(a * b for a, b in zip(slopes, inner, strict=True)).subs(closed("routes"))]}


def derived(own):
    return {"df_dt": [sympy.diff(own["f"][0], letters("composed")["t"])]}


def multiplied(own):
    row, matrix = sympy.Matrix(1, 2, own["dc_dh"]), sympy.Matrix(2, 2, own["dh_dp"])
    return {"whole": [entry.subs(closed("matrix")) for entry in row * matrix]}


def determinant(own):
    return {"det_J": [sympy.Matrix(2, 2, own["J"]).det()]}


def projected(own):
    return {"D_f": [sympy.Rational(3, 5) * own["slope"][0] + sympy.Rational(4, 5) * own["slope"][1]]}


def per_length(own):
    return {"grad_f": [own["f_r"][0], own["f_theta"][0] / letters("frame")["r"]]}


CASES = [("routes", routes), ("composed", derived), ("matrix", multiplied)]
CASES += [("determinant", determinant), ("direction", projected), ("frame", per_length)]


def earlier(name):
    *first, _ = (part.key for part in problem(name)[0].parts)
    return first


@st.composite
def own_answers(draw, name):
    """Answers to the earlier parts, one entry of them wrong at least, and none of them trivial."""
    own = {key: right(name, key) for key in earlier(name)}
    places = [(key, k) for key, entries in own.items() for k in range(len(entries))]
    for key, k in draw(st.lists(st.sampled_from(places), min_size=1, max_size=3, unique=True)):
        entry = own[key][k]
        known = sorted(entry.free_symbols, key=str)
        letter = draw(st.sampled_from(known)) if known else sympy.Integer(1)
        factor, more = draw(st.sampled_from([-1, 1, 2, 3])), draw(st.integers(-4, 4))
        own[key][k] = factor * entry + more * letter ** draw(st.integers(1, 3))
        points = problem(name)[1].points
        assume(not degenerate(from_sympy(own[key][k]), problem(name)[1].part(key).value.entries[k], points))
    assume(any(own[key] != right(name, key) for key in own))
    return own


@pytest.mark.parametrize(("name", "follow"), CASES)
@settings(max_examples=12, deadline=None, derandomize=True)
@given(data=st.data())
def test_what_follows_from_own_values_earns_the_part_in_full(name, follow, data):
    own = data.draw(own_answers(name))
    later = follow(own)
    written = data.draw(st.sampled_from([sympy.expand, sympy.factor, lambda e: e]))
    told, earned = graded(name, own | {key: list(map(written, entries)) for key, entries in later.items()})
    for key in later:
        assert told.verdict(key).outcome in RIGHT, (own, later)
        assert earned[key].earned == earned[key].possible
    wrong = [key for key in own if own[key] != right(name, key)]
    assert all(earned[key].earned < earned[key].possible for key in wrong), own
    assert all(set(told.verdict(key).follows) <= set(wrong) for key in later)


@pytest.mark.parametrize(("name", "follow"), CASES)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(data=st.data())
def test_what_follows_from_zeros_earns_nothing_by_it(name, follow, data):
    own = {key: right(name, key) for key in earlier(name)}
    emptied = data.draw(st.sampled_from(sorted(own)))
    own[emptied] = [sympy.Integer(0)] * len(own[emptied])
    later = follow(own)
    told, earned = graded(name, own | later)
    assert earned[emptied].earned == 0
    for key, entries in later.items():
        verdict = told.verdict(key)
        assert verdict.outcome is Outcome.DIFFERENT, (own, later)
        assert not verdict.followed
        same = sum(e.outcome in RIGHT for e in verdict.entries)
        assert earned[key].earned == earned[key].possible * Fraction(same, len(entries))


@pytest.mark.parametrize("name", [name for name, _ in CASES])
def test_blank_earlier_parts_lend_nothing(name):
    last = problem(name)[0].parts[-1].key
    told, earned = graded(name, {last: right(name, last)})
    assert earned[last].earned == earned[last].possible
    assert not told.verdict(last).followed
    assert all(earned[key].earned == 0 for key in earlier(name))


def test_a_mistake_of_ones_own_in_the_later_part_is_not_excused():
    own = {"J_f": [3 * e for e in right("routes", "J_f")], "J_xy": right("routes", "J_xy")}
    later = routes(own)["df_dt"][0]
    told, earned = graded("routes", own | {"df_dt": [later + letters("routes")["t"]]})
    assert told.verdict("df_dt").outcome is Outcome.DIFFERENT
    assert earned["df_dt"].earned == 0
