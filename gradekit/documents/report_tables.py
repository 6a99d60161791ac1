"""The numbers of a class report as tables for a spreadsheet: one CSV file for each table of the page."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import TypeAlias

from gradekit.documents.handout import write_text
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.documents.spreadsheet import cell
from gradekit.statistics.report import Report

Row: TypeAlias = Sequence[str | int | float | None]


def report_tables(report: Report, language: str = "en") -> dict[str, str]:
    """Each table as CSV by its name."""
    return {
        "totals": _csv(("number", "value"), _totals(report)),
        "scores": _csv(("from", "to", "students"), ((bar.low, bar.high, bar.students) for bar in report.histogram)),
        "items": _csv(_ITEMS, _items(report)),
        "fairness": _csv(_FAIRNESS, _fairness(report)),
        "misconceptions": _csv(_MISCONCEPTIONS, _misconceptions(report, language)),
        "unexplained": _csv(("item", "template", "does", "students", "share"), _unexplained(report, language)),
        "waiting": _csv(
            ("item", "template", "reason", "answers"),
            ((one.item, one.template, one.outcome.value, one.students) for one in report.waiting),
        ),
    }


_ITEMS = (
    *("item", "part", "template", "level", "asks", "points", "students", "facility", "discrimination", "blank"),
    *("pending", "variants"),
)
_FAIRNESS = ("problem", "template", "level", "drawn", "value", "students", "mean", "low", "high", "others", "p")
_MISCONCEPTIONS = ("item", "template", "rule", "sentence", "formula", "students", "share")


def _totals(report: Report) -> Iterator[Row]:
    yield "students", report.students
    yield "points", report.points
    yield "variants", report.variants
    yield "rows", report.rows
    told = report.scores
    for name in ("mean", "median", "lower", "upper", "sd", "alpha", "complete", "sem"):
        yield name, getattr(told, name)


def _items(report: Report) -> Iterator[Row]:
    for one in report.items:
        yield (
            *(one.name, one.part, one.template, one.level, one.asks, one.points, one.students, one.facility),
            *(one.discrimination, one.blank, one.pending, one.variants),
        )


def _fairness(report: Report) -> Iterator[Row]:
    for one in report.fairness:
        yield (
            *(one.slot, one.template, one.level, one.drawn, one.value, one.students, one.mean, one.low, one.high),
            *(one.others, one.p),
        )


def _misconceptions(report: Report, language: str) -> Iterator[Row]:
    for one in report.misconceptions:
        told = plain_text(words(one.sentence, language))
        yield one.item, one.template, one.rule, told, one.formula, one.students, one.share


def _unexplained(report: Report, language: str) -> Iterator[Row]:
    for one in report.unexplained:
        yield one.item, one.template, plain_text(words(one.departure, language)), one.students, one.share


def write_tables(folder: Path, report: Report, language: str = "en") -> None:
    """Each table as a file of its own."""
    for name, text in report_tables(report, language).items():
        write_text(folder / f"{name}.csv", text)


def _csv(head: Sequence[str], rows: Iterator[Row] | Sequence[Row]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_text(value) for value in row] for row in rows)
    return out.getvalue()


def _text(value: str | int | float | None) -> str:
    """Numbers as they are, empty where there is none; text so that no spreadsheet takes it for a formula."""
    if value is None:
        return ""
    return cell(value) if isinstance(value, str) else f"{value:.6g}" if isinstance(value, float) else str(value)
