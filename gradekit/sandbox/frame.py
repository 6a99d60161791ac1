"""The answers of a child, read as one reads a stranger's post: bounded, by a closed grammar, into gradekit's own tree.

The frame is JSON of a fixed shape; a value is a row of words in postfix order (see `encode`), so no depth of it is
anybody's recursion. What is in it is only a claim of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal, final

import msgspec

from gradekit.sandbox.samples import Sample, Sampled, sampled
from gradekit.syntax.limits import DEFAULT
from gradekit.syntax.making import decimal, natural, negative, product, raised
from gradekit.syntax.names import FUNCTIONS, SPELLINGS
from gradekit.syntax.scope import Grid, Matrix, Nested
from gradekit.syntax.tree import Expr

MOST_WORDS = 20_000
MOST_ENTRIES = 500
MOST_TEXT = 10_000
MOST_ROWS = 4
"""Lists in each other."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,31}")
_HEX = re.compile(r"[0-9a-f]{1,332}")
_DECIMAL = re.compile(r"(?:[0-9]{1,60}\.[0-9]{1,60}|[0-9]{1,60})(?:e([+-]?[0-9]{1,3}))?")
_COUNT = re.compile(r"[0-9]{1,5}")
_RELATIONS = frozenset({"<", "<=", ">", ">=", "=", "!="})

Kind = Literal["value", "condition", "row", "text", "open"]


class RefusedError(ValueError):
    """What came back is not in the grammar."""


class _Failure(msgspec.Struct, forbid_unknown_fields=True):
    line: Annotated[int, msgspec.Meta(ge=0, le=10**7)]
    kind: Annotated[str, msgspec.Meta(max_length=60)]
    text: Annotated[str, msgspec.Meta(max_length=300)]
    name: Annotated[str, msgspec.Meta(max_length=100)]
    costs: Annotated[list[str], msgspec.Meta(max_length=100)]


class _NoForm(msgspec.Struct, forbid_unknown_fields=True):
    kind: Literal["too-large", "no-form", "memory", "error"]
    text: Annotated[str, msgspec.Meta(max_length=60)]


class _Frame(msgspec.Struct, forbid_unknown_fields=True):
    status: Literal["ok", "ended", "memory", "failures"]
    values: Annotated[dict[str, list[str]], msgspec.Meta(max_length=MOST_ENTRIES)]
    failures: Annotated[list[_Failure], msgspec.Meta(max_length=50)]
    no_form: Annotated[dict[str, _NoForm], msgspec.Meta(max_length=MOST_ENTRIES)]
    samples: Annotated[dict[str, Sample], msgspec.Meta(max_length=MOST_ENTRIES)] = {}


@final
@dataclass(frozen=True, slots=True)
class Failed:
    """A statement that failed in the program: where, how, and which names it costs."""

    line: int
    kind: str
    text: str
    name: str
    """The name or module that the error is about, where it is about one."""
    costs: tuple[str, ...]


@final
@dataclass(frozen=True, slots=True)
class Given:
    """What a name stands for in the end: a formula or a list, or a text."""

    value: Nested = None
    word: str | None = None


@final
@dataclass(frozen=True, slots=True)
class Returned:
    """What a program gave back."""

    status: Literal["ok", "ended", "memory", "failures"]
    values: Mapping[str, Given]
    no_form: Mapping[str, tuple[str, str]]
    """Names whose value is none that can be an answer, with the reason and a word about it."""
    failures: tuple[Failed, ...]
    samples: Mapping[str, Sampled] = field(default_factory=dict[str, Sampled])
    """Names that stand for a function of numbers."""


def returned(raw: bytes, names: Sequence[str]) -> Returned:
    """The frame, of which only the wanted names are looked at; `RefusedError` when it is not in the grammar.

    >>> raw = b'{"status":"ok","values":{"a":["number:2","symbol:x","add:2"]},"failures":[],"no_form":{}}'
    >>> returned(raw, ["a"]).values["a"].value
    add(number(2), symbol('x'))
    """
    try:
        frame = msgspec.json.decode(raw, type=_Frame)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise RefusedError("the frame is none") from error
    if sum(map(len, frame.values.values())) > 4 * MOST_WORDS:
        raise RefusedError("more words than are read")
    values, no_form = _values(frame, names)
    return Returned(
        status=frame.status,
        values=values,
        no_form=no_form,
        failures=tuple(Failed(f.line, f.kind, f.text, f.name, tuple(f.costs)) for f in frame.failures),
        samples={n: told for n in names if n in frame.samples and (told := sampled(frame.samples[n])) is not None},
    )


def _values(frame: _Frame, names: Sequence[str]) -> tuple[dict[str, Given], dict[str, tuple[str, str]]]:
    """The values of the wanted names; one that is not in the grammar costs only itself."""
    values: dict[str, Given] = {}
    no_form = {name: (why.kind, why.text) for name in names if (why := frame.no_form.get(name))}
    for name in names:
        if name in frame.values:
            try:
                values[name] = given(frame.values[name])
            except RefusedError as error:
                no_form[name] = ("refused", str(error))
    return values, no_form


def given(words: Sequence[str]) -> Given:
    """The value of a row of words; `RefusedError` when it is none.

    >>> given(["symbol:x", "function:sin:1", "number:2", "power"]).value
    power(function('sin', symbol('x')), number(2))
    """
    if not 0 < len(words) <= MOST_WORDS:
        raise RefusedError("no words, or more than are read")
    stack = _Stack()
    for word in words:
        head, _, rest = word.partition(":")
        step = _STEPS.get(head)
        if step is None:
            raise RefusedError("a word that is none")
        step(stack, rest)
    last = stack.only()
    return Given(word=last.text) if last.kind == "text" else Given(last.value)


@final
@dataclass(slots=True)
class _Piece:
    kind: Kind
    value: Nested = None
    text: str = ""
    nodes: int = 1
    depth: int = 1


@final
class _Stack:
    """What has been read and not yet been put together."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []

    def only(self) -> _Piece:
        """The one piece that is left."""
        if len(self.pieces) != 1 or self.pieces[0].kind == "condition":
            raise RefusedError("not one value")
        return self.pieces[0]

    def push(self, kind: Kind, value: Nested = None, text: str = "") -> None:
        """One more piece without parts."""
        self.pieces.append(_Piece(kind, value, text))

    def take(self, count: int) -> list[_Piece]:
        """The last pieces."""
        if not 0 <= count <= min(len(self.pieces), MOST_ENTRIES):
            raise RefusedError("too few values before a word")
        taken = self.pieces[len(self.pieces) - count :]
        del self.pieces[len(self.pieces) - count :]
        return taken

    def exprs(self, count: int, *, conditions: bool = False) -> tuple[list[_Piece], list[Expr]]:
        """The last pieces, which must be formulas, or conditions."""
        taken = self.take(count)
        return taken, [_expr(piece, "condition" if conditions else "value") for piece in taken]

    def join(self, parts: Sequence[_Piece], value: Nested, kind: Kind = "value") -> None:
        """The parts as one piece, within the bounds of a formula."""
        nodes, depth = 1 + sum(part.nodes for part in parts), 1 + max(part.depth for part in parts)
        if nodes > (DEFAULT.all_nodes if kind == "row" else DEFAULT.nodes) or depth > DEFAULT.depth:
            raise RefusedError("larger than a formula is read")
        self.pieces.append(_Piece(kind, value, "", nodes, depth))


def _expr(piece: _Piece, kind: Kind) -> Expr:
    if piece.kind != kind or not isinstance(piece.value, Expr):
        raise RefusedError("not what belongs there")
    return piece.value


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise RefusedError("a word that is not written so")
    return found


def _count(text: str, least: int = 0) -> int:
    count = int(_matched(_COUNT, text).group())
    if not least <= count <= MOST_ENTRIES:
        raise RefusedError("too few or too many")
    return count


def _none(text: str) -> None:
    if text:
        raise RefusedError("a word with too much in it")


def _number(stack: _Stack, text: str) -> None:
    stack.push("value", natural(int(_matched(_HEX, text).group(), 16)))


def _decimal(stack: _Stack, text: str) -> None:
    if abs(int(_matched(_DECIMAL, text).group(1) or 0)) > DEFAULT.exponent:
        raise RefusedError("an exponent larger than is read")
    stack.push("value", decimal(text))


def _symbol(stack: _Stack, text: str) -> None:
    stack.push("value", Expr("symbol", (), _matched(_NAME, text).group()))


def _constant(stack: _Stack, text: str) -> None:
    if text not in ("pi", "E", "I"):
        raise RefusedError("no constant")
    stack.push("value", Expr("constant", (), text))


def _text(stack: _Stack, text: str) -> None:
    if len(text) > MOST_TEXT:
        raise RefusedError("a text longer than is read")
    stack.push("text", None, text)


def _open(stack: _Stack, text: str) -> None:
    _none(text)
    stack.push("open")


def _row_of(head: Literal["add", "multiply"]) -> Callable[[_Stack, str], None]:
    def step(stack: _Stack, text: str) -> None:
        parts, exprs = stack.exprs(_count(text, 2))
        stack.join(parts, Expr(head, tuple(exprs)))

    return step


def _negate(stack: _Stack, text: str) -> None:
    _none(text)
    parts, exprs = stack.exprs(1)
    stack.join(parts, negative(exprs[0]))


def _divide(stack: _Stack, text: str) -> None:
    _none(text)
    parts, (above, below) = stack.exprs(2)
    stack.join(parts, product(above, [("/", below)]))


def _power(stack: _Stack, text: str) -> None:
    _none(text)
    parts, (base, exponent) = stack.exprs(2)
    stack.join(parts, raised(base, exponent))


def _function(stack: _Stack, text: str) -> None:
    name, _, count = text.partition(":")
    parts, exprs = stack.exprs(_count(count, 1))
    known = SPELLINGS.get(_matched(_NAME, name).group())
    if known == "Piecewise":
        raise RefusedError("a formula with cases is written otherwise")
    if known is not None:
        least, most = FUNCTIONS[known].arity
        if len(exprs) < least or (most is not None and len(exprs) > most):
            raise RefusedError("a function with another number of arguments")
    stack.join(parts, Expr("function", tuple(exprs), known or name))


def _cases(stack: _Stack, text: str) -> None:
    count = _count(text, 2)
    if count % 2:
        raise RefusedError("a case without its condition")
    parts = stack.take(count)
    exprs = [_expr(piece, "condition" if place % 2 else "value") for place, piece in enumerate(parts)]
    stack.join(parts, Expr("piecewise", tuple(exprs)))


def _relation(stack: _Stack, text: str) -> None:
    if text not in _RELATIONS:
        raise RefusedError("no comparison")
    parts, exprs = stack.exprs(2)
    stack.join(parts, Expr("relation", tuple(exprs), text), "condition")


def _logic_of(word: Literal["and", "or"]) -> Callable[[_Stack, str], None]:
    def step(stack: _Stack, text: str) -> None:
        parts, exprs = stack.exprs(_count(text, 2), conditions=True)
        stack.join(parts, Expr("logic", tuple(exprs), word), "condition")

    return step


def _not(stack: _Stack, text: str) -> None:
    _none(text)
    parts, exprs = stack.exprs(1, conditions=True)
    stack.join(parts, Expr("logic", tuple(exprs), "not"), "condition")


def _truth_of(word: Literal["true", "false"]) -> Callable[[_Stack, str], None]:
    def step(stack: _Stack, text: str) -> None:
        _none(text)
        stack.push("condition", Expr("logic", (), word))

    return step


def _list_of(made: Callable[[list[Nested]], Nested]) -> Callable[[_Stack, str], None]:
    def step(stack: _Stack, text: str) -> None:
        count = _count(text)
        parts = stack.take(count)
        if any(part.kind in ("condition", "text") for part in parts):
            raise RefusedError("a list of something else than formulas")
        if max((_rows(part.value) for part in parts), default=0) >= MOST_ROWS:
            raise RefusedError("lists in each other deeper than are read")
        stack.join(parts or [_Piece("open")], made([part.value for part in parts]), "row")

    return step


def _rows(value: Nested) -> int:
    """How many lists stand in each other; at most `MOST_ROWS`, so this is shallow."""
    return 1 + max(map(_rows, value), default=0) if isinstance(value, tuple) else 0


_STEPS: dict[str, Callable[[_Stack, str], None]] = {
    "number": _number,
    "decimal": _decimal,
    "symbol": _symbol,
    "constant": _constant,
    "text": _text,
    "open": _open,
    "add": _row_of("add"),
    "multiply": _row_of("multiply"),
    "negate": _negate,
    "divide": _divide,
    "power": _power,
    "function": _function,
    "piecewise": _cases,
    "relation": _relation,
    "and": _logic_of("and"),
    "or": _logic_of("or"),
    "not": _not,
    "true": _truth_of("true"),
    "false": _truth_of("false"),
    "list": _list_of(tuple),
    "matrix": _list_of(Matrix),
    "grid": _list_of(Grid),
}
"""What each word does."""
