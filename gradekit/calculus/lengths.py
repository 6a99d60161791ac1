"""The scale factors of a frame: how far the point moves when a coordinate grows by a little."""

from __future__ import annotations

from gradekit.calculus.products import over
from gradekit.errors import AuthorError
from gradekit.model.composition import Composition
from gradekit.syntax.build import ONE, divide
from gradekit.syntax.tree import Expr


def per_length(partial: Expr, h: Expr) -> Expr:
    """The change per length moved: the partial divided by the scale factor."""
    return partial if h == ONE else over(partial, h) if partial.head == "divide" else divide(partial, h)


def scale(composition: Composition) -> tuple[Expr, ...]:
    """The scale factors of the frame; `AuthorError` where the composition has none."""
    if composition.frame is None:
        raise AuthorError("Components were asked of a composition without a frame; give it one with its scale factors.")
    return composition.frame.scale


def lengths(composition: Composition) -> tuple[Expr, ...]:
    """The scale factors of the frame; 1 for each input of a composition without one, which is cartesian."""
    return composition.frame.scale if composition.frame else (ONE,) * len(composition.inputs)
