"""What a decision may cost: proofs for one pair share a purse, and what one leaves over is there for the next."""

from __future__ import annotations

import pytest

from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet, Purse, WorkLimits
from gradekit.equality.points.prices import price
from gradekit.equality.proof.prover import Prover
from gradekit.equality.settle import settle
from gradekit.model.domain import Domain
from gradekit.model.outcome import Outcome
from gradekit.syntax.build import add, exp, multiply, number, power, sin, symbol

_FOUR = 4
"""What every payment costs besides."""

SPENT: list[tuple[int, int, list[int], int]] = [
    # products, altogether, what each proof pays, what the next one may spend
    (50, 60, [], 50),
    (50, 60, [0], 50),
    (50, 60, [6], 50),
    (50, 60, [30], 26),
    (50, 60, [46], 10),
    (50, 60, [46, 6], 0),
    (50, 200, [46, 46, 46], 50),
    (50, 200, [46, 46, 46, 46], 0),
    (50, 60, [1000], 10),
    (50, 60, [1000, 1000], 0),
    (50, 40, [], 40),
    (50, 0, [], 0),
]


@pytest.mark.parametrize(("products", "altogether", "paid", "left"), SPENT)
def test_a_proof_gets_what_is_left_and_never_more_than_one_may_cost(
    products: int, altogether: int, paid: list[int], left: int
) -> None:
    purse = Purse(WorkLimits(products=products, altogether=altogether))
    for each in paid:
        work = purse.work()
        if work.products < each + _FOUR:
            with pytest.raises(LimitMet, match="products"):
                work.pay(each)
        else:
            work.pay(each)
    assert purse.work().products == left


def test_an_overdrawn_proof_costs_no_more_than_it_was_given() -> None:
    purse = Purse(WorkLimits(products=50, altogether=120))
    with pytest.raises(LimitMet, match="products"):
        purse.work().pay(10**9)
    assert purse.work().products == 50
    assert purse.work().products == 50


def test_pieces_are_shared_by_all_proofs() -> None:
    purse = Purse(WorkLimits(pieces=10))
    work = purse.work()
    work.pieces -= 7
    assert purse.work().pieces == 3


def test_what_was_asked_for_first_is_counted_when_the_next_is_asked_for() -> None:
    """A proof that is still held when the next begins can no longer spend what the next was given."""
    purse = Purse(WorkLimits(products=50, altogether=60))
    first = purse.work()
    first.pay(26)
    assert purse.work().products == 30
    assert first.products == 20


X, Y = symbol("x"), symbol("y")
LONG = power(add(X, Y, number(1), exp(X), sin(Y)), 9)


@pytest.mark.parametrize("altogether", [0, 100, 1000])
def test_without_money_nothing_is_proved_and_nothing_is_wrong(altogether: int) -> None:
    limits = WorkLimits(altogether=altogether)
    graph = Graph(limits)
    pair = graph.enter(multiply(LONG, LONG, X)), graph.enter(multiply(X, power(LONG, 2)))
    (found,) = settle(graph, [pair], Domain(), limits)
    assert found.outcome in (Outcome.UNDECIDED, Outcome.AGREED, Outcome.PROVED)
    other = graph.enter(add(LONG, number(1))), graph.enter(LONG)
    (found,) = settle(graph, [other], Domain(), limits)
    assert found.outcome is Outcome.DIFFERENT


def test_every_pair_has_a_purse_of_its_own() -> None:
    """What one entry of a list costs is not taken from the next."""
    limits = WorkLimits()
    graph = Graph(limits)
    dear = graph.enter(power(LONG, 40)), graph.enter(add(power(LONG, 40), number(0)))
    cheap = graph.enter(power(add(X, Y), 2)), graph.enter(add(power(X, 2), multiply(number(2), X, Y), power(Y, 2)))
    prover = Prover(graph, Domain(), False, limits)
    prover.of(*dear)
    assert not isinstance(prover.of(*cheap), str)


def test_a_letter_costs_the_coordinate_that_is_made_for_it() -> None:
    few, many = Graph(), Graph()
    few.enter(add(*(power(X, n) for n in range(2, 14))))
    many.enter(add(*(symbol(f"x{n}") for n in range(12))))
    assert len(many.nodes) < len(few.nodes)
    assert price(many, 64, principal=False) > price(few, 64, principal=False)
