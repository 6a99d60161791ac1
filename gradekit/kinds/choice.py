"""One of several named choices, written as a word."""

from __future__ import annotations

from gradekit.kinds.kind import Comparison, Kind
from gradekit.model.answer import Answer
from gradekit.model.domain import Domain
from gradekit.model.evidence import Chosen
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.build import number
from gradekit.syntax.tree import Array, scalar


def compare(answer: Answer, _expected: Array, key: PartKey, _domain: Domain) -> Comparison:
    """The chosen word against the right one, letter case and surrounding blanks aside."""
    given, right = (answer.word or "").strip().casefold(), key.word.strip().casefold()
    outcome = Outcome.PROVED if given == right else Outcome.DIFFERENT
    return Comparison(outcome, (EntryVerdict(outcome, Chosen(given, right)),))


def wrong(part: Part, key: PartKey) -> tuple[Array, ...]:
    """Every other choice."""
    right = int(key.value.scalar.number)
    return tuple(scalar(number(i)) for i in range(len(part.choices)) if i != right)


KIND = Kind("choice", compare, wrong)
