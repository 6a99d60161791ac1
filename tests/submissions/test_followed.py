"""Programs that are followed without being run, and what must never be guessed: each against Python's own result."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from sheets_for_tests import SHEET, filled

from gradekit.errors import StudentError
from gradekit.kinds.index_function import formula_of
from gradekit.model.outcome import Outcome
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission
from gradekit.submissions.table import rows

STUB = write_stub(SHEET)
sympy: Any = import_module("sympy")
LETTERS: dict[str, Any] = {name: sympy.Symbol(name) for name in "xyt"}


def written(code: str) -> str:
    return filled(STUB, {"q1b": "..."}).replace("q1b = ...", code)


def outcome(code: str, name: str = "q1b") -> Outcome | None:
    submission = read_submission(Source(written(code)), SHEET)
    return next(answer for answer in submission.answers if answer.name == name).trouble


def shown(code: str) -> str:
    return next(row.read for row in rows(read_submission(Source(written(code)), SHEET), SHEET) if row.name == "q1b")


FOLLOWED = [
    "s = 0\nfor i in range(3):\n    s += t**i\nq1b = s",
    "s = 0\nfor i in range(5, 0, -2):\n    s = s + i*t\nq1b = s",
    "s = 0\nfor c, p in [(2, 1), (3, 2)]:\n    s += c*t**p\nq1b = s",
    "s = 0\nfor i, c in enumerate([x, y, t]):\n    s += c**i\nq1b = s",
    "s = 1\nfor a, b in zip([x, y], [t, 2]):\n    s *= a + b\nq1b = s",
    "s = 0\nfor i in range(3):\n    for j in range(i):\n        s += i*j*t\nq1b = s",
    "s = 0\nfor i in range(4):\n    if i > 1:\n        s += t**i\nq1b = s",
    "for i in range(3): q1b = t**i",
    "q1b = sum(t**i for i in range(3))",
    "q1b = sum([t**i for i in range(4) if i != 2])",
    "v = [t*i for i in range(3)]\nq1b = v[2]",
    "w = [t, x, y]\nq1b = sum(w[i]*w[i + 1] for i in range(2))",
    "q1b = sum(Matrix([[t, x], [y, 2]]))",
    "d = {'a': t, 'b': 2}\nq1b = d['a']*d['b']",
    "d = {}\nd['a'] = t\nd[1] = x\nq1b = d['a'] + d[1]",
    "d = dict(a=t, b=x)\nq1b = d['a']/d['b']",
    "d = {x: sin(t), y: cos(t)}\nq1b = (x*y).subs(d)",
    "d = {x: sin(t), y: cos(t)}\nq1b = (d[x]*d[y])**2",
    "if 1 < 2:\n    u = t\nelse:\n    u = x\nq1b = u",
    "if __name__ == '__main__':\n    q1b = 5*t",
    "def f(n):\n    if n <= 1:\n        return 1\n    return n*f(n - 1)\nq1b = f(4)*t",
    "def f(i, j):\n    if i == j:\n        return t\n    elif i > j: return x\n    else:\n        return y\n"
    "q1b = f(1, 1)*f(2, 1) + f(1, 2)",
    "def f(a, b=2):\n    c = a\n    c *= b\n    return c\nq1b = f(t) + f(t, 3)",
    "def f(a):\n    u, v = a, 2*a\n    return u*v\nq1b = f(t)",
    "a, b = Matrix([t, x])\nq1b = a*b",
    "u = t\nu **= 2\nu -= 1\nq1b = u",
    "f = x**2*y\nq1b = diff(f, x).subs({x: sin(t), y: cos(t)})",
    "A = Matrix([[t, 1], [2, x]])\nq1b = (A @ Matrix([x, y]))[1]",
    "import sympy as S\nq1b = S.sin(t)",
    "from sympy.abc import t as s\nq1b = s",
]  # fmt: skip


def by_python(code: str) -> Any:
    """What Python and SymPy make of the program: trusted content of this file."""
    names = {name: getattr(sympy, name) for name in ("sin", "cos", "Matrix", "diff", "Array")}
    space: dict[str, Any] = {**names, **LETTERS, "__name__": "__main__"}
    exec(compile(code, "<test>", "exec"), space)  # noqa: S102  programs of this table
    return sympy.sympify(space["q1b"])


@pytest.mark.parametrize("code", FOLLOWED)
def test_a_program_that_is_followed_gives_what_python_gives(code: str) -> None:
    read = shown(code)
    assert read, outcome(code)
    assert sympy.simplify(sympy.sympify(read, locals=LETTERS) - by_python(code)) == 0


def test_a_condition_on_a_letter_makes_cases() -> None:
    code = "def f(s):\n    if s > 0:\n        return s\n    return -s\nq1b = f(t)"
    assert shown(code) == "Piecewise((t, t > 0), (-t, True))"


NOT_GUESSED = [
    # what takes a name away, or gives it what is known to Python alone
    "(t := 5)\nq1b = t",
    "print(t := 5)\nq1b = t",
    "assert (t := 3)\nq1b = t",
    "u = (v := t) + 1\nq1b = v",
    "u = sin(t := 2)\nq1b = t",
    "with open('x') as t:\n    pass\nq1b = t",
    "try:\n    u = 1\nexcept ValueError as t:\n    pass\nq1b = t",
    "class t:\n    pass\nq1b = t",
    "import math as t\nq1b = t",
    "from os import path as t\nq1b = t",
    "def g():\n    global t\n    t = 3\n    return 1\ng()\nq1b = t",
    "t, *rest = 1, 2, 3\nq1b = t",
    "exec('t = 3')\nq1b = t",
    "globals()['t'] = 3\nq1b = t",
    "q1b = t\nexec('q1b = 3')",
    "from mine import *\nq1b = sin(t)",
    "f = Function('f')\nq1b = f(t)",
    # lists that change under another name, or in a call
    "w = [1, 2]\nv = w\nv[0] = t\nq1b = w[0]",
    "r = [1, 2]\nA = [r, r]\nA[0][0] = t\nq1b = A[1][0]",
    "r = [1, 2]\nA = [r, [3, 4]]\nr[0] = t\nq1b = A[0][0]",
    "w = [t, 1]\nu = w.pop()\nq1b = w[0]",
    "w = [t, 1]\nprint(w.pop(0))\nq1b = w[0]",
    "w = [t, 1]\nshuffle(w)\nq1b = w[0]",
    "w = [t, 1]\nu = turned(w)\nq1b = w[0]",
    "w = [t, 1]\nfor i in range(n):\n    w[i] = 2\nq1b = w[0]",
    "w = [t, 1]\nw[len(w) - 1] = 2\nq1b = w[1]",
    "d = {'a': t}\nd.update(a=2)\nq1b = d['a']",
    "d = {'a': t}\ne = d\ne['a'] = 2\nq1b = e['a']",
    "d = {'a': t}\nd['a'] += 2\nq1b = d['a']",
    "w = [t, 1]\nd = {'w': w}\nw[0] = 2\nq1b = d['w'][0]",
    "A = np.array([t, 1])\nB = A\nB += 1\nq1b = A[0]",
    "A = np.array([[t, 1], [2, 3]])\nB = A.T\nB[0, 1] = 5\nq1b = A[1, 0]",
    "def f(A):\n    A += 1\n    return A\nA = np.array([t, 1])\nB = f(A)\nq1b = B[0]",
    "def range(n): return [5, 6]\ns = 0\nfor i in range(3):\n    s += i*t\nq1b = s",
    "@cached\ndef t(a):\n    return a\nq1b = t",
    "async def t(a):\n    return a\nq1b = t",
    # loops that no counting ends
    "s = 0\nwhile s < 3:\n    s += 1\nq1b = s*t",
    "s = 0\nfor i in range(10**6):\n    s += 1\nq1b = s*t",
    "s = 0\nfor i in range(4):\n    if i > t: s += 1\nq1b = s*t",
    "s = 0\nfor i in range(4):\n    if i > 1: break\n    s += 1\nq1b = s*t",
    "s = 0\nfor i in range(4/2):\n    s += 1\nq1b = s*t",
    "if t > 0:\n    u = t\nelse:\n    u = -t\nq1b = u",
]


@pytest.mark.parametrize("code", NOT_GUESSED)
def test_what_python_alone_knows_is_never_guessed(code: str) -> None:
    assert outcome(code) is Outcome.NEEDS_RUNNING


@pytest.mark.parametrize("code", ["del t\nq1b = t", "u = t\ndel u\nq1b = u", "q1b = t\ndel q1b"])
def test_a_deleted_name_stands_for_nothing(code: str) -> None:
    assert outcome(code) is Outcome.UNREAD


@pytest.mark.parametrize("code", ["q1b = 't' + '2'", "q1b = 't'*2"])
def test_texts_are_not_calculated_with(code: str) -> None:
    assert outcome(code) is Outcome.UNREAD


@pytest.mark.parametrize("code", [
    "def f(a):\n" + "".join(f"    if a > {i}:\n        a = a + {i}\n" for i in range(60)) + "    return a\nq1b = f(t)",
    "def f(a):\n" + "    a = a*a\n" * 100 + "    return a\nq1b = f(t)",
    "for i in range(100):\n    for j in range(100):\n        for k in range(100):\n            u = i\nq1b = u",
    "q1b = sum([sum([sum([t for i in range(99)]) for j in range(99)]) for k in range(99)])",
    "w = [t]\n" + "v = w\n" * 900 + "w[0] = 2\nq1b = v[0]",
])  # fmt: skip
def test_no_program_is_followed_without_end(code: str) -> None:
    assert outcome(code) not in (None, Outcome.FAULT)


def test_other_problems_are_not_touched_by_what_cannot_be_followed() -> None:
    submission = read_submission(Source(filled(written("exec('t = 3')"), {"q2a": "r"})), SHEET)
    assert submission.answer(2, "f_polar").trouble is None


@pytest.mark.parametrize("body", [
    "    v0 = i\n" + "".join(f"    v{n} = v{n - 1} + v{n - 1}\n" for n in range(1, 50)) + "    return v49",
    "".join(f"    if i > {n}:\n        i = i + 1\n" for n in range(28)) + "    return i",
])  # fmt: skip
def test_a_function_of_indices_does_not_double_without_end(body: str) -> None:
    with pytest.raises(StudentError, match=r"read\.too-large"):
        formula_of(f"def f(i, k):\n{body}\n")
