"""Records of comparisons: sound ones are confirmed from their bytes alone, altered ones are refused."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gradekit.cli import run
from gradekit.equality.texts.texts import assumptions, equal
from gradekit.errors import OperatorError
from gradekit.model.codec import encode
from gradekit.recheck.files import recheck_file
from gradekit.recheck.records import recheck_text
from gradekit.recheck.result import Recheck

PROVED = [
    ("sin(x)^2/(1+x^2)^3", "(1-cos(x)^2)*(1+x^2)^-3", ""),
    ("sqrt(3+2*sqrt(2))*x", "x+sqrt(2)*x", ""),
    ("(x^2-1)/(x-1)", "x+1", ""),
    ("log(x*y)", "log(x)+log(y)", "x:positive;1<y<2"),
    ("Max(x,y)*Abs(x)", "Abs(x)*(x+y+Abs(x-y))/2", ""),
    ("Max(x,-x)", "Abs(x)", ""),
    ("x/sqrt(x^2+y^2)", "x*(x^2+y^2)^(-1/2)", ""),
    ("E^(I*t)", "cos(t)+I*sin(t)", ""),
    ("sqrt(x)", "x*sqrt(x)/Abs(x)", ""),
    ("[x, sin(x)^2]", "[x, 1-cos(x)^2]", ""),
    ("cos(pi*n)", "(-1)^n", "n:integer"),
    ("sin(pi/5)", "sqrt((5-sqrt(5))/8)", ""),
    ("root(x^5, 5)", "x", ""),
    ("cosh(exp(x))*exp(x)/cosh(sinh(exp(x)))^2", "(1-tanh(sinh(exp(x)))^2)*cosh(exp(x))*exp(x)", ""),
]
REFUTED = [
    ("sin(x)", "cos(x)", "0<x<1"),
    ("sqrt(x-2)", "sqrt(x)", "x:positive"),
    ("sqrt(x^2)", "x", ""),
    ("I*x", "x", ""),
    ("[x, y]", "[x, y+1]", ""),
    ("[x]", "[x, y]", ""),
    ("f(x)", "f(x)+1", ""),
    ("2", "2+1/10^50", ""),
]
SAME = [
    ("x+1", "1+x", ""),
    ("sigmoid(x)", "1/(1+exp(-x))", ""),
    ("max(x, y, x)", "max(y, x)", ""),
    ("sqrt(x)", "x^(1/2)", ""),
]


def record(answer: str, expected: str, assumed: str = "") -> dict[str, Any]:
    given = assumptions([item for item in assumed.split(";") if item])
    return json.loads(encode(equal(answer, expected, assume=given, certificate=True)))


def rechecked(made: dict[str, Any]) -> Recheck:
    (found,) = recheck_text(json.dumps(made))
    return found


@pytest.mark.parametrize(
    ("pair", "outcome"), [(p, "proved") for p in PROVED + SAME] + [(p, "different") for p in REFUTED]
)
def test_sound_evidence_is_confirmed(pair: tuple[str, str, str], outcome: str) -> None:
    made = record(*pair)
    assert made["outcome"] == outcome
    assert rechecked(made).status == "confirmed", rechecked(made).why


def test_the_same_formula_needs_no_certificate() -> None:
    assert [record(*pair)["evidence"]["method"] for pair in SAME] == ["identical"] * len(SAME)


def test_agreement_is_looked_at_again() -> None:
    made = record("x", "x")
    made["outcome"], made["evidence"] = "agreed", {"type": "agreement", "points": 9, "digits": 38, "why": "terms"}
    made["answer"] = record("sin(x)^2+cos(x)^2*1+x-1", "x")["answer"]
    assert rechecked(made).status == "confirmed"
    made["answer"] = record("x+exp(-90)/10^20", "x")["answer"]
    assert rechecked(made).status == "confirmed"  # as far as 38 digits go
    made["answer"] = record("x+1/10^20", "x")["answer"]
    assert rechecked(made).why.id == "recheck.differ-at"


def test_an_undecided_verdict_is_neither_confirmed_nor_refused() -> None:
    made = record("x", "x")
    made["outcome"], made["evidence"] = "undecided", {"type": "unsettled", "why": "terms"}
    assert (rechecked(made).status, rechecked(made).why.id) == ("open", "recheck.undecided")


def test_a_proof_without_its_certificate_is_left_open() -> None:
    bare = json.loads(encode(equal("sin(x)^2", "1-cos(x)^2")))
    assert rechecked(bare).why.id == "recheck.no-certificate"


def test_what_is_too_large_is_left_open_after_bounded_work() -> None:
    made = record("(x+y)^2*sin(x)^2", "(x+y)^2*(1-cos(x)^2)")
    case = made["evidence"]["certificate"]["cases"][0]
    case["factors"], grown = [[["1", [[0, 1]]], ["1", [[1, 1]]], ["1", []]]], [[0, 90_000]]
    case["answer"]["powers"] = grown
    assert rechecked(made).why.id == "recheck.too-large"


ALTERED = [
    # where                                                        what it becomes    why it is refused
    (("outcome",), "different", "recheck.other-outcome"),
    (("evidence", "kernels", "k0"), "y", "recheck.other-texts"),
    (("evidence", "certificate", "reading"), "principal", "recheck.other-reading"),
    (("evidence", "certificate", "cases", 0, "answer", "top", 0, 0), "5", "recheck.no-identity"),
    (("evidence", "certificate", "cases", 0, "answer", "top", 0, 1, 0, 1), 3, "recheck.no-identity"),
    (("evidence", "certificate", "cases", 0, "answer", "powers", 0, 1), -3, "recheck.no-identity"),
    (("evidence", "certificate", "cases", 0, "kernels", 1, 0, 1), "1/3", "recheck.not-its-value"),
    (("evidence", "certificate", "cases", 0, "kernels", 0, 0, 1), "z", "recheck.other-letters"),
    (("evidence", "certificate", "cases", 0, "points", 0, "x"), "1/0", "recheck.no-point"),
    (("evidence", "certificate", "incomplete"), "a rule", "recheck.no-cases"),
    (("domain", "reading"), "principal", "recheck.other-reading"),
]


@pytest.mark.parametrize(("path", "value", "why"), ALTERED, ids=lambda x: str(x)[-40:])
def test_an_altered_certificate_is_refused_with_what_does_not_fit(path: tuple[Any, ...], value: Any, why: str) -> None:
    made = record(*PROVED[0])
    put(made, path, value)
    assert (rechecked(made).status, rechecked(made).why.id) == ("refused", why)


def test_altered_relations_are_refused() -> None:
    made = record("x/sqrt(x^2+y^2)", "x*sqrt(x^2+y^2)/(x^2+y^2)")
    (case,) = made["evidence"]["certificate"]["cases"]
    (relation,) = case["relations"]
    for change, why in (
        ({"power": 3}, "recheck.no-identity"),
        ({"value": [["2", []]]}, "recheck.no-"),
        ({"kernel": 99}, "recheck.no-kernel"),
        ({"value": [["1", [[relation["kernel"], 5]]]]}, "recheck.not-triangular"),
    ):
        altered = copy.deepcopy(made)
        altered["evidence"]["certificate"]["cases"][0]["relations"] = [{**relation, **change}]
        assert rechecked(altered).status == "refused"
        assert rechecked(altered).why.id.startswith(why), change
    case["relations"] = [relation, relation]
    assert rechecked(made).why.id == "recheck.two-relations"


def test_a_proof_on_a_part_of_the_domain_is_refused_for_all_of_it() -> None:
    made = record("sqrt(x^2)", "x", "x:positive")
    made["domain"]["ranges"] = []
    assert rechecked(made).why.id == "recheck.not-covered"


def test_a_case_that_is_left_out_is_missed() -> None:
    made = record("Max(x, -x)*Max(y, x)", "Abs(x)*(x+y+Abs(x-y))/2")
    cases = made["evidence"]["certificate"]["cases"]
    if len(cases) > 1:
        made["evidence"]["certificate"]["cases"] = cases[1:]
        assert rechecked(made).status == "refused"


def test_an_altered_witness_is_refused() -> None:
    made = record("sin(x)", "cos(x)", "0<x<1")
    for change, why in (
        ({"point": {"x": "2"}}, "recheck.point-outside"),
        ({"point": {"x": "1/2"}}, "recheck.other-value"),
        ({"point": {}}, "recheck.no-point"),
        ({"answer": "0.5"}, "recheck.other-value"),
        ({"answer": "undefined"}, "recheck.has-value"),
        ({"expected": "0.1"}, "recheck.other-value"),
    ):
        altered = copy.deepcopy(made)
        altered["evidence"].update(change)
        assert (rechecked(altered).status, rechecked(altered).why.id) == ("refused", why), change


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from leaves(part, (*path, i))
    else:
        yield path, value


def variants(value: Any) -> Iterator[Any]:
    """Values of the same kind: numbers shifted, negated and doubled; other words."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1, -value)
    elif isinstance(value, str) and re.fullmatch(r"-?\d+(/\d+)?", value):
        yield from (str(Fraction(value) + 1), str(-Fraction(value)), str(2 * Fraction(value)))
    elif isinstance(value, str) and re.fullmatch(r"-?\d+\.\d+", value):
        yield from (f"-{value}", value[:-2] + ("7" if value[-2] != "7" else "1") + value[-1])
    elif isinstance(value, str):
        yield from ("x", "cos", "sin", "proved", "different", "real", "principal", "+", "*")


def put(made: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        made = made[key]
    made[path[-1]] = value


STILL_TRUE = ("gradekit", "points")
"""The version says nothing of the mathematics, and another point of the domain is as good as the one stated."""


@pytest.mark.parametrize("pair", [*PROVED[:3], PROVED[8], PROVED[9]], ids=lambda pair: pair[0])
def test_every_alteration_of_a_proof_is_refused(pair: tuple[str, str, str]) -> None:
    made = record(*pair)
    kept: list[object] = []
    for path, value in list(leaves(made)):
        for other in variants(value):
            altered = copy.deepcopy(made)
            put(altered, path, other)
            if other == value or any(word in path for word in STILL_TRUE):
                continue
            try:
                status = rechecked(altered).status
            except OperatorError:
                continue
            if status != "refused":
                kept.append((status, path, value, other))
    assert kept == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no record"),
        ("{", "Record 1 is none that can be checked"),
        ('{"a": 1}', "Record 1 is none that can be checked"),
        ("[]\n[]", "Record 1 is none that can be checked"),
    ],
)
def test_text_that_is_no_record_is_refused(text: str, told: str) -> None:
    with pytest.raises(OperatorError, match=told):
        list(recheck_text(text))


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("between", ["\n", "\r\n", "\r\n\r\n", "\n\ufeff", ""])
def test_records_stand_one_after_another(tmp_path: Path, indent: int | None, between: str) -> None:
    texts = [json.dumps(record(*pair), indent=indent) for pair in PROVED[:2]]
    text = between.join(texts) if indent is None else between.join(t.replace("\n", "\r\n") for t in texts)
    file = tmp_path / "records.json"
    file.write_bytes(f"\ufeff{text}{between}".encode())
    for found in (recheck_file(file), recheck_text("\ufeff" + text)):
        assert [(each.record, each.status) for each in found] == [(1, "confirmed"), (2, "confirmed")]


def test_the_record_that_cannot_be_read_is_named() -> None:
    sound = json.dumps(record("x", "x"), indent=2)
    with pytest.raises(OperatorError, match="Record 2 is none"):
        list(recheck_text(f"{sound}\n{sound[:-9]}"))


def test_another_format_is_refused() -> None:
    with pytest.raises(OperatorError, match="format 7"):
        rechecked({**record("x", "x"), "format": 7})


def test_the_command_confirms_refuses_and_leaves_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["equal", "sin(x)^2", "1 - cos(x)^2", "--json"]) == 0
    sound = json.loads(capsys.readouterr().out)
    doubtful = {**sound, "outcome": "undecided", "evidence": {"type": "unsettled", "why": "terms"}}
    false = {**sound, "outcome": "different"}
    file = tmp_path / "records.jsonl"
    for records, code in (([sound], 0), ([sound, doubtful], 1), ([sound, doubtful, false], 4)):
        file.write_text("\n".join(json.dumps(each) for each in records))
        assert run(["recheck", str(file)]) == code
        assert len(capsys.readouterr().out.splitlines()) == len(records)
    assert run(["recheck", str(file), "--json"]) == 4
    told = json.loads(capsys.readouterr().out)["records"]
    assert [each["status"] for each in told] == ["confirmed", "open", "refused"]
    file.write_text("nothing")
    assert run(["recheck", str(file)]) == 2
    assert "Record 1" in capsys.readouterr().err


BEYOND = [
    ("atan(1/2)+atan(1/3)", "pi/4", ""),
    ("acosh(3)", "2*asinh(1)", ""),
    ("asinh(x)+asinh(y)", "asinh(x*sqrt(1+y^2)+y*sqrt(1+x^2))", ""),
    ("sqrt(sqrt(x)+1)*sqrt(sqrt(x)-1)", "sqrt(x-1)", "x>1"),
    ("2*atan(sqrt(x))", "asin((x-1)/(x+1))+pi/2", "x:positive"),
]


def is_of_no_matter(pair: object, path: tuple[Any, ...], value: Any, other: Any) -> bool:
    """A logarithm is that of the size, and -2i has the angle of -i."""
    sized = "real" in path and other == f"-{value}" and pair == BEYOND[1]
    return sized or ("imaginary" in path and value == "-1" and other == "-2" and pair == BEYOND[4])


@pytest.mark.parametrize("pair", BEYOND, ids=lambda pair: pair[0])
def test_lemmas_on_logarithms_angles_and_roots_are_checked(pair: tuple[str, str, str]) -> None:
    made = record(*pair)
    assert rechecked(made).status == "confirmed"
    (case,) = made["evidence"]["certificate"]["cases"]
    assert case["lemmas"]
    for path, value in list(leaves(case["lemmas"])) + [(("rest", *p), v) for p, v in leaves(case["rest"])]:
        for other in variants(value):
            altered = copy.deepcopy(made)
            place = altered["evidence"]["certificate"]["cases"][0]
            put(place if path[0] == "rest" else place["lemmas"], path, other)
            if other == value or is_of_no_matter(pair, path, value, other):
                continue
            try:
                status = rechecked(altered).status
            except OperatorError:
                continue
            assert status == "refused", (path, value, other)
