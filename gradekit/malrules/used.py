"""Which rules of differentiation a derivative is made by: a wrong rule that is not among them changes nothing.

Up to the first step at which a replaced rule is called the wrong way is the right one, so a rule that the right way
does not call the wrong way does not call either.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from typing import Any

from gradekit.calculus.differentiate import RULES, DerivativeError, Rules
from gradekit.syntax.tree import Expr

_NAMES = tuple(f.name for f in fields(Rules) if f.name != "table")


@lru_cache(maxsize=256)
def replaced_rules(rules: Rules) -> frozenset[str]:
    """The rules that are not the right ones; another table of functions counts as another rule for what is outside."""
    found = {name for name in _NAMES if getattr(rules, name) is not getattr(RULES, name)}
    return frozenset(found | {"outer"} if rules.table is not RULES.table else found)


@lru_cache(maxsize=4096)
def rules_used(expr: Expr, name: str) -> frozenset[str]:
    """The rules that the right derivative of the expression by the symbol is made by; all where it has none.

    >>> from gradekit.syntax.build import add, power, symbol
    >>> sorted(rules_used(add(power(symbol("x"), 2), symbol("y")), "x"))
    ['inner', 'power', 'sum']
    """
    seen: set[str] = set()
    watched: dict[str, Any] = {field: _watched(field, seen) for field in _NAMES}
    try:
        Rules(**watched).derivative(expr, name)
    except DerivativeError:
        return frozenset(_NAMES)
    return frozenset(seen)


def _watched(field: str, seen: set[str]) -> Callable[..., Expr]:
    rule = getattr(RULES, field)

    def watched(*args: Any) -> Expr:
        seen.add(field)
        return rule(*args)

    return watched
