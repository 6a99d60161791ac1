"""`gradekit generate --paper`: a pile of copies for students, and the booklet to mark them by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, final

import typer

from gradekit.cli import DONE, NEEDS_PERSON
from gradekit.cli.output import print_json, print_line
from gradekit.errors import OperatorError

if TYPE_CHECKING:
    from gradekit.documents.paper_files import Draw

OnPaper = Annotated[bool, typer.Option("--paper", help="Write copies on paper and a booklet to mark them by, as PDF.")]
Copies = Annotated[
    int | None, typer.Option("--copies", min=1, help="Paper: how many; as many as versions if left out.")
]
Versions = Annotated[
    int | None, typer.Option("--versions", min=1, help="Paper: how many different sheets; all if left out.")
]
Spare = Annotated[int, typer.Option("--spare", min=0, help="Paper: so many copies more, at the end of the pile.")]
Size = Annotated[str, typer.Option("--size", metavar="SIZE", help="Paper: a4 or us-letter.")]


@final
@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a pile."""

    copies: int | None
    versions: int | None
    spare: int
    size: str
    fonts: tuple[Path, ...]
    language: str = "en"


def generate_paper(draw: Draw, seed: str, folder: Path, asked: Asked, *, json: bool) -> int:
    """Deal the copies, write both PDFs and the list of copies; exit code 1 when a letter could not be drawn."""
    from gradekit.documents.paper_files import dealt, write_pile

    known_size(asked.size)
    pile = dealt(draw, seed, copies=asked.copies or asked.versions or 1, versions=asked.versions, spare=asked.spare)
    written = write_pile(folder, pile, asked.language, fonts=asked.fonts, size=asked.size)
    if json:
        files = {"sheets": str(written.sheets), "marking": str(written.marking), "list": str(written.listed)}
        told = {"seed": seed, "copies": written.copies, "versions": written.versions, "files": files}
        print_json({**told, "missing_letters": written.missing})
    else:
        print_line(
            f"{pile[0].sheet.title}: {written.copies} copies of {written.versions} different sheets, seed {seed}"
        )
        print_line(f"  print    {written.sheets}     on both sides; every copy has an even number of pages")
        print_line(f"  mark by  {written.marking}     holds the key; found by the code of a page")
        print_line(f"  keep     {written.listed}     which copy is which sheet")
    return letters_missed(written.missing)


def known_size(size: str) -> None:
    """`OperatorError` for a size of paper that there is not."""
    from gradekit.documents.pdf import PAPERS

    if size not in PAPERS:
        raise OperatorError(f"`{size}` is not a size of paper here: {', '.join(PAPERS)}.")


def letters_missed(missing: str) -> int:
    """Says which letters no font has; they are on paper as their numbers. The exit code."""
    if not missing:
        return DONE
    from gradekit.documents.pdf import told_missing

    typer.echo(f"On paper {told_missing(missing)}", err=True)
    return NEEDS_PERSON
