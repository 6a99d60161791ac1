"""The catalogue: every id that is used has its sentence, and every sentence is one."""

import ast
import re
from pathlib import Path

import pytest

import gradekit
from gradekit.documents.markup import Maths, inline
from gradekit.documents.mathematics.read import parse
from gradekit.documents.messages import filled, segments
from gradekit.documents.words import catalogue
from gradekit.model.message import Message

SOURCES = sorted(Path(gradekit.__file__).parent.rglob("*.py"))
IDS = sorted(catalogue())
ROOMS = "|".join(sorted({name.split(".")[0] for name in IDS}))
LABELS = {
    name
    for name in IDS
    if name.split(".")[0] in ("sheet", "figure", "feedback", "paper", "proof", "report", "departure", "check", "phrase")
}
"""Headings and labels; they are no sentences."""


def calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]


def named(path: Path) -> list[tuple[str, set[str] | None]]:
    """Ids in `Message("...")` and `StudentError("...")`, with the names of the parameters where they can be seen."""
    found: list[tuple[str, set[str] | None]] = []
    for call in calls(path):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        first = call.args[0]
        if name not in ("Message", "StudentError") or not isinstance(first, ast.Constant):
            continue
        given: set[str] | None = {keyword.arg for keyword in call.keywords if keyword.arg} - {"place"}
        if any(keyword.arg is None for keyword in call.keywords):
            given = None
        if name == "Message" and len(call.args) > 1:
            params = call.args[1]
            keys = params.keys if isinstance(params, ast.Dict) else [None]
            given = {str(key.value) for key in keys if isinstance(key, ast.Constant)} if None not in keys else None
        found.append((str(first.value), given))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_id_that_is_used_has_a_sentence_and_fills_its_gaps(path: Path) -> None:
    for name, given in named(path):
        assert name in catalogue(), f"{name} is used in {path.name} and has no sentence"
        gaps = {segment.gap for segment in segments(catalogue()[name]) if segment.gap}
        assert given is None or gaps <= given, f"{name} in {path.name} leaves {gaps - given} open"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_text_that_looks_like_an_id_is_one(path: Path) -> None:
    if path.parent.name == "words":
        return
    files = (".html", ".pdf", ".py", ".json", ".toml", ".j2", ".css", ".png")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not node.value.endswith(files):
            assert (
                not re.fullmatch(rf"({ROOMS})\.[a-z0-9][a-z0-9.-]*[a-z0-9]", node.value) or node.value in catalogue()
            ), node.value


@pytest.mark.parametrize("name", IDS)
def test_an_id_is_in_kebab_case(name: str) -> None:
    assert re.fullmatch(r"[a-z]+(\.[a-z0-9]+(-[A-Za-z0-9]+)*)+", name)


@pytest.mark.parametrize("name", IDS)
def test_a_sentence_can_be_filled_and_drawn(name: str) -> None:
    sentence = catalogue()[name]
    gaps = [segment for segment in segments(sentence) if segment.gap]
    assert all(re.fullmatch(r"[a-z]\w*", segment.gap or "") for segment in gaps), f"odd gaps in {name}"
    params = {str(s.gap): "x" if s.context == "maths" else "`$**" for s in gaps}
    for piece in inline(filled(sentence, Message(name, dict(params)))):
        if isinstance(piece, Maths):
            assert parse(piece.latex).items


@pytest.mark.parametrize("name", sorted(set(IDS) - LABELS))
def test_a_sentence_ends_as_one(name: str) -> None:
    assert re.search(r"[.?:)}`]$", catalogue()[name]), catalogue()[name]


@pytest.mark.parametrize("name", IDS)
def test_the_tone_is_calm(name: str) -> None:
    assert not re.search(r"(?i)\b(invalid|incorrect syntax|illegal|bad input|wrong!)\b|!$", catalogue()[name])
