"""Mal-rules on second derivatives, curves, determinants, directions, frames, traces and costs, worked out by hand."""

from __future__ import annotations

import pytest
from by_hand import Row, check
from test_arrays_by_hand import ROWS as OF_ARRAYS
from test_register import ROWS as OF_BASICS

from gradekit.malrules.predict import MALRULES
from gradekit.model.composition import Components, Composed, Composition, Node, PathCount
from gradekit.model.quantities import (
    Adjoints,
    Ascent,
    Cartesian,
    Descent,
    Determinant,
    Directional,
    Implicit,
    Inverse,
    Laplacian,
    Multiplications,
    Passes,
    Product,
    Second,
    Tangents,
    UnitVectors,
)
from gradekit.problems.questions.frames import coordinates
from gradekit.syntax.build import ONE, number
from gradekit.syntax.limits import Limits
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.tree import Expr

LETTERS = "h m p r t u v w x y z phi theta D F f f1 f2"


def read(text: str) -> Expr:
    value = read_python(text, Scope(symbols=frozenset(LETTERS.split()), limits=Limits())).value
    assert isinstance(value, Expr)
    return value


def made(inputs: str, frame: str = "", **nodes: str) -> Composition:
    named = tuple(Node(name, read(text)) for name, text in nodes.items())
    letters = tuple(inputs.split())
    return Composition(letters, named, (named[-1].name,), coordinates(frame, letters).frame if frame else None)


MIXED = made("x y", f="x**2*y")
HESSIAN = (MIXED, Second("f", ("x", "y"), ("x", "y"), local=True))
CURVE = (made("t", x="t**2", y="sin(t)", f="x**2*y + t*x"), Second("f", ("t",), ("t",)))
FOLIUM = (made("x y", F="x**3 + y**3 - 3*x*y"), Implicit(("F",), ("y",), ("x",)))
FOLIUM_TWICE = (FOLIUM[0], Implicit(("F",), ("y",), ("x",), 2))
CIRCLE = (made("x y", F="x**2 + y**2 - 25"), Implicit(("F",), ("y",), ("x",)))
PLANE = made("x y", f1="x*y", f2="x + y**2")
MAP = (PLANE, Determinant(("f1", "f2"), ("x", "y")))
POLAR = made("r theta", "polar", x="r*cos(theta)", y="r*sin(theta)", f="x**2*y")
BACK = (POLAR, Inverse(("x", "y"), ("r", "theta")))
UNITS = (POLAR, UnitVectors(("x", "y"), ("r", "theta")))
CARTESIAN = (POLAR, Cartesian("f", ("x", "y")))
TIMES = (PLANE, Product(("f1", "f2"), ("x", "y"), (ONE, number(-2))))
ROW_TIMES = (PLANE, Product(("f1", "f2"), ("x", "y"), (ONE, number(-2)), left=True))
ALONG = (PLANE, Directional("f1", ("x", "y"), (number(3), number(4))))
STEP = (PLANE, Descent("f2", ("x", "y"), number(1, 10)))
FLAT = (made("r theta", "polar", f="r**3*sin(theta)"), Laplacian("f"))
BALL = (made("r theta phi", "spherical", f="r*theta*phi"), Components("f"))
GRAPH = made("x", u="x**2", v="sin(u)", f="u*v")
FORWARD, BACKWARD = (GRAPH, Tangents(("u", "v"), (ONE,))), (GRAPH, Adjoints("f", ("u", "v")))
CHAIN = (PLANE, Multiplications((2, 3, 4, 5), "forward"))
PASSES = (made("x y z", f1="x*y*z", f2="x + y*z"), Passes(("f1", "f2"), ("x", "y", "z"), "forward"))
CENTRAL = (made("x h", p="(x + h)**2", m="(x - h)**2", D="(p - m)/(2*h)"), Composed(("D",)))
CENTRAL_OF_TWO = (made("x y h", p="(x + h)**2*y", m="(x - h)**2*y", D="(p - m)/(2*h)"), Composed(("D",)))
FOUR_ROUTES = (made("t", x="t**2", y="x*t", z="x + 1", f="y*z + t"), PathCount("f", "t"))
LONG_ROUTE = (made("t", u="t**2", v="u + 1", w="sin(v)", f="w*t"), PathCount("f", "t"))

F_R = "(3*r**2*cos(theta)**2*sin(theta))"
F_THETA = "(r**3*(cos(theta)**3 - 2*sin(theta)**2*cos(theta)))"
WHOLE = "12*t**2*sin(t) + 8*t**3*cos(t) - t**4*sin(t) + 6*t"
EVERYWHERE = "everywhere"

ROWS: list[Row] = [
    # rule                         asked    site        by hand
    # f = x^2 y, and f(t, x, y) = x^2 y + t x along x = t^2, y = sin t
    ("mixed-zero", HESSIAN, EVERYWHERE, ["2*y", "0", "0", "0"]),
    ("off-diagonal-sign", HESSIAN, EVERYWHERE, ["2*y", "-2*x", "-2*x", "0"]),
    ("factor-2-symmetric", HESSIAN, EVERYWHERE, ["2*y", "4*x", "4*x", "0"]),
    ("product-of-firsts", HESSIAN, EVERYWHERE, ["4*x**2*y**2", "2*x**3*y", "2*x**3*y", "x**4"]),
    ("only-hessian-term", CURVE, EVERYWHERE, ["8*t**2*sin(t) + 8*t**3*cos(t) + 4*t"]),
    ("only-acceleration-term", CURVE, EVERYWHERE, ["4*t**2*sin(t) + 2*t - t**4*sin(t)"]),
    ("cross-term-not-doubled", CURVE, EVERYWHERE, [f"{WHOLE} - 4*t**3*cos(t) - 2*t"]),
    ("second-derivatives-multiplied", CURVE, EVERYWHERE, ["4*sin(t)"]),
    # on x^3 + y^3 = 3 x y the slope is -(3 x^2 - 3 y)/(3 y^2 - 3 x)
    ("missing-minus", FOLIUM, EVERYWHERE, ["(x**2 - y)/(y**2 - x)"]),
    ("implicit-reciprocal", FOLIUM, EVERYWHERE, ["-(y**2 - x)/(x**2 - y)"]),
    ("y-as-constant", FOLIUM, EVERYWHERE, ["3*x**2 - 3*y"]),
    ("y-as-constant", FOLIUM_TWICE, EVERYWHERE, ["(-2*x*(y**2 - x) - (x**2 - y))/(y**2 - x)**2"]),
    ("unknown-dropped-once", FOLIUM, "d F/d y, place 1", ["(x**2 - y)/x"]),
    ("unknown-dropped-once", FOLIUM, "d F/d y, place 2", ["-(x**2 - y)/y**2"]),
    ("constant-side-kept", CIRCLE, "d F/d x", ["-(2*x - 25)/(2*y)"]),
    # the Jacobian ((y, x), (1, 2y)), and ((cos, -r sin), (sin, r cos)) of polar coordinates
    ("det-sign-formula", MAP, EVERYWHERE, ["2*y**2 + x"]),
    ("diagonal-product-only", MAP, EVERYWHERE, ["2*y**2"]),
    ("missing-abs", (PLANE, Determinant(("f2", "f1"), ("x", "y"), absolute=True)), EVERYWHERE, ["x - 2*y**2"]),
    ("determinant-of-the-other-map", MAP, EVERYWHERE, ["1/(2*y**2 - x)"]),
    (
        "reciprocal-entries",
        BACK,
        EVERYWHERE,
        ["1/cos(theta)", "1/sin(theta)", "-1/(r*sin(theta))", "1/(r*cos(theta))"],
    ),
    ("jacobian-for-inverse", BACK, EVERYWHERE, ["cos(theta)", "-r*sin(theta)", "sin(theta)", "r*cos(theta)"]),
    ("inverse-not-divided", BACK, EVERYWHERE, ["r*cos(theta)", "r*sin(theta)", "-sin(theta)", "cos(theta)"]),
    ("cofactor-sign", BACK, "both", ["cos(theta)", "-sin(theta)", "sin(theta)/r", "cos(theta)/r"]),
    ("cofactor-sign", BACK, "row 2", ["cos(theta)", "sin(theta)", "sin(theta)/r", "cos(theta)/r"]),
    ("transposed-inverse", BACK, EVERYWHERE, ["cos(theta)", "-sin(theta)/r", "sin(theta)", "cos(theta)/r"]),
    ("jacobian-transposed-in-product", TIMES, EVERYWHERE, ["y - 2", "x - 4*y"]),
    ("jacobian-transposed-in-product", ROW_TIMES, EVERYWHERE, ["y - 2*x", "1 - 4*y"]),
    ("outer-product-for-vjp", ROW_TIMES, EVERYWHERE, ["y", "x", "-2", "-4*y"]),
    ("vector-entrywise", TIMES, EVERYWHERE, ["y", "-4*y"]),
    # f = x y along (3, 4), and a step down x + y^2
    ("not-normalised", ALONG, EVERYWHERE, ["3*y + 4*x"]),
    ("not-normalised", (PLANE, Ascent("f1", ("x", "y"))), EVERYWHERE, ["y", "x"]),
    ("divided-by-norm-squared", ALONG, EVERYWHERE, ["(3*y + 4*x)/25"]),
    ("added-instead-of-dotted", ALONG, "gradient", ["y + x"]),
    ("added-instead-of-dotted", ALONG, "gradient and vector", ["y + x + 7/5"]),
    ("point-as-direction", ALONG, EVERYWHERE, ["2*x*y/sqrt(x**2 + y**2)"]),
    ("norm-instead-of-derivative", ALONG, EVERYWHERE, ["sqrt(x**2 + y**2)"]),
    (
        "steepest-descent",
        (PLANE, Ascent("f1", ("x", "y"))),
        EVERYWHERE,
        ["-y/sqrt(x**2 + y**2)", "-x/sqrt(x**2 + y**2)"],
    ),
    ("step-sign", STEP, EVERYWHERE, ["x + 1/10", "y + y/5"]),
    ("step-without-rate", STEP, EVERYWHERE, ["x - 1", "-y"]),
    ("step-alone", STEP, EVERYWHERE, ["-1/10", "-y/5"]),
    # frames
    ("rotation-transposed", UNITS, EVERYWHERE, ["cos(theta)", "-sin(theta)", "sin(theta)", "cos(theta)"]),
    (
        "rotation-transposed",
        CARTESIAN,
        EVERYWHERE,
        [f"cos(theta)*{F_R} + sin(theta)*{F_THETA}/r", f"cos(theta)*{F_THETA}/r - sin(theta)*{F_R}"],
    ),
    (
        "partials-for-components",
        CARTESIAN,
        EVERYWHERE,
        [f"cos(theta)*{F_R} - sin(theta)*{F_THETA}", f"sin(theta)*{F_R} + cos(theta)*{F_THETA}"],
    ),
    ("unit-vectors-not-normalised", UNITS, EVERYWHERE, ["cos(theta)", "sin(theta)", "-r*sin(theta)", "r*cos(theta)"]),
    # f = r^3 sin(theta): f_rr = 6 r sin, f_r / r = 3 r sin, f_tt / r^2 = -r sin
    ("first-order-term-dropped", FLAT, EVERYWHERE, ["5*r*sin(theta)"]),
    ("one-over-r-squared-missing", FLAT, EVERYWHERE, ["9*r*sin(theta) - r**3*sin(theta)"]),
    ("second-partials-added", FLAT, EVERYWHERE, ["6*r*sin(theta) - r**3*sin(theta)"]),
    ("first-order-term-twice", FLAT, EVERYWHERE, ["11*r*sin(theta)"]),
    ("one-over-r-once", FLAT, EVERYWHERE, ["9*r*sin(theta) - r**2*sin(theta)"]),
    # f = r theta phi has the components theta phi, phi, theta / sin(theta)
    ("sin-theta-missing", BALL, EVERYWHERE, ["theta*phi", "phi", "theta"]),
    ("angle-convention-swapped", BALL, EVERYWHERE, ["theta*phi", "phi/sin(phi)", "theta"]),
    ("components-permuted", BALL, "components 2 and 3", ["theta*phi", "theta/sin(theta)", "phi"]),
    # u = x^2, v = sin u, f = u v
    ("seed-wrong", FORWARD, "value", ["2*x**2", "2*x**2*cos(u)"]),
    ("seed-wrong", FORWARD, "zero", ["0", "0"]),
    ("tangent-not-multiplied", FORWARD, EVERYWHERE, ["2*x", "cos(u)"]),
    ("reverse-instead-of-forward", FORWARD, EVERYWHERE, ["v + u*cos(u)", "u"]),
    ("table-reversed", FORWARD, EVERYWHERE, ["2*x*cos(u)", "2*x"]),
    ("local-derivative-as-adjoint", BACKWARD, EVERYWHERE, ["cos(u) + v", "u"]),
    ("forward-instead-of-reverse", BACKWARD, EVERYWHERE, ["2*x", "2*x*cos(u)"]),
    ("adjoint-overwritten", BACKWARD, "first use", ["u*cos(u)", "u"]),
    ("adjoint-overwritten", BACKWARD, "last use", ["v", "u"]),
    # J3 (J2 J1) with 3 x 2, 4 x 3 and 5 x 4: 24 + 40; the other way 60 + 30
    ("forward-reverse-swapped", CHAIN, EVERYWHERE, ["90"]),
    ("sum-of-sizes", CHAIN, EVERYWHERE, ["20"]),
    ("product-of-all-sizes", CHAIN, EVERYWHERE, ["120"]),
    ("first-product-only", CHAIN, EVERYWHERE, ["24"]),
    ("entries-counted", CHAIN, EVERYWHERE, ["38"]),
    ("forward-reverse-swapped", PASSES, EVERYWHERE, ["2"]),
    ("passes-miscounted", PASSES, EVERYWHERE, ["6"]),
    # x^2 between x - h and x + h
    ("forward-for-central", CENTRAL, EVERYWHERE, ["2*x + h"]),
    ("missing-2h", CENTRAL, EVERYWHERE, ["4*x"]),
    ("h-sign", CENTRAL, EVERYWHERE, ["-2*x"]),
    ("difference-not-divided", CENTRAL, EVERYWHERE, ["4*x*h"]),
    # x^2 y between x - h and x + h is 2 x y; between y - h and y + h it is x^2
    ("wrong-index", CENTRAL_OF_TWO, "by y", ["x**2"]),
    # f = y z + t, y = x t, z = x + 1, x = t^2: f-y-x-t, f-y-t, f-z-x-t and f-t
    ("drop-path", FOUR_ROUTES, "path 1", ["3"]),
    ("direct-term-dropped", FOUR_ROUTES, EVERYWHERE, ["3"]),
    ("first-steps-counted", FOUR_ROUTES, EVERYWHERE, ["3"]),
    ("intermediates-counted", FOUR_ROUTES, EVERYWHERE, ["3"]),
    ("links-counted", FOUR_ROUTES, EVERYWHERE, ["7"]),
    # w, v and u stand on the one route of two that is not direct
    ("intermediates-counted", LONG_ROUTE, EVERYWHERE, ["3"]),
    ("links-counted", LONG_ROUTE, EVERYWHERE, ["5"]),
]


@pytest.mark.parametrize(("rule", "question", "site", "by_hand"), ROWS, ids=[f"{row[0]}, {row[2]}" for row in ROWS])
def test_predicts_what_one_finds_by_hand(rule, question, site, by_hand):
    assert rule in MALRULES
    check(rule, question, site, by_hand)


def test_every_rule_of_the_register_stands_in_a_table() -> None:
    assert {row[0] for table in (OF_BASICS, OF_ARRAYS, ROWS) for row in table} == set(MALRULES)
