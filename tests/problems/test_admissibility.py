"""Every rule of admissibility has a composition that it rejects, by its name and with its reason."""

import pytest

from gradekit.authoring import (
    Map,
    Rational,
    components,
    cos,
    exp,
    log,
    oo,
    r,
    sin,
    sqrt,
    t,
    tan,
    theta,
    total,
    u1,
    u2,
    x,
    y,
    z,
)
from gradekit.errors import AuthorError
from gradekit.problems.admission.admissibility import FIRST, RULES, admit
from gradekit.problems.admission.size import operations, too_long
from gradekit.problems.bank.bank import bank_problem, issue_bank
from gradekit.problems.issue import AllRejected, issue
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import Header, Template
from gradekit.problems.worked import worked_out
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.tree import scalar

FRAME = {"h": (1, r), "names": ("e_r", "e_theta")}


def plane(f):
    return Map(r, theta).on("r > 0").frame(**FRAME).then(x=r * cos(theta), y=r * sin(theta)).then(f=f)


def first_example_of_the_blog():
    """x = t - 1, y = t^2, z = 1/t, f = sin(x) e^(y z^2): on this curve y z^2 = 1."""
    return Map(t).on("t > 0").then(x=t - 1, y=t**2, z=1 / t).then(f=sin(x) * exp(y * z**2))


REJECTED = [
    # rule, level, composition, a piece of the reason
    ("G1", 3, Map(t).then(f=t**2 / (t - 1)), "not real and finite on the box"),
    ("G1", 3, Map(t).then(f=t / (t - Rational("1.62"))), "not real and finite on the box or within 0.05"),
    ("G1", 3, Map(t).on("t > 0").then(f=t * log(t - Rational(3, 10))), "a point of the domain"),
    ("G1", 3, Map(t).on("t > 0").then(f=t**2 / (t - 3)), "a point of the domain"),
    ("G1", 3, Map(t).then(f=tan(t / 2)), "a point of the domain"),
    ("G1", 3, Map(t).on(t=(0, oo)).then(x=t - Rational(1, 4)).then(f=x * sqrt(x)), "a point of the domain"),
    ("G1", 3, Map(t).on("t > 0").then(x=t + 3, y=t**2).then(f=y * sqrt(x - 2)), "not real and finite on the box"),
    ("G2", 3, Map(t).then(f=3 * t), "df_dt does not depend on t"),
    ("G2", 3, Map(t).then(f=sin(t) ** 2 + cos(t) ** 2 + t), "df_dt does not depend on t"),
    ("G2", 3, Map(t).then(x=t**2, y=-(t**2)).then(f=x + y), "df_dt is zero"),
    ("G2", 3, Map(x, y).then(f1=x**2, f2=x**3), "J_f does not depend on y"),
    ("G2", 3, Map(x, y, z).then(f1=x**2, f2=x * y * z), "J_f is zero in row 1"),
    ("G2", 3, plane(x**2 + y**2).ask(components()), "grad_f is zero in some entry"),
    ("G3", 3, first_example_of_the_blog(), "contributes nothing"),
    ("G3", 3, Map(t).then(x=sin(t) ** 2, y=cos(t) ** 2, z=t**3).then(f=x + y + z), "contributes nothing"),
    ("G3", 5, Map(t).then(x=t**2, y=t * t + 1, z=t**3).then(f=x * z - y * z + z), "contributes nothing"),
    ("G4", 1, Map(t).then(x=sin(3 * t), y=cos(2 * t)).then(f=x**2 * exp(y) + x * y), "operations; level 1 allows 12"),
    ("G4", 3, Map(t).then(f=500 * t**2), "contains the number 1000"),
    ("G4", 3, Map(t).then(f=t**2 / 26), "contains the number 1/13"),
    ("G6", 3, Map(t).then(f=exp(8 * t)), "larger than 10000"),
    ("G6", 3, Map(t).then(f=exp(-t) / 12 * exp(-8)), "smaller than 0.001"),
]


@pytest.mark.parametrize(("rule", "level", "drawn", "reason"), REJECTED)
def test_a_rule_rejects_and_is_named(rule, level, drawn, reason):
    worked = worked_out(drawn.draft())
    assert reason in RULES[rule](worked, level)


def test_a_size_that_the_whole_box_overrates_is_told_by_its_pieces():
    """On the whole box 2/5 <= t <= 8/5 the terms of 12000 t^2 - 16000 t are taken for independent: up to 32320."""
    worked = worked_out(Map(t).then(f=4000 * t**3 - 8000 * t**2).draft())
    assert RULES["G6"](worked, 3) == ""
    wider = worked_out(Map(t).then(f=8000 * t**3 - 16000 * t**2).draft())
    assert "larger than 10000" in RULES["G6"](wider, 3)


G5 = [
    (Map(x, y).then(f1=x**2 + x * y**2, f2=y**3 + x**2 * y), "`transpose` does not change J_f"),
    (Map(x).then(u1=x**3).then(u2=2 * x + u1).then(y=sin(u2)), "`drop-path` and `outer-partials-only` give the same"),
    (
        Map(t).then(x=t * (sin(1) ** 2 + cos(1) ** 2), y=t**3).then(f=x**2 + 3 * y),
        "`not-composed-argument` (everywhere) gives",
    ),
]


@pytest.mark.parametrize(("drawn", "reason"), G5)
def test_a_problem_that_hides_a_core_misconception_is_rejected(drawn, reason):
    with pytest.raises(Rejected, match="G5") as caught:
        admit(worked_out(drawn.draft()), 3, ["G5"])
    assert reason in caught.value.reason


def test_a_proper_problem_keeps_every_rule():
    worked = worked_out(Map(t).on("t > 0").then(x=t**2, y=sin(3 * t)).then(f=x * y + y**2).draft())
    assert {name: rule(worked, 3) for name, rule in RULES.items()} == dict.fromkeys(RULES, "")
    admit(worked, 3, [*FIRST, "G5"])


def test_the_blogs_example_is_rejected_as_a_draw_and_allowed_in_the_bank():
    header = Header(slug="blog", group="g", title="T", goal="g", levels=(3, 3))
    with pytest.raises(AllRejected, match=r"50 draws of `blog` at level 3 were rejected: G3 50 times") as caught:
        issue(Template(header, lambda _g, _level: first_example_of_the_blog()), 3, "1")
    assert isinstance(caught.value, AuthorError)
    assert caught.value.met == {"G3": 50}
    issued, key = issue_bank(bank_problem("three-paths-that-cancel"))
    assert [part.key for part in issued.parts] == ["J_f", "J_xyz", "df_dt_mixed", "df_dt"]
    assert len(key.part("df_dt_mixed").value.entries) == 1


def test_an_answer_that_does_not_fit_on_a_line_is_too_long():
    letters = Scope(symbols=frozenset("xyz"))
    short, long = (read_python("+".join(["sin(x*y*z)"] * n), letters).value for n in (3, 12))
    assert too_long(scalar(short)) == ""
    assert "characters of LaTeX" in too_long(scalar(long))


OPERATIONS = [("x", 0), ("x + y", 1), ("-x", 0), ("x - y", 1), ("2*x*y", 2), ("sin(x)**2/y", 3), ("x/2 + sqrt(y)", 3)]


@pytest.mark.parametrize(("text", "count"), OPERATIONS)
def test_operations_are_what_one_writes(text, count):
    assert operations(read_python(text, Scope(symbols=frozenset("xyz"))).value) == count


def test_what_a_derivative_is_asked_by_must_move_it_in_every_direction():
    worked = worked_out(Map(x, y).then(f=x**2 + x * y).ask(total("f", by="y")).draft())
    assert RULES["G2"](worked, 3) == "f_y does not depend on y"
