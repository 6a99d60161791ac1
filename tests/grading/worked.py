"""Two worked problems of the sources with keys written by hand, and what a student's answers to them come to."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import sympy

from gradekit.equality.points.values import values_at
from gradekit.malrules.predict import predictions
from gradekit.model.answer import Answer, Value
from gradekit.model.composition import Components, Composed, Composition, Frame, Local, Node, PathCount, Total
from gradekit.model.domain import POSITIVE, Domain, Range
from gradekit.model.message import Message, Note
from gradekit.model.outcome import Outcome
from gradekit.model.problem import Form, Issued, Key, Part, PartKey, Slot, WrongAnswer
from gradekit.syntax.sympy_bridge import from_sympy
from gradekit.syntax.tree import Array, Expr

LETTERS = {name: sympy.Symbol(name) for name in ("t", "x", "y", "f", "r", "theta")}


def tree(text: str) -> Expr:
    """A formula of the test itself, never a student's."""
    return from_sympy(sympy.sympify(text, locals=LETTERS))


def array(shape: tuple[int, ...], *texts: str) -> Array:
    return Array(shape, tuple(tree(text) for text in texts))


ROUND_TRIP = Composition(
    ("t",),
    (Node("x", tree("sin(t)")), Node("y", tree("cos(t)")), Node("f", tree("x**2 + 2*y"))),
    ("f",),
)
POLAR = Composition(
    ("r", "theta"),
    (Node("x", tree("r*cos(theta)")), Node("y", tree("r*sin(theta)")), Node("f", tree("x**2*y"))),
    ("f",),
    Frame("polar", (tree("1"), tree("r")), ("e_r", "e_theta")),
)


def part(key: str, quantity: object, shape: tuple[int, ...], symbols: str, points: int, **more: object) -> Part:
    kind = more.pop("kind", "array" if shape else "expression")
    return Part(
        key=key,
        kind=kind,
        quantity=quantity,
        asks=key,
        label=key,
        shape=shape,
        symbols=tuple(symbols.split()),
        points=Fraction(points),
        **more,
    )


def issued(composition: Composition, domain: Domain, box: dict[str, tuple[str, str]], *parts: Part) -> Issued:
    return Issued(
        gradekit="0",
        template="worked",
        template_version="1",
        level=1,
        title="Worked",
        prompt="",
        composition=composition,
        domain=domain,
        box={name: (Fraction(low), Fraction(high)) for name, (low, high) in box.items()},
        parts=parts,
    )


def keyed(problem: Issued, points: tuple[dict[str, str], ...], **right: Array) -> Key:
    """The key with these right answers; what the mal-rules predict is computed."""
    exact = tuple({name: Fraction(value) for name, value in point.items()} for point in points)

    def values(entries: Array) -> tuple[tuple[tuple[float, float] | None, ...], ...]:
        return tuple(values_at(entries.entries, point) for point in exact)

    parts = []
    for asked in problem.parts:
        value = right[asked.key]
        wrong = tuple(
            WrongAnswer(p.rule, p.site, values(p.value))
            for p in predictions(problem.composition, asked.quantity, value)
        )
        parts.append(PartKey(part=asked.key, value=value, shown=value, values=values(value), wrong=wrong))
    return Key(gradekit="0", variant="worked", points=exact, parts=tuple(parts))


def round_trip() -> tuple[Issued, Key]:
    """Example 5.8 of "Mathematics for Machine Learning": df/dt = 2 sin t cos t - 2 sin t."""
    problem = issued(
        ROUND_TRIP,
        Domain((Range("t"),)),
        {"t": ("1/2", "3/2"), "x": ("1/2", "3/2"), "y": ("1/2", "3/2")},
        part("routes", PathCount("f", "t"), (), "", 1, kind="integer"),
        part("J_f", Local(("f",), ("x", "y")), (1, 2), "x y", 2),
        part("inner", Local(("x", "y"), ("t",)), (2, 1), "t", 2),
        part("df_dt", Total(("f",), ("t",)), (), "t", 3),
    )
    key = keyed(
        problem,
        ({"t": "1", "x": "3/4", "y": "1/2"}, {"t": "1/2", "x": "1/2", "y": "5/4"}, {"t": "3/2", "x": "1", "y": "3/4"}),
        routes=array((), "2"),
        J_f=array((1, 2), "2*x", "2"),
        inner=array((2, 1), "cos(t)", "-sin(t)"),
        df_dt=array((), "2*sin(t)*cos(t) - 2*sin(t)"),
    )
    return problem, key


def polar() -> tuple[Issued, Key]:
    """The gradient of x^2 y in polar coordinates, as the sources' table has it."""
    problem = issued(
        POLAR,
        Domain((Range("r", POSITIVE), Range("theta"))),
        {"r": ("1/2", "2"), "theta": ("1/5", "7/5")},
        part("f_polar", Composed(("f",)), (), "r theta", 1),
        part("f_r", Total(("f",), ("r",)), (), "r theta", 1),
        part("f_theta", Total(("f",), ("theta",)), (), "r theta", 1),
        part("grad", Components("f"), (1, 2), "r theta", 3, form=Form(exact=True)),
    )
    key = keyed(
        problem,
        ({"r": "1", "theta": "1/2"}, {"r": "2", "theta": "1"}, {"r": "1/2", "theta": "3/4"}),
        f_polar=array((), "r**3*cos(theta)**2*sin(theta)"),
        f_r=array((), "3*r**2*sin(theta)*cos(theta)**2"),
        f_theta=array((), "r**3*(cos(theta)**3 - 2*sin(theta)**2*cos(theta))"),
        grad=array((1, 2), "3*r**2*sin(theta)*cos(theta)**2", "r**2*(cos(theta)**3 - 2*sin(theta)**2*cos(theta))"),
    )
    return problem, key


def answer(problem: Issued, key: str, given: str | list[str | None] | Outcome, *notes: str) -> Answer:
    """An answer in the letters of the test; an `Outcome` for one that could not be read."""
    asked = problem.part(key)
    common = {"slot": 1, "part": key, "name": key, "notes": tuple(Note(Message(note)) for note in notes)}
    if isinstance(given, Outcome):
        return Answer(**common, trouble=given)
    texts = given if isinstance(given, list) else [given]
    entries = tuple(None if text is None else decimal(text) or tree(text) for text in texts)
    return Answer(**common, value=Value(asked.shape, entries))


def decimal(text: str) -> Expr | None:
    """A decimal as our readers leave it, with its digits as written."""
    return Expr("decimal", (), text) if text.replace(".", "").isdigit() and "." in text else None


def answers(problem: Issued, given: Mapping[str, str | list[str | None] | Outcome]) -> list[Answer]:
    return [answer(problem, key, value) for key, value in given.items()]


def slot(problem: Issued) -> Slot:
    return Slot(1, problem, "worked")
