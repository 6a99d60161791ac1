"""The policy: what is shown when, and what things cost. Later versions add fields and change none."""

from __future__ import annotations

from typing import Literal

import msgspec

Forbidden = Literal["diff", "jacobian", "autodiff", "caret"]
"""A rule about the source of answers: no call that differentiates, no Jacobian or Hessian by a call, no package for
automatic differentiation, no `^`."""


class Policy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How verdicts become marks, and what a student is shown."""

    purpose: Literal["practice", "homework", "test"] = "practice"
    released: bool = True
    """Whether the student's due date (homework) or the release (test) has passed. Practice is always released."""
    attempts_left: int = 0
    credit_per_entry: bool = True
    follow_through: bool = True
    """A later part that is right given the student's own earlier answers earns its marks, once."""
    form_cost: float = 1 / 3
    """The share of a part that a form note (letters left over, orientation, not exact) costs."""
    agreed_counts: bool = True
    """Whether equal without a proof counts as equal; otherwise it waits for a person."""
    caret_is_power: bool = True
    """Whether `^` is read as a power in Python source (with a note), or refused."""
    forbids: tuple[Forbidden, ...] = ()
    """What the source of an answer must not use."""
    solution_on_request: bool = False
