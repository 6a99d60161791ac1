"""A key prepared once: its graph, its values at the first points and its normal form, so that grading an answer is
walking its own part of the graph and looking up the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from gradekit.equality.balls import precision
from gradekit.equality.decision import Decision, undecided
from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.prover import Prover, Started, started
from gradekit.equality.samples import FIRST_BITS, FIRST_POINTS, Known, Samples
from gradekit.equality.settle import reads_principal, settle
from gradekit.model.domain import Domain
from gradekit.syntax.tree import Expr


@final
class Prepared:
    """Expected entries on a domain, ready to be compared with any number of answers, in any number of threads.

    >>> from gradekit.syntax.build import add, cos, number, power, sin, subtract, symbol
    >>> t = symbol("t")
    >>> key = Prepared([power(sin(t), 2)], Domain())
    >>> key.decide([subtract(number(1), power(cos(t), 2))])[0].outcome
    <Outcome.PROVED: 'proved'>
    """

    __slots__ = ("_domain", "_graph", "_known", "_limits", "_nodes", "_principal", "_started", "_why")

    def __init__(self, expected: Sequence[Expr], domain: Domain, *, limits: WorkLimits = WorkLimits()) -> None:  # noqa: B008  frozen
        self._domain = domain
        self._limits = limits
        self._graph = Graph(limits)
        self._nodes: list[int] = []
        self._why: str | None = None
        try:
            self._nodes = [self._graph.enter(entry) for entry in expected]
        except LimitMet as met:
            self._why = met.why
        self._principal = reads_principal(self._graph, domain)
        self._known = {} if self._why else self._values()
        self._started: dict[int, Started] = {}
        for node in self._nodes:
            form = started(self._graph, node, domain, principal=self._principal, limits=limits)
            if form is not None:
                self._started[node] = form

    def _values(self) -> Known:
        samples = Samples(self._graph, self._domain, principal=self._principal, most_bits=self._limits.bits)
        with precision(FIRST_BITS):
            for index in range(FIRST_POINTS):
                samples.values(samples.point(index), FIRST_BITS)
        return samples.found

    def decide(self, answer: Sequence[Expr | None]) -> tuple[Decision, ...]:
        """A decision for each entry, as `arrays.decide_entries` gives it."""
        if len(answer) != len(self._nodes) and self._why is None:
            raise ValueError(f"{len(self._nodes)} entries are expected, {len(answer)} were given")
        graph, found, pairs = self._graph.copy(), dict[int, Decision](), dict[int, tuple[int, int]]()
        for i, mine in enumerate(answer):
            if mine is None or self._why is not None:
                found[i] = undecided(self._why or "open")
                continue
            try:
                pairs[i] = graph.enter(mine), self._nodes[i]
            except LimitMet as met:
                found[i] = undecided(met.why)
        found.update(zip(pairs, self._settled(graph, list(pairs.values())), strict=True))
        return tuple(found[i] for i in range(len(answer)))

    def _settled(self, graph: Graph, pairs: list[tuple[int, int]]) -> list[Decision]:
        principal = reads_principal(graph, self._domain)
        same = principal == self._principal and graph.symbols == self._graph.symbols
        samples = Samples(
            graph,
            self._domain,
            principal=principal,
            most_bits=self._limits.bits,
            known=self._known if same else None,
        )
        prover = Prover(graph, self._domain, principal, self._limits, self._started if same else None)
        return settle(graph, pairs, self._domain, self._limits, samples, prover)
