"""The booklet to mark a sheet on paper by: right answers, the steps to them, and known wrong answers with their points.

It holds the key. The points of a wrong answer are what grading gives it: nothing, or the share of its right entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import final

from gradekit.calculus.readable import readable
from gradekit.calculus.steps import worked_solution
from gradekit.documents.blocks import Block, Definitions, Document, H, Panel, Para, Table, line, paragraphs, plain
from gradekit.documents.decimal_marks import marked
from gradekit.documents.formulas import in_line, points, value_block
from gradekit.documents.markup import Code, Line, Maths, Words
from gradekit.documents.messages import words
from gradekit.documents.paper import Copy
from gradekit.documents.plain import plain_text
from gradekit.documents.solution import solution_blocks
from gradekit.grading.grade import grade_problem
from gradekit.grading.marks import part_mark
from gradekit.kinds import kind_of
from gradekit.malrules.predict import predict
from gradekit.malrules.rank import CORE, SLIPS
from gradekit.model.answer import Answer, Value
from gradekit.model.conventions import held
from gradekit.model.message import Message, Param
from gradekit.model.policy import Policy
from gradekit.model.problem import Issued, Key, Part, Slot, WrongAnswer, in_full
from gradekit.problems.handing_out.stubs import letter
from gradekit.syntax.tree import Array

_DECIMAL = re.compile(r"-?\d+(\.\d+)?")

MOST_WRONG = 6
"""Wrong answers that are listed for a part, the most common misconceptions first."""


def marking_document(copies: tuple[Copy, ...], language: str = "en") -> Document:
    """The booklet for copies of one sheet."""
    return _Marking(language).document(copies)


@final
class _Marking:
    """Finds the words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, name: str, **params: Param) -> str:
        """A sentence of the catalogue as plain text."""
        return plain_text(words(Message(f"paper.{name}", params), self.language))

    def document(self, copies: tuple[Copy, ...]) -> Document:
        """The sheet by its code, then problem by problem."""
        first = copies[0]
        blocks: list[Block] = []
        for slot, key in zip(first.sheet.slots, first.keys, strict=True):
            blocks += self.problem(slot, key)
        numbers = ", ".join(f"{copy.number:03d}" for copy in copies)
        what = (self.say("version"), first.version) if first.version else (self.say("sheet"), first.sheet.id)
        meta = (what, *([(self.say("copies"), numbers)] if not first.version else []))
        title = f"{self.say('marking', title=plain_text(first.sheet.title))} ({what[1]})"
        return marked(Document(title, tuple(blocks), self.language, meta), held(first.sheet.conventions))

    def problem(self, slot: Slot, key: Key) -> Iterator[Block]:
        """The question, each part with its answer and wrong answers, and the worked solution."""
        issued = in_full(slot.issued, key)
        total = sum((part.points for part in issued.parts), Fraction(0))
        yield H(2, (Words(f"{slot.number} · {plain_text(issued.title)}"),), self.points(total))
        yield from paragraphs(slot.issued.prompt)
        for index, part in enumerate(issued.parts):
            title = (Words(f"({letter(index)}) "), *line(part.asks))
            yield Panel("plain", title, "", self.points(part.points), tuple(self.part(part, issued, key)))
        steps = tuple(solution_blocks(worked_solution(issued, key), self.language))
        if steps:
            yield H(3, plain(self.say("solution")))
            yield from steps

    def part(self, part: Part, issued: Issued, key: Key) -> Iterator[Block]:
        """The right answer, and what is known to go wrong."""
        right = key.part(part.key)
        answer = Para((Code(right.word),)) if right.word else value_block(right.shown, issued.spoken_as)
        yield Definitions(((plain(self.say("answer")), (answer,)),))
        if rows := tuple(self.wrong(part, issued, key)):
            head = tuple(plain(self.say(f"wrong-{name}")) for name in ("answer", "points", "says"))
            yield Table(head, rows, plain(self.say("wrong")))

    def wrong(self, part: Part, issued: Issued, key: Key) -> Iterator[tuple[Line, ...]]:
        """Answer, points, and the sentence for each known wrong answer."""
        right = key.part(part.key)
        for stated in right.stated:
            answer = plain(stated.word) if stated.word else in_line(stated.value, issued.spoken_as)
            yield answer, plain("0"), plain(stated.says)
        if kind_of(part.kind).word_told:
            return
        for one in _most_common(right.wrong):
            value = predict(issued.composition, part.quantity, one.rule, one.site)
            if value is None:
                continue
            earned = plain(points(_earned(value, part, issued, key)))
            sentence = line(words(Message(f"malrule.{one.rule}"), self.language))
            yield _shown(value, one, part, issued), earned, sentence

    def points(self, value: Fraction) -> str:
        """`1 point`, `3 points`."""
        name = "sheet.point" if value == 1 else "sheet.points"
        return plain_text(words(Message(name, {} if value == 1 else {"points": points(value)}), self.language))


def _most_common(wrong: tuple[WrongAnswer, ...]) -> list[WrongAnswer]:
    """One for each rule: the most common misconceptions first, slips such as a wrong sign last."""
    by_rule = {one.rule: one for one in reversed(wrong)}
    found = [by_rule[rule] for rule in dict.fromkeys(one.rule for one in wrong)]
    return sorted(found, key=lambda one: (one.rule not in CORE, one.rule in SLIPS))[:MOST_WRONG]


def _shown(value: Array, wrong: WrongAnswer, part: Part, issued: Issued) -> Line:
    """The wrong answer as a formula; where the part asks for numbers, as decimals."""
    if part.symbols or not wrong.values or any(entry is None or entry[1] for entry in wrong.values[0]):
        return in_line(Array(value.shape, tuple(map(readable, value))), issued.spoken_as)
    numbers = [f"{entry[0]:.6g}" for entry in wrong.values[0] if entry]
    if not all(map(_DECIMAL.fullmatch, numbers)):
        return plain(", ".join(numbers))
    columns = value.shape[-1] if value.shape else 1
    rows = [" & ".join(numbers[start : start + columns]) for start in range(0, len(numbers), columns)]
    body = r" \\ ".join(rows)
    return (Maths(rf"\begin{{pmatrix}} {body} \end{{pmatrix}}" if value.shape else body),)


def _earned(value: Array, part: Part, issued: Issued, key: Key) -> Fraction:
    """The points that grading gives to an answer by itself."""
    answer = Answer(slot=1, part=part.key, name=part.key, value=Value(value.shape, value.entries))
    verdict = grade_problem(issued, key, [answer]).verdict(part.key)
    return part_mark(part, verdict, Policy()).earned
