"""README and docs are true: their commands run, their templates issue problems, every command is described."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from gradekit.cli.app import app
from gradekit.problems.issue import issue
from gradekit.problems.template import REGISTER, load

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
WITH_COMMANDS = [page for page in PAGES if "```console" in page.read_text(encoding="utf-8")]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def examples(block: str) -> Iterator[tuple[str, str, int]]:
    """Each command of a console block, what it should print (nothing said: anything), and its exit code."""
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = example.partition("\n")
        code = re.search(r"^\[exit (\d+)\]$", printed, re.MULTILINE)
        yield command, re.sub(r"^\[exit \d+\]\n?", "", printed, flags=re.MULTILINE), int(code[1]) if code else 0


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda p: p.name)
def test_the_commands_of_a_page_do_what_it_says(page: Path, tmp_path: Path) -> None:
    for block in blocks(page, "console"):
        for command, expected, code in examples(block):
            name, *arguments = shlex.split(command)
            assert name == "gradekit", command
            done = subprocess.run(
                [sys.executable, "-m", "gradekit", *arguments],
                check=False, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path,
                env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"},
            )  # fmt: skip
            assert done.returncode == code, f"{command}\n{done.stdout}{done.stderr}"
            same = doctest.OutputChecker().check_output(
                expected or done.stdout, done.stdout, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
            )
            assert same, f"{command} prints\n{done.stdout}"


@pytest.mark.parametrize(
    ("place", "slug", "output", "levels"), [(0, "two-routes", "f", (1, 2)), (1, "one-layer", "L", (3, 4))]
)
def test_the_templates_of_the_authors_page_issue_problems(
    tmp_path: Path, place: int, slug: str, output: str, levels: tuple[int, ...]
) -> None:
    block = list(blocks(ROOT / "docs" / "authoring.md", "python"))[place]
    file = tmp_path / f"{slug.replace('-', '_')}.py"
    file.write_text(block, encoding="utf-8")
    load(file)
    template = REGISTER.pop(slug)
    for level in levels:
        issued, key = issue(template, level, "3")
        assert issued.composition.outputs == (output,)
        assert {part.part for part in key.parts} == {part.key for part in issued.parts}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def commands() -> dict[str, object]:
    """Every command by its full name, groups left out."""
    found: dict[str, object] = {}
    stack = [("gradekit", typer.main.get_command(app))]
    while stack:
        name, command = stack.pop()
        inner = getattr(command, "commands", None)
        if inner is None:
            found[name] = command
        else:
            stack.extend((f"{name} {word}", other) for word, other in inner.items())
    return found


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_help_and_a_place_in_the_docs(name: str) -> None:
    command = commands()[name]
    assert (command.help or "").strip()
    assert f"\n## {name}\n" in COMMANDS
    section = COMMANDS.split(f"\n## {name}\n")[1].split("\n## ")[0]
    for option in command.params:
        assert (getattr(option, "help", "") or "").strip(), f"{name} {option.name} has no help"
        for spelling in [*option.opts, *option.secondary_opts]:
            if spelling.startswith("-"):
                assert f"`{spelling}`" in section, f"{spelling} of {name} is not in docs/commands.md"


def test_the_docs_describe_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"^## (gradekit .*)$", COMMANDS, re.MULTILINE)) == set(commands())
