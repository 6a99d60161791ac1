"""Among all that is predicted for its example, the answer of every rule is put down to that rule."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache

import pytest
from by_hand import Row, asked
from test_arrays_by_hand import ROWS as OF_ARRAYS
from test_quantities_by_hand import ROWS as OF_QUANTITIES
from test_register import ROWS as OF_BASICS

from gradekit.authoring import Map, arrays, half_norm2, tanh, total
from gradekit.calculus.stages import evaluate
from gradekit.calculus.writing_out import written_out
from gradekit.equality.points.values import values_at
from gradekit.malrules.predict import MALRULES, predictions
from gradekit.malrules.rank import rank
from gradekit.model.composition import Composition, Quantity
from gradekit.syntax.tree import Expr

Table = tuple[object, ...]

TABLES: list[list[Row]] = [OF_BASICS, OF_ARRAYS, OF_QUANTITIES]
EXAMPLES = {rule: [row for table in TABLES for row in table if row[0] == rule] for rule in MALRULES}

W1, b1, W2, b2, x, y, z1, z2, a1, a2, R = arrays("W1:2x3 b1:2 W2:2x2 b2:2 x:3 y:2 z1 z2 a1 a2 R:3x2")
TWO_LAYERS = Map(W1, b1, W2, b2, x, y).then(z1=W1 @ x + b1).then(a1=tanh(z1)).then(z2=W2 @ a1 + b2)
NETWORK = asked(TWO_LAYERS.then(a2=tanh(z2)).then(L=half_norm2(a2 - y)), total("L", by="W1"))
TENSOR = asked(Map(R).then(K=R.T @ R), total("K", by="R"))

RIGHT_BUT_FOR_FORM = {"unsubstituted"}
"""Rules whose answer is right when its letters are written out, so that a note is given and no rule is named."""


def table(entries: Iterable[Expr], composition: Composition) -> Table:
    """Values at two points, letters of nodes written out."""
    written = [written_out(entry, composition) for entry in entries]
    names = (*composition.inputs, *(node.name for node in composition.nodes))
    shifted = ({name: 37 * k + 11 + 13 * j for k, name in enumerate(names)} for j in (0, 1))
    points = ({name: Fraction(30 + place % 97, 97) for name, place in places.items()} for places in shifted)
    values = (values_at(written, point) for point in points)
    return tuple(tuple(None if v is None else (round(v[0], 9), round(v[1], 9)) for v in row) for row in values)


@cache
def explained(composition: Composition, quantity: Quantity) -> dict[tuple[str, str], set[str]]:
    """The rules that lead to the same answer as each rule at each site; those that come out right left out."""
    right = evaluate(quantity, composition)
    found = list(predictions(composition, quantity, right, same_shape=False))
    by_site = {(p.rule, p.site): (p.value.shape, table(p.value.entries, composition)) for p in found}
    truth = (right.shape, table(right.entries, composition))
    return {
        place: {rule for (rule, _), other in by_site.items() if other == mine}
        for place, mine in by_site.items()
        if mine != truth
    }


@pytest.mark.parametrize("rule", sorted(MALRULES))
def test_another_shape_comes_of_rules_that_arrange_entries(rule: str) -> None:
    for _, (composition, quantity), _, _ in EXAMPLES[rule]:
        right = evaluate(quantity, composition)
        told = predictions(composition, quantity, right, same_shape=False, other_shape=True)
        found = {p.rule for p in told if p.value.shape != right.shape}
        every = predictions(composition, quantity, right, same_shape=False)
        assert found == {p.rule for p in every if p.value.shape != right.shape}


@pytest.mark.parametrize("rule", sorted(set(MALRULES) - RIGHT_BUT_FOR_FORM))
def test_some_example_is_put_down_to_its_rule(rule: str) -> None:
    ranked = [rank(explained(*question)[rule, site]) for _, question, site, _ in EXAMPLES[rule]]
    assert ranked
    assert any(order[0] == rule and not tied for order, tied in ranked), ranked


def test_what_is_predicted_for_a_network_and_for_a_tensor_stays_little() -> None:
    for composition, quantity in (NETWORK, TENSOR):
        assert 20 < len(list(predictions(composition, quantity, evaluate(quantity, composition)))) < 120
