"""A small sheet made by hand: no template is needed to test how answers are read."""

from __future__ import annotations

import re
from fractions import Fraction

from gradekit.model.composition import Composed, Composition, Frame, Local, Node, PathCount, Total
from gradekit.model.domain import POSITIVE, Domain, Interval, Range
from gradekit.model.problem import Form, Issued, Part, Sheet, Slot
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.syntax.build import ONE, TWO, cos, multiply, power, sin, symbol

x, y, t, r, theta = (symbol(name) for name in ("x", "y", "t", "r", "theta"))


def chain() -> Issued:
    """f = x^2 y, x = sin t, y = cos t."""
    composition = Composition(
        inputs=("t",),
        nodes=(
            Node("x", sin(t)),
            Node("y", cos(t)),
            Node("f", multiply(power(x, TWO), y)),
        ),
        outputs=("f",),
    )
    return Issued(
        gradekit="0.1.0",
        template="total-derivative",
        template_version="1",
        level=2,
        title="Total derivative",
        prompt="Let $f(x, y) = x^2 y$ with $x(t) = \\sin t$ and $y(t) = \\cos t$.\n\nFind the derivatives.",
        composition=composition,
        domain=Domain((Range("t", Interval(Fraction(0), Fraction(1, 2))),)),
        box={"t": (Fraction(1, 10), Fraction(2, 5))},
        parts=(
            Part(
                key="J_f",
                kind="array",
                quantity=Local(("f",), ("x", "y")),
                asks="the partial derivatives of $f$",
                label="J_f",
                shape=(1, 2),
                symbols=("x", "y"),
                points=Fraction(2),
            ),
            Part(
                key="df_dt",
                kind="expression",
                quantity=Total(("f",), ("t",)),
                asks="the total derivative $df/dt$, in `t` only",
                label="\\frac{df}{dt}",
                symbols=("t",),
                points=Fraction(3),
                form=Form(exact=True),
            ),
            Part(
                key="paths",
                kind="integer",
                quantity=PathCount("f", "t"),
                asks="the number of paths from $t$ to $f$",
                label="n",
            ),
        ),
        functions_of={"x": ("t",), "y": ("t",)},
    )


def polar() -> Issued:
    """f = x^2 y in polar coordinates."""
    composition = Composition(
        inputs=("r", "theta"),
        nodes=(
            Node("x", multiply(r, cos(theta))),
            Node("y", multiply(r, sin(theta))),
            Node("f", multiply(power(x, TWO), y)),
        ),
        outputs=("f",),
        frame=Frame("polar", (ONE, r), ("e_r", "e_theta")),
    )
    return Issued(
        gradekit="0.1.0",
        template="polar-gradient",
        template_version="1",
        level=1,
        title="Gradient in polar coordinates",
        prompt="Let $f = x^2 y$.",
        composition=composition,
        domain=Domain((Range("r", POSITIVE), Range("theta"))),
        box={"r": (Fraction(1, 2), Fraction(2)), "theta": (Fraction(1, 5), Fraction(7, 5))},
        parts=(
            Part(
                key="f_polar",
                kind="expression",
                quantity=Composed(("f",)),
                asks="$f$ in polar coordinates",
                label="f",
                symbols=("r", "theta"),
            ),
            Part(
                key="J_x",
                kind="array",
                quantity=Local(("x", "y"), ("r", "theta")),
                asks="the Jacobian of $(x, y)$",
                label="J",
                shape=(2, 2),
                symbols=("r", "theta"),
                points=Fraction(3, 2),
            ),
            Part(
                key="kind",
                kind="choice",
                quantity=PathCount("f", "r"),
                asks="what the direction of the gradient is",
                label="k",
                choices=("steepest ascent", "along the level curve"),
            ),
            Part(
                key="column",
                kind="array",
                quantity=Total(("f",), ("r", "theta")),
                asks="both partial derivatives as a column",
                label="c",
                shape=(2, 1),
                symbols=("r", "theta"),
            ),
        ),
    )


def sheet_of(*problems: Issued) -> Sheet:
    slots = tuple(Slot(number, issued, variant_id(issued)) for number, issued in enumerate(problems, 1))
    return Sheet(gradekit="0.1.0", id=sheet_id(slots), title="Chain rule", slots=slots)


SHEET = sheet_of(chain(), polar())

RIGHT = {
    "q1a": "[2*x*y, x**2]",
    "q1b": "2*sin(t)*cos(t)**2 - sin(t)**3",
    "q1c": "2",
    "q2a": "r**3*cos(theta)**2*sin(theta)",
    "q2b": "[[cos(theta), -r*sin(theta)], [sin(theta), r*cos(theta)]]",
    "q2c": '"steepest ascent"',
    "q2d": "[3*r**2*cos(theta)**2*sin(theta), r**3*cos(theta)**3 - 2*r**3*cos(theta)*sin(theta)**2]",
}
"""One answer for each part; what matters is that it can be read."""


def filled(stub: str, answers: dict[str, str]) -> str:
    """The stub with answers in place of what is open."""
    for name, answer in answers.items():
        open_answer = re.compile(rf"^{name} = [^#]*?(?=\n\n|\n#|\n[a-z]|\Z)", re.MULTILINE)
        place = open_answer.search(stub)
        assert place is not None, name
        stub = f"{stub[: place.start()]}{name} = {answer}{stub[place.end() :]}"
    return stub
