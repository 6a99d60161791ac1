"""A document as PDF by Typst: tagged for readers that speak, the same bytes every time.

One template draws every document, and documents reach it as data. Typst is an extra (`pip install gradekit[pdf]`), and
only this module imports it. Where the fonts lack a letter, its number is drawn, and whoever prints is told.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, final

from gradekit.documents.blocks import Document
from gradekit.documents.pdf_data import Data, document_data
from gradekit.errors import Fault, OperatorError

if TYPE_CHECKING:
    import typst

_log = logging.getLogger(__name__)

STANDARD = "ua-1"
"""PDF/UA: every formula and drawing has words, headings go down one level at a time, no letter is left out."""
PAPERS = ("a4", "us-letter")

_ALWAYS_DRAWN = frozenset(map(chr, range(0x20, 0x7F)))
_ONE_LETTER = b'#set document(title: "x", date: none)\n#text("x" + sys.inputs.data)'
_NOT_DRAWN = "could not be displayed"
"""What Typst says of a letter that no font has."""


@final
@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, and the letters for which there was no font."""

    pdf: bytes
    missing: str = ""


def to_pdf(document: Document, *, fonts: Sequence[Path] = (), paper: str = "a4") -> bytes:
    """The document as PDF; `OperatorError` where Typst is not installed. Letters that no font has are logged."""
    made = printed([document_data(document)], document.title, document.language, fonts=fonts, paper=paper)
    if made.missing:
        _log.warning("in `%s` %s", document.title, told_missing(made.missing))
    return made.pdf


def told_missing(missing: str) -> str:
    """What to do about letters that no font has."""
    shown = " ".join(missing)
    return f"no font has {shown}; drawn as numbers. Give a folder with a font that has them: --font-path FOLDER"


def printed(
    sheets: Sequence[Data], title: str, language: str = "en", *, fonts: Sequence[Path] = (), paper: str = "a4"
) -> Printed:
    """Documents as data, one after the other in one PDF. `fonts` are folders of fonts besides those of Typst.

    A letter that no font has is drawn as its number, such as `⟨U+738B⟩`.
    """
    text = json.dumps({"title": title, "language": language, "paper": paper, "sheets": sheets}, ensure_ascii=False)
    missing = "".join(sorted(letter for letter in set(text) - _ALWAYS_DRAWN if not _is_drawn(letter, tuple(fonts))))
    for letter in missing:
        text = text.replace(letter, f"⟨U+{ord(letter):04X}⟩")
    return Printed(_compiled(_template(), text, tuple(fonts)), missing)


@lru_cache(maxsize=8192)
def _is_drawn(letter: str, fonts: tuple[Path, ...]) -> bool:
    """Whether some font has the letter. Typst itself is asked, which refuses PDF/UA with a letter that is not drawn."""
    try:
        _compiled(_ONE_LETTER, letter, fonts)
    except Fault as fault:
        if _NOT_DRAWN not in str(fault):
            raise
        return False
    return True


def forget() -> None:
    """Let go of what Typst keeps of a large document for the next ten, so that the memory serves the next one."""
    for number in range(12):
        _compiled(_ONE_LETTER, chr(ord("a") + number), ())


def _compiled(source: bytes, data: str, fonts: tuple[Path, ...]) -> bytes:
    compiler = _compiler(fonts)
    from typst import TypstError

    try:
        made = compiler.compile(input=source, format="pdf", sys_inputs={"data": data}, pdf_standards=[STANDARD])
    except TypstError as error:
        raise Fault(f"Typst refused a page of gradekit's own: {error}") from error
    assert isinstance(made, bytes), "one PDF"
    return made


@lru_cache(maxsize=4)
def _compiler(fonts: tuple[Path, ...]) -> typst.Compiler:
    """Made once, for it reads the fonts. Those of the machine are left out: the bytes are the same everywhere."""
    try:
        import typst
    except ImportError:
        raise OperatorError('PDF is written by Typst, which is not installed: pip install "gradekit[pdf]".') from None
    for folder in fonts:
        if not folder.is_dir():
            raise OperatorError(f"There is no folder `{folder}` with fonts.")
    return typst.Compiler(ignore_system_fonts=True, font_paths=[str(folder) for folder in fonts])


@cache
def _template() -> bytes:
    return files("gradekit.documents").joinpath("shells", "document.typ").read_bytes()
