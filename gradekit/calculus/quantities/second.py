"""Second derivatives: the stages applied to the first derivative again.

Along routes the chain rule gives two summands, for f with the letters p of its own formula:

    f_st = sum_pq f_pq p_s q_t  +  sum_p f_p p_st
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gradekit.calculus.differentiate import derivative
from gradekit.calculus.labels import letter, quotient
from gradekit.calculus.products import times
from gradekit.calculus.quantities.quantity import Described, Hints, Spoken, arranged, has_nodes, has_symbols
from gradekit.model.composition import Composition, Local, Total
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.model.quantities import Second, Term
from gradekit.syntax.build import ZERO, add
from gradekit.syntax.tree import Array, Expr, symbols_of

if TYPE_CHECKING:
    from gradekit.calculus.stages import Walk
    from gradekit.calculus.writing import Writing
    from gradekit.model.composition import Quantity

MOST_SPELT_OUT = 4
"""Entries up to which a worked solution shows each by its name."""


def value(walk: Walk, asked: Second) -> Array:
    """The second derivatives, entry by entry."""

    def entry(s: str, t: str) -> Expr:
        if asked.local:
            return derivative(walk.local(asked.output, s), t)
        return second(walk, asked.output, s, t, asked.term)

    return arranged([[entry(s, t) for t in asked.second] for s in asked.first])


def second(walk: Walk, output: str, s: str, t: str, term: Term = "all") -> Expr:
    """The second derivative of a symbol by s and t along all routes, or one of its two summands, in the inputs."""
    if walk.own.others and (own := _own(walk, output, s, t, term)) is not None:
        return own
    if term == "quadratic":
        return walk.stages.substitute(walk, _quadratic(walk, output, s, t))
    if term == "linear":
        return _linear(walk, output, s, t)
    if walk.own.others and (terms := _own_terms(walk, output, s, t)):
        return add(*terms)
    return walk.stages.substitute(walk, along(walk, _first(walk, output, s), t))


def _own(walk: Walk, output: str, s: str, t: str, term: Term) -> Expr | None:
    """The own second derivative; the order of s and t does not matter."""
    orders = ((s, t), (t, s)) if term == "all" else ((s, t),)
    found = (walk.own.others.get(Second(output, (a,), (b,), term)) for a, b in orders)
    return next((array.scalar for array in found if array is not None), None)


def along(walk: Walk, expr: Expr, source: str) -> Expr:
    """The derivative of an expression in any letters along all routes from the source."""
    used = symbols_of(expr)
    terms = ((name, _first(walk, name, source)) for name in walk.graph.order if name in used)
    return add(*(times(derivative(expr, name), slope) for name, slope in terms if slope != ZERO))


def _first(walk: Walk, output: str, source: str) -> Expr:
    """The first derivative in any letters, the own one where there is one."""
    own = walk.own.total(output, source)
    if own is not None:
        return own
    if output in walk.own.composed:
        return derivative(walk.own.composed[output], source)
    return walk.sum(output, source)


def _quadratic(walk: Walk, output: str, s: str, t: str) -> Expr:
    parents = walk.graph.parents(output)
    return add(
        *(
            times(derivative(walk.local(output, p), q), walk.entry(p, s), walk.entry(q, t))
            for p in parents
            for q in parents
        )
    )


def _linear(walk: Walk, output: str, s: str, t: str) -> Expr:
    parents = [name for name in walk.graph.parents(output) if name in walk.graph.nodes]
    slopes = (walk.stages.substitute(walk, walk.local(output, name)) for name in parents)
    return add(*(times(slope, second(walk, name, s, t)) for slope, name in zip(slopes, parents, strict=True)))


def _own_terms(walk: Walk, output: str, s: str, t: str) -> tuple[Expr, ...]:
    """Both summands, where one of them is the student's own."""
    terms = _terms(output, (s,), (t,))
    if not any(term in walk.own.others for term in terms):
        return ()
    return tuple(walk.ingredient(term).scalar for term in terms)


def _terms(output: str, first: tuple[str, ...], second: tuple[str, ...]) -> tuple[Second, Second]:
    return Second(output, first, second, "quadratic"), Second(output, first, second, "linear")


def pieces(asked: Second) -> tuple[Quantity, ...]:
    """Each second derivative by itself."""
    return tuple(Second(asked.output, (s,), (t,), asked.term, asked.local) for s in asked.first for t in asked.second)


def uses(asked: Second, composition: Composition) -> tuple[Quantity, ...]:
    """The first derivatives, and the two summands; of a summand what stands in it."""
    node = composition.node(asked.output) if has_nodes(composition, asked.output) else None
    parents = tuple(sorted(symbols_of(node.expr))) if node else ()
    if asked.local:
        return (Local((asked.output,), asked.first),)
    sources = tuple(dict.fromkeys((*asked.first, *asked.second)))
    if asked.term == "quadratic":
        return (Local((asked.output,), parents), Total(parents, sources))
    if asked.term == "linear":
        inner = tuple(name for name in parents if name not in composition.inputs)
        return (Local((asked.output,), inner), *(Second(name, asked.first, asked.second) for name in inner))
    first = Total((asked.output,), asked.first)
    single = len(asked.first) == len(asked.second) == 1
    entries = () if single else tuple(Second(asked.output, (s,), (t,)) for s in asked.first for t in asked.second)
    terms = _terms(asked.output, asked.first, asked.second) if single else ()
    return (first, *entries, *terms)


def label(asked: Second, composition: Composition, said: Spoken) -> str:
    """A second derivative with d or a round d, the Hessian, or the two summands in matrices."""
    if len(asked.first) * len(asked.second) > 1:
        return rf"H_{{{letter(asked.output, said)}}}"
    (s,), (t,) = asked.first, asked.second
    partial = asked.local or len(composition.inputs) > 1
    if asked.term == "all":
        return second_quotient(asked.output, s, t, said, partial=partial)
    parents = _parents(asked, composition)
    if asked.term == "quadratic":
        pairs = _pairs(parents, asked, composition)
        return " + ".join(_quadratic_label(asked, p, q, said, partial=partial) for p, q in pairs)
    inner = [name for name in parents if name not in composition.inputs]
    return " + ".join(
        rf"{quotient(asked.output, p, said, partial=True)} {second_quotient(p, s, t, said, partial=partial)}"
        for p in inner
    )


def second_quotient(top: str, s: str, t: str, said: Spoken, *, partial: bool) -> str:
    r"""A second derivative as a quotient of differentials.

    >>> second_quotient("f", "t", "t", {}, partial=False), second_quotient("f", "x", "y", {}, partial=True)
    ('\\frac{d^{2} f}{d t^{2}}', '\\frac{\\partial^{2} f}{\\partial y \\partial x}')
    """
    d = r"\partial" if partial else "d"
    below = rf"{d} {letter(s, said)}^{{2}}" if s == t else rf"{d} {letter(t, said)} {d} {letter(s, said)}"
    return rf"\frac{{{d}^{{2}} {letter(top, said)}}}{{{below}}}"


def _quadratic_label(asked: Second, p: str, q: str, said: Spoken, *, partial: bool) -> str:
    (s,), (t,) = asked.first, asked.second
    local = second_quotient(asked.output, p, q, said, partial=True)
    slopes = [quotient(name, by, said, partial=partial) for name, by in ((p, s), (q, t)) if name != by]
    if p == q and s == t and slopes:
        return rf"{local} \left({slopes[0]}\right)^{{2}}"
    twice = "2 " if p != q and s == t else ""
    return rf"{twice}{local} {' '.join(slopes)}".strip()


def _pairs(parents: tuple[str, ...], asked: Second, composition: Composition) -> list[tuple[str, str]]:
    """The pairs that contribute; of two that are equal by symmetry the first."""
    (s,), (t,) = asked.first, asked.second
    left = [p for p in parents if p not in composition.inputs or p == s]
    right = [q for q in parents if q not in composition.inputs or q == t]
    return [(p, q) for p in left for q in right if s != t or left.index(p) <= right.index(q)]


def _parents(asked: Second, composition: Composition) -> tuple[str, ...]:
    used = symbols_of(composition.node(asked.output).expr)
    return tuple(name for name in (*composition.inputs, *(n.name for n in composition.nodes)) if name in used)


def key(asked: Second, composition: Composition) -> str:
    """`H_f`, `d2f_dt2`, `f_xy` where it is partial, with the summand where one is asked."""
    if len(asked.first) * len(asked.second) > 1:
        return f"H_{asked.output}"
    (s,), (t,) = asked.first, asked.second
    end = "" if asked.term == "all" else f"_{asked.term}"
    partial = asked.local or len(composition.inputs) > 1
    return f"{asked.output}_{s}{t}{end}" if partial else f"d2{asked.output}_d{s}2{end}"


def sentence(asked: Second, composition: Composition) -> str:
    """The second derivative, the Hessian, or a summand of the second-order chain rule."""
    told = f"${label(asked, composition, {})}$"
    if len(asked.first) * len(asked.second) > 1:
        rows, columns = (", ".join(map(letter, names)) for names in (asked.first, asked.second))
        shape = f"{len(asked.first)} × {len(asked.second)}"
        return f"the Hessian {told} ({shape}: rows differentiate by ${rows}$, columns by ${columns}$)"
    if asked.term == "quadratic":
        return f"the terms with products of first derivatives, {told}"
    if asked.term == "linear":
        return f"the terms with second derivatives of the intermediates, {told}"
    return f"the second derivative {told}"


def letters(asked: Second, composition: Composition) -> tuple[str, ...]:
    """The inputs; of a local one the letters of the formula."""
    return _parents(asked, composition) if asked.local else composition.inputs


def entries(asked: Second, composition: Composition) -> int | None:
    """One for each pair."""
    known = has_nodes(composition, asked.output) and has_symbols(composition, *asked.first, *asked.second)
    inputs = set(composition.inputs) if not asked.local else {*asked.first, *asked.second}
    return len(asked.first) * len(asked.second) if known and inputs >= {*asked.first, *asked.second} else None


def steps(asked: Second, writing: Writing) -> Iterator[Step]:
    """The first derivatives; and in the case of routes the rule in symbols with both summands."""
    if asked.local:
        yield Step(Message("steps.first"), tuple(writing.local(asked.output, s) for s in asked.first))
        return
    firsts = ((s, writing.walk.entry(asked.output, s)) for s in asked.first)
    lines = tuple(f"{writing.total(asked.output, s)} = {writing.latex(slope)}" for s, slope in firsts)
    yield Step(Message("steps.first"), lines)
    inner = [name for name in writing.graph.parents(asked.output) if name in writing.graph.nodes]
    single = len(asked.first) == len(asked.second) == 1
    if inner and single:
        yield Step(Message("steps.second-rule"), (_rule(asked, writing),))
        terms = _terms(asked.output, asked.first, asked.second)
        yield Step(Message("steps.second-terms"), tuple(_term_line(term, writing) for term in terms))


def _rule(asked: Second, writing: Writing) -> str:
    whole = Second(asked.output, asked.first, asked.second)
    parts = _terms(asked.output, asked.first, asked.second)
    told = " + ".join(label(part, writing.composition, writing.said) for part in parts)
    return f"{label(whole, writing.composition, writing.said)} = {told}"


def _term_line(term: Second, writing: Writing) -> str:
    worked = writing.walk.value(term).scalar
    return f"{label(term, writing.composition, writing.said)} = {writing.latex(worked)}"


def hints(asked: Second, writing: Writing) -> Hints:
    """Differentiate the first derivative; the formula; one ingredient."""
    source, by = asked.first[0], asked.second[-1]
    output = writing.letter(asked.output)
    inner = [name for name in writing.graph.parents(asked.output) if name in writing.graph.nodes]
    if inner and not asked.local and len(asked.first) == 1:
        formula = f"Every factor of every product changes with ${writing.letter(by)}$: ${_rule(asked, writing)}$."
    else:
        formula = f"Differentiate ${writing.total(asked.output, source)}$ by ${writing.letter(by)}$, then the others."
    first = (
        writing.local(asked.output, source)
        if asked.local
        else f"{writing.total(asked.output, source)} = {writing.latex(writing.walk.entry(asked.output, source))}"
    )
    return f"Find the first derivatives of ${output}$ and differentiate each of them again.", formula, f"${first}$."


DESCRIBED = Described(
    value=value,
    label=label,
    key=key,
    sentence=sentence,
    entries=entries,
    steps=steps,
    hints=hints,
    uses=uses,
    letters=letters,
    pieces=pieces,
    algebraic=lambda _: False,
)
