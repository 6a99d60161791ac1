"""Proofs on curves: every certificate is confirmed, and refused as soon as it or what it is about is altered."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from gradekit.equality.on_curve import decide_on_curve
from gradekit.model.answer import Value
from gradekit.model.codec import encode
from gradekit.model.domain import POSITIVE, Domain, Interval, Range
from gradekit.model.equality import Equality
from gradekit.model.evidence import Proof
from gradekit.model.outcome import Outcome
from gradekit.recheck.records import recheck_text
from gradekit.syntax.limits import Limits
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.tree import Expr

CIRCLE, FOLIUM = ("x**2 + y**2 - 1",), ("x**3 + y**3 - 3*x*y",)
ABOVE = (Range("y", POSITIVE),)
BELOW = (Range("y", Interval(high=Fraction(0))),)
BOTH = (Range("x", POSITIVE), Range("y", POSITIVE))

PROVED = [
    # relations         ranges  answer                             expected
    (CIRCLE, (), "-x/y", "-x*y/(1 - x**2)"),
    (CIRCLE, (), "-1/y**3", "-(x**2 + y**2)/y**3"),
    (CIRCLE, (), "1/(x + y)", "(x - y)/(2*x**2 - 1)"),
    (CIRCLE, ABOVE, "-x/sqrt(1 - x**2)", "-x/y"),
    (CIRCLE, BELOW, "x/sqrt(1 - x**2)", "-x/y"),
    (FOLIUM, (), "(y - x**2)/(y**2 - x)", "(y**3 - 2*x*y)/(x*y**2 - x**2)"),
    (("x**2*y + exp(y) - 3 - x",), (), "(1 - 2*x*y)/(x**2 + exp(y))", "(1 - 2*x*y)/(x**2 + 3 + x - x**2*y)"),
    (("sqrt(x) + sqrt(y) - 1",), BOTH, "-sqrt(y/x)", "1 - 1/sqrt(x)"),
    (("sin(x*y) - x",), (), "cos(x*y)**2", "1 - x**2"),
    (("x**2 + y**2 + z**2 - 9",), (), "-x/z", "-x*z/(9 - x**2 - y**2)"),
    (("x*u + y*v - 1", "x*v + y*u**2 - 2"), (), "u", "(1 - y*v)/x"),
]  # fmt: skip


def read(text: str) -> Expr:
    value = read_python(text, Scope(symbols=frozenset("uvxyz"), limits=Limits())).value
    assert isinstance(value, Expr)
    return value


@cache
def record(relations: tuple[str, ...], ranges: tuple[Range, ...], answer: str, expected: str) -> str:
    domain = Domain(ranges, relations=tuple(map(read, relations)))
    mine, right = read(answer), read(expected)
    found = decide_on_curve(mine, right, domain, certificate=True)
    assert found.outcome is Outcome.PROVED
    made = Equality(
        outcome=found.outcome,
        evidence=found.evidence,
        answer=Value((), (mine,)),
        expected=Value((), (right,)),
        domain=domain,
    )
    return encode(made).decode()


def status(text: str) -> str:
    (told,) = recheck_text(text)
    return told.status


@pytest.mark.parametrize(("relations", "ranges", "answer", "expected"), PROVED)
def test_they_are_confirmed(relations: tuple[str, ...], ranges: tuple[Range, ...], answer: str, expected: str) -> None:
    assert status(record(relations, ranges, answer, expected)) == "confirmed"


@pytest.mark.parametrize(("relations", "ranges", "answer", "expected"), PROVED)
def test_of_another_answer_another_curve_or_off_it_they_are_refused(
    relations: tuple[str, ...], ranges: tuple[Range, ...], answer: str, expected: str
) -> None:
    made = json.loads(record(relations, ranges, answer, expected))
    other = json.loads(encode(Value((), (read(f"{answer} + 1/1000"),))))
    assert status(json.dumps(made | {"answer": other})) == "refused"
    curve = json.loads(encode([read(f"{relations[0]} + 1/1000"), *map(read, relations[1:])]))
    assert status(json.dumps(made | {"domain": made["domain"] | {"relations": curve}})) == "refused"
    del made["domain"]["relations"]
    assert status(json.dumps(made)) == "refused"


def _doubled(polynomial: list[Any]) -> list[Any]:
    return [[str(2 * Fraction(coefficient)), *powers] for coefficient, *powers in polynomial]


ALTERED: dict[str, Callable[[dict[str, Any]], object]] = {
    "a multiplier": lambda m: m["multipliers"][0].append(["1"]),
    "a multiplier left out": lambda m: m["multipliers"].pop(),
    "a multiplier too many": lambda m: m["multipliers"].append([["1"]]),
    "another numerator": lambda m: m["answer"].update(top=_doubled(m["answer"]["top"])),
    "another relation": lambda m: m["zeros"][0].update(top=_doubled(m["zeros"][0]["top"])),
    "a relation that is zero": lambda m: m["zeros"][0].update(top=[]),
    "fewer than no times": lambda m: m.update(times=-1),
    "a million times": lambda m: m.update(times=10**6),
    "a kernel that is not there": lambda m: m["multipliers"].__setitem__(0, [["1", [[99, 1]]]]),
    "a factor that is not there": lambda m: m["expected"].update(powers=[[99, -1]]),
    "fewer kernels": lambda m: m["kernels"].pop(),
}  # fmt: skip


@pytest.mark.parametrize("name", ALTERED)
@pytest.mark.parametrize(("relations", "ranges", "answer", "expected"), PROVED)
def test_an_altered_certificate_is_refused(
    relations: tuple[str, ...], ranges: tuple[Range, ...], answer: str, expected: str, name: str
) -> None:
    made = json.loads(record(relations, ranges, answer, expected))
    ALTERED[name](made["evidence"]["membership"])
    assert status(json.dumps(made)) == "refused"


@pytest.mark.parametrize("ranges", [ABOVE, BELOW])
def test_a_root_is_a_letter_only_where_the_letter_has_its_sign(ranges: tuple[Range, ...]) -> None:
    answer = "-x/sqrt(1 - x**2)" if ranges is ABOVE else "x/sqrt(1 - x**2)"
    made = json.loads(record(CIRCLE, ranges, answer, "-x/y"))
    assert len(made["evidence"]["membership"]["equal_roots"]) == 1
    swapped = json.loads(encode(Domain(BELOW if ranges is ABOVE else ABOVE)))["ranges"]
    for ranges_told in (swapped, list[Any]()):
        assert status(json.dumps(made | {"domain": made["domain"] | {"ranges": ranges_told}})) != "confirmed"
    made["evidence"]["membership"]["equal_roots"][0]["sign"] *= -1
    assert status(json.dumps(made)) != "confirmed"


def test_without_a_certificate_it_is_left_open() -> None:
    made = json.loads(record(CIRCLE, (), "-x/y", "-x*y/(1 - x**2)"))
    del made["evidence"]["membership"]
    assert status(json.dumps(made)) == "open"


def test_what_is_put_in_is_no_identity_of_the_formulas_themselves() -> None:
    found = decide_on_curve(read("x"), read("0"), Domain(ABOVE, relations=(read("x*y"),)), certificate=True)
    assert found.outcome is Outcome.PROVED
    assert isinstance(found.evidence, Proof)
    assert found.evidence.method == "on-curve"
