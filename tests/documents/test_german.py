"""Every language says what English says: the same ids, and per sentence the same gaps, formulas, code and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import msgspec
import pytest

from filling import filled as filled_in
from filling import right_answers
from gradekit.documents.feedback import feedback_document
from gradekit.documents.markup import Code, Maths, Words, inline
from gradekit.documents.mathematics.read import parse
from gradekit.documents.messages import filled, segments
from gradekit.documents.plain import plain_text
from gradekit.documents.terminal import to_terminal
from gradekit.documents.words import catalogue, languages
from gradekit.errors import Fault
from gradekit.grading.sheet import grade_sheet
from gradekit.model.feedback import Feedback
from gradekit.model.message import Message
from gradekit.model.policy import Policy
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission

ENGLISH = catalogue()
LANGUAGES = sorted({*languages()} - {"en"})
PYTHON = {"phrase.and-or"}
"""Words of Python, which no language translates."""

ENGLISH_WORDS = re.compile(r"(?i)\b(the|of|and|is|are|with|your|which|this|that|from|has|not|for|to|by|or)\b")
UNKIND = re.compile(r"(?i)\b(ungültig\w*|unzulässig\w*|illegal\w*|falsche Eingabe|Syntaxfehler)\b|!$")
INFORMAL = re.compile(r"(?i)\b(du|dir|dich|dein\w*)\b")

per_language = pytest.mark.parametrize("language", LANGUAGES)


def gaps(sentence: str) -> Counter[tuple[str, str]]:
    """The gaps, each with what it stands in: what fills a formula is LaTeX, what fills words is not."""
    return Counter((segment.gap, segment.context) for segment in segments(sentence) if segment.gap)


def drawn(sentence: str) -> str:
    """The sentence as plain text, its gaps filled with what would be markup if it were read as markup."""
    params = {str(s.gap): "x" if s.context == "maths" else "`$**" for s in segments(sentence) if s.gap}
    marked = filled(sentence, Message("any", dict(params)))
    assert all(parse(piece.latex).items for piece in inline(marked) if isinstance(piece, Maths))
    return plain_text(marked)


def pieces(sentence: str, kind: type[Maths | Code | Words]) -> list[str]:
    """The formulas, the code or the words of a sentence, its gaps left as they are written."""
    found = (piece for piece in inline(sentence) if isinstance(piece, kind))
    return sorted(piece.latex if isinstance(piece, Maths) else piece.text for piece in found)


def formulas(sentence: str) -> list[str]:
    return pieces(sentence, Maths)


def code(sentence: str) -> list[str]:
    return pieces(sentence, Code)


def prose(sentence: str) -> str:
    return re.sub(r"\{\w+\}", "", " ".join(pieces(sentence, Words)))


def numbers(sentence: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:\.\d+)?", prose(sentence)))


def ending(sentence: str) -> str:
    """How it ends: as a sentence, with what follows, or as a label."""
    found = re.search(r"[.?:!]$", sentence)
    return "label" if found is None else "follows" if found[0] == ":" else "sentence"


def test_there_is_german() -> None:
    assert "de" in LANGUAGES


@per_language
def test_a_language_has_the_ids_of_english(language: str) -> None:
    assert sorted(ENGLISH.keys() - catalogue(language).keys()) == [], "not translated"
    assert sorted(catalogue(language).keys() - ENGLISH.keys()) == [], "translated and no longer said"


@per_language
@pytest.mark.parametrize("told", [gaps, formulas, code, numbers, ending], ids=lambda told: told.__name__)
def test_a_sentence_keeps_what_is_no_language(language: str, told: Callable[[str], object]) -> None:
    sentences = catalogue(language)
    shared = sorted(sentences.keys() & ENGLISH.keys())
    assert len(shared) > 400
    assert [(name, sentences[name]) for name in shared if told(sentences[name]) != told(ENGLISH[name])] == []


@per_language
def test_every_sentence_is_filled_and_drawn(language: str) -> None:
    for name, sentence in catalogue(language).items():
        shown = drawn(sentence)
        assert sentence.strip() == sentence != "", name
        assert not re.search(r"\\[a-z]", shown), f"{name}: {shown}"


@per_language
def test_nothing_is_left_in_english(language: str) -> None:
    said = {name: prose(sentence) for name, sentence in catalogue(language).items() if name not in PYTHON}
    assert [(name, sentence) for name, sentence in said.items() if ENGLISH_WORDS.search(sentence)] == []


def test_german_is_calm_and_polite() -> None:
    sentences = catalogue("de")
    assert [(name, said) for name, said in sentences.items() if UNKIND.search(said) or INFORMAL.search(said)] == []


def test_a_language_that_is_not_there_is_named() -> None:
    with pytest.raises(Fault, match=r"no message catalogue for the language `tlh`"):
        catalogue("tlh")


def test_a_changed_gap_is_seen() -> None:
    assert gaps("At ${point}$ it is {value}.") != gaps("Bei {point} ist es {value}.")
    assert gaps("At ${point}$ it is {value}.") == gaps("Es ist {value} bei ${point}$.")


def graded(template: str, **wrong: str) -> Feedback:
    """What is told of a sheet with these wrong answers, without the words of its author."""
    policy = Policy(solution_on_request=True)
    sheet, keys = practice_sheet(template, level=2, seed="7", count=1)
    stub = filled_in(write_stub(sheet), {**right_answers(sheet.slots[0].issued, keys[0], 1), **wrong})
    told = grade_sheet(sheet, read_submission(Source(stub, "submission.py", ()), sheet, policy), keys, policy).feedback
    problems = tuple(msgspec.structs.replace(problem, title="", prompt="") for problem in told.problems)
    return msgspec.structs.replace(told, title="", problems=problems)


def test_feedback_in_german_is_german_throughout() -> None:
    told = graded("polar-gradient", q1b="...", q1c="[1, 2]", q1d="[1, 2*r*theta")
    text = to_terminal(feedback_document(told, "de"), 200)
    for piece in ("(a) ist richtig", "leer", "Liste der Länge 2", "nicht lesbar", "Lösungsweg", "Skalenfaktor"):
        assert piece in text
    assert ENGLISH_WORDS.findall(text) == []
