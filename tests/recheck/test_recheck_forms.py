"""Verdicts under forms: how far two formulas have to be equal, and what an answer has to look like besides."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from gradekit.equality.texts.texts import assumptions, equal
from gradekit.model.codec import encode
from gradekit.recheck.records import recheck_text
from gradekit.recheck.result import Recheck

FORMED = [
    # answer, expected, what is asked, assumed, outcome
    ("x^2-1", "(x-1)(x+1)", ("factored",), "", "form"),
    ("(x-1)(x+1)", "x^2-1", ("factored",), "", "proved"),
    ("2*(x^3-2)", "2*x^3-4", ("factored",), "", "proved"),
    ("(x-1)(x+1)", "x^2-1", ("expanded",), "", "form"),
    ("x^2-1", "(x-1)(x+1)", ("expanded",), "", "proved"),
    ("0.5 x", "x/2", ("exact",), "", "form"),
    ("sin(x)^2+0.0", "1-cos(x)^2", ("exact",), "", "form"),
    ("x + y", "y + x", ("letters:x",), "", "form"),
    ("x + y", "y + x", ("letters:x,y",), "", "proved"),
    ("1.414", "sqrt(2)", ("digits:4",), "", "proved"),
    ("1.41", "sqrt(2)", ("digits:4",), "", "form"),
    ("1.42", "sqrt(2)", ("digits:3",), "", "proved"),
    ("1.5", "sqrt(2)", ("digits:4",), "", "different"),
    ("0.5", "1/2", ("digits:4",), "", "proved"),
    ("sqrt(2)", "sqrt(2)", ("digits:4",), "", "form"),
    ("(sin(x)-1)(sin(x)+1) + C", "-cos(x)^2", ("up-to-constant", "expanded"), "", "form"),
    ("sin(x)^2 + C", "-cos(x)^2", ("up-to-constant",), "", "proved"),
    ("log(2*x)", "log(x)", ("up-to-constant",), "x:positive", "proved"),
    ("-atan(1/x)", "atan(x)", ("up-to-constant",), "x:positive", "proved"),
    ("-atan(1/x)", "atan(x)", ("up-to-constant",), "", "different"),
    ("x y + y", "x y", ("up-to-constant:x",), "", "proved"),
    ("x y + y", "x y", ("up-to-constant",), "", "different"),
    ("3 x", "x", ("up-to-factor",), "", "proved"),
    ("3 x + 1", "x", ("up-to-factor",), "", "different"),
    ("[2 x, 4 y]", "[x, 2 y]", ("up-to-factor",), "", "proved"),
    ("[2 x, 4 y]", "[x, 3 y]", ("up-to-factor",), "", "different"),
    ("[0, 4 y]", "[0, y]", ("up-to-factor",), "", "proved"),
    ("0", "x", ("up-to-factor",), "", "different"),
]
Row = tuple[str, str, tuple[str, ...], str, str]


def record(answer: str, expected: str, form: tuple[str, ...], assumed: str = "") -> dict[str, Any]:
    given = assumptions([item for item in assumed.split(";") if item])
    return json.loads(encode(equal(answer, expected, assume=given, form=form, certificate=True)))


def rechecked(made: dict[str, Any]) -> Recheck:
    (found,) = recheck_text(json.dumps(made))
    return found


@pytest.mark.parametrize("row", FORMED, ids=[f"{row[0]} ? {row[1]} {row[2]}" for row in FORMED])
def test_verdicts_under_forms_are_confirmed(row: Row) -> None:
    *pair, outcome = row
    made = record(*pair)
    assert made["outcome"] == outcome
    assert rechecked(made).status == "confirmed", rechecked(made).why


def test_a_form_that_is_not_told_is_left_open() -> None:
    made = record("x^5 - 1", "x^5 - 1", ("factored",))
    assert (rechecked(made).status, rechecked(made).why.id) == ("open", "recheck.form")


ALTERED = [
    # the row of the table, the change, why it is refused
    (0, {"outcome": "proved", "notes": []}, "recheck.other-form"),
    (0, {"notes": []}, "recheck.other-outcome"),
    (0, {"asked": []}, "recheck.other-outcome"),
    (4, {"asked": [{"name": "factored"}]}, "recheck.other-form"),
    (8, {"asked": [{"name": "letters", "letters": ["x"]}]}, "recheck.other-form"),
    (9, {"asked": []}, "recheck.other-outcome"),
    (9, {"asked": [{"name": "digits", "digits": 7}]}, "recheck.other-form"),
    (12, {"outcome": "proved", "evidence": {"type": "proof", "method": "digits"}}, "recheck.other-digits"),
    (16, {"asked": []}, "recheck.other-"),
    (16, {"asked": [{"name": "up-to-factor"}]}, "recheck.not-its-value"),
    (20, {"asked": [{"name": "up-to-constant", "letters": ["y"]}]}, "recheck."),
    (22, {"asked": [{"name": "up-to-constant"}]}, "recheck."),
    (24, {"asked": []}, "recheck."),
]


@pytest.mark.parametrize(("row", "change", "why"), ALTERED)
def test_altered_records_under_forms_are_refused(row: int, change: dict[str, Any], why: str) -> None:
    made = copy.deepcopy(record(*FORMED[row][:4]))
    made.update(change)
    assert rechecked(made).status == "refused"
    assert rechecked(made).why.id.startswith(why)


def test_a_decimal_that_is_right_to_the_digits_asked_is_not_different() -> None:
    made = record("1.5", "sqrt(2)", ("digits:4",))
    plain = json.loads(encode(equal("1.414", "sqrt(2)")))
    made["answer"], made["evidence"] = plain["answer"], plain["evidence"]
    assert rechecked(made).why.id == "recheck.other-outcome"
