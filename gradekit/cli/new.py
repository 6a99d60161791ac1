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


@app.command("course", short_help="Make the folder of a course.")
def course(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder; it must not be there or be empty.")],
    old: Annotated[
        Path | None,
        typer.Option("--from", metavar="OLD", help="Take settings, assignments, templates, accepted readings."),
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What the course is called.")] = "",
) -> None:
    """Make a course with settings, an empty roster, one assignment and a secret key. Nothing is ever replaced."""
    from gradekit.course.starting import new_course

    written = new_course(folder, old=old, title=title)
    for path in written:
        print_line(f"written  {folder / path}")
    print_line(f"then     put the class into {folder / 'roster.csv'} (an export of Canvas or Moodle will do)")
    print_line(f"         gradekit generate {folder / 'assignments' / 'hw1.toml'}")
    if Path("store.sqlite") in written:
        print_line("         gradekit decide list ASSIGNMENT    shows the readings accepted in the former course")
    if old is not None:
        print_line(f"         due dates and releases of the former course are comments in {folder / 'assignments'}")
    print_line(f"         keep a copy of {folder / 'secret.key'} where only you can read it; README.txt says why")


@app.callback()
def options() -> None:
    """Write a file to start from."""
