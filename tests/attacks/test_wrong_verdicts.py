"""Near misses and tricks through the whole grader: none of them is right."""

from __future__ import annotations

import pytest
from attacking import TWO_ROUTES as RIGHT
from attacking import graded, verdicts

from gradekit.model.outcome import RIGHT as RIGHT_OUTCOMES
from gradekit.model.outcome import Outcome


@pytest.mark.parametrize(
    "difference",
    [
        "1e-12", "10**-40", "exp(-1000 - t)", "tanh(t*10**6) - 1", "Max(t, 100) - 100", "floor(t/1000)",
        "Abs(t - 50) - t + 50", "Max(t - 10**6, 0)", "sqrt((t - 1)**2) - t + 1", "0*sqrt(t - 5)",
        "log(sin(t)) - log(sin(t))", "asin(t) - asin(t)", "log((t - 3)**2) - 2*log(t - 3)", "atan(tan(t)) - t",
        "acos(cos(t)) - t", "log(-1) - log(-1)", "0**0", "0/floor(t)", "floor(t)/floor(t) - 1",
        "ceiling(cos(t))**-2 - ceiling(cos(t))**-2", "0/(t - floor(t))", "Max(0, t - 3)/Max(0, t - 3) - 1",
        "sqrt(-1)**0 - 1", "acosh(1/2)**0 - 1", "10**5000*t", "exp(exp(exp(exp(exp(t)))))", "sin(1.11e5*t)",
    ],
)  # fmt: skip
def test_what_is_off_anywhere_on_the_domain_is_not_right(difference) -> None:
    judged = verdicts("multi-path", 2, {"q1c": f"{RIGHT} + {difference}"})["q1c"]
    assert judged.outcome not in RIGHT_OUTCOMES
    assert judged.outcome is not Outcome.FAULT


@pytest.mark.parametrize(
    "answer", ["1.00e9*t - 1.00e9*t", "1.00e5 - 1.00e5", "100.*sin(1.00e3*t)", "1.23e30*sin(1.11e5*t)"]
)
def test_decimals_that_could_be_anything_are_no_rounding_of_the_answer(answer) -> None:
    assert verdicts("multi-path", 2, {"q1c": answer})["q1c"].outcome is Outcome.DIFFERENT


@pytest.mark.parametrize(
    "before",
    [
        "t = 0", "t = t + 1", "t += 1", "sqrt = lambda x: x**3", "e, t = 2, 3", "t = Symbol('x')", "a = t = 5",
        "from math import pi as t", "sin = cos", "if True:\n    t = 5", "for t in range(3): pass",
    ],
)  # fmt: skip
def test_a_right_formula_in_letters_of_another_meaning_is_not_right(before) -> None:
    judged = verdicts("multi-path", 2, {"q1c": RIGHT}, before)["q1c"]
    assert judged.outcome not in RIGHT_OUTCOMES


@pytest.mark.parametrize("answer", ["10**5000*t", "(t + 1)**(10**30)", "factorial(10**9)", "exp(10**9*t)", "t**10**6"])
def test_numbers_beyond_all_decimals_are_answered_with_feedback(answer) -> None:
    found = graded("multi-path", 2, {"q1c": answer})
    assert found.verdicts[0].verdict("df_dt").outcome is Outcome.DIFFERENT
    assert found.feedback.problems[0].parts[2].standing == "not-yet"
