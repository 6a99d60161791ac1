"""`gradekit equal`: whether two formulas are the same, with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gradekit.cli import DIFFERENT, DONE, NEEDS_PERSON
from gradekit.cli.options import Json
from gradekit.cli.output import print_document, print_json

if TYPE_CHECKING:
    from gradekit.model.equality import Equality
    from gradekit.model.explanation import Explanation
    from gradekit.model.outcome import Outcome


def equal(
    first: Annotated[str, typer.Argument(metavar="A", help="A formula, e.g. 'sin(x)^2'.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The formula that rules: its domain counts.")],
    assume: Annotated[
        list[str] | None,
        typer.Option("--assume", metavar="x:positive", help="What is known of a letter; may be given several times."),
    ] = None,
    latex: Annotated[bool, typer.Option("--latex", help="Both formulas are written in LaTeX.")] = False,
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--form",
            metavar="factored",
            help="A form asked of A: factored, expanded, exact, digits:4, letters:x,y; or how far B is determined: "
            "up-to-constant, up-to-constant:x, up-to-factor. May be given several times.",
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also say what was read, what was tried, and what the verdict hangs on.")
    ] = False,
    exit_code: Annotated[
        bool,
        typer.Option(
            "--exit-code", help="Exit with 4 when they differ or a form is missing, and with 1 when it is undecided."
        ),
    ] = False,
    json: Json = False,
) -> int:
    """Say whether A equals B: proved, agreed, different (with a point where), or undecided.

    Example: gradekit equal "log(x^2)" "2*log(x)" --assume x:positive
    """
    from gradekit.equality.texts.texts import assumptions, equal

    given = assumptions(assume or [])
    if explain:
        from gradekit.equality.texts.explain import explain as explained

        told = explained(first, second, assume=given, latex=latex, form=form or ())
        _print_explanation(told, json=json)
        result = told.equality
    else:
        result = equal(first, second, assume=given, latex=latex, form=form or (), certificate=json)
        _print_equality(result, json=json)
    return _exit_code(result.outcome) if exit_code else DONE


def _print_explanation(told: Explanation, *, json: bool) -> None:
    from gradekit.documents.explanation import explanation_document

    if json:
        print_json(told)
    else:
        print_document(explanation_document(told))


def _print_equality(result: Equality, *, json: bool) -> None:
    from gradekit.documents.equality import equality_document

    if json:
        print_json(result)
    else:
        print_document(equality_document(result))


def _exit_code(outcome: Outcome) -> int:
    from gradekit.model.outcome import RIGHT, Outcome

    if outcome is Outcome.UNDECIDED:
        return NEEDS_PERSON
    return DONE if outcome in RIGHT - {Outcome.FORM} else DIFFERENT
