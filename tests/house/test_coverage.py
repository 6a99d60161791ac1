"""Each line of the sources leads to a problem that is there, and each error of theirs to a test that is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from coverage_page import PAGE, SOURCES, Item, files, items, missing, page, table

TESTS = Path(__file__).parents[1]
ITEMS = items()
LEFT_TO_WORDS = 1
"""Errors of the sources that have no test, because they are a matter of words."""


def test_the_page_is_what_the_tables_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python tests/house/coverage_page.py`"


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.source}: {item.item[:40]}")
def test_each_line_leads_to_a_problem(item: Item) -> None:
    assert item.source in SOURCES
    assert item.names
    assert len(set(item.names)) == len(item.names)
    assert set(item.names) & files().keys()


def test_every_name_is_a_template_or_a_problem() -> None:
    assert not missing()


def test_all_items_of_all_sources_are_there() -> None:
    counted = {source: sum(item.source == source for item in ITEMS) for source in SOURCES}
    assert counted == {"blog": 11, "chain-rules": 10, "index-sum": 6, "lecture": 14, "beyond": 8}
    assert len({(item.source, item.item) for item in ITEMS}) == len(ITEMS)


def functions_of(name: str) -> set[str]:
    """The functions of the file of tests of that name."""
    (path,) = TESTS.rglob(name)
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", table("source-errors.tsv"), ids=lambda row: f"{row['source']}: {row['printed'][:40]}")
def test_each_error_of_a_source_is_held_by_a_test(row: dict[str, str]) -> None:
    for test in row["tests"].split():
        name, function = re.fullmatch(r"(test_\w+\.py)::(test_\w+)", test).groups()  # type: ignore[union-attr]  # every row has this form
        assert function in functions_of(name)


def test_all_errors_are_there_and_nearly_all_have_tests() -> None:
    rows = table("source-errors.tsv")
    assert len(rows) == 20
    assert sum(not row["tests"].strip() for row in rows) == LEFT_TO_WORDS
