"""The table of contents: every template, every problem of the bank and every set, without running any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import final

from gradekit.problems.bank.bank import bank_files, read_bank
from gradekit.problems.bank.sets import levels, read_set, set_files
from gradekit.problems.template import headers


@final
@dataclass(frozen=True, slots=True)
class Entry:
    """One template, bank problem or set: what to ask `generate` for, and what it teaches."""

    name: str
    group: str
    title: str
    goal: str
    levels: tuple[int, int]
    bank: bool


def contents(own: Sequence[Path] = ()) -> tuple[Entry, ...]:
    """All templates by group, then all problems of the bank, then all sets."""
    templates = [Entry(h.slug, h.group, h.title, h.goal, h.levels, bank=False) for h in headers(own)]
    bank = [read_bank(path) for path in bank_files(own)]
    fixed = [Entry(p.id, "problem bank", p.title, p.source, (p.level, p.level), bank=True) for p in bank]
    of_bank = {problem.id: problem.level for problem in bank}
    named = [read_set(path) for path in set_files(own)]
    sets = [Entry(s.id, "sets", s.title, s.goal, levels(s, of_bank), bank=False) for s in named]
    return (
        *sorted(templates, key=lambda entry: (entry.group, entry.name)),
        *sorted(fixed, key=lambda entry: entry.name),
        *sorted(sets, key=lambda entry: entry.name),
    )
