"""Whether a formula keeps to the closed subset, for formats that are LaTeX themselves and lay nothing out."""

from __future__ import annotations

import re
from functools import lru_cache

from gradekit.documents.mathematics.read import parse
from gradekit.documents.mathematics.symbols import COMMANDS

_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_KNOWN = frozenset({*(f"\\{name}" for name in COMMANDS), r"\\"})
_RISKY = re.compile(r"[$%#~\x00-\x1f]")
"""What may stand in the words of a formula at most, or nowhere."""


@lru_cache(maxsize=4096)
def closed(latex: str) -> str:
    r"""The formula as it is; `AuthorError` with the place of a command that is outside the subset.

    >>> closed(r"\frac{1}{2}")
    '\\frac{1}{2}'
    """
    plain = _KNOWN.issuperset(_COMMAND.findall(latex)) and latex.count("{") == latex.count("}")
    if not plain or _RISKY.search(latex):
        parse(latex)
    return latex
