"""Mal-rules on array formulas in which a matrix or vector stands more than once: quadratic forms, Gram matrices, norms.

By the product rule the derivative is a sum with a term for each occurrence; a mal-rule loses one, doubles one, or takes
the matrix in the middle for symmetric.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from itertools import accumulate

from gradekit.calculus.arrays import expanded
from gradekit.calculus.differentiate import derivative, free
from gradekit.calculus.graph import Edge
from gradekit.calculus.products import times
from gradekit.malrules.asked import Asked
from gradekit.malrules.copies import count_of, with_copy
from gradekit.malrules.register import Site, edge_sites, malrule
from gradekit.model.composition import Block
from gradekit.syntax.build import TWO, add, function, substitute, symbol
from gradekit.syntax.tree import Array, Expr, walk

Slopes = dict[Edge, Expr]

MOST_OCCURRENCES = 3


@malrule("one-factor-only", stage="derive", evidence="E8")
def last_factor_only(asked: Asked) -> Iterator[Site]:
    """Of the occurrences in a product only one is differentiated, the last one: x^T B for x^T (B + B^T)."""
    for z, x in _repeated(asked):
        transposed = _is_transposed(_formula(z), x.name)
        for group, others in _products(asked, z, x):
            for k in group if not transposed else group[-1:]:
                yield from _changed(asked, _sum(*others, _by_copy(asked, z, x, k)), f", factor {k + 1}")


@malrule("transposed-factor-dropped", stage="derive", evidence="E8")
def transposed_factor_only(asked: Asked) -> Iterator[Site]:
    """Of X^T and X only one is differentiated, the first one; the other is treated as a constant."""
    for z, x in _repeated(asked):
        if _is_transposed(_formula(z), x.name):
            for group, others in _products(asked, z, x):
                yield from _changed(asked, _sum(*others, _by_copy(asked, z, x, group[0])), _at(group))


@malrule("factor-2-everywhere", stage="derive", evidence="anal.")
def one_factor_doubled(asked: Asked) -> Iterator[Site]:
    """The terms of two occurrences are taken to be equal: one of them is doubled."""
    for z, x in _repeated(asked):
        for group, others in _products(asked, z, x):
            for k in group if len(group) == 2 else ():
                twice = {edge: times(TWO, slope) for edge, slope in _by_copy(asked, z, x, k).items()}
                yield from _changed(asked, _sum(*others, twice), f", factor {k + 1}")


@malrule("symmetric-A-assumed", stage="derive", evidence="E8")
def middle_taken_for_symmetric(asked: Asked) -> Iterator[Site]:
    """The matrix in the middle is taken to be symmetric: 2 B x for (B + B^T) x, or the same with B^T."""
    for z, x in _repeated(asked):
        for group, others in _products(asked, z, x):
            first, last = group[0], group[-1]
            rest = [*others, *(_by_copy(asked, z, x, k) for k in group[1:-1])]
            for middle in _square(asked, _summand(_formula(z), x.name, first), x.name):
                turned = _replaced(_formula(z), middle, function("transpose", middle))
                whole = _sum(*rest, _by_copy(asked, z, x, first), _by_copy(asked, z, x, last, turned))
                yield from _changed(asked, whole, f", as it stands{_at(group)}")
                whole = _sum(*rest, _by_copy(asked, z, x, first, turned), _by_copy(asked, z, x, last))
                yield from _changed(asked, whole, f", transposed{_at(group)}")


@malrule("norm-for-its-square", stage="derive", evidence="anal.")
def norm_and_its_square(asked: Asked) -> Iterator[Site]:
    """A norm is differentiated like its square, or its square like the norm."""
    for z in asked.composition.blocks:
        formula = z.formula
        if formula is None or not {part.name for part in walk(formula) if part.head == "function"} & {"norm", "norm2"}:
            continue
        other = expanded(_norms_swapped(formula), asked.letters)
        edges = [(top, bottom) for top, bottom in asked.edges if top in z.members]
        entries = dict(zip(z.members, other, strict=True))
        yield from _changed(asked, {(top, bottom): derivative(entries[top], bottom) for top, bottom in edges})


# ------------------------------------------------------------------ occurrences


def _repeated(asked: Asked) -> Iterator[tuple[Block, Block]]:
    """Nodes with a formula, and an array that stands in it more than once and that is on the way."""
    edges = {(asked.arrays.get(a, a), asked.arrays.get(b, b)) for a, b in asked.edges}
    for z in asked.composition.blocks:
        if z.formula is None:
            continue
        for x in asked.composition.blocks:
            if x.shape and (z.name, x.name) in edges and 1 < count_of(z.formula, x.name) <= MOST_OCCURRENCES:
                yield z, x


def _products(asked: Asked, z: Block, x: Block) -> Iterator[tuple[range, list[Slopes]]]:
    """The occurrences in one summand of the formula, where there are several, and what the other summands give; all
    occurrences together where each summand has one."""
    formula = _formula(z)
    counts = [count_of(arg, x.name) for arg in formula.args] if formula.head == "add" else [count_of(formula, x.name)]
    ends = list(accumulate(counts))
    groups = [range(end - count, end) for count, end in zip(counts, ends, strict=True) if count > 1]
    for group in groups or [range(ends[-1])]:
        yield group, [_by_copy(asked, z, x, k) for k in range(ends[-1]) if k not in group]


def _summand(formula: Expr, name: str, place: int) -> Expr:
    """The summand in which an occurrence stands."""
    for arg in formula.args if formula.head == "add" else ():
        if place < count_of(arg, name):
            return arg
        place -= count_of(arg, name)
    return formula


def _at(group: range) -> str:
    return f", factor {group[0] + 1}" if group[0] else ""


def _by_copy(asked: Asked, z: Block, x: Block, place: int, formula: Expr | None = None) -> Slopes:
    """The derivatives of the entries of Z by those of X, only the occurrence at `place` being differentiated."""
    copied = with_copy(_formula(z) if formula is None else formula, x.name, place)
    letters = tuple(f"{name}'" for name in x.members)
    arrays = {**asked.letters, f"{x.name}'": Array(x.shape, tuple(map(symbol, letters)))}
    back = {letter: symbol(name) for letter, name in zip(letters, x.members, strict=True)}
    entries = zip(z.members, expanded(copied, arrays), strict=True)
    return {
        (top, name): substitute(derivative(entry, letter), back)
        for top, entry in entries
        for name, letter in zip(x.members, letters, strict=True)
    }


def _is_transposed(formula: Expr, name: str) -> bool:
    """Whether the array stands under a transpose."""
    return any(part.head == "function" and part.name == "transpose" and name in free(part) for part in walk(formula))


def _square(asked: Asked, formula: Expr, name: str) -> Iterator[Expr]:
    """The square matrices of a formula besides the array itself: letters, and matrices of numbers."""
    arrays = asked.letters
    found: dict[Expr, None] = {}
    for part in walk(formula):
        if part.head == "symbol" and part.name in arrays and part.name != name:
            shape = arrays[part.name].shape
        elif part.head == "function" and part.name == "array" and not free(part):
            shape = expanded(part, arrays).shape
        else:
            continue
        if len(shape) == 2 and shape[0] == shape[1]:
            found[part] = None
    yield from found


def _replaced(formula: Expr, old: Expr, new: Expr) -> Expr:
    if formula == old:
        return new
    return Expr(formula.head, tuple(_replaced(arg, old, new) for arg in formula.args), formula.value)


def _norms_swapped(formula: Expr) -> Expr:
    args = tuple(map(_norms_swapped, formula.args))
    if formula.head == "function" and formula.name in ("norm", "norm2"):
        return function("norm2" if formula.name == "norm" else "norm", *args)
    return Expr(formula.head, args, formula.value) if args else formula


def _formula(z: Block) -> Expr:
    assert z.formula is not None, "only nodes with a formula are looked at"
    return z.formula


def _sum(*slopes: Mapping[Edge, Expr]) -> Slopes:
    edges = reduce(lambda found, one: found | dict.fromkeys(one), slopes, dict[Edge, None]())
    return {edge: add(*(one[edge] for one in slopes if edge in one)) for edge in edges}


def _changed(asked: Asked, wrong: Slopes, variant: str = "") -> Iterator[Site]:
    edges = set(asked.edges)
    changed = {e: slope for e, slope in wrong.items() if e in edges and slope != asked.graph.local(*e)}
    yield from edge_sites(changed, variant, asked.arrays)
