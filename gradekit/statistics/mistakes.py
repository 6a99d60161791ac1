"""What went wrong: recognised misconceptions, wrong answers that nothing explains, and what waits for a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import final

import msgspec

from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.record import PartRecord
from gradekit.statistics.items import ItemNumbers
from gradekit.statistics.rows import Rows

NOTHING_SEEN = Message("departure.unknown")
"""Said of wrong answers that do nothing to the stages that we know."""


@final
class Misconception(msgspec.Struct, frozen=True, kw_only=True):
    """One rule in one item."""

    item: str
    template: str
    asks: str
    rule: str
    sentence: Message
    formula: str
    """What the rule has in the place of the answer, in one of the variants; LaTeX."""
    students: int
    share: float
    """Of those who answered the item."""


@final
class Unexplained(msgspec.Struct, frozen=True, kw_only=True):
    """Wrong answers to one item that no rule explains and that do the same to the stages."""

    item: str
    template: str
    asks: str
    departure: Message
    students: int | None
    share: float | None


@final
class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Answers to one item that wait for a person, for one reason."""

    item: str
    template: str
    outcome: Outcome
    students: int | None


def misconceptions(rows: Rows, items: Iterable[ItemNumbers]) -> tuple[Misconception, ...]:
    """The recognised misconceptions of every item, the commonest first."""
    found: list[Misconception] = []
    for item, of in zip(items, rows.by_item.values(), strict=True):
        by: dict[tuple[str, str], list[PartRecord]] = defaultdict(list)
        for row in of.values():
            if row.mistake is not None:
                by[row.mistake.rule, row.mistake.sentence.id].append(row)
        found += [_misconception(item, same, _answered(of.values())) for same in by.values()]
    return tuple(sorted(found, key=lambda one: (-one.students, one.item, one.rule)))


def _misconception(item: ItemNumbers, same: list[PartRecord], answered: int) -> Misconception:
    """The shortest of the formulas is shown, with what is asked in that variant."""
    told = [(row, row.mistake) for row in same if row.mistake is not None]
    row, mistake = min(told, key=lambda pair: (not pair[1].formula, len(pair[1].formula), pair[1].formula))
    return Misconception(
        item=item.name,
        template=item.template,
        asks=row.asks,
        rule=mistake.rule,
        sentence=mistake.sentence,
        formula=mistake.formula,
        students=len(same),
        share=len(same) / answered,
    )


def unexplained(rows: Rows, items: Iterable[ItemNumbers]) -> tuple[Unexplained, ...]:
    """The wrong answers that no rule explains, in groups, the largest first."""
    found: list[Unexplained] = []
    for item, of in zip(items, rows.by_item.values(), strict=True):
        wrong = [row for row in of.values() if row.outcome is Outcome.DIFFERENT and row.mistake is None]
        answered = _answered(of.values())
        for departure, count in _counted(row.departure or NOTHING_SEEN for row in wrong):
            found.append(
                Unexplained(
                    item=item.name,
                    template=item.template,
                    asks=item.asks,
                    departure=departure,
                    students=count,
                    share=count / answered,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.departure == NOTHING_SEEN, -(one.students or 0), one.item)))


def waiting(rows: Rows, items: Iterable[ItemNumbers]) -> tuple[Waiting, ...]:
    """What waits for a person, by item and reason."""
    return tuple(
        Waiting(item=item.name, template=item.template, outcome=outcome, students=count)
        for item, of in zip(items, rows.by_item.values(), strict=True)
        for outcome, count in sorted(
            Counter(row.outcome for row in of.values() if row.pending > 0).items(), key=lambda pair: pair[0].value
        )
    )


def _answered(of: Iterable[PartRecord]) -> int:
    return sum(row.outcome is not Outcome.BLANK for row in of)


def _counted(messages: Iterable[Message]) -> list[tuple[Message, int]]:
    by: dict[str, tuple[Message, int]] = {}
    for message in messages:
        name = f"{message.id} {sorted(message.params.items())}"
        by[name] = message, by.get(name, (message, 0))[1] + 1
    return list(by.values())
