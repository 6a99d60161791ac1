"""How much a submission may use. Every bound has a sentence for the student in the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one run. A program that an exercise asks for stays below a tenth of each."""

    cpu: int = 5
    """Seconds of computing; the kernel counts in whole ones."""
    wall: float = 20.0
    """Seconds until everything is ended, however little was computed: sleeping, waiting."""
    memory: int = 512 * 1024 * 1024
    """Bytes beyond what Python, SymPy and NumPy occupy themselves."""
    output: int = 64 * 1024
    """Bytes printed, for each of the two streams."""
    frame: int = 512 * 1024
    """Bytes of the answers that come back."""
    source: int = 1024 * 1024
    """Bytes of the request: the code of the submission, with the names that are wanted."""


DEFAULT = Limits()
"""The bounds that hold where nothing else is said."""
