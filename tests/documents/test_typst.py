"""Formulas as Typst: known pieces, and every formula there is compiles and comes out with all its letters."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

import gradekit
from gradekit.documents.mathematics import symbols as s
from gradekit.documents.mathematics.typst import to_typst

CASES = [
    # LaTeX, Typst
    ("x", "x"),
    ("2.5 x", "2.5 x"),
    ("0{,}5 x", '"0,5"x'),
    ("xy", "x y"),
    (r"\frac{1}{2}", "frac(1, 2)"),
    (r"\dfrac{1}{2}", "display(frac(1, 2))"),
    (r"\tfrac{1}{2}", "inline(frac(1, 2))"),
    (r"\sqrt[3]{x}", "root(3, x)"),
    (r"\frac{}{2}", 'frac("", 2)'),
    ("f(a, b)", r'f \( a class("punctuation", \,) b \)'),
    ("a < b", r"a \< b"),
    ("a / b", r'a class("normal", \/) b'),
    ("x^{2}_i", "attach(x, t: 2, b: i)"),
    ("f''", "attach(f, t: ″)"),
    ("f'^2", "attach(f, t: ′ 2)"),
    ("{}^2", 'attach("", t: 2)'),
    (r"\mathbf{x} \in \mathbb{R}^n", "𝐱 ∈ attach(ℝ, t: n)"),
    (r"\mathrm{d} x \mathrm{loss}", 'upright(d) x"loss"'),
    (r"\mathit{x}", "italic(x)"),
    (r"\sin x", 'op("sin") x'),
    (r"\lim_{h \to 0} h", 'attach(op("lim", limits: #true), b: h → 0) h'),
    (r"\int_0^1 x", "attach(∫, t: 1, b: 0) x"),
    (r"\int\limits_0^1 x", "attach(limits(∫), t: 1, b: 0) x"),
    (r"\sum_{i} x", "attach(∑, b: i) x"),
    (r"\text{a ( b}", '"a ( b"'),
    (r'\text{say "x"}', r'"say \"x\""'),
    (r"a \, b", "a #h(0.167em) b"),
    (r"|x|", r'class("normal", \|) x class("normal", \|)'),
    (r"\lvert x \rvert", r'class("opening", \|) x class("closing", \|)'),
    (r"\bigl( x", r'class("opening", lr(\(, size: #1.2em)) x'),
    (r"\left( x \right]", r"lr(\( x \])"),
    (r"\left. x \right|_{t}", r"attach(lr(#box();x \|), b: t)"),
    (r"\hat{x}", "accent(x, \u0302, size: #0em)"),
    (r"\widehat{xy}", "accent(x y, \u0302)"),
    (r"\overline{x}", "overline(x)"),
    (r"\underbrace{x}_{y}", "attach(limits(underbrace(x)), b: y)"),
    (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", 'mat(a, b; c, d; delim: #("(", ")"))'),
    (r"\begin{matrix} a \end{matrix}", "mat(a; delim: #none)"),
    (r"\begin{array}{lr} a & b \end{array}", "mat(& a, b &; delim: #none)"),
    (r"\begin{cases} a & b \\ c & d \end{cases}", "cases(& a & & #h(1em) b, & c & & #h(1em) d)"),
    (r"3! \%", r'3 class("closing", \!) \%'),
]


@pytest.mark.parametrize(("latex", "typst"), CASES)
def test_known_formulas(latex: str, typst: str) -> None:
    assert to_typst(latex) == typst


def test_aligned_lines_may_break_over_pages_in_a_display_only() -> None:
    latex = r"\begin{aligned} y &= x \\ &= 2 \end{aligned}"
    assert to_typst(latex, display=True) == r'y & \= x \ "" & \= 2'
    assert to_typst(latex).startswith("mat(")


@pytest.mark.parametrize("latex", ["#read", "a#b", '"x"', r"$x$", "x@y", "x`y`"])
def test_what_means_something_to_typst_is_no_formula(latex: str) -> None:
    with pytest.raises(gradekit.errors.AuthorError, match="cannot be laid out"):
        to_typst(latex)


COMMANDS = [
    *(f"\\{name}" for table in (s.GREEK, s.SIGNS, s.OPERATORS, s.BIG, s.FUNCTIONS) for name in sorted(table)),
    *(f"\\{name}{{x}}" for name in sorted({*s.ACCENTS, *s.FONTS, "bm", "sqrt", *s.TEXTS})),
    *(f"\\{name}{{x}}{{y}}" for name in sorted(s.FRACTIONS)),
    *(f"\\begin{{{name}}} x & y \\\\ z & w \\end{{{name}}}" for name in s.ENVIRONMENTS if name != "array"),
    *(f"x \\{name} y" for name in s.SPACES),
    *(f"\\left{name} \\frac{{x}}{{y}} \\right." for name in s.DELIMITERS if name != "."),
    *(f"\\left. \\left( x \\right) + \\frac{{x}}{{y}} \\right{name}" for name in s.DELIMITERS if name != "."),
    *(f"\\{size}{side} ( x" for size in s.SIZES for side in ("", "l", "r")),
    *s.CHARACTERS,
    r"\begin{array}{rcl} a & b & c \end{array}",
    r"\operatorname{diag} x",
    "",
]


def catalogue_formulas() -> list[str]:
    from gradekit.documents.markup import Maths, inline
    from gradekit.documents.messages import filled, segments
    from gradekit.documents.words import catalogue
    from gradekit.model.message import Message

    found: list[str] = []
    for name, sentence in catalogue().items():
        params = {str(one.gap): "x" for one in segments(sentence) if one.gap}
        found += [
            piece.latex for piece in inline(filled(sentence, Message(name, dict(params)))) if isinstance(piece, Maths)
        ]
    return found


def formulas_in(block: object) -> list[str]:
    """Every formula of a document, by walking through whatever it is made of."""
    from gradekit.documents.blocks import Display
    from gradekit.documents.markup import Maths

    if isinstance(block, Maths):
        return [block.latex]
    if isinstance(block, Display):
        return list(block.formulas)
    if isinstance(block, tuple):
        return [latex for part in block for latex in formulas_in(part)]
    fields = getattr(block, "__dataclass_fields__", {})
    return [latex for name in fields for latex in formulas_in(getattr(block, name))]


@cache
def template_formulas() -> list[str]:
    """Of every template at its lowest and highest level: question, answers, solution, hints and wrong answers."""
    from gradekit.documents.proof import proof_document
    from gradekit.problems.handing_out.sheets import practice_sheet
    from gradekit.problems.template import headers

    found: dict[str, None] = {}
    for header in headers(()):
        for level in {header.levels[0], header.levels[-1]}:
            sheet, keys = practice_sheet(header.slug, level=level, seed="3")
            found.update(dict.fromkeys(formulas_in(proof_document(sheet.slots[0].issued, keys[0]).blocks)))
    return list(found)


PAGE = b"""#set page(height: auto)
#for one in json(bytes(sys.inputs.data)) { math.equation(block: true, alt: "x", eval(one, mode: "math")) }"""


def compiled(formulas: list[str]) -> None:
    typst = pytest.importorskip("typst", reason="Typst is not installed: pip install gradekit[pdf]")
    data = json.dumps([to_typst(latex, display) for latex in formulas for display in (False, True)])
    made = typst.Compiler(ignore_system_fonts=True).compile(input=PAGE, format="svg", sys_inputs={"data": data})
    pages = made if isinstance(made, list) else [made]
    assert b"".join(pages).count(b"<use") >= len(formulas) // 2


def test_every_command_compiles() -> None:
    compiled(COMMANDS)


def test_every_formula_of_the_catalogue_compiles() -> None:
    compiled(catalogue_formulas())


@pytest.mark.long
def test_every_formula_of_every_template_compiles() -> None:
    compiled(template_formulas())


def test_no_sign_of_source_is_left_bare() -> None:
    """Brackets and commas that are the formula's own are escaped: what is left bare is this module's."""
    for latex in (r"f(x, y) = [a; b] / \{c\} : d", r"x_1, \dots, x_n"):
        bare = re.sub(r'class\("[a-z]+", |"[^"]*"|\\.|[a-z]+\(|\)|, [tb]: ', "", to_typst(latex))
        assert not set(bare) & set("()[]{},;:/#$"), bare


def test_the_template_holds_no_way_out() -> None:
    source = Path(gradekit.__file__).with_name("documents").joinpath("shells", "document.typ").read_text()
    assert re.findall(r"\beval\([^)]*\)", source) == ['eval(f.m, mode: "math")']
    assert not re.search(r"\b(read|include|import|plugin|yaml|toml|csv|xml)\b\s*[(\"]", source)
