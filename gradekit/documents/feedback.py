"""Feedback as a document: what is right, what was read, one thing to look at, one question, the marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import msgspec

from gradekit.documents.blocks import (
    Block,
    Definitions,
    Document,
    Figure,
    H,
    Listing,
    Panel,
    Para,
    Role,
    line,
    paragraphs,
)
from gradekit.documents.decimal_marks import marked
from gradekit.documents.formulas import points, rows_block, shortened, value_block
from gradekit.documents.level_curves import level_curves_figure
from gradekit.documents.markup import Code, Line, Maths, Words
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.documents.solution import solution_blocks
from gradekit.documents.visible import visible
from gradekit.errors import Place
from gradekit.model.answer import Value
from gradekit.model.conventions import held
from gradekit.model.feedback import Feedback, PartFeedback, ProblemFeedback
from gradekit.model.mark import PartMark
from gradekit.model.message import Message, Note, Param
from gradekit.syntax.tree import Array

REMARK = "read.note-"
"""How the ids of remarks about an answer that was read begin."""

MOST_OF_A_LINE = 100
"""Characters of a line as written that are shown where there is no place to point at."""


def feedback_document(feedback: Feedback, language: str = "en") -> Document:
    """The feedback on a whole sheet."""
    return marked(_Feedback(language).document(feedback), held(feedback.conventions))


class _Feedback:
    """Finds the words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, name: str, **params: Param) -> str:
        """A standing sentence of feedback as marked-up text."""
        return words(Message(f"feedback.{name}", params), self.language)

    def told(self, message: Message) -> Line:
        """A message as pieces of text."""
        return line(words(message, self.language))

    def document(self, feedback: Feedback) -> Document:
        """The result, notes about the file, and the problems."""
        meta = [(self.say("sheet"), feedback.sheet)]
        if feedback.earned is not None and feedback.possible is not None:
            meta.append((self.say("result"), self.marks(feedback.earned, feedback.possible, feedback.pending)))
        meta.append((self.say("level"), feedback.level))
        blocks: list[Block] = []
        if feedback.notes:
            told = tuple(block for note in feedback.notes for block in self.note(note))
            blocks.append(Panel("note", line(self.say("about-file")), blocks=told))
        for problem in feedback.problems:
            blocks.extend(self.problem(problem))
        return Document(plain_text(feedback.title), tuple(blocks), self.language, tuple(meta))

    def problem(self, problem: ProblemFeedback) -> Iterator[Block]:
        """Heading with marks, question, what is right, parts, solution, where to find more."""
        marks = [part.mark for part in problem.parts if part.mark]
        aside = ""
        if marks:
            aside = self.marks(*(sum(column, Fraction(0)) for column in zip(*map(_columns, marks), strict=True)))
        yield H(2, (Words(f"{problem.slot} · {plain_text(problem.title)}"),), aside)
        yield from paragraphs(problem.prompt)
        for message in problem.right:
            yield Para(tuple(_strong(self.told(message))))
        for part in problem.parts:
            yield self.part(part, problem.spoken_as)
        if problem.solution:
            steps: tuple[Block, ...] = tuple(solution_blocks(problem.solution, self.language))
            if problem.slopes and (figure := level_curves_figure(problem.slopes, self.language, gradient=True)):
                steps = (*steps, figure)
            yield Panel("plain", line(self.say("solution")), blocks=steps)
        if problem.more:
            yield Para(self.told(problem.more), faint=True)

    def part(self, part: PartFeedback, spoken_as: Mapping[str, str]) -> Panel:
        """How one part stands, and all that is told about it."""
        hidden = part.standing == "hidden"
        role: Role = "plain" if part.standing == "hidden" else part.standing
        label = "" if hidden else plain_text(self.say(f"standing.{part.standing}"))
        mark = part.mark
        aside = self.marks(mark.earned, mark.possible, mark.pending) if mark else ""
        title = (Words(f"({part.letter}) "), *((Maths(part.label),) if part.label else ()))
        return Panel(role, title, label, aside, tuple(self.blocks(part, spoken_as)))

    def blocks(self, part: PartFeedback, spoken_as: Mapping[str, str]) -> Iterator[Block]:
        """What was read, the diagnosis, the evidence, the question, the notes, the expected answer.

        Where no rule explains an answer the evidence comes first, and that we do not know more is said last.
        """
        if rows := tuple(self.readings(part, spoken_as)):
            yield Definitions(rows)
        explained = part.rule is not None
        told = (*part.diagnosis, *part.evidence) if explained else (*part.evidence, *part.diagnosis)
        yield from (Para(self.told(message)) for message in told)
        if part.question:
            yield Panel("question", line(self.say("to-look-at")), blocks=(Para(self.told(part.question)),))
        for note in part.notes:
            yield from self.note(note)
        if part.expected_word:
            yield Definitions(((line(self.say("expected")), (Para((Code(part.expected_word),)),)),))
        elif part.expected is not None:
            told = _told(part.expected, part.rows, spoken_as)
            yield Definitions(((line(self.say("expected")), (told,)),))
        if figure := self.plot(part):
            yield figure

    def plot(self, part: PartFeedback) -> Figure | None:
        """The answer beside the expected one, where both are functions of one letter."""
        if isinstance(part.plot, msgspec.UnsetType) or part.read is None or part.expected is None:
            return None
        from gradekit.documents.plots import plot_figure  # evaluates formulas, which reading an answer does not need

        mine = part.read.entries[0]
        return plot_figure(mine, part.expected.entries[0], part.plot, self.language) if mine is not None else None

    def readings(self, part: PartFeedback, spoken_as: Mapping[str, str]) -> Iterator[tuple[Line, tuple[Block, ...]]]:
        """The answer as it was read, or as it was written."""
        if part.read is not None:
            yield line(self.say("we-read")), (_told(part.read, part.rows, spoken_as),)
        elif part.word is not None:
            yield line(self.say("we-read")), (Para((Code(part.word),)),)
        elif part.text.strip() and not any(note.text for note in part.notes):
            yield line(self.say("you-wrote")), (Listing(shortened(part.text.strip(), 3 * MOST_OF_A_LINE)),)

    def note(self, note: Note) -> Iterator[Block]:
        """A sentence about a line, and the line with a caret unless it was read and the sentence only remarks on it."""
        sentence = words(note.message, self.language)
        yield Para(line(sentence))
        if note.text.strip() and not note.message.id.startswith(REMARK):
            yield Listing(_drawn(note))

    def marks(self, earned: Fraction, possible: Fraction, pending: Fraction) -> str:
        """`3 of 4`, or what there is so far and what waits."""
        told = {"earned": points(earned), "possible": points(possible)}
        if not pending:
            return plain_text(self.say("of", **told))
        if pending == possible:
            return plain_text(self.say("waits" if pending == 1 else "wait", pending=points(pending)))
        return plain_text(self.say("so-far-one" if pending == 1 else "so-far", **told, pending=points(pending)))


def _told(value: Value | Array, rows: tuple[str, ...], spoken_as: Mapping[str, str]) -> Block:
    """The entries as one formula; by the names of their rows, where they have names."""
    return rows_block(rows, value.entries, spoken_as) if rows else value_block(value, spoken_as)


def _columns(mark: PartMark) -> tuple[Fraction, Fraction, Fraction]:
    return mark.earned, mark.possible, mark.pending


def _strong(pieces: Line) -> Iterator[Words | Maths | Code]:
    for piece in pieces:
        yield Words(piece.text, strong=True) if isinstance(piece, Words) else piece


def _drawn(note: Note) -> str:
    """The line as written, with its number, and a caret under the place."""
    cell = f"cell {note.cell}, " if note.cell else ""
    lead = f"{cell}{note.line}: " if note.line else ""
    text = note.text.split("\n")[0] if note.offset is not None else note.text
    if note.offset is None:
        return lead + shortened(text, MOST_OF_A_LINE)
    offset = len(visible(text[: note.offset]))
    drawn, carets = Place(visible(text), offset).drawn().split("\n")
    return f"{lead}{drawn}\n{' ' * len(lead)}{carets}"
