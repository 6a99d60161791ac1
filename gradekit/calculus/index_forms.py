"""Array formulas by their indices: sums of products of entries, and their derivatives with Kronecker deltas.

K = R^T R is K_ij = sum_m R_mi R_mj, and dK_ij/dR_kl = delta_il R_kj + delta_jl R_ki. Functions of entries and of such
sums are factors as well: of a_i = tanh(z_i) the derivative by z_j is delta_ij (1 - tanh(z_i)^2). An inverse or a
determinant has no such form here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import TypeAlias, final

from gradekit.calculus.arrays import Shape, expanded
from gradekit.calculus.differentiate import derivative
from gradekit.calculus.labels import letter
from gradekit.calculus.readable import readable
from gradekit.syntax.build import ONE, divide, exp, function, multiply, number, power, sqrt, symbol
from gradekit.syntax.latex import SQUARED, to_latex
from gradekit.syntax.names import FUNCTIONS
from gradekit.syntax.tree import Array, Expr, walk

Indices: TypeAlias = tuple[str, ...]
FREE = ("i", "j", "k", "l", "p", "q")
"""Letters of free indices: those of the output first, then those of what one differentiates by."""
SUMMED = ("m", "n", "r", "s", "t", "u", "v", "w")


HERE = symbol("?")
"""The place of what a function is applied to; no author can write it."""


class NoIndexForm(Exception):  # noqa: N818  says what happened; those who write steps then leave the line out
    """A formula that is not made of entries of arrays and sums of them, or one with too many indices."""


@final
@dataclass(frozen=True, slots=True)
class Applied:
    """A function of a sum of terms: a formula with `HERE` in the place of the sum."""

    outer: Expr
    inner: tuple[Term, ...]

    def renamed(self, gone: str, kept: str) -> Applied:
        """With another letter for an index that is free in it."""
        return Applied(self.outer, tuple(term.with_index(gone, kept) for term in self.inner))

    @property
    def is_below(self) -> bool:
        """Whether it stands below a fraction line."""
        return self.outer.head == "divide" and self.outer.args[0] == ONE

    @property
    def bound(self) -> frozenset[str]:
        """The indices that are summed over inside."""
        inside = (term.bound for term in self.inner)
        return frozenset[str]().union(*inside)


@final
@dataclass(frozen=True, slots=True)
class Term:
    """A number times entries of arrays times deltas, summed over some indices."""

    number: Fraction = Fraction(1)
    entries: tuple[tuple[str, Indices], ...] = ()
    deltas: tuple[tuple[str, str], ...] = ()
    summed: tuple[str, ...] = ()
    applied: tuple[Applied, ...] = ()

    def times(self, other: Term) -> Term:
        """The product; both are summed over indices of their own."""
        return Term(
            self.number * other.number,
            self.entries + other.entries,
            self.deltas + other.deltas,
            self.summed + other.summed,
            self.applied + other.applied,
        )

    @property
    def bound(self) -> frozenset[str]:
        """The indices that are summed over, inside of functions too."""
        return frozenset(self.summed).union(*(one.bound for one in self.applied))

    def with_index(self, gone: str, kept: str) -> Term:
        """With another letter for a free index; `NoIndexForm` where a sum has that letter already."""
        if gone in self.summed:
            return self
        if kept in self.summed:
            raise NoIndexForm
        return self._renamed(gone, kept, -1)

    def contracted(self) -> Term:
        """The sums done that a delta leaves with one term."""
        for place, (one, other) in enumerate(self.deltas):
            for gone, kept in ((one, other), (other, one)):
                if gone in self.summed:
                    return self._renamed(gone, kept, place).contracted()
        return self

    def _renamed(self, gone: str, kept: str, place: int) -> Term:
        def new(index: str) -> str:
            return kept if index == gone else index

        return Term(
            self.number,
            tuple((name, tuple(map(new, indices))) for name, indices in self.entries),
            tuple((new(a), new(b)) for at, (a, b) in enumerate(self.deltas) if at != place),
            tuple(index for index in self.summed if index != gone),
            tuple(one.renamed(gone, kept) for one in self.applied),
        )


def by_indices(
    formula: Expr, indices: Indices, arrays: Mapping[str, Array], *, functions: bool = False
) -> tuple[Term, ...]:
    """The entry of a formula at some indices, as a sum of terms; `NoIndexForm` where it is none. Only with `functions`
    may there be others than polynomials."""
    return tuple(_Reader(arrays, functions=functions).terms(formula, indices))


def differentiated(terms: tuple[Term, ...], name: str, indices: Indices) -> tuple[Term, ...]:
    """The derivative by the entry of an array at other indices: a delta for each pair of places."""
    found = [one for term in terms for one in (*_by_entries(term, name, indices), *_by_functions(term, name, indices))]
    return tuple(replace(term, number=term.number * found.count(term)) for term in dict.fromkeys(found))


def _by_entries(term: Term, name: str, indices: Indices) -> Iterator[Term]:
    """One entry of the term after the other differentiated."""
    for place, (other, at) in enumerate(term.entries):
        if other == name:
            left = term.entries[:place] + term.entries[place + 1 :]
            yield replace(term, entries=left, deltas=(*term.deltas, *zip(at, indices, strict=True))).contracted()


def _by_functions(term: Term, name: str, indices: Indices) -> Iterator[Term]:
    """One function of the term after the other differentiated, by the chain rule."""
    for place, one in enumerate(term.applied):
        left = replace(term, applied=term.applied[:place] + term.applied[place + 1 :])
        slope = _applied(derivative(one.outer, HERE.name), one.inner)
        for inner in differentiated(one.inner, name, indices):
            yield left.times(slope).times(_summed_apart(inner, slope.bound | left.bound)).contracted()


def _summed_apart(term: Term, taken: frozenset[str]) -> Term:
    """The term summed over other letters than those, which are sums of what it is multiplied by."""
    for index in sorted(taken.intersection(term.summed)):
        other = next((letter for letter in SUMMED if letter not in taken | term.bound), None)
        if other is None:
            raise NoIndexForm
        inside = replace(term, summed=tuple(name for name in term.summed if name != index))
        term = inside.with_index(index, other)
        term = replace(term, summed=(*term.summed, other))
    return term


def _applied(outer: Expr, inner: tuple[Term, ...]) -> Term:
    """A function of a sum as a term, numbers taken out of it."""
    if outer.head == "number":
        return Term(outer.number)
    if outer.head == "negate":
        return Term(Fraction(-1)).times(_applied(outer.args[0], inner))
    if outer.head == "multiply" and outer.args[0].head == "number":
        return Term(outer.args[0].number).times(_applied(multiply(*outer.args[1:]), inner))
    if outer.head == "divide" and outer.args[1].head == "multiply" and outer.args[1].args[0].head == "number":
        first, *rest = outer.args[1].args
        return Term(1 / first.number).times(_applied(divide(outer.args[0], multiply(*rest)), inner))
    return inner[0] if outer == HERE and len(inner) == 1 else Term(applied=(Applied(outer, inner),))


class _Reader:
    """Takes a new letter for each sum."""

    def __init__(self, arrays: Mapping[str, Array], *, functions: bool) -> None:
        self._arrays = arrays
        self.functions = functions
        self._left = list(SUMMED)

    def fresh(self, count: int) -> Indices:
        if count > len(self._left):
            raise NoIndexForm
        taken, self._left = self._left[:count], self._left[count:]
        return tuple(taken)

    def shape(self, formula: Expr) -> Shape:
        return expanded(formula, self._arrays).shape

    def entries(self, formula: Expr) -> tuple[Expr, ...]:
        return expanded(formula, self._arrays).entries

    def terms(self, formula: Expr, at: Indices) -> Iterator[Term]:
        """The terms of the entry at these indices; of a scalar there are none."""
        if not self.shape(formula):
            at = ()
        match formula.head:
            case "symbol":
                yield Term(entries=((formula.name, at),))
            case "number":
                yield Term(formula.number)
            case "add":
                for arg in formula.args:
                    yield from self.terms(arg, at)
            case "negate":
                yield from self.product([Term(Fraction(-1))], self.terms(formula.args[0], at))
            case "multiply":
                yield from self.product(*(self.terms(arg, at) for arg in formula.args))
            case "divide" if formula.args[1].head == "number":
                share = Term(1 / formula.args[1].number)
                yield from self.product([share], self.terms(formula.args[0], at))
            case "function" if formula.name in _RULES:
                yield from _RULES[formula.name](self, formula.args, at)
            case _ if self.functions:
                yield self._of_function(formula, at)
            case _:
                raise NoIndexForm

    def _of_function(self, formula: Expr, at: Indices) -> Term:
        """A function of one number, a power or a quotient, of the entries at these indices."""
        match formula.head, formula.args:
            case "function", (inner,) if formula.name in FUNCTIONS:
                return self.applied(function(formula.name, HERE), inner, at)
            case "power", (base, exponent) if exponent.head == "number":
                return self.applied(power(HERE, exponent), base, at)
            case "divide", (above, below):
                top, *others = self.terms(above, at)
                if others:
                    raise NoIndexForm
                return top.times(self.applied(divide(ONE, HERE), below, at))
            case _:
                raise NoIndexForm

    def applied(self, outer: Expr, inner: Expr, at: Indices) -> Term:
        """A function of what a formula is at these indices."""
        return _applied(outer, tuple(self.terms(inner, at)))

    def product(self, *factors: Iterator[Term] | list[Term]) -> Iterator[Term]:
        """Every product of a term of each."""
        for chosen in product(*factors):
            whole = Term()
            for term in chosen:
                whole = whole.times(term)
            yield whole

    def summed(self, over: Indices, *factors: Iterator[Term]) -> Iterator[Term]:
        """The products summed over indices."""
        for term in self.product(*factors):
            yield replace(term, summed=over + term.summed)


Args: TypeAlias = tuple[Expr, ...]


def _matmul(reader: _Reader, args: Args, at: Indices) -> Iterator[Term]:
    (m,) = reader.fresh(1)
    rows = len(reader.shape(args[0])) - 1
    return reader.summed((m,), reader.terms(args[0], (*at[:rows], m)), reader.terms(args[1], (m, *at[rows:])))


def _dot(reader: _Reader, args: Args, _: Indices) -> Iterator[Term]:
    over = reader.fresh(len(reader.shape(args[0])))
    return reader.summed(over, reader.terms(args[0], over), reader.terms(args[1], over))


def _sum(reader: _Reader, args: Args, _: Indices) -> Iterator[Term]:
    over = reader.fresh(len(reader.shape(args[0])))
    return reader.summed(over, reader.terms(args[0], over))


def _norm2(reader: _Reader, args: Args, at: Indices) -> Iterator[Term]:
    """A sum of squares, which is multiplied out where only polynomials are wanted."""
    if not reader.functions:
        return _dot(reader, (args[0], args[0]), at)
    over = reader.fresh(len(reader.shape(args[0])))
    return reader.summed(over, iter([reader.applied(power(HERE, 2), args[0], over)]))


def _norm(reader: _Reader, args: Args, at: Indices) -> Iterator[Term]:
    if not reader.functions:
        raise NoIndexForm
    yield _applied(sqrt(HERE), tuple(_norm2(reader, args, at)))


def _mean(reader: _Reader, args: Args, at: Indices) -> Iterator[Term]:
    if not reader.functions:
        raise NoIndexForm
    share = Term(Fraction(1, prod(reader.shape(args[0]))))
    return reader.product([share], _sum(reader, args, at))


def _softmax(reader: _Reader, args: Args, at: Indices) -> Iterator[Term]:
    if not reader.functions:
        raise NoIndexForm
    (m,) = reader.fresh(1)
    whole = replace(reader.applied(exp(HERE), args[0], (m,)), summed=(m,))
    yield reader.applied(exp(HERE), args[0], at).times(_applied(divide(ONE, HERE), (whole,)))


def _hadamard(reader: _Reader, args: Args, at: Indices) -> Iterator[Term]:
    if reader.functions and args[0] == args[1]:
        return iter([reader.applied(power(HERE, 2), args[0], at)])
    return reader.product(reader.terms(args[0], at), reader.terms(args[1], at))


def _constant(reader: _Reader, args: Args, _: Indices) -> Iterator[Term]:
    """An array of one number in every place."""
    entries = set(reader.entries(function("array", *args)))
    if len(entries) != 1 or (only := entries.pop()).head != "number":
        raise NoIndexForm
    yield Term(only.number)


def _diag(reader: _Reader, args: Args, at: Indices) -> Iterator[Term]:
    return reader.product([Term(deltas=((at[0], at[1]),))], reader.terms(args[0], at[:1]))


def _trace(reader: _Reader, args: Args, _: Indices) -> Iterator[Term]:
    (m,) = reader.fresh(1)
    return reader.summed((m,), reader.terms(args[0], (m, m)))


def _outer(reader: _Reader, args: Args, at: Indices) -> Iterator[Term]:
    return reader.product(reader.terms(args[0], at[:1]), reader.terms(args[1], at[1:]))


_RULES: dict[str, Callable[[_Reader, Args, Indices], Iterator[Term]]] = {
    "matmul": _matmul,
    "dot": _dot,
    "sum": _sum,
    "trace": _trace,
    "outer": _outer,
    "norm2": _norm2,
    "norm": _norm,
    "mean": _mean,
    "softmax": _softmax,
    "diag": _diag,
    "array": _constant,
    "transpose": lambda reader, args, at: reader.terms(args[0], at[::-1]),
    "hadamard": _hadamard,
}


def entry_label(name: str, indices: Indices) -> str:
    """An entry at indices, `W_{ij}`."""
    return f"{letter(name)}_{{{''.join(indices)}}}" if indices else letter(name)


def terms_to_latex(terms: tuple[Term, ...]) -> str:
    r"""A sum of terms, `\sum_{m} R_{mi} R_{mj}`; 0 for none."""
    text = ""
    for term in terms:
        sign = "-" if term.number < 0 else "+" if text else ""
        text += f" {sign} {_unsigned(term)}" if text else f"{sign}{_unsigned(term)}"
    return text or "0"


def _unsigned(term: Term) -> str:
    sums = "".join(rf"\sum_{{{index}}} " for index in term.summed)
    size, below = abs(term.number), [one for one in term.applied if one.is_below]
    factors = [rf"\delta_{{{a}{b}}}" for a, b in term.deltas] + [entry_label(*entry) for entry in term.entries]
    above = [one for one in term.applied if not one.is_below]
    alone = (bool(below) or not sums) and size == 1 and len(factors) + len(above) == 1
    factors += [_of_sum(one.outer, one.inner, alone=alone) for one in above]
    if size != 1 or not (factors or below):
        factors = [to_latex(number(size)), *factors]
    if below:
        row = " ".join(_of_sum(one.outer.args[1], one.inner, alone=len(below) == 1) for one in below)
        return rf"{sums}\frac{{{' '.join(factors) or '1'}}}{{{row}}}"
    return sums + " ".join(factors)


def _of_sum(outer: Expr, inner: tuple[Term, ...], *, alone: bool) -> str:
    """A function of a sum, in brackets where other factors stand beside it."""
    inside = terms_to_latex(inner)
    single = len(inner) == 1 and inner[0] == Term(entries=inner[0].entries[:1])
    bare = single or outer == HERE or all(_sets_apart(node) for node in walk(outer) if HERE in node.args)
    told = to_latex(readable(outer), {HERE.name: inside if bare else rf"\left({inside}\right)"})
    several = outer.head == "add" or (outer == HERE and (len(inner) > 1 or any(term.summed for term in inner)))
    return rf"\left({told}\right)" if several and not alone else told


def _sets_apart(node: Expr) -> bool:
    """Whether the argument needs no brackets of its own: it has a place, or stands in brackets anyway."""
    return node.head == "divide" or (node.head == "function" and node.name not in SQUARED)
