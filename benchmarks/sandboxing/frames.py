"""Rows of words as a child might send them, and a second opinion on which of them are values.

A row is drawn from the grammar, and usually damaged. `meaning` knows the grammar by itself, written as rules over kinds
and sizes; `words_of` writes a value that was read back as words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from gradekit.sandbox.frame import MOST_ENTRIES, MOST_ROWS, MOST_TEXT, MOST_WORDS, Given
from gradekit.syntax.limits import DEFAULT
from gradekit.syntax.names import FUNCTIONS, SPELLINGS
from gradekit.syntax.scope import Grid, Matrix, Nested
from gradekit.syntax.tree import Expr

Meaning: TypeAlias = tuple[str, int, int, int]
"""What a row stands for: `value`, `condition`, `row`, `text` or `open`; its nodes, depth, and lists in each other."""

_LEAVES: Final[dict[str, tuple[str, str]]] = {
    "number": ("[0-9a-f]{1,332}", "value"),
    "decimal": (r"[0-9]{1,60}(\.[0-9]{1,60})?(e[+-]?[0-9]{1,3})?", "value"),
    "symbol": ("[A-Za-z_][A-Za-z_0-9]{0,31}", "value"),
    "constant": ("pi|E|I", "value"),
    "text": (f"(?s:.){{0,{MOST_TEXT}}}", "text"),
    "open": ("", "open"),
    "true": ("", "condition"),
    "false": ("", "condition"),
}
_FIXED: Final = {"negate": "v", "divide": "vv", "power": "vv", "not": "c"}
_MANY: Final = {"add": "v", "multiply": "v", "and": "c", "or": "c"}
_LISTS: Final = ("list", "matrix", "grid")
_COMPARISONS: Final = ("<", "<=", ">", ">=", "=", "!=")
_KINDS: Final = {"v": "value", "c": "condition"}


def meaning(words: Sequence[str]) -> Meaning | None:
    """What the row stands for; None when it is not in the grammar."""
    if not 0 < len(words) <= MOST_WORDS:
        return None
    stack: list[Meaning] = []
    for word in words:
        if not _step(word, stack):
            return None
    return stack[0] if len(stack) == 1 and stack[0][0] != "condition" else None


def _step(word: str, stack: list[Meaning]) -> bool:
    head, colon, rest = word.partition(":")
    if head in _LEAVES:
        pattern, kind = _LEAVES[head]
        if not re.fullmatch(pattern, rest, re.ASCII) or (head == "decimal" and _exponent(rest) > DEFAULT.exponent):
            return False
        stack.append((kind, 1, 1, 0))
        return True
    wanted = _wanted(head, rest)
    if wanted is None or len(wanted) > len(stack) or (not rest and colon and head in ("function", "relation")):
        return False
    taken = stack[len(stack) - len(wanted) :]
    del stack[len(stack) - len(wanted) :]
    return _joined(head, wanted, taken, stack)


def _exponent(text: str) -> int:
    return abs(int(text.partition("e")[2] or 0))


def _wanted(head: str, rest: str) -> str | None:
    """The kinds that a word takes off the stack, a letter each; None for a word that is none."""
    if head in _FIXED:
        return _FIXED[head] if not rest else None
    if head == "relation":
        return "vv" if rest in _COMPARISONS else None
    name, _, count = rest.partition(":") if head == "function" else ("", "", rest)
    if not re.fullmatch("[0-9]{1,5}", count, re.ASCII) or int(count) > MOST_ENTRIES:
        return None
    many = int(count)
    if head == "function":
        return "v" * many if many and _function(name, many) else None
    if head == "piecewise":
        return "vc" * (many // 2) if many >= 2 and many % 2 == 0 else None
    if head in _LISTS:
        return "l" * many
    return _MANY[head] * many if head in _MANY and many >= 2 else None


def _function(name: str, many: int) -> bool:
    known = SPELLINGS.get(name)
    if known is None:
        return re.fullmatch("[A-Za-z_][A-Za-z_0-9]{0,31}", name, re.ASCII) is not None
    least, most = FUNCTIONS[known].arity
    return known != "Piecewise" and least <= many and (most is None or many <= most)


def _joined(head: str, wanted: str, taken: list[Meaning], stack: list[Meaning]) -> bool:
    listing = head in _LISTS
    for letter, (kind, _, _, lists) in zip(wanted, taken, strict=True):
        if (letter in _KINDS and kind != _KINDS[letter]) or (letter == "l" and kind in ("condition", "text")):
            return False
        if lists >= MOST_ROWS:
            return False
    # An empty list counts as one with a place left open.
    nodes, depth = 1 + (sum(t[1] for t in taken) or listing), 1 + max((t[2] for t in taken), default=int(listing))
    if nodes > (DEFAULT.all_nodes if listing else DEFAULT.nodes) or depth > DEFAULT.depth:
        return False
    kind = "row" if listing else "condition" if head in ("relation", "and", "or", "not") else "value"
    stack.append((kind, nodes, depth, 1 + max((t[3] for t in taken), default=0) if listing else 0))
    return True


def words_of(given: Given) -> list[str]:
    """The value as words again; `AssertionError` for anything that no word writes.

    >>> words_of(Given((Expr("symbol", (), "x"), None)))
    ['symbol:x', 'open', 'list:2']
    """
    if given.word is not None:
        return [f"text:{given.word}"]
    words: list[str] = []
    _write(given.value, words)
    return words


def _write(value: Nested, words: list[str]) -> None:
    if value is None:
        words.append("open")
    elif isinstance(value, Expr):
        for arg in value.args:
            _write(arg, words)
        words.append(_word(value))
    else:
        for entry in value:
            _write(entry, words)
        words.append(f"{'matrix' if type(value) is Matrix else 'grid' if type(value) is Grid else 'list'}:{len(value)}")


def _word(node: Expr) -> str:
    match node.head:
        case "number":
            assert isinstance(node.value, Fraction)
            assert node.value.denominator == 1
            return f"number:{node.value.numerator:x}"
        case "decimal":
            return f"decimal:{str(node.value).lower()}"
        case "symbol" | "constant" | "relation":
            return f"{node.head}:{node.value}"
        case "function":
            return f"function:{node.value}:{len(node.args)}"
        case "add" | "multiply" | "piecewise":
            return f"{node.head}:{len(node.args)}"
        case "logic":
            return f"{node.value}:{len(node.args)}" if node.value in ("and", "or") else str(node.value)
        case _:
            return node.head


_NAMES = (*sorted(SPELLINGS), "f", "g1", "Lambda")
_POOL = (
    "number:0", "number:1f", "number:" + "f" * 332, "decimal:0.5", "decimal:12e-7", "symbol:x", "symbol:_a9",
    "constant:pi", "constant:E", "constant:I", "open", "text:saddle", "true", "false",
)  # fmt: skip
_DAMAGE = (
    "", ":", "number", "number:", "number:0x1", "number:-1", "number:1:", "decimal:1.", "decimal:.5", "decimal:1e999",
    "decimal:nan", "symbol:", "symbol:x y", "symbol:é", "symbol:x\n", "number:1\n", "add:1", "add:-1", "add:2 ",
    "add:٢", "number:٣", "list:500", "list:501", "list:99999", "matrix", "grid:0x", "negate:", "negate:1", "open:",
    "open:1", "true:1", "relation:==", "relation:", "function:sin", "function:sin:0", "function:sin:2", "function::1",
    "function:f:1:1", "function:Piecewise:2", "piecewise:1", "piecewise:3", "eval:1", "NUMBER:1", " number:1", "text",
    "\x00", "decimal:1e+301", "decimal:1e-300", "constant:oo", "not:0", "and:1", "text:" + "x" * (MOST_TEXT + 1),
)  # fmt: skip


def drawn(rng: random.Random) -> list[str]:
    """A row from the grammar, in four of five cases damaged at a place or two, or a heap of words."""
    if rng.random() < 0.2:
        return rng.choices((*_POOL, *_DAMAGE, *_joints()), k=rng.randint(0, 12))
    words: list[str] = []
    _grow(rng, rng.choice("vvvvlc"), rng.randint(0, 6), words)
    for _ in range(rng.choice((0, 1, 1, 1, 2))):
        _damage(rng, words)
    return words


def _joints() -> tuple[str, ...]:
    return ("add:2", "multiply:3", "negate", "divide", "power", "relation:<", "not", "and:2", "piecewise:2", "list:2")


def _grow(rng: random.Random, kind: str, depth: int, words: list[str]) -> None:
    """Words for a value (v), a condition (c) or a list (l)."""
    if kind == "l":
        many = rng.randint(0, 4)
        for _ in range(many):
            _grow(rng, "l" if depth > 3 and rng.random() < 0.4 else "v", depth - 1, words)
        words.append(f"{rng.choice(_LISTS)}:{many}")
    elif depth <= 0:
        words.append(rng.choice(("true", "false")) if kind == "c" else rng.choice(_POOL[:10]))
    else:
        word, wanted = _joint(rng, kind)
        for letter in wanted:
            _grow(rng, letter, depth - rng.randint(1, 3), words)
        words.append(word)


def _joint(rng: random.Random, kind: str) -> tuple[str, str]:
    many = rng.randint(2, 4)
    if kind == "c":
        chosen = rng.choice(("relation", "not", "and", "or"))
        if chosen == "relation":
            return f"relation:{rng.choice(_COMPARISONS)}", "vv"
        return (chosen, "c") if chosen == "not" else (f"{chosen}:{many}", "c" * many)
    chosen = rng.choice(("add", "multiply", "negate", "divide", "power", "function", "function", "piecewise"))
    if chosen in _FIXED:
        return chosen, _FIXED[chosen]
    if chosen == "function":
        many = rng.choice((1, 1, 1, 2, 3))
        return f"function:{rng.choice(_NAMES)}:{many}", "v" * many
    return (f"piecewise:{2 * many}", "vc" * many) if chosen == "piecewise" else (f"{chosen}:{many}", "v" * many)


def _damage(rng: random.Random, words: list[str]) -> None:
    at = rng.randrange(len(words) + 1)
    match rng.randrange(6):
        case 0:
            words.insert(at, rng.choice((*_DAMAGE, *_POOL)))
        case 1:
            del words[at : at + rng.randint(1, 3)]
        case 2:
            words[at : at + 1] = [rng.choice((*_DAMAGE, *_POOL, *_joints()))]
        case 3:
            words[at:at] = words[: rng.randint(0, len(words))]
        case 4 if at < len(words):
            words[at] = _letters(rng, words[at])
        case _:
            words += [rng.choice(("negate", "list:1", "function:sin:1"))] * rng.choice((1, 5, 60, 130))


def _letters(rng: random.Random, word: str) -> str:
    at = rng.randrange(len(word) + 1)
    return word[:at] + rng.choice(("", ":", "0", "9", "f", "-", "\n", "é", "\ud800", " ")) + word[at + 1 :]
