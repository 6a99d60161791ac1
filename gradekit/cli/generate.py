"""`gradekit generate`: a practice sheet and the file to fill in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradekit.cli import DONE
from gradekit.cli.options import Fonts, Json, Language, Own
from gradekit.cli.output import print_json, print_line
from gradekit.cli.paper import Asked, Copies, OnPaper, Size, Spare, Versions, generate_paper
from gradekit.errors import OperatorError

if TYPE_CHECKING:
    from gradekit.model.problem import Key, Sheet


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
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMATS",
            help="How the sheet is written: html, pdf, md, tex, txt, and ipynb, a notebook to fill in; with commas.",
        ),
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
    convention: Annotated[
        list[str] | None,
        typer.Option(
            "--convention",
            metavar="NAME=VALUE",
            help="What the course has settled, e.g. angles=mathematics; repeat it.",
        ),
    ] = None,
    paper: OnPaper = False,
    copies: Copies = None,
    versions: Versions = None,
    spare: Spare = 0,
    size: Size = "a4",
    fonts: Fonts = None,
    own: Own = None,
    language: Language = "en",
    json: Json = False,
) -> int:
    """Write a practice sheet and a submission.py to fill in; for the file of an assignment, a sheet for every student.

    Example: gradekit generate total-derivative --seed 7 --level 2 -n 3
    """
    from gradekit.documents.formats import formats_named, with_fonts
    from gradekit.documents.handout import write_practice
    from gradekit.model.conventions import conventions_of
    from gradekit.problems.handing_out.deployed import deployed_sheet
    from gradekit.problems.handing_out.sheets import practice_sheet, with_rules

    if what is not None and what.endswith(".toml"):
        from gradekit.cli.assignments import generate_assignment, print_on_paper

        given = {"--seed": seed, "--level": level, "--out": out, "--forbid": forbid, "--deployed": deployed}
        given |= {"--from": own, "--convention": convention}
        if said := [name for name, value in given.items() if value is not None]:
            raise OperatorError(f"{', '.join(said)}: of a course its files say that, `{what}` and course.toml.")
        if paper:
            return print_on_paper(Path(what), Asked(copies, versions, spare, size, tuple(fonts or ())), json=json)
        _only_on_paper(copies, versions, spare)
        chosen = tuple(one.suffix for one in formats_named(formats or ""))
        return generate_assignment(Path(what), chosen, json=json)
    asked = with_fonts(formats_named(formats or "html"), fonts or ())
    if seed is None:
        import secrets

        seed = str(secrets.randbelow(10**6))
    settled = conventions_of(convention or ())
    if deployed is not None and (what is not None or level is not None):
        raise OperatorError("--deployed deals from its list alone; leave out the template and the level.")
    if deployed is None and what is None:
        raise OperatorError("Name a template or a problem, see `gradekit templates list`, or a list with --deployed.")
    rules = re.findall(r"[^\s,]+", forbid or "")

    def draw(text: str) -> tuple[Sheet, tuple[Key, ...]]:
        if deployed is not None:
            found = deployed_sheet(deployed, seed=text, size=count, own=own or (), conventions=settled)
        else:
            found = practice_sheet(what or "", level=level, seed=text, count=count, own=own or (), conventions=settled)
        return with_rules(found[0], rules), found[1]

    name = deployed.stem if deployed is not None else what
    folder = out if out is not None else Path(re.sub(r"[^\w-]+", "-", f"{name}-{seed}"))
    if paper:
        pile = Asked(copies, versions, spare, size, tuple(fonts or ()), language)
        return generate_paper(draw, seed, folder, pile, json=json)
    _only_on_paper(copies, versions, spare)
    sheet, keys = draw(seed)
    written = write_practice(folder, sheet, keys, asked, language)
    if json:
        print_json(
            {
                "sheet": sheet.id,
                "seed": seed,
                "variants": [slot.variant for slot in sheet.slots],
                "files": {
                    "sheet": str(written.sheet),
                    "submission": str(written.stub),
                    "formats": {suffix: str(path) for suffix, path in written.sheets.items()},
                },
            }
        )
        return DONE
    print_line(f"{sheet.title}: {len(sheet.slots)} problem{'s' if len(sheet.slots) > 1 else ''}, seed {seed}")
    for suffix, path in written.sheets.items():
        if suffix != "ipynb":
            print_line(f"  read     {path}")
    print_line(f"  fill in  {written.stub}")
    if "ipynb" in written.sheets:
        print_line(f"  or       {written.sheets['ipynb']}")
    print_line(f"  then     gradekit check {written.stub}     shows how your answers are read")
    print_line(f"           gradekit grade {written.stub}     marks and feedback")
    return DONE


def _only_on_paper(copies: int | None, versions: int | None, spare: int) -> None:
    if copies or versions or spare:
        raise OperatorError("--copies, --versions and --spare belong to --paper.")
