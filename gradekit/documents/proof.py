"""One problem for its author: the sheet, the solution, the hints, and every wrong answer that is recognised."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.calculus.hints import hints
from gradekit.calculus.steps import worked_solution
from gradekit.documents.blocks import Block, Document, H, Items, Para, Table, line, plain
from gradekit.documents.markup import Line, Maths
from gradekit.documents.messages import words
from gradekit.documents.sheet import question_blocks
from gradekit.documents.solution import solution_blocks
from gradekit.malrules.predict import predict
from gradekit.model.message import Message
from gradekit.model.problem import Issued, Key, Part, Slot, in_full
from gradekit.syntax.latex import array_to_latex


def proof_document(issued: Issued, key: Key) -> Document:
    """The problem as its author wants to see it."""
    blocks: list[Block] = list(question_blocks(Slot(1, issued, key.variant)))
    issued = in_full(issued, key)
    blocks += [H(2, plain("Answers")), _answers(issued, key)]
    blocks += [H(2, plain("Worked solution")), *solution_blocks(worked_solution(issued, key))]
    blocks += [H(2, plain("Hints")), Items(tuple(line(hint) for hint in key.hints or hints(issued)), ordered=True)]
    blocks.append(H(2, plain("Wrong answers that are recognised")))
    for part in issued.parts:
        blocks += _wrong(part, issued, key)
    about = (("template", issued.template), ("level", str(issued.level)), ("variant", key.variant))
    return Document(title=issued.title, blocks=tuple(blocks), meta=about)


def _answers(issued: Issued, key: Key) -> Table:
    rows = tuple((plain(part.key), (Maths(part.label),), _answer(part, issued, key)) for part in issued.parts)
    return Table((plain("part"), plain("asks"), plain("answer")), rows)


def _answer(part: Part, issued: Issued, key: Key) -> Line:
    """The right answer: words where the part asks for words, else formulas."""
    right = key.part(part.key)
    return plain(right.word) if right.word else (Maths(array_to_latex(right.shown, issued.spoken_as)),)


def _wrong(part: Part, issued: Issued, key: Key) -> Iterator[Block]:
    """The wrong answers to one part: rule, formula, and what a student is told."""
    rows: list[tuple[Line, ...]] = []
    seen: set[str] = set()
    for wrong in key.part(part.key).wrong:
        predicted = predict(issued.composition, part.quantity, wrong.rule, wrong.site)
        if wrong.rule in seen or predicted is None:
            continue
        seen.add(wrong.rule)
        formula = Maths(array_to_latex(predicted, issued.spoken_as))
        rows.append((line(f"`{wrong.rule}`"), (formula,), line(words(Message(f"malrule.{wrong.rule}")))))
    rows += _stated(part, issued, key)
    if rows:
        yield H(3, (Maths(part.label),))
        yield Table(tuple(plain(text) for text in ("rule", "answer", "what is said")), tuple(rows))
    else:
        yield Para(plain(f"{part.key}: none"))


def _stated(part: Part, issued: Issued, key: Key) -> Iterator[tuple[Line, ...]]:
    """The wrong answers that the author foresees, with what she says of them."""
    for wrong in key.part(part.key).stated:
        answer = plain(wrong.word) if wrong.word else (Maths(array_to_latex(wrong.value, issued.spoken_as)),)
        yield plain("stated"), answer, plain(wrong.says)
