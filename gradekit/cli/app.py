"""All commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from gradekit.cli import (
    BAD_INPUT,
    INTERRUPTED,
    batch,
    check,
    demo,
    doctor,
    equal,
    export,
    generate,
    grade,
    handing,
    new,
    recheck,
    report,
    requests,
    review,
    templates,
)
from gradekit.version import VERSION

app = typer.Typer(
    name="gradekit",
    help="Individual calculus exercises with verified keys, graded with evidence.",
    epilog="A first try: gradekit generate total-derivative --seed 7 -n 3",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("generate")(generate.generate)
app.command("check")(check.check)
app.command("grade")(grade.grade)
app.command(
    "equal",
    short_help="Say whether two formulas are equal, with evidence.",
    context_settings={"ignore_unknown_options": True},  # a formula may begin with a minus sign
)(equal.equal)
app.command("recheck", short_help="Check stored evidence again, by other means.")(recheck.recheck)
app.command("report", short_help="The numbers about a class, from rows that `grade` wrote.")(report.report)
app.command("doctor", short_help="Say how safely student code can be run here.")(doctor.doctor)
app.command("demo", short_help="The whole story on a made-up class of four.")(demo.demo)
app.command("review", short_help="List what waits for a person.")(review.review)
app.command("show", short_help="All about one part of one student.")(review.show)
app.command("mark", short_help="Settle a mark by hand.")(review.mark)
app.add_typer(batch.app, name="batch")
app.command("feedback", short_help="Write the feedback of every student.")(handing.feedback)
app.command("handout", short_help="Make sheets ready to be handed out.")(handing.handout)
app.command("reissue", short_help="Another problem in the place of a broken one.")(requests.reissue)
app.command("backup", short_help="A copy of the store of a course.")(handing.backup)
app.add_typer(handing.app, name="marks")
app.add_typer(requests.app, name="request")
app.add_typer(review.app, name="decide")
app.add_typer(export.app, name="export")
app.add_typer(new.app, name="new")
app.add_typer(templates.app, name="templates")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gradekit {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Individual calculus exercises with verified keys, graded with evidence."""


def invoke(arguments: list[str]) -> int:
    """Run one command line; arguments that do not fit are told with the usage, exit code 2."""
    try:
        code = app(args=arguments, prog_name="gradekit", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.Exit as stop:
        code = stop.exit_code
    except Exception as error:  # the parent class of wrong arguments has another home in each version of typer
        if not hasattr(error, "show"):
            raise
        error.show()  # type: ignore[attr-defined]  # asked one line above
        return BAD_INPUT
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return int(code or 0)
