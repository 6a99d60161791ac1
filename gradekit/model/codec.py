"""Records as JSON and back. Expressions travel as node tables, fractions as text; unknown formats are refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeVar

import msgspec

from gradekit.syntax.table import from_table, rational, to_table
from gradekit.syntax.tree import Expr

T = TypeVar("T")


def encode(record: object) -> bytes:
    """The record as canonical JSON: keys in the order of the fields, no blanks, the same bytes every time."""
    return msgspec.json.encode(record, enc_hook=_out, order="deterministic")


def decode(raw: bytes | str, kind: type[T]) -> T:
    """The record in the JSON; `msgspec.ValidationError` or `msgspec.DecodeError` when it is none of that kind."""
    return msgspec.json.decode(raw, type=kind, dec_hook=_in)


def _out(value: object) -> object:
    if isinstance(value, Expr):
        return to_table(value)
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"no form for a {type(value).__name__} in a record")


def _in(kind: type[Any], value: object) -> Any:
    if kind is Expr:
        return from_table(value)
    if kind is Fraction and isinstance(value, str):
        return rational(value)
    raise TypeError(f"no {kind.__name__} in this record")
