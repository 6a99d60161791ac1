"""From a template, a level and a seed to an issued problem and its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import final

from msgspec import UNSET
from msgspec.structs import replace

from gradekit.calculus.graph import closed_forms
from gradekit.calculus.stages import STAGES, Stages
from gradekit.errors import AuthorError
from gradekit.model.composition import At, Composition, Node
from gradekit.model.conventions import USUAL, Conventions
from gradekit.model.details import Chain
from gradekit.model.problem import Issued, Key, Part
from gradekit.problems.admission.admissibility import admit
from gradekit.problems.admission.effort import fair
from gradekit.problems.admission.keys import key_of, vouched
from gradekit.problems.admission.size import too_long
from gradekit.problems.admission.variants import variant_id
from gradekit.problems.drafting.draft import Draft
from gradekit.problems.drafting.drawing import drawn
from gradekit.problems.drafting.draws import Draws, seed_number
from gradekit.problems.drafting.prompt import functions_of, prompt, spoken_as
from gradekit.problems.rejected import Rejected
from gradekit.problems.template import Template
from gradekit.problems.worked import worked_out
from gradekit.syntax.tree import Array
from gradekit.version import VERSION

__all__ = ["AllRejected", "issue", "issue_draft", "variant_id"]

MOST_ATTEMPTS = 50


@final
class AllRejected(AuthorError):  # noqa: N818  says what happened
    """Every attempt was rejected: the rules that were met and how often."""

    def __init__(self, slug: str, level: int, met: Counter[str], last: Rejected) -> None:
        told = ", ".join(f"{rule} {count} times" for rule, count in sorted(met.items()))
        super().__init__(
            f"{sum(met.values())} draws of `{slug}` at level {level} were rejected: {told}. The last: {last}. "
            "Widen what the template draws from."
        )
        self.met = met


def issue(
    template: Template, level: int, seed: str, *, stages: Stages = STAGES, conventions: Conventions = USUAL
) -> tuple[Issued, Key]:
    """The problem of that seed, and its key. The same seed gives the same problem on every machine.

    A draw that breaks a rule of admissibility is drawn again, at most 50 times; then `AllRejected` names the rules.
    `RoutesDiffer` when SymPy derives another answer than the stages.
    """
    header = template.header
    low, high = header.levels
    if not low <= level <= high:
        raise AuthorError(f"`{header.slug}` has levels {low} to {high}; there is no level {level}.")
    met: Counter[str] = Counter()
    number = seed_number(seed)
    rejected: Rejected | None = None
    for attempt in range(MOST_ATTEMPTS):
        try:
            draws = Draws(header.slug, level, number, attempt, conventions=conventions)
            return attempted(template, level, draws, stages)
        except Rejected as caught:
            rejected = caught
            met[caught.rule] += 1
    assert rejected is not None, "the loop ends by a return or a rejection"
    raise AllRejected(header.slug, level, met, rejected)


def attempted(template: Template, level: int, draws: Draws, stages: Stages = STAGES) -> tuple[Issued, Key]:
    """One draw through everything that a problem passes before it is issued; `Rejected` when a rule refuses it."""
    header = template.header
    draft = drawn(template, level, draws)
    issued, key = issue_draft(
        draft,
        level=level,
        slug=header.slug,
        version=header.version,
        title=header.title,
        text=lambda: prompt(template.text, draft, level, header.slug),
        hints=template.hints(level),
        stages=stages,
        effort=template.effort.get(level),
    )
    return issued, replace(key, drawn=draws.told or UNSET)


def issue_draft(
    draft: Draft,
    *,
    level: int,
    slug: str,
    version: str,
    title: str,
    text: Callable[[], str],
    hints: tuple[str, ...] = (),
    stages: Stages = STAGES,
    admissible: bool = True,
    effort: float | None = None,
) -> tuple[Issued, Key]:
    """The two records of a draft: worked out, admitted by the rules unless they are waived, and vouched for by SymPy.

    `text` gives the question; it is called only for a draft that is admitted. `effort` is the median effort of the
    level, from which a problem may be a quarter away.
    """
    worked = worked_out(draft, stages)
    if admissible:
        admit(worked, level)
        if effort is not None:
            fair(worked, effort)
    shown = vouched(worked, _admit_printed if admissible else None)
    if admissible:
        admit(worked, level, ["G5"])
    issued = Issued(
        gradekit=VERSION,
        template=slug,
        template_version=version,
        level=level,
        title=title,
        prompt=text(),
        composition=public(draft),
        domain=draft.domain,
        box=draft.box,
        parts=worked.parts,
        spoken_as=spoken_as(draft.composition, draft.left_open),
        functions_of=functions_of(draft.composition),
        left_open=draft.left_open or UNSET,
        conventions=draft.conventions,
    )
    return issued, key_of(worked, issued, shown, hints)


def public(draft: Draft) -> Composition:
    """The composition as everybody may see it: where a formula is to be taken apart, without the steps."""
    whole = draft.composition
    if not any(isinstance(ask.details, Chain) for ask in draft.asks):
        return whole
    closed = closed_forms(whole, {})
    return replace(whole, nodes=tuple(Node(name, closed[name]) for name in whole.outputs))


def _admit_printed(part: Part, shown: Array) -> None:
    if not isinstance(part.quantity, At) and (reason := too_long(shown)):
        raise Rejected("G4", f"{part.key}: {reason}")
