"""The key of a problem: right answers vouched for by SymPy, their values, and what each misconception predicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import UNSET
from msgspec.structs import replace

from gradekit.calculus.hints import hints as structural_hints
from gradekit.calculus.readable import readable
from gradekit.equality.decide import decide
from gradekit.errors import AuthorError
from gradekit.malrules.predict import digest
from gradekit.model.outcome import RIGHT
from gradekit.model.problem import Issued, Key, Part, PartKey
from gradekit.model.quantities import Given
from gradekit.problems.admission.formed import formed
from gradekit.problems.admission.variants import variant_id
from gradekit.problems.admission.wrong import wrong_answers
from gradekit.problems.drafting.prompt import fill
from gradekit.problems.vouching.ball_oracle import refuted_at
from gradekit.problems.vouching.oracle import Oracle, RoutesDiffer
from gradekit.problems.vouching.vouching import vouch
from gradekit.problems.worked import Worked
from gradekit.syntax.latex import to_latex
from gradekit.syntax.tree import Array
from gradekit.version import VERSION


def vouched(worked: Worked, accept: Callable[[Part, Array], None] | None = None) -> dict[str, Array]:
    """The printed form of every answer; `RoutesDiffer` when SymPy or ball arithmetic does not derive the same.

    `accept` is shown each printed form before the next answer is derived, and may reject the draft.
    """
    draft = worked.draft
    oracle = Oracle(draft.composition, draft.originals)
    shown: dict[str, Array] = {}
    for part in worked.parts:
        value = worked.answers[part.key]
        if isinstance(part.quantity, Given):
            shown[part.key] = value  # its author vouches for it
            continue
        told = vouch(oracle, part.quantity, value, draft.composition, draft.domain)
        printed = Array(told.shape, tuple(map(readable, told)))
        _check_by_balls(worked, part, value)
        shown[part.key] = formed(printed, value, part.form, draft.domain)
        _check_written(worked, part, value)
        if accept is not None:
            accept(part, shown[part.key])
    return shown


def _check_by_balls(worked: Worked, part: Part, value: Array) -> None:
    """`RoutesDiffer` when ball arithmetic along its own route shows that the value is wrong."""
    if point := refuted_at(part.quantity, value, worked.draft.composition, worked.points):
        place = ", ".join(f"{name} = {at}" for name, at in point.items())
        raise RoutesDiffer(f"{part.quantity}: the stages do not give what the series through the nodes do at {place}.")


def _check_written(worked: Worked, part: Part, value: Array) -> None:
    """`RoutesDiffer` when the formula that the author writes for what is derived is another."""
    written = next(ask.written for ask, one in zip(worked.draft.asks, worked.parts, strict=True) if one.key == part.key)
    if written is None:
        return
    if written.shape != value.shape:
        raise AuthorError(f"The formula of `{part.key}` has the shape {written.shape}, not {value.shape}.")
    for ours, theirs in zip(value, written, strict=True):
        if decide(ours, theirs, worked.draft.domain).outcome not in RIGHT:
            raise RoutesDiffer(f"{part.key}: the stages give {to_latex(ours)}, the formula {to_latex(theirs)}.")


def key_of(worked: Worked, issued: Issued, shown: Mapping[str, Array], hints: tuple[str, ...] = ()) -> Key:
    """The key of an issued problem; hints that its author did not write come from the structure."""
    parts = (
        PartKey(
            part=part.key,
            value=worked.answers[part.key],
            shown=shown[part.key],
            values=worked.values[part.key],
            wrong=wrong_answers(worked, part),
            word=ask.word,
            stated=ask.wrong,
            also=ask.also or UNSET,
            why=fill(ask.why, worked.draft) or UNSET,
        )
        for part, ask in zip(worked.parts, worked.draft.asks, strict=True)
    )
    whole = worked.draft.composition
    return Key(
        gradekit=VERSION,
        variant=variant_id(issued),
        points=worked.points,
        parts=tuple(parts),
        hints=hints or structural_hints(replace(issued, composition=whole)),
        rules=digest(),
        composition=UNSET if whole == issued.composition else whole,
    )
