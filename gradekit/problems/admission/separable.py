"""Rule G5: a problem must be able to show the core misconceptions, and to tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from gradekit.calculus.stages import Stages, Walk
from gradekit.malrules.asked import Asked
from gradekit.malrules.rank import CORE, rank
from gradekit.malrules.register import MALRULES
from gradekit.model.composition import Components, Local, Total
from gradekit.model.problem import Part, WrongAnswer
from gradekit.model.quantities import Formula, Second
from gradekit.problems.admission.wrong import counts_as, predicted, same
from gradekit.problems.worked import Worked

ARRANGING = frozenset({"paths", "across", "shape", "frame"})
"""Stages in which a rule without any effect means that the problem hides the mistake, as a symmetric matrix hides a
transpose. A wrong derivative or substitution without effect was only never needed."""


def g5(worked: Worked, _level: int) -> str:
    """No core misconception gives the right answer, and no two give the same unless they tell one story."""
    for part in worked.parts:
        if not isinstance(part.quantity, Local | Total | Components | Formula):
            continue
        core = [wrong for wrong in predicted(worked, part) if wrong.rule in CORE]
        if reason := _hidden(worked, part, core) or _confused(part, core):
            return reason
    return ""


def _hidden(worked: Worked, part: Part, core: Sequence[WrongAnswer]) -> str:
    for wrong in core:
        if counts_as(wrong.values, worked.values[part.key], part.form):
            return f"`{wrong.rule}` ({wrong.site}) gives the right answer to {part.key}"
    if isinstance(part.quantity, Second) and part.quantity.term != "all":
        return ""  # a summand of the chain rule is put together from second derivatives, not from routes
    seen = {wrong.rule for wrong in core}
    asked = Asked(worked.draft.composition, part.quantity, graph=worked.walk.graph)
    for name in sorted(CORE - seen):
        rule = MALRULES.get(name)
        if rule and rule.stage in ARRANGING and any(_without_effect(worked, part, s) for _, s in rule.sites(asked)):
            return f"`{name}` does not change {part.key}"
    return ""


def _without_effect(worked: Worked, part: Part, stages: Stages) -> bool:
    """Whether the stages with the rule in them give the right answer, tree for tree."""
    return Walk(worked.walk.graph, stages).value(part.quantity) == worked.answers[part.key]


def _confused(part: Part, core: Sequence[WrongAnswer]) -> str:
    for one, other in combinations(core, 2):
        if one.rule != other.rule and rank([one.rule, other.rule])[1] and same(one.values, other.values):
            return f"`{one.rule}` and `{other.rule}` give the same answer to {part.key}"
    return ""
