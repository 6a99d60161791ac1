"""The table of contents: every template and every problem of the bank, without running any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import final

from gradekit.problems.bank import bank_files, read_bank
from gradekit.problems.template import headers


@final
@dataclass(frozen=True, slots=True)
class Entry:
    """One template or bank problem: what to ask `generate` for, and what it teaches."""

    name: str
    group: str
    title: str
    goal: str
    levels: tuple[int, int]
    bank: bool


def contents(own: Sequence[Path] = ()) -> tuple[Entry, ...]:
    """All templates by group, then all problems of the bank."""
    templates = [Entry(h.slug, h.group, h.title, h.goal, h.levels, bank=False) for h in headers(own)]
    bank = [read_bank(path) for path in bank_files(own)]
    fixed = [Entry(p.id, "problem bank", p.title, p.source, (p.level, p.level), bank=True) for p in bank]
    return (*sorted(templates, key=lambda e: (e.group, e.name)), *sorted(fixed, key=lambda e: e.name))
