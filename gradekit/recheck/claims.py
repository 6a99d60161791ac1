"""What each kind of evidence claims, checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import islice, product

from msgspec import UnsetType

from gradekit.model.evidence import Agreement, Proof, Witness
from gradekit.recheck.canonical import Canonical
from gradekit.recheck.curves import check_membership
from gradekit.recheck.functions import UNDEFINED, Context, Number
from gradekit.recheck.jumps import check_jumps
from gradekit.recheck.looks import FIRST, has_value, look, settled_value
from gradekit.recheck.points import inside, own_points, stored_point, told
from gradekit.recheck.programs import Program
from gradekit.recheck.proofs import check_certificate
from gradekit.recheck.regions import Sides
from gradekit.recheck.result import Open, Refused
from gradekit.recheck.values import Point, Values
from gradekit.syntax.shortened import short_text
from gradekit.syntax.tree import Expr
from gradekit.syntax.write import to_text

_MOST_POINTS = 200
_TRIED = 4
"""How many points are tried for each one at which values have to agree."""
_NEAR = Fraction(1, 1 << 44)
_MOST_AROUND = 16
_SHOWN = 9
"""Digits of a value that have to be as stated; the tenth may be rounded."""
_DECIMAL = re.compile(r"-?\d+(?:\.\d*)?(?:e[+-]?\d{1,40})?")
_SAMPLES = 24
_HALVINGS = 60
_SEGMENTS = 40


def check_proof(sides: Sides, proof: Proof) -> None:
    """A proof by its certificate, or both sides the same formula."""
    if proof.method == "identical":
        _check_identical(sides)
        _nothing_else(proof)
        return
    if proof.method == "on-curve" and not isinstance(proof.membership, UnsetType):
        check_membership(sides, proof)
        return
    if (
        proof.method != "normal-form"
        or not isinstance(proof.membership, UnsetType)
        or isinstance(proof.certificate, UnsetType)
    ):
        raise Open("recheck.no-certificate")
    certificate = proof.certificate
    check_certificate(sides, certificate)
    kernels = certificate.cases[0].kernels
    if proof.kernels != {f"k{i}": short_text(kernel) for i, kernel in enumerate(kernels)}:
        raise Refused("recheck.other-texts")
    if proof.removed != tuple(to_text(factor) for factor in certificate.removed):
        raise Refused("recheck.other-texts")
    for factor in certificate.removed:
        _check_removed(sides, factor)
    check_jumps(sides)


def _check_identical(sides: Sides) -> None:
    program = Program()
    answer, expected = program.enter(sides.answer), program.enter(sides.expected)
    forms = Canonical(program).forms
    if forms[answer] != forms[expected]:
        raise Refused("recheck.not-identical")


def _nothing_else(proof: Proof) -> None:
    if proof != Proof("identical"):
        raise Refused("recheck.other-texts")


def _check_removed(sides: Sides, factor: Expr) -> None:
    """The factor changes its sign through zero inside the domain, where the expected side has values around."""
    values, _, expected = _both(sides)
    row = values.program.enter(factor)
    names = frozenset(values.program.symbols)
    points = [p for p in own_points(sides.domain, names, _SAMPLES) if has_value(values, expected, p)]
    signed = [(p, values.at(p, FIRST).values[row]) for p in points if has_value(values, row, p)]
    above, below = ([p for p, v in signed if v.real * sign > 0] for sign in (1, -1))
    if not any(_crosses_zero(values, row, a, b) for a, b in islice(product(above, below), _SEGMENTS)):
        raise Refused("recheck.not-removed", factor=to_text(factor))


def _crosses_zero(values: Values, row: int, above: Point, below: Point) -> bool:
    """Whether the segment between two points is halved towards a zero, and not towards a pole."""
    for _ in range(_HALVINGS):
        middle = _between(above, below)
        value = values.at(middle, FIRST).values[row] if has_value(values, row, middle) else 0
        if value == 0:
            return True
        above, below = (middle, below) if value.real > 0 else (above, middle)
    return bool(abs(values.at(above, FIRST).values[row]) < 1)


def _between(one: Point, other: Point) -> Point:
    def middle(name: str) -> Fraction:
        a, b = one[name], other[name]
        return (a + b) / 2 if isinstance(a, Fraction) and isinstance(b, Fraction) else Fraction(0)

    return {name: middle(name) for name in one}


def _both(sides: Sides) -> tuple[Values, int, int]:
    program = Program()
    answer, expected = program.enter(sides.answer), program.enter(sides.expected)
    return Values(program, principal=sides.principal), answer, expected


def check_agreement(sides: Sides, claim: Agreement) -> None:
    """The values agree to as many digits at as many points of our own."""
    if not (0 < claim.points <= _MOST_POINTS and 0 < claim.digits <= 1_000):
        raise Refused("recheck.no-agreement", points=claim.points, digits=claim.digits)
    values, answer, expected = _both(sides)
    names, seen = frozenset(values.program.symbols), 0
    wanted = claim.points if names else 1
    for point in own_points(sides.domain, names, _TRIED * wanted):
        found = look(values, answer, expected, point, claim.digits)
        if found == "differ":
            raise Refused("recheck.differ-at", point=told(point))
        seen += found == "agree"
        if seen == wanted:
            check_jumps(sides)
            return
    raise Open("recheck.few-points", points=seen)


def check_witness(sides: Sides, claim: Witness) -> None:
    """The point lies in the domain, the values there are the stated ones and clearly differ."""
    values, answer, expected = _both(sides)
    point = stored_point(claim.point, values.program.symbols)
    if not inside(sides.domain, point):
        raise Refused("recheck.point-outside", point=told(point))
    right = _stated(values, expected, point, claim.expected)
    if claim.answer == "undefined":
        _check_undefined_around(sides, values, answer, point)
        return
    mine = _stated(values, answer, point, claim.answer)
    if look(values, answer, expected, point, 200) != "differ" or mine == right:
        raise Refused("recheck.no-difference", point=told(point))


def _stated(values: Values, row: int, point: Point, stated: str) -> Number:
    """The value of a row, which has to be the stated one."""
    value = settled_value(values, row, point)
    if value is UNDEFINED:
        raise Refused("recheck.no-value-at", point=told(point))
    if isinstance(value, str):
        raise Open("recheck.no-value")
    parts = _parts(stated)
    if parts is None or not _meets(values, value, parts):
        raise Refused("recheck.other-value", point=told(point), value=stated)
    return value


def _parts(stated: str) -> tuple[str, str] | None:
    """Real and imaginary part of a stated value."""
    re_text, joined, im_text = stated.partition(" + ")
    im_text = im_text.removesuffix("*I") if joined else "0"
    return (re_text, im_text) if _DECIMAL.fullmatch(re_text) and _DECIMAL.fullmatch(im_text) else None


def _meets(values: Values, value: Number, parts: Sequence[str]) -> bool:
    """Whether the value rounds to the stated one; of a complex value, relative to its size."""
    ctx = values.context(60)
    within = abs(value) * ctx.mpf(10) ** -_SHOWN
    if parts[1] == "0":
        within = min(within, _unit(ctx, parts[0]))
    return all(
        abs(part - _decimal(ctx, text)) <= within
        for part, text in zip((ctx.re(value), ctx.im(value)), parts, strict=True)
    )


def _decimal(ctx: Context, text: str) -> Number:
    """The number; its exponent may be far too large for a power of ten to be written out."""
    digits, _, power = text.partition("e")
    return ctx.mpf(digits) * ctx.mpf(10) ** int(power or 0)


def _unit(ctx: Context, text: str) -> Number:
    """Three quarters of a unit in the last digit of a decimal; a whole number is exact."""
    digits, _, power = text.partition("e")
    places = len(digits.partition(".")[2])
    return ctx.mpf(10) ** (int(power or 0) - places) * 3 / 4


def _check_undefined_around(sides: Sides, values: Values, answer: int, point: Point) -> None:
    """The answer has no value at the point and beside it in every direction of its coordinates."""
    names = [n for n, v in point.items() if isinstance(v, Fraction) and sides.domain.of(n).kind == "real"]
    for signs in [(), *product((1, -1), repeat=len(names))][: _MOST_AROUND + 1]:
        moved = {**point, **{n: _moved(point, n, sign) for n, sign in zip(names, signs, strict=False)}}
        if values.at(moved, FIRST).values[answer] is not UNDEFINED:
            raise Refused("recheck.has-value", point=told(moved))


def _moved(point: Point, name: str, sign: int) -> Fraction:
    value = point[name]
    return value + sign * _NEAR if isinstance(value, Fraction) else Fraction(0)
