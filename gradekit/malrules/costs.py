"""Mal-rules on the costs of derivatives."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from gradekit.calculus.quantities.costs import products
from gradekit.calculus.stages import Walk
from gradekit.malrules.register import wrong_answer
from gradekit.model.quantities import Multiplications, Passes
from gradekit.syntax.build import number
from gradekit.syntax.tree import Array, scalar


@wrong_answer("forward-reverse-swapped", Multiplications, Passes, evidence="anal.")
def other_mode(walk: Walk, asked: Multiplications | Passes) -> Array | None:
    """The costs of forward and reverse mode are interchanged."""
    if isinstance(asked, Passes):
        return walk.ingredient(Passes(asked.outputs, asked.inputs, _other(asked.mode)))
    return None if asked.order == "best" else walk.ingredient(Multiplications(asked.sizes, _other(asked.order)))


@wrong_answer("sum-of-sizes", Multiplications, evidence="anal.")
def sizes_added(_: Walk, asked: Multiplications) -> Array | None:
    """A product of an m x k and a k x n matrix is taken to cost m + k + n."""
    return None if asked.order == "best" else scalar(number(sum(map(sum, products(asked)))))


@wrong_answer("product-of-all-sizes", Multiplications, evidence="anal.")
def sizes_all_multiplied(_: Walk, asked: Multiplications) -> Array | None:
    """The sizes of all matrices are multiplied, as if the whole chain were one product."""
    whole = 1
    for size in asked.sizes:
        whole *= size
    return scalar(number(whole))


@wrong_answer("first-product-only", Multiplications, evidence="anal.")
def first_product_only(_: Walk, asked: Multiplications) -> Array | None:
    """Only the first product is counted."""
    if asked.order == "best":
        return None
    a, b, c = products(asked)[0]
    return scalar(number(a * b * c))


@wrong_answer("entries-counted", Multiplications, evidence="anal.")
def entries_counted(_: Walk, asked: Multiplications) -> Array | None:
    """The entries of the matrices are counted, not the multiplications."""
    return scalar(number(sum(a * b for a, b in pairwise(asked.sizes))))


@wrong_answer("passes-miscounted", Passes, evidence="anal.")
def a_pass_for_each_entry(_: Walk, asked: Passes) -> Array | None:
    """One pass is counted for each entry of the Jacobian."""
    return scalar(number(len(asked.outputs) * len(asked.inputs)))


def _other(mode: Literal["forward", "reverse"]) -> Literal["forward", "reverse"]:
    return "reverse" if mode == "forward" else "forward"
