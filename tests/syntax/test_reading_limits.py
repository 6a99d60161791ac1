"""Hostile input: refused with a sentence, after work that is bounded by counting it, and nothing else ever escapes."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from gradekit.errors import StudentError
from gradekit.syntax.check import leaves
from gradekit.syntax.either import read_either
from gradekit.syntax.limits import Limits, size_of
from gradekit.syntax.precheck import precheck
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Read, Scope, Spot
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr

Reader = Callable[[str, Scope], Read]
READERS: list[Reader] = [read_text, read_python, read_either]
SCOPE = Scope(frozenset({"x", "y", "t", "ab", "theta"}))
MOST_CALLS = 700_000
"""Calls of functions, built-in ones among them: what 64 KiB of the worst text cost, with some air."""

HOSTILE = {
    "brackets": "(" * 10_000 + "1" + ")" * 10_000,
    "square brackets": "[" * 10_000,
    "sixty brackets": "(" * 60 + "x" + ")" * 60,
    "sixty calls": "sin(" * 60 + "x" + ")" * 60,
    "bars": "|" * 10_000 + "x",
    "bars in turn": "|x+" * 3_000,
    "roots": "√" * 10_000 + "x",
    "tower": "9**9**9**9",
    "tower of carets": "^".join(["9"] * 4_000),
    "tower of stars": "**".join(["9"] * 4_000),
    "tower with brackets": "**".join(["(x+y)"] * 1_300),
    "tower with signs": "**-+-".join(["x"] * 1_300),
    "powers and signs": "x**-" * 90 + "x",
    "signs": "-" * 10_000 + "x",
    "nots": "not " * 5_000 + "x",
    "sum": "+".join(["x"] * 4_000),
    "product": "*".join(["x"] * 4_000),
    "quotient": "/".join(["x"] * 4_000),
    "implied product": "x " * 7_000,
    "brackets in a row": "(x)" * 2_500,
    "calls of calls": "x" + "(x)" * 2_500,
    "attributes": "x" + ".a" * 3_900,
    "indices": "x" + "[0]" * 2_500,
    "digits": "9" * 60_000,
    "raised digits": "x" + "²" * 60_000,
    "exponent": "1e999999999",
    "ten million characters": "x+" * 5_000_000,
    "blanks": " " * 10_000_000,
    "NUL": "x\0y",
    "surrogate": "x\ud800",
    "right to left": "x\u202ey",
    "long word": "xy" * 30_000,
    "many words": " ".join(["xytxytxytxytxytxytxytxy"] * 2_700),
    "primes": "x" + "'" * 9_000,
    "quotes": "'x' " * 9_000,
    "quoted": "'" + "(" * 9_000 + "'",
    "commas": "x," * 4_000,
    "factorials": "x" + "!" * 5_000,
    "lambdas": "lambda:" * 3_000 + "x",
    "conditions": "x if x else " * 2_000 + "x",
    "comprehensions": "[x for x in " * 50 + "x" + "]" * 50,
    "dictionaries": "{x:" * 50 + "x" + "}" * 50,
    "formatted": "f'{x}'" * 3_000,
    "substitutions": "(x*x)" + ".subs(x,x*x)" * 700,
    "laughs": "x" + ".subs(x,x+x)" * 25,
    "matrix products": "Matrix([[x,x],[x,x]])" + "@Matrix([[x,x],[x,x]])" * 300,
    "large matrices": "Matrix([" + ",".join(["[" + ",".join(["x"] * 40) + "]"] * 40) + "])",
    "comparisons": "<".join(["x"] * 3_000),
    "backslashes": "\\" * 5_000,
    "unclosed text": '"""' + "x" * 5_000,
    "assignment": "(x:=" * 50 + "x" + ")" * 50,
}


def calls_during(work: Callable[[], object]) -> int:
    """The number of calls, of Python's and of built-in functions, while the work is done."""
    count = 0

    def profile(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def attempt(reader: Reader, text: str) -> Read | StudentError:
    try:
        return reader(text, SCOPE)
    except StudentError as error:
        return error


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_bounded_work(name: str) -> None:
    for reader in READERS:
        outcomes: list[Read | StudentError] = []
        work = calls_during(lambda reader=reader, outcomes=outcomes: outcomes.append(attempt(reader, HOSTILE[name])))
        assert work < MOST_CALLS
        (outcome,) = outcomes
        if isinstance(outcome, Read):
            assert all(size_of(leaf)[0] <= 5000 and size_of(leaf)[1] <= 120 for leaf in leaves(outcome.value))


REFUSED = [
    ("brackets", read_python, "read.too-deep"),
    ("brackets", read_text, "read.too-long"),
    ("square brackets", read_text, "read.too-long"),
    ("bars", read_text, "read.too-long"),
    ("signs", read_either, "read.too-many-signs"),
    ("tower of stars", read_either, "read.too-deep"),
    ("tower with brackets", read_python, "read.too-deep"),
    ("tower with signs", read_python, "read.too-deep"),
    ("digits", read_either, "read.number-too-long"),
    ("raised digits", read_text, "read.number-too-long"),
    ("exponent", read_either, "read.number-too-long"),
    ("ten million characters", read_either, "read.too-long"),
    ("NUL", read_either, "read.control-character"),
    ("surrogate", read_either, "read.control-character"),
    ("right to left", read_either, "read.control-character"),
    ("laughs", read_python, "read.too-large"),
    ("matrix products", read_python, "read.too-large"),
]


@pytest.mark.parametrize(("name", "reader", "message"), REFUSED)
def test_hostile_text_gets_its_sentence(name: str, reader: Reader, message: str) -> None:
    outcome = attempt(reader, HOSTILE[name])
    assert isinstance(outcome, StudentError)
    assert outcome.message == message


def test_a_tower_of_powers_is_only_a_tree() -> None:
    assert repr(read_python("9**9", SCOPE).value) == "power(number(9), number(9))"
    assert size_of(read_python("9**9**9**9", SCOPE).value) == (7, 4)  # type: ignore[arg-type]


def test_repeated_substitution_across_lines_is_charged() -> None:
    scope = Scope(SCOPE.symbols, defined={"a": read_python("x + x", SCOPE).value})
    for _ in range(6):
        scope = Scope(SCOPE.symbols, defined={"a": read_python("a*a + a", scope).value})
    with pytest.raises(StudentError, match=r"read\.too-large"):
        read_python("a*a + a", scope)


def test_many_powers_side_by_side_are_no_tower() -> None:
    read = read_python(" + ".join(f"(x**2 - y**2)*t**{n}" for n in range(200)), SCOPE).value
    assert size_of(read)[1] == 6  # type: ignore[arg-type]


def test_limits_can_be_set() -> None:
    tight = Scope(frozenset("x"), limits=Limits(nodes=4, brackets=2))
    assert repr(read_text("((x)) + 1", tight).value) == "add(symbol('x'), number(1))"
    with pytest.raises(StudentError, match=r"read\.too-deep"):
        read_text("(((x)))", tight)
    with pytest.raises(StudentError, match=r"read\.too-large"):
        read_text("x + x + x + x", tight)


def test_random_bytes_are_read_or_refused() -> None:
    chance = random.Random(20260101)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(2000):
        raw = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 40)))
        for reader in READERS:
            for text in (raw.decode("latin-1"), raw.decode("utf-8", errors="replace")):
                outcomes["read" if isinstance(attempt(reader, text), Read) else "refused"] += 1
    assert outcomes["refused"] > 11_000


def test_random_formulas_are_read_or_refused() -> None:
    chance = random.Random(7)
    pieces = [
        *"xyt012()[]{}|,.+-*/^!'=@ θπ√²·−½∂",
        "**",
        "sin",
        "ln",
        "e",
        "ab",
        "...",
        "Matrix(",
        ".subs(",
        ".T",
        "\n",
    ]
    outcomes = {"read": 0, "refused": 0}
    for _ in range(4000):
        text = "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 9)))
        for reader in READERS:
            outcomes["read" if isinstance(attempt(reader, text), Read) else "refused"] += 1
    assert min(outcomes.values()) > 500


AT_THE_BOUND = [
    ("(" * 60 + "x" + ")" * 60, None),
    ("(" * 61 + "x" + ")" * 61, "read.too-deep"),
    ("-" * 20 + "x", None),
    ("-" * 21 + "x", "read.too-many-signs"),
    ("- " * 21 + "x", "read.too-many-signs"),
    ("- not " * 11 + "x", "read.too-many-signs"),
    ("x)+(y", "read.bracket-not-opened"),
    ("1" * 400, None),
    ("1" * 401, "read.number-too-long"),
    ("1." + "1" * 400, "read.number-too-long"),
    ("1e301", "read.number-too-long"),
    ("x+" * 3999 + "x", None),
    ("x+" * 4000 + "x", "read.too-long"),
    ("x" + "**2" * 100, None),
    ("x" + "**2" * 101, "read.too-deep"),
    (" \n", "read.empty"),
    ("", "read.empty"),
    ("x\x0b+\x0cy", None),
    ("x\x00", "read.control-character"),
    ("x\x1f", "read.control-character"),
    ("2x", "read.not-python"),
    ("2.x", "read.not-python"),
    (".5x", "read.not-python"),
    ("1.2.3x", "read.not-python"),
    ("x^2", "read.caret"),
    ("x2 + x.T", None),
    ("1_000", None),
    ("x # 2y", None),
]


@pytest.mark.parametrize(("text", "message"), AT_THE_BOUND, ids=range(len(AT_THE_BOUND)))
def test_the_check_before_parsing_refuses_from_the_bound_on(text: str, message: str | None) -> None:
    if message is None:
        precheck(Spot(text), Limits())
    else:
        with pytest.raises(StudentError, match=message.replace(".", r"\.")):
            precheck(Spot(text), Limits())


@pytest.mark.parametrize(
    ("limits", "text", "message"),
    [
        (Limits(digits=2), "123", "read.number-too-long"),
        (Limits(signs=1), "--x", "read.too-many-signs"),
        (Limits(tokens=3), "x+y+t", "read.too-long"),
        (Limits(characters=3), "x + y", "read.too-long"),
        (Limits(brackets=1), "((x))", "read.too-deep"),
    ],
)
def test_tighter_limits_hold_for_plain_text(limits: Limits, text: str, message: str) -> None:
    for reader in READERS:
        with pytest.raises(StudentError, match=message.replace(".", r"\.")):
            reader(text, Scope(SCOPE.symbols, limits=limits))


def test_the_column_of_a_dot_behind_a_number_is_that_of_the_number() -> None:
    with pytest.raises(StudentError) as caught:
        read_python("x + 3.T", SCOPE)
    assert caught.value.message == "read.not-python"
    assert caught.value.place is not None
    assert caught.value.place.offset == 4


def test_a_part_that_is_shared_is_counted_wherever_it_stands() -> None:
    x = Expr("symbol", (), "x")
    half = Expr("add", (x, Expr("function", (x,), "sin")))
    both = Expr("multiply", (half, half, Expr("power", (half, x))))
    # add 4 nodes: itself, x, sin, x; the product 1 + 4 + 4 + (1 + 4 + 1).
    assert size_of(half) == (4, 3)
    assert size_of(both) == (15, 5)
    assert size_of(x) == (1, 1)
