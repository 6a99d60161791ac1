"""A basis of all angles of a proof: each is a whole combination of a few, so that as few tangents as possible occur.

With 4x+4 and 2x+2 one tangent, of x+1, is enough; over monomials it would be two, and their eighth powers.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import TypeAlias, final

from flint import fmpz_mat

Key: TypeAlias = tuple[str, str]
Vector: TypeAlias = Mapping[Key, Fraction]


@final
class Lattice:
    """Independent vectors whose whole combinations are all the vectors seen so far."""

    __slots__ = ("basis",)

    def __init__(self, basis: list[Vector] | None = None) -> None:
        self.basis: list[Vector] = basis or []

    def clone(self) -> Lattice:
        """The same vectors."""
        return Lattice(self.basis.copy())

    def coordinates(self, vector: Vector) -> list[tuple[int, int]] | None:
        """The vector as numbers of basis vectors with whole multiples; `None` when the basis had to change.

        >>> lattice, x = Lattice(), ("x", "")
        >>> [lattice.coordinates({x: Fraction(n)}) for n in (2, 4, 3)]
        [[(0, 1)], [(0, 2)], None]
        >>> lattice.coordinates({x: Fraction(3)})
        [(0, 3)]
        """
        for i, b in enumerate(self.basis):
            ratio = _ratio(vector, b)
            if ratio is not None and ratio.denominator == 1:
                return [(i, ratio.numerator)]
        found = _solved(self.basis, vector)
        if found is None:
            self.basis.append(dict(vector))
            return [(len(self.basis) - 1, 1)]
        if all(c.denominator == 1 for c in found):
            return [(i, c.numerator) for i, c in enumerate(found) if c]
        # Only what the vector is made of has to change.
        kept = [b for b, c in zip(self.basis, found, strict=True) if not c]
        self.basis = kept + _joined([b for b, c in zip(self.basis, found, strict=True) if c], vector)
        return None


def _ratio(vector: Vector, other: Vector) -> Fraction | None:
    """How many times the other the vector is."""
    if vector.keys() != other.keys():
        return None
    ratios = {vector[key] / c for key, c in other.items()}
    return ratios.pop() if len(ratios) == 1 else None


def _solved(basis: list[Vector], vector: Vector) -> list[Fraction] | None:
    """Rational coordinates of the vector, by elimination; None when it is independent of the basis."""
    known = {key for v in basis for key in v}
    if not vector.keys() <= known:
        return None
    keys, zero = sorted(known), Fraction(0)
    rows = [[v.get(key, zero) for v in basis] + [vector.get(key, zero)] for key in keys]
    pivot = 0
    for column in range(len(basis)):
        chosen = next(i for i in range(pivot, len(rows)) if rows[i][column])
        rows[pivot], rows[chosen] = rows[chosen], rows[pivot]
        head = rows[pivot][column]
        rows[pivot] = [entry / head for entry in rows[pivot]]
        for i, row in enumerate(rows):
            if i != pivot and row[column]:
                share = row[column]
                rows[i] = [a - share * b for a, b in zip(row, rows[pivot], strict=True)]
        pivot += 1
    if any(row[-1] for row in rows[pivot:]):
        return None
    return [row[-1] for row in rows[:pivot]]


def _joined(basis: list[Vector], vector: Vector) -> list[Vector]:
    """A short basis of everything the vectors generate."""
    vectors = [*basis, vector]
    keys = sorted({key for v in vectors for key in v})
    common = lcm(*(c.denominator for v in vectors for c in v.values()))
    rows = [[int(v.get(key, 0) * common) for key in keys] for v in vectors]
    reduced = [row for row in fmpz_mat(rows).hnf().tolist() if any(entry != 0 for entry in row)]
    return [
        {key: Fraction(int(c), common) for key, c in zip(keys, row, strict=True) if c != 0}
        for row in fmpz_mat(reduced).lll().tolist()
    ]
