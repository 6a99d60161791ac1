"""Documents as files: written whole or not at all, and never over work that somebody has begun."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import final

from gradekit.documents.blocks import Document
from gradekit.documents.formats import FORMATS, Format, format_of, with_fonts
from gradekit.documents.plain import plain_text
from gradekit.errors import OperatorError, StudentError, remedy
from gradekit.model.problem import Key, Sheet
from gradekit.problems.handing_out.keystore import save
from gradekit.problems.handing_out.stubs import sheet_in, write_stub
from gradekit.submissions.notebooks import code_of, is_notebook


@final
@dataclass(frozen=True, slots=True)
class Written:
    """The files of a practice sheet, those to read or fill in by their suffix."""

    sheets: Mapping[str, Path]
    stub: Path

    @property
    def sheet(self) -> Path:
        """The file to read first."""
        return next(iter(self.sheets.values()))


def write_practice(
    folder: Path,
    sheet: Sheet,
    keys: Sequence[Key],
    formats: Sequence[Format] = (FORMATS["html"],),
    language: str = "en",
) -> Written:
    """Write the sheet with its hints in these formats, the stub, and the keys in `.gradekit/`.

    `OperatorError` when the folder holds a stub that was edited, or cannot be written to.
    """
    from gradekit.documents.notebook import sheet_notebook
    from gradekit.documents.sheet import sheet_document

    stub, notebook = folder / "submission.py", folder / "submission.ipynb"
    _not_edited(stub, notebook)
    hints = {slot.number: key.hints for slot, key in zip(sheet.slots, keys, strict=True)}
    document = sheet_document(sheet, hints, language)
    sheets: dict[str, Path] = {}
    for one in formats or (FORMATS["html"],):
        to_fill_in = one.suffix == notebook.suffix[1:]
        sheets[one.suffix] = notebook if to_fill_in else folder / f"sheet.{one.suffix}"
        write_bytes(sheets[one.suffix], sheet_notebook(sheet, hints, language) if to_fill_in else one.write(document))
    written = Written(sheets, stub)
    write_text(written.stub, stub_text(sheet))
    for key in keys:
        save(folder, key)
    return written


def stub_text(sheet: Sheet) -> str:
    """The stub of the sheet with its formulas as readable text."""
    return write_stub(sheet, plain_text)


def _not_edited(*files: Path) -> None:
    for path in files:
        if edited(path):
            raise OperatorError(
                f"{path} holds answers already and is left as it is. "
                "Choose another folder with -o, or move that file away."
            )


def edited(stub: Path) -> bool:
    """Whether there is a file that is not a stub, or of a notebook its code, just as it was generated."""
    if not stub.exists():
        return False
    try:
        text = stub.read_text(encoding="utf-8")
        if is_notebook(stub.name):
            from gradekit.documents.notebook import sheet_notebook

            code, _ = code_of(text, stub.name)
            return code != code_of(sheet_notebook(sheet_in(code)).decode(), stub.name)[0]
        return text != stub_text(sheet_in(text))
    except (OSError, UnicodeDecodeError, StudentError):
        return True


def not_there(path: Path) -> None:
    """`OperatorError` when there is such a file: what somebody may have worked on is never written over."""
    if path.exists():
        raise OperatorError(
            f"{path} is there already and is left as it is. Choose another name with -o, or move it away."
        )


def write_document(path: Path, document: Document, fonts: Sequence[Path] = ()) -> None:
    """Write the document in the format that the name of the file asks for; `fonts` are folders of fonts for PDF."""
    (form,) = with_fonts((format_of(path),), fonts)
    write_bytes(path, form.write(document))


def write_page(path: Path, document: Document) -> None:
    """Write the document as a web page."""
    from gradekit.documents.html import to_html

    write_text(path, to_html(document))


def temporary_page(name: str) -> Path:
    """A place for a page that is looked at once."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="gradekit-")) / f"{name}.html"


def write_text(path: Path, text: str) -> None:
    """Write a text with LF at the ends of lines."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file so that there is either the old one or the whole new one, never a piece."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        raise OperatorError(f"{path} could not be written ({error.strerror}). {remedy(error)}") from error
