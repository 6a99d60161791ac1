"""Answers that are typed in a notation of their own, written as mathematics: what a reader of the LaTeX reads is what
was typed."""

from __future__ import annotations

import pytest

from gradekit.calculus.steps import is_rounded, worded, worked_solution
from gradekit.documents.mathematics.plain import to_plain
from gradekit.model.details import ArrayLetter, Sized
from gradekit.model.problem import Part, PartKey
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.syntax.build import add, log, multiply, number
from gradekit.syntax.tree import Array, Expr, scalar

ARRAYS = (ArrayLetter("A", ("M", "N")), ArrayLetter("R", ("N", "N")), ArrayLetter("x", ("N",)), ArrayLetter("z", ()))
SIZES = {"M": 2, "N": 3}


def part(kind: str) -> Part:
    details = Sized(ARRAYS, ("M",), SIZES, {"M": 3, "N": 2}, ("i",))
    return Part(key="k", kind=kind, quantity=None, asks="", label="", details=details)  # type: ignore[arg-type]


WRITTEN = [
    ("index-formula", "8*delta(i,k)*x[q]", r"8 \delta_{ik} x_{q}"),
    ("index-formula", "-A[i, j]**2", r"-A_{ij}^{2}"),
    ("index-formula", "sum(A[i, j]*x[j], j)", r"\sum_{j} A_{ij} x_{j}"),
    ("index-formula", "z*sum(x[j] + z, j)", r"z \sum_{j} \left(x_{j} + z\right)"),
    ("index-formula", "sum(x[j], j)*z", r"\left(\sum_{j} x_{j}\right) z"),
    ("index-formula", "sum(x[j], j)**2", r"\left(\sum_{j} x_{j}\right)^{2}"),
    ("matrix-expression", "2*A.T @ x", r"2 A^{\top} x"),
    ("matrix-expression", "4*A.T - 2*(R@A + A@R).T", r"4 A^{\top} - 2 (R A + A R)^{\top}"),
    ("matrix-expression", "inv(R).T @ x", r"\left(R^{-1}\right)^{\top} x"),
    ("matrix-expression", "3*(A", r"\text{3*(A}"),
    ("shape", "2x3, 3x1", r"\text{2x3, 3x1}"),
]


@pytest.mark.parametrize(("kind", "typed", "latex"), WRITTEN, ids=range(len(WRITTEN)))
def test_notations(kind: str, typed: str, latex: str) -> None:
    told = worded(part(kind), typed)
    assert told.replace(r"\left", "").replace(r"\right", "") == latex.replace(r"\left", "").replace(r"\right", "")
    assert to_plain(told)


def test_a_decimal_that_stands_for_a_longer_number_is_said_to_be_near_it() -> None:
    exact = add(log(number(7)), multiply(number(3), log(number(5))))
    near = Expr("decimal", (), "6.77426")
    assert is_rounded(key(scalar(exact), scalar(near)))
    assert not is_rounded(key(scalar(exact), scalar(exact)))
    assert not is_rounded(key(scalar(near), scalar(near)))
    assert is_rounded(key(Array((2,), (number(1), exact)), Array((2,), (number(1), near))))


def key(value: Array, shown: Array) -> PartKey:
    return PartKey(part="k", value=value, shown=shown)


def test_solutions_have_index_formulas_in_mathematics() -> None:
    sheet, (right,) = practice_sheet("vector-wrt-matrix", level=3, seed="3", count=1)
    lines = [line for step in worked_solution(sheet.slots[0].issued, right) for line in step.formulas]
    assert any(r"\delta_{i" in line for line in lines)
    assert not any("delta(" in line for line in lines)


def test_a_worked_value_that_is_rounded_is_not_said_to_be_equal() -> None:
    sheet, (right,) = practice_sheet("gradient-check", level=5, seed="11", count=1)
    lines = [line for step in worked_solution(sheet.slots[0].issued, right) for line in step.formulas]
    assert any(line.startswith(r"q_x \approx ") for line in lines)
