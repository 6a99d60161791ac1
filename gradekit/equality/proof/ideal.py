"""Whether a difference is zero wherever some relations are: its numerator reduced modulo theirs.

Both are polynomials in the kernels of one proof. The numerator lies in the ideal of the relations and of what ties the
kernels to each other (T^2 = y for a root), which a Groebner basis decides; denominators of both sides are not zero
where these have values, so they are divided out (the relation 1 = s d).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import lcm, prod
from typing import Any, final

from flint import fmpq, fmpq_mpoly_ctx, fmpz_mpoly_ctx, fmpz_mpoly_vec
from flint.utils.flint_exceptions import DomainError

from gradekit.equality.graph import Graph
from gradekit.equality.limits import LimitMet, WorkLimits
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.normal import Proven
from gradekit.equality.proof.prover import Started, started
from gradekit.equality.proof.ring import Crowded, Poly, gens_of
from gradekit.model.domain import Domain

ORDER = "degrevlex"
MOST_TERMS, MOST_BITS, MOST_POLYNOMIALS = 400, 2000, 24
"""Of a polynomial of a basis, and of the basis: beyond them nothing is proved."""


def proved_by_relations(
    graph: Graph, answer: int, expected: int, relations: Sequence[int], domain: Domain, limits: WorkLimits
) -> Proven | str:
    """The proof that both nodes are equal wherever the relations are zero, or a word for why there is none."""
    together = graph.row("u", "together", answer, expected, *relations)
    form = started(graph, together, domain, principal=False, limits=limits)
    if form is None:
        return "no-normal-form"
    try:
        zero = _vanishes(form, answer, expected, relations)
    except (LimitMet, Crowded):
        return "relations"
    except (ArithmeticError, DomainError, ValueError):
        return "relations"
    return Proven(form.state, form.values, ()) if zero else "not-in-the-ideal"


def _vanishes(form: Started, answer: int, expected: int, relations: Sequence[int]) -> bool:
    state, values = form.state, form.values
    ring, field = state.ring, state.field
    top = ring.reduced(field.subtract(values[answer], values[expected]).top)
    if top.is_zero():
        return True
    zeros = [ring.reduced(field.over(values[node])[0]) for node in relations]
    if len(zeros) == 1 and not zeros[0].is_constant() and divmod(top, zeros[0])[1].is_zero():
        return True
    ties = ties_of(form, [top, *zeros])
    if _reduces(top, [*zeros, *ties]):
        return True
    if roots := known_roots(form, zeros, ties):
        zeros += roots
        if _reduces(top, [*zeros, *ties]):
            return True
    below = denominators_of(form, values[answer], values[expected])
    if below.is_constant():
        return False
    apart = ring.gens[ring.take_free()] * below - 1
    return _reduces(top, [*zeros, *ties, *ties_of(form, [below]), apart])


def ties_of(form: Started, polys: Sequence[Poly]) -> list[Poly]:
    """The relations between the kernels that occur, and between those that occur in these."""
    moduli = form.state.ring.moduli
    found: dict[int, Poly] = {}
    todo = [gen for poly in polys for gen in gens_of(poly)]
    while todo:
        gen = todo.pop()
        if gen in moduli and gen not in found:
            found[gen] = moduli[gen][1]
            todo += gens_of(found[gen])
    return list(found.values())


def known_roots(form: Started, zeros: Sequence[Poly], ties: Sequence[Poly]) -> list[Poly]:
    """T - g for a product T of roots whose square is that of a kernel g > 0 by the relations, or T + g for g < 0."""
    found = equal_roots(form, zeros, ties)
    return [product_of(form, root.roots) - root.sign * form.state.ring.gens[root.kernel] for root in found]


@final
@dataclass(frozen=True, slots=True)
class SameSquare:
    """The product of these roots has the square of `sign * kernel`, and both are nowhere negative."""

    roots: tuple[int, ...]
    kernel: int
    sign: int


def equal_roots(form: Started, zeros: Sequence[Poly], ties: Sequence[Poly]) -> list[SameSquare]:
    """The roots that are kernels by the relations."""
    ring, signs = form.state.ring, form.state.signs
    signed = [(gen, sign) for gen, sign in signs.items() if sign and gen not in ring.moduli]
    roots = _square_roots(form, ties)
    found: list[SameSquare] = []
    for chosen in (*combinations(roots, 1), *combinations(roots, 2)):
        for gen, sign in signed:
            if _reduces(product_of(form, chosen, squared=True) - ring.gens[gen] ** 2, [*zeros, *ties]):
                found.append(SameSquare(chosen, gen, sign))
    return found


def product_of(form: Started, roots: Sequence[int], *, squared: bool = False) -> Poly:
    """The product of square roots, or what stands under them."""
    ring = form.state.ring
    return prod((ring.gens[g] ** 2 - ring.moduli[g][1] if squared else ring.gens[g] for g in roots), start=ring.one)


def _square_roots(form: Started, ties: Sequence[Poly]) -> list[int]:
    """The kernels that are square roots and occur, but not the imaginary unit."""
    ring = form.state.ring
    roots = (gen for gen, (degree, modulus) in ring.moduli.items() if degree == 2 and modulus in ties)
    return [gen for gen in roots if gen != ring.imaginary and form.state.signs.get(gen) == 1]


def denominators_of(form: Started, *sides: Value) -> Poly:
    """The product of the factors by which a side is divided, each once."""
    factors = {number for side in sides for number, exponent in side.under.items() if exponent < 0}
    product = form.state.ring.one
    for number in sorted(factors):
        product = form.state.ring.product(product, form.state.field.factors[number])
    return product


def _reduces(top: Poly, generators: Sequence[Poly]) -> bool:
    """Whether the polynomial lies in the ideal of the generators."""
    used = sorted({gen for poly in (top, *generators) for gen in gens_of(poly)})
    names = [f"g{gen}" for gen in used]
    whole, rational = fmpz_mpoly_ctx.get(names, ORDER), fmpq_mpoly_ctx.get(names, ORDER)
    small = [whole.from_dict(_whole(poly, used)) for poly in generators]
    found: Any = fmpz_mpoly_vec(small, whole).buchberger_naive(limits=(MOST_POLYNOMIALS, MOST_TERMS, MOST_BITS))
    basis, done = found  # python-flint's types do not know that a vector can be walked through
    if not done:
        raise LimitMet("relations")
    divisors = [rational.from_dict({monomial: fmpq(c) for monomial, c in poly.terms()}) for poly in basis]
    return _remainder(rational.from_dict({m: fmpq(c) for m, c in _whole(top, used).items()}), divisors).is_zero()


def _whole(poly: Poly, used: Sequence[int]) -> dict[tuple[int, ...], int]:
    """The terms of a multiple with whole coefficients, in the kernels that are used."""
    common = lcm(*(int(coefficient.q) for coefficient in poly.coeffs()))
    terms = zip(poly.monoms(), poly.coeffs(), strict=True)
    return {tuple(int(monomial[gen]) for gen in used): int((c * common).p) for monomial, c in terms}


def _remainder(poly: Poly, basis: Sequence[Poly]) -> Poly:
    """The polynomial divided by each of the basis until nothing changes any more."""
    before = None
    while before is None or poly != before:
        before = poly
        for divisor in basis:
            poly = divmod(poly, divisor)[1]
    return poly
