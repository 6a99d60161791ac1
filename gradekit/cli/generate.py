"""`gradekit generate`: a practice sheet and the file to fill in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from gradekit.cli.options import Json, Own
from gradekit.cli.output import print_json, print_line
from gradekit.errors import OperatorError


def generate(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[TEMPLATE]", help="A template, a problem of the bank or a set; see `gradekit templates list`."
        ),
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", help="The same seed gives the same sheet; a new one is drawn if left out.")
    ] = None,
    level: Annotated[int | None, typer.Option("--level", help="Difficulty, 1 (easiest) to 5.")] = None,
    count: Annotated[int, typer.Option("-n", "--count", min=1, max=50, help="How many problems.")] = 1,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FOLDER", help="Where to write; default TEMPLATE-SEED/.")
    ] = None,
    forbid: Annotated[
        str | None,
        typer.Option(
            "--forbid", metavar="RULES", help="What answers must not use: diff, jacobian, autodiff, caret; with commas."
        ),
    ] = None,
    deployed: Annotated[
        Path | None,
        typer.Option("--deployed", metavar="FILE", help="Deal from a list of `gradekit templates deploy` instead."),
    ] = None,
    own: Own = None,
    json: Json = False,
) -> None:
    """Write a practice sheet and a submission.py to fill in.

    Example: gradekit generate total-derivative --seed 7 --level 2 -n 3
    """
    from gradekit.documents.handout import write_practice
    from gradekit.problems.deployed import deployed_sheet
    from gradekit.problems.sheets import practice_sheet, with_rules

    if seed is None:
        import secrets

        seed = str(secrets.randbelow(10**6))
    if deployed is not None and (what is not None or level is not None):
        raise OperatorError("--deployed deals from its list alone; leave out the template and the level.")
    if deployed is not None:
        sheet, keys = deployed_sheet(deployed, seed=seed, size=count, own=own or ())
        what = deployed.stem
    elif what is not None:
        sheet, keys = practice_sheet(what, level=level, seed=seed, count=count, own=own or ())
    else:
        raise OperatorError("Name a template or a problem, see `gradekit templates list`, or a list with --deployed.")
    sheet = with_rules(sheet, re.findall(r"[^\s,]+", forbid or ""))
    folder = out if out is not None else Path(re.sub(r"[^\w-]+", "-", f"{what}-{seed}"))
    written = write_practice(folder, sheet, keys)
    if json:
        print_json(
            {
                "sheet": sheet.id,
                "seed": seed,
                "variants": [slot.variant for slot in sheet.slots],
                "files": {"sheet": str(written.sheet), "submission": str(written.stub)},
            }
        )
        return
    print_line(f"{sheet.title}: {len(sheet.slots)} problem{'s' if len(sheet.slots) > 1 else ''}, seed {seed}")
    print_line(f"  read     {written.sheet}")
    print_line(f"  fill in  {written.stub}")
    print_line(f"  then     gradekit check {written.stub}     shows how your answers are read")
    print_line(f"           gradekit grade {written.stub}     marks and feedback")
