"""The tables of docs/typing-answers.md are true, both of what is read and of what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from gradekit.errors import StudentError
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr, walk
from rewriting.evaluate import gap

PAGE = (Path(__file__).parents[2] / "docs" / "typing-answers.md").read_text(encoding="utf-8")
SCOPE = Scope(frozenset({"x", "y", "t", "theta"}))
POINT = {"x": Fraction(7, 5), "y": Fraction(3, 7), "t": Fraction(5, 4), "theta": Fraction(2, 3)}


def rows(heading: str) -> Iterator[tuple[str, str]]:
    """The cells of the table under a heading; the code of the first one without its marks."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    for line in re.findall(r"^\| `.*$", section, flags=re.MULTILINE):
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        yield cells[0].strip("`"), cells[1]


@pytest.mark.parametrize(("typed", "meaning"), list(rows("Formulas")))
def test_what_is_typed_is_read_as_the_page_says(typed: str, meaning: str) -> None:
    read = read_text(typed, SCOPE).value
    meant = read_python(meaning.strip("`"), SCOPE).value
    assert isinstance(read, Expr)
    assert isinstance(meant, Expr)
    assert gap(read, meant, POINT) < 1e-50


@pytest.mark.parametrize(("typed", "why"), list(rows("Refused, with a sentence")))
def test_what_the_page_says_is_refused_is_refused(typed: str, why: str) -> None:
    assert why
    with pytest.raises(StudentError, match=r"^read\."):
        read_text(typed, SCOPE)


def test_the_tables_are_found() -> None:
    assert len(list(rows("Formulas"))) > 20
    assert len(list(rows("Refused, with a sentence"))) > 6


@pytest.mark.parametrize(("typed", "meaning"), list(rows("Formulas with cases")))
def test_formulas_with_cases_are_read(typed: str, meaning: str) -> None:
    assert meaning
    read = read_text(typed, SCOPE).value
    assert isinstance(read, Expr)
    assert any(part.head == "piecewise" or part.value == "Heaviside" for part in walk(read))
