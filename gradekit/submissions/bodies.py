"""What the body of a student's function gives: assignments in order, and `if` by its condition.

A condition between numbers chooses its branch; one between letters makes a formula with cases of what both give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, final

from gradekit.errors import StudentError
from gradekit.submissions.assignments import assignment_in
from gradekit.submissions.branches import Branch, branches_of
from gradekit.submissions.statements import Statement
from gradekit.syntax.conditions import TRUE
from gradekit.syntax.exact import truth
from gradekit.syntax.python_loops import one_by_one
from gradekit.syntax.scope import Grid, Nested
from gradekit.syntax.tree import Expr

Local: TypeAlias = dict[str, Nested]
Formula: TypeAlias = Callable[[str, int, Local], Nested]
"""What a text means at a line, given the names of the function."""

MOST_STEPS = 200
"""Statements of one application; a body with many `if` goes on from both branches of each."""
_RETURN = re.compile(r"return\b[ \t]*")
_QUIET = re.compile(r"(?:pass\b|print\s*\(|[\"'])")


@final
@dataclass(slots=True)
class Body:
    """A body being followed."""

    name: str
    formula: Formula
    steps: int = 0

    def value(self, statements: Sequence[Statement], local: Local) -> Nested:
        """What the statements return."""
        for place, s in enumerate(statements):
            self._count()
            if returned := _RETURN.match(s.text):
                return self.formula(s.text[returned.end() :], s.line, local)
            if s.block and s.text.startswith("if"):
                return self._chosen(branches_of(s), statements[place + 1 :], local)
            self._assign(s, local)
        raise StudentError("read.no-return", name=self.name, line=statements[-1].line if statements else 1)

    def _count(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise StudentError("read.too-many-calls", most=MOST_STEPS)

    def _chosen(self, arms: Sequence[Branch], rest: Sequence[Statement], local: Local) -> Nested:
        self._count()
        if not arms:
            return self.value(rest, local)
        arm = arms[0]
        if arm.condition is None:
            return self.value([*arm.body, *rest], local)
        condition = condition_of(arm.condition, arm.line, local, self.formula)
        holds = truth(condition)
        if holds is not None:
            return self.value([*arm.body, *rest], local) if holds else self._chosen(arms[1:], rest, local)
        yes = self.value([*arm.body, *rest], dict(local))
        return _cases(condition, yes, self._chosen(arms[1:], rest, dict(local)), arm.line)

    def _assign(self, s: Statement, local: Local) -> None:
        a = None if s.block else assignment_in(s.text)
        if a is None and _QUIET.match(s.text):
            return
        if a is None or a.targets[0][0].index or s.trouble is not None:
            raise StudentError("read.statement-needs-running", what=s.text.split(maxsplit=1)[0][:20], line=s.line)
        text = f"{a.targets[0][0].written}{a.sign}({a.value})" if a.sign else a.value
        value = self.formula(text, s.line, local)
        if a.sign and isinstance(value, Grid):
            raise StudentError("read.statement-needs-running", what=f"{a.sign}=", line=s.line)
        for group in a.targets:
            if len(group) == 1 and not a.unpacks:
                local[group[0].name] = value
                continue
            entries = one_by_one(value)
            if entries is None or len(entries) != len(group):
                raise StudentError("read.unpack", names=len(group), values=len(entries or "1"))
            local |= {target.name: entry for target, entry in zip(group, entries, strict=True)}


def condition_of(text: str, line: int, local: Local, formula: Formula) -> Expr:
    """What a condition means."""
    whole = formula(f"(1) if ({text}) else (0)", line, local)
    if not isinstance(whole, Expr) or whole.head != "piecewise":
        raise StudentError("read.statement-needs-running", what="if", line=line)
    return whole.args[1]


def _cases(condition: Expr, yes: Nested, no: Nested, line: int) -> Nested:
    """One formula of both, entry by entry for lists of one shape."""
    if isinstance(yes, Expr) and isinstance(no, Expr):
        others = no.args if no.head == "piecewise" else (no, TRUE)
        return Expr("piecewise", (yes, condition, *others))
    if isinstance(yes, tuple) and isinstance(no, tuple) and type(yes) is type(no) and len(yes) == len(no):
        return type(yes)(_cases(condition, one, other, line) for one, other in zip(yes, no, strict=True))
    raise StudentError("read.statement-needs-running", what="if", line=line)
