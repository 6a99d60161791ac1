"""The square code on every page of paper: a QR code of version 1 with level M, read by any scanner or telephone.

After ISO/IEC 18004: 16 bytes of data (up to 20 capital letters, digits and signs), 10 bytes of a Reed-Solomon code over
GF(256) that mend five wrong bytes, laid in a square of 21 by 21.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TypeAlias

from gradekit.errors import Fault

Square: TypeAlias = tuple[tuple[bool, ...], ...]
"""Rows of modules, true where dark."""

SIDE, DATA, CHECK, LONGEST = 21, 16, 10, 20
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
FINDER = ("#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######")
_PADDING = (0xEC, 0x11)
_FORMAT_POLYNOMIAL, _FORMAT_MASK = 0b10100110111, 0b101010000010010
_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda i, j: (i + j) % 2,
    lambda i, _: i % 2,
    lambda _, j: j % 3,
    lambda i, j: (i + j) % 3,
    lambda i, j: (i // 2 + j // 3) % 2,
    lambda i, j: i * j % 2 + i * j % 3,
    lambda i, j: (i * j % 2 + i * j % 3) % 2,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2,
)
"""A module is turned round where its row i and column j give 0."""


def square_code(text: str, mask: int | None = None) -> Square:
    """The code of a text of at most 20 characters: capital letters, digits, blanks and $%*+-./:

    Any of the eight masks can be read; without one, that is taken which is easiest to read.
    """
    if len(text) > LONGEST or not set(text) <= set(ALPHABET):
        raise Fault(f"`{text}` does not fit into a square code")
    data = _data(text)
    codewords = [*data, *remainder(data)]
    return _drawn(codewords, easiest(text) if mask is None else mask)


def easiest(text: str) -> int:
    """The mask that makes the code of a text easiest to read."""
    return min(range(len(_MASKS)), key=lambda mask: _penalty(square_code(text, mask)))


def codes_svg(texts: Sequence[str]) -> list[str]:
    """The codes of texts that differ little as drawings, with the light margin that scanners need."""
    mask = easiest(texts[0])
    return [_svg(square_code(text, mask)) for text in texts]


def _svg(square: Square) -> str:
    path = "".join(
        f"M{start + 4} {row + 4}h{length}v1h-{length}z"
        for row, modules in enumerate(square)
        for start, length in _runs(modules)
    )
    size = SIDE + 8
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'


def _runs(modules: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Where dark modules side by side begin, and how many they are."""
    start = 0
    for dark, run in groupby(modules):
        length = sum(1 for _ in run)
        if dark:
            yield start, length
        start += length


def _data(text: str) -> list[int]:
    """The text as 16 bytes: mode, length, pairs of characters in 11 bits, and filling."""
    bits = f"0010{len(text):09b}"
    for start in range(0, len(text), 2):
        pair = [ALPHABET.index(letter) for letter in text[start : start + 2]]
        bits += f"{45 * pair[0] + pair[1]:011b}" if len(pair) == 2 else f"{pair[0]:06b}"
    bits = (bits + "0000")[: 8 * DATA]
    bits += "0" * (-len(bits) % 8)
    found = [int(bits[start : start + 8], 2) for start in range(0, len(bits), 8)]
    return [*found, *(_PADDING[k % 2] for k in range(DATA - len(found)))]


def _times(a: int, b: int) -> int:
    """The product in GF(256) with the polynomial 0x11D."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


@cache
def _generator() -> tuple[int, ...]:
    """The product of (x - 2^k) for k below 10, without its leading 1."""
    polynomial, root = [1], 1
    for _ in range(CHECK):
        shifted, scaled = [*polynomial, 0], [0, *(_times(root, c) for c in polynomial)]
        polynomial = [a ^ b for a, b in zip(shifted, scaled, strict=True)]
        root = _times(root, 2)
    return tuple(polynomial[1:])


def remainder(data: list[int]) -> list[int]:
    """The 10 bytes that make the polynomial of all 26 divisible by the generator."""
    rest = [0] * CHECK
    for byte in data:
        factor = byte ^ rest[0]
        rest = [a ^ _times(factor, c) for a, c in zip([*rest[1:], 0], _generator(), strict=True)]
    return rest


def _drawn(codewords: list[int], mask: int) -> Square:
    modules = {**_patterns(), **dict(_format(mask))}
    bits = iter("".join(f"{byte:08b}" for byte in codewords))
    for i, j in _path():
        if (i, j) not in modules:
            modules[i, j] = (next(bits) == "1") != (_MASKS[mask](i, j) == 0)
    return tuple(tuple(modules[i, j] for j in range(SIDE)) for i in range(SIDE))


@cache
def _patterns() -> dict[tuple[int, int], bool]:
    """The three finders with their light borders, the two lines of alternating modules, and the one dark module."""
    modules: dict[tuple[int, int], bool] = {}
    for top, left in ((0, 0), (0, SIDE - 7), (SIDE - 7, 0)):
        for i in range(max(top - 1, 0), min(top + 8, SIDE)):
            for j in range(max(left - 1, 0), min(left + 8, SIDE)):
                inside = 0 <= i - top < 7 and 0 <= j - left < 7
                modules[i, j] = inside and FINDER[i - top][j - left] == "#"
    for k in range(8, SIDE - 8):
        modules[6, k] = modules[k, 6] = k % 2 == 0
    modules[SIDE - 8, 8] = True
    return modules


def _format(mask: int) -> Iterator[tuple[tuple[int, int], bool]]:
    """Level and mask in 15 bits of a BCH code, written twice around the finders."""
    rest = mask << 10
    for shift in range(4, -1, -1):
        rest ^= _FORMAT_POLYNOMIAL << shift if rest >> (shift + 10) & 1 else 0
    bits = (mask << 10 | rest) ^ _FORMAT_MASK
    first = [(8, j) for j in (0, 1, 2, 3, 4, 5, 7, 8)] + [(i, 8) for i in (7, 5, 4, 3, 2, 1, 0)]
    second = [(SIDE - 1 - k, 8) for k in range(7)] + [(8, SIDE - 8 + k) for k in range(8)]
    for k in range(15):
        dark = bool(bits >> (14 - k) & 1)
        yield first[k], dark
        yield second[k], dark


def _path() -> Iterator[tuple[int, int]]:
    """Pairs of columns from the right, upwards and downwards in turn; the column of alternating modules is left out."""
    upwards = True
    for right in (20, 18, 16, 14, 12, 10, 8, 5, 3, 1):
        for i in range(SIDE - 1, -1, -1) if upwards else range(SIDE):
            yield i, right
            yield i, right - 1
        upwards = not upwards


def _penalty(square: Square) -> int:
    """How hard a code is to read: long runs, squares of one colour, false finders, too much of one colour."""
    lines = [*square, *zip(*square, strict=True)]
    runs = sum(length - 2 for line in lines for _, run in groupby(line) if (length := sum(1 for _ in run)) >= 5)
    blocks = sum(
        3 * (square[i][j] == square[i + 1][j] == square[i][j + 1] == square[i + 1][j + 1])
        for i in range(SIDE - 1)
        for j in range(SIDE - 1)
    )
    texts = ["".join("#" if dark else "." for dark in line) for line in lines]
    finders = 40 * sum(text.count(look) for text in texts for look in ("#.###.#....", "....#.###.#"))
    share = 100 * sum(map(sum, square)) / SIDE**2
    return runs + blocks + finders + 10 * int(abs(share - 50) // 5)
