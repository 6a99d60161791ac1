"""Entries, points and ranges as one writes them in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gradekit.model.domain import Domain, Interval
from gradekit.syntax.build import symbol
from gradekit.syntax.latex import to_latex


def decimal_told(digits: str) -> str:
    """A decimal as LaTeX.

    >>> decimal_told("-0.25"), decimal_told("1.5e-7")
    ('-0.25', '1.5 \\\\cdot 10^{-7}')
    """
    mantissa, _, exponent = digits.partition("e")
    return f"{mantissa} \\cdot 10^{{{int(exponent)}}}" if exponent else mantissa


def decimal_in_words(digits: str) -> str:
    """A decimal as it stands in a sentence.

    >>> decimal_in_words("-0.25"), decimal_in_words("1.5e-07"), decimal_in_words("2e+05")
    ('−0.25', '1.5·10^(−7)', '2·10^5')
    """
    mantissa, _, exponent = digits.partition("e")
    power = int(exponent or 0)
    told = f"{mantissa}·10^({power})" if power < 0 else f"{mantissa}·10^{power}" if power else mantissa
    return told.replace("-", "\N{MINUS SIGN}")


def entry_name(index: int, shape: tuple[int, ...]) -> str:
    """The entry of that number in row-major order, indices from 1; one index for a row or a column.

    >>> entry_name(3, (2, 2)), entry_name(1, (1, 3))
    ('(2, 2)', '2')
    """
    indices: list[int] = []
    for size in reversed(shape):
        index, here = divmod(index, size)
        indices.insert(0, here + 1)
    longer = [i for i, size in zip(indices, shape, strict=True) if size > 1]
    return str(longer[0]) if len(longer) == 1 else f"({', '.join(map(str, indices))})"


def point_told(point: Mapping[str, object], spoken_as: Mapping[str, str]) -> str:
    """A point as LaTeX, coordinates with commas between them.

    >>> point_told({"r": "2", "theta": "1/2"}, {})
    'r = 2,\\\\; \\\\theta = 1/2'
    """
    return ",\\; ".join(f"{to_latex(symbol(name), spoken_as)} = {value}" for name, value in point.items())


def stated_range(domain: Domain, names: Collection[str], spoken_as: Mapping[str, str]) -> str:
    """The stated ranges of these symbols as LaTeX; empty when nothing is stated about them."""
    ranges = [(r.symbol, r.interval) for r in domain.ranges if r.symbol in names and r.interval != Interval()]
    return ",\\; ".join(interval_told(to_latex(symbol(name), spoken_as), interval) for name, interval in ranges)


def interval_told(name: str, interval: Interval) -> str:
    """An interval as a chain of inequalities about a name.

    >>> from fractions import Fraction
    >>> interval_told("t", Interval(low=Fraction(0))), interval_told("t", Interval(Fraction(0), Fraction(1), False))
    ('t > 0', '0 \\\\le t < 1')
    """
    if interval.low is not None and interval.high is None:
        return f"{name} {'>' if interval.low_open else LEAST} {interval.low}"
    low = "" if interval.low is None else f"{interval.low} {'<' if interval.low_open else MOST} "
    high = "" if interval.high is None else f" {'<' if interval.high_open else MOST} {interval.high}"
    return f"{low}{name}{high}"


LEAST, MOST = "\\ge", "\\le"
