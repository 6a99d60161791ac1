"""`gradekit recheck`: stored evidence checked again, by other means than those that found it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradekit.cli import DIFFERENT, DONE, NEEDS_PERSON
from gradekit.cli.options import Json
from gradekit.cli.output import print_json, print_line

if TYPE_CHECKING:
    from gradekit.recheck.result import Recheck


def recheck(
    records: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What `gradekit equal --json` printed, once or more; - reads it."),
    ],
    json: Json = False,
) -> int:
    """Check the evidence of stored verdicts on two formulas, independently of how it was found.

    Exit code 0 when all are confirmed, 1 when some can be neither confirmed nor refused, 4 when some are refused.
    """
    from gradekit.documents.recheck import recheck_line
    from gradekit.recheck.files import recheck_file

    found: list[Recheck] = []
    for result in recheck_file(records):
        found.append(result)
        if not json:
            print_line(recheck_line(result))
    if json:
        print_json({"records": found})
    told = {result.status for result in found}
    return DIFFERENT if "refused" in told else NEEDS_PERSON if "open" in told else DONE
