"""Whether two expressions are equal on a domain, and the evidence for it.

Rigorous balls at exact points refute; an exact normal form proves; what neither settles has agreed at many points or
stays undecided. A tolerance is never used, and "could not be shown equal" is never "different".
"""

from __future__ import annotations

from gradekit.equality.decision import Decision, undecided
from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.settle import settle
from gradekit.model.domain import Domain
from gradekit.syntax.tree import Expr

__all__ = ["Decision", "decide"]


def decide(
    answer: Expr,
    expected: Expr,
    domain: Domain = Domain(),  # noqa: B008  frozen
    *,
    limits: WorkLimits = WorkLimits(),  # noqa: B008  frozen
    certificate: bool = False,
) -> Decision:
    """Whether `answer = expected` at every point of the domain where `expected` is defined.

    An answer without a value at isolated points of it is equal, with a note; without a value on a set with interior it
    is different. An answer that is defined on more than the domain is equal. With `certificate` a proof carries what it
    can be checked by.

    >>> from gradekit.syntax.build import add, cos, number, power, sin, symbol
    >>> t = symbol("t")
    >>> decide(add(power(sin(t), 2), power(cos(t), 2)), number(1)).outcome
    <Outcome.PROVED: 'proved'>
    >>> decide(sin(t), cos(t)).outcome
    <Outcome.DIFFERENT: 'different'>
    """
    graph = Graph(limits)
    try:
        right = graph.enter(expected)
        given = graph.enter(answer)
    except LimitMet as met:
        return undecided(met.why)
    return settle(graph, [(given, right)], domain, limits, certificate=certificate)[0]
