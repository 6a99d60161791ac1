"""Sheets on paper: a frame for every answer, a box for the name, and on each page the code of the copy.

All copies are one PDF with an even number of pages each, so that it can be printed on both sides and cut into sheets
by counting. Nothing of a key is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import final

from gradekit.documents.blocks import Block, Para, line
from gradekit.documents.decimal_marks import marked
from gradekit.documents.formulas import points
from gradekit.documents.messages import words
from gradekit.documents.paper_code import codes_svg
from gradekit.documents.pdf import Printed, printed
from gradekit.documents.pdf_data import Data, PdfData
from gradekit.documents.plain import plain_text
from gradekit.documents.sheet import answer_form, conventions_told, question_blocks
from gradekit.documents.visible import visible
from gradekit.model.conventions import held
from gradekit.model.message import Message, Param
from gradekit.model.problem import Issued, Key, Part, Sheet, Slot
from gradekit.problems.admission.effort import effort_of

LINE = 8.0
"""Millimetres that a line of handwriting takes."""
FEWEST, MOST = 3, 14
"""Lines of a frame."""
PER_LINE = 2.2
"""How much effort is worked out on a line."""


@final
@dataclass(frozen=True, slots=True)
class Holder:
    """Whose a copy is: what is printed into the boxes for name and number; where marking is anonymous, a code alone."""

    name: str
    number: str


@final
@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a sheet: its number in the pile, and the seed that its problems are drawn by."""

    number: int
    sheet: Sheet
    keys: tuple[Key, ...]
    seed: str = ""
    spare: bool = False
    holder: Holder | None = None
    course: str = ""
    version: str = ""
    """The letter of the version, where several students have the same problems."""

    @property
    def code(self) -> str:
        """What stands on its pages: the sheet, and which copy of it."""
        return f"{self.sheet.id}-{self.number:03d}"

    @property
    def label(self) -> str:
        """By what its booklet is found: the version, or the sheet."""
        return self.version or self.sheet.id


def paper(copies: Sequence[Copy], language: str = "en", *, fonts: Sequence[Path] = (), size: str = "a4") -> Printed:
    """All copies as one PDF."""
    title = plain_text(copies[0].sheet.title)
    return printed([copy_data(copy, language) for copy in copies], title, language, fonts=fonts, paper=size)


def copy_data(copy: Copy, language: str = "en") -> Data:
    """One copy as data for the template: the name box and the points, then questions with frames."""
    say = _Words(language)
    totals = [sum((part.points for part in slot.issued.parts), Fraction(0)) for slot in copy.sheet.slots]
    head: tuple[Block, ...] = (
        Para(line(say(_how(copy)))),
        Para(conventions_told(copy.sheet, language), faint=True),
    )
    writer = PdfData()
    blocks = writer.blocks(marked(head, held(copy.sheet.conventions)))
    for slot, key in zip(copy.sheet.slots, copy.keys, strict=True):
        blocks += _problem(writer, copy.sheet, slot, key, language)
    pages = 3 + sum(2 + len(slot.issued.parts) for slot in copy.sheet.slots)
    return {
        "title": visible(plain_text(copy.sheet.title)),
        "meta": [(plain_text(words(Message("sheet.course"), language)), visible(copy.course))] * bool(copy.course)
        + [(say.plain("version"), copy.version)] * bool(copy.version),
        "blocks": blocks,
        "paper": {
            "code": copy.code,
            "squares": codes_svg([f"{copy.code}/{page:02d}".upper() for page in range(1, pages + 1)]),
            "name": say.plain("name"),
            "number": say.plain("number"),
            "holder": [visible(copy.holder.name), visible(copy.holder.number)] if copy.holder else ["", ""],
            "problem": say.plain("problem-short"),
            "total": say.plain("total"),
            "possible": say.plain("possible"),
            "reached": say.plain("reached"),
            "points": [[str(slot.number), points(total)] for slot, total in zip(copy.sheet.slots, totals, strict=True)],
            "sum": points(sum(totals, Fraction(0))),
            "more": say.plain("more-room"),
        },
    }


def _how(copy: Copy) -> str:
    """The sentence that says what is to be done first."""
    if copy.holder is None:
        return "how"
    return "how-named" if copy.holder.name else "how-coded"


@final
class _Words:
    """The sentences of paper in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, name: str, **params: Param) -> str:
        return words(Message(f"paper.{name}", params), self.language)

    def plain(self, name: str) -> str:
        """One without markup."""
        return plain_text(self(name))


def _problem(writer: PdfData, sheet: Sheet, slot: Slot, key: Key, language: str) -> Iterator[Data]:
    """The question, and under each part what its answer looks like and the frame to write it in."""
    rooms = iter(zip(slot.issued.parts, frames(slot.issued, key), strict=True))
    for block in marked(tuple(question_blocks(slot, language)), held(sheet.conventions)):
        told = writer.block(block)
        if told["k"] != "panel":
            yield told
            continue
        part, height = next(rooms)
        form: Block = Para(answer_form(part, slot.issued, language), faint=True)
        told["b"] = writer.blocks(marked((form,), held(sheet.conventions)))
        frame: Data = {"k": "ticks", "items": part.choices} if part.choices else {"k": "room", "height": height}
        yield {"k": "together", "b": [told, frame]}


def frames(issued: Issued, key: Key) -> tuple[float, ...]:
    """The height of the frame for each part in millimetres: the effort of the problem, shared out by points."""
    total = sum((part.points for part in issued.parts), Fraction(0)) or Fraction(1)
    effort = effort_of(issued, key)
    return tuple(_height(part, effort * float(part.points / total)) for part in issued.parts)


def _height(part: Part, effort: float) -> float:
    rows = part.shape[0] if len(part.shape) == 2 else 1
    lines = ceil(effort / PER_LINE) + rows
    return LINE * min(max(lines, FEWEST), MOST)
