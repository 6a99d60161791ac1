"""The formats of documents, in a register: a suffix, and what turns a document into the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TypeAlias, final

from gradekit.documents.blocks import Document
from gradekit.errors import OperatorError

Writer: TypeAlias = Callable[[Document], bytes]


@final
@dataclass(frozen=True, slots=True)
class Format:
    """A format by its suffix; `told` says what it is."""

    suffix: str
    told: str
    write: Writer


def _html(document: Document) -> bytes:
    from gradekit.documents.html import to_html

    return to_html(document).encode()


def _pdf(document: Document) -> bytes:
    from gradekit.documents.pdf import to_pdf

    return to_pdf(document)


def _markdown(document: Document) -> bytes:
    from gradekit.documents.markdown import to_markdown

    return to_markdown(document).encode()


def _latex(document: Document) -> bytes:
    from gradekit.documents.latex import to_tex

    return to_tex(document).encode()


def _notebook(document: Document) -> bytes:
    from gradekit.documents.notebook import to_notebook

    return to_notebook(document)


def _text(document: Document) -> bytes:
    from gradekit.documents.terminal import to_terminal

    return to_terminal(document).encode()


FORMATS: dict[str, Format] = {
    one.suffix: one
    for one in (
        Format("html", "a web page", _html),
        Format("pdf", "PDF", _pdf),
        Format("md", "Markdown", _markdown),
        Format("tex", "LaTeX", _latex),
        Format("ipynb", "a Jupyter notebook", _notebook),
        Format("txt", "plain text", _text),
    )
}
"""Every format by its suffix."""


def format_named(name: str) -> Format:
    """The format of that suffix; `OperatorError` with those that there are.

    >>> format_named("md").told
    'Markdown'
    """
    if found := FORMATS.get(name.lower().removeprefix(".")):
        return found
    known = ", ".join(f"{one.suffix} ({one.told})" for one in FORMATS.values())
    raise OperatorError(f"`{name}` is not a format that gradekit writes: {known}.")


def formats_named(names: str) -> tuple[Format, ...]:
    """The formats of a list with commas, each once.

    >>> [one.suffix for one in formats_named("html, md,html")]
    ['html', 'md']
    """
    return tuple(dict.fromkeys(format_named(name.strip()) for name in names.split(",") if name.strip()))


def with_fonts(formats: Sequence[Format], fonts: Sequence[Path]) -> tuple[Format, ...]:
    """The formats, PDF with folders of fonts besides its own."""

    def pdf(document: Document) -> bytes:
        from gradekit.documents.pdf import to_pdf

        return to_pdf(document, fonts=fonts)

    return tuple(Format(one.suffix, one.told, pdf) if one.suffix == "pdf" else one for one in formats)


def format_of(path: PurePath) -> Format:
    """The format that the name of a file asks for."""
    return format_named(path.suffix or path.name)
