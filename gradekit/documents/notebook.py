"""A document as a Jupyter notebook, and a sheet as one to fill in: the question in words, a code cell for each part.

What stands in the code cells is what stands in the stub, so a notebook is read by the same rules. Cells have ids from
a hash of their place and content, and nothing of the time or the machine is in the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Literal, NamedTuple

from gradekit.documents.blocks import Block, Document, Fold, H, Panel, Para, line
from gradekit.documents.markdown import MarkdownWriter, to_markdown
from gradekit.documents.messages import words
from gradekit.documents.sheet import Hints, question_blocks, sheet_document
from gradekit.model.message import Message
from gradekit.model.problem import Sheet, Slot
from gradekit.problems.handing_out.record import data_block
from gradekit.problems.handing_out.stubs import imported, opened, started


class Cell(NamedTuple):
    """Markdown or code; `folded` cells show their first line only."""

    kind: Literal["markdown", "code"]
    source: str
    folded: bool = False


def to_notebook(document: Document) -> bytes:
    """The document as a notebook to read: a cell for each of its sections."""
    sections: list[list[Block]] = [[]]
    for block in document.blocks:
        if isinstance(block, H) and block.level <= 2:
            sections.append([])
        sections[-1].append(block)
    head, *rest = sections
    first = Document(document.title, tuple(head), document.language, document.meta)
    return _file([Cell("markdown", to_markdown(first).rstrip()), *(_told(blocks) for blocks in rest)])


def sheet_notebook(sheet: Sheet, hints: Hints | None = None, language: str = "en") -> bytes:
    """The sheet as a notebook to fill in and hand in, the same bytes every time."""
    whole = sheet_document(sheet, language=language)
    how = Para(line(words(Message("sheet.how-notebook"), language)))
    standing = tuple(block for block in whole.blocks[1:] if isinstance(block, Para))
    head = Document(whole.title, (how, *standing), language, whole.meta)
    cells = [Cell("markdown", to_markdown(head).rstrip()), Cell("code", imported(sheet).rstrip())]
    for slot in sheet.slots:
        cells += _problem(slot, (hints or {}).get(slot.number, ()), language)
    return _file([*cells, Cell("code", data_block(sheet).rstrip(), folded=True)])


def _problem(slot: Slot, hints: Sequence[str], language: str) -> Iterator[Cell]:
    """The question, its letters, and of each part what is asked and the line to fill in."""
    blocks = list(question_blocks(slot, language))
    parts = [block for block in blocks if isinstance(block, Panel)]
    yield _told(block for block in blocks if not isinstance(block, Panel))
    yield Cell("code", started(slot))
    for index, part in enumerate(parts):
        yield _told([part])
        yield Cell("code", opened(slot, index))
    if hints:
        titles = (words(Message("sheet.hint", {"number": n}), language) for n in range(1, len(hints) + 1))
        yield _told(Fold(line(title), (Para(line(hint)),)) for title, hint in zip(titles, hints, strict=True))


def _told(blocks: Iterable[Block]) -> Cell:
    writer = MarkdownWriter()
    return Cell("markdown", "\n\n".join([*writer.blocks(blocks, 2), *writer.ends()]))


def _file(cells: Iterable[Cell]) -> bytes:
    """The cells as Jupyter itself would save them."""
    notebook = {
        "cells": [_record(number, cell) for number, cell in enumerate(cells)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _record(number: int, cell: Cell) -> Mapping[str, object]:
    name = sha256(f"{number}\n{cell.source}".encode()).hexdigest()[:12]
    record = {
        "cell_type": cell.kind,
        "id": name,
        "metadata": {"jupyter": {"source_hidden": True}} if cell.folded else {},
        "source": cell.source.splitlines(keepends=True),
    }
    return record if cell.kind == "markdown" else {**record, "execution_count": None, "outputs": []}
