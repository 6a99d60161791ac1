"""Reading and deciding are bounded by counting work: no clock, no signal, no other process, no table that grows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "gradekit"
MODULES = sorted([*(ROOM / "equality").rglob("*.py"), *(ROOM / "syntax").rglob("*.py")])
FORBIDDEN = {
    "signal",
    "subprocess",
    "multiprocessing",
    "concurrent",
    "asyncio",
    "time",
    "sched",
    "sympy",
    "os",
    "resource",
}
ALLOWED = {
    ("sympy_bridge.py", "sympy"): "the bridge for trusted content; no reader imports it",
    ("sympy_conditions.py", "sympy"): "its part for conditions",
}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def growing(tree: ast.Module) -> Iterator[str]:
    """Names of the module that functions of it add to, and caches of functions with arguments and no bound."""
    tables = {t.id for n in tree.body if isinstance(n, ast.Assign | ast.AnnAssign) for t in _targets(n)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (name for name in _written(node) if name in tables)
            yield from (node.name for d in node.decorator_list if _unbounded(d) and node.args.args)


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.Name]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [t for t in targets if isinstance(t, ast.Name)]


def _written(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    own = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    own |= {a.arg for a in ast.walk(function) if isinstance(a, ast.arg)}
    for node in ast.walk(function):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name):
            yield from {node.value.id} - own
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ADDING:
            yield from {ast.unparse(node.func.value)} - own
        if isinstance(node, ast.Global):
            yield from node.names


_ADDING = {"append", "add", "setdefault", "update", "extend", "insert"}


def _unbounded(decorator: ast.expr) -> bool:
    """Whether it is a cache without a bound."""
    text = ast.unparse(decorator)
    return text.rpartition(".")[2] in ("cache", "lru_cache(maxsize=None)", "lru_cache(None)")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_clock_no_signal_no_process_and_no_algebra_system(path: Path) -> None:
    found = FORBIDDEN & set(imported(ast.parse(path.read_text(encoding="utf-8"))))
    assert {name for name in found if (path.name, name) not in ALLOWED} == set()


GROWS = {
    ("ring.py", "_polynomials"): "one ring for each size up to the limit on kernels",
    ("build.py", "_integer"): "the integers up to LARGEST_SHARED",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_table_of_a_module_grows(path: Path) -> None:
    found = set(growing(ast.parse(path.read_text(encoding="utf-8"))))
    assert {name for name in found if (path.name, name) not in GROWS} == set()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("T = {}\ndef f(x):\n    T[x] = 1", "T"),
        ("T: list[int] = []\ndef f(x):\n    T.append(x)", "T"),
        ("N = 0\ndef f():\n    global N\n    N = 1", "N"),
        ("@cache\ndef f(x): return x", "f"),
    ],
)
def test_the_search_for_growing_tables_finds_them(code: str, name: str) -> None:
    assert set(growing(ast.parse(code))) == {name}


def test_the_search_leaves_own_tables_alone() -> None:
    code = "T = {}\n@lru_cache(maxsize=8)\ndef f(x):\n    T = {}\n    T[x] = 1\n    return T\n@cache\ndef g(): return 1"
    assert set(growing(ast.parse(code))) == set()
