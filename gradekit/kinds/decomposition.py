"""A formula taken apart from the inside out: u1, u2, ... with u_k in earlier letters. Any way of doing so is right.

Every step must do something to earlier letters, every step must be used, and put together they must be the formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from msgspec import UnsetType

from gradekit.equality.decide import decide
from gradekit.errors import AuthorError, StudentError
from gradekit.kinds.fitting import entries_of, shape_of
from gradekit.kinds.kind import Comparison, Entries, Kind, as_whole
from gradekit.kinds.lines import rows_in
from gradekit.kinds.typed import Fitted, Source, Typed
from gradekit.model.answer import Answer, Value
from gradekit.model.details import Chain
from gradekit.model.domain import Domain
from gradekit.model.message import Message, Param
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.syntax.build import substitute, symbol
from gradekit.syntax.scope import Nested
from gradekit.syntax.tree import Array, Expr, symbols_of
from gradekit.syntax.write import entries_to_text, to_text

MOST = 30
"""Steps that are read."""


def chain_of(part: Part) -> Chain:
    """What is to be taken apart."""
    if isinstance(part.details, UnsetType) or not isinstance(part.details, Chain):
        raise AuthorError(f"The part `{part.key}` is a decomposition, and nothing says of what.")
    return part.details


def names_for(count: int, details: Chain) -> tuple[str, ...]:
    """The letters of so many steps: those of the question while there are some, the last for the formula itself.

    >>> names_for(2, Chain(symbol("y"), ("u1", "u2", "y"))), names_for(4, Chain(symbol("y"), ("u1", "y")))
    (('u1', 'y'), ('u1', 'u2', 'u3', 'y'))
    """
    inner = details.names[:-1]
    further = (f"u{k}" for k in range(1, MOST + len(inner) + 1) if f"u{k}" not in details.names)
    letters = [*inner, *further][: max(0, count - 1)]
    return (*letters, details.names[-1])


def own(part: Part, source: Source) -> Fitted:
    """The steps as a list, or as a dictionary or lines with names of the student's own."""
    details = chain_of(part)
    rows = rows_in(source.text)
    if rows is None:
        symbols = source.scope.symbols | set(names_for(MOST, details))
        return _fitted(source.formula(source.text, replace(source.scope, symbols=symbols)), part)
    if not rows:
        raise StudentError("read.empty")
    letters = dict(zip((name for name, _ in rows), names_for(len(rows), details), strict=True))
    steps: list[Expr | None] = []
    for place, (_, text) in enumerate(rows):
        known = {name: symbol(letters[name]) for name, _ in rows[:place]}
        defined = {**source.scope.defined, **known}
        value = source.formula(text, replace(source.scope, defined=defined))
        if isinstance(value, tuple):
            raise StudentError("read.list-in-formula")
        steps.append(value)
    return _fitted(tuple(steps), part)


def read(typed: Typed, part: Part) -> Fitted:
    """The steps as they were read where they stand."""
    if typed.own is None and typed.value is None:
        raise StudentError("read.word-for-formula", found=(typed.word or "")[:60])
    return typed.own or _fitted(typed.value, part)


def _fitted(value: Nested, part: Part) -> Fitted:
    """The steps in their letters; a step that was written out is told again in the letters of earlier ones."""
    details = chain_of(part)
    if isinstance(value, Expr):
        value = (value,)
    shape = shape_of(value)
    entries = entries_of(value, shape)
    if not entries:
        raise StudentError("read.empty")
    if len(entries) > MOST:
        raise StudentError("read.too-many-members", most=MOST)
    names = names_for(len(entries), details)
    steps = _in_letters(entries, names)
    _check_letters(steps, names, part)
    return Fitted(Value((len(steps),), tuple(steps)))


def _in_letters(entries: list[Expr | None], names: tuple[str, ...]) -> list[Expr | None]:
    known: dict[Expr, Expr] = {}
    told: list[Expr | None] = []
    for entry, name in zip(entries, names, strict=True):
        told.append(None if entry is None else _folded(entry, known))
        if entry is not None and entry.args:
            known.setdefault(entry, symbol(name))
    return told


def _folded(expr: Expr, known: Mapping[Expr, Expr]) -> Expr:
    """The formula with each part that is an earlier step replaced by its letter, the largest first."""
    if expr in known:
        return known[expr]
    if not expr.args:
        return expr
    return Expr(expr.head, tuple(_folded(arg, known) for arg in expr.args), expr.value)


def _check_letters(steps: list[Expr | None], names: tuple[str, ...], part: Part) -> None:
    inputs = symbols_of(chain_of(part).formula)
    for place, step in enumerate(steps):
        later = sorted(symbols_of(step) - inputs - set(names[:place])) if step is not None else []
        if later:
            raise StudentError("read.step-letters", letter=later[0], step=place + 1)


def compare(part: Part, answer: Answer, _expected: Array, _key: PartKey, domain: Domain) -> Comparison:
    """Whether the steps are steps, and are the formula when they are put together; another number of them than is asked
    for is a matter of form, and later parts are about the own steps."""
    details = chain_of(part)
    entries = answer.value.entries if answer.value else ()
    steps = [step for step in entries if step is not None]
    if len(steps) != len(entries) or not steps:
        return as_whole(Outcome.BLANK)
    names = names_for(len(steps), details)
    if fault := _fault(steps, names, details):
        return as_whole(Outcome.DIFFERENT, fault)
    decision = decide(recomposed(steps, names), details.formula, domain)
    if decision.outcome is Outcome.DIFFERENT:
        made = to_text(recomposed(steps, names))
        return as_whole(Outcome.DIFFERENT, Message("grading.steps-recomposed", {"made": made}))
    if decision.outcome in RIGHT and details.counted and len(steps) != len(details.names):
        count: dict[str, Param] = {"found": len(steps), "asked": len(details.names)}
        return as_whole(Outcome.FORM, Message("grading.steps-counted", count), *decision.notes)
    return as_whole(decision.outcome, *decision.notes)


def recomposed(steps: list[Expr], names: tuple[str, ...]) -> Expr:
    """The last step with all letters of earlier ones written out."""
    known: dict[str, Expr] = {}
    for name, step in zip(names, steps, strict=True):
        known[name] = substitute(step, known)
    return known[names[-1]]


def _fault(steps: list[Expr], names: tuple[str, ...], details: Chain) -> Message | None:
    """What is no step, in words."""
    if len(steps) == 1 < len(details.names):
        return Message("grading.steps-one")
    for place, (step, name) in enumerate(zip(steps, names, strict=True), 1):
        if not step.args or not symbols_of(step):
            return Message("grading.step-trivial", {"step": place})
        if details.single and operations(step) > 1:
            return Message("grading.step-several", {"step": place})
        if place < len(steps) and not any(name in symbols_of(later) for later in steps[place:]):
            return Message("grading.step-unused", {"step": place})
    return None


def operations(expr: Expr) -> int:
    """The operations on letters: a sum or product of k terms counts k - 1, the sign of a term is not counted.

    >>> from gradekit.syntax.build import TWO, multiply, sin
    >>> x = symbol("x")
    >>> operations(multiply(TWO, x)), operations(sin(multiply(TWO, x)))
    (1, 2)
    """
    if not expr.args or not symbols_of(expr):
        return 0
    inner = sum(operations(arg) for arg in expr.args)
    if expr.head == "negate":
        return inner + (not expr.args[0].args)
    return inner + (len(expr.args) - 1 if expr.head in ("add", "multiply") else 1)


def show(_part: Part, shape: tuple[int, ...], entries: Entries, _word: str) -> str:
    """The steps as a list."""
    return entries_to_text(shape, entries)


def wrong(part: Part, key: PartKey) -> tuple[str, ...]:
    """The formula in one step, a first step that is none, the last step left out."""
    entries, details = key.value.entries, chain_of(part)
    letter = symbol(min(symbols_of(details.formula)))
    whole, idle, short = (details.formula,), (letter, details.formula), entries[:-1]
    return tuple(entries_to_text((len(one),), one) for one in (whole, idle, short) if len(one) and one != entries)


def asks(part: Part, letters: str) -> str:
    """What the stub says."""
    details = chain_of(part)
    count = f"{len(details.names)} steps" if details.counted else "the steps"
    single = ", one operation each" if details.single else ""
    return f"a list of {count} from the inside out{single}" + (f", in {letters}" if letters else "")


def opened(name: str, part: Part) -> str:
    """As many places as steps, where that is asked."""
    details = chain_of(part)
    return f"{name} = [{', '.join(['...'] * len(details.names))}]" if details.counted else f"{name} = [...]"


KIND = Kind(
    name="decomposition",
    read=read,
    own=own,
    compare=compare,
    show=show,
    wrong=wrong,
    asks=asks,
    opened=opened,
    entrywise=False,
    at_points=False,
)
