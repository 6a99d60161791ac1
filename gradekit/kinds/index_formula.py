"""A formula with free indices, such as dK_pq/dR_ij = delta(j,p) R[i,q] + delta(j,q) R[i,p].

It is written out for the asked sizes and for others, so the name of an index that is summed over changes nothing.
"""

from __future__ import annotations

from itertools import product

from gradekit.errors import StudentError
from gradekit.kinds import sized
from gradekit.kinds.index_language import read_indexed, written_out
from gradekit.kinds.index_mathematics import mathematics
from gradekit.kinds.kind import Kind
from gradekit.kinds.typed import Fitted, Source, Typed, unquoted
from gradekit.model.answer import Value
from gradekit.model.details import Sized
from gradekit.model.message import Message
from gradekit.model.problem import Part
from gradekit.syntax.build import ZERO
from gradekit.syntax.tree import Expr
from gradekit.syntax.write import to_text


def own(part: Part, source: Source) -> Fitted:
    """The formula written out, and one entry told."""
    details, text = sized.sized(part), " ".join(unquoted(source.text).split())
    if text in ("", "..."):
        return Fitted(Value(part.shape, (None,) * sized.size_of_answer(details, details.sizes)))
    return written(read_indexed(text, details, source), details, text)


def written(expr: Expr, details: Sized, word: str) -> Fitted:
    """The entries for both sizes, with a note that tells one of them."""
    value, also = (written_out(expr, details, sizes) for sizes in (details.sizes, details.other))
    return Fitted(value, word, (entry_told(value, details),), also)


def entry_told(value: Value, details: Sized) -> Message:
    """The first entry that is not 0, with its indices."""
    places = list(product(*(range(1, size + 1) for size in value.shape)))
    place, entry = next((one for one in zip(places, value.entries, strict=True) if one[1] != ZERO), (places[0], ZERO))
    at = ", ".join(f"{name} = {index}" for name, index in zip(details.indices, place, strict=True))
    return Message("read.note-entry", {"at": at or "all", "entry": to_text(entry or ZERO)})


def read(typed: Typed, _part: Part) -> Fitted:
    """The formula as it was read where it stands."""
    if typed.own is None:
        raise StudentError("read.indexed-wanted")
    return typed.own


def asks(part: Part, _letters: str) -> str:
    """What the stub says."""
    details = sized.sized(part)
    example = " or ".join(
        f"{one.name}[{', '.join('ij'[: len(one.extents)])}]" for one in details.arrays[:1] if one.extents
    )
    told = f"a formula in quotation marks, in the indices {', '.join(details.indices)} (from 1), with delta(i, j)"
    summing = "an index that occurs twice is summed over" if details.convention else "sum(..., j)"
    return f"{told}, {summing} and entries such as {example or 'x[i]'}; {sized.letters_told(details)}"


KIND = Kind(
    name="index-formula",
    read=read,
    own=own,
    compare=sized.compare,
    show=sized.show,
    wrong=sized.wrong,
    asks=asks,
    word_told=True,
    mathematics=mathematics,
)
