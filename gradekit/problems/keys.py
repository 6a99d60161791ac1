"""The key of a problem: right answers vouched for by SymPy, their values, and what each misconception predicts."""

from __future__ import annotations

from collections.abc import Mapping

from gradekit.calculus.hints import hints as structural_hints
from gradekit.malrules.predict import digest
from gradekit.model.problem import Issued, Key, PartKey
from gradekit.problems.oracle import Oracle
from gradekit.problems.variants import variant_id
from gradekit.problems.vouching import vouch
from gradekit.problems.worked import Worked
from gradekit.problems.wrong import wrong_answers
from gradekit.syntax.tree import Array
from gradekit.version import VERSION


def vouched(worked: Worked) -> dict[str, Array]:
    """The printed form of every answer; `RoutesDiffer` when SymPy does not derive the same."""
    draft = worked.draft
    oracle = Oracle(draft.composition, draft.originals)
    return {
        part.key: vouch(oracle, part.quantity, worked.answers[part.key], draft.composition, draft.domain)
        for part in worked.parts
    }


def key_of(worked: Worked, issued: Issued, shown: Mapping[str, Array], hints: tuple[str, ...] = ()) -> Key:
    """The key of an issued problem; hints that its author did not write come from the structure."""
    parts = (
        PartKey(
            part=part.key,
            value=worked.answers[part.key],
            shown=shown[part.key],
            values=worked.values[part.key],
            wrong=wrong_answers(worked, part),
        )
        for part in worked.parts
    )
    return Key(
        gradekit=VERSION,
        variant=variant_id(issued),
        points=worked.points,
        parts=tuple(parts),
        hints=hints or structural_hints(issued),
        rules=digest(),
    )
