"""Letters in other alphabets: the characters of Unicode's mathematical alphanumeric symbols."""

from __future__ import annotations

from gradekit.documents.mathematics.nodes import Font

_DOUBLE_STRUCK = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
_SCRIPT = dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True))

_RANGES: dict[Font, tuple[tuple[str, str, int], ...]] = {
    "mathbf": (("A", "Z", 0x1D400), ("a", "z", 0x1D41A), ("0", "9", 0x1D7CE), ("Α", "Ω", 0x1D6A8), ("α", "ω", 0x1D6C2)),
    "boldsymbol": (
        ("A", "Z", 0x1D468),
        ("a", "z", 0x1D482),
        ("0", "9", 0x1D7CE),
        ("Α", "Ω", 0x1D71C),
        ("α", "ω", 0x1D736),
    ),
    "mathbb": (("A", "Z", 0x1D538), ("a", "z", 0x1D552), ("0", "9", 0x1D7D8)),
    "mathcal": (("A", "Z", 0x1D49C), ("a", "z", 0x1D4B6)),
}
_VARIANTS: dict[Font, dict[str, str]] = {
    "mathbf": {"ϵ": "𝛜", "ϕ": "𝛟", "ϑ": "𝛝", "∇": "𝛁"},
    "boldsymbol": {"ϵ": "𝝐", "ϕ": "𝝓", "ϑ": "𝝑"},
}


def styled(text: str, font: Font) -> str:
    """The letters in that font; a letter that the font has not is kept.

    >>> styled("x", "mathbf"), styled("R", "mathbb"), styled("dx", "mathrm")
    ('𝐱', 'ℝ', 'dx')
    """
    return "".join(_styled(letter, font) for letter in text)


def _styled(letter: str, font: Font) -> str:
    special = {"mathbb": _DOUBLE_STRUCK, "mathcal": _SCRIPT}.get(font, _VARIANTS.get(font, {}))
    if letter in special:
        return special[letter]
    for first, last, start in _RANGES.get(font, ()):
        if first <= letter <= last:
            return chr(start + ord(letter) - ord(first))
    return letter


def italic(text: str) -> str:
    """Latin and Greek letters slanted, as variables stand in a formula; for text that no browser slants by itself.

    >>> italic("fh")
    '𝑓ℎ'
    """
    return "".join(_slanted(letter) for letter in text)


def _slanted(letter: str) -> str:
    for first, last, start in (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("α", "ω", 0x1D6FC)):
        if first <= letter <= last:
            return "ℎ" if letter == "h" else chr(start + ord(letter) - ord(first))
    return {"ϵ": "𝜖", "ϕ": "𝜙", "ϑ": "𝜗", "ϱ": "𝜚"}.get(letter, letter)
