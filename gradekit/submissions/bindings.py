"""Names being given values, and what that makes of answers: the values found, and the notes about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import final

from gradekit.errors import StudentError
from gradekit.kinds.fitting import open_everywhere
from gradekit.kinds.typed import Fitted, ReadFormula, Source
from gradekit.model.message import Message, Note
from gradekit.model.outcome import Outcome
from gradekit.submissions.assignments import Assignment, Target
from gradekit.submissions.bodies import Body
from gradekit.submissions.definitions import Definition
from gradekit.submissions.environment import MOST_CALLS, WORD, Environment, Lost
from gradekit.submissions.outcomes import note_of, outcome_of
from gradekit.submissions.sharing import shares_with_itself, sharing
from gradekit.syntax.calls import BUILDERS
from gradekit.syntax.names import SPELLINGS
from gradekit.syntax.python_loops import one_by_one
from gradekit.syntax.scope import Grid, Key, Nested, Read, Scope
from gradekit.syntax.tree import Expr

_GOING_OVER = frozenset({"range", "enumerate", "zip", "dict", "sum", "prod"})
"""Names by which the reader follows loops; a student who gives one of them another meaning is not followed."""
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
    own: Fitted | None = None
    """What the reader of its kind made of it."""
    notes: tuple[Note, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it is only `...`."""
        return self.value is None and self.word is None and self.lost is None and self.own is None

    @property
    def open(self) -> bool:
        """Whether it is `...`, or a list of nothing else."""
        return self.word is None and self.lost is None and self.own is None and open_everywhere(self.value)


@final
@dataclass(slots=True)
class Bindings:
    """The names of one problem and the findings for its answers."""

    names: Environment
    answers: frozenset[str]
    """The names of the stub that the problem asks for."""
    read: ReadFormula
    readers: Mapping[str, Callable[[Source], Fitted]] = field(default_factory=dict[str, "Callable[[Source], Fitted]"])
    """Answers whose kind reads by itself."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    """Answers that are one of several words."""
    found: dict[str, Finding] = field(default_factory=dict[str, Finding])
    redefined: dict[str, Note] = field(default_factory=dict[str, Note])
    """Letters of the problem that were given a value, and the note about it."""

    def formula(self, text: str, line: int, parameters: dict[str, Nested] | None = None) -> Read:
        """What a formula means at this line; `StudentError` also when a name in it could not be read itself."""
        self.names.check(text, parameters or ())
        return self._read(text, self.names.scope(parameters), line)

    def _checked(self, text: str, scope: Scope, line: int) -> Read:
        self.names.check(text)
        return self._read(text, scope, line)

    def _read(self, text: str, scope: Scope, line: int) -> Read:
        for name in _CALLED_WITH_TEXT.findall(text):
            if name not in SPELLINGS and name not in BUILDERS:
                raise StudentError("read.needs-running", what=f"`{name[:40]}(...)`")
        try:
            return self.read(text, scope, line)
        except RecursionError:
            # Each formula is bounded by itself; functions of the student inside each other add up.
            raise StudentError("read.too-many-calls", most=MOST_CALLS) from None

    def bind(self, target: Target, given: Finding) -> None:
        """Gives a name, or one entry of its list, a value."""
        name, names = target.name, self.names
        if len(target.index) == 1 and target.index[0] >= 0 and name in names.tables:
            key = Expr("number", (), Fraction(target.index[0]))
            self.bind_key(name, key, given.value, given.line)
            return
        if not target.index and given.open and self._stands(name, given.line):
            return
        value = _with_entry(names.defined.get(name), target.index, given.value)
        if target.index:
            self._notice_shared(name, given)
        self._notice_letter(name, given.line)
        names.forget(name)
        names.lines[name] = given.line
        names.defined[name] = value
        if given.word is not None:
            names.texts[name] = given.word
        self._find(name, Finding(given.line, given.text, value, given.word, notes=given.notes), given.text)

    def bind_key(self, name: str, key: Key, value: Nested, line: int) -> None:
        """Gives one entry of a dictionary a value."""
        self.names.tables[name] = {**self.names.tables[name], key: value}
        self.names.lines[name] = line

    def lose_lists(self, names: Iterable[str], line: int, text: str) -> None:
        """The lists and dictionaries of these names may have been changed by what cannot be followed."""
        what = text.strip()[:40]
        error = StudentError("read.statement-needs-running", what=what.split("\n")[0], line=line)
        for name in dict.fromkeys(names):
            if name in self.names.tables or isinstance(self.names.defined.get(name), tuple):
                others = sharing(name, self.names.defined, self.names.tables)
                self.lose((name, *others), Outcome.NEEDS_RUNNING, note_of(error, line), line, text)

    def _notice_shared(self, name: str, given: Finding) -> None:
        """An entry of a list is given a value: other names of the same list would change with it."""
        others, own = sharing(name, self.names.defined, self.names.tables), self.names.defined[name]
        error = StudentError("read.shared-list", name=name, line=given.line)
        if shares_with_itself(own):
            raise error
        self.lose(others, Outcome.NEEDS_RUNNING, note_of(error, given.line), given.line, given.text)

    def keep(self, names: Iterable[str], text: str) -> None:
        """The text of what is no formula, where a kind of this problem reads such texts."""
        if self.readers:
            self.names.sources |= {name: text for name in names if name not in self.names.letters}

    def answers_of_own(self, a: Assignment) -> list[str]:
        """The answers among the names whose kind reads by itself."""
        if not self.readers or a.unpacks or a.sign or any(group[0].index for group in a.targets):
            return []
        return [group[0].name for group in a.targets if group[0].name in self.readers]

    def answers_alone(self, a: Assignment) -> bool:
        """Whether only answers, and whole ones, are given the value."""
        targets = [target for group in a.targets for target in group]
        return not a.sign and all(not target.index and target.name in self.answers for target in targets)

    def bind_own(self, name: str, text: str, line: int, begins: int) -> None:
        """Gives an answer what the reader of its kind makes of the text, or of what a name stands for."""
        names = self.names
        quoted = f'"""{names.texts[text]}"""' if text in names.texts else None
        told = quoted or names.sources.get(text) or text
        if text.strip() in ("", "..."):
            if not self._stands(name, begins):
                self.found[name] = Finding(begins, text)
            return
        own = self.readers[name](Source(told, line, names.scope(), self._checked))
        names.forget(name)
        names.lines[name] = begins
        if own.value is not None and own.word is None:
            names.sources[name] = told
        notes = (*self._letters_in(text), *self._twice(name, begins))
        self.found[name] = Finding(begins, text, own=own, notes=notes)

    def unpack(self, targets: Sequence[Target], given: Finding) -> None:
        """Gives several names the entries of a list."""
        entries = one_by_one(given.value)
        if entries is None or len(entries) != len(targets):
            raise StudentError("read.unpack", names=len(targets), values=len(entries or "1"))
        for target, entry in zip(targets, entries, strict=True):
            self.bind(target, Finding(given.line, given.text, entry, notes=given.notes))

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
        missing = len(function.parameters) - len(args)
        if not 0 <= missing <= len(function.defaults):
            raise StudentError("read.arity", name=name, wanted=str(len(function.parameters)), found=len(args))
        own = function.defaults[len(function.defaults) - missing :]
        given = (*args, *(self.formula(text, function.line).value for text in own))
        local: dict[str, Nested] = dict(zip(function.parameters, given, strict=True))
        with self.names.application():
            if not function.body:
                return self.formula(function.value, function.line, local).value
            return Body(name, self.value_of).value(function.body, local)

    def value_of(self, text: str, line: int, local: dict[str, Nested]) -> Nested:
        """What a formula means where a function has given some names their values."""
        return self.formula(text, line, local).value

    def _find(self, name: str, found: Finding, text: str) -> None:
        if name in self.answers:
            notes = (*found.notes, *self._letters_in(text), *self._twice(name, found.line))
            self.found[name] = Finding(found.line, found.text, found.value, found.word, notes=notes)

    def changed_in_place(self, name: str, given: Finding) -> None:
        """`A += 1` changes an array of NumPy itself, under all its names."""
        if isinstance(self.names.defined.get(name), Grid):
            self._notice_shared(name, given)

    def _notice_letter(self, name: str, line: int) -> None:
        if name in _GOING_OVER:
            self.names.beyond = (name, line)
        if name in self.names.letters:
            message = Message("read.letter-redefined", {"name": name, "line": line})
            self.redefined.setdefault(name, Note(message, line))

    def _letters_in(self, text: str) -> tuple[Note, ...]:
        """Letters in an answer that stand for something else since an earlier line."""
        used = dict.fromkeys(WORD.findall(text)) if self.redefined else ()
        return tuple(self.redefined[name] for name in used if name in self.redefined and name in self.names.lines)

    def _stands(self, name: str, line: int) -> bool:
        """Whether an answer was given before: the `...` of the stub, left below it, takes nothing away."""
        earlier = self.found.get(name)
        if earlier is None or earlier.open:
            return False
        note = Note(Message("read.left-open-below", {"name": name, "first": earlier.line, "line": line}), line)
        self.found[name] = replace(earlier, notes=(*earlier.notes, note))
        return True

    def _twice(self, name: str, line: int) -> tuple[Note, ...]:
        earlier = self.found.get(name)
        if earlier is None or earlier.open or earlier.line == line:
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
