"""Mal-rules on second derivatives: Hessians, and the chain rule differentiated once more."""

from __future__ import annotations

from collections.abc import Callable

from gradekit.calculus.differentiate import derivative
from gradekit.calculus.products import times
from gradekit.calculus.quantities.quantity import arranged
from gradekit.calculus.stages import Walk
from gradekit.malrules.register import wrong_answer
from gradekit.model.quantities import Second
from gradekit.syntax.build import TWO, ZERO, add, negate
from gradekit.syntax.tree import Array, Expr


@wrong_answer("mixed-zero", Second, evidence="E2")
def mixed_derivative_zero(walk: Walk, asked: Second) -> Array | None:
    """A mixed second derivative is taken to be zero, because the other variable is held fixed."""
    return _mixed(walk, asked, lambda _: ZERO)


@wrong_answer("off-diagonal-sign", Second, evidence="S6")
def mixed_derivative_sign(walk: Walk, asked: Second) -> Array | None:
    """The mixed second derivatives have the wrong sign."""
    return _mixed(walk, asked, negate)


@wrong_answer("factor-2-symmetric", Second, evidence="anal.")
def mixed_derivative_doubled(walk: Walk, asked: Second) -> Array | None:
    """The mixed second derivatives are doubled, because there are two of them."""
    return _mixed(walk, asked, lambda entry: times(TWO, entry))


@wrong_answer("product-of-firsts", Second, evidence="anal.")
def product_of_first_derivatives(walk: Walk, asked: Second) -> Array | None:
    """A second derivative is taken to be the product of two first derivatives, f_xy = f_x f_y."""
    if asked.term != "all":
        return None
    return _by_pairs(asked, lambda s, t: times(_first(walk, asked, s), _first(walk, asked, t)))


@wrong_answer("only-hessian-term", Second, evidence="anal.")
def second_derivatives_of_intermediates_forgotten(walk: Walk, asked: Second) -> Array | None:
    """In the chain rule of the second order only the products of first derivatives are kept."""
    return _one_term(walk, asked, "quadratic")


@wrong_answer("only-acceleration-term", Second, evidence="anal.")
def second_derivatives_of_the_outer_function_forgotten(walk: Walk, asked: Second) -> Array | None:
    """In the chain rule of the second order only the second derivatives of the intermediates are kept."""
    return _one_term(walk, asked, "linear")


@wrong_answer("cross-term-not-doubled", Second, evidence="anal.")
def cross_term_once(walk: Walk, asked: Second) -> Array | None:
    """In x_t^T H x_t the term with two different intermediates is counted once, not twice."""
    if asked.term == "linear" or not _chains(walk, asked) or asked.first != asked.second:
        return None
    right = walk.ingredient(asked).entries
    pairs = ((s, t) for s in asked.first for t in asked.second)
    lacking = (_cross(walk, asked, s, t) for s, t in pairs)
    return arranged(_rows(asked, [add(entry, negate(less)) for entry, less in zip(right, lacking, strict=True)]))


@wrong_answer("second-derivatives-multiplied", Second, evidence="E6")
def second_derivatives_multiplied(walk: Walk, asked: Second) -> Array | None:
    """(f' g')' is taken to be f'' g'': along each route the second derivatives are multiplied."""
    if asked.term != "all" or not _chains(walk, asked):
        return None

    def entry(s: str, t: str) -> Expr:
        inner = (name for name in walk.graph.parents(asked.output) if name in walk.graph.nodes)
        bent = ((p, walk.ingredient(Second(p, (s,), (t,))).scalar) for p in inner)
        terms = (times(_local_second(walk, asked.output, p), curve) for p, curve in bent)
        return walk.stages.substitute(walk, add(*terms))

    return _by_pairs(asked, entry)


def _mixed(walk: Walk, asked: Second, change: Callable[[Expr], Expr]) -> Array | None:
    """The answer with the entries changed that differentiate by two different letters."""
    right = iter(walk.ingredient(asked).entries)
    if asked.term != "all":
        return None
    return _by_pairs(asked, lambda s, t: change(next(right)) if s != t else next(right))


def _one_term(walk: Walk, asked: Second, term: str) -> Array | None:
    if asked.term != "all" or not _chains(walk, asked):
        return None
    kept = Second(asked.output, asked.first, asked.second, "quadratic" if term == "quadratic" else "linear")
    return walk.ingredient(kept)


def _chains(walk: Walk, asked: Second) -> bool:
    """Whether the output is made of intermediates that the letters asked for move."""
    return not asked.local and any(name in walk.graph.nodes for name in walk.graph.parents(asked.output))


def _first(walk: Walk, asked: Second, name: str) -> Expr:
    return walk.local(asked.output, name) if asked.local else walk.entry(asked.output, name)


def _local_second(walk: Walk, output: str, p: str) -> Expr:
    return derivative(walk.local(output, p), p)


def _cross(walk: Walk, asked: Second, s: str, t: str) -> Expr:
    """The terms f_pq p_s q_t of x_s^T H x_t with p before q."""
    parents = walk.graph.parents(asked.output)
    pairs = [(p, q) for k, p in enumerate(parents) for q in parents[k + 1 :]]
    slopes = ((derivative(walk.local(asked.output, p), q), p, q) for p, q in pairs)
    terms = (times(bent, walk.entry(p, s), walk.entry(q, t)) for bent, p, q in slopes if bent != ZERO)
    return walk.stages.substitute(walk, add(*terms))


def _by_pairs(asked: Second, entry: Callable[[str, str], Expr]) -> Array:
    return arranged([[entry(s, t) for t in asked.second] for s in asked.first])


def _rows(asked: Second, entries: list[Expr]) -> list[list[Expr]]:
    width = len(asked.second)
    return [entries[i : i + width] for i in range(0, len(entries), width)]
