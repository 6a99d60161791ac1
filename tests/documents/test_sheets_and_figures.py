"""Sheets, formulas, alignment, and the drawing of graphs."""

import xml.etree.ElementTree as ET
from fractions import Fraction
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import ONE_STEP, PATHS, POLAR, SHEET

from gradekit.authoring import Map, arrays, half_norm2, tanh, total
from gradekit.documents.alignment import aligned, sides
from gradekit.documents.blocks import Display, Para, paragraphs
from gradekit.documents.figures import graph_figure
from gradekit.documents.formulas import entries_block, points, value_block
from gradekit.documents.html import to_html
from gradekit.documents.layering import layout
from gradekit.documents.markup import Code, Maths
from gradekit.documents.sheet import sheet_document
from gradekit.documents.terminal import to_terminal
from gradekit.model.answer import Value
from gradekit.syntax.build import add, divide, number, sin, symbol

SVG = "{http://www.w3.org/2000/svg}"


def test_an_array_is_one_node_of_the_graph() -> None:
    weights, b, x, z, a = arrays("W:2x2 b:2 x:2 z a")
    drawn = Map(weights, b, x).then(z=weights @ x + b).then(a=tanh(z)).then(C=half_norm2(a)).ask(total("C", by="W"))
    figure = graph_figure(drawn.draft().composition, {})
    assert figure is not None
    texts = {normalize("NFKC", text.text or "") for text in ET.fromstring(figure.svg).iter(f"{SVG}text")}
    assert texts == {"W", "b", "x", "z", "a", "C", "∂z/∂W", "∂z/∂b", "∂z/∂x", "da/dz", "dC/da"}
    assert "z depends on W, b, x; a depends on z; C depends on a." in figure.alt


def test_a_sheet_says_what_to_hand_in() -> None:
    shown = to_terminal(sheet_document(SHEET))
    for told in [
        "Sheet K7QX2M4TRA   Points 10",
        "Problem 1 · Chain rule along several paths",
        "7 points",
        "q1a: a row of 2, in x, y",
        "q1b: a formula, in t",
        "q1c: a number, exact",
        "q1d: one of a minimum, a maximum",
        "q2a: a list of 2, in r, θ",
        "1.5 points",
        "rows belong to the outputs",
    ]:
        assert told in shown


def test_a_figure_where_there_is_more_than_one_step() -> None:
    assert graph_figure(PATHS, {}) is not None
    assert graph_figure(POLAR, {}) is not None
    assert graph_figure(ONE_STEP, {}) is None


def test_a_graph_has_every_node_and_edge_once() -> None:
    figure = graph_figure(POLAR, {"theta": r"\vartheta"})
    assert figure is not None
    root = ET.fromstring(figure.svg)
    texts = [text.text for text in root.iter(f"{SVG}text") if text.text]
    nodes = ["𝑟", "𝜗", "𝑥", "𝑦", "𝑓"]
    edges = ["∂𝑥/∂𝑟", "∂𝑥/∂𝜗", "∂𝑦/∂𝑟", "∂𝑦/∂𝜗", "∂𝑓/∂𝑥", "∂𝑓/∂𝑦"]
    assert sorted(texts) == sorted(nodes + edges)
    assert [path.get("class") for path in root.iter(f"{SVG}path")].count("edge") == len(edges)
    assert root.get("role") == "img"
    assert root.get("aria-label") == figure.alt


def test_columns_follow_the_arrows() -> None:
    edges = [("x", "u"), ("u", "v"), ("x", "v"), ("v", "f"), ("x", "f")]
    found = layout(["x", "u", "v", "f"], edges)
    assert [found.places[name].column for name in ("x", "u", "v", "f")] == [0, 1, 2, 3]
    assert all(len(route) == route[-1].column - route[0].column + 1 for route in found.routes.values())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 3)), min_size=1, max_size=12))
def test_no_two_nodes_stand_in_one_place(steps: list[tuple[int, int]]) -> None:
    names = [f"v{i}" for i in range(8)]
    edges = sorted({(names[a], names[a + b]) for a, b in steps if a + b < 8})
    found = layout(names, edges)
    spots = [(place.column, place.row) for place in found.places.values()]
    assert len(set(spots)) == len(spots)
    assert all(found.places[a].column < found.places[b].column for a, b in edges)
    assert layout(names, edges) == found


SIDES = [
    ("y = 2 x", ["y", "2 x"]),
    ("a = b = c", ["a", "b", "c"]),
    (r"f\left(a = b\right) = c", [r"f\left(a = b\right)", "c"]),
    (r"\left. f \right|_{t = 1} = 2", [r"\left. f \right|_{t = 1}", "2"]),
    (r"J = \begin{pmatrix} a = b & c \end{pmatrix}", ["J", r"\begin{pmatrix} a = b & c \end{pmatrix}"]),
    (r"\lvert x \rvert = 1", [r"\lvert x \rvert", "1"]),
    (r"f(x, y) = x", ["f(x, y)", "x"]),
    ("x = 1, y = 2", ["x = 1, y = 2"]),
    ("x + y", ["x + y"]),
]


@pytest.mark.parametrize(("formula", "expected"), SIDES)
def test_sides_of_an_equation(formula: str, expected: list[str]) -> None:
    assert sides(formula) == expected


def test_formulas_that_are_no_equations_stay_as_they_are() -> None:
    assert aligned(["x + y", "y = 2"]) == ("x + y", "y = 2")
    assert aligned([]) == ()


def test_points_are_told_in_two_decimals() -> None:
    assert [points(Fraction(n, 6)) for n in (1, 3, 6, 8, 600)] == ["0.17", "0.5", "1", "1.33", "100"]


def test_a_reading_is_a_formula() -> None:
    x = symbol("x")
    assert value_block(Value((), (sin(x),))) == Para((Maths(r"\sin x"),))
    block = entries_block((2,), (x, None))
    assert isinstance(block, Display)
    assert r"\ldots" in block.formulas[0]


def test_a_reading_too_deep_to_lay_out_is_shown_as_typed() -> None:
    deep = symbol("x")
    for _ in range(100):
        deep = divide(number(1), add(deep, symbol("y")))
    block = entries_block((), (deep,))
    assert isinstance(block, Para)
    (code,) = block.content
    assert isinstance(code, Code)
    assert code.text.startswith("1/(1/(")
    assert " … " in code.text


def test_text_between_blank_lines_is_a_paragraph() -> None:
    blocks = paragraphs("One $x$.\n\nTwo: $$y$$\n\nThree.")
    assert [type(block).__name__ for block in blocks] == ["Para", "Para", "Display", "Para"]


def test_hints_are_folded_and_opened_one_by_one() -> None:
    hints = {SHEET.slots[0].number: ("How many routes lead from $t$ to $f$?", "One product for each.")}
    page = to_html(sheet_document(SHEET, hints))
    assert page.count("<details>") == 2
    assert page.index("Hint 1") < page.index("How many routes") < page.index("Hint 2") < page.index("One product")
    assert "<details" not in to_html(sheet_document(SHEET))
