"""A made-up class for the demonstration: what each of its students writes into the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import final

from gradekit.calculus.stages import evaluate
from gradekit.grading.trial import typed
from gradekit.kinds import kind_of
from gradekit.malrules.predict import predict
from gradekit.malrules.rank import CORE
from gradekit.model.composition import Total
from gradekit.model.problem import Issued, Key, in_full
from gradekit.problems.handing_out.stubs import answer_name

Answers = dict[str, str]
"""What is written behind each name of the stub."""


@final
@dataclass(frozen=True, slots=True)
class Student:
    """A made-up student: a name, what is worth seeing, and how the right answers are changed."""

    name: str
    story: str
    changes: Callable[[Issued, Key, Answers], Answers]


def right_answers(issued: Issued, key: Key) -> Answers:
    """The right answer to every part of the first problem, as one would type it."""
    return {
        answer_name(1, index): typed(key.part(part.key).value, part, key) for index, part in enumerate(issued.parts)
    }


def misconceived(issued: Issued, key: Key, answers: Answers) -> Answers:
    """The last part that the rules foretell as a student writes it who holds one of the most common misconceptions."""
    found = [index for index, part in enumerate(issued.parts) if key.part(part.key).wrong]
    if not found:
        return answers | _sample_wrong(issued, key)
    part = issued.parts[found[-1]]
    wrong = min(key.part(part.key).wrong, key=lambda w: (w.rule not in FAMOUS, w.rule not in CORE))
    predicted = predict(in_full(issued, key).composition, part.quantity, wrong.rule, wrong.site)
    assert predicted is not None, "the key lists only what the rules predict"
    return answers | {answer_name(1, found[-1]): typed(predicted, part, key)}


def _sample_wrong(issued: Issued, key: Key) -> Answers:
    """A wrong answer to the first part that has one, where no rule foretells any."""
    for index, part in enumerate(issued.parts):
        if texts := kind_of(part.kind).wrong(part, key.part(part.key)):
            return {answer_name(1, index): texts[0]}
    return {}


def interrupted(issued: Issued, _key: Key, answers: Answers) -> Answers:
    """One bracket too few, and the last part left open."""
    first, last = answer_name(1, 0), answer_name(1, len(issued.parts) - 1)
    return answers | {first: answers[first] + " + (", last: "..."}


def letters_left(issued: Issued, key: Key, answers: Answers) -> Answers:
    """The total derivative right, but with the intermediate letters still in it."""
    changed = dict(answers)
    for index, part in enumerate(issued.parts):
        if isinstance(part.quantity, Total):
            mixed = Total(part.quantity.outputs, part.quantity.inputs, substituted=False)
            changed[answer_name(1, index)] = typed(evaluate(mixed, in_full(issued, key).composition), part, key)
    return changed


FAMOUS = ("drop-path", "missing-one-over-r")
"""Misconceptions that a newcomer sees at a glance."""

CLASS = (
    Student("Ada", "does everything right", lambda _issued, _key, answers: answers),
    Student("Ben", "holds a common misconception", misconceived),
    Student("Cleo", "was interrupted: a bracket is open, a part is empty", interrupted),
    Student("Dev", "is right but leaves intermediate letters", letters_left),
)
