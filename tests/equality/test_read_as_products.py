"""Words before a bracket that no one declared: read as products, with a note that says so."""

from __future__ import annotations

import pytest

from gradekit.equality.texts.assume import assumptions
from gradekit.equality.texts.texts import equal
from gradekit.model.outcome import RIGHT
from gradekit.recheck.records import recheck


@pytest.mark.parametrize(
    ("text", "letters"),
    [("foo(x)", "f*o*o"), ("2*bar(x)", "b*a*r"), ("xq (x+1)", "x*q"), ("1+bar(x)^2", "b*a*r")],
)
def test_a_word_nobody_declared_is_noted(text: str, letters: str) -> None:
    (note,) = equal(text, "x").notes
    assert (note.id, note.params["letters"]) == ("equality.read-as-product", letters)


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("sin(x)", ""), ("x*sin(x)", ""), ("2 pi(x+1)", ""), ("xsin(x)", ""), ("f(x)", ""), ("theta(x+1)", ""),
        ("foo(x)", "foo:function"), ("ab(x+1)", "a:positive"), ("x(x+1)", ""), ("asinh(x)", ""), ("f'(x)", ""),
        ("Piecewise((x, x>0), (-x, True))", ""), ("Max(x, 1)", ""), ("[x*(x+1)]", ""),
        ("lg(x)", ""), ("cosec(x)", ""),
    ],
)  # fmt: skip
def test_nothing_is_noted_of_known_and_declared_names(text: str, assumed: str) -> None:
    found = equal(text, text, assume=assumptions([assumed] if assumed else []))
    assert found.notes == ()


@pytest.mark.parametrize(
    ("a", "b", "assumed", "noted"),
    [
        ("e^(i pi)", "-1", "", True), ("e^(I pi)", "-2", "", False), ("i + i", "2i", "", False), ("i", "2i", "", True),
        ("i", "2i", "i:real", False), ("sin(x)", "x", "", False), ("i", "2i", "x:complex", False),
    ],
)  # fmt: skip
def test_i_as_a_letter_is_noted_where_the_formulas_differ(a: str, b: str, assumed: str, noted: bool) -> None:
    found = equal(a, b, assume=assumptions([assumed] if assumed else []), certificate=True)
    assert [note.id for note in found.notes] == ["equality.read-as-letter"] * noted
    assert recheck(found).status == "confirmed"


def test_the_note_does_not_change_the_record() -> None:
    found = equal("ab(x+1)", "ab*x+a*b", certificate=True)
    assert found.outcome in RIGHT
    assert recheck(found).status == "confirmed"
