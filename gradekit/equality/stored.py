"""A key prepared once: its graph, its values at the first points and its normal form, so that grading an answer is
walking its own part of the graph and looking up the rest.

Values and normal form are made when an answer first needs them: most wrong answers need no normal form at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import final

from gradekit.equality.decision import Decision, undecided
from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.points.balls import precision
from gradekit.equality.points.samples import FIRST_BITS, FIRST_POINTS, Known, Samples
from gradekit.equality.proof.prover import Prover, Started, started_together
from gradekit.equality.settle import reads_principal, settle
from gradekit.model.domain import Domain
from gradekit.syntax.tree import Expr

MOST_PREPARED = 256
"""How many keys a process keeps prepared: those that were asked for last."""


@final
class Prepared:
    """Expected entries on a domain, ready to be compared with any number of answers, in any number of threads.

    >>> from gradekit.syntax.build import add, cos, number, power, sin, subtract, symbol
    >>> t = symbol("t")
    >>> key = Prepared([power(sin(t), 2)], Domain())
    >>> key.decide([subtract(number(1), power(cos(t), 2))])[0].outcome
    <Outcome.PROVED: 'proved'>
    """

    __slots__ = ("_domain", "_forms", "_graph", "_known", "_limits", "_nodes", "_principal")

    def __init__(self, expected: Sequence[Expr], domain: Domain, *, limits: WorkLimits = WorkLimits()) -> None:  # noqa: B008  frozen
        self._domain = domain
        self._limits = limits
        self._graph = Graph(limits)
        self._nodes = [_entered(self._graph, entry) for entry in expected]
        self._principal = reads_principal(self._graph, domain)
        self._known: Known | None = None
        self._forms: dict[tuple[int, ...], Started | None] = {}

    def made(self) -> Prepared:
        """The same, with everything made now that is otherwise made when it is first needed."""
        self.values()
        for node in self._nodes:
            if isinstance(node, int):
                self.form(node)
        return self

    def values(self) -> Known:
        """The values of the key at the first points. Threads that ask at once find the same."""
        if self._known is None:
            samples = Samples(self._graph, self._domain, principal=self._principal, most_bits=self._limits.bits)
            with precision(FIRST_BITS):
                for index in range(FIRST_POINTS):
                    samples.values(samples.point(index), FIRST_BITS)
            self._known = samples.found
        return self._known

    def form(self, expected: int) -> Started | None:
        """The normal form to begin with for an entry: of all entries together, unless it was learned from one of them
        what says nothing about the others; then of this one. None where there is none."""
        together = self._form(tuple(node for node in self._nodes if isinstance(node, int)))
        if len(self._nodes) == 1 or (together is not None and not together.state.facts):
            return together
        return self._form((expected,))

    def _form(self, expected: tuple[int, ...]) -> Started | None:
        if expected not in self._forms:
            self._forms[expected] = started_together(
                self._graph, expected, self._domain, principal=self._principal, limits=self._limits
            )
        return self._forms[expected]

    def decide(self, answer: Sequence[Expr | None]) -> tuple[Decision, ...]:
        """A decision for each entry, as `arrays.decide_entries` gives it."""
        if len(answer) != len(self._nodes):
            raise ValueError(f"{len(self._nodes)} entries are expected, {len(answer)} were given")
        graph, found, pairs = self._graph.copy(), dict[int, Decision](), dict[int, tuple[int, int]]()
        for i, (mine, right) in enumerate(zip(answer, self._nodes, strict=True)):
            node = "open" if mine is None else right if isinstance(right, str) else _entered(graph, mine)
            if isinstance(node, str) or isinstance(right, str):
                found[i] = undecided(str(node))
            else:
                pairs[i] = node, right
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
            known=self.values() if same else None,
        )
        prover = Prover(graph, self._domain, principal, self._limits, self.form if same else None)
        return settle(graph, pairs, self._domain, self._limits, samples, prover)


def _entered(graph: Graph, entry: Expr) -> int | str:
    """The node of an entry, or the limit that it meets."""
    try:
        return graph.enter(entry)
    except LimitMet as met:
        return met.why


@lru_cache(maxsize=MOST_PREPARED)
def prepared(expected: tuple[Expr, ...], domain: Domain) -> Prepared:
    """The entries prepared, once for all answers that this process compares with them."""
    return Prepared(expected, domain)
