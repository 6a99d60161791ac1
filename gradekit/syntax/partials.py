"""Partial derivatives of functions of several numbers that a question leaves open: `f_1(u, v)` by the first of them,
`f_12(u, v)` by the first and the second.

A derivative is an undefined function with a name of its own, its places in order: the order of differentiation does
not matter. A question tells such a function by its letters, `f(x, y)`; then `f_x` and `f_1` are the same, and `f_yx` is
`f_12`. Of one number it tells the name alone, and derivatives have primes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import product

from gradekit.syntax.latex_names import latex_name
from gradekit.syntax.tree import Expr

MOST_ORDER = 3
"""Derivatives of this order and below are read."""

_PARTIAL = re.compile(r"(.*[^\d_])_(\d+)")


def base_name(name: str, count: int) -> str:
    """The function of so many numbers of which the name is a derivative, or itself.

    >>> base_name("f_12", 2), base_name("f", 2), base_name("f''", 1), base_name("f_1", 1)
    ('f', 'f', 'f', 'f_1')
    """
    found = _PARTIAL.fullmatch(name) if count > 1 else None
    return found[1] if found else name.rstrip("'")


def places_of(name: str, count: int) -> tuple[int, ...]:
    """The places, from 1, by which the function of so many numbers is differentiated.

    >>> places_of("f_12", 2), places_of("f", 2)
    ((1, 2), ())
    """
    found = _PARTIAL.fullmatch(name) if count > 1 else None
    return tuple(map(int, found[2])) if found else ()


def partial(name: str, count: int, place: int) -> str:
    """The name of the derivative of a function by the number at a place, from 1.

    >>> partial("f", 2, 2), partial("f_2", 2, 1)
    ('f_2', 'f_12')
    """
    return called(base_name(name, count), (*places_of(name, count), place))


def called(function: str, places: Iterable[int]) -> str:
    """The name of a derivative.

    >>> called("f", (2, 1)), called("f", ())
    ('f_12', 'f')
    """
    order = "".join(map(str, sorted(places)))
    return f"{function}_{order}" if order else function


def told(function: str, letters: tuple[str, ...]) -> str:
    """A function as the record tells it: of one number its name, of several `f(x, y)`, or `f(1, 2)` without letters."""
    return f"{function}({', '.join(letters)})" if len(letters) > 1 else function


def letters_of(told: str) -> tuple[str, tuple[str, ...]]:
    """The name and the letters of a function as the record tells it.

    >>> letters_of("f(x, y)"), letters_of("f")
    (('f', ('x', 'y')), ('f', ('',)))
    """
    name, _, letters = told.rstrip(")").partition("(")
    return name, tuple(letters.split(", "))


def names_of(left_open: Iterable[str]) -> tuple[str, ...]:
    """The names alone."""
    return tuple(letters_of(one)[0] for one in left_open)


def counts(left_open: Iterable[str]) -> dict[str, int]:
    """Every name under which the functions and the derivatives of those of several numbers are called, and how many
    numbers each takes."""
    found: dict[str, int] = {}
    for one in left_open:
        name, letters = letters_of(one)
        found |= dict.fromkeys((name, *spellings([one])), len(letters))
    return found


def spellings(left_open: Iterable[str]) -> dict[str, str]:
    """The derivatives of functions of several numbers, by every name under which they are called.

    >>> spellings(["f(x, y)"])["f_yx"], spellings(["f(x, y)"])["f_21"], spellings(["f"])
    ('f_12', 'f_12', {})
    """
    found: dict[str, str] = {}
    for one in left_open:
        name, letters = letters_of(one)
        for order in range(1, MOST_ORDER + 1 if len(letters) > 1 else 1):
            for places in product(range(1, len(letters) + 1), repeat=order):
                canonical = called(name, places)
                found[f"{name}_{''.join(map(str, places))}"] = canonical
                found[f"{name}_{''.join(letters[place - 1] for place in places)}"] = canonical
    return found


def in_latex(left_open: Iterable[str]) -> dict[str, str]:
    """The derivatives of functions of several numbers as they are printed, with letters for the places.

    >>> in_latex(["f(x, y)"])["f_12"]
    'f_{x y}'
    """
    found: dict[str, str] = {}
    for one in left_open:
        name, letters = letters_of(one)
        for canonical in {*spellings([one]).values()}:
            below = " ".join(map(_letter, (letters[place - 1] for place in places_of(canonical, len(letters)))))
            found[canonical] = f"{latex_name(name)}_{{{below}}}"
    return dict(sorted(found.items()))


def _letter(letter: str) -> str:
    return letter if letter.isdigit() else latex_name(letter)


def renamed(expr: Expr, names: Mapping[str, str]) -> Expr:
    """The formula with every derivative under its one name."""
    if not names or not expr.args:
        return expr
    value = names.get(expr.name, expr.name) if expr.head == "function" else expr.value
    return Expr(expr.head, tuple(renamed(arg, names) for arg in expr.args), value)
