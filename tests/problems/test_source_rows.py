"""The worked examples of the four sources, row by row: the stages against the answer that the row states.

Nothing here is gradekit's own output: the rows hold nodes and answers as text, an independent derivation has checked
them, and values are compared at random points in mpmath.
"""

import json
import random
from fractions import Fraction
from itertools import chain
from pathlib import Path

import mpmath
import pytest

from gradekit.calculus.graph import Graph
from gradekit.calculus.stages import STAGES, Walk, evaluate
from gradekit.model.composition import Components, Composition, Frame, Node, Total
from gradekit.model.quantities import Adjoints, Laplacian, Tangents
from gradekit.syntax.build import number
from gradekit.syntax.python import read_python
from gradekit.syntax.scope import Scope
from gradekit.syntax.tree import Expr

ROWS = json.loads((Path(__file__).parent / "data" / "seed_regression.json").read_text(encoding="utf-8"))
DIGITS, POINTS = 40, 4
FUNCTIONS = {"Max": max, "log": mpmath.log}


def flat(value):
    return list(chain.from_iterable(map(flat, value))) if isinstance(value, list) else [value]


def members(one):
    return flat(one.get("components", one["name"]))


class Row:
    """One row as a composition of scalar symbols."""

    def __init__(self, row):
        self.row = row
        given = [*row["inputs"], *row["constants"]]
        self.names = {one["name"]: members(one) for one in (*given, *row["nodes"])}
        letters = frozenset(chain(*self.names.values()))
        self.scope = Scope(letters)
        exprs = [
            (name, text) for node in row["nodes"] for name, text in zip(members(node), flat(node["expr"]), strict=True)
        ]
        nodes = tuple(Node(name, self.read(text)) for name, text in exprs)
        frame = row.get("frame")
        scale = (
            Frame("polar", tuple(map(self.read, frame["scale_factors"])), tuple(frame["unit_vectors"]))
            if frame
            else None
        )
        inputs = tuple(chain(*(members(one) for one in given)))
        self.composition = Composition(inputs, nodes, tuple(self.names[row["output"]]), scale)
        self.boxes = {name: one["domain"] for one in given for name in members(one)}

    def read(self, text):
        read = read_python(text, self.scope).value
        assert isinstance(read, Expr)
        return read

    def answers(self):
        """What the stages give for each answer of the row."""
        row, outputs = self.row, tuple(self.names[self.row["output"]])
        match row["kind"]:
            case "gradient-polar":
                return {"": evaluate(Components(outputs[0]), self.composition)}
            case "laplacian":
                return {"": evaluate(Laplacian(outputs[0]), self.composition)}
            case "adjoint-table":
                return self.by_name(tuple(row["wrt"]), Adjoints(outputs[0], tuple(row["wrt"])))
            case "tangent-table":
                return self.by_name(tuple(row["expected"]), Tangents(tuple(row["expected"]), (number(1),)))
            case _:
                by = {name: Total(outputs, tuple(self.names[name])) for name in row["wrt"]}
                found = {name: evaluate(total, self.composition) for name, total in by.items()}
                return found if len(found) > 1 else {"": found[row["wrt"][0]]}

    def by_name(self, names, asked):
        return dict(zip(names, evaluate(asked, self.composition).entries, strict=True))

    def expected(self):
        told = self.row["expected"]
        return told if isinstance(told, dict) else {"": told}

    def point(self, seed):
        """Values of all letters at a random point of the inputs."""
        draw = random.Random(f"{self.row['id']} {seed}")
        values = {}
        for name in self.composition.inputs:
            low, high = map(Fraction, self.boxes[name])
            at = low + (high - low) * Fraction(draw.randint(1, 999), 1000)
            values[name] = mpmath.mpf(at.numerator) / at.denominator
        for node in self.composition.nodes:
            values[node.name] = value(node.expr, values)
        return values


def value(expr, at):
    """The value of a formula straight from the meaning of its head."""
    args = [value(arg, at) for arg in expr.args]
    match expr.head:
        case "number" | "decimal":
            return mpmath.mpf(expr.number.numerator) / expr.number.denominator
        case "symbol":
            return at[expr.name]
        case "constant":
            return {"pi": mpmath.pi, "E": mpmath.e}[expr.name] + 0
        case "add":
            return mpmath.fsum(args)
        case "multiply":
            return mpmath.fprod(args)
        case "negate":
            return -args[0]
        case "divide":
            return args[0] / args[1]
        case "power":
            return mpmath.power(*args)
        case "function":
            return FUNCTIONS.get(expr.name, getattr(mpmath, expr.name, None))(*args)
        case _:
            raise AssertionError(expr.head)


def test_there_are_all_of_them():
    assert len(ROWS) == len({row["id"] for row in ROWS}) == 49


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_stages_give_what_the_row_states(row):
    told = Row(row)
    ours, theirs = told.answers(), told.expected()
    assert ours.keys() == theirs.keys()
    for name, stated in theirs.items():
        mine = ours[name].entries if hasattr(ours[name], "entries") else (ours[name],)
        formulas = [told.read(text) for text in flat(stated)]
        assert len(mine) == len(formulas)
        for seed in range(POINTS):
            with mpmath.workdps(DIGITS):
                at = told.point(seed)
                for one, other in zip(mine, formulas, strict=True):
                    a, b = value(one, at), value(other, at)
                    assert abs(a - b) <= mpmath.mpf(10) ** (10 - DIGITS) * max(1, abs(b)), (name, one, other)


@pytest.mark.parametrize("row", [row for row in ROWS if "expected_paths" in row], ids=lambda row: row["id"])
def test_each_route_contributes_what_the_row_states(row):
    told = Row(row)
    walk = Walk(Graph(told.composition), STAGES)
    paths = {path[0][1]: path for path in walk.graph.paths(row["output"], row["wrt"][0])}
    assert paths.keys() == row["expected_paths"].keys()
    for through, stated in row["expected_paths"].items():
        with mpmath.workdps(DIGITS):
            at = told.point(0)
            ours, theirs = value(walk.term(paths[through]), at), value(told.read(stated), at)
            assert mpmath.almosteq(ours, theirs, rel_eps=mpmath.mpf(10) ** -30)
