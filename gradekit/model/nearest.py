"""What an author may have meant: the nearest known name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of an error message: the nearest known name, or all of them.

    >>> nearest("tile", ["title", "level"])
    'Did you mean `title`?'
    """
    names = list(known)
    close = difflib.get_close_matches(name, names, n=1)
    return f"Did you mean `{close[0]}`?" if close else f"Known are {', '.join(f'`{n}`' for n in names)}."
