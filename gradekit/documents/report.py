"""The report on a class as a document: what to look at first, then scores, items, fairness and mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import final

from gradekit.documents.blocks import Block, Definitions, Document, Figure, H, Items, Panel, Para, Table, line, plain
from gradekit.documents.charts.histogram import histogram
from gradekit.documents.charts.scatter import scatter
from gradekit.documents.markup import Line, Maths, Words
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.documents.report_of_draws import fairness_blocks
from gradekit.documents.report_of_mistakes import mistake_blocks
from gradekit.model.message import Message, Param
from gradekit.statistics.first import ENOUGH, HARD, OFTEN_BLANK, ONE_MISTAKE, WEAK, percent
from gradekit.statistics.items import ItemNumbers
from gradekit.statistics.report import Report


def report_document(report: Report, language: str = "en") -> Document:
    """The whole report."""
    return _Report(report, language).document()


@final
class _Report:
    """Finds the words of one language."""

    def __init__(self, report: Report, language: str) -> None:
        self.report, self.language = report, language

    def say(self, name: str, **params: Param) -> str:
        """A sentence of the catalogue as marked-up text."""
        return words(Message(f"report.{name}", params), self.language)

    def text(self, name: str, **params: Param) -> str:
        """The same as plain text."""
        return plain_text(self.say(name, **params))

    def document(self) -> Document:
        """Title, line of identity, and everything in the order in which it is looked at."""
        report = self.report
        title = self.text("title-of", title=report.title) if report.title else self.text("title")
        blocks = [*self.tiles(), self.first(), *self.scores(), *self.items()]
        blocks += fairness_blocks(report, self.language)
        blocks += mistake_blocks(report, self.language)
        return Document(title, tuple(blocks), self.language, tuple(self.identity()), wide=True)

    def identity(self) -> Iterator[tuple[str, str]]:
        """What the report is about, and that nobody is named in it."""
        report = self.report
        yield self.text("students"), str(report.students)
        if report.points is not None:
            yield self.text("points"), f"{report.points:g}"
        yield self.text("variants"), str(report.variants)
        yield self.text("graded-with"), f"gradekit {', '.join(report.graded_with)}"
        yield self.text("rows"), report.rows
        yield self.text("privacy"), self.text("passed-on" if report.passed_on else "nobody")

    def tiles(self) -> Iterator[Block]:
        """Six numbers, and what two of them mean."""
        told = self.report.scores
        if told.mean is None or told.lower is None or told.upper is None:
            yield Para(line(self.say("no-totals")))
            return
        shown = {
            "mean": percent(told.mean),
            "median": _percent(told.median),
            "quartiles": f"{100 * told.lower:.0f}–{percent(told.upper)}",
            "sd": _percent(told.sd),
            "alpha": _decimal(told.alpha),
            "sem": "–" if told.sem is None else f"± {percent(told.sem)}",
        }
        rows = tuple((line(self.say(name)), (Para(plain(value)),)) for name, value in shown.items())
        yield Definitions(rows, tiles=True)
        if told.alpha is None:
            about = self.say("alpha-none")
        else:
            about = self.say("alpha-of-some") if told.complete is None else self.say("alpha-of", complete=told.complete)
        yield Para(line(f"{about} {self.say('pending-no-zero')}"), faint=True)

    def first(self) -> Block:
        """At most three sentences, or that nothing stands out."""
        sentences = tuple(line(words(message, self.language)) for message in self.report.first)
        if sentences:
            return Panel("not-yet", line(self.say("first")), blocks=(Items(sentences),))
        if self.report.students < ENOUGH:
            told = self.say("first-few", enough=ENOUGH)
        else:
            limits = {"hard": percent(HARD), "blank": percent(OFTEN_BLANK), "mistake": percent(ONE_MISTAKE)}
            told = self.say("first-nothing", weak=f"{WEAK:.2f}", **limits)
        return Panel("note", line(self.say("first")), blocks=(Para(line(told)),))

    def scores(self) -> Iterator[Block]:
        """The histogram with its counts."""
        told = self.report.scores
        if told.median is None or told.lower is None or told.upper is None:
            return
        bars = [(bar.low, bar.high, bar.students) for bar in self.report.histogram]
        counts = tuple(
            self.text("bar", low=percent(low), high=percent(high), count=count) for low, high, count in bars if count
        )
        quartiles = {"lower": percent(told.lower), "upper": percent(told.upper)}
        middle = percent(told.median)
        alt = self.text("histogram", students=told.students, median=middle, bars="; ".join(counts), **quartiles)
        named = self.text("median-at", median=middle)
        svg = histogram(bars, told.median, alt=alt, axis=self.text("histogram-axis"), middle=named)
        yield H(2, line(self.say("scores")))
        yield Figure(svg, alt, line(self.say("histogram-caption")))
        if figure := self.scatter(self.report.items):
            yield figure

    def items(self) -> Iterator[Block]:
        """The table of items, and a chart of it where there are a few."""
        items = self.report.items
        several = len({(item.template, item.level) for item in items}) > 1
        waits = any(item.pending for item in items)
        names = ["item", *(["problem"] if several else []), "asks", "worth", "facility", "discrimination", "blank"]
        head = tuple(line(self.say(name)) for name in (*names, *(["pending"] if waits else [])))
        rows = tuple(tuple(self.cells(item, several=several, waits=waits)) for item in items)
        yield H(2, line(self.say("items")))
        yield Table(head, rows)
        yield Para(line(self.say("items-how", weak=f"{WEAK:.2f}")), faint=True)

    def cells(self, item: ItemNumbers, *, several: bool, waits: bool) -> Iterator[Line]:
        """One row of the table."""
        yield (Words(item.name, strong=True),)
        if several:
            yield line(f"{item.title} {item.level}")
        yield (Maths(item.asks),) if item.asks else ()
        yield plain(f"{item.points:g}")
        yield (Words(_percent(item.facility), bar=item.facility),)
        yield self.discrimination(item)
        yield plain("–" if item.blank is None or not item.students else percent(item.blank / item.students))
        if waits:
            yield plain("–" if item.pending is None else str(item.pending))

    def discrimination(self, item: ItemNumbers) -> Line:
        """The number, with a sign and a word where it is weak."""
        value = item.discrimination
        if value is None:
            return plain("–")
        told = _decimal(value)
        few = item.students is not None and item.students < ENOUGH
        if value < WEAK and not few:
            told = self.text("weak", value=told)
        return (Words(told, bar=max(0.0, value)),)

    def scatter(self, items: Sequence[ItemNumbers]) -> Figure | None:
        """Facility against discrimination."""
        points = [
            (item.name, item.facility, item.discrimination)
            for item in items
            if item.facility is not None and item.discrimination is not None
        ]
        if len(points) < 3:
            return None
        listed = "; ".join(
            self.text("scatter-item", item=name, facility=percent(f), discrimination=_decimal(d))
            for name, f, d in points
        )
        alt = self.text("scatter", items=listed, weak=f"{WEAK:.2f}")
        axes = {"across": self.text("facility"), "up": self.text("discrimination"), "band": self.text("scatter-band")}
        return Figure(scatter(points, WEAK, alt=alt, **axes), alt, line(self.say("scatter-caption")))


def _percent(value: float | None) -> str:
    return "–" if value is None else percent(value)


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 2) + 0.0:.2f}".replace("-", "−")
