"""What a report says first, what it counts, and the rows it reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up_rows import row

from gradekit.errors import OperatorError
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.statistics.report import class_report
from gradekit.statistics.rows import read_rows, to_lines

THREE = Message("departure.factor", {"factor": "3"})


def many(count: int, *rows) -> list:
    """A class in which everybody else is right in two items, half of them also in a third."""
    told = list(rows)
    for number in range(count):
        told += [row(f"r{number:03}", str(int(number % 4 > k)), letter="bcd"[k]) for k in range(3)]
        told.append(row(f"r{number:03}", str(int(number % 4 > 1))))
    return told


def firsts(rows) -> list[str]:
    return [message.id for message in class_report(rows).first]


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        (many(40), []),
        (many(40, row("f", "0", pending="1", outcome=Outcome.FAULT)), ["report.first-fault"]),
        (many(40, *(row(f"u{k}", "0", departure=THREE) for k in range(9))), ["report.first-shared"]),
        (many(40, *(row(f"u{k}", "0", departure=THREE) for k in range(3))), []),
        (many(40, *(row(f"u{k}", "0") for k in range(9))), []),
        (many(40, *(row(f"u{k}", "0", letter="d", outcome=Outcome.BLANK) for k in range(20))), ["report.first-hard"]),
        (many(40, *(row(f"u{k}", "0", letter="b", outcome=Outcome.BLANK) for k in range(20))), ["report.first-blank"]),
        (many(40, *(row(f"u{k}", "0", letter="b", rule="sign") for k in range(20))), ["report.first-mistake"]),
        (many(8, *(row(f"u{k}", "0", letter="b", rule="sign") for k in range(8))), []),
    ],
)
def test_what_is_said_first(rows, first) -> None:
    assert firsts(rows) == first


def test_an_item_that_does_not_separate_is_named() -> None:
    rows = many(40)
    turned = [row(r.student, str(1 - int(r.earned))) if r.letter == "a" else r for r in rows]
    found = class_report(turned)
    assert (found.first[0].id, found.first[0].params["item"]) == ("report.first-weak", "1a")


def test_no_more_than_three_sentences_the_gravest_first() -> None:
    rows = many(
        40,
        row("f", "0", pending="1", outcome=Outcome.FAULT),
        *(row(f"u{k}", "0", departure=THREE) for k in range(20)),
        *(row(f"v{k}", "0", letter="b", rule="sign") for k in range(30)),
        *(row(f"w{k}", "0", letter="d", outcome=Outcome.BLANK) for k in range(30)),
    )
    assert firsts(rows) == ["report.first-fault", "report.first-shared", "report.first-hard"]


def test_mistakes_are_counted_and_grouped() -> None:
    rows = [
        *(row(f"a{k}", "0", rule="drop-path") for k in range(3)),
        *(row(f"b{k}", "0", departure=THREE) for k in range(2)),
        row("c", "0"),
        row("d", "0", outcome=Outcome.BLANK),
        row("e", "0", pending="1", outcome=Outcome.UNDECIDED),
        row("f", "1"),
    ]
    told = class_report(rows)
    assert [(one.rule, one.students, one.share) for one in told.misconceptions] == [("drop-path", 3, 3 / 8)]
    assert told.misconceptions[0].formula == "2 t"
    groups = [(one.departure.id, one.students) for one in told.unexplained]
    assert groups == [("departure.factor", 2), ("departure.unknown", 1)]
    assert [(one.outcome, one.students) for one in told.waiting] == [(Outcome.UNDECIDED, 1)]


def test_rows_go_through_a_file_and_come_back_the_same(tmp_path: Path) -> None:
    rows = many(3, row("x", "1/3", rule="sign", drawn={"c": "-2"}), row("y", "0", letter="b", departure=THREE))
    (tmp_path / "one.jsonl").write_text(to_lines(rows[:5]), encoding="utf-8")
    (tmp_path / "two.jsonl").write_text(to_lines(rows[5:]), encoding="utf-8")
    assert list(read_rows(tmp_path)) == rows
    assert class_report(read_rows(tmp_path)) == class_report(rows)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{}", "line 2 is no row"),
        ("not json", "line 2 is no row"),
        (to_lines([row("a", "1")]).replace('"format":1', '"format":2'), "has the format 2"),
        (to_lines([row("a", "2")]), "2 and 0 of 1 points"),
        (to_lines([row("a", "1", pending="1")]), "1 and 1 of 1 points"),
    ],
)
def test_a_damaged_line_is_told_with_its_number(line: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(to_lines([row("b", "1")]) + line, encoding="utf-8")
    with pytest.raises(OperatorError, match=told):
        read_rows(file)


def test_a_file_without_rows_says_how_to_make_some(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="--records"):
        read_rows(tmp_path)
