"""A sheet with a part of every kind, made by the same road as templates, and how answers to it are read and graded."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import sympy

from gradekit.authoring import (
    Map,
    Question,
    arrays,
    by_index,
    by_index_function,
    by_person,
    composed,
    decomposition,
    implicit,
    local,
    matrix_form,
    members,
    part,
    path_count,
    shape,
    table,
    tangents,
    total,
)
from gradekit.grading.grade import grade_problem
from gradekit.kinds import kind_of
from gradekit.model.answer import Answer
from gradekit.model.problem import Issued, Key, Part, Sheet, Slot
from gradekit.model.verdict import Verdict
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.problems.handing_out.stubs import answer_name
from gradekit.problems.issue import issue_draft
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission

sp: Any = sympy
x, y, u1, u2, F = sp.symbols("x y u1 u2 F", real=True)
R, A, X, b = arrays("R:3x2 A:3x2 x:2 b:3")
SIZES = {"M": 3, "N": 2}
BY_CASES = "delta(j,p)*R[i,q] + delta(j,q)*R[i,p]"


def chain() -> Map:
    """y = sin(x^3)^2, taken apart, and what can be asked about it."""
    return Map(x).on("x > 0").then(u1=x**3).then(u2=sp.sin(u1)).then(y=u2**2).ask(
        decomposition("y", key="steps"),
        local("u2", by="u1"),
        local("y", by="u2"),
        total("y", by="x"),
        path_count("y", "x"),
        part("rule", "chain rule", "Which rule?", choices=("product rule", "chain rule")),
        table(tangents("u1 u2 y")),
    )  # fmt: skip


def stated() -> Question:
    """Answers that their author states."""
    return Question(
        part("number", sp.Rational(1, 3), "A number", kind="number"),
        part("pair", [x, x * y], "A list"),
        part("called", x * sp.exp(y), "A function", kind="numeric-function"),
        members("summed", {"i", "j"}, "The indices that are summed over", among=("i", "j", "k")),
        members("critical", [0, 2, -2], "Where the derivative is 0"),
        members("saddles", [(0, 1), (1, 0)], "The saddle points"),
        shape("sizes", "1x2, 2x1", "The shapes of the two factors"),
        by_person("why", "Because both routes count.", "Why?"),
        letters=(x, y),
    )


def indexed() -> Map:
    """K = R^T R by indices, and as a formula of matrices."""
    said = {"indices": "p:N q:N i:M j:N", "arrays": "R:MxN", "sizes": SIZES}
    return Map(R).then(K=R.T @ R).ask(
        by_index("dK", BY_CASES, "by indices", of=total("K", by="R"), **said),
        by_index_function("dKf", BY_CASES, "as a function", **said),
        matrix_form("KK", "R.T @ R", "as matrices", extents="NxN", arrays="R:MxN", sizes=SIZES, of=composed("K")),
    )  # fmt: skip


def square() -> Question:
    """Where both sizes are 2, a formula can be right by accident."""
    said = {"arrays": "A:MxN x:N b:M", "sizes": {"M": 2, "N": 2}, "other": {"M": 3, "N": 2}}
    return Question(
        matrix_form("gradient", "2*A.T @ (A @ x - b)", "the gradient", extents="N", **said),
        by_index("entry", "sum(A[m,i]*A[m,k], m)", "an entry", indices="i:N k:N", **said),
        letters=(),
    )


def circle() -> Map:
    """The slope of the unit circle."""
    unit = Map(x, y).then(F=x**2 + y**2 - 1).curve("F")
    return unit.box(x=("1/4", "3/4"), y=("1/4", "3/4")).ask(implicit("y", by="x", key="slope"))


class Sheets(NamedTuple):
    sheet: Sheet
    keys: dict[int, Key]


@cache
def sheets() -> Sheets:
    """The sheet with all its problems, and their keys by the number of the slot."""
    slots: list[Slot] = []
    keys: dict[int, Key] = {}
    for number, made in enumerate((chain(), stated(), indexed(), square(), circle()), 1):
        issued, key = issue_draft(
            made.draft(), level=1, slug=f"kinds-{number}", version="1", title="Kinds", text=lambda: "All kinds.",
            hints=(), admissible=False,
        )  # fmt: skip
        slots.append(Slot(number, issued, variant_id(issued)))
        keys[number] = key
    return Sheets(Sheet(gradekit="0.1.0", id=sheet_id(tuple(slots)), title="Kinds", slots=tuple(slots)), keys)


def place_of(key: str) -> tuple[Slot, Part, str]:
    """The slot, the part and the name in the stub of the part of that key."""
    for slot in sheets().sheet.slots:
        for index, one in enumerate(slot.issued.parts):
            if one.key == key:
                return slot, one, answer_name(slot.number, index)
    raise KeyError(key)


def parts() -> list[str]:
    return [one.key for slot in sheets().sheet.slots for one in slot.issued.parts]


def answered(**given: str) -> dict[str, tuple[Answer, Verdict]]:
    """Answers and verdicts by the key of the part, where answers are given as they are typed."""
    lines: dict[int, list[str]] = {}
    for key, text in given.items():
        slot, _, name = place_of(key)
        lines.setdefault(slot.number, []).append(text.replace("NAME", name) if "NAME" in text else f"{name} = {text}")
    pieces = [f"# ---- Problem {n} · 1 point ----\n" + "\n".join(told) for n, told in sorted(lines.items())]
    submission = read_submission(Source("\n".join(pieces) + "\n"), sheets().sheet)
    found: dict[str, tuple[Answer, Verdict]] = {}
    for slot in sheets().sheet.slots:
        mine = [one for one in submission.answers if one.slot == slot.number]
        verdicts = grade_problem(slot.issued, sheets().keys[slot.number], mine, slot=slot.number)
        found |= {one.part: (one, verdicts.verdict(one.part)) for one in mine}
    return found


def judged(key: str, text: str) -> tuple[Answer, Verdict]:
    """One answer alone."""
    return answered(**{key: text})[key]


def right_as_typed(key: str) -> str:
    """The key's own answer as one types it."""
    slot, one, _ = place_of(key)
    return kind_of(one.kind).shown_key(one, sheets().keys[slot.number].part(key))


def issued_of(key: str) -> Issued:
    return place_of(key)[0].issued
