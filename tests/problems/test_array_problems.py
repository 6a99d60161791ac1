"""What an author writes with arrays, and what becomes of it: parts, words, stub, key, and the routes that vouch."""

from dataclasses import replace
from fractions import Fraction

import pytest
from msgspec import structs

from gradekit.authoring import (
    Map,
    arrays,
    at,
    composed,
    half_norm2,
    local,
    log,
    norm2,
    s,
    sigma,
    sin,
    softmax,
    sqrt,
    t,
    tanh,
    total,
    trace,
)
from gradekit.calculus.hints import hints
from gradekit.calculus.stages import STAGES
from gradekit.calculus.steps import worked_solution
from gradekit.documents.mathematics.read import parse
from gradekit.equality.decide import decide
from gradekit.errors import AuthorError
from gradekit.model.codec import decode, encode
from gradekit.model.composition import Node, entry_names
from gradekit.model.domain import POSITIVE
from gradekit.model.outcome import RIGHT
from gradekit.model.problem import Issued
from gradekit.problems.admission.blocks_sound import blocks_sound
from gradekit.problems.admission.keys import vouched
from gradekit.problems.drafting.prompt import prompt
from gradekit.problems.handing_out.sheets import bank_sheet
from gradekit.problems.handing_out.stubs import sheet_in, write_stub
from gradekit.problems.issue import issue_draft
from gradekit.problems.vouching.ball_oracle import refuted_at
from gradekit.problems.vouching.oracle import RoutesDiffer
from gradekit.problems.worked import worked_out
from gradekit.submissions.files import Source
from gradekit.submissions.read import read_submission
from gradekit.syntax.build import ONE, add, function, negate, symbol
from gradekit.syntax.sympy_bridge import from_sympy
from gradekit.syntax.tree import Array
from gradekit.syntax.write import to_text

W, X, b, x, y, z, a, A, B, u = arrays("W:2x3 X:2x2 b:2 x:3 y:2 z a A B u")


def layer():
    return (
        Map(W, b, x, y)
        .then(z=W @ x + b)
        .then(a=tanh(z))
        .then(L=half_norm2(a - y))
        .box(W=("1/10", "1/2"), x=("1/10", "1/2"))
    )


def issued(drawn, **options):
    draft = drawn.draft()
    options = {"level": 5, "slug": "arrays", "version": "1", "title": "Arrays", "admissible": False} | options
    return issue_draft(draft, text=lambda: prompt("", draft, 5, "arrays"), **options)


def test_entries_are_inputs_and_nodes_like_all_others():
    composition = layer().draft().composition
    assert composition.inputs == (*entry_names("W", (2, 3)), "b1", "b2", "x1", "x2", "x3", "y1", "y2")
    assert [(node.name, to_text(node.expr)) for node in composition.nodes] == [
        ("z1", "W11*x1 + W12*x2 + W13*x3 + b1"),
        ("z2", "W21*x1 + W22*x2 + W23*x3 + b2"),
        ("a1", "tanh(z1)"),
        ("a2", "tanh(z2)"),
        ("L", "((a1 - y1)**2 + (a2 - y2)**2)/2"),
    ]
    assert [(block.name, block.shape) for block in composition.blocks] == [
        *[("W", (2, 3)), ("b", (2,)), ("x", (3,)), ("y", (2,))],
        *[("z", (2,)), ("a", (2,)), ("L", ())],
    ]
    assert composition.outputs == ("L",)
    assert composition.grouped(["W11", "W23", "t", "b1"]) == ("W", "t", "b")


PARTS = [
    # asked                              key           shape         label
    (total("L", by="W"), "dL_dW", (2, 3), r"\frac{\partial L}{\partial W}"),
    (total("L", by="b"), "dL_db", (2,), r"\frac{\partial L}{\partial b}"),
    (total("L", by="b", layout="row"), "dL_db", (1, 2), r"\frac{\partial L}{\partial b}"),
    (total("L", by="W", substituted=False), "dL_dW_mixed", (2, 3), r"\frac{\partial L}{\partial W}"),
    (total("L", by="W12"), "L_W12", (), r"\frac{\partial L}{\partial W_{12}}"),
    (local("z", by="x"), "dz_dx", (2, 3), r"\frac{\partial z}{\partial x}"),
    (local("z", by="W"), "dz_dW", (2, 2, 3), r"\frac{\partial z}{\partial W}"),
    (local("a", by="z"), "da_dz", (2, 2), r"\frac{\partial a}{\partial z}"),
    (local("z1", by="x"), "dz1_dx", (3,), r"\frac{\partial z_{1}}{\partial x}"),
    (total("L", by="z", substituted=False), "dL_dz_mixed", (2,), r"\frac{\partial L}{\partial z}"),
    (composed("z"), "z", (2,), "z"),
    (total("L", by="b x"), "J_L", (1, 5), "J_{L}(b, x)"),
]


@pytest.mark.parametrize(
    ("ask", "key", "shape", "label"), PARTS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_parts_understand_names_of_arrays(ask, key, shape, label):
    worked = worked_out(layer().ask(ask).draft())
    (part,) = worked.parts
    assert (part.key, part.shape, part.label) == (key, shape, label)
    assert worked.answers[key].shape == shape


def test_letters_that_stay_stand_for_their_formulas():
    asked = [total("L", by="b", substituted=False), total("L", by="W"), total("L", by="b1", substituted=False)]
    parts = worked_out(layer().ask(*asked).draft()).parts
    assert [part.form.related for part in parts] == [True, False, False]


def test_the_order_of_entries_is_outputs_first():
    worked = worked_out(layer().ask(local("z", by="W")).draft())
    told = " ".join(to_text(entry) for entry in worked.answers["dz_dW"])
    assert told == "x1 x2 x3 0 0 0 0 0 0 x1 x2 x3"


def test_a_point_lists_the_entries():
    point = {W: [[1, 0, 0], [0, 1, "1/2"]], b: [0, 0], x: [1, 2, 3], y: [1, 1]}
    issue, key = issued(layer().ask(at(local("z", by="x"), point)))
    assert [entry.number for entry in key.part("dz_dx_at").value] == [1, 0, 0, 0, 1, Fraction(1, 2)]
    asks = issue.part("dz_dx_at").asks
    assert r"W = \begin{pmatrix} 1 & 0 & 0 \\ 0 & 1 & \frac{1}{2} \end{pmatrix}" in asks
    assert r"b = \begin{pmatrix} 0 \\ 0 \end{pmatrix}" in asks


WORDS = [
    (total("L", by="W"), "(2 × 3: the shape of $W$), in the entries of $W$, $b$, $x$ and $y$"),
    (total("L", by="b", layout="row"), "(1 × 2: a row, with an entry for each of $b$)"),
    (local("z", by="x"), "(2 × 3: a row for each entry of $z$, a column for each entry of $x$)"),
    (
        local("z", by="W"),
        "(2 × 2 × 3: first the index of $z$, then the 2 indices of $W$), in the entries of $W$, $b$ and $x$",
    ),
    (composed("z"), "$z$ written in the entries of $W$, $b$, $x$ and $y$ alone"),
]


@pytest.mark.parametrize(("ask", "words"), WORDS)
def test_the_sentence_says_the_shape_and_the_layout(ask, words):
    (part,) = worked_out(layer().ask(ask).draft()).parts
    assert words in part.asks


def test_the_prompt_has_letters_of_arrays_and_their_spaces():
    issue, _ = issued(layer().on("x > 0", "y1 > 0").ask(total("L", by="b")))
    assert issue.prompt == (
        r"Let $z = W x + b$, $a = \tanh z$ and $L = \frac{1}{2} \left\lVert a - y \right\rVert^{2}$, with "
        r"$W \in \mathbb{R}^{2 \times 3}$, $b \in \mathbb{R}^{2}$, $x \in \mathbb{R}^{3}$ and $y \in \mathbb{R}^{2}$ "
        r"with entries $W_{ij}$, $b_{i}$, $x_{i}$ and $y_{i}$, "
        r"for $y_{1} > 0$, $x > 0$ in every entry and all real $y_{2}$, "
        r"$W$ and $b$."
    )
    assert issue.domain.of("x2").interval == issue.domain.of("x3").interval == POSITIVE
    assert issue.box["W21"] == (Fraction(1, 10), Fraction(1, 2))


def test_entries_given_one_by_one():
    drawn = (
        Map(s)
        .on("s > 0")
        .then(X=[[s, 1], [s**2, sqrt(s)]])
        .then(p=trace(X @ X))
        .ask(local("X", by="s"), total("p", by="s"))
    )
    issue, key = issued(drawn)
    assert [to_text(entry) for entry in key.part("dX_ds").value] == ["1", "0", "2*s", "1/(2*sqrt(s))"]
    assert r"X = \begin{pmatrix} s & 1 \\ s^{2} & \sqrt{s} \end{pmatrix}" in issue.prompt
    by_hand = from_sympy(6 * s + 1)  # the trace of X^2 is s^2 + 2 s^2 + s
    assert decide(key.part("dp_ds").value.scalar, by_hand, issue.domain).outcome in RIGHT


ERRORS = [
    (lambda: arrays("W:2y3"), "`W:2y3` is no letter of an array"),
    (lambda: arrays("W:0x3"), "`W:0x3` is no letter"),
    (lambda: Map(z).then(u=norm2(z)).draft(), "The input `z` needs a shape"),
    (lambda: Map(W, y).then(u=W @ y).draft(), r"`W` is 2 by 3 and `y` is a vector of 2"),
    (lambda: Map(x).then(u=[[s, 1], [s]]).draft(), "rows of an array have different lengths"),
    (lambda: Map(x).then(u=[]).draft(), "at least one entry"),
    (lambda: Map(x).then(x1=norm2(x)).draft(), "both called `x1`"),
    (lambda: Map(x, s).then(z=s * x).then(s1=norm2(z)).on("q > 0").draft(), "domain for `q`"),
    (lambda: layer().ask(local("z", by="x", layout="row")).draft(), "The layout `row` does not fit"),
    (lambda: layer().ask(total("L", by="b", layout="column")).draft(), "The layout `column` does not fit"),
    (lambda: (W @ x).name, "a letter, not a formula"),
]


@pytest.mark.parametrize(("make", "words"), ERRORS)
def test_an_author_is_told_what_does_not_fit(make, words):
    with pytest.raises(AuthorError, match=words):
        make()


def test_functions_work_on_letters_of_sympy_too():
    composition = Map(t).on("t > 0").then(u=log(t) + sin(t)).then(f=t * sigma(u) / 2 + 1).draft().composition
    assert [to_text(node.expr) for node in composition.nodes] == ["log(t) + sin(t)", "t*sigmoid(u)/2 + 1"]


# ------------------------------------------------------------------ the routes


def changed(stage, change):
    right = getattr(STAGES, stage)
    return replace(STAGES, **{stage: lambda walk, *args: change(right(walk, *args))})


BROKEN = [
    changed("derive", negate),
    changed("across", lambda found: add(found, ONE)),
    changed("shape", lambda array: Array(array.shape, array.entries[::-1])),
]


@pytest.mark.parametrize("stages", BROKEN)
def test_each_route_alone_finds_a_broken_stage(stages):
    draft = layer().ask(total("L", by="W"), local("z", by="W")).draft()
    worked, right = worked_out(draft, stages), worked_out(draft)
    with pytest.raises(RoutesDiffer, match="the stages"):
        vouched(worked)
    for part in worked.parts:
        broken = worked.answers[part.key] != right.answers[part.key]
        assert bool(refuted_at(part.quantity, worked.answers[part.key], draft.composition, worked.points)) == broken


def test_sympy_finds_a_wrong_expansion():
    draft = layer().ask(composed("z")).draft()
    nodes = tuple(Node(n.name, symbol("b1")) if n.name == "z1" else n for n in draft.composition.nodes)
    turned = structs.replace(draft.composition, nodes=nodes)
    with pytest.raises(RoutesDiffer, match="SymPy"):
        vouched(worked_out(replace(draft, composition=turned)))


# ------------------------------------------------------------------ solution, hints, record, stub

SOLVED = [
    layer().ask(total("L", by="W", substituted=False), total("L", by="x", substituted=False), local("a", by="z")),
    Map(X).then(A=X.T @ X).ask(total("A", by="X")),
    Map(y).then(z=softmax(y)).then(a=[[2, 1], [0, 1]] @ z).ask(local("z", by="y"), total("a", by="y")),
    Map(X, y).then(L=y.T @ X @ y).ask(total("L", by="X"), total("L", by="y", layout="row")),
    Map(y).then(A=y @ y.T).then(B=A @ A).then(L=trace(B)).ask(total("L", by="y")),
    Map(t, y).then(z=t * y).then(L=log(norm2(z) + 1)).ask(total("L", by="t"), total("z", by="t"), total("L", by="y")),
]


@pytest.mark.parametrize("drawn", SOLVED)
def test_the_worked_solution_and_the_hints_can_be_read(drawn):
    issue, key = issued(drawn)
    steps = worked_solution(issue, key)
    formulas = [formula for step in steps for formula in step.formulas]
    for part in issue.parts:
        assert any(formula.startswith(f"{part.label} = ") for formula in formulas)
    for formula in formulas:
        assert parse(formula).items
    told = hints(issue)
    for hint in told:
        assert hint.count("$") % 2 == 0
        for formula in hint.split("$")[1::2]:
            assert parse(formula).items


def test_the_backward_pass_is_written_in_matrix_form():
    issue, key = issued(SOLVED[0])
    formulas = [formula for step in worked_solution(issue, key) for formula in step.formulas]
    assert r"\frac{\partial L}{\partial a} = a - y" in formulas
    assert r"\frac{\partial L}{\partial W} = \frac{\partial L}{\partial z} x^{\top}" in formulas
    assert r"\frac{\partial L}{\partial x} = W^{\top} \frac{\partial L}{\partial z}" in formulas
    through = r"\sum_{k} \frac{\partial L}{\partial z_{k}} \frac{\partial z_{k}}{\partial W_{ij}}"
    assert rf"\frac{{\partial L}}{{\partial W_{{ij}}}} = {through}" in formulas


def test_the_record_comes_back():
    issue, _ = issued(SOLVED[0])
    again = decode(encode(issue), Issued)
    assert again == issue
    assert again.composition.blocks[-1].formula == issue.composition.blocks[-1].formula


def test_a_composition_without_arrays_has_the_record_that_it_always_had():
    assert b"blocks" not in encode(Map(t).then(f=t**2).draft().composition)
    assert b"shape" not in encode(Map(t).then(f=t**2).draft().asks[0].quantity)


def forged(**changes):
    composition = layer().draft().composition
    blocks = tuple(structs.replace(b, **changes) if b.name == "z" else b for b in composition.blocks)
    return structs.replace(composition, blocks=blocks)


FORGED = [
    {"shape": (3,)},
    {"members": ("z1", "nowhere")},
    {"members": ("z1", "W11")},
    {"name": "W"},
    {"name": "not a name"},
    {"shape": (1,) * 9},
    {"formula": symbol("x")},
    {"formula": function("matmul", symbol("x"))},
    {"formula": function("array")},
    {"formula": function("det", symbol("later"))},
]


@pytest.mark.parametrize("changes", FORGED, ids=str)
def test_a_forged_array_is_not_sound(changes):
    assert blocks_sound(forged())
    assert not blocks_sound(forged(**changes))


def test_students_write_entries_and_the_stub_declares_them():
    sheet, _ = bank_sheet(["matrix-to-vector"])
    text = write_stub(sheet)
    assert "W11, W12, W13, W21, W22, W23 = symbols(" in text
    assert "# W, a matrix of 2 rows and 3 columns" in text
    assert "#     2 x 2 x 3, in W11, W12, ... W23, x1, x2, x3" in text
    assert sheet_in(text) == sheet
    answers = read_submission(Source(text.replace("q1a = [..., ...]", "q1a = [2*z1*z2, z1**2]")), sheet).answers
    assert answers[0].value is not None
    assert answers[0].value.shape == (2,)
    assert [to_text(entry) for entry in answers[0].value.entries] == ["2*z1*z2", "z1**2"]
