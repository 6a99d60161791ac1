"""Many decisions at once and one after another: the same bytes in every thread, and no memory kept."""

from __future__ import annotations

import gc
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from gradekit.equality import stored
from gradekit.equality.arrays import decide_entries
from gradekit.equality.decision import Decision
from gradekit.equality.points import points
from gradekit.equality.proof import ring
from gradekit.equality.stored import Prepared, prepared
from gradekit.model.codec import encode
from gradekit.model.domain import Domain, Interval, Range
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr

THREADS, ROUNDS = 8, 6
LETTERS = Scope(frozenset("txyn"))
DOMAIN = Domain((Range("t", Interval(Fraction(0), Fraction(3))),))

PAIRS = [
    ("sin(2*t)/2", "sin(t)*cos(t)"),
    ("sqrt(1 - cos(t)^2)", "sin(t)"),
    ("(x^3 - 1)/(x - 1)", "x^2 + x + 1"),
    ("log(x^2 + 1)/2 + t", "log(sqrt(1 + x^2)) + t"),
    ("atan(x) + atan(1/x)", "pi/2"),
    ("exp(x)*exp(y)", "exp(x + y) + y/10^9"),
    ("abs(x)*x", "x^2"),
    ("sqrt(x^2)", "abs(x)"),
    ("x + floor(x/1000)", "x"),
    ("tanh(x/2)", "(exp(x) - 1)/(exp(x) + 1)"),
    ("1/(1 + exp(-x))", "exp(x)/(1 + exp(x))"),
    ("sqrt(11 + 6*sqrt(2))", "3 + sqrt(2)"),
]


def read(text: str) -> Expr:
    value = read_text(text, LETTERS).value
    assert isinstance(value, Expr)
    return value


def told(decisions: tuple[Decision, ...]) -> list[tuple[str, bytes, bytes]]:
    return [(d.outcome.value, encode(d.evidence), encode(d.notes)) for d in decisions]


def forget() -> None:
    """What the process has kept so far."""
    points.inside.cache_clear()
    stored.prepared.cache_clear()
    ring._polynomials.cache_clear()


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_threads_decide_as_one_thread_does() -> None:
    read_pairs = [(read(answer), read(expected)) for answer, expected in PAIRS]
    alone = [told(decide_entries([a], [e], DOMAIN)) for a, e in read_pairs]
    stored_alone = [told(Prepared([e], DOMAIN).decide([a])) for a, e in read_pairs]
    forget()
    keys = [Prepared([e], DOMAIN) for _, e in read_pairs]
    start, wrong = threading.Barrier(THREADS), list[str]()

    def work(number: int) -> None:
        start.wait()
        for turn in range(ROUNDS):
            for k in range(len(PAIRS)):
                # Half of the threads look at the same pair at the same time, the others at different ones.
                i = k if number % 2 else (k + number + turn) % len(PAIRS)
                answer, expected = read_pairs[i]
                if told(decide_entries([answer], [expected], DOMAIN)) != alone[i]:
                    wrong.append(f"two texts: {PAIRS[i]}")
                if told(keys[i].decide([answer])) != stored_alone[i]:
                    wrong.append(f"a stored key: {PAIRS[i]}")
                if told(prepared((expected,), DOMAIN).decide([answer])) != stored_alone[i]:
                    wrong.append(f"a key of this process: {PAIRS[i]}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize(("answer", "expected"), PAIRS)
def test_a_key_says_the_same_however_often_it_was_asked(answer: str, expected: str) -> None:
    key, others = Prepared([read(expected)], DOMAIN), [read(other) for pair in PAIRS for other in pair]
    first = told(key.decide([read(answer)]))
    for other in others:
        key.decide([other])
    assert told(key.decide([read(answer)])) == first
    forget()
    assert told(prepared((read(expected),), DOMAIN).decide([read(answer)])) == first


def test_a_process_keeps_the_keys_asked_for_last_and_no_more() -> None:
    forget()
    first = prepared((read("x + 1"),), DOMAIN)
    assert prepared((read("x + 1"),), DOMAIN) is first
    for n in range(stored.MOST_PREPARED):
        prepared((read(f"x + {n + 2}"),), DOMAIN)
    assert prepared.cache_info().currsize == stored.MOST_PREPARED
    assert prepared((read("x + 1"),), DOMAIN) is not first


def verdicts(start: int, count: int) -> None:
    """So many verdicts, no two of the same pair: proved, refuted, agreed and undecided, on more and more domains."""
    for n in range(start, start + count):
        answer, expected = PAIRS[n % len(PAIRS)]
        domain = Domain((Range("t", Interval(Fraction(0), Fraction(3 * (n // 50) + 4, n // 50 + 2))),))
        shift = Expr("number", (), Fraction(n + 2))
        a, b = (Expr("multiply", (shift, read(side))) for side in (answer, expected))
        if n % 3:
            decide_entries([a], [b], domain)
        else:
            prepared((b,), domain).decide([a])


def test_no_memory_is_kept_by_some_verdicts() -> None:
    tracemalloc.start()
    before = _kept_after(0, 120)
    grown = _kept_after(10_000, 480) - before
    tracemalloc.stop()
    assert grown < 60_000


def _kept_after(start: int, count: int) -> int:
    """Bytes in use after so many verdicts, without the bounded tables, which fill up."""
    verdicts(start, count)
    forget()
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads the size of the process from /proc")
def test_memory_is_flat_over_a_hundred_thousand_verdicts() -> None:
    verdicts(0, 20_000)
    before = _resident()
    verdicts(20_000, 100_000)
    assert _resident() - before < 16_000_000


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
