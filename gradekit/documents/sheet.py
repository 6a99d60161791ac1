"""A sheet as a document: what is asked, in which letters and shape, for how many points, and how to hand it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from gradekit.documents.angles import angles_figure
from gradekit.documents.blocks import Block, Document, Figure, Fold, H, Panel, Para, line, paragraphs
from gradekit.documents.decimal_marks import marked
from gradekit.documents.figures import graph_figure
from gradekit.documents.formulas import points
from gradekit.documents.level_curves import level_curves_figure
from gradekit.documents.markup import Line, Words
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.kinds import kind_of
from gradekit.kinds.sized import letters_told
from gradekit.model.conventions import USUAL, VALUES, held
from gradekit.model.details import Members, Sized
from gradekit.model.message import Message, Param
from gradekit.model.problem import Issued, Part, Sheet, Slot
from gradekit.problems.handing_out.stubs import answer_name, letter
from gradekit.syntax.build import symbol
from gradekit.syntax.latex import to_latex

Hints = Mapping[int, Sequence[str]]
"""The hints for a problem by the number of its slot, as marked-up text."""

SAID = (
    "set",
    "shape",
    "table",
    "decomposition",
    "index-formula",
    "index-function",
    "numeric-function",
    "matrix-expression",
    "by-person",
)
"""Kinds that say more than a shape of what is to be typed."""


def sheet_document(
    sheet: Sheet, hints: Hints | None = None, language: str = "en", *, head: Sequence[tuple[str, str]] = ()
) -> Document:
    """The sheet with all its problems; hints, where they may be given, are opened one by one.

    `head` stands above: names of the catalogue such as `student`, `course`, `due`, each with what is to be said.
    """
    document = _Sheet(language, hints or {}).document(sheet)
    said = tuple((words(Message(f"sheet.{name}"), language), value) for name, value in head)
    return marked(replace(document, meta=(*said, *document.meta)), held(sheet.conventions))


def question_blocks(slot: Slot, language: str = "en") -> Iterator[Block]:
    """One problem of a sheet, as students see it."""
    return _Sheet(language, {}).problem(slot)


def conventions_told(sheet: Sheet, language: str = "en") -> Line:
    """What holds on the whole sheet."""
    return line(_Sheet(language, {}).conventions(sheet))


def answer_form(part: Part, issued: Issued, language: str = "en") -> Line:
    """What the answer to a part must look like, and the letters that may stand in it."""
    words_of = _Sheet(language, {})
    return (Words(words_of.form(part)), *words_of.letters(part, issued))


class _Sheet:
    """Finds the words of one language."""

    def __init__(self, language: str, hints: Hints) -> None:
        self.language = language
        self.hints = hints

    def say(self, name: str, **params: Param) -> str:
        """A sentence of the catalogue as marked-up text."""
        return words(Message(f"sheet.{name}", params), self.language)

    def document(self, sheet: Sheet) -> Document:
        """Title, how to hand in, conventions, problems."""
        blocks: list[Block] = [Para(line(self.say("how"))), Para(line(self.conventions(sheet)), faint=True)]
        if sheet.forbids:
            rules = tuple(plain_text(self.say(f"rule.{rule}")) for rule in sheet.forbids)
            blocks.append(Para(line(self.say("rules", rules=rules))))
        for slot in sheet.slots:
            blocks.extend(self.problem(slot))
        total = sum((part.points for slot in sheet.slots for part in slot.issued.parts), Fraction(0))
        meta = ((self.say("id"), sheet.id), (self.say("total"), points(total)))
        return Document(plain_text(sheet.title), tuple(blocks), self.language, meta)

    def conventions(self, sheet: Sheet) -> str:
        """What holds everywhere, how derivatives are laid out, and what else the course has settled."""
        kept = held(sheet.conventions)
        settled = [name for name in VALUES if name == "layout" or kept.value(name) != USUAL.value(name)]
        told = (self.say(f"convention.{name}.{kept.value(name)}") for name in settled)
        return " ".join((self.say("conventions"), *told))

    def problem(self, slot: Slot) -> Iterator[Block]:
        """Heading with points, question, graph, parts."""
        issued = slot.issued
        heading = (Words(f"{plain_text(self.say('problem', number=slot.number))} · {plain_text(issued.title)}"),)
        yield H(2, heading, self.points(sum((part.points for part in issued.parts), Fraction(0))))
        yield from paragraphs(issued.prompt)
        yield from self.figures(issued)
        for index, part in enumerate(issued.parts):
            yield self.part(slot.number, index, part, issued)
        for number, hint in enumerate(self.hints.get(slot.number, ()), 1):
            yield Fold(line(self.say("hint", number=number)), (Para(line(hint)),))

    def figures(self, issued: Issued) -> Iterator[Figure]:
        """The graph of the composition where there is more than one step to see, where the coordinates of a frame are,
        and the level curves of a function whose slopes are asked for."""
        drawn = (
            graph_figure(issued.composition, issued.spoken_as, self.language, prompt=issued.prompt),
            angles_figure(issued.composition, issued.spoken_as, self.language),
            level_curves_figure(issued, self.language),
        )
        yield from (figure for figure in drawn if figure is not None)

    def part(self, slot: int, index: int, part: Part, issued: Issued) -> Panel:
        """What is asked, the form of the answer, and its name in the stub."""
        title = (Words(f"({letter(index)}) "), *line(part.asks))
        answer = line(self.say("answer", stub=answer_name(slot, index), form=self.form(part)))
        told = (*answer, *self.letters(part, issued))
        return Panel("plain", title, "", self.points(part.points), (Para(told, faint=True),))

    def form(self, part: Part) -> str:
        """What the answer must look like."""
        form = self.say("form.choice", choices=part.choices) if part.choices else self.shape(part)
        if part.form.exact:
            form = self.say("form.exact", form=plain_text(form))
        if part.form.digits:
            form = self.say("form.digits", form=plain_text(form), digits=part.form.digits)
        for asked in part.form.asked or ():
            name = "decimal" if asked.name == "digits" else asked.name
            params: dict[str, Param] = {"digits": asked.digits} if asked.digits else {}
            form = self.say(f"form.{name}", form=plain_text(form), **params)
        return plain_text(form)

    def letters(self, part: Part, issued: Issued) -> Line:
        """The letters that may stand in the answer."""
        if not part.symbols or part.choices or isinstance(part.details, Sized):
            return ()
        letters = ", ".join(to_latex(symbol(name), issued.spoken_as) for name in part.symbols)
        return line(self.say("letters", letters=letters))

    def shape(self, part: Part) -> str:
        """What a kind says of itself, the kind of a scalar, or the size of an array."""
        if part.kind in SAID:
            return self.said(part)
        match part.shape:
            case ():
                scalar = part.kind if part.kind in ("number", "integer") else "expression" if part.symbols else "number"
                return self.say(f"form.{scalar}")
            case (length,):
                return self.say("form.vector", columns=length)
            case (1, columns):
                return self.say("form.row", columns=columns)
            case (rows, 1):
                return self.say("form.column", rows=rows)
            case (rows, columns):
                return self.say("form.matrix", rows=rows, columns=columns)
            case sizes:
                return self.say("form.array", size=" × ".join(map(str, sizes)))

    def said(self, part: Part) -> str:
        """What a kind says of what is to be typed."""
        match part.details:
            case Members(what="words", among=among) if among:
                return self.say("form.set-of", choices=among)
            case Sized(indices=indices) as details:
                return self.say(f"form.{part.kind}", indices=indices, arrays=letters_told(details))
            case _:
                return self.say(f"form.{part.kind}", rows=kind_of(part.kind).rows(part))

    def points(self, value: Fraction) -> str:
        """`1 point`, `3 points`."""
        return self.say("point") if value == 1 else self.say("points", points=points(value))
