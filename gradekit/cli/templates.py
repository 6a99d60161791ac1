"""`gradekit templates`: what there is to generate, and one of it with its key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gradekit.cli import DONE, NEEDS_PERSON
from gradekit.cli.deploy import deploy
from gradekit.cli.options import Fonts, Html, Json, Language, Own, Write
from gradekit.cli.output import (
    check_formats,
    open_page,
    print_document,
    print_json,
    print_line,
    print_result,
    print_written,
    write_files,
)
from gradekit.errors import OperatorError

app = typer.Typer(help="List and show templates and problems of the bank.", no_args_is_help=True, rich_markup_mode=None)
app.command("deploy", short_help="Freeze different problems of a template into a list to deal from.")(deploy)


@app.command("list", short_help="List all templates, problems of the bank and sets.")
def list_templates(own: Own = None, json: Json = False) -> None:
    """List all templates, problems of the bank and sets, with what they teach."""
    from gradekit.documents.contents import contents_document
    from gradekit.problems.bank.contents import contents

    listed = contents(own or ())
    if json:
        print_json(listed)
    else:
        print_document(contents_document(listed))


@app.command("show", short_help="Show one problem with key, solution, hints and known mistakes.")
def show(
    name: Annotated[str, typer.Argument(metavar="TEMPLATE", help="A template or a problem of the bank.")],
    seed: Annotated[str, typer.Option("--seed", help="Which variant.")] = "1",
    level: Annotated[int | None, typer.Option("--level", help="Difficulty, 1 (easiest) to 5.")] = None,
    own: Own = None,
    html: Html = None,
    write: Write = None,
    fonts: Fonts = None,
    language: Language = "en",
    opened: Annotated[bool, typer.Option("--open", help="Open it as a web page in the browser.")] = False,
    json: Json = False,
) -> None:
    """Show one problem with its solution, hints and every wrong answer that is recognised."""
    from gradekit.documents.handout import temporary_page
    from gradekit.documents.proof import proof_document
    from gradekit.problems.handing_out.sheets import practice_sheet

    check_formats(write)
    sheet, keys = practice_sheet(name, level=level, seed=seed, count=1, own=own or ())
    if sheet.slots[1:]:
        raise OperatorError(f"`{name}` is a set of {len(sheet.slots)} problems; show one of them by its own name.")
    if json:
        print_json({"issued": sheet.slots[0].issued, "key": keys[0]})
        return
    document = proof_document(sheet.slots[0].issued, keys[0], language)
    if opened and html is None:
        html = temporary_page(name)
    if html is None and not write:
        print_document(document)
        return
    write_files(document, html, write, fonts)
    print_written(html, write)
    if opened and html is not None:
        open_page(html)


@app.command("proof", short_help="A page to proof-read an assignment: easiest, median and hardest of each place.")
def proof(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="A template, a problem of the bank, a set, or the file of an assignment."),
    ],
    level: Annotated[int | None, typer.Option("--level", help="Of a template: difficulty, 1 (easiest) to 5.")] = None,
    seeds: Annotated[int, typer.Option("--seeds", help="Variants drawn of each template.", min=1, max=500)] = 30,
    own: Own = None,
    html: Annotated[Path | None, typer.Option("-o", "--html", metavar="FILE", help="Write it as a web page.")] = None,
    write: Write = None,
    fonts: Fonts = None,
    language: Language = "en",
    json: Json = False,
) -> None:
    """Draw variants of every place of an assignment, and show the easiest, the median and the hardest of each with
    solution, hints and the most common wrong answers.

    Example: gradekit templates proof week-1-chain-rule -o proof.html
    """
    from gradekit.documents.proofreading import proofreading_document
    from gradekit.problems.handing_out.specimens import places

    check_formats(write)
    if name.endswith(".toml"):
        from gradekit.cli.course_options import course
        from gradekit.course.proofreading import places_of_assignment

        if level is not None or own:
            raise OperatorError(f"--level and --from: of a course its files say that, `{name}` and course.toml.")
        file, name = Path(name), Path(name).stem
        found = tuple(places_of_assignment(course(file), name, seeds))
    else:
        found = tuple(places(name, level=level, seeds=seeds, own=own or ()))
    document = proofreading_document(name, found, language)
    print_result(found, document, html=html, write=write, fonts=fonts, json=json)


@app.command("measure", short_help="Measure how much effort the problems of a template take.")
def measure(
    name: Annotated[str, typer.Argument(metavar="TEMPLATE", help="A template.")],
    draws: Annotated[int, typer.Option("--draws", help="Problems drawn at each level.", min=1, max=1000)] = 60,
    own: Own = None,
    json: Json = False,
) -> None:
    """Print the median effort of each level as a line for the template file."""
    from gradekit.problems.admission.effort import measured, medians
    from gradekit.problems.template import template_named

    told = measured(template_named(name, own or ()), draws)
    if json:
        print_json({"template": name, "draws": draws, "effort": {str(level): value for level, value in told.items()}})
    else:
        print_line(medians(told))


@app.command("check", short_help="Try a template out: many draws, all guarantees, every known answer graded.")
def check(
    name: Annotated[str | None, typer.Argument(metavar="[TEMPLATE]", help="A template; all if it is left out.")] = None,
    seeds: Annotated[int, typer.Option("--seeds", help="Problems drawn at each level.", min=1, max=2000)] = 200,
    own: Own = None,
    json: Json = False,
) -> int:
    """Draw problems at each level, grade right and wrong answers to them, and say which guarantee does not hold."""
    from gradekit.documents.checked import checked_document
    from gradekit.grading.checked import Checked, checked
    from gradekit.problems.template import headers, template_named

    names = [header.slug for header in headers(own or ())] if name is None else [name]
    told: list[Checked] = []
    for slug in names:
        found = list(checked(template_named(slug, own or ()), seeds))
        told += found
        if not json:
            print_document(checked_document(slug, found))
    if json:
        print_json(told)
    return NEEDS_PERSON if any(one.broken for one in told) else DONE
