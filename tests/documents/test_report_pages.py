"""The page of a class report: what stands on it, what it draws, and what it never says."""

from __future__ import annotations

import csv
import io
import random
import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.documents.charts.histogram import LEFT, WIDTH, histogram
from gradekit.documents.html import to_html
from gradekit.documents.report import report_document
from gradekit.documents.report_tables import report_tables
from gradekit.documents.spreadsheet import cell
from gradekit.documents.terminal import to_terminal
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.record import Mistake, PartRecord
from gradekit.statistics.report import class_report

SVG = "{http://www.w3.org/2000/svg}"


def a_class(count: int = 60, seed: int = 1) -> list[PartRecord]:
    """Three items; problem 2 is much harder for those who drew f = exp, and some answers wait."""
    dice, rows = random.Random(seed), []
    for number in range(count):
        f, able = dice.choice(("sin", "cos", "exp")), dice.random()
        for slot, letter in ((1, "a"), (1, "b"), (2, "a")):
            earned = dice.random() < (able / 3 if slot == 2 and f == "exp" else able)
            waits = dice.random() < 0.05
            mistake = Mistake("drop-path", Message("malrule.drop-path"), "2 t") if dice.random() < 0.5 else None
            rows.append(
                PartRecord(
                    gradekit="0",
                    student=f"<script>{number}",
                    sheet="s",
                    slot=slot,
                    letter=letter,
                    part=letter,
                    template=f"t{slot}",
                    level=1,
                    variant=f"v{number}",
                    title="=1+1 <b>",
                    asks="\\frac{df}{dt}",
                    possible=Fraction(2),
                    earned=Fraction(0 if waits else 2 * earned),
                    pending=Fraction(2 * waits),
                    outcome=Outcome.UNDECIDED if waits else Outcome.PROVED if earned else Outcome.DIFFERENT,
                    mistake=None if waits or earned else mistake,
                    departure=None if waits or earned else Message("departure.factor", {"factor": "3"}),
                    drawn={"f": f},
                )
            )
    return rows


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))


def page(rows, **more) -> tuple[str, Seen]:
    text = to_html(report_document(class_report(rows, **more)))
    seen = Seen()
    seen.feed(text)
    return text, seen


def test_the_page_is_alone_and_holds_no_script_and_no_name() -> None:
    text, seen = page(a_class())
    assert not {"script", "link", "iframe", "img"} & {tag for tag, _ in seen.tags}
    assert not any(name.startswith("on") or name == "style" for _, told in seen.tags for name in told)
    assert "&lt;script&gt;" not in text
    assert text == page(list(reversed(a_class())))[0]
    assert len(text) < 400_000


def test_headings_come_in_order_and_every_drawing_is_told_in_words() -> None:
    _, seen = page(a_class())
    levels = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    for tag, told in seen.tags:
        assert tag != "svg" or told.get("aria-label") or told.get("aria-hidden") == "true"


def test_an_unfair_draw_is_flagged_in_words_and_by_another_mark() -> None:
    text, seen = page(a_class(240))
    assert "who was dealt f = exp" in text
    assert "⚠ differs" in text
    assert any(told.get("class") == "dot warn" for tag, told in seen.tags if tag == "rect")


def test_the_numbers_of_the_page_are_on_it_without_opening_anything() -> None:
    report = class_report(a_class())
    text = to_terminal(report_document(report), 120)
    assert "details" not in {tag for tag, _ in page(a_class())[1].tags}
    for item in report.items:
        assert f"{100 * item.facility:.0f}%" in text
    for bar in report.histogram:
        assert not bar.students or f": {bar.students}" in text


@pytest.mark.parametrize("count", [0, 1, 4, 19])
def test_small_classes_have_a_page_too(count: int) -> None:
    rows = a_class(count) if count else [r for r in a_class(3) if r.pending] or a_class(1)[:0]
    if rows:
        assert "nothing is singled out" in page(rows)[0]


def test_a_class_of_which_everything_waits_says_so() -> None:
    import msgspec

    waiting = [
        msgspec.structs.replace(r, earned=Fraction(0), pending=Fraction(2), outcome=Outcome.FAULT) for r in a_class(3)
    ]
    text = page(waiting)[0]
    assert "All points wait for a person" in text
    assert "gradekit itself failed on 9 answers" in text


def test_what_is_passed_on_says_so() -> None:
    assert "fewer than five students" in page(a_class(), pass_on=True)[0]


def test_tables_are_csv_with_the_same_numbers_and_no_formulas() -> None:
    report = class_report(a_class())
    told = {name: list(csv.reader(io.StringIO(text))) for name, text in report_tables(report).items()}
    assert set(told) == {"totals", "scores", "items", "fairness", "misconceptions", "unexplained", "waiting"}
    head, *rows = told["items"]
    for item, row in zip(report.items, rows, strict=True):
        assert float(row[head.index("facility")]) == pytest.approx(item.facility, abs=1e-5)
        assert int(row[head.index("students")]) == item.students
    for table in told.values():
        assert not any(re.match(r"[=+@]|-(?![\d.])", value) for row in table for value in row)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("-x**2", "'-x**2"),
        ("-3.5", "-3.5"),
        ("+1e5", "+1e5"),
        ("@sum", "'@sum"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("f = 2", "f = 2"),
        ("\x1b[31m", "⟨U+001B⟩[31m"),
    ],
)
def test_text_in_a_cell_is_no_formula(text: str, shown: str) -> None:
    assert cell(text) == shown


@settings(max_examples=50, deadline=None)
@given(counts=st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_the_area_of_a_bar_is_its_count(counts) -> None:
    ends = (0, 0.1, 0.3, 0.35, 1)
    bars = list(zip(ends, ends[1:], counts, strict=False))
    root = ET.fromstring(histogram(bars, 0.5, alt="a", axis="b", middle="c"))
    boxes = [box for box in root.iter(f"{SVG}rect") if box.get("class") == "bar"]
    known = [(low, high, count) for low, high, count in bars if count]
    assert len(boxes) == len(known)
    areas = [float(box.get("height")) * (high - low) for box, (low, high, _) in zip(boxes, known, strict=True)]
    for area, (low, _, count), box in zip(areas, known, boxes, strict=True):
        assert area / sum(areas) == pytest.approx(count / sum(counts), abs=0.01)
        assert float(box.get("x")) == pytest.approx(LEFT + low * WIDTH + 1, abs=0.1)
