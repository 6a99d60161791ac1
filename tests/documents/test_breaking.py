"""Wide formulas: measured as a browser draws them, and broken without losing a sign."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.documents.blocks import Display, Table, plain
from gradekit.documents.html import body
from gradekit.documents.markup import Maths
from gradekit.documents.mathematics import symbols
from gradekit.documents.mathematics.breaking import MOST, broken, split
from gradekit.documents.mathematics.measure import is_narrow, width
from gradekit.documents.mathematics.read import parse

BROKEN = [
    ("a + b", 42, "a + b"),
    ("y = a + b + c", 6, r"\begin{aligned} y &= a + b \\ &\quad {} + c \end{aligned}"),
    ("y = a = b", 4, r"\begin{aligned} y &= a \\ &= b \end{aligned}"),
    ("y = - a + b", 5, r"\begin{aligned} y &= - a \\ &\quad {} + b \end{aligned}"),
    (r"x \cdot - y - z", 4, r"\begin{aligned} &x \cdot - y \\ &\quad {} - z \end{aligned}"),
    (r"\alpha + \beta", 2, r"\begin{aligned} &\alpha \\ &\quad {} + \beta \end{aligned}"),
    (r"\left(a + b + c + d\right) e", 3, r"\left(a + b + c + d\right) e"),
    (r"\frac{a + b + c}{d + e + f}", 3, r"\frac{a + b + c}{d + e + f}"),
    (
        r"\begin{aligned} y &= a + b + c \\ &= d \end{aligned}",
        6,
        r"\begin{aligned} y &= a + b \\ &\quad {} + c \\ &= d \end{aligned}",
    ),
]


@pytest.mark.parametrize(("latex", "most", "expected"), BROKEN, ids=range(len(BROKEN)))
def test_formulas_are_broken_at_their_top_level(latex: str, most: float, expected: str) -> None:
    assert broken(latex, most) == expected


TERMS = st.sampled_from(["x", r"\frac{a + b}{c}", r"\sin(x + y)", "2 y", r"e^{x + 1}", r"\left(u + v\right)^{2}"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["+", "-"]), TERMS), min_size=2, max_size=12), st.integers(6, 40))
def test_nothing_is_lost_and_lines_are_short(terms: list[tuple[str, str]], most: int) -> None:
    right = " ".join(f"{sign} {term}" for sign, term in terms).removeprefix("+ ")
    told = broken(f"f = {right}", most)
    parse(told)
    flat = re.sub(r"\\begin\{aligned\}|\\end\{aligned\}|\\\\|&|\\quad|\{\}|\s", "", told)
    assert flat == re.sub(r"\s", "", f"f = {right}")
    widest = max(width(term) for _, term in terms)
    assert width(told) <= max(most, widest + width("f = +") + 2.5)


DRAWN = [
    # what Chromium needed in the embedded font, in em
    ("x", 0.56),
    (r"\frac{\partial f}{\partial x} = 2 x y", 4.01),
    (r"\sin\left(x^{2} + y^{2}\right)", 4.98),
    (r"\begin{pmatrix} 2 x & x^{2} \\ 1 & 0 \end{pmatrix}", 4.46),
    (r"\sqrt{x + 1} - \sum_{i=1}^{n} a_{i}", 6.83),
    (r"\nabla C = \left(a + 5\right) \sigma\left(z\right) \left(1 - \sigma\left(z\right)\right)", 11.54),
    (r"f(x, y) = \frac{x^{2} + y}{\sqrt{1 + e^{x y}}} - \ln\left(x\right)", 11.27),
    (r"\begin{aligned} x &= t^{2} \\ \frac{df}{dt} &= 2 x \\ &= 4 \end{aligned}", 3.58),
    (r"J = \begin{pmatrix} \frac{1}{2} & -2 & \cos t \end{pmatrix}", 8.71),
]


@pytest.mark.parametrize(("latex", "em"), DRAWN)
def test_the_estimate_is_never_less_and_little_more_than_what_is_drawn(latex: str, em: float) -> None:
    assert em <= width(latex) <= 1.25 * em


def test_what_is_too_wide_is_made_smaller_on_paper() -> None:
    wide = r"\begin{pmatrix} " + " & ".join(["x + y"] * 20) + r" \end{pmatrix}"
    assert 'class="display"' in body([Display(("x",))])
    assert re.search(r'class="display fit-\d"', body([Display((wide,))]))
    assert re.search(r'<td class="fit-\d">', body([Table((plain("a"), plain("b")), (((Maths(wide),), plain("c")),))]))
    assert width(wide) > MOST


def test_split_minds_brackets() -> None:
    assert split(r"a & \left(b & c\right) & \begin{pmatrix} d & e \end{pmatrix}", "&") == [
        "a ",
        r" \left(b & c\right) ",
        r" \begin{pmatrix} d & e \end{pmatrix}",
    ]


@pytest.mark.parametrize("name", sorted({*symbols.FUNCTIONS, *symbols.SPACES, *symbols.OPERATORS, *symbols.BIG}))
def test_what_is_called_narrow_unread_is_narrow(name: str) -> None:
    for formula in (
        rf"\{name} x",
        rf"\frac{{\{name} x}}{{\sqrt[3]{{y}}}}",
        rf"\left( \{name} \right)",
        rf"a & \{name} b",
    ):
        latex = rf"\begin{{matrix}} {formula} \end{{matrix}}" if "&" in formula else formula
        for display in (True, False):
            wide = width(latex, display=display)
            assert not is_narrow(latex, wide - 0.01, display=display)
            assert is_narrow(latex, wide, display=display)
