"""What a check of a template found, in tables with a row for each level, and what does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gradekit.documents.blocks import Block, Document, Items, Para, Table, line, plain
from gradekit.grading.checked import Checked
from gradekit.problems.admission.survey import Spread

DRAWS = ("level", "issued", "rejected", "pool", "class", "ms", "effort", "fair", "size")
ANSWERS = ("level", "right", "wrong named", "most common named", "tied")


def checked_document(slug: str, found: Sequence[Checked]) -> Document:
    """The figures of one template, and under them the reasons why it does not pass."""
    blocks: list[Block] = [_table(DRAWS, map(_draws, found)), _table(ANSWERS, map(_answers, found))]
    broken = [f"Level {one.survey.level}: {reason}." for one in found for reason in one.broken]
    blocks.append(Items(tuple(map(plain, broken))) if broken else Para(plain("All guarantees hold.")))
    blocks += [Para(line(text), faint=True) for text in _rejections(found)]
    return Document(title=slug, blocks=tuple(blocks))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    return Table(tuple(map(plain, heads)), tuple(tuple(map(plain, row)) for row in rows))


def _draws(one: Checked) -> tuple[str, ...]:
    survey = one.survey
    pool = f"{survey.pool:,.0f}" if survey.pool is not None else f"> {survey.smallest_pool:,.0f}"
    return (
        str(survey.level),
        f"{survey.issued}/{survey.seeds}",
        f"{survey.rejection:.0%}",
        f"{pool}, dealt" if survey.deal else pool,
        str(survey.students),
        "-" if survey.milliseconds is None else f"{survey.milliseconds:.0f}",
        _spread(survey.effort),
        _share(survey.fair),
        _spread(survey.size),
    )


def _answers(one: Checked) -> tuple[str, ...]:
    tried = one.trial
    return (
        str(one.survey.level),
        f"{tried.accepted}/{tried.right}",
        f"{tried.recognised}/{tried.wrong}",
        f"{tried.core_recognised}/{tried.core}",
        _share(one.survey.ambiguous),
    )


def _rejections(found: Sequence[Checked]) -> list[str]:
    told = {one.survey.level: one.survey.rejected for one in found if one.survey.rejected}
    lines = (
        f"Level {level}: " + ", ".join(f"{rule} {count}" for rule, count in rules.items())
        for level, rules in told.items()
    )
    return [f"Rejected by rule: {'; '.join(lines)}."] if told else []


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


def _spread(spread: Spread | None) -> str:
    return "-" if spread is None else f"{spread.low:.0f}/{spread.middle:.0f}/{spread.high:.0f}"
