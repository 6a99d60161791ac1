"""A sheet filled in by somebody who means harm, and what comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from gradekit.grading.sheet import GradedSheet, grade_sheet
from gradekit.model.codec import encode
from gradekit.model.policy import Policy
from gradekit.model.problem import Key, Sheet
from gradekit.model.verdict import Verdict
from gradekit.problems.admission.variants import digest, sheet_id
from gradekit.problems.handing_out.record import _checked
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions.files import source_of
from gradekit.submissions.read import read_submission

TWO_ROUTES = "(-7*sqrt(t + 7)*sin(7*t) + (cos(7*t) + 4*sqrt(t + 7))/(2*sqrt(t + 7)))"
"""d/dt of x y + 2 y^2 with x = cos 7t and y = sqrt(t + 7), worked out by hand: level 2 of multi-path, seed 7."""


@cache
def sheet_of(template: str, level: int) -> tuple[Sheet, tuple[Key, ...]]:
    return practice_sheet(template, level=level, seed="7")


def filled(sheet: Sheet, answers: Mapping[str, str], before: str = "") -> str:
    """The stub with these answers at its end, where they count, and a text before the first part."""
    written = "\n".join(f"{name} = {text}" for name, text in answers.items())
    stub = write_stub(sheet).replace("\n# (a) ", f"\n{before}\n# (a) ", 1)
    return stub.replace("\nif __name__", f"\n{written}\n\nif __name__", 1)


def graded(template: str, level: int, answers: Mapping[str, str], before: str = "") -> GradedSheet:
    sheet, keys = sheet_of(template, level)
    source = source_of(filled(sheet, answers, before).encode())
    return grade_sheet(sheet, read_submission(source, sheet), keys, Policy())


def verdicts(template: str, level: int, answers: Mapping[str, str], before: str = "") -> dict[str, Verdict]:
    """The verdicts by the names of the answers."""
    found = graded(template, level, answers, before)
    return {
        answer.name: verdict
        for answer, verdict in zip(found.submission.answers, found.verdicts[0].verdicts, strict=True)
    }


def forged(sheet: Sheet, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The record of a sheet changed, with digests that fit."""
    record = json.loads(encode(sheet))
    change(record)
    for slot in record["slots"]:
        slot["variant"] = digest(_packed(slot["issued"]))
    slots = sheet.slots[: len(record["slots"])]
    ids = [type(slot)(s["number"], slot.issued, s["variant"]) for slot, s in zip(slots, record["slots"], strict=True)]
    record["id"] = sheet_id(ids)
    return _packed(record)


def _packed(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def opened(raw: bytes) -> Sheet:
    """The sheet of a record, if it is accepted."""
    return _checked(raw)
