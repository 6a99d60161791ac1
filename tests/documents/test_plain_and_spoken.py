"""Formulas as one line of Unicode and as words."""

import pytest

from gradekit.documents.mathematics.letters import italic, styled
from gradekit.documents.mathematics.plain import plain_lines, to_plain
from gradekit.documents.mathematics.spoken import to_spoken

PLAIN = [
    (r"2 x y", "2xy"),
    (r"4 t e^{2 t^{2}} \cdot 3", "4t e^(2t²)·3"),
    (r"r^{3} \cos^{3} \theta - 2 r \sin \theta", "r³ cos³ θ − 2r sin θ"),
    (r"\sin\left(2 t\right)", "sin(2t)"),
    (r"\frac{df}{dt}", "df/dt"),
    (r"\frac{\partial f}{\partial x} \frac{dx}{dt}", "∂f/∂x dx/dt"),
    (r"\frac{d^2 y}{dx^2}", "d²y/dx²"),
    (r"\frac{x+1}{y}", "(x + 1)/y"),
    (r"\frac{x}{2 y}", "x/(2y)"),
    (r"\frac{1}{2} x", "(1/2) x"),
    (r"\frac{\frac{1}{x}}{y}", "(1/x)/y"),
    (r"-\frac{1}{x^2}", "−1/x²"),
    (r"\left(x + 1\right)^{3/2}", "(x + 1)^(3/2)"),
    (r"\left(\frac{x}{y}\right)^{2}", "(x/y)²"),
    (r"\sqrt{x}", "√x"),
    (r"\sqrt{x + 1}", "√(x + 1)"),
    (r"\sqrt[3]{x}", "³√x"),
    (r"\sqrt{x}^2", "(√x)²"),
    (r"x_{1} + w_{ij} + f_{r} + e_{\theta}", "x₁ + wᵢⱼ + f_r + e_θ"),
    (r"x^{-1}", "x⁻¹"),
    (r"x^{n+1}", "xⁿ⁺¹"),
    (r"A^\top", "Aᵀ"),
    (r"e^{x} y", "e^x y"),
    (r"f'(u)", "f′(u)"),
    (r"\left. f \right|_{t=1}", "f|_(t = 1)"),
    (r"\hat{e}_{r}", "ê_r"),
    (r"\mathbf{x} \in \mathbb{R}^{2}", "x ∈ ℝ²"),
    (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "[a, b; c, d]"),
    (r"\begin{pmatrix} a & \ldots \end{pmatrix}", "[a, …]"),
    (r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}", "{ x if x > 0; 0 otherwise }"),
    (r"\int_0^1 f(x)\, dx", "∫₀¹ f(x) dx"),
    (r"\nabla f", "∇f"),
    (r"a = -b", "a = −b"),
    (r"f \colon \mathbb{R} \to \mathbb{R}", "f: ℝ → ℝ"),
    (r"\lvert x \rvert", "|x|"),
    (r"\mathrm{loss} x", "loss x"),
    (r"0 < t < \pi", "0 < t < π"),
    (r"x y^{2} z", "x y² z"),
    (r"2 \cdot 3 \times 4", "2·3 × 4"),
    (r"2 \, 3", "2 3"),
    (r"(a - y)^{2} x", "(a − y)² x"),
    (r"(x - A s)^\top W", "(x − As)ᵀ W"),
]


@pytest.mark.parametrize(("latex", "line"), PLAIN)
def test_one_line(latex: str, line: str) -> None:
    assert to_plain(latex) == line


def test_aligned_equations_stand_one_under_the_other() -> None:
    latex = r"\begin{aligned} \frac{df}{dt} &= x \\ &= \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \end{aligned}"
    assert plain_lines(latex) == ["df/dt = x", "      = [1, 2; 3, 4]"]


SPOKEN = [
    (r"\frac{\partial f}{\partial x}", "the partial of f by x"),
    (r"\frac{df}{dt}", "the derivative of f by t"),
    (r"\frac{d}{dt} f", "the derivative by t f"),
    (r"\frac{1}{x}", "1 over x"),
    (r"\frac{x+1}{y}", "the fraction x plus 1 over y end fraction"),
    (r"x^2 + y^3 + z^{n+1}", "x squared plus y cubed plus z to the power n plus 1 end power"),
    (r"\left. f \right|_{t=1}", "f evaluated at t equals 1"),
    (r"\left| x \right|", "absolute value of x end absolute value"),
    (r"\lvert x \rvert", "absolute value of x end absolute value"),
    (r"\sqrt{x+1}", "square root of x plus 1 end root"),
    (r"\sqrt[3]{x}", "cube root of x end root"),
    (r"A^\top", "capital A transpose"),
    (r"\Gamma + \gamma", "capital gamma plus gamma"),
    (r"f'(u)", "f prime open paren u close paren"),
    (r"\hat{e}_r", "e hat sub r"),
    (r"\mathbf{x} \in \mathbb{R}", "bold x in double-struck R"),
    (r"\begin{pmatrix} a & b \end{pmatrix}", "1 by 2 matrix: row 1: a, b; end matrix"),
    (r"\sum_{i=1}^{n} i", "sum from i equals 1 to n of i"),
    (r"\lim_{h \to 0} h", "limit as h to 0 h"),
    (r"0 \le t", "0 is at most t"),
]


@pytest.mark.parametrize(("latex", "said"), SPOKEN)
def test_read_aloud(latex: str, said: str) -> None:
    assert to_spoken(latex) == said


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("Az", "mathbf", "\N{MATHEMATICAL BOLD CAPITAL A}\N{MATHEMATICAL BOLD SMALL Z}"),
        ("θ", "mathbf", "\N{MATHEMATICAL BOLD SMALL THETA}"),
        ("Ω", "boldsymbol", "\N{MATHEMATICAL BOLD ITALIC CAPITAL OMEGA}"),
        ("7", "mathbf", "\N{MATHEMATICAL BOLD DIGIT SEVEN}"),
        ("CA", "mathbb", "\N{DOUBLE-STRUCK CAPITAL C}\N{MATHEMATICAL DOUBLE-STRUCK CAPITAL A}"),
        ("LA", "mathcal", "\N{SCRIPT CAPITAL L}\N{MATHEMATICAL SCRIPT CAPITAL A}"),
        ("ég", "mathbf", "é\N{MATHEMATICAL BOLD SMALL G}"),
    ],
)
def test_letters_in_other_alphabets(text: str, font: str, expected: str) -> None:
    assert styled(text, font) == expected


def test_slanted_letters() -> None:
    assert italic("hx") == "\N{PLANCK CONSTANT}\N{MATHEMATICAL ITALIC SMALL X}"
