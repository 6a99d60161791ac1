"""Whatever is told about a file has a sentence, and every gap of it is filled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sheets_for_tests import RIGHT, SHEET, filled
from test_bad_input import NEEDS_RUNNING, ONE_PART
from test_read import NOTED, SHAPES, TYPED

import gradekit.documents.batch
import gradekit.problems.handing_out.record
import gradekit.submissions
from gradekit.documents.messages import words
from gradekit.documents.words.en_files import WORDS
from gradekit.documents.words.en_reading import WORDS as FORMULA_WORDS
from gradekit.errors import StudentError
from gradekit.model.message import Message
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions.files import Source, source_of
from gradekit.submissions.read import read_submission
from gradekit.submissions.selftest import self_test
from gradekit.submissions.table import closing

STUB = write_stub(SHEET)
CODES = [
    *(("q1b", code) for code, _ in TYPED),
    *(("q1b", code) for code in NEEDS_RUNNING),
    *(("q1b", code) for code, _ in NOTED),
    *((name, f"{name} = {written}") for name, written, *_ in ONE_PART),
    *((name, f"{name} = {written}") for name, written, *_ in SHAPES),
]


def test_every_note_has_a_sentence_without_gaps() -> None:
    told: set[str] = set()
    for name, code in CODES:
        submission = read_submission(Source(filled(STUB, {name: "..."}).replace(f"{name} = ...", code)), SHEET)
        for note in [*submission.notes, *(note for answer in submission.answers for note in answer.notes)]:
            sentence = words(note.message)
            told.add(note.message.id)
            assert re.match(r"[A-Z`^]", sentence), note.message.id
            assert not re.search(r"\{[a-z]+\}", sentence), note.message.id
    assert len(told) > 30


def test_the_counts_and_the_test_have_sentences() -> None:
    submission = read_submission(Source(filled(STUB, {**RIGHT, "q1a": "[1, 2]"})), SHEET)
    assert words(closing(submission)) == "7 of 7 parts read, 0 empty, 0 not readable; nothing was marked."
    assert all(words(fit.message).endswith(".") for fit in self_test(submission, SHEET))


SOURCES = [
    Path(gradekit.problems.handing_out.record.__file__),
    Path(gradekit.documents.batch.__file__),
    *sorted(Path(gradekit.submissions.__file__).parent.glob("*.py")),
]
IDS = {
    i
    for path in SOURCES
    for i in re.findall(r'"((?:file|read|intake|batch)\.[a-z0-9-]+[a-z0-9])"', path.read_text("utf-8"))
}


def test_every_id_in_the_source_has_a_sentence_and_every_sentence_is_used() -> None:
    assert IDS - set(WORDS) - set(FORMULA_WORDS) == set()
    assert set(WORDS) - IDS == set()
    assert set(WORDS) & set(FORMULA_WORDS) == set()


@pytest.mark.parametrize("raw", [b"#" * 70_000, b"\0", b"\xff"])
def test_errors_and_notes_about_files_have_sentences(raw: bytes) -> None:
    try:
        messages = [note.message for note in source_of(raw).notes]
    except StudentError as error:
        messages = [Message(error.message, dict(error.params))]
    assert messages
    assert all("{" not in words(message) for message in messages)
