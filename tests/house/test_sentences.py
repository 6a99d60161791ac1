"""Every sentence that the code asks for is in the catalogue, and every gap that a sentence has is spelled as a gap."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gradekit.documents.messages import segments, words
from gradekit.documents.plain import plain_text
from gradekit.documents.words import catalogue
from gradekit.malrules import predict
from gradekit.malrules.register import MALRULES
from gradekit.model.message import Message

ROOT = Path(__file__).parents[2] / "gradekit"
CATALOGUE = catalogue()
PREFIXES = sorted({name.partition(".")[0] for name in CATALOGUE})
ID = re.compile(rf"(?:{'|'.join(PREFIXES)})(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+")


def _is_id(text: str) -> bool:
    return ID.fullmatch(text) is not None and not text.endswith((".html", ".py", ".css", ".pdf", ".json"))


def asked_for() -> Iterator[tuple[str, str]]:
    """Every string in the code that looks like the id of a sentence, with the module it stands in."""
    for path in sorted(ROOT.rglob("*.py")):
        if "words" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_id(node.value):
                yield path.relative_to(ROOT).as_posix(), node.value


def test_every_sentence_asked_for_is_in_the_catalogue() -> None:
    found = list(asked_for())
    assert len({name for _, name in found}) > 60
    assert [f"{module}: {name}" for module, name in found if name not in CATALOGUE] == []


@pytest.mark.parametrize("rule", sorted(MALRULES), ids=str)
def test_every_misconception_has_its_sentence_and_its_question(rule: str) -> None:
    assert predict.TOPICS, "the topics fill the register"
    assert MALRULES[rule].sentence in CATALOGUE
    assert CATALOGUE[MALRULES[rule].question].rstrip().endswith(("?", ".", "`"))


@pytest.mark.parametrize("name", sorted(CATALOGUE), ids=str)
def test_a_sentence_is_words_with_named_gaps(name: str) -> None:
    sentence = CATALOGUE[name]
    assert sentence.strip() == sentence != ""
    gaps = [segment.gap for segment in segments(sentence) if segment.gap is not None]
    assert all(gap.isidentifier() for gap in gaps), gaps
    told = plain_text(words(Message(name, dict.fromkeys(gaps, "x"))))
    assert not re.search(r"[$`]|\\[a-z]", told), told
    assert not re.search(r"(?i)incorrect syntax|\binvalid\b|\billegal\b|\bbad input\b", sentence)
