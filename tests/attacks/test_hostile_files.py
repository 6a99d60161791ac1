"""Files of 64 KB made to take long, and calls that no reader foresaw: an answer each, soon, and no more is lost."""

from __future__ import annotations

import time

import pytest
from attacking import filled, graded, verdicts

from gradekit.model.outcome import Outcome
from gradekit.submissions.files import source_of
from gradekit.submissions.read import read_submission

SIZE = 44_000
SECONDS = 5.0
"""Far above what any of these takes, far below what they took: this is about growth, not about this machine."""


@pytest.mark.parametrize(
    "before",
    [
        "'\\" * (SIZE // 2), "'" * SIZE, '"' * SIZE, "'''" + "\\'" * (SIZE // 2), "a," * (SIZE // 2) + " = t",
        "a = " * (SIZE // 4) + "t", "if x:\n" * (SIZE // 6), "a = '" + "\\'" * (SIZE // 2), "(" * SIZE, "-" * SIZE,
        "\n".join(f"a{i} = a{i - 1} + a{i - 1}" if i else "a0 = t" for i in range(1800)),
        "\n".join(f"def f{i}(x): return f{i - 1}(f{i - 1}(x))" if i else "def f0(x): return x" for i in range(900)),
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_a_hostile_beginning_is_not_read_at_length_for_each_of_twelve_problems(before) -> None:
    from gradekit.problems.handing_out.sheets import practice_sheet

    sheet, _ = practice_sheet("total-derivative", level=1, seed="7", count=12)
    stub = filled(sheet, {}).replace("\n# ---- Problem 1 ", f"\n{before}\n# ---- Problem 1 ", 1)
    started = time.process_time()
    submission = read_submission(source_of(stub.encode()), sheet)
    assert time.process_time() - started < SECONDS
    assert len(submission.answers) == sum(len(slot.issued.parts) for slot in sheet.slots)


@pytest.mark.parametrize(
    "answer",
    ["np.array(t)", "array()", "Add()", "Mul()", "simplify()", "dot(t)", "transpose()", "matmul(t, t, t)", "Matrix()"],
)
def test_a_call_with_too_few_or_too_many_arguments_costs_only_its_part(answer) -> None:
    found = verdicts("multi-path", 2, {"q1a": "[y, x + 4*y]", "q1c": answer})
    assert found["q1a"].outcome is Outcome.PROVED
    assert found["q1c"].outcome in {Outcome.UNREAD, Outcome.DIFFERENT}


def test_a_fault_of_the_reader_costs_only_its_part(monkeypatch) -> None:
    from gradekit.submissions import read

    def failing(text, *rest, **options):
        if "cosh" in text:
            raise KeyError("made up")
        return right(text, *rest, **options)

    right = read.read_either
    monkeypatch.setattr(read, "read_either", failing)
    found = verdicts("multi-path", 2, {"q1a": "[y, x + 4*y]", "q1c": "cosh(t)"})
    assert found["q1a"].outcome is Outcome.PROVED
    assert found["q1c"].outcome is Outcome.FAULT


def test_a_fault_in_the_feedback_costs_no_marks(monkeypatch) -> None:
    from gradekit.grading import feedback

    monkeypatch.setattr(feedback, "evidence_told", divmod)
    found = graded("multi-path", 2, {"q1a": "[y, x + 4*y]"})
    first = found.feedback.problems[0].parts[0]
    assert (first.standing, [m.id for m in first.evidence]) == ("right", ["grading.untold"])
    assert found.feedback.earned == 1
