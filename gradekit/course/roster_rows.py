"""One row of a roster: the student it stands for, and what about it is wrong or looks odd."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import final

LONGEST_ID = 64
LONGEST_NAME = 200


@final
@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a line: what it is, in words, and whether the line is left out because of it."""

    line: int
    code: str
    words: str
    out: bool = False


@final
@dataclass(frozen=True, slots=True)
class Student:
    """A person of the class."""

    id: str
    name: str
    ids: tuple[str, ...]
    """Every id, the first one of them `id`."""
    line: int = 0
    email: str = ""
    section: str = ""
    extra_days: float = 0
    """Days by which each due date is later."""
    extra_time: float = 0
    """Per cent by which the time of a test is longer."""
    excused: tuple[str, ...] = ()
    """Assignments, or `all`."""

    def is_excused(self, assignment: str) -> bool:
        """Whether that assignment is not asked of the student."""
        return "all" in self.excused or assignment in self.excused


Check = tuple[str, Callable[[str], object], str]
"""A code, what finds the fault in a cell, and the words for it."""


def _hidden(cell: str) -> bool:
    return any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for c in cell)


_DATE = re.compile(r"\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}")
_WRONGLY_READ = "".join(bytes([k]).decode("cp1252", errors="ignore") for k in range(0x80, 0xC0))
"""What the second byte of a letter in UTF-8 becomes where a spreadsheet takes it for a letter of its own."""

_BAD_IDS: Sequence[Check] = (
    ("id-empty", lambda c: not c, "the id is empty"),
    ("id-too-long", lambda c: len(c) > LONGEST_ID, f"the id is longer than {LONGEST_ID} characters"),
    ("id-hidden-character", _hidden, "the id has characters that cannot be seen"),
    ("id-replaced", lambda c: "\ufffd" in c, "the id has characters that were lost; export the file as UTF-8"),
    (
        "id-rounded",
        re.compile(r"\d[.,]\d+E\+\d+\Z", re.I).match,
        "a spreadsheet has rounded the id; format the column as text",
    ),
    ("id-formula", lambda c: c[0] in "=+@" or c.startswith("#"), "the id is a formula or an error of a spreadsheet"),
    (
        "id-placeholder",
        lambda c: c.casefold() in ("n/a", "na", "none", "null", "nan", "-", "?", "tbd", "todo"),
        "this is no id",
    ),
    ("id-path", lambda c: c in (".", "..") or any(s in c for s in "/\\"), "an id has no `/` and no `\\`"),
    ("id-many", lambda c: ";" in c, "two ids in one cell; put the further ones into a column `also`"),
)
_ODD_IDS: Sequence[Check] = (
    ("id-blank", lambda c: re.search(r"\s", c), "the id has a blank inside"),
    ("id-date", _DATE.fullmatch, "the id is a date: a spreadsheet may have taken it for one"),
    ("id-whole-number", re.compile(r"\d+\.0+\Z").match, "the id ends in `.0`: a spreadsheet has taken it for a number"),
)
_BAD_NAMES: Sequence[Check] = (
    ("name-too-long", lambda c: len(c) > LONGEST_NAME, f"the name is longer than {LONGEST_NAME} characters"),
)
_ODD_NAMES: Sequence[Check] = (
    ("name-empty", lambda c: not c, "the name is empty; the id stands for it"),
    ("name-hidden-character", _hidden, "the name has characters that cannot be seen; they are left out"),
    ("name-replaced", lambda c: "\ufffd" in c, "letters of the name were lost; export the file as UTF-8"),
    (
        "name-encoding",
        re.compile(rf".*[ÃÂ][\x80-\x9f{re.escape(_WRONGLY_READ)}]").match,
        "the name looks as if it was read in a wrong encoding; export the file as UTF-8",
    ),
    ("name-formula", lambda c: c[:1] in tuple("=+@"), "the name looks like a formula of a spreadsheet"),
    ("name-email", lambda c: "@" in c[1:], "the name is an email address"),
    ("name-number", lambda c: c and c.isdigit(), "the name is a number; are the columns in the right order?"),
)
_ODD_EMAILS: Sequence[Check] = (
    ("email-many", lambda c: c.count("@") > 1, "two email addresses in one cell"),
    ("email-form", lambda c: not re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+", c), "this is no email address"),
    ("email-hidden-character", _hidden, "the email address has characters that cannot be seen"),
)


_BETWEEN: Sequence[tuple[str, Callable[[Student], str], str]] = (
    ("id-zeros", lambda s: s.id.lstrip("0"), "differs from `{id}` in line {line} by leading zeros alone"),
    ("id-alike", lambda s: _skeleton(s.id), "looks like `{id}` in line {line}"),
    ("name-of-two", lambda s: s.name.casefold(), "has the name of `{id}` in line {line}; are they two people?"),
)

MARKS: Sequence[Callable[[Student], Iterable[str]]] = (
    lambda s: [name.casefold() for name in s.ids],
    *([lambda s, of=of: [of(s)] for _, of, _ in _BETWEEN]),
)
"""What no two rows have in common without something to be said about it."""


def student_of(line: int, told: Mapping[str, str], also: Sequence[str], findings: list[Finding]) -> Student | None:
    """The student of a row; None, with what was found, where there is none to be believed."""
    name = _name(told)
    if not any(map(str.strip, (*told.values(), *also))):
        findings.append(Finding(line, "row-of-nobody", "the line has cells, and none of them is about a student"))
        return None
    if _of_the_platform(name, told.get("id", "")):
        findings.append(
            Finding(line, "row-of-platform", f"`{name or told['id']}` is a row of the platform, no student")
        )
        return None
    number = told.get("id", "").strip()
    bad = [*_found(line, number, _BAD_IDS, out=True), *_found(line, name, _BAD_NAMES, out=True)]
    findings += bad
    if bad:
        return None
    findings += _found(line, number, _ODD_IDS)
    findings += _found(line, name, _ODD_NAMES)
    email = told.get("email", "").strip()
    findings += _found(line, email, _ODD_EMAILS) if email else []
    return Student(
        id=number,
        name="".join(c for c in name if not _hidden(c)) or number,
        ids=tuple(_ids(line, number, [cell.strip() for cell in also], email, findings)),
        line=line,
        email=email,
        section=told.get("section", "").strip(),
        extra_days=_amount(line, told, "extra-days", 60, findings),
        extra_time=_amount(line, told, "extra-time", 300, findings),
        excused=_excused(line, told.get("excused", ""), findings),
    )


def _ids(line: int, number: str, also: Sequence[str], email: str, findings: list[Finding]) -> list[str]:
    """Every id of a row, the first one as it stands in its column."""
    ids = [number]
    for one in (re.sub(r"\.0+\Z", "", number) if number[:1].isdigit() else number, *also, email):
        bad = next((code for code, check, _ in _BAD_IDS if check(one)), "") if one else "id-empty"
        if not bad and one.casefold() not in map(str.casefold, ids):
            ids.append(one)
        elif one in also and bad not in ("", "id-empty", "id-placeholder"):
            findings.append(
                Finding(line, "also-no-id", f"`{printable(one)}` cannot be a further id; it is passed over")
            )
        elif one in also and one.casefold() == number.casefold() and one != number:
            findings.append(Finding(line, "id-again", f"`{one}` is the id of this line already"))
    return ids


def doubts(students: Sequence[Student]) -> Iterator[Finding]:
    """What looks odd between two rows."""
    for code, of, words in _BETWEEN:
        first: dict[str, Student] = {}
        for student in students:
            mark = of(student)
            other = first.setdefault(mark, student) if mark else student
            if other is not student and (code != "id-alike" or other.id.lstrip("0") != student.id.lstrip("0")):
                told = words.format(id=other.id, line=other.line)
                yield Finding(student.line, code, f"`{student.id}` {told}")


def _found(line: int, cell: str, checks: Sequence[Check], *, out: bool = False) -> list[Finding]:
    """The first fault of a cell."""
    found = next(((code, words) for code, check, words in checks if check(cell)), None)
    shown = f" (`{printable(cell)}`)" if cell else ""
    return [Finding(line, found[0], f"{found[1]}{shown}", out)] if found else []


def printable(cell: str) -> str:
    """The beginning of a cell as it can be shown."""
    return "".join(c if c.isprintable() else "�" for c in cell[:40])


def _name(told: Mapping[str, str]) -> str:
    """`First Last`, whichever way the columns say it."""
    name = " ".join((told.get("name") or f"{told.get('first', '')} {told.get('last', '')}").split())
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first else name


def _of_the_platform(name: str, number: str) -> bool:
    """Rows of a gradebook that are no student: the points, the student for trying out."""
    return name.casefold() in ("points possible", "test student", "student, test") or (
        number.casefold() in ("points possible",)
    )


def _amount(line: int, told: Mapping[str, str], column: str, most: float, findings: list[Finding]) -> float:
    cell = told.get(column, "").strip().removesuffix("%").strip()
    if not cell:
        return 0
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        findings.append(Finding(line, f"{column}-no-number", f"`{cell}` is no number; nothing is added"))
        return 0
    if not 0 <= value <= most:
        findings.append(Finding(line, f"{column}-range", f"`{cell}` is not between 0 and {most:g}; nothing is added"))
        return 0
    if column == "extra-time" and 1 < value <= 2:
        words = f"`{cell}` is read as {value:g} per cent; for a quarter more write 25"
        findings.append(Finding(line, "extra-time-factor", words))
    return value


def _excused(line: int, cell: str, findings: list[Finding]) -> tuple[str, ...]:
    told = cell.strip().casefold()
    if told in ("", "no", "false", "0", "n"):
        return ()
    if told in ("yes", "true", "1", "y", "x", "all", "ex"):
        return ("all",)
    names = tuple(piece.strip() for piece in re.split(r"[;,]", cell) if piece.strip())
    if odd := [name for name in names if not re.fullmatch(r"[\w.-]+", name)]:
        findings.append(Finding(line, "excused-name", f"`{odd[0]}` is no name of an assignment"))
    return names


def _skeleton(text: str) -> str:
    """The id with letters that look alike made one: O and 0, l, I and 1."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded.translate(str.maketrans("oаеорсlі", "0ae0pc11"))


def letters(name: str) -> str:
    """A name as platforms change it: without blanks, commas and case, in any order of its pieces.

    >>> letters("Doe, Jane") == letters("jane doe")
    True
    """
    return "".join(sorted("".join(c if c.isalnum() else " " for c in name.casefold()).split()))
