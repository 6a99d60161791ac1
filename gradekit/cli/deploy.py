"""`gradekit templates deploy`: variants frozen as data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gradekit.cli.options import Json, Own
from gradekit.cli.output import print_json, print_line


def deploy(
    name: Annotated[str, typer.Argument(metavar="TEMPLATE", help="A template.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The list to write, e.g. week-3.json.")],
    level: Annotated[int | None, typer.Option("--level", help="Difficulty, 1 (easiest) to 5.")] = None,
    count: Annotated[int, typer.Option("--count", min=1, max=1000, help="How many problems.")] = 60,
    seed: Annotated[
        str | None, typer.Option("--seed", help="The same seed freezes the same problems; a new one if left out.")
    ] = None,
    own: Own = None,
    json: Json = False,
) -> None:
    """Freeze different problems of a template, each tried out, into a list to deal from; its keys go beside it.

    Example: gradekit templates deploy polar-convert --level 2 --count 60 -o week-3.json
    """
    from gradekit.documents.handout import not_there, write_text
    from gradekit.grading.trial import faults
    from gradekit.model.codec import encode
    from gradekit.problems.handing_out.deployed import freeze, keys_beside

    if seed is None:
        import secrets

        seed = str(secrets.randbelow(10**12))
    keys = keys_beside(out)
    not_there(out)
    not_there(keys)
    frozen = freeze(name, level=level, seed=seed, size=count, own=own or (), vet=faults)
    write_text(out, encode(frozen.listed).decode() + "\n")
    write_text(keys, encode(frozen.keys).decode() + "\n")
    if json:
        variants = [one.variant for one in frozen.listed.problems]
        files = {"list": str(out), "keys": str(keys)}
        print_json({"seed": seed, "variants": variants, "files": files, "left_out": frozen.left_out})
        return
    for reason in frozen.left_out:
        print_line(f"left out {reason}")
    print_line(f"list     {out}     {len(frozen.listed.problems)} different problems")
    print_line(f"keys     {keys}     keep them to yourself")
    print_line(f"deal     gradekit generate --deployed {out} --seed 1 -n 1")
