"""The names of each problem of a sheet while one program holds them all: every problem starts with fresh names.

A problem has what stands before the first one, what is imported in earlier ones, and its own; `x = t**2` in problem 1
never changes x in problem 2. There is one dictionary, that of the main module, whose content changes with the problem:
so a function from before the first problem sees the names of the problem that calls it, as when the file is read.
"""

from __future__ import annotations

import ast
import copy
import sys
from bisect import bisect_right
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any, final

Names = dict[str, Any]


@final
class Spaces:
    """The names of the problem that is being run, and those of the others put away."""

    def __init__(self, names: Names, places: list[list[int]]) -> None:
        self.names = names
        self._lines, self._problems = [line for line, _ in places], [problem for _, problem in places]
        self._now = 0
        self._away: dict[int, Names] = {}
        self._imported: dict[int, Names] = {}

    def problem_at(self, line: int) -> int:
        """The problem of the statement at that line; 0 before the first one."""
        place = bisect_right(self._lines, line)
        return self._problems[place - 1] if place else 0

    def enter(self, problem: int) -> None:
        """Makes the names those of the problem."""
        if problem == self._now:
            return
        self._away[self._now] = dict(self.names)
        found = self._away.get(problem)
        if found is None:
            found = _fresh(self._away[0])
            for earlier in sorted(self._imported):
                found.update(self._imported[earlier] if earlier < problem else {})
        self.names.clear()
        self.names.update(found)
        self._now = problem

    @contextmanager
    def running(self, statement: ast.stmt) -> Generator[None]:
        """While the statement runs; what an import in a problem adds is remembered for the problems after it."""
        if not self._now or not isinstance(statement, (ast.Import, ast.ImportFrom)):
            yield
            return
        before = dict(self.names)
        yield
        new = {name: value for name, value in self.names.items() if before.get(name, self) is not value}
        self._imported.setdefault(self._now, {}).update(new)


def _fresh(names: Names) -> Names:
    """The names with lists, dictionaries and arrays of their own, which one problem may change and another not see."""
    kinds = (list, dict, set, sys.modules["numpy"].ndarray, sys.modules["sympy"].MatrixBase)
    changing = {name: value for name, value in names.items() if isinstance(value, kinds) and not name.startswith("__")}
    with suppress(Exception):  # what cannot be copied is shared
        return {**names, **copy.deepcopy(changing)}
    return dict(names)
