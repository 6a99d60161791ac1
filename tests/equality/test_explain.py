"""The account of a comparison: the steps in their order, and the assumptions that its verdict hangs on."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from gradekit.equality.texts.explain import explain
from gradekit.equality.texts.texts import equal
from gradekit.model.codec import decode, encode
from gradekit.model.explanation import Explanation
from gradekit.model.outcome import RIGHT, Outcome

STEPS = [
    ("x + y", "y + x", {}, "identical=yes"),
    ("[1, 2]", "[1, 2, 3]", {}, "forms=differ"),
    ("x^2", "x^3", {}, "identical=no points=differ"),
    ("sin(x)^2", "1 - cos(x)^2", {}, "identical=no points=agree proof=yes"),
    ("2^1000000", "2^1000000 + 1", {}, "identical=no points=silent proof=no more-points=agree"),
    ("sqrt(x^2*y^2)", "x*y", {}, "identical=no points=agree proof=no more-points=differ"),
]


@pytest.mark.parametrize(("a", "b", "assume", "steps"), STEPS)
def test_steps_come_in_order(a: str, b: str, assume: Mapping[str, str], steps: str) -> None:
    told = explain(a, b, assume=assume)
    assert " ".join(f"{tried.step}={tried.result}" for tried in told.tried) == steps
    assert told.equality.outcome is equal(a, b, assume=assume).outcome
    assert decode(encode(told), Explanation) == told


CHANGES = [
    # a                b            assumed                what changes the verdict
    ("sqrt(x^2)",      "x",         {},                    ["add x:positive"]),
    ("sqrt(x^2)",      "x",         {"x": "positive"},     ["drop x:positive"]),
    ("sqrt(x^2)",      "-x",        {},                    ["add x:negative"]),
    ("log(x^2)",       "2*log(x)",  {},                    ["swap", "reading principal"]),
    ("log(x^2)",       "2*log(x)",  {"x": "positive"},     []),
    ("2*log(x)",       "log(x^2)",  {},                    ["add x:positive"]),
    ("2*log(x)",       "log(x^2)",  {"x": "positive"},     ["drop x:positive"]),
    ("sin(pi*n)",      "0",         {},                    ["add n:integer"]),
    ("sqrt(x^2*y^2)",  "x*y",       {},                    ["add x:positive, y:positive"]),
    ("exp(log(x))",    "x",         {},                    ["add x:positive", "reading principal"]),
    ("sqrt(x)*sqrt(y)", "sqrt(x*y)", {},                   ["add x:positive", "add y:positive"]),
    ("x^2",            "x^3",       {},                    []),
    ("(x + 1)^2",      "x^2 + 2*x + 1", {"x": "positive"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "assume", "changes"), CHANGES)
def test_what_would_change_the_verdict(a: str, b: str, assume: dict[str, str], changes: list[str]) -> None:
    told = explain(a, b, assume=assume)
    assert [f"{other.change} {other.assumption}".strip() for other in told.otherwise] == changes
    for other in told.otherwise:
        assert (other.outcome in RIGHT) != (told.equality.outcome in RIGHT)


@pytest.mark.parametrize("change", ["add", "drop"])
def test_a_change_that_is_told_holds_when_it_is_made(change: str) -> None:
    for a, b, assume, _ in CHANGES:
        for other in explain(a, b, assume=assume).otherwise:
            words = dict(word.split(":") for word in other.assumption.split(", ")) if other.change == change else {}
            if change == "add" and words:
                assert equal(a, b, assume={**assume, **words}).outcome is other.outcome
            elif words:
                rest = {name: word for name, word in assume.items() if name not in words}
                assert equal(a, b, assume=rest).outcome is other.outcome


def test_the_reading_that_was_used_is_told() -> None:
    assert explain("x", "x").reading == "real"
    assert explain("I*x", "x*I").reading == "principal"
    assert explain("z", "z + 1", assume={"z": "complex"}).reading == "principal"


def test_values_are_those_of_the_two_formulas() -> None:
    told = explain("x^2", "x^3")
    assert len(told.seen) == 2
    for seen in told.seen:
        numerator, _, denominator = seen.point["x"].partition("/")
        x = int(numerator) / int(denominator or 1)
        assert float(seen.answer or "nan") == pytest.approx(x**2, rel=1e-5)
        assert float(seen.expected or "nan") == pytest.approx(x**3, rel=1e-5)


def test_a_form_is_explained_too() -> None:
    told = explain("x^2 - 1", "(x - 1)(x + 1)", form="factored")
    assert told.equality.outcome is Outcome.FORM
    assert [tried.step for tried in told.tried] == ["identical", "points", "proof"]
    assert explain("x^2 + C", "x^2", form="up-to-constant").equality.outcome is Outcome.PROVED
