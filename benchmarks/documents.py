"""Documents measured: milliseconds of the processor and bytes for a sheet in every format, in a batch of a class.

    python benchmarks/documents.py [--count N] [--rounds K] [--formats html,md,tex] [--json]

Every sheet is another one: two problems with graphs and hints, from templates by turns. A format that is not installed
is left out and named. Memory is what the process holds after a tenth of the batch and after all of it; with more than
one round the batch is written again under other titles, and what these rounds add is told as well.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import final

from gradekit.documents.blocks import Document
from gradekit.documents.formats import FORMATS, Format, formats_named
from gradekit.documents.sheet import sheet_document
from gradekit.errors import OperatorError
from gradekit.problems.handing_out.sheets import practice_sheet

TEMPLATES = ("total-derivative", "polar-gradient", "jacobian", "multi-path")
LIMITS = {"html": 10.0, "md": 1.0, "tex": 1.0, "pdf": 70.0}
"""Milliseconds a sheet that the project asks for."""


@final
@dataclass(frozen=True, slots=True)
class Measured:
    """One format over the whole batch."""

    format: str
    milliseconds: float
    slowest: float
    kilobytes: float
    largest: float
    grown: float
    """Megabytes that the process holds after the batch beyond those after its first tenth."""
    later: float
    """Megabytes that it holds after all rounds beyond those after the first one."""
    same: bool
    """Whether the first sheet, written again at the end, has the same bytes."""


def sheets(count: int) -> list[Document]:
    """As many different sheets with their hints."""
    made: list[Document] = []
    for number in range(count):
        slug = TEMPLATES[number % len(TEMPLATES)]
        sheet, keys = practice_sheet(slug, level=2, seed=f"documents-{number}", count=2)
        hints = {slot.number: key.hints for slot, key in zip(sheet.slots, keys, strict=True)}
        made.append(sheet_document(sheet, hints))
    return made


def measured(one: Format, documents: Sequence[Document], rounds: int = 1) -> Measured:
    """The format over all documents; what is made once, fonts and templates, is made before."""
    first = one.write(documents[0])
    times: list[float] = []
    sizes: list[int] = []
    early = 0.0
    for number, document in enumerate(documents):
        began = time.process_time()
        written = one.write(document)
        times.append(1000 * (time.process_time() - began))
        sizes.append(len(written))
        if number == len(documents) // 10:
            early = _resident()
    after = _resident()
    for number in range(1, rounds):
        for document in documents:
            one.write(replace(document, title=f"{document.title} {number}"))
    return Measured(
        format=one.suffix,
        milliseconds=round(sum(times) / len(times), 2),
        slowest=round(max(times), 1),
        kilobytes=round(median(sizes) / 1000, 1),
        largest=round(max(sizes) / 1000, 1),
        grown=round(after - early, 1),
        later=round(_resident() - after, 1),
        same=one.write(documents[0]) == first,
    )


def _resident() -> float:
    """Megabytes that the process holds."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    documents = sheets(asked.count)
    found: list[Measured] = []
    for one in formats_named(asked.formats):
        try:
            found.append(measured(one, documents, asked.rounds))
        except OperatorError as error:
            print(f"{one.suffix}: {error}", file=sys.stderr)
    if asked.json:
        print(
            json.dumps({"sheets": asked.count, "limits": LIMITS, "formats": [asdict(one) for one in found]}, indent=2)
        )
        return
    print(f"{asked.count} sheets of two problems")
    print("format   ms/sheet  slowest  limit     kB  largest  MB grown  later  same bytes")
    for one in found:
        limit = LIMITS.get(one.format, "-")
        print(
            f"{one.format:6} {one.milliseconds:10.2f} {one.slowest:8.1f} {limit:>6} {one.kilobytes:6.0f} "
            f"{one.largest:8.0f} {one.grown:9.1f} {one.later:6.1f}  {'yes' if one.same else 'NO'}"
        )


if __name__ == "__main__":
    main()
