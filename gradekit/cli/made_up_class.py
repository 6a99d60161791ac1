"""A made-up class for the demonstration: what each of its students writes into the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import final

from gradekit.calculus.stages import evaluate
from gradekit.malrules.predict import predict
from gradekit.malrules.rank import CORE
from gradekit.model.composition import Total
from gradekit.model.problem import Issued, Key, Part
from gradekit.problems.stubs import answer_name
from gradekit.syntax.tree import Array
from gradekit.syntax.write import to_text

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


def typed(value: Array, part: Part, key: Key) -> str:
    """An answer as Python source: a formula, or a list of them row by row."""
    if part.choices:
        return repr(key.part(part.key).word)
    texts = [to_text(entry) for entry in value.entries]
    longer = [size for size in value.shape if size > 1]
    if not value.shape:
        return texts[0]
    if len(longer) < 2:
        return f"[{', '.join(texts)}]"
    width = value.shape[-1]
    return "[" + ", ".join(f"[{', '.join(texts[i : i + width])}]" for i in range(0, len(texts), width)) + "]"


def misconceived(issued: Issued, key: Key, answers: Answers) -> Answers:
    """The last part as a student writes it who holds one of the most common misconceptions."""
    index = len(issued.parts) - 1
    part = issued.parts[index]
    wrong = min(key.part(part.key).wrong, key=lambda w: (w.rule not in FAMOUS, w.rule not in CORE))
    predicted = predict(issued.composition, part.quantity, wrong.rule, wrong.site)
    assert predicted is not None, "the key lists only what the rules predict"
    return answers | {answer_name(1, index): typed(predicted, part, key)}


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
            changed[answer_name(1, index)] = typed(evaluate(mixed, issued.composition), part, key)
    return changed


FAMOUS = ("drop-path", "missing-one-over-r")
"""Misconceptions that a newcomer sees at a glance."""

CLASS = (
    Student("Ada", "does everything right", lambda _issued, _key, answers: answers),
    Student("Ben", "holds a common misconception", misconceived),
    Student("Cleo", "was interrupted: a bracket is open, a part is empty", interrupted),
    Student("Dev", "is right but leaves intermediate letters", letters_left),
)


def filled_in(stub: str, answers: Answers) -> str:
    """The stub with the answers written behind their names."""
    for name, text in answers.items():
        line = f"{name} = {text}"
        stub = re.sub(rf"^{name} = [^#]*?(?=\n\n|\n#)", lambda _: line, stub, count=1, flags=re.MULTILINE | re.DOTALL)  # noqa: B023  used at once
    return stub
