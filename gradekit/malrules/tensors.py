"""Mal-rules on derivatives of arrays by arrays: Kronecker deltas, the indices on the factors, the order of the axes.

dK_pq/dR_ij of K = R^T R is delta_pj R_iq + delta_qj R_ip. The rules change the deltas and indices of such a form, and
what they give is written out for the shapes of the question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

from gradekit.calculus.index_forms import FREE, Indices, NoIndexForm, Term, by_indices, differentiated
from gradekit.calculus.products import times
from gradekit.calculus.stages import Stages, Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import EVERYWHERE, Site, answered, malrule
from gradekit.model.composition import Block, Local, Total
from gradekit.syntax.build import HALF, add, multiply, number, symbol
from gradekit.syntax.tree import Array, Expr

Terms = tuple[Term, ...]

MOST_ENTRIES = 81
"""Entries of a derivative up to which these rules are looked at."""


# ------------------------------------------------------------------ deltas


@malrule("no-kronecker", stage="frame", evidence="E8")
def deltas_taken_for_one(asked: Asked) -> Iterator[Site]:
    """The Kronecker deltas are forgotten: entries that do not depend on each other get a derivative too."""
    return _by_terms(asked, lambda term, _top, _bottom: replace(term, deltas=()) if term.deltas else term)


@malrule("delta-index-swapped", stage="frame", evidence="anal.")
def delta_and_factor_exchange_indices(asked: Asked) -> Iterator[Site]:
    """The index inside the Kronecker delta and the one on the factor are interchanged."""

    def swapped(term: Term, _: Indices, bottom: Indices) -> Term:
        inside = [index for pair in term.deltas for index in pair if index in bottom]
        outside = [index for _, indices in term.entries for index in indices if index in bottom]
        if len(inside) != 1 or len(outside) != 1:
            return term
        return _renamed(term, {inside[0]: outside[0], outside[0]: inside[0]})

    return _by_terms(asked, swapped)


@malrule("wrong-index-on-factor", stage="frame", evidence="anal.")
def factor_with_the_index_of_the_output(asked: Asked) -> Iterator[Site]:
    """The factor carries an index of the output instead of one of the array: delta_ik x_i for delta_ik x_q."""

    def moved(term: Term, top: Indices, bottom: Indices) -> Term:
        inside = [index for pair in term.deltas for index in pair if index in top]
        outside = [index for _, indices in term.entries for index in indices if index in bottom]
        if len(inside) != 1 or len(outside) != 1:
            return term
        entries = tuple(
            (name, tuple(inside[0] if index == outside[0] else index for index in indices))
            for name, indices in term.entries
        )
        return replace(term, entries=entries)

    return _by_terms(asked, moved)


# ------------------------------------------------------------------ cases and axes


@malrule("factor-2-on-diagonal-missing", stage="frame", evidence="anal.")
def diagonal_case_once(asked: Asked) -> Iterator[Site]:
    """Where both indices of the output are equal two terms coincide, and only one of them is counted."""
    sides = _sides(asked)
    if sides is None or len(sides[0].shape) != 2 or sides[0].shape[0] != sides[0].shape[1]:
        return
    top = sides[0].shape

    def halved(array: Array) -> Array:
        below = len(array.entries) // (top[0] * top[1])
        at = (divmod(k // below, top[1]) for k in range(len(array.entries)))
        entries = zip(array.entries, at, strict=True)
        return Array(array.shape, tuple(times(HALF, entry) if i == j else entry for entry, (i, j) in entries))

    if len(_terms(asked)) == 2:
        yield EVERYWHERE, _arranged(halved)


@malrule("entry-transposed", stage="frame", evidence="E8")
def output_transposed(asked: Asked) -> Iterator[Site]:
    """The two indices of the output entry are interchanged."""
    sides = _sides(asked)
    if sides is not None and len(sides[0].shape) == 2 and sides[1].shape:
        rank = len(sides[0].shape) + len(sides[1].shape)
        yield EVERYWHERE, _arranged(lambda array: _permuted(array, (1, 0, *range(2, rank))))


@malrule("transposed-slice", stage="frame", evidence="E8")
def slices_transposed(asked: Asked) -> Iterator[Site]:
    """Each slice, the derivatives of one entry of the output, has rows and columns interchanged."""
    sides = _sides(asked)
    if sides is not None and sides[0].shape and len(sides[1].shape) == 2:
        first = len(sides[0].shape)
        yield EVERYWHERE, _arranged(lambda array: _permuted(array, (*range(first), first + 1, first)))


@malrule("wrong-axis-order", stage="frame", evidence="E8")
def axes_in_another_order(asked: Asked) -> Iterator[Site]:
    """The indices of what one differentiates by come first, those of the output last."""
    sides = _sides(asked)
    if sides is not None and sides[0].shape and len(sides[0].shape) + len(sides[1].shape) > 2:
        first, rank = len(sides[0].shape), len(sides[0].shape) + len(sides[1].shape)
        yield EVERYWHERE, _arranged(lambda array: _permuted(array, (*range(first, rank), *range(first))))


@malrule("collapsed-to-row", stage="frame", evidence="E8")
def collapsed_to_the_factor(asked: Asked) -> Iterator[Site]:
    """Only the factor is given, x^T for delta_ik x_q: all zeros and the place of the rest are lost."""
    sides = _sides(asked)
    if sides is None or len(sides[0].shape) != 1 or len(sides[1].shape) != 2:
        return
    width = sides[1].shape[1]
    yield EVERYWHERE, _arranged(lambda array: Array((width,), array.entries[:width]))


@malrule("index-off-by-one", stage="frame", evidence="anal.")
def index_off_by_one(asked: Asked) -> Iterator[Site]:
    """Entries are counted from 0 instead of 1, so that each stands one place further on."""
    sides = _sides(asked)
    if sides is None:
        return
    shape = (*sides[0].shape, *sides[1].shape)
    for axis, size in enumerate(shape):
        if size > 2:
            yield f"index {axis + 1}", _arranged(lambda array, axis=axis: _shifted(array, shape, axis))


@malrule("free-index-summed", stage="frame", evidence="anal.")
def free_index_summed(asked: Asked) -> Iterator[Site]:
    """An index that names the entry asked for is summed over, so that all entries along it are the same sum."""
    sides = _sides(asked)
    if sides is None:
        return
    shape = (*sides[0].shape, *sides[1].shape)
    for axis, size in enumerate(shape):
        if size > 1:
            yield f"index {axis + 1}", _arranged(lambda array, axis=axis: _summed(array, shape, axis))


# ------------------------------------------------------------------ index forms written out


def _by_terms(asked: Asked, change: Callable[[Term, Indices, Indices], Term]) -> Iterator[Site]:
    """The derivative of a node by an array in its formula, with its index form changed; none where an index then runs
    over a range of another length."""
    sides, terms = _sides(asked), _terms(asked)
    if sides is None or not terms:
        return
    top, bottom = _letters(sides)
    changed = tuple(change(term, top, bottom) for term in terms)
    sizes = _sizes(asked, sides, terms)
    if changed == terms or sizes is None or not _fits(asked, changed, sizes):
        return
    shape = (*sides[0].shape, *sides[1].shape)
    entries = tuple(
        add(*(_value(asked, term, dict(zip(top + bottom, at, strict=True)), sizes) for term in changed))
        for at in product(*map(range, shape))
    )
    yield EVERYWHERE, answered(lambda walk: _in_letters(walk, asked, Array(shape, entries)))


def _terms(asked: Asked) -> Terms:
    """The index form of the derivative asked; none where there is none, or where there are nodes in between."""
    sides = _sides(asked)
    if sides is None or sides[0].formula is None or not sides[0].shape or not sides[1].shape:
        return ()
    top, bottom = _letters(sides)
    if len(top) + len(bottom) > len(FREE) or not _is_direct(asked, sides):
        return ()
    try:
        return differentiated(by_indices(sides[0].formula, top, asked.letters), sides[1].name, bottom)
    except NoIndexForm:
        return ()


def _is_direct(asked: Asked, sides: tuple[Block, Block]) -> bool:
    """Whether nothing that the formula is made of depends on the array, besides the array itself."""
    if isinstance(asked.quantity, Local):
        return True
    links = {parent for _, parent in asked.edges}
    return links == set(sides[1].members)


def _letters(sides: tuple[Block, Block]) -> tuple[Indices, Indices]:
    first, last = len(sides[0].shape), len(sides[1].shape)
    return FREE[:first], FREE[first : first + last]


def _sizes(asked: Asked, sides: tuple[Block, Block], terms: Terms) -> dict[str, int] | None:
    """How far each index runs, summed ones as the arrays say; None where two arrays say different things."""
    top, bottom = _letters(sides)
    sizes = dict(zip(top + bottom, (*sides[0].shape, *sides[1].shape), strict=True))
    for name, indices in (entry for term in terms for entry in term.entries):
        for index, size in zip(indices, asked.letters[name].shape if indices else (), strict=True):
            if sizes.setdefault(index, size) != size:
                return None
    return sizes


def _fits(asked: Asked, terms: Terms, sizes: dict[str, int]) -> bool:
    """Whether every index stays inside the arrays it stands at."""
    arrays = asked.letters
    entries = ((at, arrays[name].shape if at else ()) for term in terms for name, at in term.entries)
    places = (pair for at, shape in entries for pair in zip(at, shape, strict=True))
    return all(sizes.get(index, 0) <= size for index, size in places)


def _value(asked: Asked, term: Term, at: dict[str, int], sizes: dict[str, int]) -> Expr:
    values: list[Expr] = []
    for chosen in product(*(range(sizes.get(index, 1)) for index in term.summed)):
        here = at | dict(zip(term.summed, chosen, strict=True))
        if all(here[a] == here[b] for a, b in term.deltas):
            entries = (_entry(asked, name, indices, here) for name, indices in term.entries)
            values.append(multiply(number(term.number), *entries))
    return add(*values)


def _entry(asked: Asked, name: str, indices: Indices, at: dict[str, int]) -> Expr:
    block = asked.composition.block(name)
    if block is None or not block.shape:
        return symbol(name)
    place = 0
    for index, size in zip(indices, block.shape, strict=True):
        place = place * size + at[index]
    return symbol(block.members[place])


def _renamed(term: Term, names: dict[str, str]) -> Term:
    return replace(
        term,
        entries=tuple((name, tuple(names.get(i, i) for i in at)) for name, at in term.entries),
        deltas=tuple((names.get(a, a), names.get(b, b)) for a, b in term.deltas),
    )


def _in_letters(walk: Walk, asked: Asked, array: Array) -> Array:
    """The entries in the letters in which the question wants them."""
    if isinstance(asked.quantity, Total) and asked.quantity.substituted:
        return Array(array.shape, tuple(walk.stages.substitute(walk, entry) for entry in array))
    return array


# ------------------------------------------------------------------ arrays rearranged


def _sides(asked: Asked) -> tuple[Block, Block] | None:
    """The two arrays of the derivative that is asked, where it has the indices of both."""
    sides = asked.sides
    if sides is None or not isinstance(asked.quantity, Local | Total) or asked.quantity.shape is None:
        return None
    shape = (*sides[0].shape, *sides[1].shape)
    size = 1
    for length in shape:
        size *= length
    return sides if shape == asked.quantity.shape and 1 < size <= MOST_ENTRIES else None


def _arranged(change: Callable[[Array], Array]) -> Stages:
    return Stages(frame=lambda _, __, array: change(array))


def _permuted(array: Array, order: tuple[int, ...]) -> Array:
    """Axis k of what comes out is axis `order[k]` of the array."""
    shape = tuple(array.shape[axis] for axis in order)
    entries: list[Expr] = []
    for at in product(*map(range, shape)):
        index = [0] * len(order)
        for place, axis in zip(at, order, strict=True):
            index[axis] = place
        entries.append(array.entries[_place(tuple(index), array.shape)])
    return Array(shape, tuple(entries))


def _shifted(array: Array, shape: tuple[int, ...], axis: int) -> Array:
    """Each entry one place further on along an axis, the last one first."""
    moved = ((*at[:axis], (at[axis] - 1) % shape[axis], *at[axis + 1 :]) for at in product(*map(range, shape)))
    return Array(array.shape, tuple(array.entries[_place(at, shape)] for at in moved))


def _summed(array: Array, shape: tuple[int, ...], axis: int) -> Array:
    """Each entry the sum of all along an axis."""
    sums = {
        at: add(*(array.entries[_place((*at[:axis], k, *at[axis + 1 :]), shape)] for k in range(shape[axis])))
        for at in product(*(range(1 if k == axis else size) for k, size in enumerate(shape)))
    }
    places = ((*at[:axis], 0, *at[axis + 1 :]) for at in product(*map(range, shape)))
    return Array(array.shape, tuple(sums[at] for at in places))


def _place(at: tuple[int, ...], shape: tuple[int, ...]) -> int:
    place = 0
    for index, size in zip(at, shape, strict=True):
        place = place * size + index
    return place
