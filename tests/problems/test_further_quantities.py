"""Quantities beyond first derivatives from authoring to the verdict: both routes, sheet, solution and marks."""

import pytest
import sympy
from msgspec.structs import replace

from gradekit.authoring import (
    Map,
    adjoints,
    ascent,
    at,
    cartesian,
    components,
    cos,
    descent,
    directional,
    divergence,
    exp,
    hessian,
    implicit,
    jacobian_det,
    jacobian_inverse,
    jvp,
    laplacian,
    log,
    multiplications,
    operations,
    passes,
    phi,
    r,
    rho,
    second,
    sin,
    sqrt,
    steps_of,
    t,
    tangents,
    theta,
    total,
    u,
    unit_vectors,
    v,
    vjp,
    x,
    y,
    z,
)
from gradekit.calculus.hints import hints
from gradekit.calculus.quantities.register import DESCRIBED
from gradekit.calculus.stages import STAGES
from gradekit.calculus.steps import worked_solution
from gradekit.documents.mathematics.mathml import to_mathml
from gradekit.documents.messages import words
from gradekit.errors import AuthorError
from gradekit.grading.grade import grade_problem
from gradekit.model.answer import Answer, Value
from gradekit.model.codec import decode, encode
from gradekit.model.composition import At
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Issued, Key, Sheet, Slot
from gradekit.problems.admission.keys import vouched
from gradekit.problems.admission.variants import sheet_id, variant_id
from gradekit.problems.drafting.prompt import prompt
from gradekit.problems.handing_out.soundness import sound
from gradekit.problems.handing_out.stubs import write_stub
from gradekit.problems.issue import issue_draft
from gradekit.problems.questions.frames import SIZES, coordinates
from gradekit.problems.vouching.oracle import RoutesDiffer
from gradekit.problems.vouching.roads import ROADS
from gradekit.problems.worked import worked_out
from gradekit.syntax.build import add, multiply, number
from gradekit.syntax.sympy_bridge import from_sympy, to_sympy
from gradekit.syntax.tree import Array

CURVE = Map(t).on("t > 0").then(x=t**2, y=sin(t)).then(f=x**2 * y + t * x)
TWO_WAYS = Map(x, y).then(u=x * y, v=x + y**2).then(f=u**2 * v)
POLAR = Map(r, theta).frame("polar").on("r > 0").then(x=r * cos(theta), y=r * sin(theta)).then(f=x**2 * y)
FOLIUM = Map(x, y).then(F=x**3 + y**3 - 3 * x * y).curve("F")
SPHERE = Map(x, y, z).on("z > 0").then(F=x**2 + y**2 + z**2 - 9).curve("F")
SQUARE = Map(x, y, u, v).then(F=x - u**2 + v**2, G=y - 2 * u * v).curve("F", "G")
FIELD = Map(r, theta).frame("polar").on("r > 0").then(F1=r**2 * cos(theta), F2=r * sin(theta))
PLANE = Map(x, y).then(f1=x * y, f2=x + y**2)
GRAPH = Map(x).then(**steps_of(sqrt(x**2 + exp(x**2)) + cos(x**2 + exp(x**2))))
BALL = Map(r, theta, phi).frame("spherical").on("r > 0", "0 < theta < 3")
PIPE = Map(rho, phi, z).frame("cylindrical").on("rho > 0")

ASKED = [
    (CURVE, second("f", by="t")),
    (CURVE, second("f", by="t", term="quadratic")),
    (CURVE, second("f", by="t", term="linear")),
    (CURVE, at(second("f", by="t"), {t: 1})),
    (CURVE, hessian("f", by="x y", local=True)),
    (TWO_WAYS, hessian("f", by="x y")),
    (TWO_WAYS, second("f", by="x y", term="quadratic")),
    (TWO_WAYS, second("f", by="x y", term="linear")),
    (FOLIUM, implicit("y", by="x")),
    (FOLIUM, implicit("y", by="x", order=2)),
    (FOLIUM, at(implicit("y", by="x"), {x: "2/3", y: "4/3"})),
    (SPHERE, implicit("z", by="x y")),
    (SQUARE, implicit("u v", by="x y", of="F G")),
    (POLAR, jacobian_det("x y", by="r theta")),
    (POLAR, jacobian_det("x y", by="r theta", absolute=True)),
    (POLAR, jacobian_det("x y", by="r theta", inverse=True)),
    (POLAR, jacobian_inverse("x y", by="r theta")),
    (PLANE, at(jacobian_inverse("f1 f2", by="x y"), {x: 1, y: 1})),
    (PLANE, jvp("f1 f2", by="x y", vector=(1, -2))),
    (PLANE, vjp("f1 f2", by="x y", vector=("1/2", sqrt(sympy.Integer(2))))),
    (PLANE, directional("f1", by="x y", vector=(3, 4))),
    (PLANE, directional("f1", by="x y", vector=(1, -1))),
    (PLANE, at(ascent("f1", by="x y"), {x: 3, y: 4})),
    (PLANE, descent("f2", by="x y", rate="1/10")),
    (POLAR, unit_vectors("x y", along="r theta")),
    (POLAR, unit_vectors("x y", along="theta")),
    (POLAR, unit_vectors("x y", along="r theta", back=True)),
    (POLAR, cartesian("f", position="x y")),
    (POLAR, laplacian()),
    (POLAR, laplacian(terms=True)),
    (BALL.then(f=r**2 * cos(theta) + r * sin(theta) * cos(phi)), laplacian()),
    (PIPE.then(f=rho**2 * cos(phi) * z + log(rho)), laplacian()),
    (PIPE.then(F1=rho * z, F2=rho * sin(phi), F3=z**2), divergence("F1 F2 F3")),
    (FIELD, divergence("F1 F2")),
    (GRAPH, tangents("v1 v2 v3 v4 v5 f")),
    (GRAPH, adjoints("f", nodes="v5 v4 v3 v2 v1 x")),
    (GRAPH, operations("f")),
    (GRAPH, operations("f", reverse=True)),
    (PLANE, passes("f1 f2", by="x y", mode="reverse")),
    (GRAPH, multiplications((3, 4, 5, 6), "forward")),
    (GRAPH, multiplications((3, 4, 5, 6), "reverse")),
    (GRAPH, multiplications((5, 2, 7, 3, 6), "best")),
]


def issued(drawn: Map) -> tuple[Issued, Key]:
    draft = drawn.draft()
    text = prompt("", draft, 3, "x")
    return issue_draft(draft, level=3, slug="x", version="1", title="X", text=lambda: text, admissible=False)


@pytest.mark.parametrize(("drawn", "ask"), ASKED)
def test_both_routes_agree_and_the_problem_can_be_issued_told_and_marked(drawn, ask):
    problem, key = issued(drawn.ask(ask))
    (part,) = problem.parts
    assert decode(encode(problem), Issued) == problem
    assert decode(encode(key), Key) == key
    assert sound(one_slot(problem))
    told = [part.label, *(formula for step in worked_solution(problem, key) for formula in step.formulas)]
    assert all(to_mathml(formula) for formula in told)
    assert all(words(step.message) for step in worked_solution(problem, key))
    assert len(hints(problem)) == 3
    assert all(hint.count("$") % 2 == 0 and hint[0] != " " for hint in hints(problem))
    assert part.asks.count("$") % 2 == 0
    assert part.asks in write_stub(one_slot(problem), lambda text: text).replace("\n#     ", " ") or part.key
    (verdict,) = grade_problem(problem, key, [answer(part, key.part(part.key).shown)]).verdicts
    assert verdict.outcome in RIGHT


def one_slot(problem: Issued) -> Sheet:
    slot = Slot(number=1, issued=problem, variant=variant_id(problem))
    return Sheet(gradekit="0", id=sheet_id((slot,)), title="X", slots=(slot,))


def answer(part, array: Array) -> Answer:
    return Answer(slot=1, part=part.key, name="q1a", value=Value(array.shape, array.entries))


@pytest.mark.parametrize(("drawn", "ask"), ASKED)
def test_a_key_with_a_wrong_entry_is_never_issued(drawn, ask):
    worked = worked_out(drawn.ask(ask).draft())
    (part,) = worked.parts
    right = worked.answers[part.key]
    for place in range(len(right.entries)):
        off = add(multiply(number(2), right.entries[place]), number(1, 7))
        entries = (*right.entries[:place], off, *right.entries[place + 1 :])
        worked.answers[part.key] = Array(right.shape, entries)
        with pytest.raises(RoutesDiffer, match="the stages give"):
            vouched(worked)


def test_every_quantity_has_a_road_and_is_asked_here():
    assert {kind.__name__ for kind in DESCRIBED.keys() - ROADS.keys()} == {"Given"}
    asked = {type(q.quantity if isinstance(q := ask.quantity, At) else q) for _, ask in ASKED}
    assert asked == set(ROADS)


def test_a_broken_stage_is_caught():
    broken = replace_stage(lambda walk, path: STAGES.along(walk, path[:1]))
    for drawn, ask in [(CURVE, second("f", by="t")), (POLAR, laplacian()), (TWO_WAYS, hessian("f", by="x y"))]:
        with pytest.raises(RoutesDiffer, match="the stages give"):
            vouched(worked_out(drawn.ask(ask).draft(), broken))


def replace_stage(along):
    from dataclasses import replace as changed

    return changed(STAGES, along=along)


# ------------------------------------------------------------------ frames


@pytest.mark.parametrize("name", SIZES)
def test_scale_factors_are_the_lengths_of_the_position_s_partials(name):
    letters = ("a", "b", "c")[: SIZES[name]]
    known = {letter: sympy.Symbol(letter, positive=True) for letter in letters}
    frame = coordinates(name, letters)
    position = sympy.Matrix([to_sympy(entry, known) for entry in frame.position])
    moves = [position.diff(known[letter]) for letter in letters]
    for i, one in enumerate(moves):
        h = to_sympy(frame.frame.scale[i], known)
        assert sympy.simplify(one.dot(one) - h**2) == 0
        assert all(sympy.simplify(one.dot(other)) == 0 for other in moves[:i])


def test_a_frame_by_name_says_how_its_angles_are_measured():
    ball, _ = issued(BALL.then(f=r**2 * cos(theta)).ask(components()))
    assert ball.prompt.endswith(
        r"$\theta$ is the angle from the positive $z$-axis, and $\phi$ is measured around it from the positive "
        "$x$-axis."
    )
    other, _ = issued(Map(r, phi, theta).frame("spherical-phi").on("r > 0", "0 < phi < 3").then(f=r * cos(phi)))
    assert r"$\phi$ is the angle from the positive $z$-axis" in other.prompt
    assert "measured" not in issued(POLAR)[0].prompt


def test_a_frame_that_does_not_fit_is_refused():
    with pytest.raises(AuthorError, match="No frame is called `sperical`"):
        Map(r, theta).frame("sperical")
    with pytest.raises(AuthorError, match="has 3 coordinates, and the Map has 2 inputs"):
        Map(r, theta).frame("spherical")


# ------------------------------------------------------------------ curves


CURVED = [
    # answer typed in SymPy                                   outcome
    ((y - x**2) / (y**2 - x), Outcome.PROVED),
    ((y**3 - 2 * x * y) / (x * y**2 - x**2), Outcome.PROVED),
    (-(y - x**2) / (y**2 - x), Outcome.DIFFERENT),
    ((y**2 - x) / (y - x**2), Outcome.DIFFERENT),
]


@pytest.mark.parametrize(("typed", "outcome"), CURVED)
def test_an_answer_is_judged_on_the_curve(typed, outcome):
    problem, key = issued(FOLIUM.ask(implicit("y", by="x")))
    (part,) = problem.parts
    assert part.kind == "on-curve"
    given = Array((), (from_sympy(typed),))
    assert grade_problem(problem, key, [answer(part, given)]).verdicts[0].outcome is outcome


def test_the_question_of_a_curve_shows_its_equation():
    problem, _ = issued(FOLIUM.ask(implicit("y", by="x")))
    assert problem.prompt == "Let $x^{3} - 3 x y + y^{3} = 0$, for all real $x$ and $y$."
    assert issued(Map(x).then(f=x**2))[0].domain.relations is not problem.domain.relations


def test_a_partial_of_the_equation_is_not_judged_on_the_curve():
    problem, key = issued(FOLIUM.ask(total("F", by="x"), implicit("y", by="x")))
    slope = problem.parts[0]
    on_it = Array((), (from_sympy(3 * x**2 - 3 * y + x**3 + y**3 - 3 * x * y),))
    assert slope.kind == "expression"
    assert grade_problem(problem, key, [answer(slope, on_it)]).verdicts[0].outcome is Outcome.DIFFERENT


def test_own_partials_of_the_equation_are_followed_on_the_curve():
    problem, key = issued(FOLIUM.ask(total("F", by="x"), total("F", by="y"), implicit("y", by="x")))
    first, _, slope = problem.parts
    wrong = Array((), (from_sympy(3 * x**2 + 3 * y),))
    # (x^2 + y) / (x - y^2), numerator and denominator times x, and x^3 = 3 x y - y^3 put in
    follows = Array((), (from_sympy((4 * x * y - y**3) / (x**2 - x * y**2)),))
    verdicts = grade_problem(problem, key, [answer(first, wrong), answer(slope, follows)]).verdicts
    assert (verdicts[0].outcome, verdicts[2].followed) == (Outcome.DIFFERENT, True)


# ------------------------------------------------------------------ errors of authors


REFUSED = [
    (lambda: second("f", by="x y z"), "`second` needs one or two letters"),
    (lambda: second("f", by="x", term="cubic"), "all, quadratic or linear"),
    (lambda: implicit("y", by="x", order=3), "orders 1 and 2; got 3"),
    (lambda: directional("f", by="x y", vector=(0, 0)), "The vector 0 has no direction"),
    (lambda: jvp("f", by="x", vector=()), "A vector needs entries"),
    (lambda: jvp("f", by="x", vector=(x,)), "`x` has letters"),
    (lambda: multiplications((1, 2, 3), "sideways"), "forward, reverse or best; got `sideways`"),
    (lambda: at(operations("f"), {x: 1}), "Only a formula has a value at a point"),
    (lambda: FOLIUM.curve("G").draft(), "There is a curve for `G`"),
]


@pytest.mark.parametrize(("asked", "match"), REFUSED)
def test_what_cannot_be_asked_is_refused(asked, match):
    with pytest.raises(AuthorError, match=match):
        asked()


def test_a_forged_vector_with_letters_is_not_sound():
    problem, _ = issued(PLANE.ask(jvp("f1 f2", by="x y", vector=(1, -2))))
    (part,) = problem.parts
    forged = replace(part, quantity=replace(part.quantity, vector=(from_sympy(x), from_sympy(y))))
    assert not sound(one_slot(replace(problem, parts=(forged,))))
