"""Two roads to one answer: a file read without running and the same file run give equal answers, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sheets_for_tests import SHEET

from gradekit.equality.decide import decide
from gradekit.equality.points.values import values_at
from gradekit.kinds.fitting import entries_of, has_decimal, shape_of
from gradekit.model.answer import Value
from gradekit.model.domain import Domain
from gradekit.model.outcome import Outcome
from gradekit.sandbox.levels import unsupported
from gradekit.sandbox.runs import Sandbox
from gradekit.submissions.files import Source
from gradekit.submissions.programs import program_of
from gradekit.submissions.read import read_submission
from gradekit.submissions.running import Runner
from gradekit.syntax.scope import Nested
from gradekit.syntax.tree import Expr, walk
from sandboxing.offered import lacking

pytestmark = pytest.mark.skipif(unsupported() is not None, reason="nothing can be sealed on this system")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    if why := lacking("sealed"):
        pytest.skip(why)
    with Runner("sealed") as runner:
        opened = runner.sandbox
        assert opened is not None
        yield opened


NUMBERS = st.sampled_from(["2", "3", "1/3", "-5/4", "0x1f", "1_0", "2**-1", "(1/2)**2", "7/2*2", "0.25", "pi", "E"])
LETTERS = st.sampled_from(["t", "t", "t", "u", "v", "d['a']", "L[0]", "L[-1]"])
FUNCTIONS = st.sampled_from(
    [
        "sin({})",
        "sp.cos({})",
        "exp({}/9)",
        "np.sin({})",
        "math.cos({})",
        "np.exp({}/8)",
        "g({})",
        "h({}, 2)",
        "-{}",
        "abs({})",
    ]
)
OPERATIONS = st.sampled_from(["{} + {}", "{} - {}", "{}*{}", "({})*({})", "({})/(2 + ({})**2)", "g({}) - h({}, t)"])
POWERS = st.sampled_from(["({})**2", "({})^2", "({})^2/3", "2*({})^2", "-({})^2"])


def formulas() -> st.SearchStrategy[str]:
    """Formulas in the letters and functions that every program below begins with."""
    return st.recursive(
        NUMBERS | LETTERS,
        lambda inner: st.one_of(
            st.builds(str.format, FUNCTIONS, inner),
            st.builds(str.format, OPERATIONS, inner, inner),
            st.builds(str.format, POWERS, inner),
        ),
        max_leaves=4,
    )


BEFORE = """\
import math
import numpy as np
import sympy as sp
from sympy import *
"""
BEGINS = """\
u = {}
v = 1/3
def g(a):
    b = a/2
    return b + {}
h = lambda a, n=2: a**n - t
d = {{'a': u + 1, 2: t}}
L = [t, u/3, 2]
"""
STEPS = st.sampled_from(
    [
        "u += {}",
        "u *= t/2",
        "v = u - {}",
        "d['a'] = {}",
        "L = [k*t for k in range(3)] + [{}]",
        "L = [e/2 for e in L]",
        "for k in range(1, 4):\n    u = u + t**k/k",
        "for k, c in enumerate([1, t, {}]):\n    v += k*c",
        "if 2 > 1:\n    u = {}\nelse:\n    u = 0",
        "M = Matrix([[1, t], [u, {}]])\nv = (M*M)[1, 0] + M.det()/7",
        "u = (t**2*{}).subs(t, 2*t)",
        "v = diff(t**3 + {}, t)",
        "w = (t*u).diff(t) + {}\nv = w",
        "A = np.array([t, 2*t])\nv = (A @ A) + {}",
        "u, v = v, u",
        "def g(a):\n    if True:\n        return a*t\n    return {}",
        "v = sum([{}, t, 1/2])",
        "v = sum(k*t for k in range(3)) + {}",
    ]
)


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Steps one after the other, and three answers from what they leave."""
    formula = formulas()
    filled_in = st.builds(lambda step, a: step.replace("{}", f"({a})"), STEPS, formula)
    steps = draw(st.lists(filled_in, max_size=4))
    begins = BEGINS.format(draw(formulas_without_names()), draw(NUMBERS))
    answers = f"q1a = [{draw(formula)}, u]\nq1b = {draw(formula)}\n"
    return BEFORE + begins + "\n".join(steps) + "\n" + answers


def formulas_without_names() -> st.SearchStrategy[str]:
    return st.sampled_from(["t", "t**2/3", "1/3", "sin(t)/2", "2*t^2 - 1", "np.cos(t)"])


_PERIODIC = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
_LARGE = 1e5


def same(read: Nested, run: Nested) -> bool:
    assert shape_of(read) == shape_of(run)
    pairs = zip(entries_of(read, shape_of(read)), entries_of(run, shape_of(run)), strict=True)
    return all(alike(left, right) for left, right in pairs)


def alike(left: Expr | None, right: Expr | None) -> bool:
    assert left is not None
    assert right is not None
    return decide(right, left, Domain()).outcome is not Outcome.DIFFERENT or (has_decimal(right) and near(left, right))


def near(left: Expr, right: Expr) -> bool:
    """What is reckoned with a decimal is a float in Python, and rounded."""
    for t in (Fraction(1, 3), Fraction(-7, 5)):
        values = [value for value in values_at([left, right], {"t": t}) if value is not None]
        if len(values) == 2 and complex(*values[0]) != pytest.approx(complex(*values[1]), rel=1e-9):
            return any(abs(complex(*angle)) > _LARGE for angle in angles(left, t))
    return True


def angles(formula: Expr, t: Fraction) -> list[tuple[float, float]]:
    """The arguments of sines and the like: a float is no longer exact enough for the sine of a very large number."""
    periodic = [node.args[0] for node in walk(formula) if node.head == "function" and node.name in _PERIODIC]
    return [(float(value[0]), float(value[1])) for value in values_at(periodic, {"t": t}) if value is not None]


def has_decimal_in(value: Value | None) -> bool:
    return value is not None and any(entry is not None and has_decimal(entry) for entry in value.entries)


def agree(sandbox: Sandbox, text: str) -> None:
    source = Source(text)
    read = {answer.name: answer for answer in read_submission(source, SHEET).answers}
    names = [name for name in ("q1a", "q1b") if read[name].trouble is None]
    assume(names)
    run = sandbox.run(program_of(source, SHEET, names))
    assert run.returned is not None
    assert not run.returned.failures, run.returned.failures
    for name in names:
        if name in run.returned.no_form:  # a decimal with a power of ten of very many digits, read but not reckoned
            assert has_decimal_in(read[name].value)
            continue
        value, given = read[name].value, run.returned.values[name].value
        assert value is not None
        assert same(value.entries if value.shape else value.entries[0], given), name


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(text=programs())
def test_a_file_gives_the_same_answers_read_and_run(sandbox: Sandbox, text: str) -> None:
    agree(sandbox, text)


@pytest.mark.long
@settings(max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(text=programs())
def test_thousands_of_files_give_the_same_answers_read_and_run(sandbox: Sandbox, text: str) -> None:
    agree(sandbox, text)


def test_most_of_the_files_are_read(sandbox: Sandbox) -> None:
    """Else the tests above would say little."""
    found: list[bool] = []

    @settings(max_examples=150, deadline=None, database=None)
    @given(text=programs())
    def look(text: str) -> None:
        answers = read_submission(Source(text), SHEET).answers
        found.append(all(answer.trouble is None for answer in answers[:2]))

    look()
    assert sum(found) > 0.8 * len(found)


TWO_PROBLEMS = [
    # the file, and the answer to problem 2 in both roads
    "# ---- Problem 1 ----\nx = t**2\nq1b = x\n# ---- Problem 2 ----\nq2a = x*r\n",
    "from sympy import *\nk = 3\n# ---- Problem 1 ----\nk = t\nq1b = k\n# ---- Problem 2 ----\nq2a = k*r\n",
    "# ---- Problem 1 ----\nimport sympy as S\nq1b = S.sin(t)\n# ---- Problem 2 ----\nq2a = S.sin(r)\n",
    "L = [1, 2]\n# ---- Problem 1 ----\nL[0] = t\nq1b = L[0]\n# ---- Problem 2 ----\nq2a = L[0]*r\n",
    "def h(a):\n    return a*x\n# ---- Problem 1 ----\nx = 5\nq1b = h(t)\n# ---- Problem 2 ----\nq2a = h(r)\n",
    "q1b = t\nx = 3\nq2a = x*r\n",
]


@pytest.mark.parametrize("text", TWO_PROBLEMS)
def test_each_problem_starts_with_fresh_names_in_a_run_too(sandbox: Sandbox, text: str) -> None:
    source = Source(text)
    read = {answer.name: answer for answer in read_submission(source, SHEET).answers}
    run = sandbox.run(program_of(source, SHEET, ["q1b", "q2a"]))
    assert run.returned is not None
    for name in ("q1b", "q2a"):
        value, given = read[name].value, run.returned.values[name].value
        assert value is not None
        assert same(value.entries[0], given), name
