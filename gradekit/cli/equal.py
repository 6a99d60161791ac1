"""`gradekit equal`: whether two formulas are the same, with evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from gradekit.cli import DIFFERENT, DONE, NEEDS_PERSON
from gradekit.cli.options import Json
from gradekit.cli.output import print_document, print_json


def equal(
    first: Annotated[str, typer.Argument(metavar="A", help="A formula, e.g. 'sin(x)^2'.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The formula that rules: its domain counts.")],
    assume: Annotated[
        list[str] | None,
        typer.Option("--assume", metavar="x:positive", help="What is known of a letter; may be given several times."),
    ] = None,
    latex: Annotated[bool, typer.Option("--latex", help="Both formulas are written in LaTeX.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 4 when they differ and with 1 when it is undecided.")
    ] = False,
    json: Json = False,
) -> int:
    """Say whether A equals B: proved, agreed, different (with a point where), or undecided.

    Example: gradekit equal "log(x^2)" "2*log(x)" --assume x:positive
    """
    from gradekit.documents.equality import equality_document
    from gradekit.equality.texts import assumptions, equal
    from gradekit.model.outcome import RIGHT, Outcome

    result = equal(first, second, assume=assumptions(assume or []), latex=latex)
    if json:
        print_json(result)
    else:
        print_document(equality_document(result))
    if not exit_code or result.outcome in RIGHT:
        return DONE
    return NEEDS_PERSON if result.outcome is Outcome.UNDECIDED else DIFFERENT
