"""One problem for its author: the sheet, the solution, the hints, and every wrong answer that is recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gradekit.calculus.hints import hints
from gradekit.calculus.readable import readable
from gradekit.calculus.steps import worded, worked_solution
from gradekit.documents.blocks import Block, Document, H, Items, Para, Table, line, plain
from gradekit.documents.formulas import in_line
from gradekit.documents.level_curves import level_curves_figure
from gradekit.documents.markup import Line, Maths
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.documents.sheet import question_blocks
from gradekit.documents.solution import solution_blocks
from gradekit.equality.points.values import decimal_at
from gradekit.kinds import kind_of
from gradekit.malrules.predict import predict
from gradekit.malrules.rank import CORE
from gradekit.model.composition import At
from gradekit.model.message import Message, Param
from gradekit.model.problem import Issued, Key, Part, Slot, in_full
from gradekit.syntax.build import negate
from gradekit.syntax.latex import to_latex
from gradekit.syntax.making import decimal
from gradekit.syntax.tree import Array, Expr

SHORT = 24
"""Characters of LaTeX up to which a value at a point is shown exactly."""
DIGITS = 6
"""Significant digits of other values."""


def proof_document(issued: Issued, key: Key, language: str = "en") -> Document:
    """The problem as its author wants to see it."""
    blocks = (*question_blocks(Slot(1, issued, key.variant), language), *behind_blocks(issued, key, 2, language))
    about = (("template", issued.template), ("level", str(issued.level)), ("variant", key.variant))
    meta = tuple((said(name, language), told) for name, told in about)
    return Document(title=issued.title, blocks=blocks, language=language, meta=meta)


def said(name: str, language: str, /, **params: Param) -> str:
    """A heading or sentence of these pages as plain text."""
    return plain_text(words(Message(f"proof.{name}", params), language))


def behind_blocks(issued: Issued, key: Key, level: int, language: str = "en", *, core: bool = False) -> Iterator[Block]:
    """What students do not see: answers, solution, hints and wrong answers, under headings of that level.

    With `core` only those wrong answers that come from the most common misconceptions or are stated by the author.
    """
    issued = in_full(issued, key)
    yield H(level, plain(said("answers", language)))
    yield _answers(issued, key, language)
    yield H(level, plain(said("solution", language)))
    yield from solution_blocks(worked_solution(issued, key), language)
    if figure := level_curves_figure(issued, language, gradient=True):
        yield figure
    yield H(level, plain(said("hints", language)))
    yield Items(tuple(line(hint) for hint in key.hints or hints(issued)), ordered=True)
    yield H(level, plain(said("most-common" if core else "recognised", language)))
    for part in issued.parts:
        yield from _wrong(part, issued, key, level + 1, language, core=core)


def _answers(issued: Issued, key: Key, language: str) -> Table:
    rows = tuple((plain(part.key), (Maths(part.label),), _answer(part, issued, key)) for part in issued.parts)
    return Table(_head(("part", "asks", "answer"), language), rows)


def _head(names: Sequence[str], language: str) -> tuple[Line, ...]:
    return tuple(plain(said(name, language)) for name in names)


def _answer(part: Part, issued: Issued, key: Key) -> Line:
    """The right answer: words where the part asks for words, else formulas."""
    right = key.part(part.key)
    if right.word and kind_of(part.kind).mathematics:
        return (Maths(worded(part, right.word)),)
    return plain(right.word) if right.word else in_line(right.shown, issued.spoken_as)


def _wrong(part: Part, issued: Issued, key: Key, level: int, language: str, *, core: bool) -> Iterator[Block]:
    """The wrong answers to one part: rule, formula, and what a student is told."""
    rows: list[tuple[Line, ...]] = []
    seen: set[str] = set()
    for wrong in key.part(part.key).wrong:
        predicted = predict(issued.composition, part.quantity, wrong.rule, wrong.site)
        if wrong.rule in seen or predicted is None or (core and wrong.rule not in CORE):
            continue
        seen.add(wrong.rule)
        form = _number if isinstance(part.quantity, At) else readable
        formula = in_line(Array(predicted.shape, tuple(map(form, predicted))), issued.spoken_as)
        rows.append((line(f"`{wrong.rule}`"), formula, line(words(Message(f"malrule.{wrong.rule}"), language))))
    rows += _stated(part, issued, key, language)
    if rows:
        yield H(level, (Maths(part.label),))
        yield Table(_head(("rule", "answer", "says"), language), tuple(rows))
    else:
        yield Para(plain(said("none", language, part=part.key)))


def _number(entry: Expr) -> Expr:
    """A value at a point: whole where it is, exact where that is short, else a decimal."""
    told = decimal_at(entry, digits=DIGITS)
    if told is None or (not told.lstrip("-").isdigit() and len(to_latex(entry)) <= SHORT):
        return readable(entry)
    size = decimal(told.removeprefix("-"))
    return negate(size) if told.startswith("-") else size


def _stated(part: Part, issued: Issued, key: Key, language: str) -> Iterator[tuple[Line, ...]]:
    """The wrong answers that the author foresees, with what she says of them."""
    for wrong in key.part(part.key).stated:
        answer = plain(wrong.word) if wrong.word else in_line(wrong.value, issued.spoken_as)
        yield plain(said("stated", language)), answer, plain(wrong.says)
