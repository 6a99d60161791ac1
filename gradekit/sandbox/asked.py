"""The level that somebody asks for, by its name."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from gradekit.errors import OperatorError

Asked: TypeAlias = Literal["auto", "sealed+ns", "sealed", "read", "trusted"]
"""A level, or the best that there is."""


def asked_level(text: str, *, many: bool = False) -> Asked:
    """The level of that name; `OperatorError` when there is none, or none for many files at once."""
    if many and text == "trusted":
        raise OperatorError(
            "The level `trusted` protects this machine from nothing, so it runs one file that you know. "
            "For a folder or an archive use `auto`, `sealed` or `read`."
        )
    for level in get_args(Asked):
        if text == level:
            return level
    raise OperatorError(f"There is no level `{text}`; levels are {', '.join(get_args(Asked))}.")
