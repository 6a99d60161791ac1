"""Proofs by parts, by orderings and over signs of whole numbers are confirmed, and refused once they are altered."""

from __future__ import annotations

import pytest

from gradekit.equality.texts.assume import assumptions
from gradekit.equality.texts.texts import equal
from gradekit.errors import OperatorError
from gradekit.model.codec import encode
from gradekit.model.outcome import Outcome
from gradekit.recheck.records import recheck_text

PAIRS = [
    ("exp(atan(x))", "exp(asin(x/sqrt(1+x^2)))", ""),
    ("acos(x)^2", "asin(sqrt(1-x^2))^2", "0<x<1"),
    ("exp(sin(pi/24))", "exp(sqrt(2-sqrt(2+sqrt(3)))/2)", ""),
    ("exp((x^2-1)/(x-1))", "exp(x+1)", ""),
    ("max(min(x,y),min(x,z))", "min(x,max(y,z))", ""),
    ("max(atan(x),atan(y))", "atan(max(x,y))", ""),
    ("max(x,y,z)-min(x,y,z)", "(abs(x-y)+abs(y-z)+abs(z-x))/2", ""),
    ("sin(n*pi/2)^2", "(1-(-1)^n)/2", "n:integer"),
    ("exp(I*pi*n/2)", "I^n", "n:integer"),
    ("floor(x)+floor(x+1/2)", "floor(2*x)", ""),
    ("floor(x-floor(x))", "0", ""),
    ("sign(sinh(x))", "sign(x)", ""),
    ("sign(log(x))", "sign(x-1)", "x:positive"),
]


def _record(answer: str, expected: str, assumed: str) -> str:
    found = equal(answer, expected, assume=assumptions([assumed] if assumed else []), certificate=True)
    assert found.outcome is Outcome.PROVED
    return encode(found).decode()


@pytest.mark.parametrize(("answer", "expected", "assumed"), PAIRS)
def test_they_are_confirmed(answer: str, expected: str, assumed: str) -> None:
    (told,) = recheck_text(_record(answer, expected, assumed))
    assert told.status == "confirmed", told.why


@pytest.mark.parametrize(("answer", "expected", "assumed"), PAIRS)
def test_of_another_answer_they_are_not(answer: str, expected: str, assumed: str) -> None:
    record, other = _record(answer, expected, assumed), equal(f"{answer}+1/1000", expected, certificate=True)
    theirs = encode(other.answer).decode()
    mine = encode(equal(answer, expected, assume=assumptions([assumed] if assumed else [])).answer).decode()
    assert mine in record
    (told,) = recheck_text(record.replace(mine, theirs, 1))
    assert told.status == "refused"


@pytest.mark.parametrize("text", ['{"sheet": "a", "verdicts": [], "marks": []}', '{"part": "a", "outcome": "proved"}'])
def test_verdicts_of_a_sheet_are_told_apart_from_records(text: str) -> None:
    with pytest.raises(OperatorError, match="verdicts on a sheet"):
        list(recheck_text(text))


def test_a_proof_without_a_certificate_is_left_open() -> None:
    (told,) = recheck_text(encode(equal("(x^2-1)/(x-1)", "x+1")).decode())
    assert (told.status, told.why.id) == ("open", "recheck.no-certificate")
