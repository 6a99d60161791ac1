"""Mal-rules on the number of routes. Routes that are overlooked are rules on routes (`malrules.routes`)."""

from __future__ import annotations

from gradekit.calculus.graph import Edge
from gradekit.calculus.stages import Walk
from gradekit.malrules.register import wrong_answer
from gradekit.model.composition import PathCount
from gradekit.syntax.build import number
from gradekit.syntax.tree import Array, scalar

RULES = ("intermediates-counted", "links-counted", "first-steps-counted")


@wrong_answer("intermediates-counted", PathCount, evidence="anal.")
def intermediates_counted(walk: Walk, asked: PathCount) -> Array | None:
    """The letters between the variable and the output are counted, not the routes."""
    return scalar(number(len({parent for _, parent in _links(walk, asked)} - {asked.input})))


@wrong_answer("links-counted", PathCount, evidence="anal.")
def links_counted(walk: Walk, asked: PathCount) -> Array | None:
    """The derivatives along the routes are counted, not the routes."""
    return scalar(number(len(_links(walk, asked))))


@wrong_answer("first-steps-counted", PathCount, evidence="anal.")
def first_steps_counted(walk: Walk, asked: PathCount) -> Array | None:
    """Only the first step from the output is looked at: routes that part later are counted as one."""
    return scalar(number(len({parent for name, parent in _links(walk, asked) if name == asked.output})))


def _links(walk: Walk, asked: PathCount) -> set[Edge]:
    return set(walk.graph.edges(asked.output, asked.input))
