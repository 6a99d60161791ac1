"""What to look at first: at most three sentences, each from a number that passes a threshold of this file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gradekit.model.message import Message, Param
from gradekit.model.outcome import Outcome
from gradekit.statistics.fairness import Contrast
from gradekit.statistics.items import ItemNumbers
from gradekit.statistics.mistakes import NOTHING_SEEN, Misconception, Unexplained, Waiting

MOST_SENTENCES = 3
ENOUGH = 20
"""Students below whom no sentence is made of a correlation or a share."""
WEAK = 0.20
"""Discrimination below which an item is to be reviewed."""
HARD, EASY = 0.25, 0.95
"""Facility beyond which an item is far too hard, or hardly tells anything."""
OFTEN_BLANK = 0.25
ONE_MISTAKE = 0.25
"""Share of those who answered that make one and the same mistake."""
SAME_WRONG = 0.10
"""Share that gives the same unexplained answer: the question or the key may be at fault."""


def look_first(
    items: Sequence[ItemNumbers],
    fairness: Sequence[Contrast],
    misconceptions: Sequence[Misconception],
    unexplained: Sequence[Unexplained],
    waiting: Sequence[Waiting],
) -> tuple[Message, ...]:
    """The gravest first: faults of gradekit, unfairness, a shared answer that nothing explains, items that do not
    separate, are too hard or left blank, and a mistake of many."""
    found = (
        *_faults(waiting),
        *_unfair(fairness),
        *_shared(unexplained, items),
        *_items(items),
        *_mistakes(misconceptions, items),
    )
    return found[:MOST_SENTENCES]


def percent(value: float) -> str:
    """A share in whole percent.

    >>> percent(0.125)
    '12%'
    """
    return f"{100 * value:.0f}%"


def _faults(waiting: Sequence[Waiting]) -> Iterator[Message]:
    count = sum(one.students or 0 for one in waiting if one.outcome is Outcome.FAULT)
    if count:
        yield Message("report.first-fault", {"count": count})


def _unfair(fairness: Sequence[Contrast]) -> Iterator[Message]:
    """Of each draw the value that is furthest off."""
    seen: set[tuple[int, str]] = set()
    for one in sorted(fairness, key=lambda c: (c.p, -abs(c.mean - c.others))):
        if one.unfair and (one.slot, one.template) not in seen:
            seen.add((one.slot, one.template))
            told: dict[str, Param] = {"drawn": one.drawn, "value": one.value, "p": f"{one.p:.2g}"}
            told |= {"slot": one.slot, "mean": percent(one.mean), "others": percent(one.others)}
            yield Message("report.first-unfair", told)


def _shared(unexplained: Sequence[Unexplained], items: Sequence[ItemNumbers]) -> Iterator[Message]:
    for one in unexplained:
        large = one.share is not None and one.share >= SAME_WRONG and _enough(one.item, one.template, items)
        if large and one.departure != NOTHING_SEEN:
            told: dict[str, Param] = {"item": one.item, "count": str(one.students), "share": percent(one.share or 0.0)}
            yield Message("report.first-shared", told)


def _items(items: Sequence[ItemNumbers]) -> Iterator[Message]:
    large = [(item, item.students) for item in items if item.students is not None and item.students >= ENOUGH]
    for item, _ in sorted(large, key=lambda one: 1.0 if one[0].discrimination is None else one[0].discrimination):
        if item.discrimination is not None and item.discrimination < WEAK and (item.facility or 0.0) < EASY:
            yield Message("report.first-weak", {"item": item.name, "value": f"{item.discrimination:.2f}"})
    for item, students in sorted(large, key=lambda one: one[0].facility or 0.0):
        if item.facility is not None and item.facility < HARD:
            yield Message("report.first-hard", {"item": item.name, "value": percent(item.facility)})
        elif item.blank is not None and item.blank >= OFTEN_BLANK * students:
            yield Message("report.first-blank", {"item": item.name, "value": percent(item.blank / students)})


def _mistakes(misconceptions: Sequence[Misconception], items: Sequence[ItemNumbers]) -> Iterator[Message]:
    for one in misconceptions:
        if one.share >= ONE_MISTAKE and _enough(one.item, one.template, items):
            yield Message("report.first-mistake", {"item": one.item, "rule": one.rule, "share": percent(one.share)})


def _enough(name: str, template: str, items: Sequence[ItemNumbers]) -> bool:
    return any((item.students or 0) >= ENOUGH for item in items if (item.name, item.template) == (name, template))
