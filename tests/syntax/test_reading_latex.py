"""LaTeX: the same tree as typed text of the same meaning, and back from what our own writer writes."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given, settings
from trees_at_random import TREES
from values_by_mpmath import POINTS, plain_value, same, value

from gradekit.errors import StudentError
from gradekit.syntax.latex import array_to_latex, to_latex
from gradekit.syntax.latex_reader import read_latex
from gradekit.syntax.limits import Limits
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Array, Expr

SCOPE = Scope(frozenset({"x", "y", "t", "n", "theta", "u1", "e_r", "loss"}), limits=Limits(depth=200))

SAME_TREES = [
    # LaTeX                                        typed text
    (r"\sin^2 x", "sin(x)^2"),
    (r"\sin^{2} x \cos x", "sin(x)^2 cos(x)"),
    (r"\sin^2(x)", "sin(x)^2"),
    (r"\sin 2x", "sin(2x)"),
    (r"\sin\theta", "sin(theta)"),
    (r"\sin\sqrt{x}", "sin(sqrt(x))"),
    (r"\sin\frac{x}{2}", "sin(x/2)"),
    (r"\frac{1}{2}x", "(1/2)x"),
    (r"\frac12 x", "(1/2)x"),
    (r"\dfrac{x+1}{2y}", "(x+1)/(2y)"),
    (r"\sqrt{x+1}", "sqrt(x+1)"),
    (r"\sqrt[3]{x}", "cbrt(x)"),
    (r"\sqrt[n]{x}", "root(x, n)"),
    (r"2 \cdot 3", "2*3"),
    (r"x \times y \div t", "x*y/t"),
    (r"2xy", "2 x y"),
    (r"2 \, x \; y", "2 x y"),
    (r"\left( x + 1 \right)^2", "(x+1)^2"),
    (r"\left[ x + 1 \right] y", "(x+1) y"),
    (r"x^2y", "x^2 y"),
    (r"x^{-1}", "x^(-1)"),
    (r"e^{2x}", "e^(2x)"),
    (r"e^{-x^2}", "e^(-x^2)"),
    (r"\exp\left(-x\right)", "exp(-x)"),
    (r"\ln x", "ln(x)"),
    (r"\log_{2}(x)", "log(x, 2)"),
    (r"\log_2 x", "log(x, 2)"),
    (r"\ln\left|x\right|", "ln|x|"),
    (r"\lvert x - 1 \rvert", "|x - 1|"),
    (r"|x|", "|x|"),
    (r"\left\lfloor x \right\rfloor", "floor(x)"),
    (r"\lceil x \rceil", "ceiling(x)"),
    (r"\arcsin x", "asin(x)"),
    (r"\operatorname{sech} x", "sech(x)"),
    (r"\operatorname{arsinh}(x)", "asinh(x)"),
    (r"\theta + u_1 + u_{1}", "theta + u1 + u1"),
    (r"e_{r} \mathrm{loss}", "e_r*loss"),
    (r"\vartheta", "theta"),
    (r"2\pi x", "2 pi x"),
    (r"\sigma(x)", "sigmoid(x)"),
    (r"\max(x, y)", "max(x, y)"),
    (r"x!", "x!"),
    (r"-\frac{x}{y}", "-x/y"),
    (r"$x$", "x"),
    (r"\[ x \]", "x"),
    (r"\ldots", "..."),
    (r"\begin{pmatrix} x & y \\ 1 & 2 \end{pmatrix}", "[[x, y], [1, 2]]"),
    (r"\begin{bmatrix} x \\ \ldots \end{bmatrix}", "[[x], [...]]"),
]


@pytest.mark.parametrize(("latex", "typed"), SAME_TREES, ids=[row[0] for row in SAME_TREES])
def test_latex_gives_the_tree_of_typed_text(latex: str, typed: str) -> None:
    assert read_latex(latex, SCOPE).value == read_text(typed, SCOPE).value


@settings(max_examples=250, deadline=None)
@given(TREES)
def test_latex_reads_back_what_was_written(expr: Expr) -> None:
    wanted = [plain_value(expr, point) for point in POINTS]
    assume(None not in wanted)
    read = read_latex(to_latex(expr), SCOPE).value
    assert isinstance(read, Expr)
    assert all(same(value(read, point), number) for point, number in zip(POINTS, wanted, strict=True))


def test_matrices_read_back() -> None:
    x, y = Expr("symbol", (), "x"), Expr("symbol", (), "y")
    assert read_latex(array_to_latex(Array((2, 2), (x, y, y, x))), SCOPE).value == ((x, y), (y, x))


REFUSED = [
    (r"\foo x", "read.unknown-command", 0),
    (r"\begin{align} x \end{align}", "read.unknown-command", 12),
    (r"\sin^{-1} x", "read.inverse-or-reciprocal", 0),
    (r"1/2x", "read.two-readings", 3),
    (r"\frac{1}{2", "read.ends-early", 9),
    (r"\frac{x}", "read.ends-early", 7),
    (r"\sqrt[3", "read.ends-early", 6),
    (r"\partial x", "read.operator-sign", 0),
    (r"x = 2", "read.equation", 2),
    (r"f'", "read.prime", 1),
    (r"\sin", "read.function-brackets", 0),
    (r"\mathrm{foo}", "read.unknown-name", 11),
    (r"\left. x \right|", "read.strange-character", 5),
    (r"x }", "read.bracket-not-opened", 2),
    ("", "read.empty", 0),
    (r"\frac" * 9000, "read.too-long", 0),
    (r"\sqrt[" * 3000, "read.too-deep", None),
    ("{" * 7000, "read.too-deep", None),
    ("x^" * 3000 + "x", "read.too-deep", None),
    (r"\left|" * 3000, "read.too-deep", None),
]


@pytest.mark.parametrize(("latex", "message", "offset"), REFUSED, ids=[row[0][:20] for row in REFUSED])
def test_latex_that_is_refused(latex: str, message: str, offset: int | None) -> None:
    with pytest.raises(StudentError, match=message.replace(".", r"\.")) as caught:
        read_latex(latex, SCOPE)
    assert caught.value.place is not None
    assert offset is None or caught.value.place.offset == offset


def test_random_latex_is_read_or_refused() -> None:
    chance = random.Random(3)
    pieces = [*r"{}[]^_&|()+-/=xyt12 $'", r"\frac", r"\sqrt", r"\left", r"\right", r"\sin", r"\log", r"\\", r"\begin",
              r"\end", "{pmatrix}", r"\theta", r"\cdot", r"\mathrm", r"\ldots", r"\lfloor", r"\rvert"]  # fmt: skip
    outcomes = {"read": 0, "refused": 0}
    for _ in range(6000):
        text = "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 9)))
        try:
            read_latex(text, SCOPE)
            outcomes["read"] += 1
        except StudentError as error:
            outcomes["refused"] += bool(error.message)
    assert min(outcomes.values()) > 100


@pytest.mark.parametrize("text", ["x²", "2³", "x+½", "٣", "x_²"])
def test_a_character_that_latex_has_a_command_for_is_named(text: str) -> None:
    with pytest.raises(StudentError, match=r"read\.strange-character"):
        read_latex(text, SCOPE)
