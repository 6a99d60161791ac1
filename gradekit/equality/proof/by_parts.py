"""Proofs by parts: what stands inside functions is proved equal first, then the whole with one node for both.

f(a) = f(b) needs no rule for f where a = b is proved. Values at two points say which parts are worth a proof; parts of
the answer are replaced by parts of the expected side, never the other way round, so the domain stays the key's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from flint import acb

from gradekit.equality.cases.isolated import holds_everywhere
from gradekit.equality.cases.rewriting import rewritten
from gradekit.equality.graph import Node, used_by
from gradekit.equality.points.balls import Ball, Values
from gradekit.equality.points.samples import FIRST_BITS, FIRST_POINTS, Samples
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.prover import Prover

_MOST_NODES, _MOST_PROOFS, _TRIED = 300, 24, 8
_MOST_STEPS = 2_500
"""Nodes of all parts that are tried, a node as often as it is in one of them."""

_TINY = 1e-15

Fingerprint: TypeAlias = tuple[str, ...]


def by_parts(samples: Samples, pair: tuple[int, int], prover: Prover) -> Proven | None:
    """The proof after equal parts were replaced; None where there are none, or that is not enough."""
    graph, (answer, expected) = samples.graph, pair
    inner = prover.another()
    same: dict[int, int] = {}
    left = _MOST_STEPS
    for part, other in _alike(samples, pair)[:_MOST_PROOFS]:
        left -= len(used_by(graph, [part, other]))
        if left < 0:
            break
        here, there = rewritten(graph, [part, other], _no_truth, same)
        if here == there or _closed(inner, here, there) is not None:
            same[part] = there
    if not same:
        return None
    mine, right = rewritten(graph, [answer, expected], _no_truth, same)
    proof = _closed(inner, mine, right)
    return None if proof is None else replace(_of(proof, {answer: mine, expected: right}), everywhere=True)


def _closed(prover: Prover, part: int, other: int) -> Proven | None:
    """A proof that leaves nothing open."""
    proof = prover.straight_or_split(part, other)
    if not isinstance(proof, Proven) or proof.open:
        return None
    return proof if holds_everywhere(proof, (part, other), prover) else None


def _alike(samples: Samples, pair: tuple[int, int]) -> list[tuple[int, int]]:
    """Parts with the value of an earlier part at two points, the smaller ones first; parts of the expected side come
    before those of the answer."""
    graph, (answer, expected) = samples.graph, pair
    known = used_by(graph, [expected])
    mine = [node for node in used_by(graph, [answer]) if node not in set(known)]
    seen = _values(samples, pair)
    if len(known) + len(mine) > _MOST_NODES or len(seen) < (FIRST_POINTS if samples.names else 1):
        return []
    first: dict[Fingerprint, int] = {}
    found: list[tuple[int, int]] = []
    for node in (*known, *mine):
        if node != answer and all(values[node].is_finite() for values in seen):
            other = first.setdefault(tuple(_rounded(values[node]) for values in seen), node)
            if other != node:
                found.append((node, other))
    return found


def _values(samples: Samples, pair: tuple[int, int]) -> list[Values]:
    """Values of all nodes at two points where both sides have one."""
    points = [samples.point(index) for index in range(_TRIED if samples.names else 1)]
    seen = (samples.values(point, FIRST_BITS) for point in points)
    return [values for values in seen if all(values[root].is_finite() for root in pair)][:FIRST_POINTS]


def _rounded(value: Ball) -> str:
    """Nine digits; equal values that are rounded to different ones are not found."""
    number = complex(value) if isinstance(value, acb) else complex(float(value))
    return f"{number.real:.9g} {number.imag:.9g}" if abs(number) > _TINY else "0"


def _of(proof: Proven, roots: Mapping[int, int]) -> Proven:
    """The proof as one of the pair before parts were replaced."""
    cases = tuple(replace(case, proven=_of(case.proven, roots)) for case in proof.cases)
    return replace(proof, values=_with(proof.values, roots), cases=cases)


def _with(values: Mapping[int, Value], roots: Mapping[int, int]) -> dict[int, Value]:
    found = {root: values[node] for root, node in roots.items() if node in values}
    return {**values, **found}


def _no_truth(_: Node) -> None:
    return None
