"""A notebook as the text of its code cells in order, without what it printed and what is for the notebook alone."""

from __future__ import annotations

import re
from bisect import bisect_right

import msgspec
from msgspec.structs import replace

from gradekit.errors import StudentError
from gradekit.model.answer import Submission
from gradekit.model.message import Message, Note, Param

MOST_BYTES = 32 * 1024 * 1024
"""The largest notebook that is read: pictures that it printed count here, and not as code."""
_MAGIC = re.compile(r"^[ \t]*(?:%{1,2}[A-Za-z]|!|\?{1,2}\w).*$|^[ \t]*[\w.]+\?{1,2}[ \t]*$", re.MULTILINE)
_OTHER_LANGUAGE = re.compile(r"\s*%%(?!time|timeit|capture|prun)\w")
_PLACES = frozenset({"line", "first"})


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""


class _Notebook(msgspec.Struct):
    cells: list[_Cell]


def is_notebook(name: str) -> bool:
    """Whether a file of that name holds a notebook."""
    return name.lower().endswith(".ipynb")


def code_of(text: str, name: str) -> tuple[str, tuple[int, ...]]:
    """The code of all cells, one under the other, and the line at which each begins.

    >>> code_of('{"cells": [{"cell_type": "code", "source": ["%pip x\\\\n", "q1a = 2"]}]}', "a.ipynb")
    ('\\nq1a = 2\\n', (1,))
    """
    try:
        cells = msgspec.json.decode(text, type=_Notebook).cells
    except (msgspec.MsgspecError, RecursionError) as error:
        raise StudentError("file.no-notebook", name=name) from error
    codes = [_code(cell) for cell in cells if cell.cell_type == "code"]
    starts = [1]
    for code in codes:
        starts.append(starts[-1] + code.count("\n") + 1)
    return "".join(f"{code}\n" for code in codes), tuple(starts[:-1])


def _code(cell: _Cell) -> str:
    code = cell.source if isinstance(cell.source, str) else "".join(cell.source)
    code = re.sub(r"\r\n?", "\n", code)
    return "\n" * code.count("\n") if _OTHER_LANGUAGE.match(code) else _MAGIC.sub("", code)


def by_cell(submission: Submission, starts: tuple[int, ...]) -> Submission:
    """The submission with every line told as one of its cell; `starts` is empty for what is no notebook."""
    if not starts:
        return submission
    answers = tuple(
        replace(a, line=None if a.line is None else _place(a.line, starts)[1], notes=_notes(a.notes, starts))
        for a in submission.answers
    )
    return replace(submission, answers=answers, notes=_notes(submission.notes, starts))


def _notes(notes: tuple[Note, ...], starts: tuple[int, ...]) -> tuple[Note, ...]:
    return tuple(_note(note, starts) for note in notes)


def _note(note: Note, starts: tuple[int, ...]) -> Note:
    told: dict[str, Param] = {
        key: _told(value, starts) if key in _PLACES and isinstance(value, int) else value
        for key, value in note.message.params.items()
    }
    message = Message(note.message.id, told)
    if note.line is None:
        return replace(note, message=message)
    cell, line = _place(note.line, starts)
    return replace(note, message=message, line=line, cell=cell)


def _told(line: int, starts: tuple[int, ...]) -> str:
    cell, own = _place(line, starts)
    return f"{own} of cell {cell}"


def _place(line: int, starts: tuple[int, ...]) -> tuple[int, int]:
    """The cell, from 1, and the line in it."""
    cell = max(1, bisect_right(starts, line))
    return cell, line - (starts[cell - 1] if starts else 1) + 1
