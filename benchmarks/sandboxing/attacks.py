"""Hostile programs from a table or a folder."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final

TABLE = Path(__file__).parents[2] / "tests" / "attacks" / "sandbox" / "attacks.toml"

_MADE: dict[str, Callable[[], str]] = {
    "minus_chain": lambda: "answer = " + "-" * 30000 + "1",
    "plus_chain": lambda: "answer = " + "1+" * 20000 + "1",
    "bracket_tower": lambda: "answer = " + "(" * 5000 + "1" + ")" * 5000,
    "lambda_tower": lambda: "answer = " + "lambda: " * 5000 + "1",
    "elif_chain": lambda: "if 0: pass\n" + "elif 0: pass\n" * 3000,
    "big_literal": lambda: "answer = " + "9" * 60000,
    "attribute_tower": lambda: "answer = x" + ".x" * 20000,
    "null_byte": lambda: "answer = 1\0",
    "lone_carets": lambda: "answer = " + "2^" * 9000 + "2",
}
"""Programs that are too long to stand in a table."""


@final
@dataclass(frozen=True, slots=True)
class Attack:
    """One hostile program."""

    name: str
    code: str
    held: tuple[str, ...] = ()
    """Layers each of which contains it alone."""
    stops: tuple[str, ...] = ()
    """The limits that it may run into; any ending is right where there are none."""
    quiet: str = ""
    """Why it may fail, or is not tried, where nothing is sealed."""
    planted: bool = False
    """Whether it looks for what is not there, and must find it where it is."""
    bomb: bool = False
    """Whether it multiplies or stays behind, and so is run under the filter only."""


def attacks_in(place: Path) -> list[Attack]:
    """The programs of a table, or every `*.py` of a folder."""
    if place.is_dir():
        files = sorted(place.glob("*.py"))
        return [Attack(file.name, file.read_text(encoding="utf-8", errors="replace")) for file in files]
    table: dict[str, dict[str, Any]] = tomllib.loads(place.read_text(encoding="utf-8"))
    return [_attack(name, row) for name, row in table.items()]


def _attack(name: str, row: dict[str, Any]) -> Attack:
    code = _MADE[name]() if "make" in row else row["code"]
    return Attack(
        name,
        code,
        held=tuple(row.get("held", ())),
        stops=tuple(row.get("stops", ())),
        quiet=row.get("quiet", ""),
        planted=row.get("planted", False),
        bomb=row.get("bomb", False),
    )
