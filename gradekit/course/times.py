"""When files were handed in: from Moodle's worksheet, Gradescope's metadata, or a file of one's own; never from the
times of files, which say when they were downloaded.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, final

from gradekit.course.columns import plain
from gradekit.course.roster import decoded
from gradekit.course.settings import Settings
from gradekit.errors import OperatorError

if TYPE_CHECKING:
    from gradekit.submissions.names import HandedIn

_WHO = (
    *("id", "student", "id number", "identifier", "email", "email address", "username", "sid", "full name", "name"),
    *("matrikelnummer", "id nummer", "e mail adresse", "anmeldename", "vollständiger name"),
)
_WHEN = (
    *("time", "handed in", "submitted", "submission time", "last modified submission", "created at"),
    *("zeit", "abgegeben", "abgabezeit", "zuletzt geändert abgabe"),
)
_FILE = ("file", "path", "datei")
_FORMS = ("%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M")
_CLOCK = r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::\d\d)?(?: ?(?P<half>[AP])\.?M\.?)?(?: Uhr)?"
_SPELT = (
    re.compile(rf"(?:\w+\.?, )?(?P<day>\d\d?)\.? (?P<month>[^\W\d]+)\.? (?P<year>\d{{4}}),? {_CLOCK}", re.I),
    re.compile(rf"(?:\w+\.?, )?(?P<month>[^\W\d]+)\.? (?P<day>\d\d?), (?P<year>\d{{4}}),? {_CLOCK}", re.I),
)
"""`Monday, 30 November 2026, 6:05 PM`, as English and German sites of Moodle write it."""
_MONTHS = (
    *("january jan januar jänner jan", "february feb februar feber", "march mar märz mär mrz", "april apr", "may mai"),
    *("june jun juni", "july jul juli", "august aug", "september sep sept", "october oct oktober okt"),
    *("november nov", "december dec dezember dez"),
)
_PARTICIPANT = re.compile(r"\D+ (\d+)")
"""`Participant 4711`, in any language: the number is of the platform and in the names of files."""


@final
@dataclass(frozen=True, slots=True)
class Times:
    """Moments by whom they are of, and lines that could not be read."""

    moments: Mapping[str, datetime]
    faults: tuple[str, ...] = ()
    numbers: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    """By the numbers that the platform writes into the names of files."""
    files: Mapping[tuple[str, str], datetime] = field(default_factory=dict[tuple[str, str], datetime])
    """By who and which file, where a line says that."""

    def of(self, *names: str) -> datetime | None:
        """The moment of the first of the names that there is one for."""
        return next((self.moments[key] for name in names if (key := name.casefold()) in self.moments), None)

    def of_file(self, path: str, by: HandedIn, names: Iterable[str]) -> tuple[datetime | None, bool]:
        """The moment of a file whose student has those names, and whether it is said of that file alone."""
        called = [*names, by.person]
        for file in (path, path.rpartition("/")[2]):
            for name in called:
                if (found := self.files.get((name.casefold(), file))) is not None:
                    return found, True
        if by.id and by.id in self.numbers:
            return self.numbers[by.id], False
        return self.of(*called, by.id), False


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
    of_file = next((k for k, heading in enumerate(head) if heading in _FILE), len(head))
    moments: dict[str, datetime] = {}
    numbers: dict[str, datetime] = {}
    files: dict[tuple[str, str], datetime] = {}
    faults: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        cell = row[when[0]].strip() if len(row) > when[0] else ""
        if not cell or cell == "-":
            continue
        if (moment := moment_of(cell, settings)) is None:
            faults.append(f"{name}, line {number}: `{cell[:60]}` is not a time; write 2026-11-30T18:00.")
            continue
        people = {row[k].strip().casefold() for k in who if len(row) > k and row[k].strip()}
        if len(row) > of_file and row[of_file].strip():
            files |= {(person, row[of_file].strip()): moment for person in people}
            continue
        _later(moments, people, moment)
        _later(numbers, (found[1] for person in people if (found := _PARTICIPANT.fullmatch(person))), moment)
    return Times(moments, tuple(faults), numbers, files)


def _later(moments: dict[str, datetime], names: Iterable[str], moment: datetime) -> None:
    """Of two lines about the same the later one holds."""
    moments |= {name: max(moment, moments.get(name, moment)) for name in names}


def moment_of(text: str, settings: Settings) -> datetime | None:
    """A moment as people and platforms write it; None where it is none.

    >>> str(moment_of("Montag, 30. November 2026, 18:05", Settings(title="", time_zone="UTC")))
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
    found = next((match for spelt in _SPELT if (match := spelt.fullmatch(told))), None)
    return None if found is None else _spelt(found, settings)


def _spelt(found: re.Match[str], settings: Settings) -> datetime | None:
    """The moment whose month is a word."""
    month = next((k for k, names in enumerate(_MONTHS, start=1) if found["month"].casefold() in names.split()), None)
    hour, half = int(found["hour"]), (found["half"] or "").upper()
    if month is None or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "P" else 0)
    try:
        return settings.moment(datetime(int(found["year"]), month, int(found["day"]), hour, int(found["minute"])))
    except ValueError:
        return None


def _gradescope(text: str, settings: Settings) -> Times:
    """`submission_4711:` and below it the people and `:created_at:`."""
    moments: dict[str, datetime] = {}
    numbers: dict[str, datetime] = {}
    for block in re.split(r"^(?=:?submission_\d+:)", text, flags=re.M):
        if (created := re.search(r":created_at:\s*['\"]?([^'\"\n]+)", block)) is None:
            continue
        if (moment := moment_of(created[1].removesuffix(" UTC").strip() + _zone(created[1]), settings)) is None:
            continue
        moments |= dict.fromkeys(_people(block), moment)
        if number := re.match(r":?submission_(\d+):", block):
            numbers[number[1]] = moment
    return Times(moments, numbers=numbers)


def _zone(told: str) -> str:
    """What makes UTC of a time that says no offset: the times of the metadata are of UTC."""
    return "" if re.search(r"[+-]\d\d:?\d\d\s*$|Z\s*$", told) else "+00:00"


def _people(block: str) -> Iterator[str]:
    return (found[1].strip().casefold() for found in re.finditer(r":(?:sid|email):\s*['\"]?([^'\"\n]+)", block))
