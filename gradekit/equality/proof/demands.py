"""What definitions demand: a root or a logarithm has a real value only where its argument is not negative.

On the expected side that is learned and narrows the domain; on the answer's side it has to be shown, or is left open.
"""

from __future__ import annotations

from fractions import Fraction

from gradekit.equality.limits import LimitMet
from gradekit.equality.proof.factors import keyed, parted
from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ring import Poly, gens_of
from gradekit.equality.proof.signs.monotone import equivalent
from gradekit.equality.proof.signs.signs import intrinsic, sign_of, strictly_signed
from gradekit.equality.proof.state import Again, State, Void


def require_sign(state: State, c: Fraction, factors: list[tuple[Poly, int]], *, strictly: bool = False) -> None:
    """Learn or discharge that `c * product of f**m >= 0`, which the definition of a root demands, or that it is greater
    than 0, which that of a logarithm does."""
    if not (state.learns or state.assuming):
        return
    sign, unknown, bare = 1 if c > 0 else -1, list[Poly](), list[Poly]()
    told = intrinsic if state.at_expected else sign_of
    for f, m in factors:
        if m % 2:
            known = told(state, f)
            sign *= known or 1
            if not known:
                unknown.append(f)
            if not state.at_expected and not intrinsic(state, f):
                bare.append(f)
    if bare and not (len(bare) > 1 and intrinsic(state, _product(state, bare))):
        state.undischarged.append("answer-domain")
    if len(unknown) > 1:
        together = told(state, _product(state, unknown))
        sign, unknown = sign * (together or 1), [] if together else unknown
    if state.total and not state.assuming and (unknown or sign < 0):
        raise LimitMet("complex-values")
    if not unknown and sign < 0:
        # The definition contradicts what is known: that side is undefined on the whole domain of this case.
        raise Void if state.at_expected else LimitMet("answer-undefined")
    if not unknown:
        return
    if not (strictly or state.assuming):
        learned = {state.ring.text(f) for f in unknown}
        _note_thin(state, [f for f, m in factors if m > 0 and state.ring.text(f) not in learned])
    between = _between_roots(state, unknown) if sign < 0 else None
    if between is not None:
        _learn_all(state, between)
        return
    product = _product(state, unknown)
    _learn_from_norm(state, product, sign, strictly=strictly)
    _learn_equivalent(state, product, sign)
    _learn(state, product, sign)


def _note_thin(state: State, factors: list[Poly]) -> None:
    """Where one of these is zero, there is a root of zero on both sides of what is learned."""
    known = {state.ring.text(f) for f in state.thin}
    state.thin += [f for f in factors if state.ring.text(f) not in known and not strictly_signed(state, Value(f, {}))]


def _product(state: State, factors: list[Poly]) -> Poly:
    product = state.ring.one
    for f in factors:
        product = state.ring.product(product, f)
    return product


def _between_roots(state: State, unknown: list[Poly]) -> list[tuple[Poly, int]] | None:
    """(x - a)(x - b) <= 0 says that x lies between a and b."""
    if len(unknown) != 2 or any(f.total_degree() != 1 for f in unknown):
        return None
    gens = {tuple(gens_of(f)) for f in unknown}
    if len(gens) != 1 or len(gens.pop()) != 1:
        return None
    low, high = sorted(unknown, key=lambda f: _constant_term(state, f), reverse=True)
    return [(low, 1), (high, -1)]


def _constant_term(state: State, p: Poly) -> Fraction:
    return sum((c for m, c in state.ring.terms(p) if not any(m)), Fraction(0))


def _learn_from_norm(state: State, p: Poly, sign: int, *, strictly: bool) -> None:
    """a + b sqrt(c) has the sign of a where a**2 >= b**2 c, so what is known of the one is known of the other."""
    for gen in gens_of(p):
        meaning = state.meanings.get(gen)
        if meaning is None or meaning.word != "root" or meaning.number != 2:
            continue
        a, b = state.ring.split(p, gen)
        norm = state.ring.product(a, a) - state.ring.product(state.ring.product(b, b), meaning.of[0].top)
        if not a.is_constant() and not norm.is_zero() and sign_of(state, norm) == 1:
            lead = a.leading_coefficient()
            if not (strictly or state.assuming):
                _note_thin(state, [norm])
            _learn(state, a * (1 / lead), sign if lead > 0 else -sign)


def _learn_equivalent(state: State, p: Poly, sign: int) -> None:
    """What has the same sign as p, without its logarithms or exponentials."""
    other = equivalent(state, p)
    if other is None or other.top.is_zero():
        return
    _, n, d = keyed(state, other)
    c, factors = parted(state, n, d)
    unknown = list[Poly]()
    sign *= 1 if c > 0 else -1
    for f, m in factors:
        known = sign_of(state, f) if m % 2 else 1
        sign *= known or 1
        if not known:
            unknown.append(f)
    if len(unknown) == 1:
        _learn(state, unknown[0], sign)


def _learn_all(state: State, signs: list[tuple[Poly, int]]) -> None:
    """Learn all of them before the next round, which else would see one alone."""
    learned = False
    for p, sign in signs:
        try:
            _learn(state, p, sign)
        except Again:
            learned = True
    if learned:
        raise Again


def _learn(state: State, product: Poly, sign: int) -> None:
    known = state.expected_facts if state.at_expected else state.facts
    if state.ring.text(product) not in known:
        state.learn(product, sign)


def assume_sign(state: State, x: Value, sign: int) -> None:
    """Take x to have this sign, on both sides: one case of several."""
    if x.top.is_zero():
        return
    _, n, d = keyed(state, x)
    c, factors = parted(state, n, d)
    before, state.at_expected, state.assuming = state.at_expected, True, True
    try:
        require_sign(state, c * sign, factors)
    finally:
        state.at_expected, state.assuming = before, False
