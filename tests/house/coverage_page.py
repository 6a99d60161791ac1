"""docs/coverage.md, made from docs/coverage.tsv and docs/source-errors.tsv; run as a program it writes the page."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gradekit.problems.bank.bank import bank_files
from gradekit.problems.template import headers

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGE = DOCS / "coverage.md"

SOURCES = {
    "blog": "Blog post on the multivariate chain rule up to neural networks",
    "chain-rules": 'Note on the chain rules of "The Matrix Calculus You Need For Deep Learning"',
    "index-sum": "Note on the universal index-sum chain rule",
    "lecture": 'Lecture on vector calculus, after chapter 5 of "Mathematics for Machine Learning"',
    "beyond": "Beyond the sources",
}

HEAD = (
    "# Coverage of the sources\n\n"
    "gradekit grew out of four texts. Each line below is something that one of them teaches, with the templates (bold) "
    "and the problems of the bank that practise it. The page is made from `coverage.tsv` and `source-errors.tsv` by "
    "`python tests/house/coverage_page.py`, and a test fails when a line loses its problem.\n"
)

ERRORS = """## Where a source is wrong, careless or damaged

What gradekit takes to be right, and the test that holds it; a line without a test is a matter of words.

| source | printed | right | test |
|---|---|---|---|"""


@dataclass(frozen=True)
class Item:
    """Something a source teaches, and the names of templates and problems for it."""

    source: str
    item: str
    names: tuple[str, ...]


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table in docs/."""
    with (DOCS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def items() -> list[Item]:
    """The rows of the table of coverage."""
    return [Item(row["source"], row["item"], tuple(row["problems"].split())) for row in table("coverage.tsv")]


def files() -> dict[str, Path]:
    """The file of every template and of every problem of the bank by its name."""
    templates = {header.slug: header.path for header in headers() if header.path}
    return {path.stem: path for path in bank_files()} | templates


def missing() -> set[str]:
    """Names in the table that are neither a template nor a problem."""
    return {name for item in items() for name in item.names} - files().keys()


def page() -> str:
    """The whole page."""
    lines = [HEAD, *(line for source, title in SOURCES.items() for line in section(source, title)), ERRORS]
    lines += [error(row) for row in table("source-errors.tsv")]
    return "\n".join(lines) + "\n"


def section(source: str, title: str) -> Iterator[str]:
    """The lines of one source."""
    known = files()
    yield f"## {title}\n\n| what it teaches | where it is practised |\n|---|---|"
    for item in items():
        if item.source == source:
            led = [linked(name, known[name]) for name in item.names if name in known]
            yield f"| {cell(item.item)} | {', '.join(led) or 'open'} |"
    yield ""


def linked(name: str, path: Path) -> str:
    """The name as a link to its file; templates in bold."""
    link = f"[{name}](../{path.relative_to(ROOT).as_posix()})"
    return f"**{link}**" if path.suffix == ".py" else link


def error(row: dict[str, str]) -> str:
    """One line about an error of a source."""
    tests = ", ".join(f"`{test.split('::')[1]}`" for test in row["tests"].split())
    return f"| {row['source']} | {cell(row['printed'])} | {cell(row['right'])} | {tests} |"


def cell(text: str) -> str:
    """Text in which nothing is taken for a mark of Markdown."""
    return "".join(f"\\{c}" if c in "\\|*_" else c for c in text)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
