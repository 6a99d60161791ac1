"""`gradekit new`: files to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gradekit.cli.output import print_line

app = typer.Typer(help="Write a file to start from.", no_args_is_help=True, rich_markup_mode=None)


@app.command("template", short_help="Write a template that works, with comments, to be changed.")
def template(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="What it will be called, e.g. two-routes.")],
    folder: Annotated[
        Path, typer.Option("-o", "--out", metavar="FOLDER", help="Where to write; default my-templates/.")
    ] = Path("my-templates"),
) -> None:
    """Write a commented template that passes `gradekit templates check`. A file that is there is left as it is."""
    from gradekit.documents.handout import not_there, write_text
    from gradekit.problems.starting import checked_slug, file_of, starting_text

    own = [folder] if folder.is_dir() else []
    path = folder / file_of(checked_slug(slug, own))
    not_there(path)
    write_text(path, starting_text(slug))
    print_line(f"written  {path}")
    print_line(f"look     gradekit templates show {slug} --seed 3 --open --from {folder}")
    print_line(f"try out  gradekit templates check {slug} --seeds 20 --from {folder}")


@app.callback()
def options() -> None:
    """Write a file to start from."""
