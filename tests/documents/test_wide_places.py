"""Formulas that are wider than their place: broken in cells and panels, taken apart at commas, else scrolled."""

from __future__ import annotations

import re

import pytest

from gradekit.documents.blocks import Definitions, Display, Panel, Para, Table, plain
from gradekit.documents.formulas import entries_block
from gradekit.documents.html import body
from gradekit.documents.markup import Line, Maths, Words
from gradekit.documents.mathematics.breaking import room_of
from gradekit.documents.pdf_data import PdfData
from gradekit.syntax.build import add, multiply, number, sin, symbol

SUM = " + ".join(rf"a_{{{k}}} \sin(x)" for k in range(9))
PRODUCT = " ".join([r"\left(a + b + c + d\right)"] * 12)
LETTERS = ", ".join(rf"A_{{{k}}}" for k in range(20))


def rows_of(html: str) -> int:
    return html.count("<mtr>")


def table(formula: str) -> Table:
    return Table((plain("rule"), plain("answer"), plain("said")), ((plain("r"), (Maths(formula),), plain("s")),))


def test_a_sum_in_a_cell_is_broken_so_that_the_other_columns_have_room() -> None:
    assert rows_of(body([table(SUM)])) > 1
    assert rows_of(body([Para((Maths(SUM),))])) == 0
    assert room_of(3) < room_of(3, last=True) < room_of(1)


def test_a_product_in_a_cell_is_scrolled_and_can_be_reached_without_a_mouse() -> None:
    told = body([table(PRODUCT)])
    assert re.search(r'<td class="fit-\d"><div class="held" tabindex="0">', told)
    assert "held" not in body([table("x + 1")])


def test_a_sum_in_a_cell_is_broken_on_paper_too() -> None:
    (data,) = PdfData().blocks([table(SUM)])
    assert "mat(" in str(data)
    (data,) = PdfData().blocks([table("x + 1")])
    assert "mat(" not in str(data)


def test_a_panel_and_a_term_leave_less_room_for_a_line() -> None:
    lines = [rows_of(body([block])) for block in _nested(Display((" + ".join([SUM] * 5),)))]
    assert lines[0] < lines[1] < lines[2]


def _nested(display: Display) -> list[Display | Panel]:
    inside = Definitions(((plain("We read"), (display,)),))
    deep = Panel("note", (), blocks=(Panel("note", (), blocks=(inside,)),))
    return [display, Panel("note", (), blocks=(inside,)), deep]


@pytest.mark.parametrize(
    ("line", "formulas"),
    [
        ((Maths(LETTERS),), 20),
        ((Maths("u, v"),), 1),
        ((Maths(r"f\left(a, b\right)" + " + c" * 40),), 1),
        ((Words("in "), Maths(LETTERS), Words(".")), 20),
    ],
    ids=["many", "few", "arguments", "sentence"],
)
def test_a_long_list_in_a_line_is_a_formula_each(line: Line, formulas: int) -> None:
    assert body([Para(line)]).count("<math") == formulas


def test_a_long_answer_stands_on_lines_of_its_own() -> None:
    x = symbol("x")
    long = add(*(sin(multiply(number(k), x)) for k in range(2, 30)))
    assert isinstance(entries_block((), (long,)), Display)
    assert isinstance(entries_block((), (add(x, number(1)),)), Para)
