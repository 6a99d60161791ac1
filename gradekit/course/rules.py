"""What may be set for a course, an assignment, a slot or a part, each overriding the one before field by field."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from gradekit.model.policy import Forbidden, Policy

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Counted = Literal["best", "last", "average"]


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What things cost; unset is what the level above says, and there the default of `Policy`."""

    credit_per_entry: bool | UnsetType = UNSET
    follow_through: bool | UnsetType = UNSET
    form_cost: Share | UnsetType = UNSET
    agreed_counts: bool | UnsetType = UNSET
    caret_is_power: bool | UnsetType = UNSET
    forbid: tuple[Forbidden, ...] | UnsetType = UNSET


class Attempts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """How often one may hand in, which attempt counts, and what each further one costs as a share of the points."""

    most: Annotated[int, msgspec.Meta(ge=1)] | None = None
    counts: Counted = "best"
    cost: Share = 0.0


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Up to so many days late the work is worth that share."""

    days: Annotated[float, msgspec.Meta(gt=0, le=366)]
    worth: Share


class Late(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What late work is worth.

    `none`: as much as work in time. `closed`: nothing. `per-day`: for each day begun, `cost` of the points is lost.
    `steps`: what the first step that is not yet over says, after the last nothing. `grace` minutes are not late.
    """

    rule: Literal["none", "closed", "per-day", "steps"] = "none"
    cost: Share = 0.1
    steps: tuple[Step, ...] = ()
    grace: Annotated[float, msgspec.Meta(ge=0, le=100_000)] = 0

    def wrong(self) -> tuple[str, str] | None:
        """The key that does not go with the rest, and why."""
        if self.rule == "steps" and not self.steps:
            return "rule", '`rule = "steps"` needs `steps`, as [{days = 1, worth = 0.8}, {days = 3, worth = 0.5}].'
        if self.steps and self.rule != "steps":
            return "steps", f'steps hold with `rule = "steps"` alone; here it is "{self.rule}".'
        pairs = zip(self.steps, self.steps[1:], strict=False)
        if any(earlier.days >= later.days or earlier.worth < later.worth for earlier, later in pairs):
            return "steps", "from step to step the days go up, and what the work is worth does not."
        return None


S = TypeVar("S", bound=msgspec.Struct)


def over(lower: S, upper: S) -> S:
    """The rules with what the upper ones set.

    >>> over(Rules(form_cost=0.5), Rules(follow_through=False)).form_cost
    0.5
    """
    set_there = {name: value for name in upper.__struct_fields__ if (value := getattr(upper, name)) is not UNSET}
    return msgspec.structs.replace(lower, **set_there)


def with_rules(policy: Policy, rules: Rules) -> Policy:
    """The policy with what the rules set."""
    told = {name: value for name in rules.__struct_fields__ if (value := getattr(rules, name)) is not UNSET}
    if "forbid" in told:
        told["forbids"] = told.pop("forbid")
    return msgspec.structs.replace(policy, **told)
