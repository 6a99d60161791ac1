"""The reader of what a child sends, given a million rows of words and damaged frames.

    python benchmarks/frames.py [--count N] [--seed K] [--start N]

Nothing may crash; what is read must be in the grammar by a second opinion and the other way round; and what was read,
written as words and read again, must be the same.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from math import isfinite, prod

from gradekit.sandbox.frame import Given, RefusedError, given, returned
from gradekit.sandbox.samples import MOST_VALUES, Sampled
from sandboxing.frames import drawn, meaning, words_of


def fault(words: list[str]) -> str | None:
    """What is wrong with how a row is read.

    >>> fault(["number:1", "number:2", "add:2"]), fault(["number:1", "add:2"])
    (None, None)
    """
    expected = meaning(words)
    try:
        read = given(words)
    except RefusedError:
        return None if expected is None else f"refused, though it is a {expected[0]}"
    except Exception as error:
        return f"crashed with {error!r}"
    if expected is None:
        return "read, though it is none"
    return _unlike(read, expected[0])


def _unlike(read: Given, kind: str) -> str | None:
    if (read.word is not None) != (kind == "text") or isinstance(read.value, tuple) != (kind == "row"):
        return f"read as something else than a {kind}"
    again = words_of(read)
    if meaning(again) is None or given(again) != read:
        return f"not the same again: {again}"
    return None


def frame_fault(raw: bytes, *, whole: bool) -> str | None:
    """What is wrong with how a frame is read; `whole` if it was not damaged."""
    try:
        told = returned(raw, ["a", "b"])
    except RefusedError:
        return "a good frame was refused" if whole else None
    except Exception as error:
        return f"crashed with {error!r}"
    if set(told.values) & set(told.no_form) or set(told.values) | set(told.no_form) > {"a", "b"}:
        return "names that were not asked for"
    if any(not _numbers(sample) for sample in told.samples.values()):
        return "values of another shape, or none"
    return next((why for value in told.values.values() if (why := _again(value))), None)


def _numbers(sample: Sampled) -> bool:
    entries = prod(sample.shape)
    plain = all(value is None or isfinite(value) for row in sample.rows for value in row)
    return 0 < entries <= MOST_VALUES and plain and all(len(row) == entries for row in sample.rows)


def _again(value: Given) -> str | None:
    return None if given(words_of(value)) == value else "not the same again"


def damaged(words: list[str], rng: random.Random) -> tuple[bytes, bool]:
    """A frame with the row in it, and whether it is as a child sends it: bytes of others are changed."""
    failures = [{"line": 3, "kind": "NameError", "text": "?", "name": "z", "costs": ["b"]}] * rng.randrange(3)
    no_form = {"b": {"kind": "no-form", "text": "type"}} if rng.random() < 0.3 else {}
    frame = {"status": "ok", "values": {"a": words}, "failures": failures, "no_form": no_form, **_samples(rng)}
    raw = bytearray(json.dumps(frame).encode())
    changes = rng.choice((0, 1, 1, 2, 8))
    for _ in range(changes):
        at = rng.randrange(len(raw) + 1)
        raw[at : at + rng.randrange(4)] = rng.choice(
            (b"", b"{", b"]", b"\xff", b"1e9", b'"', b"\x00", b",,", b"\\ud800")
        )
    return bytes(raw), not changes


def _samples(rng: random.Random) -> dict[str, object]:
    """Values of a function at points, for the most part of the shape that they claim."""
    if rng.random() < 0.5:
        return {}
    shape = [rng.choice((0, 1, 2, 3, 500)) for _ in range(rng.choice((0, 0, 1, 2, 4)))]
    entries = prod(shape) if prod(shape) < 10 and rng.random() < 0.8 else rng.randrange(4)
    pool = (0.5, -2.0, None, 1e308, 7, 10**300, 5e-324)
    return {"samples": {"b": {"shape": shape, "rows": [rng.choices(pool, k=entries) for _ in range(rng.randrange(4))]}}}


def faults(seed: int, numbers: range, told: Counter[str]) -> Iterator[tuple[int, str]]:
    """The numbers of the rows that are not read as they should be, with the reason."""
    for number in numbers:
        rng = random.Random(f"{seed}:{number}")
        words = drawn(rng)
        told["values" if meaning(words) else "nonsense"] += 1
        if why := fault(words):
            yield number, f"{why}: {words!r:.300}"
        if number % 4 == 0:
            raw, whole = damaged(words, rng)
            told["frames"] += 1
            # A lone surrogate is no text, so the frame that holds it is none.
            if why := frame_fault(raw, whole=whole and not any("\ud800" in word for word in words)):
                yield number, f"{why}: {raw!r:.300}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; the exit code is 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    options = parser.parse_args(arguments)
    told, wrong = Counter[str](), 0
    for number, why in faults(options.seed, range(options.start, options.start + options.count), told):
        wrong += 1
        print(number, why, flush=True)
    print(f"{options.count} rows, {dict(told)}: {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
