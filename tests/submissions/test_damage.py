"""Random damage: a line that is spoilt spoils nothing beside it, and no text at all makes reading fail."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sheets_for_tests import RIGHT, SHEET, filled

from gradekit.errors import StudentError
from gradekit.problems.handing_out.stubs import sheet_in, write_stub
from gradekit.submissions.files import Source, source_of
from gradekit.submissions.read import read_submission

FILE = filled(write_stub(SHEET), RIGHT)
HEAD, TAIL = FILE[: FILE.index("if __name__")], FILE[FILE.index("if __name__") :]
LINES = HEAD.split("\n")
WHOLE = read_submission(Source(FILE), SHEET)
ANSWER_LINES = {name: next(i for i, line in enumerate(LINES) if line.startswith(f"{name} =")) for name in RIGHT}

noise = st.text(alphabet="()[]{}\"'#\\;:=,.*/+-^ \t@qab12xyt\n\0é|", max_size=12)
words = st.sampled_from(
    [
        "for",
        "if t:",
        "def f(",
        "class A:",
        '"""',
        "'''",
        "import os",
        "x = ",
        "t = t**2",
        "return",
        "lambda",
        "q1b",
        "q9z = 3",
    ]
)


def spoilt(line: str, place: int, piece: str, cut: int) -> str:
    place %= len(line) + 1
    return line[:place] + piece + line[place + cut :]


@settings(deadline=None, max_examples=250)
@given(st.sampled_from(sorted(RIGHT)), st.integers(0, 200), noise | words, st.integers(0, 5))
def test_damage_to_the_line_of_one_answer_changes_no_other(name: str, place: int, piece: str, cut: int) -> None:
    lines = list(LINES)
    number = ANSWER_LINES[name]
    lines[number] = f"{name} = " + spoilt(RIGHT[name], place, piece.replace("\n", " "), cut)
    # Names that are given a value on purpose are no damage; `;` begins a statement of its own.
    lines[number] = lines[number].replace(";", ",").replace("=", " ").replace(f"{name}  ", f"{name} =", 1)
    submission = read_submission(Source("\n".join(lines) + TAIL), SHEET)
    for answer, right in zip(submission.answers, WHOLE.answers, strict=True):
        if answer.name != name:
            assert (answer.value, answer.word, answer.trouble) == (right.value, right.word, None)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(LINES) - 1), st.integers(0, 200), st.integers(1, 5))
@example(5, 10, 5)
def test_letters_lost_from_any_line_change_only_what_stands_there(number: int, place: int, cut: int) -> None:
    lines = list(LINES)
    lines[number] = spoilt(lines[number], place, "", cut)
    submission = read_submission(Source("\n".join(lines) + TAIL), SHEET)
    own = {name for name, line in ANSWER_LINES.items() if line == number}
    for answer, right in zip(submission.answers, WHOLE.answers, strict=True):
        if answer.name not in own:
            assert (answer.value, answer.word, answer.trouble) == (right.value, right.word, None)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(RIGHT)), words)
def test_a_whole_line_replaced_costs_its_own_part(name: str, piece: str) -> None:
    if "=" in piece:
        return
    lines = list(LINES)
    lines[ANSWER_LINES[name]] = piece
    submission = read_submission(Source("\n".join(lines) + TAIL), SHEET)
    for answer, right in zip(submission.answers, WHOLE.answers, strict=True):
        if answer.name != name:
            assert (answer.value, answer.word, answer.trouble) == (right.value, right.word, None)


def read_anything(raw: bytes) -> bool:
    """Whether the bytes are a file of a sheet; reading against a given sheet never fails."""
    try:
        source = source_of(raw)
    except StudentError:
        return False
    submission = read_submission(source, SHEET)
    assert [answer.name for answer in submission.answers] == list(RIGHT)
    assert all(
        (answer.trouble is None) == (answer.value is not None or bool(answer.word)) for answer in submission.answers
    )
    try:
        return sheet_in(source.text) == SHEET
    except StudentError:
        return False


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_read(raw: bytes) -> None:
    assert not read_anything(raw)


SYNTAX = """= ( ) [ ] , def return lambda f( f(x): x y t ... ' # : ; diff .subs( ** ^ for in if import from sympy as
    symbols('x') Matrix @ += [0] é ² | { } := del d[ {'a':t} d={} global if t>0: range(3) w.pop() else: sum( while
    exec( *w, lambda dict( w=[t] as with"""
NEW_LINES = ["\n", "\n    ", "\\\n", " ", '"""', "\n# ---- Problem 1 ----\n", "\n# ---- Problem 2 ----\n"]
pieces = st.sampled_from([*RIGHT, *RIGHT.values(), *SYNTAX.split(), *NEW_LINES])


@settings(deadline=None, max_examples=400)
@given(st.lists(pieces, max_size=25).map("".join))
def test_random_code_is_read_or_told(text: str) -> None:
    assert not read_anything(text.encode())


@settings(deadline=None, max_examples=100)
@given(st.integers(0, len(FILE.encode()) - 1), st.integers(0, 255))
def test_one_byte_changed_anywhere(place: int, value: int) -> None:
    raw = bytearray(FILE.encode())
    raw[place] = value
    assert read_anything(bytes(raw)) in (True, False)


@pytest.mark.parametrize("name", sorted(RIGHT))
@pytest.mark.parametrize("damage", ["(", "[", '"""', "'", ")", "\\", "=", ":", "#", " for", "\0"])
def test_typical_slips_at_the_end_of_a_line(name: str, damage: str) -> None:
    lines = list(LINES)
    lines[ANSWER_LINES[name]] += damage
    submission = read_submission(Source("\n".join(lines) + TAIL), SHEET)
    for answer, right in zip(submission.answers, WHOLE.answers, strict=True):
        if answer.name != name:
            assert (answer.value, answer.word, answer.trouble) == (right.value, right.word, None)


LONG = 60_000
HOSTILE = {
    "blanks in an assignment": "q1b" + " " * LONG + "y",
    "blanks after a colon": "q1b:" + " " * LONG,
    "blanks at the end": "q1b = t +" + " " * LONG + "\n",
    "targets": "q1b," * (LONG // 4),
    "one long name": "q1b = " + "a" * LONG + "(",
    "quotation marks": "q1b = '" + "\\'" * 8_000,
    "opening brackets": "(\n" * (LONG // 2),
    "opened assignments": "q1b = [\n" * (LONG // 8),
    "statements": "q1b = t;" * (LONG // 8),
    "conditions": "if a:\n b = 1\n" + "elif a:\n b = 1\n" * (LONG // 16),
    "names": "".join(f"a{i} = t\n" for i in range(LONG // 10)) + "q1b = a1",
    "calls": "def f(s): return " + "s+" * 900 + "s\n" + "q1b = f(t)\n" * 4_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_read_in_no_time(kind: str) -> None:
    """Each of these takes minutes where a pattern or a loop goes over the text again and again."""
    start = time.process_time()
    submission = read_submission(Source("# ---- Problem 1 ----\n" + HOSTILE[kind]), SHEET)
    assert time.process_time() - start < 10
    assert submission.answer(1, "df_dt").trouble is not None
