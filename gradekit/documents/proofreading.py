"""An assignment for proof-reading: of each place the easiest, median and hardest variant with all that is behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from gradekit.documents.blocks import Block, Document, H, Para, Table, plain
from gradekit.documents.formulas import points
from gradekit.documents.markup import Words
from gradekit.documents.messages import words
from gradekit.documents.plain import plain_text
from gradekit.documents.proof import behind_blocks, said
from gradekit.documents.sheet import question_blocks
from gradekit.model.message import Message
from gradekit.model.problem import Slot
from gradekit.problems.handing_out.specimens import Place, Specimen

RANKS = ("easiest", "median", "hardest")
HEAD = ("problem", "name", "level", "points", *RANKS, "drawn")


def proofreading_document(name: str, found: Sequence[Place], language: str = "en") -> Document:
    """A table of all places with the minutes they take, then place by place."""
    drawn = max(place.drawn for place in found)
    head = tuple(plain(said(one, language)) for one in HEAD)
    blocks: list[Block] = [
        Table(head, tuple(tuple(map(plain, _row(place, language))) for place in found)),
        Para(plain(said("how", language, drawn=drawn)), faint=True),
    ]
    for place in found:
        blocks += _place(place, language)
    count = str(len({place.number for place in found}))
    minutes = said("about", language, minutes=_minutes(found))
    about = ((said("problems", language), count), (said("minutes", language), minutes))
    title = said("reading", language, name=name)
    return Document(title=title, blocks=tuple(blocks), language=language, meta=about)


def _row(place: Place, language: str) -> tuple[str, ...]:
    """A line of the table."""
    by = {one.rank: one for one in place.specimens}
    times = (said("min", language, minutes=by[rank].minutes) if rank in by else "–" for rank in RANKS)
    worth = sum((part.points for part in place.usual.issued.parts), Fraction(0))
    drawn = str(place.drawn) if len(place.specimens) > 1 else said("fixed", language)
    return str(place.number), place.name, str(place.level), points(worth), *times, drawn


def _minutes(found: Sequence[Place]) -> int:
    """The minutes of a sheet with the median of each place; of a pool that of its longest problem."""
    longest: dict[int, int] = {}
    for place in found:
        longest[place.number] = max(place.usual.minutes, longest.get(place.number, 0))
    return sum(longest.values())


def _place(place: Place, language: str) -> Iterator[Block]:
    number = plain_text(words(Message("sheet.problem", {"number": place.number}), language))
    yield H(
        2, plain(f"{number} · {place.usual.issued.title}"), said("place", language, name=place.name, level=place.level)
    )
    for one in place.specimens:
        yield from _specimen(place, one, language, alone=len(place.specimens) == 1)


def _specimen(place: Place, one: Specimen, language: str, *, alone: bool) -> Iterator[Block]:
    rank = said("the-problem" if alone else f"the-{one.rank}", language)
    effort = f"{one.effort:g}"
    yield H(
        3,
        (Words(rank),),
        said("specimen", language, effort=effort, minutes=one.minutes, variant=one.key.variant),
    )
    # The heading of the question says again what stands above.
    question = question_blocks(Slot(place.number, one.issued, one.key.variant), language)
    yield from (block for block in question if not isinstance(block, H))
    yield from behind_blocks(one.issued, one.key, 4, language, core=True)
