"""Every form that can be asked for: a right answer, a wrong one, and one that is right but lacks the form."""

from __future__ import annotations

from typing import get_args

import pytest

from gradekit.equality.asked.asking import FORMS, read_form, read_forms
from gradekit.equality.texts.texts import equal
from gradekit.errors import OperatorError
from gradekit.model.codec import decode, encode
from gradekit.model.equality import Equality
from gradekit.model.evidence import Witness
from gradekit.model.form import AskedForm, FormName
from gradekit.model.outcome import Outcome

RIGHT, FORM, WRONG = Outcome.PROVED, Outcome.FORM, Outcome.DIFFERENT

SAMPLES = [
    # form                answer                      expected             outcome
    ("exact",             "x/2 + sqrt(2)",            "sqrt(2) + x/2",     RIGHT),
    ("exact",             "0.5x + sqrt(2)",           "x/2 + sqrt(2)",     FORM),
    ("exact",             "0.4x + sqrt(2)",           "x/2 + sqrt(2)",     WRONG),
    ("factored",          "(x - 1)(x + 1)",           "x^2 - 1",           RIGHT),
    ("factored",          "2(x - 1)(x + 1)",          "2x^2 - 2",          RIGHT),
    ("factored",          "-(x - 1)^2",               "-x^2 + 2x - 1",     RIGHT),
    ("factored",          "(1 - x)(x + 1)/3",         "(1 - x^2)/3",       RIGHT),
    ("factored",          "e^x (x + 1)",              "x e^x + e^x",       RIGHT),
    ("factored",          "e^(2x) (x + 1)^3 x",       "x e^(2x) (1 + x)^3", RIGHT),
    ("factored",          "x^2 + 1",                  "1 + x^2",           RIGHT),
    ("factored",          "x^2 - 1",                  "(x - 1)(x + 1)",    FORM),
    ("factored",          "x e^x + e^x",              "e^x (x + 1)",       FORM),
    ("factored",          "2x(x + 1) + 3(x + 1)",     "(2x + 3)(x + 1)",   FORM),
    ("factored",          "x^2 + 1",                  "(x - 1)(x + 1)",    WRONG),
    ("expanded",          "x^2 + 2x + 1",             "(x + 1)^2",         RIGHT),
    ("expanded",          "x e^x + e^x",              "e^x (x + 1)",       RIGHT),
    ("expanded",          "(x + 1)^2",                "x^2 + 2x + 1",      FORM),
    ("expanded",          "x - (y + 1)",              "x - y - 1",         FORM),
    ("expanded",          "x^2 + x + 1",              "(x + 1)^2",         WRONG),
    ("digits:4",          "1.414",                    "sqrt(2)",           RIGHT),
    ("digits:4",          "1.41421",                  "sqrt(2)",           RIGHT),
    ("digits:4",          "1.415",                    "sqrt(2)",           RIGHT),
    ("digits:4",          "0.5",                      "1/2",               RIGHT),
    ("digits:4",          "3",                        "sqrt(9)",           RIGHT),
    ("digits:4",          "-2.718*10^3",              "-1000e",            RIGHT),
    ("digits:4",          "1.41",                     "sqrt(2)",           FORM),
    ("digits:4",          "sqrt(2)",                  "sqrt(2)",           FORM),
    ("digits:4",          "1/2",                      "1/2",               FORM),
    ("digits:4",          "1.416",                    "sqrt(2)",           WRONG),
    ("digits:4",          "1.4",                      "sqrt(2)",           WRONG),
    ("letters:t",         "2t cos(t^2)",              "2 t cos(t^2)",      RIGHT),
    ("letters:t",         "2t + u1 - u1",             "2t",                FORM),
    ("letters:t",         "3t",                       "2t",                WRONG),
    ("up-to-constant",    "x^2 + 7",                  "x^2",               RIGHT),
    ("up-to-constant",    "sin(x)^2 + C",             "-cos(x)^2",         RIGHT),
    ("up-to-constant",    "x^2 y + C_1",              "x^2 y",             RIGHT),
    ("up-to-constant",    "x^2 - 1",                  "x^2 + C",           RIGHT),
    ("up-to-constant",    "x^2 + K",                  "x^2 + C",           RIGHT),
    ("up-to-constant",    "k x + 1",                  "k x",               RIGHT),
    ("up-to-constant",    "x + 2k",                   "x + k",             WRONG),
    ("up-to-constant",    "C^2",                      "C",                 WRONG),
    ("up-to-constant",    "x^2 + 7y",                 "x^2",               WRONG),
    ("up-to-constant",    "x^2 + C x",                "x^2",               WRONG),
    ("up-to-constant",    "x",                        "0",                 WRONG),
    ("up-to-constant:x",  "x^2 + 7y",                 "x^2",               RIGHT),
    ("up-to-constant",    "[x + 1, y - C]",           "[x, y]",            RIGHT),
    ("up-to-factor",      "3x",                       "x",                 RIGHT),
    ("up-to-factor",      "e^(x + 2)",                "e^x",               RIGHT),
    ("up-to-factor",      "[2x, 2y]",                 "[x, y]",            RIGHT),
    ("up-to-factor",      "[-2, 0, 4]",               "[1, 0, -2]",        RIGHT),
    ("up-to-factor",      "[0, 0]",                   "[0, 0]",            RIGHT),
    ("up-to-factor",      "[2x, 3y]",                 "[x, y]",            WRONG),
    ("up-to-factor",      "[x^2, x y]",               "[x, y]",            WRONG),
    ("up-to-factor",      "[0, 0]",                   "[x, y]",            WRONG),
    ("up-to-factor",      "[x, 0]",                   "[x, y]",            WRONG),
    ("up-to-factor",      "0",                        "x",                 WRONG),
    ("up-to-factor:x",    "x y",                      "x",                 RIGHT),
]  # fmt: skip


@pytest.mark.parametrize(("form", "answer", "expected", "outcome"), SAMPLES)
def test_a_sample(form: str, answer: str, expected: str, outcome: Outcome) -> None:
    result = equal(answer, expected, form=form)
    assert result.outcome is outcome
    assert [note.id for note in result.notes] == ([f"lacks.{read_form(form).name}"] if outcome is FORM else [])
    assert result.asked == (read_form(form),)
    assert decode(encode(result), Equality) == result


def test_every_form_has_samples_of_each_outcome() -> None:
    assert FORMS.keys() == set(get_args(FormName))
    for name in FORMS:
        found = {outcome for form, _, _, outcome in SAMPLES if read_form(form).name == name}
        assert found == ({RIGHT, WRONG} if name.startswith("up-to") else {RIGHT, FORM, WRONG}), name


def test_without_a_form_nothing_is_asked() -> None:
    assert equal("x^2 - 1", "(x - 1)(x + 1)").outcome is RIGHT
    assert equal("x + 1", "x").outcome is WRONG
    assert equal("1.414", "sqrt(2)").outcome is WRONG


def test_several_forms_at_once() -> None:
    result = equal("0.5(x^2 - 1)", "(x^2 - 1)/2", form=["factored", "exact"])
    assert [note.id for note in result.notes] == ["lacks.factored", "lacks.exact"]
    assert equal("3(x - 1)(x + 1)", "x^2 - 1", form=["factored", "up-to-factor"]).outcome is RIGHT
    assert equal("3(x^2 - 1)", "x^2 - 1", form=["factored", "up-to-factor"]).outcome is FORM


def test_one_wrong_component_makes_the_whole_direction_wrong() -> None:
    result = equal("[2x, 3y, 2]", "[x, y, 1]", form="up-to-factor")
    assert [entry.outcome for entry in result.entries] == [WRONG] * 3


def test_letters_of_the_second_point_are_told_apart_from_all_others() -> None:
    letters = {"x": "real", "x_other": "real"}
    for answer, outcome in (("[2x, 2x_other]", RIGHT), ("[x, x_other + 1]", WRONG), ("[x^2, x x_other]", WRONG)):
        assert equal(answer, "[x, x_other]", assume=letters, form="up-to-factor").outcome is outcome
    evidence = equal("sin(x) + x_other", "cos(x)", assume=letters, form="up-to-factor:x").evidence
    assert isinstance(evidence, Witness)
    assert evidence.point.keys() == {"x", "x_other", "x_other_"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("factord", "Did you mean `factored`"),
        ("up-to-konstant", "Did you mean `up-to-constant`"),
        ("nonsense", "Known are `exact`, `factored`"),
        ("digits", r"from 1 to 50: `digits:4`"),
        ("digits:0", "from 1 to 50"),
        ("digits:51", "from 1 to 50"),
        ("digits:four", "from 1 to 50"),
        ("digits:" + "9" * 5000, "from 1 to 50"),
        ("factored:x", "is not a form"),
        ("letters", r"`letters:x,y`"),
        ("up-to-constant:", "is not a form"),
        ("up-to-constant:x+y", "is not a form"),
        ("", "No form is called"),
    ],
)
def test_what_is_no_form_is_told_with_the_nearest(text: str, words: str) -> None:
    with pytest.raises(OperatorError, match=words):
        read_form(text)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["factored", "expanded"], "`factored` and `expanded` cannot be asked for together"),
        (["exact", "digits:3"], "cannot be asked for together"),
        (["up-to-constant", "up-to-factor"], "cannot be asked for together"),
        (["digits:3", "up-to-factor"], "cannot be asked for together"),
        (["exact", "exact"], "`exact` is asked for twice"),
    ],
)
def test_forms_that_do_not_go_together(texts: list[str], words: str) -> None:
    with pytest.raises(OperatorError, match=words):
        read_forms(texts)


@pytest.mark.parametrize("text", ["factored", "digits:4", "letters:x,y", "up-to-constant:x", "up-to-factor"])
def test_a_form_is_written_as_it_is_read(text: str) -> None:
    assert str(read_form(text)) == text
    assert read_form(f"  {text} ".replace(":", " : ")) == read_form(text)
    assert isinstance(read_form(text), AskedForm)


IMAGINARY = [
    ("e^(i x)", "cos(x) + i sin(x)", {"x": "complex"}, "real", Outcome.PROVED),
    ("2i + I", "3I", {}, "real", Outcome.PROVED),
    ("i^2", "-1", {}, "principal", Outcome.PROVED),
    ("i^2", "-1", {}, "real", Outcome.DIFFERENT),
    ("i^2 + x", "x - 1", {"x": "complex"}, "real", Outcome.PROVED),
    ("i^2 + x", "x - 1", {"x": "complex", "i": "integer"}, "real", Outcome.DIFFERENT),
]


@pytest.mark.parametrize("latex", [False, True])
@pytest.mark.parametrize(("a", "b", "assume", "reading", "outcome"), IMAGINARY)
def test_i_is_the_imaginary_unit_where_complex_numbers_are_declared(
    a: str, b: str, assume: dict[str, str], reading: str, outcome: Outcome, latex: bool
) -> None:
    if latex:
        a, b = a.replace("(i x)", "{i x}"), b.replace("cos", r"\cos").replace("sin", r"\sin")
    assert equal(a, b, assume=assume, reading=reading, latex=latex).outcome is outcome
