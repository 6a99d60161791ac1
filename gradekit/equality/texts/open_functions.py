"""Which names of two texts are functions left open: those with a prime before their bracket, and declared ones."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gradekit.syntax.names import CONSTANTS, GREEK, SPELLINGS

FUNCTION = "function"
"""What is assumed of a name that is no symbol: `f:function`."""

_RAISED = r"\^\s*+\{?\s*+(?:\\prime|['′])(?:\s*+\\prime)*\s*+\}?"
_PRIMED = re.compile(rf"\\?(?<![^\W\d_])([^\W\d_]+)\s*+(?:['′’″‴]|{_RAISED})['′’″‴]*\s*+(?:\\left)?\(")


_LONGER = tuple(name for name in SPELLINGS if len(name) > 1 and name not in GREEK)


def open_functions(texts: str, assume: Mapping[str, str]) -> dict[str, int]:
    """The names, each with its one argument. Of letters in a row the last one has the prime.

    >>> open_functions("2f'(x) + phi'(t)", {"g": "function"})
    {'g': 1, 'f': 1, 'phi': 1}
    """
    declared = [name for name, word in assume.items() if word == FUNCTION]
    words = [word for word in _PRIMED.findall(texts) if not any(word.endswith(name) for name in _LONGER)]
    primed = [word if word in GREEK else word[-1] for word in words]
    known = CONSTANTS.keys() | SPELLINGS.keys()
    return {name: 1 for name in (*declared, *primed) if name not in known and name not in assume.keys() - declared}
