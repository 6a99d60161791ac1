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
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

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
from gradekit.model.filed import line_of, located, read_toml
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
    why: str = ""
    """What leads to a stated answer."""
    points: str = "0"
    digits: int | None = None
    related: bool = False
    options: dict[str, Any] = {}
    form: str | list[str] = []


class Filed(msgspec.Struct, kw_only=True):
    """What one file holds."""

    id: str
    """The name of the file."""
    written: str = msgspec.field(default="", name="the text of the file")
    """What the file says, so that what is found wrong later has its line."""


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
P = ParamSpec("P")
T = TypeVar("T")

SETS = "sets"
"""The name of folders in a bank that hold sets of problems (`problems.sets`) instead."""

WORDS = ("local", "composed", "total", "mixed-total", "components", "path-count")
"""What a part can ask for by itself."""

_WORD = re.compile(r"[A-Za-z]\w*")


def read_bank(path: Path) -> BankProblem:
    """The problem in a file; `AuthorError` with file, line and key where it is not one."""
    return filed(path, BankProblem)


def filed(path: Path, kind: type[F]) -> F:
    """The record in a file, with what the file says; `AuthorError` with file, line and key where it is none."""
    record, text = read_toml(path, kind, AuthorError), path.read_text(encoding="utf-8-sig")
    if record.id != path.stem:
        words = f"`id` is `{record.id}`; it must be the name of the file, `{path.stem}`."
        raise AuthorError(located(path.name, text, ".id", words))
    return msgspec.structs.replace(record, written=text)


def misfit(record: Filed, at: str, words: object) -> AuthorError:
    """What does not fit at a place such as `.nodes.f` or `.part[0]`, with the file and its line."""
    line = line_of(record.written, at)
    return AuthorError(f"{record.id}.toml, {f'line {line}, ' if line else ''}`{_spoken(at)}`: {words}")


def _spoken(at: str) -> str:
    """A place as its author counts: `part[0].text` is the text of part 1."""
    return re.sub(r"\[(\d+)\]", lambda found: f" {int(found[1]) + 1}", at.removeprefix("."))


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
    """The draft of a problem; `AuthorError` names the file, the line and the key in which something does not fit."""
    with _named(problem):
        assembly = _assembled(problem)
        composition = assembly.composition(problem.outputs, _frame(problem, _letters(problem, assembly)))
        check_used(composition)
        return drafted(
            composition,
            intervals=assembly.each(_placed(problem, ".domain", stated, condition) for condition in problem.domain),
            boxes=assembly.each((name, _box(problem, name)) for name in problem.box),
            curve=tuple(problem.curve),
            asks=tuple(_ask(problem, number, part) for number, part in enumerate(problem.part)),
        )


@contextmanager
def _named(problem: BankProblem) -> Generator[None]:
    """What does not fit is told with the file, where no place in it was told already."""
    try:
        yield
    except AuthorError as error:
        file = f"{problem.id}.toml"
        error.args = (str(error) if str(error).startswith(file) else f"{file}: {error}",)
        raise


def _placed(problem: BankProblem, at: str, make: Callable[P, T], *given: P.args, **said: P.kwargs) -> T:
    """What is made of the text at a place; `AuthorError` with its line where nothing can be."""
    try:
        return make(*given, **said)
    except (AuthorError, StudentError) as error:
        raise misfit(problem, at, error) from error
    except (ValueError, ZeroDivisionError) as error:
        raise misfit(problem, at, f"{error}".rstrip(".") + "." * (not str(error).endswith("?"))) from error


def _box(problem: BankProblem, name: str) -> tuple[Fraction, Fraction]:
    low, high = (_placed(problem, f".box.{name}", Fraction, end) for end in problem.box[name])
    return low, high


def _assembled(problem: BankProblem) -> Assembly:
    """The inputs and nodes, arrays with their entries."""
    assembly = Assembly()
    for text in problem.inputs:
        letter = _placed(problem, ".inputs", array_letter, text)
        assembly.take(letter.name, letter.shape or ())
    for name, told in problem.nodes.items():
        key, letters = f".nodes.{name}", _letters(problem, assembly)
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
        return _placed(problem, key, array_formula, text, frozenset({*letters, *assembly.arrays}))
    return _formula(problem, key, text, letters)


def issue_bank(problem: BankProblem) -> tuple[Issued, Key]:
    """The two records of a problem of the bank.

    The rules of admissibility are for draws and are waived here; that SymPy derives the same answers is not, nor that
    these are the ones the problem expects.
    """
    from gradekit.problems.bank.expecting import check_expected
    from gradekit.problems.drafting.prompt import fixed_prompt
    from gradekit.problems.issue import issue_draft

    draft = bank_draft(problem)
    with _named(problem):
        try:
            issued, key = issue_draft(
                draft,
                level=problem.level,
                slug=problem.id,
                version=problem.version,
                title=problem.title,
                text=lambda: _placed(problem, ".prompt", fixed_prompt, problem.prompt, draft),
                hints=tuple(problem.hints),
                admissible=False,
            )
        except Rejected as rejected:
            raise AuthorError(f"it cannot be issued: {rejected.reason}.") from rejected
        check_expected(problem, issued, key)
        return issued, key


def expected(problem: BankProblem, key: str) -> list[Expr]:
    """The entries that `[expect]` states for a part, in row-major order."""
    assembly, told, name = _assembled(problem), problem.expect[key], f".expect.{key}"
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
    scope = Scope(symbols=frozenset(letters), limits=Limits())
    value: Nested = _placed(problem, key, read_python, text, scope).value
    if not isinstance(value, Expr):
        raise misfit(problem, key, f"`{text}` is not one formula.")
    return value


def _frame(problem: BankProblem, letters: set[str]) -> Frame | None:
    if problem.frame is None:
        return None
    if isinstance(problem.frame, str):
        return coordinates(problem.frame, tuple(problem.inputs)).frame
    scale = tuple(_formula(problem, ".frame.h", text, letters) for text in problem.frame.h)
    return Frame(problem.frame.name, scale, tuple(problem.frame.names))


def _ask(problem: BankProblem, number: int, part: BankPart) -> Ask:
    at = f".part[{number}]"
    points = _placed(problem, f"{at}.points", Fraction, part.points)
    if part.ask in KINDS:
        ask = _placed(problem, at, _stated, problem, part, f"{at}.options")
        return replace(ask, points=points, digits=part.digits, form=part.form or ask.form, why=part.why)
    return Ask(
        quantity=_placed(problem, at, _quantity, part),
        key=part.key,
        text=part.text,
        why=part.why,
        points=points,
        digits=part.digits,
        related=part.related,
        form=part.form,
        layout=part.layout,
    )


def _stated(problem: BankProblem, part: BankPart, at: str) -> Ask:
    """A part with a stated answer, which stands at a place of its own."""
    letters = _letters(problem, _assembled(problem))
    read = partial(_formula, problem, at, letters=letters)
    return stated_ask(part.ask, part.key, part.text, part.options, (part.of, part.by), read)


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
