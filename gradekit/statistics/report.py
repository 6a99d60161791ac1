"""All numbers about a class, as one struct that documents are made of and that is written as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import final

import msgspec

from gradekit.errors import OperatorError
from gradekit.model.codec import encode
from gradekit.model.message import Message
from gradekit.model.record import PartRecord
from gradekit.statistics.fairness import Contrast, contrasts
from gradekit.statistics.first import look_first
from gradekit.statistics.items import ItemNumbers, item_numbers
from gradekit.statistics.mistakes import (
    Misconception,
    Unexplained,
    Waiting,
    misconceptions,
    unexplained,
    waiting,
)
from gradekit.statistics.rows import Rows, arranged
from gradekit.statistics.scores import BINS, Scores, scores
from gradekit.statistics.suppression import (
    FEWEST,
    fairness_passed_on,
    groups_passed_on,
    items_passed_on,
    merged,
    misconceptions_passed_on,
    scores_passed_on,
)
from gradekit.version import VERSION


@final
class Bar(msgspec.Struct, frozen=True):
    """Students whose total lies from `low` to below `high`, as shares."""

    low: float
    high: float
    students: int


@final
class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A class in numbers. No student is named in it."""

    format: int = 1
    gradekit: str = VERSION
    graded_with: tuple[str, ...]
    """The versions of gradekit that the rows come from."""
    rows: str
    """A digest of the rows, so that two reports about the same rows are known to be."""
    title: str
    students: int
    points: float | None
    """Of a sheet; None where sheets differ."""
    variants: int
    passed_on: bool
    scores: Scores
    histogram: tuple[Bar, ...]
    first: tuple[Message, ...]
    items: tuple[ItemNumbers, ...]
    fairness: tuple[Contrast, ...]
    misconceptions: tuple[Misconception, ...]
    unexplained: tuple[Unexplained, ...]
    waiting: tuple[Waiting, ...]


def class_report(records: Sequence[PartRecord], *, pass_on: bool = False, title: str = "") -> Report:
    """The report on these rows; with `pass_on` without any number about fewer than five students."""
    rows = arranged(records)
    told, items = scores(rows), item_numbers(rows)
    report = Report(
        graded_with=tuple(sorted({row.gradekit for row in records})),
        rows=_digest(records),
        title=title or _title(records),
        students=len(rows.students),
        points=_points(rows),
        variants=len({row.variant for row in records}),
        passed_on=False,
        scores=told,
        histogram=tuple(Bar(k / BINS, (k + 1) / BINS, count) for k, count in enumerate(told.bins) if count is not None),
        first=(),
        items=items,
        fairness=contrasts(rows),
        misconceptions=misconceptions(rows, items),
        unexplained=unexplained(rows, items),
        waiting=waiting(rows, items),
    )
    if pass_on:
        report = _passed_on(report, rows)
    first = look_first(report.items, report.fairness, report.misconceptions, report.unexplained, report.waiting)
    return msgspec.structs.replace(report, first=first)


def _passed_on(report: Report, rows: Rows) -> Report:
    if report.scores.students < FEWEST:
        raise OperatorError(
            f"A report to be passed on is about {FEWEST} students or more; there are {report.scores.students}."
        )
    bars = merged([bar.students for bar in report.histogram])
    sizes: dict[tuple[int, str, int], set[str]] = {}
    for row in rows.all:
        sizes.setdefault((row.slot, row.template, row.level), set()).add(row.student)
    return msgspec.structs.replace(
        report,
        passed_on=True,
        scores=scores_passed_on(report.scores),
        histogram=tuple(Bar(first / BINS, after / BINS, count) for first, after, count in bars),
        items=items_passed_on(report.items, report.students),
        fairness=fairness_passed_on(report.fairness, {problem: len(of) for problem, of in sizes.items()}),
        misconceptions=misconceptions_passed_on(report.misconceptions),
        unexplained=groups_passed_on(report.unexplained),
        waiting=groups_passed_on(report.waiting),
    )


def _digest(records: Sequence[PartRecord]) -> str:
    lines = sorted(encode(row) for row in records)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()[:10]


def _points(rows: Rows) -> float | None:
    """What a sheet is worth, where all students have one of the same worth."""
    worth = {sum(of[student].possible for of in rows.by_item.values() if student in of) for student in rows.students}
    return float(worth.pop()) if len(worth) == 1 else None


def _title(records: Sequence[PartRecord]) -> str:
    titles = list(dict.fromkeys(row.title for row in records))
    return titles[0] if len(titles) == 1 else ""
