"""What is assumed of the symbols of two texts: a word, or an interval."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Literal

from gradekit.equality.graph import Graph
from gradekit.equality.points.balls import evaluate, precision
from gradekit.equality.points.values import exact, in_reach
from gradekit.equality.texts.open_functions import FUNCTION
from gradekit.errors import OperatorError, StudentError
from gradekit.model.domain import POSITIVE, REALS, Domain, Interval, Range

_WORDS: dict[str, tuple[Interval, Literal["real", "integer", "complex"]]] = {
    "real": (REALS, "real"),
    "positive": (POSITIVE, "real"),
    "negative": (Interval(high=Fraction(0)), "real"),
    "nonnegative": (Interval(low=Fraction(0), low_open=False), "real"),
    "integer": (REALS, "integer"),
    "complex": (REALS, "complex"),
}
_AND = " and "
_BETWEEN = re.compile(
    r"\s*(?:(?P<low>[^<>=]+)<(?P<low_closed>=?))?\s*(?P<name>[^\W\d]\w*)\s*(?:<(?P<high_closed>=?)(?P<high>[^<>=]+))?\s*"
)
_ABOVE = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*>(?P<low_closed>=?)(?P<low>[^<>=]+)")


def assumptions(items: Iterable[str]) -> dict[str, str]:
    """Assumptions as they are typed, `x:positive` or `0<t<pi`, by the name of the symbol.

    >>> assumptions(["x:positive", "0<t<pi"])
    {'x': 'positive', 't': '0<t<pi'}
    >>> assumptions(["n:integer", "n>0"])
    {'n': 'integer and n>0'}
    """
    found: dict[str, str] = {}
    for item in items:
        name, colon, word = item.partition(":")
        matched = None if colon else _matched(item)
        if matched is not None:
            _join(found, matched["name"], item)
        elif colon and name.strip().isidentifier():
            _join(found, name.strip(), word.strip())
        else:
            raise OperatorError(f"`{item}` is not an assumption; write `x:positive` or `0<t<pi`.")
    return found


def _join(found: dict[str, str], name: str, word: str) -> None:
    """Note a further word or interval for a symbol."""
    found[name] = f"{found[name]}{_AND}{word}" if name in found else word


def domain_of(assume: Mapping[str, str], reading: Literal["real", "principal"] = "real") -> Domain:
    """The domain that the assumptions state.

    >>> domain_of({"x": "positive"}).of("x").interval.positive
    True
    """
    return Domain(tuple(_range(name, word) for name, word in assume.items() if word != FUNCTION), reading)


def _matched(text: str) -> re.Match[str] | None:
    found = _ABOVE.fullmatch(text) or _BETWEEN.fullmatch(text)
    return found if found is not None and re.search("[<>]", text) else None


def _range(name: str, words: str) -> Range:
    """All that is said of a symbol at once."""
    found = reduce(_both, (_one_range(name, word.strip()) for word in words.split(_AND)))
    low, high = found.interval.low, found.interval.high
    if low is not None and high is not None and low >= high:
        raise OperatorError(f"`{words}` cannot all hold of `{name}`.")
    return found


def _both(one: Range, other: Range) -> Range:
    """What lies in two ranges; complex numbers have no order, so `complex` stands alone."""
    if "complex" in (one.kind, other.kind) and one != other:
        raise OperatorError(f"`complex` and something else cannot both hold of `{one.symbol}`.")
    a, b = one.interval, other.interval
    lower = a if b.low is None or (a.low is not None and (a.low, a.low_open) >= (b.low, b.low_open)) else b
    upper = a if b.high is None or (a.high is not None and (a.high, b.high_open) <= (b.high, a.high_open)) else b
    interval = Interval(lower.low, upper.high, lower.low_open, upper.high_open)
    return Range(one.symbol, interval, one.kind if one.kind != "real" else other.kind)


def _one_range(name: str, word: str) -> Range:
    if word in _WORDS:
        interval, kind = _WORDS[word]
        return Range(name, interval, kind)
    found = _matched(word)
    if found is None or found["name"] != name:
        known = ", ".join((*_WORDS, FUNCTION))
        raise OperatorError(
            f"`{word}` says nothing known about `{name}`; use one of {known}, or an interval like `0<{name}<pi`."
        )
    ends = found.groupdict()
    low, high = _end(ends.get("low"), 1), _end(ends.get("high"), -1)
    if low is not None and high is not None and low >= high:
        raise OperatorError(f"`{word}` is an empty interval.")
    return Range(name, Interval(low, high, not ends.get("low_closed"), not ends.get("high_closed")))


def _end(text: str | None, inward: int) -> Fraction | None:
    """The end of an interval; one that is not rational is moved inward by less than 10^-30."""
    if text is None or text.strip() in ("oo", "-oo", "inf", "-inf"):
        return None
    from gradekit.syntax.scope import Scope
    from gradekit.syntax.text import read_text
    from gradekit.syntax.tree import Expr

    try:
        value = read_text(text.strip(), Scope(frozenset())).value
    except StudentError as error:
        raise OperatorError(f"`{text.strip()}` is not a number that can end an interval.") from error
    if not isinstance(value, Expr):
        raise OperatorError(f"`{text.strip()}` is not a number that can end an interval.")
    graph = Graph()
    node = graph.enter(value)
    rational = graph.value(node)
    if rational is not None:
        return rational
    with precision(128):
        ball = evaluate(graph, {})[node]
        if not ball.is_finite() or not in_reach(ball):
            raise OperatorError(f"`{text.strip()}` is not a number that can end an interval.")
        return exact(ball.upper() if inward > 0 else ball.lower())
