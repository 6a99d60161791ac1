"""The statements of a file by problem: by the comment that opens a problem, or else by the names of answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import final

from gradekit.model.message import Message
from gradekit.submissions.statements import Statement, statements

_IMPORT = re.compile(r"(?:import|from)\s")
MOST_BEFORE = 8 * 1024
"""Characters of statements before the first problem that are read."""
_FIRST_NAME = re.compile(r"(?:def\s+)?([^\W\d]\w*)")


@final
@dataclass(frozen=True, slots=True)
class Sections:
    """The statements of each problem by its number, and those before the first problem, which hold for all."""

    preamble: tuple[Statement, ...] = ()
    problems: Mapping[int, tuple[Statement, ...]] = field(default_factory=dict[int, tuple[Statement, ...]])

    def of(self, slot: int) -> tuple[Statement, ...]:
        """What is read for one problem: the preamble, imports in earlier problems, and its own statements."""
        elsewhere = (s for number, own in self.problems.items() if number < slot for s in own if is_import(s))
        return (*self.preamble, *elsewhere, *self.problems.get(slot, ()))


@final
@dataclass(slots=True)
class _Deal:
    """Statements being given to problems; `headers` are the problems whose opening comment is there."""

    names: Mapping[str, int]
    headers: frozenset[int]
    parts: dict[int, list[Statement]] = field(default_factory=dict[int, list[Statement]])

    def stretch(self, found: Iterable[Statement], home: int) -> None:
        """The statements under one header, that of the problem `home`."""
        waiting: list[Statement] = []
        for statement in found:
            slot = self._slot(statement)
            if slot is None:
                waiting.append(statement)
                continue
            if slot != home and slot not in self.headers:
                # Imports before the first answer hold for the whole file.
                self._give(waiting, home if all(map(is_import, waiting)) else slot)
                waiting, home = [], slot
            elif slot == home:
                self._give(waiting, home)
                waiting = []
            self._give([statement], slot)
        self._give(waiting, home)

    def _slot(self, statement: Statement) -> int | None:
        first = _FIRST_NAME.match(statement.text)
        return self.names.get(first.group(1)) if first else None

    def _give(self, found: list[Statement], slot: int) -> None:
        self.parts.setdefault(slot, []).extend(found)


def sections(text: str, names: Mapping[str, int]) -> Sections:
    """The statements of a text by problem; `names` gives the problem of each answer.

    A header comment opens its problem. Where the header of a problem was deleted, the names of its answers say where it
    is: what stands before an answer, and after the answers to other problems, belongs to it.
    """
    found = list(statements(text))
    deal = _Deal(names, frozenset(s.header for s in found if s.header is not None and s.header in names.values()))
    stretch: list[Statement] = []
    current = 0
    for statement in found:
        if statement.header is None:
            stretch.append(statement)
        elif statement.header in deal.headers:
            deal.stretch(stretch, current)
            stretch, current = [], statement.header
    deal.stretch(stretch, current)
    preamble = tuple(_bounded(deal.parts.pop(0, ())))
    return Sections(preamble, {slot: tuple(deal.parts[slot]) for slot in sorted(deal.parts)})


def _bounded(preamble: Iterable[Statement]) -> Iterator[Statement]:
    """What stands before the first problem is read once for each of them, so only so much of it is read."""
    read = 0
    for statement in preamble:
        read += len(statement.text)
        too_much = Message("read.too-much-before", {"most": MOST_BEFORE // 1024, "line": statement.line})
        yield statement if read <= MOST_BEFORE else replace(statement, trouble=too_much)


def is_import(statement: Statement) -> bool:
    """Whether the statement imports something."""
    return _IMPORT.match(statement.text) is not None
