"""`.subs(...)` in Python source: which letters are replaced by what, in which order."""

from __future__ import annotations

import ast

from gradekit.errors import StudentError
from gradekit.syntax.scope import Nested
from gradekit.syntax.sites import Site, formula
from gradekit.syntax.tree import Expr, symbols_of

Pair = tuple[ast.expr, ast.expr]


def pairs_of(args: list[ast.expr], site: Site) -> list[Pair]:
    """What is replaced by what in `.subs(x, 1)`, `.subs({x: 1, y: 2})` and `.subs([(x, 1), (y, 2)])`."""
    if len(args) == 2:
        return [(args[0], args[1])]
    if len(args) == 1 and isinstance(args[0], ast.Dict):
        return [(old, new) for old, new in zip(args[0].keys, args[0].values, strict=True) if old is not None]
    if len(args) == 1 and isinstance(args[0], (ast.List, ast.Tuple)):
        return [_pair(pair, site) for pair in args[0].elts]
    raise _refused(site)


def _pair(node: ast.expr, site: Site) -> Pair:
    if isinstance(node, ast.Tuple) and len(node.elts) == 2:
        return node.elts[0], node.elts[1]
    raise _refused(site)


def letter(value: Nested, site: Site) -> str:
    """The name of the letter that is replaced."""
    if isinstance(value, Expr) and value.head == "symbol":
        return value.name
    raise site.error("read.needs-running", what="a substitution for something else than a letter")


def one_by_one(pairs: list[tuple[str, Nested]], *, at_once: bool, site: Site) -> list[tuple[str, Expr]]:
    """The replacements in their order. `at_once`: given as a dictionary, whose order SymPy chooses by itself."""
    exprs = [(name, formula(new, site)) for name, new in pairs]
    letters = frozenset(name for name, _ in exprs)
    if at_once and len(exprs) > 1 and any(letters & symbols_of(new) for _, new in exprs):
        raise site.error("read.needs-running", what="a substitution of letters by each other")
    return exprs


def _refused(site: Site) -> StudentError:
    return site.error("read.needs-running", what="a substitution that is not `.subs(letter, value)`")
