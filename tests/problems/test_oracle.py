"""SymPy's second route: it agrees with the stages, and it catches each stage that is broken on purpose."""

from dataclasses import replace

import pytest
import sympy

from gradekit.authoring import (
    Map,
    at,
    components,
    composed,
    cos,
    exp,
    local,
    log,
    path_count,
    r,
    sin,
    sqrt,
    t,
    theta,
    total,
    u1,
    u2,
    x,
    y,
)
from gradekit.calculus.stages import STAGES
from gradekit.equality.decide import decide
from gradekit.model.composition import Composition, Frame, Node
from gradekit.model.outcome import RIGHT
from gradekit.problems.admission.keys import vouched
from gradekit.problems.vouching.oracle import Oracle, RoutesDiffer
from gradekit.problems.worked import worked_out
from gradekit.syntax.build import ONE, add, multiply, negate, number, symbol
from gradekit.syntax.latex import to_latex
from gradekit.syntax.sympy_bridge import to_sympy
from gradekit.syntax.tree import Array

FRAME = {"h": (1, r), "names": ("e_r", "e_theta")}
CURVE = Map(t).on("t > 0").then(x=t**2, y=cos(3 * t)).then(f=x**2 * y + exp(y) + t)
LAYERS = Map(x).on("x > 0").then(u1=log(x + 2)).then(u2=x * u1).then(y=sqrt(u1 + 3) * u2 + x)
PLANE = Map(r, theta).on("r > 0").frame(**FRAME).then(x=r * cos(theta), y=r * sin(theta)).then(f=x**2 * y)
DIRECT = Map(r, theta).on("r > 0").frame(**FRAME).then(f=r**3 * sin(2 * theta))
SQUARE = Map(x, y).then(f1=x**2 * y, f2=sin(x) + y**3)

AGREE = [
    (CURVE, local("f", by="t x y")),
    (CURVE, local("x y", by="t")),
    (CURVE, composed("f")),
    (CURVE, total("f", by="t")),
    (CURVE, total("f", by="t", substituted=False)),
    (CURVE, total("f", by="x", substituted=False)),
    (CURVE, total("f x", by="t")),
    (CURVE, path_count("f", "t")),
    (CURVE, at(total("f", by="t"), {t: "1/2"})),
    (CURVE, at(local("f", by="x y"), {t: 1})),
    (LAYERS, total("y", by="x")),
    (LAYERS, path_count("y", "x")),
    (PLANE, components()),
    (PLANE, at(components(), {r: 2, theta: 1})),
    (DIRECT, components()),
    (SQUARE, total("f1 f2", by="x y")),
]


@pytest.mark.parametrize(("drawn", "ask"), AGREE)
def test_both_routes_agree_on_every_quantity(drawn, ask):
    worked = worked_out(drawn.ask(ask).draft())
    (key,) = worked.answers
    shown = vouched(worked)[key]
    assert shown.shape == worked.answers[key].shape
    if ask.quantity.__class__.__name__ != "At":
        for form, value in zip(shown, worked.answers[key], strict=True):
            assert decide(form, value, worked.draft.domain).outcome in RIGHT


def changed(stage, change):
    """The stages with one of them replaced by what `change` makes of its result."""
    right = getattr(STAGES, stage)
    return replace(STAGES, **{stage: lambda *given: change(right(*given))})


def each(change):
    return lambda array: Array(array.shape, tuple(map(change, array)))


BROKEN = [
    ("derive", negate, CURVE, total("f", by="t")),
    ("derive", lambda e: add(e, ONE), CURVE, local("f", by="x y")),
    ("paths", lambda found: found[:-1], CURVE, total("f", by="t")),
    ("paths", lambda found: found[:-1], CURVE, path_count("f", "t")),
    ("along", lambda e: multiply(number(2), e), CURVE, total("f", by="t")),
    ("across", lambda e: multiply(e, e), CURVE, total("f", by="t", substituted=False)),
    ("substitute", lambda e: add(e, number(1, 1000)), CURVE, total("f", by="t")),
    ("substitute", negate, CURVE, composed("f")),
    ("shape", lambda a: Array(a.shape, a.entries[::-1]), SQUARE, total("f1 f2", by="x y")),
    ("shape", lambda a: Array(a.shape, (*a.entries[:-1], ONE)), SQUARE, total("f1 f2", by="x y")),
    ("frame", each(lambda e: multiply(e, symbol("r"))), PLANE, components()),
    ("frame", lambda a: Array(a.shape, a.entries[::-1]), DIRECT, components()),
    ("shape", each(negate), PLANE, at(components(), {r: 2, theta: 1})),
]


@pytest.mark.parametrize(("stage", "change", "drawn", "ask"), BROKEN)
def test_a_broken_stage_is_caught(stage, change, drawn, ask):
    worked = worked_out(drawn.ask(ask).draft(), changed(stage, change))
    with pytest.raises(RoutesDiffer, match="the stages give"):
        vouched(worked)


def test_a_frame_without_its_scale_factor_is_caught():
    """The second route turns the gradient in x and y; it does not know the scale factors that were given."""
    wrong = Map(r, theta).on("r > 0").frame(h=(1, 1), names=("e_r", "e_theta")).then(f=r**3 * sin(2 * theta))
    with pytest.raises(RoutesDiffer, match="Components"):
        vouched(worked_out(wrong.ask(components()).draft()))


def test_a_fault_in_the_conversion_from_sympy_is_caught():
    """The oracle starts from the author's own formulas, not from our trees."""
    draft = CURVE.ask(total("f", by="t")).draft()
    nodes = tuple(Node(n.name, negate(n.expr)) if n.name == "x" else n for n in draft.composition.nodes)
    nodes = tuple(Node(n.name, add(n.expr, symbol("x"))) if n.name == "f" else n for n in nodes)
    composition = Composition(draft.composition.inputs, nodes, draft.composition.outputs)
    with pytest.raises(RoutesDiffer):
        vouched(worked_out(replace(draft, composition=composition)))


def test_without_originals_the_trees_are_converted():
    draft = CURVE.draft()
    (slope,) = Oracle(draft.composition).entries(total("f", by="t").quantity)
    symbol_t = sympy.Symbol("t", real=True)
    closed = symbol_t**4 * sympy.cos(3 * symbol_t) + sympy.exp(sympy.cos(3 * symbol_t)) + symbol_t
    assert sympy.simplify(slope - sympy.diff(closed, symbol_t)) == 0


def test_another_frame_divides_by_its_scale_factors():
    frame = Frame("cylinder", (ONE, multiply(number(2), symbol("r"))), ("e_1", "e_2"))
    plane = Composition(("r", "s"), (Node("f", multiply(symbol("r"), symbol("s"))),), ("f",), frame)
    first, second = Oracle(plane).entries(components().quantity)
    assert (str(first), str(second)) == ("s", "1/2")


PRINTED = [
    # what is asked           as it is printed
    (Map(x).on("x > 0").then(f=x * exp(x)).ask(total("f", by="x")), r"\left(x + 1\right) e^{x}"),
    (PLANE.ask(total("f", by="r")), r"3 r^{2} \sin \theta \cos^{2} \theta"),
    (Map(t).then(f=t**3).ask(at(total("f", by="t"), {t: "1/2"})), r"\frac{3}{4}"),
    (Map(t).then(f=t * sin(t)).ask(at(total("f", by="t"), {t: 1})), r"\sin(1) + \cos(1)"),
    (Map(t).then(f=t * sin(t) * exp(t) * log(t + 5)).ask(at(total("f", by="t"), {t: 1})), "11.2096"),
]


@pytest.mark.parametrize(("drawn", "latex"), PRINTED)
def test_answers_are_printed_in_a_light_form(drawn, latex):
    (shown,) = vouched(worked_out(drawn.draft())).values()
    told = to_latex(shown.scalar)
    assert told.replace(r"\left", "").replace(r"\right", "") == latex.replace(r"\left", "").replace(r"\right", "")


def test_printed_forms_mean_the_same():
    (shown,) = vouched(worked_out(PLANE.ask(components()).draft())).values()
    expected = [
        3 * r**2 * sin(theta) * cos(theta) ** 2,
        r**2 * (cos(theta) ** 3 - 2 * sin(theta) ** 2 * cos(theta)),
    ]
    letters = {"r": r, "theta": theta}
    for form, right in zip(shown, expected, strict=True):
        assert sympy.simplify(to_sympy(form, letters) - right) == 0


def test_a_wrong_number_of_entries_is_caught():
    worked = worked_out(SQUARE.ask(total("f1 f2", by="x y")).draft())
    short = replace(worked, answers={"J_f": Array((1, 1), worked.answers["J_f"].entries[:1])})
    with pytest.raises(RoutesDiffer, match="1 entries, SymPy gives 4"):
        vouched(short)
