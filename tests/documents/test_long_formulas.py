"""Formulas too long or too deep to be laid out are shown as they are typed, shortened, wherever a page has them."""

from __future__ import annotations

from gradekit.authoring import Map, components, cos, phi, r, sin, sqrt, theta, x, y, z
from gradekit.documents.blocks import Display
from gradekit.documents.formulas import LONGEST, MOST_SHOWN, in_line
from gradekit.documents.html import to_html
from gradekit.documents.markup import Code, Maths
from gradekit.documents.mathematics.read import MOST_CHARACTERS
from gradekit.documents.proof import proof_document
from gradekit.documents.solution import solution_blocks
from gradekit.malrules.predict import predict
from gradekit.model.feedback import Step
from gradekit.model.message import Message
from gradekit.problems.issue import issue_draft
from gradekit.syntax.build import add, multiply, number, symbol
from gradekit.syntax.latex import array_to_latex
from gradekit.syntax.tree import Array, Expr, scalar


def long_sum(terms: int) -> Expr:
    return Expr("add", tuple(multiply(number(k), symbol("x"), symbol("y")) for k in range(2, terms + 2)))


def test_a_short_formula_stands_in_a_line() -> None:
    assert in_line(scalar(add(symbol("x"), number(1)))) == (Maths("x + 1"),)
    assert in_line(Array((1, 2), (symbol("x"), number(1)))) == (
        Maths(array_to_latex(Array((1, 2), (symbol("x"), number(1))))),
    )


def test_a_long_formula_is_shortened() -> None:
    (piece,) = in_line(scalar(long_sum(5000)))
    assert isinstance(piece, Code)
    assert len(piece.text) <= MOST_SHOWN + 3


def test_a_deep_formula_is_shortened() -> None:
    deep = symbol("x")
    for _ in range(90):
        deep = Expr("divide", (number(1), Expr("add", (symbol("x"), deep))))
    (piece,) = in_line(scalar(deep))
    assert isinstance(piece, Code)


def test_a_step_that_cannot_be_laid_out_keeps_its_left_side() -> None:
    terms = " + ".join(["x"] * MOST_CHARACTERS)
    told = Step(Message("steps.results"), ("y = 2 x", f"z = {terms}"))
    _, display = solution_blocks([told])
    assert isinstance(display, Display)
    assert display.formulas == (r"\begin{aligned} y &= 2 x \\ z &= \ldots \end{aligned}",)


def test_the_page_of_an_author_holds_no_formula_that_cannot_be_laid_out() -> None:
    """Of 1/r in spherical coordinates, with x, y and z in between, some wrong answers are longer than a page."""
    ball = Map(r, theta, phi).on("r > 0", "0 < theta < 3").frame("spherical")
    inside = ball.then(x=r * sin(theta) * cos(phi), y=r * sin(theta) * sin(phi), z=r * cos(theta))
    drawn = inside.then(f=1 / sqrt(x**2 + y**2 + z**2)).ask(components("f"))
    issued, key = issue_draft(
        drawn.draft(), level=5, slug="p", version="1", title="P", text=lambda: "Long.", admissible=False
    )
    (part,) = issued.parts
    found = (predict(issued.composition, part.quantity, w.rule, w.site) for w in key.part(part.key).wrong)
    lengths = [len(array_to_latex(value)) for value in found if value is not None]
    assert max(lengths) > LONGEST
    assert max(lengths) < MOST_CHARACTERS
    page = to_html(proof_document(issued, key))
    assert " … " in page
