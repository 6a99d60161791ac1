"""A class of its own problems from roster to pages: sheets as HTML and PDF, answers, grading, a page of feedback each.

Nothing is shared among the students and nothing is made beforehand: the commands are those that a teacher gives.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from filling import filled, right_answers
from gradekit.course.folder import Course
from gradekit.course.starting import new_course
from gradekit.course.store import issued, judged
from gradekit.course.store.opening import opened

NAME = "hw1"
PROBLEMS = (
    ("polar-gradient", 1),
    ("total-derivative", 1),
    ("multi-path", 1),
    ("polar-gradient", 2),
    ("total-derivative", 2),
    ("multi-path", 2),
    ("chain-second-order", 3),
    ("vector-chain", 1),
    ("gradient-check", 2),
    ("two-layer", 2),
)
"""Templates with their levels, of quick ones and slow ones."""
_WRONG = 0.25


def timed(folder: Path, students: int, problems: int, seed: int) -> dict[str, Any]:
    """Seconds that each command takes, and whether the marks are those meant."""
    course = _course(folder, students, [PROBLEMS[k % len(PROBLEMS)] for k in range(problems)])
    told: dict[str, Any] = {"students": students, "problems": problems, "cores": os.cpu_count()}
    told["generate_seconds"] = _said(course, "generate", f"assignments/{NAME}.toml")
    meant = dict(_handed_in(course, random.Random(seed)))
    told["grade_seconds"] = _said(course, "batch", "grade", NAME, "submissions")
    told["feedback_seconds"] = _said(course, "feedback", NAME)
    sheets, pages = course.made(NAME, "sheets"), course.made(NAME, "feedback")
    told["files"] = {kind: len(list(sheets.rglob(f"*.{kind}"))) for kind in ("html", "pdf", "py")}
    told["pages"] = len(list(pages.rglob("*.html")))
    told["misgraded"] = sum(1 for _ in _misgraded(course, meant))
    return told


def _course(folder: Path, students: int, problems: Sequence[tuple[str, int]]) -> Course:
    new_course(folder, title="Simulated")
    rows = (f"s{n:06d},First{n} Last{n},{100_000 + n}" for n in range(students))
    (folder / "roster.csv").write_text("\n".join(["id,name,also", *rows, ""]), encoding="utf-8")
    told = "".join(f'\n[[slot]]\ntemplate = "{name}"\nlevel = {level}\npoints = "4"\n' for name, level in problems)
    head = 'title = "Simulated"\nformats = ["html", "pdf"]\n'
    (folder / "assignments" / f"{NAME}.toml").write_text(head + told, encoding="utf-8")
    return Course(folder)


def _said(course: Course, *command: str) -> dict[str, float]:
    """A command of gradekit given in the course: seconds by the clock, and of computing."""
    before, began = os.times(), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "gradekit", *command],
        cwd=course.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):  # 1: something waits for a person
        raise ChildProcessError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return {"clock": round(time.monotonic() - began, 1), "computing": round(used, 1)}


def _handed_in(course: Course, rng: random.Random) -> Iterator[tuple[str, dict[str, bool]]]:
    """Student by student the parts, and whether each is answered rightly; wrong answers are blank."""
    with opened(course.store) as engine, engine.connect() as connection:
        for student in course.roster.students:
            held = issued.sheet_record(connection, NAME, student.id)
            if held is None:
                raise LookupError(f"{student.id} has no sheet")
            problems = issued.problems(connection, [slot.variant for slot in held.sheet.slots])
            answers = {
                name: text
                for slot in held.sheet.slots
                for name, text in right_answers(slot.issued, problems[slot.variant].key, slot.number).items()
            }
            right = {name: rng.random() >= _WRONG for name in answers}
            stub = (course.made(NAME, "sheets", student.id) / "submission.py").read_text(encoding="utf-8")
            text = filled(stub, {name: answer if right[name] else _slipped(answer) for name, answer in answers.items()})
            (course.folder / "submissions" / f"x_{student.ids[1]}_1_submission.py").write_text(text, encoding="utf-8")
            yield student.id, {name[1:]: fine for name, fine in right.items()}


def _slipped(answer: str) -> str:
    """The answer with its first whole number one greater, or twice it; words and lists without numbers stay blank."""
    found = re.search(r"(?<![\w.])\d+(?![\w.])", answer)
    if found is None:
        return "..."
    return f"{answer[: found.start()]}{int(found[0]) + 1}{answer[found.end() :]}"


def _misgraded(course: Course, meant: dict[str, dict[str, bool]]) -> Iterator[tuple[str, str]]:
    """Right answers without all points. What a slip is worth is the other mode's to say."""
    with opened(course.store) as engine, engine.connect() as connection:
        for mark in judged.marks(connection, NAME):
            if meant[mark.student][mark.part] and mark.earned != mark.possible:
                yield mark.student, mark.part
