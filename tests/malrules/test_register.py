"""Every mal-rule of the register against an answer worked out by hand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction

import pytest
import sympy

from gradekit.calculus.own import own_values
from gradekit.calculus.stages import STAGES, Stages, evaluate
from gradekit.documents.words import catalogue
from gradekit.errors import AuthorError
from gradekit.malrules.asked import Asked
from gradekit.malrules.predict import digest, predict, predictions
from gradekit.malrules.rank import CORE, NARROW_TO_WIDE, ONLY_WHERE_TO_LOOK, SLIPS, rank
from gradekit.malrules.register import MALRULES, Site, malrule
from gradekit.malrules.ties import ALIKE, neutral
from gradekit.model.composition import (
    At,
    Components,
    Composed,
    Composition,
    Frame,
    Local,
    Node,
    PathCount,
    Quantity,
    Total,
)
from gradekit.syntax.build import (
    ONE,
    TWO,
    add,
    cos,
    divide,
    exp,
    function,
    log,
    multiply,
    number,
    power,
    sin,
    sqrt,
    symbol,
)
from gradekit.syntax.sympy_bridge import to_sympy
from gradekit.syntax.tree import Expr, scalar, symbols_of

OTHERS = (
    *("tie", "tie-signs", "tie-powers", "tie-products", "tie-held", "tie-derivatives", "tie-routes", "tie-stages"),
    *("number-off", "number-off-value"),
    *("parts-permuted", "gradient-not-evaluated", "stated"),
)
"""What is said besides rules."""

WORDS = {name: words for name, words in catalogue().items() if name.startswith("malrule.")}

r, s, t, theta, u, v, w, x, y, z = map(symbol, ("r", "s", "t", "theta", "u", "v", "w", "x", "y", "z"))


def of_x(expr: Expr) -> tuple[Composition, Quantity]:
    """The derivative of one expression by x."""
    inputs = tuple(sorted(symbols_of(expr)))
    return Composition(inputs, (Node("f", expr),), ("f",)), Total(("f",), ("x",))


CURVE = (
    Composition(("t",), (Node("x", sin(t)), Node("y", cos(t)), Node("f", add(power(x, 2), multiply(TWO, y)))), ("f",)),
    Total(("f",), ("t",)),
)
DIRECT = (
    Composition(("t",), (Node("x", power(t, 2)), Node("y", power(t, 3)), Node("f", add(multiply(x, y), t))), ("f",)),
    Total(("f",), ("t",)),
)
CHAIN = (
    Composition(("t",), (Node("u", power(t, 2)), Node("v", sin(u)), Node("w", power(v, 3))), ("w",)),
    Total(("w",), ("t",)),
)
SHARED = (
    Composition(("t",), (Node("u", power(t, 2)), Node("v", add(u, t)), Node("w", add(multiply(u, v), t))), ("w",)),
    Total(("w",), ("t",)),
)
NEURON = (
    Composition(
        ("t",), (Node("z", multiply(number(3), t)), Node("y", function("sigmoid", z)), Node("w", power(y, 2))), ("w",)
    ),
    Total(("w",), ("t",)),
)
JACOBIAN = (
    Composition(("x", "y"), (Node("f1", multiply(x, y)), Node("f2", add(power(x, 2), y))), ("f1", "f2")),
    Total(("f1", "f2"), ("x", "y")),
)
LAYERS = (
    Composition(
        ("s", "t"),
        (
            Node("u", multiply(s, t)),
            Node("v", add(s, power(t, 2))),
            Node("y1", multiply(u, v)),
            Node("y2", add(power(u, 2), v)),
        ),
        ("y1", "y2"),
    ),
    Total(("y1", "y2"), ("s", "t")),
)
POLAR_MAP = Composition(
    ("r", "theta"),
    (Node("x", multiply(r, cos(theta))), Node("y", multiply(r, sin(theta))), Node("f", multiply(power(x, 2), y))),
    ("f",),
    Frame("polar", (ONE, r), ("e_r", "e_theta")),
)
POLAR = (POLAR_MAP, Components("f"))

EVERYWHERE = "everywhere"
F_R = "3*r**2*cos(theta)**2*sin(theta)"
F_THETA = "r**3*(cos(theta)**3 - 2*sin(theta)**2*cos(theta))"
F_X, F_Y = "(2*r**2*cos(theta)*sin(theta))", "(r**2*cos(theta)**2)"
U, V = "(s*t)", "(s + t**2)"

ROWS: list[tuple[str, tuple[Composition, Quantity], str, list[str]]] = [
    # rule                             asked                            site                   by hand
    ("forget-inner", of_x(sin(multiply(number(3), x))), "d f/d x", ["cos(3*x)"]),
    ("outer-at-inner-derivative", of_x(sin(power(x, 2))), "d f/d x", ["cos(2*x)"]),
    ("outer-at-input", of_x(sin(power(x, 2))), "d f/d x", ["2*x*cos(x)"]),
    ("outer-not-differentiated", of_x(sin(power(x, 2))), "d f/d x", ["2*x*sin(x**2)"]),
    ("product-of-derivatives", of_x(multiply(x, sin(x))), "d f/d x", ["cos(x)"]),
    ("product-paired-with-self", of_x(multiply(x, sin(x))), "d f/d x", ["x + sin(x)*cos(x)"]),
    ("product-minus", of_x(multiply(x, sin(x))), "d f/d x", ["sin(x) - x*cos(x)"]),
    ("product-one-term", of_x(multiply(x, sin(x))), "d f/d x, last factor", ["x*cos(x)"]),
    ("product-one-term", of_x(multiply(x, sin(x))), "d f/d x, first factor", ["sin(x)"]),
    ("other-variable-not-held", of_x(multiply(power(x, 2), y)), "d f/d x, product rule", ["2*x*y + x**2"]),
    ("other-variable-not-held", of_x(multiply(power(x, 2), y)), "d f/d x, in place", ["2*x"]),
    ("quotient-of-derivatives", of_x(divide(sin(x), power(x, 2))), "d f/d x", ["cos(x)/(2*x)"]),
    ("quotient-sign", of_x(divide(sin(x), x)), "d f/d x", ["(sin(x) - x*cos(x))/x**2"]),
    ("quotient-no-square", of_x(divide(sin(x), x)), "d f/d x", ["(x*cos(x) - sin(x))/x"]),
    ("constant-factor-dropped", of_x(multiply(number(5), power(x, 2))), "d f/d x", ["2*x"]),
    ("constant-factor-dropped", of_x(divide(power(x, 3), number(7))), "d f/d x", ["3*x**2"]),
    ("constant-term-kept", of_x(add(power(x, 2), power(y, 3))), "d f/d x", ["2*x + y**3"]),
    ("cos-sign", of_x(cos(x)), "d f/d x", ["sin(x)"]),
    ("sin-sign", of_x(sin(x)), "d f/d x", ["-cos(x)"]),
    ("log-base-10", of_x(log(x)), "d f/d x", ["1/(x*log(10))"]),
    ("log-derivative-kept-log", of_x(log(x)), "d f/d x", ["1/log(x)"]),
    ("tan-not-squared", of_x(function("tan", x)), "d f/d x", ["1/cos(x)"]),
    ("tanh-not-squared", of_x(function("tanh", x)), "d f/d x", ["1 - tanh(x)"]),
    ("sqrt-missing-half", of_x(sqrt(x)), "d f/d x", ["1/sqrt(x)"]),
    ("power-rule-on-exp", of_x(exp(multiply(TWO, x))), "d f/d x", ["4*x*exp(2*x - 1)"]),
    ("base-without-log", of_x(power(TWO, x)), "d f/d x", ["2**x"]),
    ("power-not-reduced", of_x(power(x, 3)), "d f/d x", ["3*x**3"]),
    ("power-no-coefficient", of_x(power(x, 3)), "d f/d x", ["x**2"]),
    ("sigmoid-inverse-for-derivative", of_x(function("sigmoid", x)), "d f/d x", ["log(x/(1 - x))"]),
    ("sigmoid-derivative-is-sigma", of_x(function("sigmoid", x)), "d f/d x", ["1/(1 + exp(-x))"]),
    ("sigmoid-without-sigma", of_x(function("sigmoid", x)), "d f/d x", ["x*(1 - x)"]),
    (
        "activation-derivative-at-output",
        of_x(function("sigmoid", x)),
        "d f/d x",
        ["exp(-1/(1 + exp(-x)))/(1 + exp(-1/(1 + exp(-x))))**2"],
    ),
    # the polar frame, f = x^2 y
    ("missing-one-over-r", POLAR, EVERYWHERE, [F_R, F_THETA]),
    ("r-instead-of-one-over-r", POLAR, EVERYWHERE, [F_R, f"r*{F_THETA}"]),
    ("one-over-r-squared", POLAR, EVERYWHERE, [F_R, f"{F_THETA}/r**2"]),
    ("e-theta-sign", POLAR, EVERYWHERE, [F_R, f"-{F_THETA}/r"]),
    ("degrees", POLAR, EVERYWHERE, [F_R, f"pi/180*{F_THETA}/r"]),
    ("one-over-r-on-wrong-component", POLAR, EVERYWHERE, [f"{F_R}/r", F_THETA]),
    ("one-over-r-on-both", POLAR, EVERYWHERE, [f"{F_R}/r", f"{F_THETA}/r"]),
    ("components-swapped", POLAR, EVERYWHERE, [f"{F_THETA}/r", F_R]),
    ("cartesian-components-kept", POLAR, EVERYWHERE, [F_X, F_Y]),
    (
        "unit-vectors-rotated-wrong-way",
        POLAR,
        EVERYWHERE,
        [f"cos(theta)*{F_X} - sin(theta)*{F_Y}", f"sin(theta)*{F_X} + cos(theta)*{F_Y}"],
    ),
    (
        "unit-vectors-sin-cos-swapped",
        POLAR,
        EVERYWHERE,
        [f"sin(theta)*{F_X} + cos(theta)*{F_Y}", f"sin(theta)*{F_Y} - cos(theta)*{F_X}"],
    ),
    ("symbols-renamed-not-substituted", POLAR, EVERYWHERE, ["2*r*theta", "r**2"]),
    ("symbols-renamed-not-substituted", (POLAR_MAP, Composed(("f",))), EVERYWHERE, ["r**2*theta"]),
    # r_x = cos(theta) and r_y = sin(theta), so that x_r is taken to be 1/cos(theta)
    (
        "reciprocal-partials",
        (POLAR_MAP, Total(("f",), ("r",))),
        EVERYWHERE,
        [f"{F_X}/cos(theta) + {F_Y}/sin(theta)"],
    ),
    ("answer-for-other-variable", (POLAR_MAP, Total(("f",), ("r",))), "by theta", [F_THETA]),
    # one Jacobian, ((y, x), (2x, 1))
    ("transpose", JACOBIAN, EVERYWHERE, ["y", "2*x", "x", "1"]),
    ("rows-permuted", JACOBIAN, "rows 1 and 2", ["2*x", "1", "y", "x"]),
    ("columns-permuted", JACOBIAN, "columns 1 and 2", ["x", "y", "1", "2*x"]),
    ("diagonal-only", JACOBIAN, EVERYWHERE, ["y", "0", "0", "1"]),
    ("diag-as-vector", JACOBIAN, EVERYWHERE, ["y", "1"]),
    (
        "inverse-jacobian",
        JACOBIAN,
        EVERYWHERE,
        ["1/(y - 2*x**2)", "-x/(y - 2*x**2)", "-2*x/(y - 2*x**2)", "y/(y - 2*x**2)"],
    ),
    ("det-instead-of-matrix", JACOBIAN, EVERYWHERE, ["y - 2*x**2"]),
    # two layers: inner Jacobian ((t, s), (1, 2t)), outer ((v, u), (2u, 1)) at u = st, v = s + t^2
    ("wrong-order", LAYERS, EVERYWHERE, [f"t*{V} + 2*s*{U}", f"t*{U} + s", f"{V} + 4*t*{U}", f"{U} + 2*t"]),
    (
        "one-factor-transposed",
        LAYERS,
        "factor 1",
        [f"{V}*t + 2*{U}", f"{V}*s + 4*t*{U}", f"{U}*t + 1", f"{U}*s + 2*t"],
    ),
    ("layer-missing", LAYERS, "factor 1", ["t", "s", "1", "2*t"]),
    ("elementwise-product", LAYERS, EVERYWHERE, [f"{V}*t", f"{U}*s", f"2*{U}", "2*t"]),
    ("add-jacobians", LAYERS, EVERYWHERE, [f"{V} + t", f"{U} + s", f"2*{U} + 1", "1 + 2*t"]),
    ("jacobian-at-input-point", LAYERS, EVERYWHERE, ["t**2 + s", "3*s*t", "2*s*t + 1", "2*s**2 + 2*t"]),
    # x = sin t, y = cos t, f = x^2 + 2y
    ("not-composed-argument", CURVE, EVERYWHERE, ["2*t*cos(t) - 2*sin(t)"]),
    ("unsubstituted", CURVE, EVERYWHERE, ["2*x*cos(t) - 2*sin(t)"]),
    ("unsubstituted", (CURVE[0], Composed(("f",))), EVERYWHERE, ["x**2 + 2*y"]),
    ("wrong-variable", CURVE, "by x", ["2*sin(t)"]),
    ("second-derivative", CURVE, EVERYWHERE, ["2*cos(t)**2 - 2*sin(t)**2 - 2*cos(t)"]),
    ("not-differentiated", CURVE, EVERYWHERE, ["sin(t)**2 + 2*cos(t)"]),
    ("product-of-sums", CURVE, EVERYWHERE, ["(2*sin(t) + 2)*(cos(t) - sin(t))"]),
    ("crossed-pairing", CURVE, EVERYWHERE, ["-2*sin(t)**2 + 2*cos(t)"]),
    ("outer-partials-only", CURVE, EVERYWHERE, ["2*sin(t) + 2"]),
    ("inner-derivatives-only", CURVE, EVERYWHERE, ["cos(t) - sin(t)"]),
    ("add-along-path", CURVE, EVERYWHERE, ["2*sin(t) + cos(t) + 2 - sin(t)"]),
    # x = t^2, y = t^3, f = xy + t: the routes contribute 1, 2t^4, 3t^4
    ("drop-path", DIRECT, "path 2", ["1 + 3*t**4"]),
    ("only-one-path", DIRECT, "path 2", ["2*t**4"]),
    ("partial-not-total", DIRECT, EVERYWHERE, ["1"]),
    ("direct-term-dropped", DIRECT, EVERYWHERE, ["5*t**4"]),
    ("multiply-paths", DIRECT, EVERYWHERE, ["6*t**8"]),
    ("path-sign", DIRECT, "path 1", ["5*t**4 - 1"]),
    ("total-for-partial", (DIRECT[0], Local(("f",), ("t",))), "in all letters", ["1 + 2*t*y + 3*t**2*x"]),
    ("total-for-partial", (DIRECT[0], Local(("f",), ("t",))), "in the inputs", ["1 + 5*t**4"]),
    # u = t^2, v = sin u, w = v^3
    ("skip-a-link", CHAIN, "link 2", ["6*t*sin(t**2)**2"]),
    # the adjoint of u = t^2, which is used in v = u + t and in w = uv + t; only its use in v is counted
    ("adjoint-overwritten", (SHARED[0], Total(("w",), ("u",))), "first use", ["t**2"]),
    ("activation-derivative-dropped", NEURON, "y", ["6/(1 + exp(-3*t))"]),
    ("sign", CURVE, EVERYWHERE, ["2*sin(t) - 2*sin(t)*cos(t)"]),
    ("factor-2", CURVE, EVERYWHERE, ["4*sin(t)*cos(t) - 4*sin(t)"]),
    ("factor-half", CURVE, EVERYWHERE, ["sin(t)*cos(t) - sin(t)"]),
]

AT = {name: sympy.Float(text, 40) for name, text in zip("rstxy", ("0.73", "0.41", "0.87", "0.59", "0.67"), strict=True)}
AT |= {"theta": sympy.Float("0.53", 40)}


def value(expr: sympy.Expr) -> complex:
    return complex(expr.subs({sympy.Symbol(name): at for name, at in AT.items()}).evalf(30))


def close(one: complex, other: complex) -> bool:
    return abs(one - other) <= 1e-20 * max(1, abs(other))


@pytest.mark.parametrize(("rule", "asked", "site", "by_hand"), ROWS, ids=[f"{row[0]}, {row[2]}" for row in ROWS])
def test_predicts_what_one_finds_by_hand(
    rule: str, asked: tuple[Composition, Quantity], site: str, by_hand: list[str]
) -> None:
    composition, quantity = asked
    right = evaluate(quantity, composition)
    found = {(p.rule, p.site): p.value for p in predictions(composition, quantity, right, same_shape=False)}
    ours = [value(to_sympy(entry)) for entry in found[rule, site]]
    assert len(ours) == len(by_hand)
    expected = [value(sympy.sympify(text)) for text in by_hand]
    assert all(abs(a - b) <= 1e-14 * max(1, abs(b)) for a, b in zip(ours, expected, strict=True))
    assert predict(composition, quantity, rule, site) == found[rule, site]
    if found[rule, site].shape == right.shape:
        truth = [value(to_sympy(entry)) for entry in right]
        assert any(abs(a - b) > 1e-9 for a, b in zip(ours, truth, strict=True)), "it is not wrong here"


@pytest.mark.parametrize("rule", sorted(MALRULES))
def test_every_rule_has_a_story_evidence_and_words(rule: str) -> None:
    entered = MALRULES[rule]
    assert entered.story.endswith("."), "a docstring is a sentence"
    assert entered.evidence
    assert WORDS[entered.sentence].endswith((".", "?"))
    assert WORDS[entered.question].endswith("?")


def test_there_are_words_for_rules_and_ties_and_nothing_else() -> None:
    assert WORDS["malrule.tie"].endswith(".")
    known = {f"malrule.{rule}" for rule in (*MALRULES, *OTHERS)}
    places = {f"malrule.{rule}.where" for rule in ONLY_WHERE_TO_LOOK}
    assert {name.removesuffix(".ask") for name in WORDS} == known | places


def test_groups_of_rules_name_rules() -> None:
    grouped = CORE | SLIPS | ONLY_WHERE_TO_LOOK | {rule for row in NARROW_TO_WIDE for rule in row}
    assert grouped.union(*(group for _, group in ALIKE)) <= set(MALRULES)
    assert not CORE & SLIPS


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (["cos-sign", "sin-sign", "path-sign"], "tie-signs"),
        (["forget-inner", "inner-sign", "sign"], "tie"),
        (["power-not-reduced", "variable-kept"], "tie-powers"),
        (["product-of-derivatives", "product-one-term"], "tie-products"),
        (["constant-term-kept", "other-variable-not-held"], "tie-held"),
        (["other-variable-not-held", "power-no-coefficient"], "tie-derivatives"),
        (["drop-path", "multiply-paths"], "tie-routes"),
        (["drop-path", "constant-factor-dropped"], "tie-stages"),
    ],
)
def test_a_tie_says_what_its_rules_have_in_common(rules: list[str], sentence: str) -> None:
    assert rank(rules)[1], "it is no tie"
    assert neutral(rules) == f"malrule.{sentence}"


# ------------------------------------------------------------------ entering


def test_a_name_is_entered_once() -> None:
    def again(_: Asked) -> Iterator[Site]:
        """The sign is wrong."""
        yield "everywhere", STAGES

    with pytest.raises(AuthorError, match="both called `sign`"):
        malrule("sign", stage="frame", evidence="S6")(again)


def test_a_rule_without_a_story_is_refused() -> None:
    def silent(_: Asked) -> Iterator[Site]:
        yield "everywhere", STAGES

    with pytest.raises(AuthorError, match="`silent` has no docstring"):
        malrule("silent", stage="frame", evidence="anal.")(silent)
    assert "silent" not in MALRULES


# ------------------------------------------------------------------ predictions


@pytest.mark.parametrize(("activation", "struck"), [(sin, False), (lambda e: function("sigmoid", e), True)])
def test_a_linear_node_is_a_neuron_only_where_something_activates_it(activation, struck) -> None:
    z = add(multiply(number(3), x), y)
    composition = Composition(
        ("x", "y"), (Node("z", z), Node("a", activation(symbol("z"))), Node("f", power(symbol("a"), 2))), ("f",)
    )
    asked = Total(("f",), ("x", "y"))
    found = {p.rule for p in predictions(composition, asked, evaluate(asked, composition))}
    assert ({"input-factor-dropped", "bias-gets-input", "loss-factor-dropped"} <= found) is struck
    assert found.isdisjoint({"input-factor-dropped", "bias-gets-input", "loss-factor-dropped"}) is not struck


def test_other_counts_are_predicted_for_a_count() -> None:
    count = PathCount("f", "t")
    found = {p.rule: p.value.scalar for p in predictions(CURVE[0], count, evaluate(count, CURVE[0]))}
    assert found == {"drop-path": ONE, "links-counted": number(4)}


def test_predictions_have_the_right_shape_unless_asked_otherwise() -> None:
    composition, quantity = JACOBIAN
    right = evaluate(quantity, composition)
    assert {p.value.shape for p in predictions(composition, quantity, right)} == {(2, 2)}
    shapes = {p.value.shape for p in predictions(composition, quantity, right, same_shape=False)}
    assert shapes == {(), (1, 2), (2, 2)}


def test_no_prediction_is_the_right_tree_and_none_comes_twice_from_one_rule() -> None:
    for composition, quantity in (CURVE, DIRECT, POLAR, LAYERS):
        right = evaluate(quantity, composition)
        found = list(predictions(composition, quantity, right))
        assert all(p.value != right for p in found)
        assert len({(p.rule, p.value) for p in found}) == len(found)
        assert len({(p.rule, p.site) for p in found}) == len(found)


def test_at_a_point_the_predictions_are_numbers() -> None:
    composition, quantity = CURVE
    at = At(quantity, {"t": Fraction(1, 2)})
    found = {p.rule: p.value.scalar for p in predictions(composition, at, evaluate(at, composition))}
    assert not any(symbols_of(expr) for expr in found.values())
    assert "unsubstituted" not in found
    assert close(value(to_sympy(found["outer-partials-only"])), complex(sympy.sympify("2*sin(1/2) + 2").evalf(30)))


def test_predictions_follow_from_own_values() -> None:
    composition, quantity = CURVE
    own = own_values(Local(("y",), ("t",)), scalar(sin(t)), composition)
    found = predict(composition, quantity, "drop-path", "path 1", own=own)
    assert found is not None
    assert close(value(to_sympy(found.scalar)), value(sympy.sympify("2*sin(t)")))


def test_what_does_not_apply_is_none_and_what_is_unknown_an_error() -> None:
    assert predict(*CURVE, "transpose", "everywhere") is None
    assert predict(*CURVE, "drop-path", "path 9") is None
    with pytest.raises(AuthorError, match="No mal-rule is called `nonsense`"):
        predict(*CURVE, "nonsense", "everywhere")


def test_an_expression_without_a_rule_of_differentiation_only_loses_its_predictions() -> None:
    composition = Composition(("t",), (Node("x", function("gamma", t)), Node("f", power(x, 2))), ("f",))
    local = Local(("f",), ("x",))
    assert {p.rule for p in predictions(composition, local, evaluate(local, composition))} >= {"power-no-coefficient"}


# ------------------------------------------------------------------ ranking

RANKED = [
    # found, in any order                     spoken of in this order                    tied
    ("sign cos-sign", "cos-sign sign", False),
    ("factor-half sign", "factor-half sign", False),
    ("drop-path direct-term-dropped partial-not-total", "partial-not-total direct-term-dropped drop-path", False),
    ("wrong-variable forget-inner outer-partials-only", "forget-inner outer-partials-only wrong-variable", False),
    ("forget-inner constant-factor-dropped factor-half", "constant-factor-dropped forget-inner factor-half", True),
    ("drop-path drop-path", "drop-path", False),
    ("", "", False),
]


@pytest.mark.parametrize(("found", "order", "tied"), RANKED)
def test_rank(found: str, order: str, tied: bool) -> None:
    assert rank(found.split()) == (tuple(order.split()), tied)
    assert rank(reversed(found.split())) == (tuple(order.split()), tied)


# ------------------------------------------------------------------ the register as a whole

SAY_DIGEST = "from gradekit.malrules.predict import digest; print(digest())"
SAY_PREDICTIONS = """
from gradekit.calculus.stages import evaluate
from gradekit.malrules.predict import predictions
from gradekit.model.composition import Composition, Node, Total
from gradekit.syntax.build import *
x, y, t, u = map(symbol, "xytu")
nodes = (Node("x", sin(t)), Node("y", multiply(x, t)), Node("f", add(multiply(power(x, 2), y), u)))
composition = Composition(("t", "u"), nodes, ("f",))
total = Total(("f",), ("t", "u"))
print([(p.rule, p.site, p.value) for p in predictions(composition, total, evaluate(total, composition))])
"""


@pytest.mark.parametrize("program", [SAY_DIGEST, SAY_PREDICTIONS])
def test_is_the_same_in_another_process_with_another_hash_seed(program: str) -> None:
    def told(seed: str) -> str:
        run = subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        return run.stdout

    assert told("1") == told("2") != ""


def test_the_digest_is_short_and_of_this_register() -> None:
    assert len(digest()) == 16
    assert digest() == digest()


def test_sites_are_stages_with_one_of_them_replaced() -> None:
    names = ("derive", "paths", "along", "across", "substitute", "shape", "frame")
    for composition, quantity in (CURVE, DIRECT, CHAIN, SHARED, NEURON, JACOBIAN, LAYERS, POLAR):
        asked = Asked(composition, quantity)
        for rule in MALRULES.values():
            for _, stages in rule.sites(asked):
                assert isinstance(stages, Stages)
                assert sum(getattr(stages, name) is not getattr(STAGES, name) for name in names) == 1


def test_neither_sympy_nor_numpy_is_imported() -> None:
    program = (
        "import sys, gradekit.malrules.predict, gradekit.calculus.steps, gradekit.calculus.hints\n"
        "print(sorted({'sympy', 'numpy', 'sqlalchemy', 'flint'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
