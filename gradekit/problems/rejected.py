"""The one exception that is no error: a draw that is thrown away."""

from __future__ import annotations

from gradekit.errors import GradekitError


class Rejected(GradekitError):  # noqa: N818  says what happened
    """A draw that breaks a rule: its name (`G1` to `G7`, `author` for a template's own rule, `oracle` where
    SymPy's answer cannot be compared) and what was found."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(f"{rule}: {reason}")
        self.rule = rule
        self.reason = reason
