"""What the file of an assignment says once its problems have been dealt: refused with the line, or told not to hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny_course as tiny

from gradekit.cli import run
from gradekit.course.folder import Course
from gradekit.course.issuing import renewed
from gradekit.course.regrade import regrade
from gradekit.course.store import issued
from gradekit.course.store.opening import opened
from gradekit.errors import OperatorError

CHANGES = [
    # what is written instead of what, and what is said
    ('points = "6"', 'points = "7"', r"line 7: `points` is 7 now, and problem 1 was dealt with 6 points"),
    ("level = 1", "level = 2", r"line 6: `level` is 2 now, and problem 1 was dealt with level 1"),
    (
        'template = "total-derivative"',
        'template = "multi-path"',
        r"line 5: `template` is `multi-path` now, and problem 1 was dealt with `total-derivative`",
    ),
    (
        'bank = "active-neuron"',
        'bank = "bell-curve-twice"',
        r"line 10: `bank` is `bell-curve-twice` now, and problem 2 was dealt with `active-neuron`",
    ),
    (
        'bank = "active-neuron"',
        'pool = ["bell-curve-twice", "multi-path"]',
        r"line 10: `pool` is `bell-curve-twice`, `multi-path` now, and problem 2 was dealt with `active-neuron`",
    ),
]


def changed(course: Course, old: str, new: str) -> Path:
    path = course.path_of("hw1")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(("old", "new", "words"), CHANGES)
def test_a_slot_that_asks_for_something_else_than_was_dealt_is_refused_with_its_line(
    old: str, new: str, words: str, course: Course
) -> None:
    changed(course, old, new)
    before = tiny.lines(course)
    with pytest.raises(OperatorError, match=rf"hw1\.toml, {words}.*Put it back; or .*\n{re.escape(new)}\n\^"):
        tiny.dealt(course)
    assert tiny.lines(course) == before


def test_the_next_step_that_is_told_gives_everybody_another_problem(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    path = changed(course, 'points = "6"', 'points = "7.5"')
    assert run(["generate", str(path)]) == 2
    command = re.findall(r"`gradekit (reissue [^`]*)`", capsys.readouterr().err)[0].replace("...", "worth-more")
    assert run([*command.split(), "--course", str(course.folder)]) == 0
    assert run(["generate", str(path)]) == 0
    with opened(course.store) as engine, engine.connect() as connection:
        for student in tiny.STUDENTS:
            held = issued.sheet_record(connection, "hw1", student)
            assert held is not None
            assert [float(sum(p.points for p in slot.issued.parts)) for slot in held.sheet.slots] == [7.5, 4]
            assert "7.5 points" in (course.made("hw1", "sheets", student) / "submission.py").read_text("utf-8")


def test_who_has_left_holds_what_she_was_dealt(course: Course) -> None:
    changed(course, 'points = "6"', 'points = "7"')
    renewed(course, "hw1", 1, "worth more", tiny.HERE)
    changed(course, 'points = "7"', 'points = "8"')
    roster = course.folder / "roster.csv"
    roster.write_text("id,name\nalan,Alan Turing\n", encoding="utf-8")
    assert tiny.dealt(Course(course.folder)).new == ("alan",)


def test_nobody_to_give_another_problem_to(course: Course) -> None:
    course.path_of("hw2").write_text(tiny.ASSIGNMENT, encoding="utf-8")
    with pytest.raises(OperatorError, match="Nobody of the roster has a sheet of hw2; `gradekit generate` makes them"):
        renewed(course, "hw2", 1, "x", tiny.HERE)


def test_grading_says_that_what_was_dealt_holds(graded_course: Course) -> None:
    before = tiny.lines(graded_course)
    changed(graded_course, 'points = "4"', "points = 9")
    words = "hw1.toml, line 11: `points` is 9 now, and problem 2 was dealt with 4 points, which holds.\npoints = 9\n^"
    assert tiny.graded(graded_course).notes == [words]
    assert regrade(graded_course, "hw1", tiny.HERE, level="read").run.notes == [words]
    assert tiny.lines(graded_course) == before


RULES = [
    # written into the second slot, and the line of the error; None where the part is there
    ("[slot.part.z]\nfollow-through = false\n", 13),
    ("part.z = {follow-through = false}\n", 12),
    ("[slot.part.a]\nfollow-through = false\n[slot.part.Z]\n", 15),
    ("[slot.part.b]\nfollow-through = false\n", None),
]


def regraded(course: Course) -> object:
    return regrade(course, "hw1", tiny.HERE, level="read")


COMMANDS: dict[str, Callable[[Course], object]] = {
    "generate": tiny.dealt,
    "grade": tiny.graded,
    "regrade": regraded,
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("rule", "line"), RULES)
def test_rules_of_a_part_that_nobody_has(rule: str, line: int | None, command: str, course: Course) -> None:
    changed(course, 'points = "4"\n', f'points = "4"\n{"" if rule.startswith("part") else chr(10)}{rule}')
    if line is None:
        COMMANDS[command](course)
        return
    drawn = re.escape(rule.splitlines()[-1 if line == 15 else 0])
    words = rf"hw1\.toml, line {line}: no problem of the slot has a part `[zZ]`; there are a \(`.*\n{drawn}\n\^"
    with pytest.raises(OperatorError, match=words):
        COMMANDS[command](course)


def test_a_first_sheet_with_a_rule_for_no_part_is_not_dealt(tmp_path: Path) -> None:
    course = tiny.made(tmp_path / "tiny")
    changed(course, 'points = "4"\n', 'points = "4"\npart.z = {follow-through = false}\n')
    with pytest.raises(OperatorError, match=r"line 12: no problem of the slot has a part `z`"):
        tiny.dealt(course)
    with opened(course.store) as engine, engine.connect() as connection:
        assert not issued.dealt(connection, "hw1")
