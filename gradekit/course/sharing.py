"""Answers that may have been shared: something for a person to look at, never a verdict.

Three things are looked for: a file handed in by another than its sheet's student; an answer that is wrong for the
student's own problem and right for that of another student; and two files that say the same once names, blanks and
comments are taken away, though their problems differ.
"""

from __future__ import annotations

import hashlib
import io
import keyword
import re
import tokenize
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import final

from sqlalchemy import Connection

from gradekit.course.assignment import Assignment
from gradekit.course.batch import keys_of
from gradekit.course.folder import Course
from gradekit.course.reviewing import Seen
from gradekit.course.store import judged, received
from gradekit.course.tally import Standing, standings
from gradekit.documents.handout import stub_text
from gradekit.equality.points.values import values_at
from gradekit.grading.compare import compared
from gradekit.model.answer import Answer
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Issued, Key, Part
from gradekit.problems.handing_out.stubs import answer_name
from gradekit.submissions.files import source_of
from gradekit.syntax.tree import Expr, symbols_of

MOST_ALIKE = 3
"""An answer that is right for more variants than these is a common formula and says nothing."""
_BLANKS = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
_WORD = re.compile(r"[^\W\d]\w*")
SHORTEST = 60
"""Characters of own source below which two files may well be the same by chance."""


@final
@dataclass(frozen=True, slots=True)
class Shared:
    """Something to look at."""

    kind: str
    """`sheet`, `variant` (the answer of one is right for the problem of the other) or `source`."""
    students: tuple[str, str]
    part: str = ""
    path: str = ""
    """The file, where it is about one."""

    @property
    def told(self) -> str:
        """What was seen, in words."""
        one, other = self.students
        match self.kind:
            case "sheet":
                return f"{self.path}: `{one}` handed in the sheet of `{other}`"
            case "variant":
                return f"`{one}` answers {self.part} as if it were the problem of `{other}`"
            case _:
                return f"`{one}` and `{other}` handed in the same source"


@final
@dataclass(frozen=True, slots=True)
class _Held:
    """A part as one student holds it."""

    student: str
    name: str
    variant: str
    issued: Issued
    key: Key
    part: Part
    answer: Answer
    wrong: bool
    explained: bool


def shared(course: Course, assignment: Assignment, connection: Connection, seen: Seen) -> list[Shared]:
    """All that is to be looked at; sheets handed in by others come first."""
    everybody = [one for one in standings(course, assignment, connection) if one.attempts]
    found = [
        *_of_sheets(assignment, connection),
        *_of_variants(everybody, connection),
        *_of_sources(everybody, connection),
    ]
    return [
        replace(one, students=(seen.id(one.students[0]), seen.id(one.students[1])), path=seen.path(one.path))
        for one in found
    ]


def _of_sheets(assignment: Assignment, connection: Connection) -> Iterator[Shared]:
    for one in received.unmatched(connection, assignment.name):
        if "handed in the sheet of" in one.why:
            who, whose = one.why.split("`")[1], one.why.split("`")[3]
            yield Shared("sheet", (who, whose), path=one.path)


def _of_variants(everybody: Sequence[Standing], connection: Connection) -> Iterator[Shared]:
    by_place: dict[tuple[str, str], list[_Held]] = {}
    for standing in everybody:
        for held in _held(standing, connection):
            by_place.setdefault((held.name, held.part.key), []).append(held)
    found = [one for place in sorted(by_place) for one in _in_place(by_place[place])]
    parts = Counter(one.students for one, _ in found)
    yield from (one for one, explained in found if not explained or parts[one.students] > 1)


def _held(standing: Standing, connection: Connection) -> Iterator[_Held]:
    last = standing.attempts[-1]
    submission = judged.newest_read(connection, last.digest, last.sheet.id)
    if submission is None:
        return
    for slot, key, told in zip(last.sheet.slots, keys_of(connection, last.sheet), last.verdicts, strict=True):
        for k, part in enumerate(slot.issued.parts):
            answer = submission.answer(slot.number, part.key)
            verdict = told.verdict(part.key)
            yield _Held(
                student=standing.student.id,
                name=answer_name(slot.number, k)[1:],
                variant=slot.variant,
                issued=slot.issued,
                key=key,
                part=part,
                answer=answer,
                wrong=verdict.outcome is Outcome.DIFFERENT,
                explained=verdict.diagnosis is not None,
            )


def _in_place(held: Sequence[_Held]) -> Iterator[tuple[Shared, bool]]:
    """Wrong answers whose values are those of another variant's key; then the two are compared in earnest.

    With each whether a misconception explains the answer too: then it may well be right elsewhere by chance.
    """
    keys: dict[str, list[_Held]] = {}
    for one in held:
        if mark := _mark(one.key.part(one.part.key).value.entries):
            keys.setdefault(mark, []).append(one)
    for one in held:
        if not one.wrong or one.answer.value is None:
            continue
        entries = [entry for entry in one.answer.value.entries if entry is not None]
        others = [other for other in keys.get(_mark(entries), ()) if other.variant != one.variant]
        if not 0 < len({other.variant for other in others}) <= MOST_ALIKE:
            continue
        for other in others:
            right = other.key.part(other.part.key).value
            if compared(other.part, one.answer, right, other.key, other.issued).outcome in RIGHT:
                yield Shared("variant", (one.student, other.student), one.name), one.explained


def _mark(entries: Sequence[Expr]) -> str:
    """The values at one point that depends on the letters alone, to eight digits; empty where there are none."""
    letters = sorted({name for entry in entries for name in symbols_of(entry)})
    if not letters:
        return ""
    drawn = {name: int(hashlib.sha256(name.encode()).hexdigest()[:6], 16) for name in letters}
    point = {name: Fraction(number % 900 + 300, 1000) for name, number in drawn.items()}
    values = values_at(entries, point)
    if any(value is None for value in values):
        return ""
    return f"{letters} {[(f'{v[0]:.8e}', f'{v[1]:.4e}') for v in values if v]}"


def _of_sources(everybody: Sequence[Standing], connection: Connection) -> Iterator[Shared]:
    holders = Counter(slot.variant for standing in everybody for slot in standing.attempts[-1].sheet.slots)
    found: dict[str, list[Standing]] = {}
    for standing in everybody:
        own = _own_source(standing, connection, holders)
        if len(own) >= SHORTEST:
            found.setdefault(hashlib.sha256(own.encode()).hexdigest(), []).append(standing)
    for same in found.values():
        for one, other in pairwise(same):
            if {s.variant for s in one.sheet.slots} != {s.variant for s in other.sheet.slots}:
                yield Shared("source", (one.student.id, other.student.id))


def _own_source(standing: Standing, connection: Connection, holders: Mapping[str, int]) -> str:
    """What the student has added to the stub, with names by the order in which they come; without the answers to
    problems that others hold too, which are rightly the same."""
    last = standing.attempts[-1]
    name, raw = received.content(connection, last.digest)
    given = set(stub_text(last.sheet).splitlines())
    text = "\n".join(line for line in source_of(raw, name).text.splitlines() if line not in given)
    for slot in last.sheet.slots:
        if holders[slot.variant] > 1:
            text = re.sub(rf"^q{slot.number}[a-z]+[ \t]*=.*(?:\n[ \t].*)*$", "", text, flags=re.M)
    return normalised(text)


def normalised(source: str) -> str:
    """The tokens without blanks and comments, each name as its number, also in quotation marks.

    >>> normalised("q1a = foo('x')  # mine") == normalised("q1a=bar( 'y' )")
    True
    """
    names: dict[str, str] = {}
    out: list[str] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type in _BLANKS:
                continue
            said = token.string
            if token.type == tokenize.STRING or (token.type == tokenize.NAME and not keyword.iskeyword(said)):
                said = _WORD.sub(lambda word: names.setdefault(word[0], f"n{len(names)}"), said).replace('"', "'")
            out.append(said)
    except (tokenize.TokenError, SyntaxError):
        return "".join(source.split())
    return " ".join(out)
