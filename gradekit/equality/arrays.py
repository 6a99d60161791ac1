"""Entry by entry: one graph and one set of points for a whole array."""

from __future__ import annotations

from collections.abc import Sequence

from gradekit.equality.decision import Decision, undecided
from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.settle import settle
from gradekit.model.domain import Domain
from gradekit.syntax.tree import Expr


def decide_entries(
    answer: Sequence[Expr | None],
    expected: Sequence[Expr],
    domain: Domain = Domain(),  # noqa: B008  frozen
    *,
    limits: WorkLimits = WorkLimits(),  # noqa: B008  frozen
    certificate: bool = False,
) -> tuple[Decision, ...]:
    """A decision for each entry; an entry left open (`None`) is undecided, with the reason `open`. With `certificate`
    each proof carries what it can be checked by."""
    graph = Graph(limits)
    found: dict[int, Decision] = {}
    pairs: dict[int, tuple[int, int]] = {}
    for i, (mine, right) in enumerate(zip(answer, expected, strict=True)):
        if mine is None:
            found[i] = undecided("open")
            continue
        try:
            node = graph.enter(right)
            pairs[i] = graph.enter(mine), node
        except LimitMet as met:
            found[i] = undecided(met.why)
    found.update(zip(pairs, settle(graph, list(pairs.values()), domain, limits, certificate=certificate), strict=True))
    return tuple(found[i] for i in range(len(expected)))
