"""What an import or a declaration of symbols brings: names only; nothing is imported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import final

KNOWN = frozenset({"sympy", "numpy", "math", "cmath", "mpmath", "gradekit"})
"""Modules whose functions the reader knows by name."""
HARMLESS = frozenset({"pylab", "matplotlib", "scipy", "IPython", "typing", "fractions", "os", "sys", "time", "random"})
"""Modules that have nothing under the name of a letter or a function that is read."""

_USUAL = ("sympy", "numpy", "math", "gradekit")
"""What a stub or a student imports everything from; `mymath` is one letter from `mpmath`, and somebody's own."""
_FROM = re.compile(r"from\s+([\w.]+)\s+import\s+(.*)", re.DOTALL)
_IMPORT = re.compile(r"import\s+(.*)", re.DOTALL)
_ITEM = re.compile(r"([\w.]+|\*)(?:\s+as\s+(\w+))?\Z")
_SYMBOLS = re.compile(
    r"(?:\w+\.)?(?:symbols|Symbol|var|Dummy)\s*\(\s*(?P<quote>[\"'])(?P<names>[^\"'\n]*)(?P=quote)\s*(?:,[^()]*)?\)\Z"
)
_FUNCTION = re.compile(r"(?:\w+\.)?Function\s*\(\s*[\"'](\w+)[\"']\s*(?:,[^()]*)?\)\Z")
_SPAN = re.compile(r"(\D*)(\d{1,3}):(\d{1,3})\Z")
_MOST_SYMBOLS = 100


@final
@dataclass(frozen=True, slots=True)
class Imported:
    """One name that an import binds: where it comes from, and under which name it is used."""

    module: str
    name: str
    """The name inside the module, `*` for all of them, or empty for the module itself."""
    alias: str

    @property
    def known(self) -> bool:
        """Whether the reader knows what is in the module."""
        return self.module.split(".")[0] in (KNOWN if self.name != "*" else KNOWN | HARMLESS)

    @property
    def misspelt(self) -> bool:
        """Whether it is the line of the stub, or the name of a usual module, but for a slip of the pen.

        Any other module is somebody's own, and `*` of it may give every name another meaning.

        >>> [Imported(name, "*", "*").misspelt for name in ("gradekit.anwsers", "numpi", "mymath", "pathlib")]
        [True, True, False, False]
        """
        root = self.module.split(".")[0]
        alike = [name for name in _USUAL if abs(len(name) - len(root)) < 2]
        stub = root == "answers" or get_close_matches(self.module, ["gradekit.answers"], n=1, cutoff=0.75)
        return bool(stub or get_close_matches(root, alike, n=1, cutoff=0.8))

    def hides(self, letters: frozenset[str]) -> bool:
        """Whether a letter stands for something of the module afterwards, which is no letter."""
        return self.alias in letters and self.alias != self.name and self.module != "sympy.abc"


def imports_in(text: str) -> tuple[Imported, ...]:
    """The names that an import statement binds; empty when it is no import that can be read.

    >>> [(i.module, i.name, i.alias) for i in imports_in("from math import sin as s, pi")]
    [('math', 'sin', 's'), ('math', 'pi', 'pi')]
    """
    if match := _FROM.match(text):
        found = _items(match.group(2))
        return tuple(Imported(match.group(1), name, alias or name) for name, alias in found)
    if match := _IMPORT.match(text):
        found = _items(match.group(1))
        return tuple(Imported(name, "", alias or name.split(".")[0]) for name, alias in found)
    return ()


def symbols_in(text: str) -> tuple[str, ...] | None:
    """The symbols that a call of `symbols`, `Symbol` or `var` makes, or None when the text is no such call.

    >>> symbols_in('symbols("x y1:3", real=True)')
    ('x', 'y1', 'y2')
    """
    if '"' not in text and "'" not in text:
        return None
    match = _SYMBOLS.match(text.strip())
    if match is None:
        return None
    names = [name for piece in re.split(r"[\s,]+", match["names"].strip()) for name in _spelled(piece)]
    plain = 0 < len(names) <= _MOST_SYMBOLS and all(re.fullmatch(r"[^\W\d]\w{0,31}", name) for name in names)
    return tuple(names) if plain else None


def function_in(text: str) -> str | None:
    """The name of the function that a call of `Function` makes, or None when the text is no such call.

    >>> function_in('sp.Function("f", real=True)')
    'f'
    """
    match = _FUNCTION.match(text.strip())
    return match.group(1) if match else None


def _spelled(piece: str) -> list[str]:
    span = _SPAN.match(piece)
    if span is None:
        return [piece]
    stem, first, last = span.group(1), int(span.group(2)), int(span.group(3))
    return [f"{stem}{number}" for number in range(first, min(last, first + _MOST_SYMBOLS + 1))]


def _items(text: str) -> list[tuple[str, str | None]]:
    pieces = [" ".join(piece.split()) for piece in text.strip().strip("()").split(",")]
    found = [_ITEM.match(piece) for piece in pieces if piece]
    return [(item.group(1), item.group(2)) for item in found if item]
