"""Identities from textbooks: each holds by another library, hardly one is unproved, and no near miss is accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any, Literal

import mpmath
import pytest
from identities import FAMILIES, Row
from mpmath_values import DIGITS, NoRealValueError, principal_value, real_value
from near_misses import near_miss

from gradekit.equality.decide import decide
from gradekit.equality.graph import Graph
from gradekit.equality.limits import WorkLimits
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.prover import Prover
from gradekit.equality.settle import reads_principal
from gradekit.equality.texts.assume import domain_of
from gradekit.equality.texts.texts import assumptions, scope_of
from gradekit.model.domain import Domain
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Expr

Reading = Literal["real", "principal"]

SAMPLE = 4


def read(row: Row, reading: Reading) -> tuple[Expr, Expr, Domain]:
    given = assumptions(row[2].split(";") if row[2] else [])
    scope = scope_of(row[0], row[1], given)
    answer, expected = (read_text(text, scope).value for text in row[:2])
    assert isinstance(answer, Expr)
    assert isinstance(expected, Expr)
    return answer, expected, domain_of(given, reading)


def symbols(*exprs: Expr) -> set[str]:
    found = {expr.name for expr in exprs if expr.head == "symbol"}
    return found.union(*(symbols(*expr.args) for expr in exprs if expr.args))


def is_complex(answer: Expr, expected: Expr, domain: Domain) -> bool:
    def has_unit(expr: Expr) -> bool:
        return (expr.head == "constant" and expr.name == "I") or any(map(has_unit, expr.args))

    kinds = {domain.of(name).kind for name in symbols(answer, expected)}
    return has_unit(answer) or has_unit(expected) or "complex" in kinds or domain.reading == "principal"


def points(names: set[str], domain: Domain, chance: Random) -> Iterator[dict[str, Any]]:
    for _ in range(40):
        yield {name: coordinate(domain, name, chance) for name in sorted(names)}


def coordinate(domain: Domain, name: str, chance: Random) -> Any:
    given = domain.of(name)
    low, high = given.interval.low, given.interval.high
    low = low if low is not None else (high - 6 if high is not None else Fraction(-3))
    high = high if high is not None else low + 6
    if given.kind == "integer":
        return Fraction(chance.randint(max(1, int(low)), max(7, int(low) + 5)))
    along = low + (high - low) * Fraction(chance.randint(1, 9999), 10000)
    if given.kind == "complex":
        return mpmath.mpc(float(along), chance.uniform(-2, 2))
    return along


def gaps(answer: Expr, expected: Expr, domain: Domain, seed: str) -> list[Any]:
    """The relative differences at up to three points where both sides have a value."""
    complex_, found = is_complex(answer, expected, domain), list[Any]()
    for point in points(symbols(answer, expected), domain, Random(seed)):
        value = principal_value if complex_ else real_value
        with mpmath.workdps(DIGITS):
            try:
                x, y = value(answer, point), value(expected, point)
            except NoRealValueError:
                continue
            if mpmath.isfinite(x) and mpmath.isfinite(y):
                found.append(abs(x - y) / (1 + abs(y)))
        if len(found) == 3 or not point:
            break
    return found


TINY, CLEAR = mpmath.mpf(10) ** -40, mpmath.mpf(10) ** -20


@pytest.mark.parametrize("family", FAMILIES)
def test_rows_hold_by_another_library(family: str) -> None:
    for row in FAMILIES[family]:
        answer, expected, domain = read(row, "real")
        found = gaps(answer, expected, domain, row[0])
        assert found, row
        assert max(found) < TINY, row


@pytest.mark.parametrize("family", FAMILIES)
def test_identities_are_proved(family: str) -> None:
    told = Counter[Outcome]()
    for row in FAMILIES[family]:
        answer, expected, domain = read(row, "real")
        outcome = decide(answer, expected, domain).outcome
        told[outcome] += 1
        assert outcome is not Outcome.DIFFERENT, row
    count = told.total()
    assert told[Outcome.PROVED] >= 0.93 * count, told
    assert told[Outcome.UNDECIDED] <= 0.02 * count, told


def test_nearly_all_are_proved() -> None:
    told = Counter[Outcome]()
    for rows in FAMILIES.values():
        told.update(decide(*read(row, "real")).outcome for row in rows[::SAMPLE])
    assert told[Outcome.PROVED] >= 0.97 * told.total(), told
    assert told[Outcome.UNDECIDED] <= 0.005 * told.total() + 1, told


@pytest.mark.parametrize("family", FAMILIES)
def test_the_principal_reading_agrees_with_another_library(family: str) -> None:
    told = Counter[Outcome]()
    for row in FAMILIES[family]:
        answer, expected, domain = read(row, "principal")
        found = gaps(answer, expected, domain, row[0])
        outcome = decide(answer, expected, domain).outcome
        if found and max(found) > CLEAR:
            assert outcome not in RIGHT, row
        else:
            told[outcome] += 1
    assert told[Outcome.PROVED] >= 0.9 * told.total(), told


@pytest.mark.parametrize("family", FAMILIES)
def test_no_near_miss_is_accepted(family: str) -> None:
    refuted, unequal = 0, 0
    for answer, expected, domain in near_misses(family):
        unequal += 1
        found = decide(answer, expected, domain)
        assert found.outcome not in RIGHT, (answer, expected)
        refuted += found.outcome is Outcome.DIFFERENT
    assert unequal >= len(FAMILIES[family]) // 2
    assert refuted >= 0.97 * unequal


@pytest.mark.parametrize("reading", ["real", "principal"])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_proof_alone_proves_no_near_miss(family: str, reading: Reading) -> None:
    for answer, expected, domain in near_misses(family, reading, 2):
        graph = Graph()
        right, given = graph.enter(expected), graph.enter(answer)
        prover = Prover(graph, domain, reads_principal(graph, domain), WorkLimits())
        for proof in (prover.of(given, right), prover.by_cases(given, right)):
            assert not isinstance(proof, Proven) or proof.open, (answer, expected)


def near_misses(family: str, reading: Reading = "real", step: int = 1) -> Iterator[tuple[Expr, Expr, Domain]]:
    """One near miss of each row, or of some, that is certainly unequal."""
    for row in FAMILIES[family][::step]:
        answer, expected, domain = read(row, reading)
        chance = Random(f"near {row}")
        for _ in range(6):
            changed = near_miss(expected, chance)
            found = gaps(answer, changed, domain, row[0])
            if found and max(found) > CLEAR:
                yield answer, changed, domain
                break
