"""Forms that a part asks for, from the bank file to the marks: asked, printed, checked, graded, told."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from gradekit.documents.check import check_document
from gradekit.documents.feedback import feedback_document
from gradekit.documents.sheet import sheet_document
from gradekit.documents.terminal import to_terminal
from gradekit.equality.asked.asked_forms import expanded, factored
from gradekit.errors import AuthorError
from gradekit.grading.sheet import GradedSheet, grade_sheet
from gradekit.model.codec import decode, encode
from gradekit.model.form import AskedForm
from gradekit.model.outcome import Outcome
from gradekit.model.policy import Policy
from gradekit.model.problem import Form, Issued, Key, Sheet
from gradekit.problems.admission.wrong import counts_as
from gradekit.problems.authoring import Map, at, composed, s, t, total
from gradekit.problems.bank.bank import issue_bank, read_bank
from gradekit.problems.handing_out.record import sheet_in
from gradekit.problems.handing_out.sheets import bank_sheet
from gradekit.problems.handing_out.soundness import sound
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.problems.worked import worked_out
from gradekit.submissions.check import check_file
from gradekit.submissions.files import read_source
from gradekit.submissions.read import read_submission
from gradekit.syntax.write import to_text

PROBLEM = """
id = "formed"
title = "Forms"
source = "this test"
level = 1
prompt = "Let {{ definitions }}, for {{ domain }}."
inputs = ["t", "s"]
[nodes]
u1 = "t**2*s"
f = "u1**2 + u1*t"
"""
PARTS = """
[[part]]
ask = "total"
of = ["f"]
by = ["t"]
form = "factored"
[[part]]
ask = "total"
of = ["f"]
by = ["s"]
form = ["expanded", "exact"]
[[part]]
ask = "composed"
of = ["f"]
form = "up-to-constant"
[[part]]
ask = "total"
of = ["f"]
by = ["t", "s"]
form = "up-to-factor"
[[part]]
ask = "total"
of = ["f"]
by = ["t"]
at = {t = "1/3", s = "2"}
form = "digits:4"
"""
F_T, F_S, F = "4*s**2*t**3 + 3*s*t**2", "2*s*t**4 + t**3", "s**2*t**4 + s*t**3"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, tuple[Key, ...], Path]:
    folder = tmp_path_factory.mktemp("bank")
    (folder / "formed.toml").write_text(PROBLEM + PARTS, encoding="utf-8")
    sheet, keys = bank_sheet(["formed"], own=[folder])
    return sheet, keys, folder


def handed_in(made: tuple[Sheet, tuple[Key, ...], Path], **answers: str) -> Path:
    text = write_stub(made[0])
    for part, answer in answers.items():
        text, found = re.subn(rf"(?m)^q1{part} = .*$", f"q1{part} = {answer}", text)
        assert found == 1
    path = made[2] / "submission.py"
    path.write_text(text, encoding="utf-8")
    return path


def graded(made: tuple[Sheet, tuple[Key, ...], Path], **answers: str) -> GradedSheet:
    policy = Policy()
    submission = read_submission(read_source(handed_in(made, **answers)), made[0], policy)
    return grade_sheet(made[0], submission, made[1], policy)


SAMPLES = [
    # part, answer, outcome, note, share of the points
    ("a", "s*t**2*(4*s*t + 3)", Outcome.PROVED, None, 1),
    ("a", "-(-s*t**2)*(4*s*t + 3)/1", Outcome.PROVED, None, 1),
    ("a", F_T, Outcome.FORM, "lacks.factored", Fraction(2, 3)),
    ("a", "(4*s*t + 3)*u1", Outcome.FORM, "grading.letters-left", Fraction(2, 3)),
    ("a", "u1*4*s*t + 3*u1", Outcome.FORM, "grading.letters-left lacks.factored", Fraction(2, 3)),
    ("a", "s*t**2*(4*s*t + 2)", Outcome.DIFFERENT, None, 0),
    ("b", F_S, Outcome.PROVED, None, 1),
    ("b", "t**3*(2*s*t + 1)", Outcome.FORM, "lacks.expanded", Fraction(2, 3)),
    ("b", "2.0*s*t**4 + t**3", Outcome.FORM, "grading.not-exact", Fraction(2, 3)),
    ("b", "t**3*(2.0*s*t + 1)", Outcome.FORM, "grading.not-exact lacks.expanded", Fraction(2, 3)),
    ("b", "2*s*t**4 - t**3", Outcome.DIFFERENT, None, 0),
    ("c", F, Outcome.PROVED, None, 1),
    ("c", f"{F} + C", Outcome.PROVED, None, 1),
    ("c", f"{F} - 7/3", Outcome.PROVED, None, 1),
    ("c", f"{F} + C*t", Outcome.DIFFERENT, None, 0),
    ("c", f"{F} + s", Outcome.DIFFERENT, None, 0),
    ("d", f"[{F_T}, {F_S}]", Outcome.PROVED, None, 1),
    ("d", f"[-2*({F_T}), -2*({F_S})]", Outcome.PROVED, None, 1),
    ("d", "[4*s**2*t + 3*s, 2*s*t**2 + t]", Outcome.DIFFERENT, None, 0),
    ("d", f"[{F_T}, 2*({F_S})]", Outcome.DIFFERENT, None, 0),
    ("d", f"[{F_T}, ...]", Outcome.BLANK, None, 0),
    ("e", "1.259", Outcome.PROVED, None, 1),
    ("e", "1.2593", Outcome.PROVED, None, 1),
    ("e", "34/27", Outcome.FORM, "lacks.digits", Fraction(2, 3)),
    ("e", "1.26", Outcome.FORM, "lacks.digits", Fraction(2, 3)),
    ("e", "1.3", Outcome.DIFFERENT, None, 0),
]


@pytest.mark.parametrize(("part", "answer", "outcome", "note", "share"), SAMPLES)
def test_an_answer_is_graded(made, part: str, answer: str, outcome: Outcome, note: str | None, share: Fraction) -> None:
    result = graded(made, **{part: answer})
    verdict = result.verdicts[0].verdicts["abcde".index(part)]
    assert verdict.outcome is outcome
    if note:
        assert [one.id for one in verdict.notes] == note.split()
    mark = result.marks[0].parts["abcde".index(part)]
    assert mark.earned == pytest.approx(share * mark.possible, abs=0.01)
    assert mark.earned >= (Fraction(2, 3) * mark.possible if share else 0)


def test_the_letter_of_the_constant_is_read_everywhere_and_right_nowhere_else(made) -> None:
    result = graded(made, a="s*t**2*(4*s*t + 3) + C", c=f"{F} + C")
    assert [v.outcome for v in result.verdicts[0].verdicts[:3:2]] == [Outcome.DIFFERENT, Outcome.PROVED]


def test_the_sheet_and_the_stub_say_which_form_is_asked(made) -> None:
    page = " ".join(to_terminal(sheet_document(made[0])).split())
    stub = write_stub(made[0])
    for told in ("in factored form", "in expanded form", "up to a constant", "up to a constant factor other than 0",
                 "as a decimal with 4 significant digits"):  # fmt: skip
        assert told in page
        assert told in stub
    assert 't, s, C = symbols("t s C", real=True)' in stub
    assert sheet_in(stub) == made[0]


def test_the_key_is_printed_in_the_form_that_is_asked(made) -> None:
    shown = [part.shown.entries for part in made[1][0].parts]
    assert factored(shown[0][0]).met
    assert expanded(shown[1][0]).met
    assert to_text(shown[4][0]) == "1.259"


def test_check_says_what_the_answer_alone_shows(made) -> None:
    path = handed_in(made, a=F_T, b="t**3*(2.0*s*t + 5)", e="34/27", c="7")
    ids = {note.message.id for row in check_file(path).rows for note in row.notes}
    assert ids == {"read.form-factored", "read.form-expanded", "read.decimal", "read.form-digits"}
    assert "asks for a factored form" in " ".join(to_terminal(check_document(check_file(path))).split())


def test_feedback_tells_the_form_once(made) -> None:
    told = " ".join(
        to_terminal(feedback_document(graded(made, a=F_T, c=f"{F} + C*t", d=f"[{F_T}, {F_S}]").feedback)).split()
    )
    assert told.count("factors further") == 1
    assert "It differs from the expected answer by more than a constant" in told
    assert "It equals the expected answer up to a constant factor" in told


def test_what_is_right_up_to_a_constant_is_no_wrong_answer(made) -> None:
    issued, key = made[0].slots[0].issued, made[1][0]
    for part in issued.parts:
        for wrong in key.part(part.key).wrong:
            assert not counts_as(wrong.values, key.part(part.key).values, part.form)


@pytest.mark.parametrize(
    ("name", "given", "right", "same"),
    [
        ("up-to-constant", [[3.0], [5.0]], [[1.0], [3.0]], True),
        ("up-to-constant", [[3.0], [6.0]], [[1.0], [3.0]], False),
        ("up-to-factor", [[2.0, 4.0], [6.0, 8.0]], [[1.0, 2.0], [3.0, 4.0]], True),
        ("up-to-factor", [[2.0, 4.0], [6.0, 9.0]], [[1.0, 2.0], [3.0, 4.0]], False),
        ("up-to-factor", [[0.0], [0.0]], [[1.0], [3.0]], False),
        ("up-to-factor", [[0.0], [0.0]], [[0.0], [0.0]], True),
    ],
)
def test_values_that_count_as_right(name, given, right, same) -> None:
    form = Form(asked=(AskedForm(name, letters=("t",)),))
    one, other = (tuple(tuple((value, 0.0) for value in row) for row in table) for table in (given, right))
    assert counts_as(one, other, form) is same


def test_a_part_without_further_forms_has_the_record_it_always_had() -> None:
    assert encode(Form(exact=True)) == b'{"exact":true,"digits":null,"related":false}'
    asked = Form(asked=(AskedForm("digits", digits=4),))
    assert decode(encode(asked), Form) == asked
    assert asked.decimal == 4
    assert Form(digits=3).decimal == 3


BAD = [
    ('form = "factord"', "No form is called `factord`. Did you mean `factored`"),
    ('form = ["factored", "expanded"]', "cannot be asked for together"),
    ('form = "up-to-constant:q"', "names `q`, which is no letter of the answer"),
    ('form = "digits:3"', "needs an answer that is a number"),
    ('form = "letters:t"', "need not be asked for"),
    ('at = {t = "1"}\nform = "up-to-constant"', "would let any number be right"),
    ('at = {t = "1"}\nform = "up-to-factor"', "would let any number but 0 be right"),
    ("form = 3", r"expected `str \| array`, got `int`"),
    ('from = "factored"', "unknown key `from`... Did you mean `form`"),
]


@pytest.mark.parametrize(("line", "words"), BAD)
def test_an_author_is_told_what_is_no_form(tmp_path: Path, line: str, words: str) -> None:
    text = (
        PROBLEM.replace('["t", "s"]', '["t"]').replace("*s", "")
        + f'[[part]]\nask = "total"\nof = ["f"]\nby = ["t"]\n{line}\n'
    )
    path = tmp_path / "formed.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AuthorError, match=words.replace("[", r"\[").replace("...", r".*")):
        issue_bank(read_bank(path))


def test_an_answer_that_cannot_be_brought_into_its_form_is_not_issued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = '[[part]]\nask = "composed"\nof = ["f"]\nform = "expanded"\n'
    path = tmp_path / "formed.toml"
    path.write_text(PROBLEM.replace("u1**2 + u1*t", "(u1 + t)**3 + s") + ask, encoding="utf-8")
    (part,) = issue_bank(read_bank(path))[1].parts
    assert expanded(part.shown.scalar).met
    monkeypatch.setattr("gradekit.problems.admission.formed._REWRITTEN", {})
    with pytest.raises(AuthorError, match=r"could not be brought into the form `expanded`"):
        issue_bank(read_bank(path))


def test_a_template_asks_for_forms_like_a_bank_problem() -> None:
    asks = (
        total("f", by="t", form="factored"),
        composed("f", form=["up-to-constant:t", "expanded"], key="g"),
        at(total("f", by="s"), {t: 1, s: 2}, form="exact", key="h"),
    )
    draft = Map(t, s).then(f=t * s + t).ask(*asks).draft()
    parts = {part.key: part for part in worked_out(draft).parts}
    assert parts["f_t"].form.forms == (AskedForm("factored"),)
    assert parts["g"].form.up_to == AskedForm("up-to-constant", letters=("t",))
    assert parts["g"].symbols[-1] == "C"
    assert parts["h"].form == Form(exact=True)
    assert parts["h"].asks.endswith("exactly")
    with pytest.raises(AuthorError, match="Did you mean `expanded`"):
        worked_out(Map(t).then(f=t**2).ask(total("f", by="t", form="expandet")).draft())


@pytest.mark.parametrize(
    "form",
    [
        AskedForm("digits", digits=0),
        AskedForm("digits", digits=51),
        AskedForm("factored", digits=3),
        AskedForm("up-to-constant", letters=("__import__",)),
        AskedForm("letters", letters=("t",)),
    ],
)
def test_a_forged_form_is_refused(made, form: AskedForm) -> None:
    slot = made[0].slots[0]
    first, *rest = slot.issued.parts
    forged: Issued = replace(slot.issued, parts=(replace(first, form=Form(asked=(form,))), *rest))
    assert sound(made[0])
    assert not sound(replace(made[0], slots=(replace(slot, issued=forged),)))
