"""The same formula as different hands type it: powers, products, minus signs, brackets, blanks, letters."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import final

from gradekit.syntax.names import GREEK
from gradekit.syntax.tree import Expr

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How somebody types. The defaults are plain Python."""

    times: str = "*"
    power: str = "**"
    minus: str = "-"
    blanks: bool = False
    juxtaposed: bool = False
    """Products without a sign where two factors cannot be taken for one name or a call: `2x`, `2 sin(x)`."""
    raised: bool = False
    """Small powers as superscripts."""
    bars: bool = False
    letters: bool = False
    """Greek letters and the root sign as themselves."""
    euler: bool = False
    """exp(u) as a power of e."""
    names: tuple[tuple[str, str], ...] = ()
    """Other names of functions."""


HANDS: dict[str, Hand] = {
    "spelling: caret": Hand(power="^"),
    "spelling: blanks": Hand(blanks=True),
    "spelling: juxtaposed": Hand(power="^", juxtaposed=True),
    "spelling: pasted": Hand(times="·", minus="−", raised=True, power="^", letters=True),
    "spelling: euler": Hand(euler=True),
    "spelling: other names": Hand(
        names=(("log", "ln"), ("atan", "arctan"), ("asin", "arcsin"), ("acos", "arccos"), ("sigmoid", "sigma"))
    ),
    "spelling: bars": Hand(bars=True),
}
"""The hands by the name of the kind of rewrite."""


def spell(expr: Expr, hand: Hand) -> str:
    """The formula as that hand types it.

    >>> from gradekit.syntax.build import multiply, number, power, sin, symbol
    >>> spell(multiply(number(2), symbol("x"), sin(power(symbol("x"), 2))), HANDS["spelling: juxtaposed"])
    '2x sin(x^2)'
    """
    return _spelled(expr, hand)[0]


def differs(expr: Expr, kind: str) -> bool:
    """Whether that hand types the formula in another way than plain Python does."""
    return spell(expr, HANDS[kind]) != spell(expr, Hand())


def any_hand(expr: Expr, rng: random.Random) -> str:
    """The formula as a hand types it that is drawn among all."""
    return spell(expr, HANDS[rng.choice(list(HANDS))])


def _spelled(expr: Expr, hand: Hand) -> tuple[str, int]:
    return _WRITERS[expr.head](expr, hand)


def _within(expr: Expr, hand: Hand, least: int) -> str:
    text, tightness = _spelled(expr, hand)
    return text if tightness >= least else f"({text})"


def _number(expr: Expr, _: Hand) -> tuple[str, int]:
    value = expr.number
    text = str(value)
    return (text, _ATOM) if value >= 0 and value.denominator == 1 else (f"({text})", _ATOM)


def _name(expr: Expr, hand: Hand) -> tuple[str, int]:
    return (GREEK.get(expr.name, expr.name) if hand.letters else expr.name), _ATOM


def _sum(expr: Expr, hand: Hand) -> tuple[str, int]:
    gap = " " if hand.blanks else ""
    text = _within(expr.args[0], hand, _PRODUCT)
    for term in expr.args[1:]:
        minus = term.head == "negate"
        text += gap + (hand.minus if minus else "+") + gap + _within(term.args[0] if minus else term, hand, _PRODUCT)
    return text, _SUM


def _product(expr: Expr, hand: Hand) -> tuple[str, int]:
    text = ""
    for factor in expr.args:
        # A quotient inside a product is bracketed: `2*(x/3)` and `2*x/3` are one number, `2 x/3` is two readings.
        piece = _within(factor, hand, _POWER)
        text = f"{text}{_joint(text, piece, hand)}{piece}" if text else piece
    return text, _PRODUCT


def _joint(before: str, after: str, hand: Hand) -> str:
    if not hand.juxtaposed or after[0].isdigit() or after[0] in "-(" or "^" in before.rpartition(" ")[2]:
        return hand.times if not hand.blanks else f" {hand.times} "
    return "" if before.isdigit() else " "


def _quotient(expr: Expr, hand: Hand) -> tuple[str, int]:
    top, bottom = (_within(arg, hand, _POWER) for arg in expr.args)
    return f"{top}/{bottom}", _PRODUCT


def _minus(expr: Expr, hand: Hand) -> tuple[str, int]:
    return hand.minus + _within(expr.args[0], hand, _PRODUCT), _SUM


_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _power(expr: Expr, hand: Hand) -> tuple[str, int]:
    base, exponent = expr.args
    text = _within(base, hand, _ATOM)
    if hand.raised and exponent.head == "number" and exponent.number.denominator == 1 and exponent.number > 0:
        return text + str(exponent.number).translate(_SUPERSCRIPTS), _POWER
    return f"{text}{hand.power}{_within(exponent, hand, _ATOM)}", _POWER


def _function(expr: Expr, hand: Hand) -> tuple[str, int]:
    inside = (", " if hand.blanks else ",").join(_spelled(arg, hand)[0] for arg in expr.args)
    if expr.name == "exp" and hand.euler:
        return f"e{hand.power}({inside})", _POWER
    if expr.name == "Abs" and hand.bars:
        return f"|{inside}|", _ATOM
    if expr.name == "sqrt" and hand.letters:
        return f"√({inside})", _ATOM
    return f"{dict(hand.names).get(expr.name, expr.name)}({inside})", _ATOM


_WRITERS: dict[str, Callable[[Expr, Hand], tuple[str, int]]] = {
    "number": _number,
    "decimal": _name,
    "symbol": _name,
    "constant": _name,
    "add": _sum,
    "multiply": _product,
    "negate": _minus,
    "divide": _quotient,
    "power": _power,
    "function": _function,
}
