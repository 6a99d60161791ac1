"""The worked solution and the hints of a curve, a frame, a Jacobian, layers, and a graph with many paths."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from gradekit.calculus.hints import hints
from gradekit.calculus.labels import unit_label
from gradekit.calculus.naming import label_of
from gradekit.calculus.readable import readable
from gradekit.calculus.stages import evaluate
from gradekit.calculus.steps import worked_solution
from gradekit.calculus.writing import Writing
from gradekit.documents.mathematics.read import parse
from gradekit.documents.words.en_steps import WORDS
from gradekit.model.composition import (
    At,
    Components,
    Composed,
    Composition,
    Frame,
    Local,
    Node,
    PathCount,
    Quantity,
    Total,
)
from gradekit.model.domain import Domain
from gradekit.model.feedback import Step
from gradekit.model.problem import Issued, Key, Part, PartKey
from gradekit.syntax.build import ONE, TWO, add, cos, function, log, multiply, power, sin, subtract, symbol
from gradekit.syntax.latex import array_to_latex
from gradekit.syntax.tree import Array

r, s, t, theta, u, v, x, y = map(symbol, ("r", "s", "t", "theta", "u", "v", "x", "y"))

CURVE = Composition(
    ("t",), (Node("x", sin(t)), Node("y", cos(t)), Node("f", add(power(x, 2), multiply(TWO, y)))), ("f",)
)
CHAIN = Composition(("t",), (Node("u", power(t, 2)), Node("v", sin(u))), ("v",))
KINK = Composition(("t",), (Node("u", power(t, 2)), Node("v", function("relu", u))), ("v",))
POLAR = Composition(
    ("r", "theta"),
    (Node("x", multiply(r, cos(theta))), Node("y", multiply(r, sin(theta))), Node("f", multiply(power(x, 2), y))),
    ("f",),
    Frame("polar", (ONE, r), ("e_r", "e_theta")),
)
POLAR_AT_ONCE = Composition(
    ("r", "theta"),
    (Node("f", multiply(power(r, 2), sin(theta))),),
    ("f",),
    Frame("polar", (ONE, r), ("e_r", "e_theta")),
)
JACOBIAN = Composition(("x", "y"), (Node("f1", multiply(x, y)), Node("f2", sin(x))), ("f1", "f2"))
LAYERS = Composition(
    ("s", "t"),
    (
        Node("u", multiply(s, t)),
        Node("v", add(s, power(t, 2))),
        Node("y1", multiply(u, v)),
        Node("y2", add(power(u, 2), v)),
    ),
    ("y1", "y2"),
)
v1, v2, v3, v4 = map(symbol, ("v1", "v2", "v3", "v4"))
MANY = Composition(
    ("t",),
    (
        Node("v1", multiply(t, t)),
        Node("v2", add(v1, t)),
        Node("v3", multiply(v1, v2, t)),
        Node("v4", add(multiply(v1, v2), multiply(v3, t))),
    ),
    ("v4",),
)
BENT = Composition(("x", "y"), (Node("f", subtract(log(x), y)),), ("f",))

PROBLEMS: dict[str, tuple[Composition, tuple[Quantity, ...]]] = {
    "curve": (
        CURVE,
        (
            PathCount("f", "t"),
            Local(("f",), ("x", "y")),
            Total(("f",), ("t",), substituted=False),
            Total(("f",), ("t",)),
            At(Total(("f",), ("t",)), {"t": Fraction(1, 2)}),
        ),
    ),
    "uncounted curve": (CURVE, (Total(("f",), ("t",)),)),
    "chain": (CHAIN, (Total(("v",), ("t",)),)),
    "kink": (KINK, (Total(("v",), ("t",)),)),
    "polar": (POLAR, (Composed(("f",)), Total(("f",), ("r",)), Total(("f",), ("theta",)), Components("f"))),
    "polar at once": (POLAR_AT_ONCE, (Components("f"),)),
    "jacobian": (JACOBIAN, (Total(("f1", "f2"), ("x", "y")),)),
    "layers": (LAYERS, (Total(("y1", "y2"), ("s", "t")),)),
    "many": (MANY, (Total(("v4",), ("t",)),)),
    "bent": (BENT, (Total(("f",), ("x",)),)),
}


def issued(name: str) -> tuple[Issued, Key]:
    composition, quantities = PROBLEMS[name]
    parts = tuple(
        Part(key=f"p{k}", kind="expression", quantity=q, asks="", label=label_of(q, composition))
        for k, q in enumerate(quantities)
    )
    problem = Issued(
        gradekit="0",
        template="t",
        template_version="1",
        level=1,
        title="",
        prompt="",
        composition=composition,
        domain=Domain(),
        box={symbol: (Fraction(2, 5), Fraction(8, 5)) for symbol in composition.inputs},
        parts=parts,
    )
    values = [evaluate(part.quantity, composition) for part in parts]
    keys = tuple(PartKey(part=p.key, value=value, shown=value) for p, value in zip(parts, values, strict=True))
    return problem, Key(gradekit="0", variant="", points=(), parts=keys)


def steps(name: str) -> dict[str, Step]:
    return {step.message.id.removeprefix("steps."): step for step in worked_solution(*issued(name))}


@pytest.mark.parametrize("name", sorted(PROBLEMS))
def test_every_step_has_words_and_formulas_that_can_be_drawn(name: str) -> None:
    for step in worked_solution(*issued(name)):
        gaps = set(re.findall(r"\{(\w+)\}", WORDS[step.message.id]))
        assert gaps == set(step.message.params)
        assert all(parse(formula).items for formula in step.formulas)


@pytest.mark.parametrize("name", sorted(PROBLEMS))
def test_the_answer_of_the_key_stands_in_the_solution(name: str) -> None:
    problem, key = issued(name)
    formulas = [formula for step in worked_solution(problem, key) for formula in step.formulas]
    for part in problem.parts:
        if isinstance(part.quantity, Total | Composed | At):
            shown = key.part(part.key).shown
            told = Array(shown.shape, tuple(map(readable, shown)))
            assert f"{part.label} = {array_to_latex(told)}" in formulas


ORDER = {
    "curve": "definitions locals routes paths sum mixed final check at",
    "chain": "definitions locals one-path final check",
    "kink": "definitions relu locals one-path final check",
    "polar": "definitions composed partials lengths components along-units rotated",
    "polar at once": "definitions partials lengths components along-units",
    "jacobian": "definitions locals arranged",
    "layers": "definitions locals jacobians matrix-product final",
    "many": "definitions locals by-symbols final check",
    "bent": "definitions locals result check",
}


@pytest.mark.parametrize("name", sorted(ORDER))
def test_the_order_of_the_steps(name: str) -> None:
    assert list(steps(name)) == ORDER[name].split()


def test_a_curve_is_written_route_by_route() -> None:
    told = steps("curve")
    assert told["definitions"].formulas == (r"x = \sin t", r"y = \cos t", "f = x^{2} + 2 y")
    assert told["locals"].formulas[2] == r"\frac{\partial f}{\partial x} = 2 x"
    assert told["routes"].message.params == {"count": 2, "start": "t", "end": "f"}
    assert told["routes"].formulas == (r"t \to x \to f", r"t \to y \to f")
    assert told["paths"].formulas == (
        r"\frac{\partial f}{\partial x} \cdot \frac{dx}{dt} = 2 x \cdot \cos t",
        r"\frac{\partial f}{\partial y} \cdot \frac{dy}{dt} = 2 \cdot \left(-\sin t\right)",
    )
    assert told["sum"].formulas[0].startswith(r"\frac{df}{dt} = \frac{\partial f}{\partial x} \cdot \frac{dx}{dt} + ")
    assert told["at"].message.params == {"point": r"t = \frac{1}{2}"}


def test_the_check_shows_numbers_at_a_simple_point() -> None:
    # 2 sin 1 cos 1 - 2 sin 1 = -0.77364...
    told = steps("curve")["check"].message.params
    assert told == {"point": "t = 1", "value": "-0.7736", "quotient": "-0.7736", "letter": "t"}


def test_no_check_is_shown_where_the_values_do_not_exist() -> None:
    problem, key = issued("bent")
    beyond = {name: (Fraction(-3), Fraction(-1)) for name in ("x", "y")}
    outside = Issued(**{**{name: getattr(problem, name) for name in Issued.__struct_fields__}, "box": beyond})
    assert "steps.check" not in [step.message.id for step in worked_solution(outside, key)]


def test_many_routes_are_written_symbol_by_symbol() -> None:
    assert steps("many")["by-symbols"].formulas[1] == (
        r"\frac{dv_{2}}{dt} = \frac{\partial v_{2}}{\partial t} + "
        r"\frac{\partial v_{2}}{\partial v_{1}} \cdot \frac{dv_{1}}{dt}"
    )


def test_components_are_written_with_scale_factors_and_turned_as_a_second_way() -> None:
    told = steps("polar")
    assert told["lengths"].formulas == ("h_{r} = 1", r"h_{\theta} = r")
    assert (
        told["components"].formulas[0].startswith(r"\nabla f = \frac{\partial f}{\partial r} \hat{e}_{r} + \frac{1}{r}")
    )
    assert told["rotated"].formulas[0] == r"\frac{\partial f}{\partial x} = 2 x y"


# ------------------------------------------------------------------ hints


@pytest.mark.parametrize("name", sorted(PROBLEMS))
def test_hints_can_be_drawn_and_never_hold_the_final_answer(name: str) -> None:
    problem, key = issued(name)
    told = hints(problem)
    assert len(told) == 3
    finals = [
        array_to_latex(key.part(part.key).shown)
        for part in problem.parts
        if isinstance(part.quantity, Total | Components | Composed | At)
    ]
    for hint in told:
        assert hint.count("$") % 2 == 0
        assert all(parse(formula).items for formula in hint.split("$")[1::2])
        assert not any(hint.rstrip(".$").endswith(f" = {final}") for final in finals)


def test_hints_of_a_curve() -> None:
    structure, formula, ingredient = hints(issued("uncounted curve")[0])
    assert "2 routes lead to $f$" in structure
    assert "2 routes" not in hints(issued("curve")[0])[0], "their number is asked there"
    assert r"$\frac{df}{dt} = \frac{\partial f}{\partial x} \cdot \frac{dx}{dt} + " in formula
    assert ingredient == r"One ingredient: $\frac{dx}{dt} = \cos t$."


def test_hints_of_a_frame_ask_for_the_length() -> None:
    structure, formula, ingredient = hints(issued("polar at once")[0])
    assert r"How far does the point move when $\theta$ grows by a little?" in structure
    assert r"\frac{1}{r} \frac{\partial f}{\partial \theta}" in formula
    assert "0.02" in ingredient


def test_hints_of_a_jacobian_name_its_shape() -> None:
    structure, _, ingredient = hints(issued("jacobian")[0])
    assert "2 rows (the outputs) and 2 columns (the inputs)" in structure
    assert ingredient == r"One entry: $\frac{\partial f_{1}}{\partial x} = y$."


# ------------------------------------------------------------------ labels

LABELS = [
    (Total(("f",), ("t",)), CURVE, r"\frac{df}{dt}"),
    (Local(("f",), ("x",)), CURVE, r"\frac{\partial f}{\partial x}"),
    (Local(("x",), ("t",)), CURVE, r"\frac{dx}{dt}"),
    (Local(("f",), ("x", "y")), CURVE, "J_{f}"),
    (Total(("f",), ("theta",)), POLAR, r"\frac{\partial f}{\partial \theta}"),
    (Total(("f1", "f2"), ("x", "y")), JACOBIAN, "J_{f}"),
    (Total(("v4", "v3"), ("t",)), MANY, "J_{v}(t)"),
    (Composed(("f",)), POLAR, "f"),
    (Components("f"), POLAR, r"\nabla f"),
    (PathCount("f", "t"), CURVE, "n"),
    (At(Total(("f",), ("t",)), {"t": Fraction(1)}), CURVE, r"\frac{df}{dt}"),
]


@pytest.mark.parametrize(("quantity", "composition", "expected"), LABELS)
def test_labels(quantity: Quantity, composition: Composition, expected: str) -> None:
    assert label_of(quantity, composition) == expected


def test_symbols_are_spoken_as_they_are_told() -> None:
    assert label_of(Local(("x",), ("t",)), CURVE, {"t": r"\tau"}) == r"\frac{dx}{d\tau}"
    assert unit_label("e_theta") == r"\hat{e}_{\theta}"


TWICE = Composition(("x", "y"), (Node("z", multiply(x, y)), Node("f", add(multiply(x, symbol("z")), y))), ("f",))
"""f = x z + y and z = x y: x and y stand in f, and z moves with both."""

READINGS = [
    # where x also stands in the formula itself, what is held fixed is said
    (Local(("f",), ("x",)), r"\left(\frac{\partial f}{\partial x}\right)_{y, z}"),
    (Local(("f",), ("y",)), r"\left(\frac{\partial f}{\partial y}\right)_{x, z}"),
    (Local(("f",), ("z",)), r"\frac{\partial f}{\partial z}"),
    (Local(("z",), ("x",)), r"\frac{\partial z}{\partial x}"),
    (Total(("f",), ("x",)), r"\left(\frac{\partial f}{\partial x}\right)_{y}"),
    (Total(("z",), ("x",)), r"\frac{\partial z}{\partial x}"),
]


@pytest.mark.parametrize(("asked", "label"), READINGS)
def test_a_quotient_with_two_readings_says_what_is_held(asked: Quantity, label: str) -> None:
    assert label_of(asked, TWICE, {}) == label


def test_no_sum_of_routes_has_its_own_left_side_among_its_terms() -> None:
    for source in ("x", "y"):
        writing = Writing(TWICE)
        left, right = writing.sum_in_symbols("f", source).split(" = ")
        assert left not in right.split(" + ")
        direct = writing.local("f", source).split(" = ")[0]
        assert direct in right.split(" + ")


def test_with_one_input_the_two_derivatives_are_told_apart_by_their_d() -> None:
    curve = Composition(("t",), (Node("x", sin(t)), Node("f", multiply(x, t))), ("f",))
    left, right = Writing(curve).sum_in_symbols("f", "t").split(" = ")
    assert left == r"\frac{df}{dt}"
    assert set(right.split(" + ")) == {
        r"\frac{\partial f}{\partial t}",
        r"\frac{\partial f}{\partial x} \cdot \frac{dx}{dt}",
    }
