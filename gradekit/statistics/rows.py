"""The rows of a class, told apart by item and by student."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias, final

import msgspec

from gradekit.errors import OperatorError
from gradekit.model.codec import decode, encode
from gradekit.model.record import RECORD_FORMAT, PartRecord

Item: TypeAlias = tuple[int, str, int, str]
"""What is asked: slot, template, level, part. Variants of it differ in what was drawn."""

MOST_BYTES = 500_000_000


def item_of(row: PartRecord) -> Item:
    """The item a row belongs to."""
    return row.slot, row.template, row.level, row.part


@final
@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a class by item and by student; of a student who has an item twice the last row counts."""

    by_item: Mapping[Item, Mapping[str, PartRecord]]

    @property
    def all(self) -> list[PartRecord]:
        """Every row, item after item."""
        return [row for of in self.by_item.values() for row in of.values()]

    @property
    def students(self) -> list[str]:
        """Everybody who has a row, in order."""
        return sorted({student for of in self.by_item.values() for student in of})


def arranged(records: Sequence[PartRecord]) -> Rows:
    """The rows by item in the order of the sheet, and by student, so that sums come out the same to the last bit."""
    found: dict[Item, dict[str, PartRecord]] = {}
    for row in records:
        found.setdefault(item_of(row), {})[row.student] = row
    letters = {item: Counter(row.letter for row in of.values()).most_common(1)[0][0] for item, of in found.items()}
    order = sorted(found, key=lambda item: (item[0], item[1], item[2], len(letters[item]), letters[item], item[3]))
    return Rows({item: dict(sorted(found[item].items())) for item in order})


def share(row: PartRecord) -> float | None:
    """The share of the points that was earned; None while points wait for a person, or where there are none.

    What waits is no zero, so it is left out of every mean.
    """
    return None if row.pending or not row.possible else float(row.earned / row.possible)


def total_share(rows: Sequence[PartRecord]) -> float | None:
    """The share of the points that are decided."""
    decided = sum((row.possible - row.pending for row in rows), Fraction(0))
    return float(sum((row.earned for row in rows), Fraction(0)) / decided) if decided else None


# ------------------------------------------------------------------ files


def to_lines(records: Sequence[PartRecord]) -> str:
    """The rows as JSON, one a line."""
    return "".join(encode(row).decode() + "\n" for row in records)


def read_rows(path: Path) -> tuple[PartRecord, ...]:
    """The rows in a file, or in all `.jsonl` files of a folder; `OperatorError` with the line that is none."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    found = tuple(row for file in files for row in _in_file(file))
    if not found:
        raise OperatorError(f"{path} has no rows. `gradekit grade FOLDER --records {path.name}` writes them.")
    return found


def _in_file(path: Path) -> list[PartRecord]:
    if path.stat().st_size > MOST_BYTES:
        raise OperatorError(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB, which no class is.")
    lines = path.read_bytes().split(b"\n")
    return [_row(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _row(path: Path, number: int, line: bytes) -> PartRecord:
    try:
        row = decode(line, PartRecord)
    except (msgspec.MsgspecError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise OperatorError(
            f"{path.name}, line {number} is no row of `gradekit grade FOLDER --records`: {error}."
        ) from error
    if row.format != RECORD_FORMAT:
        raise OperatorError(f"{path.name}, line {number} has the format {row.format}; {RECORD_FORMAT} is read here.")
    if not 0 <= row.earned <= row.possible or not 0 <= row.pending <= row.possible - row.earned:
        raise OperatorError(f"{path.name}, line {number}: {row.earned} and {row.pending} of {row.possible} points.")
    return row
