"""Decimal numbers as a course writes them: a comma in formulas and sentences where it has settled on one.

Code stays as it is typed, and so do numbers with more than one point, which are versions.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from gradekit.documents.blocks import Display, Figure, Listing
from gradekit.documents.markup import Code, Maths
from gradekit.model.conventions import Conventions

T = TypeVar("T")

_NUMBER = re.compile(r"(?<![\w.])(\d+)\.(\d+)(?!\w|\.\w)")


def marked(document: T, conventions: Conventions) -> T:
    """The document, or any piece of it, with the decimal mark of the course.

    >>> marked(Maths("x + 0.5"), Conventions(decimal="comma"))
    Maths(latex='x + 0{,}5', display=False)
    """
    return _with_commas(document) if conventions.decimal == "comma" else document


def _with_commas(piece: Any) -> Any:
    match piece:
        case str():
            return _NUMBER.sub(r"\1,\2", piece)
        case tuple():
            return tuple(map(_with_commas, piece))  # type: ignore[arg-type]  # of whatever a block is made of
        case Maths(latex):
            return replace(piece, latex=_in_latex(latex))
        case Display(formulas):
            return replace(piece, formulas=tuple(map(_in_latex, formulas)))
        case Figure():
            return replace(piece, alt=_with_commas(piece.alt), caption=_with_commas(piece.caption))
        case _ if is_dataclass(piece) and not isinstance(piece, Code | Listing | type):
            return replace(piece, **{field.name: _with_commas(getattr(piece, field.name)) for field in fields(piece)})
        case _:
            return piece


def _in_latex(formula: str) -> str:
    return _NUMBER.sub(r"\1{,}\2", formula)
