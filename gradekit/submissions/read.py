"""A file read against its sheet: one answer for every part, in order, whatever the file holds. Nothing is run."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import final

from msgspec import UNSET
from msgspec.structs import replace

from gradekit.errors import StudentError
from gradekit.kinds import kind_of
from gradekit.kinds.decomposition import names_for
from gradekit.kinds.fitting import has_decimal, unfitted
from gradekit.kinds.typed import Fitted, Source, Typed
from gradekit.model.answer import Answer, Submission
from gradekit.model.conventions import USUAL, Conventions, held
from gradekit.model.details import Chain
from gradekit.model.message import Message, Note, Param
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Issued, Part, Sheet, Slot
from gradekit.problems.handing_out.record import without_record
from gradekit.problems.handing_out.stubs import answer_name
from gradekit.submissions.assignments import assignment_in
from gradekit.submissions.bindings import Bindings, Finding
from gradekit.submissions.environment import Environment, Lost
from gradekit.submissions.files import Source as File
from gradekit.submissions.imports import symbols_in
from gradekit.submissions.interpret import Interpreter
from gradekit.submissions.lacking import lacking
from gradekit.submissions.outcomes import fault_note, note_of, outcome_of
from gradekit.submissions.rules import against_rules, refused_words
from gradekit.submissions.scan import ANSWER
from gradekit.submissions.split import Sections, sections
from gradekit.syntax.either import read_either
from gradekit.syntax.limits import Limits
from gradekit.syntax.partials import counts, spellings
from gradekit.syntax.scope import Read, Scope, Spot
from gradekit.syntax.tree import symbols_of

_log = logging.getLogger(__name__)

_LONGEST = 300
_LIMITS = Limits(characters=24 * 1024)
"""One formula is far smaller than a file may be."""
_DEFAULTS = Policy()

MORE_STEPS = 3
"""Steps more than the question has, with which a formula may be taken apart and letters go on in later parts."""


def read_submission(source: File, sheet: Sheet, policy: Policy = _DEFAULTS) -> Submission:
    """What the file says, part by part.

    One answer for each part of the sheet, in its order. A part that cannot be read has its `trouble` and a sentence
    that says why; it never stops another part from being read.
    """
    names = {answer_name(s.number, i): s.number for s in sheet.slots for i in range(len(s.issued.parts))}
    split = sections(without_record(source.text), names)
    elsewhere = _assigned(split)
    answers: list[Answer] = []
    notes = list(source.notes)
    words = refused_words(policy.forbids) if policy.forbids else None
    for slot in sheet.slots:
        reading = _Reading(slot, split, elsewhere, policy, held(sheet.conventions))
        found = tuple(reading.answers())
        answers += against_rules(found, split.of(slot.number), words) if words else found
        notes += [note for note in reading.interpreter.notes if note not in notes]
    near = dict(_near_parts(elsewhere, names))
    answers = [_misnamed(answer, near[answer.name]) if answer.name in near else answer for answer in answers]
    told = [note for answer in answers for note in answer.notes]
    notes += [note for note in (*near.values(), *_no_parts(elsewhere, names)) if note not in told]
    return Submission(sheet=sheet.id, answers=tuple(answers), notes=tuple(notes))


def _misnamed(answer: Answer, note: Note) -> Answer:
    """An empty part of which a name in the file is nearly that of its answer: a person has to look."""
    if answer.trouble is not Outcome.BLANK:
        return answer
    return replace(answer, text=note.text, line=note.line, trouble=Outcome.UNREAD, notes=(*answer.notes, note))


@final
@dataclass(frozen=True, slots=True)
class _Place:
    slot: int
    line: int
    text: str = ""


@final
class _Reading:
    """The reading of one problem."""

    def __init__(
        self,
        slot: Slot,
        split: Sections,
        elsewhere: Mapping[str, Sequence[_Place]],
        policy: Policy,
        conventions: Conventions,
    ) -> None:
        self.slot, self.elsewhere = slot, elsewhere
        self.letters = letters_of(slot.issued)
        scope = scope_of(slot.issued, conventions)
        self.names = {answer_name(slot.number, i): part for i, part in enumerate(slot.issued.parts)}
        read = partial(_read_formula, caret=policy.caret_is_power, forbidden="caret" in policy.forbids)
        choices = {name: part.choices for name, part in self.names.items() if part.choices}
        environment = Environment(self.letters, scope)
        self.bindings = Bindings(environment, frozenset(self.names), read, dict(self._readers()), choices)
        self.interpreter = Interpreter(self.bindings)
        self.interpreter.run(split.of(slot.number))

    def answers(self) -> Iterator[Answer]:
        """The answers in the order of the parts; a note about a letter that nobody used goes to the file."""
        told: list[Note] = []
        for name, part in self.names.items():
            answer = self._answer(name, part, self.bindings.found.get(name))
            told += answer.notes
            yield answer
        self.interpreter.notes += [note for note in self.bindings.redefined.values() if note not in told]

    def _answer(self, name: str, part: Part, found: Finding | None) -> Answer:
        blank = Answer(slot=self.slot.number, part=part.key, name=name, trouble=Outcome.BLANK)
        if found is None:
            return blank
        try:
            return self._read(blank, part, found)
        except StudentError as error:
            if found.lost is not None:
                return self._troubled(blank, found, found.lost)
            note = note_of(error, found.line)
            told = _as_found(blank, found, outcome_of(error), (note, *found.notes))
            return replace(told, value=unfitted(found.value)) if told.trouble is Outcome.WRONG_SHAPE else told
        except Exception as error:  # whatever it is, it is gradekit's own fault, and costs no other part
            _log.exception("the answer %s could not be read", name)
            return _as_found(blank, found, Outcome.FAULT, (fault_note(error, found.line), *found.notes))

    def _readers(self) -> Iterator[tuple[str, Callable[[Source], Fitted]]]:
        """The answers whose kind reads by itself."""
        for name, part in self.names.items():
            if own := kind_of(part.kind).own:
                yield name, partial(own, part)

    def _troubled(self, blank: Answer, found: Finding, lost: Lost) -> Answer:
        first = self._better(lost.note)
        return _as_found(blank, found, lost.outcome, (first, *found.notes[1:]))

    def _better(self, note: Note) -> Note:
        """The note on an unknown name: another place of the file gives it a value, or else which letters there are."""
        name = note.message.params.get("name")
        if not note.message.id.startswith("read.unknown-") or not isinstance(name, str):
            return note
        places = self.elsewhere.get(name, ())
        here = next((place for place in places if place.slot == self.slot.number), None)
        place = here or next(iter(places), None)
        if place is None:
            return self._without_answers(note)
        message = "read.name-later" if here else "read.name-elsewhere"
        params: dict[str, Param] = {"name": name, "line": place.line, "problem": place.slot}
        return Note(Message(message, params), note.line, note.text, note.offset)

    def _without_answers(self, note: Note) -> Note:
        """The note on an unknown name, with the letters of the problem and own names, but not those of the answers."""
        known = note.message.params.get("known")
        if not isinstance(known, tuple):
            return note
        params = {**note.message.params, "known": tuple(name for name in known if name not in self.names)}
        return replace(note, message=Message(note.message.id, params))

    def _read(self, blank: Answer, part: Part, found: Finding) -> Answer:
        """The answer as its kind reads it. What was lost as a formula may still be a word that the kind knows."""
        if found.open:
            return _as_found(blank, found, Outcome.BLANK)
        fitted = kind_of(part.kind).read(Typed(found.text, found.value, found.word, found.own), part)
        value = fitted.value
        if value is not None and value.entries and not fitted.notes and all(entry is None for entry in value.entries):
            return _as_found(blank, found, Outcome.BLANK)
        names = self.bindings.names
        if found.own is not None or blank.name in names.definitions or not names.declared <= self.letters:
            self._check_letters(fitted)
        notes = tuple(Note(message, found.line) for message in (*fitted.notes, *remarks(fitted, part)))
        rows = tuple(note_of(error, found.line) for _, error in fitted.troubles)
        told = _as_found(blank, found, None, (*found.notes, *notes, *rows))
        return replace(told, value=value, word=fitted.word, also=UNSET if fitted.also is None else fitted.also)

    def _check_letters(self, fitted: Fitted) -> None:
        """`StudentError` for a letter that the problem does not have."""
        entries = fitted.value.entries if fitted.value else ()
        unknown = sorted({name for entry in entries if entry is not None for name in symbols_of(entry)} - self.letters)
        if unknown:
            raise StudentError("read.unknown-name", name=unknown[0], known=tuple(sorted(self.letters)))


def remarks(fitted: Fitted, part: Part) -> tuple[Message, ...]:
    """What is visibly not in the form that the part asks for."""
    entries = [entry for entry in fitted.value.entries if entry is not None] if fitted.value else []
    decimal = part.form.exact and any(has_decimal(entry) for entry in entries)
    return (*((Message("read.decimal"),) if decimal else ()), *lacking(entries, part.form))


def letters_of(issued: Issued) -> frozenset[str]:
    """Every letter of the problem: inputs, nodes, what the parts ask for, and steps that a student may take besides."""
    composition = issued.composition
    parts = (name for part in issued.parts for name in part.symbols)
    chains = (part.details for part in issued.parts if isinstance(part.details, Chain))
    steps = (name for chain in chains for name in names_for(len(chain.names) + MORE_STEPS, chain))
    return frozenset([*composition.inputs, *(node.name for node in composition.nodes), *parts, *steps])


def scope_of(issued: Issued, conventions: Conventions = USUAL) -> Scope:
    """How formulas of the problem are read in a course with these conventions."""
    kinds = {stated.kind for stated in issued.domain.ranges}
    return Scope(
        letters_of(issued),
        functions_of=issued.functions_of,
        complex="complex" in kinds,
        limits=_LIMITS,
        undefined=counts(issued.left_open or ()),
        partials=spellings(issued.left_open or ()),
        decimal_comma=conventions.decimal == "comma",
    )


def _read_formula(text: str, scope: Scope, line: int, *, caret: bool, forbidden: bool) -> Read:
    """A formula of a Python file; where `^` is forbidden, in quotation marks as well."""
    if forbidden and "^" in text:
        raise Spot(text, line).error("read.caret-refused", text.index("^"))
    return read_either(text, scope, line, caret=caret)


def _as_found(blank: Answer, found: Finding, trouble: Outcome | None, notes: tuple[Note, ...] = ()) -> Answer:
    """The answer with what was written for it, and how reading it ended."""
    told = tuple(note for place, note in enumerate(notes) if note not in notes[:place])
    return replace(blank, text=_shortened(found.text), line=found.line, trouble=trouble, notes=told)


def _shortened(text: str) -> str:
    lines = [line.rstrip() for line in text.strip().split("\n")]
    short = "\n".join(lines[:4]) + ("\n…" if len(lines) > 4 else "")
    return short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"


def _assigned(split: Sections) -> dict[str, list[_Place]]:
    """Where each name of the file is given a value."""
    places: dict[str, list[_Place]] = {}
    for slot, statements in split.problems.items():
        for statement in statements:
            assignment = assignment_in(statement.text)
            if assignment is None or symbols_in(assignment.value) is not None:
                continue
            for group in assignment.targets:
                for target in group:
                    places.setdefault(target.name, []).append(_Place(slot, statement.line, _shortened(statement.text)))
    return places


def _near_parts(assigned: Mapping[str, Sequence[_Place]], names: Mapping[str, int]) -> Iterator[tuple[str, Note]]:
    """Answers of which the file has the name in nearly the right letters, such as `Q1_a`."""
    for name, places in assigned.items():
        first, near = places[0], name.lower().replace("_", "")
        if name not in names and near in names:
            message = Message("read.no-such-part-near", {"name": name, "line": first.line, "near": near})
            yield near, Note(message, first.line, first.text)


def _no_parts(assigned: Mapping[str, Sequence[_Place]], names: Mapping[str, int]) -> Iterator[Note]:
    """Names that look like those of the stub and are none of this sheet."""
    for name, places in assigned.items():
        if ANSWER.fullmatch(name) and name not in names and name.lower().replace("_", "") not in names:
            yield Note(Message("read.no-such-part", {"name": name, "line": places[0].line}), places[0].line)
