"""Text in a cell of a spreadsheet: never a formula, whoever wrote it."""

from __future__ import annotations

import re

from gradekit.documents.visible import visible

STARTS = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, and the wide forms of it."""

_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)


def cell(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula; a plain number is left alone.

    >>> cell("-x**2"), cell("-3.5"), cell("=1+1"), cell("f = 2")
    ("'-x**2", '-3.5', "'=1+1", 'f = 2')
    """
    shown = visible(text)
    risky = text.lstrip(" ").startswith(STARTS) and not _NUMBER.fullmatch(text)
    return f"'{shown}" if risky else shown
