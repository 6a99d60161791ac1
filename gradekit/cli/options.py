"""Arguments and options that several commands share, described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for programs.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write it as a web page.")]
Own = Annotated[
    list[Path] | None,
    typer.Option("--from", metavar="FOLDER", help="A folder of your own templates or problems, looked through first."),
]
Level = Annotated[
    str,
    typer.Option(
        "--level",
        metavar="LEVEL",
        help="How code that cannot be read is run: auto, sealed+ns, sealed, read (never), trusted (unprotected).",
    ),
]
SubmissionFile = Annotated[
    Path, typer.Argument(metavar="SUBMISSION", help="The file you filled in, e.g. submission.py.")
]
