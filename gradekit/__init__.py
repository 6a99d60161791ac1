"""gradekit: individual calculus exercises with verified keys, graded with evidence.

>>> import gradekit
>>> gradekit.equal("sin(x)^2", "1 - cos(x)^2").outcome
<Outcome.PROVED: 'proved'>
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from gradekit.version import VERSION as __version__  # noqa: N811  the name under which packages tell it

if TYPE_CHECKING:
    from gradekit.equality.texts.explain import explain as explain
    from gradekit.equality.texts.texts import equal as equal
    from gradekit.grading.grade import grade_problem as grade
    from gradekit.grading.practice import grade_file as grade_file
    from gradekit.model.outcome import Outcome as Outcome
    from gradekit.model.policy import Policy as Policy
    from gradekit.submissions.check import check_file as check_file

_HOMES = {
    "check_file": ("gradekit.submissions.check", "check_file"),
    "equal": ("gradekit.equality.texts.texts", "equal"),
    "explain": ("gradekit.equality.texts.explain", "explain"),
    "grade": ("gradekit.grading.grade", "grade_problem"),
    "grade_file": ("gradekit.grading.practice", "grade_file"),
    "Outcome": ("gradekit.model.outcome", "Outcome"),
    "Policy": ("gradekit.model.policy", "Policy"),
}

__all__ = ["Outcome", "Policy", "__version__", "check_file", "equal", "explain", "grade", "grade_file"]


def __getattr__(name: str) -> object:
    """A public name, imported when it is first asked for: `import gradekit` alone costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"gradekit has no `{name}`; public names are {', '.join(__all__)}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
