"""Plots of answers, level curves and frames: against the formulas themselves, and what they may give away."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from functools import cache
from math import hypot

import pytest
import sympy
from msgspec import UNSET
from msgspec.structs import replace

from gradekit.documents.angles import angles_figure, frame_kind
from gradekit.documents.feedback import feedback_document
from gradekit.documents.html import to_html
from gradekit.documents.level_curves import landscape, level_curves_figure
from gradekit.documents.plots import plot_figure
from gradekit.documents.sheet import question_blocks
from gradekit.grading.sheet import grade_sheet
from gradekit.model.answer import Answer, Submission
from gradekit.model.composition import Composition, Frame, Node
from gradekit.model.feedback import Plotted
from gradekit.model.policy import Policy
from gradekit.model.problem import Slot
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.syntax.sympy_bridge import from_sympy

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("t", "r", "theta", "phi", "x", "y", "z", "rho")


def tree(text: str):
    return from_sympy(sympy.sympify(text, locals={name: sympy.Symbol(name) for name in NAMES}))


def plot(mine: str, expected: str, low: str = "0", high: str = "3"):
    return plot_figure(tree(mine), tree(expected), Plotted("t", Fraction(low), Fraction(high)))


def pieces(figure, role: str) -> int:
    return len([p for p in ET.fromstring(figure.svg).iter(f"{SVG}path") if p.get("class") == role])


@pytest.mark.parametrize(
    ("mine", "expected", "yours", "right"),
    [
        ("sin(t)", "cos(t)", 1, 1),
        ("tan(t)", "1/(t - 1)", 2, 2),  # poles
        ("floor(t)", "t", 3, 1),  # jumps
        ("1/(t - 1)**2", "log(t - 1)", 2, 1),  # no value below 1
        ("exp(-500*(t - 1)**2)", "1/(1 + exp(-300*(t - 1)))", 1, 1),  # steep and yet no jump
    ],
)
def test_curves_are_broken_where_they_break_and_nowhere_else(mine, expected, yours, right) -> None:
    figure = plot(mine, expected)
    assert (pieces(figure, "yours"), pieces(figure, "expected")) == (yours, right)


def test_words_say_where_they_are_apart_and_the_values_are_right() -> None:
    alt = plot("t**2", "t").alt.replace("−", "-")
    place, mine, expected = map(float, re.findall(r"[-\d.]+\d", alt.split(". At ", 1)[1]))
    assert mine == pytest.approx(place**2, rel=1e-3)
    assert expected == pytest.approx(place, rel=1e-3)
    assert place > 2  # they are furthest apart at 3


def test_an_answer_without_values_is_told_so() -> None:
    assert "Nowhere in this range" in plot("log(-t - 1)", "t").alt
    assert plot("log(-t - 1)", "log(-t - 2)") is None


# ------------------------------------------------------------------ level curves


@cache
def issued(name: str, level: int, seed: str = "4"):
    return practice_sheet(name, level=level, seed=seed)[0].slots[0].issued


@pytest.mark.parametrize(("name", "level"), [("gradient-directional", 1), ("polar-gradient", 1), ("polar-gradient", 3)])
def test_a_level_curve_has_the_value_that_is_written_on_it(name: str, level: int) -> None:
    """Read back from the drawing: the points of a curve put into the function by SymPy."""
    problem = issued(name, level)
    found, figure = landscape(problem), level_curves_figure(problem)
    assert found is not None
    assert figure is not None
    from gradekit.syntax.sympy_bridge import to_sympy

    f = to_sympy(found.expr)
    symbols = [next(s for s in f.free_symbols if s.name == name) for name in found.letters]
    value = sympy.lambdify(symbols, f, "math")
    left, _, _, high = found.window
    for path in ET.fromstring(figure.svg).iter(f"{SVG}path"):
        if path.get("class") != "level":
            continue
        points = [tuple(map(float, point.split())) for point in path.get("d")[1:].split("L")]
        plane = [(left + (x - 46) / found.scale, high - (y - 10) / found.scale) for x, y in points]
        if found.polar:
            plane = [(hypot(x, y), float(sympy.atan2(y, x))) for x, y in plane]
        heights = [value(*point) for point in plane]
        corners = [value(float(a), float(b)) for a in found.ranges[0] for b in found.ranges[1]]
        assert max(heights) - min(heights) < 0.04 * (max(corners) - min(corners))


@pytest.mark.parametrize(("name", "level"), [("gradient-directional", 1), ("polar-gradient", 1)])
def test_a_sheet_shows_no_gradient_and_a_solution_does(name: str, level: int) -> None:
    problem = issued(name, level)
    on_sheet = "".join(block.svg for block in question_blocks(Slot(1, problem, "v")) if hasattr(block, "svg"))
    assert 'class="level"' in on_sheet
    assert level_curves_figure(problem).svg in on_sheet
    assert 'class="tip"' not in level_curves_figure(problem).svg
    assert level_curves_figure(problem, gradient=True).svg.count('class="tip"') > 20


@pytest.mark.parametrize(("name", "drawn"), [("polar-gradient", True), ("multi-path", False)])
def test_feedback_draws_the_gradient_as_soon_as_it_shows_the_solution(name: str, drawn: bool) -> None:
    sheet, keys = practice_sheet(name, level=1, seed="4")
    blank = tuple(Answer(slot=1, part=part.key, name=part.key) for part in sheet.slots[0].issued.parts)
    submission = Submission(sheet=sheet.id, answers=blank)
    for solution in (False, True):
        told = grade_sheet(sheet, submission, keys, Policy(solution_on_request=solution)).feedback
        page = to_html(feedback_document(told))
        assert ("its gradient: the arrows point uphill" in page) is (solution and drawn)
        assert (page.count('class="tip"') > 20) is (solution and drawn)


def test_arrows_stand_across_the_curves_and_point_uphill() -> None:
    found = landscape(issued("polar-gradient", 1))
    from gradekit.documents.level_curves import _slope
    from gradekit.syntax.sympy_bridge import to_sympy

    f = to_sympy(found.expr)
    r, theta = (next(s for s in f.free_symbols if s.name == name) for name in found.letters)
    x, y = sympy.symbols("x y", positive=True)
    in_plane = f.subs({r: sympy.sqrt(x**2 + y**2), theta: sympy.atan2(y, x)})
    at = {x: sympy.cos(sympy.Rational(1, 2)) * 2, y: sympy.sin(sympy.Rational(1, 2)) * 2}
    expected = [float(sympy.diff(in_plane, s).subs(at)) for s in (x, y)]
    assert _slope(found, Fraction(2), Fraction(1, 2)) == pytest.approx(expected)


def test_where_no_slope_is_asked_there_are_no_curves() -> None:
    assert level_curves_figure(issued("multi-path", 2)) is None
    assert level_curves_figure(replace(issued("gradient-directional", 1), parts=())) is None
    assert level_curves_figure(replace(issued("gradient-directional", 1), left_open=("f",))) is None
    assert level_curves_figure(replace(issued("gradient-directional", 1), left_open=UNSET)) is not None


# ------------------------------------------------------------------ frames

POLAR = Frame("polar", (tree("1"), tree("r")), ("e_r", "e_theta"))


@pytest.mark.parametrize(
    ("inputs", "scale", "nodes", "kind"),
    [
        ("r theta", "1 r", {"x": "r*cos(theta)", "y": "r*sin(theta)"}, "polar"),
        ("r theta", "1 r", {}, "polar"),
        ("r theta", "1 r", {"x": "3 - r*cos(theta)", "y": "r*sin(theta)"}, None),  # another origin
        ("r theta", "1 r", {"x": "r*sin(theta)", "y": "r*cos(theta)"}, None),  # from another axis
        ("rho phi z", "1 rho 1", {}, "cylindrical"),
        ("r theta phi", "1 r r*sin(theta)", {}, "spherical"),
        ("r phi theta", "1 r r*sin(phi)", {}, "spherical"),
        ("r theta", "1 1", {}, None),
    ],
)
def test_frames_are_known_by_their_geometry(inputs, scale, nodes, kind) -> None:
    frame = Frame("f", tuple(map(tree, scale.split())), tuple(f"e_{n}" for n in inputs.split()))
    made = tuple(Node(name, tree(text)) for name, text in nodes.items())
    composition = Composition(tuple(inputs.split()), made, (), frame)
    assert frame_kind(composition) == kind
    assert (angles_figure(composition, {}) is None) == (kind is None)


def test_each_convention_names_its_own_angle_from_the_axis() -> None:
    def alt(letters: str, scale: str) -> str:
        frame = Frame("f", tuple(map(tree, scale.split())), ("a", "b", "c"))
        return angles_figure(Composition(tuple(letters.split()), (), (), frame), {}).alt

    assert "θ the angle from the positive z-axis" in alt("r theta phi", "1 r r*sin(theta)")
    assert "ϕ the angle from the positive z-axis" in alt("r phi theta", "1 r r*sin(phi)").replace("φ", "ϕ")
