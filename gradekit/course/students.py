"""The students of a class, held packed: a hundred thousand take some ten megabytes, and one is made when it is asked
for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import final, overload

import msgspec

from gradekit.course.roster_rows import Student

_MASK = (1 << 64) - 1
_BITS = 60
_PARTS = range(1 << (64 - _BITS))
"""Digests are sorted in parts, so that few are held as numbers of Python at a time."""
_unpack = msgspec.msgpack.Decoder(tuple[str, str, tuple[str, ...], int, str, str, float, float, tuple[str, ...]]).decode


@final
class Students(Sequence[Student]):
    """Students in their order.

    >>> Students([Student("a1", "Ada", ("a1",)), Student("a2", "Emmy", ("a2",))])[1].name
    'Emmy'
    """

    __slots__ = ("_packed", "_starts")

    def __init__(self, students: Iterable[Student] = ()) -> None:
        self._packed, self._starts = bytearray(), array("Q", [0])
        for student in students:
            self._packed += msgspec.msgpack.encode([getattr(student, name) for name in Student.__slots__])
            self._starts.append(len(self._packed))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[Student]:
        return (self._made(start, end) for start, end in pairwise(self._starts))

    @overload
    def __getitem__(self, place: int) -> Student: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Student, ...]: ...
    def __getitem__(self, place: int | slice) -> Student | tuple[Student, ...]:
        if isinstance(place, slice):
            return tuple(self[k] for k in range(*place.indices(len(self))))
        found = range(len(self))[place]
        return self._made(self._starts[found], self._starts[found + 1])

    def _made(self, start: int, end: int) -> Student:
        return Student(*_unpack(memoryview(self._packed)[start:end]))


@final
class Found:
    """Students by names that they have: digests of the names in order, each with the place of its student."""

    __slots__ = ("_digests", "_names", "_places", "_students")

    def __init__(self, students: Sequence[Student], names: Callable[[Student], Iterable[str]]) -> None:
        self._students, self._names = students, names
        digests, places = _digests(students, names)
        self._digests, self._places = array("Q"), array("I")
        for part in _PARTS:
            order = sorted((k for k, d in enumerate(digests) if d >> _BITS == part), key=digests.__getitem__)
            self._digests.extend(digests[k] for k in order)
            self._places.extend(places[k] for k in order)

    def of(self, name: str) -> Iterator[Student]:
        """The students of that name, in their order."""
        digest = hash(name) & _MASK
        k = bisect_left(self._digests, digest)
        while k < len(self._digests) and self._digests[k] == digest:
            student = self._students[self._places[k]]
            if name in self._names(student):
                yield student
            k += 1


def alike(students: Iterable[Student], marks: Sequence[Callable[[Student], Iterable[str]]]) -> list[int]:
    """The places of the students who have something in common with another one, and of hardly any others."""
    return sorted({place for of in marks for place in _several(*_digests(students, of))})


def _digests(students: Iterable[Student], names: Callable[[Student], Iterable[str]]) -> tuple[array[int], array[int]]:
    """Digests of all names, each with the place of its student."""
    digests, places = array("Q"), array("I")
    for place, student in enumerate(students):
        for name in names(student):
            digests.append(hash(name) & _MASK)
            places.append(place)
    return digests, places


def _several(digests: array[int], places: array[int]) -> Iterator[int]:
    parts = (sorted(digest for digest in digests if digest >> _BITS == part) for part in _PARTS)
    several = {one for part in parts for one, other in pairwise(part) if one == other}
    return (place for digest, place in zip(digests, places, strict=True) if digest in several)


@final
class ById(Mapping[str, Student]):
    """Students by every id that they have, written small; no id is of two."""

    __slots__ = ("_found", "_students")

    def __init__(self, students: Sequence[Student]) -> None:
        self._students, self._found = students, Found(students, small_ids)

    def __getitem__(self, name: str) -> Student:
        for student in self._found.of(name):
            return student
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for student in self._students for name in small_ids(student))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def small_ids(student: Student) -> list[str]:
    """Every id of a student, written small."""
    return [name.casefold() for name in student.ids]


@final
class Lines:
    """Numbers of lines, a bit more than one byte for each.

    >>> lines = Lines()
    >>> lines.add(7)
    >>> 7 in lines, 8 in lines
    (True, False)
    """

    __slots__ = ("_there",)

    def __init__(self) -> None:
        self._there = bytearray()

    def add(self, line: int) -> None:
        """That line too."""
        if line >= len(self._there):
            self._there.extend(bytes(line + 1 - len(self._there)))
        self._there[line] = 1

    def __contains__(self, line: object) -> bool:
        return isinstance(line, int) and line < len(self._there) and self._there[line] == 1
