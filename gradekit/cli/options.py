"""Arguments and options that several commands share, described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for programs.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write it as a web page.")]
Write = Annotated[
    list[Path] | None,
    typer.Option(
        "--write",
        metavar="FILE",
        help="Write it to a file; its suffix says how: html, pdf, md, tex, ipynb or txt. May be given several times.",
    ),
]
Fonts = Annotated[
    list[Path] | None,
    typer.Option("--font-path", metavar="FOLDER", help="PDF: fonts for letters that those of gradekit have not."),
]
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


def _known_language(name: str | None) -> str | None:
    if name is None:
        return None
    from gradekit.documents.words import known_language

    return known_language(name)


_LANGUAGE = typer.Option(
    "--language",
    metavar="LANGUAGE",
    help="The language of what is written: en or de; problems stay as they were written.",
    callback=_known_language,
)
Language = Annotated[str, _LANGUAGE]
LanguageOfCourse = Annotated[str | None, _LANGUAGE]
"""Where it is left out, a course has its own."""
SubmissionFile = Annotated[
    Path, typer.Argument(metavar="SUBMISSION", help="The file you filled in, e.g. submission.py.")
]
