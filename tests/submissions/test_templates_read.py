"""The key of real problems, typed into their stub: read without a word, and in agreement with difference quotients."""

from __future__ import annotations

import ast

import pytest
from sheets_for_tests import filled

from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.handing_out.stubs import answer_name, sheet_in, write_stub
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission
from gradekit.submissions.selftest import self_test
from gradekit.syntax.write import array_to_text


@pytest.mark.parametrize("slug", ["total-derivative", "multi-path", "jacobian", "polar-gradient"])
@pytest.mark.parametrize("level", [1, 3, 4])
def test_the_key_typed_in_is_read_and_fits(slug: str, level: int) -> None:
    sheet, keys = practice_sheet(slug, level=level, seed="3", count=1)
    stub = write_stub(sheet)
    ast.parse(stub)
    assert sheet_in(stub) == sheet
    assert len(stub.encode()) < 6000
    part_keys = {
        answer_name(slot.number, i): (part, key.part(part.key))
        for slot, key in zip(sheet.slots, keys, strict=True)
        for i, part in enumerate(slot.issued.parts)
    }
    typed = {n: repr(k.word) if part.choices else array_to_text(k.shown) for n, (part, k) in part_keys.items()}
    submission = read_submission(Source(filled(stub, typed)), sheet)
    for answer in submission.answers:
        part, key = part_keys[answer.name]
        assert (answer.trouble, answer.notes) == (None, ())
        assert answer.word == key.word if part.choices else answer.value is not None
        assert answer.value is None or (answer.value.shape == part.shape and None not in answer.value.entries)
    assert all(fit.fits is not False for fit in self_test(submission, sheet))
    assert any(fit.fits for fit in self_test(submission, sheet))
