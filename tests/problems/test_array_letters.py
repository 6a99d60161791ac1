"""Formulas of arrays as a template writes them: a drawn factor stands in them as one writes it by hand."""

import pytest

from gradekit.authoring import Map, Rational, arrays, z
from gradekit.calculus.array_labels import definitions

x, y, f = arrays("x:2 y:2 f")


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        (1 * x + y, "f = x + y"),
        (-1 * x + y, "f = -x + y"),
        (3 * x + -2 * y, "f = 3 x - 2 y"),
        (y - (-2) * x, "f = y + 2 x"),
        (x * -2 + y * z, "f = -2 x + z y"),
        ((-4 * z) * x + y, "f = -4 z x + y"),
        (Rational(-1, 2) * x + y, r"f = -\frac{1}{2} x + y"),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)
def test_no_factor_one_and_the_sign_in_front(formula, told):
    composition = Map(x, y, z).then(f=formula).draft().composition
    assert definitions(composition) == (told,)
