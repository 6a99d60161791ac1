"""One problem on a sheet of its own, its stub filled in rightly, so that any part can be answered wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import final

from filling import filled, names, right_answers
from gradekit.grading.grade import grade_problem
from gradekit.model.answer import Answer
from gradekit.model.policy import Policy
from gradekit.model.problem import Issued, Key, Part, Sheet, in_full
from gradekit.model.verdict import Verdict, Verdicts
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission

STRUCTURES = Path(__file__).resolve().parents[1] / "structures"
"""Templates that are there to be measured with."""


@final
@dataclass(frozen=True, slots=True)
class Question:
    """One problem on a sheet of its own, with its stub filled in rightly."""

    sheet: Sheet
    issued: Issued
    key: Key
    stub: str
    empty: str
    """The stub as it is handed out."""

    def named(self, part: Part) -> str:
        """Where the part stands, for whoever looks into a miss."""
        origin = self.sheet.slots[0].origin
        return f"{origin.template} {origin.level} seed {origin.seed} {part.key}" if origin else part.key

    def answers(self, texts: Mapping[str, str]) -> tuple[Answer, ...]:
        """The answers as they are read, those to the parts of these keys as they are typed here, the others right."""
        typed = {names(self.issued, 1)[key]: text for key, text in texts.items()}
        return read_submission(Source(filled(self.stub, typed), "submission.py", ()), self.sheet, Policy()).answers

    def verdicts(self, texts: Mapping[str, str]) -> Verdicts:
        """The verdicts on these answers, read from the stub."""
        return grade_problem(self.issued, self.key, self.answers(texts), slot=1)

    def verdict(self, part: Part, text: str) -> Verdict:
        """The verdict on that answer to the part, which is what it is where the other parts are right."""
        source = Source(filled(self.empty, {names(self.issued, 1)[part.key]: text}), "submission.py", ())
        answers = read_submission(source, self.sheet, Policy()).answers
        return grade_problem(self.issued, self.key, answers, slot=1).verdict(part.key)


def question(slug: str, level: int, seed: str) -> Question:
    """The problem of that seed."""
    sheet, keys = practice_sheet(slug, level=level, seed=seed, count=1, own=[STRUCTURES])
    issued = in_full(sheet.slots[0].issued, keys[0])
    empty = write_stub(sheet)
    return Question(sheet, issued, keys[0], filled(empty, right_answers(issued, keys[0], 1)), empty)
