"""The bank: fixed problems as data in TOML files, one problem a file. Nothing in a bank is run.

    id = "sum-of-square"
    title = "A sum with the variable in it twice"
    prompt = "Let {{ definitions }}, for {{ domain }}."
    inputs = ["x"]
    domain = ["x > 0"]
    [nodes]
    u1 = "x**2"
    y = "x + u1"
    [[part]]
    ask = "total"
    of = ["y"]
    by = ["x"]
    [expect]
    dy_dx = "1 + 2*x"

Formulas are read by gradekit's own reader. In a prompt `{{ f }}` stands for the formula of node f, and
`{{ definitions }}`, `{{ functions }}`, `{{ domain }}` for what `problems.prompt` makes of the structure. `[expect]`
holds answers from the source, by the key of their part, written in any letters of the problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Literal

import msgspec

from gradekit.config import content_files
from gradekit.errors import AuthorError, StudentError
from gradekit.model.composition import (
    At,
    Components,
    Composed,
    Composition,
    Frame,
    Local,
    Node,
    PathCount,
    Quantity,
    Total,
)
from gradekit.model.problem import Issued, Key
from gradekit.problems.domains import stated
from gradekit.problems.draft import Draft, check_used, drafted, nearest
from gradekit.problems.parts import Ask
from gradekit.problems.rejected import Rejected
from gradekit.syntax.limits import Limits
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Nested, Scope
from gradekit.syntax.tree import Expr

Text = str | list[str | list[str]]
"""A formula, a list of formulas, or rows of them."""


class BankFrame(msgspec.Struct, forbid_unknown_fields=True):
    """`[frame]`: scale factors and names of the unit vectors."""

    h: list[str]
    names: list[str]
    name: str = "polar"


class BankPart(msgspec.Struct, forbid_unknown_fields=True):
    """`[[part]]`: a quantity and what is said of it."""

    ask: Literal["local", "composed", "total", "mixed-total", "components", "path-count"]
    of: list[str]
    by: list[str] = []
    at: dict[str, str] = {}
    key: str = ""
    text: str = ""
    points: str = "0"
    digits: int | None = None
    related: bool = False


class BankProblem(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One file of the bank."""

    id: str
    title: str
    source: str
    level: int
    prompt: str
    inputs: list[str]
    nodes: dict[str, str]
    outputs: list[str] = []
    domain: list[str] = []
    box: dict[str, tuple[str, str]] = {}
    frame: BankFrame | None = None
    version: str = "1"
    part: list[BankPart] = []
    expect: dict[str, Text] = {}
    hints: list[str] = []
    rows: list[str] = []
    """Names of the worked examples of the source that are in it."""


_UNKNOWN = re.compile(r"unknown field `(.*?)`(?: - at `\$(.*)`)?")
_FIELDS = {"": BankProblem, ".frame": BankFrame, ".part[...]": BankPart}


def read_bank(path: Path) -> BankProblem:
    """The problem in a file; `AuthorError` with file and key where it is not one."""
    try:
        problem = msgspec.toml.decode(path.read_bytes(), type=BankProblem)
    except msgspec.ValidationError as error:
        raise AuthorError(f"{path.name}: {_told(str(error))}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise AuthorError(f"{path.name} is not TOML: {error}.") from error
    if problem.id != path.stem:
        raise AuthorError(f"{path.name}: `id` is `{problem.id}`; it must be the name of the file, `{path.stem}`.")
    return problem


def _told(words: str) -> str:
    """The words of a validation error; an unknown key gets the nearest known one."""
    found = _UNKNOWN.search(words)
    if found is None:
        return words + "."
    place = re.sub(r"\[\d+\]", "[...]", found[2] or "")
    kind = _FIELDS.get(place, BankProblem)
    known = [field.encode_name for field in msgspec.structs.fields(kind)]
    return f"unknown key `{found[1]}`{f' in `{place[1:]}`' if place else ''}. {nearest(found[1], known)}"


def bank_files(own: Sequence[Path] = ()) -> Iterator[Path]:
    """The files of all problems, own folders first."""
    return content_files("problem_bank", ".toml", own)


def bank_ids(own: Sequence[Path] = ()) -> frozenset[str]:
    """The ids of all problems: the names of their files."""
    return frozenset(path.stem for path in bank_files(own))


def bank_problem(name: str, own: Sequence[Path] = ()) -> BankProblem:
    """The problem of that id; `AuthorError` with the nearest one where there is none."""
    for path in bank_files(own):
        if path.stem == name:
            return read_bank(path)
    raise AuthorError(f"No problem of the bank is called `{name}`. {nearest(name, sorted(bank_ids(own)))}")


def bank_draft(problem: BankProblem) -> Draft:
    """The draft of a problem; `AuthorError` names the key in which something does not fit."""
    letters = {*problem.inputs, *problem.nodes}
    nodes = tuple(Node(name, _formula(problem, f"nodes.{name}", text, letters)) for name, text in problem.nodes.items())
    used = {name for name in problem.nodes for node in nodes if name in _letters(node.expr)}
    outputs = tuple(problem.outputs) or tuple(name for name in problem.nodes if name not in used)
    composition = Composition(tuple(problem.inputs), nodes, outputs, _frame(problem, letters))
    check_used(composition)
    return drafted(
        composition,
        intervals=dict(stated(condition) for condition in problem.domain),
        boxes={name: (Fraction(low), Fraction(high)) for name, (low, high) in problem.box.items()},
        asks=tuple(_ask(problem, number, part) for number, part in enumerate(problem.part, start=1)),
    )


def issue_bank(problem: BankProblem) -> tuple[Issued, Key]:
    """The two records of a problem of the bank.

    The rules of admissibility are for draws and are waived here; that SymPy derives the same answers is not.
    """
    from gradekit.problems.issue import issue_draft
    from gradekit.problems.prompt import fixed_prompt

    draft = bank_draft(problem)
    try:
        return issue_draft(
            draft,
            level=problem.level,
            slug=problem.id,
            version=problem.version,
            title=problem.title,
            text=lambda: fixed_prompt(problem.prompt, draft, problem.id),
            hints=tuple(problem.hints),
            admissible=False,
        )
    except Rejected as rejected:
        raise AuthorError(f"{problem.id}.toml cannot be issued: {rejected.reason}.") from rejected


def expected(problem: BankProblem, key: str) -> list[Expr]:
    """The entries that `[expect]` states for a part, in row-major order."""
    letters = {*problem.inputs, *problem.nodes}
    return [_formula(problem, f"expect.{key}", text, letters) for text in _flat(problem.expect[key])]


def _flat(text: str | Sequence[str | list[str]]) -> Iterator[str]:
    if isinstance(text, str):
        yield text
        return
    for item in text:
        yield from _flat(item)


def _letters(expr: Expr) -> frozenset[str]:
    from gradekit.syntax.tree import symbols_of

    return symbols_of(expr)


def _formula(problem: BankProblem, key: str, text: str, letters: set[str]) -> Expr:
    try:
        value: Nested = read_python(text, Scope(symbols=frozenset(letters), limits=Limits())).value
    except StudentError as error:
        raise AuthorError(f"{problem.id}.toml, `{key}`: {error}") from error
    if not isinstance(value, Expr):
        raise AuthorError(f"{problem.id}.toml, `{key}`: `{text}` is not one formula.")
    return value


def _frame(problem: BankProblem, letters: set[str]) -> Frame | None:
    if problem.frame is None:
        return None
    scale = tuple(_formula(problem, "frame.h", text, letters) for text in problem.frame.h)
    return Frame(problem.frame.name, scale, tuple(problem.frame.names))


def _ask(problem: BankProblem, number: int, part: BankPart) -> Ask:
    try:
        return Ask(
            quantity=_quantity(part),
            key=part.key,
            text=part.text,
            points=Fraction(part.points),
            digits=part.digits,
            related=part.related,
        )
    except (ValueError, ZeroDivisionError) as error:
        raise AuthorError(f"{problem.id}.toml, part {number}: {error}.") from error


def _quantity(part: BankPart) -> Quantity:
    of, by = tuple(part.of), tuple(part.by)
    needs_by = part.ask not in ("composed", "components")
    if not of or needs_by != bool(by):
        raise ValueError(f"`{part.ask}` needs `of`{' and `by`' if needs_by else ' and no `by`'}")
    if part.ask == "path-count":
        return PathCount(of[0], by[0])
    quantity = {
        "local": lambda: Local(of, by),
        "total": lambda: Total(of, by),
        "mixed-total": lambda: Total(of, by, substituted=False),
        "composed": lambda: Composed(of),
        "components": lambda: Components(of[0]),
    }[part.ask]()
    return At(quantity, {name: Fraction(value) for name, value in part.at.items()}) if part.at else quantity
