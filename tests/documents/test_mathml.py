"""MathML Core: well formed for everything, and right in the places where browsers go wrong."""

import xml.etree.ElementTree as ET

import pytest

from gradekit.documents.mathematics.mathml import to_mathml

ZOO = [
    r"\frac{df}{dt} = 2 x \cos^2\left(t\right) - \frac{1}{\sqrt{x}}",
    r"\left. \frac{df}{dt} \right|_{t=1}",
    r"f \big|_{x=1,y=2}",
    r"\nabla f = f_r \hat{e}_r + \frac{1}{r} f_\theta \hat{e}_\theta",
    r"J_f = \begin{pmatrix} y & x \\ y \cos x & \sin x\end{pmatrix}",
    r"f(x) = \begin{cases} x^2 & \text{if } x < 0 \\ 0 & \text{otherwise}\end{cases}",
    r"\begin{aligned} y &= -x \\ &= 2 x y z\end{aligned}",
    r"\mathbf{x} \in \mathbb{R}^{n}, \mathcal{L}(\boldsymbol{\theta})",
    r"\int_0^1 f(x)\, dx + \sum_{i=1}^{n} w_{ij} a_i + \lim_{h \to 0} h",
    r"\sqrt[3]{x} + \lvert x \rvert + \left\lVert \frac{x}{y} \right\rVert + f'(u) + g''_x",
    r"\left\{ x \in \mathbb{R} \mid x > 0 \right\}, \; \underbrace{x}_{y} \cdot \widehat{xy}",
    r"\left[\begin{array}{rl} -1 & 2 \\ 3 & 400\end{array}\right] \begin{vmatrix} a & b \\ c & d\end{vmatrix}",
    "x < y > z",
    "",
]


def tags(latex: str) -> list[str]:
    return [element.tag for element in ET.fromstring(to_mathml(latex)).iter()]


@pytest.mark.parametrize("latex", ZOO)
def test_it_is_well_formed_and_closed(latex: str) -> None:
    root = ET.fromstring(to_mathml(latex, display=True))
    assert root.tag == "math"
    assert root.get("display") == "block"
    core = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mtable", "mtr", "mtd"}
    core |= {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
    assert {element.tag for element in root.iter()} <= core


@pytest.mark.parametrize("latex", ZOO)
def test_no_attribute_that_browsers_ignore(latex: str) -> None:
    for element in ET.fromstring(to_mathml(latex)).iter():
        assert element.get("mathvariant") in (None, "normal")
        assert "columnalign" not in element.attrib
        assert "style" not in element.attrib


CHILDREN = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "msubsup": 3,
    "munder": 2,
    "mover": 2,
    "munderover": 3,
    "msqrt": 1,
}


@pytest.mark.parametrize("latex", ZOO)
def test_every_element_has_as_many_parts_as_it_needs(latex: str) -> None:
    for element in ET.fromstring(to_mathml(latex)).iter():
        if element.tag in CHILDREN:
            assert len(element) == CHILDREN[element.tag], ET.tostring(element)


CASES = [
    ("x", "<mi>x</mi>"),
    ("2.5", "<mn>2.5</mn>"),
    (r"\mathbf{x}", "<mi>𝐱</mi>"),
    (r"\boldsymbol{\theta}", "<mi>𝜽</mi>"),
    (r"\mathbb{R}", "<mi>ℝ</mi>"),
    (r"\mathcal{L}", "<mi>ℒ</mi>"),
    (r"\mathrm{d}", '<mi mathvariant="normal">d</mi>'),
    (r"\mathrm{loss}", "<mi>loss</mi>"),
    (r"\partial", '<mi mathvariant="normal">∂</mi>'),
    (r"\Gamma", '<mi mathvariant="normal">Γ</mi>'),
    (r"\phi \varphi", "<mi>ϕ</mi><mi>φ</mi>"),
    ("-x", '<mo form="prefix">−</mo><mi>x</mi>'),
    ("a - x", "<mi>a</mi><mo>−</mo><mi>x</mi>"),
    ("a = -x", '<mi>a</mi><mo>=</mo><mo form="prefix">−</mo><mi>x</mi>'),
    ("(-x)", '<mo form="prefix">−</mo><mi>x</mi>'),
    ("a < b", "<mo>&lt;</mo>"),
    (r"\hat{e}", '<mover accent="true"><mi>e</mi><mo stretchy="false">ˆ</mo></mover>'),
    (r"\sqrt{x}", "<msqrt><mi>x</mi></msqrt>"),
    (r"\dfrac{1}{2}", '<mfrac displaystyle="true">'),
    (r"\text{if } x", "<mtext>if&#xa0;</mtext>"),
    (r"x \sin y", 'lspace=".167em" rspace=".167em" movablelimits="false">sin</mo><mo>\u2061</mo>'),
    (r"\sin(y)", 'lspace="0" rspace="0" movablelimits="false">sin</mo>'),
    (r"\sin^2 y", '<msup><mo form="prefix" lspace="0" rspace=".167em" movablelimits="false">sin</mo><mn>2</mn></msup>'),
    (r"f'", '<mrow><mi>f</mi><mo lspace="0" rspace="0">′</mo></mrow>'),
    (r"f'_x", '<msub><mrow><mi>f</mi><mo lspace="0" rspace="0">′</mo></mrow><mi>x</mi></msub>'),
    (r"\left(x\right)", '<mo form="prefix" fence="true" stretchy="false">(</mo>'),
    (r"\left(\frac{1}{x}\right)", '<mo form="prefix" fence="true" stretchy="true">(</mo>'),
    (r"\left. \frac{x}{y} \right|_{x=1}", '<mo form="postfix" fence="true" stretchy="true">|</mo></mrow><mrow>'),
    (r"\sum_{i=1}^{n} i", "<munderover><mo>∑</mo>"),
    (r"\int_0^1 x", "<msubsup><mo>∫</mo>"),
    (r"\lim_{h \to 0} h", "<munder><mo"),
    (r"\begin{aligned} y &= x \end{aligned}", '<mtable class="aligned" displaystyle="true"><mtr><mtd class="r">'),
    (r"\begin{cases} y & x \end{cases}", '<mtd class="l"><mi>y</mi></mtd>'),
    (r"\begin{array}{rl} y & x \end{array}", '<mtd class="r"><mi>y</mi></mtd><mtd class="l"><mi>x</mi></mtd>'),
]


@pytest.mark.parametrize(("latex", "part"), CASES)
def test_known_parts(latex: str, part: str) -> None:
    assert part in to_mathml(latex)


def test_the_formula_is_told_in_words_too() -> None:
    assert 'alttext="x is less than y"' in to_mathml("x < y")


def test_no_source_is_left_for_readers_without_mathml() -> None:
    assert "annotation" not in to_mathml(r"\frac{1}{x}")
