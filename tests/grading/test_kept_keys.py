"""Keys that a process keeps prepared change nothing: the same verdicts, byte for byte, with them and without them."""

from __future__ import annotations

import pytest

from gradekit.equality.stored import prepared
from gradekit.grading import diagnose
from gradekit.grading.grade import grade_problem
from gradekit.malrules.predict import predict
from gradekit.model.answer import Answer, Value
from gradekit.model.codec import decode, encode
from gradekit.model.problem import Issued, Key
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.syntax.tree import Array


def answers_to(issued: Issued, key: Key) -> list[list[Answer]]:
    """Right answers, then for each number a wrong one of that number in every part."""
    given = [[answer(part.part, part.value) for part in key.parts]]
    for number in range(4):
        told: list[Answer] = []
        for part in key.parts:
            wrong = part.wrong[number] if number < len(part.wrong) else None
            quantity = issued.part(part.part).quantity
            value = None if wrong is None else predict(issued.composition, quantity, wrong.rule, wrong.site)
            told.append(answer(part.part, value or part.value))
        given.append(told)
    return given


def answer(part: str, value: Array) -> Answer:
    return Answer(slot=1, part=part, name=part, value=Value(value.shape, value.entries))


def forget() -> None:
    prepared.cache_clear()
    diagnose._formulas.cache_clear()


@pytest.mark.parametrize("slug", ["total-derivative", "polar-gradient"])
def test_the_same_bytes_with_kept_keys_and_without(slug: str) -> None:
    sheet, keys = practice_sheet(slug, seed="5")
    issued, key = sheet.slots[0].issued, keys[0]
    students = answers_to(issued, key)
    apart: list[bytes] = []
    for answers in students:
        forget()
        apart.append(encode(grade_problem(issued, key, answers)))
    assert [encode(grade_problem(issued, key, answers)) for answers in students] == apart
    assert prepared.cache_info().hits
    # The records as another process reads them: equal, but none of them the same object.
    issued, key = decode(encode(issued), Issued), decode(encode(key), Key)
    assert [encode(grade_problem(issued, key, answers)) for answers in reversed(students)] == apart[::-1]
