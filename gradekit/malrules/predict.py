"""What each mal-rule would have a student answer to a question."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from gradekit.calculus.differentiate import DerivativeError
from gradekit.calculus.graph import Graph
from gradekit.calculus.own import Own
from gradekit.calculus.stages import Stages, Walk
from gradekit.errors import AuthorError
from gradekit.malrules import (
    composite,
    coordinates,
    costs,
    counts,
    determinants,
    differences,
    directions,
    elementary,
    factors,
    frames,
    implicit,
    inverses,
    layers,
    letters,
    matrices,
    matrix_forms,
    neurons,
    routes,
    second_order,
    slips,
    softmax,
    sums,
    tensors,
    traced,
    vectors,
)
from gradekit.malrules.asked import Asked
from gradekit.malrules.register import MALRULES
from gradekit.model.composition import At, Composition, PathCount, Quantity
from gradekit.model.quantities import Given, Operations
from gradekit.syntax.tree import Array, symbols_of

TOPICS = (
    *(elementary, composite, routes, letters, matrices, layers, frames, vectors, sums, factors, tensors, matrix_forms),
    *(inverses, softmax, neurons, second_order, implicit, determinants, directions, coordinates, traced, costs),
    *(counts, differences, slips),
)
"""The modules that fill the register."""

OF_COUNTS = [MALRULES[name] for name in ("drop-path", "direct-term-dropped", *counts.RULES)]
"""The rules that change how many routes there are, or what is counted."""

ARRANGING = ("shape", "frame")
"""The stages that arrange entries; all others give entries alone, and leave the shape as it is."""

VERSION = 3
"""Raised when what any rule predicts changes, so that stored predictions are made again."""


@final
@dataclass(frozen=True, slots=True)
class Prediction:
    """The answer that a mal-rule gives when it strikes at one site."""

    rule: str
    site: str
    value: Array


def predictions(
    composition: Composition,
    quantity: Quantity,
    right: Array,
    *,
    own: Own | None = None,
    same_shape: bool = True,
    other_shape: bool = False,
    graph: Graph | None = None,
) -> Iterator[Prediction]:
    """The wrong answers of all mal-rules that apply, in the order of the register; none is the tree of the right one.

    A rule at several sites is given once for each different tree. With `own` values the wrong answers follow from them.
    Answers of another shape (a transposed matrix that is not square, a determinant) are given only when `same_shape` is
    false; with `other_shape` only the rules are asked that can give such answers. That a different tree means something
    different is for the caller to see, by values. The `graph` of the composition may be given, so that what is
    remembered there is found once for several questions.
    """
    if isinstance(quantity, Operations | Given):
        return
    asked = Asked(composition, quantity, own, graph)
    for rule in OF_COUNTS if isinstance(quantity, PathCount) else MALRULES.values():
        if other_shape and rule.stage not in ARRANGING:
            continue
        seen: set[Array] = set()
        for site, stages in rule.sites(asked):
            value = _walked(asked, stages)
            if value is None or value == right or value in seen or (same_shape and value.shape != right.shape):
                continue
            seen.add(value)
            yield Prediction(rule.id, site, value)


def predict(
    composition: Composition, quantity: Quantity, rule: str, site: str, *, own: Own | None = None
) -> Array | None:
    """The wrong answer of one rule at one site, again; None where it does not apply.

    `AuthorError` for a rule that is not in the register.
    """
    if rule not in MALRULES:
        raise AuthorError(f"No mal-rule is called `{rule}`.")
    asked = Asked(composition, quantity, own)
    found = (stages for name, stages in MALRULES[rule].sites(asked) if name == site)
    return next((_walked(asked, stages) for stages in found), None)


def digest() -> str:
    """A digest of the register: it changes when a rule comes, goes, or predicts something else."""
    told = "\n".join([str(VERSION), *sorted(MALRULES)])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _walked(asked: Asked, stages: Stages) -> Array | None:
    try:
        value = Walk(asked.graph, stages, asked.own).value(asked.whole)
    except DerivativeError:
        return None
    if isinstance(asked.whole, At) and any(symbols_of(entry) for entry in value):
        return None
    return value
