"""Assignments cut into targets, sign and value, as text: what stands on the right may be no Python at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import final

MOST_TARGETS = 100
"""Names in a row that are taken apart, and equals signs in a row."""
_NAME = r"[^\W\d]\w*"
_INDEX = r"(?:[ \t]*\[[\d\s,-]*\])*"
_TARGET = rf"{_NAME}{_INDEX}"
# No two repetitions of blanks stand side by side: a line of blanks must not take more than linear time.
_LEFT = re.compile(
    rf"(?P<open>[(\[]\s*)?(?P<targets>{_TARGET}(?:\s*,\s*{_TARGET}){{0,{MOST_TARGETS}}})(?P<comma>\s*,)?(?P<close>\s*[)\]])?"
    r"(?:\s*:(?P<type>[^=\n]*)|\s*)(?P<sign>\*\*|//|[-+*/@%&|^])?=(?!=)"
)
_PLAIN = re.compile(rf"({_NAME})[ \t]*=[ \t]*(?=[^\s=])")
"""How nearly every assignment begins: one name and one equals sign."""
_ONE_TARGET = re.compile(rf"({_NAME})({_INDEX})")


@final
@dataclass(frozen=True, slots=True)
class Target:
    """A name, or one entry of the list that it stands for: `J[0][1]` and `J[0, 1]` have the index (0, 1)."""

    name: str
    index: tuple[int, ...] = ()

    @property
    def written(self) -> str:
        """The target as a formula."""
        return f"{self.name}{list(self.index)}" if self.index else self.name


@final
@dataclass(frozen=True, slots=True)
class Assignment:
    """What an assignment says."""

    targets: tuple[tuple[Target, ...], ...]
    """One group for each `=`; a group of several names takes a list apart."""
    unpacks: bool
    sign: str
    """The operation of an augmented assignment, else empty."""
    value: str
    start: int
    """The column in the statement where the value begins."""


def assignment_in(text: str) -> Assignment | None:
    """The assignment that a statement is, or None.

    >>> found = assignment_in("q1a = u = 2*x")
    >>> [group[0].name for group in found.targets], found.value
    (['q1a', 'u'], '2*x')
    >>> assignment_in("q1a == 2*x") is None
    True
    """
    if (plain := _PLAIN.match(text)) and "=" not in text[plain.end() :]:
        start = plain.end()
        return Assignment(((Target(plain.group(1)),),), False, "", text[start:].rstrip(), start)
    groups: list[tuple[Target, ...]] = []
    start, sign, unpacks = 0, "", False
    while len(groups) < MOST_TARGETS and (match := _LEFT.match(text, start)):
        if bool(match["open"]) != bool(match["close"]) or (groups and (match["sign"] or match["type"])):
            break
        groups.append(tuple(_target(found) for found in _ONE_TARGET.finditer(match["targets"])))
        unpacks = unpacks or len(groups[-1]) > 1 or bool(match["comma"])
        sign = match["sign"] or sign
        start = match.end()
        while text[start : start + 1].isspace():
            start += 1
    return Assignment(tuple(groups), unpacks, sign, text[start:].rstrip(), start) if groups else None


def _target(found: re.Match[str]) -> Target:
    name, index = found.groups()
    return Target(name, tuple(int(number) for number in re.findall(r"-?\d{1,4}", index)) if index else ())
