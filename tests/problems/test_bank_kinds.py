"""Parts of a bank whose answers are no plain formulas: every kind from its file to the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from gradekit.errors import AuthorError
from gradekit.kinds import kind_of
from gradekit.problems.bank.bank import issue_bank, read_bank
from gradekit.problems.bank.bank_kinds import KINDS

HEAD = """
id = "kinds"
title = "Kinds"
source = "made up"
level = 1
prompt = "Let {{ definitions }}."
inputs = ["x"]
domain = ["x > 0"]
[nodes]
u1 = "x**3"
y = "sin(u1)"
"""
PARTS = """
[[part]]
ask = "expression"
key = "slope"
text = "a formula"
options = { answer = "2*x" }
[[part]]
ask = "number"
key = "third"
text = "a number"
options = { answer = "1/3" }
[[part]]
ask = "integer"
key = "count"
text = "how many"
options = { answer = "3" }
[[part]]
ask = "choice"
key = "rule"
text = "which rule"
options = { answer = "chain", choices = ["product", "chain"] }
[[part]]
ask = "set"
key = "summed"
text = "which indices"
options = { answer = ["i", "j"], among = ["i", "j", "k"] }
[[part]]
ask = "set"
key = "zeros"
text = "where it is 0"
options = { answer = ["0", "sqrt(2)"] }
[[part]]
ask = "shape"
key = "sizes"
text = "the shape"
options = { answer = "2x3" }
[[part]]
ask = "table"
key = "rows"
text = "the rows"
options = { answer = { v1 = "x**2", v2 = "cos(x)" } }
[[part]]
ask = "decomposition"
of = ["y"]
text = "the steps"
[[part]]
ask = "index-formula"
key = "entry"
text = "by indices"
options = { formula = "delta(i,k)*z[q]", indices = "i:M k:M q:N", arrays = "z:N", sizes = { M = 2, N = 3 } }
[[part]]
ask = "index-function"
key = "entries"
text = "as a function"
options = { formula = "z[q]", indices = "q:N", arrays = "z:N", sizes = { N = 3 } }
[[part]]
ask = "matrix-expression"
key = "product"
text = "as matrices"
options = { formula = "A.T @ A", extents = "NxN", arrays = "A:MxN", sizes = { M = 2, N = 2 } }
[[part]]
ask = "by-person"
key = "why"
text = "why"
options = { answer = "because" }
"""
ARRAYS = 'indices = "i:N", arrays = "A:MxN", sizes = { M = 2, N = 2 }'
SHOWN = {
    "slope": "2*x",
    "third": "1/3",
    "count": "3",
    "rule": '"chain"',
    "summed": '{"i", "j"}',
    "zeros": "{0, sqrt(2)}",
    "sizes": '"2x3"',
    "rows": '{"v1": x**2, "v2": cos(x)}',
    "steps": "[x**3, sin(u1)]",
    "entry": '"delta(i,k)*z[q]"',
    "entries": "lambda q: z[q]",
    "product": '"A.T @ A"',
    "why": '"""because"""',
}


def problem(tmp_path: Path, parts: str) -> Path:
    path = tmp_path / "kinds.toml"
    path.write_text(HEAD + parts, encoding="utf-8")
    return path


def test_every_kind_of_a_bank_is_issued_with_its_key(tmp_path: Path) -> None:
    issued, key = issue_bank(read_bank(problem(tmp_path, PARTS)))
    assert {part.kind for part in issued.parts} == set(KINDS)
    assert {part.key: kind_of(part.kind).shown_key(part, key.part(part.key)) for part in issued.parts} == SHOWN


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ('ask = "set"\noptions = { answer = ["n"], among = ["i"] }', "none of i"),
        ('ask = "shape"\noptions = { answer = "round" }', "names no shape"),
        ('ask = "shape"\noptions = {}', "needs more than it was given"),
        ('ask = "choice"\noptions = { answer = "a", choices = ["b", "c"] }', "none of its choices"),
        (f'ask = "index-formula"\noptions = {{ formula = "A[i]", {ARRAYS} }}', "cannot be read"),
        ('ask = "decomposition"\nof = ["u1"]', "not the last node"),
        ('ask = "sett"', "Did you mean `set`"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_file_and_part(tmp_path: Path, options: str, told: str) -> None:
    path = problem(tmp_path, f'[[part]]\nkey = "p"\ntext = "t"\n{options}\n')
    with pytest.raises(AuthorError, match=told):
        issue_bank(read_bank(path))
