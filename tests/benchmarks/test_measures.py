"""What the benchmarks count is what they say they count."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

import diagnosis
import issue_rate
from cold import REFERENCE, rows
from filling import filled, plain, right_answers, typed
from gradekit.authoring import Draws, Map, require, t, x
from gradekit.model.message import Message
from gradekit.model.outcome import Outcome
from gradekit.model.verdict import Diagnosis, Verdict
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.template import Header, Template
from gradekit.syntax.build import add, divide, multiply, number, sin, symbol
from gradekit.syntax.scope import Scope
from gradekit.syntax.text import read_text
from gradekit.syntax.tree import Array, Expr
from rewrite import labelled

X, Y = symbol("x"), symbol("y")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Array((), (add(X, number(1)),)), "x+1"),
        (Array((2,), (X, Y)), "[x, y]"),
        (Array((2, 2), (X, Y, number(0), number(1, 2))), "[[x, y], [0, (1/2)]]"),
        (Array((1, 2), (X, Y)), "[[x, y]]"),
    ],
)
def test_an_array_is_typed_as_rows(value: Array, text: str) -> None:
    assert plain(value) == text


def test_rewritten_entries_read_back_with_the_same_values() -> None:
    rng = random.Random(1)
    value = Array((2,), (multiply(X, sin(X)), divide(add(X, Y), number(3))))
    assumptions = {"x": "positive", "y": "real"}
    for _ in range(20):
        read = read_text(typed(value, frozenset("x"), rng, 2), Scope(frozenset("xy"))).value
        assert isinstance(read, tuple)
        for entry, meant in zip(read, value.entries, strict=True):
            assert isinstance(entry, Expr)
            assert labelled(entry, meant, assumptions, rng)[0] is True


def test_a_stub_is_filled_by_name_and_a_missing_name_is_told() -> None:
    assert filled("q1a = ...\nq1ab = ...", {"q1a": r"\1"}) == "q1a = \\1\nq1ab = ..."
    with pytest.raises(ValueError, match="0 lines for q2a"):
        filled("q1a = ...", {"q2a": "1"})


def test_right_answers_have_the_names_of_the_stub() -> None:
    sheet, keys = practice_sheet("total-derivative", level=1, seed="5", count=2)
    answers = right_answers(sheet.slots[1].issued, keys[1], 2)
    assert list(answers)[:2] == ["q2a", "q2b"]
    assert len(answers) == len(sheet.slots[1].issued.parts)


def told(rule: str | None, *others: str, tie: bool = False) -> Verdict:
    sentence = Message("malrule.tie" if tie else f"malrule.{rule}")
    diagnosed = Diagnosis(rules=(rule, *others), site="across", sentence=sentence) if rule else None
    return Verdict(part="df_dt", outcome=Outcome.DIFFERENT, diagnosis=diagnosed)


def test_a_sentence_of_another_rule_and_silence_are_missed() -> None:
    tally = diagnosis.Tally()
    for verdict in (
        told("sign"),
        told("other", "sign", tie=True),
        told("other", tie=True),
        told("other", "sign"),
        told(None),
        Verdict(part="df_dt", outcome=Outcome.PROVED),
        Verdict(part="df_dt", outcome=Outcome.FORM, notes=(Message("grading.letters-left"),)),
    ):
        diagnosis.count(tally, "sign", verdict)
    assert (tally.wrong, tally.different, tally.own, tally.tie, tally.form) == (7, 5, 1, 1, 1)
    assert tally.missed == {
        "sign: malrule.tie": 1, "sign: malrule.other": 1, "sign: different": 1, "sign: proved": 1,
    }  # fmt: skip
    assert tally.recognised == pytest.approx(3 / 7, abs=1e-4)
    assert tally.other == 1
    assert tally.yielded == 1


def test_ratios_are_to_the_least_time_of_the_reference() -> None:
    times = {
        REFERENCE: [1.0, 0.8],
        "gradekit --help": [0.2, 0.4],
        "gradekit grade submission.py": [0.9, 0.84],
    }
    by_name = {row["command"]: row for row in rows(times)}
    assert by_name["gradekit --help"]["ratio"] == pytest.approx(0.25)
    assert by_name["gradekit --help"]["kept"] is True
    assert by_name["gradekit grade submission.py"]["kept"] is False
    assert by_name[REFERENCE]["kept"] is None


def test_rejections_are_counted_by_rule() -> None:
    def make(g: Draws, level: int) -> Map:
        require(g.int("a", 1, 2) == level, "only one")
        return Map(t).then(x=t**2).then(f=t * x + 1)

    header = Header(slug="counted", group="g", title="t", goal="g", levels=(1, 1))
    rate = issue_rate.Rate()
    for seed in range(6):
        issue_rate.one(rate, Template(header, make), 1, str(seed))
    assert rate.issued == 6
    assert rate.draws == 6 + sum(rate.rejected.values())
    assert set(rate.rejected) == {"author"}


def test_a_question_is_right_when_it_is_filled_in_rightly() -> None:
    asked = diagnosis.question("total-derivative", 1, "2")
    part = asked.issued.parts[-1]
    value = asked.key.part(part.key).value
    assert asked.verdict(part, plain(value)).outcome is Outcome.PROVED
    shifted = Array(value.shape, tuple(add(entry, number(Fraction(1, 3))) for entry in value.entries))
    assert asked.verdict(part, plain(shifted)).outcome is Outcome.DIFFERENT
