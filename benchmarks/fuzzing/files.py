"""Files as they are handed in, damaged by chance: scripts, notebooks, tables of answers, and bytes that are none.

Each family draws the name of a file and its bytes from a generator and honest answers.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from typing import TypeAlias

from fuzzing.texts import drawn as drawn_text
from fuzzing.texts import mutated

Answers: TypeAlias = Mapping[str, str]
"""Honest answers as typed, by their names."""
Family: TypeAlias = Callable[[random.Random, Answers], tuple[str, bytes]]

_PYTHON = """
= ( ) [ ] , : ; . @ += *= def return lambda f( f(x): for in if else: elif while import from sympy as with try: except:
class yield await async match case symbols('x') Matrix([ ]) .subs( .diff( ** ^ // ... ' " # [0] { } := del global
range(3) print( exec( *w dict( np.sin( 0x1 1_0 1e9 1e999 0,5 é ² π True None __import__ \\ \0 \f
"""
_BREAKS = ("\n", "\n", "\n    ", "\n\t", "\\\n", " ", " ", "\r", "\r\n", '"""', "\n# ---- Problem 1 ----\n")
_BYTES = (
    b"", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xfe\xff", b"{", b"]", b'"', b"\\", b"\n", b"\r", b"#", b"\\u0000",
    b"1e999",
)  # fmt: skip
_JSON: tuple[object, ...] = (
    *(None, True, -1, 10**400, 1.5, "", "...", "2x^2", "'", '"', "\\", "\ud800", "\n"),
    *json.loads('[[], {}, [[]], {"a": [1]}]'),
)


def drawn(rng: random.Random, answers: Answers) -> tuple[str, str, bytes]:
    """The name of a family, and a file of it: its own name and its bytes."""
    family = rng.choices(list(FAMILIES), list(FAMILIES.values()))[0]
    name, raw = family(rng, answers)
    return family.__name__.strip("_"), name, raw


def _script(answers: Answers) -> str:
    return "from sympy import *\n" + "".join(f"{name} = {text}\n" for name, text in answers.items())


def _bytes(rng: random.Random, _answers: Answers) -> tuple[str, bytes]:
    mark = rng.choice((b"", b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0"))
    return rng.choice(("a.py", "a.py", "a.ipynb", "a.json", "a.toml")), mark + rng.randbytes(rng.randint(0, 80))


def _pieces(rng: random.Random, answers: Answers) -> tuple[str, bytes]:
    words = [*answers, *answers.values(), *_PYTHON.split(), "\0", "\f", *_BREAKS, *_BREAKS]
    return "a.py", "".join(rng.choices(words, k=rng.randint(1, 30))).encode("utf-8", "surrogatepass")


def _formulas(rng: random.Random, answers: Answers) -> tuple[str, bytes]:
    """A text that nobody should have to read, in the place of an answer."""
    name = rng.choice(list(answers))
    return "a.py", _script({**answers, name: drawn_text(rng)[1][:3000]}).encode("utf-8", "surrogatepass")


def _slips(rng: random.Random, answers: Answers) -> tuple[str, bytes]:
    return "a.py", mutated(_script(answers), rng).encode("utf-8", "surrogatepass")


def _blocks(rng: random.Random, answers: Answers) -> tuple[str, bytes]:
    """Answers inside loops, functions and choices, with a slip or two."""
    lines: list[str] = []
    for name, text in answers.items():
        lines += rng.choice((
            [f"{name} = {text}"],
            [f"def {name}(t):", f"    return {text}"],
            ["for k in range(3):", f"    {name} = {text}"],
            ["if 1 < 2:", f"    {name} = {text}", "else:", f"    {name} = 0"],
            [f"w = [{text}, t]", f"{name} = w[0]"],
            ["d = {}", f"d['a'] = {text}", f"{name} = d['a']"],
            [f"{name} = (lambda s: {text})(t)"],
            [f"{name} = sum([{text} for k in range(2)])"],
            ['if __name__ == "__main__":', f"    {name} = {text}"],
        ))  # fmt: skip
    text = "\n".join(lines) + "\n"
    return "a.py", (mutated(text, rng) if rng.random() < 0.7 else text).encode("utf-8", "surrogatepass")


def _notebooks(rng: random.Random, answers: Answers) -> tuple[str, bytes]:
    text = mutated(_script(answers), rng) if rng.random() < 0.5 else _script(answers)
    cut = rng.randrange(len(text) + 1)
    cells: list[object] = [
        {
            "cell_type": rng.choice(("code", "code", "markdown", "raw")),
            "source": rng.choice((piece, piece.splitlines(True))),
        }
        for piece in (rng.choice(("", "%pip x\n", "%%bash\n", "!ls\n", "sin?\n")) + text[:cut], text[cut:])
    ]
    cells += [rng.choice(_JSON)] if rng.random() < 0.05 else []
    return "a.ipynb", _spoilt(json.dumps({"cells": cells, "nbformat": 4}).encode(), rng)


def _tables(rng: random.Random, answers: Answers) -> tuple[str, bytes]:
    table: dict[str, object] = {}
    for name, text in answers.items():
        table[name] = rng.choice((text, text, [text, None], mutated(text, rng), rng.choice(_JSON)))
    if rng.random() < 0.1:
        table[rng.choice(("gradekit", "q1z", "", "a b", "q1a\n", "x" * 40))] = rng.choice(_JSON)
    if rng.random() < 0.5:
        return "a.json", _spoilt(json.dumps(table, indent=rng.choice((None, 1))).encode(), rng)
    lines = (f"{name} = {json.dumps(value)}\n" for name, value in table.items())
    return "a.toml", _spoilt("".join(lines).encode(), rng)


def _spoilt(raw: bytes, rng: random.Random) -> bytes:
    """The bytes after no change or a few."""
    made = bytearray(raw)
    for _ in range(rng.choice((0, 1, 1, 2, 6))):
        at = rng.randrange(len(made) + 1)
        made[at : at + rng.randrange(4)] = rng.choice(_BYTES)
    return bytes(made)


FAMILIES: dict[Family, int] = {
    _bytes: 10,
    _pieces: 25,
    _formulas: 15,
    _slips: 20,
    _blocks: 15,
    _notebooks: 10,
    _tables: 10,
}
"""Every family with its weight in a run."""
