"""Functions left open: f, f' and f'' are independent of each other, and equal where their arguments are."""

from __future__ import annotations

import pytest

from gradekit.equality.points.balls import precision, stand_in
from gradekit.equality.texts.open_functions import open_functions
from gradekit.equality.texts.texts import assumptions, equal
from gradekit.errors import OperatorError
from gradekit.model.outcome import Outcome
from gradekit.syntax.tree import Expr

PAIRS = [
    ("f'(x)*2", "2*f'(x)", "", Outcome.PROVED),
    ("f'(2x)", "f'(x + x)", "", Outcome.PROVED),
    ("f(2x)", "f(x + x)", "f:function", Outcome.PROVED),
    ("f'(g(t)) g'(t)", "g'(t) f'(g(t))", "g:function", Outcome.PROVED),
    ("f'(sin(t)^2 + cos(t)^2)", "f'(1)", "", Outcome.PROVED),
    ("(f'(x)^2 - 1)/(f'(x) - 1)", "f'(x) + 1", "", Outcome.PROVED),
    ("f''(x) + f'(x)", "f'(x) + f''(x)", "", Outcome.PROVED),
    ("f'(x) if x > 0 else 0", "f'(x) heaviside(x, 0)", "", Outcome.PROVED),
    ("f'(x)", "f(x)", "f:function", Outcome.DIFFERENT),
    ("f''(x)", "f'(x)", "", Outcome.DIFFERENT),
    ("f'(x)", "g'(x)", "", Outcome.DIFFERENT),
    ("f'(2x)", "2 f'(x)", "", Outcome.DIFFERENT),
    ("f'(-x)", "f'(x)", "", Outcome.DIFFERENT),
    ("f(x)^2", "f(x^2)", "f:function", Outcome.DIFFERENT),
]


@pytest.mark.parametrize(("answer", "expected", "assumed", "outcome"), PAIRS, ids=[f"{r[0]} ? {r[1]}" for r in PAIRS])
def test_pairs(answer: str, expected: str, assumed: str, outcome: Outcome) -> None:
    given = assumptions([f"{name}:function" for name in ("f", "g") if f"{name}:" in assumed])
    assert equal(answer, expected, assume=given).outcome is outcome


@pytest.mark.parametrize("text", [r"f'(x)", r"f^{\prime}(x)", r"f^\prime(x)", r"f^{\prime}\left(x\right)"])
def test_latex(text: str) -> None:
    assert equal(f"2 {text}", "f'(x) + f'(x)", latex=True).outcome is Outcome.PROVED


def test_names_are_open_only_with_a_prime_before_their_bracket() -> None:
    assert open_functions("2f'(x) + phi''(t) x", {}) == {"f": 1, "phi": 1}
    assert open_functions("f(x) + x' + sin'(x)", {}) == {}
    assert open_functions("", {"g": "function", "x": "positive"}) == {"g": 1}


def test_without_a_prime_a_letter_before_a_bracket_is_a_factor() -> None:
    answer = equal("f(x + 1)", "f x + f")
    assert answer.outcome is Outcome.PROVED


def test_a_word_that_says_nothing_is_refused_with_those_that_do() -> None:
    with pytest.raises(OperatorError, match=r"real, positive.*function"):
        equal("x", "x", assume={"x": "funktion"})


def test_functions_of_different_names_stand_for_different_functions() -> None:
    names = [a + b for a in "fghuv" for b in ("", "'", "''", "1", "2", "a", "b", "c", "d")]
    with precision(64):
        from flint import arb

        found = [stand_in(name, [arb(1) / 3]) for name in names]
    assert all(not one.overlaps(two) for i, one in enumerate(found) for two in found[:i])


def test_an_open_function_keeps_its_name_in_what_is_read() -> None:
    read = equal("f'(x)", "f'(x)").answer
    assert read.entries == (Expr("function", (Expr("symbol", (), "x"),), "f'"),)
