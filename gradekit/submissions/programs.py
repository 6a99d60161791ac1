"""A file as a program to be run: its statements by problem, its letters, and the points at which functions are called.

The points depend on the question and on the file, so that nobody knows them before handing it in, and they are the same
wherever it is graded.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from gradekit.equality.points.values import values_at
from gradekit.kinds import kind_of
from gradekit.model.policy import Policy
from gradekit.model.problem import Sheet, Slot
from gradekit.problems.handing_out.record import without_record
from gradekit.problems.handing_out.stubs import answer_name
from gradekit.submissions.assignments import assignment_in
from gradekit.submissions.definitions import defined_name
from gradekit.submissions.files import Source
from gradekit.submissions.ran import Whereabouts
from gradekit.submissions.read import letters_of
from gradekit.submissions.split import Sections, sections
from gradekit.submissions.statements import Statement, statements

if TYPE_CHECKING:
    from gradekit.sandbox.runs import Program

POINTS = 12
"""Points at which a function is called."""
_STEPS = 1 << 16
"""Coordinates are multiples of this fraction of a side of the box."""

_DEFAULTS = Policy()
Point = dict[str, Fraction]


def program_of(source: Source, sheet: Sheet, names: Sequence[str], policy: Policy = _DEFAULTS) -> Program:
    """The file as a program of which the names are wanted."""
    from gradekit.sandbox.runs import Program

    text = without_record(source.text)
    problems = {answer_name(s.number, i): s.number for s in sheet.slots for i in range(len(s.issued.parts))}
    return Program(
        source=text,
        names=tuple(names),
        pieces=tuple(_pieces(text)),
        places=tuple(_places(sections(text, problems))),
        problems=tuple(problems[name] for name in names),
        letters=tuple(sorted({letter for slot in sheet.slots for letter in letters_of(slot.issued)})),
        points=_called_at(text, sheet, frozenset(names)),
        caret_is_power=policy.caret_is_power and "caret" not in policy.forbids,
    )


def whereabouts(program: Program, slot: Slot) -> Whereabouts:
    """What the program looks like around the answers to one problem."""
    lines, numbers = [line for line, _ in program.places], [number for _, number in program.places]

    def problem_at(line: int) -> int:
        place = bisect_right(lines, line)
        return numbers[place - 1] if place else 0

    given: dict[str, tuple[int, int]] = {}
    for line, _, names in program.pieces:
        for name in names:
            given.setdefault(name, (line, problem_at(line)))
    return Whereabouts(slot.number, tuple(sorted(letters_of(slot.issued))), given, problem_at, program.points)


def points_for(text: str, slot: Slot) -> tuple[Point, ...]:
    """Points of the box, each with the values of the intermediates there, from digests of the question and the file.

    Coordinates are numbers that a float holds, so that a function is called at the very points it is judged at.
    """
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return tuple(_point(slot, digest, number) for number in range(POINTS))


def _point(slot: Slot, digest: str, number: int) -> Point:
    point = {
        name: _held(low + (high - low) * _share(slot.variant, digest, name, number))
        for name, (low, high) in sorted(slot.issued.box.items())
    }
    for node in slot.issued.composition.nodes:
        value = values_at([node.expr], point)[0] if node.name not in point else None
        if value is not None and not value[1]:
            point[node.name] = Fraction(value[0])
    return point


def _share(*of: object) -> Fraction:
    raw = hashlib.sha256("|".join(map(str, of)).encode()).digest()
    return Fraction(1 + int.from_bytes(raw[:8], "big") % (_STEPS - 1), _STEPS)


def _held(value: Fraction) -> Fraction:
    return Fraction(float(value))


def _called_at(text: str, sheet: Sheet, wanted: frozenset[str]) -> dict[str, list[dict[str, float]]]:
    """The points for each wanted name that a function may stand for."""
    called: dict[str, list[dict[str, float]]] = {}
    for slot in sheet.slots:
        parts = ((answer_name(slot.number, i), part) for i, part in enumerate(slot.issued.parts))
        names = [name for name, part in parts if name in wanted and kind_of(part.kind).at_points and part.symbols]
        if names:
            at = [{name: float(value) for name, value in point.items()} for point in points_for(text, slot)]
            called |= dict.fromkeys(names, at)
    return called


def _places(split: Sections) -> Iterator[tuple[int, int]]:
    """Where the statements of another problem begin, as the reader deals them out."""
    dealt = [(statement.line, slot) for slot, own in split.problems.items() for statement in own]
    now = 0
    for line, slot in sorted([*((statement.line, 0) for statement in split.preamble), *dealt]):
        if slot != now:
            yield line, slot
            now = slot


def _pieces(text: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for statement in statements(text):
        if statement.header is None:
            yield statement.line, statement.text, tuple(_names(statement))


def _names(statement: Statement) -> Iterator[str]:
    if name := defined_name(statement.text):
        yield name
    found = assignment_in(statement.text)
    for group in found.targets if found else ():
        yield from (target.name for target in group)
