"""Issuing: the same problem everywhere, a key that is right by an independent route, and honest records."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import msgspec
import pytest

from gradekit.calculus.stages import STAGES
from gradekit.equality.points.values import values_at
from gradekit.malrules.predict import predict
from gradekit.model.codec import decode, encode
from gradekit.model.composition import At, Components, Composition, Local, Node, Total
from gradekit.model.domain import Domain
from gradekit.model.problem import Issued, Key
from gradekit.problems.drafting.draws import Draws, seed_number
from gradekit.problems.issue import issue, variant_id
from gradekit.problems.template import headers, template_named
from gradekit.problems.vouching.oracle import RoutesDiffer
from gradekit.syntax.build import ONE, add, multiply, number, power, rebuild, substitute, symbol
from gradekit.syntax.write import to_text

SLUGS = ["jacobian", "multi-path", "polar-gradient", "total-derivative"]
LEVELS = [(h.slug, level) for h in headers() if h.slug in SLUGS for level in range(h.levels[0], h.levels[1] + 1)]

SCRIPT = """
from gradekit.problems.issue import issue
from gradekit.problems.template import template_named
for slug in {slugs}:
    for level in (1, 3, 5):
        print(slug, level, issue(template_named(slug), level, "anna")[1].variant)
"""


def test_the_same_problems_in_another_process_with_another_hash_seed():
    told = []
    for seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        script = SCRIPT.format(slugs=SLUGS)
        run = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
        )
        told.append(run.stdout)
    assert told[0] == told[1]
    assert len(set(told[0].splitlines())) == 12


GOLDEN_DRAWS = [
    # what seed 7 draws at its first attempt; a change here gives everybody another problem
    ("jacobian", 1, {"f1": "x*y**3 - 3*x**2", "f2": "3*x**2 + 7*x*y**2"}),
    ("multi-path", 2, {"x": "cos(7*t)", "y": "sqrt(t + 7)", "f": "x*y + 2*y**2"}),
    ("polar-gradient", 3, {"x": "r*cos(theta)", "y": "r*sin(theta)", "f": "-2*x**2*y**2 - 2*exp(x/2)"}),
    ("total-derivative", 4, {"u1": "cos(7*x)", "u2": "7*u1**2 + x", "y": "u1*u2 - 7*x"}),
]


@pytest.mark.parametrize(("slug", "level", "nodes"), GOLDEN_DRAWS)
def test_golden_draws_of_templates(slug, level, nodes):
    draft = template_named(slug).make(Draws(slug, level, seed_number("7")), level).draft()
    assert {node.name: to_text(node.expr) for node in draft.composition.nodes} == nodes


def test_the_id_of_a_record_is_the_digest_of_its_canonical_form():
    x = symbol("x")
    issued = Issued(
        gradekit="0",
        template="golden",
        template_version="1",
        level=1,
        title="T",
        prompt="P",
        composition=Composition(("x",), (Node("f", x),), ("f",)),
        domain=Domain(),
        box={"x": (Fraction(1, 2), Fraction(2))},
        parts=(),
    )
    told = (
        '{"format":1,"gradekit":"0","template":"golden","template_version":"1","level":1,"title":"T","prompt":"P",'
        '"composition":{"inputs":["x"],"nodes":[{"name":"f","expr":[["s","x"]]}],"outputs":["f"],"frame":null},'
        '"domain":{"ranges":[],"reading":"real"},"box":{"x":["1/2","2"]},"parts":[],"spoken_as":{},"functions_of":{}}'
    )
    assert encode(issued).decode() == told
    alphabet, number = "abcdefghijklmnopqrstuvwxyz234567", int(hashlib.sha256(told.encode()).hexdigest(), 16)
    assert variant_id(issued) == "".join(alphabet[number >> (256 - 5 * k) & 31] for k in range(1, 11)) == "zo25hynpcg"


@pytest.fixture(scope="module", params=LEVELS, ids=lambda at: f"{at[0]}-{at[1]}")
def pair(request):
    slug, level = request.param
    return issue(template_named(slug), level, "test")


def test_records_survive_storage(pair):
    issued, key = pair
    assert decode(encode(issued), Issued) == issued
    assert decode(encode(key), Key) == key
    assert key.variant == variant_id(issued)
    assert [part.part for part in key.parts] == [part.key for part in issued.parts]


def test_the_public_record_holds_no_answer(pair):
    issued, key = pair
    told = encode(issued).decode()
    for part in key.parts:
        for entry in (*part.value, *part.shown):
            if len(to_text(entry)) > 8:
                assert encode(Node("f", entry)).decode()[20:-1] not in told or entry in [
                    node.expr for node in issued.composition.nodes
                ]


CHOSEN = {  # a function in the place of the f(x, y) that a question leaves open, its partial derivatives by hand
    "f": lambda x, y: add(multiply(power(x, 2), y), power(y, 3)),
    "f_1": lambda x, y: multiply(number(2), x, y),
    "f_2": lambda x, y: add(power(x, 2), multiply(number(3), power(y, 2))),
}


def settled(expr):
    """The expression with that function in it."""
    args = tuple(settled(arg) for arg in expr.args)
    if expr.head == "function" and expr.name in CHOSEN:
        return CHOSEN[expr.name](*args)
    return rebuild(expr, args) if args else expr


def with_chosen(issued, key):
    """The problem with that function, and the values of the answers with it."""
    nodes = tuple(msgspec.structs.replace(node, expr=settled(node.expr)) for node in issued.composition.nodes)
    composition = msgspec.structs.replace(issued.composition, nodes=nodes)
    values = {
        part.part: [values_at([settled(entry) for entry in part.value], point) for point in key.points]
        for part in key.parts
    }
    return msgspec.structs.replace(issued, composition=composition), values


def slopes(issued, output, name, point, *, local):
    """The derivative by a difference quotient of the composition's own values: no rule of calculus is used."""
    composition, h = issued.composition, Fraction(1, 10**5)
    values = []
    for step in (h, -h):
        there = {**point, name: point[name] + step}
        if local:
            expr = composition.node(output).expr
        else:
            closed = {}
            for node in composition.nodes:
                if node.name != name:
                    closed[node.name] = substitute(node.expr, closed)
            expr = closed[output]
        ((value, _),) = values_at([expr], there)
        values.append(value)
    return (values[0] - values[1]) / (2 * float(h))


def quotients(issued, quantity, point):
    """What a quantity is, entry by entry, by difference quotients."""
    if isinstance(quantity, Local):
        return [slopes(issued, o, i, point, local=True) for o in quantity.rows for i in quantity.columns]
    if isinstance(quantity, Total):
        return [slopes(issued, o, i, point, local=False) for o in quantity.outputs for i in quantity.inputs]
    if isinstance(quantity, Components):
        radius = float(point["r"])
        f_r, f_theta = (slopes(issued, quantity.output, i, point, local=False) for i in ("r", "theta"))
        return [f_r, f_theta / radius]
    if isinstance(quantity, At):
        there = {**point, **quantity.point}
        for node in issued.composition.nodes:
            ((value, _),) = values_at([node.expr], there)
            there[node.name] = Fraction(value)
        return quotients(issued, quantity.quantity, there)
    return None


def test_every_key_agrees_with_difference_quotients(pair):
    issued, key = pair
    stored = {part.part: part.values for part in key.parts}
    if issued.left_open:
        issued, stored = with_chosen(issued, key)
    seen = 0
    for part in issued.parts:
        for point, values in zip(key.points, stored[part.key], strict=True):
            told = quotients(issued, part.quantity, point)
            if told is None:
                continue
            assert [value[1] for value in values] == [0.0] * len(values)
            assert [value[0] for value in values] == pytest.approx(told, rel=2e-5, abs=2e-5)
            seen += 1
    assert seen >= 3


def test_stored_values_and_printed_forms_belong_to_the_answers(pair):
    issued, key = pair
    for part in key.parts:
        for point, values in zip(key.points, part.values, strict=True):
            assert values_at(part.value.entries, point) == values
            shown = values_at(part.shown.entries, point)
            digits = 1e-5 if isinstance(issued.part(part.part).quantity, At) else 1e-12
            assert [v[0] for v in shown] == pytest.approx([v[0] for v in values], rel=digits, abs=digits)


def test_wrong_answers_are_wrong_and_can_be_made_again(pair):
    issued, key = pair
    for part in key.parts:
        quantity = issued.part(part.part).quantity
        for wrong in part.wrong[:: max(1, len(part.wrong) // 6)]:
            assert wrong.values != part.values
            again = predict(issued.composition, quantity, wrong.rule, wrong.site)
            assert again is not None
            for point, values in zip(key.points, wrong.values, strict=True):
                for told, stored in zip(values_at(again.entries, point), values, strict=True):
                    assert (told is None) == (stored is None)
                    assert told is None or told == pytest.approx(stored, rel=1e-9, abs=1e-9)


def test_every_final_part_has_wrong_answers_to_recognise(pair):
    issued, key = pair
    for part in issued.parts:
        if isinstance(part.quantity, Total | Components):
            assert len(key.part(part.key).wrong) >= 5


def test_points_are_simple_first_and_lie_in_the_box(pair):
    issued, key = pair
    assert len(key.points) == 3
    for point in key.points:
        assert list(point) == list(issued.box)
        assert all(issued.box[name][0] <= value <= issued.box[name][1] for name, value in point.items())
    assert all(value.denominator <= 5 for value in key.points[0].values())


def test_a_key_cannot_be_changed(pair):
    with pytest.raises(AttributeError, match="immutable"):
        pair[1].variant = "other"
    assert msgspec.structs.replace(pair[1], variant="other").variant == "other"


BROKEN = {
    "derive": lambda walk, name, parent: add(STAGES.derive(walk, name, parent), ONE),
    "along": lambda walk, path: add(STAGES.along(walk, path), ONE),
    "substitute": lambda walk, expr: add(STAGES.substitute(walk, expr), ONE),
}


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("stage", BROKEN)
def test_a_problem_whose_routes_differ_is_never_issued(slug, stage):
    with pytest.raises(RoutesDiffer, match="the stages give"):
        issue(template_named(slug), 3, "1", stages=replace(STAGES, **{stage: BROKEN[stage]}))


@pytest.mark.parametrize("header", headers(), ids=lambda header: header.slug)
def test_every_problem_has_three_hints_that_keep_what_is_asked(header) -> None:
    issued, key = issue(template_named(header.slug), header.levels[0], "1")
    assert len(key.hints) == 3
    assert all(hint.endswith((".", "?", "$")) for hint in key.hints)
    if any(part.key == "routes" for part in issued.parts):
        count = key.part("routes").value.scalar.number
        assert f"{count} routes" not in key.hints[0]
