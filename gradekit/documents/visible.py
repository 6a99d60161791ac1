"""Characters that nobody would see, made visible: controls, marks that turn the direction of text, lone surrogates.

A name or an answer can hold them; a terminal would obey them and a web page would be turned around by them.
"""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str, *, lines: bool = False) -> str:
    r"""The text with every hidden character as its number in angle brackets; line ends are kept only if `lines`.

    >>> visible("a\x1b[31mb")
    'a⟨U+001B⟩[31mb'
    """
    text = text.replace("\r\n", "\n").replace("\t", "    ")
    if not lines:
        text = text.replace("\n", " ")
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)
