"""Whether the file of an assignment still says what has been dealt by it.

A problem stays as it was handed out, with its template, its level and its points. A file that says something else now
would give whoever comes late another exercise than the rest, and a rule for a part that nobody has would do nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from sqlalchemy.engine import Engine

from gradekit.course.assignment import Assignment, SlotFile
from gradekit.course.dealing import places_of
from gradekit.course.folder import Course
from gradekit.course.holders import is_spare
from gradekit.course.store.issued import Dealt, Problem, each_sheet
from gradekit.errors import OperatorError
from gradekit.model.filed import located
from gradekit.model.problem import Issued, Sheet
from gradekit.problems.handing_out.stubs import letter


def check_dealt(
    path: Path, assignment: Assignment, held: Mapping[str, Sequence[Dealt]], problems: Mapping[str, Problem]
) -> None:
    """`OperatorError` with line where a slot is another one, or asks for something else, than what was dealt for it."""
    text = path.read_text(encoding="utf-8-sig")
    slots = _slots(assignment)
    known: set[tuple[int, str]] = set()
    for one in (one for holder, of in held.items() if not is_spare(holder) for one in of):
        if (one.place, one.variant) in known:
            continue
        known.add((one.place, one.variant))
        asked = problems[one.variant].issued
        _check_order(path, assignment, one, asked)
        if told := next(_differences(assignment.slots[slots[one.place]], asked), None):
            key, now, was = told
            words = (
                f"`{key}` is {now} now, and problem {one.place} was dealt with {was}. Put it back; or give everybody "
                f"another problem by what the file says now: `gradekit reissue {assignment.name} "
                f"--all --problem {one.place} --why ...`."
            )
            raise OperatorError(located(path.name, text, f".slot[{slots[one.place]}].{key}", words))


def check_rules(course: Course, assignment: Assignment, engine: Engine) -> Iterator[str]:
    """`OperatorError` with line for rules of a part that nobody was dealt; gives in words where the file and a sheet
    that was handed out say different things, of which the sheet's hold."""
    path = course.path_of(assignment.name)
    with engine.connect() as connection:
        check_parts(path, assignment, each_sheet(connection, assignment.name))
        sheet = next(each_sheet(connection, assignment.name), None)
    return iter(()) if sheet is None else _told(path, assignment, sheet)


def _told(path: Path, assignment: Assignment, sheet: Sheet) -> Iterator[str]:
    text = path.read_text(encoding="utf-8-sig")
    slots = _slots(assignment)
    for slot in (one for one in sheet.slots if one.number in slots):
        number = slots[slot.number]
        for key, now, was in _differences(assignment.slots[number], slot.issued):
            words = f"`{key}` is {now} now, and problem {slot.number} was dealt with {was}, which holds."
            yield located(path.name, text, f".slot[{number}].{key}", words)


def check_parts(path: Path, assignment: Assignment, sheets: Iterable[Sheet]) -> None:
    """`OperatorError` with line for rules of a part that no problem of the slot has; the sheets are those dealt."""
    wanted = {k: set(slot.part) for k, slot in enumerate(assignment.slots) if slot.part}
    known = _parts_there(assignment, wanted, sheets) if wanted else {}
    for number, names in sorted(wanted.items()):
        if names and number in known:
            name = min(names)
            words = f"no problem of the slot has a part `{name}`; there are {', '.join(known[number])}."
            text = path.read_text(encoding="utf-8-sig")
            raise OperatorError(located(path.name, text, f".slot[{number}].part.{name}", words))


def _parts_there(assignment: Assignment, wanted: dict[int, set[str]], sheets: Iterable[Sheet]) -> dict[int, list[str]]:
    """Takes from what is wanted by slot the parts that are there; gives those that there are."""
    slots = _slots(assignment)
    known: dict[int, list[str]] = {}
    for sheet in sheets:
        for slot in sheet.slots:
            if (number := slots.get(slot.number)) in wanted:
                names = {letter(k): part.key for k, part in enumerate(slot.issued.parts)}
                wanted[number].difference_update(names, names.values())
                there = known.setdefault(number, [])
                there += [told for name, key in names.items() if (told := f"{name} (`{key}`)") not in there]
        if not any(wanted.values()):
            break
    return known


def _slots(assignment: Assignment) -> dict[int, int]:
    """The slot of each number of the sheet."""
    return {place.number: place.slot for place in places_of(assignment, "")}


def _check_order(path: Path, assignment: Assignment, one: Dealt, asked: Issued) -> None:
    """`OperatorError` when what has been dealt is of another slot now, by whose rules it would be marked."""
    slots = _slots(assignment)
    slot, name = assignment.slots[slots[one.place]] if one.place in slots else None, asked.template
    elsewhere = any(name in other.names for other in assignment.slots)
    if slot is None or (name not in slot.names and not slot.deployed and elsewhere):
        raise OperatorError(
            f"{path.name}: problem {one.place}, `{name}`, has been dealt already; slot {one.slot + 1} is no longer "
            "its own. Put the slots back into the order in which they were, and add new ones below; "
            f"`gradekit decide void {assignment.name} PART` makes a part count for nothing."
        )


def _differences(slot: SlotFile, asked: Issued) -> Iterator[tuple[str, str, str]]:
    """A key of the slot, what it says, and what the problem was dealt with."""
    if not slot.deployed and asked.template not in slot.names:
        key = "pool" if slot.pool else "bank" if slot.bank else "template"
        yield key, ", ".join(f"`{name}`" for name in slot.names), f"`{asked.template}`"
    elif slot.template and slot.level and asked.level != slot.level:
        yield "level", str(slot.level), f"level {asked.level}"
    points = sum((part.points for part in asked.parts), Fraction(0))
    if points != Fraction(slot.points):
        yield "points", str(slot.points), f"{points} points"
