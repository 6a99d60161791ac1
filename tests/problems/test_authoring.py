"""What an author writes, and what becomes of it."""

from fractions import Fraction

import pytest

from gradekit.authoring import (
    Map,
    at,
    components,
    composed,
    cos,
    exp,
    local,
    oo,
    path_count,
    r,
    require,
    sin,
    symbols,
    t,
    theta,
    total,
    u1,
    x,
    y,
)
from gradekit.errors import AuthorError
from gradekit.model.composition import At, Components, Composed, Local, PathCount, Total
from gradekit.model.domain import POSITIVE, REALS
from gradekit.problems.drafting.parts import part_of
from gradekit.problems.drafting.prompt import functions_of, prompt
from gradekit.problems.drafting.wording import stem
from gradekit.problems.rejected import Rejected
from gradekit.problems.worked import worked_out
from gradekit.syntax.build import number
from gradekit.syntax.tree import scalar
from gradekit.syntax.write import to_text


def curve():
    return Map(t).on("t > 0").then(x=t**2, y=cos(t)).then(f=x**2 * y)


def test_a_map_becomes_a_composition():
    draft = curve().draft()
    assert draft.composition.inputs == ("t",)
    assert draft.composition.outputs == ("f",)
    assert [(n.name, to_text(n.expr)) for n in draft.composition.nodes] == [
        ("x", "t**2"),
        ("y", "cos(t)"),
        ("f", "x**2*y"),
    ]
    assert draft.domain.of("t").interval == POSITIVE
    assert draft.domain.of("y").interval == REALS
    assert draft.box == {name: (Fraction(2, 5), Fraction(8, 5)) for name in ("t", "x", "y")}


def test_each_step_gives_a_new_map():
    start = Map(t)
    start.then(x=t**2)
    assert start.then(f=sin(t)).draft().composition.outputs == ("f",)


def test_domains_may_be_given_as_intervals():
    draft = Map(t).on(t=(0, oo)).then(f=t**2).draft()
    assert draft.domain.of("t").interval == POSITIVE
    assert Map(t).then(f=t**2).box(t=("1/2", 3)).draft().box["t"] == (Fraction(1, 2), 3)


POLAR = Map(r, theta).on("r > 0").then(x=r * cos(theta), y=r * sin(theta)).then(f=x**2 * y)

DEFAULTS = [
    (curve(), [Local(("f",), ("x", "y")), Local(("x", "y"), ("t",)), Total(("f",), ("t",))]),
    (
        Map(x).then(u1=x**2).then(y=x + u1),
        [PathCount("y", "x"), Local(("y",), ("u1", "x")), Local(("u1",), ("x",)), Total(("y",), ("x",))],
    ),
    (Map(x, y).then(f1=x * y, f2=x + y), [Total(("f1", "f2"), ("x", "y"))]),
    (
        POLAR.frame(h=(1, r), names=("e_r", "e_theta")),
        [Composed(("f",)), Total(("f",), ("r",)), Total(("f",), ("theta",)), Components("f")],
    ),
]


@pytest.mark.parametrize(("drawn", "quantities"), DEFAULTS)
def test_the_structure_gives_the_parts(drawn, quantities):
    assert [ask.quantity for ask in drawn.draft().asks] == quantities


ASKED = [
    # what is asked                  key        letters          shape   how it is said
    (local("f", by="x y"), "J_f", ("x", "y"), (1, 2), "the row $J_{f} = "),
    (local("x y", by="t"), "J_xy", ("t",), (2, 1), "the column $J_{x,y} = "),
    (local("x", by="t"), "dx_dt", ("t",), (), r"$\frac{dx}{dt}$, in $t$"),
    (local("f", by="x"), "f_x", ("x", "y"), (), r"$\frac{\partial f}{\partial x}$, in $x$ and $y$"),
    (composed("f"), "f", ("t",), (), "$f$ written in $t$ alone"),
    (total("f", by="t"), "df_dt", ("t",), (), r"$\frac{df}{dt}$, in $t$ alone"),
    (total("f", by="t", substituted=False), "df_dt_mixed", ("x", "y", "t"), (), "as the sum of all routes"),
    (path_count("f", "t"), "routes", (), (), "the number of routes that lead from $t$ to $f$"),
    (at(total("f", by="t"), {t: "1/2"}), "df_dt_at", (), (), r"at $t = \frac{1}{2}$, exactly, or to 4 significant"),
    (total("f", by="t", key="slope", text="the slope"), "slope", ("t",), (), "the slope"),
]


@pytest.mark.parametrize(("ask", "key", "letters", "shape", "said"), ASKED)
def test_a_part_has_key_letters_shape_and_sentence(ask, key, letters, shape, said):
    (part,) = worked_out(curve().ask(ask).draft()).parts
    assert (part.key, part.symbols, part.shape) == (key, letters, shape)
    assert said in part.asks


def test_derivatives_by_several_inputs_are_partial_and_components_are_named_by_their_unit_vectors():
    draft = POLAR.frame(h=(1, r), names=("e_r", "e_theta")).ask(total("f", by="theta"), components()).draft()
    by_theta, along = worked_out(draft).parts
    assert by_theta.key == "f_theta"
    assert by_theta.label == r"\frac{\partial f}{\partial \theta}"
    assert along.shape == (1, 2)
    assert r"$\hat e_{r}$ and $\hat e_{\theta}$" in along.asks


def test_a_number_of_routes_and_a_value_at_a_point_have_labels_of_their_own():
    routes, value = worked_out(curve().ask(path_count("f", "t"), at(total("f", by="t"), {t: "1/2"})).draft()).parts
    assert routes.label == r"\text{number of routes}"
    assert value.label == r"\left. \frac{df}{dt} \right|_{t = \frac{1}{2}}"


def test_an_output_made_of_inputs_alone_is_a_function_of_all_of_them():
    draft = Map(x, y).then(f1=x * y, f2=x**2).draft()
    assert "$f_{2}(x, y) = x^{2}$" in prompt("Let {{ functions }}, for {{ domain }}.", draft, 1, "two")
    assert functions_of(draft.composition)["f2"] == ("x", "y")


def test_what_is_put_together_earns_more_points():
    routes, _, _, whole = worked_out(Map(x).then(u1=x**2).then(y=x + u1).draft()).parts
    assert (routes.points, whole.points) == (1, 2)
    special = part_of(total("y", by="x", points=Fraction(5)), curve().draft().composition, ())
    assert special.points == 5


def test_names_of_several_symbols():
    assert [stem(names) for names in (["f1", "f2"], ["x", "y"], ["u1"], ["f"])] == ["f", "xy", "u1", "f"]


lam = symbols("lambda")
ERRORS = [
    (Map, "needs at least one input"),
    (lambda: Map(t).then(x=t, f=y).draft(), "`f` uses `y` before it is defined"),
    (lambda: Map(lam).then(f=lam**2).draft(), "cannot be called `lambda`"),
    (lambda: Map(t).then(e=t).draft(), "cannot be called `e`"),
    (lambda: Map(t).then(t=t).draft(), "both called `t`"),
    (lambda: Map(t).then(f=t).on("s > 0").draft(), "There is a domain for `s`"),
    (lambda: Map(t).then(f=t).box(g=(1, 2)).draft(), "There is a box for `g`"),
    (lambda: Map(t).then(f=t).box(t=(2, 1)).draft(), "box of `t` from 2 to 1"),
    (lambda: Map(t).then(f=t).outputs("g").draft(), "no node for the output `g`"),
    (lambda: POLAR.frame(h=(1,), names=("e_r",)).draft(), "one scale factor and one unit vector"),
    (lambda: worked_out(curve().ask(total("f", by="t"), total("f", by="t")).draft()), "both called `df_dt`"),
    (lambda: at(path_count("f", "t"), {}), "Only a formula has a value"),
    (lambda: worked_out(curve().ask(components()).draft()), "without a frame"),
]


@pytest.mark.parametrize(("make", "words"), ERRORS)
def test_an_author_is_told_what_does_not_fit(make, words):
    with pytest.raises(AuthorError, match=words):
        make()


def test_an_author_can_reject_a_draw():
    require(True, "never")
    with pytest.raises(Rejected, match="author: too easy") as caught:
        require(exp(0) == 2, "too easy")
    assert caught.value.rule == "author"


def test_a_value_at_a_point_keeps_the_point_exactly():
    ask = at(total("f", by="t"), {t: "1/3"})
    assert ask.quantity == At(Total(("f",), ("t",)), {"t": Fraction(1, 3)})


def test_a_point_that_leaves_out_an_input_is_told():
    x, y = symbols("x y")
    asked = Map(x, y).then(f=x**2 * y).ask(at(total("f", by="x"), {x: 1}))
    with pytest.raises(AuthorError, match=r"a point that gives `x`, and it depends on `y` too\. Give the point"):
        worked_out(asked.draft())
    enough = Map(x, y).then(f=x**2 + y).ask(at(total("f", by="x"), {x: 1}))
    assert worked_out(enough.draft()).answers["f_x_at"] == scalar(number(2))


def test_two_jacobians_of_one_function_are_told_apart():
    """By the letters of its own formula, and along all routes by the inputs."""
    s = symbols("s")
    drawn = Map(s, t).then(x=s * t, y=s + t).then(y1=x * y, y2=x - y)
    values = [at(total("y1 y2", by="s t"), {s: 1, t: 2}), at(local("y1 y2", by="x y"), {s: 1, t: 2})]
    parts = worked_out(drawn.also(*values).draft()).parts
    assert [(part.key, part.label.partition("|")[0]) for part in parts[:3]] == [
        ("J_y", "J_{y}"),
        ("J_xy", "J_{x,y}"),
        ("J_y_st", "J_{y}(s, t)"),
    ]
    assert [part.key for part in parts[3:]] == ["J_y_st_at", "J_y_at"]
    assert worked_out(drawn.ask(total("y1 y2", by="s t")).draft()).parts[0].key == "J_y", "alone it is called as ever"
    twice = drawn.ask(local("y1 y2", by="x y"), local("y1 y2", by="x y"))
    with pytest.raises(AuthorError, match="Two parts are both called `J_y`"):
        worked_out(twice.draft())
