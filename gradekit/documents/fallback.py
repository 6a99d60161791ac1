"""Text for consoles that cannot show every character: what an encoding lacks is written with what it has.

Old Windows consoles know cp1252 or less. There `θ` becomes `theta`, `x₁` becomes `x_1`, and `∂` becomes `D`, so that it
stays apart from the d of other derivatives; nothing is lost in silence.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from gradekit.syntax.names import GREEK

_SIGNS = {
    "−": "-",
    "·": "*",
    "⋅": "*",
    "×": "x",
    "÷": "/",
    "∗": "*",
    "•": "*",
    "∂": "D",
    "∇": "grad ",
    "∞": "oo",
    "∫": "int ",
    "∬": "int int ",
    "∭": "int int int ",
    "∮": "int ",
    "∑": "sum ",
    "∏": "prod ",
    "±": "+-",
    "∓": "-+",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~=",
    "≡": "==",
    "≪": "<<",
    "≫": ">>",
    "∼": "~",
    "∝": " prop. to ",
    "→": "->",
    "←": "<-",
    "↦": "|->",
    "⇒": "=>",
    "⇔": "<=>",
    "⟹": "=>",
    "∈": " in ",
    "∉": " not in ",
    "⊂": " subset of ",
    "⊆": " subset of ",
    "∪": " or ",
    "∩": " and ",
    "∧": " and ",
    "∨": " or ",
    "∘": " o ",
    "⊙": " .* ",
    "⊗": " (x) ",
    "⊕": " (+) ",
    "∖": "\\",
    "∣": "|",
    "∥": "||",
    "‖": "||",
    "⊤": "T",
    "⊥": "_|_",
    "∅": "{}",
    "∀": "for all ",
    "∃": "there is ",
    "ℝ": "R",
    "ℏ": "hbar",
    "ℓ": "l",
    "′": "'",
    "″": "''",
    "⟨": "<",
    "⟩": ">",
    "⌊": "floor(",
    "⌋": ")",
    "⌈": "ceil(",
    "⌉": ")",
    "…": "...",
    "⋯": "...",
    "⋮": "...",
    "⋱": "...",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "✓": "+",
    "◐": "~",
    "○": "o",
    "─": "-",
    "━": "-",
}
_LETTERS = {
    **{letter: name for name, letter in GREEK.items()},
    **{letter.upper(): name.capitalize() for name, letter in GREEK.items()},
    **dict(zip("ϵϑϕϱς", ("epsilon", "theta", "phi", "rho", "sigma"), strict=True)),
}
_HIGH = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼ⁿᵀ", "0123456789+-=nT", strict=True))
_LOW = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌ᵢⱼₖₘₙ", "0123456789+-=ijkmn", strict=True))
_SCRIPTS = re.compile(f"(?P<high>[{''.join(_HIGH)}]+)|(?P<low>[{''.join(_LOW)}]+)|(?P<root>√)(?P<under>\\w*)")


def fitted(text: str, encoding: str) -> str:
    """The text with every character that the encoding lacks written otherwise.

    >>> fitted("∂f/∂θ = r²√x ≤ 1", "ascii")
    'Df/Dtheta = r^2sqrt(x) <= 1'
    >>> fitted("r² cos θ", "cp1252")
    'r² cos theta'
    """
    if _fits(text, encoding):
        return text
    text = _SCRIPTS.sub(lambda found: found.group() if _fits(found.group(), encoding) else _unscripted(found), text)
    text = "".join(
        letter if _fits(letter, encoding) else _replaced(letter, text[index - 1 : index], text[index + 1 : index + 2])
        for index, letter in enumerate(text)
    )
    return text.encode(encoding, "replace").decode(encoding)


def _unscripted(found: re.Match[str]) -> str:
    if found["root"]:
        return f"sqrt({found['under']})" if found["under"] else "sqrt"
    table, mark = (_HIGH, "^") if found["high"] else (_LOW, "_")
    text = "".join(table[letter] for letter in found.group())
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"


def _replaced(letter: str, before: str, after: str) -> str:
    """A letter of another alphabet by its name, apart from the letters around it; a sign by what is typed for it."""
    if letter in _LETTERS:
        left = " " if before.isalpha() and before != "∂" else ""
        right = " " if after.isalpha() else ""
        return f"{left}{_LETTERS[letter]}{right}"
    if letter in _SIGNS:
        return _SIGNS[letter]
    bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return bare or ""


@lru_cache(maxsize=4096)
def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
