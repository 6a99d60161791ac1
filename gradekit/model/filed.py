"""Settings that people write as TOML, read into a record; errors name the file, the line and what is known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from gradekit.errors import GradekitError, OperatorError, Place
from gradekit.model.nearest import nearest

if TYPE_CHECKING:
    import msgspec.inspect as types

R = TypeVar("R", bound=msgspec.Struct)

MOST_BYTES = 5_000_000
_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_AT = re.compile(r" - at `([^`]*)`")
_STEP = re.compile(r"\.([\w-]+)|\[(\d+)\]")


def read_toml(path: Path, kind: type[R], error: type[GradekitError] = OperatorError) -> R:
    """The record in a TOML file; otherwise an `error` that says where it is wrong and what to do."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise error(f"There is no file {path}.") from None
    if len(raw) > MOST_BYTES:
        raise error(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB, which no file of settings is.")
    try:
        text = raw.decode("utf-8-sig")
        return msgspec.toml.decode(text, type=kind, strict=True)
    except UnicodeDecodeError as wrong:
        raise error(f"{path.name} is not UTF-8 text (byte {wrong.start}); save it as UTF-8.") from wrong
    except msgspec.ValidationError as wrong:
        raise error(_told(path.name, raw.decode("utf-8-sig"), str(wrong), kind)) from wrong
    except (msgspec.DecodeError, RecursionError) as wrong:
        raise error(f"{path.name} is not TOML: {wrong}.") from wrong


def located(name: str, text: str, at: str, words: str) -> str:
    """The words under the place of a key such as `.slot[1].points` of a TOML text, with its line where it is found.

    >>> print(located("hw1.toml", 'title = "x"', ".title", "too short."))
    hw1.toml, line 1: too short.
    title = "x"
    ^
    """
    number = line_of(text, at)
    if number is None:
        return f"{name}{f', `{at[1:]}`' if at else ''}: {words}"
    return f"{name}, line {number}: {words}\n{Place(text.splitlines()[number - 1], 0, line=number).drawn()}"


def _told(name: str, text: str, words: str, kind: type[msgspec.Struct]) -> str:
    place = _AT.search(words)
    at = _numbered(text, kind, place[1].removeprefix("$")) if place else ""
    said = _AT.sub("", words)
    if (unknown := _UNKNOWN.search(said)) is None:
        return located(name, text, at, f"{said[:1].lower()}{said[1:]}.")
    key = unknown[1]
    known = [field.encode_name for field in msgspec.structs.fields(_struct_at(kind, at))]
    return located(name, text, f"{at}.{key}", f"unknown key `{key}`. {nearest(key, known)}")


def _numbered(text: str, kind: type[msgspec.Struct], at: str) -> str:
    """The place with the numbers of the rows, which the error leaves out: the first row that does not fit."""
    whole = msgspec.toml.decode(text)
    while "[...]" in at:
        before, _, after = at.partition("[...]")
        rows = _value(whole, before)
        row = _inside(_type_at(kind, before), None)
        wrong = next((k for k, one in enumerate(rows) if not _fits(one, row)), 0)
        at = f"{before}[{wrong}]{after}"
    return at


def _value(whole: Any, at: str) -> Any:
    for step in _STEP.finditer(at):
        whole = whole[step[1] or int(step[2])]
    return whole


def _fits(value: object, kind: Any) -> bool:
    import msgspec.inspect as types

    if not isinstance(kind, types.StructType):
        return False
    try:
        msgspec.convert(value, kind.cls, strict=True)
    except msgspec.ValidationError:
        return False
    return True


def _struct_at(kind: type[msgspec.Struct], at: str) -> type[msgspec.Struct]:
    """The kind of the table at a place of a record."""
    import msgspec.inspect as types

    here = _type_at(kind, at)
    return next((one.cls for one in _alternatives(here) if isinstance(one, types.StructType)), kind)


def _type_at(kind: type[msgspec.Struct], at: str) -> types.Type:
    import msgspec.inspect as types

    here = types.type_info(kind)
    for step in _STEP.finditer(at):
        here = _inside(here, step[1])
    return here


def _inside(here: types.Type, name: str | None) -> types.Type:
    import msgspec.inspect as types

    for one in _alternatives(here):
        if name is not None and isinstance(one, types.StructType):
            return next((field.type for field in one.fields if field.encode_name == name), one)
        if name is not None and isinstance(one, types.DictType):
            return one.value_type
        if name is None and isinstance(one, types.ListType | types.VarTupleType):
            return one.item_type
    return here


def _alternatives(here: types.Type) -> tuple[types.Type, ...]:
    import msgspec.inspect as types

    return tuple(here.types) if isinstance(here, types.UnionType) else (here,)


def line_of(text: str, at: str) -> int | None:
    """The line of a key such as `.slot[1].points`: its own, else that of the innermost table around it."""
    steps = [step[1] or int(step[2]) for step in _STEP.finditer(at)]
    if not steps:
        return None
    table: list[str | int] = []
    counted: dict[str, int] = {}
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*(\[\[?)\s*([\w.\-\"' ]+?)\s*\]\]?\s*(?:#.*)?$", line):
            table = _table(header[2], counted, many=len(header[1]) == 2)
            place = table
        elif key := re.match(r"\s*([\w\-\"'.]+)\s*=", line):
            place = [*table, *(piece.strip("\"'") for piece in key[1].split("."))]
        else:
            continue
        if _leads_to(place, steps) and (best is None or len(place) > best[0]):
            best = (len(place), number)
    return best[1] if best else None


def _table(name: str, counted: dict[str, int], *, many: bool) -> list[str | int]:
    """The steps to a table; one of several of a name has its number."""
    pieces = [piece.strip(" \"'") for piece in name.split(".")]
    steps: list[str | int] = []
    for k, piece in enumerate(pieces):
        steps.append(piece)
        whole = ".".join(pieces[: k + 1])
        if many and k == len(pieces) - 1:
            counted[whole] = counted.get(whole, -1) + 1
        if whole in counted:
            steps.append(counted[whole])
    return steps


def _leads_to(place: list[str | int], steps: list[str | int]) -> bool:
    return len(place) <= len(steps) and all(p == s for p, s in zip(place, steps, strict=False))
