"""Dictionaries in Python source: names for formulas, read where they are looked up or substituted."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from gradekit.syntax.scope import Key, Nested, Table
from gradekit.syntax.sites import Site, formula
from gradekit.syntax.tree import Expr

Value = Callable[[ast.expr], Nested]
MOST_ENTRIES = 200


def table_in(root: ast.expr, value: Value, site: Site) -> Table:
    """The dictionary that `{...}` or `dict(a=...)` is."""
    if isinstance(root, ast.Dict):
        pairs = [(key, entry) for key, entry in zip(root.keys, root.values, strict=True) if key is not None]
        whole = len(pairs) == len(root.keys)
        items: dict[Key, Nested] = {key_of(key, value, site): value(entry) for key, entry in pairs}
    elif isinstance(root, ast.Call) and isinstance(root.func, ast.Name) and root.func.id == "dict":
        whole = not root.args and all(option.arg for option in root.keywords)
        items = {option.arg or "": value(option.value) for option in root.keywords}
    else:
        raise site.error("read.needs-running", what="a dictionary")
    if not whole or len(items) > MOST_ENTRIES:
        raise site.error("read.needs-running", what="a dictionary")
    return items


def key_of(node: ast.expr, value: Value, site: Site) -> Key:
    """What an entry is found by: a text as it stands, or a formula."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return formula(value(node), site)


def entry(table: Table, key: Key, site: Site) -> Nested:
    """The entry of that key."""
    if key not in table:
        raise site.error("read.no-such-key", keys=tuple(str(known) for known in table if isinstance(known, str))[:12])
    return table[key]


def letters_in(table: Mapping[Key, Nested], site: Site) -> list[tuple[str, Nested]]:
    """The letters and what is put in their place."""
    found = [(key.name, new) for key, new in table.items() if isinstance(key, Expr) and key.head == "symbol"]
    if len(found) != len(table):
        raise site.error("read.needs-running", what="a substitution for something else than a letter")
    return found
