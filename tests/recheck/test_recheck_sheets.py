"""What `gradekit grade --json` prints is checked verdict by verdict; an altered verdict or its evidence is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gradekit.cli import DONE, run
from gradekit.cli.made_up_class import right_answers
from gradekit.errors import OperatorError
from gradekit.grading.trial import filled_in
from gradekit.problems.handing_out.keystore import key_for
from gradekit.problems.handing_out.stubs import sheet_in
from gradekit.recheck.records import recheck_text

WRONG = "[[4*y*exp(4*x) + 4, exp(4*x)], [2*y**2 + 7, 5*x*y]]"
"""The last entry is 4 x y."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is printed for a sheet with right answers, and for one with a wrong one."""
    made: dict[str, str] = {}
    for name, wrong in (("right", {}), ("wrong", {"q1a": WRONG})):
        folder = tmp_path_factory.mktemp("sheets") / name
        assert run(["generate", "jacobian", "--seed", "7", "--level", "2", "-o", str(folder)]) == DONE
        stub = folder / "submission.py"
        slot = sheet_in(stub.read_text(encoding="utf-8")).slots[0]
        answers = right_answers(slot.issued, key_for(folder, slot)) | wrong
        stub.write_text(filled_in(stub.read_text(encoding="utf-8"), answers), encoding="utf-8")
        made[name] = str(stub)
    return made


@pytest.fixture(scope="module")
def graded(printed: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The records as data."""
    from gradekit.grading.practice import grade_file
    from gradekit.model.codec import encode

    found: dict[str, dict[str, Any]] = {}
    for name, stub in printed.items():
        sheet = grade_file(Path(stub), evidence=True)
        found[name] = json.loads(encode({"sheet": "", "verdicts": sheet.verdicts, "evidence": sheet.evidence}))
    return found


def check(record: object) -> dict[str, str]:
    return {str(told.part): told.status for told in recheck_text(json.dumps(record))}


def altered(record: dict[str, Any], change: Callable[[dict[str, Any], dict[str, Any]], object]) -> dict[str, Any]:
    """The record with a change of the first verdict, and of the evidence of that part."""
    copy = json.loads(json.dumps(record))
    change(copy["verdicts"][0]["verdicts"][0], copy["evidence"][0])
    return copy


def test_the_command_checks_what_the_other_one_prints(
    printed: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["grade", printed["wrong"], "--json"])
    file = tmp_path / "graded.json"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    assert run(["recheck", str(file)]) == DONE
    assert "(J_f): different, confirmed" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["right", "wrong"])
def test_every_verdict_on_formulas_is_confirmed(graded: dict[str, dict[str, Any]], name: str) -> None:
    told = check(graded[name])
    parts = [verdict["part"] for verdict in graded[name]["verdicts"][0]["verdicts"]]
    assert list(told) == parts
    assert set(told.values()) == {"confirmed"}


CHANGES: dict[str, Callable[[dict[str, Any], dict[str, Any]], object]] = {
    "the outcome": lambda v, _: v.update(outcome="different" if v["outcome"] == "proved" else "proved"),
    "the outcome of an entry": lambda v, _: v["entries"][0].update(outcome="agreed"),
    "the evidence of an entry": lambda v, _: v["entries"][0].update(evidence={"type": "unsettled", "why": "kinks"}),
    "an entry left out": lambda v, _: v["entries"].pop(),
    "a form without a note": lambda v, _: v.update(outcome="form", notes=[]),
    "said to follow": lambda v, _: v.update(followed=True),
    "the answer": lambda _, e: e["equality"].update(answer=e["equality"]["expected"] | {"shape": [1]}),
    "another outcome on both sides": lambda v, e: (v.update(outcome="agreed"), e["equality"].update(outcome="agreed")),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", ["right", "wrong"])
def test_what_is_altered_is_refused(graded: dict[str, dict[str, Any]], name: str, change: str) -> None:
    record = altered(graded[name], CHANGES[change])
    part = record["verdicts"][0]["verdicts"][0]["part"]
    assert check(record)[part] == "refused"


def test_a_wrong_answer_cannot_be_made_right(graded: dict[str, dict[str, Any]]) -> None:
    """Verdict and evidence of a right answer, put beside a wrong one."""
    right, wrong = graded["right"], graded["wrong"]
    forged = json.loads(json.dumps(right))
    forged["evidence"][0]["equality"]["answer"] = wrong["evidence"][0]["equality"]["answer"]
    part = right["verdicts"][0]["verdicts"][0]["part"]
    assert check(forged)[part] == "refused"


def test_a_verdict_without_its_evidence_is_left_open(graded: dict[str, dict[str, Any]]) -> None:
    record = graded["right"] | {"evidence": graded["right"]["evidence"][1:]}
    assert next(iter(check(record).values())) == "open"


def test_a_sheet_without_evidence_is_none(graded: dict[str, dict[str, Any]]) -> None:
    record = {key: value for key, value in graded["right"].items() if key != "evidence"}
    with pytest.raises(OperatorError, match="without what they rest on"):
        check(record)
