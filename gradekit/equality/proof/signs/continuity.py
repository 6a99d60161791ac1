"""Whether values over kernels are continuous on the domain: then what is a multiple of pi everywhere is one of them."""

from __future__ import annotations

from gradekit.equality.proof.field import Value
from gradekit.equality.proof.ring import Poly, gens_of
from gradekit.equality.proof.signs.bounds import QUARTER_TURN, signed
from gradekit.equality.proof.signs.ranges import symbols_in
from gradekit.equality.proof.signs.signs import never_zero, sign_of_value
from gradekit.equality.proof.signs.turning import nonzero_while_turning
from gradekit.equality.proof.state import State


def continuous(state: State, x: Value) -> bool:
    """Whether the value has no pole in a connected domain. Where all that is demanded of the domain is linear, it is
    convex."""
    names = symbols_in(state, [x.top, *(state.field.factors[factor] for factor in x.under)])
    if not names:
        return True
    if any(state.domain.of(name).kind == "integer" for name in names):
        return False
    if any(not _linear(state, state.fact_polys[key]) for key in state.facts):
        return False
    n, d = state.field.over(x)
    poles = [gen for gen in {*gens_of(n), *gens_of(d)} if not _steady(state, gen)]
    if poles and not (len(poles) == 1 and gens_of(d) == poles and n.degrees()[poles[0]] <= d.degrees()[poles[0]]):
        return False
    if poles:
        # Where the tangent has its pole the fraction goes to the quotient of the leading coefficients.
        return _word(state, poles[0]) == "tan" and nonzero_while_turning(state, d)
    if d.is_constant():
        return True
    return all(_nonzero_inside(state, f) for f, _ in state.ring.factors(d)[1])


def steady(state: State, p: Poly) -> bool:
    """Whether only kernels without poles and jumps occur."""
    return all(_steady(state, gen) for gen in gens_of(p))


def _nonzero_inside(state: State, f: Poly) -> bool:
    if signed(state, f)[1] or nonzero_while_turning(state, f) or never_zero(state, f):
        return True
    if _linear(state, f) and (state.ring.text(f) in state.facts or state.definite.get(state.ring.text(f), 0) != 0):
        return True
    return any(_norm_nonzero(state, f, gen) for gen in gens_of(f) if _word(state, gen) == "root")


def _norm_nonzero(state: State, f: Poly, gen: int) -> bool:
    """Where a + b sqrt(c) is zero, a**2 - b**2 c is."""
    if state.ring.moduli[gen][0] != 2:
        c = state.meanings[gen].of[0].top
        return f == state.ring.gens[gen] and all(_nonzero_inside(state, g) for g, _ in state.ring.factors(c)[1])
    a, b = state.ring.split(f, gen)
    norm = state.ring.product(a, a) - state.ring.product(state.ring.product(b, b), state.meanings[gen].of[0].top)
    return not norm.is_zero() and all(_nonzero_inside(state, g) for g, _ in state.ring.factors(norm)[1])


def _linear(state: State, f: Poly) -> bool:
    return f.total_degree() <= 1 and all(_word(state, gen) == "symbol" for gen in gens_of(f))


def _word(state: State, gen: int) -> str:
    meaning = state.meanings.get(gen)
    return "" if meaning is None else meaning.word


def _steady(state: State, gen: int) -> bool:
    return _word(state, gen) in _STEADY or _steady_tangent(state, gen)


def _steady_tangent(state: State, gen: int) -> bool:
    """Whether tan(x) has no pole, because x stays between -pi/2 and pi/2."""
    meaning = state.meanings.get(gen)
    if meaning is None or meaning.word != "tan" or not steady(state, meaning.of[0].top):
        return False
    work, quarter = state.field, state.field.number(QUARTER_TURN)
    sides = (work.subtract(quarter, meaning.of[0]), work.add(quarter, meaning.of[0]))
    return all(sign_of_value(state, side) == 1 for side in sides)


_STEADY = frozenset({"symbol", "pi", "exp", "root", "abs", "asin", "atan", "log", "cos-pi", "erf"})
