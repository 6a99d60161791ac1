"""Loops and choices outside of functions, where counting alone says how they go."""

from __future__ import annotations

from collections.abc import Iterator

from gradekit.errors import StudentError
from gradekit.submissions.assignments import Target
from gradekit.submissions.bindings import Bindings, Finding
from gradekit.submissions.bodies import condition_of
from gradekit.submissions.branches import branches_of, loop_of, plain_names
from gradekit.submissions.statements import Statement
from gradekit.syntax.exact import truth
from gradekit.syntax.python_loops import bound
from gradekit.syntax.python_other import read_rounds

MOST_STEPS = 500
"""Statements in loops, counted each time."""


def steps_of(block: Statement, bindings: Bindings) -> Iterator[Statement]:
    """The statements of a `for` or an `if` in the order in which Python comes to them, while they are being read.

    `StudentError` before the first of them where that is not known without running.
    """
    if block.text.startswith("for"):
        yield from _rounds(block, bindings)
    else:
        yield from _chosen(block, bindings)


def _rounds(block: Statement, bindings: Bindings) -> Iterator[Statement]:
    loop = loop_of(block)
    if loop is None or not plain_names(loop.body):
        raise _needs_running("for", block)
    names = bindings.names
    names.check(loop.over)
    rounds = read_rounds(loop.over, names.scope(), block.line)
    given = [bound(loop.names, value) for value in rounds]
    if None in given or len(rounds) * len(loop.body) > MOST_STEPS:
        raise _needs_running("for", block)
    for own in given:
        for name, value in (own or {}).items():
            bindings.bind(Target(name), Finding(block.line, block.text, value))
        yield from loop.body


def _chosen(block: Statement, bindings: Bindings) -> Iterator[Statement]:
    for arm in branches_of(block):
        if not plain_names(arm.body):
            raise _needs_running("if", block)
    for arm in branches_of(block):
        holds = arm.condition is None or truth(condition_of(arm.condition, arm.line, {}, bindings.value_of))
        if holds is None:
            raise _needs_running("if", block)
        if holds:
            yield from arm.body
            return


def _needs_running(what: str, block: Statement) -> StudentError:
    return StudentError("read.statement-needs-running", what=what, line=block.line)
