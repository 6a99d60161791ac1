"""What a typed answer means: a table of what is typed against the formula, which SymPy evaluates by itself."""

from __future__ import annotations

import pytest
import sympy as sp
from values_by_mpmath import POINTS, same, value, value_by_sympy

from gradekit.errors import StudentError
from gradekit.syntax.check import leaves
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr
from gradekit.syntax.write import to_text

x, y, z, t, a, b, c, n, r, theta, u1, u2, alpha = sp.symbols("x y z t a b c n r theta u1 u2 alpha")
NAMES = frozenset({"x", "y", "z", "t", "a", "b", "c", "n", "r", "theta", "u1", "u2", "alpha"})
SCOPE = Scope(NAMES)
sin, cos, tan, exp, log, sqrt, pi = sp.sin, sp.cos, sp.tan, sp.exp, sp.log, sp.sqrt, sp.pi
R = sp.Rational

FORMULAS = [
    # products that are not written
    ("2x", 2 * x),
    ("2 x", 2 * x),
    ("2 x y", 2 * x * y),
    ("2xy", 2 * x * y),
    ("xy", x * y),
    ("xyz", x * y * z),
    ("x y z", x * y * z),
    ("2(x+1)", 2 * (x + 1)),
    ("(x+1)(x-1)", (x + 1) * (x - 1)),
    ("(x+1) (x-1) y", (x + 1) * (x - 1) * y),
    ("x(t+1)", x * (t + 1)),
    ("x (t+1)", x * (t + 1)),
    ("3(2)", sp.Integer(6)),
    ("u1u2", u1 * u2),
    ("2u1", 2 * u1),
    ("u_1 + u_{2}", u1 + u2),
    ("rtheta", r * theta),
    ("xsin(x)", x * sin(x)),
    ("2xcos(t)", 2 * x * cos(t)),
    ("sin(x)cos(y)", sin(x) * cos(y)),
    ("sin(x) cos(y) t", sin(x) * cos(y) * t),
    ("xe^x", x * exp(x)),
    ("2xe^(-x)", 2 * x * exp(-x)),
    ("e^x sin(x)", exp(x) * sin(x)),
    ("x^2y", x**2 * y),
    ("x^2(y+1)", x**2 * (y + 1)),
    ("3x^2y^3", 3 * x**2 * y**3),
    ("pi r^2", pi * r**2),
    ("2pi", 2 * pi),
    ("2pir", 2 * pi * r),
    ("2|x|y", 2 * sp.Abs(x) * y),
    ("{x+1}{y}", (x + 1) * y),
    # sums, products and their order
    ("1 + 2*x - y", 1 + 2 * x - y),
    ("x - y - z", x - y - z),
    ("x - (y - z)", x - (y - z)),
    ("x/y/z", x / y / z),
    ("x/y*z", x / y * z),
    ("x/(y z)", x / (y * z)),
    ("2x/y", 2 * x / y),
    ("x y/z", x * y / z),
    ("1/3", R(1, 3)),
    ("(1/2)x", x / 2),
    ("1/2*x", x / 2),
    ("x/2", x / 2),
    ("-x + y", -x + y),
    ("+x", x),
    ("--x", x),
    ("x - -y", x + y),
    ("x +- y", x - y),
    ("2*-x*y", -2 * x * y),
    ("-x y", -x * y),
    ("-x/y", -x / y),
    # powers
    ("x^2", x**2),
    ("x**2", x**2),
    ("-x^2", -(x**2)),
    ("(-x)^2", x**2),
    ("2^-x", 2 ** (-x)),
    ("x^-2", x**-2),
    ("x^y^z", x ** (y**z)),
    ("x**y**z", x ** (y**z)),
    ("2^3^2", sp.Integer(512)),
    ("x^(1/2)", sqrt(x)),
    ("x^1/2", x / 2),
    ("x^{2}", x**2),
    ("x^(y+1)", x ** (y + 1)),
    ("2x^2", 2 * x**2),
    ("-2x^2", -2 * x**2),
    ("(2x)^2", 4 * x**2),
    ("x^2/y^2", x**2 / y**2),
    ("x^-y z", x ** (-y) * z),
    ("e^x", exp(x)),
    ("e^{2x}", exp(2 * x)),
    ("e^(2x)", exp(2 * x)),
    ("e^-x^2", exp(-(x**2))),
    ("e**(x)", exp(x)),
    ("(e^x)^2", exp(2 * x)),
    ("e", sp.E),
    ("2e", 2 * sp.E),
    # functions
    ("sin(x)^2", sin(x) ** 2),
    ("sin^2(x)", sin(x) ** 2),
    ("sin**2(t)", sin(t) ** 2),
    ("sin²(x)", sin(x) ** 2),
    ("sin^{2}(x)", sin(x) ** 2),
    ("sin^2(x)cos(x)", sin(x) ** 2 * cos(x)),
    ("tan^n(x)", tan(x) ** n),
    ("sin^-2(x)", sin(x) ** -2),
    ("sin (x)", sin(x)),
    ("sin{x}", sin(x)),
    ("sin(2x)", sin(2 * x)),
    ("sin(cos(x))", sin(cos(x))),
    ("log(x)", log(x)),
    ("ln(x)", log(x)),
    ("ln|x|", log(sp.Abs(x))),
    ("log(x, 2)", log(x) / log(2)),
    ("log10(x)", log(x) / log(10)),
    ("log_2(x)", log(x) / log(2)),
    ("exp(-x)", exp(-x)),
    ("sqrt(x)", sqrt(x)),
    ("cbrt(x)", x ** R(1, 3)),
    ("root(x, 4)", x ** R(1, 4)),
    ("abs(x - y)", sp.Abs(x - y)),
    ("arcsin(x/3)", sp.asin(x / 3)),
    ("asin(x/3)", sp.asin(x / 3)),
    ("arctan(x)", sp.atan(x)),
    ("atan2(y, x)", sp.atan2(y, x)),
    ("sinh(x) + cosh(x)", exp(x)),
    ("tanh(x)", sp.tanh(x)),
    ("arsinh(x)", sp.asinh(x)),
    ("sec(x)", 1 / cos(x)),
    ("csc(x)", 1 / sin(x)),
    ("cot(x)", 1 / tan(x)),
    ("max(x, y, 1)", sp.Max(x, y, 1)),
    ("Min(x, y)", sp.Min(x, y)),
    ("sigmoid(x)", 1 / (1 + exp(-x))),
    ("sigma(x)", 1 / (1 + exp(-x))),
    ("4!", sp.Integer(24)),
    ("factorial(4)", sp.Integer(24)),
    ("pow(x, 3)", x**3),
    ("Rational(1, 3)*x", x / 3),
    # bars
    ("|x|", sp.Abs(x)),
    ("|x - 1|", sp.Abs(x - 1)),
    ("||x| - 1|", sp.Abs(sp.Abs(x) - 1)),
    ("|x||y|", sp.Abs(x * y)),
    ("|x|^2", x**2),
    ("|(x - |y|)|", sp.Abs(x - sp.Abs(y))),
    # pasted signs
    ("√x", sqrt(x)),
    ("√(x+1)", sqrt(x + 1)),
    ("2√x", 2 * sqrt(x)),
    ("√x y", sqrt(x) * y),
    ("∛(x)", x ** R(1, 3)),
    ("x²", x**2),
    ("x²y³", x**2 * y**3),
    ("x⁻¹", 1 / x),
    ("xⁿ", x**n),
    ("x¹²", x**12),
    ("2·x×y", 2 * x * y),
    ("x − y", x - y),
    ("x – y", x - y),
    ("x ÷ y", x / y),
    ("π r²", pi * r**2),
    ("2πr", 2 * pi * r),
    ("θ", theta),
    ("rθ", r * theta),
    ("r cos(θ)", r * cos(theta)),
    ("α + ϑ", alpha + theta),
    ("u₁ + u₂", u1 + u2),
    ("½x", x / 2),
    ("𝑥 + 𝒚", x + y),
    ("ｘ＋１", x + 1),
    ("x\u00a0+\u200b1", x + 1),
    # numbers
    ("0.5", R(1, 2)),
    (".5x", x / 2),
    ("5.", sp.Integer(5)),
    ("1.50", R(3, 2)),
    ("2e3", sp.Integer(2000)),
    ("2E-3", R(1, 500)),
    ("007", sp.Integer(7)),
    ("  x  ", x),
    ("x\n + 1", x + 1),
]


@pytest.mark.parametrize(("typed", "meant"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_a_typed_formula_means(typed: str, meant: sp.Expr) -> None:
    read = read_text(typed, SCOPE).value
    assert isinstance(read, Expr)
    for point in POINTS:
        assert same(value(read, point), value_by_sympy(meant, point))


TREES = [
    ("1/2", "divide(number(1), number(2))"),
    ("a - b + c", "add(symbol('a'), negate(symbol('b')), symbol('c'))"),
    ("-2*x", "negate(multiply(number(2), symbol('x')))"),
    ("a*b/c", "divide(multiply(symbol('a'), symbol('b')), symbol('c'))"),
    ("0.70", "decimal('0.70')"),
    (".7", "decimal('0.7')"),
    ("e^x", "function('exp', symbol('x'))"),
    ("ln(x)", "function('log', symbol('x'))"),
    ("9^9^9^9", "power(number(9), power(number(9), power(number(9), number(9))))"),
]


@pytest.mark.parametrize(("typed", "tree"), TREES)
def test_a_tree_keeps_what_was_written(typed: str, tree: str) -> None:
    assert repr(read_text(typed, SCOPE).value) == tree


LISTS = [
    ("[x, y]", "[x y]"),
    ("[x, y,]", "[x y]"),
    ("(x, y)", "[x y]"),
    ("x, y", "[x y]"),
    ("{x, y}", "[x y]"),
    ("[0,5]", "[0 5]"),
    ("[]", "[]"),
    ("[x]", "[x]"),
    ("[[x, 1], [y, 2]]", "[[x 1] [y 2]]"),
    ("Matrix([[x, 1], [y, 2]])", "[[x 1] [y 2]]"),
    ("Matrix([x, y])", "[[x] [y]]"),
    ("...", "..."),
    ("…", "..."),
    ("[..., x]", "[... x]"),
    ("[[..., ...], [x, y]]", "[[... ...] [x y]]"),
]


@pytest.mark.parametrize(("typed", "nested"), LISTS)
def test_lists_and_entries_left_open(typed: str, nested: str) -> None:
    assert shown(read_text(typed, SCOPE).value) == nested


def shown(value: object) -> str:
    """Nested lists with names and numbers only."""
    if isinstance(value, Expr):
        return str(value.value)
    return "..." if not isinstance(value, tuple) else f"[{' '.join(map(shown, value))}]"


def test_declared_names_win_over_functions_and_constants() -> None:
    scope = Scope(frozenset({"e", "sin", "x", "pi"}))
    assert repr(read_text("e*pi", scope).value) == "multiply(symbol('e'), symbol('pi'))"
    assert repr(read_text("sin(x)", scope).value) == "multiply(symbol('sin'), symbol('x'))"


def test_the_longest_declared_name_wins() -> None:
    scope = Scope(frozenset({"x", "y", "xy"}))
    assert repr(read_text("xy", scope).value) == "symbol('xy')"
    assert repr(read_text("xyx", scope).value) == "multiply(symbol('xy'), symbol('x'))"


def test_names_defined_before_stand_for_their_formula() -> None:
    inner = read_text("x + 1", SCOPE).value
    scope = Scope(NAMES, defined={"w": inner})
    assert read_text("w^2", scope).value == Expr(
        "power", (inner, Expr("number", (), read_text("2", scope).value.value))
    )


def test_a_letter_before_a_bracket_is_a_product_with_a_remark() -> None:
    (remark,) = read_text("2 + x(t+1)", SCOPE).remarks
    assert (remark.message, remark.params, remark.offset) == ("read.note-letter-times-bracket", {"name": "x"}, 4)
    assert not read_text("x (t+1)", SCOPE).remarks


def test_a_power_before_a_fraction_line_is_remarked() -> None:
    (remark,) = read_text("x^1/2", SCOPE).remarks
    assert (remark.message, remark.params, remark.offset) == ("read.note-power-first", {"exponent": "1/2"}, 1)
    assert not read_text("x^3/2 + x^1 / 2", SCOPE).remarks


def test_the_decimal_comma_of_a_course() -> None:
    scope = Scope(NAMES, decimal_comma=True)
    assert repr(read_text("0,5x", scope).value) == "multiply(decimal('0.5'), symbol('x'))"
    assert shown(read_text("[0,5; x]", scope).value) == "[0.5 x]"
    assert shown(read_text("[1, 5]", scope).value) == "[1 5]"


def test_the_imaginary_unit_where_complex_numbers_are_declared() -> None:
    scope = Scope(NAMES, complex=True)
    assert repr(read_text("2i + I", scope).value) == "add(multiply(number(2), constant('I')), constant('I'))"


def test_undefined_functions_only_where_declared() -> None:
    scope = Scope(NAMES, undefined={"f": 1, "g": 2})
    assert repr(read_text("f(x) g(x, y)", scope).value) == (
        "multiply(function('f', symbol('x')), function('g', symbol('x'), symbol('y')))"
    )


def test_leaves_come_in_reading_order() -> None:
    assert [leaf.name for leaf in leaves(read_text("[[x, ...], [y, z]]", SCOPE).value)] == ["x", "y", "z"]


NEURON = Scope(frozenset({"a", "z", "w"}), functions_of={"a": ("z",)})


@pytest.mark.parametrize("read", [read_text, read_python])
def test_a_letter_that_depends_on_another_may_stand_before_a_bracket_with_neither(read) -> None:
    assert to_text(read("w*a(1 - a)", NEURON).value) == "w*a*(1 - a)"
    with pytest.raises(StudentError, match=r"read\.write-the-letter"):
        read("w*a(z)", NEURON)


@pytest.mark.parametrize("typed", ["A11", "A_11", "A_{11}", "A₁₁", "A_1_1"])
def test_an_index_is_read_with_and_without_its_line(typed: str) -> None:
    assert to_text(read_text(typed, Scope(frozenset({"A_11", "A_12"}))).value) == "A_11"


def test_rows_are_not_kept_apart_by_semicolons() -> None:
    with pytest.raises(StudentError, match=r"read\.semicolon"):
        read_text("[1, 2; 3, 4]", Scope(frozenset()))
