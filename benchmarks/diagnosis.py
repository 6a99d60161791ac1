"""Does every misconception get its own sentence? Every mal-rule's answer through the whole grader, typed in three ways.

    python benchmarks/diagnosis.py --seeds 3 [--template total-derivative] [--json]

For each template, level and seed, and for each wrong answer that the key predicts: the answer is rewritten, typed into
the stub among right answers to the other parts, read and graded. It counts as told apart when the verdict is different,
and as named when the sentence is the rule's own, the neutral one of a tie in which the rule stands, or the note of an
answer that is right but for its form (letters left over). The right answer, rewritten likewise, must be equal in all.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import final

from filling import filled, names, positive_symbols, right_answers, typed
from gradekit.grading.grade import grade_problem
from gradekit.malrules.predict import predict
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Issued, Key, Part, Sheet
from gradekit.model.verdict import Verdict
from gradekit.problems.sheets import practice_sheet
from gradekit.problems.stubs import write_stub
from gradekit.problems.template import headers
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission
from gradekit.syntax.tree import Array

FORMS = 3


@final
@dataclass(slots=True)
class Tally:
    """What became of wrong answers, and of right ones, of one template or of all."""

    wrong: int = 0
    different: int = 0
    own: int = 0
    tie: int = 0
    form: int = 0
    right: int = 0
    equal: int = 0
    missed: Counter[str] = field(default_factory=Counter[str])
    """What was said instead, by rule."""
    examples: dict[str, str] = field(default_factory=dict[str, str])
    """The first answer of each that was missed, with the question it belongs to."""

    @property
    def named(self) -> float:
        """The share of wrong answers whose rule was named."""
        return (self.own + self.tie + self.form) / self.wrong if self.wrong else 1.0

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        for name in ("wrong", "different", "own", "tie", "form", "right", "equal"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.missed.update(other.missed)
        self.examples = other.examples | self.examples

    def row(self) -> dict[str, object]:
        """The tally as plain data."""
        return {
            "wrong answers": self.wrong,
            "different": self.different,
            "own sentence": self.own,
            "named tie": self.tie,
            "form note": self.form,
            "named share": round(self.named, 4),
            "right answers": self.right,
            "equal": self.equal,
            "missed": dict(self.missed.most_common()),
            "examples": self.examples,
        }


@final
@dataclass(frozen=True, slots=True)
class Question:
    """One problem on a sheet of its own, with its stub filled in rightly."""

    sheet: Sheet
    issued: Issued
    key: Key
    stub: str

    def named(self, part: Part) -> str:
        """Where the part stands, for whoever looks into a miss."""
        origin = self.sheet.slots[0].origin
        return f"{origin.template} {origin.level} seed {origin.seed} {part.key}" if origin else part.key

    def verdict(self, part: Part, text: str) -> Verdict:
        """The verdict on that answer to the part, read from the stub, the other parts being right."""
        stub = filled(self.stub, {names(self.issued, 1)[part.key]: text})
        read = read_submission(Source(stub, "submission.py", ()), self.sheet, Policy())
        return grade_problem(self.issued, self.key, read.answers, slot=1).verdict(part.key)


def question(slug: str, level: int, seed: str) -> Question:
    """The problem of that seed."""
    sheet, keys = practice_sheet(slug, level=level, seed=seed, count=1)
    issued = sheet.slots[0].issued
    return Question(sheet, issued, keys[0], filled(write_stub(sheet), right_answers(issued, keys[0], 1)))


def wrong_answers(asked: Question, part: Part) -> Iterator[tuple[str, Array]]:
    """Every wrong answer of the key for the part: the rule and its formulas."""
    for wrong in asked.key.part(part.key).wrong:
        value = predict(asked.issued.composition, part.quantity, wrong.rule, wrong.site)
        if value is not None:
            yield wrong.rule, value


def tallied(asked: Question, rng: random.Random) -> Tally:
    """All wrong answers and all right ones of a problem, each typed in several forms."""
    tally, known = Tally(), positive_symbols(asked.issued)
    for part in asked.issued.parts:
        for _ in range(FORMS):
            text = typed(asked.key.part(part.key).value, known, rng)
            tally.right += 1
            outcome = asked.verdict(part, text).outcome
            tally.equal += outcome in RIGHT
            if outcome not in RIGHT:
                _miss(tally, f"right answer: {outcome.value}", f"{asked.named(part)}: {text}")
        for rule, value in wrong_answers(asked, part):
            for _ in range(FORMS):
                text = typed(value, known, rng)
                count(tally, rule, asked.verdict(part, text), f"{asked.named(part)}: {text}")
    return tally


def count(tally: Tally, rule: str, verdict: Verdict, example: str = "") -> None:
    """Count what the verdict on the rule's answer says."""
    tally.wrong += 1
    tally.different += verdict.outcome is Outcome.DIFFERENT
    told = verdict.diagnosis
    if verdict.outcome is Outcome.FORM and verdict.notes:
        # Right but for its form, e.g. letters left over: the note is the sentence, and the mathematics is right.
        tally.form += 1
    elif told is not None and told.sentence.id == f"malrule.{rule}":
        tally.own += 1
    elif told is not None and rule in told.rules and told.sentence.id.startswith("malrule.tie"):
        tally.tie += 1
    else:
        said = told.sentence.id if told else "followed" if verdict.followed else verdict.outcome.value
        _miss(tally, f"{rule}: {said}", example)


def _miss(tally: Tally, what: str, example: str) -> None:
    tally.missed[what] += 1
    tally.examples.setdefault(what, example)


def measured(slugs: list[str], seeds: int) -> dict[str, Tally]:
    """The tallies by template and level."""
    tallies: dict[str, Tally] = {}
    for header in headers():
        if slugs and header.slug not in slugs:
            continue
        for level in range(header.levels[0], header.levels[1] + 1):
            tally = tallies[f"{header.slug} {level}"] = Tally()
            for seed in range(seeds):
                rng = random.Random(f"diagnosis {header.slug} {level} {seed}")
                tally.add(tallied(question(header.slug, level, str(seed)), rng))
    return tallies


def main() -> None:
    """Print a row for each template and level, the sum, and what was missed."""
    parser = argparse.ArgumentParser(description="Share of misconceptions that are told apart and named.")
    parser.add_argument("--template", action="append", default=[], help="only this one; may be given several times")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    tallies = measured(given.template, given.seeds)
    whole = Tally()
    for tally in tallies.values():
        whole.add(tally)
    tallies["all"] = whole
    if given.json:
        print(json.dumps({name: tally.row() for name, tally in tallies.items()}, indent=2, ensure_ascii=False))
        return
    print(
        f"{'template, level':28} {'wrong':>7} {'different':>10} {'own':>7} {'tie':>6} {'named':>8} {'right: equal':>14}"
    )
    for name, t in tallies.items():
        equal = f"{t.equal}/{t.right}"
        print(f"{name:28} {t.wrong:7} {t.different:10} {t.own:7} {t.tie:6} {t.form:6} {t.named:8.1%} {equal:>14}")
    for missed, count in whole.missed.most_common(25):
        print(f"{count:5}  {missed}\n         {whole.examples[missed][:200]}")


if __name__ == "__main__":
    main()
