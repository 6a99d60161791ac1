"""Pasted Unicode, letter by letter: what is replaced keeps its column, so that an error points at the right place."""

from __future__ import annotations

import unicodedata

_SAME: dict[str, str] = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "﹣": "-", "－": "-",
    "·": "*", "×": "*", "⋅": "*", "∗": "*", "•": "*", "∙": "*", "⋆": "*", "＊": "*", "✕": "*", "\u2062": "*",
    "÷": "/", "∕": "/", "⁄": "/", "／": "/", "∶": "/",
    "＋": "+", "＝": "=", "＾": "^", "ˆ": "^", "，": ",", "．": ".", "；": ";", "：": ":",
    "（": "(", "）": ")", "［": "[", "］": "]", "｛": "{", "｝": "}", "｜": "|", "∣": "|", "│": "|", "❘": "|",
    "’": "'", "‘": "'", "′": "'", "´": "'", "“": '"', "”": '"', "„": '"',
    "\u00a0": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u2002": " ", "\u2003": " ", "\u3000": " ",
    "\u200b": " ", "\u200c": " ", "\u200d": " ", "\u2060": " ", "\u2061": " ", "\u2064": " ", "\ufeff": " ",
    "\r": " ", "\t": " ", "\f": " ", "\v": " ",
    "ϑ": "θ", "ϕ": "φ", "ϵ": "ε", "ϱ": "ρ", "ς": "σ", "ϖ": "π", "µ": "μ", "∆": "Δ", "∏": "∏", "∑": "∑",
}  # fmt: skip
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))

SUPERSCRIPTS: dict[str, str] = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱˣʸᵗ", "0123456789+-nixyt", strict=True))
"""Raised characters and what they raise."""

FRACTIONS: dict[str, tuple[int, int]] = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅙": (1, 6), "⅛": (1, 8),
}  # fmt: skip
"""Fractions of one character."""


def normalised(text: str) -> str:
    """The text with pasted characters as the ones that a keyboard has, column by column.

    Raised digits, fractions of one character and signs such as `√` and `∂` stay: they are words of the grammar.

    >>> normalised("2·x − 𝑡²")
    '2*x - t²'
    """
    return text if text.isascii() and "\t" not in text and "\r" not in text else "".join(map(_plain, text))


def _plain(character: str) -> str:
    if character in SUPERSCRIPTS or character in FRACTIONS:
        return character
    if (known := _SAME.get(character) or _SUBSCRIPTS.get(character)) is not None:
        return known
    if character.isalnum():
        # Italic, bold and full-width letters, as other programs copy formulas.
        folded = unicodedata.normalize("NFKC", character)
        return _SAME.get(folded, folded) if len(folded) == 1 else character
    return character
