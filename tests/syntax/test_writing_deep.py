"""Writing a deep formula is linear in its size: what is asked for twice must not double the work at each level."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from gradekit.syntax.latex import to_latex
from gradekit.syntax.names import FUNCTIONS
from gradekit.syntax.tree import Expr
from gradekit.syntax.write import to_text

X = Expr("symbol", (), "x")


def nested(name: str, depth: int) -> Expr:
    expr = X
    for _ in range(depth):
        expr = Expr("function", (expr, *[X] * (FUNCTIONS[name].arity[0] - 1)), name)
    return expr


@pytest.mark.parametrize("name", [name for name, row in FUNCTIONS.items() if row.arity[0] <= 2 and name != "Piecewise"])
def test_sixty_functions_inside_each_other_are_written_at_once(name: str) -> None:
    calls = 0

    def profile(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event == "call"
        assert calls < 20_000

    expr = nested(name, 60)
    sys.setprofile(profile)
    try:
        for text in (to_latex(expr), to_text(expr), to_text(expr, caret=True)):
            assert text.count("x") >= 1
    finally:
        sys.setprofile(None)
    assert calls > 180
