"""What a problem of the bank states under `[expect]`, held against what is derived: one more road to each answer."""

from __future__ import annotations

from gradekit.calculus.graph import closed_forms
from gradekit.equality.decide import decide
from gradekit.model.nearest import nearest
from gradekit.model.outcome import RIGHT
from gradekit.model.problem import Issued, Key, in_full
from gradekit.problems.bank.bank import BankProblem, expected, misfit
from gradekit.syntax.build import substitute
from gradekit.syntax.latex import to_latex


def check_expected(problem: BankProblem, issued: Issued, key: Key) -> None:
    """`AuthorError` with file and line where an expected answer is of no part, or is not the one that is derived."""
    closed, parts = closed_forms(in_full(issued, key).composition, {}), {part.part: part for part in key.parts}
    for name in problem.expect:
        place = f".expect.{name}"
        if name not in parts:
            raise misfit(problem, place, f"no part has the key `{name}`. {nearest(name, parts)}")
        ours, theirs = parts[name].value, expected(problem, name)
        if len(ours.entries) != len(theirs):
            raise misfit(problem, place, f"it has {len(theirs)} entries; the answer has {len(ours.entries)}.")
        for one, other in zip(ours, theirs, strict=True):
            if decide(substitute(one, closed), substitute(other, closed), issued.domain).outcome not in RIGHT:
                told = f"`{to_latex(one)}` is derived, and `{to_latex(other)}` is expected."
                raise misfit(problem, place, told)
