"""Jumps: evidence that holds around a jump says nothing of the jump itself, so the checker looks there by itself."""

from __future__ import annotations

import msgspec
import pytest

from gradekit.equality.texts.assume import assumptions
from gradekit.equality.texts.texts import equal
from gradekit.model.equality import Equality
from gradekit.model.evidence import Agreement, Proof
from gradekit.model.outcome import Outcome
from gradekit.recheck.records import recheck


def record(answer: str, expected: str, assumed: str = "") -> Equality:
    return equal(answer, expected, assume=assumptions([assumed] if assumed else []), certificate=True)


def forged(answer: str, of: Equality) -> Equality:
    """The record with another answer that has the same values wherever none of its parts jumps."""
    return msgspec.structs.replace(of, answer=record(answer, "1").answer)


@pytest.mark.parametrize(
    ("answer", "status", "why"),
    [
        ("sign(x)^2", "refused", "recheck.differ-at"),
        ("abs(sign(x))", "refused", "recheck.differ-at"),
        ("sign(3*x-1)^2", "refused", "recheck.differ-at"),
        ("sign(x^2-2)^2", "refused", "recheck.differ-at"),
        ("ceiling(x)-floor(x)", "refused", "recheck.differ-at"),
        ("sign(sin(x))^2", "refused", "recheck.differ-at"),
        ("sign(1-sin(x))", "open", "recheck.jump"),
    ],
)
def test_a_proof_is_not_confirmed_of_what_differs_at_a_jump(answer: str, status: str, why: str) -> None:
    found = recheck(forged(answer, record("abs(x)^2/x^2", "1")))
    assert (found.status, found.why.id) == (status, why)


def test_agreement_is_not_confirmed_of_what_differs_at_a_jump() -> None:
    proved = record("sign(x)*abs(x)+1-x", "1")
    made = msgspec.structs.replace(proved, evidence=Agreement(9, 30, "terms"), outcome=Outcome.AGREED)
    assert recheck(made).status == "confirmed"
    assert recheck(forged("sign(x)^2", made)).why.id == "recheck.differ-at"


@pytest.mark.parametrize(
    ("answer", "expected", "assumed"),
    [
        ("sign(x)*abs(x)", "x", ""), ("sign(x)*sign(y)", "sign(x*y)", ""), ("abs(x)/x", "sign(x)", ""),
        ("sign(x^2-2)*abs(x^2-2)", "x^2-2", ""), ("sign(x-1/3)*abs(x-1/3)", "x-1/3", ""),
        ("sign(x)^2", "1", "x:positive"), ("sign(2*x+1)^2", "1", "x:integer"), ("floor(x+1)", "floor(x)+1", ""),
        ("Heaviside(x)*x", "Max(x,0)", ""), ("sin(atan2(y,x))", "y/sqrt(x^2+y^2)", ""),
        ("sign(exp(x)+1)", "1", ""), ("sign(2^x)", "1", ""),
    ],
)  # fmt: skip
def test_what_holds_at_jumps_that_are_found_is_confirmed(answer: str, expected: str, assumed: str) -> None:
    assert recheck(record(answer, expected, assumed)).status == "confirmed"


def test_stated_points_only_add_to_those_of_the_checker() -> None:
    """Without them nothing less is claimed, and as many points of its own are looked at: so that is confirmed."""
    made = record("sin(x)^2/(1+x^2)^3", "(1-cos(x)^2)*(1+x^2)^-3")
    assert recheck(_emptied(made)).status == "confirmed"
    assert recheck(_emptied(forged("sin(x)^2", made))).status == "refused"


def _emptied(made: Equality) -> Equality:
    assert isinstance(made.evidence, Proof)
    certificate = made.evidence.certificate
    assert not isinstance(certificate, msgspec.UnsetType)
    cases = tuple(msgspec.structs.replace(case, points=()) for case in certificate.cases)
    certificate = msgspec.structs.replace(certificate, cases=cases)
    return msgspec.structs.replace(made, evidence=msgspec.structs.replace(made.evidence, certificate=certificate))
