"""What went wrong, in a class report: misconceptions, wrong answers that nothing explains, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

from gradekit.documents.blocks import Block, H, Para, Table, line, plain
from gradekit.documents.markup import Code, Line, Maths, Words
from gradekit.documents.messages import words
from gradekit.model.message import Message, Param
from gradekit.model.outcome import Outcome
from gradekit.statistics.first import percent
from gradekit.statistics.mistakes import Waiting
from gradekit.statistics.report import Report

MOST_ROWS, MOST_GROUPS = 10, 8
"""Misconceptions and groups in the tables of a page; the files have all."""


def mistake_blocks(report: Report, language: str = "en") -> Iterator[Block]:
    """Three tables."""
    told = _Mistakes(report, language)
    yield from told.misconceptions()
    yield from told.unexplained()
    yield from told.waiting()


@final
class _Mistakes:
    def __init__(self, report: Report, language: str) -> None:
        self.report, self.language = report, language

    def line(self, name: str, **params: Param) -> Line:
        return line(words(Message(f"report.{name}", params), self.language))

    def sentence(self, message: Message) -> Line:
        return line(words(message, self.language))

    def misconceptions(self) -> Iterator[Block]:
        found = self.report.misconceptions
        yield H(2, self.line("wrong"))
        if not found:
            yield Para(self.line("none-of-five" if self.report.passed_on else "no-misconceptions"), faint=True)
            return
        head = tuple(self.line(name) for name in ("item", "misconception", "formula", "count", "share"))
        rows = tuple(
            (
                (Words(one.item, strong=True),),
                (*self.sentence(one.sentence), Words(" "), Code(one.rule)),
                self.formula(one.asks, one.formula),
                plain(str(one.students)),
                (Words(percent(one.share), bar=one.share),),
            )
            for one in found[:MOST_ROWS]
        )
        yield Table(head, rows)
        if len(found) > MOST_ROWS:
            yield Para(self.line("rarer", count=len(found) - MOST_ROWS), faint=True)

    def formula(self, asks: str, formula: str) -> Line:
        if not formula:
            return ()
        return (Maths(f"{asks} = {formula}" if asks and "=" not in asks else formula),)

    def unexplained(self) -> Iterator[Block]:
        found = self.report.unexplained
        yield H(2, self.line("unexplained"))
        if not found:
            yield Para(self.line("none-of-five" if self.report.passed_on else "no-unexplained"), faint=True)
            return
        head = tuple(self.line(name) for name in ("item", "does", "count", "share"))
        rows = tuple(
            (
                (Words(one.item, strong=True),),
                self.sentence(one.departure),
                plain("–" if one.students is None else str(one.students)),
                () if one.share is None else (Words(percent(one.share), bar=one.share),),
            )
            for one in found[:MOST_GROUPS]
        )
        yield Table(head, rows)
        if len(found) > MOST_GROUPS:
            yield Para(self.line("rarer", count=len(found) - MOST_GROUPS), faint=True)

    def waiting(self) -> Iterator[Block]:
        by: dict[Outcome, list[Waiting]] = {}
        for one in self.report.waiting:
            by.setdefault(one.outcome, []).append(one)
        if not by:
            return
        rows = tuple(
            (
                self.line(f"outcome.{outcome.value}"),
                plain(", ".join(f"{one.item} ({'–' if one.students is None else one.students})" for one in found)),
                plain(str(sum(one.students or 0 for one in found))),
            )
            for outcome, found in by.items()
        )
        yield H(2, self.line("waiting"))
        yield Table(tuple(self.line(name) for name in ("reason", "items-count", "answers")), rows)
