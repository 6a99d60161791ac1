"""The list of templates, bank problems and sets as a document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from gradekit.documents.blocks import Block, Document, H, Para, Table, line, plain
from gradekit.problems.bank.contents import Entry


def contents_document(entries: Sequence[Entry]) -> Document:
    """A table for each group: name, levels, and what it teaches; problems of the bank by their titles."""
    blocks: list[Block] = []
    for group, members in groupby(entries, key=lambda entry: entry.group):
        blocks.append(H(2, plain(group[:1].upper() + group[1:])))
        rows = tuple((line(f"`{e.name}`"), plain(_levels(e)), plain(e.title if e.bank else e.goal)) for e in members)
        blocks.append(Table(tuple(plain(text) for text in ("name", "level", "what it is about")), rows))
    blocks.append(Para(line("`gradekit generate NAME --level 2 --seed 7 -n 3` writes a sheet of three problems.")))
    blocks.append(Para(line("A problem of the bank is fixed: `gradekit generate NAME` writes it as it is.")))
    blocks.append(Para(line("A set is a whole sheet: `gradekit generate NAME --seed 7` writes it.")))
    return Document(title="What there is to practise", blocks=tuple(blocks))


def _levels(entry: Entry) -> str:
    low, high = entry.levels
    return str(low) if low == high else f"{low}-{high}"
