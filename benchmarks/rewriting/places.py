"""Where a rewriting rule is put to use: at places drawn among those where it applies."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeAlias

from gradekit.syntax.build import ONE
from gradekit.syntax.tree import Expr

Known: TypeAlias = frozenset[str]
"""The symbols that are positive on the whole domain."""

Rule: TypeAlias = Callable[[Expr, random.Random, Known], "Expr | None"]
"""What a rule makes of one node of a tree; None where it does not apply there."""


def entered(register: dict[str, Rule], kind: str) -> Callable[[Rule], Rule]:
    """A decorator that enters a rule in a register under the name of its kind."""

    def enter(rule: Rule) -> Rule:
        if kind in register or not rule.__doc__:
            raise ValueError(f"the rule for {kind!r} is there already, or says nothing in its docstring")
        register[kind] = rule
        return rule

    return enter


def node(head: str, *args: Expr, value: str | None = None) -> Expr:
    """A node as it stands: nothing is folded, so that `2*(x/2)` stays what it is."""
    return Expr(head, args, value)  # type: ignore[arg-type]  heads are written out by the rules


def product(factors: Sequence[Expr]) -> Expr:
    """The product of any number of factors."""
    return node("multiply", *factors) if len(factors) > 1 else factors[0] if factors else ONE


def total(terms: Sequence[Expr]) -> Expr:
    """The sum of one or more terms."""
    return node("add", *terms) if len(terms) > 1 else terms[0]


def places(expr: Expr, rule: Rule, rng: random.Random, known: Known) -> list[tuple[tuple[int, ...], Expr]]:
    """Every place, as the way of arguments down to it, where the rule applies, and what stands there then."""
    found: list[tuple[tuple[int, ...], Expr]] = []
    stack: list[tuple[tuple[int, ...], Expr]] = [((), expr)]
    while stack:
        way, here = stack.pop()
        if (made := rule(here, rng, known)) is not None and made != here:
            found.append((way, made))
        stack.extend(((*way, i), arg) for i, arg in enumerate(here.args))
    return found


def put(expr: Expr, way: tuple[int, ...], part: Expr) -> Expr:
    """The tree with another part at that place."""
    if not way:
        return part
    args = list(expr.args)
    args[way[0]] = put(args[way[0]], way[1:], part)
    return Expr(expr.head, tuple(args), expr.value)


def somewhere(expr: Expr, rule: Rule, rng: random.Random, known: Known) -> Expr | None:
    """The tree with the rule used at one place drawn among all; None where there is none."""
    found = places(expr, rule, rng, known)
    return put(expr, *rng.choice(found)) if found else None


def positive(expr: Expr, known: Known) -> bool:
    """Whether the form of the tree alone shows that its value is positive, given the positive symbols.

    >>> from gradekit.syntax.build import add, exp, number, power, symbol
    >>> positive(add(power(symbol("x"), 2), number(1)), frozenset()), positive(symbol("x"), frozenset())
    (True, False)
    """
    match expr.head:
        case "number" | "decimal":
            return expr.number > 0
        case "symbol":
            return expr.name in known
        case "constant":
            return expr.name in ("pi", "E")
        case "add":
            return all(_not_negative(arg, known) for arg in expr.args) and any(positive(a, known) for a in expr.args)
        case "multiply" | "divide":
            return all(positive(arg, known) for arg in expr.args)
        case "power":
            return positive(expr.args[0], known)
        case "function":
            return expr.name in ("exp", "cosh", "sigmoid", "softplus") or (
                expr.name in ("sqrt", "sinh", "tanh", "atan") and positive(expr.args[0], known)
            )
        case _:
            return False


def _not_negative(expr: Expr, known: Known) -> bool:
    if expr.head == "power" and expr.args[1].head == "number" and expr.args[1].number % 2 == 0:
        return True
    if expr.head in ("multiply", "divide"):
        return all(_not_negative(arg, known) for arg in expr.args)
    return (expr.head == "function" and expr.name in ("Abs", "sqrt")) or positive(expr, known)
