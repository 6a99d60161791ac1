"""What cannot be read is run: the answers that need it come from a sealed process, or stay with a reason.

The reader goes first and its answers stand. A program is run once for all answers that wait for it, and what it returns
is fitted to the parts by their kinds, as typed formulas are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Self, final

from msgspec import UNSET
from msgspec.structs import replace

from gradekit.errors import StudentError
from gradekit.kinds import kind_of
from gradekit.kinds.fitting import open_everywhere, unfitted
from gradekit.kinds.typed import Typed
from gradekit.model.answer import Answer, Submission
from gradekit.model.message import Message, Note
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Issued, Part, Sheet, Slot
from gradekit.problems.handing_out.stubs import answer_name
from gradekit.submissions.files import Source
from gradekit.submissions.numbers import by_numbers
from gradekit.submissions.outcomes import note_of, outcome_of
from gradekit.submissions.ran import Whereabouts, trouble_of
from gradekit.submissions.read import letters_of, remarks
from gradekit.syntax.names import FUNCTIONS
from gradekit.syntax.partials import base_name, names_of, renamed, spellings
from gradekit.syntax.scope import Nested
from gradekit.syntax.tree import Expr, walk

if TYPE_CHECKING:
    from gradekit.sandbox.asked import Asked
    from gradekit.sandbox.frame import Given
    from gradekit.sandbox.limits import Limits
    from gradekit.sandbox.runs import Run, Sandbox

_DEFAULTS = Policy()


@final
@dataclass(slots=True)
class Runner:
    """Runs programs at the level that was asked for; nothing is started before the first one that must be run."""

    asked: Asked = "auto"
    again: bool = True
    """Whether a program that time or memory stopped is run once more at once."""
    limits: Limits | None = None
    """How much a program may use, where that is less than usual."""
    _opened: Sandbox | None = field(default=None, init=False)
    _looked: bool = field(default=False, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the processes that were started."""
        if self._opened is not None:
            self._opened.close()
        self._opened, self._looked = None, False

    @property
    def sandbox(self) -> Sandbox | None:
        """Where programs are run; None where they are not."""
        if not self._looked:
            from gradekit.sandbox.levels import open_sandbox  # most files need no running

            self._opened, self._looked = open_sandbox(self.asked), True
        return self._opened

    def complete(self, submission: Submission, source: Source, sheet: Sheet, policy: Policy = _DEFAULTS) -> Submission:
        """The submission with the answers that had to be run; its level says how they came about."""
        waiting = [answer for answer in submission.answers if answer.trouble is Outcome.NEEDS_RUNNING]
        sandbox = self.sandbox if waiting else None
        if sandbox is None:
            return submission
        from gradekit.sandbox.limits import DEFAULT
        from gradekit.submissions.programs import program_of, whereabouts

        sandbox.again, sandbox.limits = self.again, self.limits or DEFAULT
        program = program_of(source, sheet, [answer.name for answer in waiting], policy)
        run = sandbox.run(program)
        parts = {answer_name(s.number, i): (s, p) for s in sheet.slots for i, p in enumerate(s.issued.parts)}
        at = {slot.number: whereabouts(program, slot) for slot in sheet.slots}
        answers = [_ran(a, *parts[a.name], run, at[a.slot]) if a in waiting else a for a in submission.answers]
        notes = submission.notes
        if sandbox.level == "trusted":
            notes = (*notes, Note(Message("run.level-trusted")))
        return replace(submission, answers=tuple(answers), notes=notes, level=sandbox.level)


def _ran(answer: Answer, slot: Slot, part: Part, run: Run, at: Whereabouts) -> Answer:
    """The answer as the program gave it, or why it did not."""
    name = answer.name
    given = run.returned.values.get(name) if run.returned else None
    sample = run.returned.samples.get(name) if run.returned else None
    try:
        if given is not None:
            return _fitted(answer, slot.issued, part, given)
        if sample is not None and name in at.points:
            return by_numbers(answer, part, sample, at.points[name])
    except StudentError as error:
        outcome = outcome_of(error)
        value = unfitted(given.value) if given and outcome is Outcome.WRONG_SHAPE else None
        return replace(answer, trouble=outcome, value=value, notes=(note_of(error, answer.line or 1),))
    outcome, note = trouble_of(answer, run, at)
    return replace(answer, trouble=outcome, notes=(note,))


def _fitted(answer: Answer, issued: Issued, part: Part, given: Given) -> Answer:
    if given.word is None and open_everywhere(given.value):
        if any(note.message.id == "read.left-open-below" for note in answer.notes):
            # The program forgot what it was given before; a person has to look.
            return replace(answer, trouble=Outcome.UNREAD)
        return replace(answer, trouble=Outcome.BLANK, notes=())
    value = _renamed(given.value, spellings(issued.left_open or ()))
    fitted = kind_of(part.kind).read(Typed(answer.text, value, given.word), part)
    entries = [entry for entry in fitted.value.entries if entry is not None] if fitted.value else []
    for entry in entries:
        _check(entry, issued)
    notes = tuple(Note(message, answer.line) for message in (*fitted.notes, *remarks(fitted, part)))
    also = UNSET if fitted.also is None else fitted.also
    return replace(answer, trouble=None, notes=notes, value=fitted.value, word=fitted.word, also=also)


def _renamed(value: Nested, names: Mapping[str, str]) -> Nested:
    """What was given, with derivatives of functions that are left open under their one name."""
    if isinstance(value, Expr):
        return renamed(value, names)
    return tuple(_renamed(entry, names) for entry in value) if names and isinstance(value, tuple) else value


def _check(entry: Expr, issued: Issued) -> None:
    """`StudentError` for a letter, a function or a number that the problem does not have."""
    letters = letters_of(issued)
    known = names_of(issued.left_open or ())
    real = all(stated.kind != "complex" for stated in issued.domain.ranges)
    for node in walk(entry):
        if node.head == "symbol" and node.name not in letters:
            raise StudentError("read.unknown-name", name=node.name, known=tuple(sorted(letters)))
        if node.head == "function" and node.name not in FUNCTIONS and base_name(node.name, len(node.args)) not in known:
            raise StudentError("run.function", name=node.name)
        if real and node.head == "constant" and node.name == "I":
            raise StudentError("read.no-complex-numbers", name="I")
