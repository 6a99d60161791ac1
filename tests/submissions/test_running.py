"""What cannot be read is run: answers, reasons, levels, and the same answers by both roads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets_for_tests import chain

from gradekit.model.answer import Answer, Submission
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Issued, Sheet, Slot
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.sandbox.levels import unsupported
from gradekit.submissions.files import source_of
from gradekit.submissions.programs import program_of
from gradekit.submissions.read import read_submission
from gradekit.submissions.running import Runner
from sandboxing.offered import lacking

pytestmark = pytest.mark.skipif(unsupported() is not None, reason="nothing can be sealed on this system")


def sheet_with(issued: Issued) -> Sheet:
    slot = Slot(1, issued, variant_id(issued))
    return Sheet(gradekit="0.1.0", id=sheet_id([slot]), title="A sheet", slots=(slot,))


SHEET = sheet_with(chain())


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    if why := lacking("sealed"):
        pytest.skip(why)
    with Runner("sealed") as opened:
        yield opened


def ran(runner: Runner, text: str, policy: Policy | None = None) -> Submission:
    source, told = source_of(text.encode()), policy or Policy()
    return runner.complete(read_submission(source, SHEET, told), source, SHEET, told)


def first(runner: Runner, text: str, name: str = "q1b") -> Answer:
    return next(answer for answer in ran(runner, text).answers if answer.name == name)


def looped(line: str) -> str:
    """The line in a loop that no reader unrolls."""
    return f"while True:\n    {line}\n    break\n"


LOOP = looped("q1b = 2*sin(t)*cos(t)**2 - sin(t)**3")


def test_a_loop_is_run_and_its_answer_is_that_of_the_formula(runner: Runner) -> None:
    submission = ran(runner, f"q1a = [2*x*y, x**2]\n{LOOP}")
    assert submission.level == "sealed"
    assert [answer.trouble for answer in submission.answers[:2]] == [None, None]


def test_a_file_that_can_be_read_is_not_run() -> None:
    with Runner("sealed") as unused:
        assert ran(unused, "q1b = cos(t)").level == "read"
        assert not unused._looked


def test_nothing_is_run_at_the_level_that_reads() -> None:
    with Runner("read") as reading:
        submission = ran(reading, LOOP)
    assert submission.level == "read"
    assert submission.answers[1].trouble is Outcome.NEEDS_RUNNING


REASONS = [
    # the line in the loop                         how it ends               which sentence
    ("q1b = 1/0", Outcome.UNREAD, "run.failed"),
    ("q1b = open('x')", Outcome.UNREAD, "run.forbidden"),
    ("q1b = __import__('sklearn')", Outcome.UNREAD, "run.module"),
    ("q1b = input()", Outcome.UNREAD, "run.input"),
    ("q1b = [0] * 10**10", Outcome.STOPPED, "run.memory"),
    ("q1b = object()", Outcome.UNREAD, "run.no-form"),
    ("q1b = Symbol('other')", Outcome.UNKNOWN_SYMBOL, "read.unknown-name"),
    ("q1b = __import__('os')._exit(0)", Outcome.UNREAD, "run.ended"),
]


@pytest.mark.parametrize(("text", "outcome", "sentence"), REASONS)
def test_every_ending_has_its_sentence(runner: Runner, text: str, outcome: Outcome, sentence: str) -> None:
    answer = first(runner, looped(text))
    assert (answer.trouble, answer.notes[0].message.id) == (outcome, sentence)


def test_a_line_that_is_no_python_costs_only_its_part(runner: Runner) -> None:
    submission = ran(runner, f"q1a = [2x y, x^2]\n{LOOP}")
    assert [answer.trouble for answer in submission.answers[:2]] == [None, None]


FORMULAS = st.recursive(
    st.sampled_from(["t", "2", "3", "(1/3)", "(5/2)", "pi"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        inner.map(lambda e: f"sin({e})"),
        inner.map(lambda e: f"{e}**2"),
        inner.map(lambda e: f"{e}/7"),
        inner.map(lambda e: f"({e}^2)"),
    ),
    max_leaves=6,
)


@settings(max_examples=25, deadline=None)
@given(text=FORMULAS)
def test_both_roads_give_equal_answers(runner: Runner, text: str) -> None:
    from gradekit.equality.decide import decide
    from gradekit.model.domain import Domain

    read = first(runner, f"q1b = {text}")
    run = first(runner, looped(f"q1b = {text}"))
    assert read.value is not None
    assert run.value is not None
    left, right = read.value.entries[0], run.value.entries[0]
    assert left is not None
    assert right is not None
    assert decide(right, left, Domain()).outcome in (Outcome.PROVED, Outcome.AGREED)


def test_the_program_holds_no_record_of_the_sheet() -> None:
    from gradekit.problems.handing_out.stubs import write_stub

    program = program_of(source_of(write_stub(SHEET).encode()), SHEET, ["q1b"])
    assert "gradekit data" not in program.source
    assert program.letters == ("f", "t", "x", "y")
    assert [problem for _, problem in program.places] == [1]


def test_trusted_says_so_in_the_report() -> None:
    with Runner("trusted") as trusting:
        submission = ran(trusting, LOOP)
    assert submission.level == "trusted"
    assert submission.notes[-1].message.id == "run.level-trusted"


def test_a_program_is_run_by_the_path_of_the_grader_too(runner: Runner) -> None:
    answer = first(runner, looped("q1b = t^2/3"))
    assert answer.value is not None
    assert answer.trouble is None
