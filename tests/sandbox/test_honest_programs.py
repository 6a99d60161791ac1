"""The honest battery: calls that students make run in a sealed process as they do anywhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from gradekit.sandbox.levels import open_sandbox, unsupported
from gradekit.sandbox.runs import Program, Sandbox
from sandboxing.offered import lacking

pytestmark = pytest.mark.skipif(unsupported() is not None, reason="nothing can be sealed on this system")

CALLS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "honest.toml").read_text(encoding="utf-8"))
_BEFORE = (
    "from sympy import *\nimport sympy as sp, numpy as np, math\n"
    "x, y, z, t, n = symbols('x y z t n')\nf = Function('f')\n"
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    if why := lacking("sealed"):
        pytest.skip(why)
    opened = open_sandbox("sealed")
    assert opened is not None
    with opened:
        yield opened


def test_there_are_enough_of_them() -> None:
    assert sum(map(len, CALLS.values())) >= 140


@pytest.mark.parametrize("library", CALLS)
def test_every_honest_call_runs(sandbox: Sandbox, library: str) -> None:
    programs = [Program(f"{_BEFORE}value = {call}\nanswer = 1\n", ("answer",)) for call in CALLS[library]]
    failed = [
        f"{call}: {run.stop} {run.returned.failures if run.returned else ''}"
        for call, run in zip(CALLS[library], sandbox.run_all(programs), strict=True)
        if run.returned is None or "answer" not in run.returned.values
    ]
    assert failed == []


PROGRAMS = [
    # a program, and its answer as words would have it
    ("answer = 0\nfor k in range(1, 4): answer += x**k/k", "x + x**2/2 + x**3/3"),
    ("def f(u):\n    out = 1\n    for k in range(3): out = out*u\n    return out\nanswer = diff(f(x), x)", "3*x**2"),
    ("answer = sum(k*x for k in range(4))", "6*x"),
    ("values = {}\nvalues['a'] = x/3\nanswer = values['a']", "x/3"),
    ("answer = lambda u: u**2\nanswer = answer(x)/2", "x**2/2"),
    ("import numpy as np\nanswer = list(np.array([1, 2])*3)", "[3, 6]"),
    ("while True:\n    answer = x^2/2\n    break", "x**2/2"),
]


@pytest.mark.parametrize(("code", "words"), PROGRAMS)
def test_a_program_gives_what_the_formula_gives(sandbox: Sandbox, code: str, words: str) -> None:
    run, plain = sandbox.run_all([Program(_BEFORE + text, ("answer",)) for text in (code, f"answer = {words}")])
    assert run.returned is not None
    assert plain.returned is not None
    assert run.returned.values == plain.returned.values != {}


def test_names_before_an_exception_count_and_its_own_do_not(sandbox: Sandbox) -> None:
    run = sandbox.run(Program("a = 1\nb = a/0\nc = 3", ("a", "b", "c")))
    assert run.returned is not None
    assert set(run.returned.values) == {"a"}
    (failed,) = run.returned.failures
    assert (failed.line, failed.kind, failed.costs) == (2, "ZeroDivisionError", ("b",))


def test_an_exception_does_not_end_the_other_problems(sandbox: Sandbox) -> None:
    places = {"places": ((1, 1), (4, 2)), "problems": (1, 1, 1, 2)}
    run = sandbox.run(Program("a = 1\nb = a/0\nc = 3\nd = 4", ("a", "b", "c", "d"), **places))
    assert run.returned is not None
    assert set(run.returned.values) == {"a", "d"}


def test_chance_is_the_same_every_time(sandbox: Sandbox) -> None:
    program = Program("import random, numpy\nanswer = [random.random(), numpy.random.rand()]", ("answer",))
    first, second = sandbox.run_all([program, program])
    assert first.returned == second.returned
