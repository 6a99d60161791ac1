"""What students type for each kind, one form a line, and what becomes of it."""

from __future__ import annotations

import pytest
from sheet_of_kinds import answered, judged

from gradekit.model.outcome import RIGHT, Outcome

CASES = """def NAME(p, q, i, j):
    # one case after the other
    if p == q == j:
        return 2*R[i, j]
    elif j == p:
        return R[i, q]
    if j == q: return R[i, p]
    return 0"""
NAMED = """def dK(p, q, i, j):
    first = R[i, q] if j == p else 0
    return first + (R[i, p] if j == q else 0)
NAME = dK"""

RIGHT_FORMS = [
    # sets of words
    ("summed", '{"i", "j"}'),
    ("summed", '{"j", "i", "i"}'),
    ("summed", '["i", "j"]'),
    ("summed", '"i, j"'),
    ("summed", '"i j"'),
    ("summed", "{i, j}"),
    ("summed", "i, j"),
    ("summed", '"{i, j}"'),
    ("summed", 'set(["i", "j"])'),
    ("summed", "('J', 'I')"),
    # sets of formulas
    ("critical", "{-2, 0, 2}"),
    ("critical", "[2, -2, 0, 4/2]"),
    ("critical", "0, sqrt(4), -sqrt(4)"),
    ("critical", '"{0, 2, -2}"'),
    ("saddles", "[(1, 0), (0, 1)]"),
    ("saddles", "{(0, 1), (1, 0)}"),
    ("saddles", "[[0, 1], [2/2, 0]]"),
    # shapes
    ("sizes", '"1x2, 2x1"'),
    ("sizes", '"1 x 2; 2 × 1"'),
    ("sizes", "(1, 2), (2, 1)"),
    ("sizes", "[(1, 2), [2, 1]]"),
    ("sizes", '"1 by 2, 2 by 1"'),
    ("sizes", "1x2, 2x1"),
    ("sizes", '"1x2 and 2"'),
    # choices
    ("rule", '"chain rule"'),
    ("rule", "Chain  Rule"),
    # numbers
    ("number", "1/3"),
    ("number", "2/6 + 0*5"),
    ("routes", "1"),
    # tables
    ("tangents", '{"u1": 3*x**2, "u2": cos(u1)*3*x**2, "y": 2*u2*cos(u1)*3*x**2}'),
    ("tangents", '{"y": 2*u2*cos(u1)*3*x**2, "u2": cos(u1)*3*x**2, "u1": 3*x^2}'),
    ("tangents", "{u1: 3*x**2, u2: cos(u1)*3*x**2, y: 2*u2*cos(u1)*3*x**2}"),
    ("tangents", "dict(u1=3*x**2, u2=cos(u1)*3*x**2, y=2*u2*cos(u1)*3*x**2)"),
    ("tangents", '"""\nu1 = 3x^2\nu2 = 3 x^2 cos(u1)\ny: 6 x^2 u2 cos(u1)\n"""'),
    ("tangents", "[3*x**2, cos(u1)*3*x**2, 2*u2*cos(u1)*3*x**2]"),
    ("tangents", '{\n    "u1": 3*x**2,  # the first, of x\n    "u2": cos(u1)*3*x**2,\n    "y": 6*x**2*u2*cos(u1),\n}'),
    # decompositions
    ("steps", "[x**3, sin(u1), u2**2]"),
    ("steps", "(x**3, sin(u1), u2^2)"),
    ("steps", "[x**3, sin(x**3), sin(x**3)**2]"),
    ("steps", "[x**3, sin(u1), sin(u1)**2]"),
    ("steps", "[3*log(x), sin(exp(u1)), u2**2]"),
    ("steps", '{"a": x**3, "b": sin(a), "c": b**2}'),
    ("steps", '"""v = x^3\nw = sin(v)\ny = w^2"""'),
    ("steps", "[x**3, 2*u1, (1 - cos(u2))/2]"),
    # formulas with indices
    ("dK", '"delta(j,p)*R[i,q] + delta(j,q)*R[i,p]"'),
    ("dK", "delta(j,p)*R[i,q] + delta(j,q)*R[i,p]"),
    ("dK", '"kron(p,j) R_iq + kron(q,j) R_{ip}"'),
    ("dK", '"δ_{jp} R_{iq} + δ_{jq} R_{ip}"'),
    ("dK", '"sum(delta(m,i)*(delta(j,p)*R[m,q] + delta(j,q)*R[m,p]), m)"'),
    ("dK", '"sum(delta(l,i)*(delta(j,p)*R[l,q] + delta(j,q)*R[l,p]) for l in range(1, M+1))"'),
    ("dK", '"2*R[i,p] if j == p and p == q else (R[i,q] if j == p else (R[i,p] if j == q else 0))"'),
    ("dK", '"piecewise((2*R[i,p], j == p and j == q), (R[i,q], j == p), (R[i,p], j == q), (0, otherwise))"'),
    ("entry", '"sum(A[m,i]*A[m,k], m)"'),
    ("entry", '"sum(A_{li} A_{lk}, l)"'),
    ("entry", '"Sum(A[n,i]*A[n,k], (n, 1, M))"'),
    ("entry", '"sum_n(A_ni*A_nk)"'),
    # functions of indices
    ("dKf", "def NAME(p, q, i, j):\n    return delta(j, p)*R[i, q] + delta(j, q)*R[i, p]"),
    ("dKf", "def NAME(a, b, c, d):\n    return delta(d, a)*R[c, b] + delta(d, b)*R[c][a]"),
    ("dKf", CASES),
    ("dKf", NAMED),
    ("dKf", "NAME = lambda p, q, i, j: delta(j, p)*R[i, q] + delta(j, q)*R[i, p]"),
    # formulas of matrices
    ("KK", '"R.T @ R"'),
    ("KK", "R.T * R"),
    ("KK", '"R^T*R"'),
    ("KK", '"transpose(R)*R + R.T*R - Rᵀ*R"'),
    ("gradient", '"2*A.T*A*x - 2*A.T*b"'),
    ("gradient", '"-2*A^T*(b - A*x)"'),
    ("gradient", '"2*((A*x - b).T*A).T"'),
]  # fmt: skip

WRONG_FORMS = [
    ("summed", '{"i"}', "different"),
    ("summed", '{"i", "j", "k"}', "different"),
    ("summed", '"none"', "different"),
    ("critical", "{0, 2}", "different"),
    ("critical", "0", "different"),
    ("saddles", "{(1, 0), (1, 1)}", "different"),
    ("sizes", '"2x1, 1x2"', "different"),
    ("dK", '"delta(j,p)*R[i,q]"', "different"),
    ("dKf", "def NAME(p, q, i, j):\n    if j == p:\n        return R[i, q]\n    return 0", "different"),
    ("KK", '"R.T @ R + eye(N)"', "different"),
    ("steps", "[x, sin(u1**3), u2**2]", "different"),
    ("steps", "[x**3, sin(u1), u2**3]", "different"),
    ("steps", "[x**3, sin(u1)**2]", "form"),  # right, in another number of steps than is asked for
    ("steps", "[x**3, cos(u1)**2]", "different"),
    ("tangents", '{"u1": 3*x**2, "u2": cos(u1), "y": ...}', "different"),
]  # fmt: skip

REFUSED_FORMS = [
    ("summed", '{"i", "n"}', "read.no-choice"),
    ("sizes", '"two by one"', "read.no-shape"),
    ("sizes", '"2x1"', "read.shapes-counted"),
    ("saddles", "{1, 2, 3}", "read.points-wanted"),
    ("number", "x/3", "read.number-wanted"),
    ("steps", "[sin(u2), x**3, u1**2]", "read.step-letters"),
    ("dK", '"delta(j,p)*R[m,q]"', "read.index-unknown"),
    ("dK", '"R[i]"', "read.indices-counted"),
    ("dK", '"R[i,4]"', "read.index-outside"),
    ("dK", '"sum(R[i,q])"', "read.sum-over"),
    ("dK", '"sum(1, m)"', "read.sum-extent"),
    ("dK", '"R[i/2, q]"', "read.index-wanted"),
    ("dKf", "def NAME(p, q):\n    return 0", "read.indices-counted"),
    (
        "dKf",
        "def NAME(p, q, i, j):\n    for k in range(3):\n        pass\n    return 0",
        "read.statement-needs-running",
    ),
    ("dKf", "def NAME(p, q, i, j):\n    if p == q:\n        return 1", "read.no-return"),
    ("dKf", "NAME = 3", "read.function-wanted"),
    ("KK", '"R @ R"', "read.shapes-unlike"),
    ("KK", '"inv(R)"', "read.square-wanted"),
    ("gradient", '"A.T*A"', "read.wrong-shape"),
    ("gradient", '"hadamard(A, b)"', "read.shapes-unlike"),
]


@pytest.mark.parametrize(("key", "text"), RIGHT_FORMS)
def test_right_forms_are_right(key: str, text: str) -> None:
    answer, verdict = judged(key, text)
    assert answer.trouble is None, answer.notes
    assert verdict.outcome in RIGHT, verdict


@pytest.mark.parametrize(("key", "text", "outcome"), WRONG_FORMS)
def test_wrong_forms_are_wrong(key: str, text: str, outcome: str) -> None:
    answer, verdict = judged(key, text)
    assert answer.trouble is None, answer.notes
    assert verdict.outcome.value == outcome


@pytest.mark.parametrize(("key", "text", "message"), REFUSED_FORMS)
def test_refused_forms_are_told_why(key: str, text: str, message: str) -> None:
    answer, _ = judged(key, text)
    assert answer.trouble is not None
    assert answer.notes[0].message.id == message, answer.notes


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("gradient", '"2*A @ (A @ x - b)"'),
        ("gradient", '"2*A.T @ (A.T @ x - b)"'),
    ],
)
def test_what_fits_only_where_matrices_are_square_is_refused_at_the_other_size(key: str, text: str) -> None:
    answer, verdict = judged(key, text)
    assert answer.trouble is Outcome.UNREAD or verdict.outcome is Outcome.DIFFERENT


def test_what_is_equal_at_one_size_only_is_told_apart() -> None:
    """At N = 2 the trace of the identity is 2."""
    answer, verdict = judged("entry", '"sum(A[m,i]*A[m,k], m) + (2 - sum(delta(l,l)*A[1,l]/A[1,l], l))"')
    assert answer.trouble is None, answer.notes
    assert verdict.outcome in {Outcome.DIFFERENT, *RIGHT}
    _, verdict = judged("dK", '"delta(j,p)*R[i,q] + delta(j,q)*R[i,p] + (2 - N)*R[i,1]"')
    assert (verdict.outcome, verdict.notes[0].id) == (Outcome.DIFFERENT, "grading.equal-at-one-size")


def test_a_row_of_a_table_costs_only_itself() -> None:
    answer, verdict = judged("tangents", '{"u1": 3*x**2, "u2": 3*x**2*cos(u1, "z": 1}')
    assert answer.trouble is None or answer.trouble is Outcome.UNREAD
    answer, verdict = judged("tangents", '{"u1": 3*x**2, "u2": 3*x**2*foo(u1), "w": 1, "y": 6*u2*x**2*cos(u1)}')
    assert [entry.outcome for entry in verdict.entries] == [Outcome.PROVED, Outcome.UNREAD, Outcome.PROVED]
    told = [note.message.id for note in answer.notes]
    assert told[:2] == ["read.row-lost", "read.rows-extra"]
    assert len(told) == 3
    answer, verdict = judged("tangents", '{"u1": 3*x**2, "y": 6*u2*x**2*cos(u1)}')
    assert [entry.outcome for entry in verdict.entries] == [Outcome.PROVED, Outcome.BLANK, Outcome.PROVED]


def test_own_steps_give_own_derivatives() -> None:
    """y = (1 - cos(2 x^3)) / 2 is the same function in other steps; later parts are about these."""
    steps = "[x**3, 2*u1, (1 - cos(u2))/2]"
    found = answered(steps=steps, du2_du1="2", dy_du2="sin(u2)/2", dy_dx="3*x**2*sin(2*x**3)")
    assert found["steps"][1].outcome in RIGHT
    for key in ("du2_du1", "dy_du2"):
        verdict = found[key][1]
        assert (verdict.outcome in RIGHT, verdict.followed, verdict.follows) == (True, True, ("steps",)), key
    assert found["dy_dx"][1].outcome in RIGHT
    alone = answered(du2_du1="2")["du2_du1"][1]
    assert alone.outcome is Outcome.DIFFERENT
    wrong = answered(steps="[x**3, 2*u1, u2**2]", du2_du1="2")["du2_du1"][1]
    assert not wrong.followed
