"""The names of one problem while its statements are read one after the other."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import final

from gradekit.errors import StudentError
from gradekit.model.message import Note
from gradekit.model.outcome import Outcome
from gradekit.submissions.definitions import Definition
from gradekit.syntax.scope import MODULES, Call, Nested, Scope, Table

WORD = re.compile(r"[^\W\d]\w*")
MOST_CALLS_OPEN = 10
MOST_CALLS = 200
"""Applications of a student's own functions in one problem; each reads its body again."""


@final
@dataclass(frozen=True, slots=True)
class Lost:
    """A name whose value could not be read: how that ended, and the sentence that says why."""

    outcome: Outcome
    note: Note
    line: int


@final
class DependsError(StudentError):
    """A formula uses a name whose own value could not be read."""

    def __init__(self, name: str, lost: Lost) -> None:
        super().__init__("read.depends", name=name, line=lost.line)
        self.outcome = lost.outcome


@final
@dataclass(slots=True)
class Environment:
    """What each name stands for at this line. A letter of the problem stands for itself until it is given a value."""

    letters: frozenset[str]
    """The letters of the problem."""
    base: Scope
    declared: set[str] = field(default_factory=set[str])
    """Further symbols that the student declares."""
    defined: dict[str, Nested] = field(default_factory=dict[str, Nested])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    sources: dict[str, str] = field(default_factory=dict[str, str])
    """Names that were given what is no formula, such as a dictionary, for those kinds that read it."""
    tables: dict[str, Table] = field(default_factory=dict[str, Table])
    definitions: dict[str, Definition] = field(default_factory=dict[str, Definition])
    calls: dict[str, Call] = field(default_factory=dict[str, Call])
    modules: set[str] = field(default_factory=lambda: set(MODULES))
    lost: dict[str, Lost] = field(default_factory=dict[str, Lost])
    lines: dict[str, int] = field(default_factory=dict[str, int])
    """Where each name was given a value last."""
    beyond: tuple[str, int] | None = None
    """A call that can give any name any value, such as `exec`, and its line."""
    calls_left: int = MOST_CALLS
    calls_open: int = 0

    def scope(self, parameters: dict[str, Nested] | None = None) -> Scope:
        """The scope of a formula at this line; `parameters` are those of a function that is being applied."""
        own = parameters or {}
        hidden = own.keys() - self.defined.keys()
        return Scope(
            symbols=(self.letters | self.declared) - hidden,
            functions_of=self.base.functions_of,
            complex=self.base.complex,
            decimal_comma=self.base.decimal_comma,
            limits=self.base.limits,
            defined={**self.defined, **own},
            undefined=self.base.undefined,
            partials=self.base.partials,
            calls={name: call for name, call in self.calls.items() if name not in own} if own else dict(self.calls),
            modules=frozenset(self.modules),
            tables=self.tables,
        )

    def forget(self, name: str) -> None:
        """The name stands for nothing but itself again."""
        stores = (self.defined, self.texts, self.sources, self.tables, self.definitions)
        for store in (*stores, self.calls, self.lost, self.lines):
            store.pop(name, None)

    def lose(self, names: Iterable[str], outcome: Outcome, note: Note, line: int) -> None:
        """The names have a value that could not be read."""
        for name in names:
            self.forget(name)
            self.lost[name] = Lost(outcome, note, line)
            self.lines[name] = line

    def check(self, text: str, hidden: Iterable[str] = ()) -> None:
        """Refuses a formula with a name whose own value could not be read; `hidden` are names of something else."""
        if self.beyond is not None:
            raise StudentError("read.statement-needs-running", what=self.beyond[0], line=self.beyond[1])
        for name in WORD.findall(text) if self.lost else ():
            if name in self.lost and name not in hidden:
                raise DependsError(name, self.lost[name])

    @contextmanager
    def application(self) -> Generator[None, None, None]:
        """One more application of a function of the student; `StudentError` when there are too many, one after the
        other or inside each other."""
        self.calls_left -= 1
        if self.calls_left < 0 or self.calls_open >= MOST_CALLS_OPEN:
            raise StudentError("read.too-many-calls", most=MOST_CALLS)
        self.calls_open += 1
        try:
            yield
        finally:
            self.calls_open -= 1
