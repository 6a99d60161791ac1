"""When files were handed in: from Moodle's worksheet, Gradescope's metadata, or a file of one's own; never from the
times of files, which say when they were downloaded.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import final

from gradekit.course.columns import plain
from gradekit.course.roster import decoded
from gradekit.course.settings import Settings
from gradekit.errors import OperatorError

_WHO = ("id", "student", "id number", "identifier", "email", "email address", "username", "sid", "full name", "name")
_WHEN = ("time", "handed in", "submitted", "submission time", "last modified submission", "created at")
_FORMS = (
    "%A, %d %B %Y, %I:%M %p",
    "%A, %d %B %Y, %H:%M",
    "%d %B %Y, %I:%M %p",
    "%Y-%m-%d %H:%M:%S %z",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d.%m.%Y %H:%M",
)


@final
@dataclass(frozen=True, slots=True)
class Times:
    """Moments by whom they are of, and lines that could not be read."""

    moments: Mapping[str, datetime]
    faults: tuple[str, ...] = ()

    def of(self, *names: str) -> datetime | None:
        """The moment of the first of the names that there is one for."""
        return next((self.moments[key] for name in names if (key := name.casefold()) in self.moments), None)


def read_times(path: Path, settings: Settings) -> Times:
    """The times in a file: a CSV with somebody and a time in each line, or `submission_metadata.yml` of Gradescope."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise OperatorError(f"{path} cannot be read ({error.strerror}).") from error
    text = decoded(path.name, raw)
    if path.suffix in (".yml", ".yaml"):
        return _gradescope(text, settings)
    return _table(path.name, text, settings)


def _table(name: str, text: str, settings: Settings) -> Times:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=text.partition("\n")[0].count)))
    first = rows[0] if rows else []
    head = [plain(cell) for cell in first]
    who = [k for k, heading in enumerate(head) if heading in _WHO]
    when = [k for k, heading in enumerate(head) if heading in _WHEN]
    if not who or not when:
        raise OperatorError(
            f"{name}: a file of times needs a column for the student ({', '.join(_WHO[:6])}) and one for the time "
            f"({', '.join(_WHEN[:5])}); found {', '.join(f'`{cell}`' for cell in first[:12]) or 'none'}."
        )
    moments: dict[str, datetime] = {}
    faults: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        cell = row[when[0]].strip() if len(row) > when[0] else ""
        if not cell or cell == "-":
            continue
        if (moment := moment_of(cell, settings)) is None:
            faults.append(f"{name}, line {number}: `{cell[:60]}` is not a time; write 2026-11-30T18:00.")
            continue
        for told in {row[k].strip().casefold() for k in who if len(row) > k and row[k].strip()}:
            moments[told] = max(moment, moments.get(told, moment))
            if found := re.fullmatch(r"participant (\d+)", told):
                moments[found[1]] = moments[told]
    return Times(moments, tuple(faults))


def moment_of(text: str, settings: Settings) -> datetime | None:
    """A moment as people and platforms write it; None where it is none.

    >>> str(moment_of("Monday, 30 November 2026, 6:05 PM", Settings(title="", time_zone="UTC")))
    '2026-11-30 18:05:00+00:00'
    """
    told = re.sub(r"\s+", " ", text.replace("\u202f", " ")).strip()
    try:
        return settings.moment(datetime.fromisoformat(told))
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return settings.moment(datetime.strptime(told, form))
        except ValueError:
            continue
    return None


def _gradescope(text: str, settings: Settings) -> Times:
    """`submission_4711:` and below it the people and `:created_at:`."""
    moments: dict[str, datetime] = {}
    for block in re.split(r"^(?=:?submission_\d+:)", text, flags=re.M):
        if (created := re.search(r":created_at:\s*['\"]?([^'\"\n]+)", block)) is None:
            continue
        if (moment := moment_of(created[1].removesuffix(" UTC").strip() + _zone(created[1]), settings)) is None:
            continue
        for told in _people(block):
            moments[told] = moment
    return Times(moments)


def _zone(told: str) -> str:
    """What makes UTC of a time that says no offset: the times of the metadata are of UTC."""
    return "" if re.search(r"[+-]\d\d:?\d\d\s*$|Z\s*$", told) else "+00:00"


def _people(block: str) -> Iterator[str]:
    number = re.match(r":?submission_(\d+):", block)
    if number:
        yield number[1]
        yield f"submission_{number[1]}"
    for found in re.finditer(r":(?:sid|email):\s*['\"]?([^'\"\n]+)", block):
        yield found[1].strip().casefold()
