"""What the bank states as answers, against difference quotients of the formulas that the same file states."""

import mpmath
import pytest
from bank_by_differences import ACCURACY, DIGITS, Asked, evaluated, flat

from gradekit.problems.bank.bank import bank_draft, bank_files, read_bank
from gradekit.problems.drafting.parts import key_of
from gradekit.syntax.write import to_text

FILES = sorted(bank_files())
POINTS = 2


@pytest.fixture(autouse=True)
def fifty_digits():
    with mpmath.workdps(DIGITS):
        yield


def keys(path):
    """The keys of the parts, in their order."""
    draft = bank_draft(read_bank(path))
    return [ask.key or key_of(ask.quantity, draft.composition) for ask in draft.asks]


def expected_parts(path):
    told = Asked(path, 0).told
    return [(key, part) for key, part in zip(keys(path), told["part"], strict=True) if key in told["expect"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_problem_expects_is_what_differences_give(path):
    found = expected_parts(path)
    assert found
    for key, part in found:
        for seed in range(POINTS):
            asked = Asked(path, seed)
            asked.move_to(part.get("at", {}))
            ours = flat(asked.answer(part))
            theirs = asked.expected(key)
            assert len(ours) == len(theirs), key
            for one, other in zip(ours, theirs, strict=True):
                assert abs(one - other) <= ACCURACY.get(part["ask"], 1e-20) * (1 + abs(other)), (key, one, other)


def stated(name, key):
    """The numbers that a problem states as the answer to a part."""
    path = next(path for path in FILES if path.stem == name)
    ask = next(ask for ask in bank_draft(read_bank(path)).asks if ask.key == key)
    return Asked(path, 1), [mpmath.mpf(0) + evaluated(to_text(entry), {}) for entry in ask.stated]


def area(_asked):
    """The area of the ellipse by adding up strips."""
    return [mpmath.quad(lambda x: 4 * mpmath.sqrt(1 - (x / 3) ** 2), [-3, 3])]


def best_line(_asked):
    """Where the slopes of the sum of squares vanish, solved for."""
    points = ((0, 1), (1, 3), (2, 4))

    def slopes(w, b):
        return [sum(2 * (w * x + b - y) * x for x, y in points), sum(2 * (w * x + b - y) for x, y in points)]

    return [*mpmath.findroot(slopes, (1, 1))]


def share(asked):
    now = asked.letters()
    return [now["x"] * asked.slope("f", "x") / now["f"]]


def multiple(asked):
    asked.move_to({"t": 1})
    now = asked.letters()
    return [sum(now[one] * asked.local("f", letter) for one, letter in (("a", "x"), ("b", "y"))) / now["f"]]


def at_the_root(asked):
    asked.base["x"] = mpmath.sqrt(2)
    return [asked.slope("n", "x")]


def left_of_the_block(asked):
    asked.move_to({"w": 0})
    return [asked.slope("y", "x")]


def of_the_gas(asked):
    ways = (("p", "V"), ("V", "T"), ("T", "p"))
    return [mpmath.fprod(asked.implicit([one], [by], {})[0][0] for one, by in ways)]


def of_the_quotient(asked):
    """The larger eigenvalue of the matrix of the quadratic form."""
    return [max(mpmath.eigsy(mpmath.matrix([[2, 1], [1, 2]]), eigvals_only=True))]


STATED = [
    ("area-of-an-ellipse", "area", area),
    ("gradient-of-the-length", "length", lambda asked: [mpmath.norm(asked.jacobian(["n"], ["x"])[0])]),
    ("line-through-three-points", "best", best_line),
    ("residual-block", "left", left_of_the_block),
    ("rayleigh-quotient", "eigenvalue", of_the_quotient),
    ("ideal-gas-triple-product", "product", of_the_gas),
    ("newton-for-a-root", "slope_at_root", at_the_root),
    ("output-of-two-factors", "share", share),
    ("homogeneous-of-degree-two", "multiple", multiple),
]


@pytest.mark.parametrize(("name", "key", "found"), STATED, ids=[name for name, _, _ in STATED])
def test_what_a_problem_states_is_what_numbers_give(name, key, found):
    asked, told = stated(name, key)
    for one, other in zip(found(asked), told, strict=True):
        assert abs(one - other) < 1e-15


def test_the_error_of_the_central_difference_is_what_is_stated():
    path = next(path for path in FILES if path.stem == "central-difference-of-a-cube")
    asked = Asked(path, 1)
    (told,) = (ask.stated.scalar for ask in bank_draft(read_bank(path)).asks if ask.key == "error")
    now = asked.letters()
    assert abs(now["q"] - 3 * now["x"] ** 2 - evaluated(to_text(told), now)) < 1e-30


def test_every_stated_number_is_looked_at():
    found = {
        (path.stem, ask.key) for path in FILES for ask in bank_draft(read_bank(path)).asks if ask.stated is not None
    }
    assert found == {(name, key) for name, key, _ in STATED} | {("central-difference-of-a-cube", "error")}
