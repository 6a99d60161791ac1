"""How a course lays derivatives out: what is asked `layout="course"` is turned where its rows belong to the inputs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from msgspec.structs import replace as changed

from gradekit.model.composition import At, Local, Quantity, Total
from gradekit.model.conventions import Conventions
from gradekit.problems.drafting.draft import Draft
from gradekit.problems.drafting.parts import COURSE


def laid_out(draft: Draft, conventions: Conventions, used: Collection[str]) -> Draft:
    """The draft as the course has it, with the conventions that it has to do with: those that were `used` to draw it,
    and the layout where some answer follows it."""
    follows = any(ask.layout == COURSE for ask in draft.asks)
    kept = conventions.only({*used, *(("layout",) if follows else ())})
    if not follows or conventions.layout == "numerator":
        return replace(draft, conventions=kept)
    asks = (replace(ask, quantity=_turned(ask.quantity)) if ask.layout == COURSE else ask for ask in draft.asks)
    return replace(draft, asks=tuple(asks), conventions=kept)


def _turned(quantity: Quantity) -> Quantity:
    match quantity:
        case Local() | Total():
            return changed(quantity, turned=True)
        case At(inner):
            return changed(quantity, quantity=_turned(inner))
        case _:
            return quantity
