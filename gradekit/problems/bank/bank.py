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

Arrays are inputs with a shape, `inputs = ["W:2x3", "x:3"]`, formulas of them with `@`, `.T` and the functions of
`calculus.arrays`, or lists of entries; a part names the array, `by = ["W"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gradekit.calculus.array_forms import settled
from gradekit.calculus.arrays import expanded
from gradekit.config import content_files
from gradekit.errors import AuthorError, StudentError
from gradekit.model.composition import (
    At,
    Basic,
    Components,
    Composed,
    Frame,
    Local,
    PathCount,
    Quantity,
    Total,
)
from gradekit.model.nearest import nearest
from gradekit.model.problem import Issued, Key
from gradekit.model.quantities import Formula
from gradekit.problems.bank.bank_kinds import KINDS, stated_ask
from gradekit.problems.bank.bank_parts import FUNCTIONS, further
from gradekit.problems.drafting.blocks import Assembly
from gradekit.problems.drafting.draft import Draft, check_used, drafted
from gradekit.problems.drafting.parts import Ask
from gradekit.problems.questions.array_letters import array_letter, placed, shape_of
from gradekit.problems.questions.array_text import array_formula
from gradekit.problems.questions.domains import stated
from gradekit.problems.questions.frames import coordinates
from gradekit.problems.rejected import Rejected
from gradekit.syntax.limits import Limits
from gradekit.syntax.names import ARRAY_FUNCTIONS
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Nested, Scope
from gradekit.syntax.tree import Array, Expr

Text = str | list[Any]
"""A formula, a list of formulas, rows of them, and so on."""


class BankFrame(msgspec.Struct, forbid_unknown_fields=True):
    """`[frame]`: scale factors and names of the unit vectors."""

    h: list[str]
    names: list[str]
    name: str = "polar"


class BankPart(msgspec.Struct, forbid_unknown_fields=True):
    """`[[part]]`: a quantity and what is said of it."""

    ask: str
    """local, composed, total, mixed-total, components, path-count, or a word of `bank_parts` or `bank_kinds`."""
    of: list[str] = []
    by: list[str] = []
    at: dict[str, Text] = {}
    key: str = ""
    layout: str = ""
    text: str = ""
    points: str = "0"
    digits: int | None = None
    related: bool = False
    options: dict[str, Any] = {}
    form: str | list[str] = []


class Filed(msgspec.Struct, kw_only=True):
    """What one file holds."""

    id: str
    """The name of the file."""


class BankProblem(Filed, forbid_unknown_fields=True, kw_only=True):
    """One file of the bank."""

    title: str
    source: str
    level: int
    prompt: str
    inputs: list[str]
    nodes: dict[str, Text]
    outputs: list[str] = []
    domain: list[str] = []
    box: dict[str, tuple[str, str]] = {}
    frame: BankFrame | str | None = None
    """Given in full, or the name of a frame of `problems.frames`."""
    curve: list[str] = []
    """Nodes that are zero on the curve that the question is about."""
    version: str = "1"
    part: list[BankPart] = []
    expect: dict[str, Text] = {}
    hints: list[str] = []
    rows: list[str] = []
    """Names of the worked examples of the source that are in it."""


F = TypeVar("F", bound=Filed)

SETS = "sets"
"""The name of folders in a bank that hold sets of problems (`problems.sets`) instead."""

WORDS = ("local", "composed", "total", "mixed-total", "components", "path-count")
"""What a part can ask for by itself."""

_WORD = re.compile(r"[A-Za-z]\w*")
_UNKNOWN = re.compile(r"unknown field `(.*?)`(?: - at `\$(.*)`)?")
_FIELDS = {"": BankProblem, ".frame": BankFrame, ".part[...]": BankPart}


def read_bank(path: Path) -> BankProblem:
    """The problem in a file; `AuthorError` with file and key where it is not one."""
    return validated(path, BankProblem, _FIELDS)


def validated(path: Path, kind: type[F], fields: Mapping[str, type[msgspec.Struct]]) -> F:
    """The record in a file; `AuthorError` with file and key where it is none. `fields` are its tables by place."""
    try:
        record = msgspec.toml.decode(path.read_bytes(), type=kind)
    except msgspec.ValidationError as error:
        raise AuthorError(f"{path.name}: {_told(str(error), fields)}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise AuthorError(f"{path.name} is not TOML: {error}.") from error
    if record.id != path.stem:
        raise AuthorError(f"{path.name}: `id` is `{record.id}`; it must be the name of the file, `{path.stem}`.")
    return record


def _told(words: str, fields: Mapping[str, type[msgspec.Struct]]) -> str:
    """The words of a validation error; an unknown key gets the nearest known one."""
    found = _UNKNOWN.search(words)
    if found is None:
        return words + "."
    place = re.sub(r"\[\d+\]", "[...]", found[2] or "")
    known = [field.encode_name for field in msgspec.structs.fields(fields.get(place, fields[""]))]
    return f"unknown key `{found[1]}`{f' in `{place[1:]}`' if place else ''}. {nearest(found[1], known)}"


def bank_files(own: Sequence[Path] = ()) -> Iterator[Path]:
    """The files of all problems, own folders first."""
    return (path for path in content_files("problem_bank", ".toml", own) if path.parent.name != SETS)


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
    assembly = _assembled(problem)
    composition = assembly.composition(problem.outputs, _frame(problem, _letters(problem, assembly)))
    check_used(composition)
    return drafted(
        composition,
        intervals=assembly.each(stated(condition) for condition in problem.domain),
        boxes=assembly.each((name, (Fraction(low), Fraction(high))) for name, (low, high) in problem.box.items()),
        curve=tuple(problem.curve),
        asks=tuple(_ask(problem, number, part) for number, part in enumerate(problem.part, start=1)),
    )


def _assembled(problem: BankProblem) -> Assembly:
    """The inputs and nodes, arrays with their entries."""
    assembly = Assembly()
    for text in problem.inputs:
        letter = array_letter(text)
        assembly.take(letter.name, letter.shape or ())
    for name, told in problem.nodes.items():
        key, letters = f"nodes.{name}", _letters(problem, assembly)
        if isinstance(told, str):
            assembly.define(name, _either(problem, key, told, letters, assembly))
        else:
            entries = (_formula(problem, key, text, letters) for text in _flat(told))
            assembly.list(name, Array(shape_of(told), tuple(entries)))
    return assembly


def _letters(problem: BankProblem, assembly: Assembly) -> set[str]:
    """Every letter of a formula that is no array; a node that comes later is told apart when their order is checked."""
    inputs = (array_letter(text).name for text in problem.inputs)
    return {*assembly.members([*inputs, *problem.nodes])} - assembly.arrays.keys()


def _either(problem: BankProblem, key: str, text: str, letters: set[str], assembly: Assembly) -> Expr:
    """A formula of arrays where one is named in it, else a formula as answers are read."""
    if (assembly.arrays.keys() | ARRAY_FUNCTIONS.keys()) & set(_WORD.findall(text)):
        try:
            return array_formula(text, frozenset({*letters, *assembly.arrays}))
        except (AuthorError, StudentError) as error:
            raise AuthorError(f"{problem.id}.toml, `{key}`: {error}") from error
    return _formula(problem, key, text, letters)


def issue_bank(problem: BankProblem) -> tuple[Issued, Key]:
    """The two records of a problem of the bank.

    The rules of admissibility are for draws and are waived here; that SymPy derives the same answers is not.
    """
    from gradekit.problems.drafting.prompt import fixed_prompt
    from gradekit.problems.issue import issue_draft

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
    assembly, told, name = _assembled(problem), problem.expect[key], f"expect.{key}"
    letters = _letters(problem, assembly)
    if isinstance(told, str):
        formula = _either(problem, name, told, letters, assembly)
        return list(expanded(settled(formula, assembly.arrays), assembly.arrays))
    return [_formula(problem, name, text, letters) for text in _flat(told)]


def _flat(text: Text | Sequence[Text]) -> Iterator[str]:
    if isinstance(text, str):
        yield text
        return
    for item in text:
        yield from _flat(item)


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
    if isinstance(problem.frame, str):
        return coordinates(problem.frame, tuple(problem.inputs)).frame
    scale = tuple(_formula(problem, "frame.h", text, letters) for text in problem.frame.h)
    return Frame(problem.frame.name, scale, tuple(problem.frame.names))


def _ask(problem: BankProblem, number: int, part: BankPart) -> Ask:
    try:
        if part.ask in KINDS:
            return _stated(problem, part)
        return Ask(
            quantity=_quantity(part),
            key=part.key,
            text=part.text,
            points=Fraction(part.points),
            digits=part.digits,
            related=part.related,
            form=part.form,
            layout=part.layout,
        )
    except (ValueError, ZeroDivisionError) as error:
        raise AuthorError(f"{problem.id}.toml, part {number}: {error}.") from error


def _stated(problem: BankProblem, part: BankPart) -> Ask:
    """A part with a stated answer."""
    letters = _letters(problem, _assembled(problem))
    names = (part.of, part.by)
    read = partial(_formula, problem, f"part.{part.key}.answer", letters=letters)
    ask = stated_ask(part.ask, part.key, part.text, part.options, names, read)
    return replace(ask, points=Fraction(part.points), digits=part.digits, form=part.form or ask.form)


def _quantity(part: BankPart) -> Quantity:
    of, by = tuple(part.of), tuple(part.by)
    if part.ask in FUNCTIONS and not of:
        raise ValueError(f"`{part.ask}` needs `of`")
    if part.ask in FUNCTIONS:
        quantity = further(part.ask, of, by, part.options)
        return _at(quantity, part) if isinstance(quantity, Formula) else quantity
    if part.ask not in WORDS:
        known = [*WORDS, *FUNCTIONS, *KINDS]
        raise ValueError(f"nothing is called `{part.ask}`. {nearest(part.ask, known)}".rstrip("."))
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
    return _at(quantity, part)


def _at(quantity: Basic | Formula, part: BankPart) -> Quantity:
    """The quantity at the point of the part, if it has one."""
    point = dict(item for told in part.at.items() for item in placed(*told).items())
    return At(quantity, point) if point else quantity
