"""What Python source means without being run, against what SymPy and NumPy make of it."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from values_by_mpmath import POINTS, same, value, value_by_sympy

from gradekit.errors import StudentError
from gradekit.syntax.either import read_either
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Grid, Matrix, Nested, Scope
from gradekit.syntax.tree import Expr

x, y, t, a, theta = sp.symbols("x y t a theta")
NAMES = frozenset({"x", "y", "t", "a", "theta"})
SCOPE = Scope(NAMES)
sin, cos, exp, log, sqrt, pi, E = sp.sin, sp.cos, sp.exp, sp.log, sp.sqrt, sp.pi, sp.E
R, Abs, Max, Matrix_ = sp.Rational, sp.Abs, sp.Max, sp.Matrix

FORMULAS = [
    ("2*x", 2 * x),
    ("1/3", R(1, 3)),
    ("1/3*x**3", x**3 / 3),
    ("-x**2", -(x**2)),
    ("2**-x", 2 ** (-x)),
    ("x**y**t", x ** (y**t)),
    ("-x*y/t", -x * y / t),
    ("(-x)*y", -x * y),
    ("x - -y", x + y),
    ("x - (y - t)", x - y + t),
    ("+x", x),
    ("x*-y", -x * y),
    ("x/(2*y)", x / (2 * y)),
    ("x/2/y", x / 2 / y),
    ("0.5*x", x / 2),
    ("1e-3*x", x / 1000),
    ("1_000", sp.Integer(1000)),
    ("x**0.5", sqrt(x)),
    ("sin(x)**2", sin(x) ** 2),
    ("sp.sin(x)", sin(x)),
    ("np.exp(-x**2)", exp(-(x**2))),
    ("math.pi*x", pi * x),
    ("sympy.sqrt(x)", sqrt(x)),
    ("np.e**x", exp(x)),
    ("E**x", exp(x)),
    ("e**x", exp(x)),
    ("log(x)", log(x)),
    ("ln(x)", log(x)),
    ("np.log10(x)", log(x) / log(10)),
    ("log(x, 2)", log(x) / log(2)),
    ("arctan(x)", sp.atan(x)),
    ("np.arctan2(y, x)", sp.atan2(y, x)),
    ("abs(x - y)", Abs(x - y)),
    ("Abs(x)", Abs(x)),
    ("max(x, y)", Max(x, y)),
    ("Rational(1, 3)*x", x / 3),
    ("S(1)/3", R(1, 3)),
    ("Integer(2)*x", 2 * x),
    ("Pow(x, 2)", x**2),
    ("pow(x, 2)", x**2),
    ("np.power(x, 2)", x**2),
    ("Add(x, y, 1)", x + y + 1),
    ("Mul(2, x, y)", 2 * x * y),
    ("simplify(x + x)", 2 * x),
    ("(x*(y + 1)).expand()", x * (y + 1)),
    ("(x + y).subs(x, 2)", 2 + y),
    ("(x**2 + y).subs({x: t, y: 1})", t**2 + 1),
    ("(x + y).subs([(x, y), (y, 3)])", sp.Integer(6)),
    ("(x*sin(y)).subs(y, t**2)", x * sin(t**2)),
    ("sin(x, evaluate=False)", sin(x)),
    ("'2 sin(t)'", 2 * sin(t)),
    ('"x^2 y"', x**2 * y),
    ("θ + 1", theta + 1),
    ("x(t + 1)", x * (t + 1)),
    ("(\n  x\n  + y\n)", x + y),
    ("  2*x  # twice", 2 * x),
    ("Matrix([[x, y]])[0, 1]", y),
    ("Matrix([[x, y], [t, a]])[2]", t),
    ("[x, y][-1]", y),
    ("Matrix([x, y]).dot(Matrix([t, a]))", x * t + y * a),
    ("np.dot(np.array([x, y]), np.array([t, a]))", x * t + y * a),
    ("np.array([x, y]) @ np.array([t, a])", x * t + y * a),
    ("(Matrix([[x, y]]) * Matrix([t, a]))[0]", x * t + y * a),
]


@pytest.mark.parametrize(("source", "meant"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_a_python_formula_means(source: str, meant: sp.Expr) -> None:
    read = read_python(source, SCOPE).value
    assert isinstance(read, Expr)
    for point in POINTS:
        assert same(value(read, point), value_by_sympy(meant, point))


A, B = [[x, 1], [y, t]], [[2, x], [a, y]]
GRIDS = [
    ("Matrix([[x, 1], [y, t]])", sp.Matrix(A)),
    ("sp.Matrix([x, y])", sp.Matrix([x, y])),
    ("Matrix(2, 2, [x, 1, y, t])", sp.Matrix(A)),
    ("Matrix([[x, 1], [y, t]]) + Matrix([[2, x], [a, y]])", sp.Matrix(A) + sp.Matrix(B)),
    ("Matrix([[x, 1], [y, t]]) - Matrix([[2, x], [a, y]])", sp.Matrix(A) - sp.Matrix(B)),
    ("Matrix([[x, 1], [y, t]]) * Matrix([[2, x], [a, y]])", sp.Matrix(A) * sp.Matrix(B)),
    ("Matrix([[x, 1], [y, t]]) @ Matrix([[2, x], [a, y]])", sp.Matrix(A) * sp.Matrix(B)),
    ("2*Matrix([[x, 1], [y, t]])*y", 2 * y * sp.Matrix(A)),
    ("Matrix([[x, 1], [y, t]])/y", sp.Matrix(A) / y),
    ("-Matrix([[x, 1], [y, t]])", -sp.Matrix(A)),
    ("Matrix([[x, 1], [y, t]]).T", sp.Matrix(A).T),
    ("Matrix([x, y]).T", sp.Matrix([[x, y]])),
    ("Matrix([[x, y]]).subs(x, t)", sp.Matrix([[t, y]])),
    ("Matrix([[x, 1], [y, t]])*Matrix([a, x])", sp.Matrix(A) * sp.Matrix([a, x])),
    ("np.array([[x, 1], [y, t]]) * np.array([[2, x], [a, y]])", sp.Matrix(np.array(A) * np.array(B))),
    ("np.array([[x, 1], [y, t]]) @ np.array([[2, x], [a, y]])", sp.Matrix(np.array(A) @ np.array(B))),
    ("np.array([[x, 1], [y, t]]) + 1", sp.Matrix(np.array(A) + 1)),
    ("np.array([[x, 1], [y, t]])**2", sp.Matrix(np.array(A) ** 2)),
    ("np.array([[x, 1], [y, t]]).T", sp.Matrix(np.array(A).T)),
]


@pytest.mark.parametrize(("source", "meant"), GRIDS, ids=[row[0] for row in GRIDS])
def test_small_matrices_are_worked_out_entry_by_entry(source: str, meant: sp.Matrix) -> None:
    read = read_python(source, SCOPE).value
    assert isinstance(read, (Matrix, Grid))
    assert [len(row) for row in read if isinstance(row, tuple)] == [meant.cols] * meant.rows
    entries = [entry for row in read if isinstance(row, tuple) for entry in row]
    for entry, expected in zip(entries, list(meant), strict=True):
        assert isinstance(entry, Expr)
        assert same(value(entry, POINTS[0]), value_by_sympy(expected, POINTS[0]))


def test_lists_stay_lists_and_open_entries_stay_open() -> None:
    read = read_python("[[..., x], [y, ...]]", SCOPE).value
    assert read == ((None, Expr("symbol", (), "x")), (Expr("symbol", (), "y"), None))
    assert read_python("...", SCOPE).value is None


def test_defined_names_share_their_tree() -> None:
    inner = read_python("x + 1", SCOPE).value
    read = read_python("u*u", Scope(NAMES, defined={"u": inner})).value
    assert isinstance(read, Expr)
    assert read.args[0] is read.args[1] is inner


def test_a_defined_name_wins_over_a_function() -> None:
    scope = Scope(NAMES, defined={"sin": Expr("symbol", (), "x")})
    assert repr(read_python("2*sin", scope).value) == "multiply(number(2), symbol('x'))"


def test_further_calls_get_what_was_read_and_their_errors_a_place() -> None:
    seen: list[tuple[Nested, ...]] = []

    def diff(args: tuple[Nested, ...]) -> Nested:
        seen.append(args)
        if len(args) < 2:
            raise StudentError("read.needs-running", what="diff")
        return args[0]

    scope = Scope(NAMES, calls={"diff": diff})
    for source in ("diff(x*y, x)", "sp.diff(x*y, x)", "(x*y).diff(x)"):
        assert repr(read_python(source, scope).value) == "multiply(symbol('x'), symbol('y'))"
    assert [repr(args[1]) for args in seen] == ["symbol('x')"] * 3
    with pytest.raises(StudentError, match=r"read\.needs-running") as caught:
        read_python("2 + diff(x)", scope)
    assert caught.value.place is not None
    assert caught.value.place.offset == 4


EITHER = [
    ("2*x", "2*x", []),
    ("2x*cos(t)", "2*x*cos(t)", ["read.note-typed"]),
    ("x^2", "x**2", ["read.note-caret"]),
    ("e^{2x}", "exp(2*x)", ["read.note-caret"]),
    ("sin**2(t)", "sin(t)**2", ["read.note-typed"]),
    ("sin²(t)", "sin(t)**2", ["read.note-typed"]),
    ("sin^2(t)", "sin(t)**2", ["read.note-caret"]),
    ("|x|", "Abs(x)", ["read.note-typed"]),
    ("x − y·t", "x - y*t", ["read.note-typed"]),
    ("(x+1)(x-1)", "(x + 1)*(x - 1)", ["read.note-typed"]),
    ("2(x+1)", "2*(x + 1)", ["read.note-typed"]),
    ("xy", "x*y", ["read.note-typed"]),
    ("xθ", "x*theta", ["read.note-typed"]),
    ("{x}", "x", ["read.note-typed"]),
    ("2x  # twice", "2*x", ["read.note-typed"]),
    ("[2x, y^2]", "2*x", ["read.note-caret"]),
    ("x(t+1)", "x*(t + 1)", ["read.note-letter-times-bracket"]),
]


@pytest.mark.parametrize(("source", "python", "remarks"), EITHER, ids=[row[0] for row in EITHER])
def test_typed_mathematics_in_a_python_file(source: str, python: str, remarks: list[str]) -> None:
    read = read_either(source, SCOPE)
    assert [remark.message for remark in read.remarks] == remarks
    first = read.value[0] if isinstance(read.value, tuple) else read.value
    again = read_python(python, SCOPE).value
    assert isinstance(first, Expr)
    assert isinstance(again, Expr)
    assert first == again
    shown = [remark.params["python"] for remark in read.remarks if "python" in remark.params]
    assert shown in ([], [python])


def test_python_keeps_its_own_order_where_the_text_is_python() -> None:
    # In Python `1/2*x` and `2**-x` are what they are in typed text; a caret is not, so it is read there.
    assert read_either("1/2*x", SCOPE).value == read_python("1/2*x", SCOPE).value
    assert read_either("2^-x", SCOPE).value == read_python("2**-x", SCOPE).value
