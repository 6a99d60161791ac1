"""A pile of paper as files: the copies for students, the booklet to mark them by, and a list of which is which.

Only the first is for students. The list holds the seeds, by which a key can be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, final

import msgspec

from gradekit.documents.handout import not_there, write_bytes
from gradekit.documents.paper import Copy, paper
from gradekit.documents.paper_marking import marking_document
from gradekit.documents.pdf import Printed, printed
from gradekit.documents.pdf_data import document_data
from gradekit.documents.plain import plain_text
from gradekit.errors import OperatorError
from gradekit.model.codec import encode
from gradekit.model.problem import Key, Sheet
from gradekit.version import VERSION

Draw: TypeAlias = Callable[[str], tuple[Sheet, tuple[Key, ...]]]
"""A sheet and its keys by a seed."""
MOST_COPIES = 999


@final
@dataclass(frozen=True, slots=True)
class Pile:
    """The files of a pile, how many copies and different sheets it has, and letters that no font has."""

    sheets: Path
    marking: Path
    listed: Path
    copies: int
    versions: int
    missing: str


def dealt(draw: Draw, seed: str, *, copies: int, versions: int | None, spare: int) -> tuple[Copy, ...]:
    """So many copies and then the spare ones. Neighbours in the pile have different versions; without a number of
    versions each copy is a sheet of its own.

    The first version is the sheet of the seed itself, the next ones those of `SEED-2`, `SEED-3` and so on.
    """
    whole = copies + spare
    if not 1 <= whole <= MOST_COPIES:
        raise OperatorError(f"A pile has 1 to {MOST_COPIES} copies; {whole} were asked for.")
    different = min(whole if versions is None else versions, whole)
    drawn = [(text, *draw(text)) for text in (seed if k == 1 else f"{seed}-{k}" for k in range(1, different + 1))]
    return tuple(
        Copy(number, sheet, keys, text, number > copies)
        for number in range(1, whole + 1)
        for text, sheet, keys in [drawn[(number - 1) % different]]
    )


def write_pile(
    folder: Path, copies: Sequence[Copy], language: str = "en", *, fonts: Sequence[Path] = (), size: str = "a4"
) -> Pile:
    """Write `paper.pdf`, `marking.pdf` and `paper.json`; `OperatorError` where there is a pile already, because what
    was printed from it must stay markable."""
    paths = first, second, third = folder / "paper.pdf", folder / "marking.pdf", folder / "paper.json"
    for path in paths:
        not_there(path)
    sheets = paper(copies, language, fonts=fonts, size=size)
    booklet = marking(copies, language, fonts=fonts, size=size)
    for path, content in zip(paths, (sheets.pdf, booklet.pdf, _listed(copies)), strict=True):
        write_bytes(path, content)
    missing = "".join(sorted({*sheets.missing, *booklet.missing}))
    return Pile(first, second, third, len(copies), len({copy.sheet.id for copy in copies}), missing)


def marking(copies: Sequence[Copy], language: str = "en", *, fonts: Sequence[Path] = (), size: str = "a4") -> Printed:
    """The booklets of all different sheets in the order of their codes or versions, by which a page tells its own."""
    by_sheet: dict[str, list[Copy]] = {}
    for copy in copies:
        by_sheet.setdefault(copy.label, []).append(copy)
    documents = [marking_document(tuple(found), language) for _, found in sorted(by_sheet.items())]
    title = plain_text(copies[0].sheet.title)
    return printed([*map(document_data, documents)], title, language, fonts=fonts, paper=size)


def _listed(copies: Sequence[Copy]) -> bytes:
    """Which copy is which sheet, and where its problems come from."""
    rows = [
        {
            "number": copy.number,
            "code": copy.code,
            "spare": copy.spare,
            "sheet": copy.sheet.id,
            "seed": copy.seed,
            "problems": [{"variant": slot.variant, "origin": slot.origin} for slot in copy.sheet.slots],
        }
        for copy in copies
    ]
    record = {"format": 1, "gradekit": VERSION, "title": copies[0].sheet.title, "copies": rows}
    return msgspec.json.format(encode(record), indent=1) + b"\n"
