"""A set: words such as indices, or formulas such as critical points. Order and repetition do not matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import UnsetType

from gradekit.equality.decide import decide
from gradekit.errors import AuthorError, StudentError
from gradekit.kinds.choice import folded, quoted
from gradekit.kinds.kind import Comparison, Entries, Kind, as_whole
from gradekit.kinds.lines import braced, pieces
from gradekit.kinds.typed import Fitted, Source, Typed, unquoted
from gradekit.model.answer import Answer, Value
from gradekit.model.details import Members
from gradekit.model.domain import Domain
from gradekit.model.evidence import Chosen
from gradekit.model.outcome import RIGHT, Outcome
from gradekit.model.problem import Part, PartKey
from gradekit.model.verdict import EntryVerdict
from gradekit.syntax.build import TWO, add, multiply
from gradekit.syntax.scope import Nested
from gradekit.syntax.tree import Array, Expr
from gradekit.syntax.write import to_text

MOST = 40
"""Members of a set that is read."""

NONE = "none"
"""The empty set."""

_WORD = re.compile(r"[^\s,;\"'{}\[\]()]+")
Row = tuple[Expr | None, ...]


def _details(part: Part) -> Members:
    if isinstance(part.details, UnsetType) or not isinstance(part.details, Members):
        raise AuthorError(f"The part `{part.key}` is a set, and nothing says of what.")
    return part.details


def own(part: Part, source: Source) -> Fitted:
    """The members, in any brackets."""
    details = _details(part)
    if details.what == "words":
        return Fitted(word=_words(source.text, details))
    text = unquoted(source.text)
    inner = braced(text)
    if text in ("set()", "{}", "[]"):
        return _counted((), details.width)
    return _counted(source.formula(text if inner is None else f"[{inner}]"), details.width)


def read(typed: Typed, part: Part) -> Fitted:
    """The members as they were read where they stand."""
    if typed.own:
        return typed.own
    details = _details(part)
    if details.what == "words":
        return Fitted(word=_words(typed.text if typed.word is None else typed.word, details))
    if typed.value is None:
        raise StudentError("read.word-for-formula", found=(typed.word or "")[:60])
    return _counted(typed.value, details.width)


def _words(text: str, details: Members) -> str:
    """The words, each once, in the order of those that one chooses among; else in that of the alphabet."""
    found = _WORD.findall(re.sub(r"\b(?:set|frozenset)\s*\(", "(", text))
    if any(" " in word for word in details.among):
        found = [unquoted(piece) for piece in pieces(re.sub(r"[{}\[\]]", "", unquoted(text)), ",;\n") if piece]
    if found in (["set"], [NONE], ["empty"]):
        found = []
    if len(found) > MOST:
        raise StudentError("read.too-many-members", most=MOST)
    if not details.among:
        return ", ".join(sorted(set(found))) or NONE
    told = {_among(word, details.among) for word in found}
    return ", ".join(word for word in details.among if word in told) or NONE


def _among(word: str, among: Sequence[str]) -> str:
    alike = [one for one in among if folded(one) == folded(word)]
    if word in among or len(alike) == 1:
        return word if word in among else alike[0]
    raise StudentError("read.no-choice", found=word[:60], choices=tuple(among))


def _counted(value: Nested, width: int) -> Fitted:
    """The members as rows of an array."""
    rows = _rows(value, width)
    if len(rows) > MOST:
        raise StudentError("read.too-many-members", most=MOST)
    shape = (len(rows),) if width == 1 else (len(rows), width)
    return Fitted(Value(shape, tuple(entry for row in rows for entry in row)))


def _rows(value: Nested, width: int) -> list[Row]:
    if isinstance(value, Expr) or value is None:
        value = (value,)
    flat = [entry for entry in value if not isinstance(entry, tuple)]
    if width == 1:
        # A set in a set, such as a list in brackets of its own, is the inner one.
        return [(entry,) for entry in flat] if len(flat) == len(value) else [r for v in value for r in _rows(v, 1)]
    if len(flat) == len(value) == width:
        return [tuple(flat)]
    inner = [tuple(e for e in entry if not isinstance(e, tuple)) for entry in value if isinstance(entry, tuple)]
    if len(inner) != len(value) or any(len(row) != width for row in inner):
        raise StudentError("read.points-wanted", width=width)
    return inner


def compare(part: Part, answer: Answer, expected: Array, key: PartKey, domain: Domain) -> Comparison:
    """Whether every member is one of the others', both ways; the set is right as a whole or not."""
    if _details(part).what == "words":
        given, right = answer.word or "", key.word
        outcome = Outcome.PROVED if given == right else Outcome.DIFFERENT
        return Comparison(outcome, (EntryVerdict(outcome, Chosen(given, right)),))
    mine = _members(answer.value.shape, answer.value.entries) if answer.value else []
    if any(entry is None for row in mine for entry in row):
        return as_whole(Outcome.BLANK)
    return as_whole(_same(mine, _members(expected.shape, expected.entries), domain))


def _same(mine: list[Row], right: list[Row], domain: Domain) -> Outcome:
    table = [[_equal(a, b, domain) for b in right] for a in mine]
    best = [*(_best(row) for row in table), *(_best([row[k] for row in table]) for k in range(len(right)))]
    order = (Outcome.DIFFERENT, Outcome.UNDECIDED, Outcome.AGREED)
    return next((outcome for outcome in order if outcome in best), Outcome.PROVED)


def _best(outcomes: list[Outcome]) -> Outcome:
    order = (Outcome.PROVED, Outcome.AGREED, Outcome.UNDECIDED)
    return next((outcome for outcome in order if outcome in outcomes), Outcome.DIFFERENT)


def _equal(one: Row, other: Row, domain: Domain) -> Outcome:
    """Whether two members are the same, coordinate by coordinate."""
    told = [decide(a, b, domain).outcome for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    if all(outcome in RIGHT for outcome in told):
        return Outcome.AGREED if Outcome.AGREED in told else Outcome.PROVED
    return Outcome.DIFFERENT if Outcome.DIFFERENT in told else Outcome.UNDECIDED


def _members(shape: tuple[int, ...], entries: Entries) -> list[Row]:
    width = shape[1] if len(shape) == 2 else 1
    return [tuple(entries[i : i + width]) for i in range(0, len(entries), width)]


def show(part: Part, shape: tuple[int, ...], entries: Entries, word: str) -> str:
    """Words in quotation marks, formulas as they are, points in brackets; in curly brackets."""
    if _details(part).what == "words":
        return "{" + ", ".join(quoted(one) for one in word.split(", ") if one != NONE) + "}"
    rows = [["..." if entry is None else to_text(entry) for entry in row] for row in _members(shape, entries)]
    return "{" + ", ".join(row[0] if len(row) == 1 else f"({', '.join(row)})" for row in rows) + "}"


def wrong(part: Part, key: PartKey) -> tuple[str, ...]:
    """A member left out, and one that does not belong there."""
    if _details(part).what == "words":
        words, among = [word for word in key.word.split(", ") if word != NONE], _details(part).among
        other = [word for word in among or ("other",) if word not in words]
        told = [words[1:], [*words, *other[:1]]]
        return tuple(show(part, (), (), ", ".join(one) or NONE) for one in told if one != words)
    shape, entries = key.value.shape, key.value.entries
    width = shape[1] if len(shape) == 2 else 1
    more = tuple(add(multiply(TWO, entry), TWO, add(entry, TWO)) for entry in entries[:width])
    return tuple(show(part, shape, one, "") for one in (entries[width:], (*entries, *more)))


def asks(part: Part, letters: str) -> str:
    """What the stub says."""
    details = _details(part)
    if details.what == "words":
        among = details.among or ("i", "j")
        told = f"a set of words such as {{{quoted(among[0])}, {quoted(among[-1])}}}"
        return f"{told}, from " + ", ".join(map(quoted, among)) if details.among else told
    coordinates = ", ".join("..." for _ in range(details.width))
    told = "{..., ...}" if details.width == 1 else f"{{({coordinates}), ({coordinates})}}"
    return f"a set such as {told}" + (f", in {letters}" if letters else "")


KIND = Kind(
    name="set",
    read=read,
    own=own,
    compare=compare,
    show=show,
    wrong=wrong,
    asks=asks,
    entrywise=False,
    at_points=False,
)
