"""Functions that only run: called at points of the question, compared by values, agreed at best."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import mpmath
import msgspec
import pytest
from sheets_for_tests import SHEET, chain, polar

from gradekit.grading.by_numbers import compared_by_numbers
from gradekit.model.answer import Answer, Numbers
from gradekit.model.codec import encode
from gradekit.model.evidence import Agreement, Witness
from gradekit.model.outcome import Outcome
from gradekit.sandbox.levels import unsupported
from gradekit.submissions.files import Source
from gradekit.submissions.programs import points_for
from gradekit.submissions.read import read_submission
from gradekit.submissions.running import Runner
from gradekit.syntax.build import add, multiply, negate, number, power, sin, symbol
from gradekit.syntax.build import cos as cosine
from gradekit.syntax.tree import Array
from sandboxing.offered import lacking

t = symbol("t")
KEY = Array((), (add(multiply(number(2), sin(t), power(cosine(t), number(2))), negate(power(sin(t), number(3)))),))
POINTS = tuple({"t": Fraction(k, 32)} for k in range(1, 13))


def right(at: Fraction) -> float:
    s, c = mpmath.sin(mpmath.mpf(at.numerator) / at.denominator), mpmath.cos(mpmath.mpf(at.numerator) / at.denominator)
    return float(2 * s * c**2 - s**3)


def numbers(*values: float | None) -> Numbers:
    return Numbers((), POINTS, tuple((value,) for value in values))


RIGHT = [right(point["t"]) for point in POINTS]

JUDGED = [
    # what the answer gives at the points        the outcome
    (RIGHT, Outcome.AGREED),
    ([v * (1 + 1e-8) for v in RIGHT], Outcome.AGREED),
    ([v * (1 + 1e-5) for v in RIGHT], Outcome.UNDECIDED),
    ([v * 1.01 for v in RIGHT], Outcome.DIFFERENT),
    ([*RIGHT[:-1], RIGHT[-1] + 1], Outcome.DIFFERENT),
    ([*RIGHT[:-1], None], Outcome.UNDECIDED),
    ([None] * 12, Outcome.UNDECIDED),
    ([*[None] * 11, 5.0], Outcome.DIFFERENT),
    ([float("nan")] * 12, Outcome.DIFFERENT),
]


@pytest.mark.parametrize(("values", "outcome"), JUDGED, ids=range(len(JUDGED)))
def test_values_are_compared_relative_to_the_key(values: list[float | None], outcome: Outcome) -> None:
    assert compared_by_numbers(numbers(*values), KEY, ("t",)).outcome is outcome


def test_small_values_are_judged_by_the_size_of_the_function() -> None:
    near_zero = Array((), (add(t, number(-1)),))
    points = (*({"t": Fraction(1) + Fraction(k, 10**9)} for k in range(11)), {"t": Fraction(3)})
    given = Numbers((), points, tuple((float(point["t"]) - 1 + 1e-10,) for point in points))
    assert compared_by_numbers(given, near_zero, ("t",)).outcome is Outcome.AGREED


def test_the_last_digit_of_a_processor_changes_no_byte() -> None:
    for off in (1e-15, -1e-15):
        for values in (RIGHT, [1.5 * v for v in RIGHT]):
            one, other = numbers(*values), numbers(*[v * (1 + off) for v in values])
            found = [encode(list(compared_by_numbers(n, KEY, ("t",)).entries)) for n in (one, other)]
            assert found[0] == found[1]


def test_a_witness_tells_the_point_and_six_digits() -> None:
    (entry,) = compared_by_numbers(numbers(*[v + 1 for v in RIGHT]), KEY, ("t",)).entries
    assert isinstance(entry.evidence, Witness)
    assert (entry.evidence.point, entry.evidence.answer) == ({"t": "1/32"}, f"{RIGHT[0] + 1:.6g}")


def test_another_shape_is_another_shape() -> None:
    flat = Numbers((2,), POINTS, tuple((1.0, 2.0) for _ in POINTS))
    assert compared_by_numbers(flat, KEY, ("t",)).outcome is Outcome.WRONG_SHAPE


def test_points_come_from_the_question_and_the_file_and_lie_in_the_box() -> None:
    slot, other = SHEET.slots
    first, again, changed = (points_for(text, slot) for text in ("a", "a", "b"))
    assert first == again
    assert first != changed
    assert points_for("a", other) != first
    low, high = chain().box["t"]
    for point in first:
        assert low < point["t"] < high
        assert all(Fraction(float(value)) == value for value in point.values())
        assert float(point["x"]) == pytest.approx(float(mpmath.sin(float(point["t"]))), rel=1e-15)
    assert set(polar().box) <= set(points_for("a", other)[0])


sealed = pytest.mark.skipif(unsupported() is not None, reason="nothing can be sealed on this system")


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    if why := lacking("sealed"):
        pytest.skip(why)
    with Runner("sealed") as opened:
        yield opened


def ran(runner: Runner, text: str, name: str) -> Answer:
    source = Source(text)
    found = runner.complete(read_submission(source, SHEET), source, SHEET)
    return next(answer for answer in found.answers if answer.name == name)


FORMULAS = [
    # a body for numbers that is a formula all the same
    "import numpy as np\ndef q1b(t):\n    s = 0\n    for k in np.arange(2): s += np.sin(t)*np.exp(t)\n    return s",
    "import math\ndef q1b(t):\n    s = 0\n    while s == 0: s = math.sqrt(t) + math.atan(t)\n    return s",
    "import numpy as np\ndef q1b(t):\n    a = np.array([t, 2*t])\n    while True: return np.cos(a).sum()",
]


@sealed
@pytest.mark.parametrize("text", FORMULAS)
def test_a_body_of_numpy_is_read_as_a_formula_where_it_is_one(runner: Runner, text: str) -> None:
    answer = ran(runner, text, "q1b")
    assert answer.trouble is None, answer.notes
    assert answer.value is not None


CALLED = [
    # the file, the answer, its outcome against the key
    ("def q1b(t):\n    x = t\n    while x > 9: x = 0\n    return np.sin(x)*(3*np.cos(x)**2 - 1)", Outcome.AGREED),
    ("def q1b(t):\n    while t > 9: t = 0\n    return 2*np.sin(t)*np.cos(t)**2", Outcome.DIFFERENT),
    ("def q1b(t):\n    h = 1e-4\n    f = lambda s: np.sin(s)**2*np.cos(s)\n    while t > 9: t = 0\n"
     "    return (f(t + h) - f(t - h))/(2*h)", Outcome.AGREED),
    ("def q1b(t):\n    while t > 9: t = 0\n    return np.log(-t)", Outcome.UNREAD),
    ("def q1b(t):\n    while t > 9: t = 0\n    return [t, t]", Outcome.WRONG_SHAPE),
    ("def q1b(t):\n    while t > 9: t = 0\n    return None", Outcome.UNREAD),
    ("def q1b(z):\n    while z > 9: z = 0\n    return z", Outcome.UNREAD),
]  # fmt: skip


@sealed
@pytest.mark.parametrize(("text", "outcome"), CALLED, ids=range(len(CALLED)))
def test_what_only_runs_is_called(runner: Runner, text: str, outcome: Outcome) -> None:
    answer = ran(runner, f"import numpy as np\n{text}\n", "q1b")
    if answer.trouble is not None:
        assert answer.trouble is outcome
        return
    assert not isinstance(answer.numbers, msgspec.UnsetType)
    assert [note.message.id for note in answer.notes] == ["run.numbers-only"]
    judged = compared_by_numbers(answer.numbers, KEY, ("t",))
    assert judged.outcome is outcome
    if outcome is Outcome.AGREED:
        assert judged.entries[0].evidence == Agreement(12, 6, "numbers-only")


@sealed
def test_an_array_of_numpy_is_called_entry_by_entry(runner: Runner) -> None:
    text = "import numpy as np\ndef q1a(x, y):\n    while x > 9: x = 0\n    return np.array([2*x*y, x**2])\n"
    answer = ran(runner, text, "q1a")
    assert not isinstance(answer.numbers, msgspec.UnsetType)
    x, y = symbol("x"), symbol("y")
    key = Array((1, 2), (multiply(number(2), x, y), power(x, number(2))))
    assert compared_by_numbers(answer.numbers, key, ("x", "y")).outcome is Outcome.AGREED
