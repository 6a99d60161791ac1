"""Names being given values, and what that makes of answers: the values found, and the notes about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import final

from gradekit.errors import StudentError
from gradekit.model.message import Message, Note
from gradekit.model.outcome import Outcome
from gradekit.submissions.assignments import Target, assignment_in
from gradekit.submissions.definitions import Definition
from gradekit.submissions.environment import MOST_CALLS, WORD, Environment, Lost
from gradekit.submissions.outcomes import note_of, outcome_of
from gradekit.syntax.calls import BUILDERS
from gradekit.syntax.names import SPELLINGS
from gradekit.syntax.scope import Nested, Read, Scope
from gradekit.syntax.tree import Expr

ReadFormula = Callable[[str, Scope, int], Read]
"""How a formula is read: Python first, or typed text, as the policy has it."""


_CALLED_WITH_TEXT = re.compile(r"\b([^\W\d]\w*)\s*\(\s*[\"']")
"""A call with a text in quotation marks: no text of mathematics is an argument of a function that is not known."""


@final
@dataclass(frozen=True, slots=True)
class Finding:
    """What a name was given: a formula or a list, a text in quotation marks, or something that could not be read."""

    line: int
    text: str
    value: Nested = None
    word: str | None = None
    lost: Lost | None = None
    notes: tuple[Note, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it is only `...`."""
        return self.value is None and self.word is None and self.lost is None


@final
@dataclass(slots=True)
class Bindings:
    """The names of one problem and the findings for its answers."""

    names: Environment
    answers: frozenset[str]
    """The names of the stub that the problem asks for."""
    read: ReadFormula
    found: dict[str, Finding] = field(default_factory=dict[str, Finding])
    redefined: dict[str, Note] = field(default_factory=dict[str, Note])
    """Letters of the problem that were given a value, and the note about it."""

    def formula(self, text: str, line: int, parameters: dict[str, Nested] | None = None) -> Read:
        """What a formula means at this line; `StudentError` also when a name in it could not be read itself."""
        self.names.check(text, parameters or ())
        for name in _CALLED_WITH_TEXT.findall(text):
            if name not in SPELLINGS and name not in BUILDERS:
                raise StudentError("read.needs-running", what=f"`{name[:40]}(...)`")
        try:
            return self.read(text, self.names.scope(parameters), line)
        except RecursionError:
            # Each formula is bounded by itself; functions of the student inside each other add up.
            raise StudentError("read.too-many-calls", most=MOST_CALLS) from None

    def bind(self, target: Target, given: Finding) -> None:
        """Gives a name, or one entry of its list, a value."""
        name, names = target.name, self.names
        value = _with_entry(names.defined.get(name), target.index, given.value)
        self._notice_letter(name, given.line)
        names.forget(name)
        names.lines[name] = given.line
        names.defined[name] = value
        if given.word is not None:
            names.texts[name] = given.word
        self._find(name, Finding(given.line, given.text, value, given.word, None, given.notes), given.text)

    def unpack(self, targets: Sequence[Target], given: Finding) -> None:
        """Gives several names the entries of a list."""
        entries = given.value if isinstance(given.value, tuple) else (given.value,)
        if len(entries) != len(targets) or not isinstance(given.value, tuple):
            raise StudentError("read.unpack", names=len(targets), values=len(entries))
        for target, entry in zip(targets, entries, strict=True):
            self.bind(target, Finding(given.line, given.text, entry, None, None, given.notes))

    def define(self, name: str, function: Definition, line: int, text: str) -> None:
        """Gives a name a function. As an answer it is what the function returns for the letters of its parameters."""
        self._notice_letter(name, line)
        names = self.names
        names.forget(name)
        names.lines[name] = line
        names.definitions[name] = function
        names.calls[name] = lambda args: self._applied(name, function, args)
        if name in self.answers:
            letters = tuple(Expr("symbol", (), letter) for letter in function.parameters)
            try:
                found = Finding(line, text, self._applied(name, function, letters))
            except StudentError as error:
                self.lose((name,), outcome_of(error), note_of(error, line), line, text)
            else:
                self._find(name, found, function.value)

    def lose(self, names: Iterable[str], outcome: Outcome, note: Note, line: int, text: str) -> None:
        """The names were given something that could not be read."""
        for name in names:
            self._notice_letter(name, line)
            earlier = self._twice(name, line)
            self.names.lose((name,), outcome, note, line)
            if name in self.answers:
                self.found[name] = Finding(line, text, lost=self.names.lost[name], notes=(note, *earlier))

    def _applied(self, name: str, function: Definition, args: tuple[Nested, ...]) -> Nested:
        """A function of the student applied: its body is read again with the arguments in the place of parameters."""
        if len(args) != len(function.parameters):
            raise StudentError("read.arity", name=name, wanted=str(len(function.parameters)), found=len(args))
        local: dict[str, Nested] = dict(zip(function.parameters, args, strict=True))
        with self.names.application():
            return self._body(function, local)

    def _body(self, function: Definition, local: dict[str, Nested]) -> Nested:
        for statement in function.body:
            a = assignment_in(statement.text)
            if a is None or a.unpacks or a.sign or a.targets[0][0].index:
                what = statement.text.split(maxsplit=1)[0][:20]
                raise StudentError("read.statement-needs-running", what=what, line=statement.line)
            local[a.targets[0][0].name] = self.formula(a.value, statement.line, local).value
        return self.formula(function.value, function.line, local).value

    def _find(self, name: str, found: Finding, text: str) -> None:
        if name in self.answers:
            notes = (*found.notes, *self._letters_in(text), *self._twice(name, found.line))
            self.found[name] = Finding(found.line, found.text, found.value, found.word, None, notes)

    def _notice_letter(self, name: str, line: int) -> None:
        if name in self.names.letters:
            message = Message("read.letter-redefined", {"name": name, "line": line})
            self.redefined.setdefault(name, Note(message, line))

    def _letters_in(self, text: str) -> tuple[Note, ...]:
        """Letters in an answer that stand for something else since an earlier line."""
        used = dict.fromkeys(WORD.findall(text)) if self.redefined else ()
        return tuple(self.redefined[name] for name in used if name in self.redefined and name in self.names.lines)

    def _twice(self, name: str, line: int) -> tuple[Note, ...]:
        earlier = self.found.get(name)
        if earlier is None or earlier.empty or earlier.line == line:
            return ()
        return (Note(Message("read.assigned-twice", {"name": name, "first": earlier.line, "line": line}), line),)


def _with_entry(whole: Nested, index: tuple[int, ...], value: Nested) -> Nested:
    """The list with one entry replaced; without an index, the value itself."""
    if not index:
        return value
    if not isinstance(whole, tuple):
        raise StudentError("read.no-list")
    if not -len(whole) <= index[0] < len(whole):
        raise StudentError("read.no-such-entry", index=index[0], entries=len(whole))
    place = index[0] % len(whole)
    return type(whole)(_with_entry(e, index[1:], value) if i == place else e for i, e in enumerate(whole))
