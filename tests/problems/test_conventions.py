"""The conventions of a course: what they change in a problem, what they leave alone, and what a record says of them."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import lru_cache

import pytest
import sympy
from msgspec import UNSET

from gradekit.authoring import Map, arrays, local, symbols, total
from gradekit.calculus.hints import hints
from gradekit.calculus.steps import worked_solution
from gradekit.documents.handout import write_practice
from gradekit.errors import AuthorError, OperatorError
from gradekit.grading.grade import grade_problem
from gradekit.grading.practice import grade_file
from gradekit.kinds.fitting import fitted
from gradekit.model.answer import Answer, Submission, Value
from gradekit.model.codec import decode, encode
from gradekit.model.composition import At, by_columns
from gradekit.model.conventions import USUAL, VALUES, Conventions, conventions_of, held
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Issued, Key, Sheet, Slot
from gradekit.problems.drafting.drawing import drawn
from gradekit.problems.drafting.draws import Draws, seed_number
from gradekit.problems.handing_out.deployed import deployed_sheet, freeze
from gradekit.problems.handing_out.keystore import key_for
from gradekit.problems.handing_out.sheets import practice_sheet
from gradekit.problems.issue import issue
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import Header, Template, headers, template_named
from gradekit.submissions.selftest import self_test
from gradekit.syntax.sympy_bridge import from_sympy, to_sympy
from gradekit.syntax.tree import Array
from gradekit.version import VERSION

FOLLOWING = [
    # template                 level  convention
    ("curvilinear-gradient",   3,     "angles=mathematics"),
    ("jacobian-determinant",   4,     "angles=mathematics"),
    ("vector-elementwise",     2,     "layout=denominator"),
    ("vector-reduction",       1,     "layout=denominator"),
    ("activation-derivatives", 5,     "layout=denominator"),
    ("softmax-xent",           3,     "layout=denominator"),
    ("layer-backprop",         3,     "loss=none"),
    ("mlp-delta",              4,     "loss=mean"),
    ("neuron-backprop",        2,     "loss=half"),
]  # fmt: skip
"""Templates that follow a convention, at a level at which they do."""

LEFT_ALONE = [("total-derivative", 2), ("curvilinear-gradient", 2), ("jacobian", 1)]
EVERYTHING = conventions_of(["angles=mathematics", "layout=denominator", "loss=mean", "decimal=comma"])
LEVELS = [(header.slug, level) for header in headers() for level in range(header.levels[0], header.levels[1] + 1)]


@lru_cache
def problem(slug: str, level: int, *settled: str) -> tuple[Issued, Key]:
    return issue(template_named(slug), level, "1", conventions=conventions_of(settled))


@pytest.mark.parametrize(("slug", "level", "settled"), FOLLOWING)
def test_a_template_follows_the_convention_and_its_record_says_so(slug: str, level: int, settled: str) -> None:
    (plain, _), (issued, key) = problem(slug, level), problem(slug, level, settled)
    assert plain.conventions is UNSET
    assert issued.conventions == conventions_of([settled])
    assert key.variant != problem(slug, level)[1].variant
    assert decode(encode(issued), Issued) == issued


@pytest.mark.parametrize(("slug", "level"), LEFT_ALONE)
def test_a_problem_that_has_nothing_to_do_with_a_convention_is_the_one_it_always_was(slug: str, level: int) -> None:
    issued, key = issue(template_named(slug), level, "1", conventions=EVERYTHING)
    assert issued == problem(slug, level)[0]
    assert key.variant == problem(slug, level)[1].variant


def test_the_angles_change_their_letters_and_nothing_else() -> None:
    """The same draw with theta and phi exchanged has the same answers, theta and phi exchanged."""
    (one, key), (other, theirs) = (
        problem("curvilinear-gradient", 3, *names) for names in ((), ("angles=mathematics",))
    )
    assert other.composition.inputs == ("r", "phi", "theta")
    assert other.composition.frame is not None
    assert "$\\phi$ is the angle from the positive $z$-axis" in other.prompt
    r, theta, phi = sympy.symbols("r theta phi", positive=True)
    named, exchanged = {"r": r, "theta": theta, "phi": phi}, {"r": r, "theta": phi, "phi": theta}
    for part in one.parts:
        for mine, told in zip(key.part(part.key).value, theirs.part(part.key).value, strict=True):
            assert sympy.simplify(to_sympy(mine, exchanged) - to_sympy(told, named)) == 0


DERIVATIVES = [("vector-elementwise", 2), ("vector-reduction", 1), ("vector-reduction", 4), ("softmax-xent", 3)]


@pytest.mark.parametrize(("slug", "level"), DERIVATIVES)
def test_the_other_layout_is_the_transposed_key(slug: str, level: int) -> None:
    (one, key), (other, theirs) = problem(slug, level), problem(slug, level, "layout=denominator")
    turned = 0
    for part in one.parts:
        mine, told = key.part(part.key).value, theirs.part(part.key).value
        asked = other.part(part.key)
        quantity = asked.quantity.quantity if isinstance(asked.quantity, At) else asked.quantity
        if getattr(quantity, "turned", False):
            turned += 1
            assert (
                sympy.Matrix(*told.shape, list(map(to_sympy, told)))
                == sympy.Matrix(*mine.shape, list(map(to_sympy, mine))).T
            )
            assert asked.shape == part.shape[::-1]
        else:
            assert told == mine
    assert turned


def given(part: str, value: Array) -> Answer:
    nested = tuple(value.entries) if len(value.shape) == 1 else rows(value)
    return Answer(slot=1, part=part, name="q1a", value=fitted(nested, value.shape)[0])


def rows(value: Array) -> tuple[tuple[object, ...], ...]:
    width = value.shape[1]
    return tuple(value.entries[i : i + width] for i in range(0, len(value.entries), width))


def test_a_matrix_in_the_other_layout_is_wrong_and_named() -> None:
    issued, key = chain("layout=denominator")
    right = key.part("df_dx").value
    assert right.shape == (2, 2)
    assert grade_problem(issued, key, [given("df_dx", right)]).verdict("df_dx").outcome in RIGHT
    wrong = grade_problem(issued, key, [given("df_dx", right.turned())]).verdict("df_dx")
    assert wrong.outcome is Outcome.DIFFERENT
    assert wrong.diagnosis is not None
    assert "transpose" in wrong.diagnosis.rules


@pytest.mark.parametrize("settled", ["layout=numerator", "layout=denominator"])
def test_a_line_in_the_other_layout_is_right_but_for_its_orientation(settled: str) -> None:
    issued, _ = problem("vector-reduction", 1, settled)
    part = next(p for p in issued.parts if 1 in p.shape)
    entries = problem("vector-reduction", 1, settled)[1].part(part.key).value.entries
    line = Array(part.shape[::-1], entries)
    value, notes = fitted(rows(line), part.shape)
    assert [note.id for note in notes] == ["read.orientation"]
    assert value == Value(part.shape, entries)


def turned_chain(_g: Draws, _level: int) -> Map:
    (x,), (x1, x2, v1, v2) = arrays("x:2"), symbols("x1 x2 v1 v2")
    drawn = Map(x).then(v=[2 * x1 + 3 * x2, 5 * x1 + 7 * x2]).then(f=[v1**2, v1 + 11 * v2])
    asked = (local("v", by="x"), local("f", by="v"), total("f", by="x"))
    return drawn.ask(*(replace(one, layout="course") for one in asked))


def chain(*settled: str) -> tuple[Issued, Key]:
    header = Header(slug="chain", group="tests", title="T", goal="g", levels=(1, 1))
    return issue(Template(header, turned_chain), 1, "1", conventions=conventions_of(settled))


def matrix(*entries: str) -> Array:
    return Array((2, 2), tuple(map(from_sympy, map(sympy.sympify, entries))))


def test_own_values_in_the_other_layout_are_followed() -> None:
    """With dv/dx = [[2, 5], [3, 4]], the 4 a slip, and df/dv = [[2 v1, 1], [0, 11]] a column for each output, the
    product (dv/dx)(df/dv) follows; by hand."""
    issued, key = chain("layout=denominator")
    assert key.part("df_dv").value == matrix("2*v1", "1", "0", "11")
    v1 = "(2*x1 + 3*x2)"
    answers = [
        given("dv_dx", matrix("2", "5", "3", "4")),
        given("df_dv", key.part("df_dv").value),
        given("df_dx", matrix(f"4*{v1}", "2 + 55", f"6*{v1}", "3 + 44")),
    ]
    told = grade_problem(issued, key, answers)
    assert told.verdict("dv_dx").outcome is Outcome.DIFFERENT
    assert told.verdict("df_dx").followed


def test_hints_steps_and_the_self_test_keep_the_layout(tmp_path) -> None:
    issued, key = chain("layout=denominator")
    lines = [line for step in worked_solution(issued, key) for line in step.formulas]
    product = r"\frac{\partial f}{\partial x} = \frac{\partial v}{\partial x} \, \frac{\partial f}{\partial v}"
    assert product in lines
    assert any(line.endswith(r"\begin{pmatrix} 2 & 5 \\ 3 & 7 \end{pmatrix}") for line in lines)
    assert "the indices of $x$ come first" in hints(issued)[0]
    sheet = Sheet(gradekit=VERSION, id="x", title="T", slots=(Slot(1, issued, key.variant),))
    answers = tuple(given(part.key, key.part(part.key).value) for part in issued.parts)
    assert [fit.fits for fit in self_test(Submission(sheet="x", answers=answers), sheet)] == [True] * 3
    turned = tuple(given(part.key, key.part(part.key).value.turned()) for part in issued.parts)
    assert [fit.fits for fit in self_test(Submission(sheet="x", answers=turned), sheet)] == [False] * 3


def test_entries_by_columns_are_those_of_the_transpose() -> None:
    matrix = sympy.Matrix(2, 3, range(6))
    assert by_columns(list(matrix), 3) == list(matrix.T)


def test_losses_have_the_factor_of_the_course() -> None:
    told = {name: problem("neuron-backprop", 2, f"loss={name}")[0] for name in ("half", "none", "mean")}
    a = sympy.Symbol("a")
    slopes = {name: to_sympy(p.composition.node("C").expr).diff(a, 2) for name, p in told.items()}
    assert slopes == {"half": 1, "none": 2, "mean": 2}


def follows(slug: str, level: int, conventions: Conventions) -> bool:
    """Whether a draw of the template has to do with some of the conventions."""
    for attempt in range(20):
        with contextlib.suppress(Rejected):
            draws = Draws(slug, level, seed_number("1"), attempt, conventions=conventions)
            return drawn(template_named(slug), level, draws).conventions is not UNSET
    raise AssertionError("every draw was rejected")


@pytest.mark.long
@pytest.mark.parametrize(("slug", "level"), LEVELS, ids=str)
def test_every_template_issues_under_every_convention(slug: str, level: int) -> None:
    """Issued means vouched for: the stages and SymPy agree under every value that the template asks for."""
    for settled in (f"{name}={value}" for name in VALUES for value in VALUES[name][1:]):
        conventions = conventions_of([settled])
        if follows(slug, level, conventions):
            for seed in "1", "2", "3":
                issued, _ = issue(template_named(slug), level, seed, conventions=conventions)
                assert issued.conventions == conventions


def test_a_sheet_keeps_what_the_course_has_settled_and_its_keys_come_back(tmp_path) -> None:
    sheet, keys = practice_sheet("vector-reduction", level=1, conventions=EVERYTHING)
    assert sheet.conventions == EVERYTHING
    assert sheet.slots[0].issued.conventions == Conventions(layout="denominator")
    assert decode(encode(sheet), Sheet) == sheet
    assert key_for(tmp_path, sheet.slots[0]) == keys[0]
    assert practice_sheet("vector-reduction", level=1)[0].conventions is UNSET


def test_a_record_without_conventions_is_the_one_it_always_was() -> None:
    raw = encode(practice_sheet("total-derivative")[0])
    assert b"conventions" not in raw
    assert b"turned" not in raw
    assert held(decode(raw, Sheet).conventions) is USUAL


def test_frozen_problems_keep_theirs(tmp_path) -> None:
    path = tmp_path / "list.json"
    frozen = freeze("total-derivative", level=1, seed="1", size=1)
    path.write_bytes(encode(frozen.listed))
    sheet, _ = deployed_sheet(path, seed="1", size=1, conventions=conventions_of(["decimal=comma"]))
    assert sheet.conventions == Conventions(decimal="comma")
    with pytest.raises(OperatorError, match=r"are settled; only `decimal=\.\.\.` can be chosen"):
        deployed_sheet(path, seed="1", size=1, conventions=conventions_of(["loss=half"]))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["angle=physics"], "no convention `angle`. Did you mean `angles`"),
        (["angles=mathematic"], "cannot be `mathematic`. Did you mean `mathematics`"),
        (["loss"], "`loss` cannot be ``. Known are `varied`, `half`"),
        (["loss=half", "loss=mean"], "is said to be `half` and `mean`"),
    ],
)
def test_an_unknown_convention_is_told_with_the_nearest_known(words: list[str], told: str) -> None:
    with pytest.raises(OperatorError, match=told):
        conventions_of(words)


def test_a_template_that_asks_for_an_unknown_convention_is_told() -> None:
    with pytest.raises(AuthorError, match=r"asks for the convention `angel`\. Did you mean `angles`"):
        Draws("s", 1, 0).agreed("angel")


def test_a_decimal_comma_is_read_in_quotation_marks_and_printed(tmp_path) -> None:
    sheet, keys = practice_sheet("neuron-backprop", level=2, conventions=conventions_of(["decimal=comma", "loss=half"]))
    written = write_practice(tmp_path, sheet, keys)
    assert "Decimal numbers have a comma" in written.sheet.read_text(encoding="utf-8")
    stub = written.stub.read_text(encoding="utf-8").replace("q1a = ...", 'q1a = "0,5*a"')
    written.stub.write_text(stub, encoding="utf-8")
    (told,) = (part for part in grade_file(written.stub).feedback.problems[0].parts if part.part == "dC_da")
    assert told.read is not None
    (entry,) = told.read.entries
    assert entry is not None
    assert to_sympy(entry) == sympy.Symbol("a") / 2
