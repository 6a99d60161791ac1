"""`gradekit equal` with forms and explanations: what it prints and how it exits."""

from __future__ import annotations

import json

import pytest

from gradekit.cli import BAD_INPUT, DIFFERENT, DONE, run


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["x^2-1", "(x-1)(x+1)", "--form", "factored"], DIFFERENT, "x² − 1 factors further"),
        (["(x-1)(x+1)", "x^2-1", "--form", "factored"], DONE, "proved equal"),
        (["(x-1)(x+1)", "x^2-1", "--form", "expanded"], DIFFERENT, "can be multiplied out"),
        (["0.5", "1/2", "--form", "exact"], DIFFERENT, "not the decimal 0.5"),
        (["1.414", "sqrt(2)", "--form", "digits:4"], DONE, "Equal to the digits given"),
        (["sqrt(2)", "sqrt(2)", "--form", "digits:4"], DIFFERENT, "a decimal with 4 significant digits is asked"),
        (["u + x - u", "x", "--form", "letters:x"], DIFFERENT, "the letter u is left"),
        (["x^2 + C", "x^2", "--form", "up-to-constant"], DONE, "up to a constant"),
        (["x + y", "x", "--form", "up-to-constant:x"], DONE, "does not depend on x"),
        (["2x", "x", "--form", "up-to-factor"], DONE, "up to a factor"),
        (["2(x-1)", "x-1", "--form", "up-to-factor", "--form", "factored"], DONE, "proved equal"),
        (["--latex", r"\frac{x}{2}", "x", "--form", "up-to-factor"], DONE, "proved equal"),
        (["e^(i x)", "cos(x) + i*sin(x)", "--assume", "x:complex"], DONE, "proved equal"),
        (["sqrt(x^2)", "x", "--explain"], DIFFERENT, "With x:positive they are equal"),
        (["--latex", r"\sin^2 x", r"1-\cos^2 x", "--explain"], DONE, "sin(x)**2"),
    ],
)
def test_a_comparison(arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["equal", *arguments, "--exit-code"]) == code
    assert told in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("form", "told"),
    [("factord", "Did you mean `factored`?"), ("digits:x", "from 1 to 50"), ("letters", "`letters:x,y`")],
)
def test_an_unknown_form_ends_with_2(form: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["equal", "x", "x", "--form", form]) == BAD_INPUT
    assert told in capsys.readouterr().err


def test_records_of_forms_and_explanations(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["equal", "x^2-1", "(x-1)(x+1)", "--form", "factored", "--json"]) == DONE
    record = json.loads(capsys.readouterr().out)
    assert (record["outcome"], record["asked"]) == ("form", [{"name": "factored"}])
    assert record["notes"][0] == {"id": "lacks.factored", "params": {"part": "x^{2} - 1"}}
    assert run(["equal", "sqrt(x^2)", "x", "--explain", "--json"]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert told["equality"]["outcome"] == "different"
    assert told["otherwise"] == [{"change": "add", "assumption": "x:positive", "outcome": "proved"}]
