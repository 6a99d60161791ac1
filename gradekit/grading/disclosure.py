"""What is shown when: the table of purposes and times, as one frozen value a document can ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from gradekit.malrules.rank import ONLY_WHERE_TO_LOOK
from gradekit.model.policy import Policy


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Which things a student may see now."""

    marks: bool
    """Verdicts and marks."""
    diagnosis: bool
    """Misconceptions and where an answer departs."""
    expected: bool
    """Values of the key, and plots of it."""
    solution: bool
    only_where_to_look: frozenset[str] = frozenset()
    """Rules of which only the place is told."""


def disclosure(policy: Policy) -> Disclosure:
    """What the policy shows at this time.

    | purpose  | marks, diagnosis | expected values | solution                     |
    |----------|------------------|-----------------|------------------------------|
    | practice | always           | always          | on request, or when right    |
    | homework | always           | after due date  | after due date               |
    | test     | on release       | on release      | on release                   |

    >>> disclosure(Policy(purpose="test", released=False)).marks
    False
    """
    if policy.purpose == "practice":
        return Disclosure(marks=True, diagnosis=True, expected=True, solution=policy.solution_on_request)
    if policy.purpose == "homework":
        hidden = ONLY_WHERE_TO_LOOK if policy.attempts_left and not policy.released else frozenset[str]()
        shown = policy.released
        return Disclosure(marks=True, diagnosis=True, expected=shown, solution=shown, only_where_to_look=hidden)
    shown = policy.released
    return Disclosure(marks=shown, diagnosis=shown, expected=shown, solution=shown)
