"""The pages of `gradekit equal --explain`: sentences for every step, with the proof written out."""

from __future__ import annotations

import pytest

from gradekit.documents.equality import equality_document
from gradekit.documents.explanation import explanation_document
from gradekit.documents.html import to_html
from gradekit.documents.terminal import to_terminal
from gradekit.documents.words import catalogue
from gradekit.equality.texts.explain import explain
from gradekit.equality.texts.texts import equal

PAGES = [
    (
        ("max(x, y)", "(x + y + |x - y|)/2"),
        {},
        ["polynomials in |x − y|, x, y", "|x − y|² = x² − 2xy + y²", "any real"],
    ),
    (("sqrt(x^2)", "x"), {}, ["With x:positive they are equal", "refutes equality", "first"]),
    (("log(x^2)", "2*log(x)"), {}, ["With the two exchanged they differ", "principal values they differ"]),
    (("sin(n*pi)", "0"), {"n": "integer"}, ["n is any whole number", "Without n:integer they differ"]),
    (("sin(t)", "sqrt(1 - cos(t)^2)"), {"t": "0<t<pi"}, ["0 < t < 3.14159"]),
    (("(x^2 - 1)/(x - 1)", "x + 1"), {}, ["The factor x − 1 was cancelled"]),
    (("e^(I*x)", "cos(x) + I*sin(x)"), {}, ["Complex principal values."]),
    (("1/3", "0.3"), {}, ["There are none: both are numbers.", "they differ"]),
    (("2^1000000", "2^1000000 + 1"), {}, ["none was found", "undecided"]),
    (("[1, 2]", "[1, 2, 3]"), {}, ["their sizes differ"]),
    (("x + y", "y + x"), {}, ["they are one formula"]),
    (("x if x > y else y", "max(x, y)"), {}, ["For x − y < 0", "For x − y = 0"]),
    (("sin(x)^2 if x > 1/3 else 1", "1 - cos(x)^2 if x > 1/3 else 1"), {}, ["For x = 1/3", "Both formulas are 1 here"]),
    (("piecewise((x, x > 0), (-x, x < 0))", "abs(x)"), {}, ["The first formula has no value here"]),
]


@pytest.mark.parametrize(("texts", "assume", "told"), PAGES, ids=[" ".join(page[0]) for page in PAGES])
def test_an_explanation_says(texts: tuple[str, str], assume: dict[str, str], told: list[str]) -> None:
    document = explanation_document(explain(*texts, assume=assume))
    shown = " ".join(to_terminal(document).split())
    for words in told:
        assert words in shown
    assert "<html" in to_html(document)


def test_the_verdict_of_a_form_is_told() -> None:
    shown = to_terminal(equality_document(equal("x^2 - 1", "(x - 1)(x + 1)", form="factored")))
    assert "equal, but not in the form asked" in shown
    assert "x² − 1 factors further" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ("log(x^2)", "2*log(x)", "compared where it has a value: at x ≈ −2.968, for one, it has none"),
        ("[1, log(x^2)]", "[1, 2*log(x)]", "at x ≈ −2.968, for one, it has none"),
        ("exp(log(x))", "x", "at x ≈ −2.968 the first is undefined and the second −2.968."),
        ("x", "2e5*x", "the first is 1.624 and the second 3.247·10^5."),
        ("1/0", "1/0", "differ was found. The second formula was not seen to have a value anywhere."),
        ("2^1000000", "2^1000000 + 1", "differ was found. A power is too large to be multiplied out."),
        ("...", "x", "differ was found. The first formula is left open."),
    ],
)
def test_a_verdict_says(a: str, b: str, told: str) -> None:
    assert told in " ".join(to_terminal(equality_document(equal(a, b))).split())


@pytest.mark.parametrize(("a", "b"), [("log(x^2)", "2*log(abs(x))"), ("x + 1", "(x^2 - 1)/(x - 1)"), ("I*x", "x*I")])
def test_a_verdict_says_nothing_of_domains_that_are_the_same_or_not_told_apart(a: str, b: str) -> None:
    assert "The second formula rules" not in to_terminal(equality_document(equal(a, b)))


@pytest.mark.parametrize(
    ("a", "b", "form", "told"),
    [
        ("x^2 + C", "x^2", "up-to-constant", "Compared up to a constant: by what does not depend on x."),
        ("2x + C", "x", "up-to-constant", "the first less the second is one value at x ≈"),
        ("x^2", "x", "up-to-factor", "the first over the second is one value at x ≈"),
        ("[1, 2]", "[2, 4]", "up-to-factor", "Compared up to a factor other than 0. Equal: this was proved"),
    ],
)
def test_how_far_two_were_compared_is_told(a: str, b: str, form: str, told: str) -> None:
    shown = " ".join(to_terminal(equality_document(equal(a, b, form=form))).split())
    assert told in shown
    assert "_other" not in shown


def test_every_step_and_change_has_its_sentence() -> None:
    steps = {
        "forms": ["differ"], "identical": ["yes", "no"], "points": ["agree", "differ", "silent"], "cases": ["yes"],
        "proof": ["yes", "no", "no-why"], "more-points": ["differ", "agree", "agree-why"],
        "add": ["equal"], "drop": ["different"], "swap": ["different"],
        "reading-real": ["equal", "different"], "reading-principal": ["equal", "different"],
        "letter": ["real", "integer", "complex", "range"], "reading": ["real", "principal"],
    }  # fmt: skip
    missing = [
        f"{step}-{end}" for step, ends in steps.items() for end in ends if f"explain.{step}-{end}" not in catalogue()
    ]
    assert missing == []
