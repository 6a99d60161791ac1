"""Answers about arrays of sizes M, N, ...: written out for the asked sizes and for others, compared at both.

At one size a wrong formula can be right by accident: a factor transposed where matrices are square, for example.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from msgspec import UnsetType
from msgspec.structs import replace

from gradekit.errors import AuthorError
from gradekit.kinds import array
from gradekit.kinds.kind import Comparison, Entries, together
from gradekit.model.answer import Answer
from gradekit.model.composition import entry_names
from gradekit.model.details import ArrayLetter, Sized
from gradekit.model.domain import Domain
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.build import symbol
from gradekit.syntax.tree import Array

Sizes = Mapping[str, int]
MOST_ENTRIES = 256


def sized(part: Part) -> Sized:
    """The arrays and sizes of the part."""
    if isinstance(part.details, UnsetType) or not isinstance(part.details, Sized):
        raise AuthorError(f"The part `{part.key}` is about arrays, and nothing says which.")
    return part.details


def shape_at(extents: tuple[str, ...], sizes: Sizes) -> tuple[int, ...]:
    """The shape for these sizes; an extent may be a number itself.

    >>> shape_at(("M", "N", "1"), {"M": 3, "N": 2})
    (3, 2, 1)
    """
    return tuple(int(extent) if extent.isdigit() else sizes[extent] for extent in extents)


def array_at(letter: ArrayLetter, sizes: Sizes) -> Array:
    """The entries of an array as symbols, in row-major order; a scalar is its own letter."""
    shape = shape_at(letter.extents, sizes)
    return Array(shape, tuple(map(symbol, entry_names(letter.name, shape) if shape else (letter.name,))))


def compare(part: Part, answer: Answer, expected: Array, key: PartKey, domain: Domain) -> Comparison:
    """Entry by entry for the asked sizes; then for the others, where the expected answer is the key's own."""
    told = array.compare(part, answer, expected, key, domain)
    if not told.right or isinstance(answer.also, UnsetType) or isinstance(key.also, UnsetType) or expected != key.value:
        return told
    there = replace(answer, value=answer.also)
    elsewhere = array.compare(part, there, key.also, key, widened(domain, sized(part)))
    if elsewhere.outcome is Outcome.UNDECIDED or elsewhere.right:
        return told if elsewhere.right else elsewhere
    entries = tuple(EntryVerdict(Outcome.DIFFERENT) for _ in told.entries)
    return together(entries, (Message("grading.equal-at-one-size", {"sizes": sizes_told(sized(part).other)}),))


def widened(domain: Domain, details: Sized) -> Domain:
    """The domain for the other sizes: an entry that is new has the range that all entries of its array share."""
    known = {stated.symbol for stated in domain.ranges}
    ranges = list(domain.ranges)
    for letter in details.arrays:
        shared = {replace(domain.of(entry.name), symbol="") for entry in array_at(letter, details.sizes)}
        if len(shared) == 1:
            new = (entry.name for entry in array_at(letter, details.other) if entry.name not in known)
            ranges += [replace(next(iter(shared)), symbol=name) for name in new]
    return replace(domain, ranges=tuple(ranges))


def sizes_told(sizes: Sizes) -> str:
    """`M = 2, N = 3`."""
    return ", ".join(f"{name} = {size}" for name, size in sizes.items())


def show(_part: Part, shape: tuple[int, ...], entries: Entries, word: str) -> str:
    """The formula as it was typed; entries where there is none."""
    return f'"{word}"' if word else array.show(_part, shape, entries, word)


def size_of_answer(details: Sized, sizes: Sizes) -> int:
    """The number of entries."""
    return prod(shape_at(details.extents, sizes))


def wrong(part: Part, key: PartKey) -> tuple[str, ...]:
    """Twice the formula, and its negative."""
    del part
    return f'"2*({key.word})"', f'"-({key.word})"'


def letters_told(details: Sized) -> str:
    """The arrays with their sizes: `R (M x N), x (N)`."""
    told = (f"{one.name} ({' x '.join(one.extents)})" if one.extents else one.name for one in details.arrays)
    return ", ".join(told)
