"""The paths of a composition from an output down to an input."""

from __future__ import annotations

from gradekit.calculus.graph import Edge, Graph, Path
from gradekit.model.composition import Composition

__all__ = ["Edge", "Path", "paths"]


def paths(composition: Composition, output: str, input: str) -> tuple[Path, ...]:  # noqa: A002  the field's word
    """All paths from the output down to the input, each a tuple of edges (node, symbol in its expression).

    A direct use of the input comes first, then the ways through the intermediates in their order. An output that does
    not depend on the input has none, and a symbol has one empty path to itself.
    """
    return Graph(composition).paths(output, input)
