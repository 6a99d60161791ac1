"""Named draws against a few lines of hashlib written independently, and what they promise."""

import hashlib
from collections import Counter
from fractions import Fraction

import pytest

from gradekit.errors import AuthorError
from gradekit.problems.drafting.draws import Draws, seed_number

# Pinned once: changing any of these changes every variant that was ever handed out.
GOLDEN = [
    # slug             level seed  attempt name  low high  value
    ("multi-path", 2, "7", 0, "a", 1, 4, 2),
    ("multi-path", 2, "7", 1, "a", 1, 4, 3),
    ("multi-path", 2, "8", 0, "a", 1, 4, 2),
    ("multi-path", 3, "7", 0, "a", 1, 4, 1),
    ("polar-gradient", 1, "anna", 0, "exponent", -500, 500, -291),
    ("polar-gradient", 1, "anna", 0, "very big", 0, 10**30, 17287381650019127306048600483),
]


def reference(slug, level, seed, attempt, name, low, high):
    """The definition once more, bit by bit: big-endian text of all blocks, cut into groups."""
    number = hashlib.sha256(b"gradekit-seed-1\x00" + seed.encode()).hexdigest()[:32]
    fields = ["gradekit-draws-1", slug, str(level), number, str(attempt), name]
    count = high - low + 1
    digits = len(f"{count - 1:b}") if count > 1 else 0
    width = -(-digits // 8) * 8
    bits, block = "", 0
    while True:
        while len(bits) < width:
            text = b"".join(len(f.encode()).to_bytes(4, "big") + f.encode() for f in [*fields, str(block)])
            bits += "".join(f"{byte:08b}" for byte in hashlib.sha256(text).digest())
            block += 1
        group, bits = bits[:width], bits[width:]
        value = int(group[width - digits :] or "0", 2)
        if value < count:
            return low + value


@pytest.mark.parametrize(("slug", "level", "seed", "attempt", "name", "low", "high", "value"), GOLDEN)
def test_golden_draws(slug, level, seed, attempt, name, low, high, value):
    drawn = Draws(slug, level, seed_number(seed), attempt).int(name, low, high)
    assert drawn == reference(slug, level, seed, attempt, name, low, high) == value


def test_draws_agree_with_the_reference_over_many_names():
    g = Draws("s", 1, seed_number("x"))
    for k in range(200):
        assert g.int(f"n{k}", -k, 7 * k) == reference("s", 1, "x", 0, f"n{k}", -k, 7 * k)


def test_order_of_calls_does_not_matter():
    one, two = Draws("s", 1, 5), Draws("s", 1, 5)
    forward = [one.int(name, 0, 99) for name in "abc"]
    backward = [two.int(name, 0, 99) for name in "cba"]
    assert forward == backward[::-1]


def test_neighbouring_fields_are_not_confused():
    # without length prefixes slug "a1" level 2 and slug "a" level 12 would share their bytes
    assert Draws("a1", 2, 0).int("n", 0, 1 << 64) != Draws("a", 12, 0).int("n", 0, 1 << 64)


def test_values_are_equally_likely():
    counts = Counter(Draws("s", 1, seed).int("n", 1, 5) for seed in range(5000))
    assert sorted(counts) == [1, 2, 3, 4, 5]
    # chi-square with 4 degrees of freedom: 18.5 is exceeded once in a thousand
    assert sum((n - 1000) ** 2 / 1000 for n in counts.values()) < 18.5


def test_chance_is_exact_at_the_ends_and_near_p_between():
    assert not any(Draws("s", 1, k).chance("c", Fraction(0)) for k in range(50))
    assert all(Draws("s", 1, k).chance("c", Fraction(1)) for k in range(50))
    assert 600 < sum(Draws("s", 1, k).chance("c", Fraction(1, 3)) for k in range(2000)) < 735


def test_sample_and_shuffle_keep_the_items():
    g = Draws("s", 1, 3)
    assert sorted(g.shuffle("order", "abcdef")) == list("abcdef")
    assert len(set(g.sample("three", range(9), 3))) == 3


def test_nonzero_never_gives_zero():
    assert {Draws("s", 1, k).nonzero("n", -1, 1) for k in range(50)} == {-1, 1}


ERRORS = [
    (lambda g: (g.int("a", 1, 2), g.pick("a", 1, 2)), "draws `a` twice"),
    (lambda g: g.int("a", 2, 1), "from 2 to 1, which is empty"),
    (lambda g: g.pick("a"), "from no choices"),
    (lambda g: g.sample("a", "xy", 3), "3 of the 2 choices"),
    (lambda g: g.chance("a", Fraction(3, 2)), "not between 0 and 1"),
    (lambda _g: Draws("s", 1, 1 << 128), "128 bits"),
]


@pytest.mark.parametrize(("call", "words"), ERRORS)
def test_an_author_is_told(call, words):
    with pytest.raises(AuthorError, match=words):
        call(Draws("s", 1, 0))
