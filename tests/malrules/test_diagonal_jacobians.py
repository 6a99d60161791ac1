"""Where each output uses the input at its own place alone there is nothing to turn round, and Jacobians commute."""

import pytest

from gradekit.authoring import Map, arrays, log, sin, symbols, total
from gradekit.calculus.stages import evaluate
from gradekit.malrules.predict import predictions

W, u, x = arrays("W:2x2 u:2 x:2")
x1, x2, g1, g2 = symbols("x1 x2 g1 g2")

ENTRYWISE = Map(u, x).then(y=u * x)
SHARED = Map(u, x).then(y=u * x).then(z=[x1 * x2, x1])
DIAGONAL = Map(x1, x2).on("x1 > 0", "x2 > 0").then(g1=x1**2, g2=sin(x2)).then(f1=log(g1), f2=g2**3)
MIXED = Map(x1, x2).on("x1 > 0", "x2 > 0").then(g1=x1 * x2, g2=sin(x2)).then(f1=log(g1), f2=g2**3)


def rules(drawn, asked):
    """The rules that foretell a wrong answer."""
    draft = drawn.ask(asked).draft()
    (ask,) = draft.asks
    right = evaluate(ask.quantity, draft.composition)
    return {told.rule for told in predictions(draft.composition, ask.quantity, right, same_shape=False)}


@pytest.mark.parametrize(
    ("drawn", "asked", "rule", "applies"),
    [
        (ENTRYWISE, total("y", by="x"), "transpose", False),
        (SHARED, total("z", by="x"), "transpose", True),
        (ENTRYWISE, total("y", by="x"), "diag-as-vector", True),
        (DIAGONAL, total("f1 f2", by="x1 x2"), "transpose", False),
        (DIAGONAL, total("f1 f2", by="x1 x2"), "wrong-order", False),
        (MIXED, total("f1 f2", by="x1 x2"), "wrong-order", True),
        (MIXED, total("f1 f2", by="x1 x2"), "transpose", True),
    ],
)
def test_turning_round_is_foretold_only_where_it_changes_something(drawn, asked, rule, applies):
    assert (rule in rules(drawn, asked)) is applies


def test_one_entry_of_an_array_has_no_matrix_form_of_its_own():
    """The derivative of f_1 by a matrix has wrong answers, none of them by forms of the whole f."""
    found = rules(Map(W, x).then(f=W @ x), total("f1", by="W"))
    assert "sign" in found
    assert "one-factor-transposed" not in found
