"""Where one of the four sources is wrong, careless or damaged: the right thing counts, and what is printed does not.

Answers go the whole way of a student's, through the stub, the reader and the comparison. docs/source-errors.tsv says
which test belongs to which place.
"""

from functools import cache

import mpmath
import pytest

from gradekit.grading.grade import grade_problem
from gradekit.grading.trial import filled_in
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.policy import Policy
from gradekit.problems.handing_out.sheets import bank_sheet
from gradekit.problems.handing_out.stubs import answer_name, write_stub
from gradekit.problems.issue import issue
from gradekit.problems.template import template_named
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission


@cache
def handed_out(name):
    sheet, keys = bank_sheet([name])
    return sheet, sheet.slots[0].issued, keys[0], write_stub(sheet)


def judged(name, part, text):
    sheet, issued, key, stub = handed_out(name)
    place = [one.key for one in issued.parts].index(part)
    source = Source(filled_in(stub, {answer_name(1, place): text}), "submission.py", ())
    answers = read_submission(source, sheet, Policy()).answers
    return grade_problem(issued, key, answers, slot=1).verdict(part)


DELTA = "2*(a{0} - y{0})*(1 - a{0}**2)"
D1, D2 = DELTA.format(1), DELTA.format(2)
ZEROS = "[0, 0, 0]"
INNER = "x**2 + exp(x**2)"

CASES = [
    # problem, part, what is right, what is printed or follows from it
    ("one-neuron", "grad_C", "[[2*(a-y)*a*(1-a)*a0, 2*(a-y)*a*(1-a)]]", "[[2*(a-y)/a*a0, 2*(a-y)/a]]"),
    (
        "three-paths-that-cancel",
        "J_f",
        "[[cos(x)*exp(y*z**2), z**2*sin(x)*exp(y*z**2), 2*y*z*sin(x)*exp(y*z**2)]]",
        "[[cos(x)*exp(y*z**2), z**2*sin(x)*exp(y*z**2), 2*y*sin(x)*exp(y*z**2)]]",
    ),
    ("three-paths-that-cancel", "df_dt", "exp(1)*cos(t - 1)", "exp(1)*cos(t - 1) + 2*sin(t - 1)"),
    (
        "layer-of-a-network",
        "dC_dW_mixed",
        f"[[x1*{D1}, x1*{D2}], [x2*{D1}, x2*{D2}], [x3*{D1}, x3*{D2}]]",
        f"[[x1*{D2}, x1*{D1}], [x2*{D2}, x2*{D1}], [x3*{D2}, x3*{D1}]]",
    ),
    ("nested-log-of-square", "dy_dx", "6*x**2*cos(x**3)/sin(x**3)", "6*x**5*cos(x**6)/sin(x**6)"),
    ("x-plus-square", "routes", "2", "1"),
    ("x-plus-square", "dy_dx", "1 + 2*x", "2*x"),
    ("x-times-square", "dy_dx", "3*x**2", "2*x**2"),
    ("used-directly-too", "dL_dp", "sin(p) + p*cos(p)", "p*cos(p)"),
    (
        "linear-map-by-its-matrix",
        "df_dA",
        f"[[[x1, x2, x3], {ZEROS}], [{ZEROS}, [x1, x2, x3]]]",
        "[[[x1, x2, x3], [x1, x2, x3]], [[x1, x2, x3], [x1, x2, x3]]]",
    ),
    ("circle-and-parabola", "df_dt", "2*sin(t)*cos(t) - 2*sin(t)", "2*sin(t)*cos(t)*2*2*sin(t)"),
    (
        "root-and-cosine-of-one-inner",
        "df_dx",
        f"(1/(2*sqrt({INNER})) - sin({INNER}))*2*x*(1 + exp(x**2))",
        f"(1/(2*sqrt({INNER})) * (2*sin({INNER})))*2*x*(1 + exp(x**2))",
    ),
    (
        "exponential-along-a-spiral",
        "df_dt_mixed",
        "exp(x1*x2**2)*(x2**2*(cos(t) - t*sin(t)) + 2*x1*x2*(sin(t) + t*cos(t)))",
        "exp(x1*x2**2)*(x2**2*(cos(t) - t*sin(t)) + 2*x1*x2*(sin(t) - t*cos(t)))",
    ),
    # the gradient at (10, 1) is (20, 20), and the rate 1/20
    ("one-step-down-a-narrow-bowl", "next", "[[9, 0]]", "[[11, 2]]"),
]


@pytest.mark.parametrize(("name", "part", "right", "printed"), CASES)
def test_what_is_printed_is_wrong_and_what_is_right_counts(name, part, right, printed):
    assert judged(name, part, right).outcome in RIGHT - {Outcome.FORM}
    assert judged(name, part, printed).outcome is Outcome.DIFFERENT


def test_the_inverse_of_sigma_is_another_number_than_its_derivative():
    def sigma(z):
        return 1 / (1 + mpmath.exp(-z))

    derivative, inverse = mpmath.diff(sigma, mpmath.mpf("0.3")), mpmath.log(mpmath.mpf(3) / 7)
    assert mpmath.almosteq(derivative, sigma(mpmath.mpf("0.3")) * (1 - sigma(mpmath.mpf("0.3"))), rel_eps=1e-9)
    assert abs(derivative - inverse) > 1


@pytest.mark.parametrize(("name", "part"), [("one-neuron", "grad_C"), ("layer-of-a-network", "dC_dW_mixed")])
def test_derivatives_by_one_of_several_variables_are_partial(name, part):
    _, issued, _, _ = handed_out(name)
    assert r"\partial C" in issued.part(part).label + issued.part(part).asks
    assert r"\frac{dC}" not in issued.part(part).label + issued.part(part).asks


@pytest.mark.parametrize("name", ["circle-and-parabola", "exponential-along-a-spiral", "x-plus-square"])
def test_derivatives_by_the_only_variable_are_ordinary(name):
    _, issued, _, _ = handed_out(name)
    label = issued.parts[-1].label
    assert label.startswith(r"\frac{d")
    assert "partial" not in label


def test_the_question_shows_how_a_power_is_meant():
    _, issued, _, _ = handed_out("nested-log-of-square")
    assert r"(\sin(x^3))^2" in issued.prompt


@pytest.mark.parametrize("level", [1, 3])
def test_partial_and_total_are_both_asked_and_differ(level):
    issued, key = issue(template_named("total-vs-partial"), level, "3")
    held, moving = (key.part(part.key) for part in issued.parts)
    assert held.value != moving.value
    labels = [part.label for part in issued.parts]
    assert r"\frac{\partial f}{\partial t}" in labels[0] or "J_{f}" in labels[0]
    assert r"\frac{df}{dt}" in labels[1]


@pytest.mark.parametrize(
    ("name", "formula"),
    [("one-neuron", "C = (a - y)^2"), ("mean-square-loss", r"C = \frac{1}{2} (e_1^2 + e_2^2)"),
     ("layer-of-a-network", r"C = \left\lVert a - y \right\rVert^{2}")],
)  # fmt: skip
def test_the_loss_is_printed(name, formula):
    assert formula in handed_out(name)[1].prompt


def test_the_outer_jacobian_belongs_to_the_inner_values():
    """The row J_f at the place of t instead of x(t) is foreseen, and is wrong."""
    _, _, key, _ = handed_out("two-layers")
    foreseen = {wrong.rule for part in key.parts for wrong in part.wrong}
    assert foreseen & {"jacobian-at-input-point", "not-composed-argument"}
