"""What the students of a made-up class type for each part, and what it must be worth."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, final

from filling import by_entries, plain, positive_symbols, typed, whole_answer
from gradekit.malrules.predict import predict
from gradekit.model.problem import Issued, Key, Part, in_full
from gradekit.syntax.tree import Array, Expr, symbols_of
from rewrite import labelled, near_miss, rewrite
from rewriting.evaluate import UndefinedError

Worth = Literal["all", "less", "nothing", "person", "not-all"]
"""All points; fewer, and nobody waits; none; all of them wait for a person; anything but all of them at once."""

HOSTILE = (
    "__import__('os').system('id')",
    "().__class__.__base__.__subclasses__()",
    "open('/etc/passwd').read()",
    "[0]*10**12",
    "exec('while True: pass')",
)
BROKEN = ("((", "2 +* x", "sin(", "one half of x", "5 x y z ]")
_RUN = "sorted([0, 1])[0] + ({})"
"""Nothing that can be read, so it must be run; its value is what stands in it."""


@final
@dataclass(frozen=True, slots=True)
class Typed:
    """An answer: what is typed, of which sort it is, and what it must be worth."""

    text: str
    sort: str
    worth: Worth


@final
@dataclass(frozen=True, slots=True)
class Answers:
    """What may be typed for one part."""

    right: tuple[Typed, ...]
    wrong: Mapping[str, tuple[Typed, ...]]
    """By sort."""

    def drawn_right(self, rng: random.Random) -> Typed:
        """A right one."""
        return rng.choice(self.right)

    def drawn_wrong(self, rng: random.Random) -> Typed:
        """A wrong one; each sort as often."""
        return rng.choice(self.wrong[rng.choice(list(self.wrong))])


def answers_of(issued: Issued, key: Key, part: Part, rng: random.Random, *, run: bool = False) -> Answers:
    """Some of everything for a part; with `run` its right answers must be run where they are formulas."""
    whole, right = in_full(issued, key), key.part(part.key)
    known = positive_symbols(issued)
    told = [whole_answer(part, key)]
    must_run = run and not part.choices and not right.value.shape
    if by_entries(part):
        told += [typed(right.value, known, rng, changes) for changes in (1, 1, 2) if not must_run]
    if must_run:
        told = [_RUN.format(text) for text in (*told, *_as_python(right.value, known, rng))]
    wrong = {
        "misconception": tuple(Typed(t, "misconception", "less") for t in _foretold(whole, key, part, known, rng)),
        "slip": tuple(Typed(t, "slip", "less") for t in _slips(right.value, part, known, rng)),
        "shape": (Typed(_other_shape(right.value), "shape", "nothing"),) if not part.choices else (),
        "blank": (Typed("...", "blank", "nothing"),),
    }
    return Answers(tuple(Typed(t, "right", "all") for t in told), {sort: of for sort, of in wrong.items() if of})


def _as_python(value: Array, known: frozenset[str], rng: random.Random) -> Iterator[str]:
    """A formula twice rewritten in plain Python: what is typed as in a book cannot be run."""
    with contextlib.suppress(LookupError):  # numbers have nothing to rewrite
        for _ in range(2):
            yield plain(Array((), (rewrite(value.scalar, rng, positive=known).expr,)))


def _foretold(issued: Issued, key: Key, part: Part, known: frozenset[str], rng: random.Random) -> Iterator[str]:
    """Up to four answers of students with a misconception, rewritten."""
    listed = list(key.part(part.key).wrong)
    for wrong in rng.sample(listed, min(4, len(listed))):
        value = predict(issued.composition, part.quantity, wrong.rule, wrong.site)
        if value is not None:
            yield typed(value, known, rng) if by_entries(part) else plain(value)


def _slips(value: Array, part: Part, known: frozenset[str], rng: random.Random) -> Iterator[str]:
    """Up to three answers with something small wrong in one entry, which is another value beyond doubt."""
    if not by_entries(part):
        return
    for _ in range(3):
        place = rng.randrange(len(value.entries))
        with contextlib.suppress(LookupError, UndefinedError):
            made = near_miss(value.entries[place], rng, positive=known)
            if _differs(made.expr, value.entries[place], known, rng):
                yield plain(Array(value.shape, (*value.entries[:place], made.expr, *value.entries[place + 1 :])))


def _differs(one: Expr, other: Expr, known: frozenset[str], rng: random.Random) -> bool:
    """Whether two formulas have different values, by an evaluator that shares no line with gradekit's verdict."""
    letters = symbols_of(one) | symbols_of(other)
    assumed = {name: "positive" if name in known else "real" for name in sorted(letters)}
    return labelled(one, other, assumed, rng)[0] is False


def _other_shape(value: Array) -> str:
    """The right answer in a shape that was not asked for."""
    text = plain(Array((), value.entries[:1]))
    return text if value.shape else f"[{text}, {text}]"
