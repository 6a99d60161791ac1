"""Printing: JSON for programs, documents for people, plain lines for both."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gradekit.documents.blocks import Document


def print_json(record: object) -> None:
    """The record as indented JSON."""
    import msgspec

    from gradekit.model.codec import encode

    sys.stdout.write(msgspec.json.format(encode(record), indent=2).decode() + "\n")


def print_page(path: Path) -> None:
    """Where a web page has been written."""
    print_line(f"page     {path}")


def print_written(html: Path | None, write: Sequence[Path] | None) -> None:
    """Where the files have been written."""
    if html is not None:
        print_page(html)
    for path in write or ():
        print_line(f"written  {path}")


def open_page(path: Path) -> None:
    """The web page in the browser; where there is none, that is said."""
    import webbrowser

    if not webbrowser.open(path.absolute().as_uri()):
        print_line("No browser could be started; open that page yourself.")


def print_line(text: str = "") -> None:
    """One line of plain text."""
    sys.stdout.write(text + "\n")


def print_document(document: Document) -> None:
    """The document in the terminal."""
    from gradekit.documents.terminal import print_document as print_in_terminal

    print_in_terminal(document)


def write_files(
    document: Document, html: Path | None, write: Sequence[Path] | None, fonts: Sequence[Path] | None = None
) -> None:
    """The document as a web page and in the formats that the names of files ask for."""
    if html is None and not write:
        return
    from gradekit.documents.handout import write_document, write_page

    if html is not None:
        write_page(html, document)
    for path in write or ():
        write_document(path, document, fonts or ())


def check_formats(write: Sequence[Path] | None) -> None:
    """Refuse a format that there is not, before any work is done."""
    if write:
        from gradekit.documents.formats import format_of

        for path in write:
            format_of(path)


def print_result(
    record: object,
    document: Document,
    *,
    html: Path | None,
    write: Sequence[Path] | None,
    fonts: Sequence[Path] | None = None,
    json: bool,
) -> None:
    """A result as JSON or as a document, and as files where that is asked for."""
    write_files(document, html, write, fonts)
    if json:
        print_json(record)
        return
    print_document(document)
    print_written(html, write)
