"""Fairness in a class report: of each problem the draw that comes closest to a difference, as means with intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gradekit.documents.blocks import Block, Figure, H, Para, line
from gradekit.documents.charts.intervals import Row, intervals
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.model.message import Message, Param
from gradekit.statistics.fairness import Contrast
from gradekit.statistics.first import percent
from gradekit.statistics.report import Report

MOST_FIGURES, MOST_ROWS = 4, 8
QUIET_FIGURES = 2
"""Of those in which nothing differs."""


def fairness_blocks(report: Report, language: str = "en") -> Iterator[Block]:
    """How many values were compared, and the draws that matter most."""

    def say(name: str, **params: Param) -> str:
        return words(Message(f"report.{name}", params), language)

    yield H(2, line(say("fairness")))
    if not report.fairness:
        yield Para(line(say("fairness-none")), faint=True)
        return
    unfair = sum(one.unfair for one in report.fairness)
    yield Para(line(say("fairness-how", count=len(report.fairness), unfair=unfair)), faint=True)
    for rows in _shown(report.fairness):
        yield _figure(rows, language)


def _shown(found: Sequence[Contrast]) -> list[list[Contrast]]:
    """The draws with a difference, the surest first; then of each further problem the one with the smallest p."""
    draws: dict[tuple[int, str, int, str], list[Contrast]] = defaultdict(list)
    for one in found:
        draws[one.slot, one.template, one.level, one.drawn].append(one)
    ranked = sorted(draws.values(), key=_chance)
    seen: set[tuple[int, str, int]] = set()
    unfair, quiet = list[list[Contrast]](), list[list[Contrast]]()
    for rows in ranked:
        problem = rows[0].slot, rows[0].template, rows[0].level
        if any(one.unfair for one in rows):
            unfair.append(rows[:MOST_ROWS])
        elif problem not in seen:
            quiet.append(rows[:MOST_ROWS])
        seen.add(problem)
    return [*unfair[:MOST_FIGURES], *quiet][: max(QUIET_FIGURES, len(unfair[:MOST_FIGURES]))]


def _chance(rows: Sequence[Contrast]) -> tuple[float, float]:
    """Ties of p, which Holm's correction makes, are told apart by how far the means are apart."""
    return min(one.p for one in rows), -max(abs(one.mean - one.others) for one in rows)


def _figure(rows: Sequence[Contrast], language: str) -> Figure:
    def text(name: str, **params: Param) -> str:
        return plain_text(words(Message(f"report.fairness-{name}", params), language))

    def told(one: Contrast) -> Row:
        name = text("row", value=one.value, students=one.students)
        mean = text("differs", mean=percent(one.mean)) if one.unfair else percent(one.mean)
        return Row(name, one.mean, one.low, one.high, mean, one.unfair)

    def read(one: Contrast) -> str:
        ends = {"low": percent(one.low), "high": percent(one.high)}
        return text("alt-row", value=one.value, mean=percent(one.mean), students=one.students, **ends)

    about = rows[0]
    listed, whole = "; ".join(map(read, rows)), percent(about.everybody)
    alt = text("alt", slot=about.slot, drawn=about.drawn, whole=whole, rows=listed)
    svg = intervals([told(one) for one in rows], about.everybody, alt=alt, axis=text("axis"))
    title = Message("report.fairness-title", {"slot": about.slot, "drawn": about.drawn})
    return Figure(svg, alt, line(words(title, language)))
