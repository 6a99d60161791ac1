"""Formulas with indices: `delta(i, k)*x[q]`, `sum(A[i, j]*x[j], j)`, cases on indices. Indices count from 1.

Such a formula is read as a formula in which entries and deltas are functions of their indices, and then written out:
each free index is given each of its values, each sum is added up, each case is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from typing import final

from gradekit.errors import StudentError
from gradekit.kinds.sized import Sizes, array_at, shape_at, size_of_answer
from gradekit.kinds.typed import Source
from gradekit.model.answer import Value
from gradekit.model.details import ArrayLetter, Sized
from gradekit.syntax.build import ONE, ZERO, add, number, rebuild, substitute, symbol
from gradekit.syntax.scope import Call, Nested, Scope
from gradekit.syntax.tree import Expr, symbols_of, walk

DELTAS = ("delta", "kron", "KroneckerDelta", "kronecker")
SUMS = ("sum", "Sum")
_ALPHABET = "abcghijklmnopqrstuvwyz"
"""Letters that may be indices: not d, e, f and x, which mean something else so often."""
MOST_STEPS = 60_000
"""Nodes that are looked at while one answer is written out."""

_INDEXED = r"\b({names})_(?:\{{([a-z](?:[\s,]*[a-z])*)\}}|([a-z]+))(?![\w])"
_DELTA = re.compile(rf"\b(?:{'|'.join(DELTAS)})\b|δ")
_RANGE = re.compile(r"\bfor\s+([a-z])\s+in\s+range\s*\(\s*1\s*,\s*\w+\s*\+\s*1\s*\)")
_OTHERWISE = re.compile(r"\b(?:otherwise|else)(?=\s*\))")
_SUM_OVER = re.compile(r"\b[Ss]um_\{?([a-z](?:[\s,]*[a-z])*)\}?\s*\(")


def read_indexed(text: str, details: Sized, source: Source, parameters: tuple[str, ...] = ()) -> Expr:
    """The formula, its free indices called as the part calls them; `parameters` are the student's names for these."""
    written = plain(text, details)
    value = source.formula(written, scope_for(details, source.scope, written, parameters))
    if not isinstance(value, Expr):
        raise StudentError("read.list-in-formula" if isinstance(value, tuple) else "read.open-entry")
    renamed = {own: symbol(asked) for own, asked in zip(parameters, details.indices, strict=True)} if parameters else {}
    return substitute(value, renamed) if any(new.name != old for old, new in renamed.items()) else value


def plain(text: str, details: Sized) -> str:
    """The text with indices in round brackets.

    >>> R = ArrayLetter("R", ("M", "N"))
    >>> plain("R[i,q]*R_jp + sum(R[m,p]*R_{m,q} for m in range(1, M+1))", Sized((R,), (), {}, {}))
    'R(i,q)*R(j,p) + sum(R(m,p)*R(m,q) , m)'
    """
    names = "|".join([*(re.escape(one.name) for one in details.arrays if one.extents), *DELTAS, "δ"])
    text = re.sub(_INDEXED.format(names=names), _called, text)
    text = _DELTA.sub("delta", text)
    text = _OTHERWISE.sub("True", _RANGE.sub(r", \1", text))
    text = _sums_over(text)
    return _round(text, re.compile(rf"\b(?:{names})\s*\["))


def _called(found: re.Match[str]) -> str:
    return f"{found[1]}({','.join(re.findall('[a-z]', found[2] or found[3]))})"


def _sums_over(text: str) -> str:
    """`sum_j(...)` as `sum((...), j)`."""
    while match := _SUM_OVER.search(text):
        end = _closing(text, match.end() - 1)
        indices = ", ".join(re.findall("[a-z]", match[1]))
        text = f"{text[: match.start()]}sum(({text[match.end() : end]}), {indices}){text[end + 1 :]}"
    return text


def _round(text: str, opening: re.Pattern[str]) -> str:
    """Square brackets after an array made round ones; an array indexed twice, `A[i][j]`, has both indices in one."""
    while match := opening.search(text):
        start, end = match.end() - 1, _closing(text, match.end() - 1)
        inside = text[start + 1 : end]
        while text[end + 1 : end + 2] == "[":
            start_of_next, end = end + 1, _closing(text, end + 1)
            inside = f"{inside},{text[start_of_next + 1 : end]}"
        text = f"{text[:start]}({inside}){text[end + 1 :]}"
    return text


def _closing(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if depth == 0:
            return place
    raise StudentError("read.bracket-not-closed", bracket=text[start], close={"(": ")", "[": "]"}.get(text[start], "}"))


def scope_for(details: Sized, scope: Scope, text: str, parameters: tuple[str, ...] = ()) -> Scope:
    """Index letters and entries as symbols; arrays, deltas and sums as functions of their indices."""
    arrays = {one.name: len(one.extents) for one in details.arrays if one.extents}
    scalars = {one.name for one in details.arrays if not one.extents}
    entries = {e.name for one in details.arrays if one.extents for e in array_at(one, details.sizes).entries}
    used = set(re.findall(r"\b[a-z]\b", text)) & set(_ALPHABET)
    symbols = (used | {*details.indices, *parameters, *scalars, *entries, *details.sizes}) - arrays.keys()
    own = {name: value for name, value in scope.defined.items() if name not in symbols | arrays.keys()}
    calls: dict[str, Call] = {name: _entry_call(name, count) for name, count in arrays.items()}
    calls |= {"delta": _entry_call("delta", 2)} | dict.fromkeys(SUMS, _sum_call)
    undefined = {**arrays, "delta": 2, "sum": 2}
    return Scope(frozenset(symbols), complex=False, limits=scope.limits, defined=own, undefined=undefined, calls=calls)


def _entry_call(name: str, count: int) -> Call:
    def made(args: tuple[Nested, ...]) -> Nested:
        if len(args) != count:
            raise StudentError("read.indices-counted", name=name, wanted=count, found=len(args))
        return Expr("function", tuple(_formula(arg) for arg in args), name)

    return made


def _sum_call(args: tuple[Nested, ...]) -> Nested:
    indices = [arg[0] if isinstance(arg, tuple) and arg else arg for arg in args[1:]]
    if not indices or not all(isinstance(index, Expr) and index.head == "symbol" for index in indices):
        raise StudentError("read.sum-over")
    return Expr("function", tuple(map(_formula, (args[0], *indices))), "sum")


def _formula(arg: Nested) -> Expr:
    if isinstance(arg, Expr):
        return arg
    raise StudentError("read.list-in-formula" if isinstance(arg, tuple) else "read.open-entry")


def written_out(expr: Expr, details: Sized, sizes: Sizes) -> Value:
    """The entries of a formula with free indices, for these sizes."""
    shape = shape_at(details.extents, sizes)
    writing = _Writing(details, sizes)
    expr = writing.with_sums(expr) if details.convention else expr
    bound = dict(zip(details.indices, details.extents, strict=True))
    writing.check(expr, bound)
    places = product(*(range(1, size + 1) for size in shape))
    entries = tuple(writing.at(expr, dict(zip(details.indices, place, strict=True)), bound) for place in places)
    assert len(entries) == size_of_answer(details, sizes), "an entry for each place"
    return Value(shape, entries)


@final
@dataclass(slots=True)
class _Writing:
    details: Sized
    sizes: Sizes
    steps: int = 0
    arrays: dict[str, tuple[ArrayLetter, tuple[Expr, ...]]] = field(init=False)

    def __post_init__(self) -> None:
        found = [one for one in self.details.arrays if one.extents]
        self.arrays = {one.name: (one, array_at(one, self.sizes).entries) for one in found}

    def check(self, expr: Expr, bound: Mapping[str, str]) -> None:
        """Refuses an index that is neither free nor summed over."""
        known = {one.name for one in self.details.arrays} | set(self.details.sizes)
        for name in sorted(_unbound(expr) - bound.keys() - known):
            if len(name) == 1 and name in _ALPHABET and not any(name == e.name for e in self._entries()):
                raise StudentError("read.index-unknown", name=name, known=tuple(self.details.indices))

    def _entries(self) -> Iterator[Expr]:
        for letter in self.details.arrays:
            yield from array_at(letter, self.details.sizes)

    def with_sums(self, expr: Expr) -> Expr:
        """Each term with the sums that the convention means: over what occurs twice in it and is not free."""
        if expr.head in ("add", "negate"):
            return rebuild(expr, tuple(map(self.with_sums, expr.args)))
        free = {*self.details.indices, *(one.name for one in self.details.arrays), *self.details.sizes}
        told = [node.name for node in _places(expr) if node.head == "symbol" and node.name in _unbound(expr) - free]
        twice = [name for name in dict.fromkeys(told) if told.count(name) == 2]
        return Expr("function", (expr, *map(symbol, twice)), "sum") if twice else expr

    def at(self, expr: Expr, here: Mapping[str, int], bound: Mapping[str, str]) -> Expr:
        """The formula with indices at their values."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise StudentError("read.too-large", most=MOST_STEPS)
        if expr.head == "symbol":
            value = here.get(expr.name, self.sizes.get(expr.name))
            return expr if value is None else number(value)
        if expr.head == "function" and expr.name in ("delta", "sum", *self.arrays):
            return self._function(expr, here, bound)
        if expr.head == "piecewise":
            return self._cases(expr, here, bound)
        return rebuild(expr, tuple(self.at(arg, here, bound) for arg in expr.args)) if expr.args else expr

    def _function(self, expr: Expr, here: Mapping[str, int], bound: Mapping[str, str]) -> Expr:
        if expr.name == "sum":
            return self._sum(expr, here, bound)
        places = [self._place(arg, here, bound) for arg in expr.args]
        if expr.name == "delta":
            return ONE if places[0] == places[1] else ZERO
        letter, entries = self.arrays[expr.name]
        shape = shape_at(letter.extents, self.sizes)
        for place, size in zip(places, shape, strict=True):
            if not 1 <= place <= size:
                raise StudentError("read.index-outside", name=letter.name, index=place, size=size)
        return entries[reduce(lambda at, pair: at * pair[1] + pair[0] - 1, zip(places, shape, strict=True), 0)]

    def _place(self, expr: Expr, here: Mapping[str, int], bound: Mapping[str, str]) -> int:
        value = self.at(expr, here, bound)
        if value.head == "number" and value.number.denominator == 1:
            return int(value.number)
        raise StudentError("read.index-wanted")

    def _sum(self, expr: Expr, here: Mapping[str, int], bound: Mapping[str, str]) -> Expr:
        body, *indices = expr.args
        names = [index.name for index in indices]
        inner = {name: extent for name, extent in bound.items() if name not in names}
        for name in names:
            extent = self._extent(name, body, inner)
            if extent is None:
                raise StudentError("read.sum-extent", name=name)
            inner[name] = extent
        spans = [range(1, shape_at((inner[name],), self.sizes)[0] + 1) for name in names]
        terms = [self.at(body, {**here, **dict(zip(names, at, strict=True))}, inner) for at in product(*spans)]
        return add(*terms)

    def _extent(self, name: str, body: Expr, bound: Mapping[str, str]) -> str | None:
        """How far an index runs: as the places of arrays at which it stands, or as what a delta makes it equal to."""
        wanted = symbol(name)
        for node in walk(body):
            if node.head == "function" and node.name in self.arrays and wanted in node.args:
                return self.arrays[node.name][0].extents[node.args.index(wanted)]
        for node in walk(body):
            if node.head == "function" and node.name == "delta" and wanted in node.args:
                other = node.args[1 - node.args.index(wanted)]
                if other.head == "symbol" and other.name in bound:
                    return bound[other.name]
        return None

    def _cases(self, expr: Expr, here: Mapping[str, int], bound: Mapping[str, str]) -> Expr:
        for value, condition in zip(expr.args[::2], expr.args[1::2], strict=True):
            if self._holds(condition, here, bound):
                return self.at(value, here, bound)
        return ZERO

    def _holds(self, condition: Expr, here: Mapping[str, int], bound: Mapping[str, str]) -> bool:
        if condition.head == "logic":
            told = [self._holds(arg, here, bound) for arg in condition.args]
            match condition.value:
                case "and":
                    return all(told)
                case "or":
                    return any(told)
                case "not":
                    return not told[0]
                case _:
                    return condition.value == "true"
        left, right = (self._place(arg, here, bound) for arg in condition.args)
        signs = {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right, "=": left == right}
        return signs.get(str(condition.value), left != right)


def _unbound(expr: Expr) -> frozenset[str]:
    """The symbols that no sum around them runs over."""
    if expr.head == "function" and expr.name == "sum":
        return _unbound(expr.args[0]) - {index.name for index in expr.args[1:]}
    if not expr.args:
        return symbols_of(expr)
    return frozenset[str]().union(*map(_unbound, expr.args))


def _places(expr: Expr) -> Iterator[Expr]:
    """What stands at the places of arrays and deltas."""
    for node in walk(expr):
        if node.head == "function" and node.name != "sum":
            yield from node.args
