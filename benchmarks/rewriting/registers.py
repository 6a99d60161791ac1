"""All kinds of rewrites and near misses, each in one register."""

from __future__ import annotations

import random

from gradekit.syntax.tree import Expr
from rewriting.algebra import ALGEBRA
from rewriting.identities import IDENTITIES
from rewriting.near_misses import LOCAL, WHOLE
from rewriting.places import Known, somewhere
from rewriting.spellings import HANDS, differs

FORMS = {**ALGEBRA, **IDENTITIES}
"""Rewrites of the tree that keep its value wherever it has one."""

EQUAL_KINDS: tuple[str, ...] = (*FORMS, *HANDS)
NEAR_MISS_KINDS: tuple[str, ...] = (*LOCAL, *WHOLE)


def changed(expr: Expr, kind: str, rng: random.Random, known: Known) -> Expr | None:
    """The tree after a rewrite or a near miss of that kind; None where the kind finds no place. A spelling leaves
    the tree as it is."""
    if kind in HANDS:
        return expr if differs(expr, kind) else None
    if kind in WHOLE:
        return WHOLE[kind](expr, rng, known)
    return somewhere(expr, (FORMS | LOCAL)[kind], rng, known)
