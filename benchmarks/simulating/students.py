"""A made-up class in a course folder: sheets in the store as `gradekit generate` leaves them, files as platforms give
them, and what every part must be worth.

To be quick, few variants are made of each template and dealt again and again; sheets, files and the store are those of
a real class all the same.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import final

from filling import filled, names
from gradekit.course.assignment import Assignment
from gradekit.course.folder import Course
from gradekit.course.making import Order, make
from gradekit.course.secret import read_secret
from gradekit.course.sheets import sheet_of
from gradekit.course.starting import new_course
from gradekit.course.store import issued
from gradekit.course.store.opening import opened
from gradekit.model.problem import Sheet
from gradekit.problems.handing_out.stubs import write_stub
from simulating.typing_in import BROKEN, HOSTILE, Answers, Typed, answers_of

NAME = "hw1"
TEMPLATES = (("polar-gradient", 1, 3), ("total-derivative", 1, 4), ("multi-path", 1, 3))
"""Templates with their levels and how many parts they have."""
_TOGETHER = 250
_MADE = "made.json"


@final
@dataclass(frozen=True, slots=True)
class Shares:
    """How many of a hundred files are ruined as a whole, and how many answers are wrong in the others."""

    ruined: float = 0.05
    wrong: float = 0.25


SHARES = Shares()


@final
@dataclass(frozen=True, slots=True)
class Made:
    """The class."""

    course: Course
    handed_in: int
    parts: int

    def intended(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Student by student what each part must be worth, and of which sort it is: `less slip`."""
        with (self.course.folder / "intended.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                student, told = json.loads(line)
                yield student, told


def slots_for(parts: int) -> list[tuple[str, int]]:
    """Templates that have at least so many parts together."""
    found: list[tuple[str, int]] = []
    while parts > 0:
        template, level, has = TEMPLATES[len(found) % len(TEMPLATES)]
        found.append((template, level))
        parts -= has
    return found


def simulated(folder: Path, students: int, parts: int, *, seed: int = 1, variants: int = 8, run: bool = False) -> Made:
    """A class of so many; with `run` every formula that is right must be run."""
    course = _course(folder, students, slots_for(parts))
    assignment = course.assignment(NAME)
    pools = [
        [
            make(Order(template, bank=False, level=level, seed=f"{seed}-{slot}-{k}", points=Fraction(4)))
            for k in range(variants)
        ]
        for slot, (template, level) in enumerate(slots_for(parts))
    ]
    rng = random.Random(seed)
    answers = {
        (p.variant, part.key): answers_of(p.issued, p.key, part, rng, run=run)
        for pool in pools
        for p in pool
        for part in p.issued.parts
    }
    handed_in = 0
    with (folder / "intended.jsonl").open("w", encoding="utf-8") as intended:
        for number, sheet in enumerate(_dealt(course, assignment, pools, rng)):
            told, text = _file(sheet, answers, rng)
            handed_in += text is not None
            intended.write(json.dumps([_id(number), told]) + "\n")
            if text is not None:
                (folder / "submissions" / _name(number)).write_text(text, encoding="utf-8")
    has = sum(len(pool[0].issued.parts) for pool in pools)
    (folder / _MADE).write_text(json.dumps([handed_in, has]), encoding="utf-8")
    return Made(course, handed_in, has)


def made_before(folder: Path) -> Made | None:
    """The class that was made there; None where there is none, or only the beginning of one, which is taken away."""
    if (told := folder / _MADE).exists():
        handed_in, parts = json.loads(told.read_text(encoding="utf-8"))
        return Made(Course(folder), handed_in, parts)
    shutil.rmtree(folder, ignore_errors=True)
    return None


def _id(number: int) -> str:
    return f"s{number:06d}"


def _name(number: int) -> str:
    """As Canvas calls a file."""
    return f"last{number}first{number}_{100_000 + number}_{5_000_000 + number}_submission.py"


def _course(folder: Path, students: int, slots: Sequence[tuple[str, int]]) -> Course:
    new_course(folder, title="Simulated")
    rows = (f"{_id(n)},First{n} Last{n},{100_000 + n}" for n in range(students))
    (folder / "roster.csv").write_text("\n".join(["id,name,also", *rows, ""]), encoding="utf-8")
    told = "".join(f'\n[[slot]]\ntemplate = "{name}"\nlevel = {level}\npoints = "4"\n' for name, level in slots)
    (folder / "assignments" / f"{NAME}.toml").write_text(f'title = "Simulated"\n{told}', encoding="utf-8")
    return Course(folder)


def _dealt(
    course: Course, assignment: Assignment, pools: Sequence[Sequence[issued.Problem]], rng: random.Random
) -> Iterator[Sheet]:
    """The sheets of everybody, stored."""
    secret = read_secret(course.secret)
    problems = {p.variant: p for pool in pools for p in pool}
    students = iter(course.roster.students)
    with opened(course.store) as engine:
        with engine.begin() as connection:
            issued.keep_problems(connection, problems.values())
        while lot := list(islice(students, _TOGETHER)):
            dealt = [
                [
                    issued.Dealt(
                        assignment=NAME,
                        student=student.id,
                        place=slot + 1,
                        reissue=0,
                        slot=slot,
                        variant=rng.choice(pool).variant,
                    )
                    for slot, pool in enumerate(pools)
                ]
                for student in lot
            ]
            handed = [sheet_of(assignment, held, problems, secret) for held in dealt]
            with engine.begin() as connection:
                issued.keep_dealt(connection, [one for held in dealt for one in held])
                issued.keep_sheets(connection, handed)
            yield from (one.sheet for one in handed)


def _file(
    sheet: Sheet, answers: dict[tuple[str, str], Answers], rng: random.Random
) -> tuple[dict[str, str], str | None]:
    """What is typed into a stub and what it must be worth; no file for who hands nothing in."""
    ruin = rng.choice(("missing", "broken", "hostile")) if rng.random() < SHARES.ruined else ""
    typed: dict[str, Typed] = {}
    hostile = rng.choice(HOSTILE)
    for slot in sheet.slots:
        for key, name in names(slot.issued, slot.number).items():
            typed[name] = _drawn(ruin, hostile, answers[slot.variant, key], rng)
    told = {name[1:]: f"{one.worth} {one.sort}" for name, one in typed.items()}
    if ruin == "missing":
        return dict.fromkeys(told, "nothing missing"), None
    return told, filled(write_stub(sheet), {name: one.text for name, one in typed.items()})


def _drawn(ruin: str, hostile: str, known: Answers, rng: random.Random) -> Typed:
    match ruin:
        case "broken" if rng.random() < 0.3:
            return Typed(rng.choice(BROKEN), "broken", "person")
        case "hostile":
            return Typed(hostile, "hostile", "not-all")
        case _:
            return known.drawn_wrong(rng) if rng.random() < SHARES.wrong else known.drawn_right(rng)
