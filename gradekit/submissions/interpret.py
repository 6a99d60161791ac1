"""One problem read in a straight line: what cannot be read costs only the names that depend on it. Nothing is run."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from typing import final

from gradekit.errors import StudentError
from gradekit.model.message import Message, Note
from gradekit.model.outcome import Outcome
from gradekit.submissions.assignments import Assignment, assignment_in
from gradekit.submissions.bindings import Bindings, Finding
from gradekit.submissions.branches import main_body
from gradekit.submissions.definitions import Definition, defined_name, definition_in, lambda_in
from gradekit.submissions.environment import WORD
from gradekit.submissions.imports import Imported, function_in, imports_in, symbols_in
from gradekit.submissions.loops import steps_of
from gradekit.submissions.operations import OPERATIONS
from gradekit.submissions.outcomes import fault_note, note_of, note_of_remark, outcome_of
from gradekit.submissions.sharing import sharing
from gradekit.submissions.split import is_import
from gradekit.submissions.statements import Statement
from gradekit.submissions.taken import changed, deleted, reaching, taken
from gradekit.syntax.calls import Site, applied
from gradekit.syntax.names import CONSTANTS, SPELLINGS
from gradekit.syntax.python_other import read_key, read_table
from gradekit.syntax.scope import Call, Spot, Table
from gradekit.syntax.tree import Expr

_log = logging.getLogger(__name__)

_QUOTED = re.compile(r"(\"\"\"|'''|\"|')(.*)\1\Z", re.DOTALL)
_UNUSUAL = re.compile(
    r":=|\bdel\b|\b(?:global|nonlocal|as)\b|\b(?:exec|globals|locals|vars)\s*\(|^[^=(]*\*[^=(]*="
    r"|\.\s*[a-z_]+\s*\("
)
"""What a statement has that does more than assign."""
_ENTRY = re.compile(
    r"(?P<name>[^\W\d]\w*)[ \t]*(?:\.[ \t]*\w+[ \t]*|\[(?P<key>[^\n=]*)\][ \t]*)(?P<sign>\*\*|//|[-+*/@%&|^])?=(?!=)"
    r"(?P<value>.*)",
    re.DOTALL,
)
_DEFINED = re.compile(r"\bdef\s+([^\W\d]\w*)")
_FOR = re.compile(r"\bfor\s+([^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*)\s+in\b")
_CHANGED = re.compile(r"\b([^\W\d]\w*)\s*\.\s*(?:append|extend|insert|pop|clear|remove|reverse|sort)\s*\(")
_QUIET = re.compile(r"(?:print|display|pprint|init_printing|check|assert|pass)\b|[\"']|(?:[^\W\d]\w*|\.\.\.)\Z")
"""What may stand alone without a word about it: printing, a docstring, a name."""
_DECLARES = re.compile(r"[\"']|symbol", re.IGNORECASE)
_LONGEST = 200
MOST_STEPS = 1000
"""Statements in loops, in one problem."""
MOST_STATEMENTS = 1000
"""Statements of one problem, those before the first problem among them."""


@final
class Interpreter:
    """The reading of the statements of one problem."""

    def __init__(self, bindings: Bindings) -> None:
        self.bindings = bindings
        self.names = bindings.names
        self.names.calls.update(OPERATIONS)
        self.notes: list[Note] = []
        """About the file, not about one answer."""
        self._last: tuple[str, ...] = ()
        self._below = (0, 0)
        """The names of the last statement; the line below it, and its indentation."""
        self._steps = 0

    def run(self, statements: Iterable[Statement]) -> None:
        """Reads the statements in order."""
        for number, statement in enumerate(statements):
            if number >= MOST_STATEMENTS:
                self._pass_over(statement)
                continue
            self._last = self._guarded(statement)
            # Behind an equals sign with nothing after it, the answer may stand on the line below.
            indent = -1 if statement.text.endswith("=") else statement.indent
            self._below = (statement.line + statement.text.count("\n") + 1, indent)

    def _guarded(self, s: Statement) -> tuple[str, ...]:
        try:
            return self._statement(s)
        except Exception as error:  # whatever it is, it is gradekit's own fault, and costs no other statement
            _log.exception("line %s could not be read", s.line)
            names = tuple(dict.fromkeys([*filter(None, [defined_name(s.text)]), *_names_given(s.text)]))
            self.bindings.lose(names, Outcome.FAULT, fault_note(error, s.line), s.line, s.text)
            return names

    def _pass_over(self, s: Statement) -> None:
        """A statement after more than are read: answers that it gives a value to are lost, not empty."""
        names = self.bindings.answers.intersection(_names_given(s.text))
        self._lose(names, StudentError("read.too-many-statements", most=MOST_STATEMENTS), s)

    def _statement(self, s: Statement) -> tuple[str, ...]:
        """Reads one statement; the names that a formula on the line below it would go on for."""
        if s.block:
            return self._block(s)
        if is_import(s):
            self._import(s)
            return ()
        if s.trouble is None and s.text[0] not in "\"'" and _UNUSUAL.search(s.text):
            return self._unusual(s)
        return self._simple(s)

    def _unusual(self, s: Statement) -> tuple[str, ...]:
        """A statement that may do more than assign: what it does beside that is known to Python alone."""
        if (call := reaching(s.text)) is not None:
            self._give_up(call, s)
            return ()
        names = self._simple(s) if not (gone := deleted(s.text)) else ()
        for name in gone:
            self._lose((name,), StudentError("read.deleted", name=name, line=s.line), s)
        self._lose(taken(s.text), _needs_running(s.text, s.line), s)
        self.bindings.lose_lists(changed(s.text), s.line, s.text)
        return names

    def _give_up(self, call: str, s: Statement) -> None:
        """From here on any name may stand for anything, also the answers before."""
        error = _needs_running(call, s.line)
        self.names.beyond = (call, s.line)
        given = [name for name, found in self.bindings.found.items() if not found.empty]
        self._lose([*given, *self.bindings.answers.intersection(_names_given(s.text))], error, s)
        self.notes.append(note_of(error, s.line))

    def _simple(self, s: Statement) -> tuple[str, ...]:
        assignment = assignment_in(s.text)
        if assignment is None:
            return self._expression(s)
        names = tuple(target.name for group in assignment.targets for target in group)
        try:
            self._assign(s, assignment)
        except StudentError as error:
            self._lose(self._without_letters(names, s), error, s)
            self.bindings.keep(names, assignment.value)
            if "(" in s.text and outcome_of(error) is Outcome.NEEDS_RUNNING:
                self.bindings.lose_lists(WORD.findall(s.text), s.line, s.text)
        return () if _DECLARES.search(s.text) else names

    def _without_letters(self, names: tuple[str, ...], s: Statement) -> tuple[str, ...]:
        """The names of an assignment that could not be read. Where it looks like the line of the stub that declares the
        letters of the problem, these are kept: they are known from the sheet."""
        letters = {name for name in names if name in self.names.letters}
        if not letters or not _DECLARES.search(s.text) or "Function" in s.text:
            return names
        for name in letters:
            self.names.forget(name)
        self.notes.append(Note(Message("read.declaration", {"line": s.line}), s.line, s.text[:_LONGEST]))
        return tuple(name for name in names if name not in letters)

    def _lose(self, names: Iterable[str], error: StudentError, s: Statement) -> None:
        assignment = assignment_in(s.text)
        text = assignment.value if assignment else s.text
        self.bindings.lose(names, outcome_of(error), note_of(error, s.line), s.line, text)

    def _block(self, s: Statement) -> tuple[str, ...]:
        if (main := main_body(s)) is not None:
            for inner in main:
                self._guarded(inner)
            return ()
        if (call := reaching(s.text)) is not None:
            self._give_up(call, s)
            return ()
        if re.match(r"(?:for|if)\b", s.text) and s.trouble is None and self._followed(s):
            return ()
        name = defined_name(s.text)
        names = (name,) if name else tuple(dict.fromkeys(_names_given(s.text)))
        try:
            if s.trouble is not None:
                raise StudentError(s.trouble.id, place=None, **s.trouble.params)
            if name is not None and name in self.bindings.readers:
                self.bindings.bind_own(name, s.text, s.line, s.line)
                return names
            if name is None:
                raise _needs_running(s.text.split(maxsplit=1)[0].rstrip(":("), s.line)
            self.bindings.define(name, definition_in(s), s.line, s.text)
            self.bindings.keep(names, s.text)
            self._lose(taken(s.text), _needs_running(s.text, s.line), s)
        except StudentError as error:
            names = (*names, *_DEFINED.findall(s.text), *deleted(s.text), *taken(s.text))
            self._lose(names, error, s)
            self.bindings.keep(names, s.text)
            self.bindings.lose_lists(WORD.findall(s.text), s.line, s.text)
            if not names:
                self.notes.append(note_of(error, s.line))
        return names

    def _followed(self, s: Statement) -> bool:
        """Reads a loop or a choice whose way is known without running; what it names is lost where that fails."""
        steps = steps_of(s, self.bindings)
        try:
            first = next(steps, None)
        except StudentError:
            return False
        while first is not None:
            self._steps += 1
            if self._steps > MOST_STEPS:
                return False
            self._guarded(first)
            first = next(steps, None)
        return True

    def _import(self, s: Statement) -> None:
        for item in imports_in(s.text):
            if item.hides(self.names.letters):
                self._lose((item.alias,), _needs_running(s.text, s.line), s)
            elif item.known:
                self._imported(item)
            elif item.name == "*" and not item.misspelt:
                self._give_up(f"{item.module}.*", s)
            else:
                note = Note(Message("read.module", {"name": item.module}), s.line)
                self.names.lose((item.alias,), Outcome.NEEDS_RUNNING, note, s.line)

    def _imported(self, item: Imported) -> None:
        self.names.lost.pop(item.alias, None)
        if not item.name:
            self.names.modules.add(item.alias)
        elif item.module == "sympy.abc" and item.name != "*":
            self._symbols_of_abc(item)
        elif item.alias != item.name and item.name in CONSTANTS:
            self.names.defined[item.alias] = Expr("constant", (), CONSTANTS[item.name])
        elif item.alias != item.name and (item.name in SPELLINGS or item.name in OPERATIONS):
            self.names.calls[item.alias] = OPERATIONS.get(item.name) or self._renamed(item.name)

    def _symbols_of_abc(self, item: Imported) -> None:
        self._declare((item.name, item.alias) if item.name not in self.names.letters else (item.alias,))
        if item.alias != item.name:
            self.names.defined[item.alias] = Expr("symbol", (), item.name)

    def _renamed(self, name: str) -> Call:
        return lambda args: applied(name, args, self.names.scope(), Site(Spot(name), 0))

    def _declare(self, letters: Iterable[str]) -> None:
        for letter in letters:
            self.names.forget(letter)
            self.names.declared.add(letter)

    def _expression(self, s: Statement) -> tuple[str, ...]:
        """An expression alone gives nothing a value; but it may change a list, or have been meant as an answer."""
        if letters := symbols_in(s.text):
            self._declare(letters)
            return ()
        first = WORD.match(s.text)
        name = first.group() if first else ""
        if entry := _ENTRY.match(s.text):
            self._entry(entry, s)
        elif other := _CHANGED.match(s.text):
            self._lose((other.group(1),), _needs_running(s.text, s.line), s)
        elif name in self.bindings.answers and s.text != name:
            self._no_equals(name, s)
            return (name,)
        elif self._last and self._goes_on(s):
            # A formula went on below its line without brackets: half of it is no answer.
            note = Note(Message("read.continued-below", {"line": s.line}), s.line, s.text[:_LONGEST], 0)
            for half in self._last:
                self.bindings.found.pop(half, None)
            self.bindings.lose(self._last, Outcome.UNREAD, note, s.line, s.text)
            return self._last
        elif not _QUIET.match(s.text):
            if "(" in s.text:
                self._called_alone(name, s)
            self.notes.append(Note(Message("read.line-unused", {"line": s.line}), s.line, s.text[:_LONGEST]))
        return ()

    def _called_alone(self, name: str, s: Statement) -> None:
        """A call whose result is not kept may change the lists that it is given; a lost function any list."""
        names = self.names
        everything = name in names.lost or name in names.definitions
        lists = [*names.defined, *names.tables] if everything else WORD.findall(s.text)
        self.bindings.lose_lists(lists, s.line, s.text)

    def _entry(self, entry: re.Match[str], s: Statement) -> None:
        """`d["a"] = 2*x`: an entry of a dictionary; of anything else it is not known which one."""
        name = entry["name"]
        try:
            if name not in self.names.tables or entry["sign"]:
                raise _needs_running(s.text, s.line)
            self.names.check(entry["key"])
            key = read_key(entry["key"], self.names.scope(), s.line)
            self.bindings.bind_key(name, key, self.bindings.formula(entry["value"], s.line).value, s.line)
            self.names.sources.pop(name, None)
        except StudentError as error:
            self._lose((name, *sharing(name, self.names.defined)), error, s)

    def _goes_on(self, s: Statement) -> bool:
        line, indent = self._below
        return s.line == line and (s.indent > indent or s.text[0] in "+-*/^)]")

    def _no_equals(self, name: str, s: Statement) -> None:
        found = self.bindings.found.get(name)
        if found is None or found.empty:
            note = Note(Message("read.no-equals", {"name": name}), s.line, s.text[:_LONGEST], len(name))
            self.bindings.lose((name,), Outcome.UNREAD, note, s.line, s.text)

    def _assign(self, s: Statement, a: Assignment) -> None:
        if s.trouble is not None:
            raise StudentError(s.trouble.id, place=None, **s.trouble.params)
        line = s.line + s.text.count("\n", 0, a.start)
        if own := self.bindings.answers_of_own(a):
            for name in own:
                self.bindings.bind_own(name, a.value, line, s.line)
        elif (letters := symbols_in(a.value)) is not None:
            self._symbols(a, letters)
        elif self.names.base.undefined and function_in(a.value) == a.targets[0][0].name in self.names.base.undefined:
            self.names.forget(a.targets[0][0].name)  # as the question has it
        elif (function := self._function(a.value, line)) is not None:
            for group in a.targets:
                self.bindings.define(group[0].name, function, s.line, a.value)
                self.bindings.keep((group[0].name,), a.value)
        elif (table := self._table(a, line)) is not None:
            name = a.targets[0][0].name
            self.names.forget(name)
            self.names.tables[name] = table
            self.bindings.keep((name,), a.value)
        elif a.value in self.names.tables and not a.unpacks:
            raise _needs_running(f"{a.targets[0][0].name} = {a.value}", s.line)
        else:
            given = self._value(a, s.line, line)
            if a.sign:
                self.bindings.changed_in_place(a.targets[0][0].name, given)
            for group in a.targets:
                if a.unpacks:
                    self.bindings.unpack(group, given)
                else:
                    self.bindings.bind(group[0], given)

    def _symbols(self, a: Assignment, letters: tuple[str, ...]) -> None:
        """`x, y = symbols("x y")`: a name is its letter again; another name stands for the letter."""
        self._declare(letters)
        values = tuple(Expr("symbol", (), letter) for letter in letters)
        for group in a.targets:
            names = [target.name for target in group]
            if len(names) == 1 < len(letters):
                if names[0] not in letters:
                    self.names.forget(names[0])
                    self.names.defined[names[0]] = values
                continue
            if len(names) != len(letters):
                raise StudentError("read.unpack", names=len(names), values=len(letters))
            for name, value in zip(names, values, strict=True):
                self.names.forget(name)
                # A letter of the problem stays one under whatever name SymPy prints it, such as "\\theta".
                if name != value.name and not (name in self.names.letters and value.name not in self.names.letters):
                    self.names.defined[name] = value

    def _table(self, a: Assignment, line: int) -> Table | None:
        """The dictionary that a value is, where a name that is no answer is given one."""
        name = a.targets[0][0].name
        single = len(a.targets) == 1 and not (a.unpacks or a.sign or a.targets[0][0].index)
        if not single or not a.value.startswith(("{", "dict(")) or name in self.bindings.answers:
            return None
        self.names.check(a.value)
        if a.value.startswith("{") and not (a.value == "{}" or ":" in a.value):
            return None  # `{x}` is a bracket in typed text
        return read_table(a.value, self.names.scope(), line)

    def _function(self, text: str, line: int) -> Definition | None:
        """The function that a value is: a `lambda`, or the name of one."""
        return self.names.definitions.get(text) or lambda_in(text, line)

    def _value(self, a: Assignment, begins: int, line: int) -> Finding:
        text, word = a.value.replace("\\\n", "  "), self.names.texts.get(a.value)
        if quoted := _QUOTED.fullmatch(text):
            word = quoted.group(2) if quoted.group(1) not in quoted.group(2) else None
        if (not text or word == "") and self.bindings.answers_alone(a):
            return Finding(begins, a.value)
        if word is not None and word in self.bindings.choices.get(a.targets[0][0].name, ()):
            return Finding(begins, a.value, None, word)
        if a.sign:
            text = f"{a.targets[0][0].written}{a.sign}({text})"
        try:
            read = self.bindings.formula(text, line)
        except StudentError as error:
            # A word such as "saddle" is an answer where a choice is asked for, and no formula.
            if word is None or error.message == "read.caret-refused":
                raise
            return Finding(begins, a.value, None, word)
        notes = tuple(note_of_remark(remark, text, line) for remark in read.remarks)
        return Finding(begins, a.value, read.value, word, notes=notes)


def _needs_running(what: str, line: int) -> StudentError:
    return StudentError("read.statement-needs-running", what=what[:40], line=line)


def _names_given(block: str) -> Iterator[str]:
    """The names that a block gives a value to, as far as its lines tell."""
    for line in block.split("\n"):
        yield from (name for loop in _FOR.findall(line) for name in WORD.findall(loop))
        yield from _CHANGED.findall(line)
        for piece in (line, line.partition(":")[2]):
            found = assignment_in(piece.strip())
            yield from (target.name for group in found.targets for target in group) if found else ()
