"""One problem for its author: the sheet, the solution, the hints, and every wrong answer that is recognised."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.hints import hints
from gradekit.calculus.readable import readable
from gradekit.calculus.steps import worked_solution
from gradekit.documents.blocks import Block, Document, H, Items, Para, Table, line, plain
from gradekit.documents.formulas import in_line
from gradekit.documents.level_curves import level_curves_figure
from gradekit.documents.markup import Line, Maths
from gradekit.documents.messages import words
from gradekit.documents.sheet import question_blocks
from gradekit.documents.solution import solution_blocks
from gradekit.malrules.predict import predict
from gradekit.malrules.rank import CORE
from gradekit.model.message import Message
from gradekit.model.problem import Issued, Key, Part, Slot, in_full
from gradekit.syntax.tree import Array


def proof_document(issued: Issued, key: Key) -> Document:
    """The problem as its author wants to see it."""
    blocks = (*question_blocks(Slot(1, issued, key.variant)), *behind_blocks(issued, key, 2))
    about = (("template", issued.template), ("level", str(issued.level)), ("variant", key.variant))
    return Document(title=issued.title, blocks=blocks, meta=about)


def behind_blocks(issued: Issued, key: Key, level: int, *, core: bool = False) -> Iterator[Block]:
    """What students do not see: answers, solution, hints and wrong answers, under headings of that level.

    With `core` only those wrong answers that come from the most common misconceptions or are stated by the author.
    """
    issued = in_full(issued, key)
    yield H(level, plain("Answers"))
    yield _answers(issued, key)
    yield H(level, plain("Worked solution"))
    yield from solution_blocks(worked_solution(issued, key))
    if figure := level_curves_figure(issued, gradient=True):
        yield figure
    yield H(level, plain("Hints"))
    yield Items(tuple(line(hint) for hint in key.hints or hints(issued)), ordered=True)
    yield H(level, plain("The most common wrong answers" if core else "Wrong answers that are recognised"))
    for part in issued.parts:
        yield from _wrong(part, issued, key, level + 1, core=core)


def _answers(issued: Issued, key: Key) -> Table:
    rows = tuple((plain(part.key), (Maths(part.label),), _answer(part, issued, key)) for part in issued.parts)
    return Table((plain("part"), plain("asks"), plain("answer")), rows)


def _answer(part: Part, issued: Issued, key: Key) -> Line:
    """The right answer: words where the part asks for words, else formulas."""
    right = key.part(part.key)
    return plain(right.word) if right.word else in_line(right.shown, issued.spoken_as)


def _wrong(part: Part, issued: Issued, key: Key, level: int, *, core: bool) -> Iterator[Block]:
    """The wrong answers to one part: rule, formula, and what a student is told."""
    rows: list[tuple[Line, ...]] = []
    seen: set[str] = set()
    for wrong in key.part(part.key).wrong:
        predicted = predict(issued.composition, part.quantity, wrong.rule, wrong.site)
        if wrong.rule in seen or predicted is None or (core and wrong.rule not in CORE):
            continue
        seen.add(wrong.rule)
        formula = in_line(Array(predicted.shape, tuple(map(readable, predicted))), issued.spoken_as)
        rows.append((line(f"`{wrong.rule}`"), formula, line(words(Message(f"malrule.{wrong.rule}")))))
    rows += _stated(part, issued, key)
    if rows:
        yield H(level, (Maths(part.label),))
        yield Table(tuple(plain(text) for text in ("rule", "answer", "what is said")), tuple(rows))
    else:
        yield Para(plain(f"{part.key}: none"))


def _stated(part: Part, issued: Issued, key: Key) -> Iterator[tuple[Line, ...]]:
    """The wrong answers that the author foresees, with what she says of them."""
    for wrong in key.part(part.key).stated:
        answer = plain(wrong.word) if wrong.word else in_line(wrong.value, issued.spoken_as)
        yield plain("stated"), answer, plain(wrong.says)
