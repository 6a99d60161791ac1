"""The reader of the closed LaTeX subset: what it takes, and what it refuses where."""

import pytest

from gradekit.documents.mathematics import symbols
from gradekit.documents.mathematics.mathml import to_mathml
from gradekit.documents.mathematics.nodes import Fence, Fraction, Letter, Number, Root, Row, Script, Table
from gradekit.documents.mathematics.read import DEEPEST, parse
from gradekit.documents.mathematics.typst import to_typst
from gradekit.errors import AuthorError
from gradekit.syntax.latex import COMMANDS

REFUSED = [
    (r"\frca{1}{2}", r"did you mean `\\frac`"),
    (r"\input{x}", r"`\\input` is not one of the commands"),
    (r"\frac{1}", "ends too early"),
    (r"x^{2", "`}` was expected here"),
    (r"x}", "`}` has no partner"),
    (r"x^2^3", r"a second `\^`"),
    (r"x_1_2", "a second `_`"),
    (r"\left( x", r"`\\right` was expected here"),
    (r"\left x \right)", "a bracket was expected"),
    (r"\begin{tikz} x \end{tikz}", "`tikz` is not one of matrix"),
    (r"\begin{pmatrix} x & y", r"`\\end{pmatrix}` is missing"),
    (r"\begin{pmatrix} x \end{cases}", r"`\\end{pmatrix}` was expected here"),
    (r"\begin{array}{l|r} x \end{array}", "`}` was expected here"),
    (r"\begin{array}{xy} x \end{array}", "named by l, c and r"),
    (r"\text{a $x$ b}", r"`\$` cannot stand in words"),
    (r"\text{never closed", "not closed"),
    ("\\text{a\u202eb}", "hidden characters"),
    (r"\operatorname{}", "a name is missing"),
    ("x & y", "`&` cannot stand here"),
    ("$x$", r"`\$` cannot stand here"),
    ("x # y", "`#` cannot stand here"),
    ("\x00", "cannot stand here"),
    ("{" * (DEEPEST + 1) + "x" + "}" * (DEEPEST + 1), "nested more than"),
    ("x" * 20_001, "at most 20000"),
    (r"x^23", "TeX takes only `2` here; put braces around what belongs together"),
    (r"x_10", "TeX takes only `1` here"),
    (r"x^1.5", "TeX takes only `1` here"),
    (r"e^-x", "TeX takes only `-` here"),
    (r"\frac1.5", "TeX takes only `1` here; put braces around the number"),
    (r"\sqrt\frac12", r"TeX takes `\\frac` without what follows it here"),
    (r"x^\sqrt{2}", r"TeX takes `\\sqrt` without what follows it here"),
    (r"\frac\left(x\right)2", r"TeX takes `\\left` without what follows it here"),
]

WITHOUT_BRACES = [
    # as TeX reads it      the same with braces
    (r"\frac12",           r"\frac{1}{2}"),
    (r"\frac12x",          r"\frac{1}{2}x"),
    (r"\frac123",          r"\frac{1}{2}3"),
    (r"\frac{a}23",        r"\frac{a}{2}3"),
    (r"\frac1{23}",        r"\frac{1}{23}"),
    (r"\frac\alpha2",      r"\frac{\alpha}{2}"),
    (r"\frac ab",          r"\frac{a}{b}"),
    (r"\sqrt2x",           r"\sqrt{2}x"),
    (r"\sqrt234",          r"\sqrt{2}34"),
    (r"\sqrt[3]27",        r"\sqrt[3]{2}7"),
    (r"\hat12",            r"\hat{1}2"),
    (r"\mathbf12",         r"\mathbf{1}2"),
    (r"x^2y",              r"x^{2}y"),
    (r"0^- x",             r"0^{-} x"),
    (r"10^3",              r"10^{3}"),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "why"), REFUSED)
def test_what_is_outside_the_subset_is_refused(latex: str, why: str) -> None:
    with pytest.raises(AuthorError, match=why):
        parse(latex)


@pytest.mark.parametrize(("bare", "braced"), WITHOUT_BRACES)
def test_without_braces_an_argument_is_one_character_as_in_tex(bare: str, braced: str) -> None:
    assert to_mathml(bare) == to_mathml(braced)
    assert to_typst(bare) == to_typst(braced)


def test_an_error_shows_the_place() -> None:
    with pytest.raises(AuthorError, match=r"(?m)^x \+ \\foo \+ y\n    \^$"):
        parse(r"x + \foo + y")


def test_every_command_of_the_formula_writer_is_in_the_subset() -> None:
    used = {name.split("[")[0].lstrip("\\") for name in COMMANDS if name != r"\\"}
    assert used <= symbols.COMMANDS


ARGUMENTS = {
    "frac": "{1}{2}",
    "dfrac": "{1}{2}",
    "tfrac": "{1}{2}",
    "sqrt": "[3]{x}",
    "operatorname": "{grad}",
    "left": r"( x \right)",
    "begin": r"{pmatrix} x \end{pmatrix}",
}


@pytest.mark.parametrize("name", sorted(symbols.COMMANDS - {"right", "end", "limits"}))
def test_every_command_is_laid_out(name: str) -> None:
    takes_group = name in symbols.ACCENTS or name in symbols.FONTS or name in symbols.TEXTS or name == "bm"
    takes_bracket = name.rstrip("lr") in symbols.SIZES
    argument = ARGUMENTS.get(name, "{x}" if takes_group else "|" if takes_bracket else " x")
    assert parse(f"\\{name}{argument}").items


def test_the_tree_of_a_fraction() -> None:
    assert parse(r"\frac{1}{x}") == Row((Fraction(Row((Number("1"),)), Row((Letter("x"),))),))


def test_scripts_in_either_order_are_the_same() -> None:
    assert parse("x_1^2") == parse("x^2_1")


def test_a_prime_and_a_power_stand_together() -> None:
    (script,) = parse("f'^2").items
    assert isinstance(script, Script)
    assert script.sup is not None
    assert [item.text for item in script.sup.items if isinstance(item, Letter | Number)] == ["′", "2"]


def test_a_missing_bracket_is_kept_as_missing() -> None:
    (fence,) = parse(r"\left. x \right|").items
    assert isinstance(fence, Fence)
    assert (fence.left, fence.right) == ("", "|")


def test_rows_and_cells_of_a_matrix() -> None:
    (table,) = parse(r"\begin{pmatrix} a & b \\ c & d \\ \end{pmatrix}").items
    assert isinstance(table, Table)
    assert [len(row) for row in table.rows] == [2, 2]


def test_the_index_of_a_root() -> None:
    (root,) = parse(r"\sqrt[3]{x}").items
    assert isinstance(root, Root)
    assert root.index == Row((Number("3"),))
