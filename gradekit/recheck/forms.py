"""Forms that an answer was asked for, looked at in the formula as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from gradekit.model.evidence import Evidence, Proof
from gradekit.model.form import AskedForm
from gradekit.recheck.cuts import NotRational, polynomial_in
from gradekit.recheck.looks import settled_value
from gradekit.recheck.programs import Program
from gradekit.recheck.regions import Sides
from gradekit.recheck.result import Open, Refused
from gradekit.recheck.sturm import simplest, value, zeros
from gradekit.recheck.values import Values, is_number
from gradekit.syntax.tree import Expr, symbols_of, walk

_FEWEST = 3
"""A decimal with fewer digits than that is not taken for a rounded one."""
_NARROW = Fraction(1, 1 << 80)
_ARITHMETIC = ("add", "multiply", "negate", "divide")


def lacks(expr: Expr, asked: AskedForm, evidence: Evidence | None) -> bool | None:
    """Whether an answer with a right value lacks a form; None where that is not told here."""
    return _LACKS[asked.name](expr, asked, evidence) if asked.name in _LACKS else False


def check_digits(sides: Sides, digits: int) -> None:
    """The two numbers differ by at most one unit in the last of that many digits of the expected one, or of as many
    as were written, if these are at least three."""
    written = _written(sides.answer)
    if written is not None and written >= _FEWEST:
        digits = min(digits, written)
    program = Program()
    rows = [program.enter(side) for side in (sides.answer, sides.expected)]
    if program.symbols:
        raise Refused("recheck.other-outcome")
    values = Values(program, principal=sides.principal)
    mine, right = (settled_value(values, row, {}) for row in rows)
    if not (is_number(mine) and is_number(right)):
        raise Open("recheck.no-value")
    ctx = values.context(220)
    exponent = int(ctx.floor(ctx.log10(abs(right)))) if right else -1
    if abs(mine - right) > ctx.mpf(10) ** (exponent - digits + 1):
        raise Refused("recheck.other-digits", digits=digits)


def _decimal(expr: Expr, asked: AskedForm, evidence: Evidence | None) -> bool:
    """A numeral with too few digits has to be the exact value."""
    written = _written(expr)
    is_exact = isinstance(evidence, Proof) and evidence.method != "digits"
    return written is None or (written < asked.digits and not is_exact)


def _written(expr: Expr) -> int | None:
    """The significant digits of a numeral, perhaps times a power of ten."""
    while expr.head == "negate":
        expr = expr.args[0]
    if expr.head == "multiply" and len(expr.args) == 2 and _is_power_of_ten(expr.args[1]):
        expr = expr.args[0]
    if expr.head != "decimal" and not (expr.head == "number" and expr.number.denominator == 1):
        return None
    digits = str(expr.value).partition("E")[0]
    significant = digits.replace(".", "").lstrip("0")
    return len(significant) or len(digits.partition(".")[2])


def _is_power_of_ten(expr: Expr) -> bool:
    return expr.head == "power" and _whole(expr.args[0]) == 10 and _whole(expr.args[1]) is not None


def _whole(expr: Expr) -> int | None:
    sign = 1
    while expr.head == "negate":
        expr, sign = expr.args[0], -sign
    return sign * int(expr.number) if expr.head == "number" and expr.number.denominator == 1 else None


def _not_expanded(expr: Expr, _asked: AskedForm, _evidence: Evidence | None) -> bool:
    """Whether a product with a sum, or a power of a sum, stands outside of functions."""
    return any(_multiplies_out(part) for part in _outside(expr))


def _multiplies_out(part: Expr) -> bool:
    if part.head in ("multiply", "negate"):
        return any(map(_is_sum, part.args))
    return part.head == "power" and _is_sum(part.args[0]) and _whole(part.args[1]) not in (None, 0, 1, -1)


def _is_sum(part: Expr) -> bool:
    while part.head in ("negate", "divide"):
        part = part.args[0]
    return part.head == "add"


def _outside(expr: Expr) -> Iterator[Expr]:
    stack = [expr]
    while stack:
        part = stack.pop()
        yield part
        if part.head in _ARITHMETIC or (part.head == "power" and _whole(part.args[1]) is not None):
            stack.extend(part.args)


def _not_factored(expr: Expr, _asked: AskedForm, _evidence: Evidence | None) -> bool | None:
    """Whether a factor is a sum that factors; of a polynomial in one letter up to the third degree, it does where it
    has a rational zero, and others are not told."""
    told = [_factors(part) for part in _factors_of(expr) if part.head == "add"]
    return True if True in told else None if None in told else False


def _factors_of(expr: Expr) -> Iterator[Expr]:
    stack = [expr]
    while stack:
        part = stack.pop()
        if part.head in ("negate", "multiply", "divide"):
            stack.extend(part.args)
        elif part.head == "power" and _whole(part.args[1]) is not None:
            stack.append(part.args[0])
        else:
            yield part


def _factors(total: Expr) -> bool | None:
    letters = sorted(symbols_of(total))
    try:
        p = polynomial_in(total, letters[0] if letters else "")
    except NotRational:
        return None
    if len(letters) > 1 or len(p) > 4:
        return None
    if len(p) < 3:
        return not p
    return any(not value(p, simplest(low, high)) for low, high in zeros(p, _NARROW))


_LACKS: dict[str, Callable[[Expr, AskedForm, Evidence | None], bool | None]] = {
    "exact": lambda expr, _asked, _evidence: any(part.head == "decimal" for part in walk(expr)),
    "letters": lambda expr, asked, _evidence: not symbols_of(expr) <= set(asked.letters),
    "digits": _decimal,
    "expanded": _not_expanded,
    "factored": _not_factored,
}
