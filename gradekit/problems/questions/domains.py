"""The domain that a question states and the box inside it, for the inputs and for the intermediates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from gradekit.calculus.graph import closed_forms
from gradekit.errors import AuthorError
from gradekit.model.composition import Block, Composition
from gradekit.model.domain import REALS, Box, Domain, Interval, Range
from gradekit.problems.questions.ranges import range_of
from gradekit.syntax.build import symbol
from gradekit.syntax.latex import to_latex

DEFAULT_BOX = (Fraction(2, 5), Fraction(8, 5))
BOXES: dict[str, tuple[Fraction, Fraction]] = {
    "r": (Fraction(1, 2), Fraction(2)),
    "theta": (Fraction(1, 5), Fraction(7, 5)),
}
"""Where shown numbers lie when the author says nothing: away from the axes in polar coordinates."""

MOST_LISTED = 4
"""More letters than this are not listed one by one."""

_NUMBER = r"(-?\d+(?:\.\d+|/[1-9]\d*)?)"
_STATED = re.compile(rf"\s*(?:{_NUMBER}\s*(<=?)\s*)?([A-Za-z]\w*)\s*(?:([<>]=?)\s*{_NUMBER})?\s*")


def stated(text: str) -> tuple[str, Interval]:
    """The symbol and the interval of one stated condition: `t > 0`, `0 <= s < 3/2`, or `t` for any real number.

    >>> stated("t > 0")
    ('t', Interval(low=Fraction(0, 1), high=None, low_open=True, high_open=True))
    """
    found = _STATED.fullmatch(text)
    if found is None or (found[1] and (found[4] or "").startswith(">")):
        raise AuthorError(f"`{text}` is no condition on one symbol; write it as `t > 0`, `0 < t < 3/2` or `t`.")
    below, low_sign, name, high_sign, above = found.groups()
    if high_sign and high_sign.startswith(">"):
        return name, Interval(low=Fraction(above), low_open=high_sign == ">")
    return name, Interval(
        low=Fraction(below) if below else None,
        high=Fraction(above) if above else None,
        low_open=low_sign != "<=",
        high_open=high_sign != "<=",
    )


def domain_of(composition: Composition, inputs: Mapping[str, Interval]) -> Domain:
    """The ranges of the inputs as stated, and of each intermediate that is positive on all of them.

    An intermediate is declared positive only if it is so on the whole domain; otherwise nothing is said about it.
    """
    known = {name: inputs.get(name, REALS) for name in composition.inputs}
    for node in composition.nodes:
        known[node.name] = range_of(node.expr, known)
    used = [node.name for node in composition.nodes if node.name not in composition.outputs]
    positive = [Range(name, Interval(low=Fraction(0))) for name in used if known[name].positive]
    return Domain(ranges=(*(Range(name, known[name]) for name in composition.inputs), *positive))


def on_curve(domain: Domain, composition: Composition, names: tuple[str, ...]) -> Domain:
    """The domain with the nodes of those names, written in the inputs, equal to zero."""
    if not names:
        return domain
    closed = closed_forms(composition, {})
    return replace(domain, relations=tuple(closed[name] for name in names))


def box_of(composition: Composition, domain: Domain, told: Mapping[str, tuple[Fraction, Fraction]]) -> Box:
    """The box as told, completed by defaults; an interval that leaves the domain is the author's error."""
    names = [*composition.inputs, *(n.name for n in composition.nodes if n.name not in composition.outputs)]
    box: Box = {}
    for name in names:
        low, high = told.get(name) or BOXES.get(name, DEFAULT_BOX)
        interval = domain.of(name).interval
        if not (low < high and interval.holds(low) and interval.holds(high)):
            raise AuthorError(
                f"The box of `{name}` from {low} to {high} does not lie in its domain; give `.box({name}=...)`."
            )
        box[name] = (low, high)
    return box


def spoken(domain: Domain, names: Iterable[str], blocks: Sequence[Block] = ()) -> str:
    """What the question says about the domain, each condition in dollars: `$t > 0$`, `all real $x$ and $y$`. What all
    entries of an array have in common is said once.

    >>> spoken(Domain((Range("r", stated("r > 0")[1]), Range("theta"))), ["r", "theta"])
    '$r > 0$ and all real $\\\\theta$'
    """
    arrays = [block for block in blocks if _is_uniform(block, domain)]
    of_arrays = {member for block in arrays for member in block.members}
    alone = [name for name in names if name not in of_arrays]
    inputs = [*alone, *(block.name for block in arrays)]
    common = {block.name: domain.of(block.members[0]).interval for block in arrays}
    intervals = {name: common[name] if name in common else domain.of(name).interval for name in inputs}
    free = [f"${to_latex(symbol(name))}$" for name in inputs if intervals[name] == REALS]
    told = [_told(name, intervals[name], name in common) for name in inputs if intervals[name] != REALS]
    if len(free) > MOST_LISTED:
        told.append("all real values of the " + ("other letters" if told else "letters"))
    elif free:
        told.append("all real " + listed(free))
    return listed(told)


def _is_uniform(block: Block, domain: Domain) -> bool:
    """Whether an array has one interval for all its entries."""
    return bool(block.shape) and len({domain.of(name).interval for name in block.members}) == 1


def _told(name: str, interval: Interval, is_array: bool) -> str:
    return f"${_condition(Range(name, interval))}$" + (" in every entry" if is_array else "")


def listed(items: Iterable[str]) -> str:
    """The items as one lists them in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    told = list(items)
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def _condition(stated: Range) -> str:
    interval, name = stated.interval, to_latex(symbol(stated.symbol))
    above, below = ("<" if interval.low_open else r"\le"), ("<" if interval.high_open else r"\le")
    if interval.high is None:
        return f"{name} {'>' if interval.low_open else chr(92) + 'ge'} {_end(interval.low)}"
    if interval.low is None:
        return f"{name} {below} {_end(interval.high)}"
    return f"{_end(interval.low)} {above} {name} {below} {_end(interval.high)}"


def _end(value: Fraction | None) -> str:
    if value is None or value.denominator == 1:
        return str(value)
    sign = "-" if value < 0 else ""
    return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"
