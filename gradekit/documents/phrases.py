"""What stands in a gap, in the language of the sentence around it.

Verdicts are the same in every language, so their messages hold English phrases, such as a shape in words. In another
language a phrase is found by the pattern that the English catalogue has of it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gradekit.documents.words import catalogue

PREFIX = "phrase."
_GAP = re.compile(r"\\\{(\w+)\\\}")


@lru_cache(maxsize=1024)
def phrase(text: str, language: str) -> str:
    """The text in this language, where it is a phrase that is known; else as it is.

    >>> phrase("a list of 3", "de"), phrase("(a) is (1.5, −2)", "de"), phrase("x^2", "de")
    ('eine Liste der Länge 3', '(a) ist (1.5, −2)', 'x^2')
    """
    for name, pattern in _patterns():
        if found := pattern.fullmatch(text):
            return catalogue(language)[name].format(**found.groupdict())
    return text


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = ((name, sentence) for name, sentence in catalogue().items() if name.startswith(PREFIX))
    return tuple((name, re.compile(_GAP.sub(_filling, re.escape(sentence)))) for name, sentence in known)


def _filling(gap: re.Match[str]) -> str:
    """A name is one word; what fills any other gap begins as a number or a bracket."""
    return rf"(?P<{gap[1]}>\S+)" if gap[1] == "name" else rf"(?P<{gap[1]}>[−\d(].*)"
