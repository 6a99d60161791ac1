"""Array formulas by their indices: sums of products of entries, and their derivatives with Kronecker deltas.

K = R^T R is K_ij = sum_m R_mi R_mj, and dK_ij/dR_kl = delta_il R_kj + delta_jl R_ki. What is no polynomial in the
entries has no such form here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import TypeAlias, final

from gradekit.calculus.arrays import Shape, expanded
from gradekit.calculus.labels import letter
from gradekit.syntax.build import number
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Array, Expr

Indices: TypeAlias = tuple[str, ...]
FREE = ("i", "j", "k", "l", "p", "q")
"""Letters of free indices: those of the output first, then those of what one differentiates by."""
SUMMED = ("m", "n", "r", "s", "t", "u", "v", "w")


class NoIndexForm(Exception):  # noqa: N818  says what happened; those who write steps then leave the line out
    """A formula that is no polynomial in entries of arrays, or one with too many indices."""


@final
@dataclass(frozen=True, slots=True)
class Term:
    """A number times entries of arrays times deltas, summed over some indices."""

    number: Fraction = Fraction(1)
    entries: tuple[tuple[str, Indices], ...] = ()
    deltas: tuple[tuple[str, str], ...] = ()
    summed: tuple[str, ...] = ()

    def times(self, other: Term) -> Term:
        """The product; both are summed over indices of their own."""
        return Term(
            self.number * other.number,
            self.entries + other.entries,
            self.deltas + other.deltas,
            self.summed + other.summed,
        )

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
        )


def by_indices(formula: Expr, indices: Indices, arrays: Mapping[str, Array]) -> tuple[Term, ...]:
    """The entry of a formula at some indices, as a sum of terms; `NoIndexForm` where it is none."""
    return tuple(_Reader(arrays).terms(formula, indices))


def differentiated(terms: tuple[Term, ...], name: str, indices: Indices) -> tuple[Term, ...]:
    """The derivative by the entry of an array at other indices: a delta for each pair of places."""
    found = [
        Term(
            term.number,
            term.entries[:place] + term.entries[place + 1 :],
            (*term.deltas, *zip(at, indices, strict=True)),
            term.summed,
        ).contracted()
        for term in terms
        for place, (other, at) in enumerate(term.entries)
        if other == name
    ]
    return tuple(replace(term, number=term.number * found.count(term)) for term in dict.fromkeys(found))


class _Reader:
    """Takes a new letter for each sum."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = arrays
        self._left = list(SUMMED)

    def fresh(self, count: int) -> Indices:
        if count > len(self._left):
            raise NoIndexForm
        taken, self._left = self._left[:count], self._left[count:]
        return tuple(taken)

    def shape(self, formula: Expr) -> Shape:
        return expanded(formula, self._arrays).shape

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
            case _:
                raise NoIndexForm

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
            yield Term(term.number, term.entries, term.deltas, over + term.summed)


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
    "norm2": lambda reader, args, at: _dot(reader, (args[0], args[0]), at),
    "transpose": lambda reader, args, at: reader.terms(args[0], at[::-1]),
    "hadamard": lambda reader, args, at: reader.product(reader.terms(args[0], at), reader.terms(args[1], at)),
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
    factors = [rf"\delta_{{{a}{b}}}" for a, b in term.deltas] + [entry_label(*entry) for entry in term.entries]
    size = abs(term.number)
    return sums + " ".join([*([to_latex(number(size))] if size != 1 or not factors else []), *factors])
