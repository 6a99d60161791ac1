"""The register of mal-rules. Each is entered once, by a decorator, with its stage, its evidence and its story."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, TypeVar, final

from gradekit.calculus.differentiate import RULES, DerivativeError, Rules
from gradekit.calculus.elementary import OUTER
from gradekit.calculus.graph import Edge, Graph
from gradekit.calculus.stages import STAGES, Stages, Walk
from gradekit.errors import AuthorError
from gradekit.malrules.asked import Asked
from gradekit.malrules.used import replaced_rules, rules_used
from gradekit.model.composition import Quantity
from gradekit.syntax.tree import Array, Expr

Stage: TypeAlias = Literal["derive", "paths", "along", "across", "substitute", "shape", "frame"]

Site: TypeAlias = tuple[str, Stages]
"""Where the rule strikes, e.g. `d f/d x` or `path 2`, and the stages with that one replaced."""

Sites: TypeAlias = Callable[[Asked], Iterator[Site]]
"""All places where a rule applies to a question; none where it does not apply."""

EVERYWHERE = "everywhere"


@final
@dataclass(frozen=True, slots=True)
class MalRule:
    """One misconception: the stage it replaces, why we believe in it, and where it strikes."""

    id: str
    stage: Stage
    evidence: str
    story: str
    sites: Sites

    @property
    def sentence(self) -> str:
        """The id of the sentence for students."""
        return f"malrule.{self.id}"

    @property
    def question(self) -> str:
        """The id of the one thing to look at, as a question."""
        return f"malrule.{self.id}.ask"


MALRULES: dict[str, MalRule] = {}
"""Every mal-rule by its id, in the order of entry. Filled by the topics; `malrules.predict` imports them all."""

F = TypeVar("F", bound=Callable[..., Any])


def malrule(name: str, *, stage: Stage, evidence: str) -> Callable[[Sites], Sites]:
    """Enter a function that gives the sites of a mal-rule; its docstring tells the misconception.

    `AuthorError` when the name is taken or the docstring is empty.
    """

    def enter(sites: Sites) -> Sites:
        _enter(MalRule(name, stage, evidence, _story(name, sites), sites))
        return sites

    return enter


def wrong_rule(name: str, which: str, *, evidence: str) -> Callable[[F], F]:
    """Enter a function that a student uses in place of the rule of differentiation `which`, a field of `Rules`."""

    def enter(rule: F) -> F:
        rules = replace(RULES, **{which: rule})
        _enter(MalRule(name, "derive", evidence, _story(name, rule), lambda asked: derivative_sites(asked, rules)))
        return rule

    return enter


def wrong_outer(name: str, of: str, *, evidence: str) -> Callable[[F], F]:
    """Enter what a student writes for the derivative of one elementary function."""

    def enter(outer: F) -> F:
        rules = Rules(table={**OUTER, of: outer})
        _enter(MalRule(name, "derive", evidence, _story(name, outer), lambda asked: _of_function(asked, rules, of)))
        return outer

    return enter


def wrong_answer(name: str, *kinds: type[Quantity], evidence: str) -> Callable[[F], F]:
    """Enter what a student gives for quantities of some kinds: a function of the walk and the quantity, with the array
    in the place of the right one, or None where the misconception makes no difference."""

    def enter(answer: F) -> F:
        def sites(asked: Asked) -> Iterator[Site]:
            if isinstance(asked.quantity, kinds):
                yield EVERYWHERE, answered(lambda walk: answer(walk, asked.quantity))

        _enter(MalRule(name, "frame", evidence, _story(name, answer), sites))
        return answer

    return enter


def answered(value: Callable[[Walk], Array | None]) -> Stages:
    """The stages with another array in the place of the finished one; None leaves it as it is."""

    def frame(walk: Walk, quantity: Quantity, array: Array) -> Array:
        found = value(walk)
        return STAGES.frame(walk, quantity, array) if found is None else found

    return Stages(frame=frame)


def derivative_sites(asked: Asked, rules: Rules, variant: str = "") -> Iterator[Site]:
    """The sites of wrong rules of differentiation: each derivative that they change, each node, and everywhere."""
    return edge_sites(changed_slopes(asked, rules, asked.edges), variant, asked.arrays)


def _of_function(asked: Asked, rules: Rules, name: str) -> Iterator[Site]:
    """The sites of a wrong derivative of one function; the other nodes need not be differentiated to be left out."""
    edges = [edge for edge in asked.edges if name in asked.graph.functions(edge[0])]
    return edge_sites(changed_slopes(asked, rules, edges), arrays=asked.arrays)


def edge_sites(
    wrong: Mapping[Edge, Expr], variant: str = "", arrays: Mapping[str, str] | None = None
) -> Iterator[Site]:
    """The sites of wrong local derivatives: each alone, all of a node together, and all.

    Entries are taken together with the other ones of their array, whose name `arrays` gives: what one does to one
    entry one does to all, and a matrix has too many to go through singly.
    """
    if not wrong:
        return
    of = arrays or {}
    named = {edge: (of.get(edge[0], edge[0]), of.get(edge[1], edge[1])) for edge in wrong}
    joined = dict.fromkeys(named.values())
    groups = [(f"d {name}/d {parent}", [e for e in wrong if named[e] == (name, parent)]) for name, parent in joined]
    names = list(dict.fromkeys(name for name, _ in joined))
    groups += [
        (name, [e for e in wrong if named[e][0] == name]) for name in names if sum(n == name for n, _ in joined) > 1
    ]
    if len(names) > 1:
        groups.append((EVERYWHERE, list(wrong)))
    for site, edges in groups:
        yield (
            site + variant,
            Stages(derive=_derive_from({edge: wrong[edge] for edge in edges}), changed=frozenset(edges)),
        )


def changed_slopes(asked: Asked, rules: Rules, edges: Iterable[Edge]) -> dict[Edge, Expr]:
    """The local derivatives that come out otherwise by these rules."""
    found = ((edge, _changed(asked.graph, rules, *edge)) for edge in edges)
    return {edge: wrong for edge, wrong in found if wrong is not None}


def _changed(graph: Graph, rules: Rules, name: str, parent: str) -> Expr | None:
    """The derivative by these rules where it is not the right one, found once for all that is asked of a problem."""
    known = graph.by_other_rules.get((id(rules), name, parent))
    if known is None:
        known = graph.by_other_rules[id(rules), name, parent] = rules, _by(rules, graph, name, parent)
    return known[1]


def _by(rules: Rules, graph: Graph, name: str, parent: str) -> Expr | None:
    expr = graph.nodes[name].expr
    if replaced_rules(rules).isdisjoint(rules_used(expr, parent)):
        return None
    try:
        wrong = rules.derivative(expr, parent)
    except DerivativeError:
        return None
    return None if wrong == graph.local(name, parent) else wrong


def _derive_from(wrong: dict[Edge, Expr]) -> Callable[[Walk, str, str], Expr]:
    def derive(walk: Walk, name: str, parent: str) -> Expr:
        known = wrong.get((name, parent))
        return STAGES.derive(walk, name, parent) if known is None else known

    return derive


def _story(name: str, what: Callable[..., object]) -> str:
    story = (what.__doc__ or "").strip()
    if not story:
        raise AuthorError(f"Mal-rule `{name}` has no docstring; tell the misconception in one sentence.")
    return story


def _enter(rule: MalRule) -> None:
    if rule.id in MALRULES:
        raise AuthorError(f"Two mal-rules are both called `{rule.id}`; give the second another name.")
    MALRULES[rule.id] = rule
