"""Marks that nothing was done for: trivial own values, the question copied back, notes about form on wrong answers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attacking import graded, verdicts

F = "3*r**2*cos(theta)**2 + 5*r**3*sin(theta)**3 - 3*r**2*sin(theta)**2"


@pytest.mark.parametrize(
    ("template", "answers", "most"),
    [
        ("polar-gradient", {"q1a": "r*theta" + " + 0" * 10, "q1b": "theta", "q1c": "r", "q1d": "[theta, 1]"}, 0),
        ("polar-gradient", {"q1a": "(r + theta)" + "*1" * 12, "q1b": "1", "q1c": "1", "q1d": "[1, 1/r]"}, 0),
        (
            "polar-gradient",
            {"q1a": "sqrt(-1 - r**2)" + " + 0*theta" * 9, "q1b": "-r/sqrt(-1 - r**2)", "q1c": "0"},
            0,
        ),
        ("polar-gradient", {"q1a": F, "q1b": "r*theta", "q1c": "r*theta", "q1d": "[r*theta, theta]"}, 2),
        ("multi-path", {"q1a": "[y - y, x + y - x - y]", "q1c": "0"}, 0),
        ("multi-path", {"q1a": "[y, x + 4*y]", "q1b": "[sin(t)**2 + cos(t)**2 - 1, t - t]", "q1c": "0"}, 1),
        ("multi-path", {"q1a": "[y, x + 4*y]", "q1b": "[0, 0]", "q1c": "0"}, 1),
        ("multi-path", {"q1a": "[2, 3]", "q1b": "[4, 5]", "q1c": "23"}, 0),
        ("polar-gradient", {"q1a": "f"}, 0),
        ("polar-gradient", {"q1a": "f + 0*r"}, 0),
    ],
)
def test_trivial_own_values_earn_nothing_later(template, answers, most) -> None:
    marks = graded(template, 2, answers).marks[0]
    assert marks.earned <= most
    assert marks.pending == 0


def test_an_honest_slip_is_still_followed() -> None:
    slip = F.replace("5*r**3", "5*r**2")
    by_r = "6*r*cos(theta)**2 + 10*r*sin(theta)**3 - 6*r*sin(theta)**2"
    found = graded("polar-gradient", 2, {"q1a": slip, "q1b": by_r})
    assert found.verdicts[0].verdict("f_r").followed
    assert found.marks[0].earned == Fraction(2)


@pytest.mark.parametrize("answer", ["12*x", "x*y", "t + x - x"])
def test_no_wrong_answer_is_told_that_its_mathematics_is_right(answer) -> None:
    judged = verdicts("multi-path", 2, {"q1c": answer})["q1c"]
    assert [note.id for note in judged.notes] == []


def test_one_wrong_entry_is_no_permutation_of_rows() -> None:
    answers = {"q1a": "[[12*x**2, 3*cos(3*y)], [18*x, 12*x**2]]"}
    diagnosis = verdicts("jacobian", 2, answers)["q1a"].diagnosis
    assert diagnosis is None or "rows-permuted" not in diagnosis.rules
