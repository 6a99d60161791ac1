"""Rules for every module: what may be called, how long it is, what is documented, what may not stand in the tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "gradekit").rglob("*.py"))
MOST_LINES = 400

FORBIDDEN = {
    "eval", "exec", "compile", "__import__", "sympify", "S", "parse_expr", "parse_latex", "lambdify", "literal_eval",
    "pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "exec_module", "import_module", "run_path",
    "run_module", "system", "popen",
}  # fmt: skip
"""Names that turn text or bytes into code or objects, as a call or as a module."""

ALLOWED = {
    ("__init__.py", "import_module"): "public names, from a table in the same file",
    ("documents/words/__init__.py", "import_module"): "the files of the catalogue, which are our own",
    ("documents/pdf.py", "compile"): "Typst draws a page by a template of our own; what it tells reaches it as data",
    ("sandbox/child.py", "exec"): "student code, in the sealed process and nowhere else",
    ("sandbox/child.py", "compile"): "student code, in the sealed process and nowhere else",
    ("sandbox/encode.py", "sympify"): "numbers of the child's own program, in the sealed process",
    ("sandbox/preload.py", "lambdify"): "a formula of the same file, before any submission",
    ("sandbox/preload.py", "sympify"): "a formula of the same file, before any submission",
    ("sandbox/preload.py", "import_module"): "modules from a table in the same file, before any submission",
    ("syntax/sympy_bridge.py", "sympify"): "content of templates and keys; nothing of a student gets there",
    ("problems/authoring.py", "S"): "formulas of templates, which are code that their owner trusts",
    ("problems/template.py", "exec_module"): "a template is code that its owner trusts; a stub cannot name one",
    ("problems/template.py", "literal_eval"): "headers of trusted template files, plain values only",
}
"""Each exception with its reason."""


def named(path: Path) -> str:
    return path.relative_to(ROOT / "gradekit").as_posix()


def forbidden_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            # `re.compile` makes a pattern, not code.
            if (name := called.rpartition(".")[2]) in FORBIDDEN and called != "re.compile":
                yield name, node.lineno
            for word in node.keywords:
                if word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False):
                    yield "shell", node.lineno
        elif isinstance(node, ast.Import | ast.ImportFrom):
            origin = node.module if isinstance(node, ast.ImportFrom) else None
            for name in {alias.name for alias in node.names} | {(origin or "").split(".")[0]}:
                if name in FORBIDDEN and origin != "re":
                    yield name, node.lineno


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_text_becomes_code(path: Path) -> None:
    found = [(name, line) for name, line in forbidden_in(ast.parse(path.read_text(encoding="utf-8")))]
    unexplained = [f"{name} in line {line}" for name, line in found if (named(path), name) not in ALLOWED]
    assert unexplained == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("eval('1')", "eval"),
        ("import pickle", "pickle"),
        ("from sympy import sympify as s", "sympify"),
        ("sympy.parsing.parse_expr(t)", "parse_expr"),
        ("run(c, shell=True)", "shell"),
        ("os.system(c)", "system"),
    ],
)
def test_the_search_for_forbidden_calls_finds_them(code: str, name: str) -> None:
    assert [found for found, _ in forbidden_in(ast.parse(code))] == [name]


def test_the_search_leaves_patterns_alone() -> None:
    assert list(forbidden_in(ast.parse("re.compile('a'); run(c, shell=False)"))) == []


@pytest.mark.parametrize("exception", ALLOWED, ids=lambda e: f"{e[0]}: {e[1]}")
def test_every_exception_is_still_needed(exception: tuple[str, str]) -> None:
    path, name = exception
    tree = ast.parse((ROOT / "gradekit" / path).read_text(encoding="utf-8"))
    assert name in {found for found, _ in forbidden_in(tree)}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_stays_within_a_few_pages(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def undocumented(body: list[ast.stmt], prefix: str = "") -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            if not (ast.get_docstring(node) or "").strip():
                yield f"{prefix}{node.name}"
            if isinstance(node, ast.ClassDef):
                yield from undocumented(node.body, f"{prefix}{node.name}.")


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_module_and_every_public_name_is_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert (ast.get_docstring(tree) or "").strip() or not tree.body, "the module says nothing"
    assert list(undocumented(tree.body)) == []


def test_a_missing_docstring_is_found() -> None:
    tree = ast.parse("class A:\n    '''A.'''\n    def b(self): ...\ndef _c(): ...")
    assert list(undocumented(tree.body)) == ["A.b"]


TEXT = {".py", ".md", ".toml", ".txt", ".cfg", ".yml", ".yaml", ".json", ".sh", ".html", ".j2", ".css", ""}
SKIPPED = {".venv", ".git", "__pycache__", ".hypothesis", ".ruff_cache", ".pytest_cache", "build", "dist", ".gradekit"}


def texts() -> Iterator[tuple[str, str]]:
    """The files of the checkout that people write, by their path in it."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT)
        if SKIPPED.isdisjoint(inside.parts) and path.is_file() and path.suffix in TEXT:
            yield inside.as_posix(), path.read_text(encoding="utf-8", errors="replace")


MACHINE = re.compile(
    r"/home/\w|/Users/\w|/work/\w|(?<![\w.])/root/|[A-Z]:\\Users\\"  # paths of somebody's machine
    r"|https?://[^\s\"'`]*/(?:simple|packages)\b|\bpypi\.org|\bpythonhosted\b"  # where packages come from
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b",  # addresses
)


def test_no_path_of_a_machine_and_no_package_host_stands_in_the_tree() -> None:
    here = Path(__file__).relative_to(ROOT).as_posix()
    found = [
        f"{name}: {match.group()}"
        for name, text in texts()
        if name != here
        for match in MACHINE.finditer(text)
        if match.group() != "127.0.0.1"
    ]
    assert found == []


@pytest.mark.parametrize("text", ["/home/anna/x", "see https://host/simple/", "10.1.2.3", r"C:\Users\anna"])
def test_the_search_for_machines_finds_them(text: str) -> None:
    assert MACHINE.search(text) is not None
