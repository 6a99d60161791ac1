"""A sample of `benchmarks/frames.py`: no row of words and no damaged frame crashes the decoder or gets past it."""

from __future__ import annotations

from collections import Counter

from frames import faults

SEED = 20_26


def test_thousands_of_damaged_rows_and_frames_are_read_or_refused() -> None:
    told = Counter[str]()
    assert list(faults(SEED, range(4000), told)) == []
    assert min(told["values"], told["nonsense"], told["frames"]) > 500
