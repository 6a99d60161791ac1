"""Whose a row of an exported file is: by an id; by the name alone only where nothing speaks against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from gradekit.errors import OperatorError


class Named(Protocol):
    """Somebody with ids and a name."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids, of the school and of platforms."""
        ...

    @property
    def name(self) -> str:
        """The name."""
        ...


def whose(
    file: str,
    rows: Sequence[Sequence[str]],
    those: Sequence[int],
    ids: Sequence[int],
    names: Sequence[Sequence[int]],
    people: Sequence[Named],
) -> Mapping[int, int]:
    """For each row that is somebody's the place of the person.

    A name is believed where one row and one person have it, and where the row has no id in a column by whose ids
    others are known: there it would be somebody else of that name. `OperatorError` where two rows are one person, or
    the ids of a row are of two.
    """
    by_id = {one.casefold(): k for k, person in enumerate(people) for one in person.ids}
    found: dict[int, int] = {}
    known_by: set[int] = set()
    for row in those:
        told = {k: by_id[cell] for k in ids if (cell := rows[row][k].strip().casefold()) in by_id}
        if len(set(told.values())) > 1:
            both = " and ".join(dict.fromkeys(people[k].name for k in told.values()))
            raise OperatorError(
                f"{file}, row {row + 1}: its ids are of {both}. Mend the ids in roster.csv; nothing was filled in."
            )
        if told:
            found[row] = next(iter(told.values()))
            known_by |= told.keys()
    left = [row for row in those if row not in found and not any(rows[row][k].strip() for k in known_by)]
    found |= _by_name(rows, left, names, people)
    _each_once(file, found, people)
    return found


def _by_name(
    rows: Sequence[Sequence[str]], left: Sequence[int], names: Sequence[Sequence[int]], people: Sequence[Named]
) -> dict[int, int]:
    listed = [_letters(person.name) for person in people]
    persons = {name: k for k, name in enumerate(listed) if listed.count(name) == 1 and name}
    told = {row: [_letters(" ".join(rows[row][k] for k in of)) for of in names] for row in left}
    count = Counter(name for of in told.values() for name in set(of))
    return {row: persons[name] for row, of in told.items() for name in of[::-1] if name in persons and count[name] == 1}


def _each_once(file: str, found: Mapping[int, int], people: Sequence[Named]) -> None:
    first: dict[int, int] = {}
    for row, person in sorted(found.items()):
        if person in first:
            raise OperatorError(
                f"{file}, row {row + 1} and row {first[person] + 1} are both {people[person].name}. Take one of them "
                "away, or mend the ids in roster.csv; nothing was filled in."
            )
        first[person] = row


def _letters(name: str) -> str:
    """The words of a name in the order of the alphabet.

    >>> _letters("Doe, Jane") == _letters("jane doe")
    True
    """
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in name.casefold()).split()))
