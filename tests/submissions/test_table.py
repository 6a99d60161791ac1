"""The table of `check`, and the test with difference quotients."""

from __future__ import annotations

from fractions import Fraction

import msgspec
import pytest
from sheets_for_tests import RIGHT, SHEET, chain, filled, polar, sheet_of, t

from gradekit.model.codec import encode
from gradekit.model.composition import At, Components, Composition, Local, Node, Total
from gradekit.model.problem import Issued, Part
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission
from gradekit.submissions.selftest import self_test
from gradekit.submissions.table import closing, rows
from gradekit.syntax.build import multiply, number, sin

STUB = write_stub(SHEET)
SOME = {**RIGHT, "q1b": "...", "q1c": "2*", "q2b": "[[cos(theta), ...], ...]", "q2d": "[r]"}


def test_rows_say_how_each_part_was_read() -> None:
    submission = read_submission(Source(filled(STUB, SOME)), SHEET)
    found = {row.name: (row.standing, row.read, row.shape) for row in rows(submission, SHEET)}
    assert found["q1a"] == ("read", "[2*x*y, x**2]", (1, 2))
    assert found["q1b"] == ("empty", "", ())
    assert found["q1c"] == ("unread", "", ())
    assert found["q2b"] == ("partly", "[[cos(theta), ...], [..., ...]]", (2, 2))
    assert found["q2c"] == ("read", "steepest ascent", ())
    assert found["q2d"][0] == "unread"
    assert [row.text for row in rows(submission, SHEET) if row.standing == "unread"] == ["2*", "[r]"]


def test_the_counts_close_the_table() -> None:
    submission = read_submission(Source(filled(STUB, SOME)), SHEET)
    assert closing(submission).params == {"read": 4, "total": 7, "empty": 1, "unread": 2}


def test_what_is_read_reads_back_to_the_same() -> None:
    first = read_submission(Source(filled(STUB, RIGHT)), SHEET)
    again = {row.name: row.read if row.name != "q2c" else f'"{row.read}"' for row in rows(first, SHEET)}
    second = read_submission(Source(filled(STUB, again)), SHEET)
    assert [a.value for a in second.answers] == [a.value for a in first.answers]


def fits(answers: dict[str, str]) -> dict[str, tuple[bool | None, tuple[int, ...]]]:
    submission = read_submission(Source(filled(STUB, answers)), SHEET)
    return {fit.name: (fit.fits, fit.entries) for fit in self_test(submission, SHEET)}


def test_right_answers_fit() -> None:
    assert fits(RIGHT) == {
        "q1a": (True, ()),
        "q1b": (True, ()),
        "q1c": (None, ()),
        "q2a": (True, ()),
        "q2b": (True, ()),
        "q2d": (True, ()),
    }


WRONG = [
    ("q1a", "[2*x*y, 2*x]", (1,)),
    ("q1a", "[x*y, x]", (0, 1)),
    ("q1b", "2*sin(t)*cos(t)**2 + sin(t)**3", ()),
    ("q1b", "2*sin(t)*cos(t)**2 - sin(t)**3 + 1/10000", ()),
    ("q1b", "log(-t)", ()),
    ("q2b", "[[cos(theta), sin(theta)], [-r*sin(theta), r*cos(theta)]]", (1, 2)),
]


@pytest.mark.parametrize(("name", "answer", "entries"), WRONG)
def test_wrong_answers_do_not_fit_and_the_entry_is_told(name: str, answer: str, entries: tuple[int, ...]) -> None:
    found = fits({**RIGHT, name: answer})
    assert found[name] == (False, entries)
    assert all(fit is not False for other, (fit, _) in found.items() if other != name)


def test_a_rounded_answer_fits_and_a_wrong_one_does_not() -> None:
    assert fits({**RIGHT, "q1b": "2.0001*sin(t)*cos(t)**2 - sin(t)**3"})["q1b"] == (True, ())
    assert fits({**RIGHT, "q1b": "2.1*sin(t)*cos(t)**2 - sin(t)**3"})["q1b"] == (False, ())


def test_a_fast_oscillation_is_followed() -> None:
    fast = Composition(("t",), (Node("f", sin(multiply(number(200), t))),), ("f",))
    asked = Part(key="k", kind="expression", quantity=Total(("f",), ("t",)), asks="a", label="l", symbols=("t",))
    sheet = sheet_of(msgspec.structs.replace(chain(), composition=fast, parts=(asked,)))
    stub = write_stub(sheet)
    for written, expected in (("200*cos(200*t)", True), ("200.1*cos(200*t)", True), ("201*cos(200*t)", False)):
        submission = read_submission(Source(filled(stub, {"q1a": written})), sheet)
        assert [fit.fits for fit in self_test(submission, sheet)] == [expected]


def test_an_answer_in_intermediate_letters_fits() -> None:
    assert fits({**RIGHT, "q1b": "2*x*y*cos(t) - x**2*sin(t)"})["q1b"] == (True, ())


def test_open_entries_are_not_tested() -> None:
    assert fits({**RIGHT, "q2b": "[[cos(theta), ...], [..., 3]]"})["q2b"] == (False, (3,))


def test_no_value_is_told() -> None:
    submission = read_submission(Source(filled(STUB, {**RIGHT, "q1b": "t"})), SHEET)
    for fit in self_test(submission, SHEET):
        assert set(fit.message.params) <= {"entries"}
        assert b"." not in encode(fit.message).replace(b"file.test", b"")


def asking(issued: Issued, part: Part) -> Issued:
    return Issued(
        gradekit=issued.gradekit,
        template=issued.template,
        template_version=issued.template_version,
        level=1,
        title="t",
        prompt="p",
        composition=issued.composition,
        domain=issued.domain,
        box=issued.box,
        parts=(part,),
    )


def part(quantity: Local | Total | Components | At, shape: tuple[int, ...], symbols: tuple[str, ...]) -> Part:
    return Part(key="k", kind="array", quantity=quantity, asks="a", label="l", shape=shape, symbols=symbols)


POINT = {"r": Fraction(2), "theta": Fraction(1)}
# f = r^3 cos^2 sin, so f_r = 3 r^2 cos^2 sin and f_theta = r^3 (cos^3 - 2 sin^2 cos); the component is f_theta / r.
F_R = "3*r**2*cos(theta)**2*sin(theta)"
ALONG_THETA = "r**2*(cos(theta)**3 - 2*sin(theta)**2*cos(theta))"
QUANTITIES = [
    (part(Components("f"), (1, 2), ("r", "theta")), f"[{F_R}, {ALONG_THETA}]"),
    (part(Total(("f",), ("r",)), (), ("r", "theta")), F_R),
    (part(Total(("f",), ("x",)), (), ("x", "y")), "2*x*y"),
    (part(At(Total(("f",), ("r",)), POINT), (), ()), "12*cos(1)**2*sin(1)"),
    (part(At(Components("f"), POINT), (1, 2), ()), "[12*cos(1)**2*sin(1), 4*cos(1)**3 - 8*sin(1)**2*cos(1)]"),
]


@pytest.mark.parametrize(("asked", "answer"), QUANTITIES)
def test_every_quantity_is_tested(asked: Part, answer: str) -> None:
    sheet = sheet_of(asking(polar(), asked))
    stub = write_stub(sheet)
    for written, expected in ((answer, True), (f"{answer[:-1]} + 1]" if answer[0] == "[" else f"{answer} + 1", False)):
        submission = read_submission(Source(filled(stub, {"q1a": written})), sheet)
        assert [fit.fits for fit in self_test(submission, sheet)] == [expected]


def test_points_differ_between_letters_and_are_in_the_box() -> None:
    from gradekit.submissions.selftest import POINTS, _inside

    points = [_inside(polar().box, j) for j in range(POINTS)]
    assert len({point["r"] for point in points}) == POINTS
    for point in points:
        assert all(low < point[name] < high for name, (low, high) in polar().box.items())
    assert set(_inside(chain().box, 0)) == {"t"}
