"""An assignment for proof-reading: of each place the easiest, median and hardest variant with all that is behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from gradekit.documents.blocks import Block, Document, H, Para, Table, plain
from gradekit.documents.formulas import points
from gradekit.documents.markup import Words
from gradekit.documents.proof import behind_blocks
from gradekit.documents.sheet import question_blocks
from gradekit.model.problem import Slot
from gradekit.problems.handing_out.specimens import Place, Specimen

HEAD = ("problem", "name", "level", "points", "easiest", "median", "hardest", "drawn")


def proofreading_document(name: str, found: Sequence[Place]) -> Document:
    """A table of all places with the minutes they take, then place by place."""
    blocks: list[Block] = [
        Table(tuple(map(plain, HEAD)), tuple(tuple(map(plain, _row(place))) for place in found)),
        Para(plain(_in_words(found)), faint=True),
    ]
    for place in found:
        blocks += _place(place)
    about = (("problems", str(len({place.number for place in found}))), ("minutes", f"about {_minutes(found)}"))
    return Document(title=f"Proof-reading: {name}", blocks=tuple(blocks), meta=about)


def _row(place: Place) -> tuple[str, ...]:
    """A line of the table."""
    by = {one.rank: one for one in place.specimens}
    times = (f"{by[rank].minutes} min" if rank in by else "–" for rank in ("easiest", "median", "hardest"))
    worth = sum((part.points for part in place.usual.issued.parts), Fraction(0))
    drawn = str(place.drawn) if len(place.specimens) > 1 else "fixed"
    return str(place.number), place.name, str(place.level), points(worth), *times, drawn


def _minutes(found: Sequence[Place]) -> int:
    """The minutes of a sheet with the median of each place; of a pool that of its longest problem."""
    longest: dict[int, int] = {}
    for place in found:
        longest[place.number] = max(place.usual.minutes, longest.get(place.number, 0))
    return sum(longest.values())


def _in_words(found: Sequence[Place]) -> str:
    drawn = max(place.drawn for place in found)
    return (
        f"Of each template up to {drawn} different variants were drawn and ranked by effort, a count of what has to be "
        "written. Minutes are estimated from it, the same for everybody: a minute to read, and twelve seconds for each "
        "unit of effort. Read what stands here before it is handed out."
    )


def _place(place: Place) -> Iterator[Block]:
    title = place.usual.issued.title
    yield H(2, plain(f"Problem {place.number} · {title}"), f"{place.name}, level {place.level}")
    for one in place.specimens:
        yield from _specimen(place, one, alone=len(place.specimens) == 1)


def _specimen(place: Place, one: Specimen, *, alone: bool) -> Iterator[Block]:
    rank = "The problem" if alone else f"The {one.rank}"
    told = f"effort {one.effort:g}, about {one.minutes} min, variant {one.key.variant}"
    yield H(3, (Words(rank),), told)
    # The heading of the question says again what stands above.
    question = question_blocks(Slot(place.number, one.issued, one.key.variant))
    yield from (block for block in question if not isinstance(block, H))
    yield from behind_blocks(one.issued, one.key, 4, core=True)
