"""A problem before it is issued: its structure, where it lives, and what is asked. Templates and the bank make one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import final

from msgspec import UNSET, UnsetType

from gradekit.errors import AuthorError
from gradekit.model.composition import At, Composition
from gradekit.model.conventions import Conventions
from gradekit.model.domain import Box, Domain, Interval
from gradekit.model.nearest import nearest
from gradekit.problems.drafting.blocks import named_entries
from gradekit.problems.drafting.left_open import left_open
from gradekit.problems.drafting.parts import Ask, default_asks, told_apart
from gradekit.problems.questions.domains import box_of, domain_of, on_curve
from gradekit.syntax.names import CONSTANTS, SPELLINGS
from gradekit.syntax.partials import names_of
from gradekit.syntax.tree import Expr, symbols_of

AVOIDED = frozenset({"d", "i", "N", "S", "O", "Q", "lambda", "beta", "zeta"})
"""Names that collide with constants and names of SymPy, besides the constants and functions themselves."""

_NAME = re.compile(r"[A-Za-z]\w*")


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A composition with its domain and box, what is asked of it, and what its text may mention."""

    composition: Composition
    domain: Domain
    box: Box
    asks: tuple[Ask, ...]
    originals: Mapping[str, object] = field(default_factory=dict[str, object])
    """The node expressions as their author wrote them in SymPy, for the oracle; empty where they were read as text."""
    say: Mapping[str, Expr | str] = field(default_factory=dict[str, "Expr | str"])
    """More formulas and words for the text of the question."""
    left_open: tuple[str, ...] = ()
    """Functions that the question does not give, as the record tells them."""
    conventions: Conventions | UnsetType = UNSET
    """The conventions of a course that made it what it is; unset where it is the usual one."""


def drafted(
    composition: Composition,
    *,
    intervals: Mapping[str, Interval],
    boxes: Mapping[str, tuple[Fraction, Fraction]],
    curve: tuple[str, ...] = (),
    asks: tuple[Ask, ...] = (),
    also: tuple[Ask, ...] = (),
    originals: Mapping[str, object] | None = None,
    say: Mapping[str, Expr | str] | None = None,
) -> Draft:
    """The draft, its structure checked; `AuthorError` says what does not fit."""
    _check_names(composition)
    _check_order(composition)
    _check_known("domain", intervals, composition.inputs)
    known = [*composition.inputs, *(node.name for node in composition.nodes)]
    _check_known("box", boxes, known)
    _check_known("curve", curve, [node.name for node in composition.nodes])
    asked = [_completed(ask, composition) for ask in (*(asks or default_asks(composition)), *also)]
    for ask in asked:
        _check_known("coordinate", ask.quantity.point if isinstance(ask.quantity, At) else (), composition.inputs)
    domain = on_curve(domain_of(composition, intervals), composition, curve)
    return Draft(
        composition=composition,
        domain=domain,
        box=box_of(composition, domain, boxes),
        asks=told_apart(asked, composition),
        originals=originals or {},
        say=say or {},
        left_open=_left_open(composition, [*asks, *also]),
    )


def _left_open(composition: Composition, asks: Sequence[Ask]) -> tuple[str, ...]:
    """The functions that no formula gives; `AuthorError` where students could not write their derivatives."""
    stated = (entry for ask in asks for entry in ask.stated or ())
    symbols = [*composition.inputs, *(node.name for node in composition.nodes)]
    functions = left_open([*(node.expr for node in composition.nodes), *stated], symbols)
    for name in names_of(functions):
        if not _may_be_called(name):
            raise AuthorError(f"A function cannot be called `{name}`: the name means something else; choose another.")
        if any(isinstance(ask.quantity, At) for ask in asks):
            raise AuthorError(f"The function `{name}` is left open, so that nothing has a value at a point.")
    return functions


def _completed(ask: Ask, composition: Composition) -> Ask:
    """The question with all that the composition says of it."""
    named = named_entries(ask, composition)
    return named.complete(named, composition) if named.complete else named


def numbers_of(draft: Draft) -> Mapping[str, Fraction]:
    """The one point at which a problem of arrays is asked for all its values, which the question says once; else {}."""
    points = [ask.quantity.point for ask in draft.asks if isinstance(ask.quantity, At)]
    arrays = any(block.shape for block in draft.composition.blocks)
    return points[0] if arrays and len(points) > 1 and all(point == points[0] for point in points) else {}


def _check_known(what: str, given: Iterable[str], known: Iterable[str]) -> None:
    known = tuple(known)
    for name in given:
        if name not in known:
            raise AuthorError(
                f"There is a {what} for `{name}`, which is no symbol it can be given for. {nearest(name, known)}"
            )


def _may_be_called(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and name not in AVOIDED and name not in CONSTANTS and name not in SPELLINGS


def _check_names(composition: Composition) -> None:
    arrays = (block.name for block in composition.blocks if block.shape)
    names = [*composition.inputs, *(node.name for node in composition.nodes), *arrays]
    for name in names:
        if not _may_be_called(name):
            raise AuthorError(
                f"A symbol cannot be called `{name}`: the name means something else to readers; choose another."
            )
        if names.count(name) > 1:
            raise AuthorError(f"Two symbols of one problem are both called `{name}`.")


def _check_order(composition: Composition) -> None:
    """Every node uses only inputs and earlier nodes, and the outputs and the frame fit.

    An input that stands in no formula is no error of a template: such a draw is rejected, because the answer does not
    depend on it.
    """
    known = set(composition.inputs)
    for node in composition.nodes:
        if unknown := sorted(symbols_of(node.expr) - known):
            raise AuthorError(
                f"`{node.name}` uses `{unknown[0]}` before it is defined. {nearest(unknown[0], sorted(known))}"
            )
        known.add(node.name)
    if missing := [name for name in composition.outputs if name not in known]:
        raise AuthorError(f"There is no node for the output `{missing[0]}`. {nearest(missing[0], sorted(known))}")
    frame = composition.frame
    if frame and not len(frame.scale) == len(frame.units) == len(composition.inputs):
        raise AuthorError(
            f"The frame needs one scale factor and one unit vector for each of the inputs {composition.inputs}."
        )


def check_used(composition: Composition) -> None:
    """`AuthorError` for an input that stands in no formula."""
    used = frozenset[str]().union(*(symbols_of(node.expr) for node in composition.nodes))
    if idle := [name for name in composition.inputs if name not in used]:
        raise AuthorError(f"The input `{idle[0]}` stands in no formula.")
