"""Documents as files: written whole or not at all, and never over work that somebody has begun."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import final

from gradekit.documents.blocks import Document
from gradekit.documents.plain import plain_text
from gradekit.errors import OperatorError, StudentError
from gradekit.model.problem import Key, Sheet
from gradekit.problems.keystore import save
from gradekit.problems.stubs import sheet_in, write_stub


@final
@dataclass(frozen=True, slots=True)
class Written:
    """The files of a practice sheet."""

    sheet: Path
    stub: Path


def write_practice(folder: Path, sheet: Sheet, keys: Sequence[Key]) -> Written:
    """Write the page of the sheet with its hints, the stub, and the keys in `.gradekit/`.

    `OperatorError` when the folder holds a stub that was edited, or cannot be written to.
    """
    from gradekit.documents.sheet import sheet_document

    written = Written(folder / "sheet.html", folder / "submission.py")
    if edited(written.stub):
        raise OperatorError(
            f"{written.stub} holds answers already and is left as it is. "
            "Choose another folder with -o, or move that file away."
        )
    hints = {slot.number: key.hints for slot, key in zip(sheet.slots, keys, strict=True)}
    write_page(written.sheet, sheet_document(sheet, hints))
    write_text(written.stub, stub_text(sheet))
    for key in keys:
        save(folder, key)
    return written


def stub_text(sheet: Sheet) -> str:
    """The stub of the sheet with its formulas as readable text."""
    return write_stub(sheet, plain_text)


def edited(stub: Path) -> bool:
    """Whether there is a file that is not a stub just as it was generated."""
    if not stub.exists():
        return False
    try:
        text = stub.read_text(encoding="utf-8")
        return text != stub_text(sheet_in(text))
    except (OSError, UnicodeDecodeError, StudentError):
        return True


def not_there(path: Path) -> None:
    """`OperatorError` when there is such a file: what somebody may have worked on is never written over."""
    if path.exists():
        raise OperatorError(
            f"{path} is there already and is left as it is. Choose another name with -o, or move it away."
        )


def write_page(path: Path, document: Document) -> None:
    """Write the document as a web page."""
    from gradekit.documents.html import to_html

    write_text(path, to_html(document))


def temporary_page(name: str) -> Path:
    """A place for a page that is looked at once."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="gradekit-")) / f"{name}.html"


def write_text(path: Path, text: str) -> None:
    """Write a file so that there is either the old one or the whole new one, never a piece; line ends are LF."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    except OSError as error:
        raise OperatorError(
            f"{path} could not be written ({error.strerror}). Choose a folder you may write to, with -o or --html."
        ) from error
