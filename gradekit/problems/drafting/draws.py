"""Named hashed draws: what a template draws under a name depends on that name and the seed, not on the order of calls.

The bytes of a draw are SHA-256 of length-prefixed (tag, slug, level, seed, attempt, name, block number), so adding a
parameter to a template later changes nobody's other parameters. The version of a template is recorded, not hashed: a
corrected typo redraws nobody. Integers come from those bytes by rejection, so no value is more likely than another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import prod
from typing import Any, TypeVar, final

from gradekit.errors import AuthorError
from gradekit.model.conventions import USUAL, VALUES, VARIED, Conventions
from gradekit.model.nearest import nearest

T = TypeVar("T")

TAG = "gradekit-draws-1"
"""Names this way of drawing; another way would have another tag."""


def seed_number(text: str) -> int:
    """The 128-bit seed of a text or small number from the command line; blanks around it do not count.

    >>> seed_number("7") == seed_number(" 7 ") != seed_number("8")
    True
    """
    return int.from_bytes(
        hashlib.sha256(b"gradekit-seed-1\0" + text.strip().encode("utf-8", "backslashreplace")).digest()[:16], "big"
    )


@final
class Draws:
    """The draws of one attempt at one problem.

    >>> g = Draws("polar-gradient", 2, seed_number("7"))
    >>> g.int("a", 1, 4) in (1, 2, 3, 4)
    True
    >>> g.int("a", 1, 9)
    Traceback (most recent call last):
    ...
    gradekit.errors.AuthorError: `polar-gradient` draws `a` twice in one problem; give the second draw another name.
    """

    def __init__(
        self,
        slug: str,
        level: int,
        seed: int,
        attempt: int = 0,
        *,
        tag: str = TAG,
        conventions: Conventions = USUAL,
    ) -> None:
        if not 0 <= seed < 1 << 128:
            raise AuthorError(f"A seed has 128 bits; {seed} does not fit.")
        self.slug = slug
        self.conventions = conventions
        self.used: set[str] = set()
        """The conventions that were asked for so far."""
        self.told: dict[str, str] = {}
        """What was drawn so far, by name: numbers and words as they are, else which of the choices it was."""
        self._prefix = b"".join(map(_field, (tag, slug, str(level), f"{seed:032x}", str(attempt))))
        self._drawn: set[str] = set()

    def int(self, name: str, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included, each as likely as the others."""
        if low > high:
            raise AuthorError(f"`{self.slug}` draws `{name}` from {low} to {high}, which is empty.")
        value = low + _below(high - low + 1, self._bytes(name))
        self.told[name] = str(value)
        return value

    def nonzero(self, name: str, low: int, high: int) -> int:
        """An integer from `low` to `high` that is not 0."""
        return self.pick(name, *(value for value in range(low, high + 1) if value))

    def pick(self, name: str, *choices: T) -> T:
        """One of the choices."""
        if not choices:
            raise AuthorError(f"`{self.slug}` draws `{name}` from no choices.")
        place = _below(len(choices), self._bytes(name))
        self.told[name] = _in_words(choices[place], place)
        return choices[place]

    def agreed(self, name: str, *varied: str) -> str:
        """The convention of the course of that name; where the course leaves it `varied`, one of these is drawn.

        >>> Draws("s", 1, 0).agreed("angles")
        'physics'
        """
        if name not in VALUES:
            raise AuthorError(f"`{self.slug}` asks for the convention `{name}`. {nearest(name, VALUES)}")
        self.used.add(name)
        value = self.conventions.value(name)
        return self.pick(name, *varied) if value == VARIED else value

    def sample(self, name: str, choices: Sequence[T], k: int) -> tuple[T, ...]:
        """`k` different places of the choices, in random order."""
        if not 0 <= k <= len(choices):
            raise AuthorError(f"`{self.slug}` draws {k} of the {len(choices)} choices for `{name}`.")
        stream, left = self._bytes(name), list(choices)
        return tuple(left.pop(_below(len(left), stream)) for _ in range(k))

    def entries(self, name: str, shape: Sequence[int], choices: Sequence[T]) -> list[Any]:
        """An array as a nested list, each entry one of the choices.

        >>> [len(row) for row in Draws("layer", 3, seed_number("7")).entries("W", (2, 3), range(-3, 4))]
        [3, 3]
        """
        if not choices or not shape:
            raise AuthorError(f"`{self.slug}` draws the array `{name}` from no choices or without a shape.")
        stream = self._bytes(name)
        found: list[Any] = [choices[_below(len(choices), stream)] for _ in range(prod(shape))]
        for size in reversed(shape[1:]):
            found = [found[at : at + size] for at in range(0, len(found), size)]
        return found

    def shuffle(self, name: str, items: Sequence[T]) -> tuple[T, ...]:
        """The items in random order."""
        return self.sample(name, items, len(items))

    def chance(self, name: str, p: Fraction) -> bool:
        """True with probability `p`, exactly."""
        if not 0 <= p <= 1:
            raise AuthorError(f"`{self.slug}` draws `{name}` with probability {p}, which is not between 0 and 1.")
        value = _below(p.denominator, self._bytes(name)) < p.numerator
        self.told[name] = "yes" if value else "no"
        return value

    def _bytes(self, name: str) -> Iterator[int]:
        if name in self._drawn:
            raise AuthorError(f"`{self.slug}` draws `{name}` twice in one problem; give the second draw another name.")
        self._drawn.add(name)
        return _stream(self._prefix + _field(name))


def _in_words(value: object, place: int) -> str:
    """A number, a word, or a function by its name; a formula may hold other draws, so it is told by its place."""
    if isinstance(value, str | int | Fraction) or getattr(value, "is_Rational", False):
        return str(value)
    return str(getattr(value, "__name__", "")) or f"choice {place + 1}"


def _field(text: str) -> bytes:
    raw = text.encode()
    return len(raw).to_bytes(4, "big") + raw


def _stream(prefix: bytes) -> Iterator[int]:
    block = 0
    while True:
        yield from hashlib.sha256(prefix + _field(str(block))).digest()
        block += 1


def _below(n: int, stream: Iterator[int]) -> int:
    """A number from 0 to n - 1: as many bits as n - 1 has, drawn again while they make n or more."""
    bits = (n - 1).bit_length()
    size = (bits + 7) // 8
    while True:
        raw = int.from_bytes(bytes(next(stream) for _ in range(size)), "big")
        value = raw & ((1 << bits) - 1)
        if value < n:
            return value
