"""Keys that a process keeps prepared, asked by many threads at once: each is told what it would be told alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradekit.equality import stored
from gradekit.equality.decide import decide
from gradekit.equality.stored import Prepared, prepared
from gradekit.model.codec import encode
from gradekit.model.domain import POSITIVE, Domain, Range
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr

THREADS, KEPT = 8, 3
DOMAINS = [Domain(), Domain((Range("x", POSITIVE),)), Domain(reading="principal")]
KEYS = ["sin(2*x)", "x^2 - 1", "log(x^2)", "x^x", "abs(x)", "sqrt(x^3 - x^2)", "exp(x)*y", "tanh(x)", "(x + y)^7"]
ANSWERS = [
    "2*sin(x)*cos(x)", "(x - 1)*(x + 1)", "2*log(x)", "abs(x)^x", "sqrt(x^2)", "x*sqrt(x - 1)", "y*exp(x)/1",
    "(exp(2*x) - 1)/(exp(2*x) + 1)", "x^7 + y^7", "x", "1/x", "floor(x)",
]  # fmt: skip
Asked = tuple[str, str, int]
"""A key, an answer and the number of a domain."""


def read(text: str) -> Expr:
    value = read_text(text, Scope(frozenset("xy"))).value
    assert isinstance(value, Expr)
    return value


def told(asked: Asked) -> tuple[str, bytes, bytes]:
    key, answer, domain = asked
    (found,) = prepared((read(key),), DOMAINS[domain]).decide([read(answer)])
    return found.outcome.value, encode(found.evidence), encode(found.notes)


@pytest.fixture(autouse=True, scope="module")
def few_kept() -> Iterator[None]:
    """Threads that take turns as often as they can, and so few keys kept that they push each other out."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules[__name__], "prepared", lru_cache(maxsize=KEPT)(Prepared))
        yield
    sys.setswitchinterval(before)


ASKED = st.tuples(st.sampled_from(KEYS), st.sampled_from(ANSWERS), st.integers(0, len(DOMAINS) - 1))


@settings(deadline=None, max_examples=12)
@given(st.lists(ASKED, min_size=4, max_size=10))
def test_threads_are_told_what_one_alone_is(all_asked: list[Asked]) -> None:
    alone = {asked: told(asked) for asked in all_asked}
    start = Barrier(THREADS)

    def work(number: int) -> list[Asked]:
        start.wait()
        # Half of the threads ask the same in the same order, the others begin elsewhere.
        shift = number % len(all_asked) if number % 2 else 0
        turn = all_asked[shift:] + all_asked[:shift]
        return [asked for asked in turn if told(asked) != alone[asked]]

    with ThreadPoolExecutor(THREADS) as pool:
        assert [wrong for found in pool.map(work, range(THREADS)) for wrong in found] == []


@settings(deadline=None, max_examples=40)
@given(ASKED)
def test_a_prepared_key_says_what_two_texts_say(asked: Asked) -> None:
    key, answer, domain = asked
    assert told(asked)[0] == decide(read(answer), read(key), DOMAINS[domain]).outcome.value


def test_the_process_keeps_as_many_keys_as_it_says() -> None:
    assert stored.prepared.cache_info().maxsize == stored.MOST_PREPARED
