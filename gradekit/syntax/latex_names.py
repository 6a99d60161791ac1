"""Names as LaTeX: Greek letters, subscripts, and upright words."""

from __future__ import annotations

import re

from gradekit.syntax.names import GREEK

_NAME = re.compile(r"([A-Za-z]+?)_?(\d*)")
_INDICES = re.compile(r"([A-Za-z]+)_?(\d+(?:_\d+)+)")
"""Indices that are kept apart: entry 1, 12 of W is `W_1_12`, entry 2 of a1 is `a1_2`."""


def latex_name(name: str) -> str:
    r"""A symbol's name as it is printed: `u1` with a subscript, `theta` as the letter, a longer word upright.

    >>> [latex_name(name) for name in ("x", "u1", "theta", "e_theta", "loss", "w_12")]
    ['x', 'u_{1}', '\\theta', 'e_{\\theta}', '\\mathrm{loss}', 'w_{12}']
    """
    if found := _INDICES.fullmatch(name):
        return f"{_letter(found[1])}_{{{found[2].replace('_', ',')}}}"
    head, _, tail = name.partition("_")
    if tail and not tail.isdigit():
        return f"{latex_name(head)}_{{{latex_name(tail)}}}" if head else rf"\mathrm{{{_letters(name)}}}"
    match = _NAME.fullmatch(name)
    if not match:
        return rf"\mathrm{{{_letters(name)}}}"
    word, digits = match.groups()
    return f"{_letter(word)}_{{{digits}}}" if digits else _letter(word)


def _letter(word: str) -> str:
    return rf"\{word}" if word in GREEK else word if len(word) == 1 else rf"\mathrm{{{word}}}"


def latex_function_name(name: str) -> str:
    """The name of an undefined function with the primes of its derivatives.

    >>> latex_function_name("f''")
    "f''"
    """
    function = name.rstrip("'")
    return latex_name(function) + name[len(function) :]


def _letters(name: str) -> str:
    """Letters and digits only: a name never brings signs of LaTeX with it."""
    return "".join(c for c in name if c.isalnum())
